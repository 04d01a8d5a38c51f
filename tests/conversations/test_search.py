"""Agents find conversations by what was said in them, about whom, under which tags; and only what they may see."""

from copy import copy

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from helpwell.conversations.models import Conversation, SearchText
from helpwell.conversations.search import NEWEST, Hit, search
from helpwell.conversations.searching import index
from helpwell.people.models import Sender, Team, User
from tests.factories import UserFactory, write


def found(words: str, user: User) -> list[Conversation]:
    return [hit.conversation for hit in search(words, user)]


def marked(hit: Hit) -> list[str]:
    return [piece.text for piece in hit.excerpt if piece.is_marked]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Meine Brille ist kaputt", "brille kaputt"),
        ("Meine Brillengläser sind verkratzt", "brillenglaser"),
        ("Manas brilles ir salūzušas", "saluzusas"),
        ("My glasses are broken", "broken gla"),
        ("My glasses are broken", '"are broken"'),
        ("It costs 5 €, order A-4711", "a-4711"),
        ("Где моя посылка", "посылка"),
    ],
)
def test_it_is_found_by_what_was_said(agent: User, said: str, words: str) -> None:
    conversation = write(said).conversation
    write("Something else altogether")

    assert found(words, agent) == [conversation]


def test_words_that_do_not_stand_together_are_no_phrase(agent: User) -> None:
    write("My glasses are broken")

    assert found('"glasses broken"', agent) == []


def test_words_of_different_messages_and_of_the_customer_are_found_together(agent: User) -> None:
    sender = Sender(name="Laura Bērziņa", email="laura@brillen.example")
    conversation = write("My glasses are broken", sender=sender).conversation
    conversation.reply("Please send us a photograph", by=agent)

    assert found("broken photograph berzina", agent) == found("laura@brillen.example", agent) == [conversation]


def test_what_is_said_after_very_much_is_found_with_it(agent: User) -> None:
    first = write("My glasses are broken")
    for part in range(9):
        long = " ".join(f"word{number}" for number in range(part * 2000, part * 2000 + 2000))
        first.conversation.note(long, by=agent)
    first.conversation.note("She called from the harbour", by=agent)

    assert found("glasses word1 word17999 harbour", agent) == [first.conversation]


def test_notes_are_found_and_drafts_are_not(agent: User, trainee: User) -> None:
    conversation = write().conversation
    conversation.note("She called from the harbour", by=agent)
    conversation.keep_draft("Dear Zebra", by=agent)
    conversation.reply("Our quokka will help", by=trainee)

    assert found("harbour", agent) == [conversation]
    assert found("zebra", agent) == found("quokka", agent) == []


def test_an_approved_reply_is_found(agent: User, trainee: User) -> None:
    conversation = write().conversation
    conversation.reply("Our quokka will help", by=trainee).approve(by=agent)

    assert found("quokka", agent) == [conversation]


def test_a_tag_is_found_while_it_is_on(agent: User) -> None:
    conversation = write().conversation
    tag = conversation.tag("Warranty", by=agent)
    with_tag = [found("warranty", agent), found("tag:warranty", agent)]

    conversation.untag(tag, by=agent)

    assert with_tag == [[conversation], [conversation]]
    assert found("warranty", agent) == found("tag:warranty", agent) == []


def test_what_was_filled_in_beside_the_message_is_found(agent: User) -> None:
    conversation = write(fields=(("Bestellnummer", "Grün-4711"),)).conversation

    assert found("gruen-4711", agent) == []
    assert found("grün-4711", agent) == [conversation]


def test_a_name_is_followed_when_it_changes(agent: User) -> None:
    conversation = write(sender=Sender(name="Laura Berg")).conversation
    contact = conversation.contact
    contact.name = "Laura Tal"
    contact.save(update_fields=["name"])

    assert found("from:tal", agent) == [conversation]
    assert found("from:berg", agent) == []


def test_from_looks_at_the_customer_only(agent: User) -> None:
    about = write("Is Laura there?", sender=Sender(name="Oskars")).conversation
    by_her = write("Hello", sender=Sender(name="Laura")).conversation

    assert found("from:laura", agent) == [by_her]
    assert set(found("laura", agent)) == {about, by_her}


def test_status_and_assignee_narrow(agent: User) -> None:
    mine, other, done = (write(f"glasses {word}").conversation for word in ("one", "two", "three"))
    mine.assign(agent, by=None)
    done.resolve(by=agent)

    assert found("glasses assignee:me", agent) == found("assignee:me", agent) == [mine]
    assert set(found("glasses status:open", agent)) == {mine, other}
    assert found("status:resolved", agent) == [done]
    assert found("glasses status:sleeping", agent) == []


@pytest.mark.parametrize("words", ["#{}", "{}"])
def test_its_number_finds_it_first(agent: User, words: str) -> None:
    conversation = write().conversation
    write(f"I wrote about {conversation.pk} before")

    assert found(words.format(conversation.pk), agent)[0] == conversation


