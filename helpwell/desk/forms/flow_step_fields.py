"""What a step of a flow can be given, which is a matter of its kind."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from helpwell.automation.flow_steps import Does, FlowStep, Looks
from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.conversations.fields import fields_of
from helpwell.conversations.models import Inbox
from helpwell.desk.forms.choices import Choices, article_choices, team_choices, topic_choices
from helpwell.desk.forms.flow_options import option_fields
from helpwell.desk.forms.plain_text import PlainText
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation

LONGEST = 600  # letters a step says
NONE = ("", "–")
CONDITION_HINT = gettext_lazy(
    "A page: /frames*. A language: de. Who she is: new, returning or known. Somebody there: open or closed. "
    "What she told: field or field=value."
)


def step_fields(step: FlowStep, inbox: Inbox, language: str, targets: Choices) -> dict[str, forms.Field]:
    """What it says, what its kind asks for, where it leads: filled with what stands there today."""
    fields: dict[str, forms.Field] = {}
    if step.kind not in (FlowStep.Kind.CONDITION, FlowStep.Kind.ACTION):
        fields |= _texts(step)
    fields |= _own(step, inbox, language, targets)
    if step.kind not in (FlowStep.Kind.CHOICE, FlowStep.Kind.HANDOVER):
        label = _("If so, leads to") if step.kind == FlowStep.Kind.CONDITION else _("Leads to")
        fields["to"] = _choice(label, targets, step.to)
    return fields


def _texts(step: FlowStep) -> dict[str, forms.Field]:
    return {
        f"text_{code}": PlainText(
            label=language_name(code),
            max_length=LONGEST,
            required=False,
            widget=forms.Textarea({"rows": 2, "lang": code}),
            initial=step.texts.get(code, ""),
        )
        for code in Site.current().languages
    }


def _own(step: FlowStep, inbox: Inbox, language: str, targets: Choices) -> dict[str, forms.Field]:
    match step.kind:
        case FlowStep.Kind.CHOICE:
            return option_fields(step, targets)
        case FlowStep.Kind.ASK:
            asked = [(one.key, one.label_in(language)) for one in fields_of(inbox)]
            return {"subject": _choice(_("Field"), [NONE, *asked], step.subject)}
        case FlowStep.Kind.ANSWER:
            articles = article_choices(Translation.objects.readable(PUBLIC), [language, *Site.current().languages])
            return {"subject": _choice(_("Article"), [NONE, *articles], step.subject)}
        case FlowStep.Kind.CONDITION:
            return _condition(step)
        case FlowStep.Kind.ACTION:
            return _action(step, language)
    return {}


def _condition(step: FlowStep) -> dict[str, forms.Field]:
    looks = [(one.value, str(one.label)) for one in Looks]
    value = PlainText(label=_("Is it"), max_length=120, required=False, help_text=CONDITION_HINT, initial=step.value)
    return {"subject": _choice(_("Looks at"), looks, step.subject), "value": value}


def _action(step: FlowStep, language: str) -> dict[str, forms.Field]:
    teams = [(f"{Does.TEAM}:{key}", name) for key, name in team_choices()]
    topics = [(f"{Does.TOPIC}:{key}", name) for key, name in topic_choices(language)]
    tag = step.value if step.subject == Does.TAG else ""
    return {
        "subject": _choice(_("Does"), [(one.value, str(one.label)) for one in Does], step.subject),
        "value": PlainText(label=_("Tag"), max_length=40, required=False, initial=tag),
        "chosen": _choice(_("Team or topic"), [NONE, *teams, *topics], f"{step.subject}:{step.value}"),
    }


def _choice(label: str, choices: Choices, initial: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, required=False, initial=initial)
