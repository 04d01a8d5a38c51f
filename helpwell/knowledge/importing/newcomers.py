"""Write articles and translations that nobody has yet, many in a few statements."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from helpwell.knowledge.importing.arrival import Arrival
from helpwell.knowledge.importing.writing import ORIGIN, Result, Status, Writer
from helpwell.knowledge.models import Article, Change, Finding, FormerSlug, Phrasing, Revision, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.knowledge.models.slug import free_slug, slug_of
from helpwell.people.models import Event
from helpwell.people.models.event import subject_name

LONG = 1200  # letters of text from which on something new is an article rather than a short answer


@transaction.atomic
def write_new(arrivals: list[Arrival], writer: Writer) -> list[str]:
    """The result of each. All of them are in, or none: a database that refuses one raises."""
    _Newcomers(writer, arrivals).write()
    for arrival in arrivals:
        if arrival.row.is_empty:
            arrival.notes.append(_("It has no text yet, so it is a draft."))
        writer.relate(arrival.row)
    return [Result.DRAFT if arrival.row.is_empty else Result.CREATED for arrival in arrivals]


@dataclass
class _Newcomers:
    """Rows that are written together, and what they become; lists go in step."""

    writer: Writer
    arrivals: list[Arrival]
    translations: list[Translation] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)

    def write(self) -> None:
        """First what others point to, then what points to it."""
        articles = self._store_articles()
        self._store_translations(articles)
        self._store_revisions()
        self._show()
        Phrasing.objects.bulk_create(
            phrasing
            for arrival, one in zip(self.arrivals, self.translations, strict=True)
            for phrasing in Phrasing.of(one, arrival.row.also_asked or ())
        )
        self._look_at(articles.values())
        self._note(articles.values())

    def _store_articles(self) -> dict[str, Article]:
        """Each article once; what a later row says about it counts."""
        names = {arrival.row.id for arrival in self.arrivals}
        known = {one.public_id: one for one in Article.objects.filter(public_id__in=names)}
        fresh: dict[str, Article] = {}
        for arrival in self.arrivals:
            if known_one := known.get(arrival.row.id):
                self.writer.describe(known_one, arrival)
                continue
            article = fresh.setdefault(arrival.row.id, _article(arrival))
            for name, value in self.writer.values_of(arrival).items():
                setattr(article, name, value)
        Article.objects.bulk_create(fresh.values())
        self._record("article.created", fresh.values(), lambda one: {"origin": ORIGIN})
        return known | fresh

    def _store_translations(self, articles: dict[str, Article]) -> None:
        now = timezone.now()
        for arrival in self.arrivals:
            row = arrival.row
            status = Status.DRAFT if row.is_empty else row.status or Status.PUBLISHED
            one = Translation(article=articles[row.id], language=row.language, status=status)
            one.publish_at = row.publish_at if status == Status.SCHEDULED else None
            one.published_at = now if status == Status.PUBLISHED else None
            self.translations.append(one)
        self._give_addresses()
        Translation.objects.bulk_create(self.translations)

    def _give_addresses(self) -> None:
        """From their titles; the few whose address somebody has are given the next free one."""
        titled = [(one, arrival.row.title) for one, arrival in zip(self.translations, self.arrivals, strict=True)]
        asked_for = {slug_of(one, title) for one, title in titled}
        taken = set(Translation.objects.filter(slug__in=asked_for).values_list("language", "slug"))
        promised: dict[str, set[str]] = defaultdict(set)
        for one, title in titled:
            slug, ours = slug_of(one, title), promised[one.language]
            one.slug = free_slug(one, title, ours) if slug in ours or (one.language, slug) in taken else slug
            ours.add(one.slug)
        for language, slugs in promised.items():
            FormerSlug.objects.filter(language=language, slug__in=slugs).delete()

    def _store_revisions(self) -> None:
        for arrival, one in zip(self.arrivals, self.translations, strict=True):
            said = Content(arrival.row.title, arrival.row.summary or "", arrival.body_in(one.article, self.writer.by))
            author = self.writer.by.pk if self.writer.by else None
            self.revisions.append(
                Revision.saying(said.as_kept(), translation=one, number=1, author_id=author, origin=ORIGIN)
            )
        Revision.objects.bulk_create(self.revisions)

    def _show(self) -> None:
        """Let each translation name its words, and what it follows."""
        for one, revision in zip(self.translations, self.revisions, strict=True):
            one.live = revision if one.is_published else None
            one.scheduled = revision if one.status == Status.SCHEDULED else None
        Translation.objects.bulk_update(self.translations, ["live", "scheduled"])
        followers = [one for one in self.translations if one.is_published and not one.is_source]
        articles = {one.article_id for one in followers}
        sources = Translation.objects.filter(article__in=articles, language=F("article__source_language"))
        live = dict(sources.values_list("article_id", "live_id"))
        for one in followers:
            one.based_on_id = live.get(one.article_id)
        Translation.objects.bulk_update(followers, ["based_on"])

    def _look_at(self, articles: Iterable[Article]) -> None:
        Finding.refresh(*(one for one in self.translations if one.is_published))
        Finding.mend_links_to(*articles)

    def _note(self, articles: Iterable[Article]) -> None:
        """Leave word for upper rooms, and in the history."""
        Change.objects.bulk_create(Change(article_id=one.pk, public_id=one.public_id) for one in articles)
        for status in (Status.PUBLISHED, Status.ARCHIVED):
            ours = [one for one in self.translations if one.status == status]
            self._record(f"article.{status}", ours, lambda one: {"revision": 1})
        waiting = [one for one in self.translations if one.publish_at]
        self._record("article.scheduled", waiting, lambda one: {"revision": 1, "at": one.publish_at.isoformat()})

    def _record(self, kind: str, subjects: Iterable[models.Model], data: Callable[[Any], dict[str, Any]]) -> None:
        Event.objects.bulk_create(
            Event(kind=kind, subject=subject_name(one), by=self.writer.by, data=data(one)) for one in subjects
        )


def _article(arrival: Arrival) -> Article:
    row = arrival.row
    kind = Article.Kind.ARTICLE if len(row.text) > LONG else Article.Kind.FAQ
    return Article(public_id=row.id, source_language=row.language, kind=kind, visibility=Article.Visibility.PUBLIC)
