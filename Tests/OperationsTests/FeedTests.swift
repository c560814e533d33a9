import Calendaring
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// A feed as a calendar program has read it.
struct ReadFeed {
    let ics: String
    /// The properties of each event, without their parameters.
    let events: [[String: String]]

    init(_ ics: String) {
        self.ics = ics
        let lines = ics.replacing("\r\n ", with: "").split(separator: "\r\n")
        events = lines.split(separator: "BEGIN:VEVENT").dropFirst().map { part in
            let pairs = part.prefix { $0 != "END:VEVENT" }.compactMap { line -> (String, String)? in
                guard let colon = line.firstIndex(of: ":") else { return nil }
                return (String(line[..<colon].prefix { $0 != ";" }), String(line[line.index(after: colon)...]))
            }
            return Dictionary(pairs) { first, _ in first }
        }
    }

    /// One property of every event.
    func all(_ name: String) -> [String] { events.compactMap { $0[name] } }
}

extension TestHouse {
    /// Makes a feed and answers the token in its address.
    func feed(_ form: FeedForm = FeedForm(), of account: Account, for email: String) async throws -> String {
        Self.token(try await verbs.makeFeed(form, of: account, by: asker(email)).url)
    }

    static func token(_ url: String) -> String {
        String(url.split(separator: "/").last?.prefix { $0 != "." } ?? "")
    }

    func read(_ token: String) async throws -> ReadFeed {
        ReadFeed(try await verbs.feedText(token: token).ics)
    }
}

struct `A calendar feed` {
    private let ada = "ada@harbor.example"

