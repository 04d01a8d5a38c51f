"""When something is wrong: what happened, and where to go on."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from helpwell.help_center.errors import failed
from helpwell.people.models import User
from tests.factories import publish

pytestmark = pytest.mark.django_db


def test_a_page_that_is_gone_offers_to_search(customer: Client):
    response = customer.get("/de/articles/weg/")

    assert response.status_code == 404
    assert "Diese Seite gibt es nicht." in response.content.decode()
    assert 'action="/de/search/"' in response.content.decode()


@pytest.mark.parametrize(("address", "status"), [("/desk/conversations/4711/", 404), ("/desk/inboxes/new/", 405)])
def test_who_works_at_the_desk_is_led_back_to_it(client: Client, agent: User, address: str, status: int):
    visitors = client.get(address)
    client.force_login(agent)
    agents = client.get(address)

    assert visitors.status_code in (302, status)
    assert (agents.status_code, 'href="/desk/conversations/"' in agents.content.decode()) == (status, True)
    assert client.delete("/desk/inboxes/new/").content == b""


def test_the_address_of_a_deed_opened_as_a_page_leads_on(customer: Client):
    response = customer.get("/de/questions/")

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert 'action="/de/search/"' in response.content.decode()


def test_our_own_failure_is_shown_without_asking_the_database():
    def refuse(*args: object) -> None:
        raise AssertionError("The page asked the database.")

    with connection.execute_wrapper(refuse):
        response = failed(RequestFactory().get("/en/"))

    assert response.status_code == 500
    assert 'action="/en/search/"' in response.content.decode()


def test_every_anonymous_post_is_guarded_by_its_origin():
    def views(resolver: URLResolver):
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from views(pattern)

    ours = [view for view in views(get_resolver()) if view.__module__.startswith("helpwell.")]
    public = [view for view in ours if not view.__module__.startswith("helpwell.desk.")]
    exempt = [view for view in public if getattr(view, "csrf_exempt", False)]

    assert exempt
    assert all(hasattr(view, "is_from_our_pages") or hasattr(view, "checks_origins") for view in exempt)


@pytest.mark.parametrize("address", ["/en/", "/en/search/?q=parking", "/en/articles/parking/", "/en/nothing/"])
def test_no_public_page_needs_anything_inline_or_from_elsewhere(customer: Client, address: str):
    publish("Parking")

    response = customer.get(address)
    page = response.content.decode()

    assert " style=" not in page
    assert "<style" not in page
    assert " onclick=" not in page
    assert "unsafe-inline" not in response["Content-Security-Policy"]
    assert "'sha256-" in response["Content-Security-Policy"]
