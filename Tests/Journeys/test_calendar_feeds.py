"""Feeds and invitations as calendar programs read them."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from calendar_readers import described_offset, faults, moments, on
from demo import moment
from host import address, sign_in
from kinds import Kinds
from playwright.sync_api import expect
from wire import call, eventually

BERLIN = ZoneInfo("Europe/Berlin")
# No program knows it, so each has to read what the text itself says of the zone.
UNKNOWN = "Nowhere/Berlin"


def next_change():
    """The next moment at which Berlin's clocks are changed."""
    at = datetime.now(timezone.utc).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    offset = at.astimezone(BERLIN).utcoffset()
    while at.astimezone(BERLIN).utcoffset() == offset:
        at += timedelta(hours=1)
    return at


@pytest.fixture
def night(demo):
    """A calendar of a host in Berlin, its feed, and an appointment across the next change of the clocks."""
    kinds = Kinds(demo)
    users = kinds.call("GET", "/users").json["users"]
    host = next(user for user in users if user["email"] == address("ada"))
    slug = f"night-{len(kinds.calendars())}"
    settings = {"name": "Night watch", "slug": slug, "durations": [240], "hosts": [{"user_id": host["id"]}]}
    calendar = kinds.call("POST", "/calendars", {"kind": "personal", **settings}).json["id"]
    feed = kinds.call("POST", "/feeds", {"user_id": host["id"], "calendar_id": calendar}).json
    start = (next_change() - timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    booked = kinds.call("POST", "/appointments", {
        "calendar": calendar, "host": host["id"], "start": start, "timezone": "Europe/Berlin",
        "contact": {"name": "Nora Night", "email": f"{slug}@example.com"},
        "override": {"reason": "The night of the change"}}).json
    yield kinds, feed, booked
    cancel = f"/appointments/{booked['id']}/cancel"
    demo.api("POST", cancel, {"reason": ""}, Authorization=f"Bearer {demo.api_key}")


def test_every_library_reads_the_moments_that_were_booked(demo, night):
    _, feed, booked = night
    answer = call("GET", feed["url"])
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    ics, uid = answer.text, f"{booked['id']}@usher"
    start, end = moment(booked["start"]), moment(booked["end"])
    assert not faults(ics) and "METHOD" not in ics
    for text in (ics, ics.replace("Europe/Berlin", UNKNOWN)):
        assert "DTSTART;TZID=" in text
        for library, read in moments(text).items():
            assert read[uid] == (start, end), library
        assert uid in on(text, start - timedelta(hours=1), end + timedelta(hours=1))
        for at in (start, end):
            assert described_offset(text, at) == at.astimezone(BERLIN).utcoffset()


def letter_about(demo, uid, recipient, subject):
    """The letter to somebody that carries an invitation to that event; nothing while there is none."""
    letters = [one for one in demo.mailbox.letters(recipient) if one.ics and f"UID:{uid}" in one.ics]
    return next((one for one in letters if one.subject.startswith(subject)), None)


def test_an_invitation_says_the_same_as_the_feed(demo, night):
    _, feed, booked = night
    uid = f"{booked['id']}@usher"
    expected = moments(call("GET", feed["url"]).text)["icalendar"][uid]
    guest = booked["contact"]["email"]
    for recipient, subject in ((guest, "Confirmed"), (address("ada"), "New: Nora Night")):
        letter = eventually(
            lambda: letter_about(demo, uid, recipient, subject), what=f"the letter to {recipient}")
        text = letter.ics.replace("Europe/Berlin", UNKNOWN)
        assert not faults(letter.ics) and f"TZID:{UNKNOWN}" in text
        for library, read in moments(text).items():
            assert read == {uid: expected}, f"{library} of the letter to {recipient}"


def test_a_feed_follows_the_appointment_and_is_not_sent_twice(demo, night):
    kinds, feed, booked = night
    first = call("GET", feed["url"])
    known = {"If-None-Match": first.headers["ETag"]}
    assert call("GET", feed["url"], headers=known).status == 304
    kinds.call("POST", f"/appointments/{booked['id']}/cancel", {"reason": "Morning came"})
    second = call("GET", feed["url"], headers=known)
    assert second.status == 200 and "STATUS:CANCELLED" in second.text
    kinds.call("DELETE", f"/feeds/{feed['id']}")
    assert call("GET", feed["url"]).status == 404


def test_a_member_makes_a_feed_renews_it_and_turns_it_off(demo, page):
    sign_in(page, "milo")
    page.goto("/app/profile")
    page.get_by_role("link", name="Open calendar feeds").click()
    page.get_by_label("What it tells").select_option("busy")
    page.get_by_role("button", name="Make the feed").click()
    first = page.get_by_label("The new address").input_value()
    read = call("GET", first)
    assert read.status == 200 and not faults(read.text)
    assert all(line == "SUMMARY:Busy" for line in read.text.splitlines() if line.startswith("SUMMARY"))
    page.get_by_role("button", name="Renew the feed").first.click()
    second = page.get_by_label("The new address").input_value()
    assert call("GET", first).status == 404 and call("GET", second).status == 200
    page.get_by_role("button", name="Turn off the feed").first.click()
    expect(page.get_by_text("The feed is off")).to_be_visible()
    assert call("GET", second).status == 404
