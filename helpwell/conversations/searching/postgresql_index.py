"""The search index in PostgreSQL: a table of `tsvector`s that triggers keep current."""

from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, FloatField, Func, Value

from helpwell.conversations.searching.asked import Asked
from helpwell.conversations.searching.texts import MESSAGES, NEW_MESSAGE, OCCASIONS, PARTS, TABLE, TEXTS_OF

_WEIGHTS = "{0.1, 0.6, 0.8, 0.6}"  # of a word in messages, tags, people, subject
# Bytes a row may have before its words are kept beside the table: of all texts that hold what is sought the rows are
# looked at, of the newest only the words. `EXTERNAL`: not packed, for to unpack takes longest.
_BESIDE = "toast_tuple_target = 512"
LONGEST = 200_000  # letters of a text; PostgreSQL holds at most 1 MB of different words in one row

# Small letters without accents, split at every sign; `simple` alone would keep accents, and addresses whole.
_FOLD = rf"""
CREATE OR REPLACE FUNCTION {TABLE}_vector(said text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(to_tsvector('simple', regexp_replace(
        lower(normalize(regexp_replace(normalize(left(said, {LONGEST}), NFD), '[\u0300-\u036f]', '', 'g'), NFC)),
        '[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u2000-\u206f]+',
        ' ', 'g'
    )), weight)
$$"""

# PostgreSQL takes a function of this language to be dear: it sorts first, and then calls it for the newest only.
_RELEVANCE = f"""
CREATE OR REPLACE FUNCTION {TABLE}_relevance(words tsvector, asked tsquery) RETURNS real
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    RETURN ts_rank('{_WEIGHTS}', words, asked);
END $$"""

_PEOPLE = """
    SELECT string_agg(one.name || ' ' || coalesce((
        SELECT string_agg(address.value, ' ') FROM people_address AS address WHERE address.contact_id = one.id
    ), ''), ' ')
    FROM people_contact AS one WHERE one.id IN (contact.id, contact.merged_into_id)"""
_TAGS = """
    SELECT string_agg(tag.name, ' ') FROM conversations_conversation_tags AS put
    JOIN conversations_tag AS tag ON tag.id = put.tag_id WHERE put.conversation_id = it.id"""
_WORDS = f"""
    SELECT string_agg(said.text || ' ' || said.fields::text, ' ' ORDER BY said.number)
    FROM conversations_message AS said
    WHERE said.conversation_id = it.id
    AND said.number BETWEEN text.id % {PARTS} * {MESSAGES} AND text.id % {PARTS} * {MESSAGES} + {MESSAGES - 1}"""
_WRITE = f"""
    INSERT INTO {TABLE} (rowid, {TABLE})
    SELECT text.id, {TABLE}_vector(it.subject || ' ' || it.id, 'A') || {TABLE}_vector(coalesce(({_PEOPLE}), ''), 'B')
        || {TABLE}_vector(coalesce(({_TAGS}), ''), 'C') || {TABLE}_vector(coalesce(({_WORDS}), ''), 'D')
    FROM ({{texts}}) AS text
    JOIN conversations_conversation AS it ON it.id = text.id / {PARTS}
    JOIN people_contact AS contact ON contact.id = it.contact_id"""

# Locked before they are read: of two who write at once, the second reads what the first has written. Text by text,
# and none in a subquery: so a plan is as good for all as for these, and PostgreSQL makes it once for each connection.
_RENEW = f"""
CREATE OR REPLACE FUNCTION {TABLE}_renew(texts bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    this bigint;
BEGIN
    PERFORM 1 FROM conversations_conversation WHERE id = ANY(ARRAY(SELECT one / {PARTS} FROM unnest(texts) AS one))
    ORDER BY id FOR NO KEY UPDATE;
    DELETE FROM {TABLE} WHERE rowid = ANY(texts);
    FOREACH this IN ARRAY texts LOOP
        {_WRITE.format(texts="SELECT this AS id")};
    END LOOP;
END $$"""

# A new message is the last one: its words are put behind the others, and nothing is read again. Not into a long text,
# which could outgrow what a row may hold; nor where another makes the row anew at this moment.
_APPEND = f"""
CREATE OR REPLACE FUNCTION {TABLE}_append(this bigint, said text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE {TABLE} SET {TABLE} = {TABLE} || {TABLE}_vector(said, 'D')
    WHERE rowid = this AND pg_column_size({TABLE}) < {LONGEST // 2};
    IF NOT FOUND THEN
        PERFORM {TABLE}_renew(ARRAY[this]);
    END IF;
END $$"""
_APPEND_NEW = f"""
    IF NEW.number IS NOT NULL THEN
        PERFORM {TABLE}_append(
            NEW.conversation_id * {PARTS} + NEW.number / {MESSAGES}, NEW.text || ' ' || NEW.fields::text
        );
    END IF;"""


def install(cursor: CursorWrapper) -> None:
    """Make what is missing of the index; a new one takes in everything said so far."""
    cursor.execute(_FOLD)
    cursor.execute(_RELEVANCE)
    cursor.execute("SELECT to_regclass(%s)", [TABLE])
    if cursor.fetchone()[0] is None:
        cursor.execute(f"CREATE TABLE {TABLE} (rowid bigint PRIMARY KEY, {TABLE} tsvector NOT NULL) WITH ({_BESIDE})")
        cursor.execute(f"ALTER TABLE {TABLE} ALTER COLUMN {TABLE} SET STORAGE EXTERNAL")
        cursor.execute(_WRITE.format(texts=TEXTS_OF.format(which="TRUE")))
        cursor.execute(f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin ({TABLE}) WITH (fastupdate = off)")
    cursor.execute(_RENEW)
    cursor.execute(_APPEND)
    for (table, event, columns), texts in OCCASIONS.items():
        is_new = (table, event) == NEW_MESSAGE
        _install_trigger(cursor, table, event, _APPEND_NEW if is_new else _renewing(texts, columns))


def _renewing(texts: str, columns: tuple[str, ...]) -> str:
    # Asked within, not by the trigger: a migration could not alter a column that a trigger names.
    differs = " OR ".join(f"OLD.{one} IS DISTINCT FROM NEW.{one}" for one in columns) or "TRUE"
    return f"""
    IF {differs} THEN
        PERFORM {TABLE}_renew(ARRAY({texts}));
    END IF;"""


def _install_trigger(cursor: CursorWrapper, table: str, event: str, deed: str) -> None:
    name = _name(table, event)
    cursor.execute(f"""
        CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            {deed}
            RETURN NULL;
        END $$""")
    cursor.execute(f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _name(table: str, event: str) -> str:
    return f"search_{table}_{event.lower()}"


def make_way(cursor: CursorWrapper) -> None:
    """PostgreSQL alters tables in place: the triggers may stay, and must, since others may be writing meanwhile."""


def remove(cursor: CursorWrapper) -> None:
    """Take the index away; `install` makes it anew from everything said."""
    for table, event, _columns in OCCASIONS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, event)} ON {table}")
    cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def terms_of(asked: Asked) -> str:
    """What was asked, as this database is asked for it."""
    return asked.tsquery()


def holds(terms: str) -> Func:
    """Whether a text has every term."""
    return Func(F("words"), _query(terms), template="(%(expressions)s)", arg_joiner=" @@ ", output_field=BooleanField())


def relevance(terms: str) -> Func:
    """How well it fits."""
    return Func(F("words"), _query(terms), function=f"{TABLE}_relevance", output_field=FloatField())


def _query(terms: str) -> Func:
    return Func(Value(terms), template="to_tsquery('simple', %(expressions)s)")
