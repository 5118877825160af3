"""The text of a block without any trap in, its entries out; None where lines have to be weighed.

Nearly all blocks are of this shape: each field begins at the margin with a known name, and what
belongs to it is indented. Such a text is parted at its fields in one step and not looked at line by
line. What a field holds is read by `yaml_value` as in any other block, unless it is plain words or
a list of them.
"""

from __future__ import annotations

import re

from pelican_filmreview.fields import Field, find_field, find_inner
from pelican_filmreview.problem import Problems
from pelican_filmreview.yaml_lines import LONGEST_TIGHT_KEY, Line, split_lines
from pelican_filmreview.yaml_scalar import is_block_header
from pelican_filmreview.yaml_tree import Entries, Entry, Items, Scalar, Value
from pelican_filmreview.yaml_value import Slot, is_plain_words, read_item, read_value

_FIELD_START = re.compile(r"\n(?=\S)")
# What may end the document, indented or not.
_MARKER = re.compile(r"^\s*(?:---|\.\.\.)\s*$", re.M)

# What may have a meaning of its own in a list in brackets, and how long a simple one may be.
_MARKS = frozenset("[]{}()\"'#")
_LONGEST_LIST = 1_000

_MARKS_OF_ITEMS = re.compile("[:：#]")

# A field: its line, its name as written, what is beside it and below, and its row in the table.
_Chunk = tuple[int, str, str, str, Field]


def read_tidy(text: str, problems: Problems) -> tuple[Entry, ...] | None:
    """Read a block's clean text; None, with nothing reported, where it is not of this shape."""
    chunks = _split_fields(text)
    if chunks is None:
        return None
    return tuple([_read_chunk(chunk, problems) for chunk in chunks])


def _split_fields(text: str) -> list[_Chunk] | None:
    rest, _, last = text.rpartition("\n")
    if not last.strip():
        text = rest  # the last break ends a line and begins none
    if "\t" in text or (("---" in text or "..." in text) and _MARKER.search(text)):
        return None
    chunks = []
    line = 1
    for chunk in _FIELD_START.split(text):
        head, _, below = chunk.partition("\n")
        key, colon, beside = head.partition(":")
        if not (colon and head[0].isalnum() and len(key) <= LONGEST_TIGHT_KEY):
            return None
        key, beside = key.strip(), beside.strip()
        field = find_field(key)
        if field is None or beside.startswith("//") or not _holds(below, beside, field):
            return None
        chunks.append((line, key, beside, below, field))
        line += 1 + chunk.count("\n")
    return chunks


def _holds(below: str, beside: str, field: Field) -> bool:
    """Whether indented lines can be nothing but a field's own, whatever stands in them."""
    if not below:
        return True
    if beside:
        return is_block_header(beside)
    return field.takes_mapping or field.takes_list or field.is_long_text


def _read_chunk(chunk: _Chunk, problems: Problems) -> Entry:
    line, key, beside, below, field = chunk
    value: Value | None = None
    if not below:
        value = _read_beside(beside, line, 0, field, problems, is_field=True)
    elif not beside:
        value = _read_list(line, below, field, problems) or _read_form(line, below, field, problems)
    if value is None:
        lines = _number_lines(line, below)
        value = read_value(Slot(beside, line, 0, lines, field, is_field=True), problems)
    return Entry(key, value, line)


def _number_lines(line: int, below: str) -> list[Line]:
    # Behind a first line at the margin, so that no margin is taken off.
    return [one._replace(number=line + one.number - 1) for one in split_lines(f".\n{below}")[1:]]


def _read_list(line: int, below: str, field: Field, problems: Problems) -> Items | None:
    """Read lines that are items of one line each; None where they are anything else."""
    indent = len(below) - len(below.lstrip(" "))
    dash = below[: indent + 2]
    if not dash.endswith("- "):
        return None
    texts = below.removeprefix(dash).split("\n" + dash)
    if len(texts) != below.count("\n") + 1:
        return None
    items: list[Value] = []
    has_marks = ":" in below or "：" in below or "#" in below
    for number, written in enumerate(texts, line + 1):
        text = written.strip()
        if text[:1].isalnum() and not (has_marks and _MARKS_OF_ITEMS.search(text)):
            items.append(Scalar(text, number))
        else:
            item = Line(number, indent, f"- {written}")
            items.append(read_item(item, [], field, problems))
    return Items(tuple(items), line + 1)


def _read_form(line: int, below: str, field: Field, problems: Problems) -> Entries | None:
    """Read the lines of a long form, each a key as the field names it and what is beside it."""
    indent = len(below) - len(below.lstrip(" "))
    margin = below[:indent]
    lines = []
    for written in below.split("\n"):
        key, colon, beside = written[indent:].partition(":")
        is_key = colon and key in field.keys and beside[:1] in ("", " ")
        if not is_key or not written.startswith(margin):
            return None
        lines.append((key, beside.strip()))
    entries = [
        Entry(key, _read_beside(beside, number, indent, find_inner(field, key), problems), number)
        for number, (key, beside) in enumerate(lines, line + 1)
    ]
    return Entries(tuple(entries), line + 1)


def _read_beside(
    text: str, line: int, indent: int, field: Field, problems: Problems, *, is_field: bool = False
) -> Value:
    """Read what stands beside a key that has nothing below it."""
    if is_plain_words(text):
        return Scalar(text, line)
    if field.kind == "terms" and text[:1] == "[" and text[-1] == "]":
        inner = text[1:-1]
        if len(inner) < _LONGEST_LIST and _MARKS.isdisjoint(inner):
            words = [Scalar(word, line) for piece in inner.split(",") if (word := piece.strip())]
            return Items(tuple(words), line)
    return read_value(Slot(text, line, indent, (), field, is_field), problems)
