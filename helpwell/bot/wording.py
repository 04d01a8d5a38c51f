"""A decision in words: the text and the card of the message that carries it out."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet

from helpwell.automation.steps import Kind, Step, in_language
from helpwell.base.models import Site
from helpwell.base.prepared import written_once
from helpwell.bot import phrases
from helpwell.bot.policy import Decision, Deed
from helpwell.bot.steps import steps_of
from helpwell.bot.turn import Turn
from helpwell.conversations.card import Card, Choice, Source
from helpwell.conversations.expected_wait import expected_wait
from helpwell.conversations.fields import fields_of
from helpwell.conversations.promising import in_words
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.addresses import lasting_url
from helpwell.knowledge.models import Translation

SHORT = 600  # letters of an article that a chat message holds; the rest is behind its link


@dataclass(frozen=True)
class Words:
    """What will be said, and what the trace keeps about it."""

    text: str
    card: Card
    about: dict[str, Any] = field(default_factory=dict)
    translations: tuple[Translation, ...] = ()  # that are shown, best first


def words_for(turn: Turn, decision: Decision) -> Words:
    """In her language, which must be active. The first words of all say what is speaking."""
    words = WORDINGS[decision.deed](turn, decision)
    if turn.last is not None:
        return words
    text = f"{phrases.introduction(Site.current().name)}\n\n{words.text}"
    return Words(text, words.card, words.about, words.translations)


def _answer(turn: Turn, decision: Decision) -> Words:
    translation = _articles(decision, turn.language)[0]
    walk = (phrases.walk_through(decision.articles[0]),) if steps_of(_body(translation)) else ()
    yes, no, person = phrases.yes_and_no()
    offers = _offers_person(turn, decision)
    asks = phrases.did_it_help_or_person(_waits(turn)) if offers else phrases.did_it_help()
    card = Card(source=_source(translation, turn.language), choices=(yes, no, *walk, person), offers_person=offers)
    return Words(f"{_short(translation)}\n\n{asks}", card, translations=(translation,))


def _candidates(turn: Turn, decision: Decision) -> Words:
    translations = _articles(decision, turn.language)
    titles = tuple(Choice(f"article:{one.article.public_id}", _title(one)) for one in translations)
    text = phrases.ask_back() if decision.deed == Deed.ASK_BACK else phrases.offer()
    card = Card(choices=(*titles, phrases.person()), offers_person=_offers_person(turn, decision))
    return Words(text, card, translations=tuple(translations))


def _offers_person(turn: Turn, decision: Decision) -> bool:
    return decision.offers_person and turn.conversation.inbox.has_people


def _waits(turn: Turn) -> str:
    """By when a person answers her; "" when nobody can tell."""
    return in_words(expected_wait(turn.conversation.inbox), turn.conversation.contact.zone)


def _step(turn: Turn, decision: Decision) -> Words:
    """The first step of the article she chose, or the next one of the article she is in."""
    article = decision.articles[0] if decision.articles else turn.said["article"]
    translation = _articles(Decision(decision.deed, decision.reason, (article,)), turn.language)[0]
    steps = steps_of(_body(translation))
    number = 1 if decision.articles else turn.said["step"] + 1
    card = Card(source=_source(translation, turn.language), choices=phrases.step_choices())
    about = {"article": article, "step": number, "steps_left": len(steps) - number}
    return Words(phrases.step(number, len(steps), steps[number - 1]), card, about)


def _small_talk(turn: Turn, decision: Decision) -> Words:
    return Words(phrases.small_talk(decision.reason), Card(choices=(phrases.person(),)))


def _offer_person(turn: Turn, decision: Decision) -> Words:
    """Where no person is offered, other words or the form are the next step (G14)."""
    if not turn.conversation.inbox.has_people:
        form = str(turn.conversation.inbox.options.get("form_url", ""))
        return Words(phrases.other_words(form), Card())
    return Words(phrases.offer_person(decision.reason, _waits(turn)), Card(choices=(phrases.person(),)))


def _hand_over(turn: Turn, decision: Decision) -> Words:
    is_sorry = decision.reason not in ("asked_for_person", "flow")
    flow = _flow_texts(turn) if decision.reason == "flow" else []
    said = [*flow, (phrases.sorry_handed_over if is_sorry else phrases.handed_over)(_waits(turn))]
    if decision.field:
        question = _ask_field(turn, decision)
        return Words("\n\n".join([*said, question.text]), question.card)
    wants_email = not turn.conversation.contact.email
    text = "\n\n".join([*said, *([phrases.email_wanted()] if wants_email else [])])
    return Words(text, Card(field="email" if wants_email else ""))


def _flow(turn: Turn, decision: Decision) -> Words:
    """What the steps say, and below it what the last of them waits for."""
    step = turn.stand.walk.says[-1] if turn.stand and turn.stand.walk.at else None
    asks = FLOW_WORDINGS[Kind(step.kind)](turn, step) if step else Words("", Card())
    text = "\n\n".join(filter(None, [*_flow_texts(turn), asks.text])) or phrases.anything_else()
    card = replace(asks.card, choices=(*asks.card.choices, phrases.person()))
    return Words(text, card, translations=asks.translations)


def _flow_texts(turn: Turn) -> list[str]:
    """The words of the steps themselves; once more asked, they are not said again."""
    if turn.stand is None or turn.stand.walk.is_again:
        return []
    return [text for step in turn.stand.walk.says if (text := in_language(step.texts, turn.language))]


def _flow_choice(turn: Turn, step: Step) -> Words:
    labels = (in_language(option.labels, turn.language) for option in step.options)
    return Words("", Card(choices=tuple(Choice(f"way:{place}", label) for place, label in enumerate(labels))))


def _flow_ask(turn: Turn, step: Step) -> Words:
    """The words of the step ask; where it has none, the field's own name does."""
    field = next(one for one in fields_of(turn.conversation.inbox) if one.key == step.subject)
    label = field.label_in(turn.language)
    text = "" if in_language(step.texts, turn.language) else label
    if turn.stand and turn.stand.walk.is_again:
        text = phrases.ask_field_again(label, turn.word.why)
    choices = phrases.field_choices(field.choices_in(turn.language), field.is_required)
    return Words(text, Card(choices=choices, field=field.key))


