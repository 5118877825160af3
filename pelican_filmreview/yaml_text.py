"""The text of a block in, its values with their lines out, every scalar as the author wrote it.

What YAML would retype, cut or refuse (`1917`, `Juror #4`, `[REC]`, `Alien: Covenant`) means itself
here, so the structure of a block (`key: value` lines, `- ` items, indentation) is read by this
module, which asks the field table whether a field takes a list or a long form. What is YAML beyond
that (quoted scalars, block scalars, flow collections) is read by PyYAML, its only importer here.
A test compares the two on generated documents: where YAML is well-formed, both read the same.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from pelican_filmreview.fields import Field, find_field, find_key
from pelican_filmreview.problem import Problems

# Bounds on what a block may cost; a real one has 100 lines and nests four deep.
MAX_CHARACTERS = 200_000
MAX_FLOW_NODES = 5_000
MAX_FLOW_DEPTH = 12


@dataclass(frozen=True, slots=True)
class Scalar:
    """One text. `literal` is True where the author quoted it or used a block scalar."""

    text: str
    line: int
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A key with its value."""

    key: str
    value: Value
    line: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping, in the author's order, repeated keys included."""

    entries: tuple[Entry, ...]
    line: int


Value = Scalar | Items | Entries
Line = tuple[int, str]  # line number within the block, and the line

_LISTS = {
    "links",
    "names",
    "terms",
    "titles",
    "viewings",
    "cast",
    "facts",
    "lines",
    "scores",
    "quotes",
}
# Lists of short names: without dashes, each line below the key is an item of its own.
_SHORT_LISTS = {"names", "terms", "cast", "links", "viewings"}
# The long form of these may have any key: an actor, an aspect, a link's label.
_FREE_KEYS = {"cast", "scores", "links"}
# In these a `#` after a space can only start a comment; in words it may be `Track # 9`.
_TYPED = {
    "rating",
    "number",
    "site",
    "year",
    "date",
    "runtime",
    "choice",
    "flag",
    "poster",
    "trailer",
}
_LONG_TEXTS = {"verdict", "synopsis", "discussion", "disclosure", "spoilers", "quote"}

_KEY = re.compile(
    r"""(?P<key>"[^"]*"|'[^']*'|[^\s#"'\[\]{}:：\-|>&*!%@`?][^:：]*?)
        [ \t]*(?::(?=\s|$)|：)[ \t]*(?P<rest>.*)$""",
    re.X,
)
_TIGHT_KEY = re.compile(r"(?P<key>[^\W\d][\w\- ]*):(?P<rest>[^\s/].*)$")
_ITEM = re.compile(r"-(?:[ \t]+|$)(?P<rest>.*)$")
_BLOCK_SCALAR = re.compile(r"[|>](?:[1-9][+-]?|[+-][1-9]?)?(?:[ \t]+#.*)?$")
_SINGLE = re.compile(r"'((?:[^']|'')*)'(?:\s+#.*)?\s*", re.S)
_DOUBLE = re.compile(r'"((?:[^"\\]|\\.)*)"(?:\s+#.*)?\s*', re.S)
_COMMENT = re.compile(r"[ \t]+#(?:[ \t].*)?$")
# C0 controls, DEL and non-characters cannot stand in XML (so not in a feed): XML 1.0, 2.2 Char.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


class NotABlock(ValueError):
    """The text holds no field at all: it stays visible as the code that it was."""


