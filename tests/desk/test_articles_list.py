"""The list of articles at the desk."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.knowledge.models import Article, Translation
from helpwell.people.models import User
from tests.factories import ArticleFactory, make_category, publish

pytestmark = pytest.mark.django_db

LIST = "/desk/articles/"


def titles(response: object) -> str:
    return response.content.decode()


def test_visitors_are_asked_to_sign_in(client: Client):
    assert client.get(LIST).status_code == 302


def test_an_empty_house_says_what_to_do_first(desk: Client):
    page = titles(desk.get(LIST))

    assert "No articles yet" in page
    assert "Write the first article" in page


def test_the_list_is_searched_as_customers_search(desk: Client):
    publish("Change your delivery address", "<p>Open your order and choose Change address.</p>")
    publish("Opening hours", "<p>We open at nine.</p>")

    page = titles(desk.get(LIST, {"q": "delivry adress"}))

    assert "Change your delivery address" in page
    assert "Opening hours" not in page


def test_a_draft_is_found_by_its_title(desk: Client, editor: User):
    Article.begin("en", editor, "Gift vouchers")
    publish("Opening hours")

    page = titles(desk.get(LIST, {"q": "vouch"}))

    assert "Gift vouchers" in page


def test_an_internal_article_is_found_by_the_team(desk: Client):
    publish("Goodwill rules", visibility="internal")

    assert "Goodwill rules" in titles(desk.get(LIST, {"q": "goodwill"}))


def test_filters_narrow_the_list(desk: Client, editor: User):
    delivery = make_category("Delivery")
    publish("Parcel is late", category=delivery, owner=editor)
    publish("Opening hours").archive(by=None)

    assert "Opening hours" not in titles(desk.get(LIST, {"category": delivery.pk}))
    assert "Parcel is late" not in titles(desk.get(LIST, {"status": "archived"}))
    assert "Parcel is late" in titles(desk.get(LIST, {"owner": editor.pk}))
    assert "Opening hours" in titles(desk.get(LIST, {"owner": "none"}))


def test_what_needs_something_is_one_choice_away(desk: Client, editor: User):
    short = publish("Too short", "<p>Yes.</p>")
    source = publish("Source", "<p>" + "word " * 30 + "</p>")
    publish("Quelle", "<p>" + "Wort " * 30 + "</p>", language="de", article=source.article)
    source.write(source.live.content.__class__("Source anew", "", "<p>" + "other " * 30 + "</p>"), by=editor)
    source.publish(by=editor)

    assert "Too short" in titles(desk.get(LIST, {"needs": "findings"}))
    assert short.findings.exists()
    behind = titles(desk.get(LIST, {"needs": "behind"}))
    assert "Quelle" in behind
    assert "Source anew" not in behind
    lacking = titles(desk.get(LIST, {"needs": "translation", "language": "de"}))
    assert "Too short" in lacking
    assert "Source anew" not in lacking


@pytest.mark.parametrize(
    "query",
    [{"page": "-1"}, {"page": "999999"}, {"status": "?"}, {"category": "x"}, {"q": "\x00'\"%_" * 900}, {"sort": "1"}],
)
def test_a_query_that_makes_no_sense_shows_a_list_all_the_same(desk: Client, query: dict[str, str]):
    publish("Opening hours")

    assert desk.get(LIST, query).status_code == 200


def test_the_list_takes_as_many_queries_for_fifty_articles_as_for_three(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    delivery = make_category("Delivery")
    for number in range(3):
        publish(f"Article {number}", category=delivery)
    with django_assert_max_num_queries(30) as few:
        desk.get(LIST)

    for number in range(30):
        publish(f"More {number}", category=delivery)

    with django_assert_max_num_queries(len(few.captured_queries) + 1):  # the site may have left its cache since
        desk.get(LIST)


def test_a_selection_is_archived_and_the_undo_brings_it_back(desk: Client):
    published, draft = publish("Opening hours"), publish("Parking")
    draft.unpublish(by=None)

    desk.post(f"{LIST}selection/", {"id": [published.pk, draft.pk], "become": "archived"})

    assert set(Translation.objects.values_list("status", flat=True)) == {"archived"}

    desk.post(f"{LIST}selection/former/", {"former": [f"{published.pk}:published", f"{draft.pk}:draft"]})

    published.refresh_from_db()
    draft.refresh_from_db()
    assert (published.status, draft.status) == ("published", "draft")


def test_an_article_without_words_is_not_published_with_the_others(desk: Client, editor: User):
    empty = Article.begin("en", editor, "Nothing yet")
    ready = publish("Parking")
    ready.unpublish(by=None)

    answer = desk.post(
        f"{LIST}selection/", {"id": [empty.pk, ready.pk], "become": "published"}, headers={"hx-request": "true"}
    )

    assert "1 article published" in titles(answer)
    assert "1 has no title or no text yet" in titles(answer)
    empty.refresh_from_db()
    assert empty.status == "draft"


def test_ten_imported_ids_that_are_no_numbers_change_nothing(desk: Client):
    ArticleFactory()

    assert desk.post(f"{LIST}selection/", {"id": ["x", "-1", "²"], "become": "archived"}).status_code == 302


def test_customers_find_no_desk(client: Client, db: None):
    client.force_login(User.objects.create_user("kim@example.com", role=User.Role.MEMBER))

    assert client.get(LIST).status_code == 404


def test_only_editors_may_archive(client: Client, agent: User):
    published = publish("Opening hours")
    client.force_login(agent)

    assert client.post(f"{LIST}selection/", {"id": published.pk, "become": "archived"}).status_code == 404
    published.refresh_from_db()
    assert published.is_published
