"""A visited post in, one whose content Pelican gives without a search for links that it has not.

Pelican's pattern for `{static}` and its like walks back through each tag letter by letter, and it
does so twice for a post. Half of a film's block is tags. All those links hold one of two
characters, and to look for these takes a thousandth of the time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pelican.contents import Content
from pelican.utils import memoized

# Pelican's default for INTRASITE_LINK_REGEX; what a site writes there may begin with anything.
_USUAL = "[{|](?P<what>.*?)[|}]"
_MARK = "_filmreview_gives_quickly"
# What finds and resolves links in Pelican.
_METHODS = ("get_content", "get_static_links", "_update_content", "_get_intrasite_link_regex")


def may_hold_links(html: str, settings: dict[str, Any]) -> bool:
    """Whether Pelican may find a link in a text that it has to resolve."""
    return "{" in html or "|" in html or settings["INTRASITE_LINK_REGEX"] != _USUAL


def give_quickly(content: Content) -> None:
    """Let a post give its content, and the static files that it links, the quick way."""
    kind = content.__class__
    if not hasattr(kind, _MARK) and all(_is_pelicans(kind, name) for name in _METHODS):
        content.__class__ = _make_quick(kind)


def _is_pelicans(kind: type[Content], name: str) -> bool:
    """Whether a method of a class of posts is still Pelican's own."""
    found = next(vars(base)[name] for base in kind.__mro__ if name in vars(base))
    # `get_content` is memoized; `func` is the plain function inside.
    return bool(getattr(found, "func", found).__module__ == Content.__module__)


def _has_no_links(content: Content) -> bool:
    html = content._content
    # Pelican asks `_get_content` where a plugin has given a post one.
    if not html or hasattr(content, "_get_content"):
        return False
    return not may_hold_links(html, content.settings)


class _QuickMemo(memoized):  # type: ignore[misc] # Pelican has no types
    """Stands in for the `get_content` that Pelican memoizes, with the same memory."""

    def __init__(self, usual: memoized) -> None:
        super().__init__(usual.func)
        self.cache = usual.cache

    def __call__(self, content: Content, siteurl: str) -> Any:
        return content._content if _has_no_links(content) else super().__call__(content, siteurl)


def _get_static_links(content: Content) -> Any:
    """Give the paths of the files that the content links."""
    return set() if _has_no_links(content) else Content.get_static_links(content)


def _reduce(content: Content, protocol: Any) -> Any:
    """Pickle, and copy, as a post of the usual class."""
    made: Any = super(content.__class__, content).__reduce_ex__(protocol)
    return (object.__new__, (content.__class__.__base__,), *made[2:])


@cache
def _make_quick(kind: type[Content]) -> type[Content]:
    """Make a class of the same name, since Pelican looks for settings by that."""
    names = {
        "__module__": kind.__module__,
        "__qualname__": kind.__qualname__,
        "__reduce_ex__": _reduce,
        "get_content": _QuickMemo(vars(Content)["get_content"]),
        "get_static_links": _get_static_links,
        _MARK: True,
    }
    made: type[Content] = type(kind.__name__, (kind,), names)
    return made
