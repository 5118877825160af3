"""A poster and the transforms of pelican-image-process in, what its `<img>` says of them out.

That plugin looks for a class in written pages, makes the pictures, and puts their addresses in. It
stops the build where the transform is not defined, and writes addresses of pictures that do not
exist where it cannot read the file: so only what it can do is asked of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pelican_filmreview.film import Poster

_CLASS = "image-process-"
# A list's poster is made by the transform of this name, where there is one.
_OF_LISTS = "-list"
# What the stylesheet makes of a poster: as wide as the column says, up to its largest.
_SIZES = {
    "card": "(min-width: 44em) 13em, 36vw",
    "compact": "(min-width: 44em) 7em, 16vw",
    "sidebar": "(min-width: 44em) 16em, 36vw",
    "list": "(min-width: 36em) 8em, 22vw",
}


class Derivative(NamedTuple):
    """What is printed: a class, `sizes`, and whether width and height are the picture's own."""

    css_class: str = ""
    sizes: str = ""
    keeps_size: bool = True


def choose_derivative(
    poster: Poster, name: str, transforms: Mapping[str, Any], place: str
) -> Derivative:
    """Choose how a poster is processed; `place` is a layout, or "list"."""
    if place == "list" and name + _OF_LISTS in transforms:
        name += _OF_LISTS
    # Pictures of other hosts have no size here, and drawings nothing to be made smaller.
    if name not in transforms or not poster.width or poster.url.lower().endswith(".svg"):
        return Derivative()
    transform = transforms[name]
    if not isinstance(transform, Mapping) or transform.get("type") == "image":
        return Derivative(_CLASS + name, keeps_size=False)
    return Derivative(_CLASS + name, _choose_sizes(transform, place))


def _choose_sizes(transform: Mapping[str, Any], place: str) -> str:
    """Give `sizes` where the transform has none and its widths ask for them."""
    sources = transform.get("srcset") or ()
    by_width = bool(sources) and all(str(source[0]).endswith("w") for source in sources)
    return _SIZES.get(place, "100vw") if by_width and "sizes" not in transform else ""
