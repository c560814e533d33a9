"""What every journey starts from: a demo, a browser, pages in it."""

import pytest
from demo import Demo
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def session_demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo")).start()
    yield demo
    demo.stop()


@pytest.fixture
def demo(session_demo):
    """The demo that the journeys share. Each books starts of its own there."""
    yield session_demo
    session_demo.zoom.clear_faults()


@pytest.fixture
def own_demo(tmp_path):
    """A demo for one journey alone."""
    demo = Demo(tmp_path).start()
    yield demo
    demo.stop()


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
    name = "own_demo" if "own_demo" in request.fixturenames else "demo"
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
