"""What follows a key or a dash in, the value that it is out: a text, a list or a mapping.

In this order: nothing beside the key, then what stands below it; a block scalar; a text that is
quoted from its first character to its last; brackets or braces where the field takes a list or a
long form; and whatever else there is, as the text that the author wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pelican_filmreview.fields import Field, find_inner, find_key
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.problem import Problems
from pelican_filmreview.yaml_flow import NotAFlow, read_flow
from pelican_filmreview.yaml_lines import (
    BULLETS,
    Line,
    is_bullet,
    is_comment,
    is_item,
    is_tight_item,
    split_comment,
    split_key,
    split_number,
)
from pelican_filmreview.yaml_scalar import (
    fold_lines,
    is_block_header,
    read_block_scalar,
    read_quoted,
)
from pelican_filmreview.yaml_tree import OPENED_LINE, Entries, Entry, Items, Scalar, Value, shorten

_CREDIT = compile_late(r"[ \t](?:as|als)[ \t]|:[ \t]")
_NUMBERED = frozenset({"names", "cast", "terms", "lines", "facts", "quotes"})
# What a line ends with that goes on in the next one.
_GOES_ON = (",", ";", "，", "،", "؛")
_TEXT_OR_LIST = Field("", "lines", "a text, or a list of texts")


class Slot(NamedTuple):
    """What follows a key or a dash: the rest of its line, and the lines below.

    `indent` is that of the key or the dash; `is_field` is False inside a list or a long form, and
    `is_item` is True behind a dash.
    """

    rest: str
    line: int
    indent: int
    below: Sequence[Line] = ()
    field: Field | None = None
    is_field: bool = False
    is_item: bool = False

    @property
    def kind(self) -> Field:
        """What the value is for; one of an unknown field may be anything."""
        return self.field or _TEXT_OR_LIST

    @property
    def content(self) -> list[Line]:
        """The lines below that are neither blank nor comments."""
        return [line for line in self.below if line.text and not is_comment(line.text)]

    def read_whole(self) -> str:
        """The rest of the line and the lines below, as one text of several lines."""
        return "\n".join([self.rest, *(line.text for line in self.below)])


def read_value(slot: Slot, problems: Problems) -> Value:
    """Read what follows a key or a dash."""
    if not slot.below and is_plain_words(slot.rest):
        return Scalar(slot.rest, slot.line)
    if is_comment(slot.rest):
        _report_comment_alone(slot, problems)
        slot = slot._replace(rest="")
    if not slot.rest:
        return _read_below(slot, problems)
    if is_block_header(slot.rest):
        lines = [(line.indent, line.text) for line in slot.below]
        text = read_block_scalar(slot.rest, lines, slot.indent)
        return Scalar(text, slot.line, literal=True)
    if slot.rest[0] in "\"'":
        quoted = _read_quoted(slot, problems)
        if quoted is not None:
            return quoted
    if slot.rest[0] in "[{":
        flow = _read_flow(slot, problems)
        if flow is not None:
            return flow
    if slot.below and _are_further_keys(slot):
        return _read_opened_form(slot, problems)
    return _read_plain(slot, problems)


def is_plain_words(text: str) -> bool:
    """Whether a line is text and nothing else, as nearly all are: no mark of YAML's opens it."""
    return text[:1].isalnum() and "#" not in text


def _report_comment_alone(slot: Slot, problems: Problems) -> None:
    if slot.content or slot.kind.is_typed or len(slot.rest) == 1:
        return
    problems.warning(
        slot.line,
        f"'{shorten(slot.rest)}' was read as a comment, so nothing is left; "
        "put it in quotes if it is the text",
    )


# --- texts ----------------------------------------------------------------------------------------


