"""What is wrong with a block, and where: one sentence a compiler could have written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding. `line` counts from 1 within the block's own text; 0 means the block as a whole.

    An error says that a part cannot be shown, a warning that something was repaired or looks
    unintended.
    """

    line: int
    severity: Severity
    message: str


class Problems:
    """The findings of one block, in the order they were met, each sentence once a line."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def error(self, line: int, message: str) -> None:
        """Note that a part of the block cannot be shown."""
        self._found[Problem(line, "error", message)] = None

    def warning(self, line: int, message: str) -> None:
        """Note that something was repaired or looks unintended."""
        self._found[Problem(line, "warning", message)] = None

    def __bool__(self) -> bool:
        return bool(self._found)

    def sorted(self) -> tuple[Problem, ...]:
        """Give the findings from the first line to the last."""
        return tuple(sorted(self._found, key=lambda problem: problem.line))
