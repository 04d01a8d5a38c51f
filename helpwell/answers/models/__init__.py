"""The models of this room, a file each."""

from helpwell.answers.models.gap import Gap
from helpwell.answers.models.question import Outcome, Question
from helpwell.answers.models.standing import Standing
from helpwell.answers.models.synonym import Synonym
from helpwell.answers.models.verdict import Verdict

__all__ = ["Gap", "Outcome", "Question", "Standing", "Synonym", "Verdict"]
