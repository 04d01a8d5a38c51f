"""How hard a text is to read, and which words only insiders know."""

import pytest
from django.core.cache import cache

from helpwell.base.models import Site
from helpwell.knowledge.models import Finding, Translation
from helpwell.knowledge.readability import english_syllables, german_syllables, jargon_in, readability_of
from tests.factories import publish

EASY = {
    "en": "You can send it back in two weeks. Put it in the box. Add the note. Take it to the shop. We pay you back.",
    "de": "Sie haben zwei Wochen Zeit. Legen Sie die Brille in die Box. Kleben Sie den Zettel auf. Bringen Sie sie.",
    "lv": "Jums ir divas nedēļas. Lieciet to kastē. Pielieciet klāt zīmi. Nesiet to uz veikalu. Mēs jums maksāsim.",
}
HARD = {
    "en": "Notwithstanding contractual stipulations, reimbursement necessitates documentation substantiating "
    "the circumstances surrounding manufacturing deficiencies identified subsequently by authorised representatives.",
    "de": "Unbeschadet vertraglicher Vereinbarungen setzt die Rückerstattung die Übermittlung aussagekräftiger "
    "Unterlagen hinsichtlich der Umstände nachträglich festgestellter Herstellungsmängel durch Bevollmächtigte voraus.",
    "lv": "Neatkarīgi no līgumiskajiem nosacījumiem, atlīdzināšanai nepieciešama dokumentācija, kas apliecina "
    "apstākļus saistībā ar pilnvarotajiem pārstāvjiem konstatētajiem ražošanas trūkumiem.",
}


@pytest.mark.parametrize("language", EASY)
def test_short_words_and_sentences_read_easier_than_office_language(language: str):
    easy, hard = readability_of(EASY[language] * 2, language), readability_of(HARD[language] * 2, language)

    assert easy is not None
    assert hard is not None
    assert (easy.level, hard.level) == ("easy", "hard")


def test_each_language_has_its_own_formula():
    formulas = [readability_of(EASY[code[:2]] * 2, code) for code in ("en", "de", "lv", "de-at")]

    assert [one and one.formula for one in formulas] == ["Flesch", "Amstad", "LIX", "Amstad"]


def test_little_text_is_not_judged():
    assert readability_of("Yes. You can.", "en") is None
    assert readability_of("", "xx") is None
    assert readability_of("12 345 … !!!" * 50, "en") is None


def test_the_longest_sentence_is_named_when_it_is_too_long():
    long = "We " + "really " * 30 + "do."

    assert readability_of(f"Short one. {long} Short two.", "en").longest_sentence == long
    assert readability_of(EASY["en"] * 2, "en").longest_sentence == ""


def test_headings_and_list_items_end_a_sentence():
    listed = "# A heading without a full stop\n\n" + "\n\n".join(["one two three four five six"] * 6)

    found = readability_of(listed, "lv")

    assert found is not None
    assert found.score == 6  # words a sentence, none of them long


@pytest.mark.parametrize(("word", "count"), [("care", 1), ("used", 1), ("needed", 2), ("refund", 2), ("queue", 1)])
def test_syllables_of_english(word: str, count: int):
    assert english_syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("Brille", 2), ("Rückgabe", 3), ("Leute", 2), ("Öl", 1)])
def test_syllables_of_german(word: str, count: int):
    assert german_syllables(word) == count


def test_words_of_the_house_are_found_with_their_endings_but_not_inside_others():
    words = {"SKU": "article number", "RMA": "", "fulfilment": ""}

    assert jargon_in("Your rma and the SKUs. Skulls are no jargon.", words) == ["RMA", "SKU"]


@pytest.mark.django_db
def test_jargon_in_a_published_article_is_a_finding():
    Site.current().change(jargon="SKU = article number\nRMA\n\n")
    cache.clear()  # a test never commits, so nobody else does

    publish("Returns", "<p>" + "Tell us the SKU of what you send back to our shop. " * 4 + "</p>")

    translation = Translation.objects.get()
    assert list(Finding.objects.filter(translation=translation).values_list("kind", "detail")) == [
        ("jargon", "SKU → article number")
    ]
