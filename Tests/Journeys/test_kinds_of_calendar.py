"""What a visitor finds on calendars of every kind, and what becomes of it."""

import re
from datetime import timedelta
from importlib.resources import files

import pytest
from demo import Demo, moment
from kinds import EVERYTHING, Kinds
from playwright.sync_api import expect
from test_accessibility import faults
from visitor import Visitor
from wire import eventually

LINK = "https://meet.example.com/harbor"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo for this file alone: it changes what can be booked."""
    demo = Demo(tmp_path_factory.mktemp("demo")).start()
    yield demo
    demo.stop()


@pytest.fixture(scope="module")
def kinds(demo):
    return Kinds(demo)


def form_of(page, calendar, start, **more):
    query = "".join(f"&{name}={value}" for name, value in more.items())
    page.goto(f"/book/harbor/{calendar}?timezone=Europe/Berlin&start={start}{query}")
    expect(page.locator("#details form")).to_be_visible()


def book(page, calendar, start, name, **more):
    visitor = Visitor(page, name, zone="Europe/Berlin")
    form_of(page, calendar, start, **more)
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")
    return visitor


def test_the_account_and_its_group_show_what_can_be_booked(demo, kinds, page):
    kinds.make("hidden-one", is_open=False)
    page.goto("/book/harbor")
    expect(page.get_by_role("heading", level=1)).to_have_text("Book with Harbor Consulting")
    for name in ("Introductory call", "Consultation", "Morning yoga", "Showroom visit"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_text("The hidden one")).to_have_count(0)
    page.goto("/book/harbor/group/meet")
    expect(page.get_by_role("heading", level=1)).to_have_text("Meet Harbor Consulting")
    expect(page.get_by_text("The team review")).to_have_count(0)
    page.get_by_role("link", name="Showroom visit").click()
    expect(page.get_by_text("Pier 4")).to_be_visible()
    assert page.goto("/book/nobody").status == 404
    assert page.goto("/book/harbor/group/nothing").status == 404


def test_a_service_is_booked_for_as_long_and_with_whom_one_likes(demo, kinds, page):
    kinds.make("service", "service", hosts=3, durations=[30, 60], lets_choose_host=True)
    page.goto("/book/harbor/service?timezone=Europe/Berlin")
    people = page.get_by_role("navigation", name="With whom").get_by_role("link")
    expect(people).to_have_text([re.compile("Anyone"), re.compile("Ada Vance"), re.compile("Milo"), re.compile("Rhea")])
    expect(people.first).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="60 min").click()
    expect(page.get_by_role("link", name="60 min")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name="Milo Okafor").click()
    expect(page.get_by_role("link", name="Milo Okafor")).to_have_attribute("aria-current", "true")
    assert "duration=60" in page.url and "host=usr_" in page.url
    visitor = Visitor(page, "Sera Vice", zone="Europe/Berlin")
    visitor.choose(demo.slots("service")[9])
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")
    expect(page.get_by_role("article")).to_contain_text("1 hour")
    expect(page.get_by_role("article")).to_contain_text("With Milo Okafor")


def test_everybody_of_a_collective_is_named(demo, kinds, page):
    kinds.make("together", "collective", hosts=3)
    page.goto("/book/harbor/together?timezone=Europe/Berlin")
    about = page.locator(".about")
    expect(about).to_contain_text("You will meet all of them")
    for name in ("Ada Vance", "Milo Okafor", "Rhea Kaplan"):
        expect(about).to_contain_text(name)
    book(page, "together", demo.slots("together")[7], "Cole Lective")
    expect(page.get_by_role("article")).to_contain_text("Ada Vance, Milo Okafor and Rhea Kaplan")


@pytest.mark.parametrize("place, detail, shown, href", [
    ("custom", LINK, LINK, LINK), ("phone", "+49 30 1234567", "+49 30 1234567", "tel:+49301234567"),
    ("address", "Pier 4, Invented Quay 12", "Pier 4", None), ("custom", "At the old crane", "old crane", None)])
def test_a_place_that_is_not_zoom_is_shown_as_what_it_is(demo, kinds, page, place, detail, shown, href):
    slug = f"at-{place}-{len(detail)}"
    kinds.make(slug, location={"kind": place, "detail": detail})
    book(page, slug, demo.slots(slug)[3], f"Pla {place} {len(detail)}")
    join = eventually(lambda: [one for one in kinds.appointments(f"pla.{place}.{len(detail)}@example.com")])[0]
    for address in (page.url, join["join_url"]):
        page.goto(address)
        expect(page.locator(".spot")).to_contain_text(shown)
        links = page.locator(".spot a")
        expect(links).to_have_count(1 if href else 0)
        if href:
            assert links.get_attribute("href") == href
    page.goto(f"/book/harbor/{slug}")
    if detail == LINK:  # a link is for who has booked
        expect(page.get_by_text(LINK)).to_have_count(0)


def test_the_visitor_says_where(demo, kinds, page):
    kinds.make("wherever", location={"kind": "ask", "detail": ""})
    visitor = Visitor(page, "Wera Ever", zone="Europe/Berlin")
    form_of(page, "wherever", demo.slots("wherever")[3])
    visitor.fill_in()
    visitor.press_book()
    expect(page.locator("#location-error")).to_be_visible()
    page.get_by_label("Where shall it take place?").fill("Café Invented, corner table")
    visitor.press_book()
    visitor.sees("You are booked")
    expect(page.locator(".spot")).to_have_text("Café Invented, corner table")


def test_every_kind_of_question_keeps_its_answer_and_says_what_is_wrong(demo, kinds, page):
    kinds.make("curious", questions=EVERYTHING, consent="I agree to being asked this much.")
    visitor = Visitor(page, "Quinn Esten", zone="Europe/Berlin")
    form_of(page, "curious", demo.slots("curious")[3])
    visitor.fill_in()
    page.get_by_label("Another address").fill("not an address")
    page.get_by_label("Where can we call you?").fill("12")
    page.get_by_label("When is it due?").fill("2027-02-28")
    page.get_by_label("Your site").fill("nowhere")
    page.get_by_label("Which month?").select_option("May")
    page.get_by_label("Tuesday").check()
    page.get_by_label("Friday").check()
    page.get_by_label("I have been here before").check()
    visitor.press_book()
    for key in ("topic", "other_mail", "number", "site", "stage"):
        expect(page.locator(f"[id='answers.{key}-error']")).to_be_visible()
    expect(page.get_by_label("When is it due?")).to_have_value("2027-02-28")
    expect(page.get_by_label("Which month?")).to_have_value("May")
    for label in ("Tuesday", "Friday", "I have been here before"):
        expect(page.get_by_label(label)).to_be_checked()
    page.get_by_label("What is it about?").fill("Lighthouses")
    page.get_by_label("Another address").fill("")
    page.get_by_label("Where can we call you?").fill("+49 30 1234567")
    page.get_by_label("Your site").fill("https://example.com")
    page.get_by_label("A plan").check()
    visitor.press_book()
    expect(page.locator("#consent-error")).to_be_visible()
    page.get_by_label("I agree to being asked this much.").check()
    visitor.press_book()
    visitor.sees("You are booked")
    told = page.get_by_role("region", name="What you told us")
    for answer in ("Lighthouses", "A plan", "Tuesday", "Friday", "2027-02-28", "May"):
        expect(told).to_contain_text(answer)


def test_a_visitor_brings_others(demo, kinds, page):
    kinds.make("company", "personal", max_guests=3)
    visitor = Visitor(page, "Compa Ny", zone="Europe/Berlin")
    form_of(page, "company", demo.slots("company")[3])
    visitor.fill_in()
    add = page.get_by_role("button", name="Add somebody")
    for number in range(3):
        add.click()
        expect(page.get_by_label(f"Name of guest {number + 1}")).to_be_focused()
        page.keyboard.type(f"Friend {number}")
    expect(add).to_be_hidden()
    page.get_by_role("button", name="Leave out guest 3").click()
    mails = page.get_by_label("Their mail address")
    mails.nth(0).fill("friend.0@example.com")
    mails.nth(1).fill("nonsense")
    visitor.press_book()
    expect(page.get_by_text("This is not an e-mail address")).to_be_visible()
    expect(page.get_by_label("Name of guest 1")).to_have_value("Friend 0")
    page.get_by_label("Their mail address").nth(1).fill("friend.1@example.com")
    visitor.press_book()
    visitor.sees("You are booked")
    expect(page.get_by_role("article")).to_contain_text("friend.0@example.com")
    expect(page.get_by_role("article")).not_to_contain_text("Friend 2")


def test_a_request_waits_for_an_answer_and_the_page_learns_of_it(demo, kinds, page):
    kinds.make("on-request", needs_approval=True)
    visitor = Visitor(page, "Reka Quest", zone="Europe/Berlin")
    form_of(page, "on-request", demo.slots("on-request")[3])
    expect(page.locator(".about")).to_contain_text("confirms your request")
    visitor.fill_in()
    page.get_by_role("button", name="Ask for this time").click()
    visitor.sees("Your request is sent")
    visitor.sees_room("Waiting for an answer")
    page.evaluate("window.stayed = true")
    kinds.approve(visitor.email)
    visitor.sees_room("Your Zoom room is ready")
    assert page.evaluate("window.stayed === true")


def test_what_is_chosen_is_kept_for_the_visitor_and_given_back(demo, kinds, new_page):
    kinds.make("kept")
    start, other = demo.slots("kept")[3], demo.slots("kept")[5]
    page = new_page(timezone_id="Europe/Berlin")
    visitor = Visitor(page, "Kit Kept", zone="Europe/Berlin")
    form_of(page, "kept", start)
    expect(page.locator("[data-kept]")).to_contain_text(re.compile(r"Kept for you until \d\d:\d\d, Berlin time"))
    assert start not in demo.slots("kept")
    page.reload()
    expect(page.locator("[data-kept]")).to_contain_text("Kept for you until")
    page.get_by_role("link", name="Change the time").click()
    expect(page.locator("#times")).to_contain_text(f"{visitor.local(start):%H:%M}")
    eventually(lambda: start in demo.slots("kept"), what="the end of the hold")
    visitor.choose(other)
    expect(page.locator("[data-kept]")).to_contain_text("Kept for you until")
    assert start in demo.slots("kept") and other not in demo.slots("kept")
    assert demo.book(other, "Faster Kit", calendar="kept").status == 409
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")


def test_a_form_that_is_sent_at_once_is_not_in_its_own_way(demo, kinds, page):
    kinds.make("hasty")
    form_of(page, "hasty", demo.slots("hasty")[3])
    page.route("**/hold", lambda route: (page.wait_for_timeout(600), route.continue_()))
    page.reload()
    visitor = Visitor(page, "Hasty Hare", zone="Europe/Berlin")
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")


def test_a_link_for_one_booking_works_once(demo, kinds, page):
    calendar = kinds.make("by-invitation", is_open=False, durations=[30, 60])
    assert page.goto("/book/harbor/by-invitation").status == 404
    path = kinds.link(calendar)
    visitor = Visitor(page, "Ona Once")
    visitor.open(path)
    expect(page.locator(".about")).to_contain_text("This link works once")
    page.get_by_role("link", name="60 min").click()
    expect(page.get_by_role("link", name="60 min")).to_have_attribute("aria-current", "true")
    page.locator("#times .slot").first.click()
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")
    assert page.goto(path).status == 404
    expect(page.get_by_text("it works for one booking")).to_be_visible()


def test_cut_offs_take_the_buttons_away_and_say_why(demo, kinds, page):
    kinds.make("firm", move_cutoff=1440 * 30, cancel_cutoff=0, window={"kind": "rolling", "days": 20})
    page.goto("/book/harbor/firm")
    expect(page.locator(".about")).to_contain_text("Move until 30 days before, cancel until it begins")
    book(page, "firm", demo.slots("firm", days=19)[3], "Firm Fran")
    expect(page.get_by_role("link", name="Cancel", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Move", exact=True)).to_have_count(0)
    expect(page.get_by_text("It could be moved until")).to_be_visible()
    manage = page.url.split("?")[0]
    page.goto(f"{manage}/move")
    assert page.url.split("?")[0] == manage


def test_a_class_counts_its_places_and_offers_those_that_become_free(demo, kinds, new_page):
    kinds.make("class", "class", seats=2, has_waiting_list=True)
    start = demo.slots("class")[3]
    first, second, third = new_page(), new_page(), new_page()
    page_of_day = f"/book/harbor/class?timezone=Europe/Berlin&date={start[:10]}"
    first.goto(page_of_day)
    expect(first.locator("#times .slot").first).to_contain_text("2 places left")
    one = book(first, "class", start, "Clara One")
    second.goto(page_of_day)
    expect(second.locator("#times")).to_contain_text("1 place left")
    book(second, "class", start, "Clark Two")
    third.goto(page_of_day)
    third.locator(".slot.full").click()
    visitor = Visitor(third, "Wanda Waits")
    visitor.fill_in()
    expect(third.get_by_label(re.compile("^At "))).to_be_checked()
    third.get_by_role("button", name="Put me on the list").click()
    visitor.sees("You are on the list")
    expect(third.get_by_text("You are next.")).to_be_visible()
    first.get_by_role("link", name="Cancel", exact=True).click()
    first.get_by_role("button", name="Cancel the appointment").click()
    one.sees("Cancelled")
    demo.mailbox.wait_for(visitor.email, "A place is free")
    third.reload()
    visitor.sees("A place is free for you")
    expect(third.locator(".kept")).to_contain_text("Kept for you until")
    third.get_by_role("button", name="Take this place").click()
    visitor.sees("You are booked")
    assert [one["start"] for one in kinds.appointments(visitor.email)] == [start]


def test_one_can_wait_for_a_whole_day_and_leave_again(demo, kinds, page):
    calendar = kinds.make("busy", has_waiting_list=True, limits={"day": 1})
    start = demo.slots("busy")[8]
    assert demo.book(start, "Early Bird", calendar="busy").status == 201
    page.goto(f"/book/harbor/busy?timezone=Europe/Berlin&date={start[:10]}")
    page.get_by_role("link", name="Tell me when a place is free").click()
    visitor = Visitor(page, "Dana Day")
    page.get_by_role("button", name="Put me on the list").click()
    expect(page.locator("#name-error")).to_be_visible()
    expect(page.get_by_label("Any time on")).to_be_checked()
    expect(page.get_by_label("Any time that week")).to_be_visible()
    visitor.fill_in()
    page.get_by_role("button", name="Put me on the list").click()
    visitor.sees("You are on the list")
    expect(page.get_by_role("article")).to_contain_text("any time")
    page.get_by_role("button", name="Leave the list").click()
    visitor.sees("You have left the list")
    assert kinds.call("GET", f"/waiting?calendar={calendar}").json["waiting"][0]["state"] == "left"


def test_a_series_shows_every_date_and_books_what_was_chosen_for_each(demo, kinds, new_page):
    kinds.make("lessons", max_occurrences=6)
    page = new_page(timezone_id="Europe/Berlin")
    visitor = Visitor(page, "Sue Series", zone="Europe/Berlin")
    weeks = weekly(demo, "lessons", 5)
    for start in weeks[1:4]:
        assert demo.book(start, "In The Way", calendar="lessons").status == 201
    form_of(page, "lessons", weeks[0])
    visitor.fill_in()
    expect(page.get_by_label("How many times")).to_be_hidden()
    page.get_by_label("How often").select_option("weekly")
    page.get_by_label("How many times").fill("40")
    page.get_by_role("button", name="See all the dates").click()
    expect(page.locator("#times-error")).to_be_visible()
    page.get_by_label("How many times").fill("5")
    page.get_by_role("button", name="See all the dates").click()
    expect(page.get_by_role("heading", name="These are the dates")).to_be_visible()
    lost = page.locator(".dates .lost")
    expect(page.locator(".dates > li")).to_have_count(5)
    expect(lost).to_have_count(3)
    expect(lost.nth(0).get_by_label("Take the next free time")).to_be_checked()
    lost.nth(1).get_by_label("Leave this date out").check()
    lost.nth(2).locator("select").select_option(index=3)
    expect(lost.nth(2).get_by_label("Take another time", exact=True)).to_be_checked()
    page.get_by_role("button", name="Book these dates").click()
    visitor.sees("You are booked")
    expect(page.get_by_text("1 date was left out")).to_be_visible()
    expect(page.get_by_role("region", name="The series").locator("li")).to_have_count(4)
    booked = [one["start"] for one in kinds.appointments(visitor.email)]
    assert len(booked) == 4 and weeks[0] in booked and weeks[4] in booked and weeks[2] not in booked


def weekly(demo, calendar, count):
    """Free starts at one time of day, a week apart."""
    free = demo.slots(calendar)
    for start in free[6:]:
        days = [moment(start) + timedelta(days=7 * week) for week in range(count)]
        texts = [f"{day:%Y-%m-%dT%H:%M:%SZ}" for day in days]
        if all(text in free for text in texts):
            return texts
    raise AssertionError("no weeks are free")


def test_a_series_is_moved_and_cancelled_as_far_as_one_says(demo, kinds, new_page):
    kinds.make("course", max_occurrences=6)
    page = new_page(timezone_id="Europe/Berlin")
    visitor = Visitor(page, "Curt Course", zone="Europe/Berlin")
    weeks = weekly(demo, "course", 4)
    form_of(page, "course", weeks[0])
    visitor.fill_in()
    page.get_by_label("How often").select_option("weekly")
    page.get_by_label("How many times").fill("4")
    page.get_by_role("button", name="See all the dates").click()
    page.get_by_role("button", name="Book these dates").click()
    visitor.sees("You are booked")
    series = page.get_by_role("region", name="The series")
    series.get_by_role("link").nth(0).click()
    page.get_by_role("link", name="Move", exact=True).click()
    later = f"{moment(weeks[1]) + timedelta(minutes=60):%Y-%m-%dT%H:%M:%SZ}"
    visitor.choose(later)
    page.get_by_label("This and the 2 after it").check()
    page.get_by_role("button", name="Move to this time").click()
    visitor.sees("Moved")
    starts = sorted(one["start"] for one in kinds.appointments(visitor.email))
    assert starts == [weeks[0]] + [
        f"{moment(week) + timedelta(minutes=60):%Y-%m-%dT%H:%M:%SZ}" for week in weeks[1:]]
    page.get_by_role("link", name="Cancel", exact=True).click()
    page.get_by_label("All 4 that are still to come").check()
    page.get_by_role("button", name="Cancel the appointment").click()
    visitor.sees("Cancelled")
    assert not kinds.appointments(visitor.email)


def test_guests_questions_and_series_work_without_javascript(demo, kinds, new_page):
    kinds.make("plain", max_guests=2, max_occurrences=4, consent="I agree.", questions=EVERYTHING[:1])
    page = new_page(java_script_enabled=False)
    visitor = Visitor(page, "Noa Script", zone="Europe/Berlin")
    form_of(page, "plain", weekly(demo, "plain", 2)[0])
    expect(page.locator("[data-kept]")).to_be_hidden()
    visitor.fill_in()
    page.get_by_label("Name of guest 2").fill("Second Friend")
    page.get_by_label("Their mail address").nth(1).fill("second@example.com")
    page.get_by_label("What is it about?").fill("Plain pages")
    page.get_by_label("I agree.").check()
    page.get_by_label("How often").select_option("weekly")
    page.get_by_label("How many times").fill("2")
    page.get_by_role("button", name="See all the dates").click()
    page.get_by_role("button", name="Change something").click()
    expect(page.get_by_label("What is it about?")).to_have_value("Plain pages")
    expect(page.get_by_label("Name of guest 1")).to_have_value("Second Friend")
    page.get_by_role("button", name="See all the dates").click()
    page.get_by_role("button", name="Book these dates").click()
    visitor.sees("You are booked")
    assert len(kinds.appointments(visitor.email)) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_none_of_these_pages_has_a_serious_fault(demo, kinds, new_page, scheme, width):
    page = new_page(
        color_scheme=scheme, viewport={"width": width, "height": 800}, bypass_csp=True, reduced_motion="reduce")
    found, visited = [], 0
    for name, path in pages_of_every_kind(demo, kinds, f"{scheme}-{width}"):
        page.goto(path)
        found += faults(page, name)
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{name} is {excess} px too wide"] if excess > 0 else []
        visited += 1
    assert found == [] and visited == 9


def pages_of_every_kind(demo, kinds, label):
    slug = f"seen-{label}"
    kinds.make(slug, "service", hosts=2, durations=[30, 60], lets_choose_host=True, max_guests=2,
               max_occurrences=4, questions=EVERYTHING, consent="I agree.", has_waiting_list=True, needs_approval=True)
    start = demo.slots(slug)[5]
    address = f"/book/harbor/{slug}?timezone=Europe/Berlin"
    yield "door", "/book/harbor"
    yield "group", "/book/harbor/group/meet"
    yield "choices", address
    yield "form", f"{address}&start={start}"
    yield "waiting form", f"/book/harbor/{slug}/waiting?date={start[:10]}&timezone=Europe/Berlin"
    kinds.make(f"{slug}-plain", location={"kind": "phone", "detail": "+49 30 1234567"})
    body = demo.book(demo.slots(f"{slug}-plain")[4], "Seen By All", calendar=f"{slug}-plain").json
    yield "manage", body["manage_url"]
    yield "place", body["join_url"]
    entry = {"contact": {"name": "Wai Ting", "email": "wai@example.com"}, "timezone": "Europe/Berlin",
             "earliest": start, "latest": start}
    full = demo.api("POST", f"/book/harbor/{slug}/waiting", entry).json
    yield "waiting", full["url"]
    yield "used link", f"{address}&link=nonsense"
