"""The heads of the collection's pages, in whatever a theme prints before and around them."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from pelican_filmreview.collection.head import finish_head


@dataclass
class Head:
    """What a page of films says in its head."""

    title: str = "Films"
    site_name: str = "Night bus"
    description: str = "Films: 3 films reviewed – Night bus"
    canonical: str = "https://example.org/films/"
    lang: str = "de"
    direction: str = "ltr"
    stylesheets: tuple[str, ...] = ("https://example.org/theme/filmreview.css",)
    feed: tuple[str, str] = ("", "")
    jsonld: str = ""


DESCRIPTION = '<meta name="description" content="Films: 3 films reviewed – Night bus">'
CANONICAL = '<link rel="canonical" href="https://example.org/films/">'
STYLESHEET = '<link rel="stylesheet" href="https://example.org/theme/filmreview.css">'
# All that is missing in a theme that says nothing.
LINES = f"{DESCRIPTION}\n{CANONICAL}\n{STYLESHEET}\n"


def finish(head: str, body: str = "<body></body>", **said: str) -> str:
    """Give what stands between the theme's `head` tags when the page is finished."""
    html = finish_head(f'<html lang="de"><head>{head}</head>{body}</html>', Head(**said))
    start, end = '<html lang="de"><head>', f"</head>{body}</html>"
    assert html.startswith(start)
    assert html.endswith(end)
    return html[len(start) : -len(end)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<!-- </head> -->",
        '<script>document.write("</head>")</script>',
        "<SCRIPT>let a = '<title>A</title>'</SCRIPT >",
        "<style>/* </head> <meta name=description> */</style>",
        f"<!-- {CANONICAL} -->",
        f"<!-- {DESCRIPTION}{STYLESHEET} -->",
        "<!--[if IE]><title>Films</title><link rel=canonical href=/a/><![endif]-->",
        f"<script>const lines = '{DESCRIPTION}{CANONICAL}'</script>",
        '<script type="text/template"><html lang="en"></script>',
    ],
)
def test_what_is_hidden_is_not_there(hidden: str) -> None:
    """Comments, scripts and styles of a theme stay as they are and stand for nothing."""
    title = "<title>Films</title>"
    assert finish(hidden + title) == hidden + title + LINES
    assert finish(title + hidden) == title + hidden + LINES
    assert finish(hidden + "<title>Night bus</title>") == (
        f"{hidden}<title>Films – Night bus</title>{LINES}"
    )


@pytest.mark.parametrize(
    "theirs",
    [
        '<meta name="description" content="Films > TV, always">',
        "<meta content='Films > TV, \"always\"' name='description' />",
        '<meta name=description content="Films > TV">',
        "<META CONTENT=it's NAME = Description>",
        '<meta name="description"\n  content="a">',
    ],
)
def test_description_of_the_whole_site(theirs: str) -> None:
    """The theme's description gives way, all of it, wherever it has its signs."""
    assert finish(f"<meta>{theirs}<b>") == f"<meta>{DESCRIPTION}<b>{CANONICAL}\n{STYLESHEET}\n"


@pytest.mark.parametrize(
    "other",
    [
        '<meta name="description-of-art" content="a">',
        '<meta name="author" content=\' name="description" \'>',
        '<meta property="og:description" content="a">',
        '<link rel="canonical-source" href="/a">',
        '<link rel="alternate" title="rel=canonical" href="/a">',
        '<link rel="preload" href="https://example.org/theme/filmreview.css">',
    ],
)
def test_other_tags_are_left_alone(other: str) -> None:
    """What only looks like a description, a canonical address or the stylesheet is none."""
    assert finish(other) == other + LINES


def test_what_the_theme_says_itself() -> None:
    """A canonical address and a stylesheet of the theme's are not printed twice."""
    theirs = (
        "<link href='https://example.org/a>b/' rel='Canonical'>"
        "<link media=all href=https://example.org/theme/filmreview.css rel=stylesheet>"
    )
    assert finish(theirs) == f"{theirs}{DESCRIPTION}\n"


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("<html>", '<html lang="ar" dir="rtl">'),
        ('<html lang="en">', '<html lang="ar" dir="rtl">'),
        ("<html class='a>b' lang=en>", '<html class=\'a>b\' lang="ar" dir="rtl">'),
        ('<html data-a="lang=x" dir=ltr>', '<html data-a="lang=x" dir=ltr lang="ar">'),
        (
            "<!-- <html> --><html xml:lang='en'>",
            '<!-- <html> --><html xml:lang=\'en\' lang="ar" dir="rtl">',
        ),
    ],
)
def test_language_of_the_page(tag: str, said: str) -> None:
    """The `html` element says the page's language, and a direction that no theme knows."""
    html = finish_head(f"{tag}<head></head>", Head(lang="ar", direction="rtl"))
    assert html == f"{said}<head>{LINES}</head>"


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ("Night bus", "Films – Night bus"),
        ("Night busFilms – Night bus", "Films – Night bus"),
        ("Films – Night bus - Night bus", "Films – Night bus"),
        ("Night bus |\n  Films – Night bus", "Films – Night bus"),
        ("Films – Night bus | Night bus: words", "Films – Night bus"),
        ("", "Films – Night bus"),
        # What a template of somebody's own says, or a theme adds that names nothing twice.
        ("Films – Night bus", "Films – Night bus"),
        ("Films :: Night bus", "Films :: Night bus"),
        ("All Films", "All Films"),
        ("Films – Night bus | Words", "Films – Night bus | Words"),
    ],
)
def test_title_of_the_page(theirs: str, said: str) -> None:
    """Whatever a theme prints around it, a title names the page and the site once."""
    assert finish(f"<title>{theirs}</title>") == f"<title>{said}</title>{LINES}"


def test_names_with_signs_and_in_each_other() -> None:
    """The page's title may hold the site's name, and both any sign, however it is escaped."""
    head = Head(title="Ann O'Neil & Films", site_name="Films")
    right = "<title>Ann O&#39;Neil &amp; Films – Films</title>"
    assert right in finish_head(f"<head>{right}</head>", head)
    twice = right.replace("</title>", " – Films</title>")
    made = "<title>Ann O&#x27;Neil &amp; Films – Films</title>"
    assert made in finish_head(f"<head>{twice}</head>", head)
    nameless = Head(site_name="")
    assert "<title>Films</title>" in finish_head("<head><title>x</title></head>", nameless)


def test_heads_take_no_time() -> None:
    """Nothing in a head makes the search for its tags slow."""
    start = time.perf_counter()
    for text in ("<meta " * 20_000, "<meta a" + "=" * 50_000, "<link a='" * 20_000):
        assert finish_head(f"<head>{text}</head>", Head()).endswith("</head>")
    assert time.perf_counter() - start < 2