def read_block(text: str, problems: Problems) -> Entries:
    """Read a block's text.

    Raises NotABlock, with the reason as its message, where the text is empty, too large, or holds
    no `key: value` line.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotABlock(
            f"the block has {len(text)} characters, more than the {MAX_CHARACTERS} that are read"
        )
    text = _clean(text, problems)
    stripped = text.strip()
    if not stripped:
        raise NotABlock("the block is empty; write at least 'title: ...'")
    if stripped.startswith("{"):
        return _read_whole_flow(text)
    lines = _number_lines(text)
    entries = tuple(_read_entries(lines, problems))
    if not entries:
        raise NotABlock(
            f"expected 'field: value' lines, such as 'title: ...', found {_shorten(stripped)!r}"
        )
    return Entries(entries, 1)


def _clean(text: str, problems: Problems) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    for found in _FORBIDDEN.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        problems.warning(
            line,
            f"the control character U+{ord(found.group()):04X} cannot stand in a page or a feed "
            "and is left out",
        )
    return _FORBIDDEN.sub("", text)


def _number_lines(text: str) -> list[Line]:
    lines = [
        (number, _expand_indent(line))
        for number, line in enumerate(
            textwrap.dedent(text.expandtabs(4) if text.startswith("\t") else text).split("\n"), 1
        )
    ]
    while lines and not lines[-1][1].strip():
        lines.pop()
    if lines and lines[-1][1].rstrip() in {"---", "..."}:
        lines.pop()
    first = next((i for i, (_, line) in enumerate(lines) if line.strip()), len(lines))
    if first < len(lines) and lines[first][1].rstrip() == "---":
        first += 1
    return lines[first:]


def _expand_indent(line: str) -> str:
    """Turn tabs before the text into spaces, which YAML forbids, and one inside it into a space."""
    if "\t" not in line:
        return line
    body = line.lstrip(" \t")
    indent = line[: len(line) - len(body)].expandtabs(4)
    return indent + re.sub(r"[ \t]*\t[ \t]*", " ", body)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _shorten(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else line[:39] + "…"


# --- the block's own lines ------------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """An entry while its lines are gathered."""

    key: str
    line: int
    rest: str
    field: Field | None
    below: list[Line]


def _read_entries(lines: list[Line], problems: Problems) -> Iterator[Entry]:
    for entry in _gather_entries(lines, problems):
        yield Entry(entry.key, _read_entry_value(entry, problems), entry.line)


def _gather_entries(lines: list[Line], problems: Problems) -> Iterator[_Open]:
    current: _Open | None = None
    for number, line in lines:
        if current is not None and _belongs_below(line, current):
            current.below.append((number, line))
            continue
        if not line.strip() or line.startswith("#"):
            continue
        opened = _open_entry(number, line.strip())
        if opened is None:
            _take_stray_line(number, line, current, problems)
            continue
        if current is not None:
            if line.startswith(" "):
                problems.warning(
                    number,
                    f"'{opened.key}' is indented as if it belonged to '{current.key}'; "
                    "it was read as a field of its own",
                )
            yield current
        current = opened
    if current is not None:
        yield current


def _belongs_below(line: str, entry: _Open) -> bool:
    if not line.strip():
        return True
    if line[0] == " ":
        return not (entry.rest and _is_misindented_field(line, entry))
    if line[0] == "-" and _ITEM.match(line):
        return _takes_items(entry)
    return line[0] in "]}" and entry.rest[:1] in {"[", "{"}


def _takes_items(entry: _Open) -> bool:
    return not entry.rest or entry.rest.startswith("# ")


def _is_misindented_field(line: str, entry: _Open) -> bool:
    """Whether an indented line is a field that slipped, not more of the entry's text."""
    if entry.field is None or entry.field.name in _LONG_TEXTS:
        return False
    if entry.rest[0] in "|>[{\"'":
        return False
    found = _KEY.match(line.strip())
    return found is not None and find_field(found["key"]) is not None


def _open_entry(number: int, line: str) -> _Open | None:
    if _ITEM.match(line):
        return None
    found = _KEY.match(line)
    if found is None:
        found = _TIGHT_KEY.match(line)
        if found is None or find_field(found["key"]) is None:
            return None
    key = found["key"]
    if key[0] in "\"'" and key[-1] == key[0]:
        key = key[1:-1]
    return _Open(key.strip(), number, found["rest"].strip(" \t"), find_field(key), [])


def _take_stray_line(number: int, line: str, current: _Open | None, problems: Problems) -> None:
    text = line.strip()
    if current is not None and current.rest and current.field is not None:
        problems.warning(
            number,
            f"{_shorten(text)!r} starts no field; it was joined to '{current.key}': indent it to "
            "make that plain",
        )
        current.below.append((number, " " + text))
        return
    problems.error(number, f"expected 'field: value', found {_shorten(text)!r}")


