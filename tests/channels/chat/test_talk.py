"""What a visitor says is kept once, in order, and is hers alone to read."""

import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from helpwell.channels.chat.models import ChatSession
from helpwell.conversations.models import Conversation, Inbox, Message, Rating
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.channels.chat.conftest import Widget


def test_a_message_is_acknowledged_with_its_number(widget: Widget) -> None:
    ack = widget.say("Where is my parcel?")

    message = Message.objects.get()
    assert (ack["kind"], ack["conversation"], ack["number"]) == ("ack", message.conversation_id, 1)
    assert message.conversation.status == Conversation.Status.WITH_BOT


def test_the_same_message_again_is_acknowledged_again_and_kept_once(widget: Widget) -> None:
    first = widget.say(id="client-id-1")
    again = widget.say(id="client-id-1")

    assert first == again
    assert Message.objects.count() == 1


def test_two_browsers_that_make_the_same_id_do_not_meet(chat: Inbox) -> None:
    one, other = Widget(chat), Widget(chat)

    first, second = one.say(id="client-id-1"), other.say(id="client-id-1")

    assert first["conversation"] != second["conversation"]


def test_she_goes_on_in_the_same_conversation(widget: Widget) -> None:
    ack = widget.say("Where is my parcel?")
    more = widget.say("It is from Monday", conversation=ack["conversation"])

    assert (more["conversation"], more["number"]) == (ack["conversation"], 2)


def test_whoever_comes_back_is_told_what_she_missed(widget: Widget, agent: User) -> None:
    ack = widget.say()
    conversation = Conversation.objects.get()
    conversation.reply("It is on its way", by=agent)
    conversation.note("She is upset", by=agent)
    conversation.reply("And here is the number", by=agent)

    _list, missed = widget.tell("hello", conversation=ack["conversation"], after=1)

    assert [message["text"] for message in missed["messages"]] == ["It is on its way", "And here is the number"]
    assert missed["messages"][0]["by"] == {"name": "Jānis", "initials": "J"}
    assert missed["state"]["person"]["name"] == "Jānis"


def test_no_widget_reads_another_ones_conversation(widget: Widget, chat: Inbox) -> None:
    ack = widget.say("My secret")
    stranger = Widget(chat)
    stranger.say("Hello there")

    told = stranger.tell("hello", conversation=ack["conversation"])
    reply = stranger.say("Let me in", conversation=ack["conversation"])

    assert "My secret" not in str(told)
    assert reply["conversation"] != ack["conversation"]


@pytest.mark.parametrize("session", ["", "made-up", None, 7, {"$ne": ""}])
def test_a_made_up_session_is_none(widget: Widget, session: Any) -> None:
    widget.say("My secret")

    response = widget.send("hello", session=session)

    assert response.json()["why"] == "session"


def test_a_session_of_another_inbox_is_none(widget: Widget, chat: Inbox) -> None:
    widget.say()
    other = Widget(Inbox.objects.create(channel=Inbox.Channel.CHAT, name="Other", origins=chat.origins))
    other.session = widget.session

    assert other.send("hello").json()["why"] == "session"


def test_only_the_hash_of_a_session_is_kept(widget: Widget) -> None:
    widget.say()

    assert widget.session not in str(ChatSession.objects.values())


def test_a_megabyte_is_refused_in_words_and_nothing_is_cut(widget: Widget) -> None:
    widget.say()
    response = widget.send("say", id=uuid.uuid4().hex, text="a" * 1_000_000)

    assert response.json()["why"] == "long"
    assert "20000 letters" in response.json()["words"].replace(",", "")
    assert Message.objects.count() == 1


@pytest.mark.parametrize("frame", ["", "{", "[]", "null", '{"kind": 3}', "[" * 100_000, '"\\ud800"', "\x00"])
def test_what_cannot_be_read_is_said_so(widget: Widget, frame: str) -> None:
    widget.tell("begin")
    address = f"/chat/{widget.inbox.key}/frames/"

    response = widget.client.post(address, frame, content_type="text/plain", headers={"origin": widget.origin})

    assert response.status_code == 400
    assert response.json()["words"]


@pytest.mark.parametrize("values", [{"id": "x"}, {"id": None}, {"text": " "}, {"text": 5}, {"text": ["a"]}])
def test_a_message_without_id_or_words_is_refused(widget: Widget, values: dict[str, Any]) -> None:
    assert widget.say(**values)["kind"] == "refused"
    assert Message.objects.count() == 0


def test_twenty_messages_a_minute_are_enough(widget: Widget) -> None:
    ack = widget.say()
    for number in range(19):
        widget.say(f"and {number}", conversation=ack["conversation"])

    response = widget.send("say", id=uuid.uuid4().hex, text="One more", conversation=ack["conversation"])

    assert (response.status_code, response["Retry-After"]) == (429, "60")
    assert "kept" in response.json()["words"]


def test_what_was_kept_before_the_limit_is_still_acknowledged(widget: Widget) -> None:
    ack = widget.say(id="client-id-1")
    for number in range(25):
        widget.send("say", id=f"client-id-x{number}", text="and", conversation=ack["conversation"])

    assert widget.say(id="client-id-1") == ack


