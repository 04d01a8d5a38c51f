"""Answers beside the message, and what becomes of the question: each ending is told apart (C04-C06)."""

import pytest
from django.test import Client

from helpwell.answers.gaps import close_ended
from helpwell.answers.models import Question
from helpwell.channels.contact_form import asked
from helpwell.conversations.models import Conversation, Message
from helpwell.knowledge.models import Translation
from tests.channels.contact_form.conftest import Fill, Send
from tests.factories import publish

pytestmark = pytest.mark.django_db

Result = Question.Result
PATH = "/en/contact/"


@pytest.fixture
def broken() -> Translation:
    publish("Parking at our shop", "<p>There is room for bicycles.</p>")
    return publish("My glasses are broken", "<p>Tell us under My orders, with a photo.</p>")


def test_an_answer_appears_before_anything_is_sent(customer: Client, broken: Translation):
    part = customer.post(PATH + "answers/", {"message": "my glases are brokn, what shal I do"}).content.decode()

    assert "Tell us under My orders" in part
    assert "No, send it anyway" in part
    assert not Message.objects.exists()


@pytest.mark.parametrize("message", ["", "  ", "hi"])
def test_half_a_word_has_no_answer_yet(customer: Client, broken: Translation, message: str):
    part = customer.post(PATH + "answers/", {"message": message}).content.decode()

    assert "Matching answers appear here" in part


def test_what_was_too_unlikely_to_be_shown_is_not_said_to_have_been_shown(
    customer: Client, fill: Fill, broken: Translation, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(asked, "LEAST_CONFIDENCE", 1.01)
    filled = fill("my glasses are broken")

    part = customer.post(PATH + "answers/", filled).content.decode()
    customer.post(PATH + "questions/", filled)

    assert "Tell us under My orders" not in part
    assert (Question.objects.get().shown, Question.objects.get().decision) == ([], Question.Decision.FOUND_NOTHING)


def test_what_is_not_for_customers_is_not_offered(customer: Client):
    publish("Broken glasses: what we may pay", visibility="internal")

    part = customer.post(PATH + "answers/", {"message": "my glasses are broken"}).content.decode()

    assert "what we may pay" not in part


def test_an_edited_answer_changes_the_form_at_once(customer: Client, broken: Translation):
    broken.unpublish(by=None)

    part = customer.post(PATH + "answers/", {"message": "my glasses are broken"}).content.decode()

    assert "Tell us under My orders" not in part


def test_that_answered_it_sends_nothing_and_is_a_success(customer: Client, fill: Fill, broken: Translation):
    response = customer.post(PATH, fill("my glasses are broken", solved=broken.article.public_id))

    question = Question.objects.get()
    page = response.content.decode()
    assert (question.outcome, question.opened, question.surface) == (Result.CONFIRMED, broken, "form")
    assert "Nothing was sent." in page
    assert "my glasses are broken" in page
    assert not Message.objects.exists()


def test_sent_all_the_same_takes_along_what_was_shown_and_read(customer: Client, fill: Fill, broken: Translation):
    filled = fill("my glasses are broken")
    customer.post(PATH + "questions/", {**filled, "message": "my glasses"})
    customer.post(PATH + "questions/", {**filled, "read": broken.article.public_id})

    customer.post(PATH, filled)

    question = Question.objects.get()
    assert question.conversation == Conversation.objects.get()
    assert (question.outcome, question.opened) == (Result.HANDED_OVER, broken)
    assert question.shown[0]["article"] == broken.article.public_id
    assert question.text == "my glasses are broken"


def test_read_and_left_is_silent_and_left_unread_is_a_gap(customer: Client, fill: Fill, broken: Translation):
    read, unread = fill("my glasses are broken"), fill("do you sell umbrellas")
    customer.post(PATH + "questions/", {**read, "read": broken.article.public_id})
    customer.post(PATH + "questions/", unread)
    Question.objects.update(asked_at="2020-01-01T00:00Z", opened_at=None)
    Question.objects.filter(opened=broken).update(opened_at="2020-01-01T00:00Z")

    close_ended()

    assert set(Question.objects.values_list("text", "outcome")) == {
        ("my glasses are broken", Result.SILENT),
        ("do you sell umbrellas", Result.ABANDONED),
    }


def test_one_filling_in_is_one_question_also_where_no_cookie_is_kept(customer: Client, fill: Fill):
    """Inside another site's page a browser may keep nothing of ours."""
    filled = fill("my glasses")
    for text in ("my glasses", "my glasses are", "my glasses are broken"):
        customer.post(PATH + "questions/", {**filled, "message": text})
        customer.cookies.clear()

    assert Question.objects.get().text == "my glasses are broken"


def test_without_a_script_the_question_is_kept_at_the_step_between(customer: Client, fill: Fill, broken: Translation):
    page = customer.post(PATH, fill("my glasses are broken", go="next")).content.decode()

    assert "Tell us under My orders" in page
    assert Question.objects.get().outcome == ""


def test_robots_and_forms_that_are_not_ours_ask_nothing(customer: Client, fill: Fill, broken: Translation):
    filled = fill("my glasses are broken")

    customer.post(PATH + "questions/", filled, headers={"User-Agent": "crawler-bot"})
    customer.post(PATH + "questions/", {**filled, "stamp": "made-up"})

    assert not Question.objects.exists()


def test_a_message_that_asked_nothing_before_is_sent_all_the_same(send: Send):
    assert send("?!").status_code == 302
