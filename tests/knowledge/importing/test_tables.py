"""Tables as people have them: any delimiter, any encoding, headings in several languages."""

from pathlib import Path

import pytest

from helpwell.knowledge.models import Translation
from tests.knowledge.importing.test_bringing_in import imported, results

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "faq.csv"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiter_and_encoding_are_recognised(file: Path, encoding: str, mark: str):
    table = f"Frage{mark}Antwort{mark}Sprache\nWas kostet die Prüfung?{mark}Nichts – für Größe ö{mark}Deutsch\n"

    imported(file, table.encode(encoding))

    live = Translation.objects.get(language="de").live
    assert (live.title, live.body) == ("Was kostet die Prüfung?", "<p>Nichts – für Größe ö</p>")


def test_a_cell_may_hold_lines_quotes_and_delimiters(file: Path):
    imported(file, 'title,body,language\n"A ""quoted"" title","One, two.\n\n- three\n- four",en\n')

    live = Translation.objects.get().live
    assert live.title == 'A "quoted" title'
    assert live.body == "<p>One, two.</p><ul><li><p>three</p></li><li><p>four</p></li></ul>"


def test_a_quote_that_never_ends_costs_one_row_only(file: Path):
    task = imported(file, 'title,body,language\nA,"open,en\nB,fine,en\nC,"good, too",en\n')

    assert results(task) == ["refused", "created", "created"]
    assert task.rows.first().place == "line 2"
    assert "never closed" in task.rows.first().note


def test_a_row_with_too_many_cells_is_refused(file: Path):
    task = imported(file, "title,body,language\nA,one, two and three,en\nB,fine,en\n")

    assert results(task) == ["refused", "created"]


def test_bytes_that_are_no_letters_cost_one_row_only(file: Path):
    good = "title,body,language\nÄrger,Größe und Maß,de\n".encode()

    task = imported(file, good + b"Bad\xff,text,de\n")

    assert results(task) == ["created", "refused"]
    assert "UTF-8" in task.rows.last().note


def test_blank_rows_and_unknown_columns_do_not_matter(file: Path):
    task = imported(file, "Nr.;Titel;Text;Bearbeiter\n1;A;Eins;x\n;;;\n2;B;Zwei;y\n", language="de")

    assert results(task) == ["created", "created"]
    assert set(Translation.objects.values_list("article__public_id", flat=True)) == {"1", "2"}


def test_rows_without_an_id_mean_the_same_article_again(file: Path):
    imported(file, "question,answer\nHow long?,Two days.\n", language="en")

    again = imported(file, "question,answer\nHow long?,Three days.\n", language="en")

    assert results(again) == ["updated"]
