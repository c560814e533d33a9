"""The pretend Zoom answers as Zoom's own OpenAPI specification says."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
import zoom_specification
from wire import call
from zoom_specification import Call

pytestmark = pytest.mark.skipif(
    not zoom_specification.FOLDER.exists(), reason="Zoom's specification is not at hand")

ADA = "ada@harbor.example"
MILO = "milo@harbor.example"
MEETINGS = "/users/me/meetings"
LISTS = ["scheduled", "live", "upcoming", "upcoming_meetings", "previous_meetings"]
TYPES = [1, 2, 3, 8, 10]
PLAIN = {
    "topic": "Tea", "type": 2, "start_time": "2099-03-01T10:00:00Z", "duration": 30,
    "timezone": "Europe/Berlin", "agenda": "Cake"}
WEEKLY = {"type": 2, "repeat_interval": 1, "weekly_days": "2", "end_times": 3}
SERIES = PLAIN | {"type": 8, "recurrence": WEEKLY}
GUEST = {"email": "gus@guest.example", "first_name": "Gus", "last_name": "Guest"}
INVITED = {"attendees": [{"name": "Gus"}]}
# The answer of creating has them since November 2025, after the specification at hand.
LATER = {".uuid", ".host_id", ".status"}


class Zoom:
    """Somebody's Zoom, where every request and every answer must be as specified."""

    def __init__(self, sandbox, email):
        self._sandbox = sandbox
        self._token = {"Authorization": f"Bearer {sandbox.token(email)}"}

    def ask(self, method, path, body=None):
        told = specified(method, path)
        assert body is None or not zoom_specification.faults(told.body, body)
        answer = call(method, self._sandbox.api + path, body, self._token)
        assert not told.faults(answer)
        return answer

    def read(self, path):
        answer = self.ask("GET", path)
        assert answer.status == 200
        return answer.json

    def create(self, **more):
        answer = self.ask("POST", MEETINGS, PLAIN | more)
        assert answer.status == 201
        return answer.json

    def path(self, **more):
        """The path of a new meeting."""
        return f"/meetings/{self.create(**more)['id']}"

    def registering(self, approval_type=0):
        """The path of a new meeting's registrants."""
        return f"{self.path(settings={'approval_type': approval_type})}/registrants"

    def register(self, registrants):
        """The path of a new registrant."""
        answer = self.ask("POST", registrants, GUEST)
        assert answer.status == 201
        return f"{registrants}/{answer.json['registrant_id']}"

    def over(self):
        """The path of a meeting that was held."""
        meeting = self.create()["id"]
        self._sandbox.lever(meeting, "start")
        self._sandbox.lever(meeting, "join", name="Gus")
        self._sandbox.lever(meeting, "join", kind="signed_in", email=MILO)
        self._sandbox.lever(meeting, "end")
        return f"/past_meetings/{meeting}"

    @property
    def state(self):
        return self._sandbox.state

    def start(self, path):
        self._sandbox.lever(path.split("/")[-1], "start")

    def refuses(self, method, path, status, code, body=None):
        answer = self.ask(method, path, body)
        assert answer.status == status, answer.text
        assert answer.json["code"] == code
        return answer.json["message"]


def specified(method, path):
    """The call that a path belongs to."""
    path = path.split("?")[0]
    path = re.sub(r"/registrants/(?!status)[^/]+", "/registrants/{registrantId}", path)
    path = re.sub(r"meetings/[^/]+", "meetings/{meetingId}", path)
    return Call(method, re.sub(r"^/users/[^/]+", "/users/{userId}", path))


@pytest.fixture(scope="module")
def zoom(sandbox):
    return Zoom(sandbox, ADA)


@pytest.fixture(scope="module")
def all_types(sandbox):
    """A Zoom with meetings of every type."""
    zoom = Zoom(sandbox, MILO)
    for type_ in TYPES:
        zoom.create(type=type_, **({"recurrence": WEEKLY} if type_ == 8 else {}))
    return zoom


def test_a_meeting_of_every_type(all_types):
    held = [one for one in all_types.state["meetings"] if one["host_email"] == MILO]
    read = [all_types.read(f"/meetings/{one['id']}") for one in held]
    assert [one["type"] for one in read] == TYPES


