import Foundation
import TestSupport
import Testing
import TimeZones
import ZoomSandbox

@Suite(.timeLimit(.minutes(1)))
struct SandboxRoomTests {
    @Test func `a guest waits at the door until the host lets them in`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting(#"{"waiting_room": true}"#)
            try await zoom.lever(meeting, "start")
            #expect(await app.names(2) == ["started", "participant_joined"])
            let guest = try await zoom.join(meeting, "Nora")
            #expect(guest.outcome == "waiting_room")
            try await zoom.lever(meeting, "admit", guest)
            let events = await app.next(4)
            #expect(
                events.map(\.name) == [
                    "meeting.participant_joined_waiting_room", "meeting.participant_admitted",
                    "meeting.participant_left_waiting_room", "meeting.participant_joined",
                ])
            #expect(Set(events.map { $0.object?.participant?.participantUuid }) == [guest.participant])
            #expect(events.last?.object?.participant?.id?.isEmpty == true)
            #expect(events.last?.object?.participant?.email?.isEmpty == true)
            try await zoom.lever(meeting, "put_back", guest)
            try await zoom.lever(meeting, "remove", guest)
            #expect(
                await app.names(2) == ["participant_put_in_waiting_room", "participant_left_waiting_room"])
        }
    }

    @Test func `who comes before the host waits until the host starts`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting()
            #expect(try await zoom.join(meeting, "Nora").outcome == "waiting_for_host")
            let before = try await zoom.room(meeting)
            #expect(before.status == "waiting")
            let after = try await zoom.lever(meeting, "start")
            #expect(after.uuid != before.uuid)
            #expect(after.participants.map(\.place) == ["in", "in"])
            #expect(
                await app.names(5) == [
                    "participant_jbh_waiting", "started", "participant_joined", "participant_jbh_waiting_left",
                    "participant_joined",
                ])
        }
    }

    @Test(arguments: [true, false])
    func `of a wait in a browser is told only when Zoom tells of it`(isTold: Bool) async throws {
        try await WebhookReceiver.with(browserTellsJBH: isTold) { zoom, app in
            let meeting = try await zoom.newMeeting()
            let guest = try await zoom.join(meeting, "Nora", #""kind": "browser""#)
            #expect(guest.outcome == "waiting_for_host")
            try await zoom.lever(meeting, "start")
            #expect(await app.names(1) == [isTold ? "participant_jbh_waiting" : "started"])
        }
    }

    @Test func `where guests may go first they are inside at once`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting(#"{"join_before_host": true}"#)
            let guest = try await zoom.join(meeting, "Nora")
            #expect(guest.outcome == "in")
            try await zoom.lever(meeting, "leave", guest)
            let events = await app.next(3)
            #expect(
                events.map(\.name) == [
                    "meeting.participant_jbh_joined", "meeting.participant_joined", "meeting.participant_left",
                ])
            #expect(events.last?.object?.participant?.leaveReason == "Nora left the meeting.")
        }
    }

    @Test func `who is refused leaves no trace`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting(#"{"meeting_authentication": true}"#)
            try await zoom.lever(meeting, "start")
            #expect(try await zoom.join(meeting, "Nora").reason == "sign_in_required")
            #expect(try await zoom.join(meeting, "Nora", #""pwd": "old""#).reason == "wrong_passcode")
            let colleague = #""kind": "signed_in", "email": "milo@harbor.example""#
            #expect(try await zoom.join(meeting, "Milo", colleague).outcome == "in")
            let events = await app.next(3)
            #expect(events.last?.object?.participant?.id == "zoom-milo")
            #expect(try await zoom.room(meeting).participants.map(\.kind) == ["host", "signed_in"])
        }
    }

    @Test func `a host who starts another meeting ends the first`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let token = try await zoom.token()
            let first = try await zoom.newMeeting(token: token)
            let second = try await zoom.newMeeting(token: token)
            try await zoom.lever(first, "start")
            _ = try await zoom.join(first, "Nora")
            try await zoom.lever(second, "start")
            let events = await app.next(8)
            #expect(
                events.dropFirst(3).map { $0.name.replacing("meeting.", with: "") } == [
                    "participant_left", "participant_left", "ended", "started", "participant_joined",
                ])
            #expect(
                events[4].object?.participant?.leaveReason
                    == "Nora left the meeting.<br>Reason: Host started a new meeting.")
            let live = try await zoom.call("GET", "/v2/users/me/meetings?type=live", token: token)
            #expect(live.text.contains("\(second.id)") && !live.text.contains("\(first.id)"))
        }
    }

    @Test func `what is over is told by number and by uuid`() async throws {
        let clock = TestClock(TestClock.usual)
        try await RunningSandbox.with(clock: clock) { zoom in
            let token = try await zoom.token()
            let meeting = try await zoom.newMeeting(token: token)
            let path = "/v2/past_meetings/\(meeting.id)"
            try await zoom.lever(meeting, "start")
            _ = try await zoom.join(meeting, "Nora")
            #expect(try await zoom.call("GET", path, token: token).status == 404)
            clock.advance(minutes: 10)
            let uuid = try await zoom.lever(meeting, "end").uuid
            let past: Past = try await zoom.call("GET", path, token: token).decoded()
            #expect(past == Past(uuid: uuid, duration: 10, participantsCount: 2))
            let rows: PastPeople = try await zoom.call("GET", path + "/participants", token: token).decoded()
            #expect(rows.participants.map(\.userId) == ["16778240", "16779264"])
            #expect(rows.participants.map(\.duration) == [600, 600])
            let twice = try Self.encoded(Self.encoded(uuid))
            #expect(try await zoom.call("GET", "/v2/past_meetings/\(twice)", token: token).status == 200)
        }
    }

    @Test func `the pages take a guest in and let the host admit them`() async throws {
        try await RunningSandbox.with { zoom in
            let meeting = try await zoom.newMeeting(#"{"waiting_room": true}"#)
            let door = try await zoom.call("GET", meeting.joinUrl)
            #expect(door.text.contains("Your name"))
            let form = "/j/\(meeting.id)/join?name=Nora&by=browser&\(meeting.joinUrl.split(separator: "?")[1])"
            #expect(try await zoom.call("POST", form).text.contains("The meeting has not started"))
            #expect(try await zoom.call("GET", meeting.startUrl).text.contains("Admit"))
            let guest = try #require(try await zoom.room(meeting).participants.first)
            let zak = meeting.startUrl.split(separator: "?")[1]
            let admit = "/s/\(meeting.id)/admit?guest=\(guest.participant)&\(zak)"
            #expect(!(try await zoom.call("POST", admit).text.contains("Admit")))
            #expect(try await zoom.room(meeting).participants.map(\.place) == ["in", "in"])
            let end = try await zoom.call("POST", "/s/\(meeting.id)/end?\(zak)")
            #expect(end.text.contains("The meeting has ended"))
        }
    }

    private static func encoded(_ text: String) throws -> String {
        try #require(text.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    }
}

private struct Past: Decodable, Equatable {
    let uuid: String
    let duration: Int
    let participantsCount: Int
}

private struct PastPeople: Decodable {
    struct Row: Decodable {
        let userId: String
        let duration: Int
    }

    let participants: [Row]
}
