"""The legend: what the site's scores mean, as a part in any page, and the link to it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import Build, BuildSite, make_post

from pelican_filmreview.labels_catalog import LABELS

LEGEND = {"2": "I slept", "★★★★★": "I <wept>", "3.5/5": "I laughed", "unrated": "I left"}
FILM = "```film\ntitle: Solaris\nrating: 4/5\n```\n"
PAGE = "Title: How I rate\n\nA few words.\n\n[film:legend]\n\nMore words.\n"


def read_rows(html: str) -> list[tuple[str, str]]:
    """Give the rows of the one legend in a page: what is said of the score, and its meaning."""
    (found,) = BeautifulSoup(html, "html.parser").select("dl.film-legend")
    return [
        (
            dt.select_one(".film-score").get_text(" ", strip=True),
            dt.find_next_sibling("dd").get_text(strip=True),
        )
        for dt in found.find_all("dt")
    ]


def test_legend_stands_on_a_page_without_a_film(build_site: BuildSite) -> None:
    """The marker alone puts it there, best first whatever the notation, with the stylesheet."""
    build: Build = build_site({"pages/rate.md": PAGE}, FILMREVIEW_LEGEND=LEGEND)
    html = build.read("pages/how-i-rate.html")
    assert build.complaints == []
    assert read_rows(html) == [
        ("5 out of 5", "I <wept>"),
        ("3.5 out of 5", "I laughed"),
        ("2 out of 5", "I slept"),
        ("Not rated", "I left"),
    ]
    assert html.count('href="https://example.org/theme/filmreview.css"') == 1
    assert (build.output / "theme/filmreview.css").is_file()
    assert "ld+json" not in html
    assert "h-review" not in html


@pytest.mark.parametrize("badge", ["stars", "ring", "bar", "letter"])
def test_legend_is_drawn_with_the_sites_badge(build_site: BuildSite, badge: str) -> None:
    """A reader finds in the legend the drawing that reviews have."""
    build = build_site(
        {"pages/rate.md": PAGE, "post.md": make_post("md", FILM)},
        FILMREVIEW_LEGEND={"4": "Good"},
        FILMREVIEW_BADGE=badge,
    )
    drawing = r'<(?:svg|b) class="film-[a-z]+".*?</(?:svg|b)>'
    (drawn,) = re.findall(drawing, build.read("pages/how-i-rate.html"))
    assert [drawn] == re.findall(drawing, build.fragment("post.html"))


def test_legend_stands_among_films_and_in_every_format(build_site: BuildSite) -> None:
    """In a post with a film it takes nothing from the block; all formats give the same."""
    build = build_site(
        {
            f"{kind}.{kind}": make_post(kind, body, kind)
            for kind, body in {
                "md": FILM + "\n[film:how-i-rate]\n",
                "rst": ".. film::\n\n   title: Solaris\n   rating: 4/5\n\n[film:legend]\n",
                "html": '<script type="application/yaml" class="film">\ntitle: Solaris\n'
                "rating: 4/5\n</script>\n<p>[film:legend]</p>\n",
            }.items()
        },
        FILMREVIEW_LEGEND=LEGEND,
    )
    pages = [build.read(f"{kind}.html") for kind in ("md", "rst", "html")]
    legends = {
        dl for page in pages for dl in re.findall(r'<dl class="film-legend">.*?</dl>', page, re.S)
    }
    assert len(legends) == 1
    assert all("4</data> out of" in page and "h-review" in page for page in pages)
    assert build.complaints == []


def test_summary_is_the_prose_without_the_legend(build_site: BuildSite) -> None:
    """A post that opens with the legend is summed up by its words."""
    body = "[film:legend]\n\nHow it came about.\n"
    build = build_site({"post.md": make_post("md", body)}, FILMREVIEW_LEGEND=LEGEND)
    assert "How it came about" in build.read("index.html")
    assert "I laughed" not in build.read("index.html")


def test_marker_without_a_legend_is_reported(build_site: BuildSite) -> None:
    """Where the setting is missing, the author hears of it with the line."""
    build = build_site({"pages/rate.md": PAGE})
    (message,) = build.messages
    assert message.endswith(
        "rate.md:5: film: [film:legend] has nothing to show; set FILMREVIEW_LEGEND"
    )


def test_scores_that_are_none_are_reported_once(build_site: BuildSite) -> None:
    """A legend's score that cannot be read is named once a build, with the setting."""
    build = build_site(
        {"pages/rate.md": PAGE, "pages/again.md": PAGE.replace("How", "Why")},
        FILMREVIEW_LEGEND={"splendid": "Yes", "7/5": "No"},
    )
    assert [message.split(": ")[1] for message in build.messages] == ["FILMREVIEW_LEGEND"] * 2
    assert "“splendid”" in build.messages[0]


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("{filename}/pages/rate.md", "https://example.org/pages/how-i-rate.html"),
        ("/rates/", "https://example.org/rates/"),
        ("https://example.com/rates", "https://example.com/rates"),
    ],
)
def test_ratings_link_to_the_legend(build_site: BuildSite, url: str, href: str) -> None:
    """A review's rating links to the page that the setting names, in words."""
    build = build_site(
        {"pages/rate.md": PAGE, "post.md": make_post("md", FILM)},
        FILMREVIEW_LEGEND=LEGEND,
        FILMREVIEW_LEGEND_URL=url,
    )
    soup = BeautifulSoup(build.read("post.html"), "html.parser")
    (link,) = soup.select(".film-rating > a")
    assert (link["href"], link.get_text()) == (href, "How I rate")
    assert build.complaints == []


def test_ratings_link_nowhere_by_themselves(build_site: BuildSite) -> None:
    """Without the setting there is no link."""
    build = build_site({"post.md": make_post("md", FILM)}, FILMREVIEW_LEGEND=LEGEND)
    assert "film-legend" not in build.read("post.html")


def test_a_style_is_a_class_on_every_frame(build_site: BuildSite) -> None:
    """A site's style, or a post's, is on blocks, parts and legends, for the theme to go by."""
    body = FILM + "\n[film:rating]\n\n[film:legend]\n"
    settings: dict[str, Any] = {"FILMREVIEW_LEGEND": LEGEND, "FILMREVIEW_STYLE": "matinee"}
    build = build_site(
        {
            "post.md": make_post("md", body),
            "other.md": make_post("md", body, "Other", Filmreview_style="late-show"),
        },
        **settings,
    )
    frames = r'class="film-review [^"]*?film-style--([a-z-]+)[ "]'
    assert re.findall(frames, build.read("post.html")) == ["matinee"] * 3
    assert re.findall(frames, build.read("other.html")) == ["late-show"] * 3


def test_every_language_has_the_words() -> None:
    """The link speaks the language of the review."""
    assert all("legend" in words for tag, words in LABELS.items() if tag not in ("en-gb", "pt-pt"))
