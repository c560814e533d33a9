import Calendaring
import Testing

struct `Several published events` {
    private func series(_ count: Int) -> [Invitation] {
        (0..<count).map { index in
            var invitation = sampleInvitation(.publish)
            invitation.uid = "booking-\(index)@usher.test"
            invitation.start += Int64(index) * 86_400_000
            invitation.end += Int64(index) * 86_400_000
            return invitation
        }
    }

    @Test func `stand in one calendar, each with its own identity and times`() throws {
        let text = try Invitation.iCalendar(publishing: series(3))
        let lines = lines(of: text)
        for once in ["BEGIN:VCALENDAR", "VERSION:2.0", "METHOD:PUBLISH", "END:VCALENDAR"] {
            #expect(lines.filter { $0 == once }.count == 1)
        }
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 3)
        #expect(
            lines.filter { $0.hasPrefix("UID:") }
                == ["UID:booking-0@usher.test", "UID:booking-1@usher.test", "UID:booking-2@usher.test"])
        #expect(
            lines.filter { $0.hasPrefix("DTSTART:") }
                == ["DTSTART:20261120T100000Z", "DTSTART:20261121T100000Z", "DTSTART:20261122T100000Z"])
        #expect(!text.contains("ATTENDEE"))
    }

    @Test func `that are one event are that event's invitation`() throws {
        let one = series(1)
        #expect(try Invitation.iCalendar(publishing: one) == one[0].iCalendar())
    }

    @Test func `may be as many as a series can have`() throws {
        let text = try Invitation.iCalendar(publishing: series(1000))
        #expect(lines(of: text).filter { $0 == "END:VEVENT" }.count == 1000)
    }

    private static let faults: [(String, @Sendable (inout [Invitation]) -> Void)] = [
        ("list of events", { $0 = [] }), ("method", { $0[1] = sampleInvitation(.request) }),
        ("method", { $0[0].method = .cancel }), ("uid", { $0[2].uid = $0[0].uid }), ("uid", { $0[2].uid = "" }),
        ("end", { $0[1].end = $0[1].start }), ("url", { $0[2].url = "javascript:alert(1)" }),
    ]

    @Test(arguments: faults.indices)
    func `are refused together when one of them cannot stand among them`(index: Int) throws {
        var invitations = series(3)
        Self.faults[index].1(&invitations)
        let error = #expect(throws: CalendaringError.self) {
            _ = try Invitation.iCalendar(publishing: invitations)
        }
        guard case .invalid(let field, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(field == Self.faults[index].0)
    }
}
