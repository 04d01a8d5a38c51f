"""When readers see an article: now, later, no longer; and how it will look."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from helpwell.base.languages import direction
from helpwell.desk.editing import Desk, find_translation
from helpwell.desk.forms.article_text import ArticleText
from helpwell.desk.forms.publication_time import PublicationTime
from helpwell.desk.training import lesson_of
from helpwell.desk.views.article import leave, refused, take_in
from helpwell.knowledge.html import as_shown
from helpwell.knowledge.models import Translation
from helpwell.people.access import StaffRequest, admin_required, editor_required, staff_required


@editor_required
@require_http_methods(["POST", "DELETE"])
def publication(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Show what is written to readers, or take it back to a draft."""
    translation = find_translation(pk, language)
    if request.method == "DELETE":
        translation.unpublish(by=request.user)
        messages.success(request, _("Readers no longer see it."))
        return leave(request, translation)
    if problem := _take_in_whole(request, translation):
        return problem
    translation.publish_draft(request.user, catches_up="still_behind" not in request.POST)
    messages.success(request, _("Published. Customers find it from now on."))
    return leave(request, translation)


@editor_required
@require_http_methods(["POST", "DELETE"])
def schedule(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Publish what is written at a time to come, or do not after all."""
    translation = find_translation(pk, language)
    if request.method == "DELETE":
        translation.unschedule(by=request.user)
        return leave(request, translation)
    if problem := _take_in_whole(request, translation):
        return problem
    desk = Desk(translation)
    desk.moment = PublicationTime(request.POST)
    if not desk.moment.is_valid():
        return render(request, "desk/article.html", {"desk": desk}, status=422)
    translation.schedule(desk.moment.cleaned_data["at"], by=request.user)
    when = date_format(timezone.localtime(translation.publish_at), "DATETIME_FORMAT")
    messages.success(request, _("It will be published on %(when)s.") % {"when": when})
    return leave(request, translation)


@editor_required
@require_http_methods(["POST", "DELETE"])
def archive(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Take it off every page, or bring it back as a draft."""
    translation = find_translation(pk, language)
    if request.method == "DELETE":
        translation.unpublish(by=request.user)
    else:
        translation.archive(by=request.user)
    return leave(request, translation)


@admin_required
@require_POST
def deletion(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Delete the article with all its languages, for good."""
    translation = find_translation(pk, language)
    title = translation.working_content.title
    translation.article.remove(by=request.user)
    messages.success(request, _("“%(title)s” is deleted.") % {"title": title or _("The article")})
    return redirect("desk:articles")


@staff_required
@require_safe
def preview(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """What is written so far, as readers will see it. `?live` shows what they see today."""
    translation = find_translation(pk, language)
    content = translation.live.content if "live" in request.GET and translation.live else translation.working_content
    lesson = lesson_of(translation)
    shown = {
        "lesson": lesson,
        "read_at": lesson and lesson.read_at(request.user),
        "translation": translation,
        "content": content,
        "body": as_shown(content.body, lambda public_id: f"/{language}/a/{public_id}"),
        "content_direction": direction(language),
    }
    return render(request, "desk/preview.html", shown)


def _take_in_whole(request: StaffRequest, translation: Translation) -> HttpResponse | None:
    """Keep the words sent along; None when readers may see them, else the answer that says why not yet."""
    text = ArticleText(request.POST)
    if problem := take_in(request, translation, text):
        return problem
    if translation.working_content.is_whole:
        return None
    has_title = bool(text.content.title.strip())
    missing = _("Write an answer first.") if has_title else _("Give it a title first.")
    text.add_error("body" if has_title else "title", missing)
    return refused(request, translation, text)
