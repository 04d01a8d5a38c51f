"""Whether customers find help: pages of the company's website, looked at over a real connection."""

import ipaddress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_httpserver import HTTPServer

from helpwell.answers.models import Question
from helpwell.base.models import WebPage
from helpwell.desk.findable import look_at_all, recent_use
from helpwell.people.models import Sender
from tests.factories import QuestionFactory, VisitorFactory, write

pytestmark = pytest.mark.django_db
OTHER = Sender(name="Ida", email="ida@example.com")
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"),)


@pytest.fixture(autouse=True)
def _our_address(settings: Any) -> None:
    settings.HELPWELL = replace(settings.HELPWELL, may_reach=LOOPBACK, address="https://help.example.com")


@pytest.fixture
def shop(httpserver: HTTPServer) -> HTTPServer:
    pages = {
        "/": '<p>Hello</p><script src="https://help.example.com/chat/widget.js" data-inbox="k" async></script>',
        "/contact": '<script src="//help.example.com/embed/contact.js"></script>',
        "/basket": '<a href="https://help.example.com/en/">Help</a><a href="http://[">odd</a>',
        "/legal": '<a href="/help">ours</a><script src="https://else.example/chat/widget.js"></script>',
    }
    for path, html in pages.items():
        httpserver.expect_request(path).respond_with_data(html, content_type="text/html")
    return httpserver


def add(admin_desk: Client, *addresses: str) -> str:
    return admin_desk.post("/desk/website/", {"addresses": "\n".join(addresses)}, follow=True).content.decode()


def test_each_page_says_which_ways_to_help_stand_on_it(admin_desk: Client, shop: HTTPServer):
    add(admin_desk, *[shop.url_for(path) for path in ("/", "/contact", "/basket", "/legal")])

    ways = {
        page.address.rsplit("/", 1)[1]: (page.has_chat, page.has_form, page.has_link) for page in WebPage.objects.all()
    }

    assert ways == {
        "": (True, False, False),
        "contact": (False, True, False),
        "basket": (False, False, True),
        "legal": (False, False, False),
    }
    page = admin_desk.get("/desk/website/").content.decode()
    assert page.count("No way to help") == 1


def test_a_page_that_lost_its_help_is_noticed_in_the_night(admin_desk: Client, shop: HTTPServer):
    add(admin_desk, shop.url_for("/"))
    shop.clear()
    shop.expect_request("/").respond_with_data("<p>New design</p>")

    look_at_all()

    assert WebPage.objects.without_help().count() == 1
    assert "No way to help" in admin_desk.get("/desk/website/").content.decode()


def test_a_page_that_does_not_answer_says_so_and_keeps_what_was_known(admin_desk: Client, shop: HTTPServer):
    add(admin_desk, shop.url_for("/"), shop.url_for("/gone"))
    shop.stop()

    look_at_all()

    home = WebPage.objects.get(address__endswith="/")
    assert home.has_chat
    assert "does not answer" in home.problem
    shop.start()


@pytest.mark.parametrize("typed", ["no address", "ftp://example.com/", "", f"https://example.com/{'x' * 600}"])
def test_what_is_no_web_address_is_said_so(admin_desk: Client, typed: str):
    answer = admin_desk.post("/desk/website/", {"addresses": typed})

    assert answer.status_code == 422
    assert not WebPage.objects.exists()


def test_an_address_inside_our_own_network_is_never_visited(admin_desk: Client, settings: Any, shop: HTTPServer):
    settings.HELPWELL = replace(settings.HELPWELL, may_reach=())

    page = add(admin_desk, shop.url_for("/"))

    assert "is not a public website" in page
    assert shop.log == []


def test_a_page_is_forgotten_and_comes_back_by_undo(admin_desk: Client, shop: HTTPServer):
    add(admin_desk, shop.url_for("/"))

    admin_desk.post(f"/desk/website/{WebPage.objects.get().pk}/deletion/")
    assert not WebPage.objects.exists()
    add(admin_desk, shop.url_for("/"))

    assert WebPage.objects.get().has_chat


def test_the_share_of_writers_who_had_searched_before_is_told():
    searched, asked_later = write("Where is it?").conversation, write("And mine?", sender=OTHER).conversation
    now = timezone.now()
    for conversation, moment in ((searched, now - timedelta(hours=1)), (asked_later, now + timedelta(hours=1))):
        visitor = VisitorFactory(contact=conversation.contact)
        question = QuestionFactory(visitor=visitor)
        Question.objects.filter(pk=question.pk).update(asked_at=moment)

    use = recent_use()

    assert (use.conversations, use.had_looked, use.share_looked) == (2, 1, 50)
