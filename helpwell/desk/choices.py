"""What the menus of every page offer to choose from."""

from django.db.models import QuerySet

from helpwell.automation.models import Macro
from helpwell.base.prepared import written_once
from helpwell.conversations.models import SavedView
from helpwell.people.models import Team, User


@written_once
def colleagues() -> QuerySet[User]:
    """Everybody who works at the desk."""
    staff: QuerySet[User] = User.objects.staff().by_name()
    return staff


@written_once
def teams() -> QuerySet[Team]:
    """All teams, by name."""
    return Team.objects.all()


@written_once
def macros_of(reader: int) -> QuerySet[Macro]:
    """What she may run."""
    return Macro.objects.usable_by(User(pk=reader))


@written_once
def saved_views_of(reader: int) -> QuerySet[SavedView]:
    """Lists with filters, as her rail shows them."""
    return SavedView.objects.shown_to(User(pk=reader))
