"""A flow she began goes on as long as her words fit it; a person and her own questions come before it at every step."""

from typing import Any

import pytest

from helpwell.automation.models import Flow, Run
from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import Team
from tests.bot.test_collecting import ORDER, Customer
from tests.factories import publish

pytestmark = pytest.mark.django_db
WHAT = {
    "key": "what", "kind": "choice", "texts": {"en": "What is it about?", "de": "Worum geht es?"},
    "options": [
        {"labels": {"en": "Return it", "de": "Zurückgeben"}, "to": "order"},
        {"labels": {"en": "A size", "de": "Eine Größe"}, "to": "sizes"},
    ],
}  # fmt: skip
STEPS = [
    {"key": "hello", "kind": "say", "texts": {"en": "Let us see.", "de": "Sehen wir nach."}},
    WHAT,
    {"key": "order", "kind": "ask", "subject": "order"},
    {"key": "tag", "kind": "action", "subject": "tag", "value": "return"},
    {"key": "person", "kind": "handover", "texts": {"en": "Thank you."}},
    {"key": "sizes", "kind": "answer", "subject": "sizes"},
]


@pytest.fixture
def laura() -> Customer:
    publish("Which size fits me?", "<p>Measure the old pair.</p>", public_id="sizes")
    publish("Where is my parcel?", "<p>Follow the link.</p>")
    return Customer(ORDER)


@pytest.fixture
def flow(laura: Customer) -> Flow:
    flow = Flow(inbox=laura.inbox, name="Sales", titles={"en": "Find glasses"}, draft=STEPS)
    flow.change(None, name="Sales")
    flow.publish(None)
    return flow


def begins(laura: Customer, flow: Flow) -> Message:
    return laura.says("Find glasses", choice=f"flow:{flow.pk}")


def choices(message: Message) -> list[str]:
    return [one["value"] for one in message.card["choices"]]


def test_it_begins_with_its_first_words_and_waits(laura: Customer, flow: Flow) -> None:
    said = begins(laura, flow)

    assert said.text.startswith("I am an automated assistant")
    assert said.text.endswith("Let us see.\n\nWhat is it about?")
    assert choices(said) == ["way:0", "way:1", "person"]
    assert (Run.objects.get().step, Run.objects.get().state) == ("what", "under_way")


def test_what_she_tells_and_what_it_does_is_there_when_a_person_comes(laura: Customer, flow: Flow) -> None:
    begins(laura, flow)

    asks = laura.says("return it")
    again = laura.says("the blue one")
    last = laura.says("4711")

    assert (asks.text, choices(asks)) == ("Order number", ["skip", "person"])
    assert again.text.startswith("A number is needed here")
    assert last.text.startswith("Thank you.\n\nI have passed this on")
    assert laura.conversation.told() == [("Order number", "4711")]
    assert [tag.name for tag in laura.conversation.tags.all()] == ["return"]
    assert laura.conversation.status == Conversation.Status.OPEN
    assert Run.objects.get().state == "handed_over"


@pytest.mark.parametrize(("word", "state"), [("yes", "ended"), ("no", "ended")])
def test_an_answer_is_the_articles_own_words_and_asks_whether_it_helped(
    laura: Customer, flow: Flow, word: str, state: str
) -> None:
    begins(laura, flow)

    said = laura.says("A size", choice="way:1")
    end = laura.says(word, choice=word)

    assert "Measure the old pair." in said.text
    assert said.card["source"]["article"] == "sizes"
    assert choices(said) == ["yes", "no", "person"]
    assert (end.text, Run.objects.get().state) == ("Is there anything else?", state)


def test_a_question_of_her_own_is_answered_as_any_other(laura: Customer, flow: Flow) -> None:
    begins(laura, flow)

    said = laura.says("Where is my parcel?")

    assert said.trace["deed"] in {"answer", "offer"}
    assert (Run.objects.get().state, Run.objects.get().step) == ("left", "what")
    assert "person" in choices(said)


