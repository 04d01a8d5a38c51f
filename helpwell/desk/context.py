"""What a customer did before and beside a conversation, as one agent may see it."""

from dataclasses import dataclass

from helpwell.answers.models import Question
from helpwell.conversations.models import Conversation
from helpwell.desk.reads import Keys, page_in
from helpwell.desk.timeline import Step, past_of, timeline
from helpwell.people.models import User

OTHERS = 5  # earlier conversations that are offered for merging


@dataclass(frozen=True)
class Context:
    """What stands beside the conversation."""

    steps: list[Step]  # the newest first
    others: list[Conversation]
    asked_first: list[Question]  # what she typed into the form or chat that became this conversation
    told: dict[str, str]  # what she was asked for, by label; her newest word counts
    page: str  # where she wrote last; "": not known, or not shown


def context_of(conversation: Conversation, keys: Keys, reader: User) -> Context:
    """What is known of her; `keys` are those of the conversation and of what was merged into it."""
    past = past_of(tuple(conversation.contact.today.selves()), reader, keys)
    led_here = [one for one in past.questions if one.conversation_id == conversation.pk]
    steps = timeline(past, told_above=led_here[:1])
    told = dict(conversation.told())
    pages = page_in(keys) if conversation.inbox.shows_presence else []
    return Context(steps, past.conversations[:OTHERS], led_here, told, pages[0] if pages else "")
