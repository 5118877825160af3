"""The statistics on real sites, against numbers that were counted by hand."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from collection_site import list_links
from conftest import Build, BuildSite
from diary_site import ON, POSTS, list_sections, read_counts, read_figures, read_text

from pelican_filmreview.labels import count_label, labels_for

COUNTS = {
    # Six reviews have a rating; half steps, from the worst that somebody gives.
    "Ratings": {
        "0.5": "0",
        "1": "1",
        "1.5": "0",
        "2": "0",
        "2.5": "0",
        "3": "1",
        "3.5": "1",
        "4": "0",
        "4.5": "1",
        "5": "2",
    },
    "Viewings by year": {
        "2019": "1",
        "2020": "1",
        "2021": "0",
        "2022": "1",
        "2023": "1",
        "2024": "5",
    },
    "Films by decade of release": {"1990s": "2", "2000s": "0", "2010s": "2", "2020s": "1"},
    "Most-seen directors": {"Lee Chang-dong": "2"},
    "Most-seen actors": {"Steven Yeun": "2"},
    "Most-seen countries": {
        "South Korea": "2",
        "United States": "2",
        "Australia": "1",
        "Canada": "1",
    },
}
# 148 minutes twice more, 139, 115 three times, 136 three times; the other Matrix has no length.
FIGURES = {
    "Films": "5",
    "Reviews": "7",
    "Viewings": "10",
    "Rewatches": "5",
    "Time watched": "22 hours without 1 film of unknown length",
    "Average rating": "3.7 out of 5",
    "First viewing": "Burning February 28, 2020",
    "Latest viewing": "Poetry May 20, 2024",
    "Longest film": "Burning 148 min",
    "Shortest film": "Minari 115 min",
}


def test_counts_of_a_small_blog(build_site: BuildSite) -> None:
    """Each table has the numbers that a person counts; a film reviewed twice is one film."""
    build = build_site(POSTS, **ON)
    tables = read_counts(build.read("statistics/index.html"))
    assert {name: list(rows.items()) for name, rows in tables.items()} == {
        name: list(rows.items()) for name, rows in COUNTS.items()
    }


def test_figures_of_a_small_blog(build_site: BuildSite) -> None:
    """The figures are those that a person adds up."""
    build = build_site(POSTS, **ON)
    assert read_figures(build.read("statistics/index.html")) == FIGURES


def test_figures_are_those_of_the_diary(build_site: BuildSite) -> None:
    """The statistics count what the diary shows."""
    build = build_site(POSTS, **ON)
    html = build.read("diary/index.html")
    figures = read_figures(build.read("statistics/index.html"))
    assert figures["Viewings"] == str(sum(map(len, list_sections(html).values())))
    assert figures["Rewatches"] == str(html.count('class="film-rewatch"'))


def draw_charts(build: Build, page: str = "statistics/index.html") -> list[str]:
    """Give the charts of a page."""
    return re.findall(r'(?s)<svg class="film-chart".*?</svg>', build.read(page))


def test_charts_draw_what_their_tables_say(build_site: BuildSite) -> None:
    """A column is as high, of the highest, as its number is of the largest, and none is empty."""
    build = build_site(POSTS, **ON)
    charts = draw_charts(build)
    assert len(charts) == 3
    for chart, table in zip(charts, list(COUNTS.values())[:3], strict=True):
        heights = [float(height) for height in re.findall(r'height="([\d.]+)%"', chart)]
        numbers = [int(number) for number in table.values() if number != "0"]
        shares = [height / max(heights) for height in heights]
        assert shares == pytest.approx([number / max(numbers) for number in numbers], abs=0.001)


def test_charts_are_told_in_words(build_site: BuildSite) -> None:
    """A chart is one picture with a name that says what it shows; its table stands under it."""
    build = build_site(POSTS, **ON)
    names = [re.findall(r'role="img" aria-label="([^"]*)"', chart) for chart in draw_charts(build)]
    assert names == [
        ["Ratings: the most for 5 (2)"],
        ["Viewings by year: the most for 2024 (5)"],
        ["Films by decade of release: the most for 1990s and 2010s (2)"],
    ]
    html = build.read("statistics/index.html")
    assert len(re.findall(r"</svg>\s*<details class=\"film-chart-table\">", html)) == 3


def test_charts_are_the_theme_s(build_site: BuildSite) -> None:
    """A chart has no colour, font, id, script or link of its own."""
    for chart in draw_charts(build_site(POSTS, **ON)):
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', chart)) == {"currentColor"}
        assert not re.search(
            r"#[0-9a-f]{3}|rgb|font-family|style=|\bid=|<script|<a\b|<style", chart
        )


def test_names_link_to_their_pages(build_site: BuildSite) -> None:
    """What has a page is linked from its table."""
    links = list_links(build_site(POSTS, **ON).read("statistics/index.html"))
    pages = (
        "ratings/5/",
        "diary/2024/",
        "decades/1990/",
        "people/lee-chang-dong/",
        "people/steven-yeun/",
        "countries/canada/",
        "diary/",
        "poetry-again.html",
        "two-at-once.html#film-minari",
    )
    for page in pages:
        assert f"https://example.org/{page}" in links


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
@pytest.mark.parametrize("relative", [False, True])
def test_no_link_is_dead(theme: str, relative: bool, build_site: BuildSite) -> None:
    """All links of these pages lead to files, and to places in them, that there are."""
    build = build_site(POSTS, THEME=theme, RELATIVE_URLS=relative, **ON)
    for name in ("statistics/index.html", "diary/index.html", "diary/2024/index.html"):
        body = build.read(name).partition('class="film-collection"')[2].partition("<footer")[0]
        links = [link for link in list_links(body) if "pelican" not in link]
        assert len(links) > 5
        for link in links:
            path, _, place = link.removeprefix("https://example.org").partition("#")
            root = build.output if path.startswith("/") else (build.output / name).parent
            target = (root / path.lstrip("/")).resolve()
            target = target / "index.html" if target.is_dir() else target
            assert target.exists(), (name, link)
            assert not place or f'id="{place}"' in target.read_text("utf-8"), (name, link)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("STATISTICS", "statistics/"),
        ("DIARY_YEAR", "diary/2024/"),
        ("DECADE", "decades/1990/"),
        ("PERSON", "people/steven-yeun/"),
        ("COUNTRY", "countries/canada/"),
        ("RATING", "ratings/5/"),
    ],
)
def test_a_kind_is_switched_off(name: str, address: str, build_site: BuildSite) -> None:
    """What has no page is named without a link; without statistics nothing links to them."""
    build = build_site(POSTS, **ON, **{f"FILMREVIEW_{name}_SAVE_AS": ""})
    assert not (build.output / address).exists()
    for folder in ("statistics", "diary"):
        for path in (build.output / folder).rglob("*.html"):
            assert f'"https://example.org/{address}"' not in path.read_text("utf-8"), path


@pytest.mark.parametrize("count", [1, 2])
def test_films_without_viewings_and_ratings(count: int, build_site: BuildSite) -> None:
    """What is not known has no figure and no chart: titles alone make a page of one number."""
    text = "Title: {0}\nDate: 2024-01-01\n\n```film\ntitle: {0}\n```\n"
    build = build_site({f"{n}.md": text.format(f"Film {n}") for n in range(count)}, **ON)
    html = build.read("statistics/index.html")
    assert read_figures(html) == {"Films": str(count)}
    assert "<svg" not in html
    assert "<h2>" not in html
    assert build.complaints == []


def test_one_film_has_no_charts(build_site: BuildSite) -> None:
    """Of one film there is nothing to compare."""
    build = build_site({"poetry.md": POSTS["poetry.md"]}, **ON)
    html = build.read("statistics/index.html")
    assert read_figures(html) == {
        "Films": "1",
        "Time watched": "2 hours",
        "Average rating": "5 out of 5",
    }
    assert "<h2>" not in html


def test_another_scale(build_site: BuildSite) -> None:
    """The histogram is on the site's scale, in its steps."""
    build = build_site(POSTS, **ON, FILMREVIEW_BEST=100)
    rows = read_counts(build.read("statistics/index.html"))["Ratings"]
    assert list(rows) == [str(number) for number in range(0, 101, 5)]
    assert {name for name, count in rows.items() if count != "0"} == {"0", "5", "100"}


