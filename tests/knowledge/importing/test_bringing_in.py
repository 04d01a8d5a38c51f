"""Bringing articles in: what becomes of each row, and that none is lost."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpwell.answers.asking import Asker, ask
from helpwell.base.models import Site
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.importing.bringing_in import bring_in
from helpwell.knowledge.importing.leaving_out import left_out
from helpwell.knowledge.models import Article, Category, Draft, Import, Revision, Translation
from helpwell.knowledge.models.revision import Content
from tests.factories import publish

pytestmark = pytest.mark.django_db

ADDRESS = {"id": "address", "lang": "en", "title": "Change the address", "body": "Open your order."}


def lines(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def imported(path: Path, content: str | bytes, language: str = "") -> Import:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return brought_in(path, language)


def brought_in(path: Path, language: str = "") -> Import:
    task = Import.objects.create(name=path.name, language=language, state=Import.State.RUNNING)
    bring_in(task, path)
    task.refresh_from_db()
    return task


def results(task: Import) -> list[str]:
    return list(task.rows.values_list("result", flat=True))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


def test_rows_that_share_an_id_are_one_article_in_two_languages(file: Path):
    task = imported(file, lines(ADDRESS, {**ADDRESS, "lang": "de", "title": "Adresse ändern"}))

    article = Article.objects.get(public_id="address")
    assert results(task) == ["created", "created"]
    assert article.visibility == "public"
    assert set(article.translations.values_list("language", "status")) == {("en", "published"), ("de", "published")}


def test_what_was_imported_is_found(file: Path):
    imported(file, lines(ADDRESS))

    assert ask("change adress", Asker("en", PUBLIC)).articles[0].title == "Change the address"


def test_the_same_file_again_changes_nothing(file: Path):
    imported(file, lines(ADDRESS))

    again = imported(file, lines(ADDRESS))

    assert results(again) == ["unchanged"]
    assert Revision.objects.count() == 1


def test_a_changed_row_updates_its_article(file: Path):
    imported(file, lines(ADDRESS))

    again = imported(file, lines({**ADDRESS, "body": "Write to us."}))

    assert results(again) == ["updated"]
    assert Translation.objects.get().live.body == "<p>Write to us.</p>"


def test_of_the_same_id_and_language_in_one_file_the_later_row_counts(file: Path):
    task = imported(file, lines(ADDRESS, {**ADDRESS, "title": "Another title"}))

    assert results(task) == ["repeated", "created"]
    assert Translation.objects.get().live.title == "Another title"
    assert Revision.objects.count() == 1


def test_a_later_row_that_is_refused_does_not_silence_the_good_one(file: Path):
    task = imported(file, lines(ADDRESS, {**ADDRESS, "status": "secret"}))

    assert results(task) == ["created", "refused"]


def test_a_row_without_text_becomes_a_draft_and_is_reported(file: Path):
    task = imported(file, lines({**ADDRESS, "body": "  "}))

    assert Translation.objects.get().status == "draft"
    assert results(task) == ["draft"]
    assert "no text" in task.rows.get().note


def test_a_draft_is_published_once_the_file_has_its_text(file: Path):
    imported(file, lines({**ADDRESS, "body": ""}))

    imported(file, lines(ADDRESS))

    assert Translation.objects.get().status == "published"


def test_a_published_article_outlives_a_row_whose_text_went_missing(file: Path):
    imported(file, lines(ADDRESS))

    task = imported(file, lines({**ADDRESS, "body": ""}))

    assert results(task) == ["refused"]
    assert Translation.objects.get().status == "published"


def test_what_an_editor_took_down_stays_down(file: Path):
    imported(file, lines(ADDRESS))
    Translation.objects.get().archive(by=None)

    task = imported(file, lines({**ADDRESS, "body": "New words."}))

    assert Translation.objects.get().status == "archived"
    assert "archived" in task.rows.get().note


def test_what_an_editor_is_writing_is_not_lost(file: Path, editor):
    imported(file, lines(ADDRESS))
    translation = Translation.objects.get()
    Draft.keep(translation, Content("Mine", "", "<p>My words.</p>"), editor, version=0, base=translation.newest_number)

    imported(file, lines({**ADDRESS, "body": "Words of the file."}))

    assert Translation.objects.get().draft.body == "<p>My words.</p>"


def test_the_whole_file_may_be_in_one_language(file: Path):
    row = {name: ADDRESS[name] for name in ("id", "title", "body")}

    without, given = imported(file, lines(row)), imported(file, lines(row), language="de")

    assert "language" in without.rows.get().note
    assert results(given) == ["created"]
    assert Translation.objects.get().language == "de"


def test_an_unknown_language_is_refused_in_words(file: Path):
    task = imported(file, lines({**ADDRESS, "lang": "xx"}, ADDRESS))

    assert results(task) == ["refused", "created"]
    assert "“xx” is no language" in task.rows.first().note


def test_a_language_the_site_does_not_offer_yet_is_offered_and_said(file: Path):
    task = imported(file, lines({**ADDRESS, "lang": "fr"}))

    assert "fr" in Site.objects.get().languages
    assert "Français" in task.remarks[0]


def test_a_bad_row_never_stops_the_rest_and_is_kept(file: Path):
    bad = ["{not json", '["a list"]', {"id": "x", "lang": "en", "body": "no title"}, {**ADDRESS, "review_on": "soon"}]

    task = imported(file, lines(*bad, ADDRESS))

    assert results(task) == ["refused"] * 4 + ["created"]
    assert [row.place for row in task.rows.all()] == [f"line {n}" for n in range(1, 6)]
    kept = [json.loads(line) for line in left_out(task)]
    assert kept[0]["unreadable"] == "{not json"
    assert kept[3]["title"] == "Change the address"
    assert all(row["_why"] for row in kept)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (b"   \n\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 40, "not a text file"),
        (b"PK\x03\x04 a spreadsheet", "spreadsheet is damaged"),
        (b"\xd0\xcf\x11\xe0 an old one", "spreadsheet is damaged"),
        (b"%PDF-1.7", "pdf"),
        (b"colour,size\nred,5\n", "no column we know"),
        (b"Just some words about nothing.", "no column we know"),
        (b"[1, 2", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b"[]", "holds no articles"),
    ],
)
def test_an_unusable_file_is_named_with_what_to_do(file: Path, content: bytes, why: str):
    task = imported(file, content)

    assert task.state == "failed"
    assert why in task.problem


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path: Path):
    assert "cannot be read" in brought_in(tmp_path / "nowhere.csv").problem


def test_a_huge_file_is_refused_before_it_is_read(file: Path):
    with file.open("wb") as out:
        out.truncate(100 * 1024**2)

    assert "100 MB" in brought_in(file).problem


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"body": "x" * 1_000_000}, "1000000 letters"),
        ({"id": "x" * 500}, "id has 500"),
        ({"title": "\ud83d"}, "no text"),
        ({"body": {"deep": "thing"}}, "holds no text"),
        ({"title": ["a"]}, "holds no text"),
        ({"status": "scheduled"}, "does not say when"),
        ({"visibility": "friends"}, "public, signed_in, internal"),
        ({"lang": "x" * 200}, "no language"),
        ({"publish_at": "2026-13-45"}, "no date"),
    ],
)
def test_an_impossible_value_is_refused_in_words(file: Path, row: dict[str, Any], why: str):
    task = imported(file, lines({**ADDRESS, **row}))

    assert results(task) == ["refused"]
    assert why in task.rows.get().note


def test_odd_letters_are_mended_or_kept(file: Path):
    task = imported(file, lines({**ADDRESS, "title": "A\x00B\x07 👩‍🚀 مرحبا", "body": "x\x0b" * 3}))

    assert Translation.objects.get().live.title == "AB 👩‍🚀 مرحبا"
    assert "Control characters" in task.rows.get().note


def test_a_title_that_is_too_long_goes_on_in_the_text(file: Path):
    title = "How do I " + "very " * 60 + "slowly?"

    imported(file, lines({**ADDRESS, "title": title}))

    live = Translation.objects.get().live
    assert len(live.title) == 200
    assert title in live.text


def test_scripts_never_come_in(file: Path):
    html = '<p onclick="a()">Hi <script>alert(1)</script><a href="javascript:x">link</a><img src=x onerror=a()></p>'

    imported(file, lines({**ADDRESS, "html": html}))

    assert Translation.objects.get().live.body == "<p>Hi <a>link</a></p>"


def test_everything_a_row_can_say_is_taken(file: Path, editor):
    publish("Other", public_id="other")
    row = {
        **ADDRESS,
        "summary": "In your order.",
        "category": "Orders > Delivery",
        "kind": "article",
        "visibility": "internal",
        "also_asked": ["moved house", "new flat"],
        "related": ["other", "nowhere"],
        "owner": editor.email.upper(),
        "review_on": "31.12.2026",
        "publish_at": "2099-01-01T08:00",
    }

    task = imported(file, lines(row))

    article = Article.objects.get(public_id="address")
    translation = article.translations.get()
    assert (article.kind, article.visibility, article.owner) == ("article", "internal", editor)
    assert article.review_on.isoformat() == "2026-12-31"
    assert article.category.name_in("en") == "Delivery"
    assert Category.objects.get_parent(article.category).name_in("en") == "Orders"
    assert [phrasing.text for phrasing in translation.phrasings.all()] == ["moved house", "new flat"]
    assert [other.public_id for other in article.related.all()] == ["other"]
    assert "nowhere" in task.remarks[0]
    assert translation.status == "scheduled"
    assert translation.publish_at.isoformat() == "2099-01-01T07:00:00+00:00"


def test_an_id_with_slashes_is_kept(file: Path):
    imported(file, lines({**ADDRESS, "id": "add-ons/removal"}))

    assert Article.objects.get().public_id == "add-ons/removal"


def test_two_titles_alike_get_two_addresses(file: Path):
    imported(file, lines(ADDRESS, {**ADDRESS, "id": "b"}, {**ADDRESS, "id": "c", "body": ""}))

    assert len(set(Translation.objects.values_list("slug", flat=True))) == 3


def test_a_document_with_a_list_is_read_as_well(file: Path):
    task = imported(file, json.dumps({"articles": [ADDRESS, {**ADDRESS, "lang": "de"}]}, indent=2))

    assert results(task) == ["created", "created"]
