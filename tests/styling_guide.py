"""Write the example site's styling guide: `python tests/styling_guide.py`.

Its pages are templates in `example_site/guide-source`. What they show of the plugin and of the
theme (tables, stylesheets, templates) is read from the files themselves, and each sample block is
printed twice: as the source that it is, and as a block that the plugin will open. A test holds the
written pages against these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

import readme_tables
from jinja2 import Environment, FileSystemLoader, select_autoescape

SITE = readme_tables.ROOT / "example_site"
SOURCES = SITE / "guide-source"
PAGES = SITE / "content/guide"
# Slug, what the guide's own navigation calls it.
CHAPTERS = {
    "index": "Badges and layouts",
    "parts": "Parts",
    "styles": "Three styles",
    "one-sheet": "A style with templates",
    "reference": "Reference",
}
_KEY = re.compile(r"^(\s*(?:- )?)([\w ]+?)(:)(?=\s|$)|^(\[film:[^\]]*\])$|^(```.*)$", re.M)
_CSS = re.compile(r"(--film-[a-z-]+)(?=:)|(/\*.*?\*/)", re.S)
_JINJA = re.compile(r"(\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\})", re.S)


def mark_up(source: str, language: str) -> str:
    """Give a source as HTML, with the words that a reader looks for marked."""
    text = escape(source.strip("\n"), quote=False)
    if language == "yaml":
        text = _KEY.sub(_mark_key, text)
    elif language == "css":
        text = _CSS.sub(lambda f: f"<i>{f[2]}</i>" if f[2] else f"<b>{f[1]}</b>", text)
    else:
        text = _JINJA.sub(r"<b>\1</b>", text)
    return text


def _mark_key(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}<b>{found[2]}</b>{found[3]}"
    return f"<i>{found[0]}</i>"


def mark_code(text: str) -> str:
    """Give a text of the tables as HTML, with markers and what stands in backticks as code."""
    text = re.sub(r"(?<!`)\[film:\w+\](?!`)", r"`\g<0>`", escape(text, quote=False))
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", text)


def read_source(name: str) -> str:
    """Give a file of the example site's theme."""
    return (SITE / "theme" / name).read_text("utf-8")


def take_fields(block: str, *names: str) -> str:
    """Give the lines of a block that write some of its fields."""
    fields = re.findall(r"^([^\s-][^:]*):((?:.*)(?:\n[ -].*)*)", block, re.M)
    found = [f"{name}:{rest}" for name, rest in fields if name in names]
    assert len(found) == len(names), names
    return "\n".join(found)


def list_templates() -> Iterator[dict[str, Any]]:
    """Give each template with its blocks and with what its first lines say."""
    for path in sorted((readme_tables.TEMPLATES / "_base").glob("*.html")):
        source = path.read_text("utf-8")
        comment = re.match(r"\{#-?(.*?)-?#\}", source, re.S)
        yield {
            "name": path.name,
            "blocks": readme_tables.find_blocks(source),
            "text": " ".join(comment[1].split()) if comment else "",
        }


def write_pages() -> dict[str, str]:
    """Give the guide's pages by the names of their files."""
    environment = Environment(
        loader=FileSystemLoader(SOURCES),
        # The sources are HTML, and what they print is escaped as it is marked up.
        autoescape=select_autoescape([]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        chapters=CHAPTERS,
        parts=readme_tables.PARTS,
        layouts=readme_tables.LAYOUTS,
        badges=readme_tables.BADGES,
        classes=readme_tables.CLASSES,
        properties=readme_tables.PROPERTIES,
        defaults=readme_tables.find_properties(),
        variables=readme_tables.VARIABLES,
        templates=list(list_templates()),
        read_source=read_source,
        take_fields=take_fields,
        mark_up=mark_up,
        part_links=lambda samples: [(f"part-{one[0]}", one[0].capitalize()) for one in samples],
    )
    environment.filters["code"] = mark_code
    return {
        f"{name}.html": environment.get_template(f"{name}.html").render(here=name)
        for name in CHAPTERS
    }


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for name, text in write_pages().items():
        (PAGES / name).write_text(text, "utf-8")
