"""Every page there is, in the states worth looking at."""

from host import sign_in
from visitor import BOOKING
from wire import eventually

PUBLIC = ["home", "sign-in", "booking", "form", "manage", "join-waiting", "move", "move-form", "cancel",
          "cancelled", "join-cancelled", "mailbox", "message", "not-found", "door", "group", "choices", "class",
          "waiting-form", "forgot"]


def every_page(demo, page):
    """Pairs of name and address, the public ones first; then it signs in on the page, as an admin."""
    yield from public_pages(demo, page)
    sign_in(page, "ada")
    yield from app_pages(demo, page)


def public_pages(demo, page):
    booked = booked_and_ready(demo, "Page Visitor")
    gone = cancelled(demo, page)
    start, manage = demo.fresh_start(), booked["manage_url"]
    yield "home", "/"
    yield "sign-in", "/sign-in"
    yield "booking", f"{BOOKING}?timezone=Europe/Berlin"
    yield "form", f"{BOOKING}?timezone=Europe/Berlin&start={start}"
    yield "manage", f"{manage}?done=booked"
    yield "join-waiting", waiting(demo)["join_url"]
    yield "move", f"{manage}/move"
    yield "move-form", f"{manage}/move?start={start}"
    yield "cancel", f"{manage}/cancel"
    yield "cancelled", gone["manage_url"]
    yield "join-cancelled", gone["join_url"]
    yield "mailbox", "/demo/mailbox"
    yield "message", newest_message(page)
    yield "not-found", "/book/harbor/nothing"
    yield "door", "/book/harbor"
    yield "group", "/book/harbor/group/meet"
    yield "choices", "/book/harbor/consultation?timezone=Europe/Berlin"
    yield "class", "/book/harbor/morning-yoga?timezone=Europe/Berlin"
    yield "forgot", "/forgot"
    yield "waiting-form", f"/book/harbor/morning-yoga/waiting?date={demo.slots('morning-yoga', days=29)[0][:10]}"


def app_pages(demo, page):
    booked = booked_and_ready(demo, "Long Name " * 12)
    yield "appointments", "/app/appointments"
    yield "appointment", f"/app/appointments/{booked['id']}"
    yield "appointment-move", f"/app/appointments/{booked['id']}/move"
    yield "appointment-zoom", f"/app/appointments/{booked['id']}/zoom"
    yield "appointment-waiting", f"/app/appointments/{waiting(demo)['id']}"
    yield "week", "/app/calendar"
    yield "day", "/app/calendar?view=day"
    yield "all", "/app/appointments?show=all&q=long"
    yield "notifications", "/app/notifications"
    yield "search", "/app/search?q=long"
    yield from contact_pages(page)
    yield from calendar_pages(page)
    yield from team_pages(page)
    yield "profile", "/app/profile"
    yield "integrations", "/app/profile/integrations"
    yield "feeds", "/app/profile/feeds"
    yield "security", "/me/security"
    yield "authenticator", "/me/authenticator"
    yield from agency_pages(page)


def contact_pages(page):
    yield "contacts", "/app/contacts"
    for part in ("new", "import", "duplicates"):
        yield f"contacts-{part}", f"/app/contacts/{part}"
    yield "contact-fields", "/app/contact-fields"
    page.goto("/app/contacts?q=page+visitor")
    contact = page.locator("a.row").first.get_attribute("href")
    yield "contact", contact
    yield "contact-edit", f"{contact}/edit"


def agency_pages(page):
    """After which the agency is open, and no account."""
    page.goto("/app/team")
    page.locator("details.places summary").click()
    page.locator("details.places").get_by_role("button", name="Agency").click()
    page.wait_for_url("**/agency")
    yield "agency", "/agency"
    yield "account-new", "/agency/accounts/new"
    yield "people", "/agency/people"
    yield "invite", "/agency/invite"
    yield "agency-audit", "/agency/audit"
    page.goto("/agency/people")
    yield "person", page.get_by_role("link", name="Milo Okafor", exact=True).get_attribute("href")


def calendar_pages(page):
    yield "calendars", "/app/calendars"
    yield "presets", "/app/calendars/presets"
    yield "calendar-new", "/app/calendars/new"
    yield "calendar-preset", "/app/calendars/new?preset=telemedicine"
    for area in ("groups", "groups/new", "schedules", "schedules/new", "resources", "waiting"):
        yield area, f"/app/{area}"
    page.goto("/app/calendars")
    calendar = page.get_by_role("link", name="Introductory call", exact=True).get_attribute("href")
    yield "calendar", calendar
    for part in ("book", "share", "why", "links", "closed-times", "waiting"):
        yield f"calendar-{part}", f"{calendar}/{part}"
    yield "calendar-why-answer", f"{calendar}/why?date=2030-01-01&time=09:10&duration=30"


def team_pages(page):
    yield "team", "/app/team"
    page.goto("/app/team")
    hours = page.get_by_role("link", name="Edit hours").first.get_attribute("href")
    yield "hours", hours
    yield "hours-new", f"{hours}/new"
    yield "time-off", hours.replace("/hours", "/time-off")
    yield "limits", hours.replace("/hours", "/limits")
    yield "location", hours.replace("/hours", "/location")
    yield "zoom", hours.replace("/hours", "/zoom")
    yield "zoom-failed", hours.replace("/hours", "/zoom") + "?calls=failed"
    yield "connections", "/app/connections"
    yield "team-add", "/app/team/add"
    yield "audit", "/app/audit"
    yield "api-keys", "/app/api-keys"
    yield "webhooks", "/app/webhooks"
    yield "webhook", webhook(page)


def webhook(page):
    """One whose program is not there, so that its log has something to say."""
    address = "http://127.0.0.1:9/hooks"
    page.goto("/app/webhooks")
    link = page.get_by_role("link", name=address)
    if not link.count():
        page.get_by_label("Address").fill(address)
        page.get_by_role("button", name="Add the webhook").click()
        page.get_by_role("button", name="Send a trial").click()
        page.goto("/app/webhooks")
    return link.first.get_attribute("href")


def booked_and_ready(demo, name):
    booked = demo.book(demo.fresh_start(), name, email="page.visitor@example.com").json
    ready = lambda: demo.appointment(booked["id"]).json["location"]["state"] == "ready"
    eventually(ready, what="the room")
    return booked


def waiting(demo):
    """A booking of the host who has not connected Zoom."""
    start = demo.fresh_start()
    return [demo.book(start, f"Waiting {number}").json for number in range(3)][-1]


def cancelled(demo, page):
    booked = booked_and_ready(demo, "Cancelled Visitor")
    page.goto(f"{booked['manage_url']}/cancel")
    page.get_by_role("button", name="Cancel the appointment").click()
    page.get_by_role("link", name="Book another time").wait_for()
    return booked


def newest_message(page):
    page.goto("/demo/mailbox")
    return page.locator("a.row").first.get_attribute("href")
