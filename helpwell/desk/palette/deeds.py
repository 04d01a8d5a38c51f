"""What the palette offers to do with the conversation that is open."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from helpwell.automation.models import Macro
from helpwell.conversations.models import Conversation, Tag
from helpwell.conversations.sleeping import moments
from helpwell.desk.palette.option import Option
from helpwell.knowledge.models import Category
from helpwell.people.models import Team, User

MOST_TAGS = 5


def deeds(conversation: Conversation, user: User, words: str, language: str) -> Iterator[Option]:
    """Everything that may be done with it, the usual first."""
    yield from _on_the_page()
    yield from _standing(conversation)
    yield from _macros(conversation, user)
    yield from _sleep(conversation)
    yield from _hands(conversation, user, bool(words))
    if words:
        yield from _tags(conversation, words)
        yield from _topics(conversation, language)


def _on_the_page() -> Iterator[Option]:
    yield Option(_("Write a reply"), "reply", presses="r", is_usual=True)
    yield Option(_("Write a private note"), "sticky-note", presses="n", is_usual=True)
    yield Option(_("Assign …"), "user-round-plus", presses="a", is_usual=True)
    yield Option(_("Snooze …"), "alarm-clock", presses="z", is_usual=True)
    yield Option(_("Search answers"), "book-open", presses="/", also=_("canned response article insert"))
    yield Option(_("Add a tag"), "tag", presses="t")
    yield Option(_("Keys"), "keyboard", presses="?", also=_("shortcuts help"))
    yield Option(_("About the conversation"), "panel-right", presses="i", also=_("context contact"))


def _standing(conversation: Conversation) -> Iterator[Option]:
    if conversation.is_resolved or conversation.status == Conversation.Status.SPAM:
        yield _deed(conversation, "resolution", _("Reopen"), "undo-2", method="delete", key="e", is_usual=True)
    else:
        yield _deed(conversation, "resolution", _("Resolve"), "check", key="e", is_usual=True)
        yield _deed(conversation, "spam", _("Spam"), "ban", key="s")
    if conversation.priority == Conversation.Priority.URGENT:
        yield _deed(conversation, "priority", _("Not urgent"), "flame", {"priority": "normal"})
    else:
        yield _deed(conversation, "priority", _("Urgent"), "flame", {"priority": "urgent"}, key="u")
    if conversation.is_sensitive:
        yield _deed(conversation, "sensitivity", _("Not sensitive"), "lock-open", method="delete")
    else:
        yield _deed(conversation, "sensitivity", _("Sensitive"), "lock")
    if conversation.status == Conversation.Status.WITH_BOT:
        yield _deed(conversation, "assistance", _("Take over"), "user-round", method="delete", is_usual=True)


def _macros(conversation: Conversation, user: User) -> Iterator[Option]:
    for macro in Macro.objects.usable_by(user):
        address = reverse("desk:conversation_macro", args=[conversation.pk, macro.pk])
        yield Option(_("Macro: %s") % macro, "zap", sends_to=address, key=macro.key, also=_("run"), is_usual=True)


def _sleep(conversation: Conversation) -> Iterator[Option]:
    if conversation.status == Conversation.Status.SNOOZED:
        yield _deed(conversation, "sleep", _("Wake it now"), "alarm-clock-off", method="delete", is_usual=True)
    for moment in moments():
        label, until = _("Snooze: %s") % moment.label, {"until": moment.at.isoformat()}
        yield _deed(conversation, "sleep", label, "alarm-clock", until, more=date_format(moment.at, "D H:i"))


def _hands(conversation: Conversation, user: User, all_of_them: bool) -> Iterator[Option]:
    if conversation.assignee_id != user.pk:
        yield _deed(conversation, "hands", _("Take it"), "user-round", {"assignee": str(user.pk)}, also=_("assign me"))
    if not all_of_them:
        return
    assign = _("assign")
    for person in User.objects.staff().exclude(pk__in=[user.pk, conversation.assignee_id or 0]).order_by("name"):
        label = _("Give it to %(name)s") % {"name": person}
        yield _deed(conversation, "hands", label, "user-round", {"assignee": str(person.pk)}, also=f"{assign} {person}")
    for team in Team.objects.exclude(pk=conversation.team_id or 0):
        label, values = _("Give it to the team %(team)s") % {"team": team}, {"assignee": "", "team": str(team.pk)}
        yield _deed(conversation, "hands", label, "users-round", values, also=f"{assign} {team}")


def _tags(conversation: Conversation, words: str) -> Iterator[Option]:
    """Those whose name is meant, with or without the word "tag" before it."""
    own = {tag.pk for tag in conversation.tags.all()}
    begun = _after_the_word_tag(words) or words
    for tag in Tag.objects.filter(name__istartswith=begun).exclude(pk__in=own)[:MOST_TAGS]:
        yield _deed(conversation, "tags", _("Tag: %s") % tag, "tag", {"name": tag.name}, also=words)
    new = _after_the_word_tag(words)[:40]
    if new and not Tag.objects.filter(name__iexact=new).exists():
        yield _deed(conversation, "tags", _("New tag: %s") % new, "tag", {"name": new}, also=words)


def _after_the_word_tag(words: str) -> str:
    first, _space, rest = words.partition(" ")
    return rest.strip() if first.rstrip(":").casefold() in {"tag", _("tag").casefold()} else ""


def _topics(conversation: Conversation, language: str) -> Iterator[Option]:
    for topic in Category.objects.exclude(pk=conversation.topic_id or 0).order_by("path").prefetch_related("names"):
        label = _("Topic: %s") % topic.name_in(language)
        yield _deed(conversation, "topic", label, "folder-tree", {"topic": str(topic.pk)})


def _deed(
    conversation: Conversation, noun: str, label: str, icon: str, values: dict[str, str] | None = None, **more: object
) -> Option:
    address = reverse(f"desk:conversation_{noun}", args=[conversation.pk])
    return Option(label, icon, sends_to=address, values=values or {}, **more)  # type: ignore[arg-type]
