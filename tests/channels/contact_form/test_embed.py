"""The form inside another website: one tag, small, and only where an admin allows it (T14)."""

import gzip

import pytest
from django.test import Client

from tests.channels.contact_form.conftest import Fill
from tests.factories import InboxFactory

pytestmark = pytest.mark.django_db

LARGEST = 10 * 1024  # bytes, compressed


def ancestors(response: object) -> str:
    policy = response["Content-Security-Policy"]  # type: ignore[index]
    return next(part.strip() for part in policy.split(";") if "frame-ancestors" in part)


def test_the_script_is_small_and_may_be_loaded_from_anywhere(client: Client):
    response = client.get("/embed/contact.js")

    assert response["Content-Type"].startswith("text/javascript")
    assert len(gzip.compress(response.content)) < LARGEST
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_the_form_stands_only_in_the_websites_of_its_inbox(customer: Client):
    inbox = InboxFactory(origins=["https://shop.example", "javascript:alert(1)", "https://x.example; script-src *"])

    framed = customer.get("/en/contact/", {"embed": "1", "inbox": inbox.key})

    assert ancestors(framed) == "frame-ancestors 'self' https://shop.example"
    assert "X-Frame-Options" not in framed
    assert 'class="topbar"' not in framed.content.decode()


@pytest.mark.parametrize("path", ["/en/contact/", "/en/"])
def test_no_other_page_can_be_framed(customer: Client, path: str):
    InboxFactory(origins=["https://shop.example"])

    response = customer.get(path)

    assert ancestors(response) == "frame-ancestors 'none'"
    assert response["X-Frame-Options"] == "DENY"


def test_an_embedded_form_stays_embedded_to_the_end(customer: Client, fill: Fill):
    inbox = InboxFactory(origins=["https://shop.example"])

    sent = customer.post(f"/en/contact/?embed=1&inbox={inbox.key}", fill())

    page = customer.get(sent.url)
    assert "embed=1" in sent.url
    assert "https://shop.example" in ancestors(page)
    assert 'target="_blank"' in page.content.decode()


@pytest.mark.parametrize(("wanted", "language"), [("de", "de"), ("de-AT", "de"), ("xx", "lv"), ("", "lv")])
def test_it_speaks_the_language_of_the_website(customer: Client, wanted: str, language: str):
    headers = {"Accept-Language": "lv,en;q=0.5"}

    response = customer.get("/embed/contact/", {"language": wanted, "inbox": "abc"}, headers=headers)

    assert response.url == f"/{language}/contact/?embed=1&inbox=abc"
