"""What a page gets: Reviews, anchors, the stylesheet, summaries, feeds; on every kind of page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from conftest import Build, BuildSite, make_post, write_files

SOLARIS = """```film
title: Solaris
rating: 9/10
director: Andrei Tarkovsky
verdict: A slow dream.
cast:
- Donatas Banionis as Kris Kelvin
```
"""
STALKER = "```film\ntitle: Stalker\nrating: 8/10\n```\n"
PROSE = "The ocean *thinks*, and we do not know what about.\n\n"
PLAIN = make_post("md", "No film in here at all.\n", "Plain")
FEEDS = {
    "FEED_ALL_ATOM": "atom.xml",
    "FEED_ALL_RSS": "rss.xml",
    "CATEGORY_FEED_ATOM": None,
    "FEED_DOMAIN": "https://example.org",
    "RSS_FEED_SUMMARY_ONLY": False,
}
# Shows what a theme that prints the meta description and the films gives to them.
THEME = {
    "base.html": "<html><head><title>x</title>{% block meta %}{% endblock %}</head>"
    "<body>{% block content %}{% endblock %}</body></html>",
    **{
        f"{name}.html": '{% extends "base.html" %}{% block meta %}'
        f'<meta name="description" content="{{{{ {name}.summary|striptags }}}}">'
        f"{{% endblock %}}{{% block content %}}<p>films: {{{{ {name}.films|length }}}}</p>"
        f"{{% for film in {name}.films %}}<b>{{{{ film.title }}}}</b>{{% endfor %}}"
        f"{{{{ {name}.content }}}}{{% endblock %}}"
        for name in ("article", "page")
    },
}


def count_scripts(html: str) -> int:
    """Count the JSON-LD scripts of a page."""
    return html.count("application/ld+json")


def links_stylesheet(html: str) -> bool:
    """Tell whether a page links the plugin's stylesheet."""
    return "filmreview.css" in html


@pytest.fixture
def themed(build_site: BuildSite, tmp_path: Path) -> Callable[..., Build]:
    """Give the function that builds files with the small theme above."""
    write_files(tmp_path / "theme/templates", THEME)

    def build(files: dict[str, str], **settings: Any) -> Build:
        return build_site(files, THEME=str(tmp_path / "theme"), **settings)

    return build


# --- which pages ----------------------------------------------------------------------------------

