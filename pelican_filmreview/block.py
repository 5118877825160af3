"""A block's text, and the placeholder in which it travels through the readers.

Pelican's reader cache keeps the content string and nothing else, and Typogrify and other plugins
rewrite that string: so the text travels inside it, encoded, as an attribute of an empty element,
where no filter of prose looks. A checksum tells whether it arrived whole.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from html import escape

# What every sealed block contains: lets a page without one be told by one substring search.
MARK = "data-filmreview-block="
SEALED = re.compile(
    r'<div data-filmreview-block="1\.(?P<door>[a-z]+)\.(?P<line>\d+)\.(?P<checksum>[0-9a-f]+)\.'
    r'(?P<body>[A-Za-z0-9+/=]*)"\s*>\s*</div>'
)


@dataclass(frozen=True, slots=True)
class Block:
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
    body = base64.b64encode(data).decode("ascii")
    return f'<div {MARK}"1.{block.door}.{block.line}.{zlib.crc32(data):x}.{body}"></div>'


def open_sealed(found: re.Match[str]) -> Block | None:
    """Give the block back that a match of SEALED holds; None where it was damaged on its way."""
    try:
        data = base64.b64decode(found["body"], validate=True)
    except binascii.Error:
        return None
    if f"{zlib.crc32(data):x}" != found["checksum"]:
        return None
    return Block(data.decode("utf-8", "surrogatepass"), int(found["line"]), found["door"])


def show_as_code(text: str) -> str:
    """Give a block that cannot be read as the code block that it was, so that no text is lost."""
    return f'<pre><code class="language-film">{escape(text, quote=False)}</code></pre>'
