import Scheduling
import TimeZones

extension RandomCalendar {
    /// One to three days around a change of clocks, or ordinary ones, in the years 2024 to 2030.
    init(using random: inout SeededGenerator) throws {
        let place = try Places.any(&random)
        let zone = try systemZones.zone(place)
        let day = Places.day(in: zone, &random)
        let opening = zone.start(CivilDateTime(date: day, minuteOfDay: 0))
            .adding(minutes: random.pick([0, 0, 0, Int.random(in: -720...720, using: &random)]))
        let begin = opening.milliseconds + random.pick([0, 0, 0, 0, 1, 30_000])
        window = [begin, begin + Int64(random.pick([720, 1440, 1440, 1440, 2880, 4320])) * 60_000]
        let ahead =
            random.pick([-600, 0, 0, 600, 600, 600, 1440, 1440, 1440, 1440, 20_000])
            + Int.random(in: 0...600, using: &random)
        now = opening.adding(minutes: -ahead).milliseconds + random.pick([0, 0, 1, 30_000, 59_500])

        let kind = random.pick(CalendarKind.allCases)
        self.kind = kind.rawValue
        self.zone = place
        rules = Rules(of: kind, around: day, using: &random)
        duration = random.pick(Array(repeating: rules.durations, count: 8).flatMap { $0 } + [7])
        hours =
            random.pick([true, false, false, false])
            ? try Hours(in: random.pick([place, try Places.any(&random)]), around: day, using: &random) : nil
        let count = Self.hostCount(of: kind, &random)
        hosts = try (0..<count).map { index in
            let home = random.pick([true, true, false]) ? place : try Places.any(&random)
            return Host(id: "host\(index)", hours: try Hours(in: home, around: day, using: &random), &random)
        }
        for index in hosts.indices.dropFirst() where random.pick([true, false, false]) {
            hosts[index].hours = hosts[index - 1].hours
        }
        if hours != nil, let first = hosts.first, random.pick([true, false, false, false]) { hours = first.hours }
        if kind == .collective, count > 0 { hosts[random.pick(Array(0..<count))].required = true }
        meetings = []
        asked = []
        fill(around: day, &random)
        ask(around: day, &random)
    }

    private static func hostCount(of kind: CalendarKind, _ random: inout SeededGenerator) -> Int {
        switch kind {
        case .personal, .unassigned: 1
        case .class: random.pick([1, 1, 1, 2])
        case .roundRobin, .service: random.pick([0, 1, 2, 2, 3, 3, 4])
        case .collective: random.pick([1, 2, 2, 2, 3, 3, 4])
        }
    }

    /// Draws what is booked already: the calendar's meetings and the hosts' times.
    private mutating func fill(around day: CivilDate, _ random: inout SeededGenerator) {
        meetings = (0..<random.pick([0, 0, 2, 6])).map { _ in near(far: 35, &random) }
        for index in hosts.indices {
            let count = random.pick([0, 1, 3, 8])
            for _ in 0..<count { hosts[index].busy.append(busy(&random)) }
        }
        let shared = kind == CalendarKind.collective.rawValue
        for number in 0..<random.pick([0, 0, 1, 2, 3]) {
            guard let host = hosts.indices.randomElement(using: &random) else { return }
            let meeting = openMeeting("meeting\(number)", of: host, around: day, &random)
            // Those of a collective calendar are everybody's, and perhaps the optional hosts'; some have come apart.
            for index in hosts.indices where index == host || shared {
                guard index == host || hosts[index].required || random.pick([true, false]) else { continue }
                var theirs = meeting
                if index != host, random.pick([true, false, false, false, false]) { theirs.id += "-\(index)" }
                let kind = random.pick([BusyTime.Kind.booked, .booked, .booked, .booked, .held])
                hosts[index].add(theirs, as: kind, with: rules)
            }
        }
    }

    private func openMeeting(
        _ id: String, of host: Int, around day: CivilDate, _ random: inout SeededGenerator
    ) -> Meeting {
        let start = gridStart(of: hosts[host].hours, around: day, &random) ?? near(far: 0, &random)
        let minutes = random.pick([duration, duration, duration, random.pick(rules.durations), 45])
        return Meeting(
            id: id, start: start, end: start + Int64(minutes) * 60_000,
            taken: max(
                0, random.pick([0, 1, 1, 1, rules.seats - 1, rules.seats - 1, rules.seats, rules.seats + 1])))
    }

