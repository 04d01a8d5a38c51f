"""Scripts and styles for other people's pages, without what only people read."""

import re
from itertools import chain, product
from string import ascii_lowercase, ascii_uppercase

COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
SCRIPT_NOISE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|^\n|[ \t]+// .*$", re.MULTILINE)  # comments, indentation, empty lines
SCRIPT_PIECES = re.compile(  # texts, templates and expressions stay as they are; a division has spaces around it
    r'"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|/(?![*/ ])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n\[])+/[a-z]*|[^"`/]+|/'
)
OWN_NAME = re.compile(r"\.#(\w+)|^(?:async |get )?#(\w+)", re.MULTILINE)  # what only a class itself may call
TOP_NAME = re.compile(
    r"^(?:async )?(?:function|class|const|let) (\w{3,})", re.MULTILINE
)  # what only its own file may call
FIGURE = re.compile(r"^const (\w+) = ([\d_]+)(?: //.*)?$", re.MULTILINE)  # what has a name for people alone
NOT_THE_NAME = (  # where such a word may be something else
    r"(?<!\.\.)[.#]{0}\b",  # a property
    r"\b{0}:",  # a key
    r"[{{,]{0}[,}}=]",  # the same in short
    r"(?:^|[{{}}])(?:async |get )?{0}\([^\n]*\){{",  # a method
    r"'[^'\n]*\b{0}\b",  # a part of a text
    r"`[^`]*\$\{{[^}}`]*\b{0}\b",  # what a template fills in
)
CONSTANT = re.compile(r"\bconst\b")  # a promise to people; two words for one thing take more room
SPACED = re.compile(r" ?([=?:,{}()<>&|;*!\[\]]+) ?| ([-+]) (?![-+])")
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
    lean = _with_short_names(SCRIPT_PIECES.sub(_lean_piece, SCRIPT_NOISE.sub("", script)))
    figures = {name: figure for name, figure in FIGURE.findall(script) if _is_one_thing(name, lean)}
    lean = _renamed(re.sub(rf"^let (?:{'|'.join(figures)})=.*\n", "", lean, flags=re.MULTILINE), figures)
    return _with_short_top_names(lean, dict.fromkeys(TOP_NAME.findall(script)))


def _with_short_names(script: str) -> str:
    """Names that no page and no other class can reach may as well have a letter or two."""
    own = dict.fromkeys(first or second for first, second in OWN_NAME.findall(script))
    letters = chain(product(ascii_lowercase), product(ascii_lowercase, repeat=2))
    short = dict(zip(own, map("".join, letters), strict=False))
    return re.sub(r"#(\w+)", lambda name: f"#{short.get(name[1], name[1])}", script)


def _with_short_top_names(script: str, names: dict[str, None]) -> str:
    """The same for what is named at the left margin, unless such a word means something else somewhere."""
    own = [one for one in names if re.search(rf"\b{one}\b", script) and _is_one_thing(one, script)]
    free = map("".join, chain(product(ascii_uppercase), product(ascii_uppercase, ascii_lowercase)))
    return _renamed(script, dict(zip(own, (one for one in free if not re.search(rf"\b{one}\b", script)), strict=False)))


def _is_one_thing(name: str, script: str) -> bool:
    """Whether such a word means nothing else anywhere."""
    return not re.search("|".join(NOT_THE_NAME).format(name), script, re.MULTILINE)


def _renamed(script: str, names: dict[str, str]) -> str:
    """With other words for these names, where they are no text."""
    word = re.compile(r"\b(?:" + "|".join(names or ["(?!)"]) + r")\b")

    def renamed(piece: re.Match[str]) -> str:
        return piece[0] if _is_text(piece[0]) else word.sub(lambda name: names[name[0]], piece[0])

    return SCRIPT_PIECES.sub(renamed, script)


def _lean_piece(match: re.Match[str]) -> str:
    piece = match[0]
    if piece.startswith("`\n"):  # a stylesheet
        return lean_style(piece)
    if _is_text(piece):
        return piece
    return CONSTANT.sub("let", NEEDLESS.sub("", ONE_NAME.sub(r"\1", SPACED.sub(r"\1\2", piece))))


def _is_text(piece: str) -> bool:
    """Whether it is a text, a template or an expression."""
    return piece[0] in '"`' or (piece[0] == "/" and len(piece) > 1)
