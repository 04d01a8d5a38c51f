"""T9, F8: what customers send is text. No script of it runs, no window opens, nothing is fetched from elsewhere."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from helpwell.conversations.models import Message
from helpwell.desk.log import SHOWN
from helpwell.people.models import Sender, User
from tests.conversations.test_stored_script import PAYLOADS
from tests.factories import a_file, write

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.complains,  # the test's server has no sockets
]


def test_an_agent_opens_a_conversation_full_of_script_and_nothing_happens(
    open_page: Any, agent: User, live_server: Any
) -> None:
    first = write(PAYLOADS[0], sender=Sender(name=PAYLOADS[1], email="laura@example.com"), subject=PAYLOADS[2])
    conversation = first.conversation
    for payload in PAYLOADS[:SHOWN]:
        write(payload, reply_proof=conversation, files=(a_file(f"{payload[:40]}.txt"),), fields=((payload, payload),))
    conversation.tag(PAYLOADS[3], by=agent)
    conversation.note(PAYLOADS[4], by=agent)
    happened: list[str] = []
    page: Page = open_page("/desk/", agent)
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("request", lambda request: _note_foreign(happened, request.url, live_server.url))

    for path in ("/desk/conversations/", f"/desk/conversations/{conversation.pk}/"):
        page.goto(path)
        page.get_by_role("searchbox", name="Search conversations").fill("script alert onerror")
        page.wait_for_timeout(500)
        page.mouse.move(300, 300)

    expect(page.locator(".message")).to_have_count(min(SHOWN, Message.objects.count()))  # fewer without ../shared
    assert happened == []


def _note_foreign(happened: list[str], url: str, ours: str) -> None:
    if not url.startswith((ours, "data:", "blob:")):
        happened.append(url)
