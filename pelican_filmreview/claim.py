"""A reader's `read` in, one that seals film blocks in what it reads out.

Loads the doors' own libraries only for a file that may hold a film.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pelican_filmreview.block import MARK, move_twins

Read = Callable[[str], tuple[str | None, dict[str, Any]]]

# Looks for the class alone: attributes come in any order, and may hold a `>`.
_MAY_HOLD_BLOCK = re.compile(r"\bclass\s*=\s*[\"']?[^\"'>]*\bfilm\b", re.I)


class ClaimingRead:
    """Stands in for the `read` of a reader that Pelican has made.

    Whatever class the reader is of and whichever plugin brought it, its blocks are sealed before
    Pelican caches what it read, and before Typogrify.
    """

    def __init__(self, read: Read) -> None:
        self.read = read

    def __call__(self, source_path: str) -> tuple[str | None, dict[str, Any]]:
        """Read a file as the reader does, then seal the film blocks in its content."""
        content, metadata = self.read(source_path)
        if content and content.count(MARK) > 1:
            content = move_twins(content, read_lines(source_path))
        if content and _may_hold_block(content):
            from pelican_filmreview.html_reader import seal_elements

            content = seal_elements(content, read_lines(source_path))
        if metadata and "film" in metadata:
            from pelican_filmreview.html_reader import seal_metadata

            content = seal_metadata(content or "", metadata["film"], read_lines(source_path))
        return content, metadata


def _may_hold_block(content: str) -> bool:
    """Whether an element of some class `film` may be in a content, for a look that costs nothing.

    Searching for a word is a hundred times as fast as for a pattern, and most prose has no class.
    """
    if "lass" not in content and "LASS" not in content:
        return False
    return _MAY_HOLD_BLOCK.search(content) is not None


def read_lines(path: str) -> list[str]:
    """Give the lines of a post's file, none where it is no text (a notebook is, a zip is not)."""
    try:
        return Path(path).read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
