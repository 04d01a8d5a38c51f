"""Contacts at the desk: found, opened, made one of two, and parted again."""

from itertools import product

import pytest
from django.test import Client

from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Vote
from helpwell.people.models import Address, Contact, Event, Sender, Team, User
from tests.desk.conftest import part
from tests.factories import QuestionFactory, UserFactory, VisitorFactory, publish, write

pytestmark = pytest.mark.django_db


def at(contact: Contact, rest: str = "") -> str:
    return f"/desk/contacts/{contact.pk}/{rest}"


def who(name: str, email: str = "", proven: bool = False) -> Contact:
    """Somebody who wrote once."""
    proof = Address.Proof.LINK if proven else ""
    return write(f"It is {name}", sender=Sender(name=name, email=email, proof=proof)).conversation.contact


@pytest.fixture
def laura() -> Contact:
    return who("Laura Berg", "laura@example.com", proven=True)


@pytest.fixture
def laura_at_work() -> Contact:
    return who("L. Berg", "berg@work.example", proven=True)


def test_her_page_tells_how_she_is_reached_and_what_was_said(agents_desk: Client, laura: Contact):
    page = agents_desk.get(at(laura)).content.decode()

    assert "laura@example.com" in page
    assert "opened the link we sent there" in page
    assert "It is Laura Berg" in page


def test_her_page_has_all_she_did_on_one_line_of_time(agents_desk: Client, admin: User):
    visitor, article = VisitorFactory(), publish("Repairs")
    said = write("My glasses broke", sender=Sender(name="Laura", visitor=visitor)).conversation
    QuestionFactory(text="glasses broken", visitor=visitor, surface="form").open(article, 1)
    Vote.cast(article, visitor, helpful=False)
    said.rate(helpful=True)
    hidden = write("Secret", sender=Sender(contact=said.contact)).conversation
    QuestionFactory(text="secret pills", visitor=visitor).belong_to(hidden)
    hidden.mark_sensitive(True, by=admin)

    page = agents_desk.get(at(said.contact)).content.decode()

    line = page.partition('class="timeline"')[2].partition("</ol>")[0]
    for words in ("My glasses broke", "glasses broken", "Contact form", "Repairs", "did not help", "it helped"):
        assert words in line
    assert "ecret" not in page


@pytest.mark.parametrize("words", ["berg", "L. Berg", "berg@work", "work.example"])
def test_the_other_contact_is_found_by_name_or_address(
    agents_desk: Client, laura: Contact, laura_at_work: Contact, words: str
):
    found = part(agents_desk, "get", at(laura, "candidates/"), {"q": words}).content.decode()

    assert "L. Berg" in found
    assert f"?other={laura.pk}" not in found  # never herself


def test_the_preview_says_what_will_happen_and_changes_nothing(
    agents_desk: Client, laura: Contact, laura_at_work: Contact
):
    page = agents_desk.get(at(laura, "merger/"), {"other": laura_at_work.pk}).content.decode()

    assert all(words in page for words in ("laura@example.com", "berg@work.example", "1 conversation"))
    assert "Not every address here is proven" not in page
    assert Contact.objects.filter(merged_into=None).count() == 2


def test_the_preview_warns_where_nothing_is_proven(agents_desk: Client, laura: Contact):
    page = agents_desk.get(at(laura, "merger/"), {"other": who("Laura", "l@example.com").pk}).content.decode()

    assert "Not every address here is proven" in page


def test_merged_they_are_one_and_undo_makes_them_two(
    agents_desk: Client, agent: User, laura: Contact, laura_at_work: Contact
):
    merged = agents_desk.post(at(laura, "merger/"), {"other": laura_at_work.pk}, follow=True).content.decode()
    old_address = agents_desk.get(at(laura_at_work))
    toast = f'name="other" value="{laura_at_work.pk}"'
    agents_desk.post(at(laura, "separation/"), {"other": laura_at_work.pk})
    parted = agents_desk.get(at(laura)).content.decode()

    assert all(words in merged for words in ("It is L. Berg", "They are one contact now.", toast))
    assert old_address.headers["Location"] == at(laura)
    assert "It is L. Berg" not in parted
    told = [(event.kind, event.by) for event in Event.objects.about(laura_at_work) if "proven" not in event.kind]
    assert told == [("contact.parted", agent), ("contact.merged", agent)]


