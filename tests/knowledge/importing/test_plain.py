"""Plain text and foreign HTML look like articles afterwards."""

import pytest

from helpwell.knowledge.importing.markdown import html_of, html_of_plain
from helpwell.knowledge.importing.tidying import tidy


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One.\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("Do this:\n• a\n• b", "<p>Do this:</p><ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("1) a\n2) b", "<ol><li><p>a</p></li><li><p>b</p></li></ol>"),
        ("Desktop\nOpen the menu and choose it.", "<h2>Desktop</h2><p>Open the menu and choose it.</p>"),
        ("red\ngreen\nblue", "<p>red</p><p>green</p><p>blue</p>"),
        (
            "This line was broken because the page of old was narrow\nand it goes on here.",
            "<p>This line was broken because the page of old was narrow and it goes on here.</p>",
        ),
        ("a <b> & c", "<p>a &lt;b&gt; &amp; c</p>"),
        ("**bold** and snake_case_name", "<p><strong>bold</strong> and snake_case_name</p>"),
        (
            "See https://x.org/a(b)?q=1. Or a.b@c.de!",
            '<p>See <a href="https://x.org/a(b)?q=1">https://x.org/a(b)?q=1</a>.'
            ' Or <a href="mailto:a.b@c.de">a.b@c.de</a>!</p>',
        ),
        ("    indented", "<p>indented</p>"),
        ("See Settings , then Downloads .", "<p>See Settings, then Downloads.</p>"),
    ],
)
def test_plain_text_gets_paragraphs_lists_headings_and_links(text: str, html: str):
    assert tidy(html_of_plain(text)) == html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("loose text", "<p>loose text</p>"),
        ("<div>a</div><div>b<br><br>c</div>", "<p>a</p><p>b</p><p>c</p>"),
        ("<h1>T</h1><b>x</b>", "<h2>T</h2><p><strong>x</strong></p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("<p>a<style>p{}</style><svg><p>x</p></svg></p>", "<p>a</p>"),
        ("<p></p><p> </p><p>a</p>", "<p>a</p>"),
        ("<pre><code>a\n  b\n</code></pre>", "<pre><code>a\n  b\n</code></pre>"),
        ('<a href="https://x.org" onclick="y">z</a>', '<p><a href="https://x.org">z</a></p>'),
        ("<ul>" * 500 + "deep" + "</ul>" * 500, None),
        ("</p></div>a<td>b", None),
    ],
)
def test_foreign_html_takes_the_shape_of_ours(source: str, html: str | None):
    result = tidy(source)

    assert html is None or result == html
    assert tidy(result) == result


def test_markdown_of_files_may_hold_html():
    assert tidy(html_of("a <b>bold</b>\n\n<script>x</script>")) == "<p>a <strong>bold</strong></p>"