@pytest.mark.parametrize("words", ["operator please", "my lawyer will write to you"])
def test_a_person_comes_before_every_step(laura: Customer, flow: Flow, words: str) -> None:
    begins(laura, flow)
    laura.says("Return it", choice="way:0")

    laura.says(words)

    assert laura.conversation.status == Conversation.Status.OPEN
    assert Run.objects.get().state == "handed_over"


def test_what_was_published_anew_meanwhile_is_left_where_it_no_longer_fits(laura: Customer, flow: Flow) -> None:
    begins(laura, flow)
    flow.change(None, draft=[STEPS[-1]])
    flow.publish(None)

    laura.says("Return it", choice="way:0")

    assert (Run.objects.get().state, Run.objects.get().version, flow.version) == ("left", 1, 2)


def test_an_article_that_is_gone_leads_to_a_person(laura: Customer, flow: Flow) -> None:
    flow.change(None, draft=[{"key": "a", "kind": "answer", "subject": "gone"}])
    flow.publish(None)

    said = begins(laura, flow)

    assert said.trace["deed"] == "offer_person"
    assert Run.objects.get().state == "left"


@pytest.mark.parametrize("choice", ["flow:0", "flow:x", "flow:", "flow:99999999999999999999"])
def test_a_flow_that_a_browser_made_up_is_none(laura: Customer, flow: Flow, choice: str) -> None:
    assert "person" in choices(laura.says("Find glasses", choice=choice))
    assert not Run.objects.exists()


def test_actions_give_it_to_a_team(laura: Customer, flow: Flow) -> None:
    team = Team.objects.create(name="Workshop")
    draft: list[dict[str, Any]] = [{"key": "t", "kind": "action", "subject": "team", "value": str(team.pk)}]
    flow.change(None, draft=[*draft, {"key": "p", "kind": "handover"}])
    flow.publish(None)

    begins(laura, flow)

    assert laura.conversation.team == team


def test_it_counts_how_it_went(laura: Customer, flow: Flow) -> None:
    begins(laura, flow)
    laura.says("Where is my parcel?")
    other = Customer()
    other.inbox = laura.inbox
    begins(other, flow)
    other.says("A size", choice="way:1")
    other.says("yes", choice="yes")

    counts = flow.counts()

    assert (counts.begun, counts.ended, counts.handed_over, counts.left) == (2, 1, 0, 1)
    assert counts.left_at == {"what": 1}


@pytest.fixture
def opening(flow: Flow) -> Flow:
    flow.change(None, begins_itself=True, pages=["/frames*"])
    return flow


def test_it_begins_by_itself_with_her_first_words_on_its_pages(laura: Customer, opening: Flow) -> None:
    said = laura.says("Hello", page="https://shop.example/frames/fjord")

    assert said.text.endswith("Let us see.\n\nWhat is it about?")
    assert (said.trace["reason"], Run.objects.get().step) == ("flow", "what")
    assert laura.says("A size").card["source"]["article"] == "sizes"


def test_elsewhere_it_does_not_begin(laura: Customer, opening: Flow) -> None:
    assert laura.says("Hello", page="https://shop.example/basket").trace["reason"] == "greeting"
    assert not Run.objects.exists()


def test_it_begins_once_and_never_amid_a_talk(laura: Customer, opening: Flow) -> None:
    laura.says("Hello", page="https://shop.example/basket")
    laura.says("I do not know", page="https://shop.example/frames/")

    assert not Run.objects.exists()


@pytest.mark.parametrize("words", ["A person please", "You stupid bot", "my lawyer will write to you"])
def test_what_she_wants_first_comes_before_a_flow_that_begins_by_itself(
    laura: Customer, opening: Flow, words: str
) -> None:
    laura.says(words, page="https://shop.example/frames/")

    assert not Run.objects.exists()


def test_each_page_has_its_own_flow_and_each_flow_its_own_counts(laura: Customer, opening: Flow) -> None:
    support = Flow(inbox=laura.inbox, name="Support", draft=[STEPS[4]])
    support.change(None, begins_itself=True, pages=["/orders*"])
    support.publish(None)

    laura.says("Hello", page="https://shop.example/orders/4711")

    assert (opening.counts().begun, support.counts().begun, support.counts().handed_over) == (0, 1, 1)
    assert laura.conversation.status == Conversation.Status.OPEN
