"""A block of a post and its film, on their way into the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pelican_filmreview.block import Block

if TYPE_CHECKING:
    from markupsafe import Markup

    from pelican_filmreview.film import Film
    from pelican_filmreview.views import Page


@dataclass(slots=True)
class Shown:
    """What is known of one block: its film, the parts that it gives, and what stands where.

    `order` are the parts that the block shows at its own place, `visible` those that the page shows
    at all; `anchored` says that something in the page has the film's anchor.
    """

    block: Block
    film: Film | None
    page: Page | None = None
    parts: dict[str, Markup] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    visible: set[str] = field(default_factory=set)
    stands_elsewhere: bool = False
    anchored: bool = False
    comments_follow: bool = False

    @property
    def slug(self) -> str:
        return self.film.slug if self.film is not None else ""

    @property
    def hidden(self) -> list[str]:
        return [part for part in self.parts if part not in self.visible]

    @property
    def anchor(self) -> str:
        return f"film-{self.slug}"