# --- one value ------------------------------------------------------------------------------------


def _read_entry_value(entry: _Open, problems: Problems) -> Value:
    while entry.below and not entry.below[-1][1].strip():
        entry.below.pop()
    return _read_value(entry.rest, entry.line, entry.below, entry.field, problems, top=True)


def _read_value(
    rest: str,
    line: int,
    below: list[Line],
    field: Field | None,
    problems: Problems,
    *,
    top: bool,
) -> Value:
    """Read what follows a key or a dash: `rest` of its line, and the lines `below` it."""
    if rest.startswith("#") and (rest == "#" or rest[1] in " \t"):
        rest = ""
    if not rest:
        return _read_below(line, below, field, problems) if below else Scalar("", line)
    first = rest[0]
    if first in "|>" and _BLOCK_SCALAR.match(rest):
        return _read_block_scalar(rest, line, below)
    if first in "\"'":
        quoted = _read_quoted("\n".join([rest, *(text for _, text in below)]), line)
        if quoted is not None:
            return quoted
    if first in "[{" and field is not None:
        flow = _read_flow(rest, line, below, field, problems)
        if flow is not None:
            return flow
    return _read_plain(rest, line, below, field, problems, top=top)


def _read_plain(
    rest: str,
    line: int,
    below: list[Line],
    field: Field | None,
    problems: Problems,
    *,
    top: bool,
) -> Value:
    kind = field.kind if field is not None else "text"
    found = _COMMENT.search(rest)
    if found is not None and kind in _TYPED:
        rest = rest[: found.start()].rstrip()
    elif found is not None:
        problems.warning(
            line,
            f"{found.group().strip()!r} was read as part of the text; write a comment on a line "
            "of its own, or put the text in quotes",
        )
    below = [(number, text) for number, text in below if not text.lstrip().startswith("# ")]
    if not below:
        return Scalar(rest, line)
    if top and kind in _SHORT_LISTS and not any(_ITEM.match(t.strip()) for _, t in below):
        texts = [(line, rest), *((number, text.strip()) for number, text in below)]
        if rest.endswith(","):
            return Scalar(" ".join(text for _, text in texts), line)
        return Items(tuple(Scalar(text, number) for number, text in texts if text), line)
    return Scalar(_fold([rest, *(text for _, text in below)]), line)


def _fold(lines: list[str]) -> str:
    """Join lines as YAML folds a plain scalar (YAML 1.1, 9.1): breaks are spaces, blanks breaks."""
    folded = lines[0].strip(" \t")
    blanks = 0
    for line in lines[1:]:
        text = line.strip(" \t")
        if not text:
            blanks += 1
            continue
        folded += "\n" * blanks if blanks else " "
        folded += text
        blanks = 0
    return folded


def _read_quoted(text: str, line: int) -> Scalar | None:
    """Read a quoted scalar that is the whole value; None where the quotes belong to the text."""
    pattern = _SINGLE if text[0] == "'" else _DOUBLE
    found = pattern.fullmatch(text)
    if found is None:
        return None
    body = found[1]
    if text[0] == "'" and "\n" not in body:
        return Scalar(body.replace("''", "'"), line, literal=True)
    if "\\" not in body and "\n" not in body:
        return Scalar(body, line, literal=True)
    node = _compose(text)
    return Scalar(str(node.value), line, literal=True) if node is not None else None


def _read_block_scalar(header: str, line: int, below: list[Line]) -> Scalar:
    lines = [text for _, text in below]
    node = _compose("\n".join([f"k: {header}", *(text and " " + text for text in lines)]) + "\n")
    if isinstance(node, yaml.MappingNode):
        return Scalar(str(node.value[0][1].value).rstrip("\n"), line, literal=True)
    return Scalar(textwrap.dedent("\n".join(lines)).strip("\n"), line, literal=True)


