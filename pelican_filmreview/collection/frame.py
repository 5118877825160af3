"""A theme's templates in, the one that frames pages which the theme does not know out.

Pages stand in the block of the theme's base.html that its own pages fill, in the same elements as
the text of its page.html does. Where the block cannot be told, they stand in Pelican's own simple
theme, which every environment of Pelican's holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateError, nodes

# What themes call the place of a page's content, the usual name first.
CONTENT_BLOCKS = ("content", "main", "content_body", "page_content", "body_content")
_FALLBACK = "!simple/base.html"
_DEEPEST = 10

# The elements that stand open where a theme's own page begins; comments between them are left out.
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_OPENING = re.compile(r"\s*((?:<(?:section|div|article|main)\b[^<>]*>\s*)+)", re.I)
_ELEMENT = re.compile(r"<(\w+)")
_ID = re.compile(r"""\bid\s*=\s*["']?([\w-]+)""")


@dataclass(frozen=True, slots=True)
class Frame:
    """A template to extend, its block that holds a page's content, and the elements around that."""

    base: str
    block: str
    opening: str = ""
    closing: str = ""


def find_frame(env: Environment) -> Frame:
    """Find the frame in a theme; blocks may be in a template that base.html itself extends."""
    try:
        trees = _read_chain(env, "base.html")
        blocks = {block.name for tree in trees for block in tree.find_all(nodes.Block)}
        block = next((name for name in CONTENT_BLOCKS if name in blocks), "")
        if not block:
            return Frame(_FALLBACK, CONTENT_BLOCKS[0])
        opening = _find_opening(_read_chain(env, "page.html")[:1], block, _list_ids(trees))
    except (TemplateError, OSError, UnicodeDecodeError):
        return Frame(_FALLBACK, CONTENT_BLOCKS[0])
    names = reversed(_ELEMENT.findall(opening))
    return Frame("base.html", block, opening, "".join(f"</{name}>" for name in names))


def _read_chain(env: Environment, name: str) -> list[nodes.Template]:
    """Read a template and those that it extends, one above the other."""
    trees: list[nodes.Template] = []
    while name and len(trees) < _DEEPEST and env.loader is not None:
        tree = env.parse(env.loader.get_source(env, name)[0])
        trees.append(tree)
        parents = [
            found.template.value
            for found in tree.find_all(nodes.Extends)
            if isinstance(found.template, nodes.Const)
        ]
        name = str(parents[0]) if parents else ""
    return trees


def _list_ids(trees: list[nodes.Template]) -> set[str]:
    texts = (data.data for tree in trees for data in tree.find_all(nodes.TemplateData))
    return {found for text in texts for found in _ID.findall(text)}


def _find_opening(pages: list[nodes.Template], block: str, taken: set[str]) -> str:
    """Give the tags with which page.html begins its block, if they stand there as plain text."""
    for tree in pages:
        for found in tree.find_all(nodes.Block):
            if found.name == block and found.body and isinstance(found.body[0], nodes.Output):
                # A comment of the template parts its text.
                text = "".join(_read_text(found.body[0].nodes))
                tags = _OPENING.match(_COMMENT.sub("", text))
                if tags and not taken.intersection(_ID.findall(tags[1])):
                    return "".join(tags[1].split("\n"))
    return ""


def _read_text(output: list[nodes.Expr]) -> Iterator[str]:
    """Give the plain text at the beginning of what a template prints."""
    for node in output:
        if not isinstance(node, nodes.TemplateData):
            return
        yield node.data