def test_five_conversations_an_hour_may_be_begun(widget: Widget) -> None:
    for _number in range(5):
        widget.say()

    assert widget.send("say", id=uuid.uuid4().hex, text="Another").status_code == 429
    assert Conversation.objects.count() == 5


def test_who_wants_a_person_is_in_the_line_at_once(widget: Widget) -> None:
    widget.say("I want to talk to somebody", person=True)

    assert Conversation.objects.waiting().count() == 1


def test_the_wish_for_a_person_counts_in_a_conversation_with_the_assistant(widget: Widget) -> None:
    ack = widget.say()

    for _again in range(2):
        widget.say("Write to a person", conversation=ack["conversation"], choice="person", person=True)

    state = widget.tell("after", conversation=ack["conversation"])[0]["state"]
    assert (state["status"], state["position"]) == ("waiting", 1)


def test_what_she_has_seen_counts_as_delivered(widget: Widget, agent: User) -> None:
    ack = widget.say()
    conversation = Conversation.objects.get()
    conversation.reply("It is on its way", by=agent)
    before = widget.tell("hello")[0]["list"][0]["unread"]

    widget.tell("got", conversation=ack["conversation"], number=2)

    assert (before, widget.tell("hello")[0]["list"][0]["unread"]) == (1, 0)
    assert conversation.messages.get(number=2).delivery == Message.Delivery.DELIVERED


def test_an_address_is_written_down_and_proves_nothing(widget: Widget) -> None:
    widget.say()

    told = widget.tell("address", email="laura@example.com")
    wrong = widget.tell("address", email="laura@")

    contact = Conversation.objects.get().contact
    assert told == [{"kind": "address", "email": "laura@example.com"}]
    assert wrong[0]["why"] == "address"
    assert (contact.email, contact.is_proven) == ("laura@example.com", False)


def test_a_copy_goes_to_the_address_she_gave_before_also_once_a_person_has_joined(widget: Widget, agent: User) -> None:
    """And says nothing of her words there, for nobody has proven that it is hers (T6)."""
    pk = widget.say("My secret")["conversation"]
    widget.tell("address", email="laura@example.com")
    Conversation.objects.get().reply("It is on its way", by=agent)

    told = widget.tell("transcript", conversation=pk)

    mail = Mail.objects.get()
    assert told == [{"kind": "transcript", "email": "laura@example.com"}]
    assert (mail.to, "My secret" in mail.text) == (["laura@example.com"], False)


def test_who_gave_no_address_is_asked_for_one_before_a_copy_goes_out(widget: Widget) -> None:
    pk = widget.say()["conversation"]

    refused = widget.tell("transcript", conversation=pk)[0]

    assert (refused["kind"], refused["why"]) == ("refused", "address")
    assert not Mail.objects.exists()


def test_an_address_is_sent_no_more_than_five_copies_an_hour(widget: Widget) -> None:
    pk = widget.say()["conversation"]
    widget.tell("address", email="laura@example.com")

    for _again in range(8):
        widget.send("transcript", conversation=pk)

    assert Mail.objects.count() == 4  # with what she wrote down they are five


def test_a_file_goes_with_a_message_and_can_be_read_back(widget: Widget) -> None:
    widget.tell("begin")
    frame = f'{{"kind": "say", "session": "{widget.session}", "id": "client-id-1", "text": ""}}'
    upload = {"frame": frame, "file": SimpleUploadedFile("note.txt", b"hello")}

    response = widget.client.post(f"/chat/{widget.inbox.key}/frames/", upload, headers={"origin": widget.origin})
    told = widget.tell("after", conversation=response.json()[0]["conversation"])[0]["messages"][0]["files"][0]
    file = widget.client.get(told["url"])

    assert (told["name"], b"".join(file.streaming_content)) == ("note.txt", b"hello")
    assert file["Content-Disposition"].startswith("attachment")
    assert widget.client.get(told["url"][:-3] + "xyz/").status_code == 404


def test_she_says_at_the_end_whether_it_helped_and_after_a_no_she_waits_for_us_again(
    widget: Widget, agent: User
) -> None:
    pk = widget.say(person=True)["conversation"]
    conversation = Conversation.objects.get()
    conversation.reply("It is on its way", by=agent)
    widget.tell("rate", conversation=pk, helpful=True)  # it is not done yet
    conversation.resolve(by=agent)
    before = widget.tell("after", conversation=pk)[0]["state"]

    widget.tell("rate", conversation=pk, helpful="yes")
    widget.tell("rate", conversation=pk, helpful=True)
    after = widget.tell("after", conversation=pk)[0]["state"]
    widget.tell("rate", conversation=pk, helpful=False)

    assert (before["rated"], after["rated"]) == (False, True)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.rating.helpful, conversation.waiting_since is None) == (
        "open",
        False,
        False,
    )


def test_nobody_rates_a_conversation_of_others(widget: Widget, agent: User) -> None:
    pk = widget.say(person=True)["conversation"]
    Conversation.objects.get().resolve(by=agent)
    stranger = Widget(widget.inbox)
    stranger.say("Hello")

    stranger.tell("rate", conversation=pk, helpful=False)

    assert not Rating.objects.exists()
