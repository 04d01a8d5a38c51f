"""A customer's own page of one conversation, behind her private link: she reads, answers, attaches, rates."""

from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import condition, require_http_methods, require_safe

from helpwell.base.limits import client_address, seconds_to_wait
from helpwell.base.robots import is_robot
from helpwell.base.same_origin import from_our_pages, posted_from_our_pages
from helpwell.base.sealed import sealed
from helpwell.base.several_files import SeveralFiles
from helpwell.channels.contact_form.form import Files, Words
from helpwell.channels.contact_form.mails import send_fresh_link
from helpwell.channels.contact_form.stamp import new_stamp, number_of
from helpwell.conversations.inbound import InboundMessage
from helpwell.conversations.models import Attachment
from helpwell.conversations.models.message import LONGEST
from helpwell.conversations.private_link import PrivateLink, read
from helpwell.intake import receive
from helpwell.people.models import Sender
from helpwell.people.visitors import known_visitor

MOST_REPLIES, HOUR = 60, 3600  # through one link, in so many seconds
MOST_FRESH = 3  # fresh links an hour to one address


class ReplyForm(forms.Form):
    """What she adds."""

    use_required_attribute = False

    message = Words(
        label=_("Your answer, or something to add"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        error_messages={"required": _("Please write your answer first.")},
    )
    attachments = Files(label=_("Photos or files"), required=False, widget=SeveralFiles)
    stamp = forms.CharField(required=False)


@never_cache
@posted_from_our_pages
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """What was said, and room for more. A link that has run out offers a fresh one."""
    link = _link(token)
    if link.is_expired:
        return render(request, "help_center/conversation_expired.html", {"token": token}, status=410)
    if request.method == "POST":
        return _reply(request, language, link, token)
    _note_opened(request, link)
    return _page(request, link, token, ReplyForm())


def _version(request: HttpRequest, language: str, token: str) -> str | None:
    """As an ETag; None for a link that leads nowhere."""
    link = read(token)
    return f'"{link.version}"' if link else None


@require_safe
@condition(etag_func=_version)
def messages(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """What was said so far, as a part for `<live-exchange>`; 304 while nothing is new."""
    return render(request, "help_center/_exchange.html", _said(_good_link(token), token))


@from_our_pages
def rating(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Whether it is answered: yes closes it, no opens it again."""
    link = _good_link(token)
    link.opened_by(known_visitor(request))
    helpful = request.POST.get("helpful") == "yes"
    link.current.rate(helpful=helpful)
    return redirect(_url(language, token, "rating" if helpful else "reply"))


@require_safe
def file(request: HttpRequest, language: str, token: str, public_id: UUID) -> FileResponse:
    """A file of a message she may read. A picture is shown, anything else is downloaded; never run (T11)."""
    link = _good_link(token)
    found = get_object_or_404(Attachment.objects.filter(message__in=link.messages()), public_id=public_id)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=not found.is_picture,
        filename=found.name,
        content_type=found.content_type,
    )
    return sealed(response, "private, no-store")


@never_cache
@from_our_pages
def fresh_link(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """A new link by mail to the address the old one was made for. The answer is the same whoever asks."""
    link = read(token)
    if link and not seconds_to_wait("fresh", link.address.value, MOST_FRESH, HOUR):
        send_fresh_link(link.conversation, link.address)
    return render(request, "help_center/conversation_expired.html", {"token": token, "is_asked": True})


def _reply(request: HttpRequest, language: str, link: PrivateLink, token: str) -> HttpResponse:
    form = ReplyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, link, token, form, status=422)
    if seconds := seconds_to_wait("reply", f"{link.conversation.pk}.{client_address(request)}", MOST_REPLIES, HOUR):
        response = _page(request, link, token, form, minutes=-(-seconds // 60), status=429)
        response["Retry-After"] = str(seconds)
        return response
    receive(_inbound(language, link, form))
    return redirect(_url(language, token, "reply"))


def _inbound(language: str, link: PrivateLink, form: ReplyForm) -> InboundMessage:
    """Her answer; the link proves which conversation it belongs to, and by the way it came, whose address it is."""
    given = form.cleaned_data
    email = link.address.value if link.proof else ""
    return InboundMessage(
        inbox=link.conversation.inbox,
        sender=Sender(email=email, language=language, proof=link.proof, contact=link.conversation.contact),
        text=given["message"],
        external_id=number_of(given["stamp"]) or number_of(new_stamp()),
        language=language,
        files=tuple(given["attachments"]),
        reply_proof=link.current,
    )


def _page(
    request: HttpRequest, link: PrivateLink, token: str, form: ReplyForm, minutes: int = 0, status: int = 200
) -> HttpResponse:
    stamp = request.POST.get("stamp", "")
    context = {
        **_said(link, token),
        "form": form,
        "minutes": minutes,
        "stamp": stamp if number_of(stamp) else new_stamp(),
    }
    return render(request, "help_center/conversation.html", context, status=status)


def _said(link: PrivateLink, token: str) -> dict[str, object]:
    said = list(link.messages().select_related("author").prefetch_related("files"))
    last = said[-1] if said else None
    return {"conversation": link.current, "said": said, "last": last, "token": token, "version": f'"{link.version}"'}


def _note_opened(request: HttpRequest, link: PrivateLink) -> None:
    """She came by our mail. A program that looks into mails before she does proves nothing."""
    fetched_ahead = request.headers.get("Sec-Purpose", "").startswith("prefetch")
    if request.method == "GET" and not fetched_ahead and not is_robot(request):
        link.opened_by(known_visitor(request))


def _link(token: str) -> PrivateLink:
    """Raises `Http404` for a link that is not ours or was taken back."""
    if link := read(token):
        return link
    raise Http404


def _good_link(token: str) -> PrivateLink:
    link = _link(token)
    if link.is_expired:
        raise Http404
    return link


def _url(language: str, token: str, place: str) -> str:
    return f"{reverse('help_center:conversation', args=[language, token])}#{place}"
