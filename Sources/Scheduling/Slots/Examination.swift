/// What is known of a start once everybody has been asked: who takes it, or why nobody does.
struct Examination {
    /// What each of the calendar's hosts answered.
    let outcomes: [HostCheck.Outcome]
    /// What the calendar itself has against the start, in the order in which it decides.
    private(set) var calendarCodes: [Refusal]
    /// Who could take it, as far as the hosts and the limits are concerned.
    let takers: [Taker]

    private let calendar: CalendarTime

    /// - Parameters:
    ///   - codes: what the calendar has against the start before anybody is asked.
    ///   - limits: those of the calendar's own limits that are reached.
    init(
        of calendar: CalendarTime, outcomes: [HostCheck.Outcome], codes: [Refusal], limits: [Refusal]
    ) {
        self.calendar = calendar
        self.outcomes = outcomes
        let needed = zip(calendar.hosts, outcomes).filter { calendar.needs($0.0) }.map(\.1)
        // Joining begins no meeting, so that it does not count against the limits.
        let joins = needed.contains { if case .joins = $0 { true } else { false } }
        var able = zip(calendar.hosts, outcomes).compactMap(Self.taker)
        var codes = joins ? codes : codes + limits
        if calendar.kind == .collective {
            let isAnybodyAble = needed.contains { $0.codes.isEmpty }
            able = Self.together(able, needed)
            if able.isEmpty, isAnybodyAble { codes.append(.collective) }
            if !limits.isEmpty, !joins { able = [] }
        } else if !limits.isEmpty {
            able = able.filter { $0.joins != nil }
        }
        takers = able
        calendarCodes = codes
    }

    mutating func hide() {
        calendarCodes.append(.lookBusy)
    }

    /// What visitors are told; nil when the start can be booked.
    var refusal: Refusal? {
        calendarCodes.first?.answer ?? (takers.isEmpty ? nearest : nil)
    }

    /// A host stands where the first of their codes puts them; the answer nearest to a booking is the most useful
    /// one.
    private var nearest: Refusal {
        let stands = Set(
            zip(calendar.hosts, outcomes).compactMap { host, outcome in
                calendar.needs(host) ? outcome.codes.first?.answer : nil
            })
        return Self.nearestFirst.first(where: stands.contains) ?? .outsideHours
    }

    private static let nearestFirst: [Refusal] = [
        .slotTaken, .noSeats, .dayLimit, .weekLimit, .monthLimit, .connection, .offGrid, .duration,
    ]

    private static func taker(_ host: HostTime, _ outcome: HostCheck.Outcome) -> Taker? {
        switch outcome {
        case .free: Taker(hostID: host.hostID, joins: nil)
        case .joins(let meeting): Taker(hostID: host.hostID, joins: meeting.meetingID)
        case .refused: nil
        }
    }

    /// All of them, if everybody who is needed begins the same new meeting or lets the guest join the same one; an
    /// optional host who holds another one is left out.
    private static func together(_ able: [Taker], _ needed: [HostCheck.Outcome]) -> [Taker] {
        var meetings: Set<String?> = []
        for outcome in needed {
            switch outcome {
            case .free: meetings.insert(nil)
            case .joins(let meeting): meetings.insert(meeting.meetingID)
            case .refused: return []
            }
        }
        guard meetings.count == 1, let meeting = meetings.first else { return [] }
        return able.filter { $0.joins == nil || $0.joins == meeting }
    }
}
