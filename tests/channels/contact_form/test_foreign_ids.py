"""T3 at the form: whoever fills it in is nobody yet, whatever else it carries."""

import pytest
from django.test import Client

from helpwell.conversations.models import Conversation, Inbox
from helpwell.people.models import Address, Team
from tests.channels.contact_form.conftest import Fill
from tests.factories import a_file, write
from tests.test_foreign_ids import everything_of, foreign_to

pytestmark = pytest.mark.django_db


def test_neither_contact_nor_proof_nor_conversation_is_taken_from_the_form(customer: Client, fill: Fill):
    known = write("Hers", files=(a_file(),)).conversation
    team, before = Team.objects.create(name="Billing", is_private=True), everything_of(known)
    foreign = {**foreign_to(known), "team": team.pk, "assignee": 1, "status": "spam", "topic": 1, "priority": "urgent"}

    customer.post("/en/contact/", {**foreign, **fill("My glasses are broken")})

    new = Conversation.objects.exclude(pk=known.pk).get()
    assert everything_of(known) == before
    assert not Address.objects.proven().exists()
    assert (new.contact == known.contact, new.team, new.assignee, new.status) == (False, None, None, "open")
    assert (new.priority, new.is_sensitive, new.messages.get().number) == ("normal", False, 1)
    assert new.inbox not in Inbox.objects.filter(name="Other")
