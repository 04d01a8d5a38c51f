"""What was learned from readers, and the editor's word on it."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.examples import examples
from helpwell.answers.models import Question
from helpwell.knowledge.models import Translation
from tests.factories import QuestionFactory, publish

pytestmark = pytest.mark.django_db

LIST = "/desk/learned/"


def confirmed(text: str, translation: Translation, times: int = 1) -> Question:
    """So many visitors asked this, opened that and said that it helped; the last of them."""
    for _ in range(times):
        question = QuestionFactory(text=text)
        question.open(translation, rank=1)
        question.end(Question.Result.CONFIRMED)
    return question


def test_it_shows_what_leads_where_and_how_many_said_so(desk: Client):
    article = publish("Replace a nose pad")
    confirmed("rubber fell off", article, times=3)

    page = desk.get(LIST).content.decode()

    assert "rubber fell off" in page
    assert "Replace a nose pad" in page
    assert "3 visitors" in page
    assert "Help centre search" in page


def test_a_refused_question_teaches_nothing_and_can_come_back(desk: Client):
    question = confirmed("where is my parcel", publish("Buy my watches"))

    said = desk.post(f"{LIST}{question.pk}/verdict/", {"refuse": "yes"}, follow=True).content.decode()
    assert "teaches nothing any more" in said
    assert examples().questions == ()
    refused = desk.get(LIST, {"refused": ""}).content.decode()
    assert "where is my parcel" in refused
    assert "refused by Maren" in refused

    desk.post(f"{LIST}{question.pk}/verdict/", {"refuse": "no"})
    assert [one.text for one in examples().questions] == ["where is my parcel"]


def test_of_one_article_only(desk: Client):
    article, other = publish("Replace a nose pad"), publish("Opening hours")
    confirmed("rubber fell off", article)
    question = confirmed("are you there on sunday", other)

    page = desk.get(LIST, {"article": article.article_id}).content.decode()
    back = desk.post(f"{LIST}{question.pk}/verdict/", {"refuse": "yes", "article": other.article_id})

    assert "rubber fell off" in page
    assert "are you there on sunday" not in page
    assert back["Location"] == f"{LIST}?article={other.article_id}"


@pytest.mark.parametrize("nonsense", ["0", "-1", "x", "999999999999999999999"])
def test_an_article_that_is_not_there_shows_all(desk: Client, nonsense: str):
    confirmed("rubber fell off", publish("Replace a nose pad"))

    assert "rubber fell off" in desk.get(LIST, {"article": nonsense}).content.decode()


def test_an_unclear_word_changes_nothing(desk: Client):
    question = confirmed("rubber fell off", publish("Replace a nose pad"))

    assert desk.post(f"{LIST}{question.pk}/verdict/", {"refuse": "perhaps"}).status_code == 302
    assert examples().count == 1


def test_a_longer_list_takes_no_more_queries(desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries):
    for number in range(12):
        confirmed(f"rubber {number}", publish(f"Nose pad {number}"))
    desk.get(LIST)

    with django_assert_max_num_queries(20):
        desk.get(LIST)


def test_only_editors_may(client: Client, agent):
    client.force_login(agent)

    assert client.get(LIST).status_code == 404
