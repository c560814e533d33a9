"""The pretend Zoom alone, as a process of its own, and people who connect an app to it."""

from base64 import b64encode
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from demo import BINARY
from lib.processes import PASSWORD, Program, free_ports
from lib.web import Visitor, hidden
from pretend_zoom import PretendZoom
from wire import call

CLIENT_ID = "journey-client"
CLIENT_SECRET = "journey-secret"
REDIRECT = "http://127.0.0.1:9/connected"
ACCOUNT = "zoom-account-harbor"


class Sandbox(PretendZoom):
    """Starts in a `with`, which also ends it."""

    def __init__(self, folder):
        [self._port] = free_ports(1)
        self._folder = folder
        super().__init__(f"http://127.0.0.1:{self._port}")
        self.api = f"{self.url}/v2"

    def __enter__(self):
        options = {
            "--port": self._port, "--client-id": CLIENT_ID, "--client-secret": CLIENT_SECRET,
            "--redirect": REDIRECT, "--data": self._folder / "zoom.sqlite", "--daily-writes": 1000}
        words = [word for option in options.items() for word in option]
        self._program = Program([BINARY, "sandbox", *words], self._folder / "sandbox.log")
        self._program.wait_for_port(self._port)
        return self

    def __exit__(self, *_):
        self._program.stop()

    def code(self, email):
        """Signs in and allows the app. Gives the code that the app is sent back with."""
        asked = {"response_type": "code", "client_id": CLIENT_ID, "redirect_uri": REDIRECT}
        visitor = Visitor()
        page = visitor.get(f"{self.url}/oauth/authorize?{urlencode(asked)}").text
        who = [("request", hidden(page, "request")), ("email", email), ("password", PASSWORD)]
        consent = visitor.post(f"{self.url}/oauth/signin", who).place
        page = visitor.get(urljoin(self.url, consent)).text
        yes = [("request", hidden(page, "request")), ("decision", "allow")]
        back = visitor.post(f"{self.url}/oauth/consent", yes).place
        return parse_qs(urlsplit(back).query)["code"][0]

    def token(self, email):
        """An access token of somebody who has just connected the app. Older ones of theirs die."""
        answer = self.ask_token(
            grant_type="authorization_code", code=self.code(email), redirect_uri=REDIRECT)
        assert answer.status == 200, answer.text
        return answer.json["access_token"]

    def account_token(self):
        """An access token of the whole account. The former dies."""
        answer = self.ask_token(grant_type="account_credentials", account_id=ACCOUNT)
        assert answer.status == 200, answer.text
        return answer.json["access_token"]

    def ask_token(self, **fields):
        return call("POST", f"{self.url}/oauth/token", urlencode(fields), {
            "Authorization": f"Basic {b64encode(f'{CLIENT_ID}:{CLIENT_SECRET}'.encode()).decode()}",
            "Content-Type": "application/x-www-form-urlencoded"})

    def lever(self, meeting, act, **more):
        """Lets somebody start, join, leave or end a meeting."""
        answer = call("POST", f"{self.url}/sandbox/meetings/{meeting}/{act}", more)
        assert answer.status == 200, answer.text
        return answer.json
