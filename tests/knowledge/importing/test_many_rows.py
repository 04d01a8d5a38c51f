"""Many rows at once: few statements, and still a word about each."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from helpwell.knowledge.models import Change, Finding, FormerSlug, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import Event
from tests.factories import publish
from tests.knowledge.importing.test_bringing_in import imported, lines, results

pytestmark = pytest.mark.django_db


def row(number: int, **values: Any) -> dict[str, Any]:
    said = {"id": f"a{number}", "lang": "en", "title": f"Question {number}", "body": f"Answer {number}."}
    return {**said, "category": "Orders", "also_asked": [f"q {number}", f"ask {number}"], **values}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def test_sixty_new_articles_take_few_statements(file: Path, django_assert_max_num_queries: Any):
    with django_assert_max_num_queries(70):
        task = imported(file, lines(*(row(number) for number in range(60))))

    assert set(results(task)) == {"created"}
    assert Change.objects.count() == 60
    assert Event.objects.filter(kind="article.published").count() == 60


def test_sixty_unchanged_articles_take_few_statements(file: Path, django_assert_max_num_queries: Any):
    rows = lines(*(row(number) for number in range(60)))
    imported(file, rows)

    with django_assert_max_num_queries(60 * 2 + 30):  # a savepoint each
        task = imported(file, rows)

    assert set(results(task)) == {"unchanged"}


def let_the_database_refuse(public_id: str) -> None:
    """As a full disk or a broken index would: only for this article."""
    refuse = (
        f"CREATE TRIGGER refuse BEFORE INSERT ON knowledge_article WHEN NEW.public_id = '{public_id}' "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
        if connection.vendor == "sqlite"
        else f"ALTER TABLE knowledge_article ADD CONSTRAINT refuse CHECK (public_id <> '{public_id}')"
    )
    with connection.cursor() as cursor:
        cursor.execute(refuse)


def test_a_row_the_database_refuses_does_not_stop_the_others(file: Path):
    let_the_database_refuse("a3")

    task = imported(file, lines(*(row(number) for number in range(6))))

    assert results(task) == ["created", "created", "created", "refused", "created", "created"]
    assert Translation.objects.count() == 5
    assert "could not be stored" in task.rows.get(result="refused").note


def test_equal_titles_get_addresses_of_their_own(file: Path):
    publish("Question", public_id="here")

    imported(file, lines(*(row(number, title="Question") for number in range(3))))

    assert sorted(Translation.objects.values_list("slug", flat=True)) == [
        "question", "question-2", "question-3", "question-4",
    ]  # fmt: skip


def test_a_new_article_takes_an_address_that_only_led_elsewhere(file: Path):
    moved = publish("Old name")
    moved.publish(None, moved.write(Content("New name", "", "<p>x</p>"), None))
    assert FormerSlug.objects.exists()

    imported(file, lines(row(1, title="Old name")))

    assert Translation.objects.get(article__public_id="a1").slug == "old-name"
    assert not FormerSlug.objects.exists()


def test_links_between_articles_of_one_file_are_no_findings(file: Path):
    body = "<p>" + "See the other article, which says all there is to say about it. " * 5
    there = row(1, format="html", body=f'{body}<a href="article:a2">There</a></p>')
    back = row(2, format="html", body=f'{body}<a href="article:a1">Back</a> <a href="article:gone">Gone</a></p>')

    imported(file, lines(there, back))

    assert list(Finding.objects.values_list("kind", "detail")) == [("broken_link", "gone")]


def test_a_translation_imported_later_follows_the_language_that_was_there(file: Path):
    english = publish("Hours", public_id="a1")

    imported(file, lines(row(1, lang="de", title="Zeiten")))

    german = Translation.objects.get(language="de")
    assert german.based_on == english.live
    assert german.behind_since is None


def test_every_state_a_row_asks_for_is_given_at_once(file: Path):
    imported(
        file,
        lines(
            row(1, status="draft"),
            row(2, status="archived"),
            row(3, publish_at="2100-01-01"),
            row(4),
            row(5, body=""),
        ),
    )

    states = dict(Translation.objects.values_list("article__public_id", "status"))
    assert states == {"a1": "draft", "a2": "archived", "a3": "scheduled", "a4": "published", "a5": "draft"}
    live = Translation.objects.filter(live__isnull=False).values_list("article__public_id", flat=True)
    assert list(live) == ["a4"]
    assert Translation.objects.get(article__public_id="a3").scheduled is not None
