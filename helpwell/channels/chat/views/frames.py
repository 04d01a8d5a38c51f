"""The same frames as the socket's, one a request: for networks that block sockets, and for messages with files."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from helpwell.base.languages import interface_language
from helpwell.base.limits import client_address, limited
from helpwell.base.uploads import LARGEST_FILE
from helpwell.channels.chat.arriving import begin, identify
from helpwell.channels.chat.frames import Frame, read_frame, too_long
from helpwell.channels.chat.heeding import heed
from helpwell.channels.chat.models import ChatSession
from helpwell.channels.chat.presence import moves, types
from helpwell.channels.chat.refusal import Refused
from helpwell.channels.chat.talk import say
from helpwell.channels.chat.websites import for_websites
from helpwell.conversations.inbound import InboundFile
from helpwell.conversations.models import Inbox

MOST_FILES = 10  # with one message


@for_websites
@require_POST
@limited("chat.frames", most=600, seconds=60)
def frames(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """What the frame brings: a list of frames."""
    frame, session = read_frame(_body(request)), None
    if frame.kind != "begin":
        session = _session(inbox, frame)
    with translation.override(interface_language(frame.language)):
        return JsonResponse(_heed(request, inbox, session, frame), safe=False)


def _heed(request: HttpRequest, inbox: Inbox, session: ChatSession | None, frame: Frame) -> list[dict[str, Any]]:
    if session is None:
        return [begin(inbox, frame, client_address(request))[1]]
    try:
        return _heed_known(session, frame, _files(request))
    except Refused as refused:
        if refused.why == "limit":
            raise
        return [refused.as_frame(frame.text("id", 64))]


def _heed_known(session: ChatSession, frame: Frame, files: tuple[InboundFile, ...]) -> list[dict[str, Any]]:
    match frame.kind:
        case "say":
            return [say(session, frame, files)]
        case "identify":
            return identify(session, frame)[1]
        case "typing":
            types(session, frame)
        case "page":
            moves(session, frame)
    return heed(session, frame)


def _session(inbox: Inbox, frame: Frame) -> ChatSession:
    session = ChatSession.objects.of(inbox, frame.text("session"))
    if session is None:
        raise Refused("session", _("This chat has ended. Please begin a new one."))
    return session


def _body(request: HttpRequest) -> str:
    """The frame's text: the whole body, or the field `frame` beside files."""
    try:
        if request.content_type == "multipart/form-data":
            return str(request.POST.get("frame", ""))
        return request.body.decode(errors="replace")
    except RequestDataTooBig as error:
        raise Refused("long", too_long()) from error


def _files(request: HttpRequest) -> tuple[InboundFile, ...]:
    given = request.FILES.getlist("file")
    if len(given) > MOST_FILES or any((file.size or 0) > LARGEST_FILE for file in given):
        raise Refused("file", _("Up to 10 files of 25 MB each can go with one message."))
    return tuple(InboundFile(file.name or "file", file.read()) for file in given)
