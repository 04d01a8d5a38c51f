"""In whose hands a conversation is, and what agents write on it: topic, tags, how much it hurries."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.conversations.models import Conversation, Tag
from helpwell.desk.answering import answer
from helpwell.desk.forms.conversation import HandsForm, PriorityForm, TagForm, TopicForm
from helpwell.desk.opened import find_conversation
from helpwell.desk.views.replies import refused
from helpwell.desk.ways_back import way_back
from helpwell.people.access import StaffRequest, staff_required
from helpwell.people.models import Team, User


@require_POST
@staff_required
def hands(request: StaffRequest, pk: int) -> HttpResponse:
    """Give it to a person, who keeps it in its team, or to a team, which takes it out of hands not its own."""
    conversation, form = find_conversation(request.user, pk), HandsForm(request.POST)
    if not form.is_valid():
        return refused(request, _("This person or team is not there any more."))
    undo = way_back("hands", conversation, "post", assignee=conversation.assignee_id, team=conversation.team_id)
    team = form.cleaned_data["team"] if "team" in request.POST else conversation.team
    to = form.cleaned_data["assignee"] if "assignee" in request.POST else _who_keeps_it(conversation, team)
    conversation.put_into(to, team, by=request.user)
    return answer(request, conversation, _said(conversation), undo)


def _who_keeps_it(conversation: Conversation, team: Team | None) -> User | None:
    """Who holds it, unless it goes to a team that is not theirs: there nobody would be given it."""
    holder = conversation.assignee
    return holder if team is None or (holder and holder.teams.contains(team)) else None


def _said(conversation: Conversation) -> str:
    if conversation.assignee:
        return _("%(name)s holds it now.") % {"name": conversation.assignee}
    return _("It is with the team %(team)s.") % {"team": conversation.team} if conversation.team else _("Unassigned.")


@require_POST
@staff_required
def topic(request: StaffRequest, pk: int) -> HttpResponse:
    """Say what it is about; the same topic again confirms what was suggested."""
    conversation, form = find_conversation(request.user, pk), TopicForm(request.POST)
    if not form.is_valid():
        return refused(request, _("This topic is not there any more."))
    undo = way_back("topic", conversation, "post", topic=conversation.topic_id)
    conversation.set_topic(form.cleaned_data["topic"], by=request.user)
    chosen = conversation.topic.name_in(request.LANGUAGE_CODE) if conversation.topic else _("none")
    return answer(request, conversation, _("Topic: %s. Thank you, that is remembered.") % chosen, undo)


@require_http_methods(["POST", "DELETE"])
@staff_required
def tags(request: StaffRequest, pk: int) -> HttpResponse:
    """Put a tag on, or take one off."""
    conversation = find_conversation(request.user, pk)
    if request.method == "DELETE":
        tag = get_object_or_404(Tag, name__iexact=request.GET.get("name", ""))
        conversation.untag(tag, by=request.user)
        undo = way_back("tags", conversation, "post", name=tag.name)
        return answer(request, find_conversation(request.user, pk), _("Tag “%s” taken off.") % tag, undo)
    form = TagForm(request.POST)
    if not form.is_valid():
        return refused(request, _("A tag is a word or two, at most 40 letters."))
    tag = conversation.tag(form.cleaned_data["name"], by=request.user)
    undo = way_back("tags", conversation, name=tag.name)
    return answer(request, find_conversation(request.user, pk), _("Tag “%s” put on.") % tag, undo)


@require_POST
@staff_required
def priority(request: StaffRequest, pk: int) -> HttpResponse:
    """How much it hurries."""
    conversation, form = find_conversation(request.user, pk), PriorityForm(request.POST)
    if not form.is_valid():
        return refused(request, _("It is either urgent or not."))
    undo = way_back("priority", conversation, "post", priority=conversation.priority)
    conversation.prioritise(form.cleaned_data["priority"], by=request.user)
    return answer(request, conversation, _("Priority: %s.") % conversation.get_priority_display(), undo)
