"""What the desk's stories are told with."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from helpwell.knowledge.models import Draft, Translation

Words = dict[str, Any]


@pytest.fixture
def words() -> Callable[..., Words]:
    """What the editor's form sends for a translation, with some of it changed."""

    def form(translation: Translation, **changed: Any) -> Words:
        content = translation.working_content
        draft = Draft.objects.filter(translation=translation).first()
        return {
            "title": content.title,
            "summary": content.summary,
            "body": content.body,
            "version": draft.version if draft else 0,
            "base": translation.newest_number,
            **changed,
        }

    return form


@pytest.fixture
def admin_desk(admin: Any) -> Client:
    """A browser in which an admin is signed in."""
    client = Client()
    client.force_login(admin)
    return client


def at(translation: Translation, part: str = "") -> str:
    """The address of a translation's editor, or of a part of it."""
    return f"/desk/articles/{translation.article_id}/{translation.language}/{part}"


@pytest.fixture
def agents_desk(agent: Any) -> Client:
    """A browser in which an agent is signed in."""
    client = Client()
    client.force_login(agent)
    return client


def part(client: Client, method: str, address: str, data: Any = None) -> Any:
    """What a part of a page asks for or sends, as htmx does it."""
    return getattr(client, method)(address, data or {}, headers={"HX-Request": "true"})
