"""Write one row into the knowledge base; the same row again changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.markdown import html_of, html_of_plain
from helpwell.knowledge.importing.pictures import Pictures
from helpwell.knowledge.importing.rows import Raw, Refusal, Row
from helpwell.knowledge.importing.tidying import tidy
from helpwell.knowledge.importing.topics import Topics
from helpwell.knowledge.models import Article, ImportRow, Phrasing, Translation
from helpwell.knowledge.models.revision import Content, Revision
from helpwell.knowledge.models.translation import tidy as tidy_words
from helpwell.people.models import Event, User

Result = ImportRow.Result
Status = Translation.Status
ORIGIN = "import"
AS_HTML: dict[str, Callable[[str], str]] = {"markdown": html_of, "plain": html_of_plain, "html": str}
LONG = 1200  # letters of text from which on something new is an article rather than a short answer


@dataclass
class Written:
    """What became of a row."""

    result: str
    notes: list[str] = field(default_factory=list)


@dataclass
class Writer:
    """Writes rows on somebody's behalf; one for each import."""

    by: User | None
    topics: Topics = field(default_factory=Topics)
    colleagues: Colleagues = field(default_factory=Colleagues)
    related: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by article; set when all are there

    def write(self, row: Row, raw: Raw) -> Written:
        """Create or update the article, its words and its state. Raises `Refusal`."""
        notes = list(row.notes)
        article, is_new_article = self._article(row, notes)
        translation, is_new = _translation(article, row, is_new_article)
        known = set() if is_new else set(translation.revisions.values_list("pk", flat=True))
        if row.is_empty and translation.is_published:
            raise Refusal(_("Its text is empty; the published article was left as it is."))
        if row.is_empty and not is_new and not known:
            return Written(Result.UNCHANGED, notes)  # somebody is writing it here; an empty row has nothing to add
        pictures = Pictures(article, raw, self.by)
        summary = row.summary if row.summary is not None or is_new else translation.working_content.summary
        content = Content(row.title, summary or "", _body(row, pictures))
        said = _live_saying(translation, content) or translation.write(content, by=self.by, origin=ORIGIN)
        changed = [
            not is_new_article and self._describe(article, row, notes),
            said.pk not in known,
            self._set_status(translation, row, said, notes),
            self._set_phrasings(translation, row),
        ]
        if row.related is not None:
            self.related[row.id] = row.related
        return Written(_result(row, is_new, any(changed)), notes + pictures.notes)

    def link_related(self) -> list[str]:
        """Now that all articles are there, join those that belong together; returns ids nobody has."""
        wanted = {name for names in self.related.values() for name in names}
        known = dict(Article.objects.filter(public_id__in=wanted).values_list("public_id", "pk"))
        for article in Article.objects.filter(public_id__in=self.related):
            article.related.set([known[name] for name in self.related[article.public_id] if name in known])
        return sorted(wanted - set(known))

    def _article(self, row: Row, notes: list[str]) -> tuple[Article, bool]:
        known = Article.objects.filter(public_id=row.id).select_related("category", "owner").first()
        if known:
            return known, False
        article = Article.objects.create(
            public_id=row.id,
            source_language=row.source_language or row.language,
            kind=row.kind or (Article.Kind.ARTICLE if len(row.text) > LONG else Article.Kind.FAQ),
            visibility=row.visibility or Article.Visibility.PUBLIC,
            category=self.topics.find_or_make(row.category or "", row.language),
            owner=self._owner(row, notes),
            review_on=row.review_on,
        )
        Event.record("article.created", article, by=self.by, origin=ORIGIN)
        return article, True

    def _describe(self, article: Article, row: Row, notes: list[str]) -> bool:
        """Set what the row says about the article in all languages."""
        said: dict[str, object] = {
            name: value
            for name in ("kind", "visibility", "review_on", "source_language")
            if (value := getattr(row, name)) is not None
        }
        if row.category is not None:
            said["category"] = self.topics.find_or_make(row.category, row.language)
        if row.owner is not None and (owner := self._owner(row, notes)) != article.owner:
            said["owner"] = owner
        differs = any(getattr(article, name) != value for name, value in said.items())
        article.change(by=self.by, **said)
        return differs

    def _owner(self, row: Row, notes: list[str]) -> User | None:
        owner = self.colleagues.find(row.owner) if row.owner else None
        if row.owner and owner is None:
            notes.append(_("Nobody at the desk has the address “%(owner)s”.") % {"owner": row.owner[:80]})
        return owner

    def _set_status(self, translation: Translation, row: Row, said: Revision, notes: list[str]) -> bool:
        before = (translation.status, translation.live_id, translation.publish_at)
        wanted = Status.DRAFT if row.is_empty else row.status or _status_to_keep(translation)
        if row.is_empty:
            notes.append(_("It has no text yet, so it is a draft."))
        elif row.status is None and wanted != Status.PUBLISHED:
            notes.append(
                _("It stays what it is here: %(status)s.") % {"status": Status(translation.status).label.lower()}
            )
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
        before = list(translation.phrasings.values_list("text", flat=True))
        Phrasing.replace(translation, list(row.also_asked), by=self.by)
        return before != list(translation.phrasings.values_list("text", flat=True))


def _translation(article: Article, row: Row, is_new_article: bool) -> tuple[Translation, bool]:
    known = Translation.objects.filter(article=article, language=row.language).select_related("live")
    if not is_new_article and (found := known.first()):
        found.article = article
        return found, False
    fresh = Translation(article=article, language=row.language)
    fresh.slug = fresh.free_slug(row.title)
    fresh.save()
    return fresh, True


def _live_saying(translation: Translation, content: Content) -> Revision | None:
    """What readers see, if it says exactly this: then whatever is planned for later stays planned."""
    live = translation.live
    return live if live and live.content == tidy_words(content) else None


def _status_to_keep(translation: Translation) -> str:
    """New ones are published; what an editor has taken down or scheduled stays so."""
    return (
        Status.PUBLISHED if translation.live_id is None and translation.status == Status.DRAFT else translation.status
    )


def _body(row: Row, pictures: Pictures) -> str:
    if row.format == "exact":
        pictures.keep(row.attachments)
        return pictures.exact(row.text)
    body = tidy(AS_HTML[row.format](row.text), pictures.show, pictures.follow)
    pictures.keep(row.attachments)
    return body


def _result(row: Row, is_new: bool, is_changed: bool) -> str:
    if row.is_empty and (is_new or is_changed):
        return Result.DRAFT
    if is_new:
        return Result.CREATED
    return Result.UPDATED if is_changed else Result.UNCHANGED
