"""What stands beside a conversation: what she did before, and in short what whoever takes over has to know."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.models import Question
from helpwell.conversations.card import Card, Choice
from helpwell.knowledge.models import Vote
from helpwell.people.models import Sender, User
from tests.desk.conftest import part
from tests.desk.test_conversation import at
from tests.factories import InboxFactory, QuestionFactory, VisitorFactory, publish, write

pytestmark = pytest.mark.django_db


def test_what_she_searched_read_and_said_stands_there(agents_desk: Client):
    visitor, article = VisitorFactory(), publish("Repairs")
    conversation = write(sender=Sender(name="Laura", visitor=visitor)).conversation
    QuestionFactory(text="glasses broken", visitor=visitor).open(article, 1)
    Vote.cast(article, visitor, helpful=False)

    page = agents_desk.get(at(conversation)).content.decode()

    for word in ("“glasses broken”", ">Repairs</a>", "Said that it did not help"):
        assert word in page


def test_what_was_shown_before_she_sent_is_told_first(agents_desk: Client):
    conversation = write().conversation
    asked = QuestionFactory(
        text="broken glases", surface=Question.Surface.FORM, shown=[{"article": "a"}, {"article": "b"}]
    )
    asked.belong_to(conversation)
    asked.open(publish("Repairs"), 1)

    page = agents_desk.get(at(conversation)).content.decode()

    assert "Asked before sending: “broken glases”, 2 answers shown." in page
    assert "Read “Repairs”, and wrote all the same." in page
    assert page.count("broken glases") == 1


def test_what_others_asked_is_not_hers(agents_desk: Client):
    QuestionFactory(text="somebody else's question")

    assert "somebody else" not in agents_desk.get(at(write().conversation)).content.decode()


def test_addresses_tell_how_they_were_proven(agents_desk: Client):
    proven = write(sender=Sender(name="Laura", email="l@example.com", proof="link")).conversation
    claimed = write(sender=Sender(name="Eve", email="e@example.com")).conversation

    assert "opened the link we sent there" in agents_desk.get(at(proven)).content.decode()
    assert "only written down, not proven" in agents_desk.get(at(claimed)).content.decode()


def test_another_conversation_with_her_is_named_unless_it_is_hidden(agents_desk: Client, admin: User):
    conversation = write("First matter").conversation
    sender = Sender(contact=conversation.contact)
    write("Second matter", sender=sender)
    write("Secret matter", sender=sender).conversation.mark_sensitive(True, by=admin)

    page = agents_desk.get(at(conversation)).content.decode().partition('id="context-others"')[2]

    assert "Second matter" in page
    assert "Secret matter" not in page


def test_whoever_takes_over_is_told_in_short(agents_desk: Client, agent: User, admin: User):
    conversation = write("My glasses are broken").conversation
    conversation.assign(admin, by=admin)
    conversation.reply("Please send a photo.", by=admin)
    conversation.note("She has no printer", by=admin)
    write("Here it is", reply_proof=conversation)
    conversation.refresh_from_db()
    conversation.assign(agent, by=admin)

    page = agents_desk.get(at(conversation)).content.decode()
    part(agents_desk, "post", at(conversation, "replies/"), {"text": "Thank you", "seen": 9})
    later = agents_desk.get(at(conversation)).content.decode()

    summary = page.partition('id="summary"')[2].partition("</section>")[0]
    for word in ("Ana gave it to you", "My glasses are broken", "1 reply", "She has no printer", "Here it is"):
        assert word in summary
    assert 'id="summary"' not in later


def test_nobody_is_told_what_she_knows(agents_desk: Client, agent: User):
    conversation = write().conversation
    conversation.assign(agent, by=None)

    assert 'id="summary"' not in agents_desk.get(at(conversation)).content.decode()


def test_a_long_past_costs_no_more_questions(
    agents_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    visitor, article = VisitorFactory(), publish("Repairs")
    conversation = write(sender=Sender(name="Laura", visitor=visitor)).conversation
    for number in range(20):
        QuestionFactory(text=f"question {number}", visitor=visitor).open(article, 1)
        write(f"Matter {number}", sender=Sender(contact=conversation.contact))

    with django_assert_max_num_queries(30):
        part(agents_desk, "get", at(conversation))


def test_the_page_where_she_wrote_in_the_chat_stands_there_unless_that_is_switched_off(agents_desk: Client):
    page = "https://shop.example/frames/fjord"
    shown = write(inbox=InboxFactory(channel="chat"), page=page).conversation
    hidden = write(inbox=InboxFactory(channel="chat", options={"presence": False}), page=page).conversation

    assert page in agents_desk.get(at(shown)).content.decode()
    assert page not in agents_desk.get(at(hidden)).content.decode()


def test_what_the_assistant_offered_is_told(agents_desk: Client):
    conversation = write().conversation
    card = Card(choices=(Choice("article:repairs", "Repairs"), Choice("person", "Write to a person")))
    conversation.say_automatically("This may help:", card, {"reason": "not_sure"})

    assert "Offered: “Repairs”" in agents_desk.get(at(conversation)).content.decode()


def test_what_she_said_of_our_help_elsewhere_stands_in_the_line_of_time(agents_desk: Client):
    earlier = write("My parcel is lost").conversation
    earlier.rate(helpful=False)
    conversation = write("Where is it now", sender=Sender(contact=earlier.contact)).conversation

    line = agents_desk.get(at(conversation)).content.decode().partition('class="timeline"')[2].partition("</ol>")[0]

    assert "“My parcel is lost”" in line
    assert "Rated our help: it did not help" in line


def test_what_she_asked_before_a_hidden_conversation_is_as_hidden(agents_desk: Client, admin: User):
    visitor = VisitorFactory()
    sender = Sender(name="Laura", visitor=visitor)
    secret = write("My secret illness", sender=sender).conversation
    secret.rate(helpful=True)
    QuestionFactory(text="pills for my illness", visitor=visitor).belong_to(secret)
    secret.mark_sensitive(True, by=admin)
    conversation = write("Another matter", sender=Sender(contact=secret.contact)).conversation

    page = agents_desk.get(at(conversation)).content.decode()

    assert "illness" not in page
    assert "Rated our help" not in page
