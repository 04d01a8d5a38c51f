"""`evaluate` tells the truth about a set, and says what is missing."""

import json

from answer_engine.evaluate import main
from answer_engine.measures import Outcome, alone, calibration_error, separation


def write(folder, name, records):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("".join(json.dumps(record) + "\n" for record in records))


def test_a_missing_folder_is_named(tmp_path, capsys):
    assert main(["--bench", str(tmp_path / "nowhere")]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_an_unknown_set_is_named(tmp_path, capsys):
    write(tmp_path / "shop", "articles.jsonl", [])

    assert main(["--bench", str(tmp_path), "--sets", "shop,zoo"]) == 2
    assert "zoo" in capsys.readouterr().err


def test_a_set_is_reported_by_task_beside_the_peers(tmp_path, capsys):
    shop = tmp_path / "shop"
    write(shop, "articles.jsonl", [
        {"id": "a", "lang": "en", "title": "Return glasses", "body": "Within 30 days."},
        {"id": "b", "lang": "en", "title": "Track a parcel", "body": "With the link."},
    ])  # fmt: skip
    write(shop, "questions_dev.jsonl", [
        {"qid": "1", "text": "return my glasses", "label": "a", "lang": "en", "task": "answer"},
        {"qid": "2", "text": "who is the queen", "label": None, "lang": "en", "task": "answer"},
        {"qid": "3", "text": "Track a parcel", "label": "b", "lang": "en", "task": "title2body"},
    ])  # fmt: skip

    assert main(["--bench", str(tmp_path), "--json"]) == 0

    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    ours = {report["task"]: report for report in reports if report["engine"] == "Helpwell"}
    assert {report["engine"] for report in reports} >= {"Helpwell", "SQLite FTS5", "bm25s", "tantivy"}
    assert ours["answer"]["accuracy"]["value"] == 1
    assert ours["answer"]["separation"] == 1
    assert ours["title2body"]["accuracy"]["value"] == 0


def test_half_of_dev_shows_how_sure_to_be_about_the_other_half(tmp_path, capsys):
    shop = tmp_path / "shop"
    write(shop, "articles.jsonl", [{"id": "a", "lang": "en", "title": "Returns"}, {"id": "b", "title": "Parcels"}])
    asked = [
        {"qid": str(number), "text": f"{words} {number}", "label": label, "lang": "en"}
        for number in range(8)
        for words, label in (("send the glasses back", "a"), ("where is my box", "b"))
    ]
    write(shop, "questions_train.jsonl", asked)
    write(shop, "questions_dev.jsonl", asked[:6])

    assert main(["--bench", str(tmp_path), "--json"]) == 0

    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    halves = next(report for report in reports if report["task"] == "half of dev shown")
    assert halves["questions"] == 3


def test_measures_follow_their_definition():
    outcomes = [
        Outcome(1, True, 0.9, 0.0),
        Outcome(2, True, 0.8, 0.0),
        Outcome(1, True, 0.7, 0.0),
        Outcome(0, False, 0.1, 0.0),
    ]

    assert alone(outcomes, 1.0) == 0.25
    assert alone(outcomes, 0.66) == 0.75
    assert separation(outcomes) == 1
    assert round(calibration_error(outcomes), 3) == round((0.1 + 0.8 + 0.3 + 0.1) / 4, 3)
