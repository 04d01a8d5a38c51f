"""What a visitor typed into the widget, what she saw and read, and how it ended: one question for each typing.

A typing has the id that its message will have once it is sent: what was typed and what was sent are one question.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from helpwell.answers.asking import Asker, ask_so_far
from helpwell.answers.log import Asked, record
from helpwell.answers.models import Question
from helpwell.base.prepared import written_once
from helpwell.channels.chat.frames import CLIENT_ID, Frame
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.reading import article_for
from helpwell.conversations.models import Conversation, Inbox
from helpwell.knowledge.access import PUBLIC

LEAST = 3  # letters a question needs to count
SHOWN = 3  # answers offered while she types


@dataclass(frozen=True)
class Typed:
    """What the widget tells of one typing."""

    typing: str
    text: str
    language: str
    article: str = ""  # she has opened this one
    helped: bool | None = None  # what she says of it; None: nothing


def read_typed(frame: Frame) -> Typed | None:
    """What this frame tells; None when it is too little to count."""
    typing, text = frame.text("typing", 40), frame.text("text").strip()
    if not CLIENT_ID.fullmatch(typing) or len(text) < LEAST:
        return None
    helped = frame.values.get("helped")
    return Typed(typing, text, frame.language, frame.text("article", 120), helped if isinstance(helped, bool) else None)


def note(typed: Typed, inbox: Inbox, session_token: str) -> None:
    """She has settled on these words, opened an answer, or says whether it helped."""
    session = ChatSession.objects.of(inbox, session_token)
    asker = Asker(typed.language, PUBLIC)
    visitor = session.visitor if session else None
    asked = Asked(typed.text, asker, visitor, Question.Surface.CHAT, typed.typing)
    question = record(asked, ask_so_far(typed.text, asker, limit=SHOWN))
    opened = article_for(typed.article, typed.language) if typed.article else None
    if opened:
        question.open(opened, question.rank_of(opened))
    if opened and typed.helped is not None:
        question.end(Question.Result.CONFIRMED if typed.helped else Question.Result.CONTRADICTED)


def note_sent(session: ChatSession, typing: str, conversation: Conversation) -> None:
    """She has sent it: what she typed, saw and read belongs to the conversation. Twice changes nothing."""
    open_ones = (one for one in _typed(typing) if one.conversation_id is None)  # asked here, an index would be missed
    found = next((one for one in open_ones if one.visitor_id in (None, session.visitor_id)), None)
    if found is None:
        return
    found.belong_to_visitor(session.visitor, conversation)
    if conversation.status != Conversation.Status.WITH_BOT:  # else the assistant says how it goes on
        found.end(Question.Result.HANDED_OVER)


@written_once
def _typed(typing: str) -> QuerySet[Question]:
    """Noted while she typed, and not sent yet: asked for with every message."""
    noted = Question.objects.filter(typing=typing).exclude(typing="")  # without the latter there is no index
    return noted.filter(surface=Question.Surface.CHAT).order_by("pk")
