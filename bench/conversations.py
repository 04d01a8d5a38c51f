"""Fills the configured database as a busy team would have it after years: `python -m bench.conversations 5000`.

Rows are poured in, past the front door: a million messages through `intake.receive` would take an hour. The search
index is taken away before and made at once afterwards. Words are as unequal as in life (Zipf).
"""

import itertools
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import django
import numpy as np

from bench.articles import ENGLISH_THINGS, GERMAN_THINGS, SYLLABLES
from bench.pouring import Row, pour, unchecked

MESSAGES = 10  # of a conversation
AGENTS = 8
OPEN_SHARE = 0.1  # of the conversations; a tenth is open, the others are done
COMMON = ("the", "is", "my", "and", "not", "to", "it")
RARE_WORDS = 30_000
DAYS = 700


def main(count: int) -> list[str]:
    """So many conversations of ten messages each, eight agents, two teams; the agents' sessions."""
    django.setup()
    from django.db import connection

    from helpwell.conversations.searching import index

    team = _people()
    index.remove()
    with unchecked():
        _pour_all(count, Words(seed=1), team)
    index.install()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return [_session(agent) for agent in team.people]


class Words:
    """Endless text in which few words make up half, as in any language."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        rare = ("".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 4))) for _ in range(RARE_WORDS))
        self.known = [*COMMON, *ENGLISH_THINGS, *GERMAN_THINGS, *dict.fromkeys(rare)]
        shares = 1 / np.arange(1, len(self.known) + 1)
        self._drawn = np.random.default_rng(seed), shares / shares.sum()
        self._stock: Iterator[int] = iter(())

    def take(self, count: int) -> str:
        """So many words."""
        return " ".join(self.known[place] for place in itertools.islice(self._endless(), count))

    def _endless(self) -> Iterator[int]:
        while True:
            yield from self._stock
            draw, shares = self._drawn
            self._stock = iter(draw.choice(len(shares), 1_000_000, p=shares).tolist())


@dataclass(frozen=True)
class Team:
    """Who works there, in which teams, and the door."""

    people: list[Any]
    units: list[Any]
    inbox: Any
    chance: random.Random = field(default_factory=lambda: random.Random(2))

    @cached_property
    def agents(self) -> list[int]:
        """Their keys."""
        return [one.pk for one in self.people]

    @cached_property
    def teams(self) -> list[int]:
        """Their teams' keys."""
        return [one.pk for one in self.units]


def _people() -> Team:
    from helpwell.conversations.models import Inbox
    from helpwell.people.models import Team as Unit
    from helpwell.people.models import User

    agents = [
        User.objects.create_user(f"agent{number}@bench.example", role=User.Role.AGENT, name=f"Agent {number}")
        for number in range(AGENTS)
    ]
    units = [Unit.objects.create(name="Service"), Unit.objects.create(name="Billing", is_private=True)]
    for agent, unit in zip(agents, itertools.cycle(units)):
        unit.members.add(agent)
    inbox = Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    return Team(agents, units, inbox)


def _session(agent: Any) -> str:
    """The key of a session in which she is signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from helpwell.people.signed_in import SessionStore

    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(agent.pk), agent.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session.save()
    return str(session.session_key)


@dataclass(frozen=True)
class Begun:
    """A conversation as its row is written; its contact has the same key."""

    pk: int
    at: datetime
    is_open: bool
    is_waiting: bool


def _begun(count: int) -> Iterator[Begun]:
    """The oldest first, the last one just now."""
    from django.utils import timezone

    chance, now = random.Random(count), timezone.now()
    for number in range(count):
        at = now - timedelta(days=DAYS * (1 - number / count))
        is_open = chance.random() < OPEN_SHARE
        yield Begun(number + 1, at, is_open, is_open and chance.random() < 0.5)


def _pour_all(count: int, words: Words, team: Team) -> None:
    """Contacts with their addresses, conversations, messages; into tables that are empty."""
    from helpwell.conversations.models import Conversation, Message
    from helpwell.people.models import Address, Contact

    keys, begun = range(1, count + 1), list(_begun(count))
    names = ((key, f"{words.take(1).capitalize()} {words.take(1).capitalize()}") for key in keys)
    pour(Contact(language="en"), ["id", "name"], names)
    pour(Address(), ["contact", "value"], ((key, f"customer{key}@bench.example") for key in keys))
    columns = ["id", "contact", "subject", "status", "waiting_since", "assignee", "team", "created_at", "changed_at"]
    like = Conversation(inbox=team.inbox, language="en", last_number=MESSAGES)
    pour(like, columns, (_conversation(one, words, team) for one in begun))
    columns = ["conversation", "number", "kind", "author", "contact", "text", "said_at"]
    pour(Message(), columns, (row for one in begun for row in _messages(one, words, team)))


def _conversation(one: Begun, words: Words, team: Team) -> Row:
    status = "open" if one.is_open else "resolved"
    assignee, unit = team.chance.choice([*team.agents, None]), team.chance.choice([*team.teams, None])
    since = one.at if one.is_waiting else None
    return one.pk, one.pk, words.take(6), status, since, assignee, unit, one.at, one.at


def _messages(one: Begun, words: Words, team: Team) -> Iterator[Row]:
    for number in range(1, MESSAGES + 1):
        kind = ("from_contact", "reply", "note")[number % 7 // 3]
        writer = (None, one.pk) if kind == "from_contact" else (team.chance.choice(team.agents), None)
        yield one.pk, number, kind, *writer, words.take(team.chance.randint(5, 60)), one.at + timedelta(hours=number)


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
