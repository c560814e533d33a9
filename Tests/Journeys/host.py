"""A host or admin in a browser."""

from playwright.sync_api import expect

PASSWORD = "usher-demo"
INTEGRATIONS = "/app/profile/integrations"


def address(name):
    return f"{name}@harbor.example"


def sign_in(page, name):
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(address(name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Appointments", exact=True)).to_be_visible()


def open_appointment(page, guest):
    """By way of the list, however many pages it has."""
    page.goto("/app/appointments")
    row = page.locator("a.row").filter(has_text=guest)
    further = page.get_by_role("link", name="Further in this list")
    while not row.count():
        further.click()
        page.wait_for_load_state()
    row.click()
    expect(page.get_by_role("heading", level=1, name=guest)).to_be_visible()


def ask_zoom(page):
    """From the profile to Zoom's consent page, signing in there."""
    page.goto("/app/profile")
    page.get_by_role("link", name="Open integrations").click()
    page.get_by_role("button", name="Connect Zoom").click()


def sign_in_to_zoom(page, name):
    page.get_by_label("E-mail").fill(address(name))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def connect_zoom(page, name):
    ask_zoom(page)
    sign_in_to_zoom(page, name)
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text("Zoom is connected.")).to_be_visible()
