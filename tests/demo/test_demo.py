"""The example shop loads once, stays as fresh as on its first day, and leaves other people's data alone."""

import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from helpwell.answers.models import Question
from helpwell.automation.lateness import mark_late
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation, Message
from helpwell.demo import loading
from helpwell.demo.loading import MARK, NotOurs, load
from helpwell.demo.shop import COLLEAGUES, CONTENT
from helpwell.knowledge.models import Article
from helpwell.outbox.models import Mail
from helpwell.people.models import Event
from tests.factories import publish

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loading, "_mark", lambda: tmp_path / MARK)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A little of the content."""
    folder = tmp_path / "content"
    (folder / "articles").mkdir(parents=True)
    for path in sorted((CONTENT / "articles").glob("nose-pads.*")):
        shutil.copy(path, folder / "articles")
    for name in ("questions.jsonl", "votes.jsonl"):
        kept = [line for line in (CONTENT / name).read_text().splitlines() if "nose-pads" in line]
        (folder / name).write_text("\n".join(kept))
    return folder


def test_conversations_lie_in_the_past_and_each_word_after_the_one_before(small: Path):
    shutil.copy(CONTENT / "conversations.yaml", small)

    load(small)

    now = timezone.now()
    for conversation in Conversation.objects.prefetch_related("messages"):
        said = [message.said_at for message in conversation.messages.said()]
        assert said == sorted(said)
        assert conversation.created_at == said[0]
        assert max(said[-1], conversation.changed_at) < now
        assert conversation.waiting_since is None or conversation.waiting_since in said
        assert all(event.at < now for event in Event.objects.about(conversation))
    assert not Mail.objects.exists()  # what was answered last month is not sent today
    assert not Message.objects.awaiting_bot().exists()


def test_what_is_late_in_the_story_sends_no_mail_today(small: Path):
    load(small)

    mark_late()

    assert Conversation.objects.late().exists() == Conversation.objects.overdue(timezone.now()).exists()
    assert not Mail.objects.exists()


def test_conversations_move_on_with_the_days(small: Path):
    shutil.copy(CONTENT / "conversations.yaml", small)
    load(small)
    newest = Conversation.objects.latest("created_at")

    with time_machine.travel(timezone.now() + timedelta(days=3)):
        load(small)

    moved = Conversation.objects.get(pk=newest.pk)
    assert moved.created_at - newest.created_at == timedelta(days=3)
    assert moved.messages.get(number=1).said_at == moved.created_at


def test_everybody_named_at_the_end_can_sign_in(client: Client, small: Path):
    password = load(small).password

    for person in COLLEAGUES:
        assert client.login(email=person.email, password=password)


def test_a_second_start_changes_nothing(small: Path):
    first = load(small)
    questions = Question.objects.count()

    again = load(small)

    assert again == first
    assert Question.objects.count() == questions


def test_an_interrupted_start_goes_on(small: Path):
    load(small)
    loading._write_mark(loading.Demo("klarsicht-0000", is_loaded=False))

    assert load(small).is_loaded
    assert Article.objects.count() == 1


def test_the_month_is_always_the_last_one(small: Path):
    load(small)

    with time_machine.travel(timezone.now() + timedelta(days=90)):
        load(small)

        assert Question.objects.asked_within(days=2).exists()
        assert not Question.objects.filter(asked_at__gt=timezone.now()).exists()


def test_missing_files_are_simply_left_out(tmp_path: Path):
    (tmp_path / "one.de.md").write_text("---\nid: one\nlanguage: de\ntitle: Eins\n---\nText")

    load(tmp_path)

    assert Article.objects.count() == 1
    assert Question.objects.count() == 0


def test_other_peoples_data_is_left_alone(small: Path):
    publish("Our own article")

    with pytest.raises(NotOurs):
        load(small)

    assert Article.objects.count() == 1
    assert Site.objects.get_or_create(pk=1)[0].name != "Klarsicht"


def test_the_command_says_what_to_do_instead():
    publish("Our own article")

    with pytest.raises(CommandError, match="unset HELPWELL_DATA"):
        call_command("demo", stdout=StringIO())
    assert settings.HELPWELL.data.exists()
