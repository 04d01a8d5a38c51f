"""An exported folder as one zip."""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

PACKED_ALREADY = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".mp4", ".zip", ".pdf"}


def pack(folder: Path, out: IO[bytes], step: Callable[[], None] = lambda: None) -> None:
    """Write everything in `folder` into `out`, ready to be read from its start; `step` is called after each file."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            how = zipfile.ZIP_STORED if path.suffix.lower() in PACKED_ALREADY else zipfile.ZIP_DEFLATED
            archive.write(path, path.relative_to(folder), how)
            step()
    out.seek(0)
