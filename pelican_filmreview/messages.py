"""A post's problems in, log messages with file and line out, as compilers write them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from pathlib import Path

from pelican.contents import Content

from pelican_filmreview.block import Block, find_places
from pelican_filmreview.problem import Problem

logger = logging.getLogger(__name__)
# The attribute of a log record that holds the finding itself: file, line, severity, message.
FINDING = "film_finding"


def log_problems(content: Content, problems: Iterable[Problem]) -> None:
    """Log a post's problems, each with file and line.

    `pelican --fatal` makes the first one that is logged raise; the others are logged all the same.
    """
    problems = list(problems)
    if not problems:
        return
    fatal: RuntimeError | None = None
    name = content.get_relative_source_path() if content.source_path else "?"
    for problem in sorted(problems, key=lambda one: (one.file, one.line)):
        file = problem.file or name
        where = f"{file}:{problem.line}" if problem.line else file
        try:
            log = logger.error if problem.severity == "error" else logger.warning
            finding = (file, problem.line, problem.severity, problem.message)
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
    places = find_places(block.text, _read_lines(content))
    return min(places, key=lambda line: abs(line - block.line), default=block.line)
