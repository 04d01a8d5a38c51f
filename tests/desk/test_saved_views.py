"""Filters of a list, and views that keep them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.conversations.filters import Filters
from helpwell.conversations.models import Conversation, SavedView
from helpwell.desk.narrowed import saved_list
from helpwell.people.models import Event, Team, User
from tests.factories import ConversationFactory, InboxFactory, UserFactory, make_category

pytestmark = pytest.mark.django_db

LISTS, VIEWS = "/desk/conversations/", "/desk/conversations/views/"


def subjects(client: Client, query: str) -> set[str]:
    """Of the rows on the page."""
    page = client.get(f"{LISTS}?{query}")
    return {row.subject for section in page.context["page"].sections for row in section.rows}


def saved(by: User, **values: object) -> SavedView:
    view = SavedView(worklist="all", filters={"tag": "Hinge"})
    view.change(by, **{"name": "Hinges", "owner": by, **values})
    return view


@pytest.fixture
def hinge(agent: User) -> Conversation:
    """One of which every filter below is true; another of which none is."""
    ConversationFactory(subject="Other")
    conversation: Conversation = ConversationFactory(
        subject="Hinge", inbox=InboxFactory(name="Shop"), team=Team.objects.create(name="Workshop"), assignee=agent,
        topic=make_category("Delivery"), priority="urgent", waiting_since=timezone.now() - timedelta(hours=1),
        reply_due_at=timezone.now() - timedelta(minutes=1),
    )  # fmt: skip
    conversation.tag("Hinge", by=agent)
    return conversation


def filters_of(conversation: Conversation) -> dict[str, object]:
    return {
        "inbox": conversation.inbox_id, "team": conversation.team_id, "assignee": conversation.assignee_id,
        "topic": conversation.topic_id, "tag": "hinge", "priority": "urgent", "late": "on",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["inbox", "team", "assignee", "topic", "tag", "priority", "late"])
def test_each_filter_leaves_what_it_names(agents_desk: Client, hinge: Conversation, name: str):
    assert subjects(agents_desk, f"view=all&{name}={filters_of(hinge)[name]}") == {"Hinge"}


def test_me_and_nobody_are_hands_too(agents_desk: Client, hinge: Conversation):
    assert subjects(agents_desk, "view=all&assignee=me") == {"Hinge"}
    assert subjects(agents_desk, "view=all&assignee=none") == {"Other"}


def test_several_filters_are_all_true(agents_desk: Client, hinge: Conversation):
    all_of_them = "&".join(f"{name}={value}" for name, value in filters_of(hinge).items())

    assert subjects(agents_desk, f"view=all&{all_of_them}") == {"Hinge"}
    assert subjects(agents_desk, f"view=all&{all_of_them}&tag=none") == set()


@pytest.mark.parametrize("query", ["inbox=x", "team=-1", "topic=%00", "assignee=99999999999999999999", "tag=", "x=y"])
def test_what_makes_no_sense_narrows_nothing(agents_desk: Client, hinge: Conversation, query: str):
    assert subjects(agents_desk, f"view=all&{query}") == {"Hinge", "Other"}


def test_the_page_says_what_narrows_it_and_goes_on_with_it(agents_desk: Client, hinge: Conversation):
    page = agents_desk.get(f"{LISTS}?view=all&tag=Hinge&assignee=me").content.decode()

    assert 'href="/desk/conversations/?view=all&amp;assignee=me"' in page  # without the tag
    assert "news/?view=all&amp;assignee=me&amp;tag=Hinge&amp;shown=" in page
    assert 'href="/desk/conversations/views/new/?view=all&amp;assignee=me&amp;tag=Hinge"' in page


def test_the_form_of_filters_knows_what_is_chosen(agents_desk: Client, hinge: Conversation):
    form = agents_desk.get(f"{LISTS}filters/?view=all&tag=Hinge").content.decode()

    assert '<option value="Hinge" selected>' in form


def test_what_she_may_not_see_no_filter_shows(agents_desk: Client, hinge: Conversation, admin: User):
    hinge.mark_sensitive(True, by=admin)
    Conversation.objects.filter(pk=hinge.pk).update(assignee=admin)
    view = saved(admin, owner=None)

    assert subjects(agents_desk, "view=all&tag=Hinge") == subjects(agents_desk, f"view=saved-{view.pk}") == set()


def test_a_list_is_saved_with_its_filters_and_stands_in_the_rail_with_its_count(
    agents_desk: Client, agent: User, hinge: Conversation
):
    answer = agents_desk.post(f"{VIEWS}new/?view=all&tag=Hinge", {"name": "Hinges", "whose": "me"})

    view = SavedView.objects.get()
    assert (view.worklist, view.filters, view.owner) == ("all", {"tag": "Hinge"}, agent)
    assert answer.headers["Location"] == f"{LISTS}?view=saved-{view.pk}"
    assert subjects(agents_desk, f"view=saved-{view.pk}") == {"Hinge"}
    assert saved_list(view).count(agent) == 1
    assert (
        f'id="rail-saved-{view.pk}" aria-current="page"' in agents_desk.get(answer.headers["Location"]).content.decode()
    )


def test_mine_of_a_team_or_of_everybody(agents_desk: Client, agent: User, editor: User):
    team = Team.objects.create(name="Workshop")
    team.members.add(agent)
    views = [saved(agent, name="Mine"), saved(editor, name="Hers"), saved(editor, name="All", owner=None)]
    ours = saved(agent, name="Ours", owner=None, team=team)

    assert list(SavedView.objects.shown_to(agent)) == [views[0], views[2], ours]
    assert list(SavedView.objects.shown_to(editor)) == [views[1], views[2]]
    assert set(SavedView.objects.editable_by(agent)) == {views[0], ours}
    assert set(SavedView.objects.editable_by(editor)) == {views[1], views[2]}


def test_an_agent_saves_for_herself_and_her_teams_only(agents_desk: Client, agent: User):
    team, foreign = Team.objects.create(name="Workshop"), Team.objects.create(name="Billing")
    team.members.add(agent)

    statuses = [
        agents_desk.post(f"{VIEWS}new/?view=all&tag=Hinge", {"name": "Hinges", "whose": whose}).status_code
        for whose in ("me", team.pk, foreign.pk, "all")
    ]

    assert statuses == [302, 302, 422, 422]
    assert {(view.owner, view.team) for view in SavedView.objects.all()} == {(agent, None), (None, team)}


def test_nobody_opens_or_changes_the_view_of_somebody_else(agents_desk: Client, admin: User):
    view = saved(admin, name="A secret view")
    ConversationFactory(subject="Mine").assign(User.objects.get(name="Jānis"), by=None)

    answers = [agents_desk.post(f"{VIEWS}{view.pk}/{part}").status_code for part in ("", "place/", "presence/")]

    assert answers == [404, 404, 404]
    assert subjects(agents_desk, f"view=saved-{view.pk}") == {"Mine"}  # her own list instead
    assert "A secret view" not in agents_desk.get(LISTS).content.decode()


def test_it_moves_up_is_renamed_and_removed_with_undo(agents_desk: Client, agent: User):
    first, second = saved(agent, name="First"), saved(agent, name="Second")

    agents_desk.post(f"{VIEWS}{second.pk}/place/")
    agents_desk.post(f"{VIEWS}{second.pk}/place/")
    moved = list(SavedView.objects.shown_to(agent))
    agents_desk.post(f"{VIEWS}{second.pk}/", {"name": "Mended", "whose": "me"})
    page = agents_desk.post(f"{VIEWS}{second.pk}/presence/", follow=True).content.decode()
    removed = list(SavedView.objects.shown_to(agent))
    agents_desk.post(f"{VIEWS}{second.pk}/presence/", {"back": "1"})

    assert (moved, removed) == ([second, first], [first])
    assert "“Mended” is removed." in page
    assert [view.name for view in SavedView.objects.shown_to(agent)] == ["Mended", "First"]
    kinds = [event.kind for event in Event.objects.about(second)]
    assert kinds == ["saved_view.brought_back", "saved_view.removed", "saved_view.changed", "saved_view.saved"]


def test_a_view_whose_team_or_tag_is_gone_is_empty_and_says_so(agents_desk: Client, agent: User):
    view = saved(agent, filters={"team": "4711"})

    assert subjects(agents_desk, f"view=saved-{view.pk}") == set()
    assert "gone" in agents_desk.get(VIEWS).content.decode()


def test_filters_are_read_back_as_they_were_kept():
    given = {"tag": " Hinge ", "inbox": "3", "assignee": "me", "late": "on", "shown": "30"}

    assert dict(Filters.read(given).values) == {"inbox": "3", "assignee": "me", "tag": "Hinge", "late": "on"}
    assert Filters.read(Filters.read(given).values) == Filters.read(given)


def test_members_find_no_views(client: Client):
    client.force_login(UserFactory(role=User.Role.MEMBER))

    assert client.get(VIEWS).status_code == 404
