"""The third host connects Zoom through the consent pages, and what waited for that goes on."""

import re

from host import INTEGRATIONS, ask_zoom, address, connect_zoom, sign_in, sign_in_to_zoom
from playwright.sync_api import expect
from visitor import Visitor
from wire import call, eventually

RHEA = address("rhea")


def book_until_rhea(demo, start):
    for number in range(2):
        answer = demo.book(start, f"Early Bird {number}")
        assert answer.json["host"]["name"] != "Rhea Kaplan"


def test_a_host_connects_and_the_waiting_room_opens_on_the_open_page(own_demo, new_page):
    start = own_demo.fresh_start()
    book_until_rhea(own_demo, start)
    visitor = Visitor(new_page(), "Wendy Waiting")
    visitor.book(start)
    expect(visitor.page.get_by_role("article")).to_contain_text("With Rhea Kaplan")
    visitor.sees_room("Your host is still setting up Zoom")
    visitor.page.evaluate("window.stayed = true")
    own_demo.mailbox.wait_for(RHEA, "Connect Zoom")
    page = new_page()
    sign_in(page, "rhea")
    page.goto(INTEGRATIONS)
    expect(page.get_by_text("1 booking waits for its room.")).to_be_visible()
    connect_zoom(page, "rhea")
    assert page.url.startswith(own_demo.url)
    assert own_demo.zoom.is_connected(RHEA)
    visitor.sees_room("Your Zoom room is ready")
    assert visitor.page.evaluate("window.stayed === true")
    [meeting] = own_demo.zoom.meetings(visitor.name)
    assert meeting["host_id"] == "zoom-user-rhea"


def test_an_open_join_page_takes_the_guest_in_when_the_room_is_made(own_demo, new_page):
    start = own_demo.fresh_start()
    book_until_rhea(own_demo, start)
    page = new_page()
    page.goto(own_demo.book(start, "Early Clicker").json["join_url"])
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    host = new_page()
    sign_in(host, "rhea")
    connect_zoom(host, "rhea")
    expect(page).to_have_url(re.compile(rf"{own_demo.zoom.url}/[jw]/"), timeout=15000)
    [meeting] = own_demo.zoom.meetings("Early Clicker")
    assert own_demo.zoom.way_into(meeting).match(page.url)


def test_declining_leaves_zoom_unconnected_and_says_so(own_demo, page):
    sign_in(page, "rhea")
    ask_zoom(page)
    sign_in_to_zoom(page, "rhea")
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text("Zoom was not connected")).to_be_visible()
    expect(page.get_by_role("button", name="Connect Zoom")).to_be_visible()
    assert not own_demo.zoom.is_connected(RHEA)


def test_a_zoom_account_of_another_user_is_refused_with_the_reason(own_demo, page):
    sign_in(page, "rhea")
    ask_zoom(page)
    sign_in_to_zoom(page, "milo")
    page.get_by_role("button", name="Allow").click()
    expect(page.locator(".notice.bad")).to_be_visible()
    expect(page.get_by_role("button", name="Connect Zoom")).to_be_visible()


def test_a_revoked_connection_is_shown_and_can_be_renewed(own_demo, new_page):
    answer = call("POST", f"{own_demo.zoom.url}/sandbox/revoke", {"email": address("milo")})
    assert answer.status == 200
    own_demo.mailbox.wait_for(address("milo"), "Zoom is disconnected")
    page = new_page()
    sign_in(page, "milo")
    page.goto(INTEGRATIONS)
    expect(page.get_by_text("Zoom no longer lets Usher in")).to_be_visible()
    page.get_by_role("button", name="Reconnect Zoom").click()
    sign_in_to_zoom(page, "milo")
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text("Zoom is connected.")).to_be_visible()
    sign_of_life = own_demo.fresh_start()
    for number in range(2):
        assert own_demo.book(sign_of_life, f"After Renewal {number}").status == 201
    eventually(lambda: len(own_demo.zoom.meetings("After Renewal")) == 2, what="both rooms")
