"""Clients of Zoom that others wrote work against the pretend Zoom."""

from datetime import datetime
from types import SimpleNamespace

import pytest
import pyzoom.oauth
import requests
import zoomus
from pyzoom import err
from sandbox import ACCOUNT, CLIENT_ID, CLIENT_SECRET, REDIRECT

RHEA = "rhea@harbor.example"
START = "2099-03-01T10:00:00Z"


@pytest.fixture
def token(sandbox):
    return sandbox.token(RHEA)


@pytest.fixture
def by_pyzoom(sandbox, token):
    return pyzoom.ZoomClient(token, base_url=sandbox.api)


@pytest.fixture
def by_zoomus(sandbox):
    """A client that has the whole account."""
    return zoomus.ZoomClient(
        CLIENT_ID, CLIENT_SECRET, ACCOUNT, base_uri=sandbox.api, oauth_uri=f"{sandbox.url}/oauth/token")


def make(client, topic):
    return client.meetings.create_meeting(topic, start_time=START, duration_min=30)


def test_pyzoom_makes_reads_changes_and_deletes_a_meeting(by_pyzoom):
    meetings = by_pyzoom.meetings
    made = make(by_pyzoom, "Tea")
    assert meetings.get_meeting(made.id).uuid == made.uuid
    meetings.update_meeting("Coffee", start_time=START, duration_min=45, meeting_id=made.id)
    read = meetings.get_meeting(made.id)
    assert (read.topic, read.duration, read.start_time) == ("Coffee", 45, START)
    assert meetings.delete_meeting(made.id)
    with pytest.raises(err.NotFound) as refused:
        meetings.get_meeting(made.id)
    assert refused.value.args[0]["code"] == 3001


def test_pyzoom_lists_more_than_one_page(by_pyzoom):
    made = {make(by_pyzoom, "Page").id for _ in range(5)}
    first = by_pyzoom.raw.get("/users/me/meetings", {"page_size": 2}).json()
    every = by_pyzoom.raw.get_all_pages("/users/me/meetings", {"page_size": 2})["meetings"]
    assert len(first["meetings"]) == 2
    assert len(every) == first["total_records"]
    assert made <= {meeting["id"] for meeting in every}
    assert made <= {meeting.id for meeting in by_pyzoom.meetings.list_meetings().meetings}


def test_pyzoom_registers_guests_and_sees_who_was_there(sandbox, by_pyzoom):
    meetings = by_pyzoom.meetings
    meeting = make(by_pyzoom, "Registration").id
    gus = meetings.add_and_confirm_registrant(
        meeting, first_name="Gus", last_name="Guest", email="gus@guest.example")
    [found] = meetings.list_meeting_registrants(meeting).registrants
    assert found.id == gus.registrant_id
    sandbox.lever(meeting, "start")
    sandbox.lever(meeting, "join", kind="signed_in", email="milo@harbor.example")
    sandbox.lever(meeting, "end")
    there = meetings.past_meeting_participants(meeting)
    assert there.find_by_email("milo@harbor.example")
    meetings.cancel_registration(meeting, registrant_id=found.id, email=found.email)
    assert meetings.list_meeting_registrants(meeting).registrants == []


def test_pyzoom_sees_why_it_is_refused(sandbox, by_pyzoom):
    with pytest.raises(err.NotAuthorized) as refused:
        make(pyzoom.ZoomClient("nonsense", base_url=sandbox.api), "Tea")
    assert refused.value.args[0]["code"] == 124
    with pytest.raises(err.BadRequest) as refused:
        make(by_pyzoom, "T" * 201)
    assert [one["field"] for one in refused.value.args[0]["errors"]] == ["topic"]
    sandbox.fault("qps", count=1)
    with pytest.raises(err.APIError) as refused:
        make(by_pyzoom, "Tea")
    assert refused.value.args[0]["code"] == 429


def test_pyzoom_gets_and_renews_its_tokens(sandbox, monkeypatch):
    post = lambda url, **more: requests.post(url.replace("https://zoom.us", sandbox.url), **more)
    monkeypatch.setattr(pyzoom.oauth, "requests", SimpleNamespace(post=post))
    first = pyzoom.request_tokens(CLIENT_ID, CLIENT_SECRET, REDIRECT, sandbox.code(RHEA))
    renewed = pyzoom.refresh_tokens(CLIENT_ID, CLIENT_SECRET, first["refresh_token"])
    assert make(pyzoom.ZoomClient(renewed["access_token"], base_url=sandbox.api), "Tea").id
    with pytest.raises(err.APIError, match="Invalid Token!"):
        pyzoom.refresh_tokens(CLIENT_ID, CLIENT_SECRET, first["refresh_token"])


def test_zoomus_makes_reads_changes_ends_and_deletes_a_meeting(by_zoomus):
    meeting = by_zoomus.meeting
    made = meeting.create(
        user_id=RHEA, topic="Tea", type=2, start_time=datetime(2099, 3, 1, 10), duration=30)
    assert made.status_code == 201
    id_ = made.json()["id"]
    assert meeting.get(id=id_).json()["start_time"] == START
    assert meeting.update(id=id_, topic="Coffee", duration=45).status_code == 204
    assert meeting.get(id=id_).json()["topic"] == "Coffee"
    assert meeting.update_status(id=id_, action="end").status_code == 204
    assert meeting.delete(id=id_).status_code == 204
    gone = meeting.get(id=id_)
    assert (gone.status_code, gone.json()["code"]) == (404, 3001)


def test_zoomus_lists_more_than_one_page(by_zoomus):
    for _ in range(3):
        by_zoomus.meeting.create(
            user_id=RHEA, topic="Page", type=2, start_time=datetime(2099, 3, 1))
    page = by_zoomus.meeting.list(user_id=RHEA, page_size=2).json()
    total, found = page["total_records"], page["meetings"]
    while token := page["next_page_token"]:
        page = by_zoomus.meeting.list(user_id=RHEA, page_size=2, next_page_token=token).json()
        found += page["meetings"]
    assert total == len({meeting["id"] for meeting in found}) > 2


def test_zoomus_sees_everybody_of_the_account(by_zoomus):
    rhea = by_zoomus.user.get(id=RHEA).json()
    assert by_zoomus.user.get(id=rhea["id"]).json()["email"] == RHEA
    assert by_zoomus.user.get(id="milo@harbor.example").json()["account_id"] == ACCOUNT
    assert by_zoomus.user.get(id="nobody").json()["code"] == 1001
    assert by_zoomus.user.get(id="me").json()["code"] == 124


def test_a_token_of_the_account_dies_when_there_is_another(sandbox, by_zoomus):
    sandbox.account_token()
    assert by_zoomus.user.get(id=RHEA).json()["code"] == 124
    by_zoomus.refresh_token()
    assert by_zoomus.user.get(id=RHEA).json()["email"] == RHEA


def test_the_account_has_a_token_of_its_own_kind(sandbox):
    granted = sandbox.ask_token(grant_type="account_credentials", account_id=ACCOUNT).json
    assert "refresh_token" not in granted
    assert all(scope.endswith(":admin") for scope in granted["scope"].split())
    assert sandbox.ask_token(grant_type="account_credentials", account_id="none").status == 400
    assert sandbox.ask_token(grant_type="account_credentials").json["error"] == "invalid_request"
