"""A post's problems in, log messages with file and line out, as compilers write them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from html import unescape
from pathlib import Path

from pelican.contents import Content

from pelican_filmreview.block import Block
from pelican_filmreview.problem import Problem

logger = logging.getLogger(__name__)
# The attribute of a log record that holds the finding itself: file, line, severity, message.
FINDING = "film_finding"


def log_problems(content: Content, problems: Iterable[Problem]) -> None:
    """Log a post's problems, each with file and line.

    `pelican --fatal` makes the first one that is logged raise; the others are logged all the same.
    """
    fatal: RuntimeError | None = None
    name = content.get_relative_source_path() if content.source_path else "?"
    for problem in sorted(problems, key=lambda one: one.line):
        where = f"{name}:{problem.line}" if problem.line else name
        try:
            log = logger.error if problem.severity == "error" else logger.warning
            finding = (name, problem.line, problem.severity, problem.message)
            log("%s: film: %s", where, problem.message, extra={FINDING: finding})
        except RuntimeError as raised:
            fatal = raised
    if fatal is not None:
        raise fatal


def _read_lines(content: Content) -> list[str]:
    try:
        return Path(content.source_path or "").read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def find_line(content: Content, matches: Callable[[str], bool]) -> int:
    return next((n for n, line in enumerate(_read_lines(content), 1) if matches(line)), 0)


def find_block_line(content: Content, block: Block) -> int:
    """Give the line of the file where a block's text starts, 0 where it is not found.

    The door's own count is off where another plugin took a header away first; the text is not.
    """
    wanted = [line.strip() for line in block.text.split("\n")]
    skipped = next((n for n, line in enumerate(wanted) if line), 0)
    wanted = wanted[skipped:]
    while wanted and not wanted[-1]:
        wanted.pop()
    lines = [line.strip() for line in _read_lines(content)]
    places = [
        n + 1 - skipped
        for n in range(len(lines))
        if wanted and lines[n].endswith(wanted[0]) and _same(lines[n + 1 :], wanted[1:])
    ]
    return min(places, key=lambda line: abs(line - block.line), default=block.line)


def _same(lines: list[str], wanted: list[str]) -> bool:
    return all(a == b or unescape(a) == b for a, b in zip(lines, wanted, strict=False)) and len(
        lines
    ) >= len(wanted)
