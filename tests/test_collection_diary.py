"""The diary on real sites: which viewings stand where, and which of them are rewatches."""

from __future__ import annotations

import re

import pytest
from collection_site import list_links
from conftest import BuildSite
from diary_site import ON, POSTS, list_sections, read_text

LATEST = {
    "May 2024": [
        "Mon, May 20 Poetry (2010) rewatch",
        "Sat, May 4 The Matrix (1999) 3.5 out of 5",
        "Sat, May 4 버닝 (2018) rewatch 5 out of 5 Blu-ray",
        "The Matrix (1999) 3.5 out of 5 On a ferry.",
    ],
    "February 2024": ["Thu, Feb 29 Minari (2020) rewatch 3 out of 5"],
    "July 2023": ["Sat, Jul 15 Minari (2020) rewatch 3 out of 5"],
    "2022, month not known": ["Minari (2020) 3 out of 5"],
    "February 2020": ["Fri, Feb 28 Burning (2018) rewatch 4 out of 5 The Lantern, DCP Cold hands."],
    "November 2019": ["Burning (2018) 4.5 out of 5"],
    "Without a date": ["one of these nights The Matrix (1999) 3.5 out of 5 The attic"],
}
YEARS = ("2024", "2023", "2022", "2020", "2019")


def test_the_diary_of_a_small_blog(build_site: BuildSite) -> None:
    """Viewings stand by month, the newest first, each once, with all that is noted of them.

    What has no day ends its month, what has no month its year, and what is no date the page. A
    viewing that two reviews of a film name is that of the older one.
    """
    build = build_site(POSTS, **ON)
    html = build.read("diary/index.html")
    assert list(list_sections(html).items()) == list(LATEST.items())
    assert "10 viewings" in read_text(html)
    assert '<time datetime="2024-05-20">Mon, May 20</time>' in html
    # Words of another direction than their page's leave year and place where they are.
    assert re.search(r'<a [^>]*dir="auto">버닝</a> <span class="film-year">', html)
    assert '<span class="film-place" dir="auto">The attic</span>' in html
    assert '<span class="film-viewing-note" dir="auto">On a ferry.</span>' in html


def test_a_year_has_a_page(build_site: BuildSite) -> None:
    """A year has its months on a page of its own, and the way to the other years."""
    build = build_site(POSTS, **ON)
    html = build.read("diary/2024/index.html")
    assert list(list_sections(html)) == ["May 2024", "February 2024"]
    assert list_sections(html)["May 2024"] == LATEST["May 2024"]
    assert "<h1>Diary 2024</h1>" in html
    assert "5 viewings" in read_text(html)
    way = html.partition('aria-label="Years"')[2].partition("</nav>")[0]
    assert list_links(way) == [f"https://example.org/diary/{year}/" for year in YEARS[1:]]
    assert '<span aria-current="page">2024</span>' in way
    assert '<meta name="description" content="Diary 2024: 5 viewings – Site">' in html


def test_a_year_has_nothing_of_the_others(build_site: BuildSite) -> None:
    """All years' pages together hold every viewing with a date, and each holds it once."""
    build = build_site(POSTS, **ON)
    pages = {
        heading: lines
        for year in YEARS
        for heading, lines in list_sections(build.read(f"diary/{year}/index.html")).items()
    }
    assert pages == {heading: LATEST[heading] for heading in LATEST if heading != "Without a date"}


WATCHED = "```film\ntitle: {title}\nyear: 1972\n{more}watched: {watched}\n```\n"


def make_review(date: str, watched: str, title: str = "Solaris", more: str = "") -> str:
    """Give a post with one film."""
    block = WATCHED.format(title=title, watched=watched, more=more)
    return f"Title: {title} {date}\nDate: {date}\n\n{block}"


@pytest.mark.parametrize(
    ("posts", "rewatched"),
    [
        # A viewing before it, wherever in the block or blog it stands.
        ([("2020-05-01", "[2020-04-01, 2019-04-01]")], ["2020-04-01"]),
        ([("2019-05-01", "2019-04-01"), ("2020-05-01", "2020-04-01")], ["2020-04-01"]),
        # Of what is surely before: a year is over when the next begins.
        ([("2020-05-01", "[2020-04-01, 2019]")], ["2020-04-01"]),
        ([("2020-05-01", "[2020-04-01, 2020]")], []),
        ([("2020-05-01", "[2020-04-02, 2020-04]")], []),
        ([("2020-05-01", "[2020-05-02, 2020-04]")], ["2020-05-02"]),
        # Twice on one day is a rewatch; the same day in two posts is one viewing.
        ([("2020-05-01", "[2020-04-01, 2020-04-01]")], ["2020-04-01"]),
        ([("2019-05-01", "2019-04-01"), ("2020-05-01", "2019-04-01")], []),
        # A viewing behind its own review is no rewatch for that; behind another's it is.
        ([("2020-05-01", "2020-05-02")], []),
        ([("2020-05-01", "sometime"), ("2021-05-01", "2021-04-01")], ["2021-04-01"]),
        # A time of day does not matter.
        ([("2020-05-01", "[2020-04-01T20:15, 2020-04-02]")], ["2020-04-02"]),
    ],
)
def test_rewatches(
    posts: list[tuple[str, str]], rewatched: list[str], build_site: BuildSite
) -> None:
    """A viewing is a rewatch where the film was surely seen before."""
    files = {f"{date}.md": make_review(date, watched) for date, watched in posts}
    html = build_site(files, **ON).read("diary/index.html")
    items = re.findall(r"(?s)<li>\n<div class=\"film-diary-day\">.*?</li>", html)
    marked = [re.findall(r'datetime="([^"]*)"', item) for item in items if "rewatch" in item]
    assert marked == [[date] for date in rewatched]


