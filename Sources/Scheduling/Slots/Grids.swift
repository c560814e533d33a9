/// The starts that opening hours have when nothing is taken, made once for all hosts with the same hours.
struct Grids {
    private let minutes: Range<Int>
    private let duration: Int
    private let step: Int
    /// The calendar's own starts, which then are the grid; hosts' hours only cut it.
    private var calendar: MinuteSet?
    /// How many hosts share the hours, by their identity.
    private var sharers: [ObjectIdentifier: Int] = [:]
    private var made: [ObjectIdentifier: MinuteSet] = [:]

    init(of calendar: CalendarTime, duration: Int, within minutes: Range<Int>) {
        self.minutes = minutes
        self.duration = duration
        step = calendar.rules.step
        if let hours = calendar.hours {
            var grid = MinuteSet(within: minutes)
            fill(&grid, with: hours, every: step)
            self.calendar = grid
        }
        guard calendar.hosts.count > 1 else { return }
        for host in calendar.hosts { sharers[host.hours.identity, default: 0] += 1 }
    }

    /// Makes `set` the starts of these hours.
    mutating func replace(_ set: inout MinuteSet, with hours: OpeningHours) {
        if let grid = made[hours.identity] {
            set.replace(with: grid)
            return
        }
        set.removeAll()
        fill(&set, with: hours, every: calendar == nil ? step : 1)
        if let calendar { set.formIntersection(calendar) }
        if sharers[hours.identity, default: 1] > 1 { made[hours.identity] = set }
    }

    private func fill(_ set: inout MinuteSet, with hours: OpeningHours, every step: Int) {
        for stretch in hours.openMinutes(within: minutes, length: duration) {
            let end = min(stretch.starts.upperBound, stretch.reach - duration + 1)
            if stretch.starts.lowerBound < end { set.insert(stretch.starts.lowerBound..<end, every: step) }
        }
    }
}
