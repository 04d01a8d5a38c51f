"""Make the first admin, or another one."""

from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.core.validators import validate_email

from helpwell.people.accounts import count_as_proven
from helpwell.people.models import User


class Command(BaseCommand):
    help = "Make somebody an admin, e.g. ./run admin you@example.com"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument("--password", help="asked for when not given")

    def handle(self, *args: Any, email: str, name: str, password: str | None, **options: Any) -> None:
        password = password or getpass("Password (at least 10 characters): ")
        try:
            validate_email(email)
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user = make_admin(email, name, password)
        self.stdout.write(f"{user} is an admin. Sign in at /desk/.")


def make_admin(email: str, name: str, password: str) -> User:
    """An admin with this address, whose address counts as proven: whoever runs commands owns the house."""
    user = User.objects.filter(email__iexact=email).first() or User(email=email.lower())
    user.name, user.role, user.is_active = name or user.name, User.Role.ADMIN, True
    user.set_password(password)
    user.save()
    count_as_proven(user)
    return user
