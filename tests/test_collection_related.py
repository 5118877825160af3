"""Links between reviews on real sites: which ones a block names, why, and where it is left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from collection_site import ON
from conftest import Build, BuildSite, run_pelican, write_files

from pelican_filmreview.collection.marks import END, START


def write_review(title: str, block: str, day: int = 1, header: str = "") -> str:
    """Give a post with one film; `day` is that of January."""
    return f"Title: {title}\nDate: 2024-01-{day:02}\n{header}\n```film\n{block}\n```\n\nProse.\n"


def write_site(**blocks: str) -> dict[str, str]:
    """Give a site of a review for each block, from the first of January on, by their names."""
    return {
        f"{name}.md": write_review(name, block, day)
        for day, (name, block) in enumerate(blocks.items(), 1)
    }


def list_related(html: str) -> list[tuple[str, list[str]]]:
    """Give the labels of a page's block, each with the names of the files that it links to."""
    block = html.partition(START)[2].partition(END)[0]
    return [
        (label, re.findall(r'<dd>\s*<a href="(?:https://example\.org)?[./]*([^"]*)\.html', group))
        for label, group in re.findall(r"(?s)<dt>(.*?)</dt>(.*?)</div>", block)
    ]


PADDINGTON = "series: Paddington\n"
TWO_ACTORS = "cast: [Ann Lee, Bo Ek]\n"
# Sites, and what stands below the review `here`.
CASES: dict[str, tuple[dict[str, str], list[tuple[str, list[str]]]]] = {
    "nothing to say": (
        {"here": "title: A\ndirector: Ann Lee", "b": "title: B\ndirector: Bo Ek"},
        [],
    ),
    "other reviews of the film": (
        {
            "old": "title: Solaris\nyear: 1972",
            "here": "title: Solaris\nyear: 1972",
            "new": "title: Солярис\noriginal_title: Solaris\nyear: 1972",
            "remake": "title: Solaris\nyear: 2002",
        },
        [("Other reviews of Solaris", ["new", "old"])],
    ),
    "reviews that another one holds together": (
        {
            "here": "title: Burning\nimdb: tt7282468",
            "both": "title: 버닝\nyear: 2018\nimdb: tt7282468",
            "korean": "title: 버닝\nyear: 2018",
        },
        [("Other reviews of Burning", ["korean", "both"])],
    ),
    "a review that may be of a film or of its remake": (
        {
            "here": "title: Games\nyear: 2007\ndirector: Ann Lee",
            "first": "title: Games\nyear: 1997\ndirector: Ann Lee",
            "either": "title: Games\ndirector: Ann Lee",
        },
        [("Also directed by Ann Lee", ["either"])],
    ),
    "a series of films by release": (
        {
            "third": f"{PADDINGTON}title: In Peru\nyear: 2024",
            "first": f"{PADDINGTON}title: Paddington\nreleased: 2014-11-28",
            "here": f"{PADDINGTON}title: Paddington 2\nyear: 2017",
            "unknown": f"{PADDINGTON}title: Paddington Station",
        },
        [("Previous in Paddington", ["first"]), ("Next in Paddington", ["third"])],
    ),
    "a series by season and episode": (
        {
            "here": "title: C\nseries: show\nseason: 1\nepisode: 10\nyear: 2000",
            "s1e1": "title: A\nseries: Show\nseason: 1\nepisode: 1\nyear: 2002",
            "s1e9": "title: B\nseries: Show\nseason: 1\nepisode: 9\nyear: 2001",
            "s2e1": "title: D\nseries: Show\nseason: 2\nepisode: 1\nyear: 1990",
        },
        [("Previous in show", ["s1e9"]), ("Next in show", ["s2e1"])],
    ),
    "the newest review of a neighbour": (
        {
            "here": "title: One\nseries: S\nyear: 2001",
            "again": "title: One\nseries: S\nyear: 2001",
            "next": "title: Two\nseries: S\nyear: 2002",
            "nextagain": "title: Two\nseries: S\nyear: 2002",
            "last": "title: Three\nseries: S\nyear: 2003",
        },
        [("Other reviews of One", ["again"]), ("Next in S", ["nextagain"])],
    ),
    "a director's best first, each once": (
        {
            "here": "title: A\ndirector: Ann Lee\ncast: [Bo Ek]",
            "unrated": "title: B\ndirector: Ann Lee",
            "good": "title: C\ndirector: Ann Lee\nrating: 4",
            "best": "title: D\ndirector: Ánn Lee\nrating: 10/10\ncast: [Bo Ek]",
            "bad": "title: E\ndirector: Ann Lee\nrating: 1",
        },
        [("Also directed by Ann Lee", ["best", "good", "bad"])],
    ),
    "who shares more people comes first": (
        {
            "here": f"{TWO_ACTORS}title: A\nwriter: Cy Orr",
            "one": "title: B\ncast: [Bo Ek]\nrating: 5",
            "two": f"{TWO_ACTORS}title: C\nrating: 3",
            "pen": "title: D\ncast: [Bo Ek]\nwriter: Cy Orr\nrating: 2",
            "nobody": "title: E\nwriter: Cy Orr",
        },
        [("More with Ann Lee and Bo Ek", ["two"]), ("More with Bo Ek", ["pen", "one"])],
    ),
    "ties go by date, the newest first": (
        {
            "here": "title: A\ncast: [Bo Ek]",
            "early": "title: B\ncast: [Bo Ek]",
            "late": "title: C\ncast: [Bo Ek]",
        },
        [("More with Bo Ek", ["late", "early"])],
    ),
    "of a film with two reviews one": (
        {
            "here": "title: A\ndirector: Ann Lee",
            "old": "title: B\ndirector: Ann Lee",
            "new": "title: B\ndirector: Ann Lee",
        },
        [("Also directed by Ann Lee", ["new"])],
    ),
    "hostile words": (
        {
            "here": "title: A\ndirector: <b>Ann & Lee",
            "b": "title: '<script>'\ndirector: <b>Ann & Lee",
        },
        [("Also directed by &lt;b&gt;Ann &amp; Lee", ["b"])],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_is_named(case: str, build_site: BuildSite) -> None:
    """A block names other reviews for a reason each, in the order of the reasons and of rank."""
    blocks, expected = CASES[case]
    build = build_site(write_site(**blocks), **ON)
    page = build.read("here.html")
    assert list_related(page) == expected
    assert "film-related-of" not in page
    assert (START in page) == bool(expected)
    assert build.complaints == []


def test_ties_of_one_day_go_by_slug(build_site: BuildSite) -> None:
    """Reviews of one rating and one day stand in the order of their slugs, in every build."""
    posts = {
        f"{number}.md": write_review(name, f"title: {name}\ncast: [Bo Ek]")
        for number, name in enumerate(("zed", "here", "ant", "mid"))
    }
    build = build_site(posts, **ON)
    assert list_related(build.read("here.html")) == [("More with Bo Ek", ["ant", "mid", "zed"])]


PAIR = write_site(
    here="title: A\ndirector: Ann Lee\nrating: 3",
    there="title: B\ndirector: Ann Lee\nrating: 4/5\nyear: 1999",
)


@pytest.mark.parametrize(
    ("settings", "header"),
    [
        ({}, ""),
        ({"FILMREVIEW_COLLECTION": False}, ""),
        ({**ON, "FILMREVIEW_RELATED": False}, ""),
        ({**ON, "FILMREVIEW_PARTS": ["title", "rating"]}, ""),
        (ON, "Filmreview_related: off\n"),
    ],
)
def test_switched_off(settings: dict[str, Any], header: str, build_site: BuildSite) -> None:
    """Without a collection, by the site, by its parts or by a post there is no block."""
    block = "title: A\ndirector: Ann Lee"
    build = build_site({**PAIR, "here.md": write_review("here", block, 1, header)}, **settings)
    assert "film-related" not in build.read("here.html")
    assert build.complaints == []
    if header:
        assert list_related(build.read("there.html")) == [("Also directed by Ann Lee", ["here"])]


def test_how_many(build_site: BuildSite) -> None:
    """A setting says how many reviews are named for one reason."""
    blocks = {f"f{n}": f"title: F{n}\ndirector: Ann Lee" for n in range(6)}
    build = build_site(write_site(here="title: A\ndirector: Ann Lee", **blocks), **ON)
    assert list_related(build.read("here.html"))[0][1] == ["f5", "f4", "f3"]
    build = build_site(
        write_site(here="title: A\ndirector: Ann Lee", **blocks), FILMREVIEW_RELATED_COUNT=1, **ON
    )
    assert list_related(build.read("here.html"))[0][1] == ["f5"]


def test_what_is_said_of_a_review(build_site: BuildSite) -> None:
    """A review is named with title, year and the text of its rating, without microformats."""
    page = build_site(PAIR, **ON).read("here.html")
    block = page.partition(START)[2].partition(END)[0]
    assert '<a href="https://example.org/there.html"><cite dir="auto">B</cite></a>' in block
    assert '<span class="film-related-note">1999</span>' in block
    assert '<span class="film-score">4 out of 5</span>' in block
    assert not re.search(r'class="[^"]*\b[hpu]-', block)


@pytest.mark.parametrize("place", ["", "\n[film:related]\n"])
def test_without_a_style_a_rating_is_its_words(build_site: BuildSite, place: str) -> None:
    """A block that takes no style has no drawings, as it has none for its own film."""
    here = write_review("here", "title: A\nlayout: bare\ndirector: Ann Lee") + place
    page = build_site({**PAIR, "here.md": here}, **ON).read("here.html")
    block = page.partition(START)[2].partition(END)[0]
    assert '<span class="film-score">4 out of 5</span>' in block
    assert "<svg" not in block
    assert "<svg" in build_site({**PAIR}, **ON).read("here.html")


MARKED = "Before.\n\n[film:related]\n\nAfter.\n"


def test_marker(build_site: BuildSite) -> None:
    """A marker puts the block elsewhere, in a frame that goes where there is nothing to say."""
    alone = write_review("alone", "title: C\ndirector: Cy Orr", 3) + MARKED
    posts = {**PAIR, "here.md": PAIR["here.md"] + MARKED, "alone.md": alone}
    build = build_site(posts, **ON)
    page = build.read("here.html").partition("</head>")[2]
    assert page.count("film-related-group") == 1
    order = ["Before.", "film-review--part", "film-related-group", "After."]
    assert sorted(order, key=page.index) == order
    alone = build.read("alone.html")
    assert "film-review--part" not in alone
    assert "film-related" not in alone
    assert build.complaints == []
    off = build_site(posts)
    assert "film-related" not in off.read("here.html")
    assert any("FILMREVIEW_COLLECTION is not set" in message for message in off.messages)


def test_compact_block_folds_it_away(build_site: BuildSite) -> None:
    """A compact block folds the others away as well, and leaves no empty fold behind."""
    build = build_site(
        {**PAIR, "alone.md": write_review("alone", "title: C", 3)},
        FILMREVIEW_LAYOUT="compact",
        **ON,
    )
    page = build.read("here.html")
    assert '<details class="film-related-more"><summary>More on this blog</summary>' in page
    assert page.count("<details") == page.count("</details>")
    assert "<details" not in build.read("alone.html")


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("position", ["", MARKED])
def test_feeds_leave_it_out(position: str, relative: bool, build_site: BuildSite) -> None:
    """A feed's entries do not change with every other review: they are without the block."""
    build = build_site(
        {**PAIR, "here.md": PAIR["here.md"] + position},
        RELATIVE_URLS=relative,
        FEED_ALL_ATOM="feeds/all.xml",
        FEED_ALL_RSS="feeds/all.rss",
        FEED_DOMAIN="https://example.org",
        RSS_FEED_SUMMARY_ONLY=False,
        **ON,
    )
    assert "film-related-group" in build.read("here.html")
    for name in ("feeds/all.xml", "feeds/all.rss"):
        feed = build.read(name)
        assert "film-related" not in feed
        assert feed.count("Prose.") >= 2


def test_relative_links_and_posters(build_site: BuildSite) -> None:
    """On a site with relative addresses each page links others, and their posters, from itself."""
    pixel = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0"
    there = write_review("there", "title: B\ndirector: Ann Lee\nposter: '{attach}the b.png'", 2)
    build = build_site(
        {"deep/here.md": PAIR["here.md"], "deep/there.md": there, "deep/the b.png": pixel},
        RELATIVE_URLS=True,
        ARTICLE_SAVE_AS="reviews/{slug}/index.html",
        ARTICLE_URL="reviews/{slug}/",
        THEME="notmyidea",
        **ON,
    )
    page = build.read("reviews/here/index.html").partition(START)[2].partition(END)[0]
    assert '<a href="../../reviews/there/">' in page
    size = 'alt="" width="40" height="60"'
    image = re.search(rf'<img class="film-related-poster" src="([^"]*)" {size}', page)
    assert image is not None
    assert (build.output / "reviews/here" / image[1].replace("%20", " ")).is_file()
    assert build.complaints == []


def test_head_and_summary_are_as_they_were(build_site: BuildSite) -> None:
    """The Review in the head and the summary say nothing of other reviews."""
    posts = {**PAIR, "here.md": PAIR["here.md"] + MARKED}
    settings = {"THEME": "notmyidea", "SITEURL": "https://example.org"}
    on = build_site(posts, **settings, **ON)
    assert "film-related-group" in on.read("here.html")
    review = on.reviews("here.html")
    assert review[0]["reviewBody"] == "Prose. Before. After."
    off = build_site(posts, **settings)
    [before] = off.reviews("here.html")
    before["reviewBody"] = before["reviewBody"].replace(" [film:related]", "")
    assert review == [before]


def test_drafts_hidden_posts_and_pages(build_site: BuildSite, tmp_path: Path) -> None:
    """Drafts, hidden posts and pages link to others, and nothing links to them."""
    block = "title: {}\ndirector: Ann Lee"
    posts = {
        "here.md": write_review("here", block.format("A")),
        "draft.md": write_review("draft", block.format("B"), 2, "Status: draft\n"),
        "hidden.md": write_review("hidden", block.format("C"), 3, "Status: hidden\n"),
        "pages/page.md": write_review("page", block.format("D"), 4),
    }
    build = build_site(posts, **ON)
    for name in ("drafts/draft.html", "hidden.html", "pages/page.html"):
        assert list_related(build.read(name)) == [("Also directed by Ann Lee", ["here"])], name
    assert list_related(build.read("here.html")) == []


def test_a_draft_of_a_film_that_was_reviewed(build_site: BuildSite) -> None:
    """A draft, which is in no list, names all reviews of its film, and each of it once."""
    posts = {
        "draft.md": write_review("draft", "title: B\nyear: 1999", 1, "Status: draft\n"),
        "a.md": write_review("a", "title: A\nimdb: tt0069293", 2),
        "b.md": write_review("b", "title: B\nyear: 1999\nimdb: tt0069293", 3),
        "c.md": write_review("c", "title: C\noriginal_title: B\nyear: 1999", 4),
        "remake.md": write_review("remake", "title: B\nyear: 2009", 5),
    }
    build = build_site(posts, **ON)
    page = build.read("drafts/draft.html")
    assert list_related(page) == [("Other reviews of B", ["c", "b", "a"])]


@pytest.mark.parametrize("others", [{}, {"FILMREVIEW_COLLECTION_LANG_SAVE_AS": ""}])
def test_each_language_stays_among_itself(others: dict[str, str], build_site: BuildSite) -> None:
    """A translation names the reviews in its language, in the words of it, and never itself."""
    block = "title: {}\ndirector: Ann Lee"
    posts = {
        "a.md": write_review("a", block.format("A"), 1, "Slug: a\n"),
        "a-de.md": write_review("a auf Deutsch", block.format("A"), 1, "Slug: a\nLang: de\n"),
        "b.md": write_review("b", block.format("B"), 2, "Slug: b\n"),
        "c-de.md": write_review("c", block.format("C"), 3, "Slug: c\nLang: de\n"),
    }
    build = build_site(posts, **ON, **others)
    ((label, german),) = list_related(build.read("a-de.html"))
    assert (label, german) == ("Ebenfalls unter der Regie von Ann Lee", ["c-de"])
    ((_, english),) = list_related(build.read("a.html"))
    assert "b" in english
    assert "a-de" not in english


def test_two_films_of_one_post(build_site: BuildSite) -> None:
    """Films of one post do not name each other, and others link to their places in it."""
    block = "title: {}\ndirector: Ann Lee"
    both = write_review("both", block.format("A")) + f"\n```film\n{block.format('B')}\n```\n"
    posts = {"both.md": both, "here.md": write_review("here", block.format("C"), 2)}
    build = build_site(posts, **ON)
    page = build.read("both.html")
    assert page.count("film-related-group") == 2
    assert list_related(page) == [("Also directed by Ann Lee", ["here"])]
    assert 'href="https://example.org/both.html#film-a"' in build.read("here.html")


def read_pages(root: Path) -> dict[str, bytes]:
    """Give all written pages."""
    return {str(path): path.read_bytes() for path in sorted((root / "output").rglob("*.html"))}


@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_warm_is_cold(layer: str, tmp_path: Path) -> None:
    """A cached build names what there is now: a new review comes, one that is gone goes."""
    settings = {
        "CACHE_CONTENT": True,
        "LOAD_CONTENT_CACHE": True,
        "CONTENT_CACHING_LAYER": layer,
        "FILMREVIEW_LINK_TITLES": True,
        **ON,
    }
    posts = {**PAIR, "here.md": PAIR["here.md"] + "As in *B*.\n" + MARKED}
    write_files(tmp_path / "content", posts)

    def build() -> dict[str, bytes]:
        run_pelican(tmp_path, settings)
        return read_pages(tmp_path)

    cold = build()
    assert build() == cold
    assert any(b"film-related-group" in page for page in cold.values())
    third = write_review("third", "title: C\ndirector: Ann Lee\nrating: 5", 5)
    write_files(tmp_path / "content", {"third.md": third})
    build()
    page = Build(tmp_path).read("here.html")
    assert list_related(page) == [("Also directed by Ann Lee", ["third", "there"])]
    (tmp_path / "content/third.md").unlink()
    assert build().items() >= cold.items()


def test_themes_may_print_it_their_way(build_site: BuildSite, tmp_path: Path) -> None:
    """The template is the theme's if it has one; where that fails, it is said and ours is used."""
    theme = tmp_path / "theme/templates"
    write_files(theme / "filmreview", {"related.html": "<p>{{ groups[0].reviews[0].title }}</p>"})
    build = build_site(PAIR, THEME_TEMPLATES_OVERRIDES=[str(theme)], **ON)
    assert f"{START}<p>B</p>{END}" in build.read("here.html")
    write_files(theme / "filmreview", {"related.html": "{{ groups[99].label }}"})
    build = build_site(PAIR, THEME_TEMPLATES_OVERRIDES=[str(theme)], **ON)
    assert list_related(build.read("here.html")) == [("Also directed by Ann Lee", ["there"])]
    assert any("related.html" in message for message in build.messages)
