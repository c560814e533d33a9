"""HTTP as the proofs need it: requests that report every status, and a visitor who keeps cookies."""

import http.client
import json
import re
import urllib.parse
from dataclasses import dataclass
from html import unescape


@dataclass
class Answer:
    """What came back, whatever its status."""

    status: int
    headers: dict
    text: str

    @property
    def json(self):
        return json.loads(self.text)

    @property
    def place(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")


class Line:
    """One connection to a server on the loopback interface."""

    def __init__(self, base: str, timeout: float = 60):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=timeout)

    def open(self):
        """Connects ahead of the first request, so that a race is not one of connecting."""
        self.connection.connect()

    def send(self, method: str, path: str, body: str | None = None, headers: dict | None = None) -> Answer:
        self.ask(method, path, body, headers)
        return self.answer()

    def ask(self, method: str, path: str, body: str | None = None, headers: dict | None = None):
        """Sends a request and leaves its answer for later."""
        self.connection.request(method, path, body.encode() if body is not None else None, headers or {})

    def answer(self) -> Answer:
        response = self.connection.getresponse()
        return Answer(
            response.status,
            {name.lower(): value for name, value in response.getheaders()},
            response.read().decode(),
        )

    def close(self):
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def request(base: str, method: str, path: str, body=None, headers: dict | None = None) -> Answer:
    """One request on a connection of its own. A body is sent as JSON."""
    with Line(base) as line:
        return line.send(
            method,
            path,
            None if body is None else json.dumps(body),
            {"Content-Type": "application/json"} | (headers or {}),
        )


class Visitor:
    """A browser without a screen: cookies, forms, and redirects followed one at a time across servers."""

    def __init__(self):
        self.cookies: dict[str, str] = {}

    def get(self, url: str) -> Answer:
        return self.send("GET", url, None)

    def post(self, url: str, fields: list[tuple[str, str]]) -> Answer:
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        # What is no form takes the token from a header.
        token = {"X-Csrf": value for name, value in fields if name == "csrf"}
        return self.send("POST", url, urllib.parse.urlencode(fields), form | token)

    def send(self, method: str, url: str, body: str | None, more: dict | None = None) -> Answer:
        parts = urllib.parse.urlsplit(url)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())} | (more or {})
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        with Line(f"{parts.scheme}://{parts.netloc}") as line:
            answer = line.send(method, path, body, headers)
        for cookie in answer.headers.get("set-cookie", "").split(", "):
            name, _, rest = cookie.partition("=")
            if rest:
                self.cookies[name] = rest.split(";")[0]
        return answer


def hidden(page: str, name: str) -> str:
    """The value of a form's hidden field."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    if not found:
        raise RuntimeError(f"the page has no hidden field {name}")
    return unescape(found[1])
