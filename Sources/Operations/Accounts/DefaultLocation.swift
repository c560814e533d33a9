import Scheduling
package import Store

/// A user's default meeting location, as it was typed.
package struct LocationForm: Hashable, Sendable {
    /// A raw value of `CalendarLocation.Kind`; empty for none.
    package var kind: String
    package var detail: String

    package init(kind: String = "", detail: String = "") {
        (self.kind, self.detail) = (kind, detail)
    }

    package init(_ location: CalendarLocation?) {
        self.init(kind: location?.kind.rawValue ?? "", detail: location?.detail ?? "")
    }
}

extension Verbs {
    /// Stores where a member holds meetings, unless a calendar says otherwise. Their calendars stay as they are: see
    /// `follow`.
    /// - Returns: their calendars in the account that say otherwise.
    /// - Throws: `invalid` with `location_kind` (`not_connected` when they have no Zoom connection that works) or
    ///   `location_detail`; `not_found`.
    package func setDefaultLocation(
        _ form: LocationForm, of userID: String, in account: Account
    ) async throws -> [HostedCalendar] {
        try await store.write { transaction in
            let member = try requireMember(userID, of: account, in: transaction)
            var validation = Validation()
            let location =
                form.kind.isEmpty
                ? nil
                : validation.location(
                    form.kind, form.detail, on: nil, named: "location_kind", "location_detail")
            if location?.kind == .zoom, try transaction.connection(of: userID)?.state != .active {
                validation.fault(
                    "location_kind", "not_connected",
                    "\(member.user.name) has not connected Zoom. That comes first.")
            }
            try validation.finish()
            try transaction.setDefaultLocation(location, of: userID)
            return try transaction.calendarsElsewhere(of: userID, in: account)
        }
    }

    /// The calendars of the account whose meetings a member holds elsewhere than by their default.
    package func calendarsElsewhere(of userID: String, in account: Account) async throws -> [HostedCalendar] {
        try await store.read { try $0.calendarsElsewhere(of: userID, in: account) }
    }

    /// Has calendars of a member follow their default meeting location. What is booked already stays where it is.
    /// - Parameter calendarIDs: which of those that `calendarsElsewhere` names; others are left alone.
    /// - Returns: how many there were.
    /// - Throws: `not_found`.
    package func follow(
        defaultLocationOf userID: String, on calendarIDs: Set<String>, in account: Account
    ) async throws -> Int {
        try await store.write { transaction in
            _ = try requireMember(userID, of: account, in: transaction)
            guard let location = try transaction.profile(of: userID)?.location else { return 0 }
            let chosen = try transaction.calendarsElsewhere(of: userID, in: account).filter {
                calendarIDs.contains($0.id)
            }
            for calendar in chosen {
                let own = location == calendar.ofCalendar ? nil : location
                try transaction.setLocation(own, ofHost: userID, on: calendar.id)
            }
            return chosen.count
        }
    }

    private func requireMember(
        _ userID: String, of account: Account, in transaction: Transaction
    ) throws -> Member {
        guard let member = try transaction.membership(of: userID, in: account.id) else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        return member
    }
}

extension Reading {
    fileprivate func calendarsElsewhere(of userID: String, in account: Account) throws -> [HostedCalendar] {
        guard let location = try profile(of: userID)?.location else { return [] }
        return try hostedCalendars(of: userID, in: account.id).filter {
            !$0.isChosenByVisitors && $0.location != location
        }
    }
}
