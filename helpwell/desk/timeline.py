"""What a customer did, on one line of time composed from every room (H01)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from helpwell.answers.models import Question
from helpwell.conversations.models import Conversation
from helpwell.desk.reads import Keys, others_of, questions_of, votes_of
from helpwell.knowledge.models import Vote
from helpwell.people.models import User

MOST = 25  # steps; what lies further back explains nothing


@dataclass(frozen=True)
class Step:
    """One thing she did."""

    at: datetime
    icon: str
    words: str
    detail: str = ""
    url: str = ""
    quoted: str = ""  # the language of the words
    is_apart: bool = False  # what `url` shows opens in a tab of its own


@dataclass(frozen=True)
class Past:
    """All that is known of her, each the newest first."""

    questions: list[Question]
    votes: list[Vote]
    conversations: list[Conversation]  # with their ratings


def past_of(contacts: Keys, reader: User, keys: Keys = ()) -> Past:
    """What they did, as far as `reader` may see it, beside the conversation of these keys."""
    conversation = keys[0] if keys else 0
    conversations = others_of(contacts, conversation, reader.pk, role=reader.role, size=MOST)
    shown = {None, *keys, *(one.pk for one in conversations)}  # what became a hidden conversation is hidden as well
    questions = questions_of(contacts, conversation, size=MOST)
    return Past(
        [one for one in questions if one.conversation_id in shown], votes_of(contacts, size=MOST), conversations
    )


def timeline(past: Past, told_above: Iterable[Question] = ()) -> list[Step]:
    """All of it, the newest first; of what is told above it only what she read."""
    steps = [*_asked(past.questions, told_above), *_voted(past.votes), *_talked(past.conversations)]
    return sorted(steps, key=lambda step: step.at, reverse=True)[:MOST]


def _asked(questions: Iterable[Question], told_above: Iterable[Question]) -> Iterator[Step]:
    for question in questions:
        if question not in told_above:
            yield _asking(question)
        if question.opened and question.opened.live and question.opened_at:
            url = reverse("desk:article_preview", args=[question.opened.article_id, question.opened.language])
            title, language = question.opened.live.title, question.opened.language
            yield Step(question.opened_at, "book-open", title, _("read"), url, quoted=language, is_apart=True)


def _asking(question: Question) -> Step:
    icon = WHERE.get(Question.Surface(question.surface), "search")
    found = ngettext("%(count)d answer shown", "%(count)d answers shown", len(question.shown))
    shown = found % {"count": len(question.shown)} if question.shown else _("nothing found")
    outcome = question.get_outcome_display() if question.outcome else ""
    detail = ", ".join(filter(None, [question.get_surface_display(), shown, outcome]))
    return Step(question.asked_at, icon, _("“%s”") % question.text, detail, quoted=question.language)


def _voted(votes: Iterable[Vote]) -> Iterator[Step]:
    for vote in votes:
        words = _("Said that it helped") if vote.helpful else _("Said that it did not help")
        title = vote.translation.live.title if vote.translation.live else ""
        yield Step(vote.created_at, "thumbs-up" if vote.helpful else "thumbs-down", words, title)


def _talked(conversations: Iterable[Conversation]) -> Iterator[Step]:
    for one in conversations:
        url = reverse("desk:conversation", args=[one.pk])
        state = ", ".join([_("Conversation"), one.inbox.get_channel_display(), one.get_status_display()])
        yield Step(one.created_at, "messages-square", _("“%s”") % one, state, url, quoted=one.language)
        if rating := getattr(one, "rating", None):
            words = _("Rated our help: it helped") if rating.helpful else _("Rated our help: it did not help")
            yield Step(rating.at, "message-square-heart", words, str(one), url)


WHERE = {
    Question.Surface.SEARCH: "search",
    Question.Surface.FORM: "square-pen",
    Question.Surface.CHAT: "message-square",
}
