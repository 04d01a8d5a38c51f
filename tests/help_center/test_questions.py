"""What was asked is noted once, and what was opened from it."""

import pytest
from django.test import Client

from helpwell.answers.models import Question
from tests.factories import publish

pytestmark = pytest.mark.django_db

ROBOT = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}


def test_enter_notes_the_question_and_leads_to_an_address_one_can_share(customer: Client):
    publish("Parking")

    response = customer.get("/en/search/", {"q": " parking\x07 ", "asked": "1"})

    assert response.url == "/en/search/?q=parking"
    assert Question.objects.get().text == "parking"
    assert "visitor" in response.cookies


def test_a_reload_or_a_shared_link_asks_nothing(customer: Client):
    customer.get("/en/search/", {"q": "parking"})

    assert not Question.objects.exists()


def test_longer_forms_of_one_typing_are_one_question(customer: Client):
    for text in ("park", "parking", "parking garage"):
        assert customer.post("/en/questions/", {"q": text, "typing": "abc"}).status_code == 204
    customer.get("/en/search/", {"q": "parking garage open", "asked": "1", "typing": "abc"})

    assert Question.objects.get().text == "parking garage open"


def test_opening_a_row_is_noted_with_its_rank(customer: Client):
    parking = publish("Parking")

    customer.post("/en/questions/", {"q": "parking", "typing": "abc", "article": parking.article.public_id})

    question = Question.objects.get()
    assert (question.opened, question.opened_rank) == (parking, 1)


def test_opening_an_answer_from_the_results_is_noted_without_a_script(customer: Client):
    parking = publish("Parking")
    customer.get("/en/search/", {"q": "parking", "asked": "1"})

    customer.get("/en/articles/parking/", headers={"Referer": "http://testserver/en/search/?q=parking"})

    assert Question.objects.get().opened == parking


@pytest.mark.parametrize("before", ["http://elsewhere.example/search/?q=parking", "http://testserver/en/", ""])
def test_coming_from_elsewhere_opens_nothing(customer: Client, before: str):
    publish("Parking")
    customer.get("/en/search/", {"q": "parking", "asked": "1"})

    customer.get("/en/articles/parking/", headers={"Referer": before})

    assert Question.objects.get().opened is None


def test_robots_ask_nothing(customer: Client):
    customer.get("/en/search/", {"q": "parking", "asked": "1"}, headers=ROBOT)
    customer.post("/en/questions/", {"q": "parking", "typing": "abc"}, headers=ROBOT)

    assert not Question.objects.exists()


@pytest.mark.parametrize("word", [{}, {"q": "parking"}, {"q": "", "typing": "abc"}, {"q": "x", "typing": "a b"}])
def test_half_a_word_of_what_was_asked_is_refused(customer: Client, word: dict[str, str]):
    assert customer.post("/en/questions/", word).status_code == 400
    assert not Question.objects.exists()


def test_a_torrent_of_questions_is_asked_to_wait(customer: Client):
    for number in range(300):
        customer.post("/en/questions/", {"q": "", "typing": str(number)})

    response = customer.post("/en/questions/", {"q": "parking", "typing": "abc"})

    assert response.status_code == 429
    assert response["Retry-After"] == "60"
    assert 'name="q"' in response.content.decode()
