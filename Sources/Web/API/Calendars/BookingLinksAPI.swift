import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addBookingLinkAPI(to api: RouterGroup<WebContext>) {
        api.get("booking-links") { request, _ in
            let account = try await account(request, .calendars)
            let (links, calendars) = try await verbs.store.read {
                (try $0.bookingLinks(of: account.id), try $0.calendars(of: account.id))
            }
            let slugs = Dictionary(calendars.map { ($0.id, $0.slug) }) { first, _ in first }
            let list = links.map { link in
                json(link, url: verbs.bookingURL(link, calendar: slugs[link.calendarID] ?? "", of: account))
            }
            return Response.json(JSONValue(["booking_links": list]))
        }
        api.post("booking-links") { request, _ in
            let account = try await account(request, .calendars)
            let (calendarID, label, days) = try await request.body { body in
                (body.text("calendar_id") ?? "", body.text("label") ?? "", body.number("days") ?? "30")
            }
            return try await renaming(["calendar": "calendar_id"]) {
                let (link, url) = try await verbs.makeBookingLink(
                    calendarID: calendarID, label: label, days: days, by: Self.keyHolder, of: account)
                return Response.json(json(link, url: url), status: .created)
            }
        }
        api.delete("booking-links/:id") { request, context in
            let account = try await account(request, .calendars)
            try await verbs.revokeBookingLink(try context.parameters.require("id"), of: account)
            return Response.nothing
        }
    }

    private func json(_ link: BookingLink, url: String) -> JSONValue {
        JSONValue([
            "id": link.id, "calendar_id": link.calendarID, "label": link.label, "url": url,
            "created_by": link.createdBy, "expires_at": link.expiresAt, "used_at": link.usedAt,
            "appointment_id": link.appointmentID, "is_usable": link.usedAt == nil && link.expiresAt > verbs.now,
        ])
    }
}
