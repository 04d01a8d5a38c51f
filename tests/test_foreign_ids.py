"""T3: what a form carries beside its own fields, and keys of what is another's, move nothing."""

from typing import Any

import pytest
from django.test import Client

from helpwell.conversations.attaching import attach
from helpwell.conversations.models import Attachment, Conversation, Message, Use
from helpwell.conversations.private_link import Way, make
from helpwell.people.models import Event, User
from tests.factories import InboxFactory, UserFactory, a_file, publish, write
from tests.test_authorization import DECLARED, MINE, OF_CONVERSATIONS, desk_path, hidden, with_everything

pytestmark = pytest.mark.django_db

FROM_OUR_PAGES = {"sec-fetch-site": "same-origin", "origin": "http://testserver", "user-agent": "Firefox/140.0"}
# What each form of a conversation needs to be heard; the keys in it are added by the test.
OWN = {
    "text": "Hello",
    "kind": "reply",
    "until": "2099-01-01T08:00",
    "name": "lens",
    "priority": "urgent",
    "seen": "99",
}
OURS = {"inbox_id", "contact_id", "link_key", "screen_key", "merged_into_id", "created_at", "is_sensitive"}
CHANGED_BY = {"sensitivity/": {"is_sensitive"}, "links/": {"link_key", "screen_key"}}  # what a deed is there for


def everything_of(conversation: Conversation) -> list[Any]:
    """Each value of its row, of what was said and attached, and of what happened to it."""
    messages = conversation.messages.order_by("pk")
    return [
        *Conversation.objects.filter(pk=conversation.pk).values(),
        *messages.values(),
        *Attachment.objects.filter(message__in=messages).order_by("pk").values(),
        *Event.objects.about(conversation).values(),
        *Use.objects.filter(message__in=messages).values(),
        *conversation.tags.values(),
    ]


def foreign_to(other: Conversation) -> dict[str, Any]:
    """Names of columns and of fields of other forms, each with the key of something else."""
    message = other.messages.get(kind=Message.Kind.FROM_CONTACT)
    somebody = UserFactory(role=User.Role.ADMIN)
    return {
        **dict.fromkeys(("conversation", "conversation_id", "pk", "id", "merged_into", "other"), other.pk),
        **dict.fromkeys(("message", "message_pk", "message_id", "reply_to"), message.pk),
        **{name: message.files.get().public_id for name in ("public_id", "attachment", "files", "file")},
        **dict.fromkeys(("author", "author_id", "by", "user", "user_id", "reader"), somebody.pk),
        **dict.fromkeys(("contact", "contact_id", "merged_into_id"), other.contact_id),
        **{name: InboxFactory(name="Other").pk for name in ("inbox", "inbox_id")},
        "number": 1, "last_number": 1, "delivery": "delivered", "awaits_bot": "on", "is_sensitive": "on",
        "link_key": "mine", "screen_key": "mine", "created_at": "2001-01-01", "trace": "{}", "role": "admin",
        "mentions": somebody.pk, "proof": "link", "proven_at": "2001-01-01", "verified": "on",
    }  # fmt: skip


@pytest.mark.parametrize("route", [route for route in OF_CONVERSATIONS if not route.endswith("merger/")])
@pytest.mark.parametrize("method", ["post", "delete"])
def test_no_form_of_a_conversation_touches_another_one(client: Client, agent: User, route: str, method: str):
    client.force_login(agent)
    own, others = with_everything(), hidden()
    before = [everything_of(other) for other in others]
    ours = Conversation.objects.filter(pk=own.pk).values(*OURS - CHANGED_BY.get(f"{route.split('/')[-2]}/", set()))
    was = list(ours)
    said = list(own.messages.exclude(number=None).values())
    path = desk_path(route, own)

    for other in others:
        answer = getattr(client, method)(path, {**foreign_to(other), **OWN}, headers=FROM_OUR_PAGES)
        assert answer.status_code < 500, answer

    assert [everything_of(other) for other in others] == before
    assert list(ours.all()) == was
    moved = ("delivery", "said_at", "number", "error")  # a reply may be approved, and one that failed goes out again
    kept = list(own.messages.filter(pk__in=[row["id"] for row in said]).values())
    assert [{**row, **dict.fromkeys(moved)} for row in kept] == [{**row, **dict.fromkeys(moved)} for row in said]


