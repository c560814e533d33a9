import Operations
import Scheduling
import Store
import TimeZones

/// Somebody's place on a waiting list, and what is kept for them.
struct WaitingPage {
    struct Offer {
        let leaf: Leaf
        let keptUntil: String
        /// UTC epoch milliseconds.
        let keptUntilMs: String
        let acceptAction: String
        let consentText: String?
        let consentError: String?
    }

    let accountName: String
    let calendarName: String
    let markTone: String
    let isWaiting: Bool
    let isOffered: Bool
    let isBooked: Bool
    let isOver: Bool
    let headline: String
    let text: String
    let wishLine: String
    let waiterEmail: String
    let offer: Offer?
    let canLeave: Bool
    let leaveAction: String
    let bookHref: String?
    let bookLabel: String

    init(_ view: WaitingView, site: Site, isJustJoined: Bool, error: OperationError?) throws {
        let entry = view.entry
        let dates = Dates(zone: try site.verbs.zones.zone(entry.zone))
        let path = "/w/\(site.verbs.waitingToken(entry))"
        let isStillOffered = view.offered != nil && (entry.offerEndsAt ?? site.verbs.now) > site.verbs.now
        accountName = view.account.name
        calendarName = view.calendar.name
        isWaiting = entry.state == .waiting
        isOffered = isStillOffered
        isBooked = entry.state == .booked
        isOver = !isWaiting && !isOffered && !isBooked
        markTone = isOffered ? "" : isWaiting ? "accent" : isBooked ? "" : "idle"
        (headline, text) = Self.words(view, isOffered: isStillOffered, isJustJoined: isJustJoined)
        wishLine = Self.wish(entry, dates)
        waiterEmail = entry.email
        offer = isStillOffered ? Self.offer(view, dates, path: path, error) : nil
        canLeave = isWaiting || isOffered
        leaveAction = "\(path)/leave"
        bookHref = canLeave ? nil : "/book/\(view.account.slug)/\(view.calendar.slug)"
        bookLabel = isBooked ? "Book another time" : "See the free times"
    }

    private static func offer(
        _ view: WaitingView, _ dates: Dates, path: String, _ error: OperationError?
    ) -> Offer? {
        guard let interval = view.offered, let end = view.entry.offerEndsAt else { return nil }
        let consent = view.calendar.consent
        return Offer(
            leaf: Leaf(interval, dates), keptUntil: moment(end, besides: interval.start, dates),
            keptUntilMs: String(end.milliseconds), acceptAction: "\(path)/accept",
            consentText: consent.isEmpty ? nil : consent, consentError: error?.message(of: "consent"))
    }

    /// `10:42, Berlin time (UTC+1)`, with the day where that is another than the one beside it.
    private static func moment(_ end: Instant, besides start: Instant, _ dates: Dates) -> String {
        let (day, other) = (dates.zone.civil(at: end).date, dates.zone.civil(at: start).date)
        let prefix = day == other ? "" : "\(Dates.shortDay(day)), "
        return "\(prefix)\(dates.clock(end)), \(dates.zoneName(at: end))"
    }

    private static func words(_ view: WaitingView, isOffered: Bool, isJustJoined: Bool) -> (String, String) {
        if isOffered { return ("A place is free for you", "It is kept for you alone.") }
        switch view.entry.state {
        case .waiting:
            let headline = isJustJoined ? "You are on the list" : "You are waiting for a place"
            let place = view.position.map { $0 == 1 ? "You are next." : "You are number \($0) in line." } ?? ""
            return (headline, "\(place) As soon as a place is free it is kept for you, and we write to you.")
        case .booked: return ("You have taken your place", "The confirmation is in your mail.")
        case .left: return ("You have left the list", "Nothing is kept for you any more.")
        case .offered, .over:
            return (
                "This wait is over",
                "The time has passed, or a place that was kept for you was not taken. You can wait for another one."
            )
        }
    }

    /// `Tuesday, 8 December 2026, 10:00, Berlin time (UTC+1)`, or from when to when.
    private static func wish(_ entry: WaitingEntry, _ dates: Dates) -> String {
        let zone = dates.zoneName(at: entry.earliest)
        let (first, last) = (dates.zone.civil(at: entry.earliest).date, dates.zone.civil(at: entry.latest).date)
        if entry.earliest == entry.latest {
            return "\(dates.day(entry.earliest)), \(dates.clock(entry.earliest)), \(zone)"
        }
        return first == last
            ? "\(dates.day(entry.earliest)), any time, \(zone)"
            : "\(Dates.shortDay(first)) to \(Dates.shortDay(last)), any time, \(zone)"
    }
}
