"""What any reader read in, the same with its film blocks sealed out: data blocks, code blocks
marked `film`, and the film of the post's metadata.

All readers hand over HTML, and all render a code block marked `film` as `<pre>` or `<code>` with
that class, so this one door serves AsciiDoc, org, notebooks and whatever else comes. Elements are
found with BeautifulSoup and cut out of the string, which is not rewritten.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import takewhile

from bs4 import BeautifulSoup, Tag
from bs4.builder import ParserRejectedMarkup
from bs4.filter import SoupStrainer

from pelican_filmreview.block import Block, find_places, seal
from pelican_filmreview.yaml_lines import is_comment, split_comment
from pelican_filmreview.yaml_text import write_yaml

# What readers and highlighters make of a code block's language; `film` alone only counts on the
# code block itself, for a site may well call a box of its own that.
_WRAPPER_CLASSES = {"language-film", "lang-film", "src-film", "highlight-film"}
_CLASSES = {"film", *_WRAPPER_CLASSES}
_LINE_NUMBERS = ["lineno", "linenos"]
_YAML_TYPES = {"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"}
_NAMES = ["pre", "script", "code", "div", "textarea"]

_HEADER = re.compile(r"(?::|#\+)?film\s*:[ \t]*(?P<rest>.*)$", re.I)
# What may stand behind the key when the text is below it: YAML's block scalars, a comment.
_TEXT_BELOW = re.compile(r"(?:[|>][+\-\d]*)?\s*(?:#.*)?$")
# How a header in reStructuredText says that what is below it is not reStructuredText.
_LITERAL_BELOW = re.compile(r"\s*::\s*$")
_MAX_HEADER_LINES = 1_000
# What says that a post has no film.
_SWITCHES = frozenset({"", "no", "false", "off", "n", "null", "~", "0"})


def seal_elements(content: str, lines: Sequence[str]) -> str:
    """Seal the data blocks and code blocks of a reader's HTML; all other bytes stay.

    `lines` are those of the post's file, for the line of each block.
    """
    pieces: list[str] = []
    position, last_line = 0, 0
    for element, start in _find_elements(content):
        closing = re.compile(rf"</{element.name}(?:\s[^>]*)?>", re.I).search(content, start)
        if start < position:
            continue
        if closing is None:
            if element.name == "script":  # browsers show nothing of what is below it
                line = next(
                    (n for n, one in enumerate(lines, 1) if n > last_line and _opens(one)), 0
                )
                pieces += (content[position:start], seal(Block("", line, "script")))
                position = start
            continue
        text = _read_text(element)
        last_line = next((n for n in find_places(text, lines) if n > last_line), 0) or last_line
        pieces += (content[position:start], seal(Block(text, last_line)))
        position = closing.end()
    return "".join([*pieces, content[position:]]) if pieces else content


def _opens(line: str) -> bool:
    return "<script" in line.lower() and "film" in line.lower()


def _find_elements(content: str) -> Iterator[tuple[Tag, int]]:
    """Give the blocks' elements, each with the index at which it starts."""
    try:
        soup = BeautifulSoup(content, "html.parser", parse_only=SoupStrainer(_NAMES))
    except ParserRejectedMarkup:
        # No parser's opinion is worth an article: such a post keeps its HTML.
        return
    starts = [0]
    for line in content.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    for element in soup.find_all(["pre", "script", "code"]):
        if element.sourceline is None or element.sourcepos is None:
            continue
        if _is_film(element) and element.find_parent(["pre", "textarea"]) is None:
            yield element, starts[element.sourceline - 1] + element.sourcepos


def _read_text(element: Tag) -> str:
    """Give the text of a block's element without what highlighters add to it."""
    if element.name != "script":
        for number in element.find_all(class_=_LINE_NUMBERS):
            number.decompose()
        for line_break in element.find_all("br"):
            line_break.replace_with("\n")
    return element.get_text().strip("\r\n")


def _is_film(element: Tag) -> bool:
    classes = _read_classes(element)
    if element.name == "script":
        kind = str(element.get("type", "")).split(";")[0].strip().lower()
        return kind in _YAML_TYPES and "film" in classes
    if element.name == "pre":
        for child in element.find_all("code", recursive=False):
            classes |= _read_classes(child)
        return _names_film(classes) or _is_wrapped(element)
    # A `<code>` inside a `<pre>` goes with it; one that stands alone is a block only if it has
    # lines of its own, for a word of code in a sentence is none.
    return _names_film(classes) and "\n" in element.get_text()


