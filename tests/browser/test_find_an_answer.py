"""A customer asks in her own words and finds the answer, in whichever way she can."""

import re

from playwright.sync_api import Page, expect

from helpwell.answers.models import Question, Synonym
from helpwell.knowledge.models import Phrasing, Translation
from tests.factories import make_category, publish


def shop() -> None:
    """A few answers in two topics."""
    orders, repairs = make_category("Orders"), make_category("Repairs")
    publish("Change your delivery address", "<p>Open the order and choose Change address.</p>", category=orders)
    publish("When does my parcel come?", "<p>Two to three days after dispatch.</p>", category=orders)
    publish("Nose pad lost or loose", "<p>We send nose pads for free.</p>", category=repairs)
    publish("Glasses are broken", "<p>Send them to our workshop.</p>", category=repairs)


def test_with_a_typo_and_the_keyboard_alone(page: Page):
    shop()
    page.goto("/en/")
    field = page.get_by_role("combobox", name="Your question")

    field.focus()
    page.keyboard.type("delivry adress")
    expect(page.get_by_role("option").first).to_contain_text("Change your delivery address")
    expect(field).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_contain_text("Change your delivery address")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Change your delivery address")
    question = Question.objects.get()
    assert (question.text, question.opened_rank) == ("delivry adress", 1)


def test_half_a_question_becomes_one_that_people_ask(page: Page):
    shop()
    address = Translation.objects.get(slug="change-your-delivery-address")
    Phrasing.replace(address, ["How can I change where my order goes?"], by=None)
    page.goto("/en/")

    with page.expect_response("**/questions/"):
        page.get_by_role("combobox").press_sequentially("how can i chnage where", delay=20)
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_text(re.compile("^How can I change where my order goes"))
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile(r"/en/search/\?q=How\+can\+I"))
    expect(page.get_by_role("heading", name="Change your delivery address")).to_be_visible()
    assert Question.objects.get().text == "How can I change where my order goes?"


def test_results_change_with_the_letters_and_close_on_escape(page: Page):
    shop()
    page.goto("/en/")
    field = page.get_by_role("combobox", name="Your question")

    field.press_sequentially("par", delay=40)
    expect(page.get_by_role("option").first).to_contain_text("parcel")
    field.fill("nose")
    expect(page.get_by_role("option").first).to_contain_text("Nose pad")
    page.keyboard.press("Escape")

    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("nose")


def test_a_lay_word_is_understood_and_said(page: Page):
    shop()
    Synonym.objects.create(language="en", word="rubber", meaning="nose pad")
    page.goto("/en/")

    page.get_by_role("combobox").fill("the rubber came off")

    expect(page.get_by_role("option").first).to_contain_text("Nose pad")
    expect(page.get_by_text("We search for “rubber” as nose pad too.")).to_be_visible()


def test_a_whole_mail_pasted_into_the_search_is_a_question_too(page: Page):
    shop()
    page.goto("/en/")

    page.get_by_role("combobox").focus()
    too_long_for_an_address = "Sveiki, šī ir ļoti gara vēstule. " * 2000
    page.keyboard.insert_text("My nose pad is lost. " + too_long_for_an_address)

    expect(page.get_by_role("option").first).to_contain_text("Nose pad")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Nose pad lost or loose")).to_be_visible()


def test_narrowed_to_one_topic(page: Page):
    shop()
    publish("Address of the workshop", "<p>Where to send glasses.</p>", category=make_category("Visit"))
    page.goto("/en/")

    page.get_by_role("combobox").fill("address")
    page.get_by_role("button", name=re.compile("^Orders")).click()

    expect(page.get_by_role("button", name=re.compile("^Orders"), pressed=True)).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(1)


def test_nothing_found_is_said_under_the_field_with_a_way_on(page: Page):
    shop()
    page.goto("/en/")

    page.get_by_role("combobox").fill("xylophone")

    expect(page.get_by_text("We have no answer to that yet.")).to_be_visible()
    way_on = page.locator("live-search").get_by_role("link", name="Write to us")
    expect(way_on).to_have_attribute("href", re.compile("message=xylophone$"))


def test_without_javascript(visit):
    shop()
    page = visit(java_script_enabled=False)
    page.goto("/en/")

    page.get_by_label("Your question").fill("delivry adress")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"/en/search/\?q=delivry\+adress$"))
    page.get_by_role("link", name="Change your delivery address").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Change your delivery address")
    assert Question.objects.get().opened_rank == 1


def test_a_question_counts_once_its_asker_is_quiet(page: Page):
    shop()
    page.goto("/en/")

    field = page.get_by_role("combobox")
    with page.expect_response("**/questions/"):
        field.press_sequentially("when does my parcel", delay=20)
    with page.expect_response("**/questions/"):
        field.press_sequentially(" come", delay=20)

    assert Question.objects.get().text == "when does my parcel come"
