"""Where customers find help: the company's pages, what to put on them, and whether it is found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from helpwell.base.models import WebPage
from helpwell.conversations.models import Inbox
from helpwell.desk.findable import look_at, recent_use
from helpwell.desk.forms.web_pages import WebPagesForm
from helpwell.desk.undo import Undo, done
from helpwell.people.access import StaffRequest, admin_required


@require_http_methods(["GET", "HEAD", "POST"])
@admin_required
def website(request: HttpRequest) -> HttpResponse:
    """All pages; new ones are looked at when they are added."""
    form = WebPagesForm(request.POST or None)
    if form.is_valid():
        for page in form.save():
            look_at(page)
        return redirect("desk:website")
    context = {
        "form": form,
        "pages": WebPage.objects.all(),
        "chat": Inbox.objects.active().filter(channel=Inbox.Channel.CHAT).first(),
        "use": recent_use(),
        "root": request.build_absolute_uri("/").rstrip("/"),
    }
    return render(request, "desk/website.html", context, status=422 if form.errors else 200)


@require_POST
@admin_required
def look(request: StaffRequest, pk: int) -> HttpResponse:
    """Look at one page again."""
    look_at(get_object_or_404(WebPage, pk=pk))
    return redirect("desk:website")


@require_POST
@admin_required
def deletion(request: StaffRequest, pk: int) -> HttpResponse:
    """No longer keep an eye on it."""
    page = get_object_or_404(WebPage, pk=pk)
    page.delete()
    done(request, _("%s is no longer looked at.") % page, Undo(_address(), "addresses", page.address))
    return redirect("desk:website")


def _address() -> str:
    return reverse("desk:website")
