"""A post's content in, its sealed blocks and part markers with their places out.

`[film:cast]` alone on a line puts a part there. What stands in comments and in code is a sample
and is passed over. Nothing here knows what a film is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from pelican_filmreview.block import MARK, SEALED, Block, open_sealed, show_as_code
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.settings import PARTS

# The part that is not a film's: what the site's scores mean.
LEGEND = "legend"
PART_ALIASES = {
    "howirate": LEGEND,
    "all": "block",
    "card": "block",
    "review": "block",
    "film": "block",
    "box": "details",
    "factbox": "details",
    "info": "details",
    "credits": "cast",
    "actors": "cast",
    "trivia": "facts",
    "plot": "synopsis",
    "proscons": "pros",
    "cons": "pros",
    "score": "rating",
    "quotes": "quote",
    "viewings": "watched",
    "image": "poster",
    "question": "discussion",
    "replies": "comments",
    "more": "related",
    "seealso": "related",
}
# Every branch begins with `<` or `[`, so that the search can leap from one to the next.
_TOKENS = compile_late(
    rf"""<(?P<opens>!--|(?:pre|code|script|style|textarea)\b)
       | {SEALED.pattern.replace(" ", chr(92) + " ")}
       | \[film:\s*(?P<marker>[^\]\[<>\n]{{1,200}})\]""",
    re.X | re.S | re.I,
)
# What the branches but for that of the sealed block begin with.
_ODD_TAG = re.compile("<(?:!--|pre|code|script|style|textarea)", re.I)
_MARKER = re.compile(r"\[film:", re.I)
_BEFORE = compile_late(r"\s*(?P<opens><p(?:\s[^>]*)?>)?\s*(?:<br\s*/?>)?\s*$", re.I)
_OPENING = compile_late(r"(?P<opens><p(?:\s[^<>]*)?>)\s*(?:<br\s*/?>)?\s*$", re.I)
_LONGEST_TAG = 1_000
_AFTER = compile_late(r"[ \t]*(?:(?:<br\s*/?>)?(?:\n|$)|(?:<br\s*/?>)?\s*(?P<closes></p>))", re.I)


class Token(NamedTuple):
    """A place in the content: a sealed block (None: it was damaged), a marker, or a comment.

    A marker between other words is "inline", and no more than text.
    """

    start: int
    end: int
    kind: str
    block: Block | None = None
    marker: str = ""
    opens: str = ""
    closes: bool = False


class Piece(NamedTuple):
    """A piece of the finished content: the author's own HTML, or a fragment of ours."""

    html: str
    is_fragment: bool


def find_tokens(text: str) -> Iterator[Token]:
    """Find the sealed blocks and markers of a content string, in order."""
    if _ODD_TAG.search(text) is None and ("[" not in text or _MARKER.search(text) is None):
        # Most posts have blocks alone; weighing every `<` of a post takes its time.
        for one in SEALED.finditer(text):
            yield Token(one.start(), one.end(), "block", open_sealed(one))
        return
    endless: set[str] = set()
    place = 0
    while (found := _TOKENS.search(text, place)) is not None:
        place = found.end()
        if found["body"] is not None:
            yield Token(found.start(), place, "block", open_sealed(found))
        elif found["marker"]:
            yield _read_marker(text, found)
        elif (end := _find_end(text, found["opens"].lower(), place, endless)) is not None:
            # Comments and code are passed over whole: what stands in them is a sample.
            place = end
            if found["opens"] == "!--" and MARK in text[found.start() : end]:
                yield Token(found.start(), end, "comment")


def _find_end(text: str, opens: str, place: int, endless: set[str]) -> int | None:
    """Give where what opens before a place ends, None where nothing closes it.

    `endless` is what was found open to the end of the text: to look again for each of a thousand
    such tags would take the square of their number.
    """
    if opens in endless:
        return None
    closing = "-->" if opens == "!--" else rf"</{opens}\s*>"
    found = re.compile(closing, re.I).search(text, place)
    if found is None:
        endless.add(opens)
    return found.end() if found is not None else None


def _read_marker(text: str, found: re.Match[str]) -> Token:
    """Give a marker with the paragraph around it, "inline" where it is not alone on a line."""
    near = max(0, found.start() - _LONGEST_TAG)
    line_start = text.rfind("\n", near, found.start()) + 1
    before = _BEFORE.match(text, line_start, found.start()) if line_start or not near else None
    if before is None:
        # A paragraph may begin right behind the end of something else.
        before = _OPENING.search(text, max(line_start, near), found.start())
    after = _AFTER.match(text, found.end())
    # Typogrify puts a no-break space before the last word of a paragraph.
    marker = " ".join(unescape(found["marker"]).replace("\xa0", " ").split())
    if before is None or after is None:
        return Token(found.start(), found.end(), "inline", None, marker)
    opens, closes = before["opens"] or "", bool(after["closes"])
    start = before.start("opens") if opens else found.start()
    return Token(
        start, after.end() if closes else found.end(), "marker", None, marker, opens, closes
    )


def name_part(word: str) -> str:
    """Give the part that a marker's word means, `block` for the whole; the word where none."""
    folded = _squeeze(word)
    known = {_squeeze(part): part for part in (*PARTS, LEGEND)}
    return PART_ALIASES.get(folded) or known.get(folded, folded)


def replace_marker(text: str, token: Token, fragment: str) -> Iterator[Piece]:
    """Put a fragment where a marker stands, closing and opening the paragraph around it."""
    inside = not token.opens and _is_in_paragraph(text, token.start)
    if inside:
        yield Piece("</p>", False)
    yield Piece(fragment, True)
    if inside and not token.closes:
        yield Piece("<p>", False)
    elif token.opens and not token.closes:
        yield Piece(token.opens, False)


def _squeeze(word: str) -> str:
    return re.sub(r"[\s_\-]", "", word.casefold())


def _is_in_paragraph(text: str, place: int) -> bool:
    closed = text.rfind("</p>", 0, place)
    return max(text.rfind("<p>", 0, place), text.rfind("<p ", 0, place)) > closed


def show_sealed_as_code(found: re.Match[str]) -> str:
    block = open_sealed(found)
    return show_as_code(block.text) if block is not None else ""


def restore_comment(comment: str) -> str:
    """Put the text of a block that the author commented out back into the comment."""

    def restore(found: re.Match[str]) -> str:
        block = open_sealed(found)
        return block.text.replace("--", "- -") if block is not None else ""

    return SEALED.sub(restore, comment)
