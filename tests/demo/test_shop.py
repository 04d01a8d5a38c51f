"""The example shop is worth looking at, and shows what it is meant to show."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from helpwell.answers.asking import Asker, suggest
from helpwell.answers.index import index
from helpwell.answers.models import Gap, Question, Standing, Synonym
from helpwell.answers.popular import popular
from helpwell.automation.flow_steps import FlowStep
from helpwell.automation.models import Flow
from helpwell.channels.chat.models import Invitation
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.demo import loading
from helpwell.demo.loading import MARK, load
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Article, Category, ImportRow, Notice, Translation, Vote
from helpwell.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]


@pytest.fixture(scope="module")
def shop(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """All of it, loaded once for those who only look; gone when they have."""
    mark = tmp_path_factory.mktemp("shop") / MARK
    cache.clear()  # it begins before what each test begins with
    index.forget()
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setattr(loading, "_mark", lambda: mark)
        load()
        yield
        transaction.set_rollback(True)


def test_the_chat_leads_through_a_flow_whose_articles_are_there():
    flow, invitation = Flow.objects.get(), Invitation.objects.get()
    answers = {step.subject for step in flow.steps if step.kind == FlowStep.Kind.ANSWER}
    there = Translation.objects.readable(PUBLIC).filter(article__public_id__in=answers)
    assert {one.article.public_id for one in there.select_related("article")} == answers
    assert all(flow.title_in(code) and invitation.text_in(code) for code in ("de", "en", "lv"))
    assert flow.is_on
    assert invitation.is_on


def test_every_page_has_something_to_show():
    assert Article.objects.count() >= 40
    assert Translation.objects.published().in_language("lv").exists()
    assert Category.objects.count() >= 10
    assert Synonym.objects.active().exists()
    assert Synonym.objects.proposed().exists()
    assert Notice.objects.showing().for_customers().exists()
    assert not ImportRow.objects.troubled().exists()
    assert len(popular("de", PUBLIC, days=7)) >= 6
    assert Question.objects.unanswered().count() >= 40
    assert Vote.objects.to_review().exists()
    assert Article.objects.review_due().exists()
    assert Standing.objects.filter(level="automatic").count() >= 10
    assert any(translation.behind_since for translation in Translation.objects.in_language("en"))
    assert Article.objects.filter(kind=Article.Kind.CANNED, visibility=Article.Visibility.INTERNAL).count() >= 8
    _the_desk_is_lively()


def _the_desk_is_lively() -> None:
    opened = Conversation.objects.open()
    jobs = Conversation.objects.filter(team__is_private=True)
    assert Conversation.objects.count() >= 50
    assert opened.unassigned().exists()
    assert opened.exclude(assignee=None).exists()
    assert Conversation.objects.filter(status=Conversation.Status.SNOOZED).exists()
    assert Message.objects.awaiting_approval().exists()
    assert Conversation.objects.overdue(timezone.now()).exists()
    assert not Conversation.objects.visible_to(User.objects.get(email__startswith="grace")).filter(pk__in=jobs).exists()
    assert expected_wait(Inbox.objects.get(name="Kontaktformular")).by is not None
    assert Question.objects.exclude(conversation=None).exclude(opened=None).exists()


def test_no_gap_is_shown_that_an_article_answers():
    open_gaps = set(Gap.objects.open().values_list("text", flat=True))

    assert "hörgeräte" in open_gaps
    assert "gummi an der brille ab" not in open_gaps


@pytest.mark.parametrize(
    ("typed", "language", "article"),
    [
        ("der gummi an meiner brille ist a", "de", "nose-pads"),
        ("brillengestel kaputt was nun", "de", "frame-broken"),
        ("kad atnāks mans sūtīj", "lv", "delivery-time"),
        ("kad atnāks mans sūtījums", "lv", "delivery-time"),
        ("wher is my ord", "en", "track-parcel"),
        ("wher is my ordr", "en", "track-parcel"),
    ],
)
def test_what_its_customers_type_finds_the_answer_among_the_first_two(typed, language, article):
    found = suggest(typed, Asker(language, PUBLIC)).articles

    assert article in [one.public_id for one in found[:2]]
