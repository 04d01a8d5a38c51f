"""What goes wrong in the chat of a foreign website: nothing is lost, and everybody knows where they are."""

from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_site import SLOW, Site, at_desk, open_chat
from tests.browser.shop_serving import KEY, REPLY, SECRET, kill
from tests.channels.chat.test_identity import token

DONE = "from helpwell.conversations.models import Conversation; Conversation.objects.latest('pk').resolve(None)"
RATED = """
from helpwell.conversations.models import Conversation
from helpwell.people.models import Event
last = Conversation.objects.latest("pk")
assert last.rating.helpful and last.is_resolved
assert Event.objects.about(last).filter(kind="conversation.rated").count() == 1
"""
WORKSHOP = """
from helpwell.people.models import Team, User
mara = User.objects.create_user("mara@example.com", "correct horse battery", name="Mara", role="agent")
Team.objects.create(name="Workshop").members.add(mara)
"""
SENT_TO = """
from helpwell.outbox.models import Mail
mail = Mail.objects.latest("pk")
assert mail.to == ["laura@example.com"], mail.to
assert ("My frame is bent" in mail.text) is {whole}, mail.text
"""
SKEWED = """{
  const Real = Date
  const off = %d * 3600e3
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + off) }
    static now() { return Real.now() + off }
  }
}"""
CHOICES = """
from helpwell.conversations.models import Conversation
said = Conversation.objects.latest("pk").messages.said()
kinds = [one.kind for one in said]
assert kinds.count("from_contact") == 3, kinds
assert not any(first == second == "bot_reply" for first, second in zip(kinds, kinds[1:])), kinds
"""
ORDER = "all => all.map((one) => one.textContent.trim())"


def says(chat: Any, text: str) -> None:
    chat.get_by_role("textbox", name="Message").fill(text)
    chat.get_by_role("button", name="Send").click()


def waiting_for_a_person(page: Page, text: str = "My frame is bent") -> Any:
    """She has written and waits; the open chat."""
    chat = open_chat(page)
    chat.get_by_role("button", name="Write to a person").click()
    says(chat, text)
    expect(chat.get_by_text("Waiting for a person")).to_be_visible(timeout=30_000)
    return chat


def test_a_word_at_the_end_is_kept_while_the_server_is_away(site: Site):
    with site.shop.open() as server:
        page = site.visit()
        chat = waiting_for_a_person(page)
        site.shop.run(REPLY.format(text="We have mended it"))
        site.shop.run(DONE)
        expect(chat.get_by_text("Did that answer your question?")).to_be_visible()
        kill(server)
        expect(chat.get_by_text("No connection.")).to_be_visible()
        chat.get_by_role("button", name="Yes").click()
        expect(chat.get_by_text("Thank you. Good to know.")).to_be_visible()
        page.goto("about:blank")  # she leaves before it is back

    with site.served():
        page.goto(site.url)
        chat = open_chat(page)
        expect(chat.get_by_text("This is done.")).to_be_visible()
        page.wait_for_timeout(1_000)
        expect(chat.get_by_text("Did that answer your question?")).to_have_count(0)
        site.shop.run(RATED)
    site.complaints.clear()  # a dead server is worth an error to the browser


@pytest.mark.complains
def test_where_sockets_are_blocked_the_agent_sees_that_she_has_left(site: Site):
    with site.served():
        page = site.visit()
        waiting_for_a_person(page, "Is the blue one back?")
        desk = at_desk(site)
        desk.locator(".conversation", has_text="Is the blue one back?").get_by_role("link").first.click()
        where = desk.get_by_text("Reads right now:")
        page.evaluate("document.title = 'Basket (1)'")
        expect(where).to_contain_text("Basket (1)", timeout=SLOW)

        page.goto("about:blank")
        expect(where).to_be_hidden()


