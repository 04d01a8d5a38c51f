"""The chat on a website as unkind as websites get: asked, read, handed over, cut, resumed, walked by keyboard."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.chat_site import SLOW, Site, open_chat, write_page
from tests.browser.conftest import serious_findings
from tests.browser.shop_serving import REPLY, kill

ONE_QUESTION = """
from helpwell.answers.models import Question
asked = Question.objects.get(surface="chat")
assert (asked.text, asked.outcome) == ("how can i return my glases", "confirmed")
assert asked.opened.article.public_id == "returns"
"""
INVITE = """
from helpwell.channels.chat.models import Invitation
from helpwell.conversations.models import Inbox
texts = {{"en": "Does the frame fit?"}}
known = Invitation.objects.first() or Invitation(inbox=Inbox.objects.get(), name="Fit")
known.change(None, texts=texts, seconds=3, pages=["/"], is_on={is_on})
"""
COUNTED = """
from helpwell.channels.chat.models import Invitation
counted = Invitation.objects.get()
assert (counted.shown_count, counted.opened_count, counted.dismissed_count) == (2, 1, 1), counted.__dict__
"""
ARABIC = """
from helpwell.base.models import Site
from helpwell.knowledge.models import Article
from tests.factories import publish
site = Site.current()
if "ar" not in site.languages:
    site.languages = [*site.languages, "ar"]
    site.save()
    publish("أين طردي؟", "<p>ستجد الرقم في رسالة التأكيد.</p>", "ar", public_id="parcel-ar")
