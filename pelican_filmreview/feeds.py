"""An entry of a feed in, the same without what belongs to the page alone out.

An entry is the review. What readers have said below it is no part of that, and grows: an entry
with comments in it would be another one with each of them. And a link to a place in the page leads
nowhere in a feed reader, so the discussion question's leads to the page.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.render import COMMENTS_END, COMMENTS_START

_COMMENTS = compile_late(re.escape(COMMENTS_START) + ".*?" + re.escape(COMMENTS_END) + r"\s?", re.S)
_JOIN = compile_late(r'(<p class="film-join"><a href=")(?=#)')
_MARKS = (COMMENTS_START, '"film-join"')
# Where Pelican's writer puts a post's content: `content` in Atom, `description` in RSS.
_TEXTS = ("content", "description")


def finish_entry(entry: dict[str, Any]) -> None:
    """Take the comments out of an entry, and write the link of its question in full."""
    for name in _TEXTS:
        text = entry.get(name)
        if isinstance(text, str) and any(mark in text for mark in _MARKS):
            entry[name] = _finish_text(text, str(entry.get("link") or ""))


def _finish_text(text: str, page: str) -> str:
    address = escape(page.partition("#")[0])
    return _JOIN.sub(lambda found: found[1] + address, _COMMENTS.sub("", text))
