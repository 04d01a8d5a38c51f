"""Say what a misspelt question was taken for, in the spelling of the articles.

The engine repairs words without accents and capitals; a reader should see "Lieferadresse ändern", not "andern".
"""

import unicodedata

from helpwell.answers.found import Found


def understood(found: Found) -> str:
    """The repaired question as the articles spell it; "" when nothing was repaired."""
    spellings = {_bare(word): word for one in reversed(found.articles) for word in reversed(one.matched)}
    typed = set(found.question.split())
    words = found.repaired.split()
    return " ".join(word if word in typed else spellings.get(_bare(word), word) for word in words)


def _bare(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
