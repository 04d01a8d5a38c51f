"""How a conversation stands: resolved, asleep, spam, sensitive, with the assistant, merged. All can be undone."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from helpwell.bot.waiting import hurry
from helpwell.conversations.models import Conversation
from helpwell.conversations.standing import Standing
from helpwell.desk.answering import answer, number_in
from helpwell.desk.forms.conversation import SleepForm
from helpwell.desk.opened import find_conversation
from helpwell.desk.views.replies import refused
from helpwell.desk.ways_back import way_back
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import User

deed = require_http_methods(["POST", "DELETE"])


@deed
@staff_required
def resolution(request: StaffRequest, pk: int) -> HttpResponse:
    """It is done, or not after all."""
    conversation = find_conversation(request.user, pk)
    if request.method == "POST":
        undo = way_back("resolution", conversation, former=conversation.standing)
        conversation.resolve(by=request.user)
        return answer(request, conversation, _("Resolved."), undo)
    _put_back(request, conversation, conversation.reopen)
    return answer(request, conversation, _("Open again."), way_back("resolution", conversation, "post"))


@deed
@staff_required
def sleep(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it sleep until a time, or wake it."""
    conversation = find_conversation(request.user, pk)
    undo = way_back("sleep", conversation, former=conversation.standing)
    if request.method == "DELETE":
        _put_back(request, conversation, conversation.wake)
        return answer(request, conversation, _said_of_sleep(conversation), undo)
    form = SleepForm(request.POST)
    if not form.is_valid():
        return refused(request, str(form.errors["until"][0]))
    conversation.snooze(form.cleaned_data["until"], by=request.user)
    return answer(request, conversation, _said_of_sleep(conversation), undo)


def _said_of_sleep(conversation: Conversation) -> str:
    if conversation.snoozed_until is None:
        return _("Awake again.")
    until = date_format(timezone.localtime(conversation.snoozed_until), "SHORT_DATETIME_FORMAT")
    return _("It sleeps until %s.") % until


def _put_back(request: StaffRequest, conversation: Conversation, otherwise: Callable[[User], None]) -> None:
    """An Undo says how it stood before; a button does not, and means the plain opposite."""
    standing = Standing.read(request.GET.get("former", ""))
    if standing and standing.status:
        conversation.stand_as(standing, by=request.user)
    else:
        otherwise(request.user)


@deed
@staff_required
def spam(request: StaffRequest, pk: int) -> HttpResponse:
    """Nobody has to answer this, or somebody does."""
    conversation = find_conversation(request.user, pk)
    if request.method == "POST":
        undo = way_back("spam", conversation, former=conversation.standing)
        conversation.mark_spam(by=request.user)
        return answer(request, conversation, _("Marked as spam."), undo)
    _put_back(request, conversation, conversation.reopen)
    return answer(request, conversation, _("No spam."), way_back("spam", conversation, "post"))


@deed
@staff_required
def sensitivity(request: StaffRequest, pk: int) -> HttpResponse:
    """For its assignee and admins alone, or for everybody again."""
    conversation, sensitive = find_conversation(request.user, pk), request.method == "POST"
    conversation.mark_sensitive(sensitive, by=request.user)
    said = _("Only its assignee and admins see it now.") if sensitive else _("Everybody on the team sees it again.")
    return answer(request, conversation, said, way_back("sensitivity", conversation, "delete" if sensitive else "post"))


@deed
@staff_required
def assistance(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the assistant go on with it, or take it over."""
    conversation = find_conversation(request.user, pk)
    if request.method == "DELETE":
        conversation.hand_over("taken_over", by=request.user)
        conversation.assign(request.user, by=request.user)
        undo = way_back("assistance", conversation, "post")
        return answer(request, conversation, _("It is yours now; the assistant is silent."), undo)
    if not conversation.inbox.has_assistant:
        return refused(request, _("No assistant answers in this inbox."))
    conversation.give_back(by=request.user)
    hurry()  # she may be waiting for a word
    return answer(request, conversation, _("The assistant goes on with it."), way_back("assistance", conversation))


@deed
@staff_required
def merger(request: StaffRequest, pk: int) -> HttpResponse:
    """Take another conversation with the same person into this one, or give it back."""
    conversation = find_conversation(request.user, pk)
    other = find_conversation(request.user, number_in(request, "other", 0))
    if request.method == "DELETE":
        other.part(by=request.user)
        return answer(request, conversation, _("They are two again."))
    if not Conversation.objects.with_contact(conversation.contact).filter(pk=other.pk).exists():
        return refused(request, _("Only conversations with the same person can be merged."))
    other.merge_into(conversation, by=request.user)
    undo = way_back("merger", conversation, other=other.pk)
    return answer(request, conversation, _("Merged: its messages are read here."), undo)
