/// The meetings that a guest can join, found for one host after the other. The same rule as `HostCheck`, for all
/// of a host's meetings at once.
struct JoinableMeetings {
    private let rules: BookingRules
    private let duration: Int
    private let minutes: Range<Int>
    /// Starts that a busy time forbids, and those that several do.
    private var taken: MinuteSet
    private var takenTwice: MinuteSet

    init(rules: BookingRules, duration: Int, within minutes: Range<Int>) {
        self.rules = rules
        self.duration = duration
        self.minutes = minutes
        taken = MinuteSet(within: minutes)
        takenTwice = taken
    }

    /// By start: those of the calendar's meetings that have this length and a place left, and in whose way nothing
    /// else stands.
    mutating func meetings(of host: HostTime) -> [Int: OpenMeeting] {
        guard host.canHost, !host.open.isEmpty else { return [:] }
        taken.removeAll()
        takenTwice.removeAll()
        var times = Set<Interval>(minimumCapacity: host.busy.count)
        for busy in host.busy {
            taken.insert(busy.forbiddenMinutes(for: rules, duration: duration), twice: &takenTwice)
            if busy.isMeeting { times.insert(busy.interval) }
        }
        var joinable = [Int: OpenMeeting](minimumCapacity: host.open.count)
        for meeting in host.open where meeting.seatsTaken < rules.places {
            let start = meeting.interval.start.minuteRoundedDown
            guard minutes.contains(start), meeting.isWhole(lasting: duration), joinable[start] == nil else {
                continue
            }
            // The one busy time that a meeting may meet is its own.
            let isFree =
                !taken.contains(start) || (!takenTwice.contains(start) && times.contains(meeting.interval))
            if isFree { joinable[start] = meeting }
        }
        return joinable
    }
}

extension OpenMeeting {
    /// Whether it begins on a whole minute and lasts so many.
    func isWhole(lasting duration: Int) -> Bool {
        interval.start.isWholeMinute && interval == Interval(start: interval.start, minutes: duration)
    }
}
