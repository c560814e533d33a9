import Scheduling
import Testing
import TimeZones

struct `A pattern of weeks` {
    private func pattern(
        _ weeks: [Weekday: [MinuteRange]]..., anchor: String = "2026-12-07",
        overrides: [CivilDate: [MinuteRange]] = [:], zone: String = "UTC"
    ) throws -> OpeningHours {
        OpeningHours(
            zone: try systemZones.zone(zone), weeks: weeks, anchor: try date(anchor), overrides: overrides)
    }

    /// The days of four weeks, from Monday the seventh on, on which there is anything.
    private func open(_ hours: OpeningHours, from first: String = "2026-12-07", days: Int = 28) throws -> [Int] {
        let first = try date(first)
        return (0..<days).filter { !hours.ranges(on: first.adding(days: $0)).isEmpty }
    }

    @Test func `of one week is the same every week`() throws {
        let hours = try pattern([.monday: ranges("09:00-10:00"), .friday: ranges("09:00-10:00")])
        #expect(try open(hours) == [0, 4, 7, 11, 14, 18, 21, 25])
    }

    @Test func `of several takes turns, before its anchor as after it`() throws {
        let hours = try pattern([.monday: ranges("09:00-10:00")], [.tuesday: ranges("09:00-10:00")], [:])
        #expect(try open(hours) == [0, 8, 21])
        #expect(try open(hours, from: "2026-11-16", days: 35) == [0, 8, 21, 29])
        #expect(try open(hours, from: "1969-12-29", days: 21).count == 2)
    }

    @Test func `begins with the week that holds its anchor, whatever the day`() throws {
        for day in 7...13 {
            let anchor = "2026-12-\(day < 10 ? "0" : "")\(day)"
            let hours = try pattern([.sunday: ranges("09:00-10:00")], [:], anchor: anchor)
            #expect(hours.anchor == (try date("2026-12-07")))
            #expect(try open(hours) == [6, 20])
        }
        #expect(try pattern([:], anchor: "2026-12-14").anchor == date("2026-12-14"))
        #expect(try pattern([:], anchor: "1969-12-28").anchor == date("1969-12-22"))
    }

    @Test func `of no weeks is never open`() throws {
        #expect(try open(pattern()).isEmpty)
        #expect(try pattern().weeks == [[:]])
    }

    @Test func `gives way to overrides, on those days alone`() throws {
        let week = Dictionary(uniqueKeysWithValues: try Weekday.allCases.map { ($0, try ranges("09:00-10:00")) })
        let hours = try pattern(
            week,
            overrides: [
                date("2026-12-09"): [],
                date("2026-12-11"): ranges("14:00-15:00", "14:30-16:00", "08:00-08:30"),
            ])
        #expect(try open(hours, days: 7) == [0, 1, 3, 4, 5, 6])
        #expect(try hours.ranges(on: date("2026-12-11")) == ranges("08:00-08:30", "14:00-16:00"))
        #expect(try hours.ranges(on: date("2026-12-12")) == ranges("09:00-10:00"))
        #expect(hours.overrides.count == 2)
        let ann = HostTime(hostID: "ann", hours: hours, busy: [])
        let finder = SlotFinder(
            BookingRules(durations: [60], interval: 60, window: .rolling(days: 60)), [ann],
            now: try moment("2026-12-01T00:00:00Z"))
        let days = try window("2026-12-08T00:00:00Z", "2026-12-12T00:00:00Z")
        #expect(
            finder.starts(within: days).map(\.rfc3339) == [
                "2026-12-08T09:00:00Z", "2026-12-10T09:00:00Z", "2026-12-11T14:00:00Z", "2026-12-11T15:00:00Z",
            ])
        #expect(try finder.refusal("2026-12-09T09:00:00Z") == .outsideHours)
    }

    @Test func `follows the days of its own zone`() throws {
        let hours = try pattern(
            [.monday: ranges("00:00-01:00")], [:], overrides: [date("2026-12-22"): ranges("23:00-24:00")],
            zone: "Pacific/Kiritimati")
        let month = try window("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")
        #expect(
            hours.openStretches(within: month).map(\.starts.start.rfc3339) == [
                "2026-12-06T10:00:00Z", "2026-12-20T10:00:00Z", "2026-12-22T09:00:00Z",
            ])
    }

    @Test func `offers nights that lie on both sides of midnight, over the turn of the weeks too`() throws {
        let night = try [Weekday.sunday: ranges("22:00-24:00")]
        let morning = try [Weekday.monday: ranges("00:00-02:00")]
        let hours = try pattern(morning, night)
        let finder = SlotFinder(
            BookingRules(durations: [180], interval: 30, window: .rolling(days: 60)),
            [HostTime(hostID: "ann", hours: hours, busy: [])], now: try moment("2026-12-01T00:00:00Z"))
        // The second week's Sunday night runs on into the first week's Monday.
        let turn = try window("2026-12-20T00:00:00Z", "2026-12-22T00:00:00Z")
        #expect(try finder.clocks(within: turn) == "22:00 22:30 23:00")
        #expect(try finder.codes("2026-12-20T23:30:00Z") == [[], [.duration]])
        #expect(try finder.starts(within: window("2026-12-13T00:00:00Z", "2026-12-15T00:00:00Z")).isEmpty)
    }

    @Test func `lets slots of several days fit where it is always open`() throws {
        let always = try hours("Europe/Berlin", "00:00-24:00")
        let finder = SlotFinder(
            BookingRules(durations: [10_080], interval: 1440, window: .rolling(days: 60)),
            [HostTime(hostID: "ann", hours: always, busy: [])], now: try moment("2026-12-01T00:00:00Z"))
        let day = try window("2026-12-08T00:00:00Z", "2026-12-09T00:00:00Z")
        #expect(finder.starts(within: day).map(\.rfc3339) == ["2026-12-08T23:00:00Z"])
        #expect(try finder.refusal("2026-12-08T23:00:00Z") == nil)
    }
}
