"""A conversation on an agent's page, and every deed on it with its way back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.models import Question
from helpwell.bot.respond import respond_to_waiting
from helpwell.conversations.card import Card
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.conversations.private_link import Way, make, read
from helpwell.people.models import Event, Sender, Team, User
from tests.desk.conftest import part
from tests.factories import InboxFactory, QuestionFactory, UserFactory, a_file, make_category, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(db: None) -> Conversation:
    return write("My glasses are broken").conversation


def at(conversation: Conversation, noun: str = "") -> str:
    return f"/desk/conversations/{conversation.pk}/{noun}"


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def test_it_shows_what_was_said_and_done(agents_desk: Client, agent: User, conversation: Conversation):
    conversation.reply("Please send a <photo>.", by=agent)
    conversation.note("From Tuesday", by=agent)
    conversation.resolve(by=agent)

    page = agents_desk.get(at(conversation)).content.decode()

    assert "Please send a &lt;photo&gt;." in page
    assert "message--note" in page
    assert "Jānis resolved it." in page


def test_one_that_cannot_be_is_not_found(agents_desk: Client):
    assert agents_desk.get(f"/desk/conversations/{2**63}/").status_code == 404


def test_a_long_one_shows_its_end_and_how_much_lies_before(agents_desk: Client, conversation: Conversation):
    for number in range(60):
        write(f"Word {number}", reply_proof=conversation)

    page = agents_desk.get(at(conversation)).content.decode()

    assert "Show 11 earlier messages" in page
    assert "Word 59" in page
    assert "Word 5<" not in page


def test_opening_a_long_one_costs_no_more_questions(
    agents_desk: Client,
    agent: User,
    conversation: Conversation,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(30):
        write(f"Word {number}", reply_proof=conversation, files=(a_file(),))
        conversation.refresh_from_db()
        conversation.note("Aha", by=agent)

    with django_assert_max_num_queries(35):
        part(agents_desk, "get", at(conversation))


def test_its_head_counts_down_in_the_words_of_the_list(agents_desk: Client, conversation: Conversation):
    shown = []
    for hours in (-30, 5):
        due = timezone.now() + timedelta(hours=hours, minutes=1)
        Conversation.objects.update(waiting_since=timezone.now() - timedelta(hours=9), reply_due_at=due)
        page = part(agents_desk, "get", at(conversation)).content.decode()
        shown.append(re.search(r'class="(badge[^"]*)" title="([^"]+)">.*?</svg>([^<]+)', page, re.DOTALL))

    assert [one.groups() for one in shown if one] == [
        ("badge badge--late", "waits 9 hours", "29 hours late"),
        ("badge", "waits 9 hours", "5 hours left"),
    ]


DEEDS = [
    ("resolution/", {}, lambda one: one.is_resolved),
    ("spam/", {}, lambda one: one.status == "spam"),
    ("sensitivity/", {}, lambda one: one.is_sensitive),
]


@pytest.mark.parametrize(("noun", "data", "happened"), DEEDS)
def test_what_was_done_is_undone_by_the_same_noun(
    agents_desk: Client, conversation: Conversation, noun: str, data: Any, happened: Any
):
    done = part(agents_desk, "post", at(conversation, noun), data).content.decode()
    was = happened(fresh(conversation))
    part(agents_desk, "delete", at(conversation, noun))

    assert f'hx-delete="{at(conversation, noun)}"' in done
    assert (was, happened(fresh(conversation))) == (True, False)
    assert fresh(conversation).waiting_since is not None


def test_it_sleeps_until_a_time_in_the_agents_own_zone(agents_desk: Client, agent: User, conversation: Conversation):
    agent.time_zone = "America/New_York"
    agent.save()

    part(agents_desk, "post", at(conversation, "sleep/"), {"until": "2099-07-01T09:00"})
    slept = fresh(conversation)
    part(agents_desk, "delete", at(conversation, "sleep/"))

    assert (slept.status, slept.snoozed_until.isoformat()) == ("snoozed", "2099-07-01T13:00:00+00:00")
    assert fresh(conversation).status == "open"


@pytest.mark.parametrize(
    ("until", "stored"),
    [
        ("2099-10-25T02:30", "2099-10-25T00:30:00+00:00"),  # comes twice that night: the first
        ("2099-03-29T02:30", "2099-03-29T01:30:00+00:00"),  # is left out that night: what follows
        ("2099-10-25T02:30:00+01:00", "2099-10-25T01:30:00+00:00"),  # as the menu says it
    ],
)
def test_a_night_in_which_the_clocks_change_has_every_moment(
    agents_desk: Client, agent: User, conversation: Conversation, until: str, stored: str
):
    agent.time_zone = "Europe/Berlin"
    agent.save()

    part(agents_desk, "post", at(conversation, "sleep/"), {"until": until})

    assert fresh(conversation).snoozed_until.isoformat() == stored


def test_a_time_beyond_all_calendars_is_refused_in_words(agents_desk: Client, agent: User, conversation: Conversation):
    agent.time_zone = "America/New_York"
    agent.save()

    answers = [
        part(agents_desk, "post", at(conversation, "sleep/"), {"until": when})
        for when in ("9999-12-31T23:59", "2026-13-45T99:99", "0001-01-01T00:00")
    ]

    assert [answer.status_code for answer in answers] == [422] * 3


def test_a_time_that_is_over_is_refused_in_words(agents_desk: Client, conversation: Conversation):
    yesterday = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")

    answers = [part(agents_desk, "post", at(conversation, "sleep/"), {"until": when}) for when in (yesterday, "", "x")]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert "still to come" in answers[0].content.decode()


def test_it_goes_from_hand_to_hand_and_back(agents_desk: Client, agent: User, conversation: Conversation):
    team = Team.objects.create(name="Billing")

    part(agents_desk, "post", at(conversation, "hands/"), {"assignee": agent.pk})
    page = part(agents_desk, "post", at(conversation, "hands/"), {"team": team.pk}).content.decode()
    held = fresh(conversation)
    part(agents_desk, "post", at(conversation, "hands/"), {"assignee": agent.pk, "team": ""})

    assert (held.assignee, held.team) == (None, team)
    assert "Jānis took it." in page
    assert (fresh(conversation).assignee, fresh(conversation).team) == (agent, None)


def test_a_team_leaves_it_with_whom_it_is_when_that_is_one_of_its_own(
    agents_desk: Client, agent: User, conversation: Conversation
):
    team = Team.objects.create(name="Billing")
    team.members.add(agent)

    part(agents_desk, "post", at(conversation, "hands/"), {"assignee": agent.pk})
    part(agents_desk, "post", at(conversation, "hands/"), {"team": team.pk})

    assert (fresh(conversation).assignee, fresh(conversation).team) == (agent, team)


def test_topic_tag_and_priority_are_put_on_and_taken_off(agents_desk: Client, conversation: Conversation):
    topic = make_category("Repairs")
    conversation.set_topic(topic, by=None)

    part(agents_desk, "post", at(conversation, "topic/"), {"topic": topic.pk})
    part(agents_desk, "post", at(conversation, "tags/"), {"name": "  Hinge "})
    part(agents_desk, "post", at(conversation, "priority/"), {"priority": "urgent"})
    labelled = fresh(conversation)
    tags = [tag.name for tag in labelled.tags.all()]
    part(agents_desk, "delete", at(conversation, "tags/?name=hinge"))

    assert (labelled.topic, labelled.topic_is_suggested, labelled.priority, tags) == (topic, False, "urgent", ["Hinge"])
    assert not fresh(conversation).tags.exists()


def test_two_of_one_person_become_one_and_two_again(agents_desk: Client, conversation: Conversation):
    other = write("And my case too", sender=Sender(contact=conversation.contact)).conversation

    part(agents_desk, "post", at(conversation, "merger/"), {"other": other.pk})
    together = agents_desk.get(at(conversation)).content.decode()
    led = agents_desk.get(at(other))
    part(agents_desk, "delete", at(conversation, f"merger/?other={other.pk}"))

    assert "And my case too" in together
    assert led["Location"] == at(conversation)
    log = agents_desk.get(at(conversation)).content.decode().partition('id="log"')[2].partition("</desk-composer>")[0]
    assert "And my case too" not in log


def test_strangers_conversations_are_not_merged(agents_desk: Client, conversation: Conversation):
    other = write("Mine", sender=Sender(name="Somebody else", email="else@example.com")).conversation

    answer = part(agents_desk, "post", at(conversation, "merger/"), {"other": other.pk})

    assert (answer.status_code, fresh(other).merged_into) == (422, None)


def test_what_one_may_not_see_is_not_there_whatever_one_does(agents_desk: Client, admin: User):
    message = write("A secret matter", files=(a_file(),))
    conversation, file = message.conversation, message.files.get()
    conversation.mark_sensitive(True, by=admin)
    nouns = [
        "replies/", "notes/", "draft/", "resolution/", "sleep/", "spam/", "sensitivity/", "assistance/", "merger/",
        "hands/", "topic/", "tags/", "priority/", f"messages/{message.pk}/approval/",
        f"messages/{message.pk}/delivery/", f"messages/{message.pk}/contradiction/",
    ]  # fmt: skip

    posted = {noun: agents_desk.post(at(conversation, noun), {"text": "x"}).status_code for noun in nouns}
    read = [agents_desk.get(at(conversation, noun)).status_code for noun in ("", "news/", f"files/{file.public_id}/")]

    assert set(posted.values()) | set(read) == {404}
    assert conversation.messages.count() == 1


def test_a_file_is_read_through_its_own_conversation_only(agents_desk: Client, conversation: Conversation):
    message = write("Look", reply_proof=conversation, files=(a_file("bill.html", b"<script>alert(1)</script>"),))
    file = message.files.get()

    own = agents_desk.get(at(conversation, f"files/{file.public_id}/"))
    other = agents_desk.get(at(write("Other").conversation, f"files/{file.public_id}/"))

    assert own["Content-Type"] == "application/octet-stream"
    assert own["Content-Disposition"].startswith("attachment")
    assert other.status_code == 404


def test_whoever_marks_it_sensitive_for_somebody_else_loses_sight_of_it(
    agents_desk: Client, admin: User, conversation: Conversation
):
    conversation.assign(UserFactory(role=User.Role.AGENT), by=admin)

    answer = part(agents_desk, "post", at(conversation, "sensitivity/"))

    assert (answer.status_code, answer["HX-Redirect"]) == (200, "/desk/conversations/")


def test_every_deed_is_an_event(agents_desk: Client, agent: User, conversation: Conversation):
    part(agents_desk, "post", at(conversation, "hands/"), {"assignee": agent.pk})
    part(agents_desk, "post", at(conversation, "priority/"), {"priority": "urgent"})
    part(agents_desk, "post", at(conversation, "resolution/"))

    kinds = [event.kind.removeprefix("conversation.") for event in Event.objects.about(conversation).filter(by=agent)]
    assert kinds == ["resolved", "prioritised", "assigned"]


def test_an_agent_says_that_an_automatic_answer_was_wrong(agents_desk: Client, conversation: Conversation):
    question = QuestionFactory(text="glasses")
    question.belong_to(conversation)
    said = conversation.say_automatically("Try this.", Card(), {"confidence": 0.91, "question": question.pk})

    page = agents_desk.get(at(conversation)).content.decode()
    for _number in range(2):
        part(agents_desk, "post", at(conversation, f"messages/{said.pk}/contradiction/"))

    question.refresh_from_db()
    assert "91 of 100 right" in page
    assert question.outcome == Question.Result.CONTRADICTED
    assert Event.objects.about(conversation).filter(kind="conversation.contradicted").count() == 1


def test_an_agent_says_it_of_any_automatic_message(agents_desk: Client, conversation: Conversation):
    """Also of one that answered no question, such as a step or a handover: it is noted once."""
    said = conversation.say_automatically("A person has it.", Card(), {"deed": "hand_over", "reason": "upset"})

    page = agents_desk.get(at(conversation)).content.decode()
    for _number in range(2):
        part(agents_desk, "post", at(conversation, f"messages/{said.pk}/contradiction/"))

    assert f"messages/{said.pk}/contradiction/" in page
    assert Event.objects.about(conversation).filter(kind="conversation.contradicted").count() == 1


def test_a_failed_reply_says_why_and_is_sent_again(agents_desk: Client, agent: User, conversation: Conversation):
    reply = conversation.reply("Hello", by=agent)
    reply.mark_failed("The mailbox is full.")

    page = agents_desk.get(at(conversation)).content.decode()
    part(agents_desk, "post", at(conversation, f"messages/{reply.pk}/delivery/"))

    assert "Could not be sent: The mailbox is full." in page
    assert Message.objects.get(pk=reply.pk).delivery == Message.Delivery.PENDING


def test_what_the_assistant_says_tells_agents_why_and_can_be_taken_over(agents_desk: Client, agent: User):
    chat = InboxFactory(channel=Inbox.Channel.CHAT)
    conversation = write("xyzzy quux plugh?", inbox=chat, language="en").conversation
    respond_to_waiting()

    page = agents_desk.get(at(conversation)).content.decode()
    part(agents_desk, "delete", at(conversation, "assistance/"))
    taken = fresh(conversation)
    part(agents_desk, "post", at(conversation, "assistance/"))

    assert "No article was likely enough." in page
    assert (taken.status, taken.assignee) == ("open", agent)
    assert fresh(conversation).status == "with_bot"


def test_where_no_assistant_answers_nothing_is_given_to_it(agents_desk: Client, conversation: Conversation):
    answer = part(agents_desk, "post", at(conversation, "assistance/"))

    assert (answer.status_code, fresh(conversation).status) == (422, "open")


def test_links_that_were_sent_open_nothing_after_they_were_made_invalid(agents_desk: Client):
    conversation = write(sender=Sender(name="Laura", email="laura@example.com")).conversation
    link = make(conversation, conversation.contact.addresses.get(), Way.MAIL)
    page = agents_desk.get(at(conversation)).content.decode()

    answer = part(agents_desk, "delete", at(conversation, "links/")).content.decode()

    assert "Make the link invalid" in page
    assert read(link) is None
    assert "Jānis made the private links invalid." in answer


def test_what_she_said_about_the_help_stands_in_the_conversation_and_on_the_first_page(agents_desk: Client):
    conversation = write().conversation
    conversation.rate(helpful=True)
    write().conversation.rate(helpful=False)

    assert "The customer said that it helped." in agents_desk.get(at(conversation)).content.decode()
    assert "1 of 2 customers said that they were helped" in agents_desk.get("/desk/").content.decode()