def test_only_proven_addresses_recognise_after_a_merge(agents_desk: Client, laura: Contact):
    written_down, proven = who("L", "unproven@example.com"), who("L. Berg", "berg@work.example", proven=True)
    for other in (written_down, proven):
        agents_desk.post(at(laura, "merger/"), {"other": other.pk})

    by_proof = who("Somebody", "berg@work.example", proven=True)
    by_words = who("Somebody", "unproven@example.com")

    assert (by_proof.today, by_words.today == laura) == (laura, False)


def test_twice_changes_nothing_and_nobody_becomes_herself(agents_desk: Client, laura: Contact, laura_at_work: Contact):
    for _twice in range(2):
        agents_desk.post(at(laura, "merger/"), {"other": laura_at_work.pk})
    agents_desk.post(at(laura_at_work, "merger/"), {"other": laura.pk})
    agents_desk.post(at(laura, "merger/"), {"other": laura.pk})

    assert Event.objects.filter(kind="contact.merged").count() == 1
    assert Contact.objects.get(pk=laura.pk).merged_into is None


def hidden_ones(admin: User) -> list[Contact]:
    """Of a private team, and of a sensitive conversation."""
    private, sensitive = who("Private Person"), who("Sensitive Person")
    Conversation.objects.get(contact=private).assign(
        None, by=None, team=Team.objects.create(name="Billing", is_private=True)
    )
    Conversation.objects.get(contact=sensitive).mark_sensitive(True, by=admin)
    return [private, sensitive]


def test_a_contact_of_whom_she_may_see_nothing_is_not_there(client: Client, agent: User, admin: User, laura: Contact):
    member = UserFactory(role=User.Role.MEMBER)
    for contact, user in product([*hidden_ones(admin), laura], [agent, admin, member]):
        client.force_login(user)
        may = user == admin or (user == agent and contact == laura)
        answers = [
            client.get(at(contact)), client.get(at(contact, "candidates/")),
            client.get(at(contact, f"merger/?other={laura.pk}"), follow=True),
            client.post(at(contact, "separation/")),
        ]  # fmt: skip
        assert {answer.status_code == 404 for answer in answers} == {not may}, (contact, user)


def test_nobody_is_merged_or_found_whom_she_may_not_see(agents_desk: Client, admin: User, laura: Contact):
    for other in hidden_ones(admin):
        answers = [getattr(agents_desk, method)(at(laura, f"merger/?other={other.pk}")) for method in ("get", "post")]
        found = part(agents_desk, "get", at(laura, "candidates/"), {"q": "person"}).content.decode()

        assert [answer.status_code for answer in answers] == [404, 404]
        assert "Person" not in found
        assert Contact.objects.get(pk=other.pk).merged_into is None


def test_visitors_are_asked_to_sign_in(client: Client, laura: Contact):
    assert client.get(at(laura)).status_code == 302


def test_the_palette_leads_to_her(agents_desk: Client, laura: Contact):
    assert at(laura) in part(agents_desk, "get", "/desk/palette/", {"q": "laura"}).content.decode()


@pytest.mark.parametrize("other", ["", "x", "0", "99999999999999999999"])
def test_nonsense_is_not_found(agents_desk: Client, laura: Contact, other: str):
    assert agents_desk.get(at(laura, "merger/"), {"other": other}).status_code == 404


def test_the_page_of_one_that_was_merged_leads_on_and_says_why(agents_desk: Client, agent: User):
    laura, twin = (write(sender=Sender(name=name)).conversation.contact for name in ("Laura Berg", "L. Berg"))
    twin.become(laura, by=agent)

    page = agents_desk.get(f"/desk/contacts/{twin.pk}/", follow=True)

    assert "L. Berg was made one with this contact." in page.content.decode()
