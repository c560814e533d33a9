"""A host looks at what is coming and starts a meeting."""

from host import open_appointment, sign_in
from playwright.sync_api import expect
from wire import eventually


def book_with(demo, host, guest):
    """Books a start of its own that falls to this host."""
    start = demo.fresh_start()
    for number in range(3):
        booked = demo.book(start, f"{guest} {number}").json
        if booked["host"]["name"] == host:
            return booked
    raise AssertionError(f"{host} was not chosen")


def test_a_host_starts_the_very_meeting(demo, page):
    booked = book_with(demo, "Ada Vance", "Gus Guest")
    guest = booked["contact"]["name"]
    [meeting] = eventually(lambda: demo.zoom.meetings(guest), what="the room")
    sign_in(page, "ada")
    open_appointment(page, guest)
    expect(page.locator("#main")).to_contain_text(f"{guest.lower().replace(' ', '.')}@example.com")
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Start the meeting").click()
    stage = popup.value
    expect(stage.get_by_role("heading", level=1)).to_have_text("You are hosting")
    assert stage.url.startswith(f"{demo.zoom.url}/s/{meeting['id']}")
    assert demo.zoom.meetings(guest)[0]["status"] == "started"


def test_every_start_link_is_fresh(demo, page):
    booked = book_with(demo, "Milo Okafor", "Fresh Guest")
    guest = booked["contact"]["name"]
    eventually(lambda: demo.zoom.meetings(guest), what="the room")
    sign_in(page, "milo")
    open_appointment(page, guest)
    asked = demo.zoom.state["requests"]["counts"]
    with page.expect_popup() as popup:
        page.get_by_role("button", name="Start the meeting").click()
    expect(popup.value.get_by_role("heading", level=1)).to_have_text("You are hosting")
    assert sum(demo.zoom.state["requests"]["counts"].values()) > sum(asked.values())


def test_who_sees_assigned_data_only_sees_their_own_appointments(demo, page):
    booked = book_with(demo, "Ada Vance", "Private Guest")
    path = f"/app/appointments/{booked['id']}"
    sign_in(page, "milo")
    assert page.goto(path).status == 200
    page.context.clear_cookies()
    sign_in(page, "ada")
    set_role_of_milo(page, limited=True)
    page.context.clear_cookies()
    sign_in(page, "milo")
    expect(page.get_by_text(booked["contact"]["name"])).to_have_count(0)
    assert page.goto(path).status == 404
    page.context.clear_cookies()
    sign_in(page, "ada")
    set_role_of_milo(page, limited=False)


def set_role_of_milo(page, limited):
    page.goto("/app/team")
    row = page.get_by_role("listitem").filter(has_text="milo@harbor.example")
    row.locator("details.roles summary").click()
    row.get_by_label("Assigned data only").set_checked(limited)
    row.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_a_host_cancels_and_the_guest_is_told(demo, page):
    booked = book_with(demo, "Ada Vance", "Dropped Guest")
    guest, email = booked["contact"]["name"], booked["contact"]["email"]
    eventually(lambda: demo.zoom.meetings(guest), what="the room")
    sign_in(page, "ada")
    open_appointment(page, guest)
    page.get_by_text("Cancel this appointment").click()
    page.get_by_role("button", name="Cancel it and tell the guest").click()
    expect(page.get_by_text("The guest has been told")).to_be_visible()
    assert demo.mailbox.wait_for(email, "Cancelled").invitation.method == "CANCEL"
    eventually(lambda: not demo.zoom.meetings(guest), what="the end of the meeting")


def test_a_signed_out_visitor_is_asked_to_sign_in_and_led_back(demo, page):
    page.goto("/app/team")
    page.get_by_label("E-mail").fill("ada@harbor.example")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("#sign-in-error")).to_be_visible()
    expect(page.get_by_label("E-mail")).to_have_value("ada@harbor.example")
    page.get_by_label("Password").fill("usher-demo")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1, name="Team")).to_be_visible()
