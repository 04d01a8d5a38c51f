"""What people asked and did not find: questions are closed, and unanswered ones gathered by their meaning."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from helpwell.answers.asking import Asker, ask_untaught
from helpwell.answers.meaning import Groups, Rarity, content_words, meaning
from helpwell.answers.models import Gap, Outcome, Question, Synonym
from helpwell.knowledge.access import PUBLIC
from helpwell.knowledge.models import Translation

SETTLED_AFTER = timedelta(minutes=30)  # without a word, a question has ended as it stands
GATHERED_DAYS = 90  # older unanswered questions tell little about today
AT_ONCE = 2000  # questions in one sweep
MOST_TEXTS = 5_000  # wordings read to learn which words are rare
LOOKED_BACK = timedelta(hours=1)  # articles changed within it are tried on the gaps
CLOSED = 0.8  # how sure the engine must be that an article answers what was asked in vain
EXAMPLES = 6  # wordings shown of a gap


def sweep() -> None:
    """Close what has ended and gather what stayed unanswered."""
    close_ended()
    gather()
    settle_published()
    settle_answered()


@transaction.atomic
def close_ended() -> int:
    """Questions nobody said a word on end by themselves: opened, then silent; or abandoned with nothing opened."""
    ended = Question.objects.without_word(timezone.now() - SETTLED_AFTER)[:AT_ONCE]
    results = {
        pk: Question.Result.SILENT if opened else Question.Result.ABANDONED
        for pk, opened in ended.values_list("pk", "opened_at")
    }
    Outcome.objects.bulk_create([Outcome(question_id=pk, result=result) for pk, result in results.items()])
    for result in set(results.values()):
        Question.objects.filter(pk__in=[pk for pk in results if results[pk] == result]).update(outcome=result)
    return len(results)


def gather() -> int:
    """Put each unanswered question to the gap that means the same, or begin a new one; how many were put."""
    languages = Question.objects.to_gather(GATHERED_DAYS).values_list("language", flat=True).distinct()
    return sum(_gather(language) for language in sorted(set(languages)))


@transaction.atomic
def _gather(language: str) -> int:
    gaps = {gap.pk: gap for gap in Gap.objects.filter(language=language)}
    groups = _groups(language, gaps.values())
    questions = list(Question.objects.to_gather(GATHERED_DAYS).filter(language=language)[:AT_ONCE])
    for question in questions:
        stems = meaning(question.text, language)
        number = groups.find(stems)
        gap = gaps[number] if number is not None else Gap.begin(question.text, language, stems)
        if number is None:
            gaps[gap.pk] = gap
            groups.add(gap.pk, stems)
        gap.take(question)
    return len(questions)


def _groups(language: str, gaps: Iterable[Gap]) -> Groups:
    groups = Groups(_rarity(language), twins_in(language))
    for gap in gaps:
        groups.add(gap.pk, frozenset(gap.key.split()))
    return groups


def twins_in(language: str) -> dict[str, frozenset[str]]:
    """Which stems mean the same by the synonyms in use, both ways; pairs of single words only."""
    twins: dict[str, frozenset[str]] = {}
    for pair in Synonym.objects.active().filter(language=language).values_list("word", "meaning"):
        word, other = (meaning(text, language) for text in pair)
        if len(word) == len(other) == 1:
            for one, twin in ((word, other), (other, word)):
                (stem,) = one
                twins[stem] = twins.get(stem, frozenset()) | twin
    return twins


def _rarity(language: str) -> Rarity:
    """How much each word tells among what was asked lately."""
    texts = Question.objects.asked_within(GATHERED_DAYS).filter(language=language).values_list("text", flat=True)
    return Rarity(meaning(text, language) for text in texts.distinct()[:MOST_TEXTS])


def telling_word(gap: Gap) -> str:
    """The word of its wording that others ask with least: most likely the one our articles do not know."""
    rarity, words = _rarity(gap.language), content_words(gap.text, gap.language)
    return max(words, key=lambda word: (rarity.of(word.stem), len(word.text))).text if words else gap.text


def settle_published() -> None:
    """An answer that was begun for a gap is there now."""
    for gap in Gap.objects.open().filter(translation__status="published"):
        gap.settle(Gap.Status.ANSWERED, by=None)


def settle_answered() -> int:
    """What an article that was written or changed since it was last asked answers by now; how many."""
    recent = Translation.objects.published().filter(updated_at__gte=timezone.now() - LOOKED_BACK)
    changed_at = dict(recent.values_list("pk", "updated_at"))
    if not changed_at:
        return 0
    waiting = Gap.objects.open().asked_before(max(changed_at.values()))
    return sum(_settle_if_answered(gap, changed_at) for gap in waiting)


def _settle_if_answered(gap: Gap, changed_at: Mapping[int, datetime]) -> bool:
    found = ask_untaught(gap.text, Asker(gap.language, PUBLIC))
    answered_at = [changed_at.get(one.translation_id) for one in found.articles]
    is_answered = found.confidence >= CLOSED and answered_at[0] is not None and answered_at[0] > gap.last_asked_at
    if is_answered:
        gap.settle(Gap.Status.ANSWERED, by=None)
    return is_answered


@dataclass(frozen=True)
class Wording:
    """One way it was asked, and by how many different visitors."""

    text: str
    visitor_count: int


def wordings(gaps: Iterable[Gap]) -> dict[int, list[Wording]]:
    """How each of these gaps was asked, the most frequent first; one query for all of them."""
    rows = (
        Question.objects.filter(gap__in=list(gaps))
        .exclude(text="")
        .values_list("gap_id", "text")
        .annotate(visitors=Count("visitor", distinct=True), times=Count("pk"))
        .order_by("-visitors", "-times", "text")
    )
    found: dict[int, list[Wording]] = defaultdict(list)
    for gap_id, text, visitors, _times in rows:
        found[gap_id].append(Wording(text, max(visitors, 1)))
    return found


def in_vain(gap: Gap) -> list[tuple[Translation, int]]:
    """What was given as the answer and did not help, and how often; the most frequent first."""
    refuted = Question.objects.filter(gap=gap, outcome=Question.Result.CONTRADICTED, opened__isnull=False)
    counted = refuted.values_list("opened").annotate(times=Count("pk")).order_by("-times", "opened")
    titled = Translation.objects.select_related("article", "live").in_bulk([pk for pk, _times in counted])
    return [(titled[pk], times) for pk, times in counted]


@transaction.atomic
def gap_for(text: str, language: str) -> Gap:
    """The gap that means this, open again if need be; a new one when there is none."""
    stems = meaning(text, language)
    number = _groups(language, Gap.objects.filter(language=language)).find(stems)
    return Gap.objects.get(pk=number) if number is not None else Gap.begin(text, language, stems)
