"""Whose turn it is: fair, oldest first, never too much, never two for one, and nothing forgotten."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from helpwell.conversations.assigning import assign_least_busy, assign_waiting, change_availability
from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, InboxFactory, UserFactory, write

pytestmark = pytest.mark.django_db
AT_DESK, AWAY, OFF = User.Availability.AT_DESK, User.Availability.AWAY, User.Availability.OFF


def agent_with(open_count: int = 0, availability: str = AT_DESK, **values: object) -> User:
    """An agent who holds so many open conversations."""
    agent = UserFactory(role=User.Role.AGENT, availability=availability, **values)
    ConversationFactory.create_batch(open_count, assignee=agent)
    return agent


def waiting(minutes: int = 1, **values: object) -> Conversation:
    """A customer who has waited so long."""
    return ConversationFactory(waiting_since=timezone.now() - timedelta(minutes=minutes), **values)


def test_who_has_the_least_in_hand_gets_the_next(db: None) -> None:
    agent_with(3)
    idle = agent_with(1)

    assert write().conversation.assignee == idle


def test_nobody_gets_more_than_fits(db: None) -> None:
    agent_with(2, capacity=2)

    assert write().conversation.assignee is None


@pytest.mark.parametrize("availability", [AWAY, OFF])
def test_who_is_not_there_gets_nothing(availability: str) -> None:
    agent_with(availability=availability)

    assert write().conversation.assignee is None


def test_only_its_team_gets_what_is_a_teams(db: None) -> None:
    agent_with()
    member, team = agent_with(5), Team.objects.create(name="Billing")
    team.members.add(member)

    assert assign_least_busy(waiting(team=team)) == member


def test_a_new_one_does_not_overtake_those_who_wait(db: None) -> None:
    older = waiting(minutes=10)
    agent_with(capacity=1)

    newer = write().conversation
    assign_waiting()

    older.refresh_from_db()
    assert older.assignee is not None
    assert newer.assignee is None


def test_a_full_team_does_not_hold_up_another(db: None) -> None:
    busy, free = Team.objects.create(name="Busy"), Team.objects.create(name="Free")
    busy.members.add(agent_with(1, capacity=1))
    free.members.add(agent_with())
    waiting(minutes=10, team=busy)
    other = waiting(minutes=5, team=free)

    assert assign_waiting() == 1
    assert Conversation.objects.get(pk=other.pk).assignee is not None


def test_who_goes_off_duty_hands_back_what_customers_wait_for(db: None) -> None:
    agent = agent_with()
    asked, answered = waiting(assignee=agent), ConversationFactory(assignee=agent)

    handed = change_availability(agent, OFF)

    assert handed == 1
    assert Conversation.objects.get(pk=asked.pk).assignee is None
    assert Conversation.objects.get(pk=answered.pk).assignee == agent


def test_who_says_it_twice_says_it_once(db: None) -> None:
    agent = agent_with()

    change_availability(agent, OFF)
    change_availability(agent, OFF)

    assert Event.objects.about(agent).filter(kind="user.availability_changed").count() == 1


def test_going_away_for_a_moment_hands_back_nothing(db: None) -> None:
    agent = agent_with()
    conversation = waiting(assignee=agent)

    assert change_availability(agent, AWAY) == 0
    assert Conversation.objects.get(pk=conversation.pk).assignee == agent


@pytest.mark.parametrize("availability", [AWAY, OFF])
def test_who_waits_too_long_for_somebody_who_is_gone_gets_a_colleague(availability: str) -> None:
    gone, there = agent_with(availability=availability), agent_with(3)
    long, just_now = waiting(40, assignee=gone), waiting(5, assignee=gone)

    assign_waiting()

    assert Conversation.objects.get(pk=long.pk).assignee == there
    assert Conversation.objects.get(pk=just_now.pk).assignee == gone


def test_with_nobody_else_there_it_stays_with_whom_it_is(db: None) -> None:
    gone = agent_with(availability=OFF)
    conversation = waiting(40, assignee=gone)

    assign_waiting()

    assert Conversation.objects.get(pk=conversation.pk).assignee == gone


def test_what_somebody_leaves_who_may_no_longer_sign_in_is_everybodys(admin: User) -> None:
    former = agent_with()
    conversation = waiting(assignee=former)
    former.deactivate(by=admin)

    assign_waiting()

    assert Conversation.objects.get(pk=conversation.pk).assignee is None


def test_what_is_sensitive_is_never_handed_out_by_itself(admin: User) -> None:
    agent = agent_with()
    holder = agent_with()
    held, free = waiting(assignee=holder, is_sensitive=True), waiting(is_sensitive=True)

    change_availability(holder, OFF)
    assign_waiting()

    assert Conversation.objects.get(pk=held.pk).assignee == holder
    assert Conversation.objects.get(pk=free.pk).assignee is None
    assert not Conversation.objects.visible_to(agent).filter(pk=free.pk).exists()
    assert Conversation.objects.visible_to(admin).filter(pk=free.pk).exists()


def test_a_private_team_without_members_hides_nothing_from_admins(admin: User) -> None:
    team = Team.objects.create(name="Billing", is_private=True)
    conversation = waiting(team=team)

    assign_waiting()

    assert conversation in Conversation.objects.visible_to(admin).waiting().unassigned()
    assert team in Team.objects.without_members()


def in_threads(*deeds: Callable[[], object]) -> None:
    """All at the same moment, each with a connection of its own."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> None:
        start.wait()
        try:
            deed()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_handing_out_at_the_same_moment_gives_nobody_too_much(db: None) -> None:
    agents = [agent_with(capacity=2), agent_with(capacity=2)]
    now = timezone.now()
    asked = [ConversationFactory(waiting_since=now) for _number in range(8)]

    in_threads(*[partial(assign_least_busy, conversation) for conversation in asked])

    assert [agent.conversations.count() for agent in agents] == [2, 2]


