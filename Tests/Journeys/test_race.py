"""Two hundred people want one start at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from host import sign_in


def race(demo, start, calendar="intro", people=200):
    def one(number):
        return demo.book(start, f"Racer {number:03}", calendar=calendar)
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(one, range(people)))


def test_two_hundred_bookings_of_one_start_give_as_many_as_hosts_are_free(demo):
    start = demo.fresh_start()
    answers = race(demo, start)
    assert Counter(answer.status for answer in answers) == {201: 3, 409: 197}
    won = [answer.json for answer in answers if answer.status == 201]
    assert len({one["host"]["id"] for one in won}) == 3
    for answer in answers:
        if answer.status == 409:
            assert answer.json["code"] == "slot_taken" and answer.json["nearest"]
            assert start not in [near["start"] for near in answer.json["nearest"]]
    assert start not in demo.slots()


def test_on_a_calendar_with_one_host_one_of_two_hundred_wins(demo, page):
    sign_in(page, "ada")
    page.goto("/app/calendars/new")
    page.locator("[name=name]").fill("Alone")
    page.locator(".save").get_by_role("button").click()
    page.wait_for_url("**/app/calendars?done=saved")
    answers = race(demo, demo.fresh_start("alone"), calendar="alone")
    assert Counter(answer.status for answer in answers) == {201: 1, 409: 199}


def test_sixty_repetitions_of_one_request_book_once(demo):
    start = demo.fresh_start()
    with ThreadPoolExecutor(30) as pool:
        sent = [pool.submit(demo.book, start, "Same Person") for _ in range(60)]
        answers = [one.result() for one in sent]
    assert len({answer.json["id"] for answer in answers}) == 1
    assert all(answer.status in (200, 201) for answer in answers)
    for number in range(2):
        assert demo.book(start, f"Other {number}").status == 201
    assert demo.book(start, "One Too Many").status == 409
