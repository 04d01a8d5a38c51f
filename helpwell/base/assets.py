"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

import re
from collections.abc import Iterator
from itertools import chain, product
from pathlib import PurePosixPath
from string import ascii_lowercase
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PART = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
MODULE_PART = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)"\n', re.MULTILINE)
SCRIPT_NOISE = re.compile(r"^[ \t]*//.*\n|^[ \t]+|^\n|[ \t]+// .*$", re.MULTILINE)  # comments, indentation, empty lines
SCRIPT_PIECES = re.compile(  # texts, templates and expressions stay as they are; a division has spaces around it
    r'"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`|/(?![*/ ])(?:\\.|\[(?:\\.|[^\]\n])*\]|[^/\\\n\[])+/[a-z]*|[^"`/]+|/'
)
OWN_NAME = re.compile(r"\.#(\w+)|^(?:async |get )?#(\w+)", re.MULTILINE)  # what only a class itself may call
SPACED = re.compile(r" ?([=?:,{}()<>&|;]+) ?")
LINE_ENDS = re.compile(r"(?<=[{(\[,;])\n|\n(?=[})\].?:])")  # at which no statement ends
STYLE_NOISE = (
    (COMMENT, ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r" ?([{};,>]) ?"), r"\1"),
    (re.compile(": "), ":"),
    (re.compile(";}"), "}"),
)
WHOLE_MODULES = (
    "chat/chat.js",
    "chat/invitation.js",
)  # on other people's pages: few requests, few bytes
LEAN_STYLES = ("chat/chat.css",)

Sources = dict[str, tuple[Storage, str]]  # name → where it lies


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes the names inside ES module imports too, so that no bundler is needed."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """A stylesheet made of parts is served whole: a page waits for one file, not for one after another."""
        if not dry_run:
            paths = {**paths, **_whole_stylesheets(paths), **_whole_modules(paths)}
        return super().post_process(paths, dry_run=dry_run, **options)  # type: ignore[no-any-return]


def _whole_stylesheets(paths: Sources) -> Sources:
    whole = InMemoryStorage()
    for name in paths:
        if name in LEAN_STYLES:
            whole.save(name, ContentFile(_lean(_text(paths, name)).encode()))
        elif name.endswith(".css") and PART.search(text := _text(paths, name)):
            whole.save(name, ContentFile(_with_parts(text, name, paths).encode()))
    return {name: (whole, name) for name in paths if whole.exists(name)}


def _lean(style: str) -> str:
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
    is_kept = piece[0] in '"`' or (piece[0] == "/" and len(piece) > 1)
    return piece if is_kept else LINE_ENDS.sub("", SPACED.sub(r"\1", piece))


def _whole_modules(paths: Sources) -> Sources:
    """Modules that are served with all they import, in one file. The parts share one scope: a name twice breaks it."""
    whole = InMemoryStorage()
    for name in (one for one in WHOLE_MODULES if one in paths):
        parts: dict[str, str] = {}
        _gather(name, paths, parts)
        whole.save(name, ContentFile(lean_script("\n".join(parts.values())).encode()))
    return {name: (whole, name) for name in WHOLE_MODULES if whole.exists(name)}


def _gather(name: str, paths: Sources, parts: dict[str, str]) -> None:
    """The module after everything it imports, each once; only its own exports stay exports."""
    text, folder = _text(paths, name), PurePosixPath(name).parent
    for imported in MODULE_PART.findall(text):
        if str(folder / imported) not in parts:
            _gather(str(folder / imported), paths, parts)
    text = MODULE_PART.sub("", text)
    is_entry = name in WHOLE_MODULES
    parts[name] = text if is_entry else re.sub(r"^export ", "", text, flags=re.MULTILINE)


def _with_parts(text: str, name: str, paths: Sources) -> str:
    """Each import replaced by the part itself, in the layer it was imported into."""
    folder = PurePosixPath(name).parent

    def part(match: re.Match[str]) -> str:
        return f"@layer {match[2]} {{\n{_text(paths, str(folder / match[1]))}}}"

    return COMMENT.sub("", PART.sub(part, text))


def _text(paths: Sources, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return str(file.read().decode())
