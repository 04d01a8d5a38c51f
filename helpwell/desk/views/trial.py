"""How would customers ask this? Ask, and see whether this article is what they would find."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from helpwell.answers.asking import Asker, ask, readable
from helpwell.answers.found import Found, FoundArticle
from helpwell.desk.editing import find_translation
from helpwell.knowledge.access import MEMBERS, PUBLIC, STAFF
from helpwell.knowledge.models import Article, Draft, Translation
from helpwell.people.access import StaffRequest, editor_required

SHOWN = 10  # as many as customers are shown
AUDIENCES = {
    Article.Visibility.PUBLIC: PUBLIC,
    Article.Visibility.SIGNED_IN: MEMBERS,
    Article.Visibility.INTERNAL: STAFF,
}


@dataclass(frozen=True)
class Trial:
    """What a reader for whom the article is meant would find."""

    question: str
    translation: Translation
    found: Found

    @property
    def rank(self) -> int | None:
        """The place of this article, 1 is the first; None: not found."""
        places = [place for place, article in enumerate(self.found.articles, start=1) if self.is_ours(article)]
        return places[0] if places else None

    @property
    def first(self) -> FoundArticle | None:
        """What such a reader sees first."""
        return self.found.articles[0] if self.found.articles else None

    @property
    def sure(self) -> int:
        """Of 100 such findings, how many have the right answer first."""
        return round(self.found.confidence * 100)

    @property
    def instead(self) -> list[FoundArticle]:
        """What stands above this article, or all there is when it is not found; three are enough."""
        others = self.found.articles[: self.rank - 1] if self.rank else self.found.articles
        return list(others[:3])

    @property
    def is_phrased(self) -> bool:
        """Whether this very question leads here already."""
        return self.translation.phrasings.filter(text__iexact=self.question).exists()

    @property
    def is_edited(self) -> bool:
        """Whether there are words that nobody can find yet."""
        return Draft.objects.filter(translation=self.translation).exists()

    def is_ours(self, article: FoundArticle) -> bool:
        """Whether this is the article being edited, in whichever language it was found."""
        return article.article_id == self.translation.article_id


@editor_required
@require_safe
def trial(request: StaffRequest, pk: int, language: str) -> HttpResponse:
    """Ask `?q=` as a customer would."""
    translation, question = find_translation(pk, language), readable(request.GET.get("q", ""))
    asker = Asker(language, AUDIENCES[Article.Visibility(translation.article.visibility)])
    tried = Trial(question, translation, ask(question, asker, limit=SHOWN)) if question else None
    return render(request, "desk/_trial.html", {"trial": tried, "translation": translation})
