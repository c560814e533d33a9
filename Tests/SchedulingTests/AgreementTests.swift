import Scheduling
import Testing
import TimeZones

struct `What is listed and what is accepted` {
    /// The starts of which one way of asking says yes and the other no, or says other seats.
    private func disagreements(_ finder: SlotFinder, _ window: Interval, _ duration: Int, asking starts: [Instant])
        -> [Instant]
    {
        let slots = finder.slots(within: window, duration: duration)
        let listed = Dictionary(uniqueKeysWithValues: slots.map { ($0.start, $0) })
        return starts.filter { start in
            guard let slot = listed[start] else { return finder.refusal(start, duration: duration) == nil }
            guard finder.refusal(start, duration: duration) == nil else { return true }
            guard let left = slot.seatsLeft else { return finder.calendar.rules.seats > 1 }
            return finder.refusal(start, duration: duration, seats: left) != nil
                || finder.refusal(start, duration: duration, seats: left + 1) == nil
        }
    }

    private func starts(near starts: [Instant]) -> [Instant] {
        starts.flatMap { start in
            [-1, 0, 1].map { Instant(milliseconds: (start.seconds / 60 + $0) * 60_000) }
        }
    }

    @Test func `are the same at every minute of random days`() async throws {
        var random = SeededGenerator(seed: 20_261_120)
        var listed = 0
        for _ in 0..<30 {
            let drawn = try RandomCalendar(using: &random)
            let finder = try drawn.finder(lookingBusy: random.pick([0, 30, 60]))
            let day = Interval(start: drawn.asWindow.start, minutes: 1440)
            let first = day.start.seconds / 60
            let minutes = (first...first + 1440).map { Instant(seconds: $0 * 60) }.filter(day.contains)
            let wrong = disagreements(finder, day, drawn.duration, asking: minutes)
            #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.rfc3339)) in \(drawn.text)")
            listed += finder.slots(within: day, duration: drawn.duration).count
            await Task.yield()
        }
        #expect(listed > 200)
    }

    @Test func `are the same around the listed starts of many random days`() async throws {
        var random = SeededGenerator(seed: 47)
        for _ in 0..<200 {
            let drawn = try RandomCalendar(using: &random)
            let finder = try drawn.finder(lookingBusy: random.pick([0, 0, 20, 50, 90]))
            let window = drawn.asWindow
            let listed = finder.slots(within: window, duration: drawn.duration).map(\.start)
            #expect(zip(listed, listed.dropFirst()).allSatisfy { $0 < $1 })
            #expect(listed.allSatisfy(window.contains))
            let limits = [
                finder.now, finder.calendar.rules.earliestStart(now: finder.now),
                finder.calendar.rules.latestStart(now: finder.now, in: finder.calendar.zone),
            ]
            let joined = finder.calendar.hosts.flatMap(\.open).map(\.interval.start)
            let near = starts(near: listed.prefix(20) + limits + joined).filter(window.contains)
            let wrong = disagreements(finder, window, drawn.duration, asking: near)
            #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.rfc3339)) in \(drawn.text)")
            await Task.yield()
        }
    }

    @Test func `do not depend on how the days are cut`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<150 {
            let drawn = try RandomCalendar(using: &random)
            let finder = try drawn.finder(lookingBusy: random.pick([0, 40]))
            let whole = finder.slots(within: drawn.asWindow, duration: drawn.duration)
            let length = drawn.asWindow.start.minutes(until: drawn.asWindow.end)
            let cut = drawn.asWindow.start.adding(minutes: Int.random(in: 1..<length, using: &random))
            let parts =
                finder.slots(within: Interval(start: drawn.asWindow.start, end: cut), duration: drawn.duration)
                + finder.slots(within: Interval(start: cut, end: drawn.asWindow.end), duration: drawn.duration)
            #expect(parts == whole, "\(drawn.text)")
        }
    }
}

struct `A refused start` {
    @Test func `is explained by the same refusal and at least one code, a bookable one by none`() async throws {
        var random = SeededGenerator(seed: 2026)
        var refused = 0
        for _ in 0..<200 {
            let drawn = try RandomCalendar(using: &random)
            let finder = try drawn.finder(lookingBusy: random.pick([0, 50, 90]))
            for question in drawn.asked where !finder.calendar.hosts.isEmpty {
                let start = Instant(milliseconds: question.start)
                let explanation = finder.explain(start, duration: question.duration, seats: question.seats)
                let refusal = finder.refusal(start, duration: question.duration, seats: question.seats)
                #expect(explanation.refusal == refusal)
                let deciding = explanation.hosts.filter { $0.isRequired || finder.calendar.kind != .collective }
                let codes = explanation.calendarCodes + deciding.flatMap(\.codes)
                if let refusal {
                    #expect(codes.contains { $0.answer == refusal }, "\(refusal) of \(codes)")
                    refused += 1
                } else {
                    #expect(explanation.calendarCodes.isEmpty)
                    #expect(deciding.contains { $0.codes.isEmpty })
                }
            }
            await Task.yield()
        }
        #expect(refused > 400)
    }
}

