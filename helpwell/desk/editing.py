"""What the editor page shows of an article, and how it takes in what was written."""

from dataclasses import dataclass
from functools import cached_property

from django.shortcuts import get_object_or_404
from django_prose_editor.widgets import importmap
from js_asset import Media

from helpwell.answers.models import Standing
from helpwell.base.models import Site
from helpwell.desk.forms.article_settings import ArticleSettings
from helpwell.desk.forms.article_text import ArticleText
from helpwell.desk.forms.publication_time import PublicationTime
from helpwell.desk.forms.review import Review
from helpwell.knowledge.comparison import Comparison, compare
from helpwell.knowledge.html import as_shown, plain_text
from helpwell.knowledge.models import Article, Attachment, Draft, Finding, Revision, Translation
from helpwell.knowledge.models.revision import Content
from helpwell.knowledge.readability import Readability, readability_of
from helpwell.people.models import User


def find_translation(pk: int, language: str) -> Translation:
    """The article in this language, or 404."""
    translations = Translation.objects.select_related("article__category", "live", "scheduled", "based_on")
    return get_object_or_404(translations, article_id=pk, language=language)


def keep(translation: Translation, text: ArticleText, by: User) -> Draft | None:
    """Save what differs from what is there already. Raises `EditConflict`."""
    if text.content == translation.working_content and not Draft.of(translation):
        return None
    version, base = text.cleaned_data["version"], text.cleaned_data["base"]
    return Draft.keep(translation, text.content, by, version=version, base=base)


@dataclass(frozen=True)
class Tab:
    """One language of the article; without a translation yet, an invitation to write it."""

    language: str
    translation: Translation | None
    is_current: bool
    is_behind: bool


@dataclass(frozen=True)
class Conflict:
    """Somebody else's words and mine."""

    comparison: Comparison  # from theirs to mine
    their_name: str
    version: int  # of their draft; 0: they published
    base: int


class Desk:
    """Everything the page of one translation shows; each part is read when a template asks for it."""

    def __init__(self, translation: Translation, text: ArticleText | None = None) -> None:
        """`text` is what somebody sent that could not be kept; it stays on the page."""
        self.translation = translation
        self.article: Article = translation.article
        self._text = text

    @property
    def month_views(self) -> int:
        """How often its page was opened in the last thirty days."""
        return self.translation.day_views.within(30).total()

    @cached_property
    def draft(self) -> Draft | None:
        """The unpublished words, if any."""
        return Draft.of(self.translation)

    @cached_property
    def text(self) -> ArticleText:
        """The form for the words."""
        if self._text:
            return self._text
        content = self.translation.working_content
        return ArticleText(
            initial={
                "title": content.title,
                "summary": content.summary,
                "body": content.body,
                "version": self.draft.version if self.draft else 0,
                "base": self.translation.newest_number,
            }
        )

    @cached_property
    def settings(self) -> ArticleSettings:
        """The form for what all languages share."""
        return ArticleSettings(instance=self.article, language=self.translation.language)

    @cached_property
    def media(self) -> Media:
        """What the rich text brings to the page's import map."""
        return Media(importmap=importmap)

    @cached_property
    def moment(self) -> PublicationTime:
        """The form for the moment of publication."""
        return PublicationTime()

    @cached_property
    def review(self) -> Review:
        """The form that says when to look again."""
        return Review()

    @cached_property
    def tabs(self) -> list[Tab]:
        """A tab for each language of the site, and for others the article has."""
        have = {one.language: one for one in self.article.translations.select_related("article", "based_on")}
        languages = [*Site.current().languages, *have]
        return [self._tab(language, have.get(language)) for language in dict.fromkeys(languages)]

    def _tab(self, language: str, translation: Translation | None) -> Tab:
        is_behind = translation is not None and translation.behind_since is not None
        return Tab(language, translation, language == self.translation.language, is_behind)

    @cached_property
    def findings(self) -> list[Finding]:
        """What should be mended in the words as they are on the page."""
        return Finding.look_at(self.translation.working_content)

    @cached_property
    def readability(self) -> Readability | None:
        """How hard these words are to read; None while they are few."""
        content = self.translation.working_content
        return readability_of(f"{content.summary}\n\n{plain_text(content.body)}", self.translation.language)

    @cached_property
    def standing(self) -> Standing:
        """How far the answer is trusted."""
        return Standing.of(self.translation)

    @cached_property
    def files(self) -> list[Attachment]:
        """The article's pictures and files, the newest first."""
        return list(self.article.attachments.order_by("-created_at"))

    @cached_property
    def related(self) -> list[Translation]:
        """The related articles, each in this language where it has one."""
        titles = Translation.objects.filter(article__in=self.article.related.all()).named().order_by("language")
        best: dict[int, Translation] = {}
        for one in titles:
            if one.article_id not in best or one.language == self.translation.language:
                best[one.article_id] = one
        return list(best.values())

    @cached_property
    def history(self) -> list[Revision]:
        """The last few revisions."""
        return list(self.translation.revisions.for_history()[:5])

    @cached_property
    def phrasings(self) -> str:
        """The wordings that lead here, one a line."""
        return "\n".join(self.translation.phrasings.values_list("text", flat=True))

    @cached_property
    def source(self) -> Translation | None:
        """The translation this one follows; None when this is it."""
        return None if self.translation.is_source else self.translation.source

    @cached_property
    def source_content(self) -> Content | None:
        """The words to translate: what is live of the source, else what is written so far."""
        if self.source is None:
            return None
        return self.source.live.content if self.source.live else self.source.working_content

    @property
    def source_body(self) -> str:
        """The text to translate, its links leading to what readers see."""
        content, language = self.source_content, self.article.source_language
        return as_shown(content.body if content else "", lambda name: f"/{language}/a/{name}")

    @cached_property
    def behind_since(self) -> int | None:
        """The source's revision this one has not caught up with."""
        return self.translation.behind_since

    @cached_property
    def source_changes(self) -> Comparison | None:
        """What changed in the source since this translation was last in step with it."""
        if self.behind_since is None or self.source is None or self.source.live is None:
            return None
        known = self.translation.based_on
        return compare(known.content if known else Content("", "", ""), self.source.live.content)

    @cached_property
    def overtaken_by(self) -> Revision | None:
        """What was published since the draft was begun; None while the draft builds on what is live."""
        live = self.translation.live
        return live if self.draft and live and live.number > self.draft.base else None


def conflict_of(translation: Translation, mine: Content) -> Conflict:
    """What stands against what: their words, which are kept, and mine, which are not yet."""
    draft = Draft.of(translation)
    newest = translation.revisions.in_line().select_related("author").first()
    who = draft.updated_by if draft else newest.author if newest else None
    return Conflict(
        comparison=compare(translation.working_content, mine),
        their_name=str(who or ""),
        version=draft.version if draft else 0,
        base=translation.newest_number,
    )
