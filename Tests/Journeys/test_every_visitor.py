"""Without JavaScript, by keyboard alone, on a phone: booking works for everybody."""

import pytest
from every_page import PUBLIC, every_page
from playwright.sync_api import expect
from visitor import BOOKING, Visitor

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}


def without_scripts(new_page):
    page = new_page(java_script_enabled=False)
    page.goto(BOOKING)
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_role("button", name="Show").click()
    return page


def test_booking_moving_and_cancelling_work_without_javascript(demo, new_page):
    page, start, later = without_scripts(new_page), demo.fresh_start(), demo.fresh_start()
    visitor = Visitor(page, "Nell Noscript")
    visitor.choose(start)
    visitor.fill_in()
    visitor.press_book()
    visitor.sees("You are booked")
    demo.mailbox.wait_for(visitor.email, "Confirmed")
    page.get_by_role("link", name="Move", exact=True).click()
    visitor.choose(later)
    page.get_by_role("button", name="Move to this time").click()
    visitor.sees("Moved")
    expect(page.get_by_role("article")).to_contain_text(f"{visitor.local(later):%H:%M}")
    page.get_by_role("link", name="Cancel", exact=True).click()
    page.get_by_role("button", name="Cancel the appointment").click()
    visitor.sees("Cancelled")


def test_a_taken_slot_and_a_bad_address_work_without_javascript(demo, new_page):
    page, start = without_scripts(new_page), demo.fresh_start()
    visitor = Visitor(page, "Ned Noscript")
    visitor.choose(start)
    visitor.fill_in()
    page.get_by_label("E-mail").fill("nobody")
    visitor.press_book()
    expect(page.locator("#email-error")).to_be_visible()
    page.get_by_label("E-mail").fill(visitor.email)
    demo.fill_up(start, "Faster Ned")
    visitor.press_book()
    expect(page.get_by_role("alert")).to_contain_text("Someone just took")
    page.locator(".nearest label").first.click()
    visitor.press_book()
    visitor.sees("You are booked")


def tab_to(page, target, limit=120):
    """Presses Tab until the element has the focus; the focus must show."""
    for _ in range(limit):
        if target.evaluate("(element) => element === document.activeElement"):
            assert target.evaluate(SHOWS_FOCUS), "the focus cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError("the keyboard does not get there")


SHOWS_FOCUS = """(element) => {
    const style = getComputedStyle(element);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
}"""


def test_booking_works_by_keyboard_alone(demo, page):
    start = demo.fresh_start()
    visitor = Visitor(page, "Kay Board")
    visitor.open()
    local = visitor.local(start)
    while page.locator("#month-title").inner_text() != f"{local:%B} {local.year}":
        before = page.locator("#month-title").inner_text()
        tab_to(page, page.get_by_role("link", name="Next month"))
        page.keyboard.press("Enter")
        expect(page.locator("#month-title")).not_to_have_text(before)
    tab_to(page, page.locator(f"#day-{local.day}"))
    page.keyboard.press("Enter")
    expect(page.locator("#times-title")).to_be_focused()
    tab_to(page, page.locator("#times").get_by_role("link", name=f"{local:%H:%M}"))
    page.keyboard.press("Enter")
    expect(page.locator("#details-title")).to_be_focused()
    type_into(page, page.get_by_label("Your name"), visitor.name)
    type_into(page, page.get_by_label("E-mail"), visitor.email)
    page.keyboard.press("Enter")
    visitor.sees("You are booked")
    tab_to(page, page.get_by_role("link", name="Join on Zoom"))


def type_into(page, field, text):
    tab_to(page, field)
    page.keyboard.type(text)


def test_booking_works_by_touch_on_a_phone(demo, new_page):
    visitor = Visitor(new_page(**PHONE), "Pip Phone")
    visitor.book(demo.fresh_start())
    visitor.sees_room("Your Zoom room is ready")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_no_page_scrolls_sideways(demo, new_page, width):
    page = new_page(viewport={"width": width, "height": 740})
    visited = 0
    for name, address in every_page(demo, page):
        page.goto(address)
        excess = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert excess <= 0, f"{name} is {excess} px too wide at {width}"
        visited += 1
    assert visited > len(PUBLIC)


def test_everything_to_touch_is_large_enough_on_a_phone(demo, new_page):
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, except links in a line of text."""
    page = new_page(**PHONE)
    small = []
    for name, address in every_page(demo, page):
        page.goto(address)
        small += [f"{name}: {label}" for label in page.evaluate(TOO_SMALL, TARGETS)]
    assert small == []


TARGETS = "a[href], button, select, input:not([type=hidden]), summary"
TOO_SMALL = """(targets) => [...document.querySelectorAll(targets)]
    .filter((element) => element.checkVisibility() && getComputedStyle(element).display !== "inline")
    .filter((element) => !element.closest(".sr, .skip"))
    .map((element) => [element, [element, ...(element.labels ?? [])]])
    .map(([element, parts]) => [element, parts.map((part) => part.getBoundingClientRect())])
    .filter(([, boxes]) => boxes.every((box) => box.width < 24 || box.height < 24))
    .map(([element, boxes]) =>
        `${element.textContent.trim() || element.name} ${boxes[0].width} by ${boxes[0].height}`)"""


def test_no_page_weighs_more_than_150_kilobytes_without_pictures(demo, page):
    weights = {}

    def weigh(answer):
        if answer.request.resource_type in ("document", "stylesheet", "script"):
            weights[answer.url] = len(answer.body())

    page.on("response", lambda answer: answer.ok and weigh(answer))
    heavy = []
    for name, address in every_page(demo, page):
        # As for who comes for the first time: everything counts each time.
        page.goto(address, wait_until="load")
        links = page.eval_on_selector_all("link[rel=stylesheet], script[src]", "(all) => all.map((one) => one.href ?? one.src)")
        total = sum(weights.get(link, 0) for link in {*links, page.url})
        if total > 150_000:
            heavy.append(f"{name}: {total}")
    assert heavy == []
