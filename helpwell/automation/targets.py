"""What the steps of macros name, as it is today: people, teams, topics and texts may be gone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import MacroStep
from helpwell.conversations.models import Conversation
from helpwell.conversations.sleeping import Moment, moments
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Article, Category, Translation
from helpwell.people.models import Team, User


@dataclass(frozen=True)
class Targets:
    """Read once for all steps, in a question to the database for each kind that is named."""

    people: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    topics: dict[str, Category] = field(default_factory=dict)
    texts: dict[str, list[Translation]] = field(default_factory=dict)  # the languages of a canned response
    moments: dict[str, Moment] = field(default_factory=dict)

    @classmethod
    def of(cls, macros: Iterable[Macro]) -> "Targets":
        """Everything these macros name that is there."""
        named: dict[str, set[str]] = {kind: set() for kind in MacroStep.Kind}
        for macro in macros:
            for step in macro.sequence:
                named[step.kind].add(step.value)
        return cls(
            _people(named[MacroStep.Kind.ASSIGN] - {"me"}),
            _teams(named[MacroStep.Kind.TEAM]),
            _topics(named[MacroStep.Kind.TOPIC]),
            _texts(named[MacroStep.Kind.RESPOND]),
            {moment.name: moment for moment in moments()},
        )

    def has(self, step: MacroStep) -> bool:
        """Whether the step can be done."""
        known: dict[str, Iterable[str]] = {
            MacroStep.Kind.RESPOND: self.texts,
            MacroStep.Kind.TOPIC: self.topics,
            MacroStep.Kind.TEAM: self.teams,
            MacroStep.Kind.ASSIGN: {"me", *self.people},
            MacroStep.Kind.SNOOZE: self.moments,
            MacroStep.Kind.PRIORITY: Conversation.Priority.values,
        }
        return step.value in known.get(step.kind, [step.value])

    def problems(self, macro: Macro) -> list[str]:
        """What of it cannot be done any more, a sentence each."""
        return [str(SENTENCES[MacroStep.Kind(step.kind)]) for step in macro.sequence if not self.has(step)]

    def text_in(self, public_id: str, language: str) -> Translation:
        """A canned response in this language, else as it was first written."""
        texts = self.texts[public_id]
        source = next((one for one in texts if one.language == one.article.source_language), texts[0])
        return next((one for one in texts if one.language == language), source)

    def in_words(self, macro: Macro, language: str) -> Iterator[str]:
        """What it does, step by step, for those who read about it."""
        for step in macro.sequence:
            yield f"{step.label}: {self._named(step, language)}" if step.value else step.label

    def _named(self, step: MacroStep, language: str) -> str:
        if not self.has(step):
            return "–"
        if step.kind == MacroStep.Kind.RESPOND:
            live = self.text_in(step.value, language).live
            return _("“%s”") % live.title if live else ""
        if step.kind == MacroStep.Kind.TOPIC:
            return self.topics[step.value].name_in(language)
        if step.kind == MacroStep.Kind.TEAM:
            return str(self.teams[step.value])
        if step.kind == MacroStep.Kind.ASSIGN:
            return _("to whoever runs it") if step.value == "me" else str(self.people[step.value])
        if step.kind == MacroStep.Kind.SNOOZE:
            return str(self.moments[step.value].label)
        return str(Conversation.Priority(step.value).label) if step.kind == MacroStep.Kind.PRIORITY else step.value


SENTENCES = {
    MacroStep.Kind.RESPOND: gettext_lazy("The canned response is gone."),
    MacroStep.Kind.TOPIC: gettext_lazy("The topic is gone."),
    MacroStep.Kind.TEAM: gettext_lazy("The team is gone."),
    MacroStep.Kind.ASSIGN: gettext_lazy("The person has left."),
    MacroStep.Kind.SNOOZE: gettext_lazy("The time to wake it makes no sense."),
    MacroStep.Kind.PRIORITY: gettext_lazy("The priority makes no sense."),
}


def _people(keys: set[str]) -> dict[str, User]:
    return {str(one.pk): one for one in User.objects.staff().filter(pk__in=keys)} if keys else {}


def _teams(keys: set[str]) -> dict[str, Team]:
    return {str(one.pk): one for one in Team.objects.filter(pk__in=keys)} if keys else {}


def _topics(keys: set[str]) -> dict[str, Category]:
    found = Category.objects.filter(public_id__in=keys).prefetch_related("names") if keys else []
    return {one.public_id: one for one in found}


def _texts(keys: set[str]) -> dict[str, list[Translation]]:
    texts: dict[str, list[Translation]] = {}
    if keys:
        canned = Translation.objects.readable(STAFF).filter(article__kind=Article.Kind.CANNED)
        for one in canned.filter(article__public_id__in=keys).select_related("article", "live").order_by("pk"):
            texts.setdefault(one.article.public_id, []).append(one)
    return texts