def test_a_sentence_survives_the_restart_it_is_written_in(site: Site):
    """She types on, keeps her place, and what she sends meanwhile arrives once."""
    with site.shop.open() as server:
        page = site.visit()
        chat = waiting_for_a_person(page)
        field = chat.get_by_role("textbox", name="Message")
        field.press_sequentially("It is the left one, ")
        kill(server)
        expect(chat.get_by_text("No connection.")).to_be_visible()
        page.keyboard.type("and it")

    with site.served():
        page.keyboard.type(" hurts")
        expect(chat.get_by_text("No connection.")).to_have_count(0, timeout=40_000)
        expect(field).to_be_focused()
        expect(field).to_have_value("It is the left one, and it hurts")
        page.keyboard.press("Enter")
        expect(chat.get_by_text("Is being sent")).to_have_count(0)
        expect(chat.get_by_role("log").get_by_text("It is the left one, and it hurts")).to_have_count(1)
    site.complaints.clear()


def test_two_tabs_answer_at_once_and_both_show_the_same(site: Site):
    """One presses yes, the other no: both words count, and the assistant answers her turn once."""
    with site.served():
        first = site.visit()
        chat = open_chat(first)
        chat.get_by_role("searchbox").fill("How do I return glasses?")
        chat.get_by_role("searchbox").press("Enter")
        chat.get_by_role("log").get_by_role("button", name="How do I return glasses?").first.click()
        expect(chat.get_by_role("log")).to_contain_text("Within thirty days")
        second = first.context.new_page()
        second.goto(site.url)
        other = open_chat(second)
        expect(other.get_by_role("log")).to_contain_text("Within thirty days")
        yes, no = chat.get_by_role("button", name="Yes"), other.get_by_role("button", name="No", exact=True)
        yes.evaluate("button => setTimeout(() => button.click(), 100)")
        no.evaluate("button => setTimeout(() => button.click(), 90)")

        for one in (chat, other):
            expect(one.get_by_text("Is being sent")).to_have_count(0)
            expect(one.locator(".said--mine")).to_have_count(4)
        site.shop.run(CHOICES.replace("== 3", "== 4"))
        first.wait_for_timeout(3_000)
        logs = [one.locator(".said, .card").evaluate_all(ORDER) for one in (chat, other)]
        assert logs[0] == logs[1]


def test_agent_and_customer_write_in_the_same_second(site: Site):
    with site.served():
        page = site.visit()
        chat = waiting_for_a_person(page, "Is the lens scratched?")
        desk = at_desk(site)
        desk.locator(".conversation", has_text="Is the lens scratched?").get_by_role("link").first.click()
        reply, log = desk.get_by_role("textbox", name="Reply"), desk.get_by_role("log")
        for turn in range(3):
            chat.get_by_role("textbox", name="Message").fill(f"She says {turn}")
            reply.fill(f"Jana says {turn}")
            chat.get_by_role("button", name="Send").evaluate("button => setTimeout(() => button.click(), 50)")
            reply.press("Control+Enter")
            anyway = desk.get_by_role("button", name="Send mine all the same")
            expect(anyway.or_(log.get_by_text(f"Jana says {turn}")).first).to_be_visible()
            if anyway.is_visible():
                anyway.click()
            expect(chat.get_by_text(f"Jana says {turn}")).to_have_count(1)
            expect(log.get_by_text(f"She says {turn}")).to_have_count(1)

        expect(chat.get_by_text("Is being sent")).to_have_count(0)
        hers = [one for one in chat.locator(".bubble").evaluate_all(ORDER) if " says " in one]
        assert sorted(hers) == sorted(f"{who} says {turn}" for who in ("She", "Jana") for turn in range(3))
        page.reload()
        chat = open_chat(page)
        expect(chat.get_by_text("Jana says 2")).to_be_visible()
        assert [one for one in chat.locator(".bubble").evaluate_all(ORDER) if " says " in one] == hers


