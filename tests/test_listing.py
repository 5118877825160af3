"""What themes show of a post's films in lists: badges and posters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post, write_files

INDEX = """<html><head><title>x</title></head><body>
{% for article in articles %}
<p id="{{ article.slug }}">[{{ filmreview_badge(article) }}|{{ filmreview_poster(article) }}|{{
filmreview_poster_url(article) }}]</p>
{% endfor %}</body></html>"""
PNG = Path(__file__).parents[1].joinpath("example_site/content/posters/no.png").read_bytes()
RATED = (
    "```film\ntitle: Solaris & me\nrating: 9.5/10\nposter: {static}/images/x.png\n"
    "poster_alt: A wave\n```"
)


@pytest.fixture
def build_list(build_site: BuildSite, tmp_path: Path) -> Any:
    """Give the function that builds three posts and their index with a theme of two lines."""

    def build(**settings: Any) -> Build:
        write_files(
            tmp_path / "theme/templates",
            {"index.html": INDEX, "article.html": "{{ article.content }}"},
        )
        return build_site(
            {
                "rated.md": make_post("md", RATED, "Rated"),
                "unrated.md": make_post("md", "```film\ntitle: Stalker\n```", "Unrated"),
                "plain.md": make_post("md", "No film.", "Plain"),
                "images/x.png": PNG,
            },
            THEME=str(tmp_path / "theme"),
            DIRECT_TEMPLATES=["index"],
            **settings,
        )

    return build


def _list(build: Build) -> dict[str, list[str]]:
    rows = build.read("index.html").split('<p id="')[1:]
    return {row.split('"')[0]: row.split("[", 1)[1].split("]</p>")[0].split("|") for row in rows}


def test_post_without_film_shows_nothing(build_list: Any) -> None:
    """A theme need not ask whether there is a film: the answer is an empty text."""
    rows = _list(build_list())
    assert rows["plain"] == ["", "", ""]
    assert rows["unrated"] == ["", "", ""]


def test_badge_says_the_rating_without_microformats(build_list: Any) -> None:
    """The index is no review of the film, so its badge holds no h-review property."""
    badge = _list(build_list())["rated"][0]
    assert "9.5 out of 10" in badge
    assert "p-rating" not in badge


@pytest.mark.parametrize(
    ("settings", "src"),
    [
        ({}, "https://example.org/images/x.png"),
        ({"RELATIVE_URLS": True}, "./images/x.png"),
    ],
)
def test_poster_is_resolved_for_the_page(
    build_list: Any, settings: dict[str, Any], src: str
) -> None:
    """A `{static}` poster has the address that the listing page needs, its size and its text."""
    _, poster, url = _list(build_list(**settings))["rated"]
    assert f'src="{src}"' in poster
    assert 'alt="A wave" width="600" height="900"' in poster
    assert url == "https://example.org/images/x.png"


def test_listing_page_links_the_stylesheet(build_list: Any) -> None:
    """A page that lists films can style them."""
    assert "filmreview.css" in build_list().read("index.html")


@pytest.mark.parametrize("name", ["badge", "list_poster"])
def test_theme_replaces_what_lists_show(build_list: Any, tmp_path: Path, name: str) -> None:
    """A theme replaces the block of a badge or a poster as it does those of a review."""
    template = f"{{% extends 'filmreview/_base/{name}.html' %}}"
    block = f"{{% block film_{name} %}}<i>MINE</i>{{% endblock %}}"
    write_files(tmp_path / "theme/templates/filmreview", {f"{name}.html": template + block})
    badge, poster, _ = _list(build_list())["rated"]
    assert "<i>MINE</i>" in (badge if name == "badge" else poster)
