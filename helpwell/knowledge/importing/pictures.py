"""Pictures and files that lie beside a Markdown file become attachments of its article."""

import html
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext as _

from helpwell.base.uploads import LARGEST_RECORDING, UnfitFile
from helpwell.knowledge.attaching import attach
from helpwell.knowledge.importing import folders
from helpwell.knowledge.importing.rows import Raw
from helpwell.knowledge.models import Article, Attachment
from helpwell.people.models import User


class NeedsArticle(Exception):
    """The text shows files of its own, and there is no article yet that they could belong to."""


@dataclass
class Pictures:
    """Attaches what one row names; `notes` say what could not be taken. Files raise `NeedsArticle` without one."""

    article: Article | None
    raw: Raw
    by: User | None
    notes: list[str] = field(default_factory=list)

    def show(self, address: str, alt: str) -> str:
        """The picture or recording as HTML; "" when it cannot be shown."""
        attachment = self._own(address) or self._attached(address, alt)
        if attachment is None or not (attachment.is_picture or attachment.is_recording):
            return ""
        if alt and not attachment.alt:
            attachment.describe(alt, self.by)
        return _shown(attachment, alt or attachment.alt)

    def follow(self, address: str) -> str:
        """Where a link leads from now on: to another article, an attached file, or where it always did."""
        parts = _split(address)
        if parts is None or parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
            return address if parts else ""
        path = self._path(address)
        if path and path.suffix.lower() in folders.ENDINGS and path.is_file():
            return f"article:{self._article_in(path)}"
        attachment = self._attached(address, "")
        return attachment.url if attachment else ""

    def exact(self, body: str) -> str:
        """Our own HTML with the addresses its pictures and files have here."""
        for attachment in self.article.attachments.all() if self.article else []:
            body = body.replace(f"../{folder_of(attachment)}/{attachment.public_id}/{attachment.name}", attachment.url)
        return body

    def keep(self, addresses: tuple[str, ...]) -> None:
        """Attach files, whether the text names them or not."""
        for address in addresses:
            self._attached(address, "")

    def _own(self, address: str) -> Attachment | None:
        parts = address.split("/")
        if address.startswith("/files/") and len(parts) == 4 and (public_id := _uuid(parts[2])):
            if self.article is None:
                raise NeedsArticle
            return self.article.attachments.filter(public_id=public_id).first()
        return None

    def _attached(self, address: str, alt: str) -> Attachment | None:
        path = self._path(address)
        try:
            if path and path.stat().st_size <= LARGEST_RECORDING:
                if self.article is None:
                    raise NeedsArticle
                content, public_id = path.read_bytes(), _uuid(path.parent.name)
                return attach(self.article, content, path.name, self.by, alt=alt, public_id=public_id)
        except UnfitFile as error:
            self.notes.append(str(error))
            return None
        except OSError:
            pass  # said below, as for a file that is somewhere else
        self.notes.append(
            _("“%(address)s” was left out: put the file into the imported folder.") % {"address": address[:120]}
        )
        return None

    def _path(self, address: str) -> Path | None:
        """The file a relative address means, if it lies in the imported folder."""
        parts = _split(address)
        if parts is None or parts.scheme or parts.netloc or address.startswith("/"):
            return None
        if self.raw.path is None or self.raw.root is None:
            return None
        path = (self.raw.path.parent / unquote(parts.path)).resolve()
        return path if path.is_relative_to(self.raw.root.resolve()) else None

    def _article_in(self, path: Path) -> str:
        """The id of the article in another file of the folder."""
        fields = folders.file_row(path, (self.raw.root or path.parent).resolve()).fields
        return str(fields.get("id", path.stem))


def _shown(attachment: Attachment, description: str) -> str:
    """A picture comes with its size, so that the page does not jump."""
    address, described = html.escape(attachment.url), html.escape(description)
    if attachment.is_picture:
        return f'<img src="{address}" alt="{described}" width="{attachment.width}" height="{attachment.height}">'
    tag = attachment.content_type.partition("/")[0]
    return f'<{tag} src="{address}" title="{described}"></{tag}>'


def folder_of(attachment: Attachment) -> str:
    """The folder of an export it lies in."""
    return "pictures" if attachment.is_picture else "files"


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address)
    except ValueError:  # "https://[" and the like
        return None


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