def test_she_is_given_to_another_team_and_repeats_nothing(site: Site):
    site.shop.run(WORKSHOP)
    with site.served():
        chat = waiting_for_a_person(site.visit(), "The hinge of my frame is loose")
        desk = at_desk(site)
        desk.locator(".conversation", has_text="The hinge").get_by_role("link").first.click()
        desk.get_by_role("textbox", name="Reply").fill("Our workshop knows more.")
        desk.get_by_role("textbox", name="Reply").press("Control+Enter")
        expect(chat.get_by_role("heading", name="Jana")).to_be_visible()
        desk.locator("#assign-menu summary").click()
        desk.get_by_role("button", name="Workshop").click()
        expect(desk.locator("#assign-menu summary")).to_contain_text("Workshop")

        workshop = at_desk(site, "Mara")
        workshop.locator(".conversation", has_text="The hinge").get_by_role("link").first.click()
        expect(workshop.get_by_role("region", name="In short")).to_contain_text("The hinge of my frame is loose")
        workshop.get_by_role("textbox", name="Reply").fill("Mara here: two turns with the small screwdriver.")
        workshop.get_by_role("textbox", name="Reply").press("Control+Enter")
        expect(chat.get_by_text("two turns")).to_be_visible()
        expect(chat.get_by_text("Mara is now in the conversation")).to_be_visible()
        expect(chat.get_by_role("heading", name="Mara")).to_be_visible()
        expect(chat.get_by_text("The hinge of my frame is loose")).to_have_count(1)


@pytest.mark.parametrize("hours", [-9, 30])
def test_a_clock_that_is_hours_wrong_changes_nothing(site: Site, hours: int):
    with site.served():
        page = site.visit()
        page.context.add_init_script(SKEWED % hours)
        page.reload()
        chat = waiting_for_a_person(page)
        site.shop.run(REPLY.format(text="Which side is it?"))
        expect(chat.get_by_text("Which side is it?")).to_be_visible()
        says(chat, "The left one")
        expect(chat.get_by_text("Is being sent")).to_have_count(0)
        page.reload()
        chat = open_chat(page)
        expect(chat.get_by_text("The left one")).to_be_visible()

        said = chat.locator(".bubble").evaluate_all(ORDER)
        assert said == ["My frame is bent", "Which side is it?", "The left one"]


def test_a_forged_token_and_a_copied_one_are_worth_nothing(site: Site):
    """Her website hears why; who copied the token finds no conversation of hers, and may write all the same."""
    path = site.folder / "secret"
    site.shop.run(SECRET.format(path=str(path)))
    inbox: Any = SimpleNamespace(key=KEY)
    good = token(inbox, path.read_text(), sub="laura", email="laura@example.com")
    with site.served():
        page, thief = site.visit(), site.visit()
        for one in (page, thief):
            one.evaluate("addEventListener('helpwell:failed', (event) => { window.why = event.detail.why })")
        page.evaluate("it => document.querySelector('helpwell-chat').identify(it)", token(inbox, "guessed"))
        page.wait_for_function("() => /signature/.test(window.why)")
        page.evaluate("it => document.querySelector('helpwell-chat').identify(it)", good)
        chat = waiting_for_a_person(page)
        thief.evaluate("it => document.querySelector('helpwell-chat').identify(it)", good)
        thief.wait_for_function("() => /another browser/.test(window.why)")

        theirs = open_chat(thief)
        expect(theirs.get_by_role("button", name="My frame is bent")).to_have_count(0)
        theirs.get_by_role("button", name="Write to a person").click()
        says(theirs, "Hello")
        expect(theirs.get_by_text("Waiting for a person")).to_be_visible()
        chat.get_by_role("button", name="E-mail me a copy").click()
        expect(chat.get_by_text("It is on its way to laura@example.com.")).to_be_visible()
        site.shop.run(SENT_TO.format(whole=True))


def test_a_copy_by_mail_to_an_address_she_only_wrote_down_is_a_link(site: Site):
    """She is asked for it once, also when a person has joined meanwhile."""
    with site.served():
        page = site.visit()
        chat = waiting_for_a_person(page)
        chat.get_by_role("button", name="E-mail me a copy").click()
        copy = chat.get_by_role("textbox", name="E-mail me a copy")
        copy.fill("laura@example.com")
        copy.press("Enter")
        expect(chat.get_by_text("It is on its way to laura@example.com.")).to_be_visible()
        site.shop.run(SENT_TO.format(whole=False))

        site.shop.run(REPLY.format(text="Which side is it?"))
        expect(chat.get_by_text("Which side is it?")).to_be_visible()
        page.reload()
        chat = open_chat(page)
        chat.get_by_role("button", name="E-mail me a copy").click()
        expect(chat.get_by_text("It is on its way to laura@example.com.")).to_be_visible()
        expect(copy).to_have_count(0)
