"""Words: read in any script, stemmed, taken apart, repaired, translated."""

import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer_engine import AnswerEngine, Document, PastQuestion
from answer_engine.compounds import compound_parts
from answer_engine.concepts import said_together
from answer_engine.gloss import learn_glosses
from answer_engine.meanings import LANGUAGES, column, lines, translated
from answer_engine.passages import PASSAGE_WORDS, sections
from answer_engine.slips import one_slip_away
from answer_engine.stems import latvian_stem, stemmer
from answer_engine.text import fold, question_words, words
from answer_engine.verbs import verb_forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don't stop!", ["dont", "stop"]),
        ("GRÖSSE: 5½", ["grösse", "51", "2"]),
        ("ﬁne Straße", ["fine", "strasse"]),
        ("返品の", ["返品", "品の"]),
        ("iPhone返品ok", ["iphone", "返品", "ok"]),
        ("鍵を受け取る", ["鍵を", "を受", "受け", "け取", "取る", "鍵", "受", "取"]),
        ("L'assurance de l’hôtel", ["assurance", "de", "hôtel"]),
        ("dell'albergo d'avance qu'offrir", ["albergo", "avance", "offrir"]),
        ("I can't, it's o'clock, d'ye", ["i", "cant", "its", "oclock", "dye"]),
        ("snake_case e-mail", ["snake", "case", "e", "mail"]),
        ("", []),
    ],
)
def test_text_becomes_words(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("Hello, where is my order?", ["where", "is", "my", "order"]),
        (
            "Sehr geehrte Damen und Herren,\nwo bleibt mein Paket?\n\nViele Grüße\nAnna",
            ["wo", "bleibt", "mein", "paket"],
        ),
        ("> old text\nnew text", ["new", "text"]),
        ("Hello", ["hello"]),
    ],
)
def test_courtesies_and_quotes_are_left_out(message, left):
    assert question_words(message) == left


@given(st.text())
def test_any_text_gives_plain_words(text):
    for word in words(text):
        assert 0 < len(word) <= 40
        assert word == word.casefold() or unicodedata.normalize("NFKC", word) != word
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.sampled_from("ab #\n\t。é"), max_size=3_000))
def test_sections_lose_no_word_and_stay_short(body):
    plain = [line for line in body.splitlines() if not line.startswith("# ")]
    found = sections(body)

    assert sorted(word for line in plain for word in line.split()) == sorted(
        word for section in found for word in section.text.split()
    )
    assert all(len(section.text.split()) <= 4 * PASSAGE_WORDS for section in found)


@pytest.mark.parametrize(
    "forms",
    [
        "brilles brillēm brillem briļļu",
        "pasūtījums pasūtījumu pasutijums",
        "lēcas lēcām",
        "drukāt drukāšana drukāšanu drukāsim",
        "atcelšana atcelšanu",
        "aizbraukt aizbraukta aizbrauc aizbrauks",
        "skropstas skropstu",
        "drēbe drēbju",
        "izbeigt izbeidz izbeigs",
        "kontakts kontakta kontaktiem",
    ],
)
def test_latvian_forms_meet(forms):
    stems = {latvian_stem(word) for word in forms.split()}

    assert len(stems) == 1


def test_a_latvian_verb_is_found_by_one_with_another_prefix():
    site = [
        Document("key", "lv", "Krāsošana un krāsas izvēle", ""),
        Document("walls", "lv", "Nomazgāt logus", ""),
    ]

    hits = AnswerEngine.build(site).ask("kas izmazgās", language="lv").hits

    assert [hit.passage.document_id for hit in hits] == ["walls"]


def test_an_unknown_language_keeps_its_words():
    assert stemmer("xx")("glasses") == "glasses"


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("brillengestell", ["brille", "gestell"]),
        ("lieferungsadresse", ["lieferung", "adresse"]),
        ("gestell", []),
        ("brillenxyz", []),
        ("brillengestellsadresse", ["brille", "gestell", "adresse"]),
        ("türgestell", ["tür", "gestell"]),
        ("ausgestell", []),
        ("uhrtür", []),
    ],
)
def test_compounds_part_where_all_parts_are_known(word, parts):
    known = {"brille", "gestell", "lieferung", "adresse", "tür", "uhr", "aus"}

    assert compound_parts(word, known.__contains__) == parts


def test_a_compound_is_found_by_parts_that_the_site_writes_in_other_forms():
    site = [
        Document("door", "de", "Schlösser austauschen", "Sie tauschen das Schloss selbst."),
        Document("lamp", "de", "Lampen", "Sie hängen die Lampe auf."),
    ]

    hits = AnswerEngine.build(site).ask("lampenaustausch", language="de").hits

    assert [hit.passage.document_id for hit in hits] == ["lamp", "door"]


