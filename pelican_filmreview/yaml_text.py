"""The text of a block in, its values with their lines out, every scalar as the author wrote it.

What YAML would retype, cut or refuse (`1917`, `Juror #4`, `[REC]`, `Alien: Covenant`) means itself
here, so a block is not read by a YAML library: its structure (`key: value` lines, `- ` items,
indentation) is read by this module, which asks the field table whether a field takes a list or a
long form. Where a text is well-formed YAML of a block's shape, both read the same, which a test
holds against PyYAML; only numbers before the lines of a cast, `1. Ann: Bo`, are no part of names.
Anchors, aliases and tags are not read: they mean themselves.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pelican_filmreview.fields import Field, find_field, find_key, fold_key
from pelican_filmreview.problem import Problems
from pelican_filmreview.yaml_flow import NotAFlow, read_flow
from pelican_filmreview.yaml_lines import (
    Line,
    is_bullet,
    is_comment,
    is_item,
    is_tight_item,
    split_key,
    split_lines,
    split_number,
    strip_markers,
)
from pelican_filmreview.yaml_scalar import is_block_header, read_quoted
from pelican_filmreview.yaml_tidy import read_tidy
from pelican_filmreview.yaml_tree import (
    Entries,
    Entry,
    Items,
    NotABlock,
    Scalar,
    Value,
    shorten,
)
from pelican_filmreview.yaml_value import Slot, opens_odd_items, read_long_form, read_value

__all__ = [
    "Entries",
    "Entry",
    "Items",
    "NotABlock",
    "Scalar",
    "Value",
    "read_block",
    "read_form",
    "write_yaml",
]

# Bounds on what a block may cost; a real one has 100 lines of 40 characters.
MAX_CHARACTERS = 60_000
MAX_LINES = 2_000
_MAX_WRITTEN = 5_000
_MAX_WRITTEN_DEPTH = 10

# A block may be wrapped in one of these, as other plugins' front matter is.
_LONGEST_WRAPPER = 20
_WRAPPERS = frozenset({"film", "movie", "review", "filmreview"})
# What a line at the margin cannot go on with.
_WHOLE = frozenset({"year", "number", "runtime", "choice", "flag"})
# C0 controls and non-characters cannot stand in XML (so not in a feed): XML 1.0, 2.2 Char.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclasses.dataclass(slots=True)
class _Open:
    """An entry while its lines are gathered. `brackets` counts those that its value opened.

    `strays` are lines at the margin below an empty key: its text, unless indented ones follow.
    """

    key: str
    line: int
    indent: int
    rest: str
    field: Field | None
    below: list[Line] = dataclasses.field(default_factory=list)
    brackets: int = 0
    strays: list[Line] = dataclasses.field(default_factory=list)


def read_block(text: str, problems: Problems) -> Entries:
    """Read a block's text.

    Raises NotABlock, with the reason as its message, where the text is empty, too large, or holds
    no `key: value` line.
    """
    _check_size(text)
    text = _clean(text, problems)
    stripped = text.strip()
    if not stripped:
        raise NotABlock("the block is empty; write at least 'title: ...'")
    if stripped.removeprefix("---").lstrip()[:1] == "{":
        return _read_whole_flow(text, problems)
    read = read_tidy(text, problems)
    if read is None:
        read = _read_lines(text, problems)
    if "\\" in text:  # the text is clean by now, but an escape in quotes may bring anything back
        read = tuple(_check_entry(entry, problems) for entry in read)
    return Entries(read, read[0].line)


def _read_lines(text: str, problems: Problems) -> tuple[Entry, ...]:
    entries: list[_Open] = []
    for entry in _gather_entries(strip_markers(split_lines(text)), problems):
        _unwrap_item(entry)
        inner = _gather_entries(entry.below, problems) if _wraps_block(entry) else (entry,)
        entries.extend(inner)
    if not entries:
        raise NotABlock(
            f"expected 'field: value' lines, such as 'title: ...', found '{shorten(text.strip())}'"
        )
    return tuple(_read_open(entry, problems) for entry in entries)


def read_form(text: str, field: Field, problems: Problems) -> Entries | None:
    """Read a text that is a field's long form and nothing else, in lines or in braces.

    None where it is no such text. How long one may be is for the caller to say.
    """
    text = _clean(text, problems)
    lines = strip_markers(split_lines(text))
    content = [line for line in lines if line.text and not is_comment(line.text)]
    value: Value | None = None
    try:
        if content and content[0].text[0] == "{":
            body = "\n".join(line.text for line in lines if line.number >= content[0].number)
            value = read_flow(body.rstrip(), content[0].number, field)
        else:
            value = read_long_form(lines, field, problems) if content else None
    except NotAFlow:
        pass
    if not isinstance(value, Entries) or not value.entries:
        return None
    return Entries(tuple(_check_entry(entry, problems) for entry in value.entries), value.line)


def _check_size(text: str) -> None:
    lines = text.count("\n")
    if "\r" in text:
        lines += text.count("\r") - text.count("\r\n")
    for count, most, what in (
        (len(text), MAX_CHARACTERS, "characters"),
        (lines, MAX_LINES, "lines"),
    ):
        if count > most:
            raise NotABlock(
                f"the block has {count:,} {what}, more than the {most:,} that are read; "
                "keep the film's facts in it, and the review itself outside"
            )


def _clean(text: str, problems: Problems) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.lstrip("\ufeff")
    if _FORBIDDEN.search(text) is None:
        return text
    return "\n".join(
        _drop_forbidden(line, number, problems) for number, line in enumerate(text.split("\n"), 1)
    )


def _drop_forbidden(text: str, line: int, problems: Problems) -> str:
    """Leave out what no page can hold; an escape in quotes can bring it in, too."""
    found = _FORBIDDEN.search(text)
    if found is None:
        return text
    problems.warning(
        line,
        f"the control character U+{ord(found[0]):04X} cannot stand in a page or a feed "
        "and is left out",
    )
    return _FORBIDDEN.sub("", text)


def _check_entry(entry: Entry, problems: Problems) -> Entry:
    """Clean an entry's texts and keys; the block as it was written is clean, escapes may not be."""
    key = _drop_forbidden(entry.key, entry.line, problems)
    return Entry(key, _clean_value(entry.value, problems), entry.line)


