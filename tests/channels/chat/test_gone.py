"""A conversation that was erased while its chat was open."""

import uuid

import pytest

from helpwell.base.together import at_once
from helpwell.channels.chat.frames import Frame
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.talk import Saying
from helpwell.conversations.models import Conversation
from tests.channels.chat.conftest import Widget

pytestmark = pytest.mark.django_db


def test_who_writes_on_in_an_open_chat_begins_a_new_conversation(widget: Widget):
    widget.say("Where is my parcel?")
    erased = Conversation.objects.get()
    session = ChatSession.objects.of(widget.inbox, widget.session)
    assert session
    values = {"text": "Hello?", "conversation": erased.pk}
    at_once(Saying(session, Frame("say", {"id": uuid.uuid4().hex, **values})))
    erased.messages.all().delete()
    Conversation.objects.filter(pk=erased.pk).delete()

    at_once(Saying(session, Frame("say", {"id": uuid.uuid4().hex, **values})))

    assert Conversation.objects.get().messages.get().text == "Hello?"
