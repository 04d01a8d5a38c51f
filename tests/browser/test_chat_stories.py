"""What customers live through in the chat of a foreign website, with somebody at the desk on the other side."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_site import SLOW, Site, at_desk, open_chat, write_page
from tests.browser.shop_serving import REPLY, stalled

FLOW = """
from helpwell.automation.models import Flow
from helpwell.conversations.models import Inbox
inbox = Inbox.objects.get()
inbox.change(None, options={**inbox.options, "fields": [
    {"key": "order", "labels": {"en": "Order number"}, "kind": "number", "is_required": True}]})
flow = Flow(inbox=inbox)
steps = [
    {"key": "what", "kind": "choice", "texts": {"en": "What is it about?"}, "options": [
        {"labels": {"en": "Send it back"}, "to": "back"}, {"labels": {"en": "Repair it"}, "to": "order"}]},
    {"key": "back", "kind": "answer", "subject": "returns", "to": "order"},
    {"key": "order", "kind": "ask", "subject": "order"},
    {"key": "english", "kind": "condition", "subject": "language", "value": "en", "to": "tag"},
    {"key": "sorry", "kind": "say", "texts": {"en": "This is said in other languages only."}},
    {"key": "tag", "kind": "action", "subject": "tag", "value": "repair"},
    {"key": "person", "kind": "handover", "texts": {"en": "Our workshop will look at it."}},
]
flow.change(None, name="Repair", titles={"en": "My glasses are broken"}, draft=steps)
flow.publish(None)
"""
WALKED = """
from helpwell.automation.models import Flow
from helpwell.conversations.models import Conversation
flow, conversation = Flow.objects.get(), Conversation.objects.latest("pk")
counts = flow.counts()
assert (counts.begun, counts.handed_over) == (1, 1), counts
assert conversation.told() == [("Order number", "4711")], conversation.told()
assert [tag.name for tag in conversation.tags.all()] == ["repair"]
flow.switch_off(None)
"""
CLOSED = "from tests.factories import closed_for_now; closed_for_now()"
DONE = "from helpwell.conversations.models import Conversation; Conversation.objects.latest('pk').resolve(None)"
RATED = (
    "from helpwell.conversations.models import Conversation; assert Conversation.objects.latest('pk').rating.helpful"
)
OPEN_AGAIN = "from helpwell.people.models import BusinessHours; BusinessHours.objects.all().delete()"
MAILED = """
from django.utils import timezone
from datetime import timedelta
from helpwell.channels.chat.deliver import bring_replies
from helpwell.conversations.models import Message
from helpwell.outbox.models import Mail
Message.objects.filter(kind="reply").update(said_at=timezone.now() - timedelta(minutes=5))
bring_replies()
mail = Mail.objects.latest("pk")
assert mail.to == ["laura@example.com"], mail.to
assert "We have mended it" in mail.text, mail.text
"""
GERMAN = """
from tests.factories import publish
from helpwell.knowledge.models import Article
if not Article.objects.filter(public_id="umtausch").exists():
    de = publish("Wie tausche ich meine Brille um?", "<p>Innerhalb von dreißig Tagen.</p>", "de", public_id="umtausch")
    publish("Kā apmainīt brilles?", "<p>Trīsdesmit dienu laikā.</p>", "lv", article=de.article)
