"""What the assistant says of its own, in the active language. Answers are the articles' own words."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from helpwell.conversations.card import Choice


def introduction(site: str) -> str:
    """Said before the first words, whatever they are. No setting changes it (E03, N09)."""
    return _("I am an automated assistant and answer from the help pages of %(site)s.") % {"site": site}


def small_talk(reason: str) -> str:
    """Short and kind."""
    return SMALL_TALK[reason]()


SMALL_TALK: dict[str, Callable[[], str]] = {
    "robot": lambda: _("I am an automated assistant, not a person. A person is glad to help you too."),
    "insult": lambda: _("I am sorry that this is going badly. A person can take over if you like."),
    "greeting": lambda: _("Hello. What is it about?"),
    "thanks": lambda: _("You are welcome."),
    "goodbye": lambda: _("Goodbye, and come back whenever you like."),
    "agrees": lambda: _("Good to hear. Is there anything else?"),
    "refuses": lambda: _("Then that was not it. Please tell me a little more about it, in your own words."),
}

OFFER_PERSON: dict[str, Callable[[], str]] = {
    "nothing_found": lambda: _("We have no answer to that yet. A person can help you."),
    "failed_twice": lambda: _("I cannot get any further here. Would you like to write to a person?"),
    "step_failed": lambda: _("Then let a person look at it, who sees which steps you have tried."),
}


def offer_person(reason: str, waits: str) -> str:
    """Instead of anything else; `waits` says by when a person answers, "" when nobody can tell."""
    return _joined(OFFER_PERSON[reason](), waits)


def other_words(form: str) -> str:
    """Nothing helped, and no person is offered here; `form` is the address of a contact form, "" for none."""
    if form:
        return _("We have no answer to that yet. Please write to us: %(form)s") % {"form": form}
    return _("We have no answer to that yet. Please try it in other words.")


def offer() -> str:
    """Above candidates, none of which is said to be the answer."""
    return _("This may help:")


def ask_back() -> str:
    """Above the few that it may be."""
    return _("Which of these do you mean?")


def did_it_help() -> str:
    """Below an answer."""
    return _("Did that answer your question?")


def did_it_help_or_person(waits: str) -> str:
    """The same after others that did not."""
    return _joined(did_it_help(), _("If not, a person is glad to help you."), waits)


def step(number: int, count: int, text: str) -> str:
    """One step of an article."""
    return _("Step %(number)s of %(count)s: %(step)s") % {"number": number, "count": count, "step": text}


def handed_over(waits: str) -> str:
    """A person has it from now on; `waits` says by when, in words, "" when nobody can tell."""
    return _joined(_("I have passed this on, with everything you wrote. A person will answer you here."), waits)


def sorry_handed_over(waits: str) -> str:
    """The same, where something has gone badly or hurts."""
    return _joined(_("This is for a person. I have passed on everything you wrote."), waits)


def anything_else() -> str:
    """At the end of a flow that has nothing more to say."""
    return _("Is there anything else?")


def ask_field(field: str, is_first: bool) -> str:
    """What a person will need to know; `field` is its label, such as "Order number"."""
    if is_first:
        return _("While you wait, please tell us: %(field)s") % {"field": field}
    return _("Thank you. And please: %(field)s") % {"field": field}


def ask_field_again(field: str, why: str) -> str:
    """What she wrote does not fit; `why` says what would."""
    return _("%(why)s Once more, please: %(field)s") % {"why": why, "field": field}


def all_told() -> str:
    """For the last of them."""
    return _("Thank you, that is all. A person will answer you here.")


def field_choices(choices: tuple[str, ...], is_required: bool) -> tuple[Choice, ...]:
    """What she may choose from, and the way past what need not be told."""
    offered = tuple(Choice(f"field:{one}", one) for one in choices)
    return offered if is_required else (*offered, Choice("skip", _("Skip")))


def email_wanted() -> str:
    """Asked for when nobody is there, or she may have to go."""
    return _("If you leave your e-mail address, the answer reaches you there too.")


def yes_and_no() -> tuple[Choice, Choice, Choice]:
    """The two words on an answer, and the way to a person."""
    return Choice("yes", _("Yes")), Choice("no", _("No")), person()


def person() -> Choice:
    """The way to a person, under every automatic message."""
    return Choice("person", _("Write to a person"))


def walk_through(article: str) -> Choice:
    """Go through the article step by step."""
    return Choice(f"steps:{article}", _("Go through it step by step"))


def step_choices() -> tuple[Choice, ...]:
    """What became of a step."""
    return Choice("step:done", pgettext("a step", "Done")), Choice("step:failed", _("Did not work")), person()


def _joined(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