LANGUAGES = (
    *("de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru"),
    *("tr", "el", "ar", "fa", "he", "hi", "ko", "ja", "zh", "zh-hant"),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_statistics_in_other_languages(lang: str, build_site: BuildSite) -> None:
    """All words of the pages are the language's, and no label, place or number is left unfilled."""
    posts = {name: text.replace("Date:", f"Lang: {lang}\nDate:", 1) for name, text in POSTS.items()}
    build = build_site(posts, **ON)
    words = labels_for(lang)
    for page in ("statistics", "diary"):
        html = build.read(f"{lang}/{page}/index.html")
        assert f"<h1>{words[page]}</h1>" in html
        body = html.partition('class="film-collection"')[2].partition("<footer")[0]
        assert not re.search(r"\{\w+\}", body)
        english = {text for key, text in labels_for("en").items() if words.get(key) != text}
        said = set(re.findall(r">([^<>]+)<", body)) & english
        assert not said - {"Films", "Statistics"}
    figures = read_figures(build.read(f"{lang}/statistics/index.html"))
    assert figures[words["time_watched"]].startswith(count_label(lang, "hours", 22))


def test_charts_run_as_the_language_does(build_site: BuildSite) -> None:
    """Where a language runs from right to left, so do the years."""
    posts = {name: text.replace("Date:", "Lang: he\nDate:", 1) for name, text in POSTS.items()}
    build = build_site(posts, **ON)
    charts = draw_charts(build), draw_charts(build, "he/statistics/index.html")
    left, right = ([float(x) for x in re.findall(r' x="([\d.]+)%"', one[1])] for one in charts)
    assert left == sorted(left)
    assert right != left
    years = re.findall(r'x="([\d.]+)%" y="86%" [^>]*>(\d+)<', charts[1][1])
    assert [year for _, year in sorted(years, key=lambda pair: float(pair[0]))] == [
        *("2024", "2023", "2022", "2021", "2020", "2019")
    ]


def test_a_long_row_of_years_thins_its_names(build_site: BuildSite) -> None:
    """Names that have no room beside each other are left out, but never the last one."""
    days = ", ".join(f"{year}-05-05" for year in range(1985, 2020))
    text = f"Title: A\nDate: 2024-01-01\n\n```film\ntitle: A\nwatched: [{days}]\n```\n"
    build = build_site({"a.md": text, "minari.md": POSTS["minari.md"]}, **ON)
    chart = draw_charts(build)[1]
    always = re.findall(r'<text x="[^"]*" y="86%"[^>]*>(\d+)<', chart)
    wide = re.findall(r'<text class="film-chart-wide" x="[^"]*" y="86%"[^>]*>(\d+)<', chart)
    assert always[-1] == "2024"
    assert len(always) <= 8 < len(always) + len(wide) <= 17
    shown = sorted(map(int, always + wide))
    assert {later - year for year, later in pairwise(shown)} == {3}
    assert len(re.findall("<rect", chart)) == 38


def test_statistics_are_the_same_each_time(build_site: BuildSite, tmp_path: Path) -> None:
    """A second build writes the same bytes."""
    pages = ("statistics/index.html", "diary/index.html", "diary/2024/index.html")
    first = {page: build_site(POSTS, **ON).read(page) for page in pages}
    assert {page: build_site(POSTS, **ON).read(page) for page in pages} == first


def test_themes_override_the_charts(build_site: BuildSite, tmp_path: Path) -> None:
    """A theme's own template draws the charts instead of ours, and has all their numbers."""
    folder = tmp_path / "overrides/filmreview/collection"
    folder.mkdir(parents=True)
    source = (
        '{% extends "filmreview/_base/collection/statistics.html" %}{% block film_charts %}'
        "{% for chart in charts %}<p>{{ chart.title }}: "
        "{% for column in chart.columns %}{{ column.name }}={{ column.count }} {% endfor %}</p>"
        "{% endfor %}{% endblock %}"
    )
    (folder / "statistics.html").write_text(source, "utf-8")
    build = build_site(POSTS, **ON, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")])
    html = build.read("statistics/index.html")
    assert "Films by decade of release: 1990s=2 2000s=0 2010s=2 2020s=1" in read_text(html)
    assert "film-chart" not in html.replace("film-charts", "")


def test_the_index_leads_to_all_kinds(build_site: BuildSite) -> None:
    """The index of films links to every other kind of page that there is, and to no other."""
    build = build_site(POSTS, FILMREVIEW_COUNTRIES_SAVE_AS="", **ON)
    way = build.read("films/index.html").partition('class="film-ways"')[2].partition("</nav>")[0]
    kinds = ("people", "years", "decades", "ratings", "diary", "statistics")
    assert list_links(way) == [f"https://example.org/{kind}/" for kind in kinds]
