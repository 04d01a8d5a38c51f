"""The past of an article comes back with it: revisions, drafts, addresses, what it was translated from."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db.models import Count, Exists, OuterRef

from helpwell.knowledge.importing.addresses import Addresses
from helpwell.knowledge.importing.colleagues import Colleagues
from helpwell.knowledge.importing.files import Entry, take_lines
from helpwell.knowledge.importing.past import Past, PastLanguage, Words, past_of
from helpwell.knowledge.models import Article, Attachment, Draft, Import, Revision, Translation

NAME = "history.jsonl"
AT_ONCE = 50  # articles


def bring_in(task: Import, folder: Path) -> None:
    """Give articles that came with this import their past; those that were here before keep their own."""
    addresses = Addresses()
    colleagues = Colleagues()

    def take(entries: list[Entry]) -> int:
        pasts = [past for entry in entries if (past := past_of(entry))]
        _Batch(task, colleagues, addresses, pasts).write()
        return len(pasts)

    take_lines(task, folder / NAME, take, at_once=AT_ONCE)
    addresses.take_all()


@dataclass
class _Batch:
    """Some articles whose pasts are written together."""

    task: Import
    colleagues: Colleagues
    addresses: Addresses
    pasts: list[Past]
    stored: dict[tuple[int, int], Revision] = field(default_factory=dict)  # by translation and number

    def write(self) -> None:
        """Write the past of those that came with this import."""
        named = Article.objects.filter(public_id__in=[past.public_id for past in self.pasts])
        fresh = named.filter(created_at__gte=self.task.created_at).in_bulk(field_name="public_id")
        for past in self.pasts:
            past.values["created_at"] = past.values["created_at"] or self.task.created_at
        self._write_articles([(fresh[past.public_id], past) for past in self.pasts if past.public_id in fresh])
        pairs = self._translations()
        self._write_revisions(pairs)
        self._write_translations(pairs)

    def _translations(self) -> list[tuple[Translation, PastLanguage]]:
        """Those in which nothing was written before this import."""
        wanted = {(past.public_id, code): one for past in self.pasts for code, one in past.languages.items()}
        before = Revision.objects.filter(translation=OuterRef("pk"), created_at__lt=self.task.created_at)
        rows = Translation.objects.filter(article__public_id__in=[past.public_id for past in self.pasts])
        untouched = rows.filter(~Exists(before), draft=None).annotate(count=Count("revisions")).filter(count__lte=1)
        fresh = untouched.select_related("article")
        keys = ((row, (row.article.public_id, row.language)) for row in fresh)
        return [(row, wanted[key]) for row, key in keys if key in wanted]

    def _write_articles(self, pairs: list[tuple[Article, Past]]) -> None:
        for article, past in pairs:
            for name, value in past.values.items():
                setattr(article, name, value)
            article.checked_by = self.colleagues.find(past.checked_by)
        articles = [article for article, _past in pairs]
        Article.objects.bulk_update(articles, ["created_at", "checked_at", "checked_by", "reminded_on"])
        self._write_attachments({str(one["id"]): one for _article, past in pairs for one in past.attachments}, articles)

    def _write_attachments(self, said: dict[str, Entry], articles: list[Article]) -> None:
        attachments = [
            one for one in Attachment.objects.filter(article__in=articles) if said and str(one.public_id) in said
        ]
        for one in attachments:
            entry = said[str(one.public_id)]
            one.alt, one.created_at = str(entry.get("alt", ""))[:300], entry["created_at"]
            one.uploaded_by = self.colleagues.find(str(entry.get("author", "")))
        Attachment.objects.bulk_update(attachments, ["alt", "created_at", "uploaded_by"])

    def _write_revisions(self, pairs: list[tuple[Translation, PastLanguage]]) -> None:
        """What the import wrote is the revision that says so, or a new one behind all others."""
        written = Revision.objects.filter(translation__in=[one for one, _past in pairs])
        by_translation = {revision.translation_id: revision for revision in written}
        superfluous, fresh = [], []
        for translation, past in pairs:
            mine = by_translation.get(translation.pk)
            if mine and past.is_unwritten(mine.content) and not translation.is_published:
                superfluous.append(mine.pk)
                mine = None
            known = past.number_of(mine.content) if mine else None
            if mine:
                mine.number = known or max(past.revisions, default=0) + 1
                self._sign(mine, past.revisions.get(mine.number))
            fresh += [self._revision(translation, one) for n, one in past.revisions.items() if n != known]
        Revision.objects.filter(pk__in=superfluous).delete()
        kept = [one for one in by_translation.values() if one.pk not in superfluous]
        Revision.objects.bulk_update(kept, ["number", "author", "origin", "created_at"])
        self.stored = {(one.translation_id, one.number): one for one in [*kept, *Revision.objects.bulk_create(fresh)]}

    def _revision(self, translation: Translation, words: Words) -> Revision:
        revision = Revision.saying(words.content, translation=translation, number=words.number)
        self._sign(revision, words)
        return revision

    def _sign(self, revision: Revision, words: Words | None) -> None:
        if words:
            revision.author = self.colleagues.find(words.author)
            revision.origin, revision.created_at = words.origin, words.created_at

    def _write_translations(self, pairs: list[tuple[Translation, PastLanguage]]) -> None:
        sources = {one.article_id: one.pk for one, _past in pairs if one.is_source}
        for translation, past in pairs:
            self._point(translation, past, sources.get(translation.article_id, 0))
            self.addresses.note(translation, past.address, past.former_addresses)
        fields = ["live", "scheduled", "based_on", "publish_at", "published_at", "updated_at"]
        Translation.objects.bulk_update([one for one, _past in pairs], fields)
        Draft.objects.bulk_create([self._draft(one, past.draft) for one, past in pairs if past.draft])

    def _point(self, translation: Translation, past: PastLanguage, source: int) -> None:
        """Let it name its revisions as it did; words that are live because the file says so stay live."""
        if not translation.is_published:
            translation.live = self.stored.get((translation.pk, past.live or 0))
        if past.scheduled != past.live and (waiting := self.stored.get((translation.pk, past.scheduled or 0))):
            translation.scheduled, translation.publish_at = waiting, past.publish_at
        if source:
            translation.based_on = self.stored.get((source, past.based_on or 0))
        translation.published_at = past.published_at or translation.published_at
        translation.updated_at = past.updated_at or translation.updated_at

    def _draft(self, translation: Translation, words: Words) -> Draft:
        content = words.content
        return Draft(
            translation=translation, title=content.title, summary=content.summary, body=content.body,
            base=words.base, version=1, updated_by=self.colleagues.find(words.author), updated_at=words.created_at,
        )  # fmt: skip
