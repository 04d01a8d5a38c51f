"""Whatever customer, assistant and agents do, and in which order: nothing is lost, doubled or left waiting unseen."""

import uuid
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from helpwell.answers.models import Standing
from helpwell.bot.respond import respond_to_waiting
from helpwell.channels.chat.telling import messages_after
from helpwell.conversations.assigning import CHAT_PATIENCE, assign_waiting
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.people.models import BusinessHours, Team, User
from tests.factories import InboxFactory, UserFactory, publish, write

Status, Kind = Conversation.Status, Message.Kind
FIELDS = [
    {"key": "order", "labels": {"en": "Order number"}, "kind": "number"},
    {"key": "wants", "labels": {"en": "What shall we do?"}, "choices": {"en": ["Repair"]}, "is_required": True},
]
SAID_WHILE_SHE_WAITS = ("hand_over", "ask_field", "thank")
WORDS = st.sampled_from(
    [
        "Where is my parcel?",
        "my parcel",
        "hello",
        "yes",
        "no",
        "thanks",
        "Mensch",
        "this is outrageous",
        "xyzzy quux",
        "4711",
    ]
)
CHOICES = st.sampled_from(
    [
        "yes",
        "no",
        "person",
        "article:parcel",
        "article:gone",
        "steps:parcel",
        "step:done",
        "step:failed",
        "skip",
        "field:Repair",
    ]
)


class Talk(RuleBasedStateMachine):
    """One conversation in the chat, with everybody who can touch it."""

    @initialize()
    def begin(self) -> None:
        self.inbox = InboxFactory(channel=Inbox.Channel.CHAT, options={"fields": FIELDS})
        self.agent, self.colleague = (UserFactory(role=User.Role.AGENT, availability="at_desk") for _number in (1, 2))
        self.team, _created = Team.objects.get_or_create(name="Workshop")
        BusinessHours.objects.all().delete()
        self.seen: list[int] = []  # numbers that her widget has been told
        first = write("hello", inbox=self.inbox, language="en")
        self.pk, self.sent = first.conversation_id, [first.external_id]

    @property
    def conversation(self) -> Conversation:
        return Conversation.objects.get(pk=self.pk)

    @rule(text=WORDS)
    def she_writes(self, text: str) -> None:
        self._send(text, uuid.uuid4().hex)

    @rule(choice=CHOICES)
    def she_presses(self, choice: str) -> None:
        self._send(choice, uuid.uuid4().hex, choice)

    @rule()
    def her_browser_sends_the_last_one_again(self) -> None:
        last = Message.objects.get(external_id=self.sent[-1], conversation=self.pk)
        write(
            last.text,
            inbox=self.inbox,
            external_id=self.sent[-1],
            reply_proof=self.conversation,
        )

    @rule()
    def the_assistant_has_a_moment(self) -> None:
        with time_machine.travel(timezone.now() + timedelta(seconds=3), tick=False):
            respond_to_waiting()

    @rule()
    def an_agent_replies(self) -> None:
        self.conversation.reply("Let me see.", by=self.agent)

    @rule()
    def an_agent_notes(self) -> None:
        self.conversation.note("Who is that?", by=self.agent)

    @rule()
    def an_agent_resolves(self) -> None:
        self.conversation.resolve(by=self.agent)

    @rule()
    def an_agent_reopens(self) -> None:
        self.conversation.reopen(by=self.agent)

    @rule()
    def an_agent_resolves_by_mistake(self) -> None:
        self.conversation.resolve(by=self.agent)
        self.conversation.reopen(by=self.agent)

    @rule()
    def she_asks_for_a_person_and_is_heard(self) -> None:
        self.she_presses("person")
        self.the_assistant_has_a_moment()
        conversation = self.conversation
        assert (conversation.status, conversation.waiting_since is None) == (Status.OPEN, False)

    @rule()
    def her_line_is_back_after_a_cut(self) -> None:
        told = messages_after(self.conversation, self.seen[-1] if self.seen else 0)
        self.seen += [one["number"] for one in told]
        hers = self.conversation.messages.for_customer().order_by("number")
        assert self.seen == list(hers.values_list("number", flat=True))

    @rule()
    def an_agent_gives_it_to_another_team(self) -> None:
        self.conversation.put_into(None, self.team, by=self.agent)

    @rule()
    def an_agent_gives_it_to_a_colleague(self) -> None:
        self.conversation.put_into(self.colleague, None, by=self.agent)

    @rule()
    def nobody_has_looked_for_minutes(self) -> None:
        before = self.conversation
        with time_machine.travel(timezone.now() + 2 * CHAT_PATIENCE, tick=False):
            assign_waiting()
        after = self.conversation
        assert (after.status, after.waiting_since) == (before.status, before.waiting_since)

    @rule(closed=st.booleans())
    def the_shop_opens_or_closes(self, closed: bool) -> None:
        week = [[] if closed else [[0, 1440]]] * 7
        BusinessHours.objects.update_or_create(name="Ours", defaults={"time_zone": "UTC", "week": week})

    @rule()
    def an_agent_snoozes(self) -> None:
        self.conversation.snooze(timezone.now() + timedelta(hours=1), by=self.agent)

    @precondition(lambda self: self.conversation.status == Status.SNOOZED)
    @rule()
    def time_passes(self) -> None:
        self.conversation.wake()

    @rule()
    def an_agent_gives_it_back(self) -> None:
        self.conversation.give_back(by=self.agent)

    def _send(self, text: str, external_id: str, choice: str = "") -> None:
        before = self.conversation
        write(text, inbox=self.inbox, external_id=external_id, choice=choice, reply_proof=before)
        self.sent.append(external_id)
        if before.status == Status.OPEN and before.waiting_since:  # writing more does not push her back in the line
            assert self.conversation.waiting_since == before.waiting_since

    @invariant()
    def nothing_is_lost_doubled_or_out_of_order(self) -> None:
        said = list(self.conversation.messages.said())
        hers = [message.external_id for message in said if message.is_from_contact]
        assert [message.number for message in said] == list(range(1, len(said) + 1))
        assert hers == self.sent

    @invariant()
    def the_assistant_speaks_at_most_once_in_her_turn(self) -> None:
        spoken = [message.kind for message in self.conversation.messages.said() if message.kind != Kind.NOTE]
        assert (Kind.BOT_REPLY, Kind.BOT_REPLY) not in set(pairwise(spoken))

    @invariant()
    def a_person_is_in_reach(self) -> None:
        conversation = self.conversation
        last = conversation.messages.filter(kind=Kind.BOT_REPLY).last()
        if conversation.status == Status.WITH_BOT and last and last.trace["deed"] not in SAID_WHILE_SHE_WAITS:
            assert "person" in [choice["value"] for choice in last.card["choices"]]

    @invariant()
    def who_waits_is_known(self) -> None:
        conversation = self.conversation
        last = conversation.messages.for_customer().exclude(kind=Kind.NOTE).last()
        handed_over = last.is_automatic and last.trace["deed"] in SAID_WHILE_SHE_WAITS
        if conversation.status == Status.OPEN:
            assert (conversation.waiting_since is not None) == (last.is_from_contact or handed_over)
        if conversation.is_resolved:
            assert conversation.waiting_since is None


@pytest.mark.django_db
def test_every_state_keeps_its_promises() -> None:
    translation = publish("Where is my parcel?", "<p>Follow the link.</p>", public_id="parcel")
    Standing.of(translation).move_to(Standing.Level.AUTOMATIC, by=None)

    run_state_machine_as_test(Talk, settings=settings(max_examples=20, stateful_step_count=20, deadline=None))
