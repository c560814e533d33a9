import Calendaring
import Testing

func sampleInvitation(_ method: Invitation.Method = .request) -> Invitation {
    Invitation(
        uid: "booking-1@usher.test", sequence: 2, method: method, summary: "Intro call",
        description: "Bring a pen", location: "https://zoom.us/w/1?tk=abc,d;e&pwd=1",
        url: "https://usher.test/b/1",
        start: 1_795_168_800_000, end: 1_795_170_600_000, stamp: 1_795_000_000_123,
        organizer: .init(name: "Bob, \"Host\"", email: "bob@example.com"),
        attendee: .init(name: "Zoë: Ann; B", email: "ann@example.com"))
}

/// The text's lines, unfolded (RFC 5545 section 3.1).
func lines(of text: String) -> [String] {
    text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
}

struct `An invitation` {
    @Test func `is written in UTC with its identity, people and meeting link`() throws {
        let text = try sampleInvitation().iCalendar()
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n"))
        #expect(text.hasSuffix("END:VCALENDAR\r\n"))
        for line in [
            "VERSION:2.0", "PRODID:-//Usher//Usher//EN", "METHOD:REQUEST", "UID:booking-1@usher.test",
            "SEQUENCE:2",
            "DTSTART:20261120T100000Z", "DTEND:20261120T103000Z", "DTSTAMP:20261118T110640Z",
            "STATUS:CONFIRMED",
            "SUMMARY:Intro call", "DESCRIPTION:Bring a pen", "URL:https://usher.test/b/1",
            "LOCATION:https://zoom.us/w/1?tk=abc\\,d\\;e&pwd=1",
            "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Join the meeting"
                + ":https://zoom.us/w/1?tk=abc,d;e&pwd=1",
            "ORGANIZER;CN=\"Bob, 'Host'\":mailto:bob@example.com",
            "ATTENDEE;CN=\"Zoë: Ann; B\";ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE"
                + ":mailto:ann@example.com",
        ] {
            #expect(lines(of: text).contains(line), "\(line) is not in\n\(text)")
        }
    }

    @Test func `a cancellation carries METHOD CANCEL`() throws {
        let text = try lines(of: sampleInvitation(.cancel).iCalendar())
        #expect(text.contains("METHOD:CANCEL"))
        #expect(text.contains("STATUS:CANCELLED"))
        #expect(text.contains("TRANSP:TRANSPARENT"))
        #expect(text.contains("UID:booking-1@usher.test"))
        #expect(!text.contains { $0.hasPrefix("CONFERENCE") })
    }

    @Test func `a published event has no attendee`() throws {
        let text = try sampleInvitation(.publish).iCalendar()
        #expect(text.contains("METHOD:PUBLISH"))
        #expect(!text.contains("ATTENDEE"))
    }

    @Test func `that asks for a reply says so`() throws {
        var invitation = sampleInvitation()
        invitation.asksReply = true
        #expect(
            try lines(of: invitation.iCalendar()).contains { $0.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE") })
    }

    @Test func `without a web address as its place has no CONFERENCE`() throws {
        var invitation = sampleInvitation()
        invitation.location = "Room 5, 2nd floor"
        let text = try lines(of: invitation.iCalendar())
        #expect(text.contains("LOCATION:Room 5\\, 2nd floor"))
        #expect(!text.contains { $0.hasPrefix("CONFERENCE") })
    }

    @Test func `is folded at 75 octets without cutting a character`() throws {
        var invitation = sampleInvitation()
        invitation.description = String(repeating: "ü会👩‍👩‍👧 ", count: 800) + "end"
        let text = try invitation.iCalendar()
        #expect(text.replacing("\r\n", with: "").contains("\n") == false)
        for line in text.split(separator: "\r\n") {
            #expect(line.utf8.count <= 75)
            #expect(!line.contains("\u{FFFD}"))
        }
        #expect(try InvitationSummary.parse(text).description == invitation.description)
    }

    @Test func `cannot be given a second property through any of its texts`() throws {
        let poison = "x\r\nATTENDEE:mailto:eve@example.com\u{85}\u{2028}\u{0}\u{7}\rEND:VEVENT\n"
        var invitation = sampleInvitation()
        invitation.summary = poison
        invitation.description = poison
        invitation.location = poison
        invitation.organizer.name = poison
        invitation.attendee.name = poison
        let text = try lines(of: invitation.iCalendar())
        #expect(text.filter { $0.hasPrefix("ATTENDEE") }.count == 1)
        #expect(text.filter { $0.hasPrefix("END:VEVENT") }.count == 1)
        #expect(text.allSatisfy { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } })
    }

    private static let changes: [@Sendable (inout Invitation) -> Void] = [
        { $0.uid = "" }, { $0.uid = "a\r\nb" }, { $0.sequence = -1 }, { $0.sequence = 1 << 40 },
        { $0.end = $0.start }, { $0.start = -1 }, { $0.end = Int64.max }, { $0.url = "javascript:alert(1)" },
        { $0.url = "https://a.test/\r\nX:y" }, { $0.organizer.email = "bob" },
        { $0.attendee.email = "a@b\r\nX:y" }, { $0.attendee.email = "mailto:a@b" },
        { $0.status = .cancelled },
    ]

    @Test(arguments: changes.indices)
    func `that no program could read is refused`(index: Int) {
        var invitation = sampleInvitation()
        Self.changes[index](&invitation)
        #expect(throws: CalendaringError.self) { _ = try invitation.iCalendar() }
    }
}
