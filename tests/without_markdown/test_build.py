"""Run by the gate in an environment that has no Markdown; passes in one that has it, too."""

from __future__ import annotations

import os
from importlib.util import find_spec

from conftest import BuildSite, make_post

BLOCK = "title: Solaris\nrating: 4.5/5\ncast:\n  - Natalya Bondarchuk as Hari"


def test_environment_has_no_markdown() -> None:
    """The gate's run is what it says: there is no Markdown to import."""
    without = os.environ.get("WITHOUT_MARKDOWN") == "1"
    assert (find_spec("markdown") is None) == without


def test_films_show_without_markdown(build_site: BuildSite) -> None:
    """Markdown is one door of several: reStructuredText and HTML work without it."""
    directive = ".. film::\n\n" + "\n".join(f"   {line}" for line in BLOCK.split("\n"))
    element = f'<script type="application/yaml" class="film">\n{BLOCK}\n</script>'
    build = build_site(
        {
            "one.rst": make_post("rst", directive, "One"),
            "two.html": make_post("html", element, "Two"),
        }
    )
    assert build.complaints == []
    assert build.fragment("one.html") == build.fragment("two.html")
    assert "<b>Natalya Bondarchuk</b>" in build.fragment("one.html")
