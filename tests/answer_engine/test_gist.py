"""What was learned of other sites' questions helps a site on its first day."""

from dataclasses import replace

import numpy as np
import pytest

from answer_engine import AnswerEngine, Document
from answer_engine.concepts import concepts_of
from answer_engine.evidence import GIST
from answer_engine.gist import FILE, LIST, learned_without, list_digest
from answer_engine.lessons import shipped_lessons
from answer_engine.prior import FAMILIES
from answer_engine.ranking import rank
from answer_engine.shapes import PUBLIC
from answer_engine.text import words
from answer_engine.train_gist import main

ARTICLES = [
    Document("refund", "en", "Refund status", "It takes five days."),
    Document("card", "en", "Order a physical card", "We send it by mail.", also_asked=("My card was stolen",)),
    Document("music", "en", "Playlists", "Make one for each mood."),
]


def alike(one: str, other: str, languages: tuple[str, str] = ("en", "en")) -> float:
    texts = [
        learned_without("").of_texts([words(text)], language)
        for text, language in zip((one, other), languages, strict=True)
    ]
    return float(texts[0][0] @ texts[1][0])


def gists_of(engine: AnswerEngine, question: str, is_typing: bool = False) -> dict[str, float]:
    found = engine.found(question, PUBLIC, language="en", is_typing=is_typing)
    ranked = rank(found.evidence, "en", "", engine.lessons.ranking)
    return {candidate.id: float(candidate.figures[GIST]) for candidate in ranked}


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        ("where is my money back", "refund not showing up", "play some jazz"),
        ("what is the weather like tomorrow", "will it rain", "transfer money"),
        ("wake me up at seven", "set an alarm", "exchange rate"),
    ],
)
def test_what_means_the_same_is_nearer(question, near, far):
    assert alike(question, near) > alike(question, far) + 0.2


def test_words_of_one_meaning_are_near_in_every_language_of_the_list():
    assert alike("Rechnung bezahlen", "pay the bill", ("de", "en")) > alike(
        "Rechnung bezahlen", "book a flight", ("de", "en")
    )


def test_words_nobody_learned_are_like_nothing():
    assert alike("xqzv vzqx", "xqzv vzqx") == 0
    assert alike("refund", "refund") == pytest.approx(1, abs=1e-3)
    assert 0.5 < alike("refund xqzv vzqx", "refund") < 0.97


def test_a_text_without_words_has_no_gist():
    learned = learned_without("")
    nothing = learned.of_question([], "en", concepts_of([], "en", bool))

    assert not nothing.any()
    assert learned.of_texts([], "en").shape == (0, len(nothing))


def test_a_question_and_a_title_of_the_same_words_have_the_same_gist():
    learned, asked = learned_without(""), words("cancel my order")
    meant = concepts_of(asked, "en", lambda word: True)

    assert np.allclose(learned.of_question(asked, "en", meant), learned.of_texts([asked], "en")[0], atol=1e-5)


def test_the_best_own_wording_of_an_article_counts():
    without = [replace(article, also_asked=()) for article in ARTICLES]

    found = gists_of(AnswerEngine.build(ARTICLES), "somebody stole my card")

    assert found["card"] > gists_of(AnswerEngine.build(without), "somebody stole my card")["card"]


def test_half_a_question_has_no_gist_yet():
    engine = AnswerEngine.build(ARTICLES)

    assert gists_of(engine, "refund stat", is_typing=True) == {"refund": 0}
    assert gists_of(engine, "refund status")["refund"] > 0.9


def test_a_set_is_judged_by_what_was_learned_without_it():
    engine = AnswerEngine.build(ARTICLES)
    fair = replace(shipped_lessons(), held_out="banking77 and clinc150")

    judged = engine.taught(fair)

    assert gists_of(judged, "card stolen") != gists_of(engine, "card stolen")
    assert gists_of(judged, "card stolen") == gists_of(AnswerEngine.build(ARTICLES, lessons=fair), "card stolen")
    changed = replace(ARTICLES[0], title="Stolen card")
    assert judged.updated([changed]).shelves[0].held_out == "banking77 and clinc150"


def test_the_shipped_tables_belong_to_the_list_of_meanings_as_it_is():
    with np.load(f"answer_engine/{FILE}") as shipped:
        assert shipped[LIST].tolist() == list_digest().tolist(), "Run train_gist, then train_prior."
        assert {name.split("/")[0] for name in shipped.files if "/" in name} == {"", *FAMILIES}


def test_training_says_which_file_is_missing(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert "banking77" in capsys.readouterr().err
