"""Whoever writes mails is led to the form, where answers stand beside what she writes (C07)."""

import re

import pytest
from django.test import Client

from helpwell.base.models import Site
from helpwell.channels.contact_form.deliver import bring_replies
from helpwell.channels.contact_form.mails import confirm, send_fresh_link
from helpwell.conversations.mailing import address_of
from helpwell.conversations.models import Inbox
from helpwell.outbox.models import Mail
from helpwell.people.models import User
from tests.factories import publish, write

pytestmark = pytest.mark.django_db


def test_the_link_for_a_mailbox_that_answers_by_itself_opens_the_form_with_the_question_in_it(
    customer: Client, admin: User
):
    Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    publish("Glasses are broken", "<p>Send them to our workshop, with a photo.</p>")
    office = Client()
    office.force_login(admin)
    page = office.get(f"/desk/inboxes/{Inbox.objects.get().pk}/").content.decode()
    link = re.search(r"<code>http://[^/]+(/en/contact/\?inbox=\w+)</code>", page)

    form = customer.get(f"{link[1]}&message=My+glasses+are+broken").content.decode()  # type: ignore[index]

    assert "&amp;message=…" in page
    assert re.search(r"<textarea[^>]+>\s*My glasses are broken</textarea>", form)
    assert "Send them to our workshop, with a photo." in form


def test_every_mail_of_ours_leads_to_where_she_writes_back(customer: Client, agent: User):
    Site.objects.create(pk=1, contact_email="help@klarsicht.example")
    conversation = write("My glasses are broken").conversation
    address = address_of(conversation)
    assert address
    confirm(conversation.messages.get(number=1))
    conversation.reply("We mend them.", by=agent)
    bring_replies()
    send_fresh_link(conversation, address)

    mails = list(Mail.objects.order_by("pk"))
    pages = [customer.get(link).content.decode() for mail in mails for link in _links(mail)]

    assert (len(mails), len(pages)) == (3, 3)
    assert all('name="message"' in page and "My glasses are broken" in page for page in pages)
    assert not any("My glasses are broken" in mail.text + mail.subject for mail in mails)
    assert {mail.as_message().message()["Reply-To"] for mail in mails} == {"help@klarsicht.example"}


def _links(mail: Mail) -> list[str]:
    return re.findall(r"http://[^/]+(/en/conversations/\S+)", mail.text)
