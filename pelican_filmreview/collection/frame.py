"""A theme's templates in, the one that frames pages which the theme does not know out.

Pages stand in the block of the theme's base.html that its own pages fill, in the same elements as
the text of its page.html does. Where the block cannot be told, they stand in Pelican's own simple
theme, which every environment of Pelican's holds, and the frame says that it is not the theme's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jinja2 import Environment, TemplateError, nodes

# What themes call the place of a page's content, the usual name first.
CONTENT_BLOCKS = ("content", "main", "content_body", "page_content", "body_content")
_FALLBACK = "!simple/base.html"

# The elements that stand open where a theme's own page begins; comments between them are left out.
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_OPENING = re.compile(r"\s*((?:<(?:section|div|article|main)\b[^<>]*>\s*)+)", re.I)
_ELEMENT = re.compile(r"<(\w+)")
_ID = re.compile(r"""\bid\s*=\s*["']?([\w-]+)""")


@dataclass(frozen=True, slots=True)
class Frame:
    """A template to extend, its block that holds a page's content, and the elements around that.

    `is_foreign` where it is not that of the theme's own pages.
    """

    base: str
    block: str
    opening: str = ""
    closing: str = ""
    is_foreign: bool = False


def find_frame(env: Environment) -> Frame:
    """Find the frame in a theme; blocks may be in a template that base.html itself extends."""
    foreign = Frame(_FALLBACK, CONTENT_BLOCKS[0], is_foreign=True)
    try:
        bases, pages = _read_chain(env, "base.html"), _read_chain(env, "page.html")
        trees = list(bases.values())
        blocks = {block.name for tree in trees for block in tree.find_all(nodes.Block)}
        block = next((name for name in CONTENT_BLOCKS if name in blocks), "")
        # A theme without a base.html has that of simple, which its own pages may do without.
        if not block or (_is_simple(env) and pages.keys().isdisjoint(("base.html", _FALLBACK))):
            return foreign
        opening = _find_opening(pages["page.html"], block, _list_ids(trees))
    except (TemplateError, OSError, UnicodeDecodeError):
        return foreign
    names = reversed(_ELEMENT.findall(opening))
    return Frame("base.html", block, opening, "".join(f"</{name}>" for name in names))


def _is_simple(env: Environment) -> bool:
    """Whether the base.html that templates find is that of Pelican's simple theme."""
    if env.loader is None:
        return False
    return env.loader.get_source(env, "base.html")[1] == env.loader.get_source(env, _FALLBACK)[1]


def _read_chain(env: Environment, name: str) -> dict[str, nodes.Template]:
    """Read a template and those that it extends, one above the other, by their names."""
    trees: dict[str, nodes.Template] = {}
    while name and name not in trees and env.loader is not None:
        tree = trees[name] = env.parse(env.loader.get_source(env, name)[0])
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


def _find_opening(page: nodes.Template, block: str, taken: set[str]) -> str:
    """Give the tags with which page.html begins its block, if they stand there as plain text."""
    for found in page.find_all(nodes.Block):
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
