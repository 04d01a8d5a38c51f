"""What did not help is looked at, and what an editor says about it changes the next answer (E18)."""

import pytest
from django.test import Client

from helpwell.answers.gaps import gather
from helpwell.answers.models import Gap, Question, Standing
from helpwell.bot.respond import respond_to_waiting
from helpwell.conversations.models import Conversation, Inbox
from tests.factories import InboxFactory, publish, write

pytestmark = pytest.mark.django_db
ASKED = "Where is my parcel label?"


def asked_in(inbox: Inbox, text: str = ASKED, choice: str = "", to: Conversation | None = None) -> Conversation:
    """She says it, and the assistant has a moment."""
    conversation = write(text, inbox=inbox, language="en", choice=choice, reply_proof=to).conversation
    respond_to_waiting()
    return conversation


def shown_in(conversation: Conversation) -> list[str]:
    """The articles that the assistant named last."""
    trace = conversation.messages.filter(kind="bot_reply").latest("number").trace
    return [one["article"] for one in trace["articles"]]


def test_an_answer_that_did_not_help_is_put_right_for_the_next_who_asks_the_same(desk: Client) -> None:
    wrong = publish("Where is my parcel?", "<p>Follow the link in your mail.</p>", public_id="parcel")
    right = publish("Print the label again", "<p>In your account, under returns.</p>", public_id="label")
    Standing.of(wrong).move_to(Standing.Level.AUTOMATIC, by=None)
    inbox = InboxFactory(channel=Inbox.Channel.CHAT)
    first = asked_in(inbox)
    before = shown_in(first)
    asked_in(inbox, "No", "no", to=first)

    gather()
    gap = Gap.objects.open().get()
    page = desk.get(f"/desk/gaps/{gap.pk}/").content.decode()
    desk.post(f"/desk/gaps/{gap.pk}/article/", {"translation": right.pk})

    assert before[0] == "parcel"
    assert Question.objects.get().outcome == Question.Result.CONTRADICTED
    assert "Where is my parcel?" in page.partition("Answered with, and it did not help")[2].partition("</ul>")[0]
    assert shown_in(asked_in(inbox))[0] == "label"
