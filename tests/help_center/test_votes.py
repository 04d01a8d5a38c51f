"""Was this helpful? Counted once a visitor, with a reason after a no."""

import pytest
from django.test import Client

from helpwell.answers.models import Question
from helpwell.knowledge.models import Vote
from tests.factories import publish

pytestmark = pytest.mark.django_db

PARKING = "/en/articles/parking/votes/"
PART = {"X-Part": "vote"}


def test_a_yes_is_thanked_for_on_the_page_without_a_script(customer: Client):
    publish("Parking")

    response = customer.post(PARKING, {"helpful": "yes"})

    assert response.url == "/en/articles/parking/?voted=yes#vote"
    assert "Thank you." in customer.get(response.url).content.decode()


def test_a_no_asks_why_in_place_and_keeps_the_reason(customer: Client):
    publish("Parking")

    asked = customer.post(PARKING, {"helpful": "no"}, headers=PART).content.decode()
    word = {"helpful": "no", "explained": "on", "reason": "unclear", "comment": "Which garage?"}
    thanked = customer.post(PARKING, word, headers=PART).content.decode()

    assert "What was missing?" in asked
    assert "Thank you." in thanked
    vote = Vote.objects.get()
    assert (vote.helpful, vote.reason, vote.comment) == (False, "unclear", "Which garage?")


def test_a_visitor_has_one_vote_and_her_last_word_counts(customer: Client):
    publish("Parking")

    customer.post(PARKING, {"helpful": "no"})
    customer.post(PARKING, {"helpful": "yes"})

    assert Vote.objects.get().helpful


def test_a_vote_after_a_search_ends_the_question(customer: Client):
    parking = publish("Parking")
    customer.post("/en/questions/", {"q": "parking", "typing": "abc", "article": parking.article.public_id})

    customer.post(PARKING, {"helpful": "yes"})

    assert Question.objects.get().outcome == Question.Result.CONFIRMED


def test_a_comment_that_is_too_long_asks_again_and_counts_nothing(customer: Client):
    publish("Parking")

    response = customer.post(PARKING, {"helpful": "no", "comment": "x" * 2001}, headers=PART)

    assert response.status_code == 400
    assert not Vote.objects.exists()


def test_nobody_votes_on_what_she_may_not_read(customer: Client):
    publish("Parking", visibility="internal")

    assert customer.post(PARKING, {"helpful": "yes"}).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": ""},
    ],
)
def test_other_sites_and_programs_cannot_vote(customer: Client, headers: dict[str, str]):
    publish("Parking")

    response = customer.post(PARKING, {"helpful": "yes"}, headers=headers)

    assert response.status_code == 403
    assert not Vote.objects.exists()


def test_an_older_browser_votes_by_its_origin(customer: Client):
    publish("Parking")

    customer.post(PARKING, {"helpful": "yes"}, headers={"Sec-Fetch-Site": "", "Origin": "http://testserver"})

    assert Vote.objects.count() == 1
