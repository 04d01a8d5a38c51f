"""Tutorials for the team: who has worked through which, and in which words."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from helpwell.knowledge.models import Translation
from helpwell.knowledge.models.revision import Content
from helpwell.people.models import User
from tests.factories import UserFactory, publish

pytestmark = pytest.mark.django_db

TRAINING = "/desk/training/"


def teach(title: str = "How we write") -> Translation:
    """A tutorial for the team."""
    return publish(title, kind="tutorial", visibility="internal")


def at(lesson: Translation) -> str:
    return f"{TRAINING}{lesson.article_id}/{lesson.language}/"


@pytest.fixture
def grace() -> User:
    return UserFactory(name="Grace", role=User.Role.TRAINEE)


@pytest.fixture
def her_desk(grace: User) -> Client:
    client = Client()
    client.force_login(grace)
    return client


def test_a_tutorial_for_the_team_is_new_until_she_has_worked_through_it(her_desk: Client):
    lesson = teach()
    before = her_desk.get(TRAINING).content.decode()

    page = her_desk.get(f"/desk/articles/{lesson.article_id}/en/preview/?live").content.decode()
    assert "I have worked through it" in page
    her_desk.post(at(lesson))

    after = her_desk.get(TRAINING).content.decode()
    assert "New</span>" in before
    assert "0 of 1 tutorial" in before
    assert "New</span>" not in after
    assert "1 of 1 tutorial" in after


def test_opening_it_alone_is_not_working_through_it(her_desk: Client):
    lesson = teach()

    her_desk.get(f"/desk/articles/{lesson.article_id}/en/preview/?live")

    assert "0 of 1 tutorial" in her_desk.get(TRAINING).content.decode()


def test_the_mark_is_taken_back(her_desk: Client, grace: User):
    lesson = teach()
    her_desk.post(at(lesson))

    her_desk.post(at(lesson), {"unread": "1"})

    assert not lesson.article.readings.filter(user=grace).exists()


def test_once_it_says_something_else_she_has_to_look_again(her_desk: Client, editor: User):
    lesson = teach()
    her_desk.post(at(lesson))

    lesson.write(Content("How we write", "", "<p>Shorter from now on.</p>"), by=editor)
    lesson.publish(by=editor)

    page = her_desk.get(TRAINING).content.decode()
    assert "Changed since" in page
    assert "0 of 1 tutorial" in page


def test_the_rail_tells_a_trainee_how_many_are_before_her_and_nobody_else(her_desk: Client, agents_desk: Client):
    her_desk.post(at(teach()))
    teach("How we repair")

    room = 'href="/desk/training/"'
    assert ">1<span" in her_desk.get("/desk/news/").content.decode().partition(room)[2].partition("</a>")[0]
    assert "rail__count" not in agents_desk.get("/desk/news/").content.decode().partition(room)[2].partition("</a>")[0]


def test_editors_see_how_far_everybody_is_the_trainees_first(desk: Client, her_desk: Client, agents_desk: Client):
    her_desk.post(at(teach()))
    teach("How we repair")

    page = desk.get(TRAINING).content.decode().partition('id="learners"')[2]

    assert page.index("Grace") < page.index("Jānis")
    assert "1 of 2" in page.partition("</details>")[0]
    assert 'id="learners"' not in agents_desk.get(TRAINING).content.decode()


@pytest.mark.parametrize(
    "other",
    [{"kind": "tutorial", "visibility": "public"}, {"kind": "article", "visibility": "internal"}],
)
def test_what_customers_read_and_what_is_no_tutorial_is_not_tracked(her_desk: Client, other: dict[str, str]):
    article = publish("Something else", **other)

    assert her_desk.post(at(article)).status_code == 404
    assert "No tutorials for the team yet" in her_desk.get(TRAINING).content.decode()
    assert b"I have worked through it" not in her_desk.get(f"/desk/articles/{article.article_id}/en/preview/").content


def test_many_tutorials_and_colleagues_ask_no_more_questions_of_the_database(
    desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(12):
        lesson = teach(f"Lesson {number}")
        lesson.article.has_been_read(lesson.live, by=UserFactory(role=User.Role.TRAINEE))

    with django_assert_max_num_queries(12):
        desk.get(TRAINING)