def test_the_customers_name_counts_more_than_a_word_and_fresh_more_than_old(agent: User) -> None:
    mentioned = write("Oskars sent me", sender=Sender(name="Laura")).conversation
    his = write("Hello", sender=Sender(name="Oskars")).conversation
    newer = write("Oskars sent me", sender=Sender(name="Laura")).conversation
    Conversation.objects.filter(pk=mentioned.pk).update(changed_at="2020-01-01T00:00Z")

    assert found("oskars", agent) == [his, newer, mentioned]


def test_what_she_may_see_is_found_behind_a_thousand_newer_ones_that_she_may_not(agent: User) -> None:
    hers = write("Where is my quokka?").conversation
    billing = Team.objects.create(name="Billing", is_private=True)
    of_others = Conversation(inbox=hers.inbox, contact=hers.contact, subject="A quokka", language="en", team=billing)
    Conversation.objects.bulk_create(copy(of_others) for _ in range(NEWEST + 1))

    assert found("quokka", agent) == [hers]


def test_nothing_is_found_that_she_may_not_see(agent: User, admin: User) -> None:
    team = Team.objects.create(name="Billing", is_private=True)
    private, sensitive = write("quokka one").conversation, write("quokka two").conversation
    private.assign(None, by=None, team=team)
    sensitive.mark_sensitive(True, by=admin)
    member = UserFactory(role=User.Role.MEMBER)

    for words in ("quokka", f"#{private.pk}", f"#{sensitive.pk}", "status:open", "assignee:none"):
        assert found(words, agent) == found(words, member) == []
    assert set(found("quokka", admin)) == {private, sensitive}


def test_what_was_merged_is_found_where_it_went(agent: User) -> None:
    one, other = write("quokka").conversation, write("glasses").conversation
    one.merge_into(other, by=agent)

    assert found("quokka", agent) == [other]


def test_the_words_are_marked_where_they_stand(agent: User) -> None:
    conversation = write("Hello").conversation
    conversation.reply("A long way to say that your Gläser\nare broken " + "and more " * 50, by=agent)

    hit = search("glaser broken", agent)[0]

    assert marked(hit) == ["Gläser", "broken"]
    assert hit.message is not None
    assert hit.message.number == 2


def test_a_long_conversation_is_found_by_its_last_words(agent: User) -> None:
    conversation = write().conversation
    for number in range(40):
        conversation.note(f"word{number} again", by=agent)

    hit = search("word39", agent)[0]

    assert (hit.conversation, marked(hit)) == (conversation, ["word39"])


def test_what_is_deleted_is_found_no_more(agent: User) -> None:
    conversation = write().conversation
    for number in range(20):
        conversation.note(f"quokka{number}", by=agent)
    conversation.messages.filter(number__gt=16).delete()
    left = [words for words in ("quokka19", "quokka2") if found(words, agent)]

    conversation.messages.all().delete()
    conversation.delete()

    assert left == ["quokka2"]
    assert not SearchText.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_migrations_that_alter_the_tables_leave_the_index_whole() -> None:
    agent = UserFactory(role=User.Role.AGENT)
    before = write("quokka before").conversation

    index.make_way(using="default", plan=["something"])
    as_migrated = MigrationLoader(connection).project_state().apps.get_model("conversations", "Conversation")
    with connection.schema_editor() as editor:
        field = as_migrated._meta.get_field("subject")
        altered = field.clone()
        altered.max_length = 210
        altered.set_attributes_from_name("subject")
        editor.alter_field(as_migrated, field, altered)
        editor.alter_field(as_migrated, altered, field)
    call_command("migrate", verbosity=0)
    after = write("quokka after").conversation

    assert set(found("quokka", agent)) == {before, after}


@pytest.mark.django_db(transaction=True)
def test_a_new_index_takes_in_what_was_said_before() -> None:
    agent = UserFactory(role=User.Role.AGENT)
    conversation = write("quokka").conversation
    index.remove()

    call_command("migrate", verbosity=0)

    assert found("quokka", agent) == [conversation]


class AnyText(TestCase):
    """Whatever is typed is a question."""

    @settings(max_examples=200)
    @given(
        words=st.text()
        | st.from_regex(r'((status|from|tag|assignee|-|NEAR\(|"|\*|:|\^|\(|AND|OR|NOT|#|\x00|😀| )+\w?)+')
    )
    def test_is_never_an_error(self, words: str) -> None:
        agent = User.objects.first() or UserFactory(role=User.Role.AGENT)
        assert isinstance(search(words, agent), list)

    @settings(max_examples=60)
    @given(words=st.text(min_size=1))
    def test_is_found_when_it_was_said(self, words: str) -> None:
        agent = User.objects.first() or UserFactory(role=User.Role.AGENT)
        conversation = write(f"{words} lighthouse", external_id="").conversation
        assert conversation in found("lighthouse", agent)


@pytest.mark.parametrize(
    "words",
    [
        '"',
        '""',
        "*",
        "a*",
        "NEAR(a b)",
        "a AND",
        "-",
        "^a",
        "😀",
        "#",
        "#99999999999999999999",
        ":",
        "x" * 10_000,
        "ab " * 3_400,
        '"a ' * 2_500,
        "status:",
        "from:",
        "\x00",
        "{}",
        "'; --",
    ],
)
def test_no_text_is_an_error(agent: User, words: str) -> None:
    write("a b")

    assert isinstance(search(words, agent), list)
