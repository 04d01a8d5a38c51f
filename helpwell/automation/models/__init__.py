"""The models of this room, a file each."""

from helpwell.automation.models.sla_policy import SlaPolicy

__all__ = ["SlaPolicy"]
