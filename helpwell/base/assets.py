"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

from helpwell.base.lean import COMMENT, lean_script, lean_style

PART = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
MODULE_PART = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)"\n', re.MULTILINE)
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
            whole.save(name, ContentFile(lean_style(_text(paths, name)).encode()))
        elif name.endswith(".css") and PART.search(text := _text(paths, name)):
            whole.save(name, ContentFile(_with_parts(text, name, paths).encode()))
    return {name: (whole, name) for name in paths if whole.exists(name)}


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
