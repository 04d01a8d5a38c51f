"""Which flows a customer is offered: by her page, and by what her website has said of her."""

import time
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from helpwell.automation.models import Flow
from helpwell.bot.respond import respond_to_waiting
from helpwell.channels.chat.models.session import VOUCHED_FOR
from helpwell.conversations.models import Inbox, Message
from tests.channels.chat.conftest import Widget
from tests.channels.chat.test_identity import token

pytestmark = pytest.mark.django_db
SAYS = [{"key": "hello", "kind": "say", "texts": {"en": "Welcome back."}}]


@pytest.fixture
def flow(chat: Inbox) -> Flow:
    flow = Flow(inbox=chat, name="For members", titles={"en": "My orders"}, draft=SAYS)
    flow.change(None, audience=Flow.Audience.KNOWN, pages=["/orders*"])
    flow.publish(None)
    return flow


def first_screen(widget: Widget, audience: str = "new") -> list[dict[str, str]]:
    address = f"/chat/{widget.inbox.key}/welcome/"
    asked = {"language": "en", "address": "https://shop.example/orders/7", "audience": audience}
    found: list[dict[str, str]] = widget.client.get(address, asked, headers={"origin": widget.origin}).json()["flows"]
    return found


def test_who_is_signed_in_on_the_website_is_offered_what_is_for_her(widget: Widget, flow: Flow) -> None:
    widget.tell("begin")
    claims = {"sub": "laura-7", "jti": uuid.uuid4().hex, "exp": time.time() + 300, "aud": widget.inbox.key}

    signed = widget.tell("identify", token=token(widget.inbox, **claims), page="https://shop.example/orders/7")
    back = widget.tell("hello", page="https://shop.example/orders/7")
    elsewhere = widget.tell("hello", page="https://shop.example/basket")

    offered = [{"flow": flow.pk, "title": "My orders"}]
    assert [told[-1]["flows"] for told in (signed, back, elsewhere)] == [offered, offered, []]


def test_a_page_that_only_says_so_is_offered_nothing(widget: Widget, flow: Flow) -> None:
    widget.tell("begin")

    assert first_screen(widget, audience="known") == []
    assert "flows" not in widget.tell("hello", page="https://shop.example/orders/7")[0]


def test_what_begins_by_itself_needs_no_button(widget: Widget, flow: Flow) -> None:
    flow.change(None, audience="", begins_itself=True)

    assert first_screen(widget) == []


ASKS = [
    {"key": "who", "kind": "condition", "subject": "audience", "value": "known", "to": "member"},
    {"key": "stranger", "kind": "say", "texts": {"en": "Please sign in first."}, "to": "end"},
    {"key": "member", "kind": "say", "texts": {"en": "Here are your orders."}},
]


def test_who_is_signed_in_is_the_same_for_what_is_offered_and_for_what_a_flow_asks(widget: Widget, flow: Flow) -> None:
    """Also where her website does not tell her address."""
    flow.change(None, draft=ASKS)
    flow.publish(None)
    widget.tell("begin")
    claims = {"sub": "laura-7", "jti": uuid.uuid4().hex, "exp": time.time() + 300, "aud": widget.inbox.key}
    widget.tell("identify", token=token(widget.inbox, email="", **claims))

    widget.say("My orders", choice=f"flow:{flow.pk}")
    respond_to_waiting()

    said = Message.objects.get(kind=Message.Kind.BOT_REPLY).text
    assert "Here are your orders." in said
    assert "Please sign in first." not in said


def test_half_a_day_later_she_is_one_who_has_written_before(widget: Widget, flow: Flow) -> None:
    flow.change(None, draft=ASKS)
    flow.publish(None)
    widget.tell("begin")
    claims = {"sub": "laura-7", "jti": uuid.uuid4().hex, "exp": time.time() + 300, "aud": widget.inbox.key}
    widget.tell("identify", token=token(widget.inbox, email="", **claims))

    with time_machine.travel(timezone.now() + VOUCHED_FOR + timedelta(minutes=1)):
        told = widget.tell("hello", page="https://shop.example/orders/7")
        widget.say("My orders", choice=f"flow:{flow.pk}")
        respond_to_waiting()

    assert "flows" not in told[0]
    assert "Please sign in first." in Message.objects.get(kind=Message.Kind.BOT_REPLY).text
