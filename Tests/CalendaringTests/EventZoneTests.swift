import Calendaring
import Testing

extension EventZone {
    /// Berlin from the end of October 2025 to the end of March 2027.
    static let berlin = EventZone(
        identifier: "Europe/Berlin",
        observances: [
            .init(start: 1_761_440_400_000, offsetBefore: 7200, offset: 3600, name: "CET", isDaylight: false),
            .init(start: 1_774_746_000_000, offsetBefore: 3600, offset: 7200, name: "CEST", isDaylight: true),
            .init(start: 1_792_890_000_000, offsetBefore: 7200, offset: 3600, name: "CET", isDaylight: false),
        ])

    /// The same clocks under a name that no program knows, so that it has to read what the text says of them.
    static let nowhere = EventZone(identifier: "Nowhere/Berlin", observances: berlin.observances)

    /// Clocks that have never been changed.
    static let kolkata = EventZone(
        identifier: "Asia/Kolkata",
        observances: [.init(start: nil, offsetBefore: 19_800, offset: 19_800, name: "IST", isDaylight: false)])
}

struct `An event by the clocks of a zone` {
    private let hour: Int64 = 3_600_000

    private func event(at start: Int64, hours: Int64 = 1, in zone: EventZone) -> Invitation {
        var invitation = sampleInvitation()
        (invitation.start, invitation.end, invitation.zone) = (start, start + hours * hour, zone)
        return invitation
    }

    @Test func `is written as the clocks show it, with what they go by`() throws {
        let text = try lines(of: event(at: 1_795_168_800_000, in: .berlin).iCalendar())
        #expect(text.contains("DTSTART;TZID=Europe/Berlin:20261120T110000"))
        #expect(text.contains("DTEND;TZID=Europe/Berlin:20261120T120000"))
        let zone = try #require(text.firstIndex(of: "BEGIN:VTIMEZONE"))
        #expect(
            text[zone...].prefix(14) == [
                "BEGIN:VTIMEZONE", "TZID:Europe/Berlin",
                "BEGIN:STANDARD", "DTSTART:20251026T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
                "TZNAME:CET", "END:STANDARD",
                "BEGIN:DAYLIGHT", "DTSTART:20260329T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
                "TZNAME:CEST", "END:DAYLIGHT",
            ])
    }

    @Test func `has a zone even where clocks are never changed`() throws {
        let text = try lines(of: event(at: 1_795_168_800_000, in: .kolkata).iCalendar())
        #expect(text.contains("DTSTART;TZID=Asia/Kolkata:20261120T153000"))
        for line in ["DTSTART:19700101T000000", "TZOFFSETFROM:+0530", "TZOFFSETTO:+0530"] {
            #expect(text.contains(line))
        }
    }

    /// Every half hour around both changes of 2026, long enough to cross them.
    @Test(arguments: [1_774_746_000_000, 1_792_890_000_000] as [Int64])
    func `is read back as the same moments around a change of the clocks`(change: Int64) throws {
        for half in Int64(-8)...8 {
            let event = event(at: change + half * hour / 2, hours: 2, in: .nowhere)
            let read = try InvitationSummary.parse(event.iCalendar())
            #expect(read.start == event.start && read.end == event.end, "\(half) half hours from the change")
        }
    }

    @Test func `is written in UTC where clocks show its reading twice`() throws {
        let change: Int64 = 1_792_890_000_000
        for start in [change - hour, change - 1000, change, change + hour - 1000] {
            let text = try lines(of: event(at: start, in: .berlin).iCalendar())
            #expect(text.contains { $0.hasPrefix("DTSTART:2026") && $0.hasSuffix("Z") })
        }
        let later = try lines(of: event(at: change + hour, in: .berlin).iCalendar())
        #expect(later.contains("DTSTART;TZID=Europe/Berlin:20261025T030000"))
    }

    @Test func `shares what is said of its zone with others in the same text`() throws {
        var events = [event(at: 1_795_168_800_000, in: .berlin), event(at: 1_795_268_800_000, in: .kolkata)]
        events.append(event(at: 1_775_168_800_000, in: .berlin))
        for index in events.indices {
            (events[index].uid, events[index].method) = ("\(index)@usher.test", .publish)
        }
        let text = try lines(of: Invitation.iCalendar(publishing: events))
        #expect(text.filter { $0.hasPrefix("TZID:") }.sorted() == ["TZID:Asia/Kolkata", "TZID:Europe/Berlin"])
        #expect(text.filter { $0 == "BEGIN:STANDARD" }.count == 3)
    }

    private static let zones = [
        EventZone(identifier: "", observances: EventZone.berlin.observances),
        EventZone(identifier: "Europe/Berlin\r\nX:y", observances: EventZone.berlin.observances),
        EventZone(identifier: "A;B=\"c\"", observances: EventZone.berlin.observances),
        EventZone(identifier: "Europe/Berlin", observances: []),
        EventZone(
            identifier: "Europe/Berlin",
            observances: [.init(start: nil, offsetBefore: 0, offset: 90_000, name: "X", isDaylight: false)]),
    ]

    @Test(arguments: zones.indices)
    func `is refused with a zone that no program could read`(index: Int) {
        let event = event(at: 1_795_168_800_000, in: Self.zones[index])
        #expect(throws: CalendaringError.self) { try event.iCalendar() }
    }
}
