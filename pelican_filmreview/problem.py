"""What is wrong with a block, and where: one sentence a compiler could have written."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]

# More than these are counted, not listed: whoever has as many needs the first ones first.
MOST_PROBLEMS = 100


class Problem(NamedTuple):
    """One finding. `line` counts from 1 within the block's own text; 0 means the block as a whole.

    `other` is another line of the block, the last one that the message names, or 0.

    `file` is a path below the content folder where the finding is in another file than the post.

    An error says that a part cannot be shown, a warning that something was repaired or looks
    unintended.
    """

    line: int
    severity: Severity
    message: str
    file: str = ""
    other: int = 0


class Problems:
    """The findings of one block, in the order they were met, each sentence once a line."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self._uncounted = 0

    def error(self, line: int, message: str, other: int = 0) -> None:
        """Note that a part of the block cannot be shown; the message may name an `other` line."""
        self._add(Problem(line, "error", message, other=other))

    def warning(self, line: int, message: str, other: int = 0) -> None:
        """Note that something was repaired or looks unintended."""
        self._add(Problem(line, "warning", message, other=other))

    def _add(self, problem: Problem) -> None:
        if problem in self._found:
            return
        if self.is_full:
            self._uncounted += 1
        else:
            self._found[problem] = None

    @property
    def is_full(self) -> bool:
        """Whether no further finding will be listed, so that none needs to be worded with care."""
        return len(self._found) >= MOST_PROBLEMS

    def __bool__(self) -> bool:
        return bool(self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """Give the findings from the first line to the last."""
        found = sorted(self._found, key=lambda problem: problem.line)
        if self._uncounted:
            message = f"there are {self._uncounted} more problems in this block, not listed here"
            found.append(Problem(0, "error", message))
        return tuple(found)
