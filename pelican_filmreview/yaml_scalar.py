"""Quoted texts, block scalars and folded lines of YAML in, the text that they mean out.

Written against YAML 1.1, chapters 5 and 9. Every pattern is linear: its repetitions are possessive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pelican_filmreview.late_pattern import compile_late

_SINGLE = compile_late(r"'(?P<body>(?:[^']++|'')*+)'")
_DOUBLE = compile_late(r'"(?P<body>(?:[^"\\]++|\\.)*+)"', re.S)
_ESCAPE = compile_late(
    r"\\(?:x(?P<x>[0-9a-fA-F]{2})|u(?P<u>[0-9a-fA-F]{4})|U(?P<U>[0-9a-fA-F]{8})|(?P<one>.))", re.S
)
_ESCAPED = {
    "0": "\0",
    "a": "\x07",
    "b": "\x08",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\x0b",
    "f": "\x0c",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "\\": "\\",
    "/": "/",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_HEADER = compile_late(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?:[ \t]+#.*)?$")


def fold_lines(lines: Iterable[str]) -> str:
    """Join lines as YAML folds a plain text (9.1.3): breaks become spaces, blank lines breaks."""
    pieces: list[str] = []
    blanks = 0
    for line in lines:
        text = line.strip()
        if not text:
            blanks += 1
            continue
        if pieces:
            pieces.append("\n" * blanks if blanks else " ")
        pieces.append(text)
        blanks = 0
    return "".join(pieces)


def read_quoted(text: str, start: int = 0) -> tuple[str, int] | None:
    """Read the quoted text that opens at `start`: give it, and the place behind its quotes.

    None where it is never closed, or holds an escape that YAML does not know.
    """
    if text[start] == "'":
        found = _SINGLE.match(text, start)
        if found is None:
            return None
        return _fold_quoted(found["body"], escapes=False).replace("''", "'"), found.end()
    found = _DOUBLE.match(text, start)
    if found is None:
        return None
    try:
        return _unescape(_fold_quoted(found["body"], escapes=True)), found.end()
    except ValueError:
        return None


def _fold_quoted(body: str, *, escapes: bool) -> str:
    """Fold the lines of a quoted text, its escapes still in place."""
    if "\n" not in body:
        return body
    first, *rest = body.split("\n")
    pieces = [first]
    blanks = 0
    for number, line in enumerate(rest, 1):
        text = line.lstrip(" \t")
        if not text and number < len(rest):
            blanks += 1
            continue
        before, joined = _end_quoted_line(pieces.pop(), escapes=escapes)
        pieces += (before, "\n" * blanks or joined, text)
        blanks = 0
    return "".join(pieces)


def _end_quoted_line(line: str, *, escapes: bool) -> tuple[str, str]:
    """Give a quoted line without the spaces at its end, and what stands for its break."""
    text = line.rstrip(" \t")
    if not escapes or (len(text) - len(text.rstrip("\\"))) % 2 == 0:
        return text, " "
    if len(text) < len(line):  # the last space is escaped, and so not at the end
        return text + line[len(text)], " "
    return text[:-1], ""


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    text = _ESCAPE.sub(_replace_escape, text)
    if any("\ud800" <= character <= "\udfff" for character in text):
        # JSON writes a character beyond U+FFFF as two escapes (RFC 8259, 7).
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _replace_escape(found: re.Match[str]) -> str:
    digits = found["x"] or found["u"] or found["U"]
    if digits:
        return chr(int(digits, 16))
    if found["one"] not in _ESCAPED:
        raise ValueError(found["one"])
    return _ESCAPED[found["one"]]


def is_block_header(text: str) -> bool:
    """Whether a value is the header of a block scalar, as `|` and `>-` are."""
    return text[:1] in ("|", ">") and _HEADER.match(text) is not None


def read_block_scalar(header: str, lines: Sequence[tuple[int, str]], parent: int) -> str:
    """Read a block scalar: its `lines` come as indentation and text, `parent` is its key's."""
    width = "".join(mark for mark in header[:3] if mark in "123456789")
    chomp = "".join(mark for mark in header[:3] if mark in "+-")
    first = next((indent for indent, text in lines if text), 0)
    outer = parent + int(width) if width else first
    texts = [" " * (indent - outer) + text if text else "" for indent, text in lines]
    ending = len(texts)
    while ending and not texts[ending - 1]:
        ending -= 1
    body = _fold_block(texts[:ending]) if header[0] == ">" else "\n".join(texts[:ending])
    if chomp == "+":
        return body + "\n" * (len(texts) - ending + (ending > 0))
    return body + "\n" if ending and not chomp else body


def _fold_block(texts: Sequence[str]) -> str:
    """Fold the lines of a `>` scalar (9.1.3); lines that begin with a space keep their breaks."""
    pieces: list[str] = []
    blanks = 0
    before = ""
    for text in texts:
        if not text:
            blanks += 1
            continue
        if before:
            folds = before[0] not in " \t" and text[0] not in " \t"
            pieces.append("\n" * blanks if folds and blanks else " " if folds else "\n")
            pieces.append("" if folds else "\n" * blanks)
        else:
            pieces.append("\n" * blanks)
        pieces.append(text)
        before, blanks = text, 0
    return "".join(pieces)