def _names_film(classes: set[str]) -> bool:
    """Whether the language is film: in `language-python film` it is another."""
    other = any(name.startswith("language-") for name in classes - _CLASSES)
    return bool(classes & _CLASSES) and not other


def _is_wrapped(element: Tag) -> bool:
    """Whether the language stands on a `<div>` around the code block (Sphinx, Rouge)."""
    return any(
        _read_classes(wrapper) & _WRAPPER_CLASSES and len(wrapper.find_all("pre")) == 1
        for wrapper in element.find_parents("div", limit=2)
    )


def _read_classes(element: Tag) -> set[str]:
    return {str(name).lower() for name in element.get_attribute_list("class")}


def seal_metadata(content: str, value: object, lines: Sequence[str]) -> str:
    """Put the film of a post's metadata, sealed, before its content.

    `value` is what the reader made of it: a mapping, a text, or the lines of a text without their
    indentation (Python-Markdown). YAML and Markdown have changed it by then (`No` is False), so
    the text is taken out of the `lines` of the file where it stands there.
    """
    lines = lines[:_MAX_HEADER_LINES]
    if value in ("", {}, []):
        return content
    if value is None or isinstance(value, (bool, int, float, date)):
        block = _find_retyped(value, lines)
    else:
        block = _find_header(value, lines)
    if block is None and not value:
        return content
    if block is None:  # what is in quotes is no switch
        text = _write_value(value)
        block = Block(text, next(iter(find_places(text, lines)), 0), "metadata")
    elif block.text.strip() in _SWITCHES:
        return content
    return seal(block) + "\n" + content


def _write_value(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, (Mapping, list)):
        return write_yaml(value)
    return str(value)


def _find_retyped(value: object, lines: Sequence[str]) -> Block | None:
    """Find the title that YAML has made a number, a date, yes or no: `11:14`, `No`, `#Alive`.

    A switch in small letters, `film: no`, is meant as one.
    """
    for number, line in enumerate(lines, 1):
        found = _HEADER.match(line)
        if found is None:
            continue
        text = found["rest"].strip()
        is_plain = text and text[0] not in "&!*" and not is_comment(text)
        text, _ = split_comment(text, is_typed=True)
        return Block(text, number, "metadata") if is_plain else None
    return None


def _find_header(value: object, lines: Sequence[str]) -> Block | None:
    for number, line in enumerate(lines):
        found = _HEADER.match(line)
        if found is None:
            continue
        below = list(takewhile(lambda one: not one.strip() or one[0] in " \t", lines[number + 1 :]))
        # YAML goes on after an empty line, a Markdown header ends there.
        for taken in (below, list(takewhile(str.strip, below))):
            first = number + 2
            if taken and _LITERAL_BELOW.match(taken[0]):
                taken, first = taken[1:], first + 1
            text = textwrap.dedent("\n".join(taken)).rstrip()
            if not _TEXT_BELOW.match(found["rest"]):
                text, first = f"{found['rest'].strip()}\n{text}".rstrip(), number + 1
            quoted = text[:1] in {'"', "'"} and str(value)[:1] != text[:1]
            if (_is_same(text, value) and not quoted) or _is_cut(text, value):
                return Block(text, first, "metadata")
    return None


def _is_same(text: str, value: object) -> bool:
    """Whether a text of the file is the one that the reader made the value of.

    Letters and digits tell: readers take indentation, quotes and inline markup off.
    """
    bare = _squeeze(text)
    if isinstance(value, Mapping):
        return all(_squeeze(str(key)) in bare for key in value)
    written = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return bool(bare) and _squeeze(written) == bare


def _is_cut(text: str, value: object) -> bool:
    """Whether YAML took the end of a title for a comment, as that of `Juror #2`."""
    if not isinstance(value, str) or "\n" in text or not value or not text.startswith(value):
        return False
    return re.match(r"\s+#\S", text[len(value) :]) is not None


def _squeeze(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
