"""What the engine promises to those who ask it: words, languages, audiences, changes."""

import pytest

from answer_engine import AnswerEngine, Document, PastQuestion, Synonym

SHOP = (
    Document(
        "nose-pad", "de", "Nasenpad ersetzen",
        "Löst sich das Nasenpad von der Brille, senden wir kostenlos Ersatz.", topic="Reparatur",
    ),
    Document("frame", "de", "Gestell reparieren", "Ist das Brillengestell gebrochen, schicken Sie es uns.",
             topic="Reparatur"),
    Document("order", "de", "Wo ist meine Bestellung?", "Mit dem Link verfolgen Sie die Lieferung."),
    Document("order", "en", "Where is my order?", "Follow your delivery with the link in our mail."),
    Document("order", "lv", "Kur ir mans pasūtījums?", "Sūtījumu var izsekot ar saiti e-pastā."),
    Document("return", "en", "Return your glasses", "You have 30 days to send them back.",
             also_asked=("Can I get my money back?",)),
    Document("lens-care", "lv", "Kā kopt lēcas", "Lēcas un brilles mazgājiet ar ūdeni."),
    Document("discount", "en", "Staff discount", "Colleagues use the code Sonnenwende.", audience="internal"),
)  # fmt: skip


@pytest.fixture(scope="module")
def engine():
    return AnswerEngine.build(SHOP, languages=("de", "en", "lv"))


def found(answer):
    return answer.passage.document_id if answer.passage else None


@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("wher is my ordr", "order"),
        ("can i get the money back", "return"),
        ("brillengestell kaputt was nun", "frame"),
        ("bestelung", "order"),
        ("nasen pad ab", "nose-pad"),
        ("kur mans pasutijums", "order"),
        ("ka kopt lecas", "lens-care"),
    ],
)
def test_misspelt_and_lay_questions_find_their_article(engine, question, article):
    assert found(engine.ask(question)) == article


def test_a_repair_is_shown(engine):
    assert engine.ask("wher is my delivry").repaired == "where is my delivery"


@pytest.mark.parametrize("question", ["order 47l1", "where is my order", "Anna asks"])
def test_numbers_and_known_words_and_far_names_are_not_repaired(engine, question):
    assert engine.ask(question).repaired == ""


def test_the_parts_of_a_compound_are_found(engine):
    assert found(engine.ask("Gestell gebrochen", language="de")) == "frame"


def test_a_document_is_shown_in_the_language_of_the_asker(engine):
    answer = engine.ask("Where is my order?", language="lv")

    assert answer.passage.language == "lv"
    assert answer.passage.document_id == "order"


def test_a_document_that_exists_only_in_another_language_is_found(engine):
    assert found(engine.ask("return glasses", language="de")) == "return"


def test_half_a_word_is_enough_while_typing(engine):
    assert found(engine.suggest("wo ist meine best", language="de")) == "order"
    assert found(engine.suggest("Nasenp", language="de")) == "nose-pad"


def test_a_slip_in_half_a_word_is_forgiven(engine):
    assert found(engine.suggest("wo ist meine bsetell", language="de")) == "order"


def test_a_synonym_leads_to_its_meaning_and_is_named():
    gummi = Synonym("de", "gummi", "nasenpad")
    engine = AnswerEngine.build(SHOP, synonyms=[gummi])

    answer = engine.ask("der gummi an meiner brille ist ab", language="de")

    assert found(answer) == "nose-pad"
    assert answer.synonyms == (gummi,)


def test_words_to_highlight_stand_in_the_text(engine):
    hit = engine.ask("lieferung verfolgen", language="de").hits[0]

    assert set(hit.matched) == {"verfolgen", "Lieferung"}


def test_the_topic_of_the_page_weighs_in():
    twins = [Document(name, "en", "Battery", "Change the battery.", topic=name) for name in ("car", "phone")]
    engine = AnswerEngine.build(twins)

    assert found(engine.ask("battery", topic="car")) == "car"
    assert found(engine.ask("battery", topic="phone")) == "phone"


def test_past_questions_teach_the_words_of_customers():
    past = [
        PastQuestion("der gummi ist ab", "nose-pad", "de"),
        PastQuestion("gummi verloren", "nose-pad", "de"),
    ]

    assert found(AnswerEngine.build(SHOP, past).ask("mein gummi ist weg", language="de")) == "nose-pad"