struct `Slots that are booked one after another` {
    @Test func `keep the buffers between one host's meetings until nothing is left`() async throws {
        var random = SeededGenerator(seed: 300)
        var bookings = 0
        for _ in 0..<150 {
            let drawn = try RandomCalendar(using: &random)
            let whole = try drawn.finder()
            guard let host = whole.calendar.hosts.first?.with(open: []) else { continue }
            var finder = whole.with([host], kind: .personal)
            while bookings < 5000 {
                let listed = finder.slots(within: drawn.asWindow, duration: drawn.duration)
                guard !listed.isEmpty, finder.calendar.hosts[0].busy.count < host.busy.count + 60 else { break }
                finder = finder.booking(random.pick(listed).start, drawn.duration)
                bookings += 1
            }
            let busy = finder.calendar.hosts[0].busy
            let booked = busy.dropFirst(host.busy.count).map(\.interval).sorted { $0.start < $1.start }
            let quiet = max(finder.calendar.rules.bufferBefore, finder.calendar.rules.bufferAfter)
            #expect(zip(booked, booked.dropFirst()).allSatisfy { $0.end.adding(minutes: quiet) <= $1.start })
            let theirs = host.busy.map(\.interval)
            #expect(booked.allSatisfy { slot in !theirs.contains { $0.overlaps(slot) } }, "\(drawn.text)")
            await Task.yield()
        }
        #expect(bookings > 200)
    }

    @Test func `are as many as a naive search finds`() throws {
        let ann = HostTime(
            hostID: "ann", hours: try hours("Europe/Berlin", "09:00-17:00", on: [.monday]), busy: [])
        let rules = BookingRules(durations: [30], interval: 30, bufferAfter: 15, window: .rolling(days: 30))
        var finder = SlotFinder(rules, [ann], now: try moment("2026-12-01T00:00:00Z"))
        let week = try window("2026-12-06T00:00:00Z", "2026-12-13T00:00:00Z")
        while let first = finder.starts(within: week).first { finder = finder.booking(first, 30) }
        // Half an hour and a quarter of quiet take an hour of the half-hourly grid.
        #expect(finder.calendar.hosts[0].busy.count == 8)
    }

    @Test func `are what they were once a meeting has moved there and back`() throws {
        var random = SeededGenerator(seed: 99)
        var moves = 0
        for _ in 0..<150 {
            let drawn = try RandomCalendar(using: &random)
            let empty = try drawn.finder(lookingBusy: random.pick([0, 30]))
            let before = empty.slots(within: drawn.asWindow, duration: drawn.duration)
            guard let here = before.randomElement(using: &random) else { continue }
            let booked = empty.booking(here.start, drawn.duration)
            let after = booked.slots(within: drawn.asWindow, duration: drawn.duration)
            #expect(!after.contains(here) || empty.calendar.hosts.count > 1)
            // A meeting that is moved does not stand in its own way.
            let moving = booked.unbooking()
            #expect(moving.slots(within: drawn.asWindow, duration: drawn.duration) == before)
            guard let there = before.randomElement(using: &random) else { continue }
            let back = moving.booking(there.start, drawn.duration).unbooking().booking(here.start, drawn.duration)
            #expect(back.slots(within: drawn.asWindow, duration: drawn.duration) == after, "\(drawn.text)")
            moves += 1
        }
        #expect(moves > 20)
    }
}

extension SlotFinder {
    /// The calendar after its first taker has begun a new meeting.
    func booking(_ start: Instant, _ duration: Int) -> SlotFinder {
        let taken = BusyTime(
            interval: Interval(start: start, minutes: duration), bufferBefore: calendar.rules.bufferBefore,
            bufferAfter: calendar.rules.bufferAfter)
        let all = takerIDs(start, duration: duration)
        let takers = calendar.kind == .collective ? all : Array(all.prefix(1))
        return with(
            calendar.hosts.map { takers.contains($0.hostID) ? $0.with(busy: $0.busy + [taken]) : $0 },
            meetings: calendar.meetings + [start])
    }

    /// The calendar without the meeting that was booked last.
    func unbooking() -> SlotFinder {
        guard let start = calendar.meetings.last else { return self }
        return with(
            calendar.hosts.map { host in
                host.busy.last?.interval.start == start ? host.with(busy: host.busy.dropLast()) : host
            },
            meetings: calendar.meetings.dropLast())
    }
}

extension RandomCalendar {
    /// The drawn calendar, some percent of whose starts look busy.
    func finder(lookingBusy percent: Int) throws -> SlotFinder {
        let finder = try finder()
        var rules = finder.calendar.rules
        rules.lookBusy = percent
        return finder.with(rules: rules)
    }
}

extension RandomCalendar {
    /// The case, as `reference.py` reads it.
    var text: String { (try? json()) ?? "a case that cannot be written" }
}
