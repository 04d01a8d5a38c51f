"""The texts of the interface: each says one thing, whichever room says it."""

from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import gettext, override, pgettext

from helpwell.base.messages import ROOMS, rooms_in


@pytest.mark.parametrize("language", ["de", "lv"])
def test_no_two_rooms_translate_the_same_text_differently(language: str):
    said: dict[object, dict[str, object]] = defaultdict(dict)
    for path in ROOMS.glob(f"**/locale/{language}/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                if message.id and message.string:
                    said[message.context, message.id][path.parts[-5]] = message.string

    assert len(said) > 100
    assert {text: rooms for text, rooms in said.items() if len(set(rooms.values())) > 1} == {}


def test_a_word_with_two_meanings_is_translated_by_what_is_meant():
    with override("de"):
        assert (gettext("waiting"), pgettext("conversations", "waiting")) == ("wartet", "warten")
    with override("lv"):
        assert (gettext("Done"), pgettext("a step", "Done")) == ("Nokārtots", "Gatavs")


def test_a_folder_that_outlived_its_room_is_none(tmp_path: Path):
    for name in ("desk", "desk.de"):
        (tmp_path / name / "locale" / "de" / "LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "desk" / "__init__.py").touch()

    assert [room.name for room in rooms_in(tmp_path)] == ["desk"]
