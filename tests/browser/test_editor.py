"""An editor at work: what she does, and what she then sees."""

import re
from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from helpwell.knowledge.models import Attachment, Draft, Translation
from helpwell.people.models import User
from tests.desk.conftest import at
from tests.factories import publish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]

PASTE = """(element, data) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([bytes], "nose pad.png", { type: "image/png" }))
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""


def text_of(page: Page) -> Page:
    return page.get_by_role("textbox", name="Text", exact=True)


def picture() -> str:
    out = BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "PNG")
    return b64encode(out.getvalue()).decode()


def test_an_edit_is_published_and_a_customer_finds_it(open_page: Open, editor: User):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    page = open_page(at(translation), editor)

    text_of(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" The underground garage opens at seven.")
    page.get_by_role("button", name="Publish changes").click()
    expect(page.get_by_text("Customers find it from now on")).to_be_visible()

    visitor = open_page("/en/")
    visitor.get_by_role("combobox").fill("underground garage")
    expect(visitor.get_by_role("option", name=re.compile("Opening hours"))).to_be_visible()


def test_what_was_written_is_there_after_a_reload(open_page: Open, editor: User):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    page = open_page(at(translation), editor)

    page.get_by_label("Title").fill("Garage hours")
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    page.reload()

    expect(page.get_by_label("Title")).to_have_value("Garage hours")
    assert Translation.objects.get().live.title == "Opening hours"


@pytest.mark.complains
def test_text_stays_while_the_server_is_away_and_is_kept_when_it_is_back(open_page: Open, editor: User):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    page = open_page(at(translation), editor)

    page.context.set_offline(True)
    page.get_by_label("Title").fill("Garage hours")
    expect(page.get_by_text("Not saved, trying again")).to_be_visible()
    expect(page.get_by_label("Title")).to_have_value("Garage hours")

    page.context.set_offline(False)
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    assert Draft.objects.get().title == "Garage hours"


@pytest.mark.complains
def test_somebody_signed_out_in_the_middle_signs_in_elsewhere_and_goes_on(open_page: Open, editor: User):
    page = open_page(at(publish("Opening hours", "<p>We open at nine.</p>")), editor)
    cookies = page.context.cookies()

    page.context.clear_cookies()
    page.get_by_label("Title").fill("Garage hours")
    expect(page.get_by_text("Not saved: you are signed out.")).to_be_visible()

    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] != "csrftoken"])
    page.context.new_page().goto(page.url.split("/desk/")[0] + "/desk/articles/")
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    assert Draft.objects.get().title == "Garage hours"


def test_a_pasted_picture_is_kept_and_its_description_asked_for(open_page: Open, editor: User):
    translation = publish("Replace a nose pad", "<p>Unscrew it.</p>")
    page = open_page(at(translation), editor)

    text_of(page).click()
    text_of(page).evaluate(PASTE, picture())
    page.get_by_role("dialog", name="What is to be seen or heard?").get_by_label("Description").fill("Two nose pads")
    page.get_by_role("button", name="Keep").click()

    expect(page.get_by_role("img", name="Two nose pads")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    attachment = Attachment.objects.get()
    assert attachment.alt == "Two nose pads"
    assert Draft.objects.get().body.count(f'src="{attachment.url}" alt="Two nose pads" width="60" height="40"') == 1


@pytest.mark.complains
def test_a_file_that_is_no_picture_is_refused_in_words(open_page: Open, editor: User):
    translation = publish("Replace a nose pad", "<p>Unscrew it.</p>")
    page = open_page(at(translation), editor)

    text_of(page).click()
    text_of(page).evaluate(PASTE, b64encode(b"<svg onload=alert(1)>").decode())

    expect(page.get_by_text(re.compile("neither a picture"))).to_be_visible()
    expect(text_of(page)).to_contain_text("Unscrew it.")


@pytest.mark.complains
def test_two_editors_meet_and_neither_loses_a_word(open_page: Open, editor: User, admin: User):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    first, second = open_page(at(translation), admin), open_page(at(translation), editor)

    first.get_by_label("Title").fill("Garage hours")
    expect(first.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    second.get_by_label("Title").fill("Parking hours")

    expect(second.get_by_text("Ana saved other words while you were writing.")).to_be_visible()
    second.get_by_text("Compare:").click()
    expect(second.locator("del").first).to_have_text("Garage")
    expect(second.locator("ins").first).to_have_text("Parking")
    second.get_by_role("button", name="Go on with mine").click()
    expect(second.get_by_label("Title")).to_have_value("Parking hours")
    expect(second.get_by_text("saved other words")).to_have_count(0)
    assert translation.revisions.get(origin="aside").title == "Garage hours"


def test_markdown_and_the_toolbar_make_headings_lists_and_links(open_page: Open, editor: User):
    other = publish("Returns", "<p>Within thirty days.</p>")
    translation = publish("Opening hours", "<p>Nine</p>")
    page = open_page(at(translation), editor)

    text_of(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.type("## When\n1. **Weekdays**\n")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Link", exact=True).first.click()
    page.get_by_label("An article, or a web address").fill("return")
    page.get_by_role("button", name="Returns").click()

    expect(text_of(page).get_by_role("heading", name="When")).to_be_visible()
    expect(text_of(page).get_by_role("link", name="Returns")).to_be_visible()
    expect(page.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
    body = Draft.objects.get().body
    assert f'href="article:{other.article.public_id}"' in body
    assert "<h2>When</h2><ol><li><p><strong>Weekdays</strong></p></li></ol>" in body


def test_a_question_that_misses_is_made_to_lead_here(open_page: Open, editor: User):
    translation = publish("Replace a nose pad", "<p>Unscrew the old pad, click in the new one.</p>")
    page = open_page(at(translation), editor)

    page.get_by_label("A customer's question").fill("my squeegle flew away")
    expect(page.get_by_text("Customers find nothing.")).to_be_visible()
    page.get_by_role("button", name="Let this question lead here").click()
    expect(page.get_by_label("Customers also ask")).to_have_value("my squeegle flew away")

    page.get_by_label("A customer's question").fill("squeegle flew away")
    expect(page.get_by_text("Found first.")).to_be_visible()
