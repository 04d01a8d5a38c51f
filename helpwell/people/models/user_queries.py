"""Which users there are, and how a new one begins."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models

if TYPE_CHECKING:
    from helpwell.people.models.user import User


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> "UserQuerySet":
        """Those who may sign in."""
        return self.filter(is_active=True)

    def staff(self) -> "UserQuerySet":
        """Everybody who works at the desk."""
        return self.active().filter(role__in=self.model.STAFF)

    def colleagues(self) -> "UserQuerySet":
        """Everybody with a role at the desk, also those who may no longer sign in; those who may come first."""
        return self.filter(role__in=self.model.STAFF).order_by("-is_active", "name", "email")

    def by_name(self) -> "UserQuerySet":
        """In the order in which people look for them."""
        return self.order_by("name", "email")

    def at_desk(self) -> "UserQuerySet":
        """Those who take conversations now."""
        return self.staff().filter(availability=self.model.Availability.AT_DESK)

    def admins(self) -> "UserQuerySet":
        """Those who may change settings and people."""
        return self.active().filter(role=self.model.Role.ADMIN)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new user; without a password she signs in by a code sent to her address."""
        user: User = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        user: User = self.get(email__iexact=email)
        return user
