"""Articles come over from other help desks with their languages, topics and links."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpwell.knowledge.models import Article, Category, Import, Translation
from tests.knowledge.importing.test_bringing_in import imported

pytestmark = pytest.mark.django_db

ZENDESK: dict[str, Any] = {
    "count": 2,
    "next_page": None,
    "categories": [{"id": 1, "name": "Orders", "locale": "en-us"}],
    "sections": [
        {"id": 10, "name": "Returns", "category_id": 1, "parent_section_id": None},
        {"id": 11, "name": "Abroad", "category_id": 1, "parent_section_id": 10},
    ],
    "articles": [
        {
            "id": 360001, "section_id": 11, "locale": "en-us", "source_locale": "en-us", "draft": False,
            "user_segment_id": None, "title": "Send it back",
            "body": '<h2>How</h2><p>See <a href="https://x.zendesk.com/hc/en-us/articles/360002-Costs">costs</a>.</p>',
            "translations": [
                {"locale": "en-us", "title": "Send it back", "draft": False,
                 "body": '<p>See <a href="https://x.zendesk.com/hc/en-us/articles/360002-Costs">costs</a>.</p>'},
                {"locale": "de", "title": "Zurückschicken", "draft": True, "body": "<p>Mit der Post.</p>"},
            ],
        },
        {
            "id": 360002, "section_id": 10, "locale": "en-us", "source_locale": "en-us", "draft": False,
            "user_segment_id": 7, "title": "Costs", "body": "<p>Nothing.</p><script>alert(1)</script>",
        },
    ],
}  # fmt: skip

INTERCOM: dict[str, Any] = {
    "type": "list",
    "collections": [
        {"id": "143", "type": "collection", "name": "Orders > all", "parent_id": None},
        {"id": "144", "type": "collection", "name": "Returns", "parent_id": "143"},
    ],
    "data": [
        {
            "id": "39", "type": "article", "parent_id": 144, "parent_type": "collection", "state": "published",
            "title": "Send it back", "description": "Within 30 days.", "body": "<p>In its box.</p>",
            "default_locale": "en",
            "translated_content": {
                "type": "article_translated_content",
                "de": {"type": "article_content", "title": "Zurückschicken", "description": "", "state": "draft",
                       "body": "<p>In der Schachtel.</p>"},
                "lv": None,
            },
        }
    ],
}  # fmt: skip


def moved_over(tmp_path: Path, document: dict[str, Any]) -> Import:
    return imported(tmp_path / "articles.json", json.dumps(document, indent=1))


def states() -> dict[tuple[str, str], str]:
    rows = Translation.objects.values_list("article__public_id", "language", "status")
    return {(public_id, language): status for public_id, language, status in rows}


def test_a_zendesk_help_center_comes_over(tmp_path: Path):
    task = moved_over(tmp_path, ZENDESK)

    assert states() == {("360001", "en"): "published", ("360001", "de"): "draft", ("360002", "en"): "published"}
    inner = Article.objects.get(public_id="360001").category
    assert inner is not None
    assert inner.name_in("en") == "Abroad"
    assert str(inner.parent) == "Returns"
    assert inner.parent.parent.name_in("en") == "Orders"
    assert Article.objects.get(public_id="360002").visibility == "signed_in"
    assert not task.rows.filter(result="refused").exists()


def test_links_between_zendesk_articles_lead_to_ours(tmp_path: Path):
    moved_over(tmp_path, ZENDESK)

    body = Translation.objects.get(article__public_id="360001", language="en").working_content.body
    assert 'href="article:360002"' in body


def test_intercom_articles_come_over_with_their_translations(tmp_path: Path):
    moved_over(tmp_path, INTERCOM)

    assert states() == {("39", "en"): "published", ("39", "de"): "draft"}
    english = Translation.objects.get(language="en")
    assert english.working_content.summary == "Within 30 days."
    assert english.article.category is not None
    assert english.article.category.parent.name_in("en") == "Orders › all"


def test_the_same_file_again_changes_nothing(tmp_path: Path):
    moved_over(tmp_path, ZENDESK)

    task = moved_over(tmp_path, ZENDESK)

    assert set(task.rows.values_list("result", flat=True)) == {"unchanged"}
    assert Category.objects.count() == 3


def test_sections_that_stand_in_each_other_do_not_hang(tmp_path: Path):
    circle = {**ZENDESK, "sections": [{"id": 11, "name": "A", "parent_section_id": 12},
                                      {"id": 12, "name": "B", "parent_section_id": 11}]}  # fmt: skip

    task = moved_over(tmp_path, circle)

    assert task.state == "done"