"""
COUNT_TONES = """() => {
  window.tones = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (at) { window.tones += 1; start.call(this, at) }
}"""
HEAR = """log => {
  window.heard = []
  const hear = (node) => node.nodeType === 1 && !node.closest("[aria-live=off]") && window.heard.push(node.textContent)
  new MutationObserver((all) => all.forEach((one) => one.addedNodes.forEach(hear))).observe(log, { childList: true })
}"""


def test_she_finds_the_answer_while_typing_and_reads_it_in_place(site: Site):
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("searchbox").fill("how can i return my glases")
        chat.get_by_role("button", name="How do I return glasses?").click()
        expect(chat.get_by_role("article")).to_contain_text("Within thirty days")
        chat.get_by_role("button", name="Yes").click()
        expect(chat.get_by_text("Thank you. Good to know.")).to_be_visible()
        chat.get_by_role("button", name="Back").click()

        expect(chat.get_by_role("searchbox")).to_have_value("how can i return my glases")
        box = chat.bounding_box()
        assert box
        assert (box["width"], box["height"]) == (380, 640)
        assert (
            chat.evaluate("e => getComputedStyle(e).textTransform + getComputedStyle(e).letterSpacing") == "nonenormal"
        )
        assert page.locator("main").evaluate("e => e.getBoundingClientRect().width") > 0
        page.wait_for_timeout(2_000)  # she rests on the same words, which are the same question
        site.shop.run(ONE_QUESTION)


def test_the_assistant_says_what_it_is_and_a_person_is_one_step_away(site: Site):
    with site.served():
        chat = open_chat(site.visit())
        chat.get_by_role("searchbox").fill("Where is my parcel?")
        chat.get_by_role("searchbox").press("Enter")
        log = chat.get_by_role("log")
        expect(log).to_contain_text("Automatic answer")
        expect(log).to_contain_text("automated assistant")
        expect(
            log.get_by_title(re.compile(r"^[012]\d:\d\d$")).first
        ).to_be_visible()  # the time it was said, of 24 hours
        chat.get_by_role("button", name="Write to a person").click()

        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        chat.get_by_role("textbox", name="E-mail address").fill("laura@")
        chat.get_by_role("button", name="Save").click()
        expect(chat.get_by_role("alert").filter(has_text="not an e-mail address yet")).to_be_visible()
        chat.get_by_role("textbox", name="E-mail address").fill("laura@example.com")
        chat.get_by_role("button", name="Save").click()
        expect(chat.get_by_text("The answer also goes to laura@example.com.")).to_be_visible()


def test_nothing_is_lost_when_the_server_dies_and_a_person_answers_meanwhile(site: Site):
    with site.shop.open() as server:
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").fill("My frame is bent")
        chat.get_by_role("button", name="Send").click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        kill(server)
        expect(chat.get_by_text("No connection.")).to_be_visible()
        chat.get_by_role("textbox", name="Message").fill("It is the left one")
        chat.get_by_role("button", name="Send").click()
        expect(chat.get_by_text("Is being sent")).to_be_visible()
        chat.get_by_role("textbox", name="Message").fill("and also")
    site.shop.run(REPLY.format(text="I am here now"))
    site.complaints.clear()  # a dead server is worth an error to the browser

    with site.served():
        expect(chat.get_by_text("I am here now")).to_be_visible(timeout=40_000)
        expect(chat.get_by_role("log").get_by_text("It is the left one")).to_have_count(1)
        expect(chat.get_by_text("Is being sent")).to_have_count(0, timeout=SLOW)
        expect(chat.get_by_role("heading", name="Jana")).to_be_visible()
        expect(chat.get_by_text("Jana is now in the conversation")).to_be_visible()
        page.reload()
        chat = open_chat(page)
        expect(chat.get_by_text("My frame is bent")).to_be_visible()
        expect(chat.get_by_role("textbox", name="Message")).to_have_value("and also")
    site.complaints.clear()


@pytest.mark.complains
def test_where_sockets_are_blocked_plain_requests_carry_the_chat(site: Site):
    with site.served():
        page = site.visit()
        held: list[str] = []
        page.on("request", lambda request: held.append("asked") if "/held/" in request.url else None)
        page.on("requestfinished", lambda request: held.append("told") if "/held/" in request.url else None)
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").fill("My frame is bent")
        chat.get_by_role("button", name="Send").click()

        expect(chat.get_by_text("Waiting for a person")).to_be_visible(timeout=30_000)
        page.wait_for_timeout(6_000)
        asked = held.count("asked")
        assert held[-1] == "asked"  # one waits for news
        site.shop.run(REPLY.format(text="I am here now"))
        expect(chat.get_by_text("I am here now")).to_be_visible(timeout=20_000)
        assert asked <= 5


def test_two_tabs_are_in_step(site: Site):
    with site.served():
        first = site.visit()
        second = first.context.new_page()
        second.goto(site.url)
        other = open_chat(second)
        chat = open_chat(first)
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").fill("My frame is bent")
        chat.get_by_role("button", name="Send").click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()

        other.get_by_role("button", name="My frame is bent").click()
        expect(other.get_by_text("Waiting for a person")).to_be_visible()
        second.evaluate("document.querySelector('helpwell-chat').close()")
        first.evaluate("document.querySelector('helpwell-chat').close()")
        site.shop.run(REPLY.format(text="I am here now"))
        for page in (first, second):
            expect(page.get_by_role("button", name="Help, 1 new")).to_be_visible()
        open_chat(first, "Help, 1 new")
        expect(second.get_by_role("button", name="Help", exact=True)).to_be_visible()


def test_it_sounds_only_when_she_wants_that_and_never_for_her_own_words(site: Site):
    with site.served():
        page = site.visit()
        page.evaluate(COUNT_TONES)
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").fill("My frame is bent")
        chat.get_by_role("button", name="Send").click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        site.shop.run(REPLY.format(text="I am here now"))
        expect(chat.get_by_text("I am here now")).to_be_visible()
        assert page.evaluate("window.tones") == 0

        chat.get_by_role("button", name="Sound", pressed=False).click()
        expect(chat.get_by_role("button", name="Sound", pressed=True)).to_be_visible()
        tried = page.evaluate("window.tones")
        site.shop.run(REPLY.format(text="Which frame is it?"))
        expect(chat.get_by_text("Which frame is it?")).to_be_visible()

        assert (tried, page.evaluate("window.tones")) == (2, 4)


def test_whatever_she_types_stays_text(site: Site):
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").fill(
            "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
        )
        chat.get_by_role("textbox", name="Message").press("Enter")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()

        expect(chat.get_by_role("log").get_by_text("<script>window.hit=1</script>")).to_be_visible()
        assert page.evaluate("window.hit") is None


def test_an_invitation_comes_once_takes_no_focus_and_never_comes_back_once_dismissed(site: Site):
    site.shop.run(INVITE.format(is_on=True))
    with site.served():
        page = site.visit()
        word = page.get_by_text("Does the frame fit?")
        expect(word).to_be_visible(timeout=SLOW)
        assert page.evaluate("document.activeElement === document.body")
        page.get_by_role("button", name="No, thank you").click()
        expect(word).to_be_hidden()
        expect(page.get_by_role("button", name="Help")).to_be_focused()
        page.evaluate("sessionStorage.clear()")  # she comes back another day
        page.reload()
        page.wait_for_timeout(4_500)
        expect(word).to_be_hidden()

        other = site.visit(width=320)
        other.get_by_role("button", name="Show me").click()
        expect(other.get_by_role("dialog")).to_be_visible()
        other.get_by_role("button", name="Close the chat").click()
        other.reload()
        other.wait_for_timeout(4_500)
        expect(other.get_by_text("Does the frame fit?")).to_be_hidden()
        site.shop.run(COUNTED)
    site.shop.run(INVITE.format(is_on=False))


def test_by_keyboard_alone(site: Site):
    with site.served():
        page = site.visit()
        page.get_by_role("button", name="Help").focus()
        page.keyboard.press("Enter")
        chat = page.get_by_role("dialog")
        expect(chat.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("where is my parcel")
        chat.get_by_role("button", name="Where is my parcel?").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(chat.get_by_role("heading", name="Where is my parcel?").first).to_be_visible()
        page.keyboard.press("Escape")

        expect(page.get_by_role("button", name="Help")).to_be_focused()
        expect(chat).to_be_hidden()


def test_what_a_screen_reader_hears(site: Site):
    """The log announces what arrives and nothing twice; what only flickers is announced to nobody; focus stays."""
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("searchbox").fill("Where is my parcel?")
        chat.get_by_role("searchbox").press("Enter")
        log, message = chat.get_by_role("log", name="Conversation"), chat.get_by_role("textbox", name="Message")
        expect(log).to_contain_text("Automatic answer")
        expect(message).to_be_focused()
        log.evaluate(HEAR)
        chat.get_by_role("button", name="Write to a person").click()
        expect(log).to_contain_text("A person will answer you here.")

        spoken = log.evaluate("() => window.heard")
        assert [text for text in spoken if "A person will answer you here." in text] != []
        assert len(spoken) == len(set(spoken))
        quiet = log.locator(".typing, .state:not(.state--bad)").evaluate_all("all => all.map((e) => e.ariaLive)")
        assert set(quiet) <= {"off", None}
        tree = chat.aria_snapshot()
        for part in (
            'heading "',
            'log "Conversation"',
            'textbox "Message"',
            'button "Send"',
            'button "Close the chat"',
        ):
            assert part in tree, tree


@pytest.mark.parametrize("width", [320, 1280])
def test_it_stands_and_reads_the_other_way_round_on_a_page_from_right_to_left(site: Site, folder: Path, width: int):
    site.shop.run(ARABIC)
    write_page(folder, site.shop, "ar", unkind="")
    (folder / "index.html").write_text((folder / "index.html").read_text().replace("<html ", '<html dir="rtl" '))
    with site.served():
        page = site.visit(width=width, locale="ar")
        launcher = page.get_by_role("button", name="Help").bounding_box()
        chat = open_chat(page)
        chat.get_by_role("searchbox").fill("أين طردي")
        chat.get_by_role("button", name="أين طردي؟").click()
        expect(chat.get_by_role("article")).to_contain_text("ستجد الرقم")
        back, close = (chat.get_by_role("button", name=name).bounding_box() for name in ("Back", "Close the chat"))

        assert launcher
        assert launcher["x"] < 40
        assert back
        assert close
        assert close["x"] < back["x"]
        assert chat.evaluate("e => e.dir + (e.scrollWidth <= e.clientWidth)") == "rtltrue"
        assert chat.locator(".prose").evaluate("e => getComputedStyle(e).direction") == "rtl"
    write_page(folder, site.shop, "en")


def test_the_page_hears_what_happens_and_may_speak(site: Site):
    with site.served():
        page = site.visit()
        page.evaluate(
            """() => { window.heard = {}; for (const name of ["open", "close", "before-send", "sent"])
            addEventListener("helpwell:" + name, () => { heard[name] = true }) }"""
        )
        page.evaluate("document.querySelector('helpwell-chat').open()")
        chat = page.get_by_role("dialog")
        chat.get_by_role("button", name="Write to a person").click()
        page.evaluate("document.querySelector('helpwell-chat').prefill('About frame Fjord: ')")
        expect(chat.get_by_role("textbox", name="Message")).to_have_value("About frame Fjord: ")
        chat.get_by_role("button", name="Send").click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        page.evaluate("document.querySelector('helpwell-chat').close()")

        assert page.evaluate("Object.keys(heard).length") == 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("language", "launcher", "person"), [
    ("de", "Hilfe", "Mit einem Menschen schreiben"),
    ("lv", "Palīdzība", "Rakstīt cilvēkam"),
])  # fmt: skip
def test_everybody_can_use_it_in_german_and_latvian(
    site: Site, folder: Path, language: str, launcher: str, person: str, scheme: Any
):
    write_page(folder, site.shop, language, unkind="")  # axe itself does not bear the old scripts
    with site.served():
        page = site.visit(width=320, color_scheme=scheme)
        chat = open_chat(page, launcher)
        first = serious_findings(page)
        chat.get_by_role("button", name=person).click()
        second = serious_findings(page)

        box = chat.bounding_box()
        assert box
        assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 800)
        assert chat.evaluate("e => e.scrollWidth <= e.clientWidth")
        assert [one for one in first + second if "helpwell-chat" in one or "class=" in one] == []
    write_page(folder, site.shop, "en")