def _read_quoted(slot: Slot, problems: Problems) -> Value | None:
    """Read a text that is quoted as a whole; None where the quotes belong to the text."""
    text = slot.read_whole()
    quoted = read_quoted(text)
    if quoted is None:
        if text[0] == '"' and text.rstrip().endswith('"') and "\\" in text:
            problems.warning(
                slot.line,
                f"{shorten(text)} holds a '\\' that means nothing in double quotes, so the quotes "
                "are shown; write single quotes around it, or '\\\\'",
            )
        return None
    value, end = quoted
    first, *more = text[end:].split("\n")
    has_space = first[:1] in ("", " ", "\t")
    if has_space and all(
        not after.strip() or is_comment(after.strip()) for after in (first, *more)
    ):
        return Scalar(value, slot.line, literal=True)
    return None


def _read_plain(slot: Slot, problems: Problems) -> Value:
    """Read a text without quotes, with the lines that go on with it."""
    rest, comment = split_comment(slot.rest, is_typed=slot.kind.is_typed)
    if comment and not slot.kind.is_typed:
        rest = slot.rest
        problems.warning(
            slot.line,
            f"'{shorten(comment)}' was read as part of the text; write a comment on a line "
            "of its own, or put the text in quotes",
        )
    lines = slot.content
    if not lines:
        return Scalar(rest, slot.line)
    first = Line(slot.line, slot.indent, rest)
    if slot.is_field and slot.kind.takes_lines and _are_items([first, *lines], slot.kind):
        return Items(
            tuple(Scalar(line.text.rstrip(), line.number) for line in [first, *lines]), slot.line
        )
    for line in lines:
        if is_item(line.text) or (slot.kind.takes_list and is_bullet(line.text, slot.kind)):
            problems.warning(
                line.number,
                f"'{shorten(line.text)}' was added to the text above, which stands beside its "
                "key or dash; to make a list, put every item on a line of its own",
            )
    below = [line.text for line in slot.below if not is_comment(line.text)]
    return Scalar(fold_lines([rest, *below]), slot.line)


def _are_items(lines: Sequence[Line], kind: Field) -> bool:
    """Whether lines without dashes, the first beside the key, are items and not one long text."""
    texts = [line.text.rstrip() for line in lines]
    if any(text.endswith(_GOES_ON) or is_item(text) for text in texts):
        return False
    if kind.kind == "cast":
        return all(_CREDIT.search(text) for text in texts)
    if kind.kind == "viewings":
        return all(text[:1].isdigit() for text in texts)
    if kind.kind == "links":
        return all("://" in text for text in texts)
    return not any("," in text for text in texts)


# --- brackets and braces --------------------------------------------------------------------------


def _read_flow(slot: Slot, problems: Problems) -> Value | None:
    """Read brackets or braces; None where the field takes none, or they are the text's own."""
    is_list = slot.rest[0] == "["
    if is_list and (not slot.kind.takes_list or not _can_be_list(slot)):
        return None
    if not is_list and not slot.kind.takes_mapping:
        return None
    text = slot.read_whole()
    try:
        return read_flow(text, slot.line, slot.kind)
    except NotAFlow as reason:
        if reason.closed:
            return None
    if not is_list:
        return _read_open_braces(text, slot, problems)
    if "]" in text or not slot.kind.takes_lines:
        return None
    problems.warning(slot.line, "the list that '[' opens is never closed; put a ']' at its end")
    return _read_plain(slot._replace(rest=slot.rest[1:].strip()), problems)


def _read_open_braces(text: str, slot: Slot, problems: Problems) -> Value | None:
    """Read a long form in braces that are never closed; None where they are the text's own."""
    split = split_key(text[1:].lstrip(), slot.kind)
    if "}" in text or split is None or find_key(split[0], slot.kind.keys) is None:
        return None
    try:
        value = read_flow(text.rstrip() + "}", slot.line, slot.kind)
    except NotAFlow:
        return None
    first = slot.kind.keys[0]
    if not isinstance(value, Entries) or not any(
        find_key(entry.key, slot.kind.keys) == first for entry in value.entries
    ):
        return None
    problems.warning(slot.line, "the braces that '{' opens are never closed; put a '}' at the end")
    return value


