"""Is the process alive, and can it serve? For monitors and proxies."""

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

Check = Callable[[], str]  # "" when all is well, else what is wrong

CHECKS: dict[str, Check] = {}  # upper rooms add theirs when they start
NOTES: dict[str, Check] = {}  # the same for what is worth knowing while everything works


def database() -> str:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return type(error).__name__
    return ""


CHECKS["database"] = database


def alive(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers at all."""
    return HttpResponse("ok", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """200 when everything a page needs is there, else 503 and what is missing; notes say what could be better."""
    problems, notes = _found(CHECKS), _found(NOTES)
    told = {"ready": not problems, "problems": problems, "notes": notes}
    return JsonResponse(told, status=503 if problems else 200)


def _found(checks: dict[str, Check]) -> dict[str, str]:
    return {name: problem for name, check in checks.items() if (problem := check())}
