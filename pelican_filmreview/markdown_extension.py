"""Markdown in, the same Markdown with each film fence as a sealed block out.

Named in Pelican's MARKDOWN setting by this module's name, as settings are compared and pickled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

from pelican_filmreview.block import Block, seal
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.store import checksum

# Ahead of "normalize_whitespace" (30), which turns tabs into spaces, and so of "meta" (27), which
# takes the header off: lines are counted as the file has them. And ahead of every extension that
# reads fences ("fenced_code" and superfences, 25).
PRIORITY = 31
# Behind "raw_html" (30), which brings stored HTML back, and "unescape" (10): the text is finished.
OPEN_PRIORITY = 5

_FENCE = re.compile(r"(?P<indent> {0,3})(?P<fence>`{3,}|~{3,})[ \t]*(?P<info>[^\n]*)$")
# A paragraph's tag to which an extension has given attributes.
_PARAGRAPH = compile_late(r"<p\s[^<>]*>\Z")
_LONGEST_TAG = 1_000
# What fences and raw HTML begin with.
_STARTS = ("```", "~~~", "<")
# The first word decides, as for every language: what follows it never turns a film into a sample.
_FILM = re.compile(r"(?:\.?film(?=\s|$)|\{\s*(?:#\S+\s+)?\.?film(?=[\s}]))", re.I)
# Raw HTML in which Markdown has no meaning, and where it ends (CommonMark 4.6, kinds 1 and 2).
_VERBATIM = compile_late(r" {0,3}<(?:(?P<tag>pre|script|style|textarea)(?=[\s>]|$)|!--)", re.I)


class FilmFencePreprocessor(Preprocessor):
    """Takes film fences out of the source, and leaves every other line alone.

    A word in a paragraph of its own stands for each. Raw HTML would be read letter by letter and
    stored, to be looked for and put back.
    """

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.sealed: dict[str, str] = {}

    def run(self, lines: list[str]) -> list[str]:
        """Give the lines with a word for each film fence, whose sealed block is kept."""
        self.sealed = {}
        text = "\n".join(lines)
        if "```" not in text and "~~~" not in text:
            return lines
        return list(_seal_fences(lines, self.keep))

    def keep(self, block: Block) -> str:
        """Keep a sealed block, and give the word that stands for it."""
        sealed = seal(block)
        # Letters and digits, which no extension changes; no text has it by chance, nor is it the
        # beginning of another.
        word = f"filmreview{len(self.sealed)}x{checksum(sealed):08x}fence"
        self.sealed[word] = sealed
        return word


class SealedPostprocessor(Postprocessor):
    """Puts sealed blocks in the place of the words that stand for them."""

    def __init__(self, md: Markdown, fences: FilmFencePreprocessor) -> None:
        super().__init__(md)
        self.fences = fences

    def run(self, text: str) -> str:
        """Give the finished HTML with its sealed blocks."""
        for word, sealed in self.fences.sealed.items():
            before, found, after = text.partition(word)
            while found:
                before, after = _open_paragraph(before, after)
                text = before + sealed + after
                before, found, after = text.partition(word)
        return text


def _open_paragraph(before: str, after: str) -> tuple[str, str]:
    """Take off the paragraph around a word that is all it holds.

    An empty line follows then, as it does behind raw HTML.
    """
    if not after.startswith("</p>"):
        return before, after
    if before.endswith("<p>"):
        before = before.removesuffix("<p>")
    elif (opening := _PARAGRAPH.search(before[-_LONGEST_TAG:])) is not None:
        before = before[: len(before) - len(opening[0])]
    else:
        return before, after
    after = after.removeprefix("</p>")
    return before, f"\n{after}" if after.startswith("\n") else after


def _seal_fences(lines: list[str], keep: Callable[[Block], str]) -> Iterator[str]:
    """Walk over all fences and verbatim HTML, so that a film fence inside one stays a sample."""
    done = 0
    endless: dict[str, int] = {}
    unclosed: list[Block] = []
    for number in [n for n, line in enumerate(lines) if line.lstrip(" ").startswith(_STARTS)]:
        if number < done:
            continue
        opening = _FENCE.match(lines[number].rstrip("\r"))
        is_film = opening is not None and _FILM.match(opening["info"]) is not None
        end = _find_end(lines, number, opening, endless, is_film=is_film)
        if end is None:
            if opening is not None and is_film and "`" not in opening["info"]:
                door = "unclosed" if opening["fence"][0] == "`" else "unclosedtildes"
                unclosed.append(Block("", number + 1, door))
            continue
        yield from lines[done:number]
        done = end + 1
        if opening is None or not is_film:
            yield from lines[number:done]
            continue
        # A fence may stand close to other lines; for a paragraph of its own, empty lines part them.
        yield from [""] if number and lines[number - 1].strip() else []
        yield keep(_make_block(lines[number + 1 : end], number + 2, len(opening["indent"])))
        yield from [""] if "".join(lines[done : done + 1]).strip() else []
    yield from lines[done:]
    for block in unclosed:  # shows nothing, but is reported
        yield from ("", keep(block))


def _opens_another(line: str, opening: re.Match[str]) -> bool:
    """Whether another fence opens in a film's line, so that the film's own was never closed.

    Markdown would take all that is between the two for the block.
    """
    found = _FENCE.match(line.rstrip("\r"))
    return (
        found is not None
        and found["fence"].startswith(opening["fence"])
        and not found["info"].rstrip().endswith(opening["fence"])
        and (found["fence"][0] != "`" or "`" not in found["info"])
        and len(found["indent"]) <= len(opening["indent"])
    )


def _find_end(
    lines: list[str],
    start: int,
    opening: re.Match[str] | None,
    endless: dict[str, int],
    *,
    is_film: bool,
) -> int | None:
    """Give the last line of the fence or verbatim HTML that starts at a line, None without one.

    A film's fence ends before the next one at the latest.

    `endless` is what the walk has found open to the end of the file, with the shortest length:
    looking again for each of a thousand such lines would take the square of their number.
    """
    if opening is None:
        verbatim = _VERBATIM.match(lines[start])
        if verbatim is None:
            return None
        kind, length = (verbatim["tag"] or "!").lower(), 1
        needle = "-->" if kind == "!" else "</"
        closing = re.compile(needle if kind == "!" else rf"</{kind}\s*>", re.I)
        first, offset = start, verbatim.end()
    else:
        kind, length = opening["fence"][0], len(opening["fence"])
        if kind == "`" and "`" in opening["info"]:
            return None
        needle = opening["fence"]
        closing = _compile_closing(kind, length)
        first, offset = start + 1, 0
    if length >= endless.get(kind, length + 1):
        return None
    for number in range(first, len(lines)):
        if needle not in lines[number]:
            continue
        if closing.search(lines[number], offset if number == start else 0):
            return number
        if is_film and opening is not None and _opens_another(lines[number], opening):
            return None
    endless[kind] = length
    return None


@lru_cache(maxsize=64)
def _compile_closing(kind: str, length: int) -> re.Pattern[str]:
    return re.compile(rf"^ {{0,3}}{kind}{{{length},}}[ \t\r]*$")


def _make_block(body: list[str], line: int, indent: int) -> Block:
    # As many spaces as the fence has belong to the fence (CommonMark 4.5), the rest to the block.
    if indent:
        body = [one[min(indent, len(one) - len(one.lstrip(" "))) :] for one in body]
    text = "\n".join(body)
    return Block(text, line if text.strip() else line - 1)


class FilmReviewExtension(Extension):
    """The Python-Markdown extension."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register both processors."""
        fences = FilmFencePreprocessor(md)
        md.preprocessors.register(fences, "filmreview", PRIORITY)
        md.postprocessors.register(SealedPostprocessor(md, fences), "filmreview", OPEN_PRIORITY)


def makeExtension(**settings: Any) -> FilmReviewExtension:
    """Give the extension, as Python-Markdown asks for it by this module's name."""
    return FilmReviewExtension(**settings)
