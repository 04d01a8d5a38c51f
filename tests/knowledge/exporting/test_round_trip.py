"""What is exported comes back equal, whatever it is."""

import tempfile
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpwell.answers.models import Standing, Synonym
from helpwell.answers.moving import bring_in, take_out
from helpwell.base.models import Site
from helpwell.knowledge.attaching import attach
from helpwell.knowledge.exporting.folder import ExportFailed
from helpwell.knowledge.exporting.markdown import markdown_of
from helpwell.knowledge.models import (
    Article,
    Attachment,
    Category,
    Draft,
    Import,
    Notice,
    NoticeText,
    Phrasing,
    Translation,
    Vote,
)
from helpwell.knowledge.models.revision import Content
from tests.factories import VisitorFactory, make_category, publish
from tests.knowledge.test_attaching import picture

pytestmark = pytest.mark.django_db


def knowledge() -> dict[str, Any]:
    """All that must come back."""
    rows = Translation.objects.select_related("article__category", "article__owner", "live")
    return {
        f"{row.article.public_id} {row.language}": (
            row.working_content,
            row.live.content if row.live and row.is_published else None,
            row.status,
            row.publish_at,
            row.article.kind,
            row.article.visibility,
            row.article.category and row.article.category.public_id,
            row.article.owner,
            row.article.review_on,
            row.article.source_language,
            sorted(other.public_id for other in row.article.related.all()),
            [phrasing.text for phrasing in row.phrasings.all()],
            sorted(row.article.attachments.values_list("public_id", "name", "sha256", "width", "alt")),
        )
        for row in rows
    }


def empty_house() -> None:
    for model in (Article, Notice, Synonym):
        model.objects.all().delete()
    for root in Category.objects.filter(depth=1):
        root.delete()


def come_back(folder: Path) -> Import:
    empty_house()
    task = Import.objects.create(name="export", state=Import.State.RUNNING)
    bring_in(task, folder)
    return task


def test_everything_comes_back_equal(tmp_path: Path, editor):
    category = make_category("Returns", parent=make_category("Orders"))
    german = publish("Rückgabe", "<p>In 30 Tagen.</p>", "de", summary="Ja.", public_id="returns/how", category=category)
    english = publish("Returns", "<p>In 30 days.</p>", article=german.article)
    article = german.article
    article.change(by=None, owner=editor, visibility="internal", kind="article")
    article.related.set([publish("Other").article])
    Phrasing.replace(english, ["send it back", "don't like; it | really"], by=None)
    shown = attach(article, picture("WEBP"), "box.webp", by=None, alt="A box")
    attach(article, b"%PDF-1.7", "form.pdf", by=None)
    figure = f'<figure><img src="{shown.url}" alt="A box" width="40" height="30"></figure>'
    body = f'{figure}<p>Like <a href="article:x">so</a></p>'
    english.publish(None, english.write(Content("Returns", "", body), None))
    Draft.keep(english, Content("Returns new", "", "<p>Soon</p>"), editor, version=0, base=english.newest_number)
    Standing.of(english).move_to("automatic", by=editor)
    publish("Gone").archive(by=None)
    Synonym.objects.create(language="en", word="send back", meaning="return", evidence="Because: yes")
    notice = Notice.objects.create(level=Notice.Level.WARN)
    NoticeText.objects.create(notice=notice, language="de", title="Streik", link="article:returns/how")
    before = knowledge()

    take_out(tmp_path / "out")
    task = come_back(tmp_path / "out")

    assert knowledge() == before
    assert not task.rows.troubled().exists()
    assert task.remarks == []
    assert Category.objects.get(public_id="returns").parent.public_id == "orders"
    assert Standing.objects.get(translation__language="en", translation__article__public_id="returns/how").level
    assert Synonym.objects.get().evidence == "Because: yes"
    assert Notice.objects.get().texts.get().link == "article:returns/how"
    assert Draft.objects.get().body == "<p>Soon</p>"
    assert Attachment.objects.get(name="form.pdf").file.read() == b"%PDF-1.7"


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
INLINE = st.one_of(
    WORDS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    st.sampled_from(
        ["<strong>bold</strong>", "<em>x</em>", '<a href="https://x.org/?a=1&amp;b">y</a>', "<code>*a*</code>", "<br>"]
    ),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=4).map(lambda parts: f"<p>{''.join(parts)}</p>")
BLOCK = st.one_of(
    PARAGRAPH,
    st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda ps: "<ul>" + "".join(f"<li>{p}</li>" for p in ps) + "</ul>"),
    st.sampled_from(
        ["<h2>Part</h2>", "<hr>", "<pre><code>a\n\n b</code></pre>", "<blockquote><p>q</p></blockquote>", "loose"]
    ),
)


@given(title=WORDS, summary=WORDS, blocks=st.lists(BLOCK, min_size=1, max_size=4), asked=st.lists(WORDS, max_size=3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_people_write_comes_back_equal(title: str, summary: str, blocks: list[str], asked: list[str]):
    empty_house()
    words = " ".join(f"T {title}".split())
    summary = " ".join(f"S {summary}".split())
    translation = publish(words, f"<p>x</p>{''.join(blocks)}", summary=summary, public_id="it")
    Phrasing.replace(translation, [" ".join(text.split()) for text in asked], by=None)
    before = knowledge()

    with tempfile.TemporaryDirectory() as folder:
        take_out(Path(folder) / "out")
        come_back(Path(folder) / "out")

    assert knowledge() == before


@pytest.mark.parametrize(
    ("html", "is_markdown"),
    [
        ("<h2>A</h2><p>b <strong>c</strong></p><ol><li><p>d</p></li></ol>", True),
        ("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>", True),
        ("<ul><li>without a paragraph</li></ul>", False),
        ("<p>H<sub>2</sub>O</p>", False),
    ],
)
def test_markdown_is_only_used_where_it_means_the_same(html: str, is_markdown: bool):
    assert (markdown_of(html) is not None) == is_markdown


def rename_site(**values: Any) -> None:
    Site.current().change(**values)
    cache.clear()  # a test never commits, so nobody else does


def test_settings_come_back_into_an_empty_house_only(tmp_path: Path):
    publish("One")
    rename_site(name="Klarsicht", hue=150, languages=["lv", "en"])
    take_out(tmp_path / "out")
    rename_site(name="Ours", hue=215, languages=["en"])

    used = Import.objects.create(name="export", state=Import.State.RUNNING)
    bring_in(used, tmp_path / "out")
    assert Site.objects.get().name == "Ours"

    come_back(tmp_path / "out")
    site = Site.objects.get()
    assert (site.name, site.hue, site.languages) == ("Klarsicht", 150, ["lv", "en"])


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("mine")

    with pytest.raises(ExportFailed, match="is not empty"):
        take_out(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_earlier_export_is_brought_up_to_date(tmp_path: Path):
    publish("One")
    take_out(tmp_path / "out")
    Article.objects.all().delete()
    publish("Two", public_id="two")

    take_out(tmp_path / "out")

    assert [path.name for path in (tmp_path / "out" / "articles").iterdir()] == ["two.en.md"]


def test_no_visitor_leaves_with_an_export(tmp_path: Path):
    visitor = VisitorFactory()
    Vote.cast(publish("One"), visitor, helpful=False, reason="unclear")

    take_out(tmp_path / "out")

    everything = "".join(path.read_text() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert str(visitor.pk) not in everything
    assert visitor.pk.hex not in everything
