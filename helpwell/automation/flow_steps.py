"""The steps of a flow as plain values. A step leads to the next one, or to a later one by its key; never back.

So whoever walks a flow comes to an end of it, whatever she answers and whoever wrote it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from helpwell.base.models import Site

END = "end"  # where a step may lead besides a later one
MOST_STEPS = 40


class Looks(models.TextChoices):
    """What a condition looks at."""

    PAGE = "page", _("the page's address")
    LANGUAGE = "language", _("her language")
    AUDIENCE = "audience", _("who she is")
    HOURS = "hours", _("whether somebody is there")
    FIELD = "field", _("what she told")


class Does(models.TextChoices):
    """What an action does."""

    TAG = "tag", _("put a tag on it")
    TEAM = "team", _("give it to a team")
    TOPIC = "topic", _("set its topic")


@dataclass(frozen=True)
class Option:
    """One of the choices of a step."""

    labels: dict[str, str]  # by language
    to: str = ""  # key of a later step, END, or "" for the next one


@dataclass(frozen=True)
class FlowStep:
    """One step; which of the values count is a matter of its kind."""

    class Kind(models.TextChoices):
        """What it does."""

        SAY = "say", _("Say something")
        CHOICE = "choice", _("Let her choose")
        ASK = "ask", _("Ask for a field")
        CONDITION = "condition", _("Part the ways")
        ANSWER = "answer", _("Give an article as the answer")
        ACTION = "action", _("Tag it, or set team or topic")
        HANDOVER = "handover", _("Hand over to a person")

    key: str
    kind: str
    texts: dict[str, str] = field(default_factory=dict)  # what is said, by language
    options: tuple[Option, ...] = ()
    subject: str = ""  # asks: key of the field; looks: `Looks`; answers: public id of the article; does: `Does`
    value: str = ""  # looks: compared with this, a field as "key=value"; does: tag, or id of team or topic
    to: str = ""  # where it leads; a condition: where it leads when it holds

    @classmethod
    def read(cls, values: dict[str, Any]) -> Self:
        """The step a row keeps."""
        options = tuple(Option(dict(one["labels"]), one.get("to", "")) for one in values.get("options", ()))
        plain = {name: str(values.get(name, "")) for name in ("key", "kind", "subject", "value", "to")}
        return cls(texts=dict(values.get("texts", {})), options=options, **plain)

    def as_json(self) -> dict[str, Any]:
        """For the row."""
        return asdict(self)


WAITING = (FlowStep.Kind.CHOICE, FlowStep.Kind.ASK, FlowStep.Kind.ANSWER)  # for her word


def read_steps(rows: Iterable[dict[str, Any]]) -> tuple[FlowStep, ...]:
    """Those a flow keeps, in their order."""
    return tuple(FlowStep.read(row) for row in rows)


def in_language(texts: dict[str, str], language: str) -> str:
    """The text in her language, else in the site's first one that there is."""
    wanted = [language, *Site.current().languages, *texts]
    return next((texts[code] for code in wanted if texts.get(code)), "")
