"""Fills the configured database as a busy team would have it after years: `python -m bench.conversations 5000`.

Rows go in by the thousand, past the front door: a million messages through `intake.receive` would take an hour. The
search index is taken away before and made at once afterwards. Words are as unequal as in life (Zipf).
"""

import itertools
import json
import random
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import django
import numpy as np

from bench.articles import ENGLISH_THINGS, GERMAN_THINGS, SYLLABLES

MESSAGES = 10  # of a conversation
AGENTS = 8
AT_ONCE = 1000  # conversations written together
OPEN_SHARE = 0.1  # of the conversations; a tenth is open, the others are done
COMMON = ("the", "is", "my", "and", "not", "to", "it")
RARE_WORDS = 30_000
DAYS = 700


def main(count: int) -> list[str]:
    """So many conversations of ten messages each, eight agents, two teams; the agents' sessions."""
    django.setup()
    from django.db import connection, transaction

    from helpwell.conversations.searching import index

    words = Words(seed=1)
    team = _people()
    index.remove()
    with transaction.atomic():
        for start in range(0, count, AT_ONCE):
            _fill(start, min(AT_ONCE, count - start), count, words, team)
    index.install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [_session(agent) for agent in team["agents"]]


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


def _people() -> dict[str, Any]:
    from helpwell.conversations.models import Inbox
    from helpwell.people.models import Team, User

    agents = [
        User.objects.create_user(f"agent{number}@bench.example", role=User.Role.AGENT, name=f"Agent {number}")
        for number in range(AGENTS)
    ]
    teams = [Team.objects.create(name="Service"), Team.objects.create(name="Billing", is_private=True)]
    for agent, team in zip(agents, itertools.cycle(teams)):
        team.members.add(agent)
    return {"agents": agents, "teams": teams, "inbox": Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)}


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


def _fill(start: int, count: int, total: int, words: Words, team: dict[str, Any]) -> None:
    """The conversations from number `start` on, the oldest first."""
    from django.utils import timezone

    from helpwell.conversations.models import Conversation, Message
    from helpwell.people.models import Address, Contact

    chance = random.Random(start)
    names = [f"{words.take(1).capitalize()} {words.take(1).capitalize()}" for _ in range(count)]
    contacts = Contact.objects.bulk_create(Contact(name=name, language="en") for name in names)
    Address.objects.bulk_create(
        Address(contact=contact, value=f"customer{start + number}@bench.example")
        for number, contact in enumerate(contacts)
    )
    conversations = []
    for number, contact in enumerate(contacts):
        at = timezone.now() - timedelta(days=DAYS * (1 - (start + number) / total))
        is_open = chance.random() < OPEN_SHARE
        conversations.append(
            Conversation(
                inbox=team["inbox"],
                contact=contact,
                subject=words.take(6),
                language="en",
                status=Conversation.Status.OPEN if is_open else Conversation.Status.RESOLVED,
                waiting_since=at if is_open and chance.random() < 0.5 else None,
                assignee=chance.choice([*team["agents"], None]),
                team=chance.choice([*team["teams"], None]),
                last_number=MESSAGES,
                created_at=at,
                changed_at=at,
            )
        )
    Conversation.objects.bulk_create(conversations)
    Message.objects.bulk_create(
        (_message(one, number, words, team, chance) for one in conversations for number in range(1, MESSAGES + 1)),
        batch_size=AT_ONCE,
    )


def _message(conversation: Any, number: int, words: Words, team: dict[str, Any], chance: random.Random) -> Any:
    from helpwell.conversations.models import Message

    kind = (Message.Kind.FROM_CONTACT, Message.Kind.REPLY, Message.Kind.NOTE)[number % 7 // 3]
    ours = kind != Message.Kind.FROM_CONTACT
    return Message(
        conversation=conversation,
        number=number,
        kind=kind,
        author=chance.choice(team["agents"]) if ours else None,
        contact=None if ours else conversation.contact,
        text=words.take(chance.randint(5, 60)),
        said_at=conversation.created_at + timedelta(hours=number),
    )


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1])), sys.stdout)
