"""Targets that were missed: marked, told once, and over when what was due is done."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from helpwell.automation.lateness import mark_late
from helpwell.conversations.models import Conversation
from helpwell.outbox.models import Mail
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, UserFactory

pytestmark = pytest.mark.django_db


def overdue(**values: Any) -> Conversation:
    now = timezone.now()
    conversation: Conversation = ConversationFactory(
        waiting_since=now - timedelta(hours=5), reply_due_at=now - timedelta(minutes=5), **values
    )
    return conversation


def told() -> set[str]:
    return {address for mail in Mail.objects.all() for address in mail.to}


def test_who_holds_it_is_told_once_and_the_conversation_is_marked(agent: User) -> None:
    conversation = overdue(assignee=agent)

    assert (mark_late(), mark_late()) == (1, 0)

    mail = Mail.objects.get()
    assert mail.to == [agent.email]
    assert f"/desk/conversations/{conversation.pk}/" in mail.text
    assert Conversation.objects.late().get() == conversation
    assert Event.objects.about(conversation).filter(kind="conversation.late").count() == 1


def test_what_becomes_late_keeps_its_place_among_what_was_said() -> None:
    conversation = overdue(changed_at=timezone.now() - timedelta(hours=5))

    mark_late()

    assert Conversation.objects.get().changed_at == conversation.changed_at


def test_a_teams_members_are_told_when_nobody_holds_it(agent: User, editor: User) -> None:
    team = Team.objects.create(name="Workshop")
    team.members.add(agent)
    overdue(team=team)

    mark_late()

    assert told() == {agent.email}


def test_without_holder_and_team_it_is_told_to_those_at_the_desk(agent: User, editor: User) -> None:
    agent.become(User.Availability.AT_DESK)
    overdue()

    mark_late()

    assert told() == {agent.email}


def test_who_wants_no_such_mails_gets_none_and_the_mark_is_there(agent: User, admin: User) -> None:
    agent.wants_late_mails = False
    agent.save()
    overdue(assignee=agent)
    overdue(assignee=admin)

    assert mark_late() == 2

    assert told() == {admin.email}
    assert "/desk/account/" in Mail.objects.get().text


def test_many_are_one_mail(agent: User) -> None:
    for _number in range(3):
        overdue(assignee=agent)

    assert mark_late() == 3

    assert Mail.objects.get().text.count("/desk/conversations/") == 3


def test_nobody_is_told_of_what_she_may_not_see(agent: User, admin: User) -> None:
    agent.become(User.Availability.AT_DESK)
    admin.become(User.Availability.AT_DESK)
    overdue(is_sensitive=True)

    mark_late()

    assert told() == {admin.email}


def test_an_answer_takes_the_mark_off_at_once(agent: User) -> None:
    conversation = overdue(assignee=agent)
    mark_late()

    Conversation.objects.get(pk=conversation.pk).reply("Sorry", by=agent)

    assert not Conversation.objects.late().exists()


def test_a_later_target_takes_the_mark_off_with_the_next_look(agent: User) -> None:
    conversation = overdue(assignee=agent)
    mark_late()
    Conversation.objects.filter(pk=conversation.pk).update(reply_due_at=timezone.now() + timedelta(hours=1))

    assert mark_late() == 0

    assert not Conversation.objects.late().exists()


@pytest.mark.parametrize("status", ["resolved", "snoozed", "spam", "with_bot"])
def test_what_is_not_open_is_never_late(status: str, agent: User) -> None:
    overdue(assignee=agent, status=status)

    assert mark_late() == 0


def test_who_has_left_is_not_told(agent: User) -> None:
    gone = UserFactory(role=User.Role.AGENT, is_active=False)
    agent.become(User.Availability.AT_DESK)
    overdue(assignee=gone)

    mark_late()

    assert told() == {agent.email}
