"""Understand a row: which article it is, in which language, and what it says about it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from helpwell.base.languages import is_language
from helpwell.knowledge.importing.cells import Cells
from helpwell.knowledge.importing.moments import day_in, moment_in
from helpwell.knowledge.importing.rows import Raw, Refusal, Row
from helpwell.knowledge.importing.spellings import known_fields, language_names

LONGEST_ID = 120  # letters, as Article.public_id
LONGEST_TITLE = 200  # letters, as Revision.title
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
    cells = Cells(known_fields(raw.fields))
    title = cells.line("title")
    text, kind_of_text = _text(cells)
    if not title:
        raise Refusal(_("It has no title or question."))
    publish_at = moment_in(cells.line("publish_at"), defaults.zone)
    row = Row(
        id=_id(cells.line("id"), title),
        language=language_code(cells.line("language") or defaults.language),
        title=title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…",
        text=text if len(title) <= LONGEST_TITLE else f"{title}\n\n{text}",
        format=kind_of_text,
        summary=cells.maybe_line("summary"),
        category=cells.maybe_line("category"),
        kind=cells.choice("kind"),
        visibility=cells.choice("visibility"),
        status=_status(cells.choice("status"), publish_at),
        publish_at=publish_at,
        also_asked=cells.several("also_asked"),
        related=cells.several("related"),
        owner=cells.maybe_line("owner"),
        review_on=day_in(cells.line("review_on")),
        source_language=cells.line("source_language") or None,
        attachments=cells.several("attachments") or (),
    )
    return _noted(row, cells, title)


def language_code(said: str) -> str:
    """`DE`, `de_AT` and `Deutsch` as codes. Raises `Refusal` for what is no language."""
    if not said:
        raise Refusal(_("It does not say its language. Add a column “language”, or name one for the whole file."))
    code = language_names().get(said.casefold()) or said.strip().lower().replace("_", "-")
    if len(code) > 10 or not is_language(code):
        raise Refusal(_("“%(code)s” is no language we know. Use a code such as de, en or lv.") % {"code": said[:40]})
    return code


def _text(cells: Cells) -> tuple[str, str]:
    if html := cells.text("html"):
        return html, "html"
    text = cells.text("body")
    said = cells.choice("format")
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


def _noted(row: Row, cells: Cells, title: str) -> Row:
    """The row, with what was mended in it."""
    notes = []
    if cells.had_control:
        notes.append(_("Control characters were taken out."))
    if len(title) > LONGEST_TITLE:
        notes.append(
            _("The title was cut to %(most)d letters; the whole one begins the text.") % {"most": LONGEST_TITLE}
        )
    return Row(**{**row.__dict__, "notes": tuple(notes)}) if notes else row
