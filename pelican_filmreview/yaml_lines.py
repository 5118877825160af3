"""A block's text in, its lines out, and what a line begins with: a key, a dash, a comment."""

from __future__ import annotations

from typing import NamedTuple

from pelican_filmreview.fields import Field, find_field, find_key
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.yaml_scalar import read_quoted

# What Markdown opens the items of a list with, besides the dash that YAML knows.
BULLETS = "*•–+"
_NO_KEY = frozenset("#[]{}|>&*!%@`,")
LONGEST_TIGHT_KEY = 40
# What pages and editors leave at the ends of what is copied; the rest is for `fold_key` to skip.
_UNSEEN = "\ufeff\u200b"
_COLON = compile_late(r":(?=[ \t]|$)|：")
_KEY_END = compile_late(r"\s*+[:：]")
_COMMENT = compile_late(r"(?<=[ \t])#(?=[ \t]|$)")
_TYPED_COMMENT = compile_late(r"(?<=[ \t])#")
# Items with numbers, as Markdown has them.
_NUMBERED = compile_late(r"(\d{1,2})[.)][ \t]+(?=\S)")


class Line(NamedTuple):
    """A line of the block: its number, its indentation in columns, and its text behind that."""

    number: int
    indent: int
    text: str


def split_lines(text: str) -> list[Line]:
    """Give the lines of a block, the margin that all of them share taken off."""
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        body = line.lstrip()
        indent = len(line) - len(body)
        if indent and "\t" in line:
            # A tab that indents, which YAML forbids, and a no-break space that was pasted, are
            # spaces.
            indent = len(line[:indent].expandtabs(4))
        lines.append(Line(number, indent if body else 0, body))
    margin = min([line.indent for line in lines if line.text], default=0)
    if not margin:
        return lines
    return [Line(number, max(indent - margin, 0), body) for number, indent, body in lines]


def strip_markers(lines: list[Line]) -> list[Line]:
    """Take off the `---` before and behind a document, and what is before or behind that."""
    content = [n for n, line in enumerate(lines) if line.text and not is_comment(line.text)]
    if content and lines[content[0]].text.rstrip() == "---":
        content.pop(0)
    if not content:
        return []
    end = len(lines) - (not lines[-1].text)  # the last break ends a line and begins none
    if lines[content[-1]].text.rstrip() in ("---", "..."):
        end = content[-1]
    return lines[content[0] : end]


def is_comment(text: str) -> bool:
    """Whether a text is `#` with a space behind it; `#Alive` is a title."""
    return text[:1] == "#" and text[1:2] in ("", " ", "\t")


def split_key(text: str, field: Field | None = None) -> tuple[str, str] | None:
    """Part a line at the colon behind its key; None where it has no key.

    A colon needs a space behind it unless the key is known: of `field`, or else of the block.
    """
    tight = text.find(":")
    if tight < 0 and "：" not in text:
        return None
    if text[0] in "\"'":
        return _split_quoted_key(text)
    if text[0] in _NO_KEY or is_item(text):
        return None
    if 0 < tight <= LONGEST_TIGHT_KEY and not text.startswith("//", tight + 1):
        key = text[:tight].strip()
        is_known = find_field(key) if field is None else find_key(key, field.keys)
        if is_known:
            return key, text[tight + 1 :].strip()
    found = _COLON.search(text)
    key = text[: found.start()].strip() if found is not None else ""
    key = key.strip(_UNSEEN) or key
    return (key, text[found.end() :].strip()) if found is not None and key else None


def _split_quoted_key(text: str) -> tuple[str, str] | None:
    quoted = read_quoted(text)
    found = _KEY_END.match(text, quoted[1]) if quoted is not None else None
    if quoted is None or found is None or not quoted[0].strip():
        return None
    return quoted[0], text[found.end() :].strip()


def is_item(text: str) -> bool:
    """Whether a text is a dash with a space behind it, or nothing."""
    return text[:1] == "-" and text[1:2] in ("", " ", "\t")


def is_tight_item(text: str, field: Field | None = None) -> bool:
    """Whether a text is a dash with a word right behind it: an item that lacks its space.

    Or has a no-break space, as word processors and Option+Space make one. A digit may be a negative
    number's, unless the field takes dates; and a dash may open what somebody says.
    """
    if text[:1] != "-" or is_item(text) or (field is not None and field.kind == "quotes"):
        return False
    is_day = field is not None and field.kind == "viewings" and text[1].isdecimal()
    return text[1].isalpha() or text[1].isspace() or is_day


def is_bullet(text: str, field: Field | None = None) -> bool:
    """Whether a text is another mark of an item, with a space behind it.

    In a quote, one with a no-break space opens what somebody says.
    """
    is_said = field is not None and field.kind == "quotes"
    behind = text[1:2]
    return text[:1] in BULLETS and (behind.isspace() if not is_said else behind in (" ", "\t"))


def split_number(text: str) -> tuple[int, str] | None:
    """Part `2. Bob` into the number and the item; None where a text does not begin that way."""
    found = _NUMBERED.match(text)
    return (int(found[1]), text[found.end() :]) if found is not None else None


def split_comment(text: str, *, is_typed: bool) -> tuple[str, str]:
    """Part a text at the `#` that opens a comment: give both, the second with its `#`.

    In words, which `Juror #4` is, the `#` needs a space on both sides.
    """
    found = (_TYPED_COMMENT if is_typed else _COMMENT).search(text)
    return (text[: found.start()].rstrip(), text[found.start() :]) if found else (text, "")
