"""A website as unkind as websites get, with our chat on it: for the stories that customers live there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bench.serving import free_port
from tests.browser.shop_serving import KEY, Shop, website

SESSION = "sitsatthedeskofthisshop"
SIGN_IN = """
from datetime import timedelta
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from helpwell.people.models import User
agent, store = User.objects.get(name="{name}"), SessionStore()
data = {{"_auth_user_id": str(agent.pk), "_auth_user_hash": agent.get_session_auth_hash()}}
data = store.encode({{**data, "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0]}})
values = {{"session_data": data, "expire_date": timezone.now() + timedelta(hours=1)}}
store.model.objects.update_or_create(session_key="{key}", defaults=values)
"""
SLOW = 15_000  # ms; servers start meanwhile
HOSTILE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Frame Fjord</title>
<link rel="icon" href="data:,">{unkind}</head>
<body><main><h1>Frame Fjord</h1><p>Titanium, matt.</p></main>
<script src="{server}/chat/widget.js" data-inbox="{key}" async></script></body></html>"""
UNKIND = '<link rel="stylesheet" href="page.css"><script src="old.js"></script>'
STYLE = """html { font-size: 34px } body { font-family: fantasy; color: magenta; direction: ltr }
* { letter-spacing: 3px !important; text-transform: uppercase !important; color: red !important }
button, input, textarea { background: lime !important; width: 100% !important; height: 300px !important }
div, section { float: left !important; transform: rotate(9deg) }
helpwell-chat { display: none !important; transform: scale(3) !important; position: static !important }
helpwell-chat { opacity: 0 !important; filter: blur(9px) !important }
"""
OLD = """Array.prototype.toJSON = function () { return "broken" }; Object.prototype.extend = function () {}
Array.prototype.reduce = function () { return this.length > 1 ? this : this[0] }
Array.prototype.entries = function () { return this }
window.$ = window.jQuery = { noConflict: function () {} }; window.h = window.icon = window.start = 1"""
ARTICLES = """
from tests.factories import publish
publish("How do I return glasses?", "<p>Within thirty days, with the label in the parcel.</p>", public_id="returns")
publish("Where is my parcel?", "<p>The number is in your mail.</p>", public_id="parcel")
"""


@dataclass
class Site:
    """The website and the server whose chat it shows."""

    shop: Shop
    url: str
    browser: Browser
    folder: Path
    pages: list[Page] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @contextmanager
    def served(self) -> Iterator[None]:
        """While the server is there; whoever is on the page leaves before it ends."""
        with self.shop.open():
            try:
                yield
            finally:
                self.leave()  # a server does not end while somebody holds a line

    def leave(self) -> None:
        """Everybody closes the page."""
        while self.pages:
            self.pages.pop().context.close()

    def visit(self, width: int = 1280, **options: Any) -> Page:
        """A customer comes to the page."""
        options = {
            "viewport": {"width": width, "height": 800},
            "reduced_motion": "reduce",
            "locale": "en-GB",
            **options,
        }
        context = self.browser.new_context(**options)
        context.set_default_timeout(SLOW)
        page = context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda word: self.complaints.append(word.text) if word.type == "error" else None)
        self.pages.append(page)
        page.goto(self.url)
        return page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    return Path(tmp_path_factory.mktemp("website"))


@pytest.fixture(scope="module")
def address() -> int:
    """The website's port."""
    return free_port()


@pytest.fixture(scope="module")
def shop(folder: Path, address: int, tmp_path_factory: Any) -> Shop:
    shop = Shop(Path(tmp_path_factory.mktemp("shop")), f"http://127.0.0.1:{address}", assistant=True)
    shop.run(ARTICLES)
    write_page(folder, shop, "en")
    (folder / "page.css").write_text(STYLE)
    (folder / "old.js").write_text(OLD)
    return shop


def write_page(folder: Path, shop: Shop, language: str, unkind: str = UNKIND) -> None:
    (folder / "index.html").write_text(HOSTILE.format(language=language, server=shop.url, key=KEY, unkind=unkind))


@pytest.fixture
def site(shop: Shop, folder: Path, address: int, browser: Browser, request: Any) -> Iterator[Site]:
    """A strict policy: nothing inline, our server alone."""
    line = "" if request.node.get_closest_marker("complains") else f" ws://127.0.0.1:{shop.port}"
    ours = f"script-src 'self' {shop.url}; connect-src {shop.url}{line}; img-src 'self' data: {shop.url}"
    policy = f"default-src 'self'; {ours}"
    with website(folder, address, policy) as url:
        site = Site(shop, url, browser, folder)
        yield site
        site.leave()
    assert request.node.get_closest_marker("complains") or not site.complaints, site.complaints


def open_chat(page: Page, name: str = "Help") -> Any:
    page.get_by_role("button", name=name).click()
    chat = page.get_by_role("dialog")
    chat.wait_for()
    return chat


def at_desk(site: Site, name: str = "Jana") -> Page:
    """She is signed in on the desk of the shop."""
    key = f"{name.lower()}{SESSION}"
    site.shop.run(SIGN_IN.format(key=key, name=name))
    context = site.browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900})
    context.set_default_timeout(SLOW)
    context.add_cookies([{"name": "sessionid", "value": key, "url": site.shop.url}])
    page = context.new_page()
    site.pages.append(page)
    page.goto(f"{site.shop.url}/desk/conversations/?view=all")
    return page
