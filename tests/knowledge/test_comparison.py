"""What changed between two texts."""

from helpwell.knowledge.comparison import Piece, compare
from helpwell.knowledge.models.revision import Content


def test_changed_words_are_told_apart_from_those_that_stayed():
    comparison = compare(
        Content("Opening hours", "", "<p>We open at nine.</p>"), Content("Hours", "", "<p>We open at ten.</p>")
    )

    assert comparison.title == (Piece("removed", "Opening hours"), Piece("added", "Hours"))
    assert comparison.body == ((Piece("same", "We open at "), Piece("removed", "nine."), Piece("added", "ten.")),)


def test_titles_that_share_hardly_a_word_stand_as_wholes():
    comparison = compare(Content("A lost nose pad: get a new one", "", ""), Content("Spare parts by post", "", ""))

    assert [piece.kind for piece in comparison.title] == ["removed", "added"]


def test_a_new_paragraph_leaves_the_others_alone():
    before = Content("", "", "<p>One.</p><p>Three.</p>")
    after = Content("", "", "<p>One.</p><p>Two.</p><p>Three.</p>")

    kinds = [[piece.kind for piece in paragraph] for paragraph in compare(before, after).body]

    assert kinds == [["same"], ["added"], ["same"]]


def test_form_alone_is_told_as_form():
    comparison = compare(Content("A", "", "<p>nine</p>"), Content("A", "", "<p><strong>nine</strong></p>"))

    assert comparison.is_same_text
    assert not comparison.is_same


def test_every_word_of_both_texts_is_in_the_comparison():
    before = Content("A b", "c d", "<h2>E f</h2><ul><li>g h</li><li>i</li></ul>")
    after = Content("A x", "d", "<h2>E</h2><p>g</p><ul><li>i j</li></ul>")

    comparison = compare(before, after)
    pieces = [
        piece for part in ((comparison.title,), comparison.summary, comparison.body) for one in part for piece in one
    ]

    old = "".join(piece.text for piece in pieces if piece.kind != "added").replace(" ", "")
    new = "".join(piece.text for piece in pieces if piece.kind != "removed").replace(" ", "")
    assert old == "Abcd#Efghi"
    assert new == "Axd#Egij"
