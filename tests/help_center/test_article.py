"""An article's page: the words, where one is, what else there is."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from helpwell.knowledge.models.revision import Content
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    return response.content.decode()


def test_an_article_says_where_it_stands_and_when_it_was_checked(customer: Client, editor):
    delivery = make_category("Delivery")
    article = publish("Customs", category=make_category("Abroad", parent=delivery)).article
    article.checked_at, article.checked_by = datetime(2026, 3, 5, 12, tzinfo=UTC), editor
    article.save()

    page = text_of(customer.get("/en/articles/customs/"))

    assert page.index("/en/categories/delivery/") < page.index("/en/categories/abroad/") < page.index("<h1")
    assert "5 March 2026" in page
    assert "Maren" in page


def test_a_long_article_has_contents_and_a_short_one_has_none(customer: Client):
    publish("Long", "<h2>First steps</h2><p>a</p><h2>First steps</h2><p>b</p><h2>Ärger & Co</h2><p>c</p>")
    publish("Short", "<h2>Only one</h2><p>a</p>")

    page = text_of(customer.get("/en/articles/long/"))

    for place in ("s-first-steps", "s-first-steps-2", "s-ärger-co"):
        assert f'href="#{place}"' in page
        assert f'id="{place}"' in page
    assert "On this page" not in text_of(customer.get("/en/articles/short/"))


def test_links_to_articles_lead_there_and_those_one_may_not_read_lead_nowhere(customer: Client):
    publish("Parking", public_id="parking")
    publish("Secret", public_id="secret", visibility="internal")
    publish("Visit us", '<p><a href="article:parking">park</a> <a href="article:secret">hush</a></p>')

    page = text_of(customer.get("/en/articles/visit-us/"))

    assert '<a href="/en/articles/parking/">park</a>' in page
    assert "<a >hush</a>" in page


def test_pictures_wait_until_they_are_near(customer: Client):
    publish("Map", '<p><img src="/files/x/map.png" alt="A map" width="600" height="400"></p>')

    assert '<img loading="lazy" decoding="async" src="/files/x/map.png"' in text_of(customer.get("/en/articles/map/"))


def test_related_articles_are_the_editors_first_then_the_most_alike(customer: Client):
    parking = publish("Parking at the shop", category=make_category("Visit"))
    publish("Opening hours of the shop", category=parking.article.category)
    parking.article.related.add(publish("Vouchers").article)

    page = text_of(customer.get("/en/articles/parking-at-the-shop/"))

    assert page.index("/en/articles/vouchers/") < page.index("/en/articles/opening-hours-of-the-shop/")


def test_a_changed_title_changes_the_address_and_the_old_one_leads_on(customer: Client):
    translation = publish("Parking")
    translation.write(Content("Where to park", "", "<p>Behind the shop.</p>"), by=None)
    translation.publish(by=None)

    response = customer.get("/en/articles/parking/")

    assert (response.status_code, response.url) == (301, "/en/articles/where-to-park/")


def test_the_id_from_an_import_leads_to_the_article(customer: Client):
    publish("Parking", public_id="kb/17 ü")

    assert customer.get("/en/a/kb/17 ü").url == "/en/articles/parking/"
    assert customer.get("/en/a/nothing").status_code == 404


def test_what_is_not_public_does_not_exist_for_strangers(customer: Client, desk: Client):
    publish("Goodwill", visibility="internal", public_id="goodwill")
    draft = publish("Draft")
    draft.unpublish(by=None)

    for address in ("/en/articles/goodwill/", "/en/a/goodwill", "/en/articles/draft/"):
        assert customer.get(address).status_code == 404
    assert desk.get("/en/articles/goodwill/").status_code == 200


def test_a_longer_list_of_related_articles_takes_no_more_queries(customer: Client, django_assert_max_num_queries):
    parking = publish("Parking", category=make_category("Visit"))
    parking.article.related.add(*(publish(f"Article {number}").article for number in range(8)))
    customer.get("/en/articles/parking/")

    with django_assert_max_num_queries(14):
        customer.get("/en/articles/parking/")
