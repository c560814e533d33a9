"""What every journey starts from: a demo, a browser, pages in it."""

import pytest
from demo import Demo
from lib.postgres import PostgresServer
from playwright.sync_api import sync_playwright
from sandbox import Sandbox
from several import Several, new_database


@pytest.fixture(scope="session")
def session_demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo")).start()
    yield demo
    demo.stop()


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server, in which every journey that wants a database has one of its own."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def database(postgres):
    """An empty PostgreSQL database."""
    return new_database(postgres)


@pytest.fixture(scope="session")
def session_postgres_demo(postgres, tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo"), new_database(postgres)).start()
    yield demo
    demo.stop()


@pytest.fixture
def demo(request):
    """The demo that the journeys share. Each books starts of its own there."""
    shared = request.getfixturevalue(getattr(request, "param", "session_demo"))
    yield shared
    shared.zoom.clear_faults()


@pytest.fixture(scope="session")
def session_several(postgres):
    with Several(new_database(postgres)) as several:
        yield several


@pytest.fixture
def several(session_several):
    """Three processes that the journeys share, with one host."""
    yield session_several
    session_several.zoom.clear_faults()


@pytest.fixture
def own_postgres():
    """A PostgreSQL server that one journey may stop."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def own_several(own_postgres):
    """Two processes for one journey alone."""
    with Several(new_database(own_postgres), processes=2) as several:
        yield several


@pytest.fixture
def own_demo(tmp_path):
    """A demo for one journey alone."""
    demo = Demo(tmp_path).start()
    yield demo
    demo.stop()


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory):
    """The pretend Zoom alone."""
    with Sandbox(tmp_path_factory.mktemp("sandbox")) as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def new_page(request, chromium):
    """Makes pages, each with cookies of its own; options are those of Playwright's new_context."""
    contexts = []
    houses = ("own_demo", "own_several", "several")
    name = next((name for name in houses if name in request.fixturenames), "demo")
    url = request.getfixturevalue(name).url

    def make(**options):
        options = {"base_url": url, "timezone_id": "America/New_York", "locale": "en-GB", **options}
        context = chromium.new_context(**options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_page):
    return new_page()
