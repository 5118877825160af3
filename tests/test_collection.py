"""The collection on real sites: which pages there are, what is on them, and what it is off."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from collection_site import ON, POSTS, list_links, list_titles
from conftest import Build, BuildSite, run_pelican
from pelican.settings import DEFAULT_CONFIG

PAGES = {
    "films/index.html",
    "films/by-year/index.html",
    "films/by-rating/index.html",
    "films/by-director/index.html",
    "films/by-date/index.html",
    "people/index.html",
    "people/lee-chang-dong/index.html",
    "people/steven-yeun/index.html",
    "genres/index.html",
    "genres/drama/index.html",
    "genres/mystery/index.html",
    "genres/science-fiction/index.html",
    "countries/index.html",
    "countries/south-korea/index.html",
    "countries/united-states/index.html",
    "languages/index.html",
    "languages/korean/index.html",
    "languages/english/index.html",
    "years/index.html",
    *(f"years/{year}/index.html" for year in (1999, 2010, 2018, 2020)),
    "decades/index.html",
    *(f"decades/{year}/index.html" for year in (1990, 2010, 2020)),
    "ratings/index.html",
    *(f"ratings/{number}/index.html" for number in ("4.5", "5", "3")),
}
FOLDERS = ("films", "people", "genres", "countries", "languages", "years", "decades", "ratings")


def list_pages(build: Build, *folders: str) -> set[str]:
    """Give the files that a build has written in the collection's folders."""
    return {
        str(path.relative_to(build.output))
        for folder in folders or FOLDERS
        for path in (build.output / folder).rglob("*.html")
    }


