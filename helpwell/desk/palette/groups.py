"""What the palette shows for what was typed: deeds first, then places, conversations and articles."""

from django.utils.translation import gettext as _

from helpwell.conversations.models import Conversation
from helpwell.conversations.searching.asked import words_of
from helpwell.desk.palette.deeds import deeds
from helpwell.desk.palette.option import Group, fitting
from helpwell.desk.palette.places import articles, contacts, conversations, rooms
from helpwell.people.models import User

MOST_DEEDS = 8
MOST_ROOMS = 6


def groups_for(words: str, user: User, language: str, conversation: Conversation | None) -> list[Group]:
    """Deeds only while a conversation is open; what customers and editors wrote only when something was typed."""
    typed = words_of(words)
    found = [Group(_("Go to"), fitting(rooms(user), typed, MOST_ROOMS))]
    if conversation:
        offered = deeds(conversation, user, words, language)
        found.insert(0, Group(_("This conversation"), fitting(offered, typed, MOST_DEEDS)))
    if typed:
        found.append(Group(_("Contacts"), list(contacts(words, user))))
        found.append(Group(_("Conversations"), list(conversations(words, user))))
        found.append(Group(_("Articles"), list(articles(words, user, language))))
    return [group for group in found if group.options]
