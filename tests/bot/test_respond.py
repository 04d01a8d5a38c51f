"""What the assistant does in a conversation, from her words to the row that carries ours."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from helpwell.answers.models import Question, Standing
from helpwell.bot.respond import respond, respond_to_waiting
from helpwell.conversations.card import Card
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.knowledge.models import Translation
from helpwell.people.models import Sender, User
from tests.factories import InboxFactory, UserFactory, publish, write

Status = Conversation.Status


@pytest.fixture
def chat(db: None) -> Inbox:
    return InboxFactory(channel=Inbox.Channel.CHAT, name="Chat")


@pytest.fixture
def say(chat: Inbox) -> Callable[..., Message]:
    """She writes in the chat, and the assistant has a moment; gives back its last message."""
    talk: list[Conversation] = []

    def speak(text: str, choice: str = "") -> Message:
        message = write(text, inbox=chat, language="en", choice=choice, reply_proof=talk[0] if talk else None)
        talk[:] = [message.conversation]
        with time_machine.travel(timezone.now() + timedelta(seconds=3), tick=False):
            respond_to_waiting()
        return message.conversation.messages.said().last()  # type: ignore[return-value]

    return speak


@pytest.fixture
def parcel(db: None) -> Translation:
    """An answer that may be said alone."""
    publish("How do I return my glasses?", "<p>Print the label and bring the box to the post office.</p>")
    translation = publish("Where is my parcel?", "<p>Follow the link in your confirmation mail.</p>")
    Standing.of(translation).move_to(Standing.Level.AUTOMATIC, by=None)
    return translation


def talk(message: Message) -> Conversation:
    return Conversation.objects.get(pk=message.conversation_id)


def test_it_says_what_it_is_before_its_first_words(say: Any) -> None:
    first, second = say("hello").text, say("hello again, hello").text

    assert first.startswith("I am an automated assistant and answer from the help pages of ")
    assert "automated assistant" not in second


def test_an_answer_that_has_earned_it_is_said_with_its_source(say: Any, parcel: Translation) -> None:
    reply = say("Where is my parcel?")

    assert reply.kind == Message.Kind.BOT_REPLY
    assert "Follow the link in your confirmation mail." in reply.text
    assert reply.card["source"]["article"] == parcel.article.public_id
    assert [choice["value"] for choice in reply.card["choices"]] == ["yes", "no", "person"]
    assert (reply.trace["deed"], reply.trace["reason"]) == ("answer", "sure")
    assert talk(reply).waiting_since is None


def test_an_answer_that_has_not_is_only_offered_and_said_when_chosen(say: Any) -> None:
    translation = publish("Where is my parcel?", "<p>Follow the link in your confirmation mail.</p>")

    offer = say("Where is my parcel?")
    answer = say("Where is my parcel?", choice=f"article:{translation.article.public_id}")

    assert (offer.trace["deed"], offer.trace["reason"]) == ("offer", "not_earned")
    assert "Follow the link" not in offer.text
    assert "Follow the link" in answer.text


def test_yes_confirms_the_answer_in_the_log(say: Any, parcel: Translation) -> None:
    say("Where is my parcel?")
    say("Yes", choice="yes")

    question = Question.objects.get()
    assert (question.outcome, question.opened, question.surface) == ("confirmed", parcel, "chat")


def test_after_two_answers_that_did_not_help_a_person_is_offered(say: Any, parcel: Translation) -> None:
    say("Where is my parcel?")
    say("No", choice="no")
    say("Where is my parcel then?")

    reply = say("No", choice="no")

    assert (reply.trace["deed"], reply.trace["reason"]) == ("offer_person", "failed_twice")
    assert [choice["value"] for choice in reply.card["choices"]] == ["person"]
    assert set(Question.objects.values_list("outcome", flat=True)) == {"contradicted"}


def test_after_two_failures_a_sure_answer_is_said_and_a_person_offered_in_one_message(
    say: Any, parcel: Translation
) -> None:
    lens = publish("Which lens cleaner is right?", "<p>Clear water and a soft cloth.</p>")
    Standing.of(lens).move_to(Standing.Level.AUTOMATIC, by=None)
    say("Where is my parcel?")
    say("No", choice="no")
    say("Where is my parcel then?")
    said = talk(say("No", choice="no")).messages.from_us().count()

    reply = say("Which lens cleaner is right?")

    assert talk(reply).messages.from_us().count() == said + 1
    assert "Clear water and a soft cloth." in reply.text
    assert "a person is glad to help you" in reply.text
    assert reply.card["offers_person"]


def test_who_goes_on_asking_after_that_is_shown_what_there_is_beside_the_person(say: Any, parcel: Translation) -> None:
    publish("Which lens cleaner is right?", "<p>Clear water and a soft cloth.</p>")
    say("Where is my parcel?")
    say("No", choice="no")
    say("Where is my parcel then?")
    say("No", choice="no")

    reply = say("Which lens cleaner is right?")

    assert (reply.trace["deed"], reply.trace["reason"]) == ("offer", "not_earned")
    assert reply.card["offers_person"]


@pytest.mark.parametrize("words", ["Mensch", "I was charged twice", "This is outrageous", "Please delete my account"])
def test_what_is_for_people_reaches_them_at_once(say: Any, parcel: Translation, words: str) -> None:
    reply = say(words)

    conversation = talk(reply)
    assert reply.trace["deed"] == "hand_over"
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since is not None


def test_once_a_person_has_it_the_assistant_is_silent(say: Any, parcel: Translation, agent: User) -> None:
    conversation = talk(say("Mensch"))
    conversation.reply("Hello, I am Jānis.", by=agent)

    last = say("Where is my parcel?")

    assert last.is_from_contact
    assert not Message.objects.awaiting_bot().exists()


def test_it_speaks_again_only_when_told(say: Any, parcel: Translation, agent: User) -> None:
    conversation = talk(say("Mensch"))
    conversation.reply("Hello.", by=agent)
    conversation.give_back(by=agent)

    assert say("Where is my parcel?").is_automatic


def test_given_back_it_leaves_alone_what_a_person_has_answered(chat: Inbox, agent: User) -> None:
    conversation = write("Mensch", inbox=chat, language="en").conversation
    conversation.reply("Hello, I am Jānis.", by=agent)

    conversation.give_back(by=agent)
    respond_to_waiting()

    assert not conversation.messages.filter(kind=Message.Kind.BOT_REPLY).exists()


def test_given_back_it_answers_what_nobody_has(say: Any, parcel: Translation, agent: User) -> None:
    conversation = talk(say("Mensch"))
    conversation.reply("Hello, I am Jānis.", by=agent)
    assert say("Where is my parcel?").is_from_contact

    conversation.give_back(by=agent)
    respond_to_waiting()

    assert conversation.messages.last().trace["deed"] == "answer"


def test_what_nobody_wrote_is_never_answered(say: Any, parcel: Translation) -> None:
    reply = say("quantum chromodynamics")

    assert reply.trace["reason"] == "nothing_found"
    assert [choice["value"] for choice in reply.card["choices"]] == ["person"]


def test_an_article_only_the_team_may_read_cannot_be_pressed_for(say: Any) -> None:
    publish("Codes of the safe", "<p>12 34 56</p>", visibility="internal", public_id="safe")

    reply = say("Codes of the safe", choice="article:safe")

    assert "12 34 56" not in reply.text
    assert reply.trace["reason"] == "nothing_found"


def test_words_in_a_burst_are_answered_once(chat: Inbox, parcel: Translation) -> None:
    first = write("Where is", inbox=chat, language="en")
    later = respond_to_waiting()
    write("my parcel?", inbox=chat, language="en", reply_proof=first.conversation)
    respond_to_waiting()

    replies = first.conversation.messages.from_us()
    assert later is not None
    assert [reply.trace["deed"] for reply in replies] == ["answer"]


def test_what_she_adds_while_it_thinks_is_answered_along_with_the_rest(chat: Inbox, parcel: Translation) -> None:
    thought_of = write("Where is my parcel?", inbox=chat, language="en").conversation
    write("It was sent on Monday.", inbox=chat, language="en", reply_proof=thought_of)

    look_again = respond(thought_of)
    said = thought_of.messages.from_us().count()
    respond_to_waiting()

    assert (look_again is not None, said) == (True, 0)
    assert thought_of.messages.from_us().count() == 1


def test_steps_are_walked_through_one_at_a_time(say: Any) -> None:
    steps = "<ol><li>Open the settings.</li><li>Choose <b>Reset</b>.</li><li>Wait a minute.</li></ol>"
    translation = publish("The app does not start", steps)
    name = translation.article.public_id
    say("The app does not start")

    said = [
        say("Step by step", choice=f"steps:{name}"), say("Done", choice="step:done"), say("No", choice="step:failed"),
    ]  # fmt: skip

    assert [message.text for message in said[:2]] == ["Step 1 of 3: Open the settings.", "Step 2 of 3: Choose Reset."]
    assert said[2].trace["reason"] == "step_failed"


def test_the_steps_of_an_answer_keep_their_numbers(say: Any) -> None:
    steps = "<p>It helps to</p><ol><li>Open the settings.</li><li>Choose <b>Reset</b>.</li><li>Wait.</li></ol>"
    Standing.of(publish("The app does not start", steps)).move_to(Standing.Level.AUTOMATIC, by=None)

    said = say("The app does not start").text.split("\n\n")

    assert said[1:5] == ["It helps to", "1. Open the settings.", "2. Choose Reset.", "3. Wait."]


def test_who_left_no_address_is_asked_for_one_when_a_person_takes_over(chat: Inbox) -> None:
    known = write("Mensch", inbox=chat, language="en").conversation
    unknown = write("Mensch", inbox=chat, language="en", sender=Sender(name="Somebody")).conversation

    respond_to_waiting()

    assert [one.messages.get(kind="bot_reply").card.get("field") for one in (known, unknown)] == [None, "email"]


def test_one_that_cannot_be_answered_goes_to_a_person_and_the_others_go_on(chat: Inbox, parcel: Translation) -> None:
    broken = write("Where is it?", inbox=chat, language="en", choice="").conversation
    broken.say_automatically("A step", Card(), {"failures": "what no version of ours ever wrote"})
    fine = write("Where is my parcel?", inbox=chat, language="en").conversation

    respond_to_waiting()

    assert fine.messages.said().last().trace["deed"] == "answer"
    assert Conversation.objects.get(pk=broken.pk).status == Status.OPEN
    assert not Message.objects.awaiting_bot().exists()


def test_who_was_handed_over_still_waits_when_a_resolution_is_undone(say: Any, agent: User) -> None:
    conversation = talk(say("Mensch"))

    conversation.resolve(by=agent)
    conversation.reopen(by=agent)

    assert conversation.waiting_since is not None


def test_what_is_resolved_put_to_sleep_and_woken_waits_again(say: Any, agent: User) -> None:
    conversation = talk(say("Mensch"))

    conversation.resolve(by=agent)
    conversation.snooze(timezone.now() + timedelta(hours=1), by=agent)
    conversation.wake()

    assert conversation.waiting_since is not None


def test_who_is_handed_over_gets_an_agent_at_once(say: Any) -> None:
    agent = UserFactory(role=User.Role.AGENT, availability=User.Availability.AT_DESK)

    assert talk(say("Mensch")).assignee == agent


def test_once_people_have_answered_the_assistant_is_not_even_woken(agent: User) -> None:
    conversation = write("Hello there, my frame is bent.", inbox=InboxFactory(channel="chat")).conversation
    conversation.hand_over("asked_for_person")
    conversation.reply("Which one?", by=agent)

    later = write("The left one", reply_proof=conversation)
    conversation.refresh_from_db()
    conversation.give_back(by=agent)
    given_back = write("Where is my parcel?", reply_proof=conversation)

    assert (later.awaits_bot, given_back.awaits_bot) == (False, True)


@pytest.mark.parametrize(("form", "next_step"), [("", "in other words"), ("https://shop.example/contact", "contact")])
def test_where_no_person_is_offered_none_is_promised_and_there_is_a_next_step(
    say: Any, chat: Inbox, form: str, next_step: str
) -> None:
    chat.change(None, options={"people": False, "form_url": form})

    reply = say("Can I buy pralines with bitcoin?")

    assert "person" not in reply.text.lower()
    assert next_step in reply.text
    assert reply.card.get("choices", []) == []
