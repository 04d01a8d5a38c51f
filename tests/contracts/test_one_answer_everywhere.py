"""One answer, written once: every channel tells it in the same words, and after an edit in the new ones (A01, A04)."""

import html
import re

import pytest
from django.test import Client

from helpwell.answers.suggesting import suggestions_for
from helpwell.conversations.models import Inbox
from helpwell.desk.inserting import offers
from helpwell.knowledge.models import Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User
from tests.factories import InboxFactory, publish, write
from tests.help_center.conftest import FIREFOX

pytestmark = pytest.mark.django_db

TITLE = "My glasses are broken"
QUESTION = "my glases are broken, what now"
BEFORE, AFTER = "Tell us under My orders, with a photo.", "Call the workshop, we repair within a day."


@pytest.fixture
def answer() -> Translation:
    publish("Parking at our shop", "<p>There is room for bicycles.</p>")
    return publish(TITLE, f"<p>{BEFORE}</p>")


@pytest.fixture
def customer() -> Client:
    """Somebody with a browser."""
    return Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})


def told(customer: Client, agent: User, answer: Translation) -> dict[str, str]:
    """What each channel says to the same question."""
    chat = InboxFactory(channel=Inbox.Channel.CHAT, name="Chat")
    typed = customer.get(f"/chat/{chat.key}/answers/", {"q": QUESTION, "language": "en"}).json()["rows"][0]
    conversation = write(QUESTION).conversation
    suggested = offers(suggestions_for(conversation), conversation, agent)
    return {
        "help page": words(customer.get(f"/en/articles/{answer.slug}/").content.decode()),
        "form": words(customer.post("/en/contact/answers/", {"message": QUESTION}).content.decode()),
        "chat": words(
            customer.get(f"/chat/{chat.key}/articles/{typed['article']}", {"language": "en"}).content.decode()
        ),
        "desk": " ".join(offer.text for offer in suggested),
    }


def words(page: str) -> str:
    """What somebody reads there."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_every_channel_tells_the_same_answer(customer: Client, agent: User, answer: Translation):
    everywhere = told(customer, agent, answer)

    assert {where: BEFORE in said for where, said in everywhere.items()} == dict.fromkeys(everywhere, True)


def test_one_edit_changes_it_everywhere(customer: Client, agent: User, answer: Translation):
    answer.write(Content(TITLE, "", f"<p>{AFTER}</p>"), by=None)
    answer.publish(by=None)

    everywhere = told(customer, agent, answer)

    assert {where: AFTER in said for where, said in everywhere.items()} == dict.fromkeys(everywhere, True)
    assert not any(BEFORE in said for said in everywhere.values())
