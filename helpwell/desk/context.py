"""What a customer did before and beside a conversation: one line of time, composed from every room (H01)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpwell.answers.models import Question
from helpwell.conversations.models import Conversation
from helpwell.desk.reads import Keys, others_of, page_in, questions_of, told_in, votes_of
from helpwell.knowledge.models import Vote

MOST = 25  # steps; what lies further back explains nothing
OTHERS = 5  # earlier conversations


@dataclass(frozen=True)
class Step:
    """One thing she did."""

    at: datetime
    icon: str
    words: str
    detail: str = ""
    url: str = ""
    quoted: str = ""  # the language of her own words


@dataclass(frozen=True)
class Context:
    """What stands beside the conversation."""

    steps: list[Step]  # the newest first
    others: list[Conversation]
    asked_first: list[Question]  # what she typed into the form or chat that became this conversation
    told: dict[str, str]  # what she was asked for, by label; her newest word counts
    page: str  # where she wrote last; "": not known, or not shown


def context_of(conversation: Conversation, keys: Keys) -> Context:
    """What is known of her; `keys` are those of the conversation and of what was merged into it."""
    selves = tuple(conversation.contact.today.selves())
    questions = questions_of(selves, conversation.pk, size=MOST)
    led_here = [one for one in questions if one.conversation_id == conversation.pk]
    steps = [*_asked(questions, led_here[:1]), *_voted(votes_of(selves, size=MOST))]
    newest_first = sorted(steps, key=lambda step: step.at, reverse=True)
    others = others_of(selves, conversation.pk, size=4 * OTHERS)
    told = {label: said for row in told_in(keys) for label, said in row}
    pages = page_in(keys) if conversation.inbox.shows_presence else []
    return Context(newest_first[:MOST], others, led_here, told, pages[0] if pages else "")


def _asked(questions: list[Question], told_above: list[Question]) -> Iterator[Step]:
    for question in questions:
        if question not in told_above:
            yield _asking(question)
        if question.opened and question.opened.live and question.opened_at:
            url = reverse("desk:article_preview", args=[question.opened.article_id, question.opened.language])
            yield Step(question.opened_at, "book-open", question.opened.live.title, url=url, quoted=question.language)


def _asking(question: Question) -> Step:
    icon = WHERE.get(Question.Surface(question.surface), "search")
    found = ngettext("%(count)d answer shown", "%(count)d answers shown", len(question.shown))
    detail = found % {"count": len(question.shown)} if question.shown else _("nothing found")
    outcome = question.get_outcome_display() if question.outcome else ""
    words = _("“%s”") % question.text
    return Step(question.asked_at, icon, words, ", ".join(filter(None, [detail, outcome])), quoted=question.language)


def _voted(votes: list[Vote]) -> Iterator[Step]:
    for vote in votes:
        words = _("Said that it helped") if vote.helpful else _("Said that it did not help")
        title = vote.translation.live.title if vote.translation.live else ""
        yield Step(vote.created_at, "thumbs-up" if vote.helpful else "thumbs-down", words, title)


WHERE = {
    Question.Surface.SEARCH: "search",
    Question.Surface.FORM: "square-pen",
    Question.Surface.CHAT: "message-square",
}
