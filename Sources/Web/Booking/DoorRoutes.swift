import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addDoors(to router: Router<WebContext>) {
        router.get("book/:account") { try await accountDoor($0, $1) }
        router.get("book/:account/group/:slug") { try await groupDoor($0, $1) }
    }

    /// `GET /book/{account}`: everything that can be booked there.
    private func accountDoor(_ request: Request, _ context: WebContext) async throws -> Response {
        let slug = try context.parameters.require("account").lowercased()
        let found = try await verbs.store.read { snapshot in
            try snapshot.account(slug: slug).map { account in
                (
                    account,
                    try snapshot.calendars(of: account.id).map { calendar in
                        Offer(calendar: calendar, hostNames: try snapshot.hosts(of: calendar.id).map(\.name))
                    }
                )
            }
        }
        guard let (account, offers) = found else {
            throw OperationError.notFound("Nobody takes bookings at this address. Check the link you were given.")
        }
        let page = DoorPage(account, offers, headline: "Book with \(account.name)", text: nil)
        return try renderer.page("door", Page(title: account.name, page))
    }

    /// `GET /book/{account}/group/{slug}`: some of the calendars, on a page of their own.
    private func groupDoor(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await verbs.group(
            account: try context.parameters.require("account"), group: try context.parameters.require("slug"))
        let offers = view.calendars.map { Offer(calendar: $0.calendar, hostNames: $0.hostNames) }
        let text = view.group.description.isEmpty ? nil : view.group.description
        let page = DoorPage(view.account, offers, headline: view.group.name, text: text)
        return try renderer.page("door", Page(title: "\(view.group.name) · \(view.account.name)", page))
    }
}

/// A calendar among others, with who may be met.
struct Offer {
    let calendar: BookingCalendar
    let hostNames: [String]

    /// Whether there is anything to book.
    var isOpen: Bool { calendar.isOpen && (!hostNames.isEmpty || calendar.kind == .unassigned) }
}

/// Several calendars to choose from.
struct DoorPage {
    struct Card {
        let facts: CalendarFacts
        let bookHref: String
    }

    let accountName: String
    let headline: String
    let headText: String?
    /// Whether the account's name says more than the headline does.
    let namesAccount: Bool
    let hasCards: Bool
    let cards: [Card]

    init(_ account: Account, _ offers: [Offer], headline: String, text: String?) {
        accountName = account.name
        self.headline = headline
        headText = text
        namesAccount = !headline.contains(account.name)
        cards = offers.filter(\.isOpen).map { offer in
            Card(
                facts: CalendarFacts(account: account, offer.calendar, hostNames: offer.hostNames),
                bookHref: "/book/\(account.slug)/\(offer.calendar.slug)")
        }
        hasCards = !cards.isEmpty
    }
}
