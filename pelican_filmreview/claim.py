"""A reader's `read` in, one that seals film blocks in what it reads out.

Loads the doors' own libraries only for a file that may hold a film.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Read = Callable[[str], tuple[str | None, dict[str, Any]]]

_MAY_HOLD_BLOCK = re.compile(
    r"<(?:pre|code|script)\b[^>]*\bclass\s*=\s*[\"']?[^\"'>]*\bfilm\b", re.I
)


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
        if content and "film" in content and _MAY_HOLD_BLOCK.search(content):
            from pelican_filmreview.html_reader import seal_elements

            content = seal_elements(content)
        if metadata and metadata.get("film"):
            from pelican_filmreview.html_reader import seal_metadata

            content = seal_metadata(content or "", metadata["film"], source_path)
        return content, metadata
