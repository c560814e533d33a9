import Database
import Scheduling
import TimeZones

/// What a calendar allows the people who book, beside its rules of time.
package struct BookingPolicy: Hashable, Sendable {
    /// Who takes an appointment that is moved.
    package enum MovePolicy: String, CaseIterable, Sendable {
        /// The same host if free, else whoever's turn it is.
        case keepIfFree = "keep_if_free"
        /// The same host; only their times are offered.
        case keep
        /// Whoever's turn it is.
        case reassign
    }

    package var onMove = MovePolicy.keepIfFree
    /// The contact's owner takes the booking whenever they are free.
    package var isOwnerFirst = false
    /// Who takes the first booking of a contact becomes their owner.
    package var assignsOwner = false
    package var showsSeats = true
    /// Whether visitors may choose the host.
    package var letsChooseHost = false
    /// Bookings are requests: they keep the slot, and stay unconfirmed until a member approves.
    package var needsApproval = false
    /// Minutes before the start until which guests may move; nil: until it begins.
    package var moveCutoff: Int?
    /// Minutes before the start until which guests may cancel; nil: until it begins.
    package var cancelCutoff: Int?
    /// How many people the person who books may bring.
    package var maxGuests = 0
    /// How many appointments a series may have; 0: no series.
    package var maxOccurrences = 0
    package var hasWaitingList = false

    package init() {}

    init(_ row: SQLRow) throws {
        onMove = MovePolicy(rawValue: try row.text("on_move")) ?? .keepIfFree
        isOwnerFirst = try row.boolean("is_owner_first")
        assignsOwner = try row.boolean("assigns_owner")
        showsSeats = try row.boolean("shows_seats")
        letsChooseHost = try row.boolean("lets_choose_host")
        needsApproval = try row.boolean("needs_approval")
        moveCutoff = try row.optionalInteger64("move_cutoff").map(Int.init)
        cancelCutoff = try row.optionalInteger64("cancel_cutoff").map(Int.init)
        maxGuests = try row.integer("max_guests")
        maxOccurrences = try row.integer("max_occurrences")
        hasWaitingList = try row.boolean("has_waiting_list")
    }

    var columns: [(String, any SQLConvertible)] {
        [
            ("on_move", onMove.rawValue), ("is_owner_first", isOwnerFirst), ("assigns_owner", assignsOwner),
            ("shows_seats", showsSeats), ("lets_choose_host", letsChooseHost), ("needs_approval", needsApproval),
            ("move_cutoff", moveCutoff), ("cancel_cutoff", cancelCutoff), ("max_guests", maxGuests),
            ("max_occurrences", maxOccurrences), ("has_waiting_list", hasWaitingList),
        ]
    }
}

extension BookingRules {
    init(_ row: SQLRow) throws {
        let more = try row.text("more_durations").split(separator: ",").compactMap { Int($0) }
        var window = BookingWindow.rolling(days: try row.integer("window_days"))
        if let first = try row.optionalText("window_first").flatMap({ CivilDate($0) }),
            let last = try row.optionalText("window_last").flatMap({ CivilDate($0) })
        {
            window = .dates(first: first, last: last)
        }
        self.init(
            durations: [try row.integer("duration")] + more, interval: try row.integer("slot_interval"),
            bufferBefore: try row.integer("buffer_before"), bufferAfter: try row.integer("buffer_after"),
            minimumNotice: try row.integer("minimum_notice"), window: window, limits: try Limits(row),
            seats: try row.integer("seats"), lookBusy: try row.integer("look_busy"))
    }

    var columns: [(String, any SQLConvertible)] {
        var days = 1
        var dates: (String?, String?) = (nil, nil)
        switch window {
        case .rolling(let rolling): days = rolling
        case .dates(let first, let last): dates = (first.description, last.description)
        }
        return [
            ("duration", duration),
            ("more_durations", durations.dropFirst().map(String.init).joined(separator: ",")),
            ("slot_interval", interval), ("buffer_before", bufferBefore), ("buffer_after", bufferAfter),
            ("minimum_notice", minimumNotice), ("window_days", days), ("window_first", dates.0),
            ("window_last", dates.1), ("seats", seats), ("look_busy", lookBusy),
        ] + limits.columns
    }
}

extension Limits {
    init(_ row: SQLRow) throws {
        self.init(
            perDay: try row.optionalInteger64("limit_day").map(Int.init),
            perWeek: try row.optionalInteger64("limit_week").map(Int.init),
            perMonth: try row.optionalInteger64("limit_month").map(Int.init))
    }

    var columns: [(String, any SQLConvertible)] {
        [("limit_day", perDay), ("limit_week", perWeek), ("limit_month", perMonth)]
    }
}
