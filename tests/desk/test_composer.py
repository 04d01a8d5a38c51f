"""Writing: replies, notes, drafts, a trainee's reply, and what came while one wrote."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.conversations.models import Conversation, Message
from helpwell.people.models import User
from tests.desk.conftest import part
from tests.desk.test_conversation import at, fresh
from tests.factories import UserFactory, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(db: None) -> Conversation:
    return write("My glasses are broken").conversation


@pytest.fixture
def trainee(db: None) -> User:
    return UserFactory(role=User.Role.TRAINEE, name="Grace")


def test_a_reply_goes_out_with_its_files(agents_desk: Client, conversation: Conversation):
    files = [SimpleUploadedFile("a.txt", b"one"), SimpleUploadedFile("b.txt", b"two")]
    words = {"text": "Please see the files.", "seen": 1, "attached": files}

    part(agents_desk, "post", at(conversation, "replies/"), words)

    reply = conversation.messages.from_us().get()
    assert (reply.text, reply.delivery) == ("Please see the files.", Message.Delivery.PENDING)
    assert sorted(file.name for file in reply.files.all()) == ["a.txt", "b.txt"]
    assert fresh(conversation).waiting_since is None


def test_sending_asks_only_for_what_it_can_have_changed(
    agents_desk: Client, conversation: Conversation, django_assert_max_num_queries: DjangoAssertNumQueries
):
    part(agents_desk, "get", at(conversation))  # words that are written once are written now

    with django_assert_max_num_queries(31):
        page = part(agents_desk, "post", at(conversation, "replies/"), {"text": "Please.", "seen": 1}).content.decode()

    assert 'id="log"' in page
    assert 'id="context"' not in page


def test_lines_end_as_they_do_everywhere_else(agents_desk: Client, conversation: Conversation):
    part(agents_desk, "post", at(conversation, "replies/"), {"text": "One\r\n\r\nTwo", "seen": 1})

    assert conversation.messages.from_us().get().text == "One\n\nTwo"


def test_send_and_resolve_is_one_deed(agents_desk: Client, conversation: Conversation):
    page = part(agents_desk, "post", at(conversation, "replies/"), {"text": "Done.", "seen": 1, "then": "resolve"})

    assert fresh(conversation).is_resolved
    assert f'hx-delete="{at(conversation, "resolution/")}"' in page.content.decode()


@pytest.mark.parametrize(
    ("text", "word"),
    [("   ", "Write something first"), ("x" * 20_001, "at most 20,000 letters")],
    ids=["empty", "long"],
)
def test_what_cannot_be_sent_is_refused_in_words(agents_desk: Client, conversation: Conversation, text: str, word: str):
    answer = part(agents_desk, "post", at(conversation, "replies/"), {"text": text, "seen": 1})

    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert not conversation.messages.from_us().exists()


def test_a_second_reply_is_shown_the_first_before_it_is_sent(
    agents_desk: Client, admin: User, conversation: Conversation
):
    conversation.reply("We repair that for free.", by=admin)

    warned = part(agents_desk, "post", at(conversation, "replies/"), {"text": "It costs 20 €.", "seen": 1})
    sent_before = conversation.messages.from_us().count()
    part(agents_desk, "post", at(conversation, "replies/"), {"text": "It costs 20 €.", "seen": 1, "anyway": "1"})

    assert warned.status_code == 409
    assert "We repair that for free." in warned.content.decode()
    assert (sent_before, conversation.messages.from_us().count()) == (1, 2)


def test_a_colleagues_note_holds_no_reply_up(agents_desk: Client, admin: User, conversation: Conversation):
    conversation.note("She called, too.", by=admin)

    answer = part(agents_desk, "post", at(conversation, "replies/"), {"text": "Hello", "seen": 1})

    assert answer.status_code == 200


def test_what_is_begun_is_kept_and_there_again(agents_desk: Client, conversation: Conversation):
    part(agents_desk, "post", at(conversation, "draft/"), {"text": "Dear Laura, ", "kind": "reply"})
    page = agents_desk.get(at(conversation)).content.decode()
    part(agents_desk, "post", at(conversation, "replies/"), {"text": "Dear Laura, hello", "seen": 1})

    assert ">Dear Laura, </textarea>" in page
    assert "Dear Laura, </textarea>" not in agents_desk.get(at(conversation)).content.decode()


def test_nobody_reads_a_colleagues_draft(agents_desk: Client, admin: User, conversation: Conversation):
    conversation.keep_draft("I am not sure yet", by=admin)

    assert "I am not sure yet" not in agents_desk.get(at(conversation)).content.decode()


def test_a_note_names_a_colleague(agents_desk: Client, conversation: Conversation):
    ana, anabel = UserFactory(role="agent", name="Ana"), UserFactory(role="agent", name="Ana Bel")

    part(agents_desk, "post", at(conversation, "notes/"), {"text": "@ana bel do you know her? Not you, Ana."})

    note = conversation.messages.get(kind=Message.Kind.NOTE)
    assert list(note.mentions.all()) == [anabel]
    assert not ana.mentioned_in.exists()


def test_a_trainees_reply_is_approved_by_a_colleague_not_by_herself(
    agents_desk: Client, trainee: User, conversation: Conversation
):
    hers = Client()
    hers.force_login(trainee)
    part(hers, "post", at(conversation, "replies/"), {"text": "Please send it in.", "seen": 1})
    reply = Message.objects.awaiting_approval().get()
    approval = at(conversation, f"messages/{reply.pk}/approval/")

    by_herself = part(hers, "post", approval).status_code
    listed = agents_desk.get("/desk/conversations/?view=to_approve").content.decode()
    part(agents_desk, "post", approval)

    assert by_herself == 404
    assert f'id="row-{conversation.pk}"' in listed
    assert Message.objects.get(pk=reply.pk).delivery == Message.Delivery.PENDING


def test_what_is_sent_back_is_her_draft_again(agents_desk: Client, trainee: User, conversation: Conversation):
    reply = conversation.reply("Send it!", by=trainee)

    part(agents_desk, "delete", at(conversation, f"messages/{reply.pk}/approval/"))

    assert conversation.draft_of(trainee).text == "Send it!"
