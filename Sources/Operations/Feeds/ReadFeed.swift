import Calendaring
import Scheduling
import Store
package import TimeZones

/// What a calendar program reads at a feed's address.
package struct FeedText: Sendable {
    /// iCalendar (RFC 5545).
    package let ics: String
    /// The same for the same text, and for no other.
    package let tag: String
    /// When it was found to have changed last.
    package let changedAt: Instant
}

extension Verbs {
    private static let feedDaysBack = 60
    private static let feedDaysAhead = 365
    private static let mostFeedEvents = 2000
    private static let feedRefreshMinutes = 60

    /// The feed of that token: sixty days back and a year ahead, at most two thousand appointments.
    /// - Throws: `not_found` when there is no such feed, when its owner has been deleted or has left the account, and when its
    ///   calendar is gone: a token that leads nowhere says no more than that.
    package func feedText(token: String) async throws -> FeedText {
        guard token.utf8.count == 43 else { throw noFeed }
        let now = now
        let range = Interval(
            start: now.adding(minutes: -Self.feedDaysBack * 1440),
            end: now.adding(minutes: Self.feedDaysAhead * 1440))
        let reading = try await store.read { snapshot in
            try FeedReading(
                tokenHash: Vault.hash(token), within: range, at: now, limit: Self.mostFeedEvents, snapshot)
        }
        guard let reading else { throw noFeed }
        let feed = Feed(
            name: reading.name, refreshMinutes: Self.feedRefreshMinutes,
            zone: EventZone(try zones.zone(reading.owner.zone), coveringYearsOf: range),
            events: reading.events.compactMap { event(of: $0, in: reading.feed) })
        let ics = try feed.iCalendar()
        let content = try await noteReading(of: reading.feed, hash: Vault.digest(ics))
        return FeedText(ics: ics, tag: content.hash, changedAt: content.changedAt)
    }

    /// Remembers what was read and when; once a minute is close enough, unless it is something new.
    private func noteReading(of feed: CalendarFeed, hash: String) async throws -> CalendarFeed.Content {
        let former = feed.content.flatMap { $0.hash == hash ? $0 : nil }
        let content = former ?? CalendarFeed.Content(hash: hash, changedAt: now)
        if former == nil || feed.lastReadAt.map({ $0.adding(minutes: 1) <= now }) ?? true {
            try await store.write { try $0.noteReading(ofFeed: feed.id, content, at: now) }
        }
        return content
    }

    /// - Returns: nil for what takes nobody's time, in a feed that says nothing but when somebody is busy.
    private func event(of event: FeedEvent, in feed: CalendarFeed) -> CalendarEvent? {
        let isOff = !event.status.holdsPlace
        var shown = CalendarEvent(
            uid: HostEvent.uid(ofAppointment: event.appointmentID), sequence: event.sequence,
            status: isOff ? .cancelled : event.status == .new ? .tentative : .confirmed, summary: "Busy",
            start: event.interval.start.milliseconds, end: event.interval.end.milliseconds,
            stamp: event.changedAt.milliseconds)
        guard feed.detail == .full else {
            shown.status = .confirmed
            return isOff ? nil : shown
        }
        let isAsked = event.location.kind == .ask
        let words = HostEvent(
            calendar: event.calendarName, guest: event.guestName,
            page: staffURL(ofAppointment: event.appointmentID),
            place: event.location.kind == .zoom
                ? nil : isAsked ? event.locationAnswer : event.location.detail)
        (shown.summary, shown.description, shown.location) = (words.summary, words.description, words.location)
        (shown.url, shown.conferenceLabel, shown.modified) = (words.url, words.conferenceLabel, shown.stamp)
        if feed.calendarID != nil, let host = event.hostName { shown.description += "\nHost: \(host)" }
        return shown
    }
}

/// What a feed is made of, as things stand.
private struct FeedReading: Sendable {
    let feed: CalendarFeed
    let owner: User
    /// What readers call it.
    let name: String
    let events: [FeedEvent]

    /// Nil when the token is none of ours, and when there is nothing left that its owner may see by it.
    init?(tokenHash: String, within range: Interval, at now: Instant, limit: Int, _ snapshot: Snapshot) throws {
        guard let feed = try snapshot.feed(tokenHash: tokenHash),
            let owner = try snapshot.livingUser(id: feed.userID)
        else { return nil }
        let member = try feed.accountID.flatMap { try snapshot.membership(of: owner.id, in: $0) }
        let account = try feed.accountID.flatMap { try snapshot.account(id: $0) }
        let accountIDs = try feed.accountID.map { [$0] } ?? snapshot.accountIDs(of: owner.id)
        if accountIDs.isEmpty || (feed.accountID != nil && (member == nil || account == nil)) { return nil }
        var names = [owner.name, account?.name]
        var subject = FeedSubject.held(userID: owner.id, accountIDs: accountIDs)
        if let calendarID = feed.calendarID {
            guard let account, let calendar = try snapshot.calendar(id: calendarID, of: account.id) else {
                return nil
            }
            names = [calendar.name, account.name]
            // Whoever sees only what is assigned to them does so here, too.
            let isLimited = member?.isLimited ?? true
            subject = .calendar(calendarID, accountID: account.id, hostID: isLimited ? owner.id : nil)
        }
        (self.feed, self.owner) = (feed, owner)
        name = (names + [feed.detail == .busy ? "busy times" : nil]).compactMap(\.self).joined(separator: ", ")
        events = try snapshot.feedEvents(of: subject, within: range, at: now, limit: limit)
    }
}
