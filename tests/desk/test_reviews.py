"""Votes that say no, and articles to read again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from helpwell.knowledge.models import Vote
from helpwell.people.models import User
from tests.factories import VisitorFactory, publish

pytestmark = pytest.mark.django_db

LIST = "/desk/reviews/"
DUE = "/desk/reviews/articles/"


def vote_no(title: str = "Returns", comment: str = "") -> Vote:
    return Vote.cast(publish(title), VisitorFactory(), helpful=False, reason="unclear", comment=comment)


def test_a_vote_is_shown_with_reason_comment_and_the_revision_it_was_about(desk: Client):
    vote = vote_no("Returns", "Which <b>form</b>?")
    translation = vote.translation
    translation.write(translation.live.content.__class__("Returns", "", "<p>Use the form in the parcel.</p>"), by=None)
    translation.publish(by=None)

    page = desk.get(LIST).content.decode()

    assert "It is hard to understand" in page
    assert "Which &lt;b&gt;form&lt;/b&gt;?" in page
    assert "About revision 1; it has been changed since." in page


def test_a_settled_vote_leaves_the_queue_and_undo_brings_it_back(desk: Client, editor: User):
    vote = vote_no()
    address = f"{LIST}{vote.pk}/settlement/"

    page = desk.post(address, {"status": "rejected"}, follow=True).content.decode()
    vote.refresh_from_db()

    assert (vote.status, vote.assignee) == (Vote.Status.REJECTED, editor)
    assert f'action="{address}"' in page
    assert "Returns" in desk.get(LIST, {"settled": ""}).content.decode()
    desk.post(address, {"status": "open"})
    assert Vote.objects.to_review().count() == 1


def test_somebody_sees_to_it(desk: Client, admin: User):
    vote = vote_no()

    desk.post(f"{LIST}{vote.pk}/assignee/", {"assignee": admin.pk})

    vote.refresh_from_db()
    assert vote.assignee == admin


def test_nonsense_changes_nothing(desk: Client):
    vote = vote_no()

    desk.post(f"{LIST}{vote.pk}/settlement/", {"status": "burnt"})

    vote.refresh_from_db()
    assert vote.status == Vote.Status.OPEN


def test_an_article_is_still_right_until_the_day_somebody_says(desk: Client, editor: User):
    today = timezone.localdate()
    article = publish("Prices", review_on=today).article
    assert "Prices" in desk.get(DUE).content.decode()

    refused = desk.post(f"{DUE}{article.pk}/confirmation/", {"until": today.isoformat()})
    desk.post(f"{DUE}{article.pk}/confirmation/", {"until": (today + timedelta(days=90)).isoformat()})

    article.refresh_from_db()
    assert "Choose a day that is still to come." in refused.content.decode()
    assert (article.review_on, article.checked_by) == (today + timedelta(days=90), editor)
    assert "Everything is up to date" in desk.get(DUE).content.decode()


def test_agents_do_not_deal_with_votes(client: Client, agent: User):
    client.force_login(agent)

    assert client.get(LIST).status_code == 404


@pytest.mark.parametrize("address", [LIST, DUE])
def test_a_longer_list_asks_no_more_questions_of_the_database(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries, address: str
):
    for number in range(12):
        vote_no(f"Article {number}").translation.article.change(by=None, review_on=timezone.localdate())

    with django_assert_max_num_queries(24):
        desk.get(address)