def _read_below(line: int, below: list[Line], field: Field | None, problems: Problems) -> Value:
    """Read the lines below a key that has nothing beside it."""
    below = [
        (number, text)
        for number, text in below
        if not text.lstrip().startswith("# ") and text.strip() != "#"
    ]
    content = [(number, text) for number, text in below if text.strip()]
    if not content:
        return Scalar("", line)
    if _ITEM.match(content[0][1].lstrip()):
        return Items(tuple(_read_items(below, field, problems)), line)
    if field is not None and _is_long_form(content, field):
        return _read_long_form(below, field, problems)
    kind = field.kind if field is not None else "text"
    first = content[0][1].strip()
    if first[0] in "\"'[{|>":
        return _read_value(
            first, content[0][0], _after(below, content[0][0]), field, problems, top=False
        )
    if kind in _SHORT_LISTS and len(content) > 1 and not first.endswith(","):
        return Items(tuple(Scalar(text.strip(), number) for number, text in content), line)
    return Scalar(_fold([text for _, text in below]).strip(), content[0][0])


def _after(lines: list[Line], number: int) -> list[Line]:
    return [line for line in lines if line[0] > number]


def _is_long_form(content: list[Line], field: Field) -> bool:
    outer = _indent(content[0][1])
    keys = [_KEY.match(text.strip()) for _, text in content if _indent(text) <= outer]
    names = [_unquote_key(found["key"]) for found in keys if found is not None]
    if len(names) < len(keys):
        return False
    return field.kind in _FREE_KEYS or any(find_key(name, field.keys) for name in names)


def _unquote_key(key: str) -> str:
    return key[1:-1] if len(key) > 1 and key[0] in "\"'" and key[-1] == key[0] else key


def _read_long_form(lines: list[Line], field: Field, problems: Problems) -> Entries:
    """Read `key: value` lines one level down; what they hold is text, or a list of texts."""
    outer = min(_indent(text) for _, text in lines if text.strip())
    found: list[tuple[str, int, str, list[Line]]] = []
    for number, text in lines:
        key = _KEY.match(text.strip()) if text.strip() and _indent(text) <= outer else None
        if key is not None:
            found.append((_unquote_key(key["key"]).strip(), number, key["rest"].strip(), []))
        elif found:
            found[-1][3].append((number, text))
    return Entries(
        tuple(
            Entry(
                key,
                _read_value(rest, number, _strip_blank(below), _INNER, problems, top=False),
                number,
            )
            for key, number, rest, below in found
        ),
        lines[0][0],
    )


# What stands inside a long form: a text, or a list of texts where the author writes one.
_INNER = Field("", "lines", "")


def _strip_blank(lines: list[Line]) -> list[Line]:
    while lines and not lines[-1][1].strip():
        lines.pop()
    return lines


def _read_items(lines: list[Line], field: Field | None, problems: Problems) -> Iterator[Value]:
    content = [text for _, text in lines if text.strip()]
    outer = _indent(content[0])
    current: tuple[int, str, list[Line]] | None = None
    for number, text in lines:
        item = _ITEM.match(text.strip()) if text.strip() and _indent(text) <= outer else None
        if item is not None:
            if current is not None:
                yield _read_item(*current, field, problems)
            # The text after the dash stands where its own further keys will be indented to.
            inner = " " * (outer + text.strip().index(item["rest"]) if item["rest"] else outer + 2)
            current = (number, inner + item["rest"].strip(), [])
        elif current is not None:
            if text.strip() and _indent(text) <= outer:
                problems.warning(
                    number,
                    f"{_shorten(text.strip())!r} was joined to the item above; indent it, "
                    "or start it with '- '",
                )
            current[2].append((number, text))
    if current is not None:
        yield _read_item(*current, field, problems)


def _read_item(
    number: int, text: str, below: list[Line], field: Field | None, problems: Problems
) -> Value:
    below = _strip_blank(below)
    if field is not None and text.strip() and _is_long_item(text, below, field):
        return _read_long_form([(number, text), *below], field, problems)
    rest = text.strip()
    if rest and rest[0] in "[{" and field is not None:
        flow = _read_flow(rest, number, below, field, problems, item=True)
        if flow is not None:
            return flow
        return _read_plain(rest, number, below, field, problems, top=False)
    return _read_value(rest, number, below, _INNER if field is None else field, problems, top=False)


