"""An Usher of several processes on one PostgreSQL database, with a pretend Zoom and a mail server."""

from contextlib import ExitStack

from door import Door
from lib.installation import Installation
from lib.mail_server import MailServer
from pretend_zoom import PretendZoom


class Process(Door):
    """One `usher serve` among others."""

    def __init__(self, server):
        super().__init__(server.app.base, server.app.api_key)
        self._server = server

    def start(self):
        self._server.start()

    def kill(self):
        self._server.kill()


class Several:
    """Starts in a `with`, which also ends it. Ada is its only host."""

    def __init__(self, database, processes=3):
        self.database = database
        self._mail = MailServer(slowest=0)
        self._house = Installation(self._mail, database, processes)
        self._stack = ExitStack()

    def __enter__(self):
        with ExitStack() as stack:
            stack.enter_context(self._mail)
            stack.enter_context(self._house)
            self._stack = stack.pop_all()
        self.apps = self._house.apps
        self.processes = [Process(server) for server in self._house.servers]
        self.url = self.processes[0].url
        self.zoom = PretendZoom(self._house.sandbox)
        return self

    def __exit__(self, *_):
        self._stack.close()

    def fresh_start(self):
        """As that of a door, for all processes together."""
        return self.processes[0].fresh_start()

    def confirmations(self, guest_email):
        """How many different confirmations a guest was sent."""
        return sum(number for (_, email), number in self._mail.confirmations().items() if email == guest_email)
