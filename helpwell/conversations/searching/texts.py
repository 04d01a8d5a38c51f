"""What the search index holds, the same in both kinds of database.

A text of the index is sixteen messages of one conversation, and above them what the whole conversation is found by. So
words that were said in different messages are found together, and a long conversation is never written anew as a whole.
"""

TABLE = "conversations_searchtext"
PARTS = 65_536  # places for texts of one conversation: the key of a text is conversation * PARTS + part
MESSAGES = 16  # of one text

TEXTS_OF = f"""
    SELECT it.id * {PARTS} AS id FROM conversations_conversation AS it WHERE {{which}}
    UNION SELECT it.id * {PARTS} + said.number / {MESSAGES} FROM conversations_conversation AS it
    JOIN conversations_message AS said ON said.conversation_id = it.id AND said.number IS NOT NULL WHERE {{which}}"""
TEXT_OF_MESSAGE = (
    f"SELECT {{row}}.conversation_id * {PARTS} + {{row}}.number / {MESSAGES} AS id WHERE {{row}}.number IS NOT NULL"
)
OF_CONTACT = "it.contact_id IN (SELECT id FROM people_contact WHERE {key} IN (id, merged_into_id))"
OF_TAG = "it.id IN (SELECT conversation_id FROM conversations_conversation_tags WHERE tag_id = {key})"


def _texts_of(which: str, **key: str) -> str:
    return TEXTS_OF.format(which=which.format(**key))


_NEW, _OLD = TEXT_OF_MESSAGE.format(row="NEW"), TEXT_OF_MESSAGE.format(row="OLD")
_EVERY_TEXT = f"SELECT rowid AS id FROM {TABLE} WHERE rowid BETWEEN OLD.id * {PARTS} AND OLD.id * {PARTS} + {PARTS - 1}"

NEW_MESSAGE = "conversations_message", "INSERT"  # by far the most frequent occasion

# When what happens to which columns of which table, the texts that this query names are written anew.
OCCASIONS: dict[tuple[str, str, tuple[str, ...]], str] = {
    (*NEW_MESSAGE, ()): _NEW,
    ("conversations_message", "UPDATE", ("text", "number", "fields")): f"{_OLD} UNION {_NEW}",
    ("conversations_message", "DELETE", ()): _OLD,
    ("conversations_conversation", "INSERT", ()): _texts_of("it.id = NEW.id"),
    ("conversations_conversation", "UPDATE", ("subject", "contact_id")): _texts_of("it.id = NEW.id"),
    ("conversations_conversation", "DELETE", ()): _EVERY_TEXT,
    ("conversations_conversation_tags", "INSERT", ()): _texts_of("it.id = NEW.conversation_id"),
    ("conversations_conversation_tags", "DELETE", ()): _texts_of("it.id = OLD.conversation_id"),
    ("conversations_tag", "UPDATE", ("name",)): _texts_of(OF_TAG, key="NEW.id"),
    ("people_contact", "UPDATE", ("name", "merged_into_id")): _texts_of(OF_CONTACT, key="NEW.id"),
    ("people_address", "INSERT", ()): _texts_of(OF_CONTACT, key="NEW.contact_id"),
    ("people_address", "UPDATE", ("value",)): _texts_of(OF_CONTACT, key="NEW.contact_id"),
    ("people_address", "DELETE", ()): _texts_of(OF_CONTACT, key="OLD.contact_id"),
}  # fmt: skip
TABLES = {table for table, _event, _columns in OCCASIONS}
