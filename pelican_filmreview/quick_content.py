"""A visited post in, one whose content Pelican gives without a search for links that it has not.

Pelican's pattern for `{static}` and its like walks back through each tag letter by letter, and it
does so twice for a post. Half of a film's block is tags. All those links hold one of two
characters, and to look for these takes a thousandth of the time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pelican.contents import Content

# Pelican's default for INTRASITE_LINK_REGEX; what a site writes there may begin with anything.
_USUAL = "[{|](?P<what>.*?)[|}]"
_METHODS = ("get_content", "get_static_links")


def may_hold_links(html: str, settings: dict[str, Any]) -> bool:
    """Whether Pelican may find a link in a text that it has to resolve."""
    return "{" in html or "|" in html or settings["INTRASITE_LINK_REGEX"] != _USUAL


def give_quickly(content: Content) -> None:
    """Let a post give its content, and the static files that it links, the quick way."""
    if _is_usual(content.__class__):
        content.get_content = _QuickContent(content)
        content.get_static_links = _QuickStaticLinks(content)


@cache
def _is_usual(kind: type[Content]) -> bool:
    """Whether posts of a class give their content as Pelican's own do."""
    own = kind.__mro__[: kind.__mro__.index(Content)]
    return not any(name in vars(base) for base in own for name in _METHODS)


class _Quick:
    __slots__ = ("content",)

    def __init__(self, content: Content) -> None:
        self.content = content

    def has_no_links(self) -> bool:
        """Whether the content, as it is by now, is what Pelican would give."""
        content = self.content
        html = content._content
        # Pelican asks `_get_content` where a plugin has given a post one.
        if not html or hasattr(content, "_get_content"):
            return False
        return not may_hold_links(html, content.settings)


class _QuickContent(_Quick):
    """Stands in for a post's `get_content`."""

    __slots__ = ()

    def __call__(self, siteurl: str) -> Any:
        if self.has_no_links():
            return self.content._content
        return vars(Content)["get_content"](self.content, siteurl)


class _QuickStaticLinks(_Quick):
    """Stands in for a post's `get_static_links`."""

    __slots__ = ()

    def __call__(self) -> Any:
        if self.has_no_links():
            return set()
        return Content.get_static_links(self.content)
