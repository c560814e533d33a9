"""An account that is run by programs: calendars, hours, holds, series and waiting, over HTTP alone."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from itertools import count

import pytest
from demo import moment
from wire import call, eventually

NUMBERS = count(1)
pytestmark = pytest.mark.parametrize("demo", ["session_demo", "session_postgres_demo"], indirect=True)


class Program:
    """A program with the account's key, or a visitor's without one."""

    def __init__(self, demo, key=None):
        self.demo = demo
        self.headers = {"Authorization": f"Bearer {key}"} if key else {}

    def __call__(self, method, path, body=None, status=None, **headers):
        answer = call(method, f"{self.demo.url}/api/v1{path}", body, {**self.headers, **headers})
        assert status in (None, answer.status), f"{method} {path}: {answer.status} {answer.text}"
        return answer.json if status and answer.text else answer


@pytest.fixture
def api(demo):
    return Program(demo, demo.api_key)


@pytest.fixture
def visitor(demo):
    return Program(demo)


@pytest.fixture
def hosts(api):
    calendars = api("GET", "/calendars", status=200)["calendars"]
    return {host["name"].split()[0]: host["user_id"] for calendar in calendars for host in calendar["hosts"]}


@pytest.fixture
def make(api, hosts):
    """Makes a calendar of Milo's, open around the clock, and answers it."""
    def made(**settings):
        slug = f"made-{next(NUMBERS)}"
        always = {day: [{"from": "00:00", "to": "24:00"}] for day in
                  ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}
        schedule = api("POST", "/schedules", {
            "name": slug, "user_id": hosts["Milo"], "timezone": "UTC", "weeks": [always]}, status=201)
        host = {"user_id": hosts["Milo"], "schedule_id": schedule["id"]}
        return api("POST", "/calendars", {"name": slug, "slug": slug, "hosts": [host], **settings}, status=201)
    return made


def day(distance=7):
    return date.today() + timedelta(days=distance)


def starts(visitor, calendar, distance=7, more="", zone="UTC"):
    path = f"/book/harbor/{calendar['slug']}/slots?start={day(distance)}&end={day(distance)}&timezone={zone}{more}"
    return [slot["start"] for slot in visitor("GET", path, status=200)["slots"]]


def booking(start, name="Visitor", **more):
    email = f"{name.lower()}.{next(NUMBERS)}@example.com"
    return {"start": start, "timezone": "Europe/Berlin", "contact": {"name": name, "email": email}, **more}


def at_once(jobs):
    """Runs them side by side, and gives what each came to."""
    with ThreadPoolExecutor(len(jobs)) as pool:
        return [running.result() for running in [pool.submit(job) for job in jobs]]


def test_a_calendar_is_made_changed_and_closed_by_a_program(api, visitor, make):
    calendar = make(durations=[30, 60], questions=[{"label": "Topic", "is_required": True}])
    path = f"/calendars/{calendar['id']}"
    assert api("GET", path, status=200) == calendar
    assert api("PATCH", path, calendar, status=200) == calendar
    changed = api("PATCH", path, {"limits": {"day": 1}}, status=200)
    assert changed == {**calendar, "limits": {"day": 1, "week": None, "month": None}}
    shown = visitor("GET", f"/book/harbor/{calendar['slug']}", status=200)
    assert shown["durations"] == [30, 60] and shown["questions"][0]["key"] == "topic"
    start = starts(visitor, calendar, more="&duration=60", zone="Europe/Berlin")[3]
    book = f"/book/harbor/{calendar['slug']}"
    assert visitor("POST", book, booking(start, duration=60)).json["field"] == "answers.topic"
    booked = visitor("POST", book, booking(start, duration=60, answers={"topic": "Boats"}), status=201)
    assert moment(booked["end"]) - moment(booked["start"]) == timedelta(minutes=60)
    assert starts(visitor, calendar, zone="Europe/Berlin") == [], "one a day"
    api("PATCH", path, {"is_open": False}, status=200)
    assert visitor("GET", book, status=404)["code"] == "closed"


def test_why_a_time_is_not_offered_is_answered(api, visitor, make):
    calendar = make()
    start = starts(visitor, calendar)[5]
    question = f"/calendars/{calendar['id']}/explain?start={start}"
    assert api("GET", question, status=200)["is_bookable"]
    visitor("POST", f"/book/harbor/{calendar['slug']}", booking(start), status=201)
    answer = api("GET", question, status=200)
    assert not answer["is_bookable"] and answer["refusal"]["code"] == "slot_taken"
    assert [code["label"] for code in answer["hosts"][0]["codes"]] == ["BOOKED"]


