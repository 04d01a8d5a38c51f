"""A query whose SQL is written once answers every time for the texts it is given."""

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from helpwell.base.prepared import ANYBODY, AskedByAnybody, prepared
from helpwell.knowledge.models import Category
from helpwell.people.models import Event
from tests.factories import UserFactory, make_category

pytestmark = pytest.mark.django_db


@prepared
def icons(names: tuple[str, ...], without: tuple[str, ...]) -> QuerySet:
    return (
        Category.objects.filter(public_id__in=names)
        .exclude(public_id__in=without)
        .order_by("public_id")
        .values_list("public_id", "icon")
    )


def test_each_call_is_answered_for_its_own_texts():
    for name in ("Orders", "Lenses", "Frames"):
        make_category(name)

    assert icons(["orders", "lenses"], ["frames"]) == [("lenses", ""), ("orders", "")]
    assert icons(["frames", "lenses"], ["lenses"]) == [("frames", "")]
    assert icons({"orders"}, {"nothing"}) == [("orders", "")]


def test_a_text_is_only_ever_a_text():
    make_category("Orders")

    assert icons(["orders' OR 1=1 --", "%s", "\x1f0.0"], ["nothing"]) == []


def test_nothing_is_asked_about_no_texts(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert icons([], ["nothing"]) == []


def test_what_anybody_asks_is_answered_for_who_asks():
    makers = [UserFactory(), UserFactory()]
    for maker in makers:
        Event.record("made", make_category(f"Of {maker.pk}"), by=maker)

    asked = AskedByAnybody.written(Event.objects.filter(by=ANYBODY, kind="made").values_list("by"))

    assert [asked.rows(maker.pk) for maker in makers] == [[(maker.pk,)] for maker in makers]
    assert asked.rows(0) == []


def test_several_counts_are_asked_together(django_assert_num_queries: DjangoAssertNumQueries):
    maker = UserFactory()
    for name in ("Orders", "Lenses", "Frames"):
        Event.record("made", make_category(name), by=maker)
    made = Event.objects.filter(by=ANYBODY, kind="made").values_list("pk")

    asked = AskedByAnybody.counting([made, made[:2], Event.objects.filter(kind="unmade").values_list("pk")])

    with django_assert_num_queries(1):
        assert asked.rows(maker.pk) == [(3, 2, 0)]
