"""Teams, who is there, and how much each of them gets."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.conversations.models import Conversation
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, InboxFactory, UserFactory

pytestmark = pytest.mark.django_db
TEAMS = "/desk/teams/"


@pytest.fixture
def billing(agent: User) -> Team:
    team = Team.objects.create(name="Billing", is_private=True)
    team.members.add(agent)
    return team


def test_a_team_is_formed_with_its_members(admin_desk: Client, agent: User) -> None:
    admin_desk.post(f"{TEAMS}new/", {"name": " Billing ", "members": [agent.pk], "is_private": "on"})

    team = Team.objects.get()
    assert (team.name, team.is_private, list(team.members.all())) == ("Billing", True, [agent])
    assert Event.objects.about(team).get().kind == "team.formed"


def test_a_team_is_renamed_and_gets_other_members(admin_desk: Client, billing: Team) -> None:
    colleague = UserFactory(role=User.Role.AGENT)

    admin_desk.post(f"{TEAMS}{billing.pk}/", {"name": "Money", "members": [colleague.pk]})

    billing.refresh_from_db()
    assert (billing.name, billing.is_private, list(billing.members.all())) == ("Money", False, [colleague])


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "BILLING"}, {"name": "x" * 61}, {"members": ["999999"]}])
def test_a_team_that_makes_no_sense_is_refused(admin_desk: Client, billing: Team, wrong: dict[str, object]) -> None:
    assert admin_desk.post(f"{TEAMS}new/", {"name": "Other", **wrong}).status_code == 422
    assert Team.objects.count() == 1


def test_customers_cannot_be_members(admin_desk: Client) -> None:
    member = UserFactory(role=User.Role.MEMBER)

    assert admin_desk.post(f"{TEAMS}new/", {"name": "Other", "members": [member.pk]}).status_code == 422


def test_a_dissolved_teams_conversations_and_inboxes_go_to_another(admin_desk: Client, billing: Team) -> None:
    heir = Team.objects.create(name="Everything")
    conversation, inbox = ConversationFactory(team=billing), InboxFactory(team=billing)

    admin_desk.post(f"{TEAMS}{billing.pk}/deletion/", {"heir": heir.pk})

    conversation.refresh_from_db()
    inbox.refresh_from_db()
    assert (conversation.team, inbox.team) == (heir, heir)


def test_a_dissolved_teams_conversations_may_go_to_everybody(admin_desk: Client, billing: Team) -> None:
    conversation = ConversationFactory(team=billing)

    admin_desk.post(f"{TEAMS}{billing.pk}/deletion/", {"heir": ""})

    stranger = UserFactory(role=User.Role.AGENT)
    assert conversation in Conversation.objects.visible_to(stranger)


def test_an_admin_is_warned_of_a_team_without_members(admin_desk: Client, billing: Team, admin: User) -> None:
    quiet = admin_desk.get(TEAMS).content.decode()
    billing.members.get().deactivate(by=admin)

    warned = admin_desk.get(TEAMS).content.decode()

    assert "only admins see what arrives here" not in quiet
    assert "only admins see what arrives here" in warned


def test_the_list_of_teams_asks_as_often_for_many_as_for_one(
    admin_desk: Client, billing: Team, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        Team.objects.create(name=f"Team {number}").members.add(UserFactory(role=User.Role.AGENT))

    with django_assert_max_num_queries(23):
        admin_desk.get(TEAMS)


def test_teams_are_for_admins(desk: Client, billing: Team) -> None:
    pages = [TEAMS, f"{TEAMS}new/", f"{TEAMS}{billing.pk}/"]

    assert [desk.get(page).status_code for page in pages] == [404, 404, 404]
    assert desk.post(f"{TEAMS}{billing.pk}/deletion/").status_code == 404


def test_the_switch_says_who_takes_conversations(desk: Client, editor: User) -> None:
    desk.post("/desk/availability/", {"availability": "at_desk"})
    at_desk = User.objects.at_desk().contains(editor)
    ConversationFactory(assignee=editor, waiting_since=ConversationFactory().created_at)

    answer = desk.post("/desk/availability/", {"availability": "off"}, headers={"hx-request": "true"})

    assert at_desk
    assert not User.objects.at_desk().contains(editor)
    assert "1 conversation whose customer waits is back in the list." in answer.content.decode()


def test_an_availability_nobody_has_changes_nothing(desk: Client, editor: User) -> None:
    desk.post("/desk/availability/", {"availability": "asleep"})

    editor.refresh_from_db()
    assert editor.availability == User.Availability.OFF


def test_an_admin_says_how_much_each_gets(admin_desk: Client, agent: User) -> None:
    admin_desk.post(f"/desk/people/{agent.pk}/role/", {"role": "agent", "capacity": "5"})

    agent.refresh_from_db()
    assert (agent.role, agent.capacity) == (User.Role.AGENT, 5)


@pytest.mark.parametrize("capacity", ["many", "-1", "501"])
def test_a_capacity_that_is_no_number_is_refused_in_words(admin_desk: Client, agent: User, capacity: str) -> None:
    answer = admin_desk.post(f"/desk/people/{agent.pk}/role/", {"role": "editor", "capacity": capacity})

    agent.refresh_from_db()
    assert answer.status_code == 422
    assert "A number from 0 to 500, please." in answer.content.decode()
    assert agent.role == User.Role.AGENT
