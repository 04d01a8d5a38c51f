"""Keep each question once its asker has settled, and what became of it."""

from dataclasses import dataclass

from helpwell.answers.asking import Asker, readable
from helpwell.answers.found import Found, FoundArticle
from helpwell.answers.models import Question
from helpwell.base.storing import store_new
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Translation
from helpwell.people.models import Visitor


@dataclass(frozen=True)
class Asked:
    """One settled question: who typed it, where, and under which typing id ("": a form without JavaScript)."""

    text: str
    asker: Asker
    visitor: Visitor | None
    surface: str = Question.Surface.SEARCH
    typing: str = ""
    conversation: Conversation | None = None  # where it was asked; null: nowhere, or that is told later
    reason: str = ""  # what was decided about it there, and why


def record(asked: Asked, found: Found) -> Question:
    """Write the question down with what was shown. A longer form of the same typing updates its row."""
    values = {
        "text": readable(asked.text),
        "language": asked.asker.language,
        "topic": asked.asker.topic,
        "surface": asked.surface,
        "shown": [shown(article) for article in found.articles],
        "confidence": found.confidence,
        "decision": Question.Decision.SHOWED if found.articles else Question.Decision.FOUND_NOTHING,
        "engine_version": found.engine_version,
    }
    if asked.conversation:
        values |= {"conversation": asked.conversation, "reason": asked.reason}
    if not asked.typing:
        question = Question(visitor=asked.visitor, **values)
        store_new(question)
        return question
    question, _created = Question.objects.update_or_create(
        visitor=asked.visitor, typing=asked.typing[:40], defaults=values
    )
    return question


def last_asked(visitor: Visitor, text: str) -> Question | None:
    """The visitor's newest question in these words, if she asked it today."""
    mine = Question.objects.filter(visitor=visitor, text=readable(text)).asked_within(days=1)
    return mine.order_by("-asked_at").first()


def note_vote(visitor: Visitor, translation: Translation, *, helpful: bool) -> None:
    """A reader's word on an article is the outcome of the question that led her to it today, if one did."""
    led_here = Question.objects.filter(visitor=visitor, opened=translation).asked_within(days=1)
    if question := led_here.order_by("-asked_at").first():
        question.end(Question.Result.CONFIRMED if helpful else Question.Result.CONTRADICTED)


def shown(article: FoundArticle) -> dict[str, object]:
    """What the log keeps of an article that was shown."""
    return {"article": article.public_id, "language": article.language, "revision": article.revision}
