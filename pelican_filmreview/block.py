"""A block's text, and the placeholder in which it travels through the readers.

Pelican's reader cache keeps the content string and nothing else, and Typogrify and other plugins
rewrite that string: so the text travels inside it, encoded, as an attribute of an empty element,
where no filter of prose looks. A checksum tells whether it arrived whole.
"""

from __future__ import annotations

import binascii
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from html import escape, unescape
from typing import NamedTuple

# What every sealed block contains: lets a page without one be told by one substring search.
MARK = "data-filmreview-block="
SEALED = re.compile(
    r'<div data-filmreview-block="4\.(?P<door>[a-z]+)\.(?P<line>\d+)\.(?P<checksum>[0-9a-f]+)\.'
    r'(?P<body>[^"]*)"\s*>\s*</div>'
)


class Block(NamedTuple):
    """A block as the author wrote it: its text, the line of its file where the text starts.

    `line` is 0 where the door cannot know; `door` is "body", or "metadata" for a film that stands
    in the post's header and so has no place of its own in the prose.
    """

    text: str
    line: int = 0
    door: str = "body"


def seal(block: Block) -> str:
    """Give the placeholder for a block."""
    data = block.text.encode("utf-8", "surrogatepass")
    body = binascii.b2a_base64(data, newline=False).decode("ascii")
    return f'<div {MARK}"4.{block.door}.{block.line}.{zlib.crc32(data):x}.{body}"></div>'


def open_sealed(found: re.Match[str]) -> Block | None:
    """Give the block back that a match of SEALED holds; None where it was damaged on its way."""
    try:
        data = binascii.a2b_base64(found["body"])
        if f"{zlib.crc32(data):x}" != found["checksum"]:
            return None
        text = data.decode("utf-8", "surrogatepass")
        return Block(text, int(found["line"]), found["door"])
    except ValueError:
        return None


def show_as_code(text: str) -> str:
    """Give a block that cannot be read as the code block that it was, so that no text is lost."""
    return f'<pre><code class="language-film">{escape(text, quote=False)}</code></pre>'


def find_places(text: str, lines: Sequence[str]) -> list[int]:
    """Give the lines, counted from 1, at which a block's text starts in the lines of its file.

    Indentation is left out, for doors take it off, and so are entities, which HTML needs. Where
    the text has no lines of its own, markup may stand before its first and after its last.
    """
    wanted = [line.strip() for line in text.split("\n")]
    skipped = next((n for n, line in enumerate(wanted) if line), len(wanted))
    wanted = wanted[skipped:]
    while wanted and not wanted[-1]:
        wanted.pop()
    # As it stands and as HTML means it: which of the two the door has read depends on the element.
    written = [(line.strip(), unescape(line).strip()) for line in lines]
    windows = [
        (n, written[n : n + len(wanted)]) for n in range(len(written) - len(wanted) + 1) if wanted
    ]
    exact = [n for n, window in windows if _is_written(window, wanted)]
    found = exact or [n for n, window in windows if _is_embedded(window, wanted)]
    return [n + 1 - skipped for n in found]


def _is_written(window: list[tuple[str, str]], wanted: list[str]) -> bool:
    return all(text in forms for forms, text in zip(window, wanted, strict=True))


def _is_embedded(window: list[tuple[str, str]], wanted: list[str]) -> bool:
    first, last = window[0], window[-1]
    if len(wanted) == 1:
        return any(wanted[0] in form for form in first)
    return (
        any(form.endswith(wanted[0]) for form in first)
        and any(form.startswith(wanted[-1]) for form in last)
        and _is_written(window[1:-1], wanted[1:-1])
    )


def move_twins(content: str, lines: Sequence[str]) -> str:
    """Give sealed blocks the lines of their file where the door counted without its header.

    Only blocks of one text need it: any other is found by its text when its line is wanted.
    """
    sealed = list(SEALED.finditer(content))
    [(body, count)] = Counter(one["body"] for one in sealed).most_common(1)
    block = next(open_sealed(one) for one in sealed if one["body"] == body)
    if count < 2 or block is None:
        return content
    counted = [int(one["line"]) for one in sealed if one["body"] == body]
    places = find_places(block.text, lines)
    fitting = [
        place - counted[0]
        for place in places
        if all(line + place - counted[0] in places for line in counted)
    ]
    shift = min((offset for offset in fitting if offset >= 0), default=0)
    return SEALED.sub(lambda found: _shift(found, shift), content) if shift else content


def _shift(found: re.Match[str], lines: int) -> str:
    block = open_sealed(found)
    return seal(block._replace(line=block.line + lines)) if block is not None else found[0]