def test_a_day_off_is_not_offered_until_it_is_taken_back(api, visitor, make, hosts):
    calendar = make()
    free = starts(visitor, calendar, distance=9)
    sent = {"user_id": hosts["Milo"], "kind": "time_off", "start": str(day(9)), "label": "Away"}
    block = api("POST", "/blocks", sent, status=201)
    assert block["first_date"] == block["last_date"] == str(day(9))
    left = starts(visitor, calendar, distance=9)
    assert len(left) < len(free) / 10, "a day elsewhere is not quite a day in UTC"
    assert block["id"] in [one["id"] for one in api("GET", "/blocks", status=200)["blocks"]]
    api("DELETE", f"/blocks/{block['id']}", status=204)
    assert starts(visitor, calendar, distance=9) == free


def test_two_who_hold_one_slot_at_once_are_one_who_holds_it(visitor, make):
    calendar = make()
    book = f"/book/harbor/{calendar['slug']}"
    start = starts(visitor, calendar)[0]

    def hold(who):
        return lambda: visitor("POST", f"{book}/holds", {"start": start, "visitor": who})
    answers = dict(zip(("one", "two"), at_once([hold("one"), hold("two")])))
    assert Counter(answer.status for answer in answers.values()) == {201: 1, 409: 1}
    winner = next(who for who, answer in answers.items() if answer.status == 201)
    held = answers[winner].json
    assert start not in starts(visitor, calendar)
    assert visitor("POST", book, booking(start)).json["code"] == "slot_taken"
    loser = "two" if winner == "one" else "one"
    visitor("DELETE", f"{book}/holds/{held['id']}?visitor={loser}", status=404)
    visitor("POST", book, booking(start, hold=held["id"]), status=201)
    visitor("DELETE", f"{book}/holds/{held['id']}?visitor={winner}", status=404)
    assert start not in starts(visitor, calendar)


def test_one_hold_books_once_however_many_send_it(visitor, make):
    calendar = make()
    book = f"/book/harbor/{calendar['slug']}"
    start = starts(visitor, calendar)[0]
    held = visitor("POST", f"{book}/holds", {"start": start}, status=201)
    answers = at_once(
        [lambda: visitor("POST", book, booking(start, hold=held["id"])) for _ in range(16)])
    assert Counter(answer.status for answer in answers) == {201: 1, 409: 15}


def test_of_many_who_want_the_last_seats_no_more_get_one_than_there_are(visitor, make):
    calendar = make(**{"kind": "class", "seats": 5})
    book = f"/book/harbor/{calendar['slug']}"
    start = starts(visitor, calendar)[0]
    answers = at_once([lambda: visitor("POST", book, booking(start)) for _ in range(24)])
    assert Counter(answer.status for answer in answers) == {201: 5, 409: 19}
    assert {answer.json["code"] for answer in answers if answer.status == 409} == {"no_seats"}
    assert start not in starts(visitor, calendar)


def test_a_link_for_one_booking_books_one(api, visitor, make):
    calendar = make(is_open=False)
    link = api("POST", "/booking-links", {"calendar_id": calendar["id"], "label": "For one"}, status=201)
    token = link["url"].split("link=")[1]
    book = f"/book/harbor/{calendar['slug']}"
    free = starts(visitor, calendar, more=f"&link={token}")
    answers = at_once([
        lambda start=start: visitor("POST", book, booking(start, link=token)) for start in free[:8]])
    assert Counter(answer.status for answer in answers) == {201: 1, 404: 7}
    assert {answer.json["code"] for answer in answers if answer.status == 404} == {"link_used"}
    used = [one for one in api("GET", "/booking-links", status=200)["booking_links"] if one["id"] == link["id"]]
    booked = next(answer.json for answer in answers if answer.status == 201)
    assert used[0]["appointment_id"] == booked["id"] and not used[0]["is_usable"]