@pytest.mark.parametrize(
    ("slip", "meant"), [("teh", "the"), ("moeny", "money"), ("ordr", "order"), ("orrder", "order")]
)
def test_a_slip_reaches_what_was_meant(slip, meant):
    assert meant in one_slip_away(slip, "abcdefghijklmnopqrstuvwxyz")


def test_a_short_word_forgives_nothing_but_a_swap():
    assert "for" not in one_slip_away("fox", "abcdefghijklmnopqrstuvwxyz")


def test_what_customers_often_mistype_is_a_slip_beside_a_word_that_is_met_much_more_often():
    article = Document("parcel", "en", "Parcel", "When you receive a parcel, look at it.")
    past = [PastQuestion(f"did they receive parcel {number}", "parcel") for number in range(60)]
    slips = [PastQuestion(f"did they recieve parcel {number}", "parcel") for number in range(4)]

    assert AnswerEngine.build([article], past + slips).ask("recieve").repaired == "receive"
    assert AnswerEngine.build([article], past[:4] + slips).ask("recieve").repaired == ""


def test_what_several_customers_write_is_no_slip_but_what_one_writes_may_be():
    article = Document("refund", "en", "Refund", "Your money comes back.")
    once = AnswerEngine.build([article], [PastQuestion("where is my refnud", "refund")])
    often = AnswerEngine.build([article], [PastQuestion(f"refnud number {number}", "refund") for number in range(3)])

    assert once.ask("refnud").repaired == "refund"
    assert often.ask("refnud").repaired == ""


def test_every_line_of_the_list_of_meanings_is_whole():
    assert all(line.count("|") == len(LANGUAGES) - 1 for line in lines())
    for language in LANGUAGES:
        assert all(meaning.same or meaning.phrases for meaning in column(language).meanings)


def test_no_line_of_the_list_says_a_word_twice():
    cells = [[entry.strip() for entry in re.split("[,~]", cell)] for line in lines() for cell in line.split("|")]

    assert [cell for cell in cells if len(set(cell)) < len(cell) or "" in cell] == []


@pytest.mark.parametrize("place", range(len(LANGUAGES)))
def test_no_phrase_means_more_than_two_things(place):
    said = [entry.strip().casefold() for line in lines() for entry in line.split("|")[place].split("~")[0].split(",")]

    assert [phrase for phrase, often in Counter(said).items() if often > 2 and len(words(phrase)) > 1] == []


def test_the_list_is_written_in_one_script():
    letters = {letter for line in lines() for letter in line if letter.isalpha()}

    assert {letter for letter in letters if not unicodedata.name(letter).startswith("LATIN")} == set()


def test_the_list_translates_and_counts_what_is_near_less():
    meant = translated("order", "de")

    assert meant["bestell"] == 1
    assert 0 < meant["einkauf"] < 1


@pytest.mark.parametrize(
    ("infinitive", "language", "form"),
    [
        ("anmelden", "de", "angemeldet"),
        ("anmelden", "de", "anzumelden"),
        ("bestellen", "de", "bestellt"),
        ("kaufen", "de", "gekauft"),
        ("pasūtīt", "lv", "pasūtījums"),
    ],
)
def test_verbs_are_known_by_forms_that_stems_do_not_bring_together(infinitive, language, form):
    assert form in verb_forms(infinitive, language)


def test_a_verb_whose_parts_stand_apart_is_read_as_one():
    site = [
        Document("light", "de", "Kerzen auspusten", "Abends."),
        Document("air", "de", "Ballons aufpusten", "Ballons aufpusten und Kerzen an."),
    ]

    hits = AnswerEngine.build(site).ask("wer pustet sie aus", language="de").hits

    assert [hit.passage.document_id for hit in hits] == ["light"]


def test_of_a_script_without_spaces_only_what_was_asked_for_is_marked():
    engine = AnswerEngine.build([Document("key", "ja", "朝食と鍵", "お部屋の鍵は朝食の前に返してください。")])

    assert engine.ask("鍵と朝食", language="ja").hits[0].matched == ("朝食", "鍵")


def test_a_word_that_says_little_is_marked_only_if_it_was_asked_for():
    engine = AnswerEngine.build([Document("hours", "lv", "Darba laiks", "Strādājam līdz sešiem.")])

    assert engine.ask("laiks", language="lv").hits[0].matched == ("laiks",)
    assert engine.ask("līdz", language="lv").hits[0].matched == ("līdz",)


def test_words_that_say_little_are_known_in_other_languages_too():
    site = [Document("a", "fr", "Pour une facture", ""), Document("b", "fr", "Livraison", "Colis.")]

    hits = AnswerEngine.build(site).ask("pour la livraison", language="fr").hits

    assert [hit.passage.document_id for hit in hits] == ["b", "a"]


