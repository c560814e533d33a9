"""The people who book, as a small practice keeps them."""

import json

from host import sign_in
from playwright.sync_api import expect

ARABIC = "عمر الخيّام"


def test_a_contact_is_found_written_about_and_booked_for(demo, page):
    sign_in(page, "ada")
    page.get_by_role("link", name="Contacts").click()
    page.get_by_role("link", name="Add a contact").click()
    page.get_by_label("E-mail").fill("nowhere")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.locator("#name-error")).to_be_visible()
    expect(page.locator("#email-error")).to_be_visible()
    page.get_by_label("Name").fill("Zoë 👩‍🚀 Ångström")
    page.get_by_label("E-mail").fill("zoe.angstrom@guests.example")
    page.get_by_label("Tags").fill("Client, spring offer")
    page.get_by_label("Looked after by").select_option(label="Ada Vance")
    page.get_by_role("button", name="Add the contact").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zoë 👩‍🚀 Ångström")
    page.get_by_label("Write a note").fill("Prefers mornings.")
    page.get_by_role("button", name="Add the note").click()
    expect(page.locator(".events").get_by_text("Prefers mornings.")).to_be_visible()
    # Found without accents, and by her tag.
    page.goto("/app/contacts")
    page.get_by_label("Name, e-mail or number").fill("zoe angs")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("a.row")).to_have_count(1)
    page.locator("a.row").click()
    page.get_by_role("link", name="spring offer").click()
    expect(page.locator("a.row")).to_have_count(1)
    page.locator("a.row").click()
    page.locator("details.menu summary").click()
    page.get_by_role("link", name="Consultation").click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Zoë 👩‍🚀 Ångström")
    expect(page.get_by_label("E-mail", exact=True)).to_have_value("zoe.angstrom@guests.example")


def test_a_file_of_contacts_comes_in_and_bad_rows_are_named(demo, page, tmp_path):
    table = tmp_path / "contacts.csv"
    table.write_bytes(
        "First Name;Last Name;E-mail Address;Labels\r\nÅsa;Öberg;asa.oberg@guests.example;import\r\n"
        ";;not an address;\r\nÅsa;Twin;asa.twin@guests.example;import\r\n".encode("cp1252")
    )
    sign_in(page, "ada")
    page.goto("/app/contacts/import")
    page.get_by_label("CSV file").set_input_files(table)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("2 added. The file was read as Windows-1252.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 row was left out")).to_be_visible()
    expect(page.get_by_role("cell", name="not an address, not an address")).to_be_visible()
    # Once more from the page that came back: nothing is added twice.
    page.get_by_label("CSV file").set_input_files(table)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("2 left as they were.")).to_be_visible()
    page.get_by_role("link", name="See the contacts").click()
    page.get_by_label("Tag").select_option("import")
    page.get_by_role("button", name="Search", exact=True).click()
    expect(page.locator("a.row").first).to_contain_text("Åsa Öberg")
    with page.expect_download() as exported:
        page.get_by_role("link", name="Export").click()
    text = exported.value.path().read_bytes().decode("utf-8-sig")
    assert text.startswith("Name,E-mail,Phone") and "Åsa Öberg" in text and "\r\n" in text


def test_too_large_a_file_is_refused_in_words(demo, page, tmp_path):
    table = tmp_path / "huge.csv"
    table.write_bytes(b"E-mail\n" + b"x" * (5 << 20))
    sign_in(page, "ada")
    page.goto("/app/contacts/import")
    page.get_by_label("CSV file").set_input_files(table)
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.locator("#file-error")).to_contain_text("more than the 4 MB")


def test_without_scripts_a_table_can_be_pasted(demo, new_page):
    page = new_page(java_script_enabled=False)
    sign_in(page, "ada")
    page.goto("/app/contacts/import")
    page.get_by_label("Or paste the table").fill(f"Name,E-mail\n{ARABIC},omar.khayyam@guests.example")
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_text("1 added.")).to_be_visible()
    page.goto("/app/contacts?q=khayyam")
    expect(page.locator("a.row bdi")).to_have_text(ARABIC)


def test_two_records_of_one_person_become_one(demo, page):
    for address in ("twin.one", "twin.two"):
        demo.book(demo.fresh_start(), "Gemma Twin", email=f"{address}@guests.example")
    sign_in(page, "ada")
    page.goto("/app/contacts/duplicates")
    group = page.get_by_role("form", name="Contacts called Gemma Twin")
    group.get_by_role("button", name="Merge those that are ticked").click()
    expect(page.get_by_text("Merged.")).to_be_visible()
    page.goto("/app/contacts?q=gemma")
    expect(page.locator("a.row")).to_have_count(1)
    page.locator("a.row").click()
    expect(page.get_by_text("Merged with: Gemma Twin")).to_be_visible()
    expect(page.locator("#upcoming-title ~ *, section:has(#upcoming-title) li")).not_to_have_count(0)


def test_a_person_can_have_their_data_and_be_forgotten(demo, page):
    demo.book(demo.fresh_start(), "Forget Me", email="forget.me@guests.example")
    sign_in(page, "ada")
    page.goto("/app/contacts?q=forget")
    page.locator("a.row").click()
    with page.expect_download() as exported:
        page.get_by_role("link", name="Export as JSON").click()
    data = json.loads(exported.value.path().read_text())
    assert data["contact"]["email"] == "forget.me@guests.example" and len(data["appointments"]) == 1
    page.get_by_text("Erase them").click()
    page.get_by_role("button", name="Erase Forget Me").click()
    expect(page.locator("#sure-error")).to_contain_text("Tick that you are sure")
    page.get_by_label("I am sure.").check()
    page.get_by_role("button", name="Erase Forget Me").click()
    expect(page.locator("#sure-error")).to_contain_text("Cancel them first")
    page.locator("section:has(#upcoming-title) a").first.click()
    page.locator("summary", has_text="Cancel").first.click()
    page.get_by_role("button", name="Cancel it and tell the guest").click()
    page.get_by_role("link", name="Forget Me").click()
    page.get_by_text("Erase them").click()
    page.get_by_label("I am sure.").check()
    page.get_by_role("button", name="Erase Forget Me").click()
    expect(page.get_by_text("all that is left")).to_be_visible()
    page.goto("/app/contacts?q=forget")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    page.goto("/app/appointments?show=cancelled")
    expect(page.get_by_text("Erased").first).to_be_visible()


def test_the_second_of_two_who_edit_a_contact_is_shown_both(demo, new_page):
    demo.book(demo.fresh_start(), "Edited Twice", email="edited.twice@guests.example")
    first, second = new_page(), new_page()
    for page in (first, second):
        sign_in(page, "ada")
        page.goto("/app/contacts?q=edited")
        page.locator("a.row").click()
        page.get_by_role("link", name="Edit", exact=True).click()
    first.get_by_label("Phone").fill("+49 30 1234567")
    first.get_by_role("button", name="Save").click()
    second.get_by_label("Tags").fill("vip")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_role("heading", name="Somebody else has changed this")).to_be_visible()
    row = second.get_by_role("row", name="Phone")
    expect(row).to_contain_text("+49 30 1234567")
    expect(second.get_by_label("Tags")).to_have_value("vip")
    second.get_by_label("Phone").fill("+49 30 1234567")
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_text("Saved.")).to_be_visible()
    expect(second.get_by_role("link", name="+49 30 1234567")).to_be_visible()
