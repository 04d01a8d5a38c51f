"""Where the palette leads: lists and rooms, customers, conversations, articles."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from helpwell.conversations.models import SavedView
from helpwell.conversations.search import search
from helpwell.desk.contacts import found_contacts
from helpwell.desk.found import found_translations
from helpwell.desk.palette.option import Option
from helpwell.desk.rail import GROUPS
from helpwell.desk.worklists import worklists_for
from helpwell.knowledge.models import Translation
from helpwell.people.models import User

MOST = 5  # of each kind; whoever looks for more types more


def rooms(user: User) -> Iterator[Option]:
    """Every list and every room she may open."""
    for one in worklists_for(user):
        yield Option(one.label, one.icon, url=f"{reverse('desk:conversations')}?view={one.name}", is_usual=True)
    for view in SavedView.objects.shown_to(user):
        address = f"{reverse('desk:conversations')}?view=saved-{view.pk}"
        yield Option(view.name, "bookmark", url=address, more=_("Saved view"))
    yield Option(_("Today"), "house", url=reverse("desk:home"))
    for group in GROUPS:
        for room in group.rooms:
            if room.is_for(user):
                yield Option(room.label, room.icon, url=room.url, more=group.title)
    yield Option(_("My account"), "user-round", url=reverse("desk:account"))
    yield Option(_("Help centre"), "external-link", url="/")


def conversations(words: str, user: User) -> Iterator[Option]:
    """What the agents' search finds; a number finds the conversation of this number first."""
    for hit in search(words, user, limit=MOST):
        one = hit.conversation
        url = reverse("desk:conversation", args=[one.pk])
        more = f"{one.contact} · #{one.pk}"
        yield Option(str(one), "message-square", url=url, more=more, language=one.language)


def contacts(words: str, user: User) -> Iterator[Option]:
    """Those she talks with, by name or address."""
    for one in found_contacts(words, user)[:MOST]:
        yield Option(str(one), "user-round", url=reverse("desk:contact", args=[one.pk]), more=one.email)


def articles(words: str, user: User, language: str) -> Iterator[Option]:
    """Published ones and those being written; agents read them, editors edit them."""
    ranked = found_translations(words, language)
    rows = Translation.objects.filter(pk__in=ranked).named().select_related("article")
    best: dict[int, Translation] = {}
    for row in sorted(rows, key=lambda row: (row.language != language, ranked.index(row.pk))):
        best.setdefault(row.article_id, row)
    page = "desk:article" if user.is_editor else "desk:article_preview"
    for row in sorted(best.values(), key=lambda row: ranked.index(row.pk))[:MOST]:
        url, kind = reverse(page, args=[row.article_id, row.language]), row.article.get_kind_display()
        title = getattr(row, "title", "") or row.article.public_id
        yield Option(title, "book-open", url=url, more=kind, language=row.language)
