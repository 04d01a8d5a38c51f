"""An admin writes a flow, tries it without a trace, and lets customers walk it."""

import pytest
from django.test import Client

from helpwell.automation.models import Flow, Run
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.people.models import Event
from tests.factories import InboxFactory, publish

pytestmark = pytest.mark.django_db
FLOWS = "/desk/flows/"
FIELDS = [{"key": "order", "labels": {"en": "Order number"}, "kind": "number"}]


@pytest.fixture
def flow() -> Flow:
    publish("Which size fits me?", public_id="sizes")
    inbox = InboxFactory(channel=Inbox.Channel.CHAT, options={"fields": FIELDS})
    steps = [
        {
            "key": "what", "kind": "choice", "texts": {"en": "What is it?"},
            "options": [{"labels": {"en": "Return"}, "to": "order"}, {"labels": {"en": "Size"}, "to": "size"}],
        },
        {"key": "order", "kind": "ask", "subject": "order"},
        {"key": "tag", "kind": "action", "subject": "tag", "value": "return"},
        {"key": "person", "kind": "handover", "texts": {"en": "Thank you."}},
        {"key": "size", "kind": "answer", "subject": "sizes"},
    ]  # fmt: skip
    return Flow.objects.create(inbox=inbox, name="Sales", draft=steps)


def test_a_flow_is_begun_for_a_chat(admin_desk: Client) -> None:
    chat, form = InboxFactory(channel=Inbox.Channel.CHAT), InboxFactory()

    wrong = admin_desk.post(FLOWS, {"name": "Sales", "inbox": form.pk})
    admin_desk.post(FLOWS, {"name": "Sales", "inbox": chat.pk})

    flow = Flow.objects.get()
    assert wrong.status_code == 422
    assert (flow.name, flow.inbox, flow.is_on) == ("Sales", chat, False)
    assert Event.objects.about(flow).get().kind == "flow.written"


def test_without_a_chat_the_page_leads_to_where_one_is_opened(admin_desk: Client) -> None:
    page = admin_desk.get(FLOWS).content.decode()

    assert "there is none yet" in page
    assert "/desk/inboxes/" in page.partition("there is none yet")[2]
    assert 'name="inbox"' not in page


def test_steps_are_added_filled_and_put_in_order(admin_desk: Client) -> None:
    flow = Flow.objects.create(inbox=InboxFactory(channel=Inbox.Channel.CHAT), name="Sales")
    address = f"{FLOWS}{flow.pk}/"
    settings = {"name": "Sales", "pages": "/frames*\n", "audience": "new", "title_en": "Find glasses"}
    admin_desk.post(address, {**settings, "more": "say"})
    admin_desk.post(address, {**settings, "s1-position": 1, "s1-text_en": "Hello", "more": "choice"})

    choice = {"s2-position": 1, "s2-text_en": "Which?", "s2-option_0_en": "This", "s2-option_1_en": "That"}
    admin_desk.post(address, {**settings, "s1-position": 2, "s1-text_en": "Hello", **choice, "s2-option_1_to": "end"})

    flow.refresh_from_db()
    assert (flow.pages, flow.audience, flow.titles) == (["/frames*"], "new", {"en": "Find glasses"})
    assert [step.key for step in flow.draft_steps] == ["s2", "s1"]
    assert [(one.labels["en"], one.to) for one in flow.draft_steps[0].options] == [("This", ""), ("That", "end")]
    assert flow.published == []


def test_every_kind_of_step_can_be_written_and_removed(admin_desk: Client, flow: Flow) -> None:
    address = f"{FLOWS}{flow.pk}/"
    kinds = ["say", "condition", "action", "handover", "ask", "answer"]
    page = admin_desk.get(address).content.decode()
    flow.change(None, draft=[{"key": f"s{number}", "kind": kind} for number, kind in enumerate(kinds)])
    given = {f"s{number}-position": number + 1 for number in range(len(kinds))}
    condition = {"s1-subject": "hours", "s1-value": "closed", "s1-to": "s3", "s2-subject": "tag", "s2-value": "x"}

    admin_desk.post(address, {"name": "Sales", **given, **condition, "s0-is_gone": "on", "s5-subject": "sizes"})

    flow.refresh_from_db()
    assert "What is it?" in page
    assert [step.kind for step in flow.draft_steps] == kinds[1:]
    assert (flow.draft_steps[0].value, flow.draft_steps[0].to, flow.draft_steps[-1].subject) == (
        "closed",
        "s3",
        "sizes",
    )


