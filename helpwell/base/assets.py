"""Static files under names that carry their content's hash, so browsers may keep them for ever."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

PART = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)

Sources = dict[str, tuple[Storage, str]]  # name → where it lies


class AssetStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashes the names inside ES module imports too, so that no bundler is needed."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """A stylesheet made of parts is served whole: a page waits for one file, not for one after another."""
        if not dry_run:
            paths = {**paths, **_whole_stylesheets(paths)}
        return super().post_process(paths, dry_run=dry_run, **options)  # type: ignore[no-any-return]


def _whole_stylesheets(paths: Sources) -> Sources:
    whole = InMemoryStorage()
    for name in paths:
        if name.endswith(".css") and PART.search(text := _text(paths, name)):
            whole.save(name, ContentFile(_with_parts(text, name, paths).encode()))
    return {name: (whole, name) for name in paths if whole.exists(name)}


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