    private func busy(_ random: inout SeededGenerator) -> Busy {
        let kinds = [BusyTime.Kind.booked, .booked, .booked, .held, .blocked, .timeOff, .external, .resource]
        let kind = random.pick(kinds)
        let odd = random.pick([0, 0, 0, 0, 0, 1, 20_000, 59_999])
        let start = near(far: random.pick([0, 0, 0, 10]), &random) + Int64(odd)
        let buffered = [.booked, .held, .resource].contains(kind)
        return Busy(
            start: start, end: start + Int64(random.pick([10, 30, 60, 300])) * 60_000,
            before: buffered ? random.pick([0, 0, 15]) : 0, after: buffered ? random.pick([0, 0, 20]) : 0,
            kind: kind.rawValue)
    }

    /// A quarter of an hour in or around the window; up to so many days away.
    private func near(far days: Int, _ random: inout SeededGenerator) -> Int64 {
        let quarter: Int64 = 900_000
        let around = Int64(20 + random.pick([0, 0, days * 96]))
        let first = window[0] / quarter - around
        return Int64.random(in: first...(window[1] / quarter + around), using: &random) * quarter
    }

    /// A start that these hours have on one of the window's days, if they had no neighbours.
    private func gridStart(
        of hours: Hours, around day: CivilDate, _ random: inout SeededGenerator
    ) -> Int64? {
        let ranges = (hours.overrides.map(\.ranges) + hours.weeks.flatMap { $0 }).flatMap { $0 }
        guard let range = ranges.randomElement(using: &random), let zone = try? systemZones.zone(hours.zone) else {
            return nil
        }
        let date = day.adding(days: random.pick([0, 0, 0, 1, 2, -1]))
        let steps = Int.random(in: 0...max(0, (range[1] - range[0]) / rules.interval), using: &random)
        return zone.start(CivilDateTime(date: date, minuteOfDay: range[0]))
            .adding(minutes: steps * rules.interval).milliseconds
    }

    private mutating func ask(around day: CivilDate, _ random: inout SeededGenerator) {
        let minute: Int64 = 60_000
        var starts = (0..<5).compactMap { _ in
            (hours.map { [$0] } ?? hosts.map(\.hours)).randomElement(using: &random)
                .flatMap { gridStart(of: $0, around: day, &random) }
        }
        starts += starts.prefix(1).map { $0 + random.pick([-minute, minute, 500]) }
        let edges = [
            now, now + Int64(rules.notice) * minute, now + Int64((rules.rolling ?? 0) * 1440) * minute, window[0],
            window[1],
        ]
        starts += edges.map { ($0 / minute + random.pick([-1, 0, 1])) * minute }
        starts += [near(far: 0, &random), near(far: 0, &random), near(far: 40, &random)]
        asked = starts.map { start in
            Question(
                start: start,
                duration: random.pick([
                    duration, duration, duration, duration, duration, random.pick(rules.durations), 25,
                ]),
                seats: random.pick([1, 1, 1, 1, 1, 1, min(2, rules.seats), rules.seats, rules.seats + 1]))
        }
        for meeting in hosts.flatMap(\.open) {
            asked.append(
                Question(
                    start: meeting.start, duration: Int((meeting.end - meeting.start) / minute),
                    seats: random.pick([1, 1, 1, 2, rules.seats])))
        }
    }
}

extension RandomCalendar.Rules {
    init(of kind: CalendarKind, around day: CivilDate, using random: inout SeededGenerator) {
        let lengths = [1, 15, 15, 20, 30, 30, 30, 45, 60, 60, 60, 90, 120, 480, 1440]
        durations = Set((0..<random.pick([1, 1, 2, 3])).map { _ in random.pick(lengths) }).sorted()
        interval = random.pick([1, 5, 7, 10, 15, 15, 20, 30, 30, 45, 60, 60, 90])
        bufferBefore = random.pick([0, 0, 5, 15, 60])
        bufferAfter = random.pick([0, 0, 10, 30])
        notice = random.pick([0, 0, 0, 60, 60, 1440])
        if random.pick([true, true, false]) {
            rolling = random.pick([1, 2, 3, 4, 30, 30, 30, 60])
        } else {
            let first = day.adding(days: random.pick([-30, -30, -3, -3, -1, 0, 1]))
            self.first = first.description
            last = max(first, day.adding(days: random.pick([-1, 0, 1, 2, 30, 30]))).description
        }
        limits = RandomCalendar.Caps(&random)
        seats = kind == .class ? random.pick([1, 2, 5, 10]) : random.pick([1, 1, 1, 2, 3])
    }
}

extension RandomCalendar.Caps {
    /// Mostly none.
    init(_ random: inout SeededGenerator) {
        let isLimited = random.pick([true, false, false, false, false])
        day = isLimited ? random.pick([nil, 0, 1, 2, 2, 3, 4]) : nil
        week = isLimited ? random.pick([nil, nil, 1, 2, 3, 5]) : nil
        month = isLimited ? random.pick([nil, nil, 2, 3, 4, 8]) : nil
    }
}

