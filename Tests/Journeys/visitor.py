"""A visitor in a browser: opens the booking page, picks a time, fills in the form."""

from datetime import datetime
from zoneinfo import ZoneInfo

from demo import moment
from playwright.sync_api import expect

BOOKING = "/book/harbor/intro"


class Visitor:
    def __init__(self, page, name, zone="America/New_York"):
        self.page = page
        self.name = name
        self.email = f"{name.lower().replace(' ', '.')}@example.com"
        self.zone = zone

    def local(self, start):
        return moment(start).astimezone(ZoneInfo(self.zone))

    def open(self, path=BOOKING):
        self.page.goto(path)
        expect(self.page.locator("[data-pick]")).to_have_attribute("data-zone", self.zone)

    def change_zone(self, zone):
        self.zone = zone
        self.page.get_by_label("Time zone").select_option(zone)
        expect(self.page.locator("[data-pick]")).to_have_attribute("data-zone", zone)

    def choose_day(self, start):
        local = self.local(start)
        title = self.page.locator("#month-title")
        while (before := title.inner_text()) != f"{local:%B} {local.year}":
            way = "Next" if datetime.strptime(before, "%B %Y") < local.replace(tzinfo=None) else "Previous"
            self.page.get_by_role("link", name=f"{way} month").click()
            expect(title).not_to_have_text(before)
        self.page.locator(f"#day-{local.day}").click()
        expect(self.page.locator("#times-title")).to_have_text(f"{local:%A} {local.day} {local:%B}")

    def choose_time(self, start):
        self.page.locator("#times").get_by_role("link", name=f"{self.local(start):%H:%M}").click()
        expect(self.page.locator("#details form")).to_be_visible()

    def choose(self, start):
        self.choose_day(start)
        self.choose_time(start)

    def fill_in(self, notes=""):
        self.page.get_by_label("Your name").fill(self.name)
        self.page.get_by_label("E-mail").fill(self.email)
        if notes:
            self.page.get_by_label("Anything we should know?").fill(notes)

    def press_book(self):
        self.page.get_by_role("button", name="Book this time").click()

    def book(self, start, path=BOOKING, notes=""):
        """The whole way from the link to the confirmation."""
        self.open(path)
        self.choose(start)
        self.fill_in(notes)
        self.press_book()
        self.sees("You are booked")

    def sees(self, headline):
        expect(self.page.get_by_role("heading", level=1, name=headline)).to_be_visible()

    def sees_room(self, words, seconds=15):
        expect(self.page.locator(".room")).to_contain_text(words, timeout=seconds * 1000)

    @property
    def join_link(self):
        return self.page.get_by_label("Your personal link").input_value()
