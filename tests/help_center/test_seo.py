"""What search engines find, and what they must not."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.help_center.views import seo
from helpwell.knowledge.models import Translation
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db

ORIGIN = "http://127.0.0.1:8000"


def structured(page: str) -> list[dict[str, object]]:
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return [json.loads(text) for text in found]


def test_an_article_has_its_own_title_description_and_addresses(customer: Client):
    german = publish("Parken", language="de", summary="Hinter dem Laden.")
    publish("Parking", language="en", article=german.article)

    page = customer.get("/de/articles/parken/").content.decode()

    assert "<title>Parken – " in page
    assert '<meta name="description" content="Hinter dem Laden.">' in page
    assert f'<link rel="canonical" href="{ORIGIN}/de/articles/parken/">' in page
    assert f'hreflang="en" href="{ORIGIN}/en/articles/parking/"' in page
    assert f'hreflang="x-default" href="{ORIGIN}/en/articles/parking/"' in page
    assert 'hreflang="lv"' not in page.split("</head>")[0]
    assert '<meta property="og:title" content="Parken">' in page


def test_a_short_answer_is_a_question_and_a_long_one_an_article(customer: Client):
    publish("Parking", "<p>Behind </script> the shop.</p>", category=make_category("Visit"))
    publish("History", kind="article")

    faq, trail = structured(customer.get("/en/articles/parking/").content.decode())
    article, _trail = structured(customer.get("/en/articles/history/").content.decode())

    assert faq["@type"] == "FAQPage"
    assert faq["mainEntity"][0]["acceptedAnswer"]["text"] == "Behind the shop."
    assert [step["name"] for step in trail["itemListElement"]] == ["Help", "Visit"]
    assert article["@type"] == "Article"


def test_the_map_holds_every_public_page_with_its_translations_and_nothing_else(customer: Client):
    german = publish("Parken", language="de", category=make_category("Visit"))
    publish("Parking", language="en", article=german.article)
    publish("Goodwill", visibility="internal")
    publish("For members", visibility="signed_in")
    publish("Draft").unpublish(by=None)

    sitemap = customer.get("/sitemap.xml")
    text = sitemap.content.decode()

    assert sitemap["Content-Type"] == "application/xml"
    assert text.count("<loc>") == 6  # three homes, a category, two translations
    assert f'hreflang="de" href="{ORIGIN}/de/articles/parken/"' in text
    assert not any(word in text for word in ("goodwill", "members", "draft"))


def test_a_large_site_has_several_maps(customer: Client, monkeypatch):
    monkeypatch.setattr(seo, "ENTRIES_PER_MAP", 2)
    for number in range(3):
        publish(f"Article {number}")

    index = customer.get("/sitemap.xml").content.decode()

    assert f"<loc>{ORIGIN}/sitemap-2.xml</loc>" in index
    assert "article-2" in customer.get("/sitemap-2.xml").content.decode()
    assert customer.get("/sitemap-3.xml").status_code == 404


def test_robots_are_told_where_the_map_is(customer: Client):
    text = customer.get("/robots.txt").content.decode()

    assert f"Sitemap: {ORIGIN}/sitemap.xml" in text
    assert "Disallow: /desk/" in text


def test_a_feed_tells_what_everybody_may_read_and_was_changed_last(customer: Client):
    older, newer = publish("Parking & bikes", summary="Behind the shop"), publish("Opening hours")
    publish("Hush", visibility="internal")
    publish("Öffnungszeiten", language="de", article=newer.article)
    Translation.objects.filter(pk=older.pk).update(updated_at=timezone.now() - timedelta(days=1))

    response = customer.get("/en/feed.xml")

    feed = ElementTree.fromstring(response.content)  # noqa: S314 - our own
    titles = [one.text for one in feed.iterfind("{*}entry/{*}title")]
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles == ["Opening hours", "Parking & bikes"]
    assert feed.find("{*}entry/{*}link").get("href").endswith("/en/articles/opening-hours/")
    assert '"application/atom+xml"' in customer.get("/en/").content.decode()
