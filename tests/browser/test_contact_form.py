"""A customer writes to us: the answer is there before she sends, or she sends and reads the reply by her own link."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect
from pytest_httpserver import HTTPServer

from helpwell.answers.models import Question
from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.browser.conftest import overflow, serious_findings
from tests.factories import InboxFactory, UserFactory, publish

NEXT_ROUND = 20_000  # ms; the page of a conversation asks for news every four seconds
SLOWLY = 30  # ms between two letters
WHILE_SHE_READS = 20_000  # ms


def shop() -> None:
    publish("Glasses are broken", "<p>Send them to our workshop, with a photo.</p><h2>How long?</h2><p>Eight days.</p>")
    publish("When does my parcel come?", "<p>Two to three days after dispatch.</p>")


def message_field(page: Page) -> Any:
    return page.get_by_label("What happened, or what would you like to know?")


def send(page: Page, text: str = "Do you repair umbrellas as well?") -> None:
    """From an empty form to the page that says it has arrived."""
    page.goto("/en/contact/")
    message_field(page).press_sequentially(text, delay=SLOWLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").press_sequentially("Laura Berg", delay=SLOWLY)
    page.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=SLOWLY)
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()


def test_with_a_typo_she_finds_the_answer_and_sends_nothing(page: Page):
    shop()
    page.goto("/en/contact/")

    message_field(page).press_sequentially("my glases are brokn, what shall I do?", delay=SLOWLY)
    expect(page.get_by_text("Send them to our workshop, with a photo.")).to_be_visible()
    page.get_by_role("button", name="Yes, that answered it").click()

    expect(page.get_by_role("heading", name="Good to know that it helped.")).to_be_focused()
    expect(message_field(page)).to_have_value("my glases are brokn, what shall I do?")
    question = Question.objects.get()
    assert (question.outcome, question.surface) == ("confirmed", "form")
    assert not Message.objects.exists()


def test_another_sends_reads_the_reply_by_her_link_and_answers(page: Page, transactional_db: None):
    shop()
    jana = UserFactory(role=User.Role.AGENT, name="Jana")
    send(page)
    conversation = Conversation.objects.get()
    link = re.search(r"http\S+(/en/conversations/\S+)", Mail.objects.get().text)[1]  # type: ignore[index]

    page.goto(link)
    expect(page.get_by_role("log")).to_contain_text("Do you repair umbrellas as well?")
    conversation.reply("We do. Bring it along.", by=jana)
    expect(page.get_by_role("log")).to_contain_text("We do. Bring it along.", timeout=NEXT_ROUND)
    bring_replies()
    assert "We do. Bring it along." in Mail.objects.latest("pk").text
    page.get_by_label("Your answer, or something to add").fill("Thank you. Until when are you open?")
    page.get_by_role("button", name="Send answer").click()

    expect(page.get_by_role("log")).to_contain_text("Until when are you open?")
    assert [message.kind for message in conversation.messages.said()] == ["from_contact", "reply", "from_contact"]
    assert conversation.contact.is_proven


def test_what_she_wrote_is_still_there_after_a_reload(page: Page):
    shop()
    page.goto("/en/contact/")
    message_field(page).press_sequentially("My glasses are broken", delay=SLOWLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").fill("Laura Berg")

    page.reload()

    expect(message_field(page)).to_have_value("My glasses are broken")
    expect(page.get_by_label("Your name")).to_have_value("Laura Berg")
    expect(page.get_by_role("button", name="Send message")).to_be_visible()


def test_the_answers_to_what_she_wrote_are_there_after_a_reload(page: Page):
    shop()
    page.goto("/en/contact/")
    message_field(page).press_sequentially("My glasses are broken", delay=SLOWLY)
    expect(page.get_by_text("Send them to our workshop, with a photo.")).to_be_visible()

    page.reload()

    expect(message_field(page)).to_have_value("My glasses are broken")
    expect(page.get_by_text("Send them to our workshop, with a photo.")).to_be_visible()


def test_a_closed_tab_keeps_what_she_wrote_and_not_who_she_is(page: Page):
    shop()
    page.goto("/en/contact/")
    message_field(page).press_sequentially("My glasses are broken", delay=SLOWLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").fill("Laura Berg")
    page.close()

    again = page.context.new_page()
    again.goto("/en/contact/")

    expect(message_field(again)).to_have_value("My glasses are broken")
    expect(again.get_by_label("Your name", exact=True)).to_have_value("")


def test_going_back_after_sending_sends_nothing_twice(page: Page):
    shop()
    send(page)

    page.go_back()
    expect(message_field(page)).to_be_visible()
    page.go_forward()

    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    assert Message.objects.count() == 1


def test_once_it_was_sent_the_draft_is_gone(page: Page):
    shop()
    send(page)

    page.goto("/en/contact/")

    expect(message_field(page)).to_have_value("")


def test_an_answer_that_becomes_likely_while_she_writes_on_is_opened(page: Page):
    shop()
    page.goto("/en/contact/")

    message_field(page).press_sequentially("my g", delay=SLOWLY)
    expect(page.get_by_role("heading", name="One of these may help")).to_be_visible()
    expect(page.get_by_text("Send them to our workshop")).to_be_hidden()
    message_field(page).press_sequentially("lasses are broken", delay=SLOWLY)

    expect(page.get_by_text("Send them to our workshop")).to_be_visible()


def test_an_answer_that_stands_open_in_front_of_her_has_been_read(page: Page):
    shop()
    page.goto("/en/contact/")

    with page.expect_response(lambda told: "read=article" in (told.request.post_data or ""), timeout=WHILE_SHE_READS):
        message_field(page).press_sequentially("my glasses are broken", delay=SLOWLY)

    assert Question.objects.filter(opened__live__title="Glasses are broken").count() == 1


def test_what_she_reads_stays_though_other_answers_come_late(page: Page):
    shop()
    page.goto("/en/contact/")
    message_field(page).press_sequentially("my g", delay=SLOWLY)
    expect(page.get_by_role("heading", name="One of these may help")).to_be_visible()
    late: list[Route] = []
    page.route("**/contact/answers/", lambda route: late.append(route))
    with page.expect_request("**/contact/answers/"):
        message_field(page).fill("When does my parcel come?")

    page.get_by_text("Glasses are broken", exact=True).click()
    with page.expect_response("**/contact/answers/"):
        late[0].continue_()
    page.unroute("**/contact/answers/")
    page.evaluate("new Promise(requestAnimationFrame)")
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()
    message_field(page).press_sequentially(" Soon?", delay=SLOWLY)

    expect(page.get_by_text("Two to three days after dispatch.")).to_be_visible()


COUNT_QUESTIONS = """
  const ask = window.fetch
  window.underWay = window.most = 0
  window.fetch = async (...what) => {
    window.most = Math.max(window.most, ++window.underWay)
    try { return await ask(...what) } finally { window.underWay -= 1 }
  }
