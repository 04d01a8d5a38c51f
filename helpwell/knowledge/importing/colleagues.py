"""Who is meant by an address: somebody at the desk, or somebody who was at the desk the export comes from."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from helpwell.knowledge.importing.files import take_whole
from helpwell.knowledge.models import Import
from helpwell.people.models import Event, User

NAME = "people.yaml"


@dataclass
class Colleagues:
    """Remembers everybody at the desk, also those who can no longer sign in; one for each import."""

    _by_address: dict[str, User] = field(
        default_factory=lambda: {user.email.lower(): user for user in User.objects.colleagues()}
    )

    def find(self, address: str) -> User | None:
        """The colleague with this e-mail address."""
        return self._by_address.get(address.lower())


def bring_in(task: Import, folder: Path) -> None:
    """Keep the names of people who are not here, so that their work stays theirs. They cannot sign in."""
    take_whole(task, folder / NAME, lambda people: _remember_all(people, task))


def _remember_all(people: list[dict[str, str]], task: Import) -> None:
    known = Colleagues()
    fresh = [_remember(one["email"], one.get("name", ""), task) for one in people if not known.find(one["email"])]
    names = ", ".join(str(user) for user in fresh if user)
    if names:
        task.remark(_("Colleagues who came along and cannot sign in until an admin invites them: %s.") % names[:300])


def _remember(email: str, name: str, task: Import) -> User | None:
    try:
        validate_email(email)
    except ValidationError:
        return None
    values: dict[str, Any] = {"name": name[:80], "role": User.Role.TRAINEE, "is_active": False}
    if User.objects.filter(email__iexact=email).exists():  # a customer of ours is no colleague
        return None
    user: User = User.objects.create_user(email, **values)
    Event.record("user.brought_in", user, by=task.by)
    return user