def _flow_answer(turn: Turn, step: Step) -> Words:
    words = _answer(turn, Decision(Deed.ANSWER, "flow", (step.subject,)))
    helped = tuple(one for one in words.card.choices if one.value in ("yes", "no"))
    return replace(words, card=replace(words.card, choices=helped))


FLOW_WORDINGS: dict[Kind, Callable[[Turn, Step], Words]] = {
    Kind.CHOICE: _flow_choice,
    Kind.ASK: _flow_ask,
    Kind.ANSWER: _flow_answer,
}


def _ask_field(turn: Turn, decision: Decision) -> Words:
    field = next(one for one in fields_of(turn.conversation.inbox) if one.key == decision.field)
    label = field.label_in(turn.language)
    if decision.reason == "unfit":
        text = phrases.ask_field_again(label, turn.word.why)
    else:
        text = phrases.ask_field(label, is_first=turn.asked is None)
    choices = phrases.field_choices(field.choices_in(turn.language), field.is_required)
    return Words(text, Card(choices=choices, field=field.key))


def _thank(turn: Turn, decision: Decision) -> Words:
    return Words(phrases.all_told(), Card())


WORDINGS = {
    Deed.ANSWER: _answer,
    Deed.OFFER: _candidates,
    Deed.ASK_BACK: _candidates,
    Deed.STEP: _step,
    Deed.SMALL_TALK: _small_talk,
    Deed.OFFER_PERSON: _offer_person,
    Deed.HAND_OVER: _hand_over,
    Deed.FLOW: _flow,
    Deed.ASK_FIELD: _ask_field,
    Deed.THANK: _thank,
}


def can_be_worded(turn: Turn, decision: Decision) -> bool:
    """Whether every article it names is there for everybody to read; an id a browser made up is not."""
    named = decision.articles or ((turn.said.get("article"),) if decision.deed == Deed.STEP else ())
    return len(_articles(Decision(decision.deed, "", tuple(filter(None, named))), turn.language)) == len(named)


def _articles(decision: Decision, language: str) -> list[Translation]:
    """The named articles, each in her language if it has that, in the order of the decision."""
    by_id: dict[str, Translation] = {}
    for row in _for_everybody(decision.articles):
        if row.language == language or row.article.public_id not in by_id:
            by_id[row.article.public_id] = row
    return [by_id[one] for one in decision.articles if one in by_id]


@written_once
def _for_everybody(articles: tuple[str, ...]) -> QuerySet[Translation]:
    readable = Translation.objects.readable(PUBLIC).filter(article__public_id__in=articles)
    return readable.select_related("article", "live")


def _source(translation: Translation, language: str) -> Source:
    public_id = translation.article.public_id
    number = translation.live.number if translation.live else 0
    return Source(public_id, translation.language, _title(translation), lasting_url(public_id, language), number)


def _title(translation: Translation) -> str:
    return translation.live.title if translation.live else ""


def _body(translation: Translation) -> str:
    return translation.live.body if translation.live else ""


def _short(translation: Translation) -> str:
    """The short answer, or how the article begins, cut between paragraphs."""
    live = translation.live
    if live is None:
        return ""
    if live.summary.strip():
        return live.summary.strip()
    kept = ""
    for paragraph in live.text.split("\n\n"):
        if kept and len(kept) + len(paragraph) > SHORT:
            break
        kept += ("\n\n" if kept else "") + paragraph.removeprefix("# ")
    return kept if len(kept) <= SHORT else kept[:SHORT].rsplit(" ", 1)[0] + " …"
