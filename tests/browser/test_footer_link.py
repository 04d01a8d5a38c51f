"""One line on a foreign page brings the button in the corner and a link in the footer."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from bench.serving import free_port
from tests.browser.shop_serving import KEY, Shop, website

PAGE = """<!doctype html><html lang="de"><title>Fjord</title><article><footer>by Ana</footer></article>
<footer>Imprint</footer>
<script src="{server}/chat/widget.js" data-inbox="{key}" data-footer async></script></html>"""


def test_the_footer_of_the_page_leads_to_the_help_centre(tmp_path: Path, browser: Browser):
    port, folder = free_port(), tmp_path / "website"
    folder.mkdir()
    shop = Shop(tmp_path / "shop", f"http://127.0.0.1:{port}")
    (folder / "index.html").write_text(PAGE.format(server=shop.url, key=KEY))

    with shop.open(), website(folder, port) as url:
        page = browser.new_page()
        page.goto(url)

        expect(page.get_by_role("button", name="Hilfe")).to_be_visible()
        expect(page.locator("footer").last).to_have_text("Imprint Hilfe")
        expect(page.get_by_role("link", name="Hilfe")).to_have_attribute("href", f"{shop.url}/")
        page.close()
