"""A post's part markers in, the film and the part that each names out, with what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from pelican.contents import Content

from pelican_filmreview.markers import LEGEND, PART_ALIASES, name_part
from pelican_filmreview.messages import find_line
from pelican_filmreview.page import slug_of
from pelican_filmreview.problem import MOST_PROBLEMS, Severity
from pelican_filmreview.settings import PARTS, Settings

if TYPE_CHECKING:
    from pelican_filmreview.shown import Shown

Report = Callable[[int, Severity, str], None]


class MarkerReader:
    """Reads a post's markers; `report` takes a line of its file, a severity and a message."""

    def __init__(self, content: Content, settings: Settings, report: Report) -> None:
        self.content = content
        self.settings = settings
        self._report = report

    def report_inline(self, markers: Iterable[str]) -> None:
        """Report the markers between other words, which stay as they are."""
        for marker in list(dict.fromkeys(markers))[:MOST_PROBLEMS]:
            if name_part(marker.partition(" ")[0]) in (*PARTS, LEGEND, "block"):
                self.warn(
                    marker,
                    "stands beside other text, so it stays as it is; put it on a line of its own, "
                    "with empty lines around it",
                )

    def report_no_legend(self, marker: str) -> None:
        """Report the legend of a site that has none."""
        self.warn(marker, "has nothing to show; set FILMREVIEW_LEGEND")

    def find_target(self, marker: str, films: list[Shown]) -> tuple[Shown, str] | None:
        """Give the film and the part that a marker names; None, with the reason reported."""
        word, _, slug = marker.partition(" ")
        part = name_part(word)
        if not films:
            self.warn(marker, "stands in a post without a film block; it stays as it is")
            return None
        if part not in PARTS and part != "block":
            from pelican_filmreview.fields import suggest

            near = suggest(word, (*PARTS, LEGEND, *PART_ALIASES))
            hint = f"did you mean [film:{near}]? " if near else ""
            parts = ", ".join(PARTS)
            self.complain(marker, f"names no part of a film; {hint}The parts are {parts}")
            return None
        return self._find_film(marker, part, slug.strip(), films)

    def _find_film(
        self, marker: str, part: str, slug: str, films: list[Shown]
    ) -> tuple[Shown, str] | None:
        wanted = slug_of(slug, self.content.settings) if slug else ""
        matching = [one for one in films if not slug or one.slug in (slug, wanted)]
        if not matching:
            known = _list_markers(part, films)
            self.complain(marker, f"names no film of this post; expected one of {known}")
            return None
        if part in PARTS and not slug:
            matching = [one for one in films if part in one.parts] or matching
        if len(matching) > 1 and not slug:
            known = _list_markers(part, films)
            self.warn(
                marker,
                f"may be any film of this post and was taken for the first; write one of {known}",
            )
        if part != "block" and part not in matching[0].parts:
            why = self._explain_missing(part)
            if why:
                self.warn(marker, f"has nothing to show, since {why}")
        return matching[0], part

    def _explain_missing(self, part: str) -> str:
        if part != "related":
            return "the block has no such part"
        # Where the site or the post has switched it off, nobody wonders.
        return "" if self.settings.collection else "FILMREVIEW_COLLECTION is not set"

    def warn(self, marker: str, message: str) -> None:
        """Report a marker that was repaired, or looks unintended."""
        self._report(self._find_line(marker), "warning", f"[film:{marker}] {message}")

    def complain(self, marker: str, message: str) -> None:
        """Report a marker in whose place nothing can be shown."""
        self._report(self._find_line(marker), "error", f"[film:{marker}] {message}")

    def _find_line(self, marker: str) -> int:
        """Give the line of a marker, 0 where the file has it in another form."""
        words = r"\s+".join(map(re.escape, marker.split()))
        whole = re.compile(rf"\[film:\s*{words}\s*\]", re.I)
        return find_line(self.content, lambda text: whole.search(text) is not None)


def _list_markers(part: str, films: list[Shown]) -> str:
    return ", ".join(f"[film:{part} {one.slug}]" for one in films)
