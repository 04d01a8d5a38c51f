"""Who may read what."""

from django.contrib.auth.models import AnonymousUser

from helpwell.knowledge.models import Article
from helpwell.people.models import User

PUBLIC = frozenset({Article.Visibility.PUBLIC.value})
MEMBERS = PUBLIC | {Article.Visibility.SIGNED_IN.value}
STAFF = MEMBERS | {Article.Visibility.INTERNAL.value}


def audiences_of(user: User | AnonymousUser) -> frozenset[str]:
    """The visibilities somebody may read; every list, search and page asks here (N08)."""
    if not isinstance(user, User) or not user.is_active:
        return PUBLIC
    return STAFF if user.is_staff else MEMBERS
