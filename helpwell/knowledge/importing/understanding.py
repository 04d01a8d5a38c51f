"""Understand a row: which article it is, in which language, and what it says about it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.text import slugify
from django.utils.translation import gettext as _

from helpwell.base.languages import is_language
from helpwell.knowledge.importing.rows import Raw, Refusal, Row
from helpwell.knowledge.importing.spellings import choices, known_fields, language_names, value_of

SERIOUS = {"visibility", "status"}  # a wrong guess here would show what nobody should see
LONGEST_ID = 120  # letters, as Article.public_id
LONGEST_TITLE = 200  # letters, as Revision.title
LONGEST_TEXT = 400_000  # letters of one article: a book of 200 pages
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
BROKEN = re.compile(r"[\ud800-\udfff]")  # bytes that could not be decoded, and half characters
GERMAN_DATE = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
LOOKS_LIKE_HTML = re.compile(r"</(p|div|ul|ol|li|h[1-6]|a|strong|b|em|span|table)>|<br ?/?>", re.IGNORECASE)


@dataclass(frozen=True)
class Defaults:
    """What holds when a row does not say."""

    language: str = ""  # "": each row must name its own
    zone: tzinfo = UTC  # of times that name none


def understand(raw: Raw, defaults: Defaults) -> Row:
    """The row as an article in one language. Raises `Refusal` with what is wrong."""
    if raw.problem:
        raise Refusal(raw.problem)
    fields = known_fields(raw.fields)
    reader = _Reader(fields)
    title = reader.line("title")
    text, kind_of_text = _text(reader)
    if not title:
        raise Refusal(_("It has no title or question."))
    publish_at = _moment(reader.line("publish_at"), defaults.zone)
    row = Row(
        id=_id(reader.line("id"), title),
        language=language_code(reader.line("language") or defaults.language),
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        text=text if len(title) <= LONGEST_TITLE else f"{title}\n\n{text}",
        format=kind_of_text,
        summary=reader.maybe_line("summary"),
        category=reader.maybe_line("category"),
        kind=reader.choice("kind"),
        visibility=reader.choice("visibility"),
        status=_status(reader.choice("status"), publish_at),
        publish_at=publish_at,
        also_asked=reader.several("also_asked"),
        related=reader.several("related"),
        owner=reader.maybe_line("owner"),
        review_on=_day(reader.line("review_on")),
        source_language=reader.line("source_language") or None,
        attachments=reader.several("attachments") or (),
    )
    return _noted(row, reader, title)


def language_code(said: str) -> str:
    """`DE`, `de_AT` and `Deutsch` as codes. Raises `Refusal` for what is no language."""
    if not said:
        raise Refusal(_("It does not say its language. Add a column “language”, or name one for the whole file."))
    code = language_names().get(said.casefold()) or said.strip().lower().replace("_", "-")
    if len(code) > 10 or not is_language(code):
        raise Refusal(_("“%(code)s” is no language we know. Use a code such as de, en or lv.") % {"code": said[:40]})
    return code


def _text(reader: "_Reader") -> tuple[str, str]:
    if html := reader.text("html"):
        return html, "html"
    text = reader.text("body")
    said = reader.choice("format")
    return text, said or ("html" if LOOKS_LIKE_HTML.search(text) else "plain")


def _id(said: str, title: str) -> str:
    """The row's own id; without one, the title's letters, so that the same file again means the same article."""
    if len(said) > LONGEST_ID:
        raise Refusal(
            _("Its id has %(count)d letters; %(most)d are the most.") % {"count": len(said), "most": LONGEST_ID}
        )
    return said or slugify(title, allow_unicode=True)[:LONGEST_ID].strip("-") or "article"


def _status(said: str | None, publish_at: datetime | None) -> str | None:
    if publish_at and said in {None, "scheduled"}:
        return "scheduled" if publish_at > timezone.now() else "published"
    if said == "scheduled":
        raise Refusal(_("It is to be published later, but “publish_at” does not say when."))
    return said


def _day(said: str) -> date | None:
    found = GERMAN_DATE.fullmatch(said)
    try:
        day = parse_date("{2}-{1:0>2}-{0:0>2}".format(*found.groups()) if found else said[:10]) if said else None
    except ValueError:
        day = None
    if said and day is None:
        raise Refusal(_("“%(said)s” is no date. Write it as 2026-12-31.") % {"said": said[:40]})
    return day


def _moment(said: str, zone: tzinfo) -> datetime | None:
    if not said:
        return None
    try:
        moment = parse_datetime(said)
    except ValueError:
        moment = None
    if moment is None:
        day = _day(said)
        moment = datetime.combine(day, datetime.min.time()) if day else None
    return timezone.make_aware(moment, zone) if moment and timezone.is_naive(moment) else moment


def _noted(row: Row, reader: "_Reader", title: str) -> Row:
    """The row, with what was mended in it."""
    notes = []
    if reader.had_control:
        notes.append(_("Control characters were taken out."))
    if len(title) > LONGEST_TITLE:
        notes.append(
            _("The title was cut to %(most)d letters; the whole one begins the text.") % {"most": LONGEST_TITLE}
        )
    return Row(**{**row.__dict__, "notes": tuple(notes)}) if notes else row


class _Reader:
    """Takes values of any type out of a row as clean text."""

    def __init__(self, fields: Mapping[str, Any]) -> None:
        self.fields = fields
        self.had_control = False

    def text(self, name: str) -> str:
        """Several lines of text; "" when there are none."""
        value = self.fields.get(name)
        if isinstance(value, dict | list):
            raise Refusal(_("“%(name)s” holds no text.") % {"name": name})
        text = "" if value is None else str(value)
        if len(text) > LONGEST_TEXT:
            raise Refusal(
                _("“%(name)s” has %(count)d letters; %(most)d are the most. Split it into several articles.")
                % {"name": name, "count": len(text), "most": LONGEST_TEXT}
            )
        return self._clean(text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))

    def line(self, name: str) -> str:
        """One line of text; "" when there is none."""
        return " ".join(self.text(name).split())

    def maybe_line(self, name: str) -> str | None:
        """One line of text; None when the row has no such field."""
        return self.line(name) if self.fields.get(name) is not None else None

    def several(self, name: str) -> tuple[str, ...] | None:
        """A list, or a cell with lines, `;` or `|` between the parts; None when there is no such field."""
        value = self.fields.get(name)
        if value is None:
            return None
        parts = value if isinstance(value, list | tuple) else re.split(r"[\n;|]", str(value))
        lines = (" ".join(self._clean(str(part)).split()) for part in parts if not isinstance(part, dict | list))
        return tuple(dict.fromkeys(line for line in lines if line))

    def choice(self, name: str) -> str | None:
        """One of the words the field may hold; None when the row does not say."""
        said = self.line(name)
        if not said:
            return None
        value = value_of(name, said)
        if value is None and name in SERIOUS:
            raise Refusal(
                _("“%(said)s” is no %(name)s we know. Use one of: %(choices)s.")
                % {"said": said[:40], "name": name, "choices": ", ".join(choices(name))}
            )
        return value

    def _clean(self, text: str) -> str:
        if BROKEN.search(text):
            raise Refusal(_("It holds bytes that are no text. Save the file as UTF-8."))
        cleaned = CONTROL.sub("", text)
        self.had_control = self.had_control or cleaned != text
        return cleaned
