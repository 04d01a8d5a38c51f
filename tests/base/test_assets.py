"""Stylesheets and scripts as a browser gets them."""

import shutil
from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from helpwell.base.assets import AssetStorage
from helpwell.base.lean import lean_script


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A stylesheet of two parts, collected as for serving."""
    source, root = tmp_path / "source", tmp_path / "root"
    (source / "css" / "parts").mkdir(parents=True)
    (source / "css" / "page.css").write_text(
        '/* Why. */\n@layer reset, base;\n@import url("reset.css") layer(reset);\n'
        '@import url("parts/ink.css") layer(base);\n'
    )
    (source / "css" / "reset.css").write_text("* { margin: 0; }\n")
    (source / "css" / "parts" / "ink.css").write_text("/* Ink. */\nbody { color: black; }\n")
    (source / "plain.css").write_text("p { margin: 0; }\n")
    shutil.copytree(source, root)
    names = ["css/page.css", "css/reset.css", "css/parts/ink.css", "plain.css"]
    found = StaticFilesStorage(location=source)
    with override_settings(STATIC_ROOT=root):
        storage = AssetStorage(location=root)
        for _result in storage.post_process({name: (found, name) for name in names}):
            pass
    return root


def test_a_stylesheet_of_parts_is_one_file_in_its_layers(collected: Path):
    (page,) = collected.glob("css/page.*.css")

    text = page.read_text()

    assert text.startswith("@layer reset, base;")
    assert "@layer reset {\n* { margin: 0; }\n}" in text
    assert "@layer base {\nbody { color: black; }\n}" in text
    assert "@import" not in text
    assert "/*" not in text


def test_a_plain_stylesheet_stays_as_it_is(collected: Path):
    (plain,) = collected.glob("plain.*.css")

    assert plain.read_text() == "p { margin: 0; }\n"


def test_customers_are_not_sent_the_names_of_the_desks_elements():
    def scripts(entry: str) -> str:
        context = Context({"request": RequestFactory().get("/")})
        return Template("{% load assets %}{% scripts entry %}").render(Context({**context.flatten(), "entry": entry}))

    assert "desk/" not in scripts("base/help.js")
    assert "live-search" in scripts("base/help.js")
    assert "desk/elements/rail-toggle.js" in scripts("desk/desk.js")


@pytest.mark.parametrize(
    ("script", "lean"),
    [
        ("const a = b ? c : { d }\n", "let a=b?c:{d}\n"),
        ('say("a, b => c", `${ d }, e`)', 'say("a, b => c",`${ d }, e`)'),
        ("const half = width / 2, word = /a = [/\"] , b/u\n", "let A=width / 2,word=/a = [/\"] , b/u\n"),
        ("  // only for people\n  call(a, b) // now\n", "call(a,b)\n"),
        ("run(\n  a,\n  b\n)\nrest()\n", "run(a,b)\nrest()\n"),
        ("of((one) => two, async (one) => two, [3, 4,\n])", "of(one=>two,async(one)=>two,[3,4])"),
        ('#ink = "#fff"\nget #pen() { return this.#ink }', '#a="#fff"\nget #b(){return this.#a}'),
        ("const FAR = 1_000 // m\nfunction grow(field) { return FAR }\ngrow(one.near)\n",
         "function A(field){return 1_000}\nA(one.near)\n"),
        ("const FAR = 9\nconst HALF = 9 / 2\nuse({ FAR }, HALF)\n", "let FAR=9\nlet A=9 / 2\nuse({FAR},A)\n"),
        ("const { ink } = pen\nat(one - -two, one + \"s\" - two)\n", "let{ink}=pen\nat(one - -two,one+\"s\"-two)\n"),
        ("const row = 1\nconst bit = 2, A = row\nuse(one.row, { bit })\n",
         "let row=1\nlet bit=2,A=row\nuse(one.row,{bit})\n"),
        ("const far = 1\nsay(`${far} away`, 'far')\n", "let far=1\nsay(`${far} away`,'far')\n"),
        ("class Pen {\n  draw() { draw(this) }\n}\nfunction draw(pen) { return new Pen() }\n",
         "class A{draw(){draw(this)}}\nfunction draw(pen){return new A()}\n"),
        ('const ink = "ink", pen = [...ink]\n', 'let A="ink",pen=[...A]\n'),
        ('socket.send(\'{"kind":"a, b"}\')', 'socket.send(\'{"kind":"a, b"}\')'),
    ],
)  # fmt: skip
def test_a_lean_script_is_the_same_program(script: str, lean: str) -> None:
    assert lean_script(script) == lean
