"""What the question log teaches: which wordings an article answers, and which nothing does."""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

from answer_engine import PastQuestion
from helpwell.answers.models import Gap, Question

MOST = 50_000  # words of visitors that are read, the newest
MOST_OF_ONE = 3  # different questions of one visitor about one article that count; they share one voice
RARELY, OFTEN = 0.05, 0.5  # bounds of the share of questions that nothing answers


@dataclass(frozen=True)
class Examples:
    """Past questions to learn from."""

    questions: tuple[PastQuestion, ...]

    @property
    def count(self) -> int:
        """Different ones."""
        return len(self.questions)

    @cached_property
    def fingerprint(self) -> str:
        """Differs as soon as one is different."""
        return hashlib.blake2b(repr(sorted(map(repr, self.questions))).encode(), digest_size=8).hexdigest()

    @property
    def unanswerable_share(self) -> float:
        """What share of those who ask finds no article for it, 0..1."""
        voices = sum(one.weight for one in self.questions)
        unanswered = sum(one.weight for one in self.questions if one.document_id is None)
        return min(max(unanswered / voices, RARELY), OFTEN) if voices else RARELY


def examples() -> Examples:
    """All there are today; each visitor has one voice on an article, however often she says it."""
    confirmed = _confirmed()
    known = {one.text for one in confirmed}
    return Examples((*confirmed, *(one for one in _unanswered() if one.text not in known)))


def _confirmed() -> list[PastQuestion]:
    rows = Question.objects.confirmed().teaching().order_by("-asked_at", "-pk")
    said: dict[tuple[object, str], list[tuple[str, str]]] = {}
    for text, language, article, visitor in rows.values_list(
        "text", "language", "opened__article__public_id", "visitor_id"
    )[:MOST]:
        wordings = said.setdefault((visitor, article), [])
        if (text, language) not in wordings and len(wordings) < MOST_OF_ONE:
            wordings.append((text, language))
    voices: dict[tuple[str, str, str], float] = defaultdict(float)
    for (_visitor, article), wordings in said.items():
        for text, language in wordings:
            voices[text, article, language] += 1 / len(wordings)
    return [PastQuestion(*wording, weight=round(weight, 3)) for wording, weight in sorted(voices.items())]


def _unanswered() -> list[PastQuestion]:
    """What several people asked in vain, or an editor has found to be no matter of ours."""
    rows = Question.objects.unanswered().filter(gap__in=Gap.objects.proven()).exclude(text="")
    asked = rows.order_by("text", "language", "visitor_id").values_list("text", "language", "visitor_id").distinct()
    voices = Counter((text, language) for text, language, _visitor in asked[:MOST])
    return [PastQuestion(text, None, language, float(count)) for (text, language), count in sorted(voices.items())]
