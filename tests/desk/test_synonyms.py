"""Customers' words for our words."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.models import Synonym

pytestmark = pytest.mark.django_db

LIST = "/desk/synonyms/"


def proposed(word: str = "rubber", meaning: str = "nose pad") -> Synonym:
    Synonym.propose("en", word, meaning, "5 different people typed it.")
    return Synonym.objects.get(word=word)


def test_a_proposal_shows_its_evidence_and_is_approved_with_a_click(desk: Client):
    synonym = proposed()

    page = desk.get(LIST).content.decode()
    desk.post(f"{LIST}{synonym.pk}/status/", {"status": "active"})

    assert "5 different people typed it." in page
    assert Synonym.objects.active().get() == synonym


def test_a_refused_one_can_be_taken_back(desk: Client):
    synonym = proposed()

    page = desk.post(f"{LIST}{synonym.pk}/status/", {"status": "refused"}, follow=True).content.decode()

    assert 'value="proposed"' in page
    assert "rubber" in desk.get(LIST, {"refused": ""}).content.decode()
    desk.post(f"{LIST}{synonym.pk}/status/", {"status": "proposed"})
    assert Synonym.objects.proposed().get() == synonym


def test_a_pair_is_added_and_the_same_word_twice_is_refused_in_place(desk: Client):
    refused = desk.post(LIST, {"word": "Pad", "meaning": "pad", "language": "en"})
    desk.post(LIST, {"word": " rubber ", "meaning": "nose  pad", "language": "en"})
    desk.post(LIST, {"word": "rubber", "meaning": "nose pad", "language": "en"})

    assert "That is the same word" in refused.content.decode()
    assert Synonym.objects.active().get().meaning == "nose pad"


def test_wording_a_pair_differently_retires_the_former_wording(desk: Client):
    synonym = proposed("rubbr")

    desk.post(f"{LIST}{synonym.pk}/", {"word": "rubber", "meaning": "nose pad", "language": "en"})

    assert Synonym.objects.active().get().word == "rubber"
    synonym.refresh_from_db()
    assert synonym.status == Synonym.Status.REFUSED


def test_a_longer_list_asks_no_more_questions_of_the_database(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(30):
        Synonym.put_in_use("en", f"word{number}", "nose pad", by=None)

    with django_assert_max_num_queries(22):
        desk.get(LIST)
