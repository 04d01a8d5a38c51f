"""A query whose SQL is written once answers every time for the texts it is given."""

import pytest
from django.db.models import QuerySet

from helpwell.base.prepared import prepared
from helpwell.knowledge.models import Category
from tests.factories import make_category

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
