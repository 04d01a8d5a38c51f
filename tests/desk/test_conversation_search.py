"""The field above the list: what an agent types stands there as rows in place of the list."""

import pytest
from django.test import Client

from helpwell.people.models import Team, User
from tests.factories import write

pytestmark = pytest.mark.django_db
SEARCH = "/desk/conversations/search/"


def test_what_is_found_is_shown_with_the_words_marked(agents_desk: Client, agent: User) -> None:
    conversation = write("My glasses are broken").conversation
    conversation.note("She called <b>twice</b> about the lens", by=agent)

    page = agents_desk.get(SEARCH, {"q": "lens"}).content.decode()

    assert f'href="/desk/conversations/{conversation.pk}/"' in page
    assert "Note:" in page
    assert "She called &lt;b&gt;twice&lt;/b&gt; about the <mark>lens</mark>" in page


def test_an_empty_field_leaves_the_list(agents_desk: Client) -> None:
    write()

    assert agents_desk.get(SEARCH, {"q": "  "}).content.strip() == b""


def test_nothing_found_says_what_to_try(agents_desk: Client) -> None:
    page = agents_desk.get(SEARCH, {"q": "quokka"}).content.decode()

    assert "Nothing found" in page
    assert "fewer words" in page


def test_what_she_may_not_see_is_not_found(agents_desk: Client) -> None:
    conversation = write("quokka").conversation
    conversation.assign(None, by=None, team=Team.objects.create(name="Billing", is_private=True))

    assert "Nothing found" in agents_desk.get(SEARCH, {"q": "quokka"}).content.decode()


def test_twenty_hits_take_no_more_queries_than_one(agents_desk: Client, django_assert_max_num_queries) -> None:
    for number in range(20):
        write(f"lens {number}")

    with django_assert_max_num_queries(11):
        agents_desk.get(SEARCH, {"q": "lens"})
