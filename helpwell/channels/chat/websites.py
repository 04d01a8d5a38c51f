"""Requests from pages of other websites: let in by the inbox's list of origins, answered so that they may read it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from helpwell.base.languages import interface_language
from helpwell.base.limits import TooMany
from helpwell.base.site import Site
from helpwell.channels.chat.origins import may_show
from helpwell.channels.chat.refusal import STATUS, Refused
from helpwell.conversations.models import Inbox

View = Callable[..., HttpResponse]


def for_websites(view: View) -> View:
    """A view `(request, inbox, ...)` that pages of the inbox's websites may ask, and nobody else's (T14)."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, key: str, **kwargs: Any) -> HttpResponse:
        with translation.override(interface_language(language_of(request))):
            response = _answer(view, request, key, kwargs)
        patch_vary_headers(response, ["Origin"])
        return response

    guarded.checks_origins = True  # type: ignore[attr-defined]  # a test asks every anonymous POST for this
    return guarded


def language_of(request: HttpRequest) -> str:
    """The language the widget speaks (`?language=`), if the site does; its first otherwise."""
    languages = Site.current().languages
    wanted = request.GET.get("language", "").lower()
    return next((code for code in (wanted, wanted.split("-")[0]) if code in languages), languages[0])


def _answer(view: View, request: HttpRequest, key: str, kwargs: dict[str, Any]) -> HttpResponse:
    origin = request.headers.get("Origin", "")
    try:
        response = view(request, _inbox(request, key, origin), **kwargs)
    except Refused as refused:
        response = _refusal(refused)
    except TooMany:
        response = _refusal(Refused("limit", _("Too many requests. Please wait a minute."), 60))
    if origin and response.status_code not in (STATUS["inbox"], STATUS["origin"]):
        response["Access-Control-Allow-Origin"] = origin
    return response


def _inbox(request: HttpRequest, key: str, origin: str) -> Inbox:
    inbox = Inbox.objects.active().filter(channel=Inbox.Channel.CHAT, key=key).first()
    if inbox is None:
        raise Refused("inbox", _("There is no chat with this key."))
    if (origin or request.method == "POST") and not may_show(inbox, origin, request.get_host()):
        raise Refused("origin", _("This website is not on the list of this chat. Ask its admin to add it."))
    return inbox


def _refusal(refused: Refused) -> JsonResponse:
    response = JsonResponse(refused.as_frame(), status=STATUS.get(refused.why, 400))
    if refused.retry_after:
        response["Retry-After"] = str(refused.retry_after)
    return response
