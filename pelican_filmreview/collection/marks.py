"""A film's place in its post in, the mark that waits there for links between reviews out.

While a post is visited nobody knows the other reviews. So the visit leaves comments, which every
reader of HTML passes over: one where the block "More on this blog" goes, and two around all that
goes with it. Those two stay in the page, so that a feed can leave out what stands between them.
"""

from __future__ import annotations

import re

START, END = "<!--film-related-->", "<!--/film-related-->"
_PLACE = re.compile(r"<!--film-related-of (\d+) (\w+)-->")
_PLACED = re.compile(r"<!--film-related-of (\d+) (?!bare-->)\w+-->")
WAITING = "<!--film-related-of "
WAITING_BLOCK = re.compile(
    f"{re.escape(START)}((?:(?!{re.escape(START)}).)*?){_PLACE.pattern}(.*?){re.escape(END)}", re.S
)
_FILLED_BLOCK = re.compile(f"\\s*{re.escape(START)}.*?{re.escape(END)}", re.S)


def await_related(number: int, layout: str) -> str:
    """Give the mark of a block for a post's film of that number, counted from 0."""
    return f"{START}{WAITING}{number} {layout}-->{END}"


def frame_waiting(waiting: str, frame: str) -> str:
    """Give a mark with its frame, which goes with the block where there is nothing to say.

    A block that the author has placed is laid out as a part, whatever the film's layout; one
    without a style stays so.
    """
    inner = _PLACED.sub(rf"{WAITING}\1 part-->", waiting.removeprefix(START).removesuffix(END))
    return START + frame.replace(waiting, inner) + END


def mark_related(html: str) -> str:
    """Put the marks around a block that is complete."""
    return START + html + END


def drop_related(html: str) -> str:
    """Give the HTML of a post without the blocks that link to other reviews."""
    return _FILLED_BLOCK.sub("", html) if START in html else html
