"""Writing an article: its draft, its publication, and two people at it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.answers.asking import Asker, ask
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Article, Draft, Translation
from helpwell.knowledge.schedule import publish_due
from helpwell.people.models import User
from tests.desk.conftest import at
from tests.factories import publish

pytestmark = pytest.mark.django_db

JSON = {"accept": "application/json"}
Form = Callable[..., dict[str, Any]]


def test_an_article_begins_with_one_press(desk: Client, editor: User):
    answer = desk.post("/desk/articles/", {"language": "de"})

    translation = Translation.objects.get()
    assert answer["Location"] == at(translation)
    assert (translation.language, translation.status, translation.article.owner) == ("de", "draft", editor)
    assert desk.get(at(translation)).status_code == 200


def test_a_draft_is_kept_and_readers_see_nothing_of_it(desk: Client, client: Client, words: Form):
    translation = publish("Opening hours", "<p>We open at nine.</p>")

    answer = desk.post(at(translation, "draft/"), words(translation, title="Garage hours"), headers=JSON)

    assert answer.json()["version"] == 1
    assert "Garage hours" in desk.get(at(translation)).content.decode()
    assert ask("garage", Asker("en", PUBLIC)).articles == ()


def test_looking_at_an_article_leaves_no_draft(desk: Client, words: Form):
    translation = publish("Opening hours")

    desk.post(at(translation, "draft/"), words(translation), headers=JSON)

    assert not Draft.objects.exists()


def test_a_published_edit_is_found_at_once(desk: Client, words: Form):
    translation = publish("Opening hours", "<p>We open at nine.</p>")

    desk.post(at(translation, "publication/"), words(translation, body="<p>The garage opens at seven.</p>"))

    assert ask("garage", Asker("en", PUBLIC)).articles[0].title == "Opening hours"
    assert not Draft.objects.exists()


def test_html_that_could_run_is_cleaned_on_its_way_in(desk: Client, words: Form):
    translation = publish("Opening hours")
    body = '<p onclick="x()">Nine<script>alert(1)</script><img src="https://evil.example/x.png" onerror="y()"></p>'

    desk.post(at(translation, "draft/"), words(translation, body=body))

    assert Draft.objects.get().body == "<p>Nine<img></p>"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Give it a title first."),
        ({"body": "<p> </p>", "summary": ""}, "Write an answer first."),
        ({"title": "x" * 201}, "at most 200 characters"),
    ],
)
def test_what_cannot_be_published_is_said_in_place_and_stays_in_the_page(
    desk: Client, words: Form, changed: dict[str, str], said: str
):
    translation = publish("Opening hours")

    answer = desk.post(at(translation, "publication/"), words(translation, summary="Kept words") | changed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert "Kept words" in page or "summary" in changed
    translation.refresh_from_db()
    assert translation.live.title == "Opening hours"


@pytest.mark.parametrize(
    "sent", [{}, {"version": "x", "base": "0"}, {"version": "-1", "base": "0"}, {"body": "x" * 1_000_001}]
)
def test_a_form_that_makes_no_sense_is_refused_with_reasons(desk: Client, sent: dict[str, str]):
    translation = publish("Opening hours")

    answer = desk.post(at(translation, "draft/"), sent, headers=JSON)

    assert answer.status_code == 422
    assert answer.json()["errors"]


def test_control_characters_are_left_out(desk: Client, words: Form):
    translation = publish("Opening hours")

    desk.post(at(translation, "draft/"), words(translation, title="Nine\x00 o'\x1bclock"), headers=JSON)

    assert Draft.objects.get().title == "Nine o'clock"


def test_the_second_of_two_editors_is_told_and_sees_both_texts(
    desk: Client, admin_desk: Client, words: Form, admin: User
):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    seen_by_both = words(translation)
    admin_desk.post(at(translation, "draft/"), seen_by_both | {"body": "<p>We open at ten.</p>"}, headers=JSON)

    answer = desk.post(at(translation, "draft/"), seen_by_both | {"body": "<p>We open at eight.</p>"}, headers=JSON)

    assert answer.status_code == 409
    told = answer.json()["conflict"]
    assert "Ana saved other words" in told
    assert "<del>ten.</del>" in told
    assert "<ins>eight.</ins>" in told
    assert Draft.objects.get().body == "<p>We open at ten.</p>"


def test_the_second_is_told_too_when_the_first_has_published(desk: Client, admin_desk: Client, words: Form):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    seen_by_both = words(translation)
    admin_desk.post(at(translation, "publication/"), seen_by_both | {"body": "<p>We open at ten.</p>"})

    answer = desk.post(at(translation, "publication/"), seen_by_both | {"body": "<p>We open at eight.</p>"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana saved other words" in page
    assert "We open at eight." in page


@pytest.mark.parametrize(("go_on_with", "draft", "kept"), [("mine", "eight", "ten"), ("theirs", "ten", "eight")])
def test_whichever_text_goes_on_the_other_is_kept(
    desk: Client, admin_desk: Client, words: Form, go_on_with: str, draft: str, kept: str
):
    translation = publish("Opening hours", "<p>We open at nine.</p>")
    seen_by_both = words(translation)
    admin_desk.post(at(translation, "draft/"), seen_by_both | {"body": "<p>ten</p>"}, headers=JSON)

    desk.post(at(translation, "conflict/"), seen_by_both | {"body": "<p>eight</p>", "go_on_with": go_on_with})

    assert Draft.objects.get().body == f"<p>{draft}</p>"
    assert translation.revisions.get(origin="aside").body == f"<p>{kept}</p>"


def test_after_a_conflict_the_winner_goes_on_saving(desk: Client, admin_desk: Client, words: Form):
    translation = publish("Opening hours", "<p>nine</p>")
    seen_by_both = words(translation)
    admin_desk.post(at(translation, "draft/"), seen_by_both | {"body": "<p>ten</p>"}, headers=JSON)
    desk.post(at(translation, "conflict/"), seen_by_both | {"body": "<p>eight</p>", "go_on_with": "theirs"})

    answer = admin_desk.post(at(translation, "draft/"), words(translation, body="<p>ten sharp</p>"), headers=JSON)

    assert answer.status_code == 200


def test_an_import_that_overtakes_a_draft_leaves_it_and_says_so(desk: Client, words: Form):
    translation = publish("Opening hours", "<p>nine</p>")
    desk.post(at(translation, "draft/"), words(translation, body="<p>eight</p>"), headers=JSON)

    imported = translation.write(translation.live.content.__class__("Opening hours", "", "<p>ten</p>"), None, "import")
    translation.publish(None, imported)

    page = desk.get(at(translation)).content.decode()
    assert "revision 2 was published" in page
    assert Draft.objects.get().body == "<p>eight</p>"


def test_a_draft_can_be_discarded(desk: Client, words: Form):
    translation = publish("Opening hours", "<p>nine</p>")
    desk.post(at(translation, "draft/"), words(translation, body="<p>eight</p>"), headers=JSON)

    desk.delete(at(translation, "draft/"))

    assert not Draft.objects.exists()
    assert translation.working_content.body == "<p>nine</p>"


def test_a_change_is_published_by_itself_when_its_time_comes(desk: Client, editor: User, words: Form):
    editor.time_zone = "Europe/Riga"
    editor.save()
    translation = publish("Opening hours", "<p>nine</p>")
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1), editor.zone)
    sent = words(translation, body="<p>eight</p>", at=tomorrow.strftime("%Y-%m-%dT%H:%M"))

    desk.post(at(translation, "schedule/"), sent)

    translation.refresh_from_db()
    assert translation.publish_at == tomorrow.replace(second=0, microsecond=0)
    assert (translation.is_published, translation.live.body) == (True, "<p>nine</p>")

    Translation.objects.update(publish_at=timezone.now())
    publish_due()

    translation.refresh_from_db()
    assert (translation.live.body, translation.publish_at) == ("<p>eight</p>", None)


def test_what_was_scheduled_can_wait_as_a_draft_again(desk: Client, editor: User, words: Form):
    translation = Article.begin("en", editor, "Vouchers")
    sent = words(translation, body="<p>They last three years.</p>", at="2099-01-01T10:00")
    desk.post(at(translation, "schedule/"), sent)
    translation.refresh_from_db()
    assert translation.status == "scheduled"

    desk.delete(at(translation, "schedule/"))

    translation.refresh_from_db()
    assert (translation.status, translation.publish_at) == ("draft", None)
    assert Draft.objects.get().body == "<p>They last three years.</p>"


@pytest.mark.parametrize("moment", ["", "tomorrow", "2001-01-01T10:00"])
def test_a_moment_that_makes_no_sense_is_refused_in_place(desk: Client, words: Form, moment: str):
    translation = publish("Opening hours")

    answer = desk.post(at(translation, "schedule/"), words(translation, at=moment))

    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    translation.refresh_from_db()
    assert translation.publish_at is None


def test_taken_back_archived_and_brought_back(desk: Client):
    translation = publish("Opening hours")

    desk.delete(at(translation, "publication/"))
    translation.refresh_from_db()
    assert translation.status == "draft"

    desk.post(at(translation, "archive/"))
    translation.refresh_from_db()
    assert translation.status == "archived"

    desk.delete(at(translation, "archive/"))
    translation.refresh_from_db()
    assert translation.status == "draft"


def test_only_an_admin_deletes_for_good(desk: Client, admin_desk: Client):
    translation = publish("Opening hours")

    assert desk.post(at(translation, "deletion/")).status_code == 404
    assert admin_desk.post(at(translation, "deletion/")).status_code == 302
    assert not Article.objects.exists()
    assert ask("opening hours", Asker("en", PUBLIC)).articles == ()


def test_the_preview_shows_the_draft_to_the_team_and_to_no_search_engine(desk: Client, client: Client, words: Form):
    translation = publish("Opening hours")
    desk.post(at(translation, "draft/"), words(translation, title="Garage hours"), headers=JSON)

    page = desk.get(at(translation, "preview/")).content.decode()

    assert "Garage hours" in page
    assert 'content="noindex"' in page
    assert client.get(at(translation, "preview/")).status_code == 302


def test_agents_read_but_do_not_write(client: Client, agent: User, words: Form):
    translation = publish("Opening hours")
    client.force_login(agent)

    assert client.get(at(translation)).status_code == 404
    assert client.post(at(translation, "draft/"), words(translation)).status_code == 404
    assert client.get(at(translation, "preview/")).status_code == 200
    assert client.get("/desk/articles/").status_code == 200


def test_an_article_that_is_not_there_is_not_found(desk: Client):
    assert desk.get("/desk/articles/999/en/").status_code == 404
    assert desk.get(f"/desk/articles/{publish('Hours').article_id}/lv/").status_code == 404
