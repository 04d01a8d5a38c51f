"""What is sent through the form is kept once, in good order, and answered with a confirmation."""

import re

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.outbox.models import Mail
from helpwell.people.models import Contact
from tests.channels.contact_form.conftest import Fill, Send
from tests.factories import InboxFactory, make_category

pytestmark = pytest.mark.django_db


def test_the_message_comes_first_and_then_only_name_and_address(customer: Client):
    page = customer.get("/en/contact/").content.decode()

    places = [page.index(f'name="{name}"') for name in ("message", "name", "email")]
    assert places == sorted(places)
    assert page.count("button--primary") == 2  # one for each step; the other one is hidden
    assert 'name="topic"' not in page


def test_a_message_arrives_and_says_so(customer: Client, send: Send):
    response = send("My glasses are broken")

    message = Message.objects.get()
    page = customer.get(response.url).content.decode()
    assert (message.text, message.conversation.contact.name) == ("My glasses are broken", "Laura Berg")
    assert message.conversation.language == "en"
    assert "Your message has arrived. Thank you, Laura Berg." in page
    assert "laura@example.com" in page


def test_a_double_click_or_the_back_button_sends_nothing_twice(customer: Client, fill: Fill):
    filled = fill()

    first, second = (customer.post("/en/contact/", filled) for _ in range(2))

    assert first.url == second.url
    assert Message.objects.count() == Mail.objects.count() == 1


def test_without_a_script_answers_are_a_step_before_sending(customer: Client, fill: Fill):
    response = customer.post("/en/contact/", fill("Where is my parcel?", go="next", name="", email=""))

    page = response.content.decode()
    assert response.status_code == 200
    assert "field__error" not in page
    assert 'data-step="1" hidden' in page
    assert "Where is my parcel?" in page
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "advice"),
    [
        ("message", "  ", "Please write what it is about"),
        ("name", "", "What may we call you?"),
        ("email", "", "Where may we send the answer?"),
        ("email", "laura", "has a name, an @ and a place"),
        ("email", "laura@", "Something is missing after the @"),
        ("email", "laura@example", "Something is missing after the dot"),
        ("email", "laura@exa mple..com", "check it letter by letter"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(send: Send, field: str, value: str, advice: str):
    response = send(**{"message": "It broke & fell", field: value})

    page = response.content.decode()
    assert response.status_code == 422
    assert advice in page
    assert field == "message" or "It broke &amp; fell" in page
    assert not Message.objects.exists()


def test_a_name_over_several_lines_becomes_one_line(send: Send):
    send(name="Laura\r\nBcc: everybody@example.com")

    assert Contact.objects.get().name == "Laura Bcc: everybody@example.com"
    assert "Bcc" not in str(Mail.objects.get().as_message().message())


def test_odd_letters_leave_no_trace_and_break_nothing(send: Send):
    assert send("Hello\x00\x07 there\r\nsecond line").status_code == 302

    assert Message.objects.get().text == "Hello there\nsecond line"


def test_a_form_that_is_sent_within_a_blink_has_to_be_sent_once_more(
    customer: Client, fill: Fill, time_machine: TimeMachineFixture
):
    time_machine.move_to(timezone.now(), tick=False)  # a busy machine needs longer than a blink for the page alone
    page = customer.get("/en/contact/").content.decode()
    stamp = page.split('name="stamp" value="')[1].split('"')[0]

    response = customer.post("/en/contact/", fill(stamp=stamp))

    assert response.status_code == 422
    assert "press the button once more" in response.content.decode()
    assert "My glasses are broken" in response.content.decode()


@pytest.mark.parametrize("stamp", ["", "made-up", "a:b:c"])
def test_a_form_without_our_stamp_has_to_be_sent_once_more(customer: Client, fill: Fill, stamp: str):
    response = customer.post("/en/contact/", fill(stamp=stamp))

    assert response.status_code == 422
    assert not Message.objects.exists()


def test_what_only_a_machine_fills_in_is_kept_as_spam_and_nobody_is_written_to(send: Send):
    send(website="https://buy.example")

    assert Conversation.objects.get().status == Conversation.Status.SPAM
    assert not Mail.objects.exists()


def test_another_website_cannot_send_our_form(customer: Client, fill: Fill):
    response = customer.post("/en/contact/", fill(), headers={"Sec-Fetch-Site": "cross-site"})

    assert response.status_code == 403
    assert not Message.objects.exists()


def test_one_address_is_written_to_five_times_an_hour_and_the_text_stays(send: Send):
    for number in range(5):
        assert send(f"Message {number}").status_code == 302

    response = send("Message 6 & more")

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    assert "Message 6 &amp; more" in response.content.decode()
    assert Message.objects.count() == 5


def test_one_sender_writes_twenty_times_an_hour(send: Send):
    answers = [send(f"Message {n}", email=f"laura{n}@example.com").status_code for n in range(21)]

    assert answers == [302] * 20 + [429]


def test_repeating_what_arrived_counts_for_nothing(customer: Client, fill: Fill):
    filled = fill()

    answers = [customer.post("/en/contact/", filled).status_code for _ in range(25)]

    assert set(answers) == {302}


def test_the_form_named_in_the_address_is_the_one_that_is_filled_in(customer: Client, fill: Fill):
    InboxFactory(name="First")
    repairs = InboxFactory(name="Repairs")

    customer.post(f"/en/contact/?inbox={repairs.key}", fill())

    assert Conversation.objects.get().inbox == repairs


@pytest.mark.parametrize("key", ["", "nothing", "a'b", "x" * 300])
def test_an_unknown_form_is_the_first_one(customer: Client, fill: Fill, key: str):
    first = InboxFactory()

    customer.post("/en/contact/", fill(), query_params={"inbox": key})

    assert Conversation.objects.get().inbox == first


def test_topics_and_their_fields_go_along(customer: Client, fill: Fill):
    repairs = make_category("Repairs")
    fields = [
        {"key": "order", "labels": {"en": "Order number"}, "topics": ["repairs"]},
        {"key": "shop", "labels": {"de": "Laden", "en": "Shop"}, "topics": ["elsewhere"], "is_required": True},
    ]
    Inbox.objects.create(channel="contact_form", name="Form", options={"topics": ["repairs"], "fields": fields})

    customer.post("/en/contact/", fill(topic="repairs", field_order="KL-1", field_shop="hidden"))

    message = Message.objects.get()
    assert message.fields == [["Order number", "KL-1"]]
    assert message.conversation.topic == repairs


def test_a_required_field_of_the_chosen_topic_is_asked_for(customer: Client, fill: Fill):
    make_category("Repairs")
    fields = [{"key": "order", "labels": {"en": "Order number"}, "topics": ["repairs"], "is_required": True}]
    Inbox.objects.create(channel="contact_form", name="Form", options={"topics": ["repairs"], "fields": fields})

    response = customer.post("/en/contact/", fill(topic="repairs"))
    of_another_topic = customer.post("/en/contact/", fill())

    page = response.content.decode()
    assert (response.status_code, of_another_topic.status_code) == (422, 302)
    assert "We need this to help you." in page
    assert re.search(r">Order number</label>", page)  # and not "optional"


def test_a_message_may_come_with_the_address(customer: Client):
    page = customer.get("/en/contact/", {"message": "Where is <my> parcel?"}).content.decode()

    assert "Where is &lt;my&gt; parcel?" in page
