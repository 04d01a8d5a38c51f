"""One deed on many conversations, and its one way back."""

import re
import time
from typing import Any

import pytest
from django.test import Client

from helpwell.conversations.models import Conversation
from helpwell.people.models import Team, User
from tests.desk.conftest import part
from tests.factories import ConversationFactory

pytestmark = pytest.mark.django_db

SELECTION = "/desk/conversations/selection/"


def do(client: Client, *conversations: Conversation, **data: Any) -> str:
    sent = {"pick": [one.pk for one in conversations], **data}
    return str(part(client, "post", SELECTION, sent).content.decode())


def undo(client: Client, page: str) -> str:
    """Press the first Undo there."""
    form = page.partition(f'hx-post="{SELECTION}former/"')[2].partition("</form>")[0]
    data = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return str(part(client, "post", f"{SELECTION}former/", data).content.decode())


def state(*conversations: Conversation) -> list[tuple[Any, ...]]:
    fresh = [Conversation.objects.get(pk=one.pk) for one in conversations]
    return [(one.status, one.assignee, one.team, [tag.name for tag in one.tags.all()]) for one in fresh]


@pytest.fixture
def two(admin: User) -> list[Conversation]:
    return [ConversationFactory(), ConversationFactory(assignee=admin)]


DEEDS = [
    {"deed": "resolve"},
    {"deed": "spam"},
    {"deed": "snooze", "snooze": "2099-01-01T09:00"},
    {"deed": "tag", "tag": "Hinge"},
]


@pytest.mark.parametrize("data", DEEDS, ids=lambda data: data["deed"])
def test_all_are_changed_and_all_are_as_before(agents_desk: Client, two: list[Conversation], data: dict[str, str]):
    before = state(*two)

    toast = do(agents_desk, *two, **data)
    after = state(*two)
    undo(agents_desk, toast)

    assert all(now != was for now, was in zip(after, before, strict=True))
    assert state(*two) == before


def test_each_goes_back_into_the_hands_it_came_from(agents_desk: Client, agent: User, two: list[Conversation]):
    team, before = Team.objects.create(name="Billing"), state(*two)

    to_her = do(agents_desk, *two, deed="assign", assign=f"user:{agent.pk}")
    held = [row[1] for row in state(*two)]
    to_team = do(agents_desk, *two, deed="assign", assign=f"team:{team.pk}")
    in_team = [row[1:3] for row in state(*two)]
    undo(agents_desk, to_team)
    undo(agents_desk, to_her)

    assert (held, in_team) == ([agent, agent], [(None, team)] * 2)
    assert state(*two) == before


def test_what_was_so_already_stays_so_when_it_is_undone(agents_desk: Client, agent: User, two: list[Conversation]):
    two[0].resolve(by=agent)

    toast = do(agents_desk, *two, deed="resolve")
    undo(agents_desk, toast)

    assert "1 resolved." in toast
    assert [row[0] for row in state(*two)] == ["resolved", "open"]


def test_what_one_may_not_see_one_does_not_change(agents_desk: Client, admin: User, two: list[Conversation]):
    two[1].mark_sensitive(True, by=admin)

    do(agents_desk, *two, deed="resolve")
    part(agents_desk, "post", f"{SELECTION}former/", {"deed": "assign", "former": f"{two[1].pk}|{admin.pk},|,"})

    assert [row[0] for row in state(*two)] == ["resolved", "open"]
    assert state(two[1])[0][1] == admin


def test_a_page_that_is_loaded_anew_still_takes_it_back(agents_desk: Client, two: list[Conversation]):
    before = state(*two)

    do(agents_desk, *two, deed="resolve")
    page = agents_desk.get("/desk/conversations/?view=all").content.decode()
    undo(agents_desk, page)
    afterwards = agents_desk.get("/desk/conversations/?view=all").content.decode()

    assert ("2 resolved." in page, state(*two)) == (True, before)
    assert "2 resolved." not in afterwards


def test_above_the_list_it_stays_for_an_hour_though_its_toast_is_not_said_again(
    agents_desk: Client, two: list[Conversation]
):
    do(agents_desk, *two, deed="resolve")
    session = agents_desk.session
    pages = []
    for minutes in (2, 61):
        session["way_back"] = {**session["way_back"], "at": time.time() - minutes * 60}
        session.save()
        pages.append(agents_desk.get("/desk/conversations/?view=all").content.decode())

    assert ["Undo: 2 resolved." in page for page in pages] == [True, False]
    assert "toast__undo" not in pages[0]


def test_undoing_an_earlier_deed_keeps_the_way_back_from_the_last(agents_desk: Client, two: list[Conversation]):
    tagged = do(agents_desk, *two, deed="tag", tag="Hinge")
    do(agents_desk, *two, deed="resolve")

    undo(agents_desk, tagged)

    assert "2 resolved." in agents_desk.get("/desk/conversations/?view=all").content.decode()


def test_what_somebody_has_changed_since_stays(agents_desk: Client, admin: User, two: list[Conversation]):
    toast = do(agents_desk, *two, deed="resolve")
    two[0].reopen(by=admin)
    two[0].mark_spam(by=admin)

    said = undo(agents_desk, toast)

    assert "Taken back, but for 1 that somebody has changed since." in said
    assert [row[0] for row in state(*two)] == ["spam", "open"]


@pytest.mark.parametrize(
    "data",
    [{"deed": ""}, {"deed": "delete"}, {"deed": "snooze", "snooze": "x"}, {"deed": "assign", "assign": "user:x"},
     {"deed": "tag", "tag": " "}],
)  # fmt: skip
def test_nonsense_changes_nothing(agents_desk: Client, two: list[Conversation], data: dict[str, str]):
    before = state(*two)

    answer = part(agents_desk, "post", SELECTION, {"pick": [two[0].pk, "x"], **data})

    assert (answer.status_code, state(*two)) == (422, before)
