"""Every route as everybody, with things of their own account and of another, against the table of permissions."""

from lib import permissions
from lib.cast import ROLES, Cast, is_let_in
from lib.demo import Demo
from lib.proof import require


def prove() -> str:
    routes, let_in = permissions.read()
    wrong, asked = [], 0
    with Demo() as demo:
        cast = Cast(demo)
        for role in ROLES:
            for route in routes:
                if role not in let_in[route.access]:
                    asked += 1
                    answer = cast.ask(route, role, cast.own)
                    if is_let_in(route, answer):
                        wrong.append(f"{route.name} lets {role} in: {answer.status}")
        for role in ROLES:
            for route in routes:
                if role in let_in[route.access] and not route.path.endswith(permissions.LIVE):
                    asked += 2
                    wrong += walk(cast, role, route)
        untouched(cast)
    require(not wrong, f"{len(wrong)} wrong answers: {'; '.join(wrong[:12])}")
    return f"{len(routes)} routes as {len(ROLES)} roles, {asked} requests, as the table says"


def walk(cast: Cast, role: str, route: permissions.Route) -> list[str]:
    """A route that lets the role in to its own, and not to another account's."""
    wrong = []
    answer = cast.ask(route, role, cast.own)
    if not is_let_in(route, answer):
        wrong.append(f"{route.name} keeps {role} out: {answer.status}")
    if route.has_ids and not route.is_open:
        answer = cast.ask(route, role, cast.foreign)
        if answer.status != 404 and is_let_in(route, answer):
            wrong.append(f"{route.name} lets {role} in to another account's: {answer.status}")
    return wrong


def untouched(cast: Cast):
    calendar = cast.other.call("GET", f"calendars/{cast.foreign['calendars']}").json
    require(calendar["name"] == "Cast", f"the other account's calendar is now {calendar}")
    appointment = cast.other.appointment(cast.foreign["appointments"]).json
    require(appointment["status"] == "confirmed", f"the other account's appointment is {appointment['status']}")
    members = [user["name"] for user in cast.other.call("GET", "users").json["users"]]
    require(members == ["Olga"], f"the other account's members are {members}")