def test_a_short_word_of_the_language_is_none_of_another():
    site = [Document("a", "en", "Window of the room", ""), Document("b", "en", "Sign in", "")]

    hits = AnswerEngine.build(site).ask("log", language="en").hits

    assert "a" not in [hit.passage.document_id for hit in hits]


def test_a_short_stem_of_the_language_is_none_of_another():
    engine = AnswerEngine.build([Document("a", "lv", "Vaļīga skrūve", "Kājiņa ļogās.")])

    spoken, foreign = (engine.found("log", language=language).readings[0].words[0] for language in ("lv", "en"))

    assert spoken.terms
    assert not foreign.terms


@pytest.mark.parametrize("said", ["hasn't arrived", "hasnt arrived", "has not arrived"])
def test_short_forms_mean_what_they_stand_for(said):
    assert set(said_together(words(said), "en")) >= set(said_together(["not", "arrived"], "en")) > set()


class TestConcepts:
    ARTICLES = (
        Document("login", "de", "Anmeldung im Kundenkonto", "Hier steht, was zu tun ist."),
        Document("return", "de", "Rückgabe von Ware", "Hier steht, was zu tun ist."),
        Document("delivery", "de", "Dauer der Zustellung", "Hier steht, was zu tun ist."),
    )

    @pytest.mark.parametrize(
        ("question", "meant"),
        [
            ("wie logge ich mich ein", "login"),  # the parts of the verb stand apart
            ("kann ich die Jacke retournieren", "return"),
            ("how long does shipping take", "delivery"),
            ("cik ilgi jāgaida piegāde", "delivery"),
        ],
    )
    def test_a_question_without_a_word_of_the_article_finds_it(self, question, meant):
        found = AnswerEngine.build(self.ARTICLES).ask(question).hits

        assert found[0].passage.document_id == meant


class TestGlosses:
    PAIRS = tuple(
        Document(f"{word}-{number}", language, f"{text} {number}", "")
        for number in range(3)
        for word, en, de in (
            ("zebra", "zorbing track", "Kugelbahn"),
            ("yak", "yodel hall", "Jodelhalle"),
            ("wolf", "weaver shed", "Webstube"),
        )
        for language, text in (("en", en), ("de", de))
    )

    def test_translated_articles_teach_what_words_mean(self):
        glosses = learn_glosses(self.PAIRS)

        assert "zorb" in [stem for stem, _ in glosses["de", "en"]["kugelbahn"]]

    def test_a_question_in_one_language_finds_what_exists_only_in_another(self):
        alone = Document("new", "en", "Zorbing for beginners", "Roll down.")
        engine = AnswerEngine.build([*self.PAIRS, alone])

        found = engine.ask("Kugelbahn", language="de").hits

        assert "new" in [hit.passage.document_id for hit in found]

    def test_internal_articles_teach_nobody(self):
        internal = [Document(one.id, one.language, one.title, "", audience="internal") for one in self.PAIRS]

        assert learn_glosses(internal) == {}


def test_what_may_not_be_shown_takes_no_place_of_questions_that_may():
    site = [Document("pay", "de", "Kann man mit Karte zahlen?", ""), Document("back", "de", "Ware zurückgeben", "")]
    others = [PastQuestion(f"kad un kā {number}", "back", "lv", 5) for number in range(300)]
    engine = AnswerEngine.build(site, past_questions=others)

    assert [one.text for one in engine.complete("ka", language="de")] == ["Kann man mit Karte zahlen?"]


def test_questions_that_begin_as_typed_come_first_even_if_the_word_says_little():
    site = [
        *(Document(f"{number}", "en", f"What you can do about {number}", "") for number in range(40)),
        Document("cap", "en", "Buy a cap", ""),
        Document("pay", "en", "Can I pay later?", ""),
    ]

    completed = AnswerEngine.build(site).complete("ca", language="en")

    assert completed[0].text == "Can I pay later?"


def test_half_a_word_is_first_of_all_one_of_the_language_that_is_spoken():
    site = [Document("sun", "en", "In the sun", ""), Document("parcel", "lv", "Mans sūtījums", "")]

    hits = AnswerEngine.build(site).suggest("su", language="lv").hits

    assert hits[0].passage.document_id == "parcel"


def test_common_words_of_the_asker_say_little_to_articles_in_another_language_too():
    site = [
        Document("shop", "de", "Laden und Öffnungszeiten", "Unser veikals in Riga ist offen."),
        Document("glasses", "de", "Brille", "Kunden fragen: kur ir brille, kur ir?"),
    ]

    hits = AnswerEngine.build(site).ask("kur ir veikals", language="lv").hits

    assert hits[0].passage.document_id == "shop"