def _clean_value(value: Value, problems: Problems) -> Value:
    if isinstance(value, Scalar):
        text = _drop_forbidden(value.text, value.line, problems)
        return Scalar(text, value.line, value.literal)
    if isinstance(value, Items):
        return Items(tuple(_clean_value(item, problems) for item in value.items), value.line)
    return Entries(
        tuple(_check_entry(entry, problems) for entry in value.entries),
        value.line,
    )


def _read_whole_flow(text: str, problems: Problems) -> Entries:
    start = text.index("{")
    line = 1 + text.count("\n", 0, start)
    body = text[start:].rstrip().removesuffix("\n...").removesuffix("\n---")
    try:
        value = read_flow(body, line, None)
    except NotAFlow as reason:
        raise NotABlock(
            "the block opens with '{', but is no list of 'field: value' pairs in braces; check "
            "the commas, colons and brackets, or write 'field: value' lines without braces"
            if reason.closed
            else "the block opens with '{', which is never closed; put a '}' at its end, or write "
            "'field: value' lines without braces"
        ) from None
    if not isinstance(value, Entries) or not value.entries:
        raise NotABlock("the block is empty; write at least 'title: ...'")
    return Entries(tuple(_check_entry(entry, problems) for entry in value.entries), value.line)


# --- the block's own entries ----------------------------------------------------------------------


def _gather_entries(lines: Iterable[Line], problems: Problems) -> Iterator[_Open]:
    current: _Open | None = None
    outer = 0
    for line in lines:
        if current is not None and _belongs_below(line, outer, current, problems):
            _take_below(line, current)
            continue
        if not line.text or line.text[0] == "#":
            continue
        opened = _open_entry(line)
        if opened is None:
            _take_stray_line(line, current, problems)
            continue
        if current is None:
            outer = line.indent
        else:
            _report_indent(opened, outer, current, problems)
            yield current
        current = opened
    if current is not None:
        yield current


