import Scheduling
import Testing
import TimeZones

struct `Opening hours` {
    private func ranges(_ pairs: (Int, Int)...) throws -> [MinuteRange] {
        try pairs.map { try #require(MinuteRange(from: $0.0, to: $0.1)) }
    }

    private func merged(_ pairs: [MinuteRange]) throws -> [MinuteRange]? {
        OpeningHours(zone: systemZones.utc, ranges: [.monday: pairs]).weeks[0][.monday]
    }

    @Test func `are ranges within one day that are not empty`() {
        for (from, to) in [(0, 0), (60, 60), (61, 60), (-1, 60), (0, 1441), (1440, 1440), (.min, .max)] {
            #expect(MinuteRange(from: from, to: to) == nil)
        }
        #expect(MinuteRange(from: 0, to: 1440) != nil)
        #expect(MinuteRange(from: 1439, to: 1440) != nil)
    }

    @Test func `overlap when they share a minute, not when they touch`() throws {
        let noon = try #require(MinuteRange(from: 600, to: 720))
        let pairs = try ranges((660, 700), (0, 601), (719, 800), (0, 1440), (600, 720))
        #expect(pairs.allSatisfy { noon.overlaps($0) && $0.overlaps(noon) })
        let others = try ranges((0, 600), (720, 1440))
        #expect(others.allSatisfy { !noon.overlaps($0) && !$0.overlaps(noon) })
    }

    @Test func `that touch or overlap are one, whatever their order`() throws {
        let lunch = try ranges((540, 720), (780, 1020))
        #expect(try merged(ranges((780, 1020), (540, 720))) == lunch)
        #expect(try merged(ranges((600, 720), (780, 900), (540, 660), (900, 1020))) == lunch)
        #expect(try merged(ranges((540, 1020), (600, 660))) == ranges((540, 1020)))
        #expect(try merged(ranges((540, 541), (541, 542), (542, 543))) == ranges((540, 543)))
        #expect(try merged([]) == [])
    }

    @Test func `hold the same minutes after merging as before, for random ranges`() throws {
        var random = SeededGenerator(seed: 1440)
        for _ in 0..<200 {
            let raw = (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in
                MinuteRange(
                    from: Int.random(in: 0...1439, using: &random), to: Int.random(in: 1...1440, using: &random))
            }
            let merged = try #require(try merged(raw))
            let minutes = { (ranges: [MinuteRange]) in Set(ranges.flatMap { Array($0.from..<$0.to) }) }
            #expect(minutes(raw) == minutes(merged))
            #expect(zip(merged, merged.dropFirst()).allSatisfy { $0.to < $1.from })
        }
    }

    @Test func `that end in a gap end at the jump, and those within it are not there`() throws {
        let day = try window("2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z")
        let ending = try hours("America/New_York", "01:00-02:30").openStretches(within: day)
        #expect(ending.map(\.starts) == [try window("2026-03-08T06:00:00Z", "2026-03-08T07:00:00Z")])
        let beginning = try hours("America/New_York", "02:30-04:00").openStretches(within: day)
        #expect(beginning.map(\.starts) == [try window("2026-03-08T07:00:00Z", "2026-03-08T08:00:00Z")])
        #expect(try hours("America/New_York", "02:00-02:45").openStretches(within: day).isEmpty)
    }

    @Test func `that touch an hour shown twice are as long as they can be`() throws {
        let day = try window("2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z")
        let whole = try hours("America/New_York", "01:00-02:00").openStretches(within: day)
        #expect(whole.map(\.starts) == [try window("2026-11-01T05:00:00Z", "2026-11-01T07:00:00Z")])
        let two = try hours("America/New_York", "01:00-01:20", "01:40-02:00").openStretches(within: day)
        let first = try window("2026-11-01T05:00:00Z", "2026-11-01T06:20:00Z")
        let second = try window("2026-11-01T06:20:00Z", "2026-11-01T07:00:00Z")
        #expect(two.map(\.starts) == [first, second])
    }

    @Test func `follow the weekday of their own zone`() throws {
        let monday = try hours("Pacific/Kiritimati", "08:00-09:00", on: [.monday])
        let week = try window("2026-12-06T00:00:00Z", "2026-12-13T00:00:00Z")
        let starts = try window("2026-12-06T18:00:00Z", "2026-12-06T19:00:00Z")
        #expect(monday.openStretches(within: week).map(\.starts) == [starts])
    }

    @Test func `of nothing, or within nothing, are nothing`() throws {
        let nothing = OpeningHours(zone: systemZones.utc, ranges: [:])
        let day = try window("2026-12-07T00:00:00Z", "2026-12-08T00:00:00Z")
        #expect(nothing.openStretches(within: day).isEmpty)
        let empty = Interval(start: day.start, end: day.start)
        #expect(try hours("UTC", "00:00-24:00").openStretches(within: empty).isEmpty)
    }

    @Test func `reach to where the next range begins after a break`() throws {
        let day = try window("2026-12-07T00:00:00Z", "2026-12-07T23:00:00Z")
        let night = try hours("UTC", "00:00-02:00", "22:00-24:00").openStretches(within: day)
        #expect(night.map(\.reach) == [try moment("2026-12-07T02:00:00Z"), try moment("2026-12-08T02:00:00Z")])
    }
}
