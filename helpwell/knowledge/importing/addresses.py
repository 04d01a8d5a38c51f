"""The addresses articles had where they come from stay theirs, where nobody else has them here."""

from dataclasses import dataclass, field

from helpwell.knowledge.models import FormerSlug, Translation
from helpwell.knowledge.models.slug import free_slug

AT_ONCE = 500


@dataclass
class Addresses:
    """Gathers what is wished for, and gives it out when all articles are there; one for each import."""

    wanted: dict[int, str] = field(default_factory=dict)  # by translation, where it is not what it has
    former: list[FormerSlug] = field(default_factory=list)

    def note(self, translation: Translation, address: str, former: list[str]) -> None:
        """This translation would like to be here, and be found under its former addresses too."""
        if address and address != translation.slug:
            self.wanted[translation.pk] = address
        self.former += [
            FormerSlug(translation=translation, language=translation.language, slug=slug) for slug in former if slug
        ]

    def take_all(self) -> None:
        """First everybody leaves the place she was given, so that two may change places."""
        rows = list(Translation.objects.filter(pk__in=self.wanted).select_related("article", "live"))
        for row in rows:
            row.slug = f"moving-{row.pk}"
        Translation.objects.bulk_update(rows, ["slug"], batch_size=AT_ONCE)
        for row in rows:
            row.slug = self._free(row)
        Translation.objects.bulk_update(rows, ["slug"], batch_size=AT_ONCE)
        self._take_former()

    def _free(self, row: Translation) -> str:
        taken = Translation.objects.filter(language=row.language, slug=self.wanted[row.pk]).exists()
        return free_slug(row, row.working_content.title) if taken else self.wanted[row.pk]

    def _take_former(self) -> None:
        """Nobody is led away from an address that is somebody's own."""
        slugs = [one.slug for one in self.former]
        own = set(Translation.objects.filter(slug__in=slugs).values_list("language", "slug"))
        free = [one for one in self.former if (one.language, one.slug) not in own]
        FormerSlug.objects.bulk_create(free, batch_size=AT_ONCE, ignore_conflicts=True)