def _open_entry(line: Line) -> _Open | None:
    split = split_key(line.text)
    if split is None:
        return None
    opened = _Open(split[0], line.number, line.indent, split[1], find_field(split[0]))
    if opened.rest[:1] in ("[", "{"):
        opened.brackets = _count_brackets(opened.rest)
    return opened


def _count_brackets(text: str) -> int:
    return text.count("[") + text.count("{") - text.count("]") - text.count("}")


def _take_below(line: Line, entry: _Open) -> None:
    entry.below.append(line)
    if entry.rest[:1] in ("[", "{"):
        entry.brackets += _count_brackets(line.text)


def _belongs_below(line: Line, outer: int, entry: _Open, problems: Problems) -> bool:
    """Whether a line belongs to the entry above it."""
    if not line.text:
        return True
    if entry.rest[:1] in ("[", "{") and entry.brackets > 0:
        return line.indent > outer or not _is_field(line)
    if line.indent > outer:
        return not _is_slipped_field(line, entry, problems)
    opens_list = not entry.rest or is_comment(entry.rest)
    if not opens_list or is_item(line.text):
        return opens_list
    return entry.field is not None and entry.field.takes_list and _is_next_item(line, entry)


def _is_next_item(line: Line, entry: _Open) -> bool:
    """Whether a line at the margin may be an item of a list whose items are no usual ones.

    Whether it is one is settled when all lines are known (`_settle_items`).
    """
    is_tight = is_tight_item(line.text, entry.field) and not _is_field(line)
    return is_tight or is_bullet(line.text, entry.field) or split_number(line.text) is not None


def _settle_items(entry: _Open, problems: Problems) -> None:
    """Refuse lines at the margin that looked like items where the list turned out to be another."""
    content = [line for line in entry.below if line.text and not is_comment(line.text)]
    odd = [line for line in content if line.indent <= entry.indent and not is_item(line.text)]
    odd = [line for line in odd if not _is_plain_bullet(line.text)]
    if not odd or entry.field is None or opens_odd_items(content, entry.field):
        return
    for line in odd:
        _refuse_stray_line(line, problems)
    entry.below = [line for line in entry.below if line not in odd]


def _is_plain_bullet(text: str) -> bool:
    return is_bullet(text) and text[1] in " \t"


def _is_field(line: Line) -> bool:
    split = split_key(line.text)
    return split is not None and find_field(split[0]) is not None


def _is_slipped_field(line: Line, entry: _Open, problems: Problems) -> bool:
    """Whether an indented line is a field that slipped, and not more of the entry above."""
    field = entry.field
    if field is None or not _can_be_followed(entry, field):
        return False
    split = split_key(line.text)
    if split is None or find_field(split[0]) is None or find_key(split[0], field.keys):
        return False
    if field.is_long_text:
        problems.warning(
            line.number,
            f"'{shorten(line.text)}' looks like a field but is indented, so it was read as part of "
            f"the text of '{entry.key}'; move it to the left to make it a field",
        )
    return not field.is_long_text


def _can_be_followed(entry: _Open, field: Field) -> bool:
    """Whether the value of an entry is complete, so that an indented field cannot be part of it."""
    if not entry.rest:
        return not (
            _is_wrapper(entry.key) or field.takes_mapping or field.takes_list or field.is_long_text
        )
    if entry.rest[0] in "\"'":
        return read_quoted(entry.rest) is not None
    return entry.rest[0] not in "[{" and not is_block_header(entry.rest)


def _report_indent(opened: _Open, outer: int, above: _Open, problems: Problems) -> None:
    if opened.indent > outer:
        problems.warning(
            opened.line,
            f"'{opened.key}' is indented as if it belonged to '{above.key}'; it was read as a "
            "field of its own: move it to the left",
        )


def _take_stray_line(line: Line, current: _Open | None, problems: Problems) -> None:
    text = line.text.rstrip()
    if text in ("---", "..."):
        problems.warning(
            line.number, f"'{text}' in the middle of a block has no meaning; take it out"
        )
        return
    if is_item(text):
        above = f"'{current.key}:'" if current is not None else "the field's name"
        problems.error(
            line.number,
            f"'{shorten(text)}' is an item of a list, but the list has no name; leave nothing "
            f"behind the colon of {above}, and put all items below it",
        )
        return
    if current is None or not _takes_stray_lines(current, text):
        _refuse_stray_line(line, problems)
    elif current.rest:
        _report_stray_line(line, current, problems)
        current.below.append(line)
    else:
        current.strays.append(line)


