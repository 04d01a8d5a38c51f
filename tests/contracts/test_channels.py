"""What every channel must do: twice is once, a refused reply shows, and no customer ever sees what is among us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.conversations.mailing import private_url
from helpwell.conversations.models import Attachment, Conversation, Inbox, Message
from helpwell.intake import receive
from helpwell.outbox.failures import Failure
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.factories import UserFactory, a_file, inbound

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SECRETS = ("quokka note", "quokka draft", "quokka waits", "quokka-file")


@dataclass(frozen=True)
class Door:
    """One channel as a customer meets it: what brings replies out, and everything she can read of a conversation."""

    channel: str
    bring: Callable[[], object]
    views: Callable[[Client, Conversation], list[str]]


def form_views(client: Client, conversation: Conversation) -> list[str]:
    """Her page, the part it asks for again and again, every file there is, and every mail that was written."""
    address = conversation.contact.address
    assert address
    page = private_url(conversation, address).split("127.0.0.1:8000")[-1]
    files = [f"{page}files/{file.public_id}/" for file in Attachment.objects.all()]
    shown = [_text(client.get(path)) for path in (page, f"{page}messages/", *files)]
    return [*shown, *(str(mail.as_message().message()) for mail in Mail.objects.all())]


def _text(response: Any) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers} {body.decode(errors='replace')}"


DOORS = [Door("contact_form", bring_replies, form_views)]


@pytest.fixture(params=DOORS, ids=lambda door: door.channel)
def door(request: pytest.FixtureRequest) -> Door:
    found: Door = request.param
    return found


@pytest.fixture
def begun(door: Door) -> Conversation:
    """A customer has written through this door."""
    inbox = Inbox.objects.create(channel=door.channel, name=door.channel, options={"assistant": False})
    return receive(inbound("My glasses are broken", inbox=inbox)).conversation


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


def test_no_customer_sees_a_note_a_draft_or_what_waits(door: Door, begun: Conversation, agent: User):
    learning = UserFactory(role=User.Role.TRAINEE)
    begun.reply("We mend it.", by=agent)
    begun.note("quokka note", by=agent)
    begun.reply("quokka waits", by=learning, files=(a_file("quokka-file.txt", b"quokka waits"),))
    begun.keep_draft("quokka draft", by=agent)
    door.bring()
    customer = Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})

    seen = door.views(customer, begun)

    assert any("We mend it." in view for view in seen), "The walk met no page with content"
    for view in seen:
        assert not [secret for secret in SECRETS if secret in view]


def test_messages_reach_her_in_the_order_they_were_said(door: Door, begun: Conversation, agent: User):
    for number in range(5):
        begun.reply(f"Part {number}.", by=agent)
    door.bring()

    page = door.views(Client(headers={"User-Agent": FIREFOX}), begun)[0]

    places = [page.index(f"Part {number}.") for number in range(5)]
    assert places == sorted(places)
