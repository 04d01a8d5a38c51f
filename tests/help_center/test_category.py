"""Categories: no article further than three clicks from the home page."""

import pytest
from django.test import Client

from helpwell.help_center import listing
from helpwell.knowledge.models import Category
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db


def test_a_category_shows_its_own_articles_and_those_below_it(customer: Client):
    delivery = make_category("Delivery")
    publish("Delivery times", category=delivery)
    publish("Customs", category=make_category("Abroad", parent=delivery))

    page = customer.get("/en/categories/delivery/").content.decode()

    assert "/en/articles/delivery-times/" in page
    assert "/en/articles/customs/" in page
    assert "/en/categories/abroad/" in page


def test_a_root_shows_the_first_of_a_large_subcategory_which_shows_all(customer: Client):
    abroad = make_category("Abroad", parent=make_category("Delivery"))
    for number in range(9):
        publish(f"Country {number}", category=abroad)

    root = customer.get("/en/categories/delivery/").content.decode()
    leaf = customer.get("/en/categories/abroad/").content.decode()

    assert root.count("/en/articles/country-") == 6
    assert "All 9 answers" in root
    assert leaf.count("/en/articles/country-") == 9


def test_an_untranslated_article_is_listed_under_its_own_language(customer: Client):
    publish("Lieferzeit", language="de", category=make_category("Delivery"))

    page = customer.get("/en/categories/delivery/").content.decode()

    assert 'lang="de">Lieferzeit' in page
    assert "Deutsch" in page


def test_a_long_category_has_pages_all_of_them_one_click_away(customer: Client, monkeypatch):
    monkeypatch.setattr("helpwell.help_center.views.category.PER_PAGE", 2)
    category = make_category("Delivery")
    for number in range(5):
        publish(f"Article {number}", category=category)

    first = customer.get("/en/categories/delivery/").content.decode()
    last = customer.get("/en/categories/delivery/", {"page": "3"}).content.decode()

    assert all(f'href="?page={number}"' in first for number in (1, 2, 3))
    assert "/en/articles/article-4/" in last
    assert listing.PER_PAGE > 2


def test_an_empty_category_does_not_exist_yet_and_the_page_for_that_leads_on(customer: Client):
    make_category("Delivery")

    for address in ("/en/categories/delivery/", "/en/categories/nothing/"):
        response = customer.get(address)

        assert response.status_code == 404
        assert 'href="/en/"' in response.content.decode()


def test_a_page_without_loose_articles_is_no_dead_end(customer: Client):
    page = customer.get("/en/articles/").content.decode()

    assert "There are no answers here yet." in page
    assert 'href="/en/"' in page


def test_more_articles_take_no_more_queries(customer: Client, django_assert_max_num_queries):
    delivery = make_category("Delivery")
    for number in range(12):
        publish(f"Article {number}", category=make_category(f"Part {number}", parent=delivery))

    with django_assert_max_num_queries(12):
        customer.get("/en/categories/delivery/")


def test_a_renamed_category_is_still_found_at_its_former_address(client: Client):
    category = make_category("Returns")
    publish("Send it back", category=category)

    category.name("en", "Returns and refunds", "", by=None)
    response = client.get("/en/categories/returns/")

    assert (response.status_code, response["Location"]) == (301, "/en/categories/returns-and-refunds/")


def test_an_address_that_another_category_takes_leads_there(client: Client):
    category = make_category("Returns")
    publish("Send it back", category=category)
    category.name("en", "Refunds", "", by=None)

    other = Category.begin("en", "Returns", by=None)
    publish("Other", category=other)

    assert client.get("/en/categories/returns/").status_code == 200
    category.name("en", "Returns", "", by=None)
    assert client.get("/en/categories/refunds/")["Location"] == "/en/categories/returns-2/"
