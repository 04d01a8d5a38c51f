"""What the widget shows first: the parts it has, what is different today, what many ask, and who is there."""

from typing import Any

from helpwell.answers.asking import Asker, ask
from helpwell.answers.popular import popular
from helpwell.automation.walking import Around
from helpwell.base.languages import direction, interface_language
from helpwell.base.site import Site
from helpwell.channels.chat.offering import flows_for
from helpwell.channels.chat.options import ChatOptions
from helpwell.channels.chat.texts import texts
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.models import Inbox
from helpwell.conversations.promising import in_words
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Notice, NoticeText

MOST = 4  # questions on the first screen
ABOUT_PAGE = 2  # of them about the page she is on
FITS = 0.5  # from here on an article is more likely about the page than not


def welcome(inbox: Inbox, language: str, page: str, around: Around) -> dict[str, Any]:
    """All of it; `page` is the title of the page the widget stands on, `around` what its flows look at."""
    site, options, wait = Site.current(), ChatOptions.of(inbox), expected_wait(inbox)
    return {
        "name": site.name,
        "hue": site.hue,
        "language": interface_language(language),
        "direction": direction(language),
        "texts": texts(),
        "parts": {"assistant": options.has_assistant, "people": options.has_people, "form": options.form_url},
        "presence": inbox.shows_presence,
        "notices": notices(language),
        "often": often_asked(language, page),
        "flows": flows_for(inbox, around),
        "wait": in_words(wait),
        "open": wait.is_open,
    }


def notices(language: str) -> list[dict[str, str]]:
    """What customers should know today, the gravest first."""
    showing = Notice.objects.for_customers().showing()
    found = [(notice, text) for notice in showing if (text := notice.text_in(language))]
    return [{"level": _level(notice), "title": text.title, "body": text.body, **_link(text)} for notice, text in found]


def often_asked(language: str, page: str) -> list[dict[str, str]]:
    """What fits the page first, then what many ask."""
    rows: dict[str, str] = {}
    if page.strip():
        found = ask(page, Asker(language, PUBLIC), limit=ABOUT_PAGE)
        if found.confidence >= FITS:
            rows |= {one.public_id: one.title for one in found.articles}
    for one in popular(language, PUBLIC, Site.current().popular_days, MOST):
        rows.setdefault(one.article.public_id, one.live.title if one.live else "")
    return [{"article": public_id, "title": title} for public_id, title in list(rows.items())[:MOST]]


def _level(notice: Notice) -> str:
    return Notice.Level(notice.level).name.lower()


def _link(text: NoticeText) -> dict[str, str]:
    """Where a notice leads: an article of ours, or an address."""
    public_id = text.link.removeprefix("article:")
    return {"article": public_id} if public_id != text.link else {"url": text.link}
