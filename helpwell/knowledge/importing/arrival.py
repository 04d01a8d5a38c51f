"""One row on its way in, and its text as our HTML."""

from collections.abc import Callable
from dataclasses import dataclass, field

from helpwell.knowledge.importing.markdown import html_of, html_of_plain
from helpwell.knowledge.importing.pictures import NeedsArticle, Pictures
from helpwell.knowledge.importing.rows import Raw, Row
from helpwell.knowledge.importing.tidying import tidy
from helpwell.knowledge.models import Article
from helpwell.people.models import User

AS_HTML: dict[str, Callable[[str], str]] = {"markdown": html_of, "plain": html_of_plain, "html": str}


@dataclass
class Arrival:
    """A row on its way in; `notes` say what was mended."""

    row: Row
    raw: Raw
    notes: list[str] = field(default_factory=list)
    body: str | None = None  # its text as our HTML; None: it shows files, which need an article first

    def prepare(self) -> None:
        """Turn its text into our HTML, which takes a while: outside of any transaction."""
        try:
            pictures = Pictures(None, self.raw, None)
            self.body = _html(self.row, pictures)
            self.notes += pictures.notes
        except NeedsArticle:
            self.body = None

    def body_in(self, article: Article, by: User | None) -> str:
        """Its text as our HTML, with its files attached to the article."""
        if self.body is None:
            pictures = Pictures(article, self.raw, by)
            self.body = _html(self.row, pictures)
            self.notes += pictures.notes
        return self.body


def _html(row: Row, pictures: Pictures) -> str:
    if row.format == "exact":
        pictures.keep(row.attachments)
        return pictures.exact(row.text)
    body = tidy(AS_HTML[row.format](row.text), pictures.show, pictures.follow)
    pictures.keep(row.attachments)
    return body
