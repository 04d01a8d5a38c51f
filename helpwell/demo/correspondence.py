"""A month of conversations, told in `conversations.yaml` and lived through the same verbs as real ones."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.utils import timezone

from helpwell.answers.asking import Asker
from helpwell.answers.models import Question
from helpwell.automation.due import set_due
from helpwell.automation.models import SlaPolicy
from helpwell.bot.respond import respond
from helpwell.channels.contact_form.asked import note, note_read, note_sent
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models import Conversation, Inbox, Message
from helpwell.demo.setting_back import set_back
from helpwell.intake import receive
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Article, Translation
from helpwell.people.business_time import Schedule, add
from helpwell.people.models import BusinessHours, Sender, Team, User, Visitor

WEEK = [[[9 * 60, 18 * 60]]] * 5 + [[[10 * 60, 14 * 60]], []]
JUST_NOW = timedelta(minutes=12)  # how fresh the newest word is


@dataclass
class Story:
    """Lives one conversation, word after word."""

    told: dict[str, Any]
    inbox: Inbox
    people: dict[str, User]
    schedule: Schedule
    number: int
    visitor: Visitor = field(default_factory=Visitor.objects.create)
    moment: datetime = field(default_factory=timezone.now)

    def live(self) -> Conversation:
        """From the first word to how it stands today."""
        self.moment = self._begin()
        conversation = self._first_word()
        for who, minutes, text, *mentioned in self.told.get("then", ()):
            self._say(conversation, who, minutes, text, [self.people[name] for name in mentioned])
        self._end(conversation)
        return conversation

    def _first_word(self) -> Conversation:
        started = timezone.now()
        self._ask_and_read(f"demo-{self.number}")
        conversation = receive(self._inbound(self.told["asks"])).conversation
        note_sent(f"demo-{self.number}", conversation)
        respond(conversation)
        for tag in self.told.get("tags", ()):
            conversation.tag(tag, by=None)
        if self.told.get("urgent"):
            conversation.prioritise(Conversation.Priority.URGENT, by=None)
        if holder := self.told.get("hold"):
            conversation.assign(self.people[holder], by=None)
        set_back(conversation, started, self.moment)
        return conversation

    def _ask_and_read(self, number: str) -> None:
        """What the form showed while she wrote, and the answer she opened."""
        question = note(self.told["asks"], Asker(self.told["language"], PUBLIC), self.visitor, number)
        read = Translation.objects.filter(article__public_id=self.told.get("reads", ""), language=self.told["language"])
        if translation := read.first():
            note_read(question, translation)
            if self.number % 2:
                self._had_searched(translation)

    def _had_searched(self, opened: Translation) -> None:
        """She had looked at the same answer in the help centre before, and it was not enough."""
        asked_at = self.moment - timedelta(minutes=9)
        Question.objects.create(
            text=opened.live.title if opened.live else "",
            language=opened.language,
            visitor=self.visitor,
            opened=opened,
            opened_rank=1,
            opened_at=asked_at + timedelta(minutes=1),
            outcome=Question.Result.SILENT,
            asked_at=asked_at,
        )

    def _say(self, conversation: Conversation, who: str, minutes: int, text: str, mentioned: list[User]) -> None:
        started = timezone.now()
        self._let_pass(minutes, in_hours=who != "her")
        if who == "her":
            receive(self._inbound(text, conversation))
            conversation.refresh_from_db()
        elif who.startswith("note "):
            conversation.note(text, self.people[who.removeprefix("note ")], tuple(mentioned))
        else:
            conversation.reply(text, self.people[who]).mark_delivered()
        set_back(conversation, started, self.moment)

    def _end(self, conversation: Conversation) -> None:
        """Half an hour after the last word it is put where it stands today."""
        started = timezone.now()
        self._let_pass(30, in_hours=True)
        end = self.told.get("end", "open")
        if end == "resolved":
            self._correct_topic(conversation)
            conversation.resolve(by=conversation.assignee)
        elif end == "spam":
            conversation.mark_spam(by=self.people["demo"])
        elif end == "snoozed":
            conversation.snooze(started + timedelta(days=self.told["sleeps"]), by=conversation.assignee)
        elif text := self.told.get("trainee"):
            conversation.reply(text, self.people["grace"])
        set_back(conversation, started, self.moment)

    def _correct_topic(self, conversation: Conversation) -> None:
        """Whoever answered has looked at what it is about."""
        read = Article.objects.filter(public_id=self.told.get("reads", "")).select_related("category").first()
        if read and read.category:
            conversation.set_topic(read.category, by=conversation.assignee)

    def _inbound(self, text: str, answered: Conversation | None = None) -> InboundMessage:
        name = self.told["who"]
        sender = Sender(name, self.told.get("email") or address_of(name), self.told["language"], self.visitor)
        return InboundMessage(
            inbox=self.inbox,
            sender=sender,
            text=text,
            external_id=f"demo-{self.number}-{self.moment.timestamp():.0f}",
            language=self.told["language"],
            reply_proof=answered,
        )

    def _begin(self) -> datetime:
        hours, minutes = map(int, self.told["at"].split(":"))
        day = timezone.localdate(timezone=self.schedule.zone) - timedelta(days=self.told["days"])
        begun = datetime.combine(day, time(hours, minutes), self.schedule.zone)
        return min(begun, timezone.now() - JUST_NOW * (self.number + 1))

    def _let_pass(self, minutes: int, *, in_hours: bool) -> None:
        passed = timedelta(minutes=minutes)
        later = add(self.schedule, self.moment, passed) if in_hours else self.moment + passed
        self.moment = max(self.moment, min(later or self.moment, timezone.now() - JUST_NOW))


@transaction.atomic
def correspond(folder: Path, people: dict[str, User]) -> None:
    """Live through the month, once. A file that is not there is left out."""
    path = folder / "conversations.yaml"
    if not path.exists() or Conversation.objects.exists():
        return
    inboxes = _inboxes(people)
    schedule = _hours().schedule
    for number, told in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
        Story(told, inboxes[told.get("inbox", "form")], people, schedule, number).live()
    Message.objects.awaiting_bot().update(awaits_bot=False)
    _set_targets()
    _go_to_work(people)


def address_of(name: str) -> str:
    """laura.berg@example.org"""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return f"{'.'.join(plain.lower().split())}@example.org"


def _hours() -> BusinessHours:
    hours = BusinessHours(name="Laden und Büro", time_zone="Europe/Berlin")
    hours.change(None, week=WEEK, country="DE", region="SH")
    return hours


def _inboxes(people: dict[str, User]) -> dict[str, Inbox]:
    team = Team()
    team.change(None, name="Bewerbungen", is_private=True, members=[people["demo"], people["tomke"]])
    form = Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)
    form.change(None, name="Kontaktformular")
    jobs = Inbox.objects.create(channel=Inbox.Channel.CONTACT_FORM, name="Bewerbungen", team=team)
    return {"form": form, "jobs": jobs}


def _set_targets() -> None:
    """Half a day for an answer, half an hour when it is urgent. Whoever is late was told days ago."""
    SlaPolicy(name="Noch am selben Tag", first_reply=4 * 60, next_reply=8 * 60).change(None)
    SlaPolicy(name="Dringendes zuerst", only_urgent=True, first_reply=30, next_reply=60).change(None)
    set_due()
    started = timezone.now()
    for conversation in Conversation.objects.overdue(started):
        conversation.become_late()
        set_back(conversation, started, conversation.late_since or started)


def _go_to_work(people: dict[str, User]) -> None:
    """Jānis is at the desk with his hands full, so that something is left for whoever looks at the demo."""
    people["janis"].become(User.Availability.AT_DESK)
    people["janis"].carry(Conversation.objects.open().assigned_to(people["janis"]).count(), by=None)
    people["ana"].become(User.Availability.AWAY)
