import Testing
import TimeZones

struct `Named zones` {
    @Test func `New York skips an hour in March 2026`() throws {
        let zone = try systemZones.zone("America/New_York")
        let jump = try moment("2026-03-08T07:00:00Z")
        for skipped in ["2026-03-08 02:00", "2026-03-08 02:30", "2026-03-08 02:59"] {
            #expect(zone.resolve(try wall(skipped)) == .gap(jump))
        }
        #expect(zone.resolve(try wall("2026-03-08 01:59")) == .unique(try moment("2026-03-08T06:59:00Z")))
        #expect(zone.resolve(try wall("2026-03-08 03:00")) == .unique(jump))
    }

    @Test func `New York shows an hour twice in November 2026`() throws {
        let zone = try systemZones.zone("America/New_York")
        let reading = zone.resolve(try wall("2026-11-01 01:30"))
        let twice = LocalTime.overlap(
            earlier: try moment("2026-11-01T05:30:00Z"), later: try moment("2026-11-01T06:30:00Z"))
        #expect(reading == twice)
        #expect(zone.resolve(try wall("2026-11-01 00:59")) == .unique(try moment("2026-11-01T04:59:00Z")))
        #expect(zone.resolve(try wall("2026-11-01 02:00")) == .unique(try moment("2026-11-01T07:00:00Z")))
        #expect(zone.abbreviation(at: try moment("2026-11-01T05:59:59Z")) == "EDT")
        #expect(zone.abbreviation(at: try moment("2026-11-01T06:00:00Z")) == "EST")
    }

    @Test func `a range that begins or ends in a gap does so at the jump`() throws {
        let zone = try systemZones.zone("America/New_York")
        let skipped = try wall("2026-03-08 02:30")
        #expect(zone.start(skipped) == (try moment("2026-03-08T07:00:00Z")))
        #expect(zone.end(skipped) == (try moment("2026-03-08T07:00:00Z")))
    }

    @Test func `a range that touches an hour shown twice is as long as it can be`() throws {
        let zone = try systemZones.zone("America/New_York")
        let twice = try wall("2026-11-01 01:30")
        #expect(zone.start(twice) == (try moment("2026-11-01T05:30:00Z")))
        #expect(zone.end(twice) == (try moment("2026-11-01T06:30:00Z")))
    }

    @Test func `Lord Howe changes by half an hour, both ways`() throws {
        let zone = try systemZones.zone("Australia/Lord_Howe")
        let twice = LocalTime.overlap(
            earlier: try moment("2026-04-04T14:45:00Z"), later: try moment("2026-04-04T15:15:00Z"))
        #expect(zone.resolve(try wall("2026-04-05 01:45")) == twice)
        #expect(zone.resolve(try wall("2026-04-05 01:29")) == .unique(try moment("2026-04-04T14:29:00Z")))
        #expect(zone.resolve(try wall("2026-04-05 02:00")) == .unique(try moment("2026-04-04T15:30:00Z")))
        #expect(zone.resolve(try wall("2026-10-04 02:15")) == .gap(try moment("2026-10-03T15:30:00Z")))
        #expect(zone.resolve(try wall("2026-10-04 02:30")) == .unique(try moment("2026-10-03T15:30:00Z")))
    }

    @Test func `Kathmandu is five hours and three quarters ahead all year`() throws {
        let zone = try systemZones.zone("Asia/Kathmandu")
        for text in ["2026-01-15T00:00:00Z", "2026-07-15T00:00:00Z", "2080-07-15T00:00:00Z"] {
            #expect(zone.offset(at: try moment(text)) == 20_700)
        }
        #expect(zone.resolve(try wall("2026-03-29 02:30")) == .unique(try moment("2026-03-28T20:45:00Z")))
    }

    @Test func `the Chatham Islands change at a quarter to three`() throws {
        let zone = try systemZones.zone("Pacific/Chatham")
        #expect(zone.resolve(try wall("2026-09-27 03:00")) == .gap(try moment("2026-09-26T14:00:00Z")))
        #expect(zone.resolve(try wall("2026-09-27 03:45")) == .unique(try moment("2026-09-26T14:00:00Z")))
        let twice = LocalTime.overlap(
            earlier: try moment("2026-04-04T13:15:00Z"), later: try moment("2026-04-04T14:15:00Z"))
        #expect(zone.resolve(try wall("2026-04-05 03:00")) == twice)
    }

    @Test func `Apia never had a 30 December 2011`() throws {
        let zone = try systemZones.zone("Pacific/Apia")
        let jump = try moment("2011-12-30T10:00:00Z")
        for clock in ["00:00", "12:00", "23:59"] {
            #expect(zone.resolve(try wall("2011-12-30 \(clock)")) == .gap(jump))
        }
        #expect(zone.resolve(try wall("2011-12-29 23:59")) == .unique(try moment("2011-12-30T09:59:00Z")))
        #expect(zone.resolve(try wall("2011-12-31 00:00")) == .unique(jump))
        #expect(zone.civil(at: jump.adding(minutes: -1)).date.description == "2011-12-29")
        #expect(zone.civil(at: jump).date.description == "2011-12-31")
    }

    @Test func `Dublin's winter is the exception, with the same clocks as London`() throws {
        let (dublin, london) = (try systemZones.zone("Europe/Dublin"), try systemZones.zone("Europe/London"))
        for month in 1...12 {
            let noon = try moment("2026-\(month < 10 ? "0" : "")\(month)-15T12:00:00Z")
            #expect(dublin.offset(at: noon) == london.offset(at: noon))
        }
        #expect(dublin.offset(at: try moment("2026-07-15T12:00:00Z")) == 3600)
        #expect(dublin.resolve(try wall("2026-03-29 01:30")) == .gap(try moment("2026-03-29T01:00:00Z")))
        #expect(dublin.resolve(try wall("2060-10-31 01:30")) == london.resolve(try wall("2060-10-31 01:30")))
    }

    @Test func `Casablanca goes back an hour for Ramadan`() throws {
        let zone = try systemZones.zone("Africa/Casablanca")
        #expect(zone.offset(at: try moment("2025-01-15T12:00:00Z")) == 3600)
        #expect(zone.offset(at: try moment("2025-03-15T12:00:00Z")) == 0)
        #expect(zone.offset(at: try moment("2025-05-15T12:00:00Z")) == 3600)
        #expect(zone.resolve(try wall("2025-04-06 02:30")) == .gap(try moment("2025-04-06T02:00:00Z")))
    }

    @Test func `UTC has neither gaps nor overlaps`() throws {
        let zone = try systemZones.zone("UTC")
        #expect(zone.resolve(try wall("2026-03-29 02:30")) == .unique(try moment("2026-03-29T02:30:00Z")))
        #expect(zone.offset(at: Instant(milliseconds: -1)) == 0)
    }
}