def test_a_meeting_with_all_that_the_specification_shows(zoom):
    body = zoom_specification.example(specified("POST", MEETINGS).body) | {"schedule_for": ADA}
    settings = zoom.create(**body)["settings"]
    given = {name: value for name, value in body["settings"].items() if name in settings}
    assert given == {name: settings[name] for name in given}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_every_type(zoom, name):
    zoom.start(zoom.path())
    zoom.create(start_time="2020-03-01T10:00:00Z")
    assert zoom.read(f"{MEETINGS}?type={name}&page_size=300")["meetings"]


def test_a_list_comes_in_pages(zoom):
    ids = {zoom.create()["id"] for _ in range(3)}
    page = zoom.read(f"{MEETINGS}?page_size=2")
    found = page["meetings"]
    while token := page["next_page_token"]:
        page = zoom.read(f"{MEETINGS}?page_size=2&next_page_token={token}")
        found += page["meetings"]
    found = [meeting["id"] for meeting in found]
    assert ids <= set(found)
    assert len(found) == len(set(found)) == page["total_records"]


def test_a_meeting_is_changed_ended_deleted_and_brought_back(zoom):
    meeting = zoom.path()
    assert zoom.ask("PATCH", meeting, {"topic": "Coffee", "duration": 45}).status == 204
    assert zoom.read(meeting)["topic"] == "Coffee"
    zoom.start(meeting)
    assert zoom.ask("PUT", f"{meeting}/status", {"action": "end"}).status == 204
    assert zoom.ask("DELETE", meeting).status == 204
    zoom.refuses("GET", meeting, 404, 3001)
    assert zoom.ask("PUT", f"{meeting}/status", {"action": "recover"}).status == 204
    assert zoom.read(meeting)["duration"] == 45


def test_a_registrant_is_added_read_approved_and_deleted(zoom):
    registrants = zoom.registering(approval_type=1)
    registrant = zoom.register(registrants)
    assert zoom.read(registrant)["status"] == "pending"
    assert zoom.read(f"{registrants}?status=pending")["total_records"] == 1
    approved = {"action": "approve", "registrants": [{"id": registrant.split("/")[-1]}]}
    assert zoom.ask("PUT", f"{registrants}/status", approved).status == 204
    assert [one["status"] for one in zoom.read(registrants)["registrants"]] == ["approved"]
    assert zoom.ask("DELETE", registrant).status == 204
    assert zoom.read(registrants)["registrants"] == []


def test_a_registrant_with_all_that_the_specification_shows(zoom):
    registrants = zoom.registering()
    body = zoom_specification.example(specified("POST", registrants).body)
    registered = zoom.ask("POST", registrants, body).json
    read = zoom.read(f"{registrants}/{registered['registrant_id']}")
    assert {name: body[name] for name in body.keys() & read.keys()}.items() <= read.items()


def test_invite_links(zoom):
    links = zoom.ask("POST", f"{zoom.path()}/invite_links", INVITED | {"ttl": 60})
    assert links.status == 201
    assert [one["name"] for one in links.json["attendees"]] == ["Gus"]


def test_a_meeting_that_is_over_and_who_was_there(zoom):
    past = zoom.over()
    told = zoom.read(past)
    assert told["participants_count"] == 3
    assert zoom.read(f"/past_meetings/{quote(quote(told['uuid'], safe=''), safe='')}") == told
    assert len(zoom.read(f"{past}/participants")["participants"]) == 3


def test_a_person_and_their_settings(zoom):
    assert zoom.read("/users/me")["email"] == ADA
    assert zoom.read("/users/me/settings")["schedule_meeting"]


