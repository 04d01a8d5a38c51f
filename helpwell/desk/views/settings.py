"""Everything an admin sets for the whole help centre, a part at a time."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from helpwell.base.languages import language_name
from helpwell.base.models import Site
from helpwell.desk.forms.languages import LanguagesForm
from helpwell.desk.forms.settings import PARTS, PartForm
from helpwell.desk.mail_test import try_mail
from helpwell.desk.undo import done
from helpwell.outbox.deliver import can_send
from helpwell.people.access import StaffRequest, admin_required
from helpwell.people.models import Event


@require_safe
@admin_required
def settings(request: HttpRequest) -> HttpResponse:
    """All parts, each a form of its own."""
    return _page(request)


@require_POST
@admin_required
def part(request: StaffRequest, part: str) -> HttpResponse:
    """Set one part; a bad value is told in place and nothing else is lost."""
    if part not in PARTS:
        raise Http404
    site = Site.stored()
    form = PARTS[part](request.POST, request.FILES, instance=site, prefix=part)
    if not form.is_valid():
        return _page(request, form)
    _change(request, part, **form.values())
    return redirect(f"{reverse('desk:settings')}#{part}")


@require_POST
@admin_required
def languages(request: StaffRequest) -> HttpResponse:
    """Offer one more language, take one away, or move one up; the first is the default."""
    form = LanguagesForm(request.POST)
    if not form.is_valid():
        return _page(request, languages=form)
    _change(request, "languages", languages=form.changed())
    return redirect(f"{reverse('desk:settings')}#languages")


@require_POST
@admin_required
def mail_test(request: StaffRequest) -> HttpResponse:
    """Send oneself a mail and say what came of it."""
    return _page(request, tested=try_mail(request.user))


def _change(request: StaffRequest, part: str, **values: object) -> None:
    site = Site.stored()
    site.change(**values)
    Event.record("site.changed", site, by=request.user, part=part)
    done(request, _("Saved. Everybody sees it within seconds."))


def _page(
    request: HttpRequest,
    refused: PartForm | None = None,
    languages: LanguagesForm | None = None,
    tested: object = None,
) -> HttpResponse:
    site = Site.stored()
    forms = {name: kind(instance=Site.stored(), prefix=name) for name, kind in PARTS.items()}
    if refused is not None:
        forms[str(refused.prefix)] = refused
    context = {
        "forms": forms,
        "languages_form": languages or LanguagesForm(),
        "offered": [(code, language_name(code)) for code in site.languages],
        "tested": tested,
        "can_send": can_send(),
    }
    status = 422 if refused is not None or languages is not None else 200
    return render(request, "desk/settings.html", context, status=status)
