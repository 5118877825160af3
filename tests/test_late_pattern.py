"""A pattern that is compiled late is one all the same."""

from __future__ import annotations

import copy
import re

import pytest

from pelican_filmreview.late_pattern import compile_late


def test_compiled_with_the_first_use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is compiled before, and nothing twice."""
    compiled: list[tuple[str, int]] = []
    compile_now = re.compile

    def listen(source: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append((source, flags))
        return compile_now(source, flags)

    monkeypatch.setattr(re, "compile", listen)
    late = compile_late("(?P<word>[a-z]+)", re.I)
    assert compiled == []
    found = late.match("Solaris 1972")
    assert found is not None
    assert found["word"] == "Solaris"
    assert late.sub("x", "a 1 b") == "x 1 x"
    assert compiled == [("(?P<word>[a-z]+)", re.I)]


def test_copy_is_one_too() -> None:
    """A copy that is made before the first use finds its pattern."""
    late = copy.copy(compile_late("[a-z]+"))
    assert late.fullmatch("solaris")
