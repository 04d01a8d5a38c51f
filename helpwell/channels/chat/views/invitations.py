"""What the widget may say by itself on a page, and how that was taken."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.base.languages import direction
from helpwell.base.limits import limited
from helpwell.base.robots import is_robot
from helpwell.channels.chat.models import Invitation
from helpwell.channels.chat.websites import for_websites, language_of
from helpwell.conversations.models import Inbox


@for_websites
@require_safe
@limited("chat.invitations", most=120, seconds=60)
def invitations(request: HttpRequest, inbox: Inbox) -> HttpResponse:
    """Those for this page; when each is due the widget finds out by itself."""
    language = language_of(request)
    found = Invitation.objects.for_page(inbox, request.GET.get("address", "")[:500])
    rows = [
        {
            "id": one.pk,
            "text": text,
            "seconds": one.seconds,
            "scroll": one.scroll,
            "visits": one.visits,
            "panel": one.opens_panel,
        }
        for one in found
        if (text := one.text_in(language))
    ]
    words = {"open": _("Show me"), "dismiss": _("No, thank you"), "direction": direction(language)}
    return JsonResponse({"list": rows, "language": language, **words})


@for_websites
@require_POST
@limited("chat.invited", most=60, seconds=60)
def invited(request: HttpRequest, inbox: Inbox, pk: int) -> HttpResponse:
    """It was shown, opened or dismissed."""
    found = Invitation.objects.filter(inbox=inbox, pk=pk).first()
    if found is None:
        raise Http404
    if not is_robot(request):
        found.count(request.body[:20].decode(errors="replace"))
    return HttpResponse(status=204)
