"""`./run bench form`: how soon answers stand beside a message that somebody types into the form, in a real browser.

People type in bursts: some letters quickly, then they stop to think. What they wait is the time from the last letter
before a pause to the moment at which other answers are painted. The page itself waits a part of it, so that nothing
changes under somebody who types: `REST` in `offered-answers.js`.
"""

import argparse
import gzip
import http.client
import random
from collections.abc import Sequence

from playwright.sync_api import Page, sync_playwright

from bench.articles import articles
from bench.figures import Figure, Sheet, calibrate, finish, percentile
from bench.pages import CHROMIUM, FLAGS
from bench.serving import Server, serving

FULL, SMALL = (10_000, 30), (400, 8)  # articles, and questions that are typed
WARM_UP = 3  # questions before the measured ones
BURST = (3, 9)  # letters between two pauses
LETTER, PAUSE = (40, 110), (450, 900)  # ms between two letters, and of a pause
# Seen from within the page: the last letter, each time other answers are painted, how many requests are under way.
OBSERVE = """
    window.seen = {typed: 0, waits: [], underWay: 0, most: 0, asked: 0}
    document.addEventListener("input", () => { seen.typed = performance.now() }, true)
    document.addEventListener("DOMContentLoaded", () => {
      const painted = () => requestAnimationFrame(() => setTimeout(() => seen.waits.push(performance.now() - typed)))
      let typed = 0
      new MutationObserver(() => { typed = seen.typed; painted() })
        .observe(document.querySelector("[data-offers]"), {childList: true})
    })
    const fetched = window.fetch
    window.fetch = async (...given) => {
      if (!String(given[0]).includes("/answers/")) return fetched(...given)
      seen.asked += 1
      seen.most = Math.max(seen.most, ++seen.underWay)
      try { return await fetched(...given) } finally { seen.underWay -= 1 }
    }
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, prints a line per figure and one summary; ends with 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="./run bench form", description=__doc__)
    parser.add_argument("--small", action="store_true", help="400 articles and 8 questions")
    count, questions = SMALL if parser.parse_args(arguments).small else FULL
    sheet = Sheet("bench form")
    calibrate(sheet)
    with serving(count) as server:
        sheet.add(Figure("script for other websites, compressed", _script_size(server), "kB", 10))
        _type_all(sheet, server, count, questions)
    finish(sheet)


def _script_size(server: Server) -> float:
    """Kilobytes of what a website has to load to show the form."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", "/embed/contact.js")
    return len(gzip.compress(connection.getresponse().read())) / 1000


def _type_all(sheet: Sheet, server: Server, count: int, questions: int) -> None:
    chance = random.Random(7)
    titles = [document.title for document in chance.sample(articles(count), WARM_UP + questions)]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, bypass_csp=True, locale="de")
        page.add_init_script(OBSERVE)
        page.goto(f"http://127.0.0.1:{server.port}/de/contact/", wait_until="networkidle")
        for title in titles[:WARM_UP]:
            _type(page, title, chance)
        page.evaluate("seen.waits = []; seen.asked = 0")
        before = server.processor_seconds
        for title in titles[WARM_UP:]:
            _type(page, title, chance)
        seen, worked = page.evaluate("seen"), server.processor_seconds - before
        browser.close()
    waits = [milliseconds / 1000 for milliseconds in seen["waits"]]
    name = f"from a pause to other answers on the screen, {count:,} articles"
    sheet.add(Figure("answers that appeared", len(waits), "", questions, at_least=True))
    sheet.add(Figure(f"{name}: median", percentile(waits, 50), "ms"))
    sheet.add(Figure(f"{name}: p95", percentile(waits, 95), "ms", 150))
    sheet.add(Figure("requests under way at once, at most", seen["most"], "", 1))
    sheet.add(Figure("processor time of the server for one request", worked / seen["asked"] * 1000, "ms"))


def _type(page: Page, question: str, chance: random.Random) -> None:
    """In bursts, as people do; the field is emptied before."""
    field = page.locator("[name=message]")
    field.fill("")
    while question:
        burst, question = question[: (length := chance.randint(*BURST))], question[length:]
        for letter in burst:
            field.press_sequentially(letter)
            page.wait_for_timeout(chance.randint(*LETTER))
        page.wait_for_timeout(chance.randint(*PAUSE))


if __name__ == "__main__":
    main()
