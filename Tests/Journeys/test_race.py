"""Two hundred people want one start at the same moment."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor


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
