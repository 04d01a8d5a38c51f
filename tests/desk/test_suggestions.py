"""What an agent is offered for her reply, what may go into it, and what is kept of what she sent."""

from dataclasses import replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from helpwell.answers.found import Found
from helpwell.answers.models import Question
from helpwell.answers.suggesting import _chances, found_for, suggestions_for
from helpwell.conversations.models import Conversation, Use
from helpwell.desk.inserting import offers
from helpwell.knowledge.models import Article, Translation
from helpwell.people.models import User
from tests.desk.conftest import part
from tests.desk.test_conversation import at
from tests.factories import publish, write

pytestmark = pytest.mark.django_db

REPAIR = "Broken glasses: how to send them in"


@pytest.fixture
def repair(db: None) -> Translation:
    publish("Opening hours", "<p>We open at nine.</p>")
    return publish(REPAIR, "<p>Pack the broken glasses well.</p><ol><li>Print the label</li><li>Post it</li></ol>")


@pytest.fixture
def conversation(repair: Translation) -> Conversation:
    return write("My glasses are broken, how do I send them in?", language="en").conversation


def canned(title: str, body: str, **article: Any) -> Translation:
    return publish(title, body, kind=Article.Kind.CANNED, visibility="internal", **article)


def suggested(client: Client, conversation: Conversation) -> str:
    return part(client, "get", at(conversation, "suggestions/")).content.decode()


def test_the_best_answers_are_offered_with_how_sure_and_where_from(agents_desk: Client, conversation: Conversation):
    page = suggested(agents_desk, conversation)

    assert REPAIR in page
    assert "of 100 right" in page
    assert "Article, revision 1" in page
    assert 'data-key="1"' in page
    assert 'data-key="shift 1"' in page


def test_every_suggestion_says_how_sure_it_is(agents_desk: Client, conversation: Conversation):
    for number in range(4):
        publish(f"Broken glasses, part {number}", "<p>How to send broken glasses in.</p>")

    offered = suggestions_for(conversation)
    searched = found_for("broken glasses", conversation)

    assert len(offered) == 3
    assert len(searched) > 3
    assert all(one.sure is not None and 0 <= one.sure <= 100 for one in [*offered, *searched])
    assert {one.is_at_most for one in searched} == {False, True}
    assert suggested(agents_desk, conversation).count("of 100 right") == 3


def test_what_hardly_fits_takes_no_place_until_somebody_asks(conversation: Conversation, agent: User):
    likely = suggestions_for(conversation)[0]
    hardly = replace(likely, sure=8)
    shown = {"offers": offers([hardly], conversation, agent), "is_plausible": hardly.is_plausible}

    page = render_to_string("desk/_suggestions.html", shown)

    assert (likely.is_plausible, hardly.is_plausible, replace(likely, sure=None).is_plausible) == (True, False, True)
    assert page.index("No answer fits well. Show the nearest") < page.index("8 of 100 right")


def test_words_that_say_too_little_are_read_with_those_before(conversation: Conversation, agent: User):
    conversation.reply("We have sent you a label.", by=agent)
    write("Still nothing", reply_proof=conversation)

    best = suggestions_for(conversation)[0]

    assert best.translation.live.title == REPAIR
    assert best.is_plausible


def test_chances_are_of_one_answer_each():
    together = Found("q", (), (), 0.5, "", (), "v", chances=(0.5, 0.7, 0.75))

    assert (_chances(together), _chances(replace(together, chances=()))) == ([50, 20, 5], [50])


def test_an_article_goes_in_as_a_letter_says_it(agents_desk: Client, conversation: Conversation):
    page = suggested(agents_desk, conversation)

    assert "Pack the broken glasses well.\n\n1. Print the label\n2. Post it" in page


