"""A company's own FAQ page comes over as it was saved from the browser."""

import json
from pathlib import Path

import pytest

from helpwell.knowledge.models import Translation
from tests.knowledge.importing.test_bringing_in import imported

pytestmark = pytest.mark.django_db

DATA = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebPage", "name": "Help"},
        {
            "@type": ["FAQPage"],
            "mainEntity": [
                {
                    "@type": "Question",
                    "name": "What&#39;s the fee?",
                    "acceptedAnswer": {"@type": "Answer", "text": "<p>None.</p><script>x</script>"},
                },
                {"@type": "Question", "name": "Unanswered?"},
            ],
        },
    ],
}


def page(body: str, head: str = "") -> str:
    return f'<!DOCTYPE html><html lang="de-AT"><head><title>Hilfe</title>{head}</head><body>{body}</body></html>'


def brought_over(tmp_path: Path, source: str) -> dict[str, str]:
    """Title and body of each article, after an import that went well."""
    task = imported(tmp_path / "faq.html", source)
    assert task.problem == ""
    assert set(Translation.objects.values_list("language", flat=True)) == {"de"}
    return dict(Translation.objects.order_by("pk").values_list("live__title", "live__body"))


def test_what_a_page_tells_search_engines_counts_first(tmp_path: Path):
    data = json.dumps(DATA).replace("</", "<\\/")
    head = f'<script type="application/ld+json">{data}</script>'

    assert brought_over(tmp_path, page("<h2>Seen?</h2><p>Yes.</p>", head)) == {"What's the fee?": "<p>None.</p>"}


def test_answers_that_fold_are_read_with_their_markup(tmp_path: Path):
    body = """<h1>FAQ</h1>
    <details><summary><span>Wie lange?</span></summary><div><p>Zwei <b>Tage</b> &amp; mehr.</p></div></details>
    <details><summary>Was kostet es?</summary>Nichts.<button>zu</button></details><footer><p>Impressum</p></footer>"""

    assert brought_over(tmp_path, page(body)) == {
        "Wie lange?": "<p>Zwei <strong>Tage</strong> &amp; mehr.</p>",
        "Was kostet es?": "<p>Nichts.</p>",
    }


def test_lists_of_questions_and_headings_that_ask_are_understood(tmp_path: Path):
    listed = "<dl><dt>Wo?</dt><dd>Hier.</dd><dt>Wann?</dt><dd>Jetzt.</dd></dl><p>Mehr</p>"

    assert list(brought_over(tmp_path, page(listed))) == ["Wo?", "Wann?"]


def test_only_headings_that_ask_are_questions(tmp_path: Path):
    body = "<h2>Versand</h2><p>x</p><h3>Wie schnell?</h3><p>Schnell.</p><ul><li>Ja</li></ul><h2>Über uns</h2><p>y</p>"

    assert list(brought_over(tmp_path, page(body))) == ["Wie schnell?"]


@pytest.mark.parametrize("source", ["<html><body><p>Nothing</p></body></html>", "<html", "<!-- --><details>"])
def test_a_page_without_questions_is_said_to_be_one(tmp_path: Path, source: str):
    task = imported(tmp_path / "faq.html", source)

    assert "holds no questions" in task.problem