@pytest.mark.django_db(transaction=True)
def test_one_conversation_handed_out_twice_at_once_goes_to_one(db: None) -> None:
    agent_with()
    agent_with()
    conversation = waiting()

    in_threads(*[lambda: assign_least_busy(Conversation.objects.get(pk=conversation.pk))] * 6)

    assert Event.objects.about(conversation).filter(kind="conversation.assigned").count() == 1


def in_chat(minutes: int, **values: object) -> Conversation:
    """She sits in the chat and has waited so long; it was handed out by itself."""
    chat = InboxFactory(channel=Inbox.Channel.CHAT)
    return waiting(minutes, status=Conversation.Status.OPEN, inbox=chat, **values)


def test_who_waits_minutes_in_the_chat_for_a_first_word_is_offered_to_the_next(db: None) -> None:
    silent, other = agent_with(), agent_with(2)
    chat, just_now, mail = in_chat(6, assignee=silent), in_chat(3, assignee=silent), waiting(6, assignee=silent)

    assign_waiting()
    again = assign_waiting()  # the next one has minutes as well

    assert Conversation.objects.get(pk=chat.pk).assignee == other
    assert Conversation.objects.get(pk=just_now.pk).assignee == silent
    assert Conversation.objects.get(pk=mail.pk).assignee == silent
    assert again == 0


def test_who_is_writing_or_was_given_it_by_hand_keeps_it(admin: User) -> None:
    silent, other = agent_with(), agent_with(2)
    begun, by_hand = in_chat(6, assignee=silent), in_chat(6)
    begun.keep_draft("I am looking", by=silent)
    by_hand.assign(silent, by=admin)

    assert assign_waiting() == 0
    assert {one.assignee for one in Conversation.objects.filter(pk__in=[begun.pk, by_hand.pk])} == {silent}
    assert other.pk != silent.pk


def test_with_nobody_else_there_a_chat_stays_with_whom_it_is(db: None) -> None:
    silent = agent_with()
    chat = in_chat(30, assignee=silent)

    assert assign_waiting() == 0
    assert Conversation.objects.get(pk=chat.pk).assignee == silent
