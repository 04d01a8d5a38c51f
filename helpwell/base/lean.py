"""Scripts and styles for other people's pages, without what only people read."""

import re
from itertools import chain, product
from string import ascii_lowercase

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
SCRIPT_NOISE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|^\n|[ \t]+// .*$", re.MULTILINE)  # comments, indentation, empty lines
SCRIPT_PIECES = re.compile(  # texts, templates and expressions stay as they are; a division has spaces around it
    r'"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|/(?![*/ ])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n\[])+/[a-z]*|[^"`/]+|/'
)
OWN_NAME = re.compile(r"\.#(\w+)|^(?:async |get )?#(\w+)", re.MULTILINE)  # what only a class itself may call
SPACED = re.compile(r" ?([=?:,{}()<>&|;*!\[\]]+) ?")
ONE_NAME = re.compile(r"(?<!\w)\((\w+)\)(?==>)")  # what an arrow takes
NEEDLESS = re.compile(r"(?<=[{(\[,;])\n|\n(?=[})\].?:])|,(?=\n?[})\]])")  # line ends inside a statement, last commas
STYLE_NOISE = (
    (COMMENT, ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([{};,>]) ?"), r"\1"),
    (re.compile(": "), ":"),
    (re.compile(";}"), "}"),
)


def lean_style(style: str) -> str:
    """The same rules without what only people read."""
    for noise, instead in STYLE_NOISE:
        style = noise.sub(instead, style)
    return style


def lean_script(script: str) -> str:
    """The same program without what only people read."""
    return _with_short_names(SCRIPT_PIECES.sub(_lean_piece, SCRIPT_NOISE.sub("", script)))


def _with_short_names(script: str) -> str:
    """Names that no page and no other class can reach may as well have a letter or two."""
    own = dict.fromkeys(first or second for first, second in OWN_NAME.findall(script))
    letters = chain(product(ascii_lowercase), product(ascii_lowercase, repeat=2))
    short = dict(zip(own, map("".join, letters), strict=False))
    return re.sub(r"#(\w+)", lambda name: f"#{short.get(name[1], name[1])}", script)


def _lean_piece(match: re.Match[str]) -> str:
    piece = match[0]
    if piece.startswith("`\n"):  # a stylesheet
        return lean_style(piece)
    is_kept = piece[0] in '"`' or (piece[0] == "/" and len(piece) > 1)
    return piece if is_kept else NEEDLESS.sub("", ONE_NAME.sub(r"\1", SPACED.sub(r"\1", piece)))