"""  # counted in the page: what the browser tells of the end of a request may come after the next one's beginning


def test_there_is_never_more_than_one_question_under_way(page: Page):
    shop()
    page.add_init_script(COUNT_QUESTIONS)
    page.goto("/en/contact/")

    message_field(page).press_sequentially("my glasses are broken and I need new ones", delay=80)
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()

    assert page.evaluate("window.most") == 1


@pytest.mark.complains  # the browser reports the answer 422
def test_a_wrong_address_is_mended_and_the_chosen_file_is_still_there(page: Page, transactional_db: None):
    page.goto("/en/contact/")
    message_field(page).press_sequentially("It fell down", delay=SLOWLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").press_sequentially("Laura", delay=SLOWLY)
    page.get_by_label("Photos or files").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"hello"}
    )
    field = page.get_by_label("E-mail for our answer")
    field.press_sequentially("laura@example", delay=100)
    field.press("Enter")
    expect(page.get_by_text("Something is missing after the dot")).to_be_visible()
    expect(field).to_be_focused()

    field.fill("laura@example.com")
    field.press("Enter")

    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    assert Message.objects.get().files.get().name == "a.txt"


@pytest.mark.complains  # the browser reports that it is offline
def test_without_a_line_the_text_stays_and_is_sent_once_it_is_back(page: Page, transactional_db: None):
    page.goto("/en/contact/")
    message_field(page).press_sequentially("It fell down", delay=SLOWLY)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Your name").press_sequentially("Laura", delay=SLOWLY)
    page.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=SLOWLY)

    page.context.set_offline(True)
    page.get_by_role("button", name="Send message").click()
    expect(page.get_by_role("alert")).to_contain_text("Your text is still here")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send message").click()

    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    assert Message.objects.count() == 1


def test_without_a_script_the_same_form_walks_the_same_steps(visit: Any, transactional_db: None):
    shop()
    page = visit(java_script_enabled=False)
    page.goto("/en/contact/")

    message_field(page).fill("My glasses are broken")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_text("Send them to our workshop")).to_be_visible()
    page.get_by_label("Your name").press_sequentially("Laura", delay=SLOWLY)
    page.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=100)
    page.get_by_role("button", name="Send message").click()

    expect(page.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    assert Question.objects.get().conversation == Conversation.objects.get()


def test_inside_another_website_it_answers_and_sends(
    page: Page, live_server: Any, httpserver: HTTPServer, transactional_db: None
):
    shop()
    inbox = InboxFactory(origins=[httpserver.url_for("").rstrip("/")])
    tag = f'<script src="{live_server.url}/embed/contact.js" data-inbox="{inbox.key}" data-language="en"></script>'
    httpserver.expect_request("/shop").respond_with_data(f"<h1>Shop</h1>{tag}", content_type="text/html")
    httpserver.expect_request("/favicon.ico").respond_with_data("")
    page.goto(httpserver.url_for("/shop"))
    form = page.frame_locator("iframe")

    form.get_by_label("What happened").press_sequentially("my glases are broken", delay=SLOWLY)
    expect(form.get_by_text("Send them to our workshop")).to_be_visible()
    form.get_by_role("button", name="No, send it anyway").click()
    form.get_by_label("Your name").press_sequentially("Laura", delay=SLOWLY)
    form.get_by_label("E-mail for our answer").press_sequentially("laura@example.com", delay=SLOWLY)
    form.get_by_role("button", name="Send message").click()

    expect(form.get_by_role("heading", name="Your message has arrived")).to_be_visible()
    message = Message.objects.get()
    assert message.page == httpserver.url_for("/shop")
    assert message.conversation.inbox == inbox
    assert Question.objects.get().conversation == message.conversation


@pytest.mark.complains  # axe styles the page, which the page's policy refuses
@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_every_step_is_for_everybody(visit: Any, transactional_db: None, width: int, color_scheme: str):
    shop()
    publish("Donaudampfschifffahrtsgesellschaftskapitänsbrille ist kaputt", language="de")
    Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    page = visit(width, color_scheme=color_scheme)
    for address in ("/en/contact/", "/en/contact/?message=My+glasses+are+broken", "/de/contact/?message=brille+kaputt"):
        page.goto(address)
        assert serious_findings(page) == [], address
        assert overflow(page) <= 0, address

    send(page)
    for _ in range(2):
        assert serious_findings(page) == [], page.url
        assert overflow(page) <= 0, page.url
        if (own := page.get_by_role("link", name="See your message")).is_visible():
            own.click()
