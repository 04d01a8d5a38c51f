"""The gaps in a canned response: {{ contact.name }} becomes her name; where nothing is known, nothing looks missing."""

import re

from helpwell.base.models import Site
from helpwell.conversations.models.conversation import Conversation
from helpwell.people.models import User

# A gap takes the space before it along, so that "Dear {{ contact.name }}," ends as "Dear," and not as "Dear ,".
_GAP = re.compile(r"[ \t]*\{\{\s*([a-z_.]+)\s*(?:\|\s*([^}]*?)\s*)?\}\}")


def fill(text: str, conversation: Conversation, agent: User) -> str:
    """The text with its gaps filled. `{{ contact.name|reader }}` says what stands there when nothing is known."""
    known = _known(conversation, agent)

    def filled(gap: re.Match[str]) -> str:
        value = known.get(gap[1], "") or gap[2] or ""
        space = gap[0][: len(gap[0]) - len(gap[0].lstrip())]
        return space + value if value else ""

    return _GAP.sub(filled, text)


def _known(conversation: Conversation, agent: User) -> dict[str, str]:
    contact = conversation.contact
    names = contact.name.split()
    return {
        "name": contact.name,
        "contact": contact.name,
        "contact.name": contact.name,
        "contact.first_name": names[0] if names else "",
        "contact.last_name": names[-1] if len(names) > 1 else "",
        "contact.email": contact.email,
        "agent": agent.name,
        "agent.name": agent.name,
        "agent.first_name": agent.name.split()[0] if agent.name else "",
        "conversation.subject": conversation.subject,
        "conversation.number": str(conversation.pk),
        "site": Site.current().name,
        "site.name": Site.current().name,
    }
