"""What every channel must do: twice is once, a refused reply shows, and no customer ever sees what is among us."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Protocol

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.channels.chat.deliver import bring_replies as bring_chat_replies
from helpwell.channels.contact_form.deliver import bring_replies as bring_form_replies
from helpwell.conversations.mailing import private_url
from helpwell.conversations.models import Attachment, Conversation, Inbox, Message
from helpwell.intake import receive
from helpwell.outbox.failures import Failure
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.channels.chat.conftest import Widget
from tests.factories import UserFactory, a_file, inbound

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SECRETS = ("quokka note", "quokka draft", "quokka waits", "quokka-file")


class Customer(Protocol):
    """Somebody who has written through a door."""

    conversation: Conversation

    def views(self) -> list[str]:
        """Everything she can read of it: pages, parts, frames, files and mails. What was said comes first."""
        ...


class AtTheForm:
    """She holds the private link."""

    def __init__(self, inbox: Inbox) -> None:
        self.conversation = receive(inbound("My glasses are broken", inbox=inbox)).conversation

    def views(self) -> list[str]:
        address = self.conversation.contact.address
        assert address
        page = private_url(self.conversation, address).split("127.0.0.1:8000")[-1]
        files = [f"{page}files/{file.public_id}/" for file in Attachment.objects.all()]
        client = Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})
        shown = [_text(client.get(path)) for path in (page, f"{page}messages/", *files)]
        return [*shown, *(str(mail.as_message().message()) for mail in Mail.objects.all())]


class InTheChat(AtTheForm):
    """She has left the widget, and an address; the mail that follows her has a private link."""

    def __init__(self, inbox: Inbox) -> None:
        self.widget = Widget(inbox, origin="http://testserver")
        acknowledged = self.widget.say("My glasses are broken")
        self.widget.tell("address", email="laura@example.com")
        self.conversation = Conversation.objects.get(pk=acknowledged["conversation"])

    def views(self) -> list[str]:
        told = [*self.widget.tell("hello", conversation=self.conversation.pk), *self._asked()]
        frames = json.dumps(sorted(told, key=lambda frame: frame["kind"] != "messages"), ensure_ascii=False)
        files = re.findall(r"/chat/files/[^\"?]+", frames)
        return [frames, *(_text(self.widget.client.get(path)) for path in files), *super().views()]

    def _asked(self) -> list[dict[str, Any]]:
        """What she gets when she asks for more; the transcript is a mail."""
        self.widget.tell("transcript", conversation=self.conversation.pk, email="laura@example.com")
        return self.widget.tell("after", conversation=self.conversation.pk, after=0)


@dataclass(frozen=True)
class Door:
    """One channel: how somebody begins there, and what brings replies out."""

    channel: str
    begin: Callable[[Inbox], Customer]
    bring: Callable[[], object]


def bring_chat_replies_after_a_while() -> None:
    """Who is away gets them by mail."""
    Message.objects.from_us().update(said_at=timezone.now() - timedelta(minutes=5))
    bring_chat_replies()


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {body.decode(errors='replace')}"


DOORS = [
    Door("contact_form", AtTheForm, bring_form_replies),
    Door("chat", InTheChat, bring_chat_replies_after_a_while),
]


@pytest.fixture(params=DOORS, ids=lambda door: door.channel)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@pytest.fixture
def customer(door: Door) -> Customer:
    """She has written through this door, and no bot answers there."""
    inbox = Inbox.objects.create(channel=door.channel, name=door.channel, options={"assistant": False})
    return door.begin(inbox)


@pytest.fixture
def begun(customer: Customer) -> Conversation:
    return customer.conversation


def test_every_channel_has_to_keep_this_contract():
    with_a_room = {path.parent.name for path in Path("helpwell/channels").glob("*/apps.py")}

    assert {door.channel for door in DOORS} == with_a_room


def test_what_arrives_twice_is_there_once(door: Door):
    inbox = Inbox.objects.create(channel=door.channel, name=door.channel)
    message = inbound(inbox=inbox, external_id="the-same")

    first, second = receive(message), receive(message)

    assert first == second
    assert Message.objects.count() == 1


def test_a_reply_leaves_once_however_often_it_is_brought(door: Door, begun: Conversation, agent: User):
    begun.reply("We mend it.", by=agent)

    for _ in range(3):
        door.bring()

    assert Mail.objects.filter(text__contains="We mend it.").count() <= 1
    assert begun.messages.from_us().count() == 1


def test_a_refused_reply_shows_as_failed_with_the_reason(door: Door, begun: Conversation, agent: User):
    reply = begun.reply("We mend it.", by=agent)
    door.bring()

    for mail in Mail.objects.all():
        mail.mark_failed(Failure.NO_SUCH_ADDRESS, "550", final=True)
    door.bring()

    reply.refresh_from_db()
    assert reply.delivery == Message.Delivery.FAILED
    assert reply.error


def test_no_customer_sees_a_note_a_draft_or_what_waits(door: Door, customer: Customer, agent: User):
    begun = customer.conversation
    learning = UserFactory(role=User.Role.TRAINEE)
    begun.reply("We mend it.", by=agent, files=(a_file("price.txt", b"12 euros"),))
    begun.note("quokka note", by=agent)
    begun.reply("quokka waits", by=learning, files=(a_file("quokka-file.txt", b"quokka waits"),))
    begun.keep_draft("quokka draft", by=agent)
    door.bring()

    seen = customer.views()

    for shown in ("We mend it.", "12 euros"):
        assert any(shown in view for view in seen), "The walk met no page, or no file, with content"
    for view in seen:
        assert not [secret for secret in SECRETS if secret in view]


def test_messages_reach_her_in_the_order_they_were_said(door: Door, customer: Customer, agent: User):
    for number in range(5):
        customer.conversation.reply(f"Part {number}.", by=agent)
    door.bring()

    page = customer.views()[0]

    places = [page.index(f"Part {number}.") for number in range(5)]
    assert places == sorted(places)
