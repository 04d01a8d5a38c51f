"""Macros: several steps at once, each an event, and one way back."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import MacroStep
from helpwell.automation.running import run_on_many, run_on_one, take_back
from helpwell.automation.state import state_of
from helpwell.automation.targets import Targets
from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, UserFactory, make_category, publish, write

pytestmark = pytest.mark.django_db


def make(*steps: tuple[str, str], by: User, **values: Any) -> Macro:
    macro = Macro(name="Repair", **values)
    macro.change(by, [MacroStep(*step) for step in steps])
    return macro


def fresh(conversation: Conversation) -> Conversation:
    return Conversation.objects.get(pk=conversation.pk)


def canned(public_id: str, title: str, body: str, **values: Any) -> None:
    publish(title, body, public_id=public_id, kind="canned", visibility="internal", **values)


@pytest.fixture
def everything(agent: User) -> Macro:
    """A macro with a step of every kind."""
    team = Team.objects.create(name="Workshop")
    make_category("Delivery")
    canned("greeting", "Greeting", "<p>Dear {{ contact.name }},</p>")
    return make(
        ("respond", "greeting"), ("tag", "Hinge"), ("tag", "Spring"), ("topic", "delivery"), ("priority", "urgent"),
        ("team", str(team.pk)), ("assign", "me"), ("snooze", "tomorrow"), by=agent,
    )  # fmt: skip


def test_every_step_is_done_and_tells_who_and_by_which_macro(everything: Macro, agent: User) -> None:
    conversation = write().conversation

    done = run_on_one(everything, conversation, agent)

    now = fresh(conversation)
    assert ({tag.name for tag in now.tags.all()}, now.topic.public_id if now.topic else "") == (
        {"Hinge", "Spring"}, "delivery",
    )  # fmt: skip
    assert (now.priority, str(now.team), now.assignee, now.status) == ("urgent", "Workshop", agent, "snoozed")
    assert [text.words for text in done.texts] == ["Dear Laura Berg,"]
    told = [event for event in Event.objects.about(now) if event.data.get("macro")]
    assert {event.data["macro"] for event in told} == {"Repair"}
    assert [event.kind.partition(".")[2] for event in reversed(told)] == [
        "response_inserted", "tagged", "tagged", "topic_set", "prioritised", "assigned", "assigned", "snoozed",
    ]  # fmt: skip
    assert {event.by for event in told} == {agent}


def test_nothing_is_said_to_the_customer(everything: Macro, agent: User) -> None:
    conversation = write().conversation

    run_on_one(everything, conversation, agent)
    run_on_many(everything, [conversation], agent)

    assert not conversation.messages.from_us().said().exists()


def test_one_undo_takes_all_of_it_back(everything: Macro, agent: User, admin: User) -> None:
    conversation = write().conversation
    conversation.assign(admin, by=admin)
    conversation.tag("Spring", by=admin)
    conversation.set_topic(make_category("Lenses"), by=None)
    conversation.snooze(timezone.now() + timedelta(hours=5), by=admin)
    before = state_of(fresh(conversation), agent)

    done = run_on_one(everything, conversation, agent)
    texts = take_back(done.run, agent)

    assert state_of(fresh(conversation), agent) == before
    assert [text.words for text in texts] == ["Dear Laura Berg,"]


STATUSES = [
    {"status": "open"},
    {"status": "open", "waiting_since": timezone.now()},
    {"status": "with_bot"},
    {"status": "snoozed", "snoozed_until": timezone.now() + timedelta(days=2)},
    {"status": "spam"},
    {"status": "resolved"},
]


@pytest.mark.parametrize("end", [("resolve", ""), ("snooze", "week")], ids=["resolve", "snooze"])
@pytest.mark.parametrize("standing", STATUSES, ids=lambda standing: standing["status"])
def test_however_it_stood_it_stands_so_again(agent: User, standing: dict[str, Any], end: tuple[str, str]) -> None:
    conversation = ConversationFactory(**standing)

    done = run_on_one(make(end, by=agent), conversation, agent)
    take_back(done.run, agent)

    assert fresh(conversation).standing == conversation.standing
    assert (fresh(conversation).waiting_since is None) or standing["status"] == "open"


def test_what_somebody_changed_since_stays_as_it_is(everything: Macro, agent: User, admin: User) -> None:
    conversation = write().conversation
    done = run_on_one(everything, conversation, agent)
    write("Hello?", reply_proof=conversation)
    fresh(conversation).assign(admin, by=admin)

    take_back(done.run, agent)

    now = fresh(conversation)
    assert (now.status, now.assignee, now.priority) == ("open", admin, "normal")


def test_on_many_the_words_wait_as_drafts_below_what_was_begun(everything: Macro, agent: User) -> None:
    first, second = write().conversation, write("Another").conversation
    first.keep_draft("I will look.", by=agent)

    done = run_on_many(everything, [first, second], agent)
    drafts = [one.draft_of(agent).text for one in (first, second)]
    take_back(done.run, agent)

    assert drafts == ["I will look.\n\nDear Laura Berg,", "Dear Laura Berg,"]
    assert done.has_drafts
    assert first.draft_of(agent).text == "I will look."
    assert second.draft_of(agent) is None


def test_words_are_in_the_customers_language_when_there_are_any(agent: User) -> None:
    canned("greeting", "Greeting", "<p>Hello</p>")
    publish(
        "Gruß", "<p>Guten Tag</p>", language="de",
        article=Targets.of([make(("respond", "greeting"), by=agent)]).texts["greeting"][0].article,
    )  # fmt: skip
    macro = make(("respond", "greeting"), by=agent)
    german, latvian = ConversationFactory(language="de"), ConversationFactory(language="lv")

    said = [run_on_one(macro, one, agent).texts[0].words for one in (german, latvian)]

    assert said == ["Guten Tag", "Hello"]


def test_what_is_gone_is_left_out_and_said(everything: Macro, agent: User) -> None:
    Team.objects.get().dissolve(by=None)
    conversation = write().conversation

    done = run_on_one(everything, conversation, agent)

    assert done.problems == ["The team is gone."]
    assert fresh(conversation).assignee == agent


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        (("respond", "none"), "The canned response is gone."),
        (("topic", "none"), "The topic is gone."),
        (("team", "4711"), "The team is gone."),
        (("assign", "4711"), "The person has left."),
        (("snooze", "never"), "The time to wake it makes no sense."),
        (("priority", "none"), "The priority makes no sense."),
    ],
)
def test_each_kind_says_what_is_gone(agent: User, step: tuple[str, str], problem: str) -> None:
    macro = make(step, ("resolve", ""), by=agent)
    conversation = ConversationFactory()

    assert run_on_one(macro, conversation, agent).problems == [problem]
    assert fresh(conversation).is_resolved


def test_a_person_who_left_and_a_text_that_was_archived_are_gone(agent: User, admin: User) -> None:
    canned("greeting", "Greeting", "<p>Hello</p>")
    colleague = UserFactory(role=User.Role.AGENT)
    macro = make(("assign", str(colleague.pk)), ("respond", "greeting"), by=agent)
    before = Targets.of([macro]).problems(macro)

    colleague.deactivate(by=admin)
    Targets.of([macro]).texts["greeting"][0].archive(by=None)

    after = Targets.of([macro]).problems(macro)
    assert (before, after) == ([], ["The person has left.", "The canned response is gone."])


def test_a_trainees_reply_still_waits_for_approval(everything: Macro, trainee: User) -> None:
    conversation = write().conversation

    words = run_on_one(everything, conversation, trainee).texts[0].words
    message = fresh(conversation).reply(words, by=trainee)

    assert message.delivery == Message.Delivery.AWAITING_APPROVAL


def test_a_private_one_is_hers_alone_and_editors_write_for_everybody(agent: User, editor: User) -> None:
    hers, shared = make(("resolve", ""), by=agent, owner=agent), make(("resolve", ""), by=editor)

    assert list(Macro.objects.usable_by(agent)) == [hers, shared]
    assert list(Macro.objects.usable_by(editor)) == [shared]
    assert (list(Macro.objects.editable_by(agent)), list(Macro.objects.editable_by(editor))) == ([hers], [shared])


def test_a_removed_one_is_gone_until_it_is_brought_back(agent: User) -> None:
    macro = make(("resolve", ""), by=agent)

    macro.remove(by=agent)
    macro.remove(by=agent)
    removed = list(Macro.objects.usable_by(agent))
    macro.bring_back(by=agent)

    assert (removed, list(Macro.objects.usable_by(agent))) == ([], [macro])
    assert Event.objects.about(macro).filter(kind="macro.removed").count() == 1
