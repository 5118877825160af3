"""A block's text in, posts that hold it in every dialect out: what the doors must read alike."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pelican.readers import BaseReader

Write = Callable[[Sequence[str], Sequence[str]], str]


class RenderedReader(BaseReader):
    """A reader as other plugins bring them: metadata lines, an empty line, what it rendered."""

    enabled = True
    file_extensions = ("rendered",)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Give the file's lower part for content."""
        with Path(source_path).open(encoding="utf-8", newline="") as file:
            head, body = re.split(r"\r?\n\r?\n", file.read(), maxsplit=1)
        metadata = dict(line.split(": ", 1) for line in head.splitlines())
        return body, {name: self.process_metadata(name, text) for name, text in metadata.items()}


def indent(text: str, spaces: int) -> str:
    """Indent every line."""
    return textwrap.indent(text, " " * spaces)


def _write_markdown(fence: str, info: str = "film") -> Write:
    def write(blocks: Sequence[str], prose: Sequence[str]) -> str:
        fenced = [f"{fence}{info}\n{block}\n{fence}\n" for block in blocks]
        body = "\n".join([f"{prose[0]}\n", *fenced, *(f"{one}\n" for one in prose[1:])])
        return f"Title: Post\nDate: 2024-02-03\n\n{body}"

    return write


def _write_rst(blocks: Sequence[str], prose: Sequence[str]) -> str:
    directives = [f".. film::\n\n{indent(block, 3)}\n" for block in blocks]
    body = "\n".join([f"{prose[0]}\n", *directives, *(f"{one}\n" for one in prose[1:])])
    return f"Post\n####\n\n:date: 2024-02-03\n\n{body}"


def _write_html(blocks: Sequence[str], prose: Sequence[str]) -> str:
    scripts = [f'<script type="application/yaml" class="film">\n{one}\n</script>' for one in blocks]
    paragraphs = [f"<p>{one}</p>" for one in prose]
    body = "\n".join([paragraphs[0], *scripts, *paragraphs[1:]])
    head = '<title>Post</title><meta name="date" content="2024-02-03">'
    return f"<html><head>{head}</head><body>\n{body}\n</body></html>\n"


def _write_rendered(element: str, *, spans: bool = False) -> Write:
    def write(blocks: Sequence[str], prose: Sequence[str]) -> str:
        paragraphs = [f"<p>{one}</p>" for one in prose]
        codes = [element.replace("{}", _mark_up(one, spans)) for one in blocks]
        body = "\n".join([paragraphs[0], *codes, *paragraphs[1:]])
        return f"title: Post\ndate: 2024-02-03\n\n{body}\n"

    return write


def _mark_up(text: str, spans: bool) -> str:
    lines = [escape(line) for line in text.split("\n")]
    if spans:
        lines = [
            f'<span id="cb1-{n}"><a href="#cb1-{n}" aria-hidden="true"></a>'
            f'<span class="kw">{line[:4]}</span>{line[4:]}</span>'
            if "&" not in line[:4] + line[4:9]
            else f"<span>{line}</span>"
            for n, line in enumerate(lines, 1)
        ]
    return "\n".join(lines)


BODY_DIALECTS: dict[str, tuple[str, Write]] = {
    "backticks": ("md", _write_markdown("```")),
    "four-backticks": ("md", _write_markdown("````")),
    "tildes": ("md", _write_markdown("~~~")),
    "attribute": ("md", _write_markdown("```", " {.film}")),
    "directive": ("rst", _write_rst),
    "script": ("html", _write_html),
    "asciidoctor": (
        "rendered",
        _write_rendered(
            '<div class="listingblock">\n<div class="content">\n<pre class="highlight">'
            '<code class="language-film" data-lang="film">{}</code></pre>\n</div>\n</div>'
        ),
    ),
    "pandoc": ("rendered", _write_rendered('<pre class="film"><code>{}</code></pre>')),
    "pandoc-spans": (
        "rendered",
        _write_rendered(
            '<div class="sourceCode" id="cb1"><pre class="sourceCode film">'
            '<code class="sourceCode film">{}</code></pre></div>',
            spans=True,
        ),
    ),
    "org": (
        "rendered",
        _write_rendered(
            '<div class="org-src-container">\n<pre class="src src-film">{}</pre></div>'
        ),
    ),
    "docutils": ("rendered", _write_rendered('<pre class="code film literal-block">\n{}\n</pre>')),
    "code-alone": ("rendered", _write_rendered("<code class='language-film'>\n{}\n</code>")),
    "rouge": (
        "rendered",
        _write_rendered(
            '<div class="language-film highlighter-rouge"><div class="highlight">'
            '<pre class="highlight"><code>{}</code></pre></div></div>'
        ),
    ),
}


def _write_markdown_header(blocks: Sequence[str], prose: Sequence[str]) -> str:
    body = "\n".join(f"{one}\n" for one in prose)
    return f"Title: Post\nDate: 2024-02-03\nFilm:\n{indent(blocks[0], 4)}\n\n{body}"


def _write_rst_header(blocks: Sequence[str], prose: Sequence[str]) -> str:
    body = "\n".join(f"{one}\n" for one in prose)
    film = f":film:\n  ::\n\n{indent(blocks[0], 4)}\n"
    return f"Post\n####\n\n:date: 2024-02-03\n{film}\n{body}"


def _write_html_header(blocks: Sequence[str], prose: Sequence[str]) -> str:
    body = "\n".join(f"<p>{one}</p>" for one in prose)
    head = (
        '<title>Post</title><meta name="date" content="2024-02-03">'
        f'<meta name="film" content="{escape(blocks[0])}">'
    )
    return f"<html><head>{head}</head><body>\n{body}\n</body></html>\n"


def _write_front_matter(opening: str) -> Write:
    def write(blocks: Sequence[str], prose: Sequence[str]) -> str:
        body = "\n".join(f"{one}\n" for one in prose)
        film = f"{opening}\n{indent(blocks[0], 2)}"
        return f"---\ntitle: Post\n{film}\ndate: 2024-02-03\n---\n\n{body}"

    return write


HEADER_DIALECTS: dict[str, tuple[str, Write]] = {
    "markdown-header": ("md", _write_markdown_header),
    "rst-header": ("rst", _write_rst_header),
    "html-header": ("html", _write_html_header),
    "front-matter-text": ("md", _write_front_matter("film: |")),
    "front-matter-mapping": ("md", _write_front_matter("film:")),
}
