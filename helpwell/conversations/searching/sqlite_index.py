"""The search index in SQLite: an FTS5 table that triggers keep current."""

from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, FloatField, Func, Value

from helpwell.conversations.searching.asked import Asked
from helpwell.conversations.searching.texts import MESSAGES, OCCASIONS, PARTS, TABLE, TEXTS_OF

_TABLE = f"""
CREATE VIRTUAL TABLE {TABLE} USING fts5(
    subject, people, tags, words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
)"""
_WEIGHTS = (6.0, 8.0, 6.0, 1.0)  # of a word in each column

_PEOPLE = """
    SELECT group_concat(one.name || ' ' || coalesce((
        SELECT group_concat(address.value, ' ') FROM people_address AS address WHERE address.contact_id = one.id
    ), ''), ' ')
    FROM people_contact AS one WHERE one.id IN (contact.id, contact.merged_into_id)"""
_TAGS = """
    SELECT group_concat(tag.name, ' ') FROM conversations_conversation_tags AS put
    JOIN conversations_tag AS tag ON tag.id = put.tag_id WHERE put.conversation_id = it.id"""
_FIELDS = "SELECT group_concat(field.atom, ' ') FROM json_tree(said.fields) AS field WHERE field.atom IS NOT NULL"
_WORDS = f"""
    SELECT group_concat(said.text || ' ' || coalesce(({_FIELDS}), ''), char(10))
    FROM conversations_message AS said
    WHERE said.conversation_id = it.id
    AND said.number BETWEEN text.id % {PARTS} * {MESSAGES} AND text.id % {PARTS} * {MESSAGES} + {MESSAGES - 1}"""
_WRITE = f"""
    INSERT INTO {TABLE} (rowid, subject, people, tags, words)
    SELECT text.id, it.subject || ' ' || it.id, ({_PEOPLE}), ({_TAGS}), ({_WORDS})
    FROM ({{texts}}) AS text
    JOIN conversations_conversation AS it ON it.id = text.id / {PARTS}
    JOIN people_contact AS contact ON contact.id = it.contact_id"""


def _triggers() -> dict[str, str]:
    """Each trigger's name and how it is made."""
    triggers = {}
    for (table, event, columns), texts in OCCASIONS.items():
        name = f"search_{table}_{event.lower()}"
        of = f" OF {', '.join(columns)}" if columns else ""
        when = f" WHEN {' OR '.join(f'OLD.{one} IS NOT NEW.{one}' for one in columns)}" if columns else ""
        renew = f"DELETE FROM {TABLE} WHERE rowid IN ({texts}); {_WRITE.format(texts=texts)};"
        triggers[name] = f"CREATE TRIGGER {name} AFTER {event}{of} ON {table}{when} BEGIN {renew} END"
    return triggers


def install(cursor: CursorWrapper) -> None:
    """Make what is missing of the index; a new one takes in everything said so far."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR name = %s", [TABLE])
    known = dict(cursor.fetchall())
    if TABLE not in known:
        cursor.execute(_TABLE)
        cursor.execute(_WRITE.format(texts=TEXTS_OF.format(which="TRUE")))
    for name, trigger in _triggers().items():
        if known.get(name) != trigger:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(trigger)


def make_way(cursor: CursorWrapper) -> None:
    """Django alters a table by making it anew, which no trigger may stand in the way of."""
    for name in _triggers():
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def remove(cursor: CursorWrapper) -> None:
    """Take the index away; `install` makes it anew from everything said."""
    make_way(cursor)
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def terms_of(asked: Asked) -> str:
    """What was asked, as this database is asked for it."""
    return asked.fts5()


def holds(terms: str) -> Func:
    """Whether a text has every term."""
    asked = Value(terms)
    return Func(F("words"), asked, template="%(expressions)s", arg_joiner=" MATCH ", output_field=BooleanField())


def relevance(_terms: str) -> Func:
    """How well it fits; FTS5's own figure is better the lower it is."""
    weights = map(Value, _WEIGHTS)
    return Func(F("words"), *weights, template="-bm25(%(expressions)s)", output_field=FloatField())
