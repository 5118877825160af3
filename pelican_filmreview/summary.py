"""A post's prose in, the summary that Pelican would have made of it alone out."""

from __future__ import annotations

import re
from html import escape
from typing import Any

from pelican.contents import Content

from pelican_filmreview.film import Film

_WORDS = re.compile(r"(?:^|>)[^<]*[^<\s]")


class ProseSummary:
    """Stands in for a post's `get_summary`: Pelican's own truncation, over the prose alone.

    Links in it are resolved for each page that shows it, as in Pelican's own.
    """

    def __init__(self, content: Content, short: str) -> None:
        self.content = content
        self.short = short

    def __call__(self, siteurl: str) -> str:
        """Give the summary, as the author wrote it if that has come meanwhile."""
        if "summary" in self.content.metadata:
            return str(self.content.metadata["summary"])
        return str(self.content._update_content(self.short, siteurl))


def summarise(content: Content, prose: str, film: Film | None) -> str:
    """Give Pelican's summary of the prose; of the verdict, where the post has no prose."""
    if film is not None and film.verdict and not _WORDS.search(prose):
        prose = f"<p>{escape(film.verdict, quote=False)}</p>"
    return _truncate(content, prose)


class _ProseOnly:
    """What Pelican's `get_summary` looks at on a post, with the prose for its content."""

    def __init__(self, settings: dict[str, Any], prose: str) -> None:
        self.metadata: dict[str, Any] = {}
        self.settings = settings
        self.content = prose


def _truncate(content: Content, prose: str) -> str:
    # `get_summary` is memoized by instance; `func` is the plain function inside.
    return str(Content.__dict__["get_summary"].func(_ProseOnly(content.settings, prose), ""))
