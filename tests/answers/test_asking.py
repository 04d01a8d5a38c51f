"""The road from a question to an article."""

import pytest
from django.test import Client

from helpwell.answers.asking import Asker, ask, ask_so_far, suggest
from helpwell.knowledge.access import PUBLIC, STAFF
from tests.factories import publish

pytestmark = pytest.mark.django_db


def test_a_published_article_is_found_and_read_in_a_browser(client: Client):
    publish("Change your delivery address", "<p>Open your order and choose Change address.</p>")

    results = client.get("/en/search/", {"q": "how do I change the adress"})

    assert "/en/articles/change-your-delivery-address/" in results.content.decode()


def test_an_edit_is_found_at_once():
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    asker = Asker("en", PUBLIC)
    assert ask("parking garage", asker).articles == ()

    translation.write(translation.live.content.__class__("Parking garage", "", "<p>Behind the shop.</p>"), by=None)
    translation.publish(by=None)

    assert ask("parking garage", asker).articles[0].title == "Parking garage"


def test_an_archived_article_is_gone_at_once():
    translation = publish("Parking garage")
    asker = Asker("en", PUBLIC)
    assert ask("parking garage", asker).articles

    translation.archive(by=None)

    assert ask("parking garage", asker).articles == ()


def test_an_internal_article_is_for_the_team_only():
    publish("Goodwill rules for agents", visibility="internal")

    assert ask("goodwill rules", Asker("en", PUBLIC)).articles == ()
    assert ask("goodwill rules", Asker("en", STAFF)).articles[0].title == "Goodwill rules for agents"


def test_half_a_word_is_enough():
    publish("Change your delivery address")

    assert suggest("deliv", Asker("en", PUBLIC)).articles


@pytest.mark.parametrize("written", ["Can I park a bicycle beh", "Parking where?"])
def test_who_writes_a_whole_question_is_answered_as_if_she_had_sent_it(written: str):
    publish("Parking garage", "<p>Bicycles stand behind the shop.</p>")
    asker = Asker("en", PUBLIC)

    assert ask_so_far(written, asker, limit=3) == ask(written, asker, limit=3)


def test_a_few_words_are_taken_for_the_beginning_of_something():
    publish("Parking garage", "<p>Behind the shop.</p>")
    asker = Asker("en", PUBLIC)

    assert ask_so_far("park gara", asker, limit=3).articles[0].title == "Parking garage"
    assert ask_so_far("park gara", asker, limit=3) == suggest("park gara", asker, limit=3)
