"""HTTP and waiting, in as few words as the journeys need."""

import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass


@dataclass
class Answer:
    status: int
    headers: dict
    text: str

    @property
    def json(self):
        return json.loads(self.text)


def call(method, url, body=None, headers=None):
    """Asks, and answers whatever the status. A body that is not text is sent as JSON."""
    sent = {"Content-Type": "application/json", **(headers or {})}
    text = body if isinstance(body, (str, type(None))) else json.dumps(body)
    request = urllib.request.Request(url, text.encode() if text is not None else None, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            return Answer(response.status, dict(response.headers), response.read().decode())
    except urllib.error.HTTPError as error:
        return Answer(error.code, dict(error.headers), error.read().decode())


def eventually(condition, seconds=15, what="the condition"):
    """What the condition gives as soon as that is true or not empty."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if value := condition():
            return value
        time.sleep(0.05)
    raise AssertionError(f"{what} did not come true within {seconds} seconds")
