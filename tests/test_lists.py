"""Lists of posts with scores and posters: the ready templates and the macros behind them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post, write_files

PNG = Path(__file__).parents[1].joinpath("example_site/content/posters/no.png").read_bytes()
RATED = "```film\ntitle: Solaris\nrating: 9.5/10\nposter: {static}/images/x.png\n```\n\nSlow."
BLANK = "```film\ntitle: Stalker\nrating: 4/5\n```\n\nSlower."
PAGES = ("index.html", "category/sf.html", "tag/space.html", "author/ida.html")


@pytest.fixture
def build_lists(build_site: BuildSite, tmp_path: Path) -> Any:
    """Give the function that builds three posts of one category, tag and author."""

    def build(**settings: Any) -> Build:
        terms = "Category: sf\nTags: space\nAuthor: Ida\n"
        posts = {"rated": RATED, "blank": BLANK, "plain": "No film."}
        files: dict[str, Any] = {
            f"{name}.md": make_post("md", body, name.title()).replace("Date:", f"{terms}Date:", 1)
            for name, body in posts.items()
        }
        return build_site(
            files | {"images/x.png": PNG},
            RELATIVE_URLS=True,
            DIRECT_TEMPLATES=["index"],
            **settings,
        )

    return build


def read_entries(build: Build, page: str) -> dict[str, str]:
    """Give the entries of a list by their titles."""
    entries = re.findall(r'<article class="film-entry">.*?</article>', build.read(page), re.S)
    return {re.findall(r'rel="bookmark">(.*?)</a>', entry)[0]: entry for entry in entries}


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_one_line_puts_scores_and_posters_on_every_list(
    build_lists: Any, tmp_path: Path, theme: str
) -> None:
    """Index, category, tag and author pages of a built-in theme, from an index.html of a line."""
    line = f'{{% extends "filmreview/lists/{theme}.html" %}}'
    write_files(tmp_path / "overrides", {"index.html": line})
    build = build_lists(THEME=theme, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")])
    for page in PAGES:
        up = "../" if "/" in page else "./"
        entries = read_entries(build, page)
        assert set(entries) == {"Rated", "Blank", "Plain"}
        assert f'src="{up}images/x.png"' in entries["Rated"]
        assert "9.5 out of 10" in entries["Rated"]
        assert '<span class="film-blank"></span>' in entries["Blank"]
        assert "4 out of 5" in entries["Blank"]
        assert "film-entry-poster" not in entries["Plain"]
        assert "film-badge" not in entries["Plain"]
        assert build.read(page).count("filmreview.css") == 1
    assert build.complaints == []


@pytest.mark.parametrize("name", ["poster", "badge"])
def test_a_theme_imports_the_macros_without_configuration(
    build_lists: Any, tmp_path: Path, name: str
) -> None:
    """Pelican's environment finds the file; a theme's own of that name comes first."""
    index = (
        '{% import "filmreview/list.html" as film with context %}<html><head></head><body>'
        "{% for article in articles %}<p>{{ film." + name + "(article) }}</p>{% endfor %}</body>"
    )
    theme = tmp_path / "theme"
    write_files(theme / "templates", {"index.html": index, "article.html": "{{ article.title }}"})
    shown = build_lists(THEME=str(theme)).read("index.html")
    assert ("film-list-poster" if name == "poster" else "film-badge") in shown
    mine = "{% macro poster(one) %}MINE{% endmacro %}{% macro badge(one) %}MINE{% endmacro %}"
    write_files(theme / "templates/filmreview", {"list.html": mine})
    assert build_lists(THEME=str(theme)).read("index.html").count("<p>MINE</p>") == 3
