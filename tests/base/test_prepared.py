"""A query whose SQL is written once answers every time for what it is given."""

from datetime import datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpwell.base.prepared import counted_once, row_of, written_once
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Category
from helpwell.people.models import Event, User
from tests.factories import ConversationFactory, UserFactory, make_category

pytestmark = pytest.mark.django_db


@written_once
def icons(names: tuple[str, ...], without: str) -> QuerySet:
    found = Category.objects.filter(public_id__in=names).exclude(public_id=without)
    return found.order_by("public_id").values_list("public_id", "icon")


@written_once
def made_by(maker: int, since: datetime | None, *, kind: str) -> QuerySet[Event]:
    made = Event.objects.filter(by=maker, kind=kind).order_by("pk")
    return made if since is None else made.filter(at__gte=since)


@written_once
def held_by(user: int) -> QuerySet[Conversation]:
    held = Conversation.objects.filter(assignee=user).order_by("pk").select_related("assignee")
    return held.prefetch_related("tags", "contact__addresses")


@written_once
def in_hand(users: tuple[int, ...]) -> QuerySet[Conversation]:
    return Conversation.objects.filter(assignee__in=users)


@counted_once
def counts(maker: int) -> list[QuerySet]:
    made = Event.objects.filter(by=maker, kind="made").values("pk")
    return [made, made[:2], Event.objects.filter(kind="unmade").values("pk")]


def test_each_call_is_answered_for_its_own_texts():
    for name in ("Orders", "Lenses", "Frames"):
        make_category(name)

    assert icons(("orders", "lenses"), "frames") == [("lenses", ""), ("orders", "")]
    assert icons(("frames", "lenses"), "lenses") == [("frames", "")]
    assert icons(("orders",), "nothing") == [("orders", "")]


def test_a_text_is_only_ever_a_text():
    make_category("Orders")

    assert icons(("orders' OR 1=1 --", "%s", "\x1f0"), "nothing") == []


def test_what_is_the_same_for_everybody_needs_nothing_given():
    make_category("Orders")

    assert [one.public_id for one in written_once(lambda: Category.objects.all())()] == ["orders"]


def test_a_key_that_no_row_can_have_finds_nothing():
    assert made_by(2**63, None, kind="made") == []
    assert held_by(-(2**63) - 1) == []
    assert in_hand((2**63, 2**70)) == []


def test_nothing_is_asked_about_nothing(django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(0):
        assert icons((), "nothing") == []


def test_keys_and_moments_are_those_of_who_asks():
    makers = [UserFactory(), UserFactory()]
    for maker in makers:
        Event.record("made", make_category(f"Of {maker.pk}"), by=maker)
    now, hour = timezone.now(), timedelta(hours=1)

    assert [[one.by_id for one in made_by(maker.pk, None, kind="made")] for maker in makers] == [
        [maker.pk] for maker in makers
    ]
    assert [len(made_by(makers[0].pk, since, kind="made")) for since in (now - hour, now + hour)] == [1, 0]
    assert made_by(makers[0].pk, now - hour, kind="unmade") == []


def test_rows_come_with_all_that_the_queryset_would_bring(agent: User, django_assert_num_queries):
    for tags in (["lens", "urgent"], [], ["lens"]):
        conversation = ConversationFactory(assignee=agent)
        for tag in tags:
            conversation.tag(tag, by=agent)
        conversation.contact.addresses.create(value=f"laura{conversation.pk}@example.org")

    plain = list(held_by.__wrapped__(agent.pk))
    held_by(agent.pk)

    with django_assert_num_queries(4):
        found = held_by(agent.pk)
        assert [one.assignee for one in found] == [agent] * 3
        assert [list(one.tags.all()) for one in found] == [list(one.tags.all()) for one in plain]
        assert [one.contact.email for one in found] == [one.contact.email for one in plain]
    assert [one.tags.filter(name="urgent").count() for one in found] == [1, 0, 0]


def test_what_nobody_may_see_is_found_by_nobody():
    ConversationFactory()
    member = UserFactory(role=User.Role.MEMBER)

    assert written_once(lambda: Conversation.objects.visible_to(member))() == []


def test_several_counts_are_asked_together(django_assert_num_queries: DjangoAssertNumQueries):
    maker = UserFactory()
    for name in ("Orders", "Lenses", "Frames"):
        Event.record("made", make_category(name), by=maker)

    with django_assert_num_queries(1):
        assert counts(maker.pk) == (3, 2, 0)


def test_a_row_is_found_by_its_key_or_is_not_there():
    maker = UserFactory()

    assert row_of(User, maker.pk).email == maker.email
    assert row_of(User, maker.pk, is_locked=True) == maker
    with pytest.raises(User.DoesNotExist):
        row_of(User, 0)