extension RandomCalendar.Host {
    init(id: String, hours: RandomCalendar.Hours, _ random: inout SeededGenerator) {
        self.id = id
        self.hours = hours
        (busy, open) = ([], [])
        limits = RandomCalendar.Caps(&random)
        canHost = random.pick([true, true, true, true, true, false])
        required = random.pick([true, true, false])
    }

    /// Adds a meeting and the time it takes, unless there is one at that time already.
    mutating func add(_ meeting: RandomCalendar.Meeting, as kind: BusyTime.Kind, with rules: RandomCalendar.Rules)
    {
        guard !open.contains(where: { $0.start == meeting.start && $0.end == meeting.end }) else { return }
        open.append(meeting)
        busy.removeAll { $0.start == meeting.start && $0.end == meeting.end && Self.meetings.contains($0.kind) }
        busy.append(
            RandomCalendar.Busy(
                start: meeting.start, end: meeting.end, before: rules.bufferBefore, after: rules.bufferAfter,
                kind: kind.rawValue))
    }

    private static let meetings = [BusyTime.Kind.booked.rawValue, BusyTime.Kind.held.rawValue]
}

extension RandomCalendar.Hours {
    init(in zone: String, around day: CivilDate, using random: inout SeededGenerator) throws {
        self.zone = zone
        weeks = (0..<random.pick([1, 1, 2, 3])).map { _ in
            let style = random.pick([0, 0, 0, 1, 1, 1, 2, 2, 2, 3])
            return (0..<7).map { _ in Self.ranges(style, &random) }
        }
        anchor = day.adding(days: Int.random(in: -400...60, using: &random)).description
        let replaced = Set((0..<random.pick([0, 0, 1, 2])).map { _ in Int.random(in: -1...3, using: &random) })
        overrides = replaced.sorted().map {
            Override(
                day: day.adding(days: $0).description, ranges: Self.ranges(random.pick([0, 2, 2, 3, 4]), &random))
        }
    }

    /// 0: the whole day, 1: the office's, 2: around the hours at which clocks change, and anywhere; 3: several within
    /// such an hour; 4: closed.
    private static func ranges(_ style: Int, _ random: inout SeededGenerator) -> [[Int]] {
        switch style {
        case 0: return [[0, 1440]]
        case 1:
            return random.pick([[[540, 720], [780, 1020]], [[540, 1020]], [[480, 1110]], [[0, 1080]], []])
        case 2:
            return (0..<Int.random(in: 1...4, using: &random)).map { _ in
                let from = random.pick([
                    0, 0, 30, 60, 90, 105, 120, 150, 165, 180, 1200, 1320, 1380,
                    Int.random(in: 0...1439, using: &random),
                ])
                return [from, min(1440, from + random.pick([10, 30, 45, 60, 90, 240, 600, 1440]))]
            }
        case 3:
            let hour = random.pick([0, 60, 60, 120, 120, 180, 1380])
            return [[hour, hour + 20], [hour + 35, hour + 50], [hour + 55, min(1440, hour + 200)]]
        default: return []
        }
    }
}

/// Where and when the drawn calendars are.
enum Places {
    /// Half hours, quarters, changes at midnight, backwards and in the fasting month, two hours at once.
    private static let odd = [
        "Australia/Lord_Howe", "Pacific/Chatham", "Asia/Kathmandu", "Africa/Casablanca", "Europe/Dublin",
        "Antarctica/Troll", "Asia/Gaza", "Pacific/Apia", "America/Havana", "Africa/Cairo", "America/Nuuk",
        "Asia/Beirut", "Atlantic/Azores", "America/Santiago", "America/New_York", "Europe/Berlin", "UTC",
    ]
    private static let all = Result { () throws(TimeZonesError) in try systemZones.names() }

    static func any(_ random: inout SeededGenerator) throws -> String {
        random.pick([true, false]) ? random.pick(odd) : random.pick(try all.get())
    }

    /// Mostly a day on which the clocks change, or the one before, where the zone has any.
    static func day(in zone: Zone, _ random: inout SeededGenerator) -> CivilDate {
        let new = CivilDate(daysSinceEpoch: 19_723 + 365 * Int.random(in: 0...6, using: &random))
        let days = (0..<365).map { new.adding(days: $0) }
        guard random.pick([true, true, false]),
            let change = days.filter({ changes(zone, on: $0) }).randomElement(using: &random)
        else { return random.pick(days) }
        return change.adding(days: random.pick([0, 0, -1]))
    }

    /// Whether the clocks of the zone change on that day.
    static func changes(_ zone: Zone, on day: CivilDate) -> Bool {
        let start = zone.start(CivilDateTime(date: day, minuteOfDay: 0))
        return zone.offset(at: start) != zone.offset(at: start.adding(minutes: 1440))
    }
}
