"""An admin makes a calendar, sets hours, and a visitor books it."""

from zoneinfo import ZoneInfo

from demo import moment
from host import sign_in
from playwright.sync_api import expect
from visitor import Visitor

NEW = "/app/calendars/new"


def fill(page, **fields):
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def save(page):
    # As a browser that checks nothing: the server has the last word.
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.locator(".save").get_by_role("button").click()


def error_at(page, field):
    """The error that the field itself points to, as a screen reader would find it."""
    control = page.locator(f"[name={field}]").first
    expect(control).to_have_attribute("aria-invalid", "true")
    described = control.get_attribute("aria-describedby").split()
    return " ".join(page.locator(f"#{name}").inner_text() for name in described)


def choose_hosts(page, *names):
    for box in page.locator("[name=host]").all():
        box.set_checked(False)
    for name in names:
        page.get_by_role("checkbox", name=name).check()


def test_every_mistake_in_the_calendar_form_is_shown_at_its_field(demo, page):
    sign_in(page, "ada")
    page.goto(NEW)
    choose_hosts(page)
    fill(page, name="x" * 121, slug="Not A Slug!", description="Kept as typed", duration="0", interval="7000",
         notice="-1", buffer_before="-5", buffer_after="99999", window="0")
    page.evaluate("document.querySelector('[name=slug]').value = 'Not A Slug!'")
    save(page)
    for field in ("slug", "duration", "interval", "notice", "buffer_before", "buffer_after", "window"):
        assert error_at(page, field), field
    expect(page.locator("#hosts-error")).to_be_visible()
    expect(page.locator("[name=description]")).to_have_value("Kept as typed")
    expect(page.locator("[name=duration]")).to_have_value("0")
    expect(page.locator("[name=slug]")).to_have_value("Not A Slug!")


def test_a_name_of_ten_thousand_characters_is_refused_at_the_field(demo, page):
    sign_in(page, "ada")
    page.goto(NEW)
    choose_hosts(page, "Ada Vance")
    page.locator("[name=name]").evaluate("(field) => { field.removeAttribute('maxlength') }")
    fill(page, name="n" * 10_000, slug="ten-thousand")
    save(page)
    assert "at most" in error_at(page, "name")
    expect(page.locator("[name=name]")).to_have_value("n" * 10_000)
    page.goto("/book/harbor/ten-thousand")
    expect(page.get_by_role("heading", level=1)).not_to_contain_text("nnn")


def test_a_link_name_that_is_taken_is_refused_at_the_field(demo, page):
    sign_in(page, "ada")
    page.goto(NEW)
    choose_hosts(page, "Ada Vance")
    fill(page, name="Second introduction", slug="intro")
    save(page)
    assert "Another calendar" in error_at(page, "slug")
    expect(page.locator("[name=name]")).to_have_value("Second introduction")


def test_an_admin_makes_a_calendar_sets_hours_and_a_visitor_books_it(own_demo, new_page):
    page = new_page()
    sign_in(page, "ada")
    make_calendar(page)
    set_early_hours(page)
    starts = own_demo.slots("checkup", days=14)
    athens = {moment(start).astimezone(ZoneInfo("Europe/Athens")).strftime("%H:%M") for start in starts}
    assert athens == {"06:30", "06:50", "07:10"}
    visitor = Visitor(new_page(timezone_id="Europe/Lisbon"), "Vic Visitor", zone="Europe/Lisbon")
    visitor.book(starts[1], path="/book/harbor/checkup")
    expect(visitor.page.get_by_role("article")).to_contain_text("With Milo Okafor")
    visitor.sees_room("Your Zoom room is ready")


def make_calendar(page):
    page.goto("/app/calendars")
    page.get_by_role("link", name="New calendar").first.click()
    page.get_by_role("link", name="Start from nothing").click()
    page.get_by_label("Name", exact=True).press_sequentially("Check-up")
    expect(page.locator("[name=slug]")).to_have_value("check-up")
    fill(page, slug="checkup", duration="20", interval="20", notice="0", window="30")
    choose_hosts(page, "Milo Okafor")
    save(page)
    page.goto("/app/calendars")
    expect(page.get_by_role("link", name="Check-up", exact=True)).to_be_visible()


def set_early_hours(page):
    page.goto("/app/team")
    page.get_by_role("link", name="Edit hours of Milo Okafor").click()
    page.get_by_label("Time zone of these hours").select_option("Europe/Athens")
    fill(page, mon_1_from="06:30", mon_1_to="07:30")
    page.get_by_role("button", name="Copy Monday").click()
    expect(page.locator("[name=fri_1_to]")).to_have_value("07:30")
    save(page)
    expect(page.locator(".notice.ok")).to_be_visible()


def test_mistakes_in_hours_are_shown_at_the_day_and_kept(own_demo, page):
    sign_in(page, "ada")
    page.goto("/app/team")
    page.get_by_role("link", name="Edit hours of Milo Okafor").click()
    fill(page, mon_1_from="17:00", mon_1_to="09:00", tue_1_from="09:00", tue_1_to="12:00", tue_2_from="11:00",
         tue_2_to="13:00", wed_1_to="")
    save(page)
    assert "end after it begins" in error_at(page, "mon_1_from")
    assert "overlap" in error_at(page, "tue_1_from")
    assert "both times" in error_at(page, "wed_1_from")
    expect(page.locator("[name=mon_1_from]")).to_have_value("17:00")
    expect(page.locator("[name=tue_2_to]")).to_have_value("13:00")
    page.reload()
    page.goto("/app/team")
    page.get_by_role("link", name="Edit hours of Milo Okafor").click()
    expect(page.locator("[name=mon_1_from]")).to_have_value("08:00")


def test_a_host_who_is_no_admin_cannot_make_a_calendar(demo, page):
    sign_in(page, "milo")
    page.goto("/app/calendars")
    expect(page.get_by_role("link", name="New calendar")).to_have_count(0)
    assert page.goto(NEW).status in (403, 404)
