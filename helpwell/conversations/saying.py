"""An answer as an agent says it in a reply: in words, or as a link to where it stands."""

from helpwell.conversations.filling import fill
from helpwell.conversations.models.conversation import Conversation
from helpwell.knowledge.addresses import lasting_url
from helpwell.knowledge.letter import as_letter
from helpwell.knowledge.models import Article, Translation
from helpwell.people.models import User

LONG = 900  # letters; of a longer article the beginning is said and the rest is behind its link


def words_of(translation: Translation, conversation: Conversation, agent: User) -> str:
    """An answer as one says it in a letter; a canned response with its gaps filled."""
    live = translation.live
    if live is None:
        return ""
    parts = [live.summary.strip(), as_letter(live.body)]
    text = "\n\n".join(part for part in parts if part)
    if translation.article.kind == Article.Kind.CANNED:
        return fill(text, conversation, agent)
    return text if len(text) <= LONG else f"{_beginning(text)}\n\n{link_of(translation)}".strip()


def _beginning(text: str) -> str:
    """Whole paragraphs, as many as fit; at least the first."""
    first, *others = text.split("\n\n")
    for paragraph in others:
        if len(first) + len(paragraph) > LONG:
            break
        first += f"\n\n{paragraph}"
    return first


def link_of(translation: Translation) -> str:
    """Where customers read it for good; "" when they could not."""
    is_public = translation.article.visibility == Article.Visibility.PUBLIC
    return lasting_url(translation.article.public_id, translation.language) if is_public else ""
