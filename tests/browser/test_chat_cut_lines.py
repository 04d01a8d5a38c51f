"""A line that ends or falls silent: she is told once and in time, nothing flickers, and nothing is sent twice."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, expect

from tests.browser.chat_site import Site, open_chat, write_page
from tests.browser.conftest import serious_findings
from tests.browser.shop_serving import REPLY
from tests.browser.test_chat_hard_times import says, waiting_for_a_person

TOLD = "No connection."
LISTEN = """() => {
    const line = document.querySelector("helpwell-chat").shadowRoot.querySelector(".offline")
    window.told = []
    new MutationObserver(() => window.told.push(line.textContent)).observe(line, { childList: true })
}"""
SILENCE = 3_100  # ms, after which she is told
NO_ACK = 12_100  # ms, after which the line counts as broken


class Line:
    """What lies between a page and the server, as bad as a story needs it."""

    def __init__(self, page: Page) -> None:
        self.is_silent = False
        self.ends: list[WebSocketRoute] = []
        page.route_web_socket("**/live/", self._open)

    def _open(self, end: WebSocketRoute) -> None:
        server = end.connect_to_server()
        end.on_message(lambda frame: None if self.is_silent else server.send(frame))
        server.on_message(lambda frame: None if self.is_silent else end.send(frame))
        self.ends.append(end)

    def cut(self) -> None:
        """As when a proxy starts anew."""
        self.ends[-1].close(code=1012)


@pytest.fixture
def page(site: Site) -> Any:
    """A kind page on such a line, whose hours pass as the story wants: an old script would break what bends them."""
    write_page(site.folder, site.shop, "en", unkind="")
    with site.served():
        page = site.visit()
        page.clock.install()
        yield page


def begun(page: Page) -> tuple[Any, Line]:
    line = Line(page)
    page.reload()
    chat = waiting_for_a_person(page)
    page.evaluate(LISTEN)
    return chat, line


def test_a_short_break_is_told_to_nobody(site: Site, page: Page):
    chat, line = begun(page)

    line.cut()
    says(chat, "It is the left one")

    expect(chat.get_by_text("Is being sent")).to_have_count(0)
    assert len(line.ends) == 2
    assert page.evaluate("window.told") == []


def test_on_a_silent_line_she_is_told_after_three_seconds_and_once(site: Site, page: Page):
    chat, line = begun(page)
    line.is_silent = True

    says(chat, "It is the left one")
    says(chat, "and it hurts")
    expect(chat.get_by_text("Is being sent")).to_have_count(2)
    expect(chat.get_by_text(TOLD)).to_have_count(0)
    page.clock.fast_forward(SILENCE)
    expect(chat.get_by_role("status").filter(has_text=TOLD)).to_be_visible()
    assert serious_findings(page) == []
    line.is_silent = False
    page.clock.fast_forward(NO_ACK - SILENCE)

    expect(chat.get_by_text("Is being sent")).to_have_count(0)
    expect(chat.get_by_text(TOLD)).to_have_count(0)
    told = page.evaluate("window.told")
    assert (len(told), told[0].startswith(TOLD), told[1]) == (2, True, "")
    expect(chat.get_by_role("log").get_by_text("and it hurts")).to_have_count(1)


def test_without_a_network_she_is_told_before_she_writes(site: Site, page: Page):
    chat, _line = begun(page)

    page.context.set_offline(True)
    page.clock.fast_forward(SILENCE)
    expect(chat.get_by_text(TOLD)).to_be_visible()

    page.context.set_offline(False)
    page.clock.fast_forward(SILENCE)
    expect(chat.get_by_text(TOLD)).to_have_count(0)
    site.complaints.clear()  # a try without a network is worth an error to the browser


@pytest.mark.complains
def test_where_sockets_are_blocked_her_words_go_out_as_soon_as_the_network_is_back(site: Site):
    with site.served():
        page = site.visit()
        chat = waiting_for_a_person(page)

        page.context.set_offline(True)
        says(chat, "It is the left one")
        expect(chat.get_by_text(TOLD)).to_be_visible()
        page.context.set_offline(False)

        expect(chat.get_by_text("Is being sent")).to_have_count(0)
        expect(chat.get_by_text(TOLD)).to_have_count(0)


def test_it_comes_before_whatever_else_has_just_been_told(site: Site, page: Page):
    chat, line = begun(page)
    chat.get_by_role("textbox", name="E-mail address").fill("laura@example.com")
    chat.get_by_role("button", name="Save").click()
    expect(chat.get_by_text("The answer also goes to laura@example.com.")).to_be_visible()
    chat.get_by_role("button", name="E-mail me a copy").click()
    expect(chat.get_by_text("It is on its way to laura@example.com.")).to_be_visible()
    line.is_silent = True

    says(chat, "It is the left one")
    page.clock.fast_forward(SILENCE)

    expect(chat.get_by_text(TOLD)).to_be_visible()


def test_it_is_taken_back_by_the_first_word_that_comes(site: Site, page: Page):
    chat, line = begun(page)
    line.is_silent = True
    says(chat, "It is the left one")
    page.clock.fast_forward(SILENCE)
    expect(chat.get_by_text(TOLD)).to_be_visible()

    line.is_silent = False
    site.shop.run(REPLY.format(text="Which side is it?"))

    expect(chat.get_by_text("Which side is it?")).to_be_visible()
    expect(chat.get_by_text(TOLD)).to_have_count(0)


def test_her_first_words_of_all_are_told_to_be_kept(site: Site, page: Page):
    """She has no session yet, and no line either."""
    line = Line(page)
    line.is_silent = True
    page.reload()
    chat = open_chat(page)

    chat.get_by_role("searchbox").fill("Where is my parcel?")
    chat.get_by_role("searchbox").press("Enter")
    expect(chat.get_by_text("Is being sent")).to_be_visible()
    page.clock.fast_forward(SILENCE)
    expect(chat.get_by_text(TOLD)).to_be_visible()

    line.is_silent = False
    page.clock.fast_forward(NO_ACK)
    expect(chat.get_by_text("Is being sent")).to_have_count(0)
    expect(chat.get_by_text(TOLD)).to_have_count(0)


def test_a_file_that_takes_long_is_sent_once_and_nobody_speaks_of_no_connection(site: Site, page: Page):
    chat, line = begun(page)
    uploads: list[Route] = []
    page.route("**/frames/", lambda route: uploads.append(route))
    chat.locator("input[type=file]").set_input_files({"name": "bent.txt", "mimeType": "text/plain", "buffer": b"bent"})
    says(chat, "Here it is")
    expect(chat.get_by_text("Is being sent")).to_be_visible()

    page.clock.fast_forward(NO_ACK)
    line.cut()
    page.clock.fast_forward(NO_ACK)
    page.wait_for_timeout(1_000)
    expect(chat.get_by_text(TOLD)).to_have_count(0)
    assert len(uploads) == 1
    uploads[0].continue_()

    expect(chat.get_by_role("link", name="bent.txt")).to_be_visible()
    expect(chat.get_by_text("Is being sent")).to_have_count(0)
