"""`predict` keeps its promises about files: a line per question, nothing learned from what it may not see."""

import json
import subprocess
import sys

import pytest

from answer_engine.predict import main

ARTICLES = [
    {"id": "order", "lang": "en", "title": "Where is my order?", "body": "Follow your parcel with the link."},
    {"id": "order", "lang": "de", "title": "Wo ist meine Bestellung?", "body": "Verfolgen Sie das Paket."},
    {"id": "refund", "lang": "en", "title": "Refunds", "body": "You get your money back within a week."},
    {"id": "zorbing", "lang": "en", "title": "Zorbing for beginners", "body": "Roll downhill."},
    {"id": "login", "lang": "en", "title": "Sign in", "body": "Reset your password on the sign-in page."},
]
TRAIN = [
    {"qid": f"t{number}", "text": text, "label": label, "lang": "en"}
    for number, (text, label) in enumerate(
        [
            ("my parcel has not come", "order"),
            ("when will the parcel arrive", "order"),
            ("track the delivery", "order"),
            ("delivery is late", "order"),
            ("i want my money back", "refund"),
            ("give me a refund", "refund"),
            ("when do i get the money", "refund"),
            ("return money please", "refund"),
            ("forgot my password", "login"),
            ("cannot sign in", "login"),
            ("password does not work", "login"),
            ("locked out of the account", "login"),
            ("what is the weather", None),
        ]
    )
]
QUESTIONS = [
    {"qid": "q1", "text": "parcel is late", "lang": "en", "label": "refund"},
    {"qid": "q2", "text": "", "lang": "en"},
    {"qid": "q3", "text": "Zorbing for beginners", "lang": "en", "task": "title2body"},
    {"qid": "q4", "text": "Bestellung", "lang": "de", "target": "en", "task": "crosslingual", "unknown": [1]},
    {"qid": "q5", "text": "pasword forgotten"},
]


@pytest.fixture
def files(tmp_path):
    def write(name, records):
        (tmp_path / name).write_text("".join(json.dumps(record) + "\n" for record in records))

    write("articles", ARTICLES)
    write("train", TRAIN)
    write("questions", QUESTIONS)
    return tmp_path


def predicted(files, *further):
    options = ["--articles", files / "articles", "--questions", files / "questions", "--out", files / "out"]
    assert main([str(option) for option in (*options, *further)]) == 0
    return {line["qid"]: line for line in map(json.loads, (files / "out").read_text().splitlines())}


def test_every_question_gets_a_line_in_order(files):
    lines = predicted(files)

    assert list(lines) == ["q1", "q2", "q3", "q4", "q5"]
    assert lines["q2"] == {"qid": "q2", "ranked": [], "confidence": 0, "answer": False}
    assert all(len(set(line["ranked"])) == len(line["ranked"]) <= 10 for line in lines.values())


def test_past_questions_lead_and_labels_of_the_asked_are_never_read(files):
    lines = predicted(files, "--train", files / "train")

    assert lines["q1"]["ranked"][0] == "order"
    assert lines["q5"]["ranked"][0] == "login"


def test_titles_are_hidden_where_the_question_is_one(files):
    hidden, open_ = predicted(files)["q3"], ARTICLES[3]["title"]

    assert hidden["ranked"] == []
    assert open_ == QUESTIONS[2]["text"]


def test_dev_and_shares_are_taken(files):
    lines = predicted(files, "--train", files / "train", "--dev", files / "train", "--accepted-error", "0.5")

    assert any(line["answer"] for line in lines.values())
    assert all(0 <= line["confidence"] <= 1 for line in lines.values())


def test_the_same_input_gives_the_same_bytes(files):
    command = [sys.executable, "-m", "answer_engine.predict", "--articles", files / "articles", "--train"]
    plain = [question for question in QUESTIONS if "task" not in question]  # one engine answers them
    (files / "plain").write_text("".join(json.dumps(question) + "\n" for question in plain))
    command += [files / "train", "--questions", files / "plain", "--out"]
    for name in ("one", "two"):
        subprocess.run([*command, files / name], check=True)

    assert (files / "one").read_bytes() == (files / "two").read_bytes()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"{not json}", "line 1 is not JSON"),
        (b"[1, 2]", "is not a JSON object"),
        (b'{"title": "no id"}', 'no usable "id"'),
        (b'{"id": {"a": 1}}', 'no usable "id"'),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"[" * 100_000, "is not JSON"),
        (None, "cannot be read"),
    ],
)
def test_a_bad_file_is_named_in_one_sentence(files, capsys, content, complaint):
    bad = files / "bad"
    if content is not None:
        bad.write_bytes(content)

    assert main(["--articles", str(bad), "--questions", str(files / "questions"), "--out", str(files / "out")]) == 2

    said = capsys.readouterr().err
    assert complaint in said
    assert said.count("\n") == 1
