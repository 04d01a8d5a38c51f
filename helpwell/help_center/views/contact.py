"""The contact form's page: it answers while one writes, then takes the message."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from helpwell.base.limits import client_address, limited
from helpwell.base.same_origin import from_our_pages, posted_from_our_pages
from helpwell.channels.contact_form.asked import note_sent, visitor_of_form
from helpwell.channels.contact_form.form import ContactForm
from helpwell.channels.contact_form.sending import Refused, send
from helpwell.channels.contact_form.stamp import new_stamp, number_of
from helpwell.conversations.mailing import address_of
from helpwell.conversations.models import Conversation
from helpwell.conversations.private_link import Way, make, read
from helpwell.help_center.addresses import listing_addresses
from helpwell.help_center.filling import form_of, inbound_of, inbox_of, note_for, offers_for, page_before
from helpwell.help_center.framing import show_framed
from helpwell.people.visitors import remember, visitor_of

PREFILLED = 5000  # letters of a message that may come with the address


@posted_from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, language: str) -> HttpResponse:
    """Step one: the message, with `?message=` filled in. Step two, and sending, are posted here."""
    if request.method != "POST":
        message = request.GET.get("message", "")[:PREFILLED]
        form = form_of(request, language, initial={"message": message, "page": page_before(request)})
        return _page(request, language, form, message=message)
    if "solved" in request.POST:
        return _solved(request, language)
    if request.POST.get("go") == "send":
        return _send(request, language)
    return _to_step_two(request, language)


@from_our_pages
@limited("answers", most=600, seconds=60)
def answers(request: HttpRequest, language: str) -> HttpResponse:
    """What answers the message so far, as a part for `<answering-form>`."""
    offers = offers_for(request, language, request.POST.get("message", ""))
    context = {"offers": offers, "step": 2 if request.POST.get("step") == "2" else 1, "language": language}
    return render(request, "help_center/_offers.html", context)


@from_our_pages
@limited("questions", most=300, seconds=60)
def asked(request: HttpRequest, language: str) -> HttpResponse:
    """She has paused, or opened an answer: keep what was asked, shown and read."""
    visitor = note_for(request, language, request.POST.get("message", ""), read=request.POST.get("read", ""))
    response = HttpResponse(status=204)
    return remember(response, visitor) if visitor else response


@require_safe
def sent(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """It has arrived: when she hears from us, where, and the way to her message while the link is good."""
    link = read(token)
    addresses = listing_addresses(language, "contact")
    inbox = link.conversation.inbox if link else inbox_of(request)
    return show_framed(request, "help_center/contact_sent.html", addresses, inbox, link=link, token=token)


def _to_step_two(request: HttpRequest, language: str) -> HttpResponse:
    """With the answers found so far, and the fields that are left."""
    form = form_of(request, language, request.POST)
    if not form.has_message():
        return _page(request, language, form, status=422)
    message = form.cleaned_data["message"]
    visitor = note_for(request, language, message)
    fresh = form_of(request, language, initial=request.POST.dict())
    response = _page(request, language, fresh, step=2, message=message)
    return remember(response, visitor) if visitor else response


def _send(request: HttpRequest, language: str) -> HttpResponse:
    form = form_of(request, language, request.POST, request.FILES)
    if not form.is_valid():
        step = 1 if "message" in form.errors else 2
        return _page(request, language, form, step=step, message=request.POST.get("message", ""), status=422)
    visitor = visitor_of_form(form.cleaned_data["stamp"]) or visitor_of(request)
    try:
        message = send(inbound_of(request, language, form, visitor), client_address(request), form.chosen_topic)
    except Refused as refused:
        return _page(request, language, form, step=2, message=form.cleaned_data["message"], refused=refused)
    note_sent(form.cleaned_data["stamp"], message.conversation)
    return remember(redirect(_sent_url(request, language, message.conversation)), visitor)


def _solved(request: HttpRequest, language: str) -> HttpResponse:
    """An answer was enough. Nothing is sent; the text stays at hand."""
    message = request.POST.get("message", "")
    visitor = note_for(request, language, message, solved=request.POST["solved"])
    form = form_of(request, language, initial=request.POST.dict())
    response = _page(request, language, form, message=message, is_solved=True)
    return remember(response, visitor) if visitor else response


def _page(
    request: HttpRequest,
    language: str,
    form: ContactForm,
    *,
    step: int = 1,
    message: str = "",
    status: int = 200,
    refused: Refused | None = None,
    is_solved: bool = False,
) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    response = show_framed(
        request,
        "help_center/contact.html",
        listing_addresses(language, "contact"),
        inbox_of(request),
        form=form,
        step=step,
        stamp=stamp if number_of(stamp) else new_stamp(),
        offers=offers_for(request, language, message),
        minutes=-(-refused.seconds // 60) if refused else 0,
        is_solved=is_solved,
    )
    response.status_code = 429 if refused else status
    if refused:
        response["Retry-After"] = str(refused.seconds)
    return response


def _sent_url(request: HttpRequest, language: str, conversation: Conversation) -> str:
    address = address_of(conversation)
    token = make(conversation, address, Way.SCREEN) if address else "-"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return reverse("help_center:sent", args=[language, token]) + query
