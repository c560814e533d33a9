"""Every page there is, in the states worth looking at."""

from host import sign_in
from visitor import BOOKING
from wire import eventually

PUBLIC = ["home", "sign-in", "booking", "form", "manage", "join-waiting", "move", "move-form", "cancel",
          "cancelled", "join-cancelled", "mailbox", "message", "not-found"]


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


def app_pages(demo, page):
    booked = booked_and_ready(demo, "Long Name " * 12)
    yield "appointments", "/app/appointments"
    yield "appointment", f"/app/appointments/{booked['id']}"
    yield "appointment-waiting", f"/app/appointments/{waiting(demo)['id']}"
    yield "calendars", "/app/calendars"
    yield "calendar-new", "/app/calendars/new"
    page.goto("/app/calendars")
    yield "calendar", page.get_by_role("link", name="Introductory call", exact=True).get_attribute("href")
    yield "team", "/app/team"
    page.goto("/app/team")
    yield "hours", page.get_by_role("link", name="Edit hours").first.get_attribute("href")
    yield "profile", "/app/profile"
    yield "integrations", "/app/profile/integrations"


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
