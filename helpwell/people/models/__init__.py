"""The models of this room, a file each."""

from helpwell.people.models.address import Address
from helpwell.people.models.business_hours import BusinessHours
from helpwell.people.models.contact import Contact
from helpwell.people.models.event import Event
from helpwell.people.models.invitation import Invitation
from helpwell.people.models.sender import Sender
from helpwell.people.models.team import Team
from helpwell.people.models.user import User
from helpwell.people.models.visitor import Visitor

__all__ = ["Address", "BusinessHours", "Contact", "Event", "Invitation", "Sender", "Team", "User", "Visitor"]
