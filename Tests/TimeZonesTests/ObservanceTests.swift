import Testing

@testable import TimeZones

struct `The observances of a zone` {
    private func observances(_ name: String, _ start: String, _ end: String) throws -> [Observance] {
        try systemZones.zone(name).observances(from: moment(start), to: moment(end))
    }

    @Test func `of a year are what holds at its beginning and each change in it`() throws {
        let found = try observances("Europe/Berlin", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
        #expect(
            found == [
                Observance(
                    start: try moment("2025-10-26T01:00:00Z"), offsetBefore: 7200, offset: 3600,
                    abbreviation: "CET", isDaylight: false),
                Observance(
                    start: try moment("2026-03-29T01:00:00Z"), offsetBefore: 3600, offset: 7200,
                    abbreviation: "CEST", isDaylight: true),
                Observance(
                    start: try moment("2026-10-25T01:00:00Z"), offsetBefore: 7200, offset: 3600,
                    abbreviation: "CET", isDaylight: false),
            ])
    }

    @Test func `begin with the change at the first moment, and leave out the one at the end`() throws {
        let found = try observances("Europe/Berlin", "2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z")
        #expect(found.map(\.abbreviation) == ["CEST"])
        #expect(found[0].start == (try moment("2026-03-29T01:00:00Z")))
    }

    @Test(arguments: ["UTC", "Asia/Kolkata", "Etc/GMT-5"])
    func `that has not changed since 1970 are one without a beginning`(name: String) throws {
        let found = try observances(name, "2026-01-01T00:00:00Z", "2030-01-01T00:00:00Z")
        #expect(found.count == 1)
        #expect(found[0].start == nil && found[0].offsetBefore == found[0].offset)
        #expect(!found[0].isDaylight)
    }

    @Test(arguments: ["America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"])
    func `say at every moment what the zone itself says`(name: String) throws {
        let zone = try systemZones.zone(name)
        let (first, last) = (try moment("2010-01-01T00:00:00Z"), try moment("2040-01-01T00:00:00Z"))
        let found = zone.observances(from: first, to: last)
        for (one, next) in zip(found, found.dropFirst()) {
            let change = try #require(next.start)
            #expect(zone.offset(at: change) == next.offset)
            #expect(zone.offset(at: change.adding(seconds: -1)) == one.offset)
            #expect(next.offsetBefore == one.offset)
        }
        #expect(found.count > 10)
    }
}