def _can_be_list(slot: Slot) -> bool:
    """Whether brackets may be a list: in titles and quotes a single text may have its own."""
    if slot.is_item:
        return False
    if slot.kind.kind in ("titles", "quotes"):
        return any(mark in slot.read_whole() for mark in ",\"'{")
    return True


# --- what stands below a key ----------------------------------------------------------------------


def _read_below(slot: Slot, problems: Problems) -> Value:
    """Read the lines below a key or a dash that has nothing beside it."""
    content = slot.content
    if not content:
        return Scalar("", slot.line)
    first = content[0]
    if is_item(first.text) or _opens_tight(content, slot.kind):
        return _read_items(_loosen_items(slot, problems), "-", problems)
    if slot.kind.takes_list and _opens_bullets(content, slot.kind):
        return _read_items(slot, BULLETS, problems)
    if slot.kind.takes_list and _opens_numbers(content, slot.kind):
        return _read_items(_drop_numbers(slot), BULLETS, problems)
    if _is_long_form(content, slot.kind):
        return _read_long_form(slot.below, slot.kind, problems)
    if first.text[0] in "\"'[{|>":
        inner = slot._replace(
            rest=first.text.rstrip(),
            line=first.number,
            below=[line for line in slot.below if line.number > first.number],
        )
        return read_value(inner, problems)
    if len(content) > 1 and _are_items_below(slot, content):
        items = (Scalar(line.text.rstrip(), line.number) for line in content)
        return Items(tuple(items), first.number)
    texts = [line.text for line in slot.below if not is_comment(line.text)]
    return Scalar(fold_lines(texts), first.number)


def _are_items_below(slot: Slot, content: Sequence[Line]) -> bool:
    """Whether lines without dashes below a key are items, and not one text that was wrapped."""
    if slot.is_field and slot.kind.takes_lines:
        return not any(line.text.rstrip().endswith(_GOES_ON) for line in content[:-1])
    same = all(line.indent == content[0].indent for line in content)
    return slot.is_field and slot.kind.takes_list and same and bool(_read_keys(content, slot.kind))


def opens_odd_items(content: Sequence[Line], kind: Field) -> bool:
    """Whether the outermost lines are items, though not with the marks that YAML has."""
    return kind.takes_list and (
        _opens_bullets(content, kind)
        or _opens_numbers(content, kind)
        or _opens_tight(content, kind)
    )


def _opens_bullets(content: Sequence[Line], kind: Field) -> bool:
    outer = content[0].indent
    return all(is_bullet(line.text, kind) for line in content if line.indent <= outer)


def _opens_numbers(content: Sequence[Line], kind: Field) -> bool:
    """Whether the outermost lines are numbered from one on.

    Where `1. Mai`, `1. Staffel: 4/5` or `1. Platz` may stand, numbers belong to the text.
    """
    if kind.kind not in _NUMBERED or kind.name == "awards":
        return False
    outer = content[0].indent
    splits = [split_number(line.text) for line in content if line.indent <= outer]
    numbers = [split[0] for split in splits if split is not None]
    return len(splits) > 1 and numbers == list(range(1, len(splits) + 1))


def _drop_numbers(slot: Slot) -> Slot:
    """Put a bullet in the place of each item's number."""
    outer = slot.content[0].indent
    below = []
    for line in slot.below:
        split = split_number(line.text) if line.text and line.indent <= outer else None
        below.append(line._replace(text=f"{BULLETS[0]} {split[1]}") if split else line)
    return slot._replace(below=below)


def _is_long_form(content: Sequence[Line], kind: Field) -> bool:
    """Whether lines are the keys of a long form, and not a text that has colons in it."""
    keys = _read_keys(content, kind)
    if not keys:
        return False
    known = {find_key(key, kind.keys) for key in keys} - {None}
    if kind.takes_any_key:
        return True
    if not kind.keys:
        # No such field has a long form, but two lines with keys are meant as one; `parse` objects.
        return kind.kind == "text" and bool(kind.name) and not kind.is_long_text and len(keys) > 1
    # "Source: ..." may begin a text; it is a key beside others, or where it is written as one.
    is_text = kind.keys[0] == "text" and keys[0] not in kind.keys
    return kind.keys[0] in known or len(known) > 1 or (bool(known) and not is_text)


