import Calendaring
import Testing

struct `A summary` {
    @Test(arguments: Invitation.Method.allCases)
    func `gives back what was written`(method: Invitation.Method) throws {
        let invitation = sampleInvitation(method)
        let summary = try InvitationSummary.parse(invitation.iCalendar())
        #expect(summary.method == method.rawValue)
        #expect(summary.uid == invitation.uid)
        #expect(summary.sequence == 2)
        #expect(summary.summary == "Intro call")
        #expect(summary.location == invitation.location)
        #expect(summary.start == invitation.start)
        #expect(summary.end == invitation.end)
        #expect(summary.status == invitation.status.rawValue)
    }

    @Test(arguments: [1, 500])
    func `keeps commas, semicolons, backslashes and lines`(times: Int) throws {
        var invitation = sampleInvitation()
        let text = String(repeating: "a, b; c\\d \\n \"e\" : f\n\n\ttab\nGrüße 会議 👋 ", count: times) + "end"
        invitation.description = text
        let read = try InvitationSummary.parse(invitation.iCalendar()).description
        #expect(read == text, "\(read.count) characters of \(text.count) came back")
    }

    @Test func `reads other people's times with zones and durations`() throws {
        let text = """
            BEGIN:VCALENDAR
            VERSION:2.0
            METHOD:reply
            BEGIN:VEVENT
            UID:x
            DTSTART;TZID=America/New_York:20261120T090000
            DURATION:PT45M
            SUMMARY:Théâtre
            END:VEVENT
            END:VCALENDAR
            """
        let summary = try InvitationSummary.parse(text.replacing("\n", with: "\r\n"))
        #expect(summary.method == "REPLY")
        #expect(summary.start == 1_795_183_200_000)
        #expect(summary.end == 1_795_183_200_000 + 45 * 60_000)
        #expect(summary.summary == "Théâtre")
        #expect(summary.status == "CONFIRMED")
        #expect(summary.sequence == 0)
    }

    @Test(arguments: [
        "", "garbage", "BEGIN:VCALENDAR", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        "BEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:99999999T999999\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        "\u{0}\u{1}END:VCALENDAR\r\n:::;;;",
    ])
    func `of what is no event is refused`(text: String) {
        #expect(throws: CalendaringError.self) { try InvitationSummary.parse(text) }
    }
}
