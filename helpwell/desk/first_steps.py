"""What a new help centre needs; each step sees by itself whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpwell.answers.models import Question
from helpwell.base.brand import OUR_HUE
from helpwell.base.models import Site
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Translation
from helpwell.outbox.deliver import can_send
from helpwell.people.models import Event, Invitation, User

ENOUGH_ARTICLES = 10


@dataclass(frozen=True)
class Step:
    """One step, as the list shows it."""

    title: str | Promise
    why: str | Promise
    address: str
    is_done: bool


def first_steps() -> list[Step]:
    """All of them, in the order that makes sense."""
    return [Step(title, why, _address(page), is_done()) for title, why, page, is_done in STEPS]


def _address(page: str) -> str:
    name, _hash, anchor = page.partition("#")
    language = [Site.stored().default_language] if name == "help_center:contact" else []
    return reverse(name, args=language) + (f"#{anchor}" if anchor else "")


def _has_look() -> bool:
    site = Site.stored()
    return bool(site.logo) or site.hue != OUR_HUE or site.name != Site._meta.get_field("name").get_default()


def _has_languages() -> bool:
    return (
        Event.objects.filter(kind="site.changed", data__part="languages").exists() or len(Site.stored().languages) == 1
    )


def _has_articles() -> bool:
    return Translation.objects.published().count() >= ENOUGH_ARTICLES


def _was_asked() -> bool:
    return Question.objects.exists()


def _has_colleagues() -> bool:
    return User.objects.staff().count() > 1 or Invitation.objects.exists()


def _has_legal_pages() -> bool:
    site = Site.stored()
    return bool(site.imprint_url and site.privacy_url)


STEPS: tuple[tuple[Promise, Promise, str, Callable[[], bool]], ...] = (
    (_("Name and colour"), _("So that customers see where they are."), "desk:settings#look", _has_look),
    (
        _("Languages"),
        _("Offer those your customers speak; the first is the default."),
        "desk:settings#languages",
        _has_languages,
    ),
    (
        _("Import answers, or write ten"),
        _("Ten good ones answer more than you think."),
        "desk:moving",
        _has_articles,
    ),
    (_("Try a question"), _("Ask as a customer would, with a typo."), "help_center:welcome", _was_asked),
    (
        _("Write to yourself"),
        _("Send a message as a customer would; it arrives under Conversations."),
        "help_center:contact",
        Conversation.objects.exists,
    ),
    (_("Invite a colleague"), _("Two see more than one."), "desk:people", _has_colleagues),
    (_("Mail server"), _("For codes to sign in, invitations and reminders."), "desk:settings#mail", can_send),
    (_("Imprint and privacy"), _("Linked at the foot of every page."), "desk:settings#place", _has_legal_pages),
)
