"""A real browser on a real server. Stories are found by role and label, as people find them."""

import asyncio
import os
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from helpwell.base import live
from helpwell.base.models import Site
from helpwell.base.page_threads import PageThreads
from helpwell.people.models import User
from tests.browser.chat_site import address, folder, shop, site

__all__ = ["address", "folder", "shop", "site"]  # fixtures of the stories about the chat on a website
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
SLOWEST = 15_000  # ms that anything on a page may take where many others work on the same processor
ALL = "/desk/conversations/?view=all"
Open = Callable[..., Page]  # opens a page as somebody
WCAG_AA = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder walks in a browser."""
    here = os.path.dirname(__file__)
    for item in items:
        if str(item.path).startswith(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """For the stories of this folder: under Playwright's loop, Django gives each context a connection of its own."""
    with pytest.MonkeyPatch.context() as environment, sync_playwright() as playwright:
        environment.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the stories use the database the plain way
        expect.set_options(timeout=SLOWEST)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """One person's browser window. Any script error or refused resource fails the story."""

    context: BrowserContext
    page: Page
    complaints: list[str]

    def listen(self) -> None:
        """Gather what the browser complains about."""
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._hear)

    def _hear(self, message: Any) -> None:
        """The test server speaks no websockets; pages do without them then, which is part of the story."""
        if message.type == "error" and not message.text.startswith("WebSocket connection"):
            self.complaints.append(message.text)


@pytest.fixture
def visit(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    """Opens windows: `visit(width=375, color_scheme="dark")`."""
    visits: list[Visit] = []

    def opened(width: int = 1280, **options: Any) -> Page:
        Site.current()  # made before the first page asks for it
        options = {"viewport": {"width": width, "height": 900}, "base_url": live_server.url, **options}
        context = browser.new_context(reduced_motion="reduce", **options)
        context.set_default_timeout(SLOWEST)
        visit = Visit(context, context.new_page(), [])
        visit.listen()
        visits.append(visit)
        return visit.page

    yield opened
    for visit in visits:
        visit.context.close()
    expected = request.node.get_closest_marker("complains")
    complaints = [text for visit in visits for text in visit.complaints]
    assert expected or not complaints, complaints


@pytest.fixture
def page(visit: Any) -> Page:
    """One window on a desk."""
    return visit()


def serious_findings(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 AA: rule and element."""
    found = Axe().run(page, options=WCAG_AA).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.fixture
def open_page(visit: Any, live_server: Any) -> Any:
    """Opens a path as somebody (None: a visitor): `open_page("/desk/", editor, width=375)`."""

    def opened(path: str, user: User | None = None, **options: Any) -> Page:
        page: Page = visit(**options)
        if user:
            client = Client()
            client.force_login(user)
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(path)
        return page

    return opened


@pytest.fixture
def served(transactional_db: None) -> Iterator[str]:
    """The desk with its socket, in this process: what happens in the story reaches the pages that are open."""
    from helpwell.asgi import sockets

    pages = PageThreads(StaticFilesHandler(WSGIHandler()), 10)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await (pages if scope["type"] == "http" else sockets)(scope, receive, send)

    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, lifespan="off", log_level="error"))

    async def serve() -> None:
        live.serve_from(asyncio.get_running_loop())
        await server.serve([door])

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    live.serve_no_more()


@pytest.fixture
def desk_of(served: str, visit: Any) -> Open:  # the windows close before the server does
    """Opens the desk as somebody, and waits until it is connected."""

    def opened(user: User, path: str = ALL, **options: Any) -> Page:
        page: Page = visit(**{"base_url": served, **options})
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": served}])
        page.goto(path)
        expect(page.locator("live-desk[data-live]")).to_be_attached()
        return page

    return opened
