"""A list in brackets or a mapping in braces in, its values out, each text as the author wrote it.

YAML's own flow collections and JSON read as YAML has them. What YAML would retype or refuse means
itself: `[Alien: Covenant, #Alive, *batteries not included]` is a list of three titles.
"""

from __future__ import annotations

import re

from pelican_filmreview.fields import Field, find_field, find_inner
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.yaml_scalar import fold_lines, read_quoted
from pelican_filmreview.yaml_tree import Entries, Entry, Items, Scalar, Value

# A real block has 100 values and nests four deep.
MAX_NODES = 5_000
MAX_DEPTH = 12

_SPACE = compile_late(r"(?:\s++|#(?:[ \t][^\n]*+)?\n)*+")
_END = compile_late(r"\s*+(?:(?<=\s)#[^\n]*+\s*+)?\Z")
_MARKS = compile_late(r"[\[\]{}(,:]")
# Commas in "(as Ann Lee, Bob)" part nothing: what stands between the two is a note of this length.
_PARENTHESIS = compile_late(r"[^()\[\]{}\"'\n]{0,80}+\)")
_AFTER_KEY = frozenset({"", " ", "\t", "\n"})
_NEXT_KEY = compile_late(
    r"""\s*+(?:(?:"(?:[^"\\]++|\\.)*+"|'(?:[^']++|'')*+')\s*+:
        |[^\s,:{}\[\]"'][^,:{}\[\]\n]{0,59}:(?=[\s,}]))""",
    re.X | re.S,
)


class NotAFlow(ValueError):
    """The text only looks like a flow collection. `closed` is False where a bracket stays open."""

    def __init__(self, closed: bool) -> None:
        super().__init__()
        self.closed = closed


def read_flow(text: str, line: int, field: Field | None) -> Value:
    """Read a text that is one flow collection; `field` None means a whole block in braces.

    Raises NotAFlow where the text is no such thing, or too large.
    """
    flow = _Flow(text, line)
    value = flow.read_mapping(field, 0) if text[0] == "{" else flow.read_list(field, 0)
    if not _END.match(text, flow.place):
        raise NotAFlow(closed=True)
    return value


class _Flow:
    """A place in a text, moving on as values are read."""

    def __init__(self, text: str, line: int) -> None:
        self.text = text
        self.place = 0
        self.nodes = 0
        self.last_counted = (0, line)

    def line_here(self) -> int:
        """The line of the place."""
        place, line = self.last_counted
        line += self.text.count("\n", place, self.place)
        self.last_counted = (self.place, line)
        return line

    def peek(self) -> str:
        """The next character that is neither space nor comment; the place moves to it."""
        found = _SPACE.match(self.text, self.place)
        if found is not None:
            self.place = found.end()
        if self.place >= len(self.text):
            raise NotAFlow(closed=False)
        return self.text[self.place]

    def enter(self, depth: int) -> int:
        """Step over an opening bracket, and give the line that it stands in."""
        self.count_node()
        if depth >= MAX_DEPTH:
            raise NotAFlow(closed=True)
        line = self.line_here()
        self.place += 1
        return line

    def count_node(self) -> None:
        """Keep the number of values within its bound."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise NotAFlow(closed=True)

    def read_list(self, field: Field | None, depth: int) -> Items:
        """The items up to the closing bracket; brackets inside belong to a text."""
        line = self.enter(depth)
        items: list[Value] = []
        while (mark := self.peek()) != "]":
            if mark == ",":
                self.place += 1
                continue
            if mark == "{" and (field is None or field.takes_mapping):
                items.append(self.read_mapping(field, depth + 1))
            else:
                items.append(self.read_text("]"))
        self.place += 1
        return Items(tuple(items), line)

    def read_mapping(self, field: Field | None, depth: int) -> Entries:
        """The entries up to the closing brace."""
        line = self.enter(depth)
        entries: list[Entry] = []
        while (mark := self.peek()) != "}":
            if mark == ",":
                self.place += 1
                continue
            entries.append(self.read_entry(field, depth))
        self.place += 1
        return Entries(tuple(entries), line)

    def read_entry(self, field: Field | None, depth: int) -> Entry:
        """A key, its colon and its value; braces without a colon, as in `{static}`, are text."""
        is_quoted = self.text[self.place] in "\"'"
        key = self.read_text("}", is_key=True)
        if self.peek() != ":":
            raise NotAFlow(closed=True)
        self.place += 1
        inner = find_field(key.text) if field is None else find_inner(field, key.text)
        value = self.read_value(inner, depth)
        if is_quoted and isinstance(value, Scalar) and not value.literal and value.text == "null":
            value = Scalar("", value.line)  # JSON's null; a text would have quotes of its own
        return Entry(key.text, value, key.line)

    def read_value(self, inner: Field | None, depth: int) -> Value:
        """What stands behind a key of a mapping."""
        mark = self.peek()
        if mark in ",}":
            return Scalar("", self.line_here())
        if mark == "[" and (inner is None or inner.takes_list):
            return self.read_list(inner, depth + 1)
        if mark == "{" and (inner is None or inner.takes_mapping):
            return self.read_mapping(inner, depth + 1)
        return self.read_text("}")

    def read_text(self, closer: str, *, is_key: bool = False) -> Scalar:
        """A text, quoted or not."""
        self.count_node()
        line = self.line_here()
        if self.text[self.place] in "\"'":
            quoted = read_quoted(self.text, self.place)
            if quoted is not None and self.ends_text(quoted[1], closer, is_key):
                self.place = quoted[1]
                return Scalar(quoted[0], line, literal=True)
        start = self.place
        self.place = self.find_end(closer, is_key)
        return Scalar(fold_lines(self.text[start : self.place].split("\n")), line)

    def ends_text(self, place: int, closer: str, is_key: bool) -> bool:
        """Whether nothing more belongs to the text whose quotes are closed before a place."""
        after = self.find_next(place)
        return after in (",", closer, "") or (is_key and after == ":")

    def find_next(self, place: int) -> str:
        """The first character behind a place that is neither space nor comment."""
        found = _SPACE.match(self.text, place)
        start = found.end() if found else place
        return self.text[start : start + 1]

    def find_end(self, closer: str, is_key: bool) -> int:
        """Where a text without quotes ends; brackets that it opens itself belong to it."""
        depth = 0
        place = self.place
        while (found := _MARKS.search(self.text, place)) is not None:
            mark, place = found[0], found.end()
            if mark in "[{":
                depth += 1
            elif mark in "]}" and depth:
                depth -= 1
            elif mark == closer:
                return found.start()
            elif mark == "(":
                bracketed = _PARENTHESIS.match(self.text, place)
                place = bracketed.end() if bracketed else place
            elif (mark == "," and not depth and self.parts_entries(place, closer)) or (
                mark == ":" and is_key and self.text[place : place + 1] in _AFTER_KEY
            ):
                return found.start()
        raise NotAFlow(closed=False)

    def parts_entries(self, place: int, closer: str) -> bool:
        """Whether a comma parts values: `{name: Robert Downey, Jr., imdb: ...}` has one such."""
        if closer == "]":
            return True
        return self.find_next(place) in ("}", "") or _NEXT_KEY.match(self.text, place) is not None
