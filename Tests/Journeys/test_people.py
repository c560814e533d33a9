"""People come in, move between accounts, and are worked for."""

import base64
import hmac
import io
import re
import struct
import time
import urllib.parse

import zxingcpp
from host import sign_in
from PIL import Image
from playwright.sync_api import expect


def to_agency(page):
    page.goto("/app/team")
    page.locator("details.places summary").click()
    page.locator("details.places").get_by_role("button", name="Agency").click()
    page.wait_for_url("**/agency")


def forget_password(demo, page, address):
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill("nobody@harbor.example")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("a link is on its way")).to_be_visible()
    page.goto("/forgot")
    page.get_by_label("E-mail").fill(address)
    page.get_by_role("button", name="Send me a link").click()
    mail = demo.mailbox.wait_for(address, "Set a new password")
    page.goto(re.search(r"https?://\S+/reset/\S+", mail.plain).group())
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Set it").click()
    expect(page.locator("#password-error")).to_be_visible()
    page.get_by_label("New password").fill("an even longer password")
    page.get_by_role("button", name="Set it").click()
    expect(page.get_by_text("Your password is set.")).to_be_visible()


def test_an_invitation_leads_a_new_colleague_in_who_can_forget_the_password(demo, page):
    sign_in(page, "ada")
    page.goto("/app/team")
    page.get_by_role("link", name="Add employee").click()
    page.get_by_label("E-mail").fill("not an address")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator("#email-error")).to_be_visible()
    page.get_by_label("E-mail").fill("nils@harbor.example")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    expect(page.get_by_text("nils@harbor.example", exact=True)).to_be_visible()
    mail = demo.mailbox.wait_for("nils@harbor.example", "You are invited")
    link = re.search(r"https?://\S+/invite/\S+", mail.plain).group()

    page.context.clear_cookies()
    guest = page
    guest.goto(link)
    guest.get_by_label("Your name").fill("Nils Holm")
    guest.get_by_label("Choose a password").fill("a long password")
    guest.get_by_role("button", name="Join").click()
    expect(guest.get_by_role("heading", name="Appointments", exact=True)).to_be_visible()
    expect(guest.get_by_role("link", name="Nils Holm")).to_be_visible()
    guest.goto(link)
    expect(guest.get_by_role("heading", name="This link works no more")).to_be_visible()
    guest.context.clear_cookies()
    forget_password(demo, guest, "nils@harbor.example")


def test_a_new_account_is_opened_and_switched_to(page):
    sign_in(page, "ada")
    to_agency(page)
    page.get_by_role("link", name="New account").click()
    page.get_by_label("Name", exact=True).fill("North Studio")
    page.get_by_label("Name in its links").fill("Not A Slug")
    page.get_by_label("Add me as a member").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#slug-error")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("North Studio")
    page.get_by_label("Name in its links").fill("north")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Open North Studio").click()
    expect(page.get_by_role("heading", name="Appointments", exact=True)).to_be_visible()
    # No member: no profile, and told how to get one.
    expect(page.get_by_role("link", name="Profile")).to_have_count(0)
    assert page.goto("/app/profile").status == 403
    expect(page.get_by_text("User roles, Add to account")).to_be_visible()
    page.goto("/app/team")
    page.locator("details.places summary").click()
    page.locator("details.places").get_by_role("button", name="Harbor Consulting", exact=True).click()
    expect(page.get_by_role("link", name="Profile")).to_be_visible()


def test_an_admin_logs_in_as_a_host_and_back(page):
    sign_in(page, "ada")
    to_agency(page)
    page.goto("/agency/people")
    page.get_by_role("link", name="Rhea Kaplan", exact=True).click()
    page.get_by_role("button", name="Log in as Rhea Kaplan").click()
    banner = page.get_by_text("You are logged in as Rhea Kaplan")
    expect(banner).to_be_visible()
    page.goto("/app/profile/integrations")
    expect(banner).to_be_visible()
    page.get_by_role("button", name="Back to Ada Vance").click()
    page.goto("/agency/audit")
    expect(page.get_by_text("Ada Vance logged in as Rhea Kaplan").first).to_be_visible()


def test_a_form_from_before_the_switch_changes_nothing(page):
    sign_in(page, "ada")
    page.goto("/app/profile")
    other = page.context.new_page()
    to_agency(other)
    page.get_by_label("Name").fill("Somebody Else")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("This page is out of date")).to_be_visible()
    other.close()


def test_a_photo_is_made_small_and_shown_to_guests(demo, new_page):
    page = new_page()
    sign_in(page, "milo")
    page.goto("/app/profile")
    picture = {"name": "me.png", "mimeType": "image/png", "buffer": page.screenshot()}
    page.get_by_label("Choose a picture").set_input_files(picture)
    photo = page.get_by_role("img", name="How guests see you")
    expect(photo).to_be_visible()
    assert photo.evaluate("(image) => [image.naturalWidth, image.naturalHeight]") == [256, 256]
    guest = new_page()
    guest.goto("/book/harbor/intro")
    expect(guest.get_by_role("img", name="Milo Okafor")).to_have_attribute("src", re.compile("/photos/"))
    page.get_by_label("Choose a picture").set_input_files(
        {"name": "no.png", "mimeType": "image/png", "buffer": b"no picture"})
    expect(page.locator("#photo-error")).to_be_visible()
    page.get_by_role("button", name="Remove the photo").click()
    expect(photo).to_have_count(0)
    guest.reload()
    expect(guest.locator("img.avatar")).to_have_count(0)


def test_an_authenticator_is_set_up_by_scanning_and_asked_for_from_then_on(demo, page):
    sign_in(page, "milo")
    page.goto("/me/authenticator")
    picture = Image.open(io.BytesIO(page.get_by_role("img", name="A code to scan").screenshot()))
    (code,) = zxingcpp.read_barcodes(picture)
    address = urllib.parse.urlsplit(code.text)
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    secret = urllib.parse.parse_qs(address.query)["secret"][0]
    page.get_by_label("The code it shows").fill(one_time_code(secret))
    page.get_by_role("button", name="Turn it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/me/security")
    page.locator("details summary", has_text="Remove").click()
    page.locator("#remove_current").fill("usher-demo")
    page.get_by_role("button", name="Remove").click()
    expect(page.get_by_role("link", name="Set it up")).to_be_visible()


def one_time_code(secret):
    """What an authenticator app shows now (RFC 6238)."""
    moment = struct.pack(">Q", int(time.time()) // 30)
    mark = hmac.digest(base64.b32decode(secret), moment, "sha1")
    start = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
