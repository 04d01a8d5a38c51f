"""A customer's own page: by her link alone, and what her link proves."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.private_link import VALID_FOR, Way, make, read
from helpwell.outbox.models import Mail
from helpwell.people.models import Address, Contact, Event, Sender, User
from tests.channels.contact_form.conftest import FIREFOX, Send
from tests.factories import UserFactory, a_file, write

pytestmark = pytest.mark.django_db

PASSED = VALID_FOR + timedelta(days=1)


def link_to(conversation: Conversation, way: Way = Way.MAIL) -> str:
    address = conversation.contact.address
    assert address
    return f"/en/conversations/{make(conversation, address, way)}/"


def answer(page: str, text: str = "It broke again") -> dict[str, str]:
    stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]  # type: ignore[index]
    return {"message": text, "stamp": stamp}


def test_she_reads_what_was_said_and_nothing_else(customer: Client, agent: User):
    conversation = write("My glasses are broken").conversation
    conversation.reply("We mend them.", by=agent)
    conversation.note("She is difficult", by=agent)
    conversation.keep_draft("Half a word", by=agent)
    conversation.reply("Let me learn", by=UserFactory(role=User.Role.TRAINEE))

    for path in ("", "messages/"):
        page = customer.get(link_to(conversation) + path).content.decode()
        assert "My glasses are broken" in page
        assert "We mend them." in page
        for hidden in ("She is difficult", "Half a word", "Let me learn"):
            assert hidden not in page


def test_she_answers_and_it_is_open_again(customer: Client, agent: User):
    conversation = write().conversation
    conversation.reply("Done", by=agent)
    conversation.resolve(by=agent)
    page = customer.get(link_to(conversation)).content.decode()

    for _ in range(2):  # a double click
        assert customer.post(link_to(conversation), answer(page)).status_code == 302

    conversation.refresh_from_db()
    assert conversation.status == Conversation.Status.OPEN
    assert [message.text for message in conversation.messages.said()][-1] == "It broke again"
    assert conversation.messages.count() == 3
    assert Contact.objects.count() == 1


def test_an_empty_answer_says_what_is_missing(customer: Client):
    response = customer.post(link_to(write().conversation), {"message": " "})

    assert response.status_code == 422
    assert "Please write your answer first." in response.content.decode()


def test_opening_the_link_in_the_mail_proves_the_address(customer: Client):
    conversation = write().conversation

    customer.get(link_to(conversation))

    assert Address.objects.get().proof == Address.Proof.LINK
    assert conversation.contact.is_proven


def test_the_link_on_the_screen_proves_nothing(customer: Client, send: Send):
    """Whoever types an address sees that page, whether the address is hers or not."""
    sent = send("Where is my order?", email="victim@example.com")
    page = customer.get(sent.url).content.decode()
    own = re.search(r'href="(/en/conversations/[^"]+)"', page)[1]  # type: ignore[index]

    response = customer.get(own)
    customer.post(own, answer(response.content.decode()))

    assert "Where is my order?" in response.content.decode()
    assert Message.objects.count() == 2
    assert not Address.objects.proven().exists()


def test_when_the_owner_opens_her_mail_whoever_typed_her_address_is_shut_out(customer: Client, send: Send):
    typed = send("Where is my order?", email="victim@example.com")
    conversation = Conversation.objects.get()
    owner = Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "none"})
    screen = link_to(conversation, Way.SCREEN)

    owner.get(link_to(conversation))

    assert Address.objects.get().proven_at
    assert customer.get(screen).status_code == 404
    assert "victim@example.com" not in customer.get(typed.url).content.decode()
    send("And my address?", email="victim@example.com")
    assert Conversation.objects.latest("pk").contact != conversation.contact


def test_who_opens_the_mail_in_the_browser_she_wrote_in_keeps_her_page(customer: Client, send: Send):
    send()
    conversation = Conversation.objects.get()

    customer.get(link_to(conversation))

    assert customer.get(link_to(conversation, Way.SCREEN)).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"User-Agent": "SafeLinks-bot/1.0"}, {"Sec-Purpose": "prefetch"}], ids=["robot", "prefetch"]
)
def test_a_program_that_looks_into_her_mail_proves_nothing(customer: Client, headers: dict[str, str]):
    customer.get(link_to(write().conversation), headers=headers)

    assert not Address.objects.proven().exists()


def test_opening_her_link_makes_one_contact_of_two(customer: Client):
    known = write(sender=Sender(email="laura@example.com", proof=Address.Proof.LINK)).conversation.contact
    conversation = write().conversation

    customer.get(link_to(conversation))

    assert Contact.objects.get(pk=conversation.contact_id).today == known


@pytest.mark.parametrize("token", ["x", "a.b.c", "W10:1:x", "%00", "é", "x" * 3000])
def test_a_made_up_link_leads_nowhere(customer: Client, token: str):
    for path in ("", "messages/"):
        assert customer.get(f"/en/conversations/{token}/{path}").status_code == 404


def test_a_link_that_was_taken_back_leads_nowhere(customer: Client, agent: User):
    conversation = write().conversation
    links = [link_to(conversation, way) for way in Way]

    conversation.revoke_links(by=agent)

    assert [customer.get(link).status_code for link in links] == [404, 404]
    assert customer.get(link_to(conversation)).status_code == 200
    assert "conversation.links_revoked" in {event.kind for event in Event.objects.about(conversation)}


def test_a_link_without_a_key_is_none(db: None):
    conversation = write().conversation
    Conversation.objects.update(screen_key="")
    conversation.refresh_from_db()
    address = conversation.contact.address
    assert address

    assert read(make(conversation, address, Way.SCREEN)) is None


def test_a_link_that_ran_out_says_so_and_brings_a_fresh_one_by_mail(customer: Client):
    conversation = write("My secret").conversation
    link = link_to(conversation)

    with time_machine.travel(timezone.now() + PASSED, tick=False):
        page = customer.get(link)
        part = customer.get(link + "messages/")
        asked = customer.post(link + "fresh/")
        fresh = re.search(r"http\S+(/en/conversations/\S+)", Mail.objects.get().text)[1]  # type: ignore[index]
        again = customer.get(fresh)

    assert page.status_code == 410
    assert part.status_code == 404
    assert "My secret" not in page.content.decode() + part.content.decode()
    assert Mail.objects.get().to == ["laura@example.com"]
    assert "My secret" in again.content.decode()
    assert customer.post("/en/conversations/made-up/fresh/").content == asked.content.replace(
        link.encode(), b"/en/conversations/made-up/"
    )


def test_fresh_links_are_few(customer: Client):
    link = link_to(write().conversation)

    for _ in range(10):
        customer.post(link + "fresh/")

    assert Mail.objects.count() == 3


def test_yes_closes_it_and_no_opens_it(customer: Client, agent: User):
    conversation = write().conversation
    conversation.reply("Like this", by=agent)

    customer.post(link_to(conversation) + "rating/", {"helpful": "yes"})
    conversation.refresh_from_db()
    assert conversation.is_resolved

    customer.post(link_to(conversation) + "rating/", {"helpful": "no"})
    conversation.refresh_from_db()
    assert not conversation.is_resolved
    rated = [event.data for event in Event.objects.about(conversation) if event.kind == "conversation.rated"]
    assert rated == [{"helpful": False}, {"helpful": True}]


def test_another_website_can_neither_answer_nor_rate(customer: Client):
    link = link_to(write().conversation)

    for path in ("", "rating/", "fresh/"):
        assert customer.post(link + path, {"message": "x"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_files_open_only_through_the_link_of_their_conversation(customer: Client, agent: User):
    mine, other = write().conversation, write().conversation
    file = mine.reply("See", by=agent, files=(a_file("note.txt", b"for you"),)).files.get()
    hidden = mine.reply("Wait", by=UserFactory(role=User.Role.TRAINEE), files=(a_file(),)).files.get()

    shown = customer.get(f"{link_to(mine)}files/{file.public_id}/")

    assert b"".join(shown.streaming_content) == b"for you"
    assert shown["Content-Disposition"].startswith("attachment")
    assert customer.get(f"{link_to(other)}files/{file.public_id}/").status_code == 404
    assert customer.get(f"{link_to(mine)}files/{hidden.public_id}/").status_code == 404


def test_nothing_new_takes_a_few_bytes(customer: Client, agent: User):
    conversation = write().conversation
    path = link_to(conversation) + "messages/"
    version = customer.get(path)["ETag"]

    assert customer.get(path, headers={"If-None-Match": version}).status_code == 304
    conversation.note("Between us", by=agent)
    conversation.reply("News", by=agent)
    assert customer.get(path, headers={"If-None-Match": version}).status_code == 200


def test_a_merged_conversation_is_read_whole_by_the_same_person_only(customer: Client, agent: User):
    laura = Sender(email="laura@example.com", proof=Address.Proof.LINK)
    first, second = (write(text, sender=laura).conversation for text in ("First matter", "Second matter"))
    oskar = write("Another person", sender=Sender(email="oskar@example.com")).conversation
    links = link_to(first), link_to(oskar)

    first.merge_into(second, by=agent)
    oskar.merge_into(second, by=agent)

    own, foreign = (customer.get(link).content.decode() for link in links)
    assert "First matter" in own
    assert "Second matter" in own
    assert "Second matter" not in foreign


def test_words_with_script_in_them_stay_words(customer: Client, agent: User):
    conversation = write("<script>alert(1)</script>", subject="<b>x").conversation
    conversation.reply("See https://example.com/?a=1&b=2 <img src=x onerror=alert(1)>", by=agent)

    page = customer.get(link_to(conversation)).content.decode()

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'rel="nofollow"' in page
