"""What a search at the desk finds: what customers would, and what is not published yet."""

from helpwell.answers.asking import Asker, suggest
from helpwell.knowledge.access import STAFF
from helpwell.knowledge.models import Translation

MOST = 100  # answers; whoever looks for more narrows the search


def found_translations(question: str, language: str) -> list[int]:
    """The ids of translations that answer, best first, then of those whose title has these words."""
    found = suggest(question, Asker(language, STAFF), limit=MOST)
    answering = [article.translation_id for article in found.articles]
    titled = Translation.objects.titled(question.strip()).order_by("-updated_at").values_list("pk", flat=True)[:MOST]
    return list(dict.fromkeys([*answering, *titled]))
