"""What the team learns from: its own tutorials, and how far each has come (H13)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from helpwell.knowledge.models import ArticleReading, Translation
from helpwell.people.models import User


@dataclass(frozen=True)
class Lesson:
    """A tutorial in the language that suits the reader best."""

    translation: Translation
    words: frozenset[int]  # the revisions that stand there today, in all its languages
    readings: dict[int, ArticleReading]  # by user

    @property
    def title(self) -> str:
        """What it is called."""
        return self.translation.live.title if self.translation.live else ""

    def read_at(self, user: User) -> datetime | None:
        """When she has worked through it as it stands now; None: not yet."""
        reading = self.readings.get(user.pk)
        return reading.at if reading and reading.revision_id in self.words else None

    def has_changed_for(self, user: User) -> bool:
        """Whether it says something else than when she read it."""
        return user.pk in self.readings and self.read_at(user) is None


@dataclass(frozen=True)
class Learner:
    """How far one colleague has come."""

    user: User
    done: list[Lesson]
    left: list[Lesson]
    last_at: datetime | None  # when she finished one


def lessons(language: str) -> list[Lesson]:
    """All of them, in the order they were written."""
    by_article: dict[int, list[Translation]] = {}
    for one in Translation.objects.for_training():
        by_article.setdefault(one.article_id, []).append(one)
    return [_lesson(translations, language) for translations in by_article.values()]


def lesson_of(translation: Translation) -> Lesson | None:
    """The tutorial it is a language of; None when it is none, or nothing of it is published in this language."""
    found = list(Translation.objects.for_training().filter(article=translation.article_id))
    return _lesson(found, translation.language) if translation in found else None


def learners(found: list[Lesson], team: Iterable[User]) -> list[Learner]:
    """Everybody; trainees first, of each role those first who have most before them."""
    each = [_learner(user, found) for user in team]
    return sorted(each, key=lambda one: (one.user.role != User.Role.TRAINEE, -len(one.left), str(one.user)))


def _lesson(translations: list[Translation], language: str) -> Lesson:
    source = translations[0].article.source_language
    best = min(translations, key=lambda one: (one.language != language, one.language != source))
    readings = {reading.user_id: reading for reading in best.article.readings.all()}
    return Lesson(best, frozenset(one.live_id for one in translations if one.live_id), readings)


def _learner(user: User, found: list[Lesson]) -> Learner:
    done = [one for one in found if one.read_at(user)]
    moments = [at for one in done if (at := one.read_at(user))]
    return Learner(user, done, [one for one in found if one not in done], max(moments, default=None))
