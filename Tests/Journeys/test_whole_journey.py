"""The main job: book, get a room, move, cancel."""

import pytest
from demo import moment
from mailbox_reader import read_event
from playwright.sync_api import expect
from visitor import Visitor
from wire import eventually

# On either engine.
pytestmark = pytest.mark.parametrize(
    "demo", ["session_demo", "session_postgres_demo"], ids=["sqlite", "postgres"], indirect=True)


def same_document(page):
    return page.evaluate("window.stayed === true")


def test_the_browsers_time_zone_is_taken_and_can_be_changed(demo, page):
    start = demo.fresh_start()
    visitor = Visitor(page, "Zoe Zones", zone="America/New_York")
    visitor.open()
    expect(page.get_by_label("Time zone")).to_have_value("America/New_York")
    visitor.choose_day(start)
    expect(page.locator("#times")).to_contain_text(f"{visitor.local(start):%H:%M}")
    visitor.change_zone("Asia/Kathmandu")
    visitor.choose_day(start)
    expect(page.locator("#times")).to_contain_text(f"{visitor.local(start):%H:%M}")


def test_a_visitor_books_and_the_room_appears_without_a_reload(demo, page):
    demo.zoom.fault("delay", delay_ms=1500, count=1)
    visitor = Visitor(page, "Bea Booker")
    visitor.book(demo.fresh_start(), notes="Bring the plans")
    page.evaluate("window.stayed = true")
    visitor.sees_room("Your Zoom room is being made")
    visitor.sees_room("Your Zoom room is ready")
    assert same_document(page)


def test_the_confirmation_tells_host_time_zone_link_and_calendars(demo, page):
    start = demo.fresh_start()
    visitor = Visitor(page, "Cora Confirmed")
    visitor.book(start)
    local = visitor.local(start)
    card = page.get_by_role("article")
    expect(card).to_contain_text(f"{local:%H:%M}")
    expect(card).to_contain_text("New York")
    expect(card).to_contain_text("30 minutes")
    assert any(name in card.inner_text() for name in ("Ada Vance", "Milo Okafor", "Rhea Kaplan"))
    assert visitor.join_link.startswith(f"{demo.url}/j/")
    google = page.get_by_role("link", name="Google Calendar").get_attribute("href")
    assert f"{moment(start):%Y%m%dT%H%M%SZ}" in google
    with page.expect_download() as download:
        page.get_by_role("link", name="Calendar file").click()
    event = read_event(download.value.path().read_text())
    assert event.start == moment(start) and event.location == visitor.join_link


def test_the_confirmation_mail_carries_an_invitation(demo, page):
    start = demo.fresh_start()
    visitor = Visitor(page, "Mia Mailed")
    visitor.book(start)
    link = visitor.join_link
    letter = demo.mailbox.wait_for(visitor.email, "Confirmed")
    assert link in letter.plain and link in letter.html
    invitation = letter.invitation
    assert (invitation.method, invitation.sequence, invitation.start) == ("REQUEST", 0, moment(start))
    page.goto("/demo/mailbox")
    page.get_by_role("link").filter(has_text=visitor.email).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Confirmed")
    expect(page.locator(".invite")).to_contain_text("REQUEST, sequence 0")
    expect(page.frame_locator("iframe").get_by_text("You are booked")).to_be_visible()


def test_the_personal_link_leads_into_the_very_meeting(demo, page):
    start = demo.fresh_start()
    visitor = Visitor(page, "Jo Joiner")
    visitor.book(start)
    visitor.sees_room("Your Zoom room is ready")
    [meeting] = demo.zoom.meetings(visitor.name)
    assert moment(meeting["start_time"]) == moment(start)
    page.get_by_role("link", name="Join on Zoom").click()
    expect(page).to_have_url(demo.zoom.way_into(meeting))
    # On a way of their own the name is there.
    if "/j/" in page.url:
        page.get_by_label("Your name").fill(visitor.name)
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    [meeting] = demo.zoom.meetings(visitor.name)
    assert meeting["participants"] == [visitor.name]


def move(visitor, start):
    page = visitor.page
    page.get_by_role("link", name="Move", exact=True).click()
    visitor.choose(start)
    page.get_by_role("button", name="Move to this time").click()
    visitor.sees("Moved")


def test_a_visitor_moves_and_keeps_the_link(demo, page):
    visitor = Visitor(page, "Mo Mover")
    visitor.book(demo.fresh_start())
    visitor.sees_room("Your Zoom room is ready")
    link, [old] = visitor.join_link, demo.zoom.meetings(visitor.name)
    first = demo.mailbox.wait_for(visitor.email, "Confirmed").invitation
    later = demo.fresh_start()
    move(visitor, later)
    visitor.sees_room("Your Zoom room is ready")
    assert visitor.join_link == link
    second = demo.mailbox.wait_for(visitor.email, "Moved").invitation
    assert (second.uid, second.sequence, second.start) == (first.uid, 1, moment(later))
    assert_only_meeting_is_at(demo, visitor, later, old)
    page.goto(link)
    assert demo.zoom.way_into(demo.zoom.meetings(visitor.name)[0]).match(page.url)


def assert_only_meeting_is_at(demo, visitor, start, old):
    eventually(lambda: len(demo.zoom.meetings(visitor.name)) == 1, what="the end of the old meeting")
    [new] = demo.zoom.meetings(visitor.name)
    assert new["id"] != old["id"] and moment(new["start_time"]) == moment(start)
    every = demo.zoom.meetings(visitor.name, alive_only=False)
    gone = [meeting["id"] for meeting in every if meeting["deleted"]]
    assert gone == [old["id"]]


def test_a_visitor_cancels_and_the_link_says_so(demo, page):
    visitor = Visitor(page, "Cal Canceller")
    visitor.book(demo.fresh_start())
    visitor.sees_room("Your Zoom room is ready")
    link = visitor.join_link
    page.get_by_role("link", name="Cancel", exact=True).click()
    page.get_by_label("Would you tell us why?").fill("A cold")
    page.get_by_role("button", name="Cancel the appointment").click()
    visitor.sees("Cancelled")
    invitation = demo.mailbox.wait_for(visitor.email, "Cancelled").invitation
    first = demo.mailbox.wait_for(visitor.email, "Confirmed").invitation
    assert (invitation.method, invitation.status, invitation.uid) == ("CANCEL", "CANCELLED", first.uid)
    assert invitation.sequence > first.sequence
    eventually(lambda: not demo.zoom.meetings(visitor.name), what="the end of the meeting")
    page.goto(link)
    visitor.sees("This appointment is cancelled")
    page.get_by_role("link", name="Book another time").click()
    visitor.sees("Introductory call")