def test_a_step_is_folded_up_and_says_what_it_is_about_unless_something_is_missing(
    admin_desk: Client, flow: Flow
) -> None:
    flow.change(
        None,
        draft=[
            {"key": "a", "kind": "say", "texts": {"en": "Welcome to the workshop"}},
            {"key": "b", "kind": "action", "subject": "tag", "value": "Repair"},
            {"key": "c", "kind": "say"},
        ],
    )

    page = admin_desk.get(f"{FLOWS}{flow.pk}/").content.decode()

    steps = page.split('id="step-')[1:]
    is_open = [step.partition(">")[0].endswith(" open") for step in steps]
    assert is_open[1:] == [False, True]
    assert "Welcome to the workshop" in steps[0].partition("</summary>")[0]
    assert "Repair" in steps[1].partition("</summary>")[0]


def test_what_cannot_be_is_said_where_it_stands(admin_desk: Client, flow: Flow) -> None:
    given = {f"{step.key}-position": 1 for step in flow.draft_steps}

    answer = admin_desk.post(f"{FLOWS}{flow.pk}/", {"name": "", **given, "what-option_0_to": "back"})

    assert answer.status_code == 422
    assert answer.content.decode().count("field__error") == 2


def test_customers_walk_it_once_it_is_published_until_it_is_taken_back(admin_desk: Client, flow: Flow) -> None:
    address = f"{FLOWS}{flow.pk}/publication/"
    admin_desk.post(address)
    published = Flow.objects.walkable(flow.inbox).count()

    admin_desk.post(address, {"off": "1"})

    assert (published, Flow.objects.walkable(flow.inbox).count()) == (1, 0)
    assert Flow.objects.get().version == 1


def test_trying_it_walks_the_draft_and_stores_nothing(admin_desk: Client, flow: Flow) -> None:
    address = f"{FLOWS}{flow.pk}/preview/"
    first = admin_desk.get(address).content.decode()
    asked = admin_desk.get(address, {"reply": ["way:0"]}).content.decode()
    unfit = admin_desk.get(address, {"reply": ["way:0"], "words": "blue"}).content.decode()
    told = admin_desk.get(address, {"reply": ["way:0", "=blue"], "words": "4711"}).content.decode()
    size = admin_desk.get(address, {"reply": ["way:1", "yes"]}).content.decode()
    person = admin_desk.get(address, {"reply": ["way:0", "person"]}).content.decode()
    left = admin_desk.get(address, {"words": "something else"}).content.decode()

    assert "What is it?" in first
    assert "Write to a person" in first
    assert "Order number" in asked
    assert "A number is needed here" in unfit
    assert "put a tag on it: return" in told
    assert "A person has it from here on." in told
    assert "Article: Which size fits me?" in size
    assert "The flow ends here." in size
    assert "A person has it from here on." in person
    assert "She leaves the flow" in left
    assert not any(model.objects.exists() for model in (Conversation, Message, Run))


@pytest.mark.parametrize("reply", ["way:99", "nonsense", "=" + "x" * 900, "\0", "yes"])
def test_odd_replies_leave_the_flow_in_words(admin_desk: Client, flow: Flow, reply: str) -> None:
    assert admin_desk.get(f"{FLOWS}{flow.pk}/preview/", {"reply": reply}).status_code == 200


def test_only_an_admin_may(desk: Client, flow: Flow) -> None:
    for part in ("", "publication/", "deletion/"):
        assert desk.post(f"{FLOWS}{flow.pk}/{part}").status_code in {302, 403, 404}
    assert Flow.objects.filter(is_on=False).exists()


def test_what_would_leave_a_customer_standing_is_told_and_not_published(admin_desk: Client, flow: Flow) -> None:
    steps = [*flow.draft, {"key": "lost", "kind": "ask", "subject": "gone"}]
    flow.change(None, draft=steps)

    page = admin_desk.get(f"{FLOWS}{flow.pk}/")
    admin_desk.post(f"{FLOWS}{flow.pk}/publication/")

    flow.refresh_from_db()
    assert "It asks for no field." in page.content.decode()
    assert not flow.is_on


def test_a_flow_may_begin_by_itself(admin_desk: Client, flow: Flow) -> None:
    keys = {f"{step['key']}-position": number for number, step in enumerate(flow.draft, 1)}

    admin_desk.post(f"{FLOWS}{flow.pk}/", {"name": "Sales", "begins_itself": "on", **keys})

    flow.refresh_from_db()
    assert flow.begins_itself
