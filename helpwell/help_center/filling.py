"""One filling-in of the contact form, as a request brings it: its inbox, its fields, its answers, its question."""

from typing import Any

from django.http import HttpRequest

from helpwell.answers.asking import Asker
from helpwell.base.robots import is_robot
from helpwell.channels.contact_form.asked import answers_to, note, note_read, note_solved, visitor_of_form
from helpwell.channels.contact_form.form import ContactForm
from helpwell.channels.contact_form.options import FormOptions
from helpwell.channels.contact_form.stamp import number_of
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models import Inbox
from helpwell.help_center.answering import Offers, offers_of
from helpwell.help_center.choosing import translation_of
from helpwell.knowledge.access import audiences_of
from helpwell.knowledge.models import Translation
from helpwell.people.models import Sender, Visitor
from helpwell.people.visitors import visitor_of

LEAST = 3  # letters from which on there is something to answer


def form_of(request: HttpRequest, language: str, *args: Any, **kwargs: Any) -> ContactForm:
    """The form with what its inbox asks; further arguments as for any form."""
    return ContactForm(FormOptions.of(inbox_of(request)), language, *args, **kwargs)


def inbox_of(request: HttpRequest) -> Inbox:
    """The form named in the address, else the first."""
    forms = Inbox.objects.active().filter(channel=Inbox.Channel.CONTACT_FORM)
    key = request.GET.get("inbox", "")
    named = forms.filter(key=key).first() if key else None
    return named or Inbox.objects.first_of(Inbox.Channel.CONTACT_FORM)


def inbound_of(request: HttpRequest, language: str, form: ContactForm, visitor: Visitor) -> InboundMessage:
    """What a valid form hands over. Nothing is proven by it."""
    given = form.cleaned_data
    return InboundMessage(
        inbox=inbox_of(request),
        sender=Sender(given["name"], given["email"], language, visitor, time_zone=given["zone"]),
        text=given["message"],
        external_id=given["stamp"],
        language=language,
        files=tuple(given["attachments"]),
        fields=form.answers,
        page=given["page"],
        seems_spam=bool(given["website"]),
    )


def offers_for(request: HttpRequest, language: str, message: str) -> Offers:
    """What may answer the message so far."""
    if len(message.strip()) < LEAST:
        return Offers((), is_sure=False, is_whole=False)
    audiences = audiences_of(request.user)
    return offers_of(answers_to(message, Asker(language, audiences)), language, audiences)


def note_for(request: HttpRequest, language: str, message: str, read: str = "", solved: str = "") -> Visitor | None:
    """Keep the question with what was shown; robots and half words leave nothing."""
    number = number_of(request.POST.get("stamp", ""))
    if not number or len(message.strip()) < LEAST or is_robot(request):
        return None
    asker = Asker(language, audiences_of(request.user))
    visitor = visitor_of_form(number) or visitor_of(request)
    question = note(message, asker, visitor, number)
    opened = _translation(read or solved, asker)
    if opened:
        (note_solved if solved else note_read)(question, opened)
    return visitor


def _translation(public_id: str, asker: Asker) -> Translation | None:
    return translation_of(public_id[:120], asker.language, asker.audiences) if public_id else None


def page_before(request: HttpRequest) -> str:
    """Where she came from: a page of ours, or the page that shows this form."""
    return request.GET.get("page", "") or request.headers.get("Referer", "")