"""
ONE_WAITS = """
from helpwell.conversations.models import Conversation
last = Conversation.objects.latest("pk")
assert list(Conversation.objects.with_contact(last.contact)) == [last]
assert (last.subject, last.status, last.waiting_since is None) == ("My frame is bent", "open", False), last.status
"""


def says(chat: Page, text: str) -> None:
    chat.get_by_role("textbox", name="Message").fill(text)
    chat.get_by_role("button", name="Send").click()


def test_a_wrong_answer_then_a_person_who_knows_all_of_it(site: Site):
    """Both write at once, each sees it; the assistant is silent once somebody has joined."""
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("searchbox").fill("How do I return glasses?")
        chat.get_by_role("searchbox").press("Enter")
        chat.get_by_role("log").get_by_role("button", name="How do I return glasses?").first.click()
        expect(chat.get_by_role("log")).to_contain_text("Within thirty days")
        chat.get_by_role("button", name="No", exact=True).click()
        expect(chat.get_by_role("log")).to_contain_text("Then that was not it")
        says(chat, "The frame broke twice and I want it mended, not returned")
        chat.get_by_role("button", name="Write to a person").last.click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()

        desk = at_desk(site)
        desk.get_by_role("link", name="Somebody").first.click()
        log = desk.get_by_role("log")
        expect(log).to_contain_text("The frame broke twice")
        expect(log).to_contain_text("Within thirty days")
        expect(desk.get_by_role("complementary")).to_contain_text("How do I return glasses?")
        # For so long that it is told again, should the desk's line not have been open at the first letter.
        message = chat.get_by_role("textbox", name="Message")
        message.press_sequentially("Are you there, and can I still send it?", delay=90)
        expect(desk.get_by_text("is writing …")).to_be_visible()
        reply = desk.get_by_role("textbox", name="Reply")
        reply.press_sequentially("I see both", delay=60)
        expect(chat.get_by_text("is writing …")).to_be_visible()
        reply.fill("I see both breaks and what you read. We mend it for free.")
        reply.press("Control+Enter")

        expect(chat.get_by_text("We mend it for free.")).to_be_visible()
        expect(chat.get_by_text("Jana is now in the conversation")).to_be_visible()
        expect(chat.get_by_role("log").get_by_text("Person", exact=True)).to_be_visible()
        automatic = chat.get_by_text("Automatic answer").count()
        says(chat, "Where is my parcel?")
        expect(log).to_contain_text("Where is my parcel?")
        expect(chat.get_by_text("Seen")).to_be_visible()
        page.wait_for_timeout(2_500)
        assert chat.get_by_text("Automatic answer").count() == automatic


def test_the_agent_sees_where_she_goes_on_the_website(site: Site):
    """Beside her words, for as long as she is there: a page that renames itself, another one, and none."""
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        says(chat, "Does the titanium frame come in blue?")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        desk = at_desk(site)
        desk.locator(".conversation", has_text="come in blue").get_by_role("link").first.click()
        where = desk.get_by_text("Reads right now:")
        expect(where).to_contain_text("Frame Fjord")

        page.evaluate("document.title = 'Basket (1)'")
        expect(where).to_contain_text("Basket (1)")
        page.goto(f"{site.url}?colour=blue")
        expect(where).to_contain_text("Frame Fjord")
        page.goto("about:blank")
        expect(where).to_be_hidden()


def test_out_of_hours_the_message_is_taken_and_the_answer_comes_by_mail(site: Site):
    site.shop.run(CLOSED)
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        expect(chat.get_by_text("we are back on")).to_be_visible()
        chat.get_by_role("button", name="Write to a person").click()
        says(chat, "My frame is bent")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        expect(chat.get_by_text("You are next")).to_have_count(0)
        chat.get_by_role("textbox", name="E-mail address").fill("laura@example.com")
        chat.get_by_role("button", name="Save").click()
        expect(chat.get_by_text("The answer also goes to laura@example.com.")).to_be_visible()
        page.goto("about:blank")
        site.shop.run(REPLY.format(text="We have mended it"))
        site.shop.run(MAILED)

        page.goto(site.url)
        chat = open_chat(page, "Help, 1 new")
        expect(chat.get_by_text("We have mended it")).to_be_visible()
        site.shop.run(DONE)
        expect(chat.get_by_text("Did that answer your question?")).to_be_visible()
        chat.get_by_role("button", name="Yes").click()
        expect(chat.get_by_text("Thank you. Good to know.")).to_be_visible()
        site.shop.run(RATED)
    site.shop.run(OPEN_AGAIN)


NOT_FOUND = """
from helpwell.answers.models import Question
assert Question.objects.get(text="xyzzy qwrtz").decision == "found_nothing"
"""
PARTS = """
from helpwell.conversations.models import Inbox
inbox = Inbox.objects.get()
inbox.change(None, options={{**inbox.options, "assistant": {assistant}, "people": {people}, "form_url": "{form}"}})
"""


def test_search_alone_finds_or_says_that_there_is_nothing_and_where_to_write(site: Site):
    """Neither assistant nor people: an article, its way on, and no question that ends in silence (G14)."""
    site.shop.run(PARTS.format(assistant=False, people=False, form="https://shop.example/contact"))
    with site.served():
        chat = open_chat(site.visit())
        chat.get_by_role("searchbox").fill("xyzzy qwrtz")
        chat.get_by_role("searchbox").press("Enter")
        expect(chat.get_by_role("region", name="Answers")).to_contain_text("We have no answer to that yet.")
        expect(chat.get_by_role("link", name="Write us a message")).to_be_visible()
        chat.page.wait_for_timeout(2_000)  # it stays, and what she asked is known
        expect(chat.get_by_role("region", name="Answers")).to_contain_text("We have no answer to that yet.")
        site.shop.run(NOT_FOUND)
        chat.get_by_role("searchbox").fill("Where is my parcel?")
        chat.get_by_role("searchbox").press("Enter")
        expect(chat.get_by_role("article")).to_contain_text("The number is in your mail.")
        expect(chat.get_by_role("link", name="Write us a message")).to_be_visible()
        expect(chat.get_by_role("button", name="Write to a person")).to_have_count(0)
    site.shop.run(PARTS.format(assistant=True, people=True, form=""))


OFTEN = """
from helpwell.knowledge.models import Translation
from tests.factories import QuestionFactory
parcel = Translation.objects.get(article__public_id="parcel", language="en")
QuestionFactory(text="parcel", language="en").open(parcel, 1)
"""
WAYS = """chat => [...chat.querySelectorAll('input[type=search], .list button, .foot .button')]
    .map((one) => one.getAttribute("aria-label") || one.textContent)"""


def test_ways_to_us_stand_in_their_order_and_none_is_ever_hidden(site: Site):
    """What many ask, the assistant, a person, the form (G13); a hard question skips the answer (G12)."""
    site.shop.run(PARTS.format(assistant=True, people=True, form="https://shop.example/contact"))
    site.shop.run(OFTEN)
    with site.served():
        chat = open_chat(site.visit(width=375))
        ways = chat.evaluate(WAYS)
        assert (ways[0], ways[-3:]) == (
            "Your question",
            ["Ask the assistant", "Write to a person", "Write us a message"],
        )
        assert "Where is my parcel?" in ways[1:-3]
        chat.get_by_role("button", name="Where is my parcel?").click()
        expect(chat.get_by_role("article")).to_contain_text("The number is in your mail.")
        assert chat.evaluate(WAYS) == ways[-3:]
        chat.get_by_role("button", name="Ask the assistant").click()
        says(chat, "Where is my parcel?")
        expect(chat.get_by_role("log")).to_contain_text("Automatic answer")
        expect(chat.get_by_text("Waiting for a person")).to_have_count(0)
        expect(chat.get_by_role("button", name="Write to a person")).to_be_visible()

        says(chat, "There is a payment on my card that I never made.")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        expect(chat.get_by_role("log")).to_contain_text("This is for a person.")
    site.shop.run(PARTS.format(assistant=True, people=True, form=""))


def test_a_book_pasted_in_is_neither_cut_nor_lost(site: Site):
    with site.served():
        chat = open_chat(site.visit())
        chat.get_by_role("button", name="Write to a person").click()
        says(chat, "word " * 5_000 + "end")
        expect(chat.get_by_role("alert").filter(has_text="longer than we can take")).to_be_visible()
        kept = chat.get_by_role("textbox", name="Message").input_value()
        assert kept == "word " * 5_000 + "end"
        says(chat, "Only the end")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        expect(chat.get_by_role("alert").filter(has_text="longer than we can take")).to_have_count(0)


def test_a_flow_leads_her_from_a_choice_to_the_workshop(site: Site):
    site.shop.run(FLOW)
    with site.served():
        chat = open_chat(site.visit())
        log = chat.get_by_role("log")
        chat.get_by_role("button", name="My glasses are broken").click()
        chat.get_by_role("button", name="Send it back").click()
        expect(log).to_contain_text("Within thirty days")
        chat.get_by_role("button", name="No", exact=True).click()
        expect(log).to_contain_text("Order number")
        says(chat, "the blue one")
        expect(log).to_contain_text("A number is needed here")
        says(chat, "4711")
        expect(log).to_contain_text("Our workshop will look at it.")

        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        expect(log).not_to_contain_text("other languages only")
        site.shop.run(WALKED)


@pytest.mark.parametrize("way", ["in the conversation", "from the first screen"])
def test_a_wish_for_a_person_is_kept_while_the_server_does_not_answer(site: Site, way: str):
    """She has asked, nothing comes, and she wants a person: one conversation, and a person is asked for."""
    with site.shop.open() as server:
        chat = open_chat(site.visit())
        with stalled(server):
            chat.get_by_role("searchbox").fill("My frame is bent")
            chat.get_by_role("searchbox").press("Enter")
            expect(chat.get_by_text("Is being sent")).to_be_visible()
            if way == "from the first screen":
                chat.get_by_role("button", name="Back").click()
            chat.get_by_role("button", name="Write to a person").click()
            expect(chat.get_by_role("log")).to_contain_text("My frame is bent")
            expect(chat.get_by_role("button", name="Write to a person")).to_have_count(0)
            chat.get_by_role("textbox", name="Message").fill("and it is")

        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        expect(chat.get_by_role("log").get_by_text("My frame is bent")).to_have_count(1)
        site.shop.run(ONE_WAITS)
        chat.page.reload()
        chat = open_chat(chat.page)
        expect(chat.get_by_role("textbox", name="Message")).to_have_value("and it is")
        site.leave()


@pytest.mark.parametrize(
    ("language", "locale", "launcher", "question", "text", "person", "waits"),
    [
        ("de", "de-DE", "Hilfe", "Wie tausche ich meine Brille um?", "Innerhalb von dreißig Tagen",
         "Mit einem Menschen schreiben", "Wartet auf einen Menschen"),
        ("lv", "lv-LV", "Palīdzība", "Kā apmainīt brilles?", "Trīsdesmit dienu laikā",
         "Rakstīt cilvēkam", "Gaida cilvēku"),
    ],
)  # fmt: skip
def test_in_german_and_latvian_from_the_question_to_a_person(
    site: Site, language: str, locale: str, launcher: str, question: str, text: str, person: str, waits: str
):
    site.shop.run(GERMAN)
    write_page(site.folder, site.shop, language)
    with site.served():
        chat = open_chat(site.visit(width=375, locale=locale), launcher)
        chat.get_by_role("searchbox").fill(question.rstrip("?").lower())
        chat.get_by_role("button", name=question).click()
        expect(chat.get_by_role("article")).to_contain_text(text)
        chat.get_by_role("button", name={"de": "Zurück", "lv": "Atpakaļ"}[language]).click()
        chat.get_by_role("searchbox").press("Enter")
        log = chat.get_by_role("log")
        expect(log).to_contain_text({"de": "Automatische Antwort", "lv": "Automātiska atbilde"}[language])
        expect(log).to_contain_text({"de": "automatischer Assistent", "lv": "automātisks palīgs"}[language])
        chat.get_by_role("button", name=person).click()
        expect(chat.get_by_text(waits)).to_be_visible(timeout=SLOW)
    write_page(site.folder, site.shop, "en")
