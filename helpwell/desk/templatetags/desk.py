"""What the desk's templates ask for."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from lucide import IconDoesNotExist

from helpwell.base.languages import direction, language_name
from helpwell.base.templatetags.look import icon
from helpwell.desk.counts import counts_for
from helpwell.desk.rail import Counts, Group, Line, drawn, lines_for
from helpwell.desk.undo import Undo, undo_in
from helpwell.knowledge.models import Category, Notice, NoticeText, Translation
from helpwell.outbox.deliver import can_send
from helpwell.outbox.models import Mail
from helpwell.people.models import User

register = template.Library()


@register.inclusion_tag("desk/_rail.html", takes_context=True)
def rail(context: Context) -> dict[str, Any]:
    """The rooms this user may open, with what waits in each."""
    request = context["request"]
    return {
        "groups": lines_for(request.user, request.path, request.GET.get("view", ""), _counts(context)),
        "user": request.user,
        "site": context["site"],
        "csrf_token": context["csrf_token"],
    }


@register.simple_tag
def rail_group(group: Group, lines: list[Line]) -> SafeString:
    """One group of it."""
    return drawn(group, tuple(lines), get_language() or "")


def _counts(context: Context) -> Counts:
    """What the page has counted already, or counted now."""
    return context.get("rail_counts") or counts_for(context["request"].user)


@register.filter
def in_itself(code: str) -> str:
    """A language's name in itself: Deutsch, Latviešu."""
    return language_name(code)


@register.filter
def name_in(category: Category, language: str) -> str:
    """A category's name in `language`, else in any."""
    return category.name_in(language)


@register.filter
def by_language(translations: Iterable[Translation], languages: Sequence[str]) -> list[Translation]:
    """In the order in which the site lists its languages; others last."""
    order = {language: place for place, language in enumerate(languages)}
    return sorted(translations, key=lambda one: (order.get(one.language, len(order)), one.language))


@register.filter(name="direction")
def direction_of(code: str) -> str:
    """`rtl` or `ltr`, as the language runs."""
    return direction(code)


@register.simple_tag
def category_icon(name: str) -> SafeString:
    """The icon somebody chose; a plain folder when there is none, or none of that name any more."""
    try:
        return icon(name or "folder", "small")
    except IconDoesNotExist:
        return icon("folder", "small")


@register.filter
def undo(extra_tags: str) -> Undo | None:
    """The way back that a message carries."""
    return undo_in(extra_tags)


@register.inclusion_tag("desk/_waiting_mails.html", takes_context=True)
def waiting_mails(context: Context) -> dict[str, Any]:
    """Tells admins that mails cannot leave."""
    user = context["request"].user
    stuck = user.is_admin and not can_send()
    return {"count": Mail.objects.waiting().count() if stuck else 0}


@register.filter
def text_in(notice: Notice, language: str) -> NoticeText | None:
    """A notice's words in `language`, else in any."""
    return notice.text_in(language)


@register.filter
def news_link(link: str, language: str) -> str:
    """Where an announcement leads: an address, or for `article:ID` where the article is for good."""
    return f"/{language}/a/{link.removeprefix('article:')}" if link.startswith("article:") else link


@register.filter
def availability_icon(availability: str) -> str:
    """The sign for at the desk, away and off duty."""
    return {User.Availability.AT_DESK: "circle-dot", User.Availability.AWAY: "coffee"}.get(
        User.Availability(availability), "moon"
    )
