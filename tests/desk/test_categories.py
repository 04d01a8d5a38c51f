"""The tree of categories."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.asking import Asker, ask
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Category
from helpwell.knowledge.models.category import MovedUnderItself
from tests.factories import make_category, publish

pytestmark = pytest.mark.django_db

TREE = "/desk/categories/"


def order() -> list[tuple[str, int]]:
    return [(category.name_in("en"), category.depth) for category in Category.objects.named()]


def test_an_empty_tree_says_how_to_begin(desk: Client):
    assert "No categories yet" in desk.get(TREE).content.decode()


def test_a_category_is_added_at_the_top_or_under_another(desk: Client):
    desk.post(TREE, {"name": "Delivery"})
    desk.post(TREE, {"name": "Late parcels", "parent": Category.objects.get().pk})

    assert order() == [("Delivery", 1), ("Late parcels", 2)]


@pytest.mark.parametrize("sent", [{}, {"name": " "}, {"name": "x" * 81}, {"name": "Late", "parent": "999"}])
def test_a_category_that_makes_no_sense_is_refused(desk: Client, sent: dict[str, str]):
    assert desk.post(TREE, sent).status_code in {200, 422}
    assert not Category.objects.exists()


def test_categories_move_among_their_neighbours_and_the_ends_stay(desk: Client):
    first, second = make_category("Delivery"), make_category("Returns")

    desk.post(f"{TREE}{second.pk}/position/", {"to": "up"})
    assert order() == [("Returns", 1), ("Delivery", 1)]

    desk.post(f"{TREE}{second.pk}/position/", {"to": "up"})
    desk.post(f"{TREE}{first.pk}/position/", {"to": "down"})
    assert order() == [("Returns", 1), ("Delivery", 1)]


def test_a_category_gets_names_an_icon_and_a_place(desk: Client):
    top, moved = make_category("Delivery"), make_category("Late")
    sent = {"name_en": "Late parcels", "name_de": "Späte Pakete", "description_de": "Was tun", "icon": "truck"}

    desk.post(f"{TREE}{moved.pk}/", sent | {"parent": top.pk})

    moved.refresh_from_db()
    assert order() == [("Delivery", 1), ("Late parcels", 2)]
    assert moved.icon == "truck"
    assert moved.text_in("de").description == "Was tun"
    assert moved.text_in("en").slug == "late-parcels"
    assert Category.objects.formerly_at("late").get() == moved


def test_a_category_cannot_stand_under_itself_and_the_page_says_so(desk: Client):
    top = make_category("Delivery")
    below = make_category("Late", parent=top)

    answer = desk.post(f"{TREE}{top.pk}/", {"name_en": "Delivery", "parent": below.pk})

    assert answer.status_code == 422
    assert "cannot stand under itself" in answer.content.decode()
    assert order() == [("Delivery", 1), ("Late", 2)]
    with pytest.raises(MovedUnderItself):
        top.move_under(top, by=None)


def test_a_category_without_any_name_is_refused(desk: Client):
    category = make_category("Delivery")

    answer = desk.post(f"{TREE}{category.pk}/", {"name_en": ""})

    assert answer.status_code == 422
    assert order() == [("Delivery", 1)]


def test_articles_stay_when_their_category_goes(desk: Client):
    category = make_category("Delivery")
    make_category("Late", parent=category)
    article = publish("Parcel is late", category=category)

    page = desk.post(f"{TREE}{category.pk}/deletion/", follow=True).content.decode()

    article.article.refresh_from_db()
    assert "1 article has no category now" in page
    assert article.article.category is None
    assert order() == [("Late", 1)]
    assert ask("parcel late", Asker("en", PUBLIC)).articles[0].translation_id == article.pk


def test_the_tree_takes_as_many_queries_for_thirty_as_for_three(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(3):
        publish(f"Article {number}", category=make_category(f"Topic {number}"))
    with django_assert_max_num_queries(20) as few:
        desk.get(TREE)

    for number in range(30):
        make_category(f"More {number}")

    with django_assert_max_num_queries(len(few.captured_queries)):
        desk.get(TREE)


def test_a_category_is_put_beside_or_under_another_and_back_again(desk: Client):
    delivery, returns, abroad = (make_category(name) for name in ("Delivery", "Returns", "Abroad"))

    page = desk.post(f"{TREE}{abroad.pk}/position/", {"to": f"under {delivery.pk}"}, follow=True).content.decode()
    assert order() == [("Delivery", 1), ("Abroad", 2), ("Returns", 1)]
    assert f'value="after {returns.pk}"' in page

    desk.post(f"{TREE}{abroad.pk}/position/", {"to": f"after {returns.pk}"})
    desk.post(f"{TREE}{returns.pk}/position/", {"to": f"before {delivery.pk}"})
    assert order() == [("Returns", 1), ("Delivery", 1), ("Abroad", 1)]


def test_a_category_put_under_itself_is_told_that_it_cannot(desk: Client):
    delivery = make_category("Delivery")
    abroad = make_category("Abroad", parent=delivery)

    for other in (delivery, abroad):
        page = desk.post(f"{TREE}{delivery.pk}/position/", {"to": f"under {other.pk}"}, follow=True).content.decode()
        assert "cannot stand under itself" in page
    assert order() == [("Delivery", 1), ("Abroad", 2)]


@pytest.mark.parametrize("to", ["", "sideways 1", "under 999", "under x", "under"])
def test_a_place_that_is_none_is_not_found(desk: Client, to: str):
    assert desk.post(f"{TREE}{make_category('Delivery').pk}/position/", {"to": to}).status_code == 404
