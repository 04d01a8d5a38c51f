"""What every test may ask for."""

import pytest
from django.core.cache import cache
from django.test import Client

from helpwell.answers.index import index
from helpwell.people.models import User
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """Each test meets a process that remembers nothing."""
    cache.clear()
    index.forget()


@pytest.fixture
def admin(db: None) -> User:
    return UserFactory(role=User.Role.ADMIN, name="Ana")


@pytest.fixture
def editor(db: None) -> User:
    return UserFactory(role=User.Role.EDITOR, name="Maren")


@pytest.fixture
def agent(db: None) -> User:
    return UserFactory(role=User.Role.AGENT, name="Jānis")


@pytest.fixture
def desk(editor: User) -> Client:
    """A browser in which an editor is signed in."""
    client = Client()
    client.force_login(editor)
    return client
