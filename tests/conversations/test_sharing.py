"""How many conversations find somebody by themselves."""

from datetime import timedelta

import pytest
from django.utils import timezone

from helpwell.conversations.sharing import Shared, shared_since
from helpwell.people.models import User
from tests.factories import write

pytestmark = pytest.mark.django_db


def test_each_conversation_counts_once_and_what_nobody_holds_not_at_all(agent: User, admin: User):
    agent.become(User.Availability.AT_DESK)
    given = write("Somebody is there").conversation
    given.refresh_from_db()
    given.assign(admin, by=agent)
    given.assign(None, by=agent)
    agent.become(User.Availability.AWAY)
    taken = write("Nobody is there").conversation
    an_hour_ago = timezone.now() - timedelta(hours=1)
    before = shared_since(an_hour_ago)

    taken.assign(admin, by=admin)

    assert before == Shared(all=1, by_itself=1)
    assert shared_since(an_hour_ago) == Shared(all=2, by_itself=1)
    assert shared_since(timezone.now() + timedelta(hours=1)) == Shared(all=0, by_itself=0)
