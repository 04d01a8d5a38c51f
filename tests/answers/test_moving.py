"""Moving house: what is taken out and brought in again is the same system, with its past."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from helpwell.answers.models import Gap, Question, Standing, Synonym
from helpwell.answers.moving import bring_in, take_out
from helpwell.base.logo import checked_logo
from helpwell.base.models import Site
from helpwell.knowledge.attaching import attach
from helpwell.knowledge.models import (
    Article,
    Category,
    Draft,
    FormerSlug,
    Import,
    Notice,
    NoticeText,
    Phrasing,
    Revision,
    Translation,
    Vote,
)
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User, Visitor
from tests.factories import QuestionFactory, VisitorFactory, make_category, publish
from tests.knowledge.test_attaching import picture

pytestmark = pytest.mark.django_db


def rewrite(translation: Translation, title: str, body: str, by: User | None = None) -> Revision:
    """Publish other words."""
    revision = translation.write(Content(title, "", body), by)
    translation.publish(by, revision)
    return revision


@pytest.fixture
def house(admin: User, editor: User) -> None:
    """A help centre some months old, with everything that has a past."""
    Site.current().change(name="Klarsicht", hue=150, logo=checked_logo(SimpleUploadedFile("l.png", picture("PNG"))))
    category = make_category("Returns", parent=make_category("Orders"))
    category.name("en", "Returns and refunds", "", by=editor)
    german = publish("Rückgabe", "<p>In 14 Tagen.</p>", "de", public_id="returns/how", category=category)
    article = german.article
    english = publish("Returns", "<p>In 14 days.</p>", article=article)
    rewrite(german, "Rückgabe und Umtausch", "<p>In 30 Tagen.</p>", by=editor)
    english.schedule(
        timezone.now() + timedelta(days=3), editor, english.write(Content("Returns", "", "<p>Soon</p>"), editor)
    )
    article.change(by=editor, owner=editor, review_on=timezone.localdate())
    article.confirm(admin, None)
    article.related.set([publish("Twin", public_id="b").article])
    shown = attach(article, picture("WEBP"), "box.webp", by=editor, alt="A box")
    rewrite(german, "Rückgabe", f'<figure><img src="{shown.url}" alt="A box" width="40" height="30"></figure>')
    Phrasing.replace(english, ["send it back"], by=None)
    publish("Twin", public_id="a")  # at /twin-2 although its id comes first
    publish("Gone", public_id="gone").archive(by=None)
    Article.begin("lv", by=editor, public_id="nameless")
    Draft.keep(english, Content("", "", "<p>Not yet</p>"), admin, version=0, base=english.newest_number)
    Standing.of(english).move_to("automatic", by=editor)
    Synonym.put_in_use("en", "send back", "return", by=editor)
    NoticeText.objects.create(notice=Notice.objects.create(), language="de", title="Streik")
    ask_and_vote(english, editor)


def ask_and_vote(translation: Translation, editor: User) -> None:
    """One visitor asks twice and votes, another is left with nothing."""
    visitor = VisitorFactory()
    question = QuestionFactory(visitor=visitor, shown=[{"article": "returns/how", "language": "en", "revision": 1}])
    question.open(translation, 1)
    question.end("silent")
    question.end("confirmed")
    Vote.cast(translation, visitor, helpful=False, reason="unclear", comment="What?").settle("rejected", by=editor)
    gap = Gap.begin("do you repair watches", "en", frozenset({"repair", "watch"}))
    gap.take(QuestionFactory(visitor=visitor, text="watch repair", outcome="abandoned"))
    gap.settle(Gap.Status.DISMISSED, by=editor)
    QuestionFactory(visitor=None, text="")


def empty_house() -> None:
    """As if somebody had just installed Helpwell."""
    for model in (Question, Gap, Visitor, Article, Notice, Synonym, User, Site):
        model.objects.all().delete()
    for root in Category.objects.filter(depth=1):
        root.delete()
    cache.clear()


def move_in(folder: Path) -> Import:
    task = Import.objects.create(name="export", state=Import.State.RUNNING)
    bring_in(task, folder)
    return task


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("house")
def test_a_house_that_moves_is_the_same_to_the_last_letter(tmp_path: Path):
    take_out(tmp_path / "one")
    empty_house()

    task = move_in(tmp_path / "one")
    take_out(tmp_path / "two")

    assert task.state == "done"
    assert contents(tmp_path / "two") == contents(tmp_path / "one")


@pytest.mark.usefixtures("house")
def test_a_translation_that_lags_behind_still_does(tmp_path: Path):
    before = Translation.objects.get(article__public_id="returns/how", language="en").behind_since
    take_out(tmp_path / "one")
    empty_house()

    move_in(tmp_path / "one")

    english = Translation.objects.get(article__public_id="returns/how", language="en")
    assert english.behind_since == before == 2
    assert list(english.revisions.values_list("number", flat=True)) == [2, 1]


@pytest.mark.usefixtures("house")
def test_former_addresses_still_lead_to_the_article(tmp_path: Path):
    take_out(tmp_path / "one")
    empty_house()

    move_in(tmp_path / "one")

    assert FormerSlug.objects.get(slug="rückgabe-und-umtausch").translation.slug == "rückgabe"
    assert Translation.objects.get(article__public_id="a").slug == "twin-2"


@pytest.mark.usefixtures("house")
def test_colleagues_keep_their_work_and_cannot_sign_in(tmp_path: Path, editor: User):
    take_out(tmp_path / "one")
    empty_house()

    task = move_in(tmp_path / "one")

    owner = Article.objects.get(public_id="returns/how").owner
    assert owner is not None
    assert (owner.email, owner.name, owner.is_active, owner.role) == (editor.email, "Maren", False, "trainee")
    assert not owner.has_usable_password()
    assert "Maren" in " ".join(task.remarks)


@pytest.mark.usefixtures("house")
def test_words_edited_in_the_file_are_a_revision_more(tmp_path: Path):
    take_out(tmp_path / "one")
    path = tmp_path / "one" / "articles" / "b.en.md"
    path.write_text(path.read_text().replace("this is how it works", "it works otherwise"))
    empty_house()

    move_in(tmp_path / "one")

    twin = Translation.objects.get(article__public_id="b")
    assert twin.live is not None
    assert (twin.live.number, twin.revisions.count()) == (2, 2)
    assert "otherwise" in twin.live.body


@pytest.mark.usefixtures("house")
def test_a_house_with_articles_keeps_its_own_log_and_past(tmp_path: Path):
    take_out(tmp_path / "one")
    before = (Question.objects.count(), Vote.objects.count(), Revision.objects.count(), Notice.objects.count())

    move_in(tmp_path / "one")

    after = (Question.objects.count(), Vote.objects.count(), Revision.objects.count(), Notice.objects.count())
    assert after == before


@pytest.mark.usefixtures("house")
def test_an_interrupted_move_goes_on_and_doubles_nothing(tmp_path: Path):
    take_out(tmp_path / "one")
    empty_house()
    task = move_in(tmp_path / "one")
    Import.objects.update(state="running", alive_at=timezone.now() - timedelta(hours=1), file="x")
    task.refresh_from_db()

    assert task.claim()
    bring_in(task, tmp_path / "one")
    take_out(tmp_path / "two")

    assert contents(tmp_path / "two") == contents(tmp_path / "one")


BAD: list[Any] = [
    "{broken",
    "[1]",
    '{"id": 1}',
    '{"text": "\\ud800", "asked_at": "2026-01-01T00:00:00Z"}',
    '{"text": "x", "language": "en", "surface": "moon", "decision": "showed", "asked_at": "2026-01-01T00:00:00Z"}',
    '{"id": "b", "language": "en", "visitor": 1, "helpful": true, "created_at": "yesterday"}',
    '{"id": "b", "languages": {"en": {"revisions": [{"created_at": "never"}]}}}',
    '{"id": "b", "languages": []}',
]


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("name", ["history.jsonl", "log/votes.jsonl", "log/gaps.jsonl", "log/questions.jsonl"])
def test_bad_lines_are_counted_and_stop_nothing(tmp_path: Path, name: str):
    take_out(tmp_path / "one")
    path = tmp_path / "one" / name
    good = path.read_text().splitlines()
    path.write_text("\n".join([*BAD, *good]))
    empty_house()

    task = move_in(tmp_path / "one")
    take_out(tmp_path / "two")

    assert f"{len(BAD)} lines of “{path.name}” were left out; they say something impossible." in task.remarks
    assert (tmp_path / "two" / name).read_text().splitlines() == good


def test_scripts_in_a_past_are_taken_out(tmp_path: Path):
    rewrite(publish("One", public_id="one"), "Two", "<p>Now</p>")
    take_out(tmp_path / "one")
    path = tmp_path / "one" / "history.jsonl"
    entry = json.loads(path.read_text())
    entry["languages"]["en"]["revisions"][0]["body"] = "<script>alert(1)</script><p onclick=x>Then</p>"
    path.write_text(json.dumps(entry))
    empty_house()

    move_in(tmp_path / "one")

    assert Revision.objects.get(number=1).body == "<p>Then</p>"
