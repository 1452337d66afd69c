"""Digests: by what a file or record is known that was read before."""

import hashlib
import json
import stat
from dataclasses import astuple
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tracker.reading.field_map import NO_MAP, FieldMap
from tracker.reading.records import NOTHING_GIVEN, Given

if TYPE_CHECKING:
    from hashlib import _Hash


def digest_of(source: Path | BinaryIO | bytes, given: Given = NOTHING_GIVEN, fields: FieldMap | None = None) -> str:
    """The SHA-256 of a whole file in hexadecimal, with what the user gave; a file of any size takes little memory.

    Another date or another map of fields makes another digest, so that the file is read anew. "" for what can't be
    read or can be read only once, such as a pipe.
    """
    begun = begun_digest(given, fields)
    if isinstance(source, bytes):
        begun.update(source)
        return begun.hexdigest()
    try:
        if not isinstance(source, Path):
            return hashlib.file_digest(source, lambda: begun).hexdigest()  # type: ignore[arg-type]
        if not stat.S_ISREG(source.stat().st_mode):  # before it is opened: that waits where it is a pipe
            return ""
        with source.open("rb") as file:
            return hashlib.file_digest(file, lambda: begun).hexdigest()
    except (OSError, ValueError):  # ValueError: a zero byte in the path
        return ""


def begun_digest(given: Given, fields: FieldMap | None = None) -> "_Hash":
    """A digest that holds what the user gave; copies of it take the bytes of one record each."""
    return _begun(given, fields or NO_MAP).copy()


@lru_cache(maxsize=16)
def _begun(given: Given, fields: FieldMap) -> "_Hash":
    told = [str(each) if each is not None else None for each in astuple(given)]
    return hashlib.sha256(json.dumps([told, fields.paths]).encode() + b"\x00")
