"""What a visitor's browser and the operator's machine pay for the help centre: `./run bench pages [--small]`."""

import argparse

from playwright.sync_api import Page, Route, sync_playwright

from bench.figures import Figure, Sheet, calibrate, finish
from bench.serving import Server, serving

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip
OBSERVE_SHIFTS = """
    window.shifted = 0
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shifted += entry.value
    }).observe({type: "layout-shift", buffered: true})
"""
FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 1e9"


def main() -> None:
    """Weigh the pages of a small and a large help centre."""
    parser = argparse.ArgumentParser(prog="./run bench pages", description=__doc__)
    parser.add_argument("--small", action="store_true", help="leave out the 10,000 articles")
    large = not parser.parse_args().small
    sheet = Sheet("bench pages")
    calibrate(sheet)
    with serving(60) as server:
        sheet.add(Figure("idle memory, 60 articles", server.memory, "MB", 300))
        _weigh(sheet, server)
    if large:
        with serving(10_000) as server:
            sheet.add(Figure("idle memory, 10,000 articles", server.memory, "MB", 512))
    finish(sheet)


def _weigh(sheet: Sheet, server: Server) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in (1280, 375):
            page = browser.new_page(viewport={"width": width, "height": 900}, bypass_csp=True)
            kilobytes, shift, paint = _visit(page, f"http://127.0.0.1:{server.port}/en/")
            sheet.add(Figure(f"home page at {width} px, transferred", kilobytes, "kB", 60))
            sheet.add(Figure(f"home page at {width} px, layout shift", shift, "", 0.0))
            sheet.add(Figure(f"home page at {width} px, first paint without scripts", paint, "ms", 1000))
            page.close()
        browser.close()


def _visit(page: Page, address: str) -> tuple[float, float, float]:
    """Kilobytes over the wire (pictures aside), summed layout shift, and first paint with scripts held back."""
    sizes: dict[str, float] = {}
    pictures: set[str] = set()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on(
        "Network.responseReceived", lambda seen: pictures.add(seen["requestId"]) if seen["type"] == "Image" else None
    )
    session.on("Network.loadingFinished", lambda seen: sizes.update({seen["requestId"]: seen["encodedDataLength"]}))
    page.add_init_script(OBSERVE_SHIFTS)
    page.goto(address, wait_until="networkidle")
    shift = float(page.evaluate("window.shifted"))
    kilobytes = sum(size for name, size in sizes.items() if name not in pictures) / 1024
    held: list[Route] = []
    page.route("**/*.js", lambda route: held.append(route))  # a script that does not arrive must not hold the page back
    page.goto(address, wait_until="commit")
    page.wait_for_function(f"({FIRST_PAINT})() < 1e9", timeout=5000)
    paint = float(page.evaluate(FIRST_PAINT))
    for route in held:
        route.abort()
    return kilobytes, shift, paint


if __name__ == "__main__":
    main()
