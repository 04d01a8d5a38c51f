"""Long lists, a page at a time."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PER_PAGE = 20


def page_of(rows: QuerySet[Any] | list[Any], request: HttpRequest) -> Page[Any]:
    """The page `?page=` asks for; the nearest one when there is none such."""
    return Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
