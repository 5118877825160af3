"""What a visit found, kept in Pelican's reader cache beside the post that it was found in.

The reader cache keeps a post's content and metadata under the stamp of its file, and is written
after all posts were visited. A store among the metadata therefore costs no file of our own, and
lives and dies with the post's own entry. It is used again only where everything that the visit
looked at is the same: the key says what that was.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

# The metadata field. Pelican gives every field of the metadata to the post as an attribute.
STORE = "film_store"

Stamp = tuple[str, int, int]  # path, time of the last change in nanoseconds, size in bytes


def stamp(path: Path) -> Stamp:
    """Give a file's stamp; zeros where there is no such file."""
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size


class Found(NamedTuple):
    """The outcome of a visit: the finished content, packed films, review, summary and entries.

    The cache holds the content as it was read, too, so no more is kept than what differs: how
    many letters both begin and end with, and what stands between; and a film's text is a number
    where it is the text of that sealed block. `pictures` are the stamps of the files that were
    measured on the way.
    """

    content: tuple[int, str, int]
    films: tuple[Any, ...]
    review: Any
    summary: str | None
    pictures: tuple[Stamp, ...]
    entries: Any = None


class Store:
    """Holds the outcome of the last visit to a post, and the key that it was found under."""

    __slots__ = ("found", "key")

    def __init__(self) -> None:
        self.key: object = None
        self.found: Found | None = None

    def get(self, key: object) -> Found | None:
        """Give what was found under this key, if it was this one."""
        found = self.found
        if found is None or self.key != key:
            return None
        is_current = all(stamp(Path(name)) == (name, *rest) for name, *rest in found.pictures)
        return found if is_current else None

    def put(self, key: object, found: Found) -> None:
        """Keep what was found."""
        self.key, self.found = key, found
