"""What a visitor can do wrong, and what others can do to them between choosing and booking."""

import pytest
from playwright.sync_api import expect
from visitor import BOOKING, Visitor


def reach_the_form(demo, page, name):
    visitor, start = Visitor(page, name), demo.fresh_start()
    visitor.open()
    visitor.choose(start)
    visitor.fill_in(notes="Kept as typed")
    return visitor, start


def letters(demo, visitor):
    return demo.mailbox.letters(visitor.email)


def appointments(demo, visitor):
    return demo.zoom.meetings(visitor.name, alive_only=False)


def test_a_slot_taken_meanwhile_offers_the_nearest_and_keeps_what_was_typed(demo, page):
    page.route("**/hold", lambda route: route.abort())  # as once the time is no longer kept for the visitor
    visitor, start = reach_the_form(demo, page, "Larry Late")
    demo.fill_up(start, "Faster Larry")
    visitor.press_book()
    expect(page.get_by_role("alert")).to_contain_text("Someone just took")
    expect(page.get_by_label("Your name")).to_have_value(visitor.name)
    expect(page.get_by_label("E-mail")).to_have_value(visitor.email)
    expect(page.get_by_label("Anything we should know?")).to_have_value("Kept as typed")
    choices = page.locator(".nearest [name=start]")
    assert choices.count() >= 3
    wanted = choices.nth(1).get_attribute("value")
    page.locator(".nearest label").nth(1).click()
    visitor.press_book()
    visitor.sees("You are booked")
    expect(page.get_by_role("article")).to_contain_text(f"{visitor.local(wanted):%H:%M}")


def test_a_move_to_a_slot_taken_meanwhile_offers_the_nearest(demo, page):
    visitor = Visitor(page, "Minnie Moved")
    visitor.book(demo.fresh_start())
    later = demo.fresh_start()
    page.get_by_role("link", name="Move", exact=True).click()
    visitor.choose(later)
    demo.fill_up(later, "Faster Minnie")
    page.get_by_role("button", name="Move to this time").click()
    expect(page.get_by_role("alert")).to_contain_text("Someone just took")
    page.locator(".nearest label").first.click()
    page.get_by_role("button", name="Move to this time").click()
    visitor.sees("Moved")


@pytest.mark.parametrize("address", ["nobody", "a@b", "two@@example.com", "spa ce@example.com", ""])
def test_a_bad_address_is_an_error_at_the_field_and_nothing_is_stored(demo, page, address):
    visitor, _ = reach_the_form(demo, page, f"Eve Mail{len(address)}")
    page.get_by_label("E-mail").fill(address)
    visitor.press_book()
    expect(page.get_by_label("E-mail")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#email-error")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value(visitor.name)
    assert not appointments(demo, visitor)
    page.get_by_label("E-mail").fill(visitor.email)
    visitor.press_book()
    visitor.sees("You are booked")


def test_a_name_of_ten_thousand_characters_is_an_error_at_the_field(demo, page):
    visitor, _ = reach_the_form(demo, page, "Nora Long")
    name = page.get_by_label("Your name")
    name.evaluate("(field) => field.removeAttribute('maxlength')")
    name.fill("n" * 10_000)
    visitor.press_book()
    expect(page.locator("#name-error")).to_contain_text("at most")
    expect(name).to_have_value("n" * 10_000)
    assert not letters(demo, visitor)


def test_a_double_click_books_once(demo, page):
    visitor, _ = reach_the_form(demo, page, "Dee Double")
    page.get_by_role("button", name="Book this time").dblclick()
    visitor.sees("You are booked")
    visitor.sees_room("Your Zoom room is ready")
    assert len(appointments(demo, visitor)) == 1
    demo.mailbox.wait_for(visitor.email, "Confirmed")


def test_sending_the_same_form_twice_from_two_tabs_books_once(demo, new_page):
    page = new_page()
    visitor, _ = reach_the_form(demo, page, "Tilda Twice")
    again = """() => Promise.all([1, 2, 3].map(async () => {
        const form = document.querySelector("#details form");
        const body = new URLSearchParams(new FormData(form));
        return (await fetch(form.getAttribute("action"), { method: "POST", body })).url;
    }))"""
    assert len(set(page.evaluate(again))) == 1
    demo.mailbox.wait_for(visitor.email, "Confirmed")
    assert len(demo.zoom.meetings(visitor.name, alive_only=False)) <= 1


def test_going_back_to_correct_the_name_is_not_told_that_somebody_took_the_time(demo, page):
    """The same form with other content: whatever comes of it, nobody else has taken the time."""
    visitor, _ = reach_the_form(demo, page, "Bo Back")
    submission = page.locator("[name=submission]").input_value()
    visitor.press_book()
    visitor.sees("You are booked")
    page.go_back()
    # As in a browser that brings the page back from its memory.
    page.locator("[name=submission]").evaluate("(field, old) => { field.value = old }", submission)
    page.get_by_label("Your name").fill("Bo Backwards")
    page.get_by_label("E-mail").fill(visitor.email)
    visitor.press_book()
    page.wait_for_load_state()
    expect(page.get_by_text("Someone just took")).to_have_count(0)


@pytest.mark.parametrize("kind", ["a", "j"])
def test_a_tampered_or_foreign_token_is_not_found(demo, page, kind):
    booked = demo.book(demo.fresh_start(), "Token Owner").json
    good = booked["manage_url" if kind == "a" else "join_url"]
    other = booked["join_url" if kind == "a" else "manage_url"].rsplit("/", 1)[1]
    last = "A" if good[-1] != "A" else "E"
    for address in (good[:-1] + last, good[:-8], f"{demo.url}/{kind}/nonsense", f"{demo.url}/{kind}/{other}"):
        assert page.goto(address).status == 404, address
        expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("path", ["/book/harbor/nothing", "/book/nobody/intro"])
def test_an_unknown_calendar_is_a_helpful_not_found(demo, page, path):
    assert page.goto(path).status == 404
    expect(page.get_by_text("Check the link you were given")).to_be_visible()


def test_an_address_with_nonsense_in_it_still_shows_the_picker(demo, page):
    answer = page.goto(f"{BOOKING}?month=2026-99&date=never&timezone=Mars/Base&start=soon")
    assert answer.status == 200
    expect(page.locator("table.month")).to_be_visible()


@pytest.mark.parametrize("field, value", [
    ("start", "2020-01-01T09:00:00Z"), ("start", "2099-01-01T09:00:00Z"), ("start", "2027-03-28T02:30:00"),
    ("start", "nonsense"), ("timezone", "Mars/Base")])
def test_a_time_or_zone_that_cannot_be_leads_back_to_the_free_times_with_the_reason(demo, page, field, value):
    visitor, _ = reach_the_form(demo, page, f"Hidden {value[:6]}")
    page.locator(f"#details [name={field}]").evaluate("(field, value) => { field.value = value }", value)
    if field == "start":
        page.locator("#details [name=timezone]").evaluate("(field) => { field.value = 'Europe/Berlin' }")
    visitor.press_book()
    page.wait_for_load_state()
    visitor.sees("Introductory call")
    expect(page.locator(".notice, .error, [role=alert]").first).to_be_visible()
    expect(page.locator("table.month, #details form").first).to_be_visible()
    assert not letters(demo, visitor) and not appointments(demo, visitor)