def read_tree(root: Path) -> dict[str, bytes]:
    """Give all written files."""
    return {
        str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_off_by_default(build_site: BuildSite) -> None:
    """A site that does not ask gets no page, no mark of one, and no generator."""
    build = build_site(POSTS)
    assert not list_pages(build)
    assert not list(build.output.rglob("filmreview-collection.css"))
    assert "data-film" not in build.read("burning.html")
    assert 'href="https://example.org/people' not in build.read("burning.html")


def test_pages_of_a_small_blog(build_site: BuildSite) -> None:
    """There is a page for each kind and thing, and none for who has one film only."""
    build = build_site(POSTS, **ON)
    assert list_pages(build) == PAGES
    assert build.complaints == []


@pytest.mark.parametrize(
    ("page", "titles"),
    [
        ("films/index.html", ["Burning", "Été", "The Matrix", "Minari", "Poetry"]),
        ("films/by-year/index.html", ["Minari", "Burning", "Poetry", "The Matrix", "Été"]),
        ("films/by-rating/index.html", ["Poetry", "Burning", "Minari", "Été", "The Matrix"]),
        ("films/by-director/index.html", ["The Matrix", "Burning", "Poetry", "Minari", "Été"]),
        ("films/by-date/index.html", ["Burning", "Poetry", "Minari", "The Matrix", "Été"]),
        ("people/lee-chang-dong/index.html", ["Burning", "Poetry"]),
        ("people/steven-yeun/index.html", ["Minari", "Burning"]),
        ("genres/drama/index.html", ["Poetry", "Burning", "Minari"]),
        ("languages/korean/index.html", ["Poetry", "Burning", "Minari"]),
        ("decades/2010/index.html", ["Poetry", "Burning"]),
        ("ratings/5/index.html", ["Poetry"]),
    ],
)
def test_orders(page: str, titles: list[str], build_site: BuildSite) -> None:
    """Each page has its films in its order; ratings on other scales stand among the site's."""
    assert list_titles(build_site(POSTS, **ON).read(page)) == titles


@pytest.mark.parametrize("relative", [False, True])
@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_no_link_is_dead(theme: str, relative: bool, build_site: BuildSite) -> None:
    """All links on pages of the collection and on reviews lead to files that there are."""
    build = build_site(POSTS, THEME=theme, RELATIVE_URLS=relative, **ON)
    for name in [*PAGES, "burning.html", "two-at-once.html", "index.html", "drafts/not-yet.html"]:
        html = re.sub(r"(?s)^.*?<(?:main|header)", "", build.read(name))
        assert "data-film" not in html
        for link in list_links(html):
            if link.startswith(("http://", "https://")) and "example.org" not in link:
                continue
            path = link.removeprefix("https://example.org").partition("#")[0]
            root = build.output if path.startswith("/") else (build.output / name).parent
            target = (root / path.lstrip("/")).resolve()
            assert (target / "index.html" if target.is_dir() else target).exists(), (name, link)


def test_names_in_a_review_link_to_their_pages(build_site: BuildSite) -> None:
    """Who has a page is linked in the review, in drafts too; who has none is plain text."""
    build = build_site(POSTS, **ON)
    review = build.read("burning.html")
    person = "https://example.org/people/"
    assert f'<b><a href="{person}steven-yeun/">Steven Yeun</a></b>' in review
    assert "<b>Yoo Ah-in</b>" in review
    assert f'<dd>Oh Jung-mi, <a href="{person}lee-chang-dong/">Lee Chang-dong</a></dd>' in review
    assert '<a href="https://example.org/genres/drama/">Drama</a>' in review
    assert '(<a href="https://example.org/years/2018/">2018</a>)' in review
    assert f"{person}lee-chang-dong/" in build.read("drafts/not-yet.html")


def test_feeds_and_lists_have_links_of_their_own_place(build_site: BuildSite) -> None:
    """On a site with relative addresses each page that shows a post has the links that it needs."""
    build = build_site(
        POSTS,
        RELATIVE_URLS=True,
        ARTICLE_SAVE_AS="reviews/{slug}.html",
        ARTICLE_URL="reviews/{slug}.html",
        THEME="notmyidea",
        FEED_ALL_ATOM="feeds/all.xml",
        FEED_DOMAIN="https://example.org",
        **ON,
    )
    assert '<a href="../people/steven-yeun/">' in build.read("reviews/burning.html")
    assert '<a href="./people/steven-yeun/">' in build.read("index.html")
    assert "https://example.org/people/steven-yeun/" in build.read("feeds/all.xml")


def test_the_body_of_a_review_is_its_prose(build_site: BuildSite) -> None:
    """Links that come into the block later leave the reviewBody what it was: the prose alone."""
    build = build_site(POSTS, **ON)
    (review,) = build.reviews("burning.html")
    assert review["reviewBody"] == "Prose of the first."
    first, second = build.reviews("two-at-once.html")
    assert first["reviewBody"] == second["reviewBody"] == "And the other one."


# Posts out of Pelican's generator cache do not know the page that they are shown on: their links
# are absolute on sites with relative ones, `{static}` links as well as these.
@pytest.mark.parametrize(
    ("layer", "relative", "href"),
    [
        ("reader", True, "./people/steven-yeun/"),
        ("reader", False, "https://example.org/people/steven-yeun/"),
        ("generator", False, "https://example.org/people/steven-yeun/"),
    ],
)
def test_caches_give_the_same_site(
    layer: str, relative: bool, href: str, build_site: BuildSite
) -> None:
    """A warm build of either cache writes the same bytes as the cold one, links included."""
    settings = {
        **ON,
        "CACHE_CONTENT": True,
        "LOAD_CONTENT_CACHE": True,
        "CONTENT_CACHING_LAYER": layer,
        "RELATIVE_URLS": relative,
    }
    build = build_site(POSTS, **settings)
    cold = read_tree(build.output)
    # The files stay as they are: a file that was written anew would be read anew.
    warm = read_tree(run_pelican(build.root, settings).output)
    assert warm == cold
    assert f'href="{href}"'.encode() in cold["burning.html"]


def test_drafts_and_hidden_posts_are_in_no_list(build_site: BuildSite) -> None:
    """What is not listed by Pelican is not listed here."""
    hidden = POSTS["poetry.md"].replace("Date:", "Status: hidden\nDate:")
    build = build_site({**POSTS, "poetry.md": hidden}, **ON)
    assert list_titles(build.read("films/by-date/index.html")) == [
        "Burning",
        "Minari",
        "The Matrix",
        "Été",
    ]
    assert "lee-chang-dong" not in " ".join(list_pages(build))


def test_each_language_has_pages_of_its_own(build_site: BuildSite) -> None:
    """The site's index has every post once; another language's has that language's versions."""
    german = POSTS["burning.md"].replace(
        "Title: Burning", "Title: Burning\nLang: de\nSlug: burning"
    )
    german = german.replace("South Korea", "Südkorea").replace("Korean", "Koreanisch")
    alone = POSTS["ete.md"].replace("Date:", "Lang: de\nDate:")
    build = build_site({**POSTS, "burning.de.md": german, "ete.md": alone}, **ON)
    own, other = build.read("films/index.html"), build.read("de/films/index.html")
    assert list_titles(own) == ["Burning", "Été", "The Matrix", "Minari", "Poetry"]
    assert list_titles(other) == ["Burning", "Été"]
    assert '<html lang="de">' in other
    assert "https://example.org/burning-de.html" in other
    assert "<h1>Filme</h1>" in other
    assert (build.output / "de/countries/sudkorea/index.html").exists()
    assert "https://example.org/de/countries/sudkorea/" in build.read("burning-de.html")


def test_other_languages_are_switched_off(build_site: BuildSite) -> None:
    """Without a file for other languages, their posts are in the site's index only."""
    german = POSTS["burning.md"].replace(
        "Title: Burning", "Title: Burning\nLang: de\nSlug: burning"
    )
    build = build_site(
        {**POSTS, "burning.de.md": german}, FILMREVIEW_COLLECTION_LANG_SAVE_AS="", **ON
    )
    assert not (build.output / "de").exists()
    assert list_pages(build) == PAGES


@pytest.mark.parametrize(
    ("name", "gone"),
    [
        ("GENRE", "genres/drama/index.html"),
        ("GENRES", "genres/index.html"),
        ("PERSON", "people/steven-yeun/index.html"),
        ("FILMS", "films/index.html"),
        ("FILMS_BY", "films/by-rating/index.html"),
    ],
)
def test_a_kind_is_switched_off(name: str, gone: str, build_site: BuildSite) -> None:
    """An empty SAVE_AS takes the kind's pages away, and nothing links to them."""
    build = build_site(POSTS, **ON, **{f"FILMREVIEW_{name}_SAVE_AS": ""})
    assert not (build.output / gone).exists()
    address = "https://example.org/" + gone.removesuffix("index.html")
    for page in list_pages(build) | {"burning.html", "two-at-once.html"}:
        assert f'"{address}"' not in build.read(page), page


def test_addresses_are_settings(build_site: BuildSite) -> None:
    """URL and SAVE_AS may be any pattern, as those of Pelican's own pages."""
    build = build_site(
        POSTS,
        **ON,
        FILMREVIEW_PERSON_URL="who/{slug}.html",
        FILMREVIEW_PERSON_SAVE_AS="who/{slug}.html",
    )
    assert (build.output / "who/steven-yeun.html").exists()
    assert "https://example.org/who/steven-yeun.html" in build.read("burning.html")


def test_a_page_of_the_author_s_own_wins(build_site: BuildSite) -> None:
    """A page that its author has given the address of one of ours stands in its place."""
    page = {"pages/films.md": "Title: My films\nSave_as: films/index.html\nUrl: films/\n\nHere.\n"}
    build = build_site({**POSTS, **page}, **ON)
    assert "Here." in build.read("films/index.html")
    assert list_pages(build) == PAGES


def test_a_file_that_is_there_already(build_site: BuildSite) -> None:
    """Where Pelican has written the file of one of our pages, it stays, and a message says so."""
    page = {"pages/films.md": "Title: Films\n\nHere.\n"}
    build = build_site({**POSTS, **page}, PAGE_SAVE_AS="{slug}/index.html", **ON)
    assert "Here." in build.read("films/index.html")
    (message,) = build.messages
    assert message.startswith("film: the page films/index.html cannot be written (")
    assert message.endswith("); FILMREVIEW_FILMS_SAVE_AS sets another file, or none")
    assert list_pages(build) == PAGES


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_head_of_a_page(theme: str, build_site: BuildSite) -> None:
    """A page has one title, description and canonical address, its own, in every theme."""
    build = build_site(POSTS, THEME=theme, SITESUBTITLE="A & B", **ON)
    head = build.read("people/steven-yeun/index.html").partition("</head>")[0]
    assert re.findall(r"<title>(.*?)</title>", head) == ["Steven Yeun – Site"]
    (description,) = re.findall(r'<meta name="description" content="(.*?)"', head)
    assert description == "Steven Yeun: 2 films reviewed – Site"
    (canonical,) = re.findall(r'<link rel="canonical" href="(.*?)"', head)
    assert canonical == "https://example.org/people/steven-yeun/"
    for name in ("filmreview", "filmreview-collection"):
        assert head.count(f'href="https://example.org/theme/{name}.css"') == 1
        assert (build.output / f"theme/{name}.css").exists()


def test_data_of_a_page(build_site: BuildSite) -> None:
    """A page says where it stands, and lists its reviews by place and address alone."""
    build = build_site(POSTS, **ON)
    head = build.read("people/steven-yeun/index.html").partition("</head>")[0]
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head)
    crumbs, films = json.loads(script)["@graph"]
    assert [(one["position"], one["name"], one["item"]) for one in crumbs["itemListElement"]] == [
        (1, "Home", "https://example.org/"),
        (2, "Films", "https://example.org/films/"),
        (3, "People", "https://example.org/people/"),
        (4, "Steven Yeun", "https://example.org/people/steven-yeun/"),
    ]
    assert films["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "url": "https://example.org/two-at-once.html"},
        {"@type": "ListItem", "position": 2, "url": "https://example.org/burning.html"},
    ]


