"""The tree of categories."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.base.models import Site
from helpwell.desk.forms.category import CategoryForm, NewCategory
from helpwell.desk.undo import Undo, done
from helpwell.knowledge.models import Category
from helpwell.knowledge.models.category import POSITIONS, MovedUnderItself
from helpwell.people.access import StaffRequest, editor_required


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def categories(request: StaffRequest) -> HttpResponse:
    """The whole tree; a new category."""
    language = _language(request)
    new = NewCategory(request.POST or None, language=language)
    if request.method == "POST" and new.is_valid():
        Category.begin(language, new.cleaned_data["name"], request.user, new.place)
        return redirect("desk:categories")
    status = 422 if new.errors else 200
    return render(request, "desk/categories.html", {"new": new, **_tree()}, status=status)


@editor_required
@require_http_methods(["GET", "HEAD", "POST"])
def category(request: StaffRequest, pk: int) -> HttpResponse:
    """One category: what it is called, its icon, where it stands."""
    found = get_object_or_404(Category.objects.named(), pk=pk)
    form = CategoryForm(request.POST or None, category=found, language=_language(request))
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        if not form.errors:
            messages.success(request, _("Saved."))
            return redirect("desk:categories")
    count = found.articles.count()
    shown = {"category": found, "form": form, "article_count": count}
    return render(request, "desk/category.html", shown, status=422 if form.errors else 200)


@editor_required
@require_POST
def position(request: StaffRequest, pk: int) -> HttpResponse:
    """One place up or down among its neighbours, or before, after or under another (`after 12`)."""
    found, wanted = get_object_or_404(Category, pk=pk), request.POST.get("to", "")
    if wanted == "up":
        found.move_up(by=request.user)
    elif wanted == "down":
        found.move_down(by=request.user)
    else:
        _put(request, found, *wanted.partition(" ")[::2])
    return render(request, "desk/_tree.html", _tree()) if request.htmx else redirect("desk:categories")


def _put(request: StaffRequest, category: Category, where: str, other: str) -> None:
    target = get_object_or_404(Category, pk=other if other.isdecimal() else 0)
    former, address = category.place, reverse("desk:category_position", args=[category.pk])
    if where not in POSITIONS:
        raise Http404
    try:
        category.put(where, target, by=request.user)
    except MovedUnderItself:
        messages.error(request, _("A category cannot stand under itself."))
        return
    undo = Undo(address, "to", f"{former[0]} {former[1].pk}") if former else None
    done(request, _("%s was moved.") % category.name_in(_language(request)), undo)


@editor_required
@require_POST
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """Delete it; its articles stay, without a category."""
    count = get_object_or_404(Category, pk=pk).remove(by=request.user)
    left = ngettext("%(count)d article has no category now.", "%(count)d articles have no category now.", count) % {
        "count": count
    }
    messages.success(request, _("The category is deleted.") + (f" {left}" if count else ""))
    return redirect("desk:categories")


def _tree() -> dict[str, object]:
    return {"categories": Category.objects.get_queryset().counted().named()}


def _language(request: StaffRequest) -> str:
    """The site's language nearest to the one the desk speaks with this user."""
    site = Site.current()
    return request.LANGUAGE_CODE if request.LANGUAGE_CODE in site.languages else site.default_language
