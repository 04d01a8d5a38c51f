"""Write rows into the knowledge base; the same row again changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.arrival import Arrival
from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.rows import Refusal, Row
from helpwell.knowledge.importing.topics import Topics
from helpwell.knowledge.models import Article, ImportRow, Phrasing, Translation
from helpwell.knowledge.models.revision import Content, Revision
from helpwell.people.models import User

Result = ImportRow.Result
Status = Translation.Status
ORIGIN = "import"


@dataclass
class Writer:
    """Writes rows on somebody's behalf; one for each import."""

    by: User | None
    topics: Topics = field(default_factory=Topics)
    colleagues: Colleagues = field(default_factory=Colleagues)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by article; set when all are there

    def known(self, arrivals: Iterable[Arrival]) -> dict[tuple[str, str], Translation]:
        """The translations among these that are here already, by identity."""
        rows = Translation.objects.filter(article__public_id__in={arrival.row.id for arrival in arrivals})
        rows = rows.select_related("article__category", "article__owner", "live").prefetch_related("phrasings")
        return {(one.article.public_id, one.language): one for one in rows}

    def update(self, arrival: Arrival, translation: Translation) -> str:
        """Give an article that is here the words and the state of the row; the result. Raises `Refusal`."""
        row, article = arrival.row, translation.article
        if row.is_empty and translation.is_published:
            raise Refusal(_("Its text is empty; the published article was left as it is."))
        before = translation.live or translation.revisions.first()
        if row.is_empty and before is None:
            return Result.UNCHANGED  # somebody is writing it here; an empty row has nothing to add
        said = self._write(arrival, translation)
        changed = [
            self.describe(article, arrival),
            said != before,
            self._set_status(translation, arrival, said),
            self._set_phrasings(translation, row),
        ]
        return _result(row, is_changed=any(changed))

    def describe(self, article: Article, arrival: Arrival) -> bool:
        """Set what the row says about the article in all languages; whether that is something else."""
        said = self.values_of(arrival)
        differs = any(getattr(article, name) != value for name, value in said.items())
        if differs:
            article.change(by=self.by, **said)
        return differs

    def values_of(self, arrival: Arrival) -> dict[str, object]:
        """What the row says about the article in all languages, by field."""
        row = arrival.row
        said: dict[str, object] = {
            name: value
            for name in ("kind", "visibility", "review_on", "source_language")
            if (value := getattr(row, name)) is not None
        }
        if row.category is not None:
            said["category"] = self.topics.find_or_make(row.category, row.language)
        if row.owner is not None:
            said["owner"] = self._owner(arrival)
        return said

    def relate(self, row: Row) -> None:
        """Remember what it is related to until all are there."""
        if row.related is not None:
            self.related[row.id] = row.related

    def link_related(self) -> list[str]:
        """Now that all articles are there, join those that belong together; returns ids nobody has."""
        wanted = {name for names in self.related.values() for name in names}
        known = dict(Article.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
        for article in Article.objects.filter(public_id__in=self.related).prefetch_related("related"):
            ours = {known[name] for name in self.related[article.public_id] if name in known}
            if ours != {other.pk for other in article.related.all()}:
                article.related.set(ours)
        return sorted(wanted - set(known))

    def _write(self, arrival: Arrival, translation: Translation) -> Revision:
        """The revision that says what the row says: the live one, the newest one, or a new one."""
        row, live = arrival.row, translation.live
        summary = row.summary
        if summary is None:
            summary = live.summary if live else translation.working_content.summary
        content = Content(row.title, summary, arrival.body_in(translation.article, self.by)).as_kept()
        if live and live.content == content:
            return live
        return translation.write(content, by=self.by, origin=ORIGIN)

    def _owner(self, arrival: Arrival) -> User | None:
        said = arrival.row.owner or ""
        owner = self.colleagues.find(said) if said else None
        if said and owner is None:
            arrival.notes.append(_("Nobody at the desk has the address “%(owner)s”.") % {"owner": said[:80]})
        return owner

    def _set_status(self, translation: Translation, arrival: Arrival, said: Revision) -> bool:
        row = arrival.row
        before = (translation.status, translation.live_id, translation.publish_at)
        wanted = Status.DRAFT if row.is_empty else row.status or _status_to_keep(translation)
        if row.is_empty:
            arrival.notes.append(_("It has no text yet, so it is a draft."))
        elif row.status is None and wanted != Status.PUBLISHED:
            status = Status(translation.status).label.lower()
            arrival.notes.append(_("It stays what it is here: %(status)s.") % {"status": status})
        if wanted == Status.SCHEDULED and row.publish_at:
            translation.schedule(row.publish_at, by=self.by, revision=said)
        elif wanted == Status.PUBLISHED and not (translation.is_published and translation.live_id == said.pk):
            translation.publish(by=self.by, revision=said)
        elif wanted == Status.ARCHIVED:
            translation.archive(by=self.by)
        elif wanted == Status.DRAFT:
            translation.unpublish(by=self.by)
        return before != (translation.status, translation.live_id, translation.publish_at)

    def _set_phrasings(self, translation: Translation, row: Row) -> bool:
        if row.also_asked is None:
            return False
        wanted = [one.text for one in Phrasing.of(translation, row.also_asked)]
        differs = wanted != [one.text for one in translation.phrasings.all()]
        if differs:
            Phrasing.replace(translation, wanted, by=self.by)
        return differs


def _status_to_keep(translation: Translation) -> str:
    """New words are published; what an editor has taken down or scheduled stays so."""
    return (
        Status.PUBLISHED if translation.live_id is None and translation.status == Status.DRAFT else translation.status
    )


def _result(row: Row, *, is_changed: bool) -> str:
    if row.is_empty and is_changed:
        return Result.DRAFT
    return Result.UPDATED if is_changed else Result.UNCHANGED
