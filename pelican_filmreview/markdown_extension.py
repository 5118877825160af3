"""Markdown in, the same Markdown with each film fence as a sealed block out.

Named in Pelican's MARKDOWN setting by this module's name, as settings are compared and pickled.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from pelican_filmreview.block import Block, seal

# Ahead of "normalize_whitespace" (30), which turns tabs into spaces, and so of "meta" (27), which
# takes the header off: lines are counted as the file has them. And ahead of every extension that
# reads fences ("fenced_code" and superfences, 25). "html_block" (20) takes the sealed block for
# the raw HTML that it is.
PRIORITY = 31

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")
_FILM = re.compile(r"(?:film|\{\s*\.?film\s*\})\s*$", re.I)


class FilmFencePreprocessor(Preprocessor):
    """Takes film fences out of the source, and leaves every other line alone."""

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with film fences sealed."""
        if "film" not in "\n".join(lines).lower():
            return lines
        return list(_seal_fences(lines))


def _seal_fences(lines: list[str]) -> Iterator[str]:
    """Walk over all fences, so that a film fence inside a longer fence stays a sample."""
    number = 0
    while number < len(lines):
        line = lines[number]
        opening = _FENCE.match(line.rstrip("\r"))
        end = _find_end(lines, number, opening) if opening else None
        if opening is None or end is None:
            yield line
            number += 1
            continue
        if _FILM.match(opening["info"]):
            yield from _seal_fence(lines[number + 1 : end], number + 2, opening["indent"])
        else:
            yield from lines[number : end + 1]
        number = end + 1


def _find_end(lines: list[str], start: int, opening: re.Match[str]) -> int | None:
    """Give the line that closes a fence (CommonMark 4.5), None where nothing does."""
    fence = opening["fence"]
    if fence[0] == "`" and "`" in opening["info"]:
        return None
    closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t\r]*$")
    for number in range(start + 1, len(lines)):
        if closing.match(lines[number]):
            return number
    return None


def _seal_fence(body: list[str], line: int, indent: str) -> Iterator[str]:
    text = "\n".join(body)
    if indent:
        text = textwrap.dedent(text)
    yield ""
    yield seal(Block(text, line))
    yield ""


class FilmReviewExtension(Extension):
    """The Python-Markdown extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the preprocessor."""
        md.preprocessors.register(FilmFencePreprocessor(md), "filmreview", PRIORITY)


def makeExtension(**settings: Any) -> FilmReviewExtension:
    """Give the extension, as Python-Markdown asks for it by this module's name."""
    return FilmReviewExtension(**settings)