    @Test func `tells a host what their invitations tell, and no guest's link`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let token = try await house.feed(of: practice.account, for: ada)
            #expect(try await house.read(token).events.isEmpty)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let mail = try #require(house.mail.to(ada).last)
            let invitation = try InvitationSummary.parse(try #require(mail.calendar?.ics))
            let feed = try await house.read(token)
            let event = try #require(feed.events.first)
            let page = "http://usher.test/app/appointments/\(booked.appointment.id)"
            #expect(event["UID"] == invitation.uid && event["SUMMARY"] == invitation.summary)
            #expect(event["SEQUENCE"] == "\(invitation.sequence)" && event["STATUS"] == "CONFIRMED")
            #expect(event["DTSTART"] == "20261208T100000" && feed.ics.contains("TZID:Europe/Berlin"))
            for name in ["LOCATION", "URL", "CONFERENCE"] { #expect(event[name] == page) }
            for way in ["/j/", "/a/", "zoom.us", "nora@example.com"] { #expect(!feed.ics.contains(way)) }
        }
    }

    @Test func `follows moves, and tells what was cancelled until its time has come`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let token = try await house.feed(of: practice.account, for: ada)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            house.clock.advance(minutes: 5)
            let moved = try await house.move(booked, to: "2026-12-09T10:00:00Z")
            let after = try #require(try await house.read(token).events.first)
            #expect(after["SEQUENCE"] == "1" && after["DTSTART"] == "20261209T110000")
            #expect(after["LAST-MODIFIED"] == "20261130T060500Z" && after["DTSTAMP"] == after["LAST-MODIFIED"])
            _ = try await house.cancel(moved)
            let off = try #require(try await house.read(token).events.first)
            #expect(off["UID"] == after["UID"] && off["STATUS"] == "CANCELLED" && off["TRANSP"] == "TRANSPARENT")
            house.clock.advance(minutes: 10 * 1440)
            #expect(try await house.read(token).events.isEmpty)
        }
    }

    @Test func `of busy times says when, and nothing else`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.needsApproval = true }
            let busy = try await house.feed(FeedForm(detail: "busy"), of: practice.account, for: ada)
            let full = try await house.feed(of: practice.account, for: ada)
            _ = try await house.book("2026-12-08T09:00:00Z")
            let gone = try await house.book("2026-12-08T11:00:00Z", guest: "omar")
            _ = try await house.cancel(gone)
            #expect(try await house.read(full).all("STATUS") == ["TENTATIVE", "CANCELLED"])
            let feed = try await house.read(busy)
            #expect(feed.all("SUMMARY") == ["Busy"])
            let kept = Set(["UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "STATUS", "SUMMARY"])
            #expect(Set(try #require(feed.events.first).keys) == kept)
            for word in ["Nora", "Introductory", "http"] { #expect(!feed.ics.contains(word)) }
        }
    }

    @Test func `of a calendar shows it all, and to a limited member what they host`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let form = FeedForm(calendarID: practice.calendar.id)
            let all = try await house.feed(form, of: practice.account, for: ada)
            let milos = try await house.feed(form, of: practice.account, for: "milo@harbor.example")
            // Both are free at either time, so each of them has one of two.
            for (start, guests) in [("09:00", ["nora", "omar"]), ("10:00", ["pia", "quin"])] {
                for guest in guests { _ = try await house.book("2026-12-08T\(start):00Z", guest: guest) }
            }
            #expect(try await house.read(all).events.count == 4)
            #expect(try await house.read(milos).events.count == 4)
            try await house.verbs.store.write {
                try $0.join(
                    practice.hosts[1].id, account: practice.account.id, as: .user, isLimited: true,
                    at: house.clock.now)
            }
            let own = try await house.read(milos)
            #expect(own.events.count == 2)
            #expect(own.all("DESCRIPTION").allSatisfy { $0.hasSuffix("Host: Milo Test") })
        }
    }

    @Test func `shows a collective meeting to everybody who holds it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { $0.kind = "collective" }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            for host in practice.hosts {
                let token = try await house.feed(of: practice.account, for: host.email)
                #expect(try await house.read(token).all("UID") == ["\(booked.appointment.id)@usher"])
            }
        }
    }

    @Test func `of all accounts shows what its owner hosts wherever they still belong`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let milo = practice.hosts[1]
            let admin = try await house.asker(ada)
            let second = try await house.verbs.addAccount(
                AccountForm(name: "Second", slug: "second", zone: "Asia/Tokyo"), by: admin)
            try await house.verbs.setMembership(of: milo.id, in: second.id, to: .init(role: .user), by: admin)
            var calendar = CalendarForm()
            (calendar.name, calendar.slug, calendar.kind) = ("There", "there", "personal")
            calendar.hosts = [HostForm(userID: milo.id)]
            _ = try await house.verbs.saveCalendar(calendar, id: nil, of: second)
            let both = [
                try await house.book("2026-12-08T09:00:00Z"),
                try await house.book("2026-12-08T09:00:00Z", guest: "omar"),
            ]
            let here = try #require(both.first { $0.host?.id == milo.id })
            let there = try await house.book("2026-12-10T09:00:00Z") {
                ($0.account, $0.calendar) = ("second", "there")
            }
            let form = FeedForm(isOfAllAccounts: true)
            let token = try await house.feed(form, of: practice.account, for: milo.email)
            let uids = [here, there].map { "\($0.appointment.id)@usher" }
            #expect(try await Set(house.read(token).all("UID")) == Set(uids))
            try await house.verbs.endMembership(of: milo.id, in: second.id, by: admin)
            #expect(try await house.read(token).all("UID") == [uids[0]])
        }
    }

    @Test func `reads back as the same moments across a change of the clocks`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.durations = "60" }
            let token = try await house.feed(of: practice.account, for: ada)
            let booked = try await house.bookForContact(
                "2027-03-28T00:30:00Z", because: "Night shift", in: practice)
            let ics = try await house.read(token).ics
            #expect(ics.contains("DTSTART;TZID=Europe/Berlin:20270328T013000"))
            #expect(ics.contains("DTEND;TZID=Europe/Berlin:20270328T033000"))
            // Under a name that libical does not know, so that it has to read what the feed says of the zone.
            let read = try InvitationSummary.parse(ics.replacing("Europe/Berlin", with: "Nowhere/Berlin"))
            #expect(read.start == booked.appointment.interval.start.milliseconds)
            #expect(read.end == booked.appointment.interval.end.milliseconds)
        }
    }
}

struct `A feed's address` {
    private let milo = "milo@harbor.example"

    @Test func `leads nowhere once it is renewed, turned off, or its owner is gone`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3)
            let (verbs, account) = (house.verbs, practice.account)
            let (admin, owner) = (try await house.asker("ada@harbor.example"), try await house.asker(milo))
            let first = try await verbs.makeFeed(FeedForm(), of: account, by: owner)
            #expect(try await code { try await verbs.renewFeed(first.feed.id, by: admin) } == "not_found")
            let second = try await verbs.renewFeed(first.feed.id, by: owner)
            #expect(try await code { try await house.read(TestHouse.token(first.url)) } == "not_found")
            _ = try await house.read(TestHouse.token(second.url))
            try await verbs.endFeed(first.feed.id, of: account.id, by: admin)
            #expect(try await code { try await house.read(TestHouse.token(second.url)) } == "not_found")
            let leaving: [(User, @Sendable (String) async throws -> Void)] = [
                (
                    practice.hosts[1],
                    { @Sendable in try await verbs.endMembership(of: $0, in: account.id, by: admin) }
                ),
                (practice.hosts[2], { @Sendable in try await verbs.deleteUser($0, by: admin) }),
            ]
            for (host, leave) in leaving {
                let form = FeedForm(calendarID: practice.calendar.id)
                let asker = try await house.asker(host.email)
                let token = TestHouse.token(try await verbs.makeFeed(form, of: account, by: asker).url)
                _ = try await house.read(token)
                try await leave(host.id)
                #expect(try await code { try await house.read(token) } == "not_found")
            }
            for token in ["", "x", String(repeating: "A", count: 43)] {
                #expect(try await code { try await house.read(token) } == "not_found")
            }
        }
    }

    @Test func `is one of at most twenty, and of something that is there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let asker = try await house.asker("ada@harbor.example")
            func make(_ form: FeedForm) async throws -> String? {
                try await code { try await house.verbs.makeFeed(form, of: practice.account, by: asker) }
            }
            #expect(try await make(FeedForm(calendarID: "cal_none")) == "unknown_calendar")
            #expect(try await make(FeedForm(detail: "some")) == "unknown_choice")
            for _ in 0..<Verbs.mostFeeds { #expect(try await make(FeedForm()) == nil) }
            #expect(try await make(FeedForm()) == "too_many_feeds")
        }
    }

    @Test func `is another for another text only, and remembers when it was read`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let token = try await house.feed(of: practice.account, for: "ada@harbor.example")
            let first = try await house.verbs.feedText(token: token)
            house.clock.advance(minutes: 30)
            let same = try await house.verbs.feedText(token: token)
            #expect(same.tag == first.tag && same.changedAt == first.changedAt)
            _ = try await house.book("2026-12-08T09:00:00Z")
            house.clock.advance(minutes: 30)
            let other = try await house.verbs.feedText(token: token)
            #expect(other.tag != first.tag && other.changedAt == house.clock.now)
            let feeds = try await house.verbs.store.read { try $0.feeds(of: practice.hosts[0].id) }
            #expect(feeds.map(\.lastReadAt) == [house.clock.now])
            #expect(!feeds.contains { "\($0)".contains(token) })
        }
    }
}
