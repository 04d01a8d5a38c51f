"""Macros at the desk: who writes them, how they are run, and their one Undo."""

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.automation.models import Macro, MacroRun
from helpwell.automation.models.macro import MacroStep
from helpwell.conversations.models import Conversation
from helpwell.people.models import Event, Team, User
from tests.desk.conftest import part
from tests.factories import ConversationFactory, UserFactory, make_category, publish, write

pytestmark = pytest.mark.django_db

MACROS = "/desk/macros/"


@pytest.fixture
def team(db: None) -> Team:
    return Team.objects.create(name="Workshop")


@pytest.fixture
def macro(team: Team, editor: User) -> Macro:
    """For everybody: a text, a tag, a team."""
    publish("Greeting", "<p>Dear {{ contact.name }},</p>", public_id="hello", kind="canned", visibility="internal")
    macro = Macro(name="Repair", key="g")
    macro.change(editor, [MacroStep("respond", "hello"), MacroStep("tag", "Hinge"), MacroStep("team", str(team.pk))])
    return macro


def run(client: Client, macro: Macro, conversation: Conversation) -> str:
    address = f"/desk/conversations/{conversation.pk}/macros/{macro.pk}/"
    return str(part(client, "post", address, {"on_page": conversation.pk}).content.decode())


def undo_of(page: str) -> str:
    found = re.search(r'hx-delete="(/desk/macros/runs/\d+/)"', page)
    assert found
    return found[1]


def test_it_is_written_as_a_form_and_read_as_a_sentence(desk: Client, editor: User, team: Team):
    topic = make_category("Delivery")
    steps = {
        "tag": " Hinge, hinge  two,,Hinge", "topic": topic.public_id, "priority": "urgent", "team": team.pk,
        "assign": "me", "snooze": "week",
    }  # fmt: skip
    sent = {"name": "Repair", "key": "g", "is_shared": "on", "kind": [*steps], "value": [*steps.values()]}

    answer = desk.post(f"{MACROS}new/", sent)

    macro = Macro.objects.get()
    assert (answer.status_code, macro.owner, macro.key) == (302, None, "g")
    assert [(step.kind, step.value) for step in macro.sequence] == [
        ("tag", "Hinge"), ("tag", "hinge two"), ("topic", "delivery"), ("priority", "urgent"),
        ("team", str(team.pk)), ("assign", "me"), ("snooze", "week"),
    ]  # fmt: skip
    page = desk.get(MACROS).content.decode()
    assert "Tag: Hinge · Tag: hinge two · Topic: Delivery · Priority: Urgent · Team: Workshop" in page
    assert 'value="hinge two"' in desk.get(f"{MACROS}{macro.pk}/").content.decode()