@pytest.mark.parametrize("way", [
    pytest.param(lambda zoom: ("POST", MEETINGS, PLAIN), id="creating"),
    pytest.param(lambda zoom: ("GET", zoom.path(), None), id="reading"),
    pytest.param(lambda zoom: ("GET", MEETINGS, None), id="listing"),
    pytest.param(lambda zoom: ("POST", zoom.registering(), GUEST), id="registering"),
    pytest.param(lambda zoom: ("GET", zoom.register(zoom.registering()), None), id="registrant"),
    pytest.param(lambda zoom: ("POST", f"{zoom.path()}/invite_links", INVITED), id="inviting"),
    pytest.param(lambda zoom: ("GET", zoom.over(), None), id="past"),
    pytest.param(lambda zoom: ("GET", f"{zoom.over()}/participants", None), id="participants"),
    pytest.param(lambda zoom: ("GET", "/users/me/upcoming_meetings", None), id="upcoming"),
    pytest.param(lambda zoom: ("GET", f"{zoom.path()}/invitation", None), id="invitation"),
    pytest.param(lambda zoom: ("POST", MEETINGS, SERIES), id="recurring"),
    pytest.param(lambda zoom: ("GET", "/users/me", None), id="person"),
    pytest.param(lambda zoom: ("GET", "/users/me/settings", None), id="settings"),
])
def test_no_answer_has_a_member_that_zoom_has_not(zoom, way):
    method, path, body = way(zoom)
    assert specified(method, path).strangers(zoom.ask(method, path, body)) <= LATER


def test_what_is_only_sent_is_not_answered(zoom):
    created = zoom.create(settings={"additional_data_center_regions": ["TY"]})
    assert "additional_data_center_regions" not in created["settings"]


def test_a_list_of_meetings_of_every_type(all_types):
    all_types.read(MEETINGS)


def test_a_meeting_with_registration_tells_where_to_register(zoom):
    assert zoom.create(settings={"approval_type": 0}).get("registration_url")


def test_a_recurring_meeting_tells_its_occurrences(zoom):
    created = zoom.create(**SERIES)
    days = ["2099-03-02", "2099-03-09", "2099-03-16"]
    starts = [one["start_time"] for one in created["occurrences"]]
    assert starts == [f"{day}T10:00:00Z" for day in days]
    assert zoom.read(f"/meetings/{created['id']}")["occurrences"] == created["occurrences"]


@pytest.mark.parametrize("recurrence, days", [
    ({"type": 1, "repeat_interval": 14, "end_times": 3}, ["2099-03-01", "2099-03-15", "2099-03-29"]),
    ({"type": 2, "weekly_days": "7", "repeat_interval": 2, "end_times": 3},
     ["2099-03-07", "2099-03-21", "2099-04-04"]),
    ({"type": 3, "monthly_day": 31, "end_times": 2}, ["2099-03-31", "2099-05-31"]),
    ({"type": 3, "monthly_week": -1, "monthly_week_day": 1, "end_date_time": "2099-05-30T00:00:00Z"},
     ["2099-03-29", "2099-04-26"]),
])
def test_occurrences_keep_to_the_clock_of_the_meeting(zoom, recurrence, days):
    created = zoom.create(type=8, recurrence=recurrence)
    # It is eleven in Berlin, where summer begins on the 29th of March.
    hours = ["10" if day < "2099-03-29" else "09" for day in days]
    told = [one["start_time"] for one in created["occurrences"]]
    assert told == [f"{day}T{hour}:00:00Z" for day, hour in zip(days, hours, strict=True)]


def test_one_occurrence_is_deleted(zoom):
    created = zoom.create(**SERIES)
    path, id_ = f"/meetings/{created['id']}", created["occurrences"][1]["occurrence_id"]
    assert zoom.ask("DELETE", f"{path}?occurrence_id={id_}").status == 204
    statuses = [one["status"] for one in zoom.read(path)["occurrences"]]
    assert statuses == ["available", "deleted", "available"]
    zoom.refuses("DELETE", f"{path}?occurrence_id={id_}", 400, 300)
    assert zoom.ask("DELETE", path).status == 204
    zoom.refuses("GET", path, 404, 3001)


def test_participants_come_in_pages(zoom):
    page = zoom.read(f"{zoom.over()}/participants?page_size=2")
    assert (page["page_size"], len(page["participants"])) == (2, 2)
    assert page["next_page_token"]


def test_the_next_participants_come_with_the_token(zoom):
    path = f"{zoom.over()}/participants?page_size=2"
    first = zoom.read(path)
    second = zoom.read(f"{path}&next_page_token={first['next_page_token']}")
    assert second["next_page_token"] == ""
    assert len({one["user_id"] for one in first["participants"] + second["participants"]}) == 3


