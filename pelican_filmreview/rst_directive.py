"""A `.. film::` directive in, a sealed block as a raw HTML node out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive, directives

from pelican_filmreview.block import Block, seal


class FilmDirective(Directive):
    """Claims its body and reads nothing of it.

    An error of docutils here would cost the whole article, so the directive takes any body, an
    empty one included; it is parsed later, where every problem of a block is reported.
    """

    has_content: ClassVar[bool] = True
    optional_arguments: ClassVar[int] = 0

    def run(self) -> list[nodes.Node]:
        """Give the node that leaves the sealed block in the page."""
        text = "\n".join(self._restore_tabs())
        sealed = seal(Block(text, self.content_offset + 1))
        return [nodes.raw("", sealed, format="html")]

    def _restore_tabs(self) -> list[str]:
        """Give the body's lines with the tabs inside them, which docutils has made spaces."""
        lines = list(self.content)
        if not any("  " in line.strip() for line in lines):
            return lines
        source, _ = self.content.info(0)
        try:
            file = Path(source or "").read_text("utf-8-sig").split("\n")
        except (OSError, UnicodeDecodeError):
            return lines
        width = self.state.document.settings.tab_width
        for number, line in enumerate(lines):
            _, place = self.content.info(number)
            raw = file[place].rstrip() if place is not None and place < len(file) else ""
            if "\t" in raw and raw.expandtabs(width).endswith(line):
                # The first line may stand behind the directive's own name.
                words = re.split(r"[ \t]+", line.strip())
                found = re.search(r"[ \t]+".join(map(re.escape, words)) + "$", raw)
                indent = line[: len(line) - len(line.lstrip(" "))]
                lines[number] = indent + found[0] if found else line
        return lines


def register_directive() -> None:
    """Make the directive known to docutils."""
    directives.register_directive("film", FilmDirective)
