"""`evaluate` tells the truth about a set, and says what is missing."""

import json

from answer_engine.evaluate import main
from answer_engine.measures import Outcome, alone, answered_at, calibration_error, least_calibration_error, separation


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


SHOP = [{"id": "a", "lang": "en", "title": "Returns"}, {"id": "b", "title": "Parcels"}]
ASKED = [
    {"qid": str(number), "text": f"{words} {number}", "label": label, "lang": "en"}
    for number in range(8)
    for words, label in (("send the glasses back", "a"), ("where is my box", "b"))
]


def reported(folder, capsys):
    """The reports by task, of our engine."""
    assert main(["--bench", str(folder), "--json"]) == 0
    reports = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {report["task"]: report for report in reports if report["engine"] == "Helpwell"}


def test_each_half_of_dev_shows_how_sure_to_be_about_the_other_at_each_share_of_questions_without_an_answer(
    tmp_path, capsys
):
    strange = [
        {"qid": f"{distance} {number}", "text": f"{words} {number}", "label": None, "lang": "en", "oos": distance}
        for number in range(4)
        for words, distance in (("who is the queen", "far"), ("repaint my glasses", "near"))
    ]
    write(tmp_path / "shop", "articles.jsonl", SHOP)
    write(tmp_path / "shop", "questions_train.jsonl", ASKED)
    write(tmp_path / "shop", "questions_dev.jsonl", [*ASKED, *strange])

    tasks = reported(tmp_path, capsys)

    assert tasks["halves of dev"]["questions"] == 24  # each once, by what the half without it has shown
    assert tasks["halves of dev"]["milliseconds"] is None
    assert {"halves of dev, 50 % unanswerable", "halves of dev, 15 % far, 5 % near"} <= tasks.keys()
    near, mixed = tasks["halves of dev, 50 % near"], tasks["halves of dev, 50 % unanswerable"]
    assert near["separation"] <= mixed["separation"]


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


def test_what_counts_more_weighs_more():
    outcomes = [Outcome(1, True, 0.9, 0.0, 0.5), Outcome(0, False, 0.8, 0.0, 1.5), Outcome(0, False, 0.95, 0.0, 0.0)]

    assert answered_at(outcomes, 0.85) == (0.25, 1.0)
    assert answered_at(outcomes, 0.5) == (1.0, 0.25)
    assert alone(outcomes, 0.9) == 0.25
    assert separation(outcomes) == 1
    assert round(calibration_error(outcomes), 3) == round((0.1 * 0.5 + 0.8 * 1.5) / 2, 3)


def test_chance_alone_makes_an_error_of_calibration_the_smaller_the_more_were_asked():
    few, many = ([Outcome(1, True, 0.5, 0.0)] * count for count in (100, 10_000))

    # The mean distance of a share of so many tosses from one half: the root of 2 / pi times its standard deviation.
    assert abs(least_calibration_error(few) - 0.040) < 0.004
    assert abs(least_calibration_error(many) - 0.004) < 0.001
    assert least_calibration_error([Outcome(1, True, 1.0, 0.0)]) == 0
