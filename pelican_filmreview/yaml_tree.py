"""What a block's text is read into: texts, lists and mappings, each with its line."""

from __future__ import annotations

import re
from typing import NamedTuple

# Controls, direction marks, which would turn the rest of a message round, and what has no width,
# which would have a message find nothing wrong with what it shows.
_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


class Scalar(NamedTuple):
    """One text. `literal` is True where the author quoted it or used a block scalar."""

    text: str
    line: int
    literal: bool = False


class Items(NamedTuple):
    """A list."""

    items: tuple[Value, ...]
    line: int


class Entry(NamedTuple):
    """A key with its value."""

    key: str
    value: Value
    line: int


class Entries(NamedTuple):
    """A mapping, in the author's order, repeated keys included."""

    entries: tuple[Entry, ...]
    line: int


Value = Scalar | Items | Entries

# The key of a credit's or a viewing's line in the long form that goes on below it; no author can
# write it.
OPENED_LINE = ""


class NotABlock(ValueError):
    """The text holds no field at all: it stays visible as the code that it was."""


def shorten(text: str, longest: int = 60) -> str:
    """Give the first line of a text, cut to what a message can hold."""
    line = text[: 2 * longest].split("\n", 1)[0]
    line = _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", line)
    return line if len(line) <= longest else line[: longest - 1] + "…"