def test_its_steps_are_carried_out_in_the_order_they_were_sent_in(desk: Client, macro: Macro, team: Team):
    sent = {"name": "Repair", "is_shared": "on", "kind": ["resolve", "team", "tag", "respond"]}

    desk.post(f"{MACROS}{macro.pk}/", {**sent, "value": ["", team.pk, "Hinge", "hello"]})

    macro.refresh_from_db()
    assert [step.kind for step in macro.sequence] == ["resolve", "team", "tag", "respond"]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"name": "", "kind": "resolve"}, "This field is required."),
        ({"name": "Empty"}, "Choose at least one thing that it does."),
        ({"name": "Empty", "kind": "fly"}, "Choose at least one thing that it does."),
        ({"name": "Two", "kind": "resolve", "key": "g"}, "This key runs “Repair” already."),
        ({"name": "Wrong", "kind": "team", "value": "4711"}, "Select a valid choice."),
        ({"name": "Wrong", "kind": "team"}, "This field is required."),
        ({"name": "Wrong", "kind": "tag", "value": " , "}, "Write at least one tag."),
        ({"name": "Wrong", "kind": "snooze", "value": "afternoon"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_said(agents_desk: Client, macro: Macro, sent: dict[str, str], problem: str):
    answer = agents_desk.post(f"{MACROS}new/", sent)

    assert (answer.status_code, problem in answer.content.decode()) == (422, True)
    assert Macro.objects.count() == 1


def test_an_agents_macro_is_private_whatever_she_sends(agents_desk: Client, agent: User):
    agents_desk.post(f"{MACROS}new/", {"name": "Mine", "is_shared": "on", "kind": "resolve"})

    assert Macro.objects.get().owner == agent


def test_what_is_for_everybody_is_changed_by_editors_alone(agents_desk: Client, desk: Client, macro: Macro):
    addresses = [f"{MACROS}{macro.pk}/", f"{MACROS}{macro.pk}/presence/"]

    agents = [agents_desk.post(address, {"name": "Hers", "kind": "resolve"}).status_code for address in addresses]
    macro.refresh_from_db()
    unchanged = (macro.name, macro.removed_at)
    editors = desk.post(addresses[0], {"name": "Mended", "is_shared": "on", "kind": "resolve"}).status_code

    assert (agents, unchanged, editors) == ([404, 404], ("Repair", None), 302)


def test_nobody_meets_the_private_macro_of_somebody_else(agents_desk: Client, admin: User):
    macro = Macro(name="A secret macro", owner=admin)
    macro.change(admin, [MacroStep("resolve")])
    conversation = ConversationFactory()

    addresses = [f"{MACROS}{macro.pk}/", f"/desk/conversations/{conversation.pk}/macros/{macro.pk}/"]
    answers = [agents_desk.post(one, {"pick": conversation.pk}) for one in [*addresses, f"{MACROS}{macro.pk}/runs/"]]

    assert {answer.status_code for answer in answers} == {404}
    assert "A secret macro" not in agents_desk.get(MACROS).content.decode()
    assert not MacroRun.objects.exists()


def test_run_on_one_it_brings_its_words_to_the_composer_and_takes_them_out_again(agents_desk: Client, macro: Macro):
    conversation = write().conversation

    page = run(agents_desk, macro, conversation)
    undone = agents_desk.delete(
        f"{undo_of(page)}?on_page={conversation.pk}", headers={"HX-Request": "true"}
    ).content.decode()

    assert "<template>Dear Laura Berg,</template>" in page
    assert "“Repair” is done." in page
    assert "(Macro “Repair”)" in page
    assert "data-taken-out" in undone
    assert not Conversation.objects.get(pk=conversation.pk).tags.exists()


def test_what_is_gone_is_told_where_it_is_run_and_where_it_is_written(
    agents_desk: Client, desk: Client, macro: Macro, team: Team
):
    team.dissolve(by=None)

    page = run(agents_desk, macro, write().conversation)

    assert "Left out: The team is gone." in page
    assert "The team is gone." in desk.get(MACROS).content.decode()
    assert "The team is gone." in desk.get(f"{MACROS}{macro.pk}/").content.decode()


def test_run_on_many_it_tells_how_many_and_is_taken_back_at_once(agents_desk: Client, agent: User, macro: Macro):
    picked = [write(f"Number {number}").conversation for number in range(3)]

    toast = part(agents_desk, "post", f"{MACROS}{macro.pk}/runs/", {"pick": [one.pk for one in picked]})
    tagged = Conversation.objects.filter(tags__name="Hinge").count()
    undone = part(agents_desk, "delete", undo_of(toast.content.decode()))

    assert "“Repair” on 3 conversations. The replies wait there as your drafts." in toast.content.decode()
    assert (tagged, toast.headers["HX-Trigger"]) == (3, "conversation-changed")
    assert "Taken back." in undone.content.decode()
    assert not Conversation.objects.filter(tags__name="Hinge").exists()
    assert not any(one.draft_of(agent) for one in picked)


def test_what_one_may_not_see_one_does_not_change(agents_desk: Client, admin: User, macro: Macro):
    conversation = write().conversation
    conversation.mark_sensitive(True, by=admin)

    part(agents_desk, "post", f"{MACROS}{macro.pk}/runs/", {"pick": [conversation.pk]})

    assert not conversation.tags.exists()


@pytest.mark.parametrize("picked", [[], ["x"], ["-1"], ["99999999999999999999"]])
def test_nothing_picked_changes_nothing(agents_desk: Client, macro: Macro, picked: list[str]):
    assert part(agents_desk, "post", f"{MACROS}{macro.pk}/runs/", {"pick": picked}).status_code == 422
    assert not MacroRun.objects.exists()


def test_only_who_ran_it_takes_it_back_and_only_once(agents_desk: Client, desk: Client, macro: Macro):
    address = undo_of(run(agents_desk, macro, write().conversation))

    others = part(desk, "delete", address).status_code
    hers = [part(agents_desk, "delete", address).status_code for _twice in range(2)]

    assert (others, hers) == (404, [200, 404])


def test_an_undo_runs_out(agents_desk: Client, macro: Macro):
    address = undo_of(run(agents_desk, macro, write().conversation))
    run_row = MacroRun.objects.get()
    MacroRun.objects.update(at=run_row.at.replace(year=run_row.at.year - 1))

    assert part(agents_desk, "delete", address).status_code == 404


def test_a_removed_macro_comes_back_by_undo(desk: Client, macro: Macro):
    page = desk.post(f"{MACROS}{macro.pk}/presence/", follow=True).content.decode()
    gone = "Repair" in desk.get(MACROS).content.decode()
    desk.post(f"{MACROS}{macro.pk}/presence/", {"back": "1"})

    assert ("“Repair” is removed." in page, gone) == (True, False)
    assert "Repair" in desk.get(MACROS).content.decode()


def test_members_find_no_macros(client: Client, macro: Macro):
    client.force_login(UserFactory(role=User.Role.MEMBER))

    assert client.get(MACROS).status_code == 404


def test_the_page_costs_the_same_with_many(
    desk: Client, editor: User, macro: Macro, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(20):
        Macro(name=f"Macro {number}").change(
            editor, [MacroStep("team", str(Team.objects.create(name=f"T{number}").pk))]
        )
    desk.get(MACROS)

    with django_assert_max_num_queries(12):
        desk.get(MACROS)


def test_a_second_nap_undone_goes_on_with_the_first(agents_desk: Client, agent: User):
    conversation = write().conversation
    sleep = f"/desk/conversations/{conversation.pk}/sleep/"
    part(agents_desk, "post", sleep, {"until": "2099-01-01T09:00"})
    earlier = Conversation.objects.get(pk=conversation.pk).snoozed_until

    page = part(agents_desk, "post", sleep, {"until": "2099-02-02T09:00"}).content.decode()
    former = re.search(r'name="former" value="([^"]+)"', page)
    assert former
    agents_desk.delete(f"{sleep}?former={former[1].replace('+', '%2B')}", headers={"HX-Request": "true"})

    assert Conversation.objects.get(pk=conversation.pk).snoozed_until == earlier
    assert Event.objects.about(conversation).first().kind == "conversation.taken_back"  # type: ignore[union-attr]


@pytest.mark.parametrize("deed", ["resolution", "spam"])
@pytest.mark.parametrize("former", ["snoozed@2099-01-01T09:00:00+00:00", "with_bot@", "open@"])
def test_what_was_closed_stands_again_as_it_stood(agents_desk: Client, deed: str, former: str):
    status, _at, until = former.partition("@")
    conversation = ConversationFactory(status=status, snoozed_until=until or None)
    address = f"/desk/conversations/{conversation.pk}/{deed}/"

    page = part(agents_desk, "post", address).content.decode()
    undo = re.search(r'name="former" value="([^"]+)"', page)
    assert undo
    agents_desk.delete(f"{address}?former={undo[1].replace('+', '%2B')}", headers={"HX-Request": "true"})

    assert str(Conversation.objects.get(pk=conversation.pk).standing) == former


@pytest.mark.parametrize("former", ["", "nonsense", "open@never", "@", "\x00"])
def test_an_undo_that_makes_no_sense_just_reopens(agents_desk: Client, former: str):
    conversation: Any = ConversationFactory(status="resolved")

    agents_desk.delete(f"/desk/conversations/{conversation.pk}/resolution/", QUERY_STRING=f"former={former}")

    conversation.refresh_from_db()
    assert conversation.status in {"open", "resolved"}
