package import Store
import TimeZones

/// A calendar feed to be made, as chosen.
package struct FeedForm: Sendable {
    /// The calendar that it shows; empty for what its owner hosts.
    package var calendarID: String
    /// `full` or `busy`.
    package var detail: String
    /// Whether it shows what its owner hosts in all their accounts; a calendar's never does.
    package var isOfAllAccounts: Bool

    package init(calendarID: String = "", detail: String = "full", isOfAllAccounts: Bool = false) {
        self.calendarID = calendarID
        self.detail = detail
        self.isOfAllAccounts = isOfAllAccounts
    }
}

/// A feed with its address: this is the one time it can be shown.
package struct FeedAddress: Sendable {
    package let feed: CalendarFeed
    package let url: String
}

extension Verbs {
    /// How many feeds somebody has at most.
    package static let mostFeeds = 20

    /// Makes a calendar feed for who asks.
    /// - Throws: `invalid` with the fields at fault: `calendar`, `detail`; `too_many_feeds`; `logged_in_as`, because what
    ///   the address shows outlives being logged in as somebody; `not_found` for who is no member.
    package func makeFeed(
        _ form: FeedForm, of account: Account, by asker: Asker
    ) async throws -> FeedAddress {
        try asker.requireThemself()
        return try await makeFeed(form, for: asker.person.user.id, of: account, by: asker.doer)
    }

    /// Makes a calendar feed of the account for one of its members, as a program.
    /// - Throws: as above, and `invalid` with `user`.
    package func makeFeed(
        _ form: FeedForm, for userID: String, by holder: KeyHolder
    ) async throws -> FeedAddress {
        var form = form
        form.isOfAllAccounts = false
        return try await makeFeed(form, for: userID, of: holder.account, by: holder.doer)
    }

    private func makeFeed(
        _ form: FeedForm, for userID: String, of account: Account, by doer: Doer
    ) async throws -> FeedAddress {
        let token = surroundings.token()
        let id = surroundings.id("fed")
        let feed = try await store.write { transaction in
            var validation = Validation()
            let detail = CalendarFeed.Detail(rawValue: form.detail)
            if detail == nil {
                validation.fault(
                    "detail", "unknown_choice", "Choose how much it tells: everything, or busy times.")
            }
            let calendar = try transaction.calendar(id: form.calendarID, of: account.id)
            if calendar == nil, !form.calendarID.isEmpty {
                validation.fault("calendar", "unknown_calendar", "There is no such calendar in this account.")
            }
            let member = try transaction.membership(of: userID, in: account.id)
            if member == nil {
                validation.fault("user", "unknown_owner", "There is no such member of this account.")
            }
            try validation.finish()
            guard let detail, let member else { throw noFeed }
            if try transaction.feeds(of: userID).count >= Self.mostFeeds {
                throw OperationError(
                    .conflict, "too_many_feeds",
                    "\(member.user.name) has \(Self.mostFeeds) calendar feeds. Turn one off first.")
            }
            let isEverywhere = form.isOfAllAccounts && calendar == nil
            let feed = CalendarFeed(
                id: id, userID: userID, accountID: isEverywhere ? nil : account.id, calendarID: calendar?.id,
                detail: detail, createdAt: now)
            try transaction.insert(feed, tokenHash: Vault.hash(token))
            try note("feed_made", feed, by: doer, in: transaction)
            return feed
        }
        return FeedAddress(feed: feed, url: feedURL(token))
    }

    /// Gives a feed of who asks a new address; the former one leads nowhere from then on.
    /// - Throws: `not_found`; `logged_in_as`.
    package func renewFeed(_ id: String, by asker: Asker) async throws -> FeedAddress {
        try asker.requireThemself()
        let token = surroundings.token()
        let feed = try await store.write { transaction in
            guard let feed = try transaction.feed(id: id), feed.userID == asker.person.user.id else {
                throw noFeed
            }
            try transaction.renew(feed: id, tokenHash: Vault.hash(token), at: now)
            try note("feed_renewed", feed, by: asker.doer, in: transaction)
            return feed
        }
        return FeedAddress(feed: feed, url: feedURL(token))
    }

    /// Turns a feed off: one's own or, for an admin of the account, any that shows the account alone.
    /// - Throws: `not_found`.
    package func endFeed(_ id: String, of accountID: String, by asker: Asker) async throws {
        try await store.write { transaction in
            let isAdmin = try transaction.session(of: asker.person, in: accountID)?.isAdmin ?? false
            guard let feed = try transaction.feed(id: id),
                feed.userID == asker.person.user.id || isAdmin && feed.accountID == accountID
            else { throw noFeed }
            try end(feed, by: asker.doer, in: transaction)
        }
    }

    /// Turns a feed of the account off, as a program.
    /// - Throws: `not_found`.
    package func endFeed(_ id: String, by holder: KeyHolder) async throws {
        try await store.write { transaction in
            guard let feed = try transaction.feed(id: id), feed.accountID == holder.account.id else {
                throw noFeed
            }
            try end(feed, by: holder.doer, in: transaction)
        }
    }

    private func end(_ feed: CalendarFeed, by doer: Doer, in transaction: Transaction) throws {
        try transaction.deleteFeed(id: feed.id)
        try note("feed_ended", feed, by: doer, in: transaction)
    }

    /// Writes down what was done to a feed, in the log of its account or, for one of all accounts, of its owner's agency.
    private func note(
        _ event: String, _ feed: CalendarFeed, by doer: Doer, in transaction: Transaction
    ) throws {
        guard let owner = try transaction.user(id: feed.userID) else { return }
        let detail = feed.detail == .full ? "It tells everything." : "It tells busy times."
        guard let account = try feed.accountID.flatMap({ try transaction.account(id: $0) }) else {
            return try audit(event, about: owner, detail, by: doer, in: transaction)
        }
        let calendar = try feed.calendarID.flatMap { try transaction.calendar(id: $0) }
        try audit(event, feed.id, calendar?.name ?? owner.name, detail, by: doer, in: account, transaction)
    }

    private func feedURL(_ token: String) -> String { "\(settings.publicURL)/feeds/\(token).ics" }

    var noFeed: OperationError {
        .notFound("There is no such calendar feed. Its address is another one now, or it has been turned off.")
    }
}
