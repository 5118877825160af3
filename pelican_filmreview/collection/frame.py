"""A theme's templates in, the one that frames pages which the theme does not know out.

Pages stand in the block of the theme's base.html that its own pages fill. Where that cannot be
told, they stand in Pelican's own simple theme, which every environment of Pelican's holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment, TemplateError, nodes

# What themes call the place of a page's content, the usual name first.
CONTENT_BLOCKS = ("content", "main", "content_body", "page_content", "body_content")
_FALLBACK = "!simple/base.html"
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Frame:
    """A template to extend, and its block that holds a page's content."""

    base: str
    block: str


def find_frame(env: Environment) -> Frame:
    """Find the frame in a theme; blocks may be in a template that base.html itself extends."""
    try:
        blocks = _list_blocks(env, "base.html")
    except (TemplateError, OSError, UnicodeDecodeError):
        blocks = set()
    block = next((name for name in CONTENT_BLOCKS if name in blocks), "")
    return Frame("base.html", block) if block else Frame(_FALLBACK, CONTENT_BLOCKS[0])


def _list_blocks(env: Environment, name: str) -> set[str]:
    blocks: set[str] = set()
    seen: set[str] = set()
    while name and name not in seen and len(seen) < _DEEPEST and env.loader is not None:
        seen.add(name)
        tree = env.parse(env.loader.get_source(env, name)[0])
        blocks |= {block.name for block in tree.find_all(nodes.Block)}
        parents = [
            found.template.value
            for found in tree.find_all(nodes.Extends)
            if isinstance(found.template, nodes.Const)
        ]
        name = str(parents[0]) if parents else ""
    return blocks
