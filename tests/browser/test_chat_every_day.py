"""Small things that customers and websites take for granted in the chat, on a foreign page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.chat_site import SLOW, Site, at_desk, open_chat, write_page
from tests.browser.shop_serving import REPLY

PASTE = """async field => {
  const canvas = new OffscreenCanvas(40, 30)
  canvas.getContext("2d").fillRect(5, 5, 20, 20)
  const clipboardData = new DataTransfer()
  clipboardData.items.add(new File([await canvas.convertToBlob()], "frame.png", { type: "image/png" }))
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))
}"""
STEPS = """
from tests.factories import publish
steps = "<ol><li>Open the little box.</li><li>Turn the screw.</li><li>Close the box.</li></ol>"
publish("Tighten a loose hinge", f"<p>With the screwdriver from the case.</p>{steps}", public_id="hinge")
"""
BASKET = """() => {
  document.querySelector("main").innerHTML = "<form><input id='count' value='1'><button>Buy</button></form>"
  window.touched = 0
  for (const name of ["submit", "input", "change", "click", "keydown"])
    document.querySelector("main").addEventListener(name, () => { window.touched += 1 }, true)
}"""
LOOK = """chat => {
  const style = getComputedStyle(chat)
  return [style.fontFamily, style.borderRadius, style.getPropertyValue("--hue").trim(), style.colorScheme]
}"""
NOT_HERE = """
from helpwell.conversations.models import Inbox
inbox = Inbox.objects.get()
inbox.change(None, origins={origins})
"""


NOTED = """
from helpwell.answers.models import Question
asked = Question.objects.get(text="Is the blue frame back")
assert (asked.conversation is not None, asked.outcome) == (True, "handed_over"), asked.outcome
"""


def says(chat: Any, text: str) -> None:
    chat.get_by_role("textbox", name="Message").fill(text)
    chat.get_by_role("button", name="Send").click()


def test_what_she_typed_and_then_sent_is_one_question_of_her_conversation(site: Site):
    with site.served():
        page = site.visit()
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        with page.expect_response("**/questions/"):  # she rests a moment
            chat.get_by_role("textbox", name="Message").press_sequentially("Is the blue frame back")
        chat.get_by_role("button", name="Send").click()

        expect(chat.get_by_text("Waiting for a person")).to_be_visible(timeout=SLOW)
        site.shop.run(NOTED)


def test_pictures_files_and_links_go_along_and_what_she_takes_off_stays_here(site: Site, tmp_path: Path):
    for name in ("bill.txt", "wrong.txt"):
        (tmp_path / name).write_text(name)
    with site.served():
        chat = open_chat(site.visit())
        chat.get_by_role("button", name="Write to a person").click()
        chat.get_by_role("textbox", name="Message").evaluate(PASTE)
        chat.locator("input[type=file]").set_input_files([tmp_path / "bill.txt", tmp_path / "wrong.txt"])
        chat.get_by_role("button", name="Remove wrong.txt").click()
        says(chat, "It looks like this one: https://shop.example/frames/fjord, or not?")

        log = chat.get_by_role("log")
        expect(log.get_by_role("img", name="frame.png")).to_be_visible(timeout=SLOW)
        link = log.get_by_role("link", name="https://shop.example/frames/fjord")
        expect(link).to_have_attribute("href", "https://shop.example/frames/fjord")
        expect(log.get_by_role("link", name="bill.txt")).to_be_visible()
        expect(chat.get_by_text("wrong.txt")).to_have_count(0)
        desk = at_desk(site)
        desk.locator(".conversation", has_text="It looks like this one").get_by_role("link").first.click()
        expect(desk.get_by_role("log").get_by_text("bill.txt")).to_be_visible()


def test_the_answer_comes_while_she_writes_in_a_talk_and_her_draft_outlives_the_page(site: Site):
    """Typing, reading and closing leave the website's basket alone."""
    with site.served():
        page = site.visit()
        page.evaluate(BASKET)
        chat = open_chat(page)
        chat.get_by_role("searchbox").fill("hello")
        chat.get_by_role("searchbox").press("Enter")
        expect(chat.get_by_role("log")).to_contain_text("automated assistant")
        field = chat.get_by_role("textbox", name="Message")
        field.press_sequentially("how can i retrun glases", delay=20)
        expect(chat.get_by_role("region", name="Answers")).to_contain_text("How do I return glasses?")
        expect(chat.get_by_role("log").get_by_text("Within thirty days")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(chat.get_by_role("region", name="Answers")).to_be_hidden()
        page.keyboard.press("Escape")
        expect(chat).to_be_hidden()
        assert page.evaluate("[document.querySelector('#count').value, window.touched]") == ["1", 0]

        page.reload()
        chat = open_chat(page)
        expect(chat.get_by_role("log")).to_contain_text("hello")
        expect(chat.get_by_role("textbox", name="Message")).to_have_value("how can i retrun glases")


def test_a_step_that_did_not_work_is_known_to_the_person_who_helps(site: Site):
    site.shop.run(STEPS)
    with site.served():
        chat = open_chat(site.visit(width=320))
        chat.get_by_role("searchbox").fill("tighten a loose hinge")
        chat.get_by_role("searchbox").press("Enter")
        log = chat.get_by_role("log")
        log.get_by_role("button", name="Tighten a loose hinge").first.click()
        log.get_by_role("button", name="Go through it step by step").click()
        expect(log).to_contain_text("Step 1 of 3: Open the little box.")
        log.get_by_role("button", name="Done").click()
        expect(log).to_contain_text("Step 2 of 3: Turn the screw.")
        log.get_by_role("button", name="Did not work").click()
        expect(log).to_contain_text("which steps you have tried")
        log.get_by_role("button", name="Write to a person").click()
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()

        desk = at_desk(site)
        desk.locator(".conversation", has_text="tighten a loose hinge").get_by_role("link").first.click()
        expect(desk.get_by_role("region", name="In short")).to_contain_text("Tighten a loose hinge")
        expect(desk.get_by_role("region", name="In short")).to_contain_text("Step 2 of 3")


def test_a_website_gives_it_its_colour_its_font_and_its_word(site: Site):
    write_page(site.folder, site.shop, "en", unkind='<link rel="stylesheet" href="brand.css">')
    (site.folder / "brand.css").write_text(
        "helpwell-chat { --helpwell-hue: 150; --helpwell-font: monospace; --helpwell-radius: 3px }"
    )
    page_file = site.folder / "index.html"
    script = page_file.read_text().replace(" data-inbox=", " data-none=")
    tag = '<helpwell-chat inbox="shopchat" label="Questions?" theme="dark"></helpwell-chat></body>'
    page_file.write_text(script.replace("</body>", tag))
    with site.served():
        chat = open_chat(site.visit(), "Questions?")
        look = chat.evaluate(LOOK)
        assert look == ["monospace", "3px", "150", "dark"]
    write_page(site.folder, site.shop, "en")


def test_the_page_hears_of_an_answer_and_sounds_no_alarm_over_her_own_words(site: Site):
    with site.served():
        page = site.visit()
        page.evaluate(
            "() => { window.heard = []; addEventListener('helpwell:message', (e) => heard.push(e.detail.kind)) }"
        )
        chat = open_chat(page)
        chat.get_by_role("button", name="Write to a person").click()
        says(chat, "My frame is bent")
        expect(chat.get_by_text("Waiting for a person")).to_be_visible()
        site.shop.run(REPLY.format(text="Which side is it?"))
        expect(chat.get_by_text("Which side is it?")).to_be_visible()

        assert page.evaluate("heard[0] + heard.length") == "person1"


def test_on_a_website_that_is_not_on_the_list_nothing_is_shown(site: Site):
    site.shop.run(NOT_HERE.format(origins=["https://elsewhere.example"]))
    with site.served():
        page = site.visit()
        page.evaluate("() => addEventListener('helpwell:failed', () => { window.failed = true })")
        page.get_by_role("button", name="Help").click()
        page.wait_for_function("() => window.failed")
        expect(page.get_by_role("dialog")).to_have_count(0)
    site.complaints.clear()  # a refused request is worth an error to the browser
    site.shop.run(NOT_HERE.format(origins=[site.url.rstrip("/")]))
