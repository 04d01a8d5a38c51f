"""The HTML of articles: nothing in it runs, and the engine reads it as text."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpwell.knowledge.html import ATTRIBUTES, SCHEMES, TAGS, article_links, as_shown, clean, plain_text

ATTACKS = Path(__file__).resolve().parents[3] / "shared/fixtures/security/html.jsonl"


class _Strict(HTMLParser):
    """Fails on any element, attribute or address that an article may not have, however it is spelt."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set())
            scheme, colon, _rest = re.sub(r"[\x00-\x20]", "", value or "").partition(":")
            assert name not in {"href", "src"} or not colon or not scheme.isalpha() or scheme.lower() in SCHEMES


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<h2>Returns</h2><p>Within 30 days.</p>", "# Returns\n\nWithin 30 days."),
        ("<h2>Returns</h2>then loose text", "# Returns\n\nthen loose text"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", "a\n\nb"),
        ("<p>a<br>b</p>", "a b"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ('<p><img src="/files/x/y.png" alt="A nose pad"></p>', "A nose pad"),
        ("<table><tr><th><p>To</p></th><th>Price</th></tr><tr><td>DE</td><td>3,90 €</td></tr></table>",
         "To, Price\n\nDE, 3,90 €"),
        ("", ""),
    ],
)  # fmt: skip
def test_plain_text_keeps_the_words_and_their_order(html: str, text: str):
    assert plain_text(html) == text


@given(st.text())
def test_any_text_becomes_html_that_stays_as_it_is_when_cleaned_again(text: str):
    once = clean(text)

    assert clean(once) == once


@pytest.mark.skipif(not ATTACKS.exists(), reason="shared/fixtures is not beside the project")
def test_no_attack_survives_cleaning():
    for line in ATTACKS.read_text().splitlines():
        _Strict().feed(clean(json.loads(line)["payload"]))


def test_pictures_come_from_our_own_files_only():
    assert clean('<img src="https://elsewhere.example/x.png" alt="x">') == '<img alt="x">'
    assert 'src="/files/1/x.png"' in clean('<img src="/files/1/x.png" alt="x">')


def test_links_name_articles_and_become_addresses_when_shown():
    html = '<p><a href="article:returns#how">Returns</a> and <a href="article:gone">gone</a></p>'

    shown = as_shown(html, {"returns": "/en/articles/return/"}.get)

    assert article_links(html) == ["returns", "gone"]
    assert 'href="/en/articles/return/#how"' in shown
    assert "article:" not in shown
