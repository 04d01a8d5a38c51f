"""An article as one writes it in a letter."""

import pytest

from helpwell.knowledge.letter import as_letter

LETTERS = {
    "<p>One</p><p>Two</p>": "One\n\nTwo",
    "<p>Do <strong>this</strong>  now</p>": "Do this now",
    "<ol><li>One</li><li><p>Two</p></li></ol><p>End</p>": "1. One\n2. Two\n\nEnd",
    '<ol start="3"><li>Three</li></ol>': "3. Three",
    "<ul><li>A</li><li>B</li></ul>": "– A\n– B",
    '<p>See <a href="https://example.com/x">the shop</a>.</p>': "See the shop (https://example.com/x).",
    '<p><a href="https://example.com">https://example.com</a></p>': "https://example.com",
    '<p>Write to <a href="mailto:a@example.com">us</a></p>': "Write to us (a@example.com)",
    '<p>Read <a href="article:abc">this</a></p>': "Read this",
    "<h2>Title</h2><p>One<br>Two</p>": "Title\n\nOne\nTwo",
    "<table><tr><th>A</th><td>1</td></tr></table>": "A, 1",
    "": "",
}


@pytest.mark.parametrize(("html", "letter"), LETTERS.items())
def test_it_keeps_paragraphs_steps_and_links(html: str, letter: str):
    assert as_letter(html) == letter
