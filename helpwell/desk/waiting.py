"""What waits for somebody at the desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from helpwell.desk.counts import counts_for
from helpwell.outbox.models import Mail
from helpwell.people.models import User


@dataclass(frozen=True)
class Waiting:
    """One kind of work, and how much of it."""

    label: str
    icon: str
    address: str
    count: int


CUSTOMERS = ngettext_lazy("customer who waits for you", "customers who wait for you")
IN_NO_HANDS = ngettext_lazy("conversation in nobody's hands", "conversations in nobody's hands")
GAPS = ngettext_lazy(
    "question asked again and again that nothing answers", "questions asked again and again that nothing answers"
)
VOTES = ngettext_lazy("vote that an article did not help", "votes that an article did not help")
ARTICLES = ngettext_lazy("article to read again", "articles to read again")
SYNONYMS = ngettext_lazy("proposed synonym", "proposed synonyms")
MAILS = ngettext_lazy("mail that has not left", "mails that have not left")
KINDS = (  # each is counted under the name of its list or room
    (CUSTOMERS, "user-round", "desk:conversations", "mine"),
    (IN_NO_HANDS, "inbox", "desk:conversations?view=unassigned", "unassigned"),
)
FOR_EDITORS = (
    (GAPS, "message-circle-question-mark", "desk:gaps", "gaps"),
    (VOTES, "thumbs-down", "desk:reviews", "reviews"),
    (ARTICLES, "calendar-check", "desk:reviews_due", "articles"),
    (SYNONYMS, "equal-approximately", "desk:synonyms", "synonyms"),
)


def waiting_for(user: User) -> list[Waiting]:
    """What this user may deal with; kinds with nothing to do are left out."""
    counts = counts_for(user)
    kinds = KINDS + (FOR_EDITORS if user.is_editor else ())
    found = [Waiting(label % counts[name], icon, _address(page), counts[name]) for label, icon, page, name in kinds]
    if user.is_admin:
        unsent = Mail.objects.not_sent().count()
        found.append(Waiting(MAILS % unsent, "mail", _address("desk:mails"), unsent))
    return [one for one in found if one.count]


def _address(page: str) -> str:
    """Of a page, or of one of the lists on it."""
    name, mark, query = page.partition("?")
    return f"{reverse(name)}{mark}{query}"