def read_long_form(lines: Sequence[Line], kind: Field, problems: Problems) -> Value | None:
    """Read lines that are a long form by themselves; None where no line of them has a key."""
    content = [line for line in lines if line.text and not is_comment(line.text)]
    outer = content[0].indent
    if not any(split_key(line.text, kind) for line in content if line.indent <= outer):
        return None
    return _read_long_form(lines, kind, problems)


def _read_keys(content: Sequence[Line], kind: Field) -> list[str]:
    """Give the keys of the outermost lines, or none where one of those lines has no key."""
    outer = content[0].indent
    splits = [split_key(line.text, kind) for line in content if line.indent <= outer]
    keys = [split[0] for split in splits if split is not None]
    items = sum(is_item(line.text) for line in content if line.indent <= outer)
    return keys if len(keys) + items == len(splits) else []


def _are_further_keys(slot: Slot) -> bool:
    """Whether a long form goes on below its first text: `quote: ...`, then `speaker: ...`.

    In a list every line has to be a key, and none the one that the first text stands for.
    """
    content = slot.content
    kind = slot.kind
    if not (kind.keys and content and (slot.is_field or slot.is_item)):
        return False
    keys = [find_key(key, kind.keys) for key in _read_keys(content, kind)]
    if slot.is_field:
        return any(keys)
    outer = content[0].indent
    if any(is_item(line.text) for line in content if line.indent <= outer):
        return False  # a dash that slipped
    if kind.kind in ("comments", "scores") and split_key(slot.rest, kind):
        return False
    is_plain = kind.keys[0] != "text" or _are_plainly_keys(content, kind)
    return bool(keys) and None not in keys and kind.keys[0] not in keys and is_plain


def _are_plainly_keys(content: Sequence[Line], kind: Field) -> bool:
    """Whether lines below a text cannot be more of it: there "by:" and "link:" may be words."""
    outer = content[0].indent
    splits = [split_key(line.text, kind) for line in content if line.indent <= outer]
    return all(
        split is not None
        and split[0] in kind.keys
        and (split[0] != "url" or any(mark in split[1] for mark in "/{|"))
        for split in splits
    )


def _read_opened_form(slot: Slot, problems: Problems) -> Entries:
    first = read_value(slot._replace(below=(), is_field=False), problems)
    more = _read_long_form(slot.below, slot.kind, problems)
    key = OPENED_LINE if slot.kind.kind in ("cast", "viewings") else slot.kind.keys[0]
    return Entries((Entry(key, first, slot.line), *more.entries), slot.line)


def _read_long_form(lines: Sequence[Line], kind: Field, problems: Problems) -> Entries:
    """Read `key: value` lines one level down."""
    outer = next(line.indent for line in lines if line.text and not is_comment(line.text))
    found: list[tuple[str, Line, str, list[Line]]] = []
    for line in lines:
        split = split_key(line.text, kind) if line.text and line.indent <= outer else None
        if split is not None:
            found.append((split[0], line, split[1], []))
        elif found:
            found[-1][3].append(line)
    entries = (
        Entry(
            key,
            read_value(
                Slot(rest, line.number, line.indent, below, find_inner(kind, key)), problems
            ),
            line.number,
        )
        for key, line, rest, below in found
    )
    return Entries(tuple(entries), found[0][1].number)


# --- lists ----------------------------------------------------------------------------------------


