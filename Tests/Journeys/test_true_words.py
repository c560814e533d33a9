"""Pages say what is so: where something is free, what became of an appointment, how many there are."""

from datetime import timedelta

import pytest
from demo import Demo, moment
from host import sign_in
from kinds import Kinds
from playwright.sync_api import expect
from visitor import Visitor


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo for this file alone: it changes what can be booked."""
    demo = Demo(tmp_path_factory.mktemp("demo")).start()
    yield demo
    demo.stop()


@pytest.fixture(scope="module")
def kinds(demo):
    return Kinds(demo)


def test_a_month_with_nothing_free_leads_to_what_is_free_before_it(demo, kinds, page):
    kinds.make("two-weeks", window={"kind": "rolling", "days": 14})
    visitor = Visitor(page, "Fay First", zone="Europe/Berlin")
    first = visitor.local(demo.slots("two-weeks")[0])
    much_later = first + timedelta(days=70)
    page.goto(f"/book/harbor/two-weeks?timezone=Europe/Berlin&month={much_later:%Y-%m}")
    times = page.locator("#times")
    expect(times).to_contain_text("Nothing free")
    expect(times).not_to_contain_text("months that can be booked")
    expect(times).to_contain_text("First free")
    times.get_by_role("link", name=f"{first:%A} {first.day} {first:%B}, {first:%H:%M}").click()
    expect(times.locator(".slot").first).to_be_visible()


def test_a_calendar_with_nothing_free_at_all_says_so(kinds, page):
    page.goto("/book/harbor/intro?timezone=Europe/Berlin&month=2031-01")
    expect(page.locator("#times")).to_contain_text("First free")
    kinds.make("over-and-done", window={"kind": "dates", "first": "2020-01-01", "last": "2020-01-31"})
    page.goto("/book/harbor/over-and-done?timezone=Europe/Berlin")
    expect(page.locator("#times")).to_contain_text("none in the months that can be booked, either")


def test_a_move_begins_on_the_day_of_the_appointment(demo, page):
    last = demo.slots("intro")[-1]
    visitor = Visitor(page, "Lars Late", zone="Europe/Berlin")
    page.goto(demo.book(last, visitor.name).json["manage_url"])
    page.get_by_role("link", name="Move", exact=True).click()
    local = visitor.local(last)
    expect(page.locator("#month-title")).to_have_text(f"{local:%B} {local.year}")
    expect(page.locator("#times-title")).to_have_text(f"{local:%A} {local.day} {local:%B}")
    visitor.choose(demo.slots("intro")[0])
    page.get_by_role("button", name="Move to this time").click()
    visitor.sees("Moved")


def test_setting_aside_asks_first_and_the_guest_reads_what_became_of_it(demo, kinds, new_page):
    booked = demo.book(demo.slots("intro")[6], "Jo King").json
    staff, guest = new_page(), new_page()
    sign_in(staff, "ada")
    staff.goto(f"/app/appointments/{booked['id']}")
    staff.get_by_text("Set aside as invalid").click()
    expect(staff.get_by_text("the guest is not")).to_be_visible()
    assert kinds.appointments("jo.king@example.com")
    staff.get_by_label("Why?").fill("Only a test")
    staff.get_by_role("button", name="Set it aside").click()
    expect(staff.get_by_text("Set aside as invalid. Only a test")).to_be_visible()
    for address in (booked["manage_url"], booked["join_url"]):
        guest.goto(address)
        expect(guest.locator("article")).to_contain_text("has been set aside by Harbor Consulting")
        expect(guest.locator("article")).not_to_contain_text("ancelled")
        expect(guest.get_by_role("link", name="Book another time")).to_have_count(0)


def test_who_need_not_be_there_is_not_promised(kinds, page):
    hosts = [{**host, "is_required": number < 2} for number, host in enumerate(kinds.hosts)]
    kinds.change(kinds.make("some-of-us", "collective", hosts=3), hosts=hosts)
    page.goto("/book/harbor/some-of-us?timezone=Europe/Berlin")
    about = page.locator(".about")
    expect(about.locator(".hosts")).to_contain_text("Milo Okafor")
    expect(about.locator(".hosts")).not_to_contain_text("Rhea Kaplan")
    expect(about).to_contain_text("Perhaps also Rhea Kaplan")


def test_a_series_with_a_date_left_out_says_how_many_are_booked(demo, kinds, page):
    kinds.make("thrice", max_occurrences=3)
    free = demo.slots("thrice")
    start = next(one for one in free[3:] if all(week in free for week in weeks_after(one)))
    assert demo.book(weeks_after(start)[1], "In The Way", calendar="thrice").status == 201
    page.goto(f"/book/harbor/thrice?timezone=Europe/Berlin&start={start}")
    visitor = Visitor(page, "Trix Thrice", zone="Europe/Berlin")
    visitor.fill_in()
    page.get_by_label("How often").select_option("weekly")
    page.get_by_label("How many times").fill("3")
    page.get_by_role("button", name="See all the dates").click()
    page.get_by_label("Leave this date out").check()
    page.get_by_role("button", name="Book these dates").click()
    series = page.get_by_role("region", name="The series")
    expect(series).to_contain_text("Every week, 3 times; 2 of them are booked.")
    expect(series.locator("li")).to_have_count(2)


def weeks_after(start):
    return [f"{moment(start) + timedelta(days=7 * week):%Y-%m-%dT%H:%M:%SZ}" for week in range(3)]


def test_no_more_people_can_be_added_than_may_come(demo, kinds, new_page):
    kinds.make("four-more", max_guests=4)
    address = f"/book/harbor/four-more?timezone=Europe/Berlin&start={demo.slots('four-more')[2]}"
    page, plain = new_page(), new_page(java_script_enabled=False)
    plain.goto(address)
    expect(plain.locator(".guest-row").filter(visible=True)).to_have_count(4)
    page.goto(address)
    add = page.get_by_role("button", name="Add somebody")
    for number in range(4):
        add.click()
        page.keyboard.type(f"Friend {number}")
    page.get_by_role("button", name="Book this time").click()
    expect(page.locator("#name-error")).to_be_visible()
    expect(page.get_by_label("Name of guest 4")).to_have_value("Friend 3")
    expect(add).to_be_hidden()


def test_a_link_that_comes_too_late_says_so_at_the_top(demo, kinds, page):
    month = 1440 * 30
    kinds.make("settled", move_cutoff=month, cancel_cutoff=month, window={"kind": "rolling", "days": 20})
    booked = demo.book(demo.slots("settled", days=19)[3], "Lois Late", calendar="settled").json
    for word, what in (("cancel", "cancelled"), ("move", "moved")):
        page.goto(f"{booked['manage_url']}/{word}")
        expect(page.locator(".notice")).to_contain_text(f"It could be {what} until 30 days before it begins")


COVERED = """() => {
    const [focus, bar] = [document.activeElement, document.querySelector(".save")];
    if (focus === document.body || bar.contains(focus) || focus.closest(".bar, .skip")) return "";
    return focus.getBoundingClientRect().bottom > bar.getBoundingClientRect().top ? focus.outerHTML : "";
}"""


@pytest.mark.parametrize("width", [1280, 390])
def test_the_bar_that_saves_covers_nothing_that_has_the_focus(demo, new_page, width):
    """WCAG 2.2, 2.4.11."""
    page = new_page(viewport={"width": width, "height": 640})
    sign_in(page, "ada")
    page.goto("/app/calendars/new")
    page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true")
    page.locator("[name=name]").focus()
    for key in ["Tab"] * 60 + ["Shift+Tab"] * 60:
        page.keyboard.press(key)
        assert page.evaluate(COVERED) == ""


def test_without_hosts_there_is_no_zoom_to_choose(demo, page):
    sign_in(page, "ada")
    page.goto("/app/calendars/new")
    place = page.get_by_label("Where", exact=True)
    expect(place).to_have_value("zoom")
    page.get_by_role("radio", name="No hosts").check()
    expect(place).to_have_value("custom")
    expect(page.get_by_text("it needs hours of its own")).to_be_visible()
    page.get_by_role("radio", name="Personal").check()
    expect(place).to_have_value("zoom")
