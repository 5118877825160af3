"""What a reader can read: an element tree of a page in, its text out, ready to be searched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from xml.etree.ElementTree import Element

# Elements that show nothing, and those within a line, whose text runs on into that of the next one.
SILENT = re.compile("head|script|style|template|noscript|iframe|object|video")
WITHIN_A_LINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|ins|kbd|label|mark|q|ruby|rt|s|samp|small|span"
    "|strong|sub|sup|time|u|var|wbr"
)
# Typography that changes how a name looks and not what it is.
PLAIN_GLYPHS = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "…": "..."}
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What no reader should ever meet: a part marker or a sealed block that was not replaced, or one of
# the characters (controls, private use) that other programs seal their placeholders with.
LEFTOVER = re.compile(
    "\\[film:[^\\]\n]*\\]|data-filmreview-block|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff]"
)


def read_visible_text(root: Element) -> str:
    """The text that a page shows, folded details included, in the plain form of `plain_text`."""
    return plain_text("".join(walk_text(root)))


def walk_text(element: Element) -> Iterator[str]:
    """The pieces of text of an element, parted by a space where a browser starts a new line."""
    if not isinstance(element.tag, str) or SILENT.fullmatch(element.tag):
        return
    if "hidden" in element.attrib:
        return
    gap = "" if WITHIN_A_LINE.fullmatch(element.tag) else " "
    yield gap
    yield element.text or ""
    for child in element:
        yield from walk_text(child)
        yield child.tail or ""
    yield gap


def plain_text(text: str) -> str:
    """One spelling for what looks the same: composed, straight quotes, single spaces."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(PLAIN_GLYPHS)
    return " ".join(text.split())


def can_be_read(words: str, text: str) -> bool:
    """Whether `words` stand in the plain `text`, not only within a longer Latin word or number."""
    wanted = re.escape(plain_text(words))
    before, after = r"(?<![A-Za-z0-9])(?<!\d[.,])", r"(?![A-Za-z0-9]|[.,]\d)"
    return re.search(f"{before}{wanted}{after}", text) is not None


def find_leftovers(root: Element) -> list[str]:
    """Placeholders and part markers in texts and attributes below `root`, samples of code aside."""
    found: list[str] = []
    if isinstance(root.tag, str) and root.tag not in {"pre", "code", "textarea"}:
        texts = [
            *root.attrib,
            *root.attrib.values(),
            root.text or "",
            *(child.tail or "" for child in root),
        ]
        found += [repr(match.group()) for text in texts for match in LEFTOVER.finditer(text)]
        for child in root:
            found += find_leftovers(child)
    return found
