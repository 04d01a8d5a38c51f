"""Pages and styles know the same names: a style that is taken away leaves nothing standing there undressed."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

HELPWELL = Path(__file__).parents[2] / "helpwell"
STYLES = HELPWELL / "base" / "static" / "base" / "css"
CHAT = HELPWELL / "channels" / "chat" / "static" / "chat"
TAG = re.compile(r"{%.*?%}|{#.*?#}")
SAID_LATER = re.compile(r"[\w-]*{{.*?}}[\w-]*")
CLASSES = re.compile(r'class="([^"]*)"')
FILLED_IN = re.compile(r"\$\{[^}]*\}")
BUILT = re.compile(r'(?<!// )\bh\(["`](\w+(?:\.[\w.-]+)?)["`]|className(?::| =) "([^"]+)"')  # in the chat, by a script
DRESSED = re.compile(r"^const STYLE = `(.+?)`|querySelector(?:All)?\(\"(.+?)\"", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"\.([a-z][\w-]*)")


def text_of(files: Iterable[Path]) -> str:
    return "\n".join(file.read_text() for file in files)


@pytest.mark.parametrize(
    ("rooms", "stylesheet"), [(["help_center", "people", "base"], "help.css"), (["desk"], "app.css")]
)
def test_every_class_on_a_page_has_a_style_or_a_script_that_looks_for_it(rooms: list[str], stylesheet: str):
    templates = [file for room in rooms for file in (HELPWELL / room / "templates").rglob("*.*")]
    pages = SAID_LATER.sub(" ", TAG.sub(" ", text_of(templates)))
    on_pages = {name for classes in CLASSES.findall(pages) for name in classes.split()}
    styles = [STYLES / name for name in re.findall(r'@import url\("(.+?)"\)', (STYLES / stylesheet).read_text())]
    known = set(NAME.findall(text_of(styles)) + NAME.findall(text_of(HELPWELL.rglob("*.js"))))

    assert len(on_pages) > 100
    assert sorted(on_pages - known) == []


def test_every_class_in_the_chat_has_a_style_or_a_script_that_looks_for_it():
    scripts = FILLED_IN.sub("", text_of(CHAT.glob("*.js")))
    built = [element.partition(".")[2].split(".") + names.split() for element, names in BUILT.findall(scripts)]
    in_chat = {name for names in built for name in names if name and not name.endswith("--")}
    dressed = "\n".join(style + sought for style, sought in DRESSED.findall(scripts))
    known = set(NAME.findall((CHAT / "chat.css").read_text() + dressed))

    assert len(in_chat) > 60
    assert sorted(in_chat - known) == []
