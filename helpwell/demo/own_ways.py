"""What a team makes for itself in some months: macros for what comes every day, and views of what it looks after."""

from helpwell.automation.models import Macro
from helpwell.automation.models.macro import MacroStep
from helpwell.conversations.models import SavedView
from helpwell.people.models import Team, User

PHOTO, REFUND = "canned-photo-please", "canned-refund-done"


def write_macros(people: dict[str, User]) -> None:
    """One that asks and waits, one that ends, one that hands on."""
    editor = people["tomke"]
    _write("Reklamation: Foto erbitten", "g", editor, respond=PHOTO, tag="Reklamation", assign="me", snooze="week")
    _write("Geld erstattet", "d", editor, respond=REFUND, tag="Erstattung")
    if team := Team.objects.order_by("pk").first():
        _write(f"Eilig an {team}", "", editor, priority="urgent", team=str(team.pk))


def save_views(people: dict[str, User]) -> None:
    """One for everybody, and one of the admin's own."""
    complaints = SavedView(worklist="all", filters={"tag": "Reklamation"})
    complaints.change(people["tomke"], name="Reklamationen")
    urgent = SavedView(worklist="all", filters={"priority": "urgent"}, owner=people["demo"])
    urgent.change(people["demo"], name="Dringendes")


def _write(name: str, key: str, editor: User, **values: str) -> None:
    """Its steps by their kinds."""
    Macro(name=name, key=key).change(editor, [MacroStep(MacroStep.Kind(kind), value) for kind, value in values.items()])
