"""An Usher of several processes on one PostgreSQL database, with a pretend Zoom and a mail server."""

from contextlib import ExitStack, contextmanager
from secrets import token_hex

from door import Door
from lib.databases import PostgresDatabase
from lib.installation import Installation, Server
from lib.mail_server import MailServer
from lib.processes import free_ports
from pretend_zoom import PretendZoom
from terminal import SECRET, type_in


def new_database(postgres):
    """An empty database of a server."""
    name = f"journey_{token_hex(4)}"
    postgres.create_database(name)
    return PostgresDatabase(postgres, name)


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


@contextmanager
def bare_processes(database, folder, count, **settings):
    """The addresses of so many processes on a database that holds nobody yet."""
    assert type_in(database.url, "migrate").code == 0
    shared = {"USHER_DATABASE_URL": database.url, "USHER_SECRET": SECRET, **settings}
    servers = [Server(port, folder / f"log-{port}", shared) for port in free_ports(count)]
    try:
        for server in servers:
            server.start()
        yield [server.app.base for server in servers]
    finally:
        for server in servers:
            server.stop()
