"""A decision in words: the text and the card of the message that carries it out."""

from dataclasses import replace

from helpwell.base.models import Site
from helpwell.bot import phrases, walking_words
from helpwell.bot.answering import Words, answer, articles, body, source, title
from helpwell.bot.facts import Decision, Deed
from helpwell.bot.steps import steps_of
from helpwell.bot.turn import Turn
from helpwell.conversations.card import Card, Choice
from helpwell.conversations.fields import fields_of


def words_for(turn: Turn, decision: Decision) -> Words:
    """In her language, which must be active. The first words of all say what is speaking. Raises `ArticleGone`."""
    words = WORDINGS[decision.deed](turn, decision)
    if turn.last is not None:
        return words
    return replace(words, text=f"{phrases.introduction(Site.current().name)}\n\n{words.text}")


def _candidates(turn: Turn, decision: Decision) -> Words:
    translations = articles(decision.articles, turn.language)
    titles = tuple(Choice(f"article:{one.article.public_id}", title(one)) for one in translations)
    text = phrases.ask_back() if decision.deed == Deed.ASK_BACK else phrases.offer()
    card = Card(choices=(*titles, phrases.person()), offers_person=decision.offers_person)
    return Words(text, card, translations=tuple(translations))


def _step(turn: Turn, decision: Decision) -> Words:
    """The first step of the article she chose, or the next one of the article she is in."""
    article = decision.articles[0] if decision.articles else turn.said.get("article", "")
    (translation,) = articles((article,), turn.language)
    steps = steps_of(body(translation))
    number = 1 if decision.articles else turn.said["step"] + 1
    card = Card(source=source(translation, turn.language), choices=phrases.step_choices())
    about = {"article": article, "step": number, "steps_left": len(steps) - number}
    return Words(phrases.step(number, len(steps), steps[number - 1]), card, about)


def _small_talk(turn: Turn, decision: Decision) -> Words:
    return Words(phrases.small_talk(decision.reason), Card(choices=(phrases.person(),)))


def _offer_person(turn: Turn, decision: Decision) -> Words:
    """Where no person is offered, other words or the form are the next step (G14)."""
    if not turn.conversation.inbox.has_people:
        form = str(turn.conversation.inbox.options.get("form_url", ""))
        return Words(phrases.other_words(form), Card())
    return Words(phrases.offer_person(decision.reason, turn.waits), Card(choices=(phrases.person(),)))


def _hand_over(turn: Turn, decision: Decision) -> Words:
    is_sorry = decision.reason not in ("asked_for_person", "flow")
    flow = walking_words.texts(turn) if decision.reason == "flow" else []
    said = [*flow, (phrases.sorry_handed_over if is_sorry else phrases.handed_over)(turn.waits)]
    if decision.field:
        question = _ask_field(turn, decision)
        return Words("\n\n".join([*said, question.text]), question.card)
    wants_email = not turn.conversation.contact.email
    text = "\n\n".join([*said, *([phrases.email_wanted()] if wants_email else [])])
    return Words(text, Card(field="email" if wants_email else ""))


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
    Deed.ANSWER: answer,
    Deed.OFFER: _candidates,
    Deed.ASK_BACK: _candidates,
    Deed.STEP: _step,
    Deed.SMALL_TALK: _small_talk,
    Deed.OFFER_PERSON: _offer_person,
    Deed.HAND_OVER: _hand_over,
    Deed.FLOW: walking_words.flow,
    Deed.ASK_FIELD: _ask_field,
    Deed.THANK: _thank,
}
