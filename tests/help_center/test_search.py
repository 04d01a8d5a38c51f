"""Asking: the rows under the field and the page of results, with and without a script."""

from urllib.parse import unquote

import pytest
from django.test import Client

from helpwell.answers.models import Synonym
from helpwell.knowledge.models import Phrasing
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def test_rows_come_for_half_a_word_with_matches_marked_and_the_category_named(customer: Client):
    publish("Change your delivery address", category=make_category("Orders"))

    rows = text_of(customer.get("/en/search/rows/", {"q": "deliv"}))

    assert "<mark>delivery</mark>" in rows
    assert "Orders" in rows
    assert 'role="option"' in rows


def test_words_are_marked_in_a_script_without_spaces(customer: Client):
    publish("鍵を受け取る場所", language="ja")

    assert "<mark>受け取る</mark>場所" in text_of(customer.get("/en/search/rows/", {"q": "受け取る"}))


def test_rows_can_be_narrowed_to_one_category(customer: Client):
    publish("Delivery times", category=make_category("Orders"))
    publish("Delivery of contact lenses", category=make_category("Lenses"))

    rows = text_of(customer.get("/en/search/rows/", {"q": "delivery", "topic": "lenses"}))

    assert "/en/articles/delivery-of-contact-lenses/" in rows
    assert "/en/articles/delivery-times/" not in rows
    assert 'data-topic="orders"' in rows  # one can still change one's mind


def test_the_category_one_is_in_weighs_in(customer: Client):
    for name in ("Orders", "Lenses"):
        publish(f"Delivery of {name.lower()}", category=make_category(name))

    first_hits = [
        text_of(customer.get("/en/search/rows/", {"q": "delivery", "from": place})).split('href="', 2)[1]
        for place in ("orders", "lenses")
    ]

    assert first_hits[0] != first_hits[1]


def test_half_a_question_offers_real_ones_that_no_row_says_already(customer: Client):
    address = publish("Wie ändere ich meine Lieferadresse?", language="de", category=make_category("Bestellungen"))
    Phrasing.replace(address, ["wohin geht mein paket und wie änder ich das"], by=None)

    rows = text_of(customer.get("/de/search/rows/", {"q": "wie aend"}))

    assert 'data-guess="wohin geht mein paket und wie änder ich das"' in rows
    assert 'data-guess="Wie ändere ich meine Lieferadresse?"' not in rows
    assert "/de/articles/wie-ändere-ich-meine-lieferadresse/" in unquote(rows)


def test_what_the_question_may_become_is_narrowed_too(customer: Client):
    for name in ("Orders", "Lenses"):
        article = publish(f"{name}: what it costs", category=make_category(name))
        Phrasing.replace(article, [f"how much do {name.lower()} cost me"], by=None)

    rows = text_of(customer.get("/en/search/rows/", {"q": "how much", "topic": "lenses"}))

    assert 'data-guess="how much do lenses cost me"' in rows
    assert "orders cost me" not in rows


def test_the_question_of_an_internal_article_is_offered_to_the_team_only(customer: Client, desk: Client):
    rules = publish("Goodwill rules", visibility="internal")
    Phrasing.replace(rules, ["how much goodwill may I give"], by=None)

    assert "how much goodwill" not in text_of(customer.get("/en/search/rows/", {"q": "how much good"}))
    assert "how much goodwill" in text_of(desk.get("/en/search/rows/", {"q": "how much good"}))


def test_the_best_answer_is_shown_whole_when_it_is_short(customer: Client):
    publish("Parking", "<p>Behind the shop, <strong>free</strong> for an hour.</p>")

    assert "<strong>free</strong>" in text_of(customer.get("/en/search/", {"q": "parking"}))


def test_what_was_repaired_is_said_and_the_literal_words_are_offered(customer: Client):
    publish("Change your delivery address")

    page = text_of(customer.get("/en/search/", {"q": "delivry adress"}))
    literal = text_of(customer.get("/en/search/", {"q": "delivry adress", "exact": "1"}))

    assert "<b>delivery address</b>" in page
    assert "exact=1" in page
    assert "exact=1" not in literal


def test_a_repair_is_told_in_the_spelling_of_the_articles(customer: Client):
    publish("Wie ändere ich meine Lieferadresse?", "<p>Lieferadresse ändern: hier.</p>", language="de")

    assert "<b>Lieferadresse ändern</b>" in text_of(customer.get("/de/search/", {"q": "leiferadrese ändrn"}))


def test_the_synonym_that_took_part_is_named(customer: Client):
    publish("Replace the nose pad")
    Synonym.objects.create(language="en", word="rubber", meaning="nose pad")

    assert "<b>nose pad</b>" in text_of(customer.get("/en/search/rows/", {"q": "rubber came off"}))


def test_nothing_found_owns_up_and_carries_the_question_to_a_person(customer: Client):
    publish("Parking")

    page = text_of(customer.get("/en/search/", {"q": "xylophone & drum"}))

    assert "We have no answer to that yet." in page
    assert 'href="/en/contact/?message=xylophone%20%26%20drum"' in page


def test_results_are_for_people_not_for_search_engines(customer: Client):
    assert '<meta name="robots" content="noindex">' in text_of(customer.get("/en/search/", {"q": "parking"}))


def test_an_internal_article_is_found_by_the_team_only(customer: Client, desk: Client):
    publish("Goodwill rules", visibility="internal")

    for address in ("/en/search/", "/en/search/rows/"):
        assert "goodwill-rules" not in text_of(customer.get(address, {"q": "goodwill"}))
        assert "goodwill-rules" in text_of(desk.get(address, {"q": "goodwill"}))


@pytest.mark.parametrize(
    "question",
    ["", " ", "a" * 5000, "\x00\x08parking\u202e", "😀 parking", "<script>alert(1)</script>", "%", "'; --", "موقف"],
)
def test_odd_questions_get_a_clear_page(customer: Client, question: str):
    publish("Parking")

    for address in ("/en/search/", "/en/search/rows/"):
        response = customer.get(address, {"q": question})

        assert response.status_code == 200
        assert "<script>alert" not in text_of(response)


def test_more_hits_take_no_more_queries(customer: Client, django_assert_max_num_queries):
    for number in range(10):
        publish(f"Delivery {number}", category=make_category(f"Topic {number}"))
    customer.get("/en/search/rows/", {"q": "delivery"})

    with django_assert_max_num_queries(8):
        customer.get("/en/search/rows/", {"q": "deliver"})
