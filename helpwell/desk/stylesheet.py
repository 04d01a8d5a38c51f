"""What is plainly wrong with an operator's stylesheet; said in words before it is kept."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

LONGEST = 50_000  # characters
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ELSEWHERE = re.compile(r"url\(\s*['\"]?\s*(?!data:|/(?!/)|#)[^)]", re.IGNORECASE)


def mistakes_in(css: str) -> Iterator[str]:
    """Each mistake, with what to do about it."""
    plain = _COMMENT.sub("", css)
    if len(css) > LONGEST:
        yield _("This is longer than 50,000 characters. Leave out what is not needed.")
    if "<" in plain:
        yield _("“<” belongs to HTML. Paste only what stands between the style tags.")
    if plain.count("{") != plain.count("}") or "/*" in plain:
        yield _("A bracket or comment is opened and never closed, or closed too often.")
    if "@import" in plain.lower():
        yield _("@import does not work here. Paste the text of that stylesheet instead.")
    if _ELSEWHERE.search(plain):
        yield _("Pictures and fonts from other addresses are not loaded. Use a data: address.")
