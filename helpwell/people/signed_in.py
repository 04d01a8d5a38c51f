"""Who sends a request, as each of them asks: her session and herself, by queries that are written once."""

from datetime import datetime
from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from helpwell.base.prepared import written_once
from helpwell.people.models import User


class SessionStore(db.SessionStore):
    """A session in the database."""

    def _get_session_from_db(self) -> Session | None:
        """None when it is over, as Django's own asks for it; its key is then forgotten."""
        found = _sessions(str(self.session_key), timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signing in as allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """Whose session it is; None when she may not sign in any more."""
        return next((user for user in _users(int(user_id)) if self.user_can_authenticate(user)), None)


@written_once
def _sessions(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


@written_once
def _users(pk: int) -> QuerySet[User]:
    found: QuerySet[User] = User.objects.filter(pk=pk)
    return found
