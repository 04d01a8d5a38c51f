"""A customer's browser on the public pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from helpwell.base.models import Site

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def change_site(db: None, django_capture_on_commit_callbacks: Any) -> Callable[..., None]:
    """Settings as an admin changes them, seen at once."""

    def change(**values: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            Site.current().change(**values)

    return change


@pytest.fixture
def customer(db: None) -> Client:
    """Somebody who came by our own pages."""
    return Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})
