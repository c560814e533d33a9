"""The app as one works in it: the week, the palette, what is told as it happens, and forms that two people have open."""

import contextlib
import http.server
import re
import threading

from host import sign_in
from playwright.sync_api import expect


@contextlib.contextmanager
def another_site(body):
    """A site that is not ours, with one page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def booked_event(demo, page, name):
    """An appointment and its place in the week."""
    booked = demo.book(demo.fresh_start(), name, email=f"{name.replace(' ', '.').lower()}@guests.example").json
    page.goto(f"/app/calendar?date={booked['start'][:10]}")
    return booked, page.locator(".event", has_text=name)


def test_an_appointment_is_dragged_to_another_time_after_a_question_and_back(demo, page):
    sign_in(page, "ada")
    booked, event = booked_event(demo, page, "Dragged Along")
    event.scroll_into_view_if_needed()
    box = event.bounding_box()
    page.mouse.move(box["x"] + 15, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 15, box["y"] + 60, steps=5)
    page.mouse.up()
    dialog = page.get_by_role("dialog", name="Move the appointment")
    expect(dialog.get_by_text("What happens then")).to_be_visible()
    expect(dialog.get_by_text("Their personal links stay the same.")).to_be_visible()
    # Nothing has happened yet, and nothing does when it is left.
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    assert demo.appointment(booked["id"]).json["start"] == booked["start"]
    event.focus()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Move it and tell the guest").last.click()
    if page.get_by_text("Not moved").count():
        return  # somebody else has that time by now, and the page says so
    expect(page.get_by_text("Moved. The guest and the host have been told.")).to_be_visible()
    assert demo.appointment(booked["id"]).json["start"] != booked["start"]
    page.get_by_role("link", name="Move it back").click()
    page.get_by_role("button", name="Move it and tell the guest").last.click()
    expect(page.get_by_text("Moved. The guest and the host have been told.")).to_be_visible()
    assert demo.appointment(booked["id"]).json["start"] == booked["start"]


def test_the_palette_finds_people_and_pages_by_keyboard_alone(demo, page):
    demo.book(demo.fresh_start(), "Palette Person", email="palette.person@guests.example")
    sign_in(page, "ada")
    page.keyboard.press("Control+k")
    palette = page.get_by_role("dialog", name="Search everything")
    expect(palette.get_by_text("Go to")).to_be_visible()
    page.keyboard.type("palette pers")
    expect(palette.locator("a.hit.chosen")).to_contain_text("Palette Person")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Palette Person")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("time off")
    expect(palette.locator("a.hit.chosen")).to_contain_text("Time off")
    page.keyboard.press("Enter")
    page.wait_for_url("**/time-off")
    page.keyboard.press("Control+k")
    page.keyboard.press("Escape")
    expect(palette).not_to_be_visible()


def test_without_scripts_the_search_is_a_page(demo, new_page):
    page = new_page(java_script_enabled=False)
    sign_in(page, "ada")
    page.get_by_role("link", name="Search").click()
    page.get_by_role("searchbox", name="Search everything").fill("import")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("link", name="Import contacts").click()
    expect(page.get_by_role("heading", name="Import contacts")).to_be_visible()


def test_a_booking_is_told_to_its_host_as_it_happens(demo, page):
    sign_in(page, "ada")
    page.goto("/app/notifications")
    page.goto("/app/team")
    bell = page.get_by_role("link", name=re.compile("Notifications"))
    expect(bell).to_be_visible()
    page.wait_for_timeout(500)
    name = "Live Teller"
    # Whose turn it is cannot be known: until it is hers.
    for number in range(6):
        booked = demo.book(demo.fresh_start(), f"{name} {number}").json
        if booked["host"]["name"] == "Ada Vance":
            break
    expect(page.locator("[data-toast]")).to_contain_text("Live Teller")
    expect(bell).to_have_attribute("aria-label", re.compile(r"\d+ unread"))
    page.locator("[data-toast]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Live Teller")
    page.goto("/app/notifications")
    expect(page.locator("li.fresh").first).to_contain_text("Live Teller")
    page.reload()
    expect(page.locator("li.fresh")).to_have_count(0)


def test_the_second_of_two_who_edit_a_calendar_is_shown_both(demo, new_page):
    first, second = new_page(), new_page()
    for page in (first, second):
        sign_in(page, "ada")
        page.goto("/app/calendars")
        page.get_by_role("link", name="Office hours", exact=True).click()
    first.get_by_label("Description").fill("Drop in.")
    first.locator(".save").get_by_role("button").click()
    first.wait_for_url("**done=saved")
    second.get_by_label("Description").fill("By appointment only.")
    second.locator(".save").get_by_role("button").click()
    expect(second.get_by_role("heading", name="Somebody else has changed this")).to_be_visible()
    row = second.get_by_role("row", name="Description")
    expect(row).to_contain_text("Drop in.")
    expect(row).to_contain_text("By appointment only.")
    second.locator(".save").get_by_role("button").click()
    second.wait_for_url("**done=saved")


def test_a_calendars_form_shows_what_visitors_will_see(demo, page):
    sign_in(page, "ada")
    page.goto("/app/calendars")
    page.get_by_role("link", name="Introductory call", exact=True).click()
    preview = page.locator("[data-preview-into]")
    expect(preview.get_by_role("heading", name="Introductory call")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("First talk")
    expect(preview.get_by_role("heading", name="First talk")).to_be_visible()
    page.get_by_label("Where", exact=True).first.select_option("address")
    expect(preview).to_contain_text("Visitors will see it here once this is right")
    page.get_by_label("Link, text, number or address").first.fill("Pier 4")
    expect(preview).to_contain_text("Pier 4")


def test_a_booking_page_can_be_embedded_in_another_site_and_booked_there(demo, page, new_page):
    sign_in(page, "ada")
    page.goto("/app/calendars")
    page.get_by_role("link", name="Introductory call", exact=True).click()
    page.get_by_role("link", name="Share", exact=True).click()
    code = page.get_by_label("To embed it in a page of yours").input_value()
    with another_site(code) as address:
        site = new_page()
        site.goto(address)
        frame = site.frame_locator("iframe")
        expect(frame.get_by_role("heading", name="Introductory call")).to_be_visible()
        frame.locator("a.slot, .times a").first.click()
        frame.get_by_label("Your name").fill("Embedded Guest")
        frame.get_by_label("E-mail").fill("embedded.guest@guests.example")
        frame.get_by_role("button", name="Book this time").click()
        expect(frame.get_by_role("heading", name="You are booked")).to_be_visible()
    # The pages of who is signed in never stand in another site.
    assert "frame-ancestors 'none'" in page.goto("/app/appointments").headers["content-security-policy"]
