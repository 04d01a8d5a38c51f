"""The models of this room, a file each."""

from helpwell.automation.models.flow import Flow
from helpwell.automation.models.macro import Macro
from helpwell.automation.models.macro_run import MacroRun
from helpwell.automation.models.run import Run
from helpwell.automation.models.sla_policy import SlaPolicy

__all__ = ["Flow", "Macro", "MacroRun", "Run", "SlaPolicy"]