def _is_long_item(text: str, below: list[Line], field: Field) -> bool:
    """Whether `- key: value` opens a long form rather than being a text with a colon in it.

    It does where the key is one of the field's own, or stands for one and more such keys follow.
    """
    found = _KEY.match(text.strip())
    if found is None:
        return False
    key = _unquote_key(found["key"])
    name = find_key(key, field.keys)
    if name is None:
        return False
    more = [_KEY.match(line.strip()) for _, line in below if line.strip()]
    if any(match is not None and find_key(match["key"], field.keys) for match in more):
        return True
    return name == field.keys[0] and (key.casefold() == name or field.kind == "cast")


# --- what PyYAML reads ----------------------------------------------------------------------------


def _read_flow(
    rest: str,
    line: int,
    below: list[Line],
    field: Field,
    problems: Problems,
    *,
    item: bool = False,
) -> Value | None:
    """Read a flow collection; None where the field takes none, or the brackets are the text's."""
    is_list = rest[0] == "["
    if is_list and (item or field.kind not in _LISTS):
        return None
    if not is_list and not field.keys and field.kind not in _FREE_KEYS:
        return None
    text = "\n".join([rest, *(part for _, part in below)])
    if is_list and field.kind == "titles" and not re.search(r"[,\"']", text):
        return None
    value = _convert_flow(text, line)
    if value is None and is_list and "]" not in text:
        problems.warning(line, "the list that '[' opens is never closed with ']'")
        return Scalar(_fold([rest[1:], *(part for _, part in below)]), line)
    return value


def _read_whole_flow(text: str) -> Entries:
    value = _convert_flow(text.strip(), 1 + text[: len(text) - len(text.lstrip())].count("\n"))
    if not isinstance(value, Entries):
        raise NotABlock(f"{_shorten(text.strip())!r} opens a mapping that cannot be read as YAML")
    return value


def _convert_flow(text: str, line: int) -> Value | None:
    text = _protect_flow(text)
    if _flow_depth(text) > MAX_FLOW_DEPTH:
        return None
    node = _compose(text)
    if node is None or isinstance(node, yaml.ScalarNode):
        return None
    budget = [MAX_FLOW_NODES]
    return _convert_node(node, line, budget)


def _protect_flow(text: str) -> str:
    """Quote nothing but what a blogger means as text inside a flow list: ` #` and `#` at a start."""
    return re.sub(r"(?<=[\[,{])(\s*)([#&*!|>%@`][^,\[\]{}\"']*?)(\s*)(?=[,\]}])", r'\1"\2"\3', text)


def _flow_depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _convert_node(node: yaml.Node, line: int, budget: list[int]) -> Value | None:
    """Give a node as a value; None where the budget of nodes is spent, as aliases can do."""
    budget[0] -= 1
    if budget[0] < 0:
        return None
    here = line + node.start_mark.line
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, here, literal=node.style is not None)
    if isinstance(node, yaml.SequenceNode):
        items = [_convert_node(item, line, budget) for item in node.value]
        return None if None in items else Items(tuple(i for i in items if i is not None), here)
    entries = []
    for key, value in node.value:
        converted = _convert_node(value, line, budget)
        if converted is None or not isinstance(key, yaml.ScalarNode):
            return None
        entries.append(Entry(key.value, converted, line + key.start_mark.line))
    return Entries(tuple(entries), here)


# libyaml reads ten times as fast; PyYAML has it in every wheel, but not in every build.
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _compose(text: str) -> yaml.Node | None:
    """Give PyYAML's node tree of a text, every scalar a string; None where it is not YAML."""
    try:
        return yaml.compose(text, Loader=_LOADER)
    except (yaml.YAMLError, RecursionError):
        return None


def write_yaml(value: object) -> str:
    """Write plain data, such as a reader's own mapping of a film, as the text of a block."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
