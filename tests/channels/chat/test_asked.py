"""Words typed and not sent are a question too: kept once, with what was shown and read, and how it ended."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from helpwell.answers.models import Question
from helpwell.bot.respond import respond_to_waiting
from helpwell.conversations.models import Conversation
from tests.channels.chat.conftest import SHOP, Widget
from tests.factories import publish

pytestmark = pytest.mark.django_db
BROWSER = {"origin": SHOP, "user-agent": "Mozilla/5.0 Firefox/140.0"}


def note(widget: Widget, text: str, typing: str, headers: Any = BROWSER, **values: Any) -> Any:
    frame = {"kind": "asked", "session": widget.session, "language": "en", "typing": typing, "text": text, **values}
    address = f"/chat/{widget.inbox.key}/questions/"
    return Client().post(address, frame, content_type="application/json", headers=headers)


@pytest.fixture
def typing() -> str:
    return uuid.uuid4().hex


def answered(widget: Widget) -> None:
    with time_machine.travel(timezone.now() + timedelta(seconds=3), tick=False):
        respond_to_waiting()


def test_longer_words_of_one_typing_are_one_question(widget: Widget, typing: str) -> None:
    publish("Where is my parcel?")

    for text in ("where is", "where is my parcel"):
        assert note(widget, text, typing).status_code == 204

    question = Question.objects.get()
    assert (question.text, question.surface, len(question.shown)) == ("where is my parcel", "chat", 1)
    assert question.visitor is None


@pytest.mark.parametrize(("helped", "outcome"), [(True, "confirmed"), (False, "contradicted"), (None, "")])
def test_what_she_opened_and_said_of_it_is_kept(widget: Widget, typing: str, helped: Any, outcome: str) -> None:
    parcel = publish("Where is my parcel?", public_id="parcel")

    note(widget, "where is my parcel", typing, article="parcel", helped=helped)

    question = Question.objects.get()
    assert (question.opened, question.opened_rank, question.outcome) == (parcel, 1, outcome)


def test_sent_to_a_person_it_was_not_enough(widget: Widget, typing: str) -> None:
    publish("Where is my parcel?", public_id="parcel")
    note(widget, "where is my parcel", typing, article="parcel")

    widget.say("Where is my parcel", id=typing, person=True, noted=True)

    question = Question.objects.get()
    assert (question.conversation, question.outcome) == (Conversation.objects.get(), "handed_over")
    assert question.visitor is not None
    assert question.opened is not None


def test_sent_to_the_assistant_it_stays_one_question(widget: Widget, typing: str) -> None:
    publish("Where is my parcel?")
    note(widget, "where is my", typing)

    widget.say("Where is my parcel?", id=typing, noted=True)
    answered(widget)

    question = Question.objects.get()
    assert (question.text, question.conversation) == ("Where is my parcel?", Conversation.objects.get())
    assert question.reason in {"sure", "not_earned", "not_sure", "between_few", "nothing_found"}


@pytest.mark.parametrize("noted", [False, True])
def test_only_what_was_noted_is_looked_for(widget: Widget, typing: str, noted: bool) -> None:
    widget.say("Where is my parcel?", person=True)

    with CaptureQueriesContext(connection) as asked:
        widget.say("It is blue", id=typing, conversation=Conversation.objects.get().pk, noted=noted)

    assert any(Question._meta.db_table in one["sql"] for one in asked) == noted


def test_who_says_that_it_was_noted_by_somebody_else_gets_nothing_of_it(widget: Widget, typing: str) -> None:
    stranger = Widget(widget.inbox)
    stranger.say("Hello there")
    note(stranger, "where is my parcel", typing)

    widget.say("Where is my parcel", id=typing, person=True, noted=True)

    assert Question.objects.get().conversation is None


def test_a_greeting_that_was_noted_is_forgotten(widget: Widget, typing: str) -> None:
    note(widget, "hello", typing)

    widget.say("hello", id=typing, noted=True)
    answered(widget)

    assert not Question.objects.exists()


def test_what_is_about_a_lawyer_went_to_a_person(widget: Widget, typing: str) -> None:
    note(widget, "my lawyer will write to you", typing)

    widget.say("my lawyer will write to you", id=typing, noted=True)
    answered(widget)

    assert Question.objects.get().outcome == "handed_over"


@pytest.mark.parametrize(
    ("text", "values", "status"),
    [
        ("ab", {}, 204),
        ("where", {"typing": "short"}, 204),
        ("where", {"typing": None}, 204),
        ("where is it", {"headers": {"origin": SHOP, "user-agent": "Googlebot/2.1"}}, 204),
        ("where is it", {"headers": {"origin": "https://evil.example"}}, 403),
    ],
)
def test_half_words_robots_and_strangers_leave_nothing(
    widget: Widget, typing: str, text: str, values: dict[str, Any], status: int
) -> None:
    assert note(widget, text, **{"typing": typing, **values}).status_code == status
    assert not Question.objects.exists()


def test_an_article_that_is_not_public_is_not_opened(widget: Widget, typing: str) -> None:
    publish("For us alone", public_id="ours", visibility="internal")

    note(widget, "for us alone", typing, article="ours", helped=True)

    assert (Question.objects.get().opened, Question.objects.get().outcome) == (None, "")
