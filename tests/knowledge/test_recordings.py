"""Videos and sounds in articles: what is taken, how they are shown, found, described and played piece by piece."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from helpwell.base.uploads import UnfitFile, check
from helpwell.knowledge.attaching import attach
from helpwell.knowledge.checks import problems_of
from helpwell.knowledge.files import PIECE
from helpwell.knowledge.html import as_shown, clean, plain_text
from helpwell.knowledge.importing.tidying import tidy
from helpwell.knowledge.models import Attachment
from tests.factories import publish

DEMO = Path(__file__).parents[2] / "helpwell/demo/content/files"
VIDEO = (DEMO / "nose-pad.webm").read_bytes()
KEPT = '<video src="/files/a/pad.webm" title="A pad clicks in"><track src="/files/b/pad.vtt" srclang="en"></video>'


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (VIDEO, "pad.webm", "video/webm"),
        (b"\0\0\0\x18ftypmp42...", "pad.MP4", "video/mp4"),
        (b"\0\0\0\x18ftypM4A ...", "hello.m4a", "audio/mp4"),
        (b"ID3\x04...", "hello.mp3", "audio/mpeg"),
        (b"\xff\xfb\x90...", "hello.mp3", "audio/mpeg"),
        (b"OggS...", "hello.ogg", "audio/ogg"),
        (b"RIFF....WAVEfmt", "hello.wav", "audio/wav"),
        (b"WEBVTT\n\n00:00.000 --> 00:01.000\nClick", "pad.vtt", "text/vtt"),
    ],
)
def test_recordings_and_subtitles_are_known_by_their_content(content: bytes, name: str, content_type: str):
    assert check(content, name).content_type == content_type


@pytest.mark.parametrize("name", ["pad.webm", "pad.mp4", "hello.mp3", "hello.wav", "pad.vtt"])
def test_what_only_says_that_it_is_a_recording_is_refused(name: str):
    with pytest.raises(UnfitFile, match=name):
        check(b"<html><script>alert(1)</script>", name)


def test_a_recording_is_shown_with_controls_and_never_plays_by_itself():
    written = KEPT.replace("<video", "<video autoplay loop onplay='x()'").replace("<track", "<track default")

    shown = as_shown(clean(written), lambda public_id: None)

    assert clean(written) == KEPT
    assert '<video controls playsinline preload="metadata" src="/files/a/pad.webm"' in shown
    assert '<track kind="captions" src="/files/b/pad.vtt" srclang="en">' in shown


def test_a_recording_from_elsewhere_is_not_loaded():
    assert "evil" not in clean('<video src="https://evil.example/a.mp4"><track src="//evil.example/a.vtt"></video>')


def test_what_a_recording_shows_can_be_found():
    assert plain_text(f"<p>Like this:</p>{KEPT}<p>Done.</p>") == "Like this:\n\nA pad clicks in\n\nDone."


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ('<video src="/files/a"></video>', ["no_alt", "no_captions"]),
        ('<video src="/files/a" title="A pad"></video>', ["no_captions"]),
        ('<video src="/files/a" title="A pad"><track src="/files/b"></video>', []),
        ('<audio src="/files/a" title="A voice"></audio>', []),
        ('<audio src="/files/a"></audio>', ["no_alt"]),
        ('<video src="/files/a" title="A pad"></video><audio src="/files/b" title="b"><track src="/c"></audio>',
         ["no_captions"]),
    ],
)  # fmt: skip
def test_an_editor_is_told_when_somebody_cannot_see_or_hear_it(body: str, problems: list[str]):
    found = problems_of(body, "", least_words=0, known=[], jargon={})

    assert [str(kind) for kind, _file in found] == problems


def test_an_imported_page_keeps_its_recordings_and_links_to_those_of_others():
    source = (
        "<div><video title=Pads><source src=pad.mp4><track src=pad.vtt srclang=de>Your browser is old.</video></div>"
        '<iframe src="https://video.example/embed/123"></iframe><p>Done</p>'
    )

    body = tidy(source, lambda address, said: f'<video src="/files/1/{address}" title="{said}"></video>', _filed)

    assert '<video src="/files/1/pad.mp4" title="Pads"' in body
    assert '<track src="/files/2/pad.vtt" srclang="de"' in body
    assert "browser is old" not in body
    assert '<p><a href="https://video.example/embed/123">https://video.example/embed/123</a></p><p>Done</p>' in body


@pytest.mark.django_db
class TestPlaying:
    """A player asks for parts; nobody holds a thread for a whole film."""

    @pytest.fixture
    def film(self) -> Attachment:
        article = publish("Change nose pads").article
        return attach(article, VIDEO + b"\0" * (2 * PIECE), "pad.webm", by=None)

    @pytest.mark.parametrize(
        ("asked", "first", "last"),
        [
            ("bytes=0-", 0, PIECE - 1),
            ("bytes=100-199", 100, 199),
            ("bytes=-10", len(VIDEO) + 2 * PIECE - 10, len(VIDEO) + 2 * PIECE - 1),
            (f"bytes=5-{9 * PIECE}", 5, PIECE + 4),
        ],
    )
    def test_the_part_that_is_asked_for_comes(
        self, client: Client, film: Attachment, asked: str, first: int, last: int
    ):
        answer = client.get(film.url, headers={"Range": asked})

        assert (answer.status_code, answer["Content-Type"]) == (206, "video/webm")
        assert answer["Content-Range"] == f"bytes {first}-{last}/{film.size}"
        assert answer.content == (VIDEO + b"\0" * (2 * PIECE))[first : last + 1]

    @pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=-0", "bytes=9-3"])
    def test_a_part_that_is_not_there_is_refused_with_the_size(self, client: Client, film: Attachment, asked: str):
        answer = client.get(film.url, headers={"Range": asked})

        assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{film.size}")

    @pytest.mark.parametrize("asked", ["bytes=-", "bytes=0-1,5-6", "pages=1-2", "bytes=x"])
    def test_what_makes_no_sense_gets_the_whole(self, client: Client, film: Attachment, asked: str):
        answer = client.get(film.url, headers={"Range": asked})

        assert (answer.status_code, answer["Content-Disposition"]) == (200, 'inline; filename="pad.webm"')
        assert len(b"".join(answer.streaming_content)) == film.size

    def test_who_may_not_read_the_article_gets_no_part_either(self, client: Client, film: Attachment):
        film.article.change(by=None, visibility="internal")

        assert client.get(film.url, headers={"Range": "bytes=0-"}).status_code == 404
        assert client.get(f"/files/{uuid4()}/pad.webm", headers={"Range": "bytes=0-"}).status_code == 404


def _filed(address: str) -> str:
    return f"/files/2/{address}" if "." in address and ":" not in address else address