def test_the_latest_of_many(build_site: BuildSite) -> None:
    """The first page has the latest months with fifty viewings; the years' pages have all."""
    days = ", ".join(f"{year}-{month:02d}-10" for year in (2020, 2021) for month in range(1, 13))
    files = {f"{n}.md": make_review("2022-01-01", f"[{days}]", title=f"Film {n}") for n in range(3)}
    build = build_site(files, **ON)
    sections = list_sections(build.read("diary/index.html"))
    assert [len(lines) for lines in sections.values()] == [3] * 17
    assert list(sections)[-1] == "August 2020"
    assert len(list_sections(build.read("diary/2020/index.html"))) == 12


def test_without_pages_for_years_all_is_on_one(build_site: BuildSite) -> None:
    """Where years have no pages, the diary leaves nothing out and links to none."""
    days = ", ".join(f"2020-{month:02d}-10" for month in range(1, 13))
    files = {f"{n}.md": make_review("2022-01-01", f"[{days}]", title=f"Film {n}") for n in range(6)}
    build = build_site(files, FILMREVIEW_DIARY_YEAR_SAVE_AS="", **ON)
    html = build.read("diary/index.html")
    assert sum(map(len, list_sections(html).values())) == 72
    assert "diary/2020" not in html
    assert not (build.output / "diary/2020").exists()


@pytest.mark.parametrize(
    "posts",
    [
        {"a.md": "Title: A\nDate: 2024-01-01\n\nNo film.\n"},
        {"poetry.md": POSTS["poetry.md"]},
    ],
)
def test_no_viewings_no_diary(posts: dict[str, str], build_site: BuildSite) -> None:
    """A blog without films has no pages of these kinds, one without viewings no diary."""
    build = build_site(posts, **ON)
    assert not (build.output / "diary").exists()
    assert (build.output / "statistics").exists() == ("poetry.md" in posts)
    pages = [path.read_text("utf-8") for path in build.output.rglob("*.html")]
    assert not any("/diary/" in html for html in pages)
    assert build.complaints == []


def test_the_diary_is_switched_off(build_site: BuildSite) -> None:
    """An empty SAVE_AS takes the diary away, its years stay, and nothing links to it."""
    build = build_site(POSTS, FILMREVIEW_DIARY_SAVE_AS="", **ON)
    assert not (build.output / "diary/index.html").exists()
    assert (build.output / "diary/2024/index.html").exists()
    for path in build.output.rglob("*.html"):
        assert '"https://example.org/diary/"' not in path.read_text("utf-8"), path


def test_the_diary_of_another_language(build_site: BuildSite) -> None:
    """A language's diary has its own posts, words, days and digits."""
    persian = POSTS["burning.md"].replace("Title: Burning", "Title: Burning\nLang: fa")
    german = POSTS["minari.md"].replace("Title: Two at once", "Title: Two\nLang: de")
    posts = {**POSTS, "burning.md": persian, "minari.md": german}
    build = build_site(posts, **ON)
    html = build.read("de/diary/index.html")
    assert "<h1>Filmtagebuch</h1>" in html
    assert list(list_sections(html)) == [
        "Mai 2024",
        "Februar 2024",
        "Juli 2023",
        "2022, Monat unbekannt",
        "Ohne Datum",
    ]
    assert list_sections(html)["Juli 2023"] == [
        "Sa., 15. Juli Minari (2020) erneut gesehen 3 von 5"
    ]
    html = build.read("fa/diary/2020/index.html")
    assert "۲۰۲۰" in html
    assert 'dir="rtl"' in html
    assert "جمعه ۲۸ فوریه" in read_text(html)


def test_escaped_and_bounded(build_site: BuildSite) -> None:
    """What an author writes is text on this page, too."""
    more = "rating: 4\n"
    watched = "\n  - date: <b>never</b>\n    note: <script>alert(1)</script>\n    venue: A & B"
    html = build_site(
        {"a.md": make_review("2020-01-01", watched, title="<i>X</i>", more=more)}, **ON
    ).read("diary/index.html")
    body = html.partition('class="film-collection"')[2]
    assert "&lt;script&gt;" in body
    assert "<script>" not in body
    assert "&lt;b&gt;never" in body
    assert "A &amp; B" in body