def test_meetings_of_the_next_day_are_upcoming(zoom):
    def within(hours):
        start = datetime.now(UTC) + timedelta(hours=hours)
        return zoom.create(start_time=f"{start:%Y-%m-%dT%H:%M:%SZ}")["id"]

    later, soon, not_yet = within(23), within(1), within(25)
    told = [one["id"] for one in zoom.read("/users/me/upcoming_meetings")["meetings"]]
    assert [id_ for id_ in told if id_ in (later, soon, not_yet)] == [soon, later]


def test_an_invitation_tells_the_way_in(zoom):
    created = zoom.create()
    text = zoom.read(f"/meetings/{created['id']}/invitation")["invitation"]
    assert created["join_url"] in text
    assert "Mar 1, 2099 11:00 AM Europe, Berlin" in text


@pytest.mark.parametrize("option, member", [
    ("meeting_authentication", "authentication_options"), ("meeting_security", "meeting_security")])
def test_settings_of_one_kind(zoom, option, member):
    assert member in zoom.read(f"/users/me/settings?option={option}")


NOBODY = "/users/nobody"
NOTHING = "/meetings/1"


@pytest.mark.parametrize("method, path, body, code", [
    ("GET", NOTHING, None, 3001),
    ("PATCH", NOTHING, {"topic": "Tea"}, 3001),
    ("DELETE", NOTHING, None, 3001),
    ("PUT", f"{NOTHING}/status", {"action": "end"}, 3001),
    ("PUT", f"{NOTHING}/status", {"action": "recover"}, 3001),
    ("POST", f"{NOTHING}/registrants", GUEST, 1001),
    ("GET", f"{NOTHING}/registrants", None, 3001),
    ("GET", f"{NOTHING}/registrants/none", None, 3001),
    ("DELETE", f"{NOTHING}/registrants/none", None, 3001),
    ("PUT", f"{NOTHING}/registrants/status", {"action": "deny"}, 3001),
    ("POST", f"{NOTHING}/invite_links", INVITED, 3001),
    ("GET", "/past_meetings/1", None, 3001),
    ("GET", "/past_meetings/1/participants", None, 3001),
    ("GET", NOBODY, None, 1001),
    ("GET", f"{NOBODY}/settings", None, 1001),
    ("GET", f"{NOBODY}/meetings", None, 1001),
    ("GET", f"{NOBODY}/upcoming_meetings", None, 3001),
    ("GET", f"{NOTHING}/invitation", None, 3001),
    ("POST", f"{NOBODY}/meetings", PLAIN, 1001),
])
def test_what_is_not_there_is_said_to_be_missing(zoom, method, path, body, code):
    zoom.refuses(method, path, 404, code, body)


def test_a_meeting_is_not_scheduled_for_a_stranger_nor_for_a_colleague(zoom):
    zoom.refuses("POST", MEETINGS, 400, 300, PLAIN | {"schedule_for": "nobody"})
    zoom.refuses("POST", MEETINGS, 400, 3000, PLAIN | {"schedule_for": MILO})


def test_an_instant_meeting_is_not_scheduled_for_anybody(zoom):
    body = PLAIN | {"type": 1, "schedule_for": MILO}
    assert "Instant meetings do not support" in zoom.refuses("POST", MEETINGS, 400, 3000, body)


def test_a_meeting_is_not_moved_to_a_stranger(zoom):
    zoom.refuses("PATCH", zoom.path(), 400, 300, {"schedule_for": "nobody"})


def test_domains_are_separated_by_semicolons(zoom):
    settings = {"enforce_login": True, "enforce_login_domains": "one.example,two.example"}
    zoom.refuses("POST", MEETINGS, 400, 300, PLAIN | {"settings": settings})


def test_an_occurrence_that_is_none_is_not_deleted(zoom):
    zoom.refuses("DELETE", f"{zoom.path()}?occurrence_id=1", 400, 300)


def test_a_registrant_who_is_none_is_not_deleted(zoom):
    zoom.refuses("DELETE", f"{zoom.registering()}/none", 400, 300)


def test_a_registrant_is_not_deleted_where_nobody_registers(zoom):
    zoom.refuses("DELETE", f"{zoom.path()}/registrants/none", 400, 300)


def test_nobody_is_invited_to_what_is_no_number(zoom):
    zoom.refuses("POST", "/meetings/none/invite_links", 400, 300, INVITED)
