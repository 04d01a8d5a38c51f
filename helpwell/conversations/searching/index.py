"""Keeps the search index beside the tables it is made from, whatever migrations do to those. See docs/decisions/060."""

from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from helpwell.conversations.searching import postgresql_index, sqlite_index
from helpwell.conversations.searching.asked import Asked
from helpwell.conversations.searching.texts import TABLES


def make_way(using: str, plan: list[Any], **_: Any) -> None:
    """Before tables are altered."""
    if plan:
        with connections[using].cursor() as cursor:
            kind(using).make_way(cursor)


def install(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """After tables were made or altered. The second time changes nothing."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        if set(connections[using].introspection.table_names(cursor)) >= TABLES:
            kind(using).install(cursor)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take it away; `install` makes it anew from everything said. For whoever writes very much at once."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        kind(using).remove(cursor)


def terms_of(asked: Asked) -> str:
    """All that must stand in a text, as the database is asked for it."""
    terms: str = kind().terms_of(asked)
    return terms


def kind(using: str = DEFAULT_DB_ALIAS) -> ModuleType:
    """The module that knows this kind of database."""
    return postgresql_index if connections[using].vendor == "postgresql" else sqlite_index