def test_an_agent_writes_in_her_own_name_only(client: Client, agent: User):
    client.force_login(agent)
    own, other = with_everything(), hidden()[0]

    for part, kind in (("replies/", Message.Kind.REPLY), ("notes/", Message.Kind.NOTE)):
        path = desk_path(f"desk/conversations/<int:pk>/{part}", own)
        client.post(path, {**foreign_to(other), "text": f"By {part}", "seen": "99"}, headers=FROM_OUR_PAGES)
        message = Message.objects.get(text=f"By {part}")
        assert (message.author, message.conversation, message.kind) == (agent, own, kind)
        assert not message.files.exists()


@pytest.mark.parametrize(
    "foreign",
    [
        {"assignee": "member"}, {"assignee": "who left"}, {"assignee": "nobody there"}, {"team": "nobody there"},
        {"assignee": "1 OR 1=1"}, {"team": "../1"},
    ],
)  # fmt: skip
def test_nobody_is_given_a_conversation_who_does_not_work_here(client: Client, agent: User, foreign: dict[str, str]):
    client.force_login(agent)
    own = with_everything()
    keys = {
        "member": UserFactory(role=User.Role.MEMBER).pk,
        "who left": UserFactory(role=User.Role.AGENT, is_active=False).pk,
        "nobody there": 999_999,
    }
    data = {name: keys.get(value, value) for name, value in foreign.items()}

    one = client.post(desk_path("desk/conversations/<int:pk>/hands/", own), data, headers=FROM_OUR_PAGES)
    name, value = next(iter(data.items()))
    kind = "user" if name == "assignee" else "team"
    many = {"deed": "assign", "assign": f"{kind}:{value}", "pick": own.pk}
    several = client.post("/desk/conversations/selection/", many, headers=FROM_OUR_PAGES)

    own.refresh_from_db()
    assert one.status_code == 422
    assert several.status_code < 500
    assert (own.assignee, own.team) == (None, None)


@pytest.mark.parametrize("deed", ["resolve", "spam", "snooze", "assign", "tag"])
def test_a_selection_holds_only_what_she_sees(client: Client, agent: User, deed: str):
    client.force_login(agent)
    others = hidden()
    before = [everything_of(other) for other in others]
    values = {"assign": f"user:{agent.pk}", "snooze": "2099-01-01T08:00", "tag": "lens"}
    picked = {"deed": deed, "pick": [other.pk for other in others], **values}
    former = {"deed": deed, "former": [f"{other.pk}:{agent.pk}," for other in others]}

    client.post("/desk/conversations/selection/", picked, headers=FROM_OUR_PAGES)
    client.post("/desk/conversations/selection/former/", former, headers=FROM_OUR_PAGES)

    assert [everything_of(other) for other in others] == before


def test_an_answer_counts_as_sent_only_where_it_was_said(client: Client, agent: User):
    """A key of a canned response that is not in the text, of an article that is gone, and of none."""
    client.force_login(agent)
    own = with_everything()
    canned = publish("Greeting", body="Thank you for your patience with us today.", kind="canned")
    data = {"text": "No.", "seen": "99", "used": [f"{canned.pk}:text", f"{canned.pk}:link", "999999:text", "x:text"]}

    client.post(desk_path("desk/conversations/<int:pk>/replies/", own), data, headers=FROM_OUR_PAGES)

    assert Message.objects.filter(text="No.").exists()
    assert not Use.objects.exists()


def test_a_customer_writes_into_her_own_conversation_only(client: Client):
    own, other = write("Mine", files=(a_file(),)), hidden()[0]
    address = own.conversation.contact.address
    assert address
    link = make(own.conversation, address, Way.MAIL)
    before = everything_of(other)
    data = {**foreign_to(other), "message": "More from me", "helpful": "yes"}

    for route in (one for one in DECLARED if one.startswith(MINE) and "public_id" not in one):
        path = "/" + route.replace("<language:language>", "en").replace("<str:token>", link)
        assert client.post(path, data, headers=FROM_OUR_PAGES).status_code < 500

    assert everything_of(other) == before
    assert Message.objects.get(text="More from me").conversation == own.conversation


def test_a_file_cannot_be_moved_into_a_message(client: Client, agent: User):
    client.force_login(agent)
    own, other = with_everything(), hidden()[0]
    file = attach(other.messages.get(kind=Message.Kind.FROM_CONTACT), a_file("secret.txt"))
    data = {"text": "With a file", "seen": "99", "attached": [str(file.public_id), str(file.pk)]}

    client.post(desk_path("desk/conversations/<int:pk>/replies/", own), data, headers=FROM_OUR_PAGES)

    file.refresh_from_db()
    assert file.message.conversation == other
    assert not Attachment.objects.filter(message__text="With a file").exists()
