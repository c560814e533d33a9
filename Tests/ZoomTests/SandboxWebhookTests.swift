import Foundation
import TestSupport
import Testing
import ZoomSandbox

@Suite(.timeLimit(.minutes(1)))
struct SandboxWebhookTests {
    @Test func `an event is signed over its own bytes`() async throws {
        try await WebhookReceiver.with { zoom, app in
            _ = try await zoom.join(zoom.newMeeting(), "Nora")
            let event = try #require(await app.next(1).first)
            #expect(app.accepts(event))
            #expect(event.headers["user-agent"] == "Zoom Marketplace/1.0a")
            #expect(event.headers["x-zm-request-timestamp"] == "1796018400")
            #expect(event.object?.topic == "Call")
        }
    }

    @Test func `errors of the server are retried three times under one request id`() async throws {
        try await WebhookReceiver.with(answering: [500, 503, 500, 502]) { zoom, app in
            _ = try await zoom.join(zoom.newMeeting(), "Nora")
            let tries = await app.next(4)
            #expect(Set(tries.map { $0.headers["x-zm-request-id"] }).count == 1)
            #expect(Set(tries.map { $0.headers["x-zm-trackingid"] }).count == 4)
            let settled = try await settledDeliveries(of: zoom)
            #expect(settled.last?.state == "failed")
            #expect(settled.last?.attempts == 4)
        }
    }

    @Test func `a retry may be answered with any 2xx`() async throws {
        try await WebhookReceiver.with(answering: [500, 202]) { zoom, app in
            _ = try await zoom.join(zoom.newMeeting(), "Nora")
            _ = await app.next(2)
            #expect(try await settledDeliveries(of: zoom).last?.state == "delivered")
        }
    }

    @Test(arguments: [202, 302, 400, 401, 404])
    func `other answers are failures and final`(status: Int) async throws {
        try await WebhookReceiver.with(answering: [status]) { zoom, app in
            _ = try await zoom.join(zoom.newMeeting(), "Nora")
            _ = await app.next(1)
            let settled = try await settledDeliveries(of: zoom)
            #expect(settled.last?.state == "failed")
            #expect(settled.last?.attempts == 1)
        }
    }

    @Test func `the address is validated`() async throws {
        try await WebhookReceiver.with { zoom, _ in
            let answer = try await zoom.call("POST", "/sandbox/webhooks/validate")
            #expect(answer.text == #"{"valid":true}"#)
        }
    }

    @Test func `events come twice, reversed or not at all on demand`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting()
            _ = try await inject(#"{"duplicate": 2}"#, zoom)
            _ = try await zoom.join(meeting, "Nora")
            let twins = await app.next(2)
            #expect(Set(twins.map { $0.headers["x-zm-request-id"] }).count == 1)
            _ = try await inject(#"{"reverse": 3, "drop": 1}"#, zoom)
            try await zoom.lever(meeting, "start")
            #expect(
                await app.names(3) == [
                    "participant_joined", "participant_jbh_waiting_left", "participant_joined",
                ])
            try await zoom.lever(meeting, "end")
            #expect(await app.names(3) == ["participant_left", "participant_left", "ended"])
        }
    }

    @Test func `meeting ids are numbers or strings`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting()
            try await zoom.lever(meeting, "start")
            #expect(await app.next(2).map { $0.object?.id.isNumber } == [true, false])
            _ = try await inject(#"{"numeric_ids": true}"#, zoom)
            try await zoom.lever(meeting, "end")
            #expect(await app.next(2).map { $0.object?.id.isNumber } == [true, true])
        }
    }

    @Test func `a delayed event arrives all the same`() async throws {
        try await WebhookReceiver.with { zoom, app in
            let meeting = try await zoom.newMeeting()
            _ = try await inject(#"{"delay_ms": 5}"#, zoom)
            _ = try await zoom.join(meeting, "Nora")
            #expect(await app.names(1) == ["participant_jbh_waiting"])
        }
    }

    @Test func `what becomes of a meeting and of a permission is told`() async throws {
        try await WebhookReceiver.with(ignoring: []) { zoom, app in
            let token = try await zoom.token()
            let path = "/v2/meetings/\(try await zoom.newMeeting(token: token).id)"
            _ = try await zoom.call("PATCH", path, token: token, json: #"{"topic": "Talk"}"#)
            _ = try await zoom.call("DELETE", path, token: token)
            try await zoom.revoke("ada@harbor.example")
            let events = await app.next(4)
            #expect(
                events.map(\.name) == [
                    "meeting.created", "meeting.updated", "meeting.deleted", "app_deauthorized",
                ])
            #expect(events[1].object?.topic == "Talk" && events[1].oldObject?.topic == "Call")
            #expect(events[1].object?.uuid == nil)
            #expect(events[2].operatorEmail == "ada@harbor.example")
        }
    }

    @Test func `the marketplace's log tells every try`() async throws {
        try await WebhookReceiver.with(answering: [500]) { zoom, app in
            let token = try await zoom.token()
            _ = try await zoom.join(zoom.newMeeting(token: token), "Nora")
            _ = await app.next(2)
            _ = try await settledDeliveries(of: zoom)
            let path = "/v2/marketplace/apps/client/webhook_logs?event=meeting.participant_jbh_waiting"
            let log: MarketplaceLog = try await zoom.call("GET", path, token: token).decoded()
            #expect(log.webhookLogs.map(\.status) == [500, 200])
            #expect(log.webhookLogs.map(\.retryNum) == [0, 1])
        }
    }

    @Test func `without an address nothing is kept`() async throws {
        try await RunningSandbox.with { zoom in
            try await zoom.lever(zoom.newMeeting(), "start")
            #expect(try await settledDeliveries(of: zoom).isEmpty)
        }
    }

    private func inject(_ json: String, _ zoom: RunningSandbox) async throws -> SandboxAnswer {
        try await zoom.call("POST", "/sandbox/webhooks", json: json)
    }

    /// The deliveries, once none of them waits for its answer or another try.
    private func settledDeliveries(of zoom: RunningSandbox) async throws -> [Delivery] {
        while true {
            let log: DeliveryLog = try await zoom.call("GET", "/sandbox/webhooks").decoded()
            if !log.deliveries.contains(where: { $0.state == "waiting" }) { return log.deliveries }
        }
    }
}

private struct Delivery: Decodable {
    let event: String
    let attempts: Int
    let state: String
}

private struct DeliveryLog: Decodable {
    let deliveries: [Delivery]
}

private struct MarketplaceLog: Decodable {
    struct Row: Decodable {
        let status: Int
        let retryNum: Int
    }

    let webhookLogs: [Row]
}
