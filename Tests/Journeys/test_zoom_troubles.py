"""Zoom is down, slow, full or says no: the booking stands, and the room comes."""

import json

import pytest
from host import open_appointment, sign_in
from playwright.sync_api import expect
from test_host_starts import book_with
from visitor import Visitor
from wire import eventually

FAULTS = [
    {"kind": "status", "status": 503}, {"kind": "status", "status": 401}, {"kind": "qps"}, {"kind": "drop"},
    {"kind": "nonsense"}, {"kind": "empty"}, {"kind": "lose_answer"}]


def test_zoom_down_leaves_the_booking_and_the_room_comes_by_itself(demo, page):
    demo.zoom.fault("status", status=503)
    visitor = Visitor(page, "Dora Down")
    visitor.book(demo.fresh_start())
    page.evaluate("window.stayed = true")
    visitor.sees_room("Zoom has not given us a room yet")
    demo.mailbox.wait_for(visitor.email, "Confirmed")
    demo.zoom.clear_faults()
    visitor.sees_room("Your Zoom room is ready", seconds=20)
    assert page.evaluate("window.stayed === true")
    assert len(demo.zoom.meetings(visitor.name, alive_only=False)) == 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault['kind']}{fault.get('status', '')}")
def test_one_failure_of_any_kind_makes_exactly_one_meeting(demo, fault):
    name = f"Fault {fault['kind']} {fault.get('status', '')}".replace("_", " ").strip()
    demo.zoom.fault(count=1, **fault)
    booked = demo.book(demo.fresh_start(), name).json
    ready = lambda: demo.appointment(booked["id"]).json["location"]["state"] == "ready"
    eventually(ready, seconds=20, what="the room")
    assert len(demo.zoom.meetings(name, alive_only=False)) == 1


def test_zoom_refusing_for_good_is_shown_to_the_host_who_can_try_again(demo, page):
    body = json.dumps({"code": 3161, "message": "Your user account is not allowed meeting hosting."})
    demo.zoom.fault("status", status=400, body=body)
    booked = book_with(demo, "Ada Vance", "Rita Refused")
    guest = booked["contact"]["name"]
    failed = lambda: demo.appointment(booked["id"]).json["location"]["state"] == "failed"
    eventually(failed, what="the failure")
    letters = lambda: [one for one in demo.mailbox.letters("ada@harbor.example")
                       if one.subject.startswith(f"No Zoom room yet: {guest}")]
    eventually(letters, what="the letter to the host")
    sign_in(page, "ada")
    open_appointment(page, guest)
    expect(page.get_by_role("definition").filter(has_text="not allowed meeting hosting")).to_be_visible()
    demo.zoom.clear_faults()
    page.get_by_role("button", name="Try again").click()
    eventually(lambda: demo.zoom.meetings(guest), what="the room")
    expect(page.get_by_role("button", name="Start the meeting")).to_be_visible(timeout=10_000)


def test_the_guest_of_a_refused_room_is_told_calmly(demo, page):
    demo.zoom.fault("status", status=400, body=json.dumps({"code": 3161, "message": "Not allowed."}))
    visitor = Visitor(page, "Calm Guest")
    visitor.book(demo.fresh_start())
    visitor.sees_room("Your host has been told")
    expect(page.locator(".room")).not_to_contain_text("3161")