def test_what_is_internal_is_read_but_never_inserted(agents_desk: Client, conversation: Conversation):
    publish("Broken glasses: what we pay the workshop", "<p>Never tell: 12 €.</p>", visibility="internal")

    page = part(agents_desk, "get", at(conversation, "answers/"), {"q": "what we pay the workshop"}).content.decode()

    assert "what we pay the workshop" in page
    assert "internal: for you, not for customers" in page
    assert "Never tell" not in page


def test_a_canned_response_has_its_gaps_filled(agents_desk: Client, conversation: Conversation):
    canned("Broken glasses: sorry", "<p>Dear {{ contact.name }},</p><p>we are sorry.</p><p>{{ agent.name }}</p>")

    page = part(agents_desk, "get", at(conversation, "answers/"), {"q": "broken glasses sorry"}).content.decode()

    assert "Dear Laura Berg,\n\nwe are sorry.\n\nJānis" in page


def test_what_colleagues_send_often_rises(agents_desk: Client, agent: User, conversation: Conversation):
    often = canned("Broken glasses: send them in with our label", "<p>Use the label for broken glasses.</p>")
    place = [one.translation for one in suggestions_for(conversation)].index(often)
    for _number in range(30):
        message = write().conversation.reply("Use the label", by=agent)
        Use.objects.create(message=message, translation=often, form=Use.Form.TEXT)

    rose = [one.translation for one in suggestions_for(conversation)].index(often)

    assert rose <= place
    assert "sent 30 times" in suggested(agents_desk, conversation)


def test_what_is_sent_is_kept_and_whether_it_was_changed(
    agents_desk: Client, conversation: Conversation, repair: Translation
):
    suggested(agents_desk, conversation)
    used = {"seen": 1, "used": [f"{repair.pk}:text", f"{repair.pk}:link"]}
    text = "Hello,\n\nPack the broken glasses well.\n\n1. Print the label\n2. Post it\n\nYours"

    part(agents_desk, "post", at(conversation, "replies/"), {"text": text, **used})
    changed = text.replace("Print the label", "Print our label")
    part(agents_desk, "post", at(conversation, "replies/"), {"text": changed, **used, "seen": 2})

    assert [(use.form, use.is_edited) for use in Use.objects.order_by("pk")] == [("text", False), ("text", True)]
    question = Question.objects.get(surface=Question.Surface.DESK)
    assert (question.conversation, question.opened, question.opened_rank) == (conversation, repair, 1)


def test_what_was_inserted_and_deleted_again_was_not_used(
    agents_desk: Client, conversation: Conversation, repair: Translation
):
    words = {"text": "Please call us.", "seen": 1, "used": [f"{repair.pk}:text", "x:text", "9:other"]}

    part(agents_desk, "post", at(conversation, "replies/"), words)

    assert not Use.objects.exists()


def test_a_question_is_kept_once_however_often_it_is_looked_at(agents_desk: Client, conversation: Conversation):
    for _number in range(3):
        suggested(agents_desk, conversation)
    write("And the case?", reply_proof=conversation)
    suggested(agents_desk, conversation)

    assert Question.objects.filter(surface=Question.Surface.DESK).count() == 2


def test_what_is_sensitive_teaches_nothing(agents_desk: Client, agent: User, conversation: Conversation):
    conversation.mark_sensitive(True, by=agent)

    suggested(agents_desk, conversation)

    assert not Question.objects.exists()


def test_without_words_the_most_sent_canned_responses_stand_there(
    agents_desk: Client, agent: User, conversation: Conversation
):
    hello = canned("Hello", "<p>Hello</p>")
    Use.objects.create(message=conversation.reply("Hello", by=agent), translation=hello, form=Use.Form.TEXT)

    page = part(agents_desk, "get", at(conversation, "answers/")).content.decode()

    assert "Canned response, sent once" in page


def test_a_canned_response_is_for_the_team_whatever_is_chosen(admin: User):
    article = publish("Hello").article

    article.change(by=admin, kind=Article.Kind.CANNED)
    article.change(by=admin, visibility=Article.Visibility.PUBLIC)

    assert Article.objects.get(pk=article.pk).visibility == Article.Visibility.INTERNAL
