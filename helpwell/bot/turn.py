"""One turn of a conversation: what the customer has said since the bot last looked, and what is known around it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from helpwell.answers.accepting import may_be_said, threshold_of
from helpwell.answers.asking import Asker, ask
from helpwell.answers.found import Found
from helpwell.answers.models import Question
from helpwell.automation.models import Run
from helpwell.base.prepared import written_once
from helpwell.bot.collecting import Word, hear, unknown_fields
from helpwell.bot.facts import Candidate, Deed, Facts
from helpwell.bot.flow import Stand, beginning, going_on, is_left, opening
from helpwell.bot.listening import listen
from helpwell.bot.policy import CANDIDATES
from helpwell.bot.waiting import waiting_messages
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.fields import Field, fields_of
from helpwell.conversations.models import Conversation, Message
from helpwell.conversations.promising import in_words
from helpwell.knowledge.access import PUBLIC

BURST = timedelta(seconds=1.5)  # a few words without an end are waited for as long as this: more may follow
FEW_WORDS = 3
_ENDS = re.compile(r"[.?!…:]\s*$")


@dataclass(frozen=True)
class Turn:
    """Her messages that wait for the bot, the oldest first, and our last automatic words before them."""

    conversation: Conversation
    messages: tuple[Message, ...]
    last: Message | None  # the bot's last message; None: it has not spoken here

    @cached_property
    def text(self) -> str:
        """What she said, in one piece."""
        return "\n".join(message.text for message in self.messages)

    @property
    def choice(self) -> str:
        """What she pressed last, if her last message is a button."""
        return self.messages[-1].choice

    @property
    def language(self) -> str:
        """The language she reads."""
        return self.messages[-1].language or self.conversation.language

    @property
    def typings(self) -> list[str]:
        """The ids under which her words may have been noted while she typed them."""
        return [message.external_id.rpartition(".")[2][:40] for message in self.messages]

    @property
    def ripe_at(self) -> datetime:
        """When to answer: at once, unless her last words look as if more were coming."""
        newest = self.messages[-1]
        is_fragment = len(newest.text.split()) <= FEW_WORDS and not _ENDS.search(newest.text)
        waits = is_fragment and not newest.choice and not listen(newest.text).is_clear
        return newest.said_at + BURST if waits else newest.said_at

    @property
    def said(self) -> dict[str, Any]:
        """Why our last message was said; empty when there is none."""
        return self.last.trace if self.last else {}

    @cached_property
    def found(self) -> Found:
        """What the engine finds for her words, as anybody may read it."""
        return ask(self.text, Asker(self.language, PUBLIC), limit=CANDIDATES)

    @cached_property
    def asked(self) -> Field | None:
        """The field that our last message asked for, while her next words are the answer; None for none."""
        may = self.conversation.awaits_first_reply or self.run is not None
        key = self.said.get("asks", "") if may and self._is_next else ""
        return next((one for one in fields_of(self.conversation.inbox) if one.key == key), None)

    @cached_property
    def run(self) -> Run | None:
        """The flow she is walking through; None while she is in none."""
        if self.conversation.status != Conversation.Status.WITH_BOT or not self.said.get("run"):
            return None
        under_way = Run.objects.filter(pk=self.said["run"], state=Run.State.UNDER_WAY)
        return under_way.select_related("flow").first()

    @cached_property
    def stand(self) -> Stand | None:
        """Where her words lead in a flow; None: she is in none, and none begins."""
        message = self.messages[-1]
        if message.choice.startswith("flow:"):
            return beginning(self.conversation, message)
        if self.last is None and not message.choice:
            return opening(self.conversation, message)
        if self.run is None:
            return None
        key, tries = self.asked.key if self.asked else "", self.said.get("tries", 1)
        return going_on(self.conversation, message, self.run, self.word, key, tries)

    @property
    def _is_next(self) -> bool:
        """Whether she has said nothing else since our last message."""
        said = self.conversation.messages.filter(kind=Message.Kind.FROM_CONTACT, number__lt=self.messages[0].number)
        return self.last is not None and not said.filter(number__gt=self.last.number).exists()

    @cached_property
    def word(self) -> Word:
        """What she says to it; her language must be active."""
        return hear(self.asked, self.messages[0], self.language) if self.asked else Word()

    @cached_property
    def unknown(self) -> tuple[Field, ...]:
        """What a person will need to know and we have not asked for."""
        return unknown_fields(self.conversation)

    @property
    def waits(self) -> str:
        """By when a person answers her, in words; "" when nobody can tell. Her language must be active."""
        return in_words(expected_wait(self.conversation.inbox), self.conversation.contact.zone)

    @property
    def may_collect(self) -> bool:
        """Whether we may ask for it now: she waits, and nobody of us has said anything but what we asked for."""
        waits = self.conversation.awaits_first_reply and self.conversation.inbox.has_assistant
        return waits and (self.last is None or self.asked is not None)

    def facts(self) -> Facts:
        """What the policy may know. The engine is asked only when she wrote words."""
        if self.conversation.status != Conversation.Status.WITH_BOT:
            return self._facts_while_waiting()
        facts = Facts(
            heard=listen(self.text),
            choice=self.choice,
            threshold=threshold_of(Question.Surface.CHAT),
            has_people=self.conversation.inbox.has_people,
            failures=self.failures(),
            was_asked_back=self.said.get("deed") == Deed.ASK_BACK,
            was_offered_person=self.was_offered_person,
            steps_left=self.said.get("steps_left", 0),
            unknown=tuple(one.key for one in self.unknown),
            walk=self.stand.word if self.stand and not self.stand.is_proposed else "",
            opens=self.stand.word if self.stand and self.stand.is_proposed else "",
            flow_articles=self.stand.articles if self.stand else (),
        )
        needs_engine = is_left(self.stand) and not self.choice and not facts.heard.small_talk
        return self._with_findings(facts) if needs_engine else facts

    def _facts_while_waiting(self) -> Facts:
        if not self.may_collect:
            return Facts(is_with_bot=False)
        return Facts(
            is_with_bot=False,
            may_collect=True,
            asked=self.asked.key if self.asked else "",
            tries=self.said.get("tries", 0),
            word=self.word.kind,
            unknown=tuple(one.key for one in self.unknown),
        )

    @property
    def was_offered_person(self) -> bool:
        """Whether our last message offered one, alone or beside something else."""
        return self.said.get("deed") == Deed.OFFER_PERSON or bool(self.last and self.last.card.get("offers_person"))

    def failures(self) -> int:
        """Turns that did not help so far; writing anew instead of pressing one of our offers is one more."""
        counted = int(self.said.get("failures", 0))
        was_offered = self.said.get("deed") in (Deed.OFFER, Deed.ASK_BACK) and not self.choice
        return counted + was_offered

    def _with_findings(self, facts: Facts) -> Facts:
        trusted = may_be_said([one.translation_id for one in self.found.articles])
        return replace(
            facts,
            confidence=self.found.confidence,
            between=_enough(self.found.chances, facts.threshold),
            candidates=tuple(Candidate(one.public_id, one.translation_id in trusted) for one in self.found.articles),
        )


def _enough(chances: tuple[float, ...], threshold: float) -> int:
    """How many of the first candidates together hold the answer; 0 when not even all of them do."""
    return next((count for count, chance in enumerate(chances, start=1) if chance >= threshold), 0)


def turn_of(conversation: Conversation) -> Turn | None:
    """What waits there for the bot; None when nothing does."""
    if not (waiting := waiting_messages(conversation)):
        return None
    is_first = conversation.last_number <= len(waiting)  # all that was said waits: we have said nothing yet
    last = [] if is_first else _last_automatic(conversation.pk)
    return Turn(conversation, waiting, last[0] if last else None)


@written_once
def _last_automatic(conversation: int) -> QuerySet[Message]:
    spoken = Message.objects.said().filter(conversation=conversation, kind=Message.Kind.BOT_REPLY)
    return spoken.order_by("-number")[:1]
