"""The booking page's own calls, as the issue documents them."""

from datetime import datetime, timedelta, timezone

import pytest
from demo import moment

BOOK = "/book/harbor/intro"


def body(start, **changes):
    contact = {"name": "Api Guest", "email": "api.guest@example.com"}
    return {"start": start, "timezone": "Europe/Berlin", "contact": contact, **changes}


def at(distance, minute=0):
    then = datetime.now(timezone.utc).replace(minute=minute, second=0, microsecond=0) + distance
    return then.strftime("%Y-%m-%dT%H:%M:%SZ")


def refused(demo, sent, status=422):
    answer = demo.api("POST", BOOK, sent)
    assert answer.status == status, answer.text
    assert answer.json["code"] and answer.json["message"]
    return answer.json


def test_slots_have_the_documented_shape(demo):
    first = moment(demo.slots()[0]).date()
    query = f"start={first}&end={first + timedelta(days=30)}&timezone=Europe/Berlin"
    answer = demo.api("GET", f"{BOOK}/slots?{query}")
    assert answer.status == 200 and "application/json" in answer.headers["Content-Type"]
    assert set(answer.json) == {"timezone", "slots"} and answer.json["timezone"] == "Europe/Berlin"
    for slot in answer.json["slots"]:
        assert set(slot) == {"start", "end"}
        assert moment(slot["end"]) - moment(slot["start"]) == timedelta(minutes=30)
        assert slot["start"].endswith("Z")


def test_a_booking_has_the_documented_shape(demo):
    start = demo.fresh_start()
    answer = demo.api("POST", BOOK, body(start))
    assert answer.status == 201, answer.text
    booked = answer.json
    assert booked["id"].startswith("apt_") and booked["status"] == "confirmed"
    assert booked["start"] == start and moment(booked["end"]) - moment(start) == timedelta(minutes=30)
    assert set(booked["host"]) == {"id", "name"}
    assert booked["location"] == {"kind": "zoom", "state": "pending"}
    assert booked["join_url"].startswith(f"{demo.url}/j/")
    assert booked["manage_url"].startswith(f"{demo.url}/a/")


def test_an_appointment_is_read_with_the_accounts_key(demo):
    booked = demo.api("POST", BOOK, body(demo.fresh_start())).json
    answer = demo.appointment(booked["id"])
    assert answer.status == 200
    assert (answer.json["id"], answer.json["join_url"]) == (booked["id"], booked["join_url"])
    assert demo.api("GET", "/appointments/apt_nothing", Authorization=f"Bearer {demo.api_key}").status == 404


@pytest.mark.parametrize("headers", [
    {}, {"Authorization": "Bearer usher_foreign"}, {"Authorization": "Bearer"},
    {"Authorization": "Basic dTpw"}])
def test_a_missing_or_foreign_key_opens_nothing(demo, headers):
    booked = demo.api("POST", BOOK, body(demo.fresh_start())).json
    answer = demo.api("GET", f"/appointments/{booked['id']}", **headers)
    assert answer.status == 401 and "api.guest" not in answer.text


@pytest.mark.parametrize("start, code", [
    (at(timedelta(days=-1)), "past"), (at(timedelta(days=400)), "too_far"),
    ("2027-03-28T02:30:00", "nonexistent_time"), ("tomorrow", None), ("", None), ("2026-12-01", None),
    ("2026-13-41T99:99:99Z", None), ("9" * 400, None)])
def test_a_start_that_cannot_be_is_refused_at_its_field(demo, start, code):
    problem = refused(demo, body(start))
    assert problem["field"] == "start"
    assert code in (None, problem["code"])


