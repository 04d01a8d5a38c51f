"""What waits for somebody at the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from helpwell.desk.counts import counts_for
from helpwell.outbox.models import Mail
from helpwell.people.models import User


@dataclass(frozen=True)
class Waiting:
    """One kind of work, and how much of it."""

    label: str | Promise
    icon: str
    address: str
    count: int


KINDS = (  # each is counted under the name of its list or room
    (_("customers who wait for you"), "user-round", "desk:conversations", "mine"),
    (_("conversations in nobody's hands"), "inbox", "desk:conversations?view=unassigned", "unassigned"),
)
GAPS = _("questions asked again and again that nothing answers")
FOR_EDITORS = (
    (GAPS, "message-circle-question-mark", "desk:gaps", "gaps"),
    (_("votes that an article did not help"), "thumbs-down", "desk:reviews", "reviews"),
    (_("articles to read again"), "calendar-check", "desk:reviews_due", "articles"),
    (_("proposed synonyms"), "equal-approximately", "desk:synonyms", "synonyms"),
)


def waiting_for(user: User) -> list[Waiting]:
    """What this user may deal with; kinds with nothing to do are left out."""
    counts = counts_for(user)
    kinds = KINDS + (FOR_EDITORS if user.is_editor else ())
    found = [Waiting(label, icon, _address(page), counts[name]) for label, icon, page, name in kinds]
    if user.is_admin:
        unsent = Mail.objects.not_sent().count()
        found.append(Waiting(_("mails that have not left"), "mail", _address("desk:mails"), unsent))
    return [one for one in found if one.count]


def _address(page: str) -> str:
    """Of a page, or of one of the lists on it."""
    name, mark, query = page.partition("?")
    return f"{reverse(name)}{mark}{query}"
