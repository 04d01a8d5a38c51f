"""The first reading of a source: how much there is, and which row counts where two say the same."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.rows import Refusal, Unusable
from helpwell.knowledge.importing.sources import Source
from helpwell.knowledge.importing.understanding import Defaults, understand


@dataclass
class Survey:
    """What a first reading found."""

    defaults: Defaults
    total: int = 0
    last: dict[tuple[str, str], int] = field(default_factory=dict)  # identity to the number of its last good row

    def languages(self) -> list[str]:
        """All languages in it, those of most rows first."""
        found = [language for _id, language in self.last]
        return sorted(set(found), key=lambda language: -found.count(language))


def survey(source: Source, defaults: Defaults, name: str) -> Survey:
    """Read it once. Raises `Unusable` when there is nothing in it."""
    found = Survey(defaults)
    for number, raw in enumerate(source.rows()):
        found.total += 1
        try:
            found.last[understand(raw, defaults).identity] = number
        except Refusal:
            continue  # reported with its reason when its turn comes
    if not found.total:
        raise Unusable(_("“%(name)s” holds no articles.") % {"name": name})
    return found
