"""No page has a serious or critical fault in the eyes of axe, light or dark, wide or narrow."""

from importlib.resources import files

import pytest
from every_page import every_page
from host import sign_in
from visitor import BOOKING

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
RUN = """async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.filter(({ impact }) => impact === "serious" || impact === "critical")
        .flatMap(({ id, nodes }) => nodes.map(
            (node) => `${id}: ${node.target} ${node.any[0]?.message ?? ""}`));
}"""


def faults(page, name):
    page.evaluate(AXE)
    return [f"{name}: {fault}" for fault in page.evaluate(RUN)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_page_has_a_serious_fault(demo, new_page, scheme, viewport):
    page = new_page(color_scheme=scheme, viewport=viewport, bypass_csp=True, reduced_motion="reduce")
    found = []
    for name, address in every_page(demo, page):
        page.goto(address)
        found += faults(page, name)
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_form_with_mistakes_has_a_serious_fault(demo, new_page, scheme):
    page = new_page(color_scheme=scheme, bypass_csp=True, reduced_motion="reduce")
    page.goto(f"{BOOKING}?timezone=UTC&start={demo.fresh_start()}")
    page.get_by_role("button", name="Book this time").click()
    page.locator("#email-error").wait_for()
    found = faults(page, "booking with mistakes")
    sign_in(page, "ada")
    page.goto("/app/calendars/new")
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.locator(".save").get_by_role("button").click()
    page.locator("#name-error").wait_for()
    assert found + faults(page, "calendar with mistakes") == []


def test_every_page_has_a_language_a_title_and_one_first_heading(demo, page):
    titles = {}
    for name, address in every_page(demo, page):
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == "en", name
        assert page.locator("h1").count() == 1, name
        titles[name] = page.title()
    assert all(titles.values()), titles
