"""The desk's first page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.answers.gaps import gather
from helpwell.answers.models import Synonym
from helpwell.base.models import Site
from helpwell.knowledge.models import Notice, NoticeText, Vote
from helpwell.people.models import User
from tests.factories import VisitorFactory, ask_unanswered, publish, write

pytestmark = pytest.mark.django_db


def test_a_new_admin_sees_the_first_steps_and_each_notices_that_it_is_done(admin_desk: Client):
    before = admin_desk.get("/desk/").content.decode()

    Site.objects.update_or_create(
        pk=1, defaults={"imprint_url": "https://x.example/i", "privacy_url": "https://x.example/p", "hue": 150}
    )
    for number in range(10):
        publish(f"Article {number}")
    after = admin_desk.get("/desk/").content.decode()

    assert "0 of 8 done" in before
    assert "3 of 8 done" in after


def test_the_first_steps_are_put_away_and_can_be_had_again(admin_desk: Client):
    page = admin_desk.post("/desk/first-steps/", follow=True).content.decode()

    assert "of 8 done" not in page
    admin_desk.post("/desk/first-steps/", {"show": "1"})
    assert "of 8 done" in admin_desk.get("/desk/").content.decode()


def test_editors_are_not_bothered_with_first_steps(desk: Client):
    assert "of 8 done" not in desk.get("/desk/").content.decode()


def test_what_waits_is_counted(desk: Client):
    Vote.cast(publish("Returns"), VisitorFactory(), helpful=False)
    ask_unanswered("do you ship to iceland")
    gather()
    Synonym.propose("en", "rubber", "nose pad", "")

    page = desk.get("/desk/").content.decode()

    for words in ["vote that an article did not help", "proposed synonym", "/desk/gaps/"]:
        assert words in page


def test_editors_see_how_many_conversations_found_their_agent_by_themselves(
    desk: Client, agents_desk: Client, agent: User
):
    agent.become(User.Availability.AT_DESK)
    write()

    assert "1 of 1 conversations found their agent by themselves" in desk.get("/desk/").content.decode()
    assert "found their agent" not in agents_desk.get("/desk/").content.decode()


def test_news_for_the_team_is_not_for_customers(desk: Client, client: Client):
    notice = Notice.objects.create(audience=Notice.Audience.STAFF)
    NoticeText.objects.create(notice=notice, language="en", title="Meeting at ten")

    assert "Meeting at ten" in desk.get("/desk/").content.decode()
    assert "Meeting at ten" not in client.get("/en/").content.decode()


def test_an_empty_desk_leads_on(desk: Client):
    assert "/desk/articles/" in desk.get("/desk/").content.decode()


def test_the_page_asks_few_questions_of_the_database(
    admin_desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    with django_assert_max_num_queries(25):
        admin_desk.get("/desk/")
