"""Languages: by the address, with the interface around them, borrowed where one is missing."""

import pytest
from django.test import Client

from helpwell.knowledge.models import CategoryName
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "How can we help?"), ("de", "Wobei dürfen wir helfen?"), ("lv", "Kā varam palīdzēt?")],
)
def test_the_interface_speaks_the_language_of_the_address(customer: Client, language: str, words: str):
    page = customer.get(f"/{language}/").content.decode()

    assert words in page
    assert f'<html lang="{language}" dir="ltr">' in page


def test_a_language_the_site_does_not_offer_is_a_page_that_does_not_exist(customer: Client):
    response = customer.get("/fr/")

    assert response.status_code == 404
    assert 'name="q"' in response.content.decode()


def test_a_language_from_right_to_left_is_laid_out_so(customer: Client, change_site):
    change_site(languages=["en", "ar"])

    assert '<html lang="ar" dir="rtl">' in customer.get("/ar/").content.decode()


def test_an_untranslated_article_is_borrowed_and_says_so(customer: Client):
    publish("Parken", language="de")

    page = customer.get("/lv/articles/parken/").content.decode()

    assert "Šīs atbildes latviešu valodā vēl nav." in page
    assert '<h1 lang="de" dir="ltr">Parken</h1>' in page
    assert 'rel="canonical" href="http://127.0.0.1:8000/de/articles/parken/"' in page


def test_switching_the_language_leads_to_the_translation(customer: Client):
    german = publish("Parken", language="de")
    publish("Parking", language="en", article=german.article)

    page = customer.get("/de/articles/parken/").content.decode()

    assert 'href="/en/articles/parking/" lang="en" hreflang="en"' in page
    assert 'href="/lv/articles/parken/" lang="lv"' in page


def test_a_slug_of_another_language_leads_to_this_ones_own(customer: Client):
    german = publish("Parken", language="de")
    publish("Parking", language="en", article=german.article)

    assert customer.get("/en/articles/parken/").url == "/en/articles/parking/"


def test_a_category_has_an_address_in_each_language(customer: Client):
    category = make_category("Delivery")
    CategoryName.objects.create(category=category, language="de", name="Lieferung", slug="lieferung")
    publish("Lieferzeit", language="de", category=category)

    assert customer.get("/de/categories/lieferung/").status_code == 200
    assert customer.get("/de/categories/delivery/").url == "/de/categories/lieferung/"
    assert customer.get("/lv/categories/delivery/").status_code == 200
