"""What people asked and did not find, and one click for each."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.gaps import gather
from helpwell.answers.models import Gap, Question, Synonym
from tests.factories import QuestionFactory, ask_unanswered, publish

pytestmark = pytest.mark.django_db

LIST = "/desk/gaps/"


def gap_of(*texts: str) -> Gap:
    ask_unanswered(*texts)
    gather()
    return Gap.objects.open().ranked()[0]


def test_the_list_shows_how_often_and_in_which_words(desk: Client):
    gap_of("do you ship to iceland", "shipping to iceland")

    page = " ".join(desk.get(LIST).content.decode().split())

    assert "do you ship to iceland" in page
    assert "<q>shipping to iceland</q>" in page
    assert "<strong>2</strong> different visitors" in page
    assert "asked 2 times" in page


def test_an_empty_list_says_why_and_leads_on(desk: Client):
    page = desk.get(LIST).content.decode()

    assert "Nothing is missing" in page
    assert "/desk/gaps/searches/" in page


def test_write_the_answer_opens_a_draft_with_the_question_as_its_title(desk: Client):
    gap = gap_of("do you ship to iceland", "shipping to iceland")

    page = desk.post(f"{LIST}{gap.pk}/answer/", follow=True)

    assert page.status_code == 200
    assert "do you ship to iceland" in page.content.decode()
    assert "shipping to iceland" in page.content.decode()


def test_the_nearest_article_is_suggested_and_others_are_searched(desk: Client):
    publish("Delivery to Iceland and Norway")
    publish("Gift wrapping")
    gap = gap_of("do you ship to iceland")

    suggested = desk.get(f"{LIST}{gap.pk}/").content.decode()
    sought = desk.get(f"{LIST}{gap.pk}/", {"q": "gift"}).content.decode()

    assert "Delivery to Iceland and Norway" in suggested
    assert "Gift wrapping" in sought


def test_one_click_makes_it_also_asked_as_and_undo_takes_it_back(desk: Client):
    article = publish("Delivery abroad")
    gap = gap_of("do you ship to iceland")

    page = desk.post(f"{LIST}{gap.pk}/article/", {"translation": article.pk}, follow=True).content.decode()

    assert "From now on this leads to “Delivery abroad”." in page
    assert article.phrasings.filter(text="do you ship to iceland").exists()
    desk.post(f"{LIST}{gap.pk}/settlement/", {"status": "open"})
    assert not article.phrasings.exists()
    assert Gap.objects.open().count() == 1


def test_it_becomes_a_synonym_and_a_missing_word_is_told_in_place(desk: Client):
    gap = gap_of("knubbel")

    refused = desk.post(f"{LIST}{gap.pk}/synonym/", {"word": "knubbel", "meaning": ""})
    desk.post(f"{LIST}{gap.pk}/synonym/", {"word": "knubbel", "meaning": "nose pad"})

    assert refused.status_code == 422
    assert 'value="knubbel"' in refused.content.decode()
    assert Synonym.objects.active().get().word == "knubbel"


def test_not_for_us_puts_it_aside(desk: Client):
    gap = gap_of("do you buy used cars")

    page = desk.post(f"{LIST}{gap.pk}/settlement/", {"status": "dismissed"}, follow=True).content.decode()

    assert "Undo" in page
    assert "Nothing is missing" in page


def test_searches_of_the_week_with_those_that_found_nothing_lead_to_an_answer(desk: Client):
    QuestionFactory(text="polar bears", decision=Question.Decision.FOUND_NOTHING)

    page = desk.get(f"{LIST}searches/", {"language": "en", "days": "7"}).content.decode()
    led = desk.post(f"{LIST}searches/gap/", {"text": "polar bears", "language": "en"}, follow=True)

    assert "polar bears" in page
    assert "Write the answer" in led.content.decode()
    assert Gap.objects.get().text == "polar bears"


@pytest.mark.parametrize("query", [{"language": "xx", "days": "x"}, {"days": "-1"}, {}])
def test_odd_wishes_show_the_usual_week(desk: Client, query: dict[str, str]):
    assert desk.get(f"{LIST}searches/", query).status_code == 200


@pytest.mark.parametrize("address", [LIST, f"{LIST}searches/"])
def test_a_longer_list_asks_no_more_questions_of_the_database(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
):
    ask_unanswered(*(f"subject{number} topic{number * 7}" for number in range(15)))
    gather()

    with django_assert_max_num_queries(23):
        desk.get(address)
