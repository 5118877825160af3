"""A `.. film::` directive in, a sealed block as a raw HTML node out."""

from __future__ import annotations

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
        text = "\n".join(self.content)
        sealed = seal(Block(text, self.content_offset + 1))
        return [nodes.raw("", sealed, format="html")]


def register_directive() -> None:
    """Make the directive known to docutils."""
    directives.register_directive("film", FilmDirective)
