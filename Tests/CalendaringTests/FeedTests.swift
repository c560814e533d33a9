import Calendaring
import Testing

struct `A feed` {
    private func event(_ number: Int, _ adjust: (inout CalendarEvent) -> Void = { _ in }) -> CalendarEvent {
        let start = 1_795_168_800_000 + Int64(number) * 3_600_000
        var event = CalendarEvent(
            uid: "apt_\(number)@usher", sequence: number, status: .confirmed, summary: "Intro call: Nora",
            start: start, end: start + 1_800_000, stamp: 1_795_000_000_000)
        event.modified = event.stamp
        event.location = "https://usher.test/app/appointments/apt_\(number)"
        event.conferenceLabel = "Open the appointment"
        event.url = event.location
        adjust(&event)
        return event
    }

    private func feed(_ events: [CalendarEvent], in zone: EventZone? = .berlin) -> Feed {
        Feed(name: "Ada, Harbor", refreshMinutes: 60, zone: zone, events: events)
    }

    @Test func `says what it is called and how often to ask, and is no message`() throws {
        let text = try feed([event(1)]).iCalendar()
        let lines = lines(of: text)
        #expect(text.hasPrefix("BEGIN:VCALENDAR\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
        for line in [
            "VERSION:2.0", "PRODID:-//Usher//Usher//EN", "NAME:Ada\\, Harbor", "X-WR-CALNAME:Ada, Harbor",
            "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H",
        ] {
            #expect(lines.filter { $0 == line }.count == 1, "\(line) is not in\n\(text)")
        }
        for word in ["METHOD", "ORGANIZER", "ATTENDEE"] { #expect(!lines.contains { $0.hasPrefix(word) }) }
    }

    @Test func `holds each event with its identity, its change and its way in`() throws {
        let lines = try lines(of: feed([event(1), event(2) { $0.status = .tentative }]).iCalendar())
        for line in [
            "UID:apt_1@usher", "SEQUENCE:1", "DTSTAMP:20261118T110640Z", "LAST-MODIFIED:20261118T110640Z",
            "DTSTART;TZID=Europe/Berlin:20261120T120000", "STATUS:CONFIRMED", "SUMMARY:Intro call: Nora",
            "LOCATION:https://usher.test/app/appointments/apt_1", "URL:https://usher.test/app/appointments/apt_1",
            "CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL=Open the appointment"
                + ":https://usher.test/app/appointments/apt_1",
            "UID:apt_2@usher", "STATUS:TENTATIVE",
        ] {
            #expect(lines.contains(line), "\(line) is missing")
        }
        #expect(lines.filter { $0 == "BEGIN:VTIMEZONE" }.count == 1)
    }

    @Test func `takes nobody's time for what is cancelled, and shows no way into it`() throws {
        let lines = try lines(of: feed([event(1) { $0.status = .cancelled }]).iCalendar())
        #expect(lines.contains("STATUS:CANCELLED") && lines.contains("TRANSP:TRANSPARENT"))
        #expect(!lines.contains { $0.hasPrefix("CONFERENCE") })
    }

    @Test func `may be empty`() throws {
        let lines = try lines(of: feed([]).iCalendar())
        #expect(lines.first == "BEGIN:VCALENDAR" && lines.last == "END:VCALENDAR")
        #expect(!lines.contains("BEGIN:VTIMEZONE"))
    }

    @Test func `has the same identity for an event as its invitation`() throws {
        var invitation = sampleInvitation()
        invitation.uid = event(1).uid
        let own = try lines(of: invitation.iCalendar()).filter { $0.hasPrefix("UID") }
        #expect(try lines(of: feed([event(1)]).iCalendar()).filter { $0.hasPrefix("UID") } == own)
    }

    @Test func `is folded at 75 octets however much is in it`() throws {
        let text = try feed((0..<500).map { event($0) { $0.summary = String(repeating: "会👩‍👧 ", count: 40) } })
            .iCalendar()
        #expect(text.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 75 && !$0.contains("\u{FFFD}") })
        #expect(lines(of: text).filter { $0 == "END:VEVENT" }.count == 500)
    }

    @Test func `cannot be given a line through any of its texts`() throws {
        let poison = "x\r\nCONFERENCE;VALUE=URI;FEATURE=\"AUDIO,VIDEO\";a\u{2028}BEGIN:VEVENT\n"
        var poisoned = feed([event(1) { ($0.summary, $0.description) = (poison, poison) }])
        poisoned.name = poison
        let lines = try lines(of: poisoned.iCalendar())
        #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1)
        #expect(lines.filter { $0.hasPrefix("CONFERENCE") }.count == 1)
    }

    @Test func `that no program could read is refused`() {
        let faulty = [
            feed([event(1), event(1)]), feed([event(1) { $0.uid = "" }]), feed([event(1) { $0.end = $0.start }]),
            feed([event(1) { $0.url = "javascript:alert(1)" }]), feed([event(1) { $0.modified = -1 }]),
            feed([event(1)], in: EventZone(identifier: "Europe/Berlin", observances: [])),
            Feed(name: "", refreshMinutes: 0, zone: nil, events: []),
        ]
        for feed in faulty { #expect(throws: CalendaringError.self) { try feed.iCalendar() } }
    }
}
