"""The source of a regular expression in, one that is compiled when it is first used out.

Python compiles in Python: a hundred patterns take as long as reading a dozen posts, and most blocks
need a third of them.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _LatePattern:
    def __init__(self, source: str, flags: int) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # while a copy is made there is nothing to compile yet
            raise AttributeError(name)
        return getattr(self._compiled, name)


def compile_late(source: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern as `re.compile` does, for what is seldom needed; it costs a look-up a use.

    It has a pattern's methods; `re.sub` and its like do not know it for one.
    """
    return cast("re.Pattern[str]", _LatePattern(source, flags))
