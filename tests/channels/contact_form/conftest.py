"""A customer who fills the form in as a browser does."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.help_center.conftest import FIREFOX


@pytest.fixture
def customer(db: None) -> Client:
    """Somebody who came by our own pages."""
    return Client(headers={"User-Agent": FIREFOX, "Sec-Fetch-Site": "same-origin"})


Fill = Callable[..., dict[str, Any]]


@pytest.fixture
def fill(customer: Client) -> Fill:
    """What a browser would send of a form that was opened a minute ago."""

    def filled(message: str = "My glasses are broken", **values: Any) -> dict[str, Any]:
        with time_machine.travel(timezone.now() - timedelta(minutes=1)):
            page = customer.get("/en/contact/").content.decode()
        stamp = re.search(r'name="stamp" value="([^"]+)"', page)[1]  # type: ignore[index]
        own = {"name": "Laura Berg", "email": "laura@example.com", "stamp": stamp, "go": "send"}
        return {"message": message, **own, **values}

    return filled


Send = Callable[..., HttpResponse]


@pytest.fixture
def send(customer: Client, fill: Fill) -> Send:
    """Fills in a form and sends it."""
    return lambda message="My glasses are broken", **values: customer.post("/en/contact/", fill(message, **values))
