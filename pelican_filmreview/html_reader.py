"""What any reader read in, the same with its film blocks sealed out: data blocks, code blocks
marked `film`, and the film of the post's metadata.

All readers hand over HTML, and all render a code block marked `film` as `<pre>` or `<code>` with
that class, so this one door serves AsciiDoc, org, notebooks and whatever else comes. Elements are
found with BeautifulSoup and cut out of the string, which is not rewritten.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from pathlib import Path

from bs4 import BeautifulSoup, SoupStrainer, Tag

from pelican_filmreview.block import Block, seal
from pelican_filmreview.yaml_text import write_yaml

_CLASSES = {"film", "language-film", "lang-film", "src-film", "highlight-film"}
_YAML_TYPES = {"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"}
_HEADER = re.compile(r"(?::|#\+)?film\s*:[ \t]*(?P<rest>.*)$", re.I)
_MAX_HEADER_LINES = 1_000


def seal_elements(content: str) -> str:
    """Seal the data blocks and code blocks of a reader's HTML; all other bytes stay."""
    pieces: list[str] = []
    position = 0
    for element, start in _find_elements(content):
        closing = re.compile(rf"</{element.name}\s*>", re.I).search(content, start)
        if closing is None or start < position:
            continue
        text = element.get_text()
        pieces += (content[position:start], seal(Block(text.strip("\n"))))
        position = closing.end()
    return "".join([*pieces, content[position:]]) if pieces else content


def _find_elements(content: str) -> list[tuple[Tag, int]]:
    soup = BeautifulSoup(content, "html.parser", parse_only=SoupStrainer(["pre", "script", "code"]))
    starts = [0]
    for line in content.split("\n"):
        starts.append(starts[-1] + len(line) + 1)
    found = []
    for element in soup.find_all(["pre", "script", "code"]):
        if _is_film(element) and element.sourceline and element.sourcepos is not None:
            found.append((element, starts[element.sourceline - 1] + element.sourcepos))
    return found


def _is_film(element: Tag) -> bool:
    classes = set(element.get_attribute_list("class"))
    if element.name == "script":
        kind = str(element.get("type", "")).split(";")[0].strip().lower()
        return kind in _YAML_TYPES and "film" in classes
    if element.name == "pre":
        inner = [child for child in element.find_all("code", recursive=False)]
        for child in inner:
            classes |= set(child.get_attribute_list("class"))
        return bool(classes & _CLASSES)
    # A `<code>` inside a `<pre>` goes with it; one that stands alone is a block only if it has
    # lines of its own, for a word of code in a sentence is none.
    return (
        bool(classes & _CLASSES)
        and element.find_parent("pre") is None
        and "\n" in element.get_text()
    )


def seal_metadata(content: str, value: object, path: str) -> str:
    """Put the film of a post's metadata, sealed, before its content.

    `value` is what the reader made of it: a mapping, a text, or the lines of a text without their
    indentation (Python-Markdown). YAML and Markdown have changed it by then (`No` is False), so
    the text is taken out of the file at `path` where it stands there.
    """
    block = _find_header(value, path)
    if block is None:
        block = Block(_write_value(value), 0, "metadata")
    return seal(block) + "\n" + content


def _write_value(value: object) -> str:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return "\n".join(value)
    if isinstance(value, (Mapping, list)):
        return write_yaml(value)
    return str(value)


def _find_header(value: object, path: str) -> Block | None:
    try:
        lines = Path(path).read_text("utf-8-sig").split("\n", _MAX_HEADER_LINES)
    except (OSError, UnicodeDecodeError):
        return None
    for number, line in enumerate(lines[:_MAX_HEADER_LINES]):
        found = _HEADER.match(line)
        if found is None:
            continue
        below = _take_indented(lines[number + 1 :])
        rest = found["rest"].strip()
        if rest and not re.match(r"[|>][+\-\d]*\s*(?:#.*)?$", rest):
            text, first = "\n".join([rest, textwrap.dedent("\n".join(below))]), number + 1
        else:
            text, first = textwrap.dedent("\n".join(below)), number + 2
        if _is_same(text, value):
            return Block(text.rstrip(), first, "metadata")
    return None


def _take_indented(lines: list[str]) -> list[str]:
    taken: list[str] = []
    for line in lines:
        if line.strip() and line[0] not in " \t":
            break
        if not line.strip() and not any(
            later[:1] in " \t" for later in lines[len(taken) + 1 :][:1]
        ):
            break
        taken.append(line)
    return taken


def _is_same(text: str, value: object) -> bool:
    """Whether a text of the file is the one that the reader made the value of."""
    bare = re.sub(r"[\s\-]", "", text)
    if isinstance(value, Mapping):
        return all(re.sub(r"[\s\-]", "", str(key)) in bare for key in value)
    written = "".join(value) if isinstance(value, list) else str(value)
    return re.sub(r"[\s\-]", "", written) == bare
