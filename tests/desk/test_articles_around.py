"""What surrounds an article's words: languages, revisions, settings, files, wordings, review, standing."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.asking import Asker, ask
from helpwell.answers.models import Standing
from helpwell.base.models import Site
from helpwell.base.site import today
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Attachment, Finding, Phrasing, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.knowledge.schedule import look_again
from helpwell.people.models import Event, User
from tests.desk.conftest import at
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db

HTMX = {"hx-request": "true"}


def picture(name: str = "pad.png", size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue())


def republish(translation: Translation, body: str) -> None:
    translation.write(Content(translation.live.title, "", body), by=None)
    translation.publish(by=None)


def test_a_translation_is_begun_beside_its_source(desk: Client):
    source = publish("Opening hours", "<p>We open at nine.</p>")

    answer = desk.post(f"/desk/articles/{source.article_id}/de/translation/")

    page = desk.get(answer["Location"]).content.decode()
    assert "We open at nine." in page
    assert source.article.translations.get(language="de").status == "draft"


def test_a_language_the_site_does_not_offer_is_not_found(desk: Client):
    source = publish("Opening hours")

    assert desk.post(f"/desk/articles/{source.article_id}/fr/translation/").status_code == 404


def test_a_translation_says_since_when_it_is_behind_and_what_changed(desk: Client):
    source = publish("Opening hours", "<p>We open at nine.</p>")
    german = publish("Öffnungszeiten", "<p>Ab neun.</p>", language="de", article=source.article)
    republish(source, "<p>We open at ten.</p>")

    page = desk.get(at(german)).content.decode()

    assert "Behind the source (English) since revision 2." in page
    assert "<del>nine.</del><ins>ten.</ins>" in page


def test_a_translation_catches_up_by_a_word_or_by_publishing(desk: Client, words: Any):
    source = publish("Opening hours", "<p>nine</p>")
    german = publish("Öffnungszeiten", "<p>neun</p>", language="de", article=source.article)

    republish(source, "<p>ten</p>")
    desk.post(at(german, "catching-up/"))
    assert Translation.objects.get(pk=german.pk).behind_since is None

    republish(source, "<p>eleven</p>")
    desk.post(at(german, "publication/"), words(german, title="Zeiten", still_behind="yes"))
    assert Translation.objects.get(pk=german.pk).behind_since == 3

    desk.post(at(german, "publication/"), words(german, body="<p>elf</p>"))
    assert Translation.objects.get(pk=german.pk).behind_since is None


def test_an_older_revision_comes_back_and_the_newer_words_stay_in_the_list(desk: Client):
    translation = publish("Opening hours", "<p>We open at nine</p>")
    republish(translation, "<p>We open at ten</p>")

    listed = desk.get(at(translation, "revisions/")).content.decode()
    shown = desk.get(at(translation, "revisions/2/")).content.decode()
    desk.post(at(translation, "revisions/1/restoration/"))

    assert "2. Opening hours" in listed
    assert "<del>nine</del><ins>ten</ins>" in shown
    translation.refresh_from_db()
    assert translation.live.body == "<p>We open at nine</p>"
    assert list(translation.revisions.values_list("number", "body")) == [
        (3, "<p>We open at nine</p>"), (2, "<p>We open at ten</p>"), (1, "<p>We open at nine</p>"),
    ]  # fmt: skip


def test_restoring_keeps_an_unpublished_draft_among_the_revisions(desk: Client, words: Any):
    translation = publish("Opening hours", "<p>nine</p>")
    republish(translation, "<p>ten</p>")
    desk.post(at(translation, "draft/"), words(translation, body="<p>eleven</p>"))

    desk.post(at(translation, "revisions/1/restoration/"))

    assert Translation.objects.get().working_content.body == "<p>nine</p>"
    assert translation.revisions.get(origin="aside").body == "<p>eleven</p>"


def test_the_list_of_revisions_takes_as_many_queries_for_twenty_as_for_two(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    translation = publish("Opening hours", "<p>0</p>")
    republish(translation, "<p>1</p>")
    with django_assert_max_num_queries(20) as few:
        desk.get(at(translation, "revisions/"))

    for number in range(18):
        republish(translation, f"<p>{number}</p>")

    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(at(translation, "revisions/"))


def test_settings_are_kept_and_readers_meet_them_at_once(desk: Client, editor: User):
    translation, category = publish("Goodwill rules"), make_category("Rules")
    sent = {"category": category.pk, "visibility": "internal", "kind": "article", "owner": editor.pk}

    desk.post(at(translation, "settings/"), sent | {"review_on": "2027-03-01"}, headers=HTMX)

    translation.article.refresh_from_db()
    article = translation.article
    assert (article.category, article.visibility, article.owner) == (category, "internal", editor)
    assert article.review_on.isoformat() == "2027-03-01"
    assert ask("goodwill", Asker("en", PUBLIC)).articles == ()


@pytest.mark.parametrize("wrong", [{"visibility": "?"}, {"category": "999"}, {"review_on": "soon"}, {"owner": "x"}])
def test_settings_that_make_no_sense_are_refused_beside_the_field(desk: Client, wrong: dict[str, str]):
    translation = publish("Opening hours")

    answer = desk.post(at(translation, "settings/"), {"visibility": "public", "kind": "faq"} | wrong, headers=HTMX)

    assert "field__error" in answer.content.decode()
    translation.article.refresh_from_db()
    assert translation.article.visibility == "public"


def test_wordings_lead_to_the_article(desk: Client):
    translation = publish("Replace a nose pad", "<p>Unscrew it.</p>")

    desk.post(at(translation, "phrasings/"), {"phrasings": "rubber gone\n\n rubber gone \nwobbly thing"}, headers=HTMX)
    desk.post(at(translation, "phrasings/"), {"add": "squeaky bit"}, headers=HTMX)

    assert list(Phrasing.objects.values_list("text", flat=True)) == ["rubber gone", "wobbly thing", "squeaky bit"]
    assert ask("squeaky bit", Asker("en", PUBLIC)).articles[0].translation_id == translation.pk


def test_a_trial_tells_the_place_of_the_article_and_how_sure_it_is(desk: Client):
    translation = publish("Replace a nose pad", "<p>Unscrew the old pad, click in the new one.</p>")
    publish("Opening hours", "<p>We open at nine.</p>")

    found = desk.get(at(translation, "trial/"), {"q": "replace nose pad"}).content.decode()
    missed = desk.get(at(translation, "trial/"), {"q": "opening hours"}).content.decode()

    assert "Found first." in found
    assert "of 100 such answers are right" in found
    assert "Found first." not in missed
    assert "Opening hours" in missed


def test_a_trial_says_when_the_draft_is_not_live(desk: Client, words: Any):
    translation = publish("Replace a nose pad")
    desk.post(at(translation, "draft/"), words(translation, title="Zebra pads"))

    assert "not found yet" in desk.get(at(translation, "trial/"), {"q": "nose pad"}).content.decode()
    translation.archive(by=None)
    assert "It is not published" in desk.get(at(translation, "trial/"), {"q": "nose pad"}).content.decode()


@pytest.mark.parametrize("question", ["", "\x00", "x" * 5000, "🦄", "ابحث", "'\"><script>alert(1)</script>"])
def test_any_question_may_be_tried(desk: Client, question: str):
    translation = publish("Replace a nose pad")

    page = desk.get(at(translation, "trial/"), {"q": question})

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()


def test_the_standing_is_set_by_hand_and_says_by_whom(desk: Client, editor: User):
    translation = publish("Opening hours")

    page = desk.post(at(translation, "standing/"), {"level": "automatic"}, headers=HTMX).content.decode()
    desk.post(at(translation, "standing/"), {"level": "?"}, headers=HTMX)

    assert Standing.of(translation).level == "automatic"
    assert "Set by Maren" in page
    assert Event.objects.filter(kind="standing.moved").count() == 1


def test_an_article_past_its_review_is_only_offered_until_somebody_confirms_it(desk: Client, editor: User):
    translation = publish("Opening hours", review_on=today() - timedelta(days=3))
    Standing.of(translation).move_to("automatic", by=editor)

    page = desk.get(at(translation)).content.decode()
    assert "Review due since" in page
    assert "Held back: its review date has passed." in page
    assert Standing.of(translation).effective_level == "offer"

    desk.post(at(translation, "review/"), {"days": "365"})

    fresh = Translation.objects.get(pk=translation.pk)
    assert Standing.of(fresh).effective_level == "automatic"
    assert fresh.article.review_on == today() + timedelta(days=365)
    assert fresh.article.checked_by == editor


def test_an_answer_behind_its_source_is_only_offered(editor: User):
    source = publish("Opening hours", "<p>nine</p>")
    german = publish("Öffnungszeiten", "<p>neun</p>", language="de", article=source.article)
    Standing.of(german).move_to("automatic", by=editor)

    republish(source, "<p>ten</p>")

    standing = Standing.of(Translation.objects.get(pk=german.pk))
    assert (standing.held_back_by, standing.effective_level) == ("source", "offer")


def test_related_articles_are_named_and_dropped(desk: Client):
    translation, other = publish("Opening hours"), publish("Parking")

    offers = desk.get(at(translation, "links/"), {"q": "park", "for": "related"}).content.decode()
    desk.post(at(translation, f"related/{other.article_id}/"), headers=HTMX)
    assert "Parking" in offers
    assert list(translation.article.related.all()) == [other.article]

    desk.delete(at(translation, f"related/{other.article_id}/"), headers=HTMX)
    assert not translation.article.related.exists()


def test_links_are_offered_to_other_articles_only(desk: Client):
    translation, other = publish("Opening hours"), publish("Opening a parcel")

    offered = desk.get(at(translation, "links/"), {"q": "opening"}).content.decode()

    assert f"article:{other.article.public_id}" in offered
    assert f"article:{translation.article.public_id}" not in offered


def test_a_link_is_a_finding_from_the_day_its_article_goes(desk: Client):
    target = publish("Parking", "<p>" + "word " * 30 + "</p>")
    link = f'<p>See <a href="article:{target.article.public_id}">parking</a>. {"word " * 30}</p>'
    translation = publish("Opening hours", link)
    assert not Finding.objects.filter(translation=translation).exists()

    target.archive(by=None)

    assert Finding.objects.get(translation=translation).kind == "broken_link"
    assert "an article that customers cannot open" in desk.get(at(translation)).content.decode()


def test_every_night_what_is_published_is_looked_at_again(django_capture_on_commit_callbacks: Any):
    translation = publish("Opening hours", "<p>" + "word " * 30 + "</p>")
    with django_capture_on_commit_callbacks(execute=True):
        Site.current().change(least_words=100)
    assert not translation.findings.exists()

    look_again()

    assert translation.findings.get().kind == "too_short"


def test_findings_follow_the_words_while_they_are_written(desk: Client, words: Any):
    translation = publish("Opening hours", "<p>" + "word " * 30 + "</p>")
    sent = words(translation, body='<p>Yes.</p><img src="/files/x.png">')

    findings = desk.post(at(translation, "draft/"), sent, headers={"accept": "application/json"}).json()["findings"]

    assert "A picture or recording without a description" in findings
    assert "Only" in findings


def test_a_picture_is_taken_with_its_size_and_described_later(desk: Client):
    translation = publish("Replace a nose pad")

    answer = desk.post(at(translation, "files/"), {"file": picture()})

    kept = answer.json()
    assert answer.status_code == 201
    assert (kept["width"], kept["height"], kept["alt"]) == (60, 40, "")
    desk.post(kept["description"], {"alt": "Two nose pads"})
    assert Attachment.objects.get().alt == "Two nose pads"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg onload=alert(1)>", "x.svg"),
        (b"MZ\x90", "run.exe"),
        (b"", "empty.png"),
        (b"\x89PNG\r\n\x1a\n", "half.png"),
    ],
)
def test_a_file_that_cannot_be_shown_is_refused_in_words(desk: Client, content: bytes, name: str):
    answer = desk.post(at(publish("Hours"), "files/"), {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert name in answer.json()["error"] or "empty" in answer.json()["error"]
    assert not Attachment.objects.exists()


def test_a_form_without_a_file_is_refused(desk: Client):
    assert desk.post(at(publish("Hours"), "files/")).json()["error"] == "Choose a file first."


def test_a_file_that_is_far_too_large_is_refused_before_it_is_read(desk: Client):
    headers = {"CONTENT_LENGTH": str(200 * 1024 * 1024)}

    answer = desk.post(at(publish("Hours"), "files/"), {"file": picture()}, **headers)

    assert answer.status_code == 413
    assert "too large" in answer.json()["error"]


def test_a_full_disk_is_said_in_words_and_leaves_nothing_behind(desk: Client, settings: Any, tmp_path: Path):
    (tmp_path / "files").write_text("a file where the folder should be, so that nothing can be written")
    settings.MEDIA_ROOT = tmp_path / "files"

    answer = desk.post(at(publish("Hours"), "files/"), {"file": picture()})

    assert answer.status_code == 507
    assert "disk may be full" in answer.json()["error"]
    assert not Attachment.objects.exists()


def test_an_upload_without_our_token_is_refused(editor: User):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)

    answer = strict.post(at(publish("Hours"), "files/"), {"file": picture()})

    assert answer.status_code == 403
    assert not Attachment.objects.exists()


def test_a_deleted_file_is_gone_from_the_disk(desk: Client, django_capture_on_commit_callbacks: Any):
    translation = publish("Replace a nose pad")
    desk.post(at(translation, "files/"), {"file": picture()})
    attachment = Attachment.objects.get()
    path = Path(attachment.file.path)
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        desk.delete(at(translation, f"files/{attachment.public_id}/"))

    assert not path.exists()