class TestAudiences:
    def test_an_internal_article_is_found_only_by_those_who_may(self, engine):
        question = "code Sonnenwende"

        assert found(engine.ask(question)) != "discount"
        assert found(engine.ask(question, audiences=frozenset({"public", "internal"}))) == "discount"

    def test_its_words_repair_nothing_for_others(self, engine):
        assert engine.ask("Sonnenwnde").repaired == ""
        assert engine.ask("Sonnenwnde", audiences=frozenset({"internal"})).repaired == "Sonnenwende"

    def test_its_title_completes_nothing_for_others(self, engine):
        assert engine.complete("staff disc") == []
        assert engine.complete("staff disc", audiences=frozenset({"internal"}))[0].text == "Staff discount"

    def test_a_synonym_for_its_words_takes_no_part_for_others(self):
        engine = AnswerEngine.build(SHOP, synonyms=[Synonym("en", "perk", "colleagues")])

        assert engine.ask("perk").synonyms == ()
        assert engine.ask("perk", audiences=frozenset({"internal"})).synonyms != ()

    def test_what_others_may_not_read_changes_no_score(self, engine):
        without = AnswerEngine.build([document for document in SHOP if document.audience == "public"])

        for question in ("order code", "staff order", "where is my order"):
            assert engine.ask(question).hits == without.ask(question).hits


class TestBeginnings:
    def test_what_begins_as_typed_comes_first_with_or_without_umlauts(self):
        asked = [
            Document("abo", "de", "Abo ändern: wie?", "Ändern Sie, wie Sie möchten. Ändern ist leicht."),
            Document("address", "de", "Wie ändere ich meine Adresse?", "Im Konto."),
        ]  # fmt: skip
        engine = AnswerEngine.build(asked)

        for typed in ("wie änd", "wie aend", "wie and"):
            assert engine.suggest(typed, language="de").hits[0].passage.document_id == "address"


class TestCompletion:
    def test_real_questions_are_offered(self, engine):
        assert engine.complete("wo ist", language="de")[0].text == "Wo ist meine Bestellung?"
        assert engine.complete("can i get", language="en")[0].document_id == "return"

    def test_they_come_with_what_was_found_from_one_search(self, engine):
        answer = engine.suggest("wo ist", language="de", completing=5)

        assert list(answer.completions) == engine.complete("wo ist", language="de")
        assert engine.suggest("wo ist", language="de").completions == ()

    def test_they_are_in_the_askers_language(self):
        asked = PastQuestion("kur ir mans order", "order", "lv", weight=3)
        engine = AnswerEngine.build(SHOP, [asked])

        assert "kur ir mans order" in [one.text for one in engine.complete("order", language="lv")]
        assert "kur ir mans order" not in [one.text for one in engine.complete("order", language="en")]

    def test_a_common_word_alone_is_not_enough_beside_better_ones(self, engine):
        asked = [PastQuestion("how long is my warranty", "order", "en", weight=3)]
        engine = AnswerEngine.build(SHOP, asked)

        assert "how long is my warranty" in [one.text for one in engine.complete("how lon", language="en")]
        assert "how long is my warranty" not in [one.text for one in engine.complete("how mon", language="en")]

    def test_what_one_person_asked_stays_private(self):
        question = "where is the order of Anna Berg"
        once = AnswerEngine.build(SHOP, [PastQuestion(question, "order", "en")])
        often = AnswerEngine.build(SHOP, [PastQuestion("where did my order go", "order", "en", weight=3)])

        assert question not in [one.text for one in once.complete("where is the ord")]
        assert "where did my order go" in [one.text for one in often.complete("where did")]


class TestUpdates:
    def test_a_changed_article_counts_at_once(self, engine):
        changed = Document("order", "en", "Track a parcel", "Your shipment has a zebra number.")

        newer = engine.updated([changed])

        assert found(newer.ask("zebra")) == "order"
        assert newer.ask("zebra").passage.title == "Track a parcel"
        assert engine.ask("zebra").passage is None
        assert newer.version != engine.version

    def test_a_removed_article_is_gone_from_everything(self, engine):
        newer = engine.updated(removed=[("return", "en")])

        assert "return" not in [hit.passage.document_id for hit in newer.ask("return glasses money").hits]
        assert newer.complete("can i get my mon") == []

    def test_an_article_that_becomes_internal_is_hidden_from_others(self, engine):
        secret = Document("return", "en", "Return your glasses", "You have 30 days.", audience="internal")

        newer = engine.updated([secret])

        assert found(newer.ask("return your glasses")) != "return"

    def test_many_small_updates_end_like_one_build(self, engine):
        newer = engine
        for number in range(30):
            newer = newer.updated([Document("order", "en", f"Order news {number}", "walrus")])

        assert newer.ask("walrus").passage.title == "Order news 29"
        assert len(newer.shelves) <= len(engine.shelves) + 2

    def test_the_version_follows_from_the_input(self):
        assert AnswerEngine.build(SHOP).version == AnswerEngine.build(SHOP).version
        assert AnswerEngine.build(SHOP).version != AnswerEngine.build(SHOP[:-1]).version


def test_words_taken_literally_are_not_repaired(engine):
    answer = engine.ask("wher is my delivry", literally=True)

    assert answer.repaired == ""
