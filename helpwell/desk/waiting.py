"""What waits for somebody at the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpwell.desk import rail
from helpwell.desk.worklists import worklist_named
from helpwell.outbox.models import Mail
from helpwell.people.models import User


@dataclass(frozen=True)
class Waiting:
    """One kind of work, and how much of it."""

    label: str | Promise
    icon: str
    address: str
    count: int


def waiting_for(user: User) -> list[Waiting]:
    """What this user may deal with; kinds with nothing to do are left out."""
    kinds = [
        (_("customers who wait for you"), "user-round", "desk:conversations", worklist_named("mine").count, True),
        (
            _("conversations in nobody's hands"),
            "inbox",
            "desk:conversations?view=unassigned",
            worklist_named("unassigned").count,
            True,
        ),
        (
            _("questions asked again and again that nothing answers"),
            "message-circle-question-mark",
            "desk:gaps",
            rail.open_gaps,
            user.is_editor,
        ),
        (_("votes that an article did not help"), "thumbs-down", "desk:reviews", rail.votes_to_review, user.is_editor),
        (_("articles to read again"), "calendar-check", "desk:reviews_due", rail.articles_to_review, user.is_editor),
        (_("proposed synonyms"), "equal-approximately", "desk:synonyms", rail.proposed_synonyms, user.is_editor),
        (_("mails that have not left"), "mail", "desk:mails", _unsent_mails, user.is_admin),
    ]
    found = [Waiting(label, icon, _address(page), count(user)) for label, icon, page, count, may in kinds if may]
    return [one for one in found if one.count]


def _address(page: str) -> str:
    """Of a page, or of one of the lists on it."""
    name, mark, query = page.partition("?")
    return f"{reverse(name)}{mark}{query}"


def _unsent_mails(user: User) -> int:
    return Mail.objects.not_sent().count()
