"""Whether customers find help: what stands on the company's pages, and how many who write had looked before."""

from dataclasses import dataclass
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from helpwell.answers.models import Question
from helpwell.base.fetching import Unreachable, fetch
from helpwell.base.models import WebPage
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import DayViews

DAYS = 30
GOOD = range(200, 300)  # statuses of a page that is there


def look_at(page: WebPage) -> None:
    """See what stands on the page today."""
    try:
        there = fetch(page.address)
    except Unreachable as error:
        page.could_not_be_read(str(error))
        return
    if there.status not in GOOD:
        page.could_not_be_read(f"HTTP {there.status}")
        return
    ways = _Ways(there.address)
    ways.feed(there.text)
    page.found(chat=ways.chat, form=ways.form, link=ways.link)


def look_at_all() -> None:
    """Look at every page again."""
    for page in WebPage.objects.all():
        look_at(page)


class _Ways(HTMLParser):
    """The ways to us that a page offers without running it; what its own scripts add is not seen."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.chat = self.form = self.link = False
        self.ours = urlsplit(settings.HELPWELL.address).netloc

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "helpwell-chat":
            self.chat = True
        elif tag in {"script", "a", "iframe"}:
            self._see(tag, values.get("href" if tag == "a" else "src") or "")

    def _see(self, tag: str, target: str) -> None:
        try:
            parts = urlsplit(urljoin(self.address, target))
        except ValueError:
            return
        if parts.netloc != self.ours:
            return
        self.link = self.link or tag == "a"
        self.chat = self.chat or (tag == "script" and parts.path == reverse("chat:script"))
        self.form = self.form or parts.path in {reverse("help_center:embed_script"), reverse("help_center:embed_form")}


@dataclass(frozen=True)
class Use:
    """How much customers helped themselves in the last days."""

    days: int
    views: int  # of articles
    questions: int  # typed into search, form or chat
    conversations: int  # begun by customers
    had_looked: int  # of those, by somebody who had searched the help centre before

    @property
    def share_looked(self) -> int:
        """Of a hundred who wrote, how many had looked for an answer first."""
        return round(100 * self.had_looked / self.conversations) if self.conversations else 0


def recent_use() -> Use:
    """The last thirty days."""
    since = timezone.now() - timedelta(days=DAYS)
    begun = Conversation.objects.filter(created_at__gte=since)
    searched = Question.objects.filter(
        surface=Question.Surface.SEARCH,
        visitor__contact=OuterRef("contact"),
        asked_at__lt=OuterRef("created_at"),
        asked_at__gte=since,
    )
    return Use(
        days=DAYS,
        views=DayViews.objects.within(DAYS).total(),
        questions=Question.objects.asked_within(DAYS).exclude(surface=Question.Surface.DESK).count(),
        conversations=begun.count(),
        had_looked=begun.filter(Exists(searched)).count(),
    )