KINDS = {
    "article": ("post.md", make_post("md", PROSE + SOLARIS), "post.html"),
    "page": ("pages/about.md", make_post("md", PROSE + SOLARIS, "About"), "pages/about.html"),
    "draft": ("post.md", make_post("md", PROSE + SOLARIS, Status="draft"), "drafts/post.html"),
    "hidden": ("post.md", make_post("md", PROSE + SOLARIS, Status="hidden"), "post.html"),
    "draft page": (
        "pages/about.md",
        make_post("md", PROSE + SOLARIS, "About", Status="draft"),
        "drafts/pages/about.html",
    ),
    "hidden page": (
        "pages/about.md",
        make_post("md", PROSE + SOLARIS, "About", Status="hidden"),
        "pages/about.html",
    ),
    "saved elsewhere": (
        "post.md",
        make_post("md", PROSE + SOLARIS, save_as="a/b.html", url="a/b.html"),
        "a/b.html",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_post_gets_its_review(build_site: BuildSite, kind: str) -> None:
    """A post of any kind has one JSON-LD script in its head, whose anchor exists in the page."""
    name, text, written = KINDS[kind]
    build = build_site({name: text, "plain.md": PLAIN})
    html = build.read(written)
    (review,) = build.reviews(written)
    assert count_scripts(html) == 1
    assert review["itemReviewed"]["name"] == "Solaris"
    anchor = review["@id"].split("#")[1]
    assert BeautifulSoup(html, "html.parser").find(id=anchor) is not None
    assert review["url"] == f"https://example.org/{written}"
    assert links_stylesheet(html.split("</head>")[0])
    assert build.complaints == []


def test_translations_get_their_own_reviews(build_site: BuildSite) -> None:
    """Each translation has its own Review, in its own language, with its own address."""
    original = make_post("md", PROSE + SOLARIS, Lang="en", Slug="solaris")
    german = make_post("md", "Der Ozean denkt.\n\n" + SOLARIS, Lang="de", Slug="solaris")
    build = build_site({"en.md": original, "de.md": german})
    assert build.reviews("solaris.html")[0]["inLanguage"] == "en"
    (translated,) = build.reviews("solaris-de.html")
    assert translated["inLanguage"] == "de"
    assert translated["url"] == "https://example.org/solaris-de.html"


def test_each_film_of_a_post_has_its_review_and_anchor(build_site: BuildSite) -> None:
    """Several films make one script with as many Reviews, each with an anchor of its own."""
    post = make_post("md", SOLARIS + "\nand\n\n" + STALKER + "\nand once more\n\n" + STALKER)
    build = build_site({"post.md": post})
    html = build.read("post.html")
    reviews = build.reviews("post.html")
    assert count_scripts(html) == 1
    assert [review["itemReviewed"]["name"] for review in reviews] == [
        "Solaris",
        "Stalker",
        "Stalker",
    ]
    anchors = [review["@id"].split("#")[1] for review in reviews]
    assert len(set(anchors)) == 3
    soup = BeautifulSoup(html, "html.parser")
    assert all(len(soup.find_all(id=anchor)) == 1 for anchor in anchors)


def test_anchor_exists_when_parts_stand_elsewhere(build_site: BuildSite) -> None:
    """The anchor of a Review exists once, also where a film shows only parts placed by markers."""
    post = make_post(
        "md", "[film:cast]\n\nwords\n\n[film:rating]\n\n" + SOLARIS, Filmreview_layout="none"
    )
    build = build_site({"post.md": post})
    (review,) = build.reviews("post.html")
    soup = BeautifulSoup(build.read("post.html"), "html.parser")
    assert len(soup.find_all(id=review["@id"].split("#")[1])) == 1


@pytest.mark.parametrize(
    "body", ["\n\n[film:rating]", "\n\n.. raw:: html\n\n   <i>x</i>\n\n[film:rating]"]
)
def test_marker_right_behind_a_directive(build_site: BuildSite, body: str) -> None:
    """docutils writes no line break between what a directive gives and the next paragraph."""
    post = make_post("rst", f".. film::\n\n   title: Solaris\n   rating: 4/5{body}\n")
    page = build_site({"post.rst": post}).read("post.html")
    assert "[film:" not in page
    assert page.count("film-rating") >= 1


def test_marker_beside_other_text_is_reported(build_site: BuildSite) -> None:
    """A marker that is not alone on a line stays, and its author is told where."""
    post = make_post(
        "md",
        "[film:cast]\n\n## [film:rating]\n\nSee [film:verdict] there.\n\n[film:facts stalkr]\n\n"
        "[film:facts]\n\nNo [film: of his].\n\n"
        "```film\ntitle: Solaris\nrating: 4/5\ncast: A\nfacts: A\n```\n",
    )
    build = build_site({"post.md": post})
    said = (
        "stands beside other text, so it stays as it is; put it on a line of its own, with empty "
        "lines around it"
    )
    assert build.messages == [
        f"post.md:6: film: [film:rating] {said}",
        f"post.md:8: film: [film:verdict] {said}",
        "post.md:10: film: [film:facts stalkr] names no film of this post; expected one of "
        "[film:facts solaris]",
    ]
    assert "[film:rating]</h2>" in build.read("post.html")


def test_other_line_of_a_message_is_that_of_the_file(build_site: BuildSite) -> None:
    """Where a message names a second line, that is one of the file as well."""
    post = make_post("md", "Prose.\n\n```film\nyear: 1999\nrating: 4\nyear: 2000\n```\n")
    (message,) = build_site({"post.md": post}).messages
    assert message.startswith("post.md:9: film: 'year' was already given in line 7; ")


def test_films_are_always_there_for_themes(themed: Callable[..., Build]) -> None:
    """`article.films` and `page.films` exist on every post, empty where there is none."""
    build = themed(
        {
            "post.md": make_post("md", SOLARIS + STALKER),
            "plain.md": PLAIN,
            "draft.md": make_post("md", SOLARIS, "Draft", Status="draft"),
            "pages/about.md": make_post("md", "nothing", "About"),
        }
    )
    assert "<p>films: 2</p><b>Solaris</b><b>Stalker</b>" in build.read("post.html")
    assert "<p>films: 0</p>" in build.read("plain.html")
    assert "<p>films: 1</p>" in build.read("drafts/draft.html")
    assert "<p>films: 0</p>" in build.read("pages/about.html")


LISTS = {
    "index": "index.html",
    "tag": "tag/space.html",
    "category": "category/misc.html",
    "author": "author/ann-lee.html",
    "archives": "archives.html",
    "year": "2024/index.html",
}


def build_lists(build_site: BuildSite, **settings: Any) -> Build:
    """Build a site with a film in one tag and category, and none in others."""
    return build_site(
        {
            "post.md": make_post("md", PROSE + SOLARIS, Tags="space"),
            "plain.md": make_post(
                "md", "No film.\n", "Plain", Tags="earth", Category="Dull", Author="Bob"
            ),
        },
        YEAR_ARCHIVE_SAVE_AS="{date:%Y}/index.html",
        **settings,
    )


def test_lists_get_the_stylesheet_but_no_review(build_site: BuildSite) -> None:
    """Index, tag, category, author and archive pages have no Review, but films' stylesheet."""
    build = build_lists(build_site)
    for name in LISTS.values():
        html = build.read(name)
        assert count_scripts(html) == 0, name
        assert links_stylesheet(html), name


def test_lists_in_any_template_get_the_stylesheet(build_site: BuildSite, tmp_path: Path) -> None:
    """A theme may show badges and posters in an aside of every page, or in templates of its own."""
    files = {
        "a.md": make_post("md", PROSE + SOLARIS),
        "b.md": make_post("md", PROSE, "No film"),
        "pages/best.md": make_post("md", PROSE, "Best", Template="best"),
    }
    head = "<html><head></head><body>"
    inner = "{% for a in articles %}{{ filmreview_badge(a) }}{% endfor %}"
    pages = {"article.html": head, "page.html": head, "index.html": head + inner}
    written = {f"theme/templates/{name}": text for name, text in pages.items()}
    written["theme/templates/best.html"] = head

    def find_links() -> dict[str, bool]:
        write_files(tmp_path, written)
        build = build_site(files, THEME=str(tmp_path / "theme"), DIRECT_TEMPLATES=["index"])
        names = ("no-film.html", "pages/best.html", "index.html")
        return {name: 'rel="stylesheet"' in build.read(name) for name in names}

    assert find_links() == {"no-film.html": False, "pages/best.html": False, "index.html": True}
    written["theme/templates/best.html"] = head + inner
    assert set(find_links().values()) == {True}


def test_theme_without_an_end_of_its_head_is_reported(
    build_site: BuildSite, tmp_path: Path
) -> None:
    """HTML allows it, and then there is no place for what belongs into the head."""
    template = "<title>x</title>{}<body>{{{{ article.content }}}}"
    write_files(tmp_path, {"theme/templates/article.html": template.format("")})
    files = {"a.md": make_post("md", PROSE + SOLARIS)}
    settings = {"THEME": str(tmp_path / "theme"), "DIRECT_TEMPLATES": [], "TAG_SAVE_AS": ""}
    settings |= {"CATEGORY_SAVE_AS": "", "AUTHOR_SAVE_AS": ""}
    (message,) = build_site(files, **settings).messages
    assert "no template of the theme has a </head>" in message
    head = template.format("{{ filmreview_head() }}")
    write_files(tmp_path, {"theme/templates/article.html": head})
    build = build_site(files, **settings)
    assert build.messages == []
    assert len(build.reviews("post.html")) == 1


def test_lists_without_films_get_nothing(build_site: BuildSite) -> None:
    """A list without a post that has a film does not link the stylesheet."""
    build = build_lists(build_site)
    for name in ("tag/earth.html", "category/dull.html", "author/bob.html"):
        assert not links_stylesheet(build.read(name)), name


def test_paginated_lists_are_judged_page_by_page(build_site: BuildSite) -> None:
    """Of a list in several pages only those link the stylesheet on which a film stands."""
    build = build_site(
        {
            "a.md": make_post("md", SOLARIS, "With film").replace("02-03", "02-04"),
            "b.md": make_post("md", "Nothing.\n", "Without"),
        },
        DEFAULT_PAGINATION=1,
    )
    assert links_stylesheet(build.read("index.html"))
    assert not links_stylesheet(build.read("index2.html"))


def test_posts_without_film_get_nothing(build_site: BuildSite) -> None:
    """A post or page without a film links no stylesheet, whatever else the site holds."""
    build = build_site(
        {
            "post.md": make_post("md", SOLARIS),
            "plain.md": PLAIN,
            "pages/about.md": make_post("md", "nothing", "About"),
        }
    )
    for name in ("plain.html", "pages/about.html"):
        assert not links_stylesheet(build.read(name)), name
        assert count_scripts(build.read(name)) == 0, name


def test_site_without_films_is_as_without_the_plugin(
    build_site: BuildSite, build_bare: BuildSite
) -> None:
    """A site without films comes out byte by byte as without the plugin, without stylesheet."""
    files = {"plain.md": PLAIN, "pages/about.md": make_post("md", "nothing", "About")}
    before = read_output(build_bare(files))
    after = read_output(build_site(files))
    assert after == before
    assert len(before) > 5


def read_output(build: Build) -> dict[str, bytes]:
    """Read every written file."""
    return {
        str(path.relative_to(build.output)): path.read_bytes()
        for path in sorted(build.output.rglob("*"))
        if path.is_file()
    }


# --- addresses ------------------------------------------------------------------------------------

POSTER = """```film
title: Solaris
poster: {static}/images/solaris.svg
poster_alt: An ocean
verdict: A slow dream.
```
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>'
SITES = {
    "absolute": ({"SITEURL": "https://example.org"}, "https://example.org"),
    "relative": ({"SITEURL": "https://example.org", "RELATIVE_URLS": True}, "https://example.org"),
    "subfolder": ({"SITEURL": "https://example.org/blog"}, "https://example.org/blog"),
    "relative subfolder": (
        {"SITEURL": "https://example.org/blog", "RELATIVE_URLS": True},
        "https://example.org/blog",
    ),
    "empty": ({"SITEURL": ""}, ""),
}


@pytest.mark.parametrize("site", SITES)
def test_addresses_fit_the_site(build_site: BuildSite, site: str) -> None:
    """Stylesheet and poster are found from the page, and JSON-LD addresses are absolute."""
    settings, root = SITES[site]
    build = build_site(
        {"post.md": make_post("md", PROSE + POSTER), "images/solaris.svg": SVG},
        ARTICLE_SAVE_AS="deep/er/{slug}.html",
        ARTICLE_URL="deep/er/{slug}.html",
        **settings,
    )
    name = "deep/er/post.html"
    soup = BeautifulSoup(build.read(name), "html.parser")
    way = "../.." if settings.get("RELATIVE_URLS") else root
    sheet = soup.find("link", href=re.compile("filmreview.css"))
    assert sheet is not None
    assert sheet["href"] == f"{way}/theme/filmreview.css"
    assert (build.output / "theme/filmreview.css").is_file()
    image = soup.find("img")
    assert image is not None
    assert image["src"] == f"{way}/images/solaris.svg"
    (review,) = build.reviews(name)
    assert review["url"] == f"{root}/deep/er/post.html"
    assert review["@id"].startswith(f"{root}/deep/er/post.html#")
    assert review["itemReviewed"]["image"] == f"{root}/images/solaris.svg"


@pytest.mark.parametrize("relative", [True, False])
@pytest.mark.parametrize("root", ["https://example.org", "https://example.org/blog"])
@pytest.mark.parametrize("poster", ["{static}/images/solaris.svg", "/images/solaris.svg"])
def test_feeds_have_absolute_addresses(
    build_site: BuildSite, relative: bool, root: str, poster: str
) -> None:
    """Posters in feeds are absolute, however the site writes its addresses."""
    block = POSTER.replace("{static}/images/solaris.svg", poster)
    build = build_site(
        {"post.md": make_post("md", PROSE + block), "images/solaris.svg": SVG},
        **{**FEEDS, "SITEURL": root, "FEED_DOMAIN": root, "RELATIVE_URLS": relative},
    )
    for name in ("atom.xml", "rss.xml"):
        content = read_entry(build, name)
        assert f'src="{root}/images/solaris.svg"' in content, name


# --- summaries ------------------------------------------------------------------------------------


def read_summary(build: Build, name: str = "post.html") -> str:
    """Give the description that the theme made of a post's summary."""
    tag = BeautifulSoup(build.read(name), "html.parser").find("meta", attrs={"name": "description"})
    assert tag is not None
    return str(tag["content"])


def test_summary_comes_from_the_prose(themed: Callable[..., Build]) -> None:
    """The summary, and the meta description made of it, hold the prose and nothing of the box."""
    build = themed({"post.md": make_post("md", SOLARIS + "\n" + PROSE)})
    assert read_summary(build).strip() == "The ocean thinks, and we do not know what about."


def test_summary_leaves_placed_parts_out(themed: Callable[..., Build]) -> None:
    """Parts that markers put in the prose are no prose."""
    build = themed({"post.md": make_post("md", "[film:cast]\n\n" + PROSE + "\n" + SOLARIS)})
    assert read_summary(build).strip() == "The ocean thinks, and we do not know what about."


def test_written_summary_stays(themed: Callable[..., Build]) -> None:
    """A summary that the author wrote is kept as it is."""
    build = themed({"post.md": make_post("md", SOLARIS + "\n" + PROSE, Summary="My own words.")})
    assert read_summary(build).strip() == "My own words."


@pytest.mark.parametrize("where", ["site", "post"])
def test_summary_is_pelicans_own_where_switched_off(
    themed: Callable[..., Build], where: str
) -> None:
    """With the switch off, Pelican's summary takes the box in again."""
    metadata = {"Filmreview_summary": "off"} if where == "post" else {}
    settings = {"FILMREVIEW_SUMMARY": False} if where == "site" else {}
    build = themed({"post.md": make_post("md", SOLARIS + "\n" + PROSE, **metadata)}, **settings)
    assert "Tarkovsky" in read_summary(build)


LONG = " ".join(f"word{n}" for n in range(80)) + ".\n\nA second paragraph.\n"
LENGTHS = {
    "as it comes": {},
    "unlimited": {"SUMMARY_MAX_LENGTH": None},
    "none": {"SUMMARY_MAX_LENGTH": 0},
    "ten words": {"SUMMARY_MAX_LENGTH": 10},
    "one paragraph": {"SUMMARY_MAX_PARAGRAPHS": 1, "SUMMARY_MAX_LENGTH": None},
    "suffix": {"SUMMARY_END_SUFFIX": " (more)"},
}


@pytest.mark.parametrize("length", LENGTHS)
def test_summary_is_that_of_the_prose_alone(themed: Callable[..., Build], length: str) -> None:
    """A post's summary is the very one that Pelican makes of the same post without its block."""
    settings = LENGTHS[length]
    films = {"post.md": make_post("md", SOLARIS + "\n" + LONG)}
    with_film = read_summary(themed(films, **settings)).strip()
    without = themed({"post.md": make_post("md", LONG)}, **settings)
    assert with_film == read_summary(without).strip()


@pytest.mark.parametrize("relative", [True, False])
def test_links_in_summaries_fit_each_page(build_site: BuildSite, relative: bool) -> None:
    """A link in the summary leads from every page that shows it to the same place."""
    prose = "See [that]({filename}plain.md) one.\n\n"
    build = build_site(
        {"post.md": make_post("md", SOLARIS + "\n" + prose, Tags="space"), "plain.md": PLAIN},
        RELATIVE_URLS=relative,
    )
    root = "https://example.org"
    for name, way in (("index.html", "."), ("tag/space.html", "..")):
        soup = BeautifulSoup(build.read(name), "html.parser")
        link = soup.find("a", string="that")
        assert link is not None, name
        assert link["href"] == f"{way if relative else root}/plain.html", name


def test_post_without_prose_is_summed_up_by_its_verdict(themed: Callable[..., Build]) -> None:
    """Without prose, the verdict is the opinion that a summary can give."""
    build = themed({"post.md": make_post("md", SOLARIS)})
    assert read_summary(build).strip() == "A slow dream."


def test_summary_without_prose_and_verdict_is_empty(themed: Callable[..., Build]) -> None:
    """Without prose and verdict a summary says nothing, rather than what the box says."""
    build = themed({"post.md": make_post("md", STALKER)})
    assert read_summary(build).strip() == ""


def test_table_of_contents_is_kept_out_of_the_summary(themed: Callable[..., Build]) -> None:
    """Pelican leaves a table of contents out of summaries, and so it is with a film."""
    text = SOLARIS + "\n[TOC]\n\n# One\n\n" + PROSE
    extensions = {"MARKDOWN": {"extensions": ["markdown.extensions.toc"], "output_format": "html5"}}
    with_film = themed({"post.md": make_post("md", text)}, **extensions)
    without = themed({"post.md": make_post("md", text.replace(SOLARIS, ""))}, **extensions)
    assert read_summary(with_film).split() == read_summary(without).split()


# --- feeds ----------------------------------------------------------------------------------------


def read_entry(build: Build, name: str) -> str:
    """Give the content of a feed's first entry."""
    feed = feedparser.parse(build.read(name))
    assert not feed.bozo, feed.get("bozo_exception")
    entry = feed.entries[0]
    return str(entry.content[0].value if "content" in entry else entry.description)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_feeds_hold_the_film_and_nothing_else(build_site: BuildSite, name: str) -> None:
    """A feed holds the fragment, its rating as text, and no script, style or placeholder."""
    build = build_site({"post.md": make_post("md", PROSE + SOLARIS)}, **FEEDS)
    content = read_entry(build, name)
    assert "9 out of 10" in BeautifulSoup(content, "html.parser").get_text()
    assert "Tarkovsky" in content
    raw = build.read(name)
    for forbidden in ("&lt;script", "<script", "&lt;style", "style=", "data-filmreview", "ld+json"):
        assert forbidden not in raw, forbidden


def test_summaries_in_feeds_are_prose(build_site: BuildSite) -> None:
    """The summary that a feed carries is the prose."""
    settings = {**FEEDS, "RSS_FEED_SUMMARY_ONLY": True}
    build = build_site({"post.md": make_post("md", SOLARIS + "\n" + PROSE)}, **settings)
    rss = feedparser.parse(build.read("rss.xml")).entries[0]
    atom = feedparser.parse(build.read("atom.xml")).entries[0]
    for entry in (rss, atom):
        text = BeautifulSoup(entry.summary, "html.parser").get_text()
        assert text.strip() == "The ocean thinks, and we do not know what about."


def test_nothing_in_a_feed_depends_on_fragment_links(build_site: BuildSite) -> None:
    """No link of the fragment leads to an anchor of its own page, which feed readers drop."""
    build = build_site({"post.md": make_post("md", SOLARIS)}, **FEEDS)
    assert 'href="#' not in read_entry(build, "atom.xml")


# --- off switches ---------------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["site", "post"])
@pytest.mark.parametrize(
    ("switch", "gone", "stays"),
    [
        ("jsonld", "ld+json", "filmreview.css"),
        ("stylesheet", "filmreview.css", "ld+json"),
    ],
)
def test_switches_turn_one_thing_off(
    build_site: BuildSite, where: str, switch: str, gone: str, stays: str
) -> None:
    """JSON-LD and stylesheet can each be turned off, for a site or for one post."""
    metadata = {f"Filmreview_{switch}": "off"} if where == "post" else {}
    settings = {f"FILMREVIEW_{switch.upper()}": False} if where == "site" else {}
    build = build_site(
        {
            "post.md": make_post("md", SOLARIS, **metadata),
            "other.md": make_post("md", STALKER, "Other"),
        },
        **settings,
    )
    html = build.read("post.html")
    assert gone not in html
    assert stays in html
    assert (gone in build.read("other.html")) == (where == "post")
    assert "film-review" in html
    assert build.complaints == []


def test_switched_off_stylesheet_is_not_written(build_site: BuildSite) -> None:
    """A site that turns the stylesheet off does not get the file either."""
    build = build_site({"post.md": make_post("md", SOLARIS)}, FILMREVIEW_STYLESHEET=False)
    assert not list(build.output.rglob("filmreview.css"))


def test_stylesheet_goes_where_the_site_wants_it(build_site: BuildSite) -> None:
    """The stylesheet is written and linked at the path of its setting."""
    build = build_site(
        {"post.md": make_post("md", SOLARIS)}, FILMREVIEW_STYLESHEET_PATH="css/films.css"
    )
    assert (build.output / "css/films.css").is_file()
    assert 'href="https://example.org/css/films.css"' in build.read("post.html")


@pytest.mark.parametrize("position", ["top", "bottom"])
def test_film_of_the_header_stands_above_or_below(build_site: BuildSite, position: str) -> None:
    """A film of the post's header is shown above or below the prose, as the setting says."""
    build = build_site(
        {"post.md": make_post("md", PROSE, Film="{title: Solaris, rating: 9/10}")},
        FILMREVIEW_METADATA_POSITION=position,
    )
    html = build.read("post.html").split("</head>")[1]
    assert (html.index("film-review--card") < html.index("thinks")) == (position == "top")
