"""The home page: search first, then what many ask, then every topic."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from helpwell.answers.models import Question
from tests.factories import VisitorFactory, make_category, publish

pytestmark = pytest.mark.django_db


def open_from_question(translation, times: int, days_ago: int = 0) -> None:
    for _ in range(times):
        Question.objects.create(
            text="?",
            language=translation.language,
            visitor=VisitorFactory(),
            opened=translation,
            asked_at=timezone.now() - timedelta(days=days_ago),
        )


def test_a_visitor_is_led_to_the_language_her_browser_asks_for(customer: Client):
    assert customer.get("/", headers={"Accept-Language": "lv,en;q=0.5"}).url == "/lv/"
    assert customer.get("/", headers={"Accept-Language": "fr"}).url == "/en/"


def test_a_fresh_help_centre_has_a_search_box_and_says_that_it_is_empty(customer: Client):
    page = customer.get("/en/").content.decode()

    assert 'name="q"' in page
    assert "There are no answers here yet." in page
    assert "/desk" not in page


def test_popular_questions_stand_in_their_real_order_and_follow_the_traffic(customer: Client):
    parking, hours = publish("Parking"), publish("Opening hours")
    open_from_question(parking, times=1)
    open_from_question(hours, times=2)
    open_from_question(parking, times=5, days_ago=30)

    before = customer.get("/en/").content.decode()
    open_from_question(parking, times=3)
    after = customer.get("/en/").content.decode()

    assert before.index("Opening hours") < before.index("Parking")
    assert after.index("Parking") < after.index("Opening hours")


def test_topics_count_what_is_in_them_and_below_and_empty_ones_are_left_out(customer: Client):
    delivery = make_category("Delivery")
    abroad = make_category("Abroad", parent=delivery)
    make_category("Nothing here")
    publish("Delivery times", category=delivery)
    publish("Customs", category=abroad)

    page = customer.get("/en/").content.decode()

    assert "2 answers" in page
    assert "Nothing here" not in page
    assert "/en/categories/delivery/" in page


def test_without_categories_all_answers_are_one_click_away(customer: Client):
    publish("Parking")

    assert "/en/articles/" in customer.get("/en/").content.decode()
    assert "/en/articles/parking/" in customer.get("/en/articles/").content.decode()


def test_a_person_can_always_be_written_to_and_then_by_what_else_there_is(customer: Client, change_site):
    page = customer.get("/en/").content.decode()
    assert "Rather a person?" in page
    assert 'href="/en/contact/"' in page
    assert "mailto:" not in page

    change_site(contact_email="help@shop.example")

    assert "mailto:help@shop.example" in customer.get("/en/").content.decode()


def test_the_page_is_not_sent_again_while_nothing_changed(customer: Client):
    publish("Parking")
    first = customer.get("/en/")

    again = customer.get("/en/", headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304
    assert "csrfmiddlewaretoken" not in first.content.decode()


def test_more_topics_and_questions_take_no_more_queries(customer: Client, django_assert_max_num_queries):
    def fill(number: int) -> None:
        category = make_category(f"Topic {number}")
        open_from_question(publish(f"Article {number}", category=category), times=1)

    for number in range(8):
        fill(number)

    with django_assert_max_num_queries(12):
        customer.get("/en/")
