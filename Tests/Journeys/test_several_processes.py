"""Several processes on one PostgreSQL database are one Usher, whichever of them is asked."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from demo import moment
from every_page import booked_and_ready
from host import sign_in
from lib.records import Records
from lib.volley import Shot, fire
from playwright.sync_api import expect
from several import bare_processes
from terminal import type_in
from wire import call, eventually

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
# The longest that anybody waits for an answer while the database is away, and for a good one once it is back.
LONGEST_ANSWER = 10
LONGEST_RECOVERY = 8


def send_form(url, fields=""):
    """Sends a form as a browser without scripts does, and follows where it leads."""
    answer = call("POST", url, fields, FORM)
    assert answer.status == 200, answer.text
    return answer


def cancel(process, booked):
    send_form(f"{process.here(booked['manage_url'])}/cancel", "reason=")


def open_live(page, address):
    """Opens a page and waits until it listens; a reload would be noticed."""
    with page.expect_response("**/events?*"):
        page.goto(address)
    page.evaluate("window.stayed = true")


def stayed(page):
    return page.evaluate("window.stayed === true")


def see(page, headline, seconds=5):
    expect(page.get_by_role("heading", level=1, name=headline)).to_be_visible(timeout=seconds * 1000)


def test_a_session_is_good_at_every_process_until_it_is_ended_at_any(several, page):
    first, second, third = several.processes
    sign_in(page, "ada")
    assert page.url.startswith(first.url)
    page.goto(f"{second.url}/app/team")
    see(page, "Team")
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == "usher_session"]
    page.get_by_role("button", name="Sign out").click()
    see(page, "Sign in")
    # Signing out took the browser's cookie. A copy of it must be worth nothing anywhere.
    page.context.add_cookies(session)
    for process in (first, second, third):
        page.goto(f"{process.url}/app/team")
        see(page, "Sign in")


def test_a_cancellation_at_one_process_shows_on_pages_open_at_others(several, new_page):
    first, second, third = several.processes
    booked = booked_and_ready(first, "Cass Cancelled")
    pages = [new_page(), new_page()]
    for page, process in zip(pages, (first, third)):
        open_live(page, process.here(booked["manage_url"]))
    cancel(second, booked)
    for page in pages:
        see(page, "Cancelled")
        assert stayed(page)


def test_a_move_at_one_process_shows_on_a_page_open_at_another(several, page):
    first, second, _ = several.processes
    booked = booked_and_ready(first, "Mona Moved")
    open_live(page, booked["manage_url"])
    later = several.fresh_start()
    send_form(f"{second.here(booked['manage_url'])}/move", f"start={later}&timezone=Europe/Berlin")
    local = moment(later).astimezone(ZoneInfo("Europe/Berlin"))
    card = page.get_by_role("article")
    expect(card).to_contain_text(f"{local.day} {local:%B}")
    expect(card).to_contain_text(f"{local:%H:%M}")
    assert stayed(page)


def test_a_join_page_open_at_one_process_hears_of_a_cancellation_at_another(several, page):
    several.zoom.fault("status", status=503)
    first, second, _ = several.processes
    booked = first.book(several.fresh_start(), "Jill Joining").json
    open_live(page, booked["join_url"])
    cancel(second, booked)
    see(page, "This appointment is cancelled")
    assert stayed(page)


def test_a_page_goes_on_listening_after_a_gateway_had_no_process_for_it(several, page):
    """While a process is replaced the proxy before it answers in its place: the page has to try again."""
    first, second, _ = several.processes
    booked = booked_and_ready(first, "Gale Gateway")
    open_live(page, booked["manage_url"])
    page.route("**/events?*", lambda route: route.fulfill(status=502, body="Bad Gateway"))
    with page.expect_response(lambda answer: "/events?" in answer.url and answer.status == 502):
        first.kill()
        first.start()
    page.unroute_all()
    cancel(second, booked)
    see(page, "Cancelled", seconds=15)


def test_a_booking_is_known_everywhere_as_soon_as_it_is_answered(several):
    first, second, third = several.processes
    start = several.fresh_start()
    booked = second.book(start, "Quick Reader").json
    for process in (first, third):
        assert process.appointment(booked["id"]).json["start"] == start
        assert start not in process.slots()


def test_sixty_guests_at_three_processes_want_one_start_of_one_host(several):
    start = several.fresh_start()
    _, answers = fire(several.apps, "intro", [Shot(start, f"Racer-{number}") for number in range(60)])
    assert Counter(answer.status for answer in answers) == {201: 1, 409: 59}
    for answer in answers:
        if answer.status == 409:
            assert answer.json["code"] == "slot_taken"
            assert start not in [near["start"] for near in answer.json["nearest"]]
    assert Records(several.database).host_times_at(start) == 1


def test_one_idempotency_key_sent_to_all_processes_at_once_books_once(several):
    start = several.fresh_start()
    _, answers = fire(several.apps, "intro", [Shot(start, "Sure-Person", key="sure")] * 12)
    assert {answer.status for answer in answers} == {201}
    assert len({answer.json["id"] for answer in answers}) == 1
    assert Records(several.database).host_times_at(start) == 1
    for process in several.processes:
        other = process.book(several.fresh_start(), "Unsure Person", **{"Idempotency-Key": "sure"})
        assert other.status in (409, 422) and other.json["code"] != "slot_taken", other.text


# Work that is promised falls due only when the test says so.
HOLD_WORK = """
    CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.due_at := NEW.due_at + 3600000; RETURN NEW; END';
    CREATE TRIGGER hold BEFORE INSERT ON work FOR EACH ROW EXECUTE FUNCTION hold()"""
RELEASE_WORK = "DROP FUNCTION hold CASCADE; UPDATE work SET due_at = 0"


def test_what_a_process_had_not_begun_when_it_was_killed_is_done_by_the_others(several):
    first, second, _ = several.processes
    several.database.rows(HOLD_WORK)
    booked = first.book(several.fresh_start(), "Orphan Guest").json
    first.kill()
    try:
        assert not several.zoom.meetings("Orphan Guest") and not several.confirmations(booked["contact"]["email"])
        several.database.rows(RELEASE_WORK)
        ready = lambda: second.appointment(booked["id"]).json["location"]["state"] == "ready"
        eventually(ready, what="the room")
        eventually(lambda: several.confirmations(booked["contact"]["email"]), what="the confirmation")
    finally:
        first.start()
    assert len(several.zoom.meetings("Orphan Guest", alive_only=False)) == 1
    assert several.confirmations(booked["contact"]["email"]) == 1


def test_sign_ins_are_throttled_across_processes(database, tmp_path):
    with bare_processes(database, tmp_path, 2, USHER_SIGN_INS_PER_MINUTE="4") as urls:
        attempt = lambda url: call("POST", f"{url}/sign-in", "email=ada@harbor.example&password=wrong", FORM)
        statuses = [attempt(url).status for url in urls * 3]
    assert statuses == [422, 422, 422, 422, 429, 429]


@pytest.mark.parametrize("people", [2, 5])
def test_migrations_that_start_at_the_same_moment_lay_the_schema_once(database, people):
    with ThreadPoolExecutor(people) as pool:
        endings = list(pool.map(lambda _: type_in(database.url, "migrate"), range(people)))
    assert [ending.code for ending in endings] == [0] * people, endings
    names = [name for (name,) in database.rows("SELECT name FROM schema_steps ORDER BY position")]
    assert names and len(names) == len(set(names))
    for name in names:
        assert sum(name in ending.text for ending in endings) == 1, (name, endings)


def test_serving_an_unmigrated_database_is_refused_with_what_to_do(database):
    ending = type_in(database.url, "serve")
    assert ending.code != 0 and "Run `usher migrate`" in ending.text, ending
    assert database.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [["0"]]


@pytest.mark.parametrize("command", ["serve", "migrate"])
def test_a_database_that_is_ahead_asks_for_a_newer_program(database, command):
    assert type_in(database.url, "migrate").code == 0
    database.rows("INSERT INTO schema_steps VALUES (1000, 'a step of next year')")
    ending = type_in(database.url, command)
    assert ending.code != 0 and "Use a newer usher" in ending.text, ending


def everything(several, start):
    """What can be asked of each process, by name: functions that ask."""
    def asks(process):
        slots = f"/book/harbor/intro/slots?start={start[:10]}&end={start[:10]}&timezone=UTC"
        return {
            "page": lambda: call("GET", f"{process.url}/book/harbor/intro"),
            "health": lambda: call("GET", f"{process.url}/healthz"),
            "slots": lambda: process.api("GET", slots),
            "booking": lambda: process.book(start, "Patient Guest", **{"Idempotency-Key": "patient"}),
        }
    return [(name, ask) for process in several.processes for name, ask in asks(process).items()]


def ask_at_once(asks):
    """Name, answer and seconds of each."""
    def timed(named):
        began = time.monotonic()
        return named[0], named[1](), time.monotonic() - began
    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(timed, asks))


def test_while_postgresql_is_away_everybody_is_told_and_all_is_well_when_it_is_back(
        own_postgres, own_several, page):
    first, second = own_several.processes
    booked = booked_and_ready(first, "Steady Guest")
    open_live(page, booked["manage_url"])
    asks = everything(own_several, own_several.fresh_start())
    own_postgres.stop("fast")
    for name, answer, seconds in ask_at_once(asks):
        assert (answer.status, seconds < LONGEST_ANSWER) == (503, True), (name, answer, seconds)
        if name in ("slots", "booking"):
            assert answer.json["code"] == "unavailable"
        if name == "page":
            assert "cannot reach its database" in answer.text
    own_postgres.start()
    well = lambda: {answer.status for _, answer, _ in ask_at_once(asks)} <= {200, 201}
    eventually(well, seconds=LONGEST_RECOVERY, what="good answers of all processes")
    cancel(second, booked)
    see(page, "Cancelled")
    assert stayed(page)
