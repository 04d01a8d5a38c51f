"""What macros can change in a conversation, as words that can be kept and put back."""

from collections.abc import Callable

from helpwell.conversations.models import Conversation
from helpwell.conversations.standing import Standing
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User

Changes = dict[str, list[str]]  # by what changed: [before, after]


def state_of(conversation: Conversation, by: User) -> dict[str, str]:
    """As it is now; the draft is `by`'s."""
    topic = conversation.topic.public_id if conversation.topic else ""
    return {
        "tags": "\n".join(sorted(tag.name for tag in conversation.tags.all())),
        "topic": f"{topic}?" if topic and conversation.topic_is_suggested else topic,  # "?": only suggested
        "priority": conversation.priority,
        "hands": f"{conversation.assignee_id or ''},{conversation.team_id or ''}",
        "standing": str(conversation.standing),
        "draft": draft.text if (draft := conversation.draft_of(by)) else "",
    }


def put_back(conversation: Conversation, changes: Changes, by: User) -> None:
    """Each thing as before, unless somebody has changed it since."""
    now = state_of(conversation, by)
    for name, (was, became) in changes.items():
        if now[name] == became:
            PUT_BACK[name](conversation, was, by)


def _tags(conversation: Conversation, was: str, by: User) -> None:
    """Macros only put tags on."""
    for tag in conversation.tags.exclude(name__in=was.split("\n")):
        conversation.untag(tag, by)


def _topic(conversation: Conversation, was: str, by: User) -> None:
    """What was only suggested is only suggested again."""
    topic = Category.objects.filter(public_id=was.removesuffix("?")).first()
    if was.endswith("?"):
        conversation.set_topic(None, by)
    conversation.set_topic(topic, None if was.endswith("?") else by)


def _priority(conversation: Conversation, was: str, by: User) -> None:
    conversation.prioritise(was, by)


def _hands(conversation: Conversation, was: str, by: User) -> None:
    assignee, _comma, team = was.partition(",")
    person = User.objects.staff().filter(pk=assignee).first() if assignee else None
    conversation.put_into(person, Team.objects.filter(pk=team).first() if team else None, by)


def _standing(conversation: Conversation, was: str, by: User) -> None:
    if standing := Standing.read(was):
        conversation.stand_as(standing, by)


def _draft(conversation: Conversation, was: str, by: User) -> None:
    conversation.keep_draft(was, by)


PUT_BACK: dict[str, Callable[[Conversation, str, User], None]] = {
    "tags": _tags,
    "topic": _topic,
    "priority": _priority,
    "hands": _hands,
    "standing": _standing,
    "draft": _draft,
}