def test_too_soon_is_refused_at_the_start(demo):
    """Notice is an hour: the current hour's next grid point is nearer."""
    now = datetime.now(timezone.utc)
    near = (now + timedelta(minutes=30)).replace(second=0, microsecond=0)
    near = near.replace(minute=near.minute // 30 * 30)
    problem = refused(demo, body(near.strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert (problem["field"], problem["code"]) in {("start", "notice"), ("start", "past")}


def test_off_the_grid_and_out_of_hours_are_refused_at_the_start(demo):
    start = moment(demo.fresh_start())
    problem = refused(demo, body((start + timedelta(minutes=7)).strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert (problem["field"], problem["code"]) == ("start", "off_grid")
    problem = refused(demo, body(start.replace(hour=3, minute=0).strftime("%Y-%m-%dT%H:%M:%SZ")))
    assert (problem["field"], problem["code"]) == ("start", "outside_hours")


def test_a_skipped_hour_in_new_york_is_refused_too(demo):
    problem = refused(demo, body("2027-03-14T02:30:00", timezone="America/New_York"))
    assert (problem["field"], problem["code"]) == ("start", "nonexistent_time")


@pytest.mark.parametrize("zone", ["Mars/Base", "", "../../etc/passwd", "Europe/Berlin\u0000", "x" * 5000])
def test_an_unknown_zone_is_refused_at_its_field(demo, zone):
    assert refused(demo, body(demo.fresh_start(), timezone=zone))["field"] == "timezone"


@pytest.mark.parametrize("contact, field", [
    ({"name": "n" * 10_000, "email": "a@example.com"}, "contact.name"),
    ({"name": " ", "email": "a@example.com"}, "contact.name"),
    ({"email": "a@example.com"}, "contact.name"),
    ({"name": "A\u0007larm", "email": "a@example.com"}, "contact.name"),
    ({"name": "Ann", "email": "nobody"}, "contact.email"),
    ({"name": "Ann", "email": "a@example.com\r\nBcc: b@example.com"}, "contact.email"),
    ({"name": "Ann"}, "contact.email")])
def test_a_bad_contact_is_refused_at_its_field(demo, contact, field):
    start = demo.fresh_start()
    problem = refused(demo, body(start, contact=contact))
    assert field in [fault["field"] for fault in problem["fields"]]
    demo.fill_up(start)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "7", '{"start":7}', '{"contact":"me"}', "\u0000"])
def test_a_body_that_is_no_booking_is_refused_as_bad_json(demo, text):
    assert refused(demo, text, status=400)["code"] == "bad_json"


def test_everything_that_is_missing_is_named_at_once(demo):
    problem = refused(demo, {})
    assert {fault["field"] for fault in problem["fields"]} == {
        "start", "timezone", "contact.name", "contact.email"}


def test_an_idempotency_key_replays_the_first_answer(demo):
    start = demo.fresh_start()
    first, second = (demo.api("POST", BOOK, body(start), **{"Idempotency-Key": "again"}) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    assert first.json["id"] == second.json["id"] and first.json["join_url"] == second.json["join_url"]
    other = demo.api("POST", BOOK, body(start, notes="other"), **{"Idempotency-Key": "again"})
    assert other.status in (409, 422) and other.json["code"] != "slot_taken"


def test_an_unknown_calendar_is_a_problem_object(demo):
    for path in ("/book/harbor/nothing", "/book/nobody/intro"):
        answer = demo.api("POST", path, body(demo.fresh_start()))
        assert (answer.status, answer.json["code"]) == (404, "not_found")
        assert demo.api("GET", f"{path}/slots?start=2026-12-01&end=2026-12-02&timezone=UTC").status == 404


@pytest.mark.parametrize("query, field", [
    ("start=2026-12-01&end=2026-12-31&timezone=Mars/Base", "timezone"),
    ("end=2026-12-31&timezone=UTC", "start"), ("start=2026-12-31&end=2026-12-01&timezone=UTC", "end"),
    ("start=2026-12-01&end=2036-12-01&timezone=UTC", "end"),
    ("start=2026-02-30&end=2026-12-31&timezone=UTC", "start")])
def test_a_bad_range_of_slots_is_refused_at_its_field(demo, query, field):
    answer = demo.api("GET", f"{BOOK}/slots?{query}")
    assert (answer.status, answer.json["field"]) == (422, field)
