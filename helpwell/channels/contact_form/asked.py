"""What a customer asked in the form, what she saw and read, and how it ended: one question for each filling-in."""

from dataclasses import replace

from helpwell.answers.asking import Asker, ask_so_far
from helpwell.answers.found import Found
from helpwell.answers.log import Asked, record
from helpwell.answers.models import Question
from helpwell.conversations.models import Conversation
from helpwell.knowledge.models import Translation
from helpwell.people.models import Visitor

LEAST = 3  # letters a question needs to count
SHOWN = 3  # answers offered beside the message
LEAST_CONFIDENCE = 0.1  # below, nine of ten would be wrong: an offer that only distracts from writing


def answers_to(text: str, asker: Asker) -> Found:
    """The few articles that most likely answer what is written so far; none when none is likely enough to be shown."""
    found = ask_so_far(text, asker, limit=SHOWN)
    return found if found.confidence >= LEAST_CONFIDENCE else replace(found, articles=(), confidence=0.0, chances=())


def note(text: str, asker: Asker, visitor: Visitor, number: str) -> Question:
    """She has settled on these words: keep them with what was shown. Longer words of one filling-in update the row."""
    asked = Asked(text, asker, visitor, surface=Question.Surface.FORM, typing=number)
    return record(asked, answers_to(text, asker))


def visitor_of_form(number: str) -> Visitor | None:
    """Who filled this form in so far, also where the browser keeps no cookie of ours (inside another site's page)."""
    question = _question(number)
    return question.visitor if question else None


def note_read(question: Question, translation: Translation) -> None:
    """She has opened this answer."""
    question.open(translation, question.rank_of(translation))


def note_solved(question: Question, translation: Translation) -> None:
    """“That answered it”: nothing is sent."""
    note_read(question, translation)
    question.end(Question.Result.CONFIRMED)


def note_sent(number: str, conversation: Conversation) -> None:
    """She sent it all the same: what she saw and read goes along to whoever answers (C05). Twice changes nothing."""
    question = _question(number)
    if question and question.conversation_id is None:
        question.conversation = conversation
        question.save(update_fields=["conversation"])
        question.end(Question.Result.HANDED_OVER)


def _question(number: str) -> Question | None:
    mine = Question.objects.filter(surface=Question.Surface.FORM, typing=number).select_related("visitor")
    return mine.order_by("-pk").first() if number else None