def test_a_series_is_looked_at_booked_moved_and_cancelled(api, visitor, make):
    calendar = make(max_occurrences=4)
    book = f"/book/harbor/{calendar['slug']}"
    start = starts(visitor, calendar)[20]
    second = (moment(start) + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M:%SZ")
    visitor("POST", book, booking(second), status=201)
    sent = {**booking(start), "timezone": "UTC", "rrule": "FREQ=WEEKLY;COUNT=3"}
    preview = visitor("POST", f"{book}/series/preview", sent, status=200)
    assert [one["is_free"] for one in preview["occurrences"]] == [True, False, True]
    assert visitor("POST", f"{book}/series", sent, status=409)["code"] == "series_conflict"
    key = {"Idempotency-Key": f"series-{next(NUMBERS)}"}
    booked = visitor("POST", f"{book}/series", {**sent, "on_conflict": "skip"}, status=201, **key)
    assert [one["start"] for one in booked["left"]] == [second]
    again = visitor("POST", f"{book}/series", {**sent, "on_conflict": "skip"}, status=201, **key)
    assert again["id"] == booked["id"]
    last = booked["appointments"][1]
    later = (moment(last["start"]) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    moved = api("PATCH", f"/appointments/{last['id']}", {"start": later, "scope": "following"}, status=200)
    assert [one["start"] for one in moved["appointments"]] == [later]
    assert moved["appointments"][0]["join_url"] == last["join_url"]
    first = booked["appointments"][0]["id"]
    api("POST", f"/appointments/{first}/cancel", {"scope": "all", "reason": "No more"}, status=200)
    series = api("GET", f"/series/{booked['id']}", status=200)
    assert [one["status"] for one in series["appointments"]] == ["cancelled", "cancelled"]


def test_who_waits_is_offered_what_is_cancelled(api, visitor, make):
    calendar = make(**{"kind": "class", "seats": 1, "has_waiting_list": True})
    book = f"/book/harbor/{calendar['slug']}"
    start = starts(visitor, calendar)[0]
    booked = visitor("POST", book, booking(start), status=201)
    wish = {**booking(start, "Waiter"), "earliest": start, "latest": start}
    del wish["start"]
    entry = visitor("POST", f"{book}/waiting", wish, status=201)
    assert (entry["state"], entry["position"]) == ("waiting", 1)
    api("POST", f"/appointments/{booked['id']}/cancel", {}, status=200)

    def offered():
        listed = api("GET", f"/waiting?calendar={calendar['id']}", status=200)["waiting"]
        return [one for one in listed if one["state"] == "offered"]
    offer = eventually(offered, what="the offer")[0]
    assert offer["id"] == entry["id"] and offer["offered"]["start"] == start
    assert start not in starts(visitor, calendar)
    api("DELETE", f"/waiting/{entry['id']}", status=204)
    assert start in starts(visitor, calendar)


def test_pages_of_appointments_are_complete_while_others_book(api, visitor, make):
    calendar = make(**{"kind": "class", "seats": 50})
    book = f"/book/harbor/{calendar['slug']}"
    free = starts(visitor, calendar)
    before = {visitor("POST", book, booking(start), status=201)["id"] for start in free[10:22] for _ in range(2)}

    def read():
        found, cursor = [], ""
        while cursor is not None:
            query = f"calendar={calendar['id']}&limit=5" + (f"&cursor={cursor}" if cursor else "")
            page = api("GET", f"/appointments?{query}", status=200)
            found += [one["id"] for one in page["appointments"]]
            cursor = page["next_cursor"]
        return found

    def write():
        for start in free[:10]:
            visitor("POST", book, booking(start), status=201)
    found, _ = at_once([read, write])
    assert len(found) == len(set(found)) and before <= set(found)


def test_two_programs_that_change_one_appointment_leave_it_whole(api, visitor, make):
    calendar = make()
    free = starts(visitor, calendar)
    booked = visitor("POST", f"/book/harbor/{calendar['slug']}", booking(free[0]), status=201)
    path = f"/appointments/{booked['id']}"
    answers = at_once(
        [lambda start=start: api("PATCH", path, {"start": start}) for start in free[1:9]]
        + [lambda: api("POST", f"{path}/cancel", {"reason": "Enough"})])
    assert {answer.status for answer in answers} <= {200, 409}
    assert answers[-1].status == 200
    now = api("GET", path, status=200)
    assert now["status"] == "cancelled"
    assert set(free) == set(starts(visitor, calendar)), "nothing of it is left in the way"


def test_a_member_goes_past_the_rules_but_never_into_another_meeting(api, visitor, make):
    calendar = make(minimum_notice=60 * 24 * 30)
    soon = (datetime.now(timezone.utc) + timedelta(days=3)).replace(hour=3, minute=7, second=0, microsecond=0)
    sent = {**booking(soon.strftime("%Y-%m-%dT%H:%M:%SZ")), "calendar": calendar["id"]}
    assert api("POST", "/appointments", sent, status=422)["code"] == "notice"
    forced = {**sent, "override": {"reason": "Asked by phone"}}
    answers = at_once([lambda: api("POST", "/appointments", {**forced, **booking(sent["start"])}) for _ in range(8)])
    assert Counter(answer.status for answer in answers) == {201: 1, 409: 7}
    booked = next(answer.json for answer in answers if answer.status == 201)
    history = api("GET", f"/appointments/{booked['id']}/history", status=200)["history"]
    assert "Asked by phone" in history[0]["detail"]


@pytest.mark.parametrize("method, path", [
    ("GET", "/calendars"), ("POST", "/schedules"), ("PATCH", "/appointments/apt_1"), ("DELETE", "/waiting/wai_1")])
def test_without_a_key_there_is_nothing(visitor, method, path):
    answer = visitor(method, path, None if method == "GET" else {}, status=401)
    assert answer["code"] == "no_key"
