"""What an export says of an article's past, understood."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Self

from django.utils.dateparse import parse_date

from helpwell.knowledge.importing.files import WRONG, Entry, maybe_moment, moment
from helpwell.knowledge.models.revision import Content


@dataclass(frozen=True)
class Words:
    """What somebody wrote at some time."""

    content: Content
    author: str
    created_at: datetime
    number: int = 0
    origin: str = "editor"
    base: int = 0

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From a line's part. Raises `WRONG` for what is none."""
        said = Content(str(entry.get("title", "")), str(entry.get("summary", "")), str(entry.get("body", "")))
        return cls(
            said.as_kept(),
            str(entry.get("author", "")),
            moment(entry["created_at"]),
            int(entry.get("number", 0)),
            str(entry.get("origin", "editor"))[:20],
            int(entry.get("base", 0)),
        )


@dataclass(frozen=True)
class PastLanguage:
    """One language of an article as it was there. Numbers are those of revisions."""

    address: str
    former_addresses: list[str]
    live: int | None
    scheduled: int | None
    based_on: int | None  # of the language the article was written in first
    publish_at: datetime | None
    published_at: datetime | None
    updated_at: datetime | None
    draft: Words | None
    revisions: dict[int, Words]

    @classmethod
    def of(cls, entry: Entry) -> Self:
        """From a line's part. Raises `WRONG` for what is none."""
        revisions = [Words.of(one) for one in entry.get("revisions", [])]
        return cls(
            address=str(entry.get("address", ""))[:120],
            former_addresses=[str(one)[:120] for one in entry.get("former_addresses", [])],
            live=_maybe_number(entry.get("live")),
            scheduled=_maybe_number(entry.get("scheduled")),
            based_on=_maybe_number(entry.get("based_on")),
            publish_at=maybe_moment(entry.get("publish_at")),
            published_at=maybe_moment(entry.get("published_at")),
            updated_at=maybe_moment(entry.get("updated_at")),
            draft=Words.of(entry["draft"]) if "draft" in entry else None,
            revisions={words.number: words for words in revisions if words.number > 0},
        )

    def is_unwritten(self, content: Content) -> bool:
        """Whether this is what an editor had begun there and never kept as a revision; its title may be a file's."""
        begun = self.draft.content if self.draft else Content("", "", "")
        same = replace(content, title="") if not begun.title else content
        return begun == same and bool(self.draft or not self.revisions)

    def number_of(self, content: Content) -> int | None:
        """The revision that says this, if one does: the live one rather than another, the newest of others."""
        order = [self.live, self.scheduled, *sorted(self.revisions, reverse=True)]
        return next((n for n in order if n in self.revisions and self.revisions[n].content == content), None)


@dataclass(frozen=True)
class Past:
    """All that an article was."""

    public_id: str
    values: dict[str, Any]  # of the article, by field
    checked_by: str
    attachments: list[Entry]
    languages: dict[str, PastLanguage]


def past_of(entry: Entry) -> Past | None:
    """What a line of an exported history says; None when it says something impossible."""
    try:
        values = {
            "created_at": maybe_moment(entry.get("created_at")),
            "checked_at": maybe_moment(entry.get("checked_at")),
            "reminded_on": _maybe_day(entry.get("reminded_on")),
        }
        languages = {str(code): PastLanguage.of(one) for code, one in entry["languages"].items()}
        attachments = [{**one, "created_at": moment(one["created_at"])} for one in entry.get("attachments", [])]
        return Past(str(entry["id"]), values, str(entry.get("checked_by", "")), attachments, languages)
    except WRONG:
        return None


def _maybe_day(said: str | None) -> date | None:
    return parse_date(said) if said else None


def _maybe_number(said: Any) -> int | None:
    return None if said is None else int(said)
