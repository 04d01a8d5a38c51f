"""The example shop itself: its name and look, and the people who work there."""

import secrets
from dataclasses import dataclass
from pathlib import Path

from helpwell.base.models import Site, WebPage
from helpwell.people.accounts import count_as_proven
from helpwell.people.models import User

CONTENT = Path(__file__).parent / "content"
SITE = {
    "name": "Klarsicht",
    "hue": 215,
    "languages": ["de", "en", "lv"],
    "time_zone": "Europe/Berlin",
    "home_url": "https://klarsicht.example/",
    "contact_email": "hilfe@klarsicht.example",
    "contact_url": "https://klarsicht.example/kontakt",
    "imprint_url": "https://klarsicht.example/impressum",
    "privacy_url": "https://klarsicht.example/datenschutz",
}


@dataclass(frozen=True)
class Colleague:
    """Somebody who signs in to the demo's desk."""

    email: str
    name: str
    role: str
    language: str


COLLEAGUES = (
    Colleague("demo@klarsicht.example", "Maren Petersen", User.Role.ADMIN, ""),
    Colleague("tomke@klarsicht.example", "Tomke Harms", User.Role.EDITOR, "de"),
    Colleague("janis@klarsicht.example", "Jānis Ozols", User.Role.AGENT, "lv"),
    Colleague("ana@klarsicht.example", "Ana Weber", User.Role.AGENT, "de"),
    Colleague("grace@klarsicht.example", "Grace Walker", User.Role.TRAINEE, "en"),
)
OWNERS = {
    "orders": "janis",
    "returns": "janis",
    "payment": "tomke",
    "account": "tomke",
    "repair": "demo",
    "lenses": "demo",
}  # fmt: skip - who answers for which topic


def new_password() -> str:
    """Easy to type, and not the same on two machines."""
    return f"klarsicht-{secrets.token_hex(4)}"


NO_WAY = {"chat": False, "form": False, "link": False}
WEB_PAGES = {"": {"chat": True, "link": True}, "kontakt": {"form": True}, "warenkorb": {}}


def open_shop(password: str) -> dict[str, User]:
    """Set the site up and let everybody in with this password; users by the first part of their address."""
    Site.current().change(**SITE)
    for path, ways in WEB_PAGES.items():
        page, _is_new = WebPage.objects.get_or_create(address=f"https://klarsicht.example/{path}")
        page.found(**{**NO_WAY, **ways})
    return {person.email.split("@")[0]: _employ(person, password) for person in COLLEAGUES}


def _employ(person: Colleague, password: str) -> User:
    user: User | None = User.objects.filter(email=person.email).first()
    if user is None:
        user = User.objects.create_user(
            person.email, password, name=person.name, role=person.role, language=person.language
        )
    count_as_proven(user)
    return user
