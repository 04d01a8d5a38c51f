"""What every test may ask for."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import settings as hypothesis

from helpwell.answers.index import index
from helpwell.base.messages import compile_messages
from helpwell.people.models import User
from tests.factories import UserFactory

hypothesis.register_profile("helpwell", deadline=None)  # a busy machine is no wrong answer; speed is for benches
hypothesis.load_profile("helpwell")


def pytest_configure() -> None:
    """Texts of the interface are compiled before the first test, also when only some are run."""
    compile_messages()


@pytest.fixture(autouse=True)
def fresh_process() -> None:
    """Each test meets a process that remembers nothing."""
    cache.clear()
    index.forget()


@pytest.fixture(autouse=True)
def mails_go_to_the_outbox(settings: Any) -> None:
    """As in the running product; pytest-django would keep them in memory."""
    settings.EMAIL_BACKEND = "helpwell.outbox.backend.OutboxBackend"


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
def trainee(db: None) -> User:
    return UserFactory(role=User.Role.TRAINEE, name="Kim")


@pytest.fixture
def desk(editor: User) -> Client:
    """A browser in which an editor is signed in."""
    client = Client()
    client.force_login(editor)
    return client