def test_a_list_of_one_is_no_list(build_site: BuildSite) -> None:
    """Search engines want two pages or more in a carousel, each once."""
    build = build_site(POSTS, **ON)
    assert "ItemList" not in build.read("years/2018/index.html").replace("itemListElement", "")
    assert '"@type":"ItemList"' in build.read("films/index.html")


def test_numbered_parts_of_a_long_page(build_site: BuildSite) -> None:
    """A long page is parted as Pelican's are: PAGINATED_TEMPLATES names its kind and its size."""
    sizes = {**DEFAULT_CONFIG["PAGINATED_TEMPLATES"], "filmreview_films": 2}
    build = build_site(POSTS, PAGINATED_TEMPLATES=sizes, **ON)
    first, last = build.read("films/index.html"), build.read("films/index3.html")
    assert list_titles(first) == ["Burning", "Été"]
    assert list_titles(last) == ["Poetry"]
    assert list_links(first.partition('class="film-numbers"')[2])[:2] == [
        "https://example.org/films/index2.html",
        "https://example.org/films/index3.html",
    ]
    assert '<link rel="canonical" href="https://example.org/films/index3.html">' in last
    assert "<title>Films (3) – Site</title>" in last
    assert list_titles(build.read("films/by-date/index.html")) == [
        "Burning",
        "Poetry",
        "Minari",
        "The Matrix",
        "Été",
    ]


def test_how_many_films_a_page_lists(build_site: BuildSite) -> None:
    """Where PAGINATED_TEMPLATES does not say, a setting says how long pages get; 0 parts none."""
    build = build_site(POSTS, FILMREVIEW_COLLECTION_ROWS=4, **ON)
    assert len(list_titles(build.read("films/index.html"))) == 4
    assert len(list_titles(build.read("films/by-year/index2.html"))) == 1
    build = build_site(POSTS, FILMREVIEW_COLLECTION_ROWS=0, **ON)
    assert len(list_titles(build.read("films/index.html"))) == 5
