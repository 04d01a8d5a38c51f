"""What agents write: replies, private notes, drafts; and what becomes of a reply."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.conversations.models import Conversation, Message, Use
from helpwell.conversations.sleeping import moments
from helpwell.desk.answering import answer
from helpwell.desk.contradicting import contradict
from helpwell.desk.forms.conversation import DraftForm, Words
from helpwell.desk.opened import find_conversation
from helpwell.desk.sending import Overtaken, Written, leave_note, send_reply
from helpwell.desk.ways_back import way_back
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import User

MOST_USED = 20  # answers in one reply


@require_POST
@staff_required
def replies(request: StaffRequest, pk: int) -> HttpResponse:
    """Answer the customer. When somebody else has said something meanwhile, that is shown first and nothing is lost."""
    conversation, form = find_conversation(request.user, pk), Words(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, form.problem)
    try:
        message = send_reply(conversation, written(request, form), request.user)
    except Overtaken as overtaken:
        shown = {"messages": overtaken.messages, "seen": overtaken.messages[-1].number}
        return render(request, "desk/_overtaken.html", shown, status=409)
    return _sent(request, message, form.cleaned_data["then"])


@require_POST
@staff_required
def notes(request: StaffRequest, pk: int) -> HttpResponse:
    """Leave colleagues a word."""
    conversation, form = find_conversation(request.user, pk), Words(request.POST, request.FILES)
    if not form.is_valid():
        return refused(request, form.problem)
    leave_note(conversation, Written(form.cleaned_data["text"], None), request.user)
    return answer(request, find_conversation(request.user, pk), _("Noted for your team."), keeps_context=True)


@require_POST
@staff_required
def draft(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep what she has written so far."""
    conversation, form = find_conversation(request.user, pk), DraftForm(request.POST)
    if form.is_valid():
        conversation.keep_draft(form.cleaned_data["text"], request.user, form.cleaned_data["kind"])
    return HttpResponse(status=204 if form.is_valid() else 422)


@require_http_methods(["POST", "DELETE"])
@staff_required
def approval(request: StaffRequest, pk: int, message_pk: int) -> HttpResponse:
    """Let a trainee's reply go out, or send it back to her."""
    if request.user.role == User.Role.TRAINEE:
        raise Http404
    conversation = find_conversation(request.user, pk)
    message = get_object_or_404(conversation.messages, pk=message_pk, kind=Message.Kind.REPLY)
    if request.method == "POST":
        message.approve(by=request.user)
        return answer(request, find_conversation(request.user, pk), _("Approved. It goes out now."))
    message.send_back(by=request.user)
    said = _("Sent back to %(author)s.") % {"author": message.author}
    return answer(request, find_conversation(request.user, pk), said)


@require_POST
@staff_required
def delivery(request: StaffRequest, pk: int, message_pk: int) -> HttpResponse:
    """Send a reply once more that could not be sent."""
    conversation = find_conversation(request.user, pk)
    message = get_object_or_404(Message, pk=message_pk, pk__in=conversation.every_message().values("pk"))
    message.try_again()
    return answer(request, conversation, _("On its way again."))


@require_POST
@staff_required
def contradiction(request: StaffRequest, pk: int, message_pk: int) -> HttpResponse:
    """This automatic message was wrong."""
    conversation = find_conversation(request.user, pk)
    message = get_object_or_404(conversation.messages, pk=message_pk, kind=Message.Kind.BOT_REPLY)
    contradict(message, conversation, request.user)
    return answer(request, conversation, _("Thank you. It counts against this answer."))


def written(request: StaffRequest, form: Words) -> Written:
    """What the composer sent."""
    seen = None if form.cleaned_data["anyway"] else form.cleaned_data["seen"]
    pairs = [one.partition(":") for one in request.POST.getlist("used")[:MOST_USED]]
    used = [(int(pk), how) for pk, _colon, how in pairs if pk.isascii() and pk.isdigit() and how in Use.Form.values]
    return Written(form.cleaned_data["text"], seen, form.cleaned_data["attached"], tuple(used))


def refused(request: StaffRequest, why: str) -> HttpResponse:
    """Nothing was sent, and the composer keeps every word."""
    return render(request, "desk/_refused.html", {"why": why}, status=422)


def _sent(request: StaffRequest, message: Message, then: str) -> HttpResponse:
    conversation: Conversation = find_conversation(request.user, message.conversation_id)
    if message.delivery == Message.Delivery.AWAITING_APPROVAL:
        return answer(request, conversation, _("A colleague looks at it, then it goes out."), keeps_context=True)
    stood = conversation.standing
    if then == "resolve":
        conversation.resolve(by=request.user)
        undo = way_back("resolution", conversation, former=stood)
        return answer(request, conversation, _("Sent and resolved."), undo, keeps_context=True)
    if then == "snooze":
        conversation.snooze(moments(timezone.now())[-1].at, by=request.user)
        undo = way_back("sleep", conversation, former=stood)
        return answer(request, conversation, _("Sent. It comes back in a week."), undo, keeps_context=True)
    return answer(request, conversation, _("Sent."), keeps_context=True)
