"""Where meetings take place: each host's default, a calendar's choice, and Zoom connected where it is missing."""

import re

from host import sign_in, sign_in_to_zoom
from playwright.sync_api import expect


def calendar_named(page, name):
    page.goto("/app/calendars")
    page.get_by_role("link", name=name, exact=True).click()


def test_a_default_of_zoom_asks_to_connect_first_and_then_whether_others_follow(own_demo, new_page):
    page = new_page()
    sign_in(page, "rhea")
    page.goto("/app/profile")
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Meetings take place").select_option("phone")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#location_detail-error")).to_be_visible()
    page.get_by_label("Link, text, number or address").fill("+30 21 01234567")
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Should the other calendars follow?")
    expect(dialog.get_by_text("Introductory call")).to_be_visible()
    dialog.get_by_role("button", name="Change these").click()
    expect(page.get_by_text("What is booked already stays where it is.")).to_be_visible()
    expect(page.get_by_text("By phone: +30 21 01234567").first).to_be_visible()
    # Zoom, which she has not connected.
    page.get_by_label("Meetings take place").select_option("zoom")
    page.get_by_role("button", name="Save").click()
    connect = page.get_by_role("dialog", name="Connect to Zoom")
    connect.get_by_role("button", name="Connect to Zoom").click()
    sign_in_to_zoom(page, "rhea")
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_text("Zoom is connected. Choose it below, and save.")).to_be_visible()
    page.get_by_label("Meetings take place").select_option("zoom")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog", name="Should the other calendars follow?")).to_be_visible()
    page.get_by_role("link", name="Leave them all").click()
    expect(page.get_by_text("The other calendars stay as they are.")).to_be_visible()


def test_an_admin_may_choose_zoom_for_others_only_once_they_have_connected(own_demo, new_page):
    page = new_page()
    sign_in(page, "ada")
    page.goto("/app/team")
    page.get_by_role("link", name="Location of Rhea Kaplan").click()
    page.get_by_label("Meetings take place").select_option("zoom")
    page.get_by_role("button", name="Save").click()
    dialog = page.get_by_role("dialog", name="Connect to Zoom")
    dialog.get_by_role("button", name="Log in as Rhea Kaplan").click()
    expect(page.get_by_text("You are logged in as Rhea Kaplan")).to_be_visible()


def test_visitors_choose_among_places_and_hosts_have_their_own(own_demo, new_page):
    page = new_page()
    sign_in(page, "ada")
    calendar_named(page, "Introductory call")
    page.locator("summary", has_text="More places to choose from").click()
    page.get_by_role("button", name="Add a place").click()
    row = page.get_by_role("group", name=re.compile("^Place ")).last
    row.get_by_label("What guests read").fill("At your place")
    row.get_by_label("What kind of place").select_option("ask")
    page.locator(".save").get_by_role("button").click()
    page.wait_for_url("**done=saved")
    visitor = new_page()
    visitor.goto(f"/book/harbor/intro?timezone=Europe/Berlin&start={own_demo.fresh_start()}")
    expect(visitor.get_by_label("Where shall it take place?")).not_to_be_visible()
    visitor.get_by_label("Your name").fill("Place Chooser")
    visitor.get_by_label("E-mail").fill("place.chooser@guests.example")
    visitor.get_by_label("At your place").check()
    visitor.get_by_role("button", name="Book this time").click()
    expect(visitor.locator("#location-error")).to_be_visible()
    visitor.get_by_label("Where shall it take place?").fill("Invented Street 1")
    visitor.get_by_role("button", name="Book this time").click()
    expect(visitor.get_by_text("Invented Street 1").first).to_be_visible()
