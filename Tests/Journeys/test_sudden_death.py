"""The process dies at once, with the room half made, and is started again on the same data."""

from wire import eventually

# Somebody may be standing at the door. A create that was cut off is waited for, for half a minute, before it is sent
# again: a slow Zoom could still carry it out.
PATIENCE = 45


def die_and_return(demo):
    demo.kill()
    demo.start()


def wait_for_the_room(demo, booked):
    ready = lambda: demo.appointment(booked["id"]).json["location"]["state"] == "ready"
    eventually(ready, seconds=PATIENCE, what="the room after the restart")


def assert_all_happened_once(demo, name, booked):
    wait_for_the_room(demo, booked)
    demo.mailbox.wait_for(booked["contact"]["email"], "Confirmed")
    assert len(demo.zoom.meetings(name, alive_only=False)) == 1


def test_killed_before_zoom_was_asked_there_is_one_meeting_and_one_letter(own_demo):
    own_demo.zoom.fault("delay", delay_ms=60_000)
    booked = own_demo.book(own_demo.fresh_start(), "Kill Early").json
    die_and_return(own_demo)
    assert_all_happened_once(own_demo, "Kill Early", booked)


def test_killed_after_zoom_made_the_meeting_there_is_one_meeting_and_one_letter(own_demo):
    """The meeting exists, its answer never arrived: it is found and adopted."""
    own_demo.zoom.fault("delay", on="GET /v2/meetings", delay_ms=60_000)
    booked = own_demo.book(own_demo.fresh_start(), "Kill Late").json
    eventually(lambda: own_demo.zoom.meetings("Kill Late"), what="the meeting in Zoom")
    die_and_return(own_demo)
    assert_all_happened_once(own_demo, "Kill Late", booked)


def test_stopping_it_politely_ends_without_an_error(own_demo):
    assert own_demo.stop() == 0, own_demo.log
    assert "Error" not in own_demo.log
    own_demo.start()


def test_ten_bookings_and_a_kill_lose_nothing(own_demo):
    own_demo.zoom.fault("delay", delay_ms=300)
    starts = own_demo.slots()[:10]
    booked = [own_demo.book(start, f"Crowd {number:02}").json for number, start in enumerate(starts)]
    die_and_return(own_demo)
    for number, one in enumerate(booked):
        assert_all_happened_once(own_demo, f"Crowd {number:02}", one)
