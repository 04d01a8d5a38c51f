"""An engine as one file: written whole, opened without reading it, shared in memory by all who open it.

The file is a head, the arrays one after the other, and a description that says what they belong to. It is opened
only by the code that made it: what an engine holds and how a question is read must fit together.
"""

import hashlib
import json
import mmap
import os
import struct
import sys
import unicodedata
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from answer_engine.engine import AnswerEngine
from answer_engine.meanings import FOLDER
from answer_engine.packed import Reader, Writer

NAME = b"helpwell engine\n"
HEAD = struct.Struct("<16s16s16s16s")  # name, maker, checksum, where the description stands
WHERE = struct.Struct("<QQ")  # its place in the file and its length


class BadEngineFile(Exception):
    """A file that is no engine, is damaged, or was made by other code; its text says which. Build the engine anew."""


def save_engine(engine: AnswerEngine, path: Path) -> None:
    """Writes the engine to a file, whole or not at all; who has the former file open keeps it.

    What an encoder has read is written, too; the encoder itself is given to the engine again, by `sensing`.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.draft")
    try:
        with draft.open("wb") as file:
            _write(engine, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def open_engine(path: Path) -> AnswerEngine:
    """The engine in a file; raises BadEngineFile. The file must not be written to, only replaced."""
    mapped = _mapped(path)
    name, maker, checksum, where = HEAD.unpack_from(mapped)
    if name != NAME:
        raise BadEngineFile(f"{path} is no answer engine.")
    if maker != _maker():
        raise BadEngineFile(f"{path} was made by another version of the answer engine.")
    found = hashlib.blake2b(memoryview(mapped)[HEAD.size :], digest_size=16)
    found.update(where)
    if checksum != found.digest():
        raise BadEngineFile(f"{path} is damaged: its checksum is wrong.")
    place, length = WHERE.unpack(where)
    engine: AnswerEngine = Reader(memoryview(mapped)).read(json.loads(mapped[place : place + length]))
    mapped.madvise(mmap.MADV_DONTNEED)  # the check has read every page; only those that are asked for shall stay
    return engine


def _mapped(path: Path) -> mmap.mmap:
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # mmap refuses an empty file with a ValueError
        raise BadEngineFile(f"{path} cannot be opened: {error}.") from error
    if len(mapped) < HEAD.size:
        raise BadEngineFile(f"{path} is no answer engine.")
    return mapped


def _write(engine: AnswerEngine, file: BinaryIO) -> None:
    file.write(bytes(HEAD.size))
    writer = Writer(file)
    description = json.dumps(writer.described(replace(engine, encoder=None))).encode()
    where = WHERE.pack(file.tell(), len(description))
    writer.write(description)
    writer.checksum.update(where)
    file.seek(0)
    file.write(HEAD.pack(NAME, _maker(), writer.checksum.digest(), where))


@cache
def _maker() -> bytes:
    """Tells the code that reads and compares words from any other."""
    digest = hashlib.blake2b(digest_size=16)
    package = files("answer_engine")
    for part in sorted((*package.iterdir(), *package.joinpath(FOLDER).iterdir()), key=lambda part: part.name):
        if part.is_file():
            digest.update(part.read_bytes())
    libraries = (
        version("PyStemmer"),
        version("rapidfuzz"),
        version("pyspellchecker"),
        unicodedata.unidata_version,
        sys.byteorder,
    )
    digest.update(repr(libraries).encode())
    return digest.digest()
