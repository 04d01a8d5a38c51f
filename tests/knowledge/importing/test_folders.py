"""A folder of Markdown: front matter, links between files, pictures beside them."""

from pathlib import Path

import pytest

from helpwell.knowledge.models import Article, Category, Translation
from tests.knowledge.importing.test_bringing_in import brought_in, results
from tests.knowledge.test_attaching import picture

pytestmark = pytest.mark.django_db


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_front_matter_and_text_become_an_article(tmp_path: Path):
    write(
        tmp_path / "articles/pads.en.md",
        "---\nid: pads\nlanguage: en\ntitle: 'Nose pads: new ones'\nalso_asked:\n- rubber gone\n---\n"
        "Open **My orders**.\n\n1. First\n2. Second\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    )

    brought_in(tmp_path)

    translation = Translation.objects.get()
    assert translation.live.title == "Nose pads: new ones"
    assert translation.phrasings.get().text == "rubber gone"
    assert translation.live.body == (
        "<p>Open <strong>My orders</strong>.</p><ol><li><p>First</p></li><li><p>Second</p></li></ol>"
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_files_without_front_matter_are_named_by_their_path(tmp_path: Path):
    write(tmp_path / "de/orders/return.md", "# Zurückgeben\n\nIn 30 Tagen.")
    write(tmp_path / "orders/return.en.md", "In 30 days.")
    write(tmp_path / "README.md", "not an article")
    write(tmp_path / ".git/x.en.md", "hidden")

    brought_in(tmp_path)

    assert set(Translation.objects.values_list("article__public_id", "language", "live__title")) == {
        ("orders/return", "de", "Zurückgeben"),
        ("orders/return", "en", "Return"),
    }


def test_norwegian_stays_a_language(tmp_path: Path):
    write(tmp_path / "a.md", "---\nid: a\nlanguage: no\ntitle: Hei\n---\nHei der.")

    assert results(brought_in(tmp_path)) == ["created"]


def test_pictures_come_along_with_size_and_description(tmp_path: Path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/pads.webp").write_bytes(picture("WEBP"))
    write(tmp_path / "articles/pads.en.md", "Text\n\n![Two pads](../pictures/pads.webp)\n")

    brought_in(tmp_path)

    attachment = Article.objects.get().attachments.get()
    assert attachment.alt == "Two pads"
    assert Translation.objects.get().live.body == (
        f'<p>Text</p><figure><img src="{attachment.url}" alt="Two pads" width="40" height="30"></figure>'
    )


def test_the_same_folder_again_is_unchanged(tmp_path: Path):
    (tmp_path / "pads.webp").write_bytes(picture("WEBP"))
    write(tmp_path / "pads.en.md", "![Two pads](pads.webp)\n")
    brought_in(tmp_path)

    assert results(brought_in(tmp_path)) == ["unchanged"]


def test_what_lies_outside_the_folder_stays_outside(tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    folder = tmp_path / "kb"
    write(folder / "a.en.md", "See [this](../secret.txt), ![x](/etc/passwd) ![y](https://evil.example/y.png) and more.")
    (folder / "b.en.md").symlink_to(secret)

    task = brought_in(folder)

    assert task.total == 1
    assert Article.objects.get().attachments.count() == 0
    assert "../secret.txt" in task.rows.get().note


def test_links_between_files_become_links_between_articles(tmp_path: Path):
    write(tmp_path / "a.en.md", "See [B](sub/b.en.md) and [C](article:c).")
    write(tmp_path / "sub/b.en.md", "---\nid: bee\n---\nB")

    brought_in(tmp_path)

    body = Translation.objects.get(article__public_id="a").live.body
    assert body == '<p>See <a href="article:bee">B</a> and <a href="article:c">C</a>.</p>'


def test_broken_front_matter_is_refused_and_the_rest_goes_on(tmp_path: Path):
    write(tmp_path / "a.en.md", "---\ntitle: [unclosed\n---\nText")
    write(tmp_path / "b.en.md", "Fine.")
    (tmp_path / "c.en.md").write_bytes(b"\x00\x01\x02" * 100)

    assert results(brought_in(tmp_path)) == ["refused", "created", "refused"]


def test_categories_come_with_their_names_and_order(tmp_path: Path):
    write(tmp_path / "a.en.md", "---\ncategory: returns\n---\nText")
    write(
        tmp_path / "categories.yaml",
        "- id: orders\n  icon: truck\n  names: {de: Bestellung, en: Orders}\n  children:\n"
        "    - id: returns\n      names: {en: Returns}\n      descriptions: {en: Send it back}\n",
    )

    brought_in(tmp_path)

    returns = Category.objects.get(public_id="returns")
    assert Category.objects.get_parent(returns).name_in("de") == "Bestellung"
    assert Article.objects.get().category == returns


def test_a_broken_categories_file_is_said_and_stops_nothing(tmp_path: Path):
    write(tmp_path / "a.en.md", "Text")
    write(tmp_path / "categories.yaml", "- nonsense: [")

    task = brought_in(tmp_path)

    assert results(task) == ["created"]
    assert "categories.yaml" in task.remarks[0]
