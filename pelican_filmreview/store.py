"""What one visit found, in the form for a file, and what tells whether texts and files changed."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, NamedTuple

# Counts the changes of what is kept from build to build: of `Found`, and of what hangs on a post.
FORMAT = 3

Stamp = tuple[str, int, int]  # path, time of the last change in nanoseconds, size in bytes


def stamp(path: Path) -> Stamp:
    """Give a file's stamp; zeros where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size


def checksum(text: str) -> int:
    """Give a number that tells, near enough, whether a text is still what it was."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


class Found(NamedTuple):
    """The outcome of a visit: the finished content, packed films, review, summary and entries.

    Pelican's cache holds the content as it was read, so no more is kept than what differs: how
    many letters both begin and end with, and what stands between. `files` are the stamps of those
    that the visit looked at, or looked for.
    """

    content: tuple[int, str, int]
    films: tuple[Any, ...]
    review: Any
    summary: str | None
    files: tuple[Stamp, ...]
    entries: Any = None