def _opens_tight(content: Sequence[Line], kind: Field) -> bool:
    """Whether the outermost lines are items some of which lack the space behind their dash.

    What is YAML is none: `-A: x` may be a key. Nor is what somebody says, which a dash may open.
    """
    outer = content[0].indent
    lines = [line.text for line in content if line.indent <= outer]
    if not kind.takes_list or any(text[0] != "-" for text in lines):
        return False
    if not any(is_tight_item(text, kind) for text in lines):
        return False
    if any(map(is_item, lines)) or not _is_long_form(content, kind):
        return True
    # No key has both a text and keys of its own, so that such lines are items after all.
    has_text = False
    for line in content:
        split = split_key(line.text, kind)
        if line.indent <= outer:
            has_text = split is not None and bool(split[1])
        elif split is not None and has_text:
            return True
    return False


def _loosen_items(slot: Slot, problems: Problems) -> Slot:
    """Put the space that they lack behind the dashes of the outermost lines."""
    content = slot.content
    outer = content[0].indent
    if not _opens_tight(content, slot.kind):
        return slot
    tight = [line for line in content if line.indent <= outer and not is_item(line.text)]
    bare = next((line for line in tight if not line.text[1].isspace()), None)
    if bare is not None:
        problems.warning(
            bare.number, f"'{shorten(bare.text)}' was read as an item; put a space behind '-'"
        )
    below = [
        line._replace(text=f"- {line.text[1:].lstrip()}") if line in tight else line
        for line in slot.below
    ]
    return slot._replace(below=below)


def _read_items(slot: Slot, marks: str, problems: Problems) -> Items:
    content = slot.content
    outer = content[0].indent
    items: list[tuple[Line, list[Line]]] = []
    for line in slot.below:
        if line.text and line.indent <= outer and _has_mark(line.text, marks):
            items.append((line, []))
        elif items:
            if line.text and line.indent <= outer and not is_comment(line.text):
                problems.warning(
                    line.number,
                    f"'{shorten(line.text)}' was added to the item above; indent it, "
                    "or start it with '- '",
                )
            items[-1][1].append(line)
    read = (read_item(line, below, slot.kind, problems) for line, below in items)
    return Items(tuple(read), content[0].number)


def _has_mark(text: str, marks: str) -> bool:
    return text[:1] in marks and (not text[1:2] or text[1].isspace())


def read_item(line: Line, below: list[Line], kind: Field, problems: Problems) -> Value:
    rest = line.text[1:].strip()
    if not below and ":" not in rest and "：" not in rest and is_plain_words(rest):
        return Scalar(rest, line.number)
    # The text after the dash stands where the further keys of its long form are indented to.
    inner = line.indent + 1 + len(line.text) - 1 - len(line.text[1:].lstrip())
    if rest and _is_long_item(rest, below, kind):
        first = Line(line.number, max(inner, _find_slipped_keys(rest, below, kind)), rest)
        return _read_long_form([first, *below], kind, problems)
    slot = Slot(rest, line.number, line.indent, below, kind, is_item=True)
    return read_value(slot, problems)


def _find_slipped_keys(rest: str, below: Sequence[Line], kind: Field) -> int:
    """Give how far the further keys of an item are indented, which may be further than its own."""
    split = split_key(rest, kind)
    content = [line for line in below if line.text and not is_comment(line.text)]
    if split is None or not split[1] or split[1][0] in "[{|>\"'" or not content:
        return 0
    further = split_key(content[0].text, kind)
    is_key = further is not None and find_key(further[0], kind.keys) is not None
    return content[0].indent if is_key else 0


def _is_long_item(rest: str, below: Sequence[Line], kind: Field) -> bool:
    """Whether `- key: value` opens a long form rather than being a text with a colon in it.

    It does where the key is one of the field's own, or stands for one and more such keys follow.
    """
    split = split_key(rest, kind)
    name = find_key(split[0], kind.keys) if split is not None else None
    if split is None or name is None:
        return False
    splits = (split_key(line.text, kind) for line in below if line.text)
    if any(more is not None and find_key(more[0], kind.keys) for more in splits):
        return True
    if kind.kind == "viewings" or split[0] in kind.keys:
        return True
    return name == kind.keys[0] and split[0].islower()
