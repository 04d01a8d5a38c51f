"""What a conversation is about: agents teach it, one click at a time (H10)."""

import pytest

from helpwell.bot.topic import topic_of
from helpwell.people.models import User
from tests.factories import make_category, publish, write

pytestmark = pytest.mark.django_db


def test_what_an_agent_corrected_is_remembered_for_messages_like_it(agent: User):
    delivery, repairs = make_category("Delivery"), make_category("Repairs")
    publish("When does my parcel with the broken frame arrive?", category=delivery)
    wrong = write("My parcel came with a broken frame", language="en").conversation
    wrong.set_topic(delivery, by=None)

    wrong.set_topic(repairs, by=agent)

    assert topic_of(write("The parcel came, with the frame broken", language="en")) == repairs


def test_the_newest_word_counts(agent: User):
    delivery, repairs = make_category("Delivery"), make_category("Repairs")
    for topic in (delivery, repairs):
        write("My parcel came with a broken frame", language="en").conversation.set_topic(topic, by=agent)

    assert topic_of(write("my parcel came with a broken frame", language="en")) == repairs


def test_what_the_engine_suggested_teaches_nothing(agent: User):
    topic = make_category("Delivery")
    write("My parcel came with a broken frame", language="en").conversation.set_topic(topic, by=None)

    assert topic_of(write("My parcel came with a broken frame", language="en")) is None


def test_other_words_are_not_led_astray(agent: User):
    topic = make_category("Repairs")
    write("My parcel came with a broken frame", language="en").conversation.set_topic(topic, by=agent)

    assert topic_of(write("Do you sell sunglasses for children", language="en")) is None


def test_what_is_sensitive_teaches_nothing(agent: User):
    topic = make_category("Repairs")
    conversation = write("My parcel came with a broken frame", language="en").conversation
    conversation.set_topic(topic, by=agent)
    conversation.mark_sensitive(True, by=agent)

    assert topic_of(write("My parcel came with a broken frame", language="en")) is None
