"""The links that open a conversation for its customer without signing in."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpwell.desk.answering import answer
from helpwell.desk.opened import find_conversation
from helpwell.people.access import StaffRequest, staff_required


@require_http_methods(["DELETE"])
@staff_required
def links(request: StaffRequest, pk: int) -> HttpResponse:
    """Those that were sent so far open nothing any more."""
    conversation = find_conversation(request.user, pk)
    conversation.revoke_links(by=request.user)
    return answer(request, conversation, _("Links sent so far open nothing any more. The next mail brings a new one."))
