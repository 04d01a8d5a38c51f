"""The lists agents work through."""

import math
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from helpwell.conversations.sleeping import moments
from helpwell.desk.answering import done_to_many, number_in
from helpwell.desk.choices import colleagues, macros_of, teams
from helpwell.desk.conversation_selection import DEEDS, MOST, Done, Selection, do_to_all, take_back
from helpwell.desk.counts import counts_for, counts_in_lists
from helpwell.desk.narrowed import list_asked_for, narrowings
from helpwell.desk.rail import Counts, list_lines_for
from helpwell.desk.ways_back import WayBack, forget, last_of
from helpwell.desk.worklists import PER_PAGE, UNREAD, page_of, worklists_for
from helpwell.people.access import StaffRequest, staff_required

MOST_PAGES = 10  # of a list that an open page asks for anew


@require_safe
@staff_required
def conversations(request: StaffRequest) -> HttpResponse:
    """The list that `?view=` names, with nothing opened yet."""
    return render(request, "desk/conversations.html", shown_list(request))


@require_safe
@staff_required
def rows(request: StaffRequest) -> HttpResponse:
    """The list goes on after `?after=`."""
    return render(request, "desk/_conversation_rows.html", shown_list(request))


@require_safe
@staff_required
def news(request: StaffRequest) -> HttpResponse:
    """The list as it is now, with the counts in the rail; an open page asks when it was told of a change."""
    shown = shown_list(request, counts_in_lists(request.user))
    group, lines = list_lines_for(request.user, request.GET.get("view", ""), shown["rail_counts"])
    return render(request, "desk/_list_news.html", {**shown, "group": group, "lines": lines})


@require_POST
@staff_required
def selection(request: StaffRequest) -> HttpResponse:
    """One deed on the rows that are ticked; the answer offers to take it back."""
    chosen = Selection(request.POST)
    if not chosen.fits or not chosen.pks:
        return render(request, "desk/_selection_refused.html", status=422)
    done = do_to_all(chosen, request.user)
    return done_to_many(request, _said(done), _way_back(done))


@require_POST
@staff_required
def former_states(request: StaffRequest) -> HttpResponse:
    """Undo: each as it was, unless somebody has changed it since."""
    done = Selection(request.POST).done
    changed = take_back(done, request.user) if done.deed in DEEDS else 0
    forget(request, _way_back(done))
    return done_to_many(request, _said_of_undo(changed))


def _way_back(done: Done) -> WayBack | None:
    values = {"deed": done.deed, "former": done.remembered}
    return WayBack(reverse("desk:conversation_former_states"), values=values) if done.traces else None


def _said_of_undo(changed: int) -> str:
    if not changed:
        return _("Taken back.")
    return ngettext(
        "Taken back, but for %(count)d that somebody has changed since.",
        "Taken back, but for %(count)d that somebody has changed since.",
        changed,
    ) % {"count": changed}


def _said(done: Done) -> str:
    count = len(done.traces)
    words = {
        "resolve": ngettext("%(count)d resolved.", "%(count)d resolved.", count),
        "spam": ngettext("%(count)d marked as spam.", "%(count)d marked as spam.", count),
        "snooze": ngettext("%(count)d sleeps now.", "%(count)d sleep now.", count),
        "assign": ngettext("%(count)d given away.", "%(count)d given away.", count),
        "tag": ngettext("%(count)d tagged.", "%(count)d tagged.", count),
    }
    return words[done.deed] % {"count": count} if count else _("Nothing had to change.")


def shown_list(request: StaffRequest, counts: Counts | None = None) -> dict[str, Any]:
    """What every page with the list on it shows of it; with `counts` of the lists only, when the rest is not drawn."""
    worklist, filters = list_asked_for(request.GET, request.user)
    pages = min(max(1, math.ceil(number_in(request, "shown", PER_PAGE) / PER_PAGE)), MOST_PAGES)
    counts = counts or counts_for(request.user)
    return {
        "worklist": worklist,
        "narrowings": narrowings(worklist, filters, request.LANGUAGE_CODE),
        "worklists": worklists_for(request.user),
        "page": page_of(worklist, request.user, request.GET.get("after", ""), pages * PER_PAGE),
        "rail_counts": counts,
        "unread_count": counts[UNREAD],
        "current": request.GET.get("open", ""),
        "most_picked": MOST,
        "colleagues": colleagues,
        "teams": teams,
        "moments": moments,
        "last": last_of(request),
        "macros": SimpleLazyObject(partial(macros_of, request.user.pk)),
    }