def _report_stray_line(line: Line, entry: _Open, problems: Problems) -> None:
    problems.warning(
        line.number,
        f"'{shorten(line.text.rstrip())}' is no 'field: value' line; it was added to the text of "
        f"'{entry.key}': indent it to make that plain",
    )


def _refuse_stray_line(line: Line, problems: Problems) -> None:
    text = line.text.rstrip()
    hint = "; if it is an item of a list, put a space behind the dash" * (text[0] == "-")
    problems.error(
        line.number, f"expected a line such as 'director: Name', found '{shorten(text)}'{hint}"
    )


def _settle_strays(entry: _Open, problems: Problems) -> None:
    """Take the lines at the margin for the text of an empty key, if nothing else is below it."""
    is_alone = not any(line.text and not is_comment(line.text) for line in entry.below)
    for line in entry.strays:
        if is_alone:
            _report_stray_line(line, entry, problems)
        else:
            _refuse_stray_line(line, problems)
    if is_alone:
        entry.below = sorted([*entry.below, *entry.strays], key=lambda line: line.number)


def _takes_stray_lines(entry: _Open, text: str) -> bool:
    """Whether an entry's text may go on at the margin; a word, a number or an address is whole."""
    field = entry.field
    if field is None or field.is_address or field.kind in _WHOLE:
        return False
    if entry.rest:
        return True
    # Below an empty key stand either such lines or what is indented, not both.
    is_alone = not any(line.text and not is_comment(line.text) for line in entry.below)
    return is_alone and text[0] != "-" and (field.is_long_text or field.takes_lines)


def _is_wrapper(key: str) -> bool:
    return len(key) <= _LONGEST_WRAPPER and fold_key(key) in _WRAPPERS


def _wraps_block(entry: _Open) -> bool:
    """Whether a block's only entry holds the whole film below it, as `film:` may."""
    if entry.rest or not _is_wrapper(entry.key):
        return False
    content = [line for line in entry.below if line.text and not is_comment(line.text)]
    return bool(content) and _is_field(content[0])


def _unwrap_item(entry: _Open) -> None:
    """Take off the dash before a whole film, as `film:` with `- title: ...` below it has one."""
    if entry.rest or not _is_wrapper(entry.key):
        return
    content = [n for n, line in enumerate(entry.below) if line.text and not is_comment(line.text)]
    first = entry.below[content[0]] if content else None
    if first is None or not is_item(first.text):
        return
    text = first.text[1:].lstrip()
    inner = first._replace(indent=first.indent + len(first.text) - len(text), text=text)
    items = [n for n in content if entry.below[n].indent <= first.indent]
    if len(items) == 1 and text and _is_field(inner):
        entry.below[content[0]] = inner


def _read_open(entry: _Open, problems: Problems) -> Entry:
    if not entry.rest and entry.below:
        _settle_items(entry, problems)
    if entry.strays:
        _settle_strays(entry, problems)
    slot = Slot(entry.rest, entry.line, entry.indent, entry.below, entry.field, is_field=True)
    # What is wrong inside an unknown field is no news: that it is unknown will be reported.
    heard = problems if entry.field is not None else Problems()
    return Entry(entry.key, read_value(slot, heard), entry.line)


# --- the other way --------------------------------------------------------------------------------


def write_yaml(value: object) -> str:
    """Write plain data, such as a reader's own mapping of a film, as the text of a block.

    JSON is YAML; what is nested deeper than a film can be, or larger, is left out, since aliases
    of YAML let a small text be a huge mapping.
    """
    budget = [_MAX_WRITTEN]
    return json.dumps(_simplify(value, 0, budget), ensure_ascii=False)


def _simplify(value: object, depth: int, budget: list[int]) -> object:
    budget[0] -= 1
    if value is None or depth > _MAX_WRITTEN_DEPTH or budget[0] < 0:
        return ""
    if isinstance(value, Mapping):
        return {str(key): _simplify(inner, depth + 1, budget) for key, inner in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_simplify(inner, depth + 1, budget) for inner in value]
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
