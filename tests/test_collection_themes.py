"""The collection in other people's themes: frames, overrides, and other plugins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from collection_site import ON, POSTS, list_titles
from conftest import Build, BuildSite, write_files

import pelican_filmreview

BASE = Path(pelican_filmreview.__file__).parent / "templates/filmreview/_base/collection"
NAMES = sorted(path.name for path in BASE.glob("[a-z]*.html"))
# A page that each template makes.
PAGES = {
    "diary.html": "diary/index.html",
    "films.html": "films/index.html",
    "group.html": "genres/drama/index.html",
    "groups.html": "genres/index.html",
    "people.html": "people/index.html",
    "person.html": "people/lee-chang-dong/index.html",
    "statistics.html": "statistics/index.html",
}


def build_theme(build_site: BuildSite, root: Path, files: dict[str, str], **settings: Any) -> Build:
    """Build the small blog with a theme of these templates."""
    write_files(root / "theme/templates", files)
    (root / "theme/static").mkdir(exist_ok=True)
    return build_site(POSTS, THEME=str(root / "theme"), **settings, **ON)


def frame(block: str, around: str = "{}") -> str:
    """Give a theme's base.html whose content goes into a block."""
    place = around.format(f"{{% block {block} %}}{{% endblock %}}")
    return (
        "<!DOCTYPE html><html lang='en'><head><title>Mine</title></head><body><b>Theme</b>"
        f"{place}</body></html>"
    )


@pytest.mark.parametrize("block", ["content", "main", "page_content"])
def test_block_of_the_theme(block: str, build_site: BuildSite, tmp_path: Path) -> None:
    """Pages stand in the block that the theme has for content, and have a head of their own."""
    html = build_theme(build_site, tmp_path, {"base.html": frame(block)}).read("films/index.html")
    assert "<b>Theme</b>" in html
    assert html.count('<div class="film-collection">') == 1
    assert "<title>Films – Site</title>" in html
    assert html.count('name="description"') == html.count('rel="canonical"') == 1


def test_block_in_what_the_base_extends(build_site: BuildSite, tmp_path: Path) -> None:
    """The block may be in a template that base.html itself extends."""
    files = {"base.html": '{% extends "skeleton.html" %}', "skeleton.html": frame("content")}
    html = build_theme(build_site, tmp_path, files).read("films/index.html")
    assert "<b>Theme</b>" in html
    assert '<div class="film-collection">' in html


@pytest.mark.parametrize(
    "base", [frame("unheard_of"), "{% extends missing %}", "{% broken", "text"]
)
def test_theme_without_a_place(base: str, build_site: BuildSite, tmp_path: Path) -> None:
    """Where a theme has no place for a page that it does not know, Pelican's simple one has."""
    files = dict.fromkeys(("index.html", "article.html", "page.html", "tags.html"), "x")
    files |= dict.fromkeys(("categories.html", "authors.html", "archives.html"), "x")
    files |= dict.fromkeys(("category.html", "author.html", "tag.html"), "x")
    html = build_theme(build_site, tmp_path, {**files, "base.html": base}).read("films/index.html")
    assert html.count('<div class="film-collection">') == 1
    assert "<title>Films – Site</title>" in html


def test_elements_of_the_themes_own_pages(build_site: BuildSite, tmp_path: Path) -> None:
    """Pages stand in the elements with which the theme's page.html begins."""
    page = (
        '{% extends "base.html" %}{% block content %}\n<div class="row">\n <main id="text">'
        "<h1>{{ page.title }}</h1></main></div>{% endblock %}"
    )
    files = {"base.html": frame("content"), "page.html": page}
    html = build_theme(build_site, tmp_path, files).read("films/index.html")
    assert re.search(r'<div class="row"> *<main id="text"> *<div class="film-collection">', html)
    assert re.search(r"</div>\s*</main></div>", html)
    files["base.html"] = frame("content", '<div id="text">{}</div>')
    html = build_theme(build_site, tmp_path, files).read("films/index.html")
    assert html.count('id="text"') == 1


HEAD_LINES = ("canonical", 'name="description"', "filmreview-collection.css", "application/ld+json")


@pytest.mark.parametrize("automatic", [True, False])
@pytest.mark.parametrize(
    ("head", "behind"),
    [
        # A head may end without a tag, and begin without one.
        ("<head><title>Mine</title>{{ filmreview_head() }}<body>", "<body>"),
        ("{{ filmreview_head() }}<title>Mine</title><link rel=icon href=/i>", "<title>"),
        ("<head>{{ filmreview_head() }}<title>Mine</title></head><body>", "<title>"),
        ("<head><!-- </head> -->{{ filmreview_head() }}<title>Mine</title></head>", "<title>"),
    ],
)
def test_theme_prints_the_head_itself(
    head: str, behind: str, automatic: bool, build_site: BuildSite, tmp_path: Path
) -> None:
    """Where a theme calls `filmreview_head()`, the head of a page stands there and only there."""
    base = f"<!DOCTYPE html><html lang=en>{head}{{% block content %}}{{% endblock %}}</html>"
    settings = {"FILMREVIEW_HEAD": automatic}
    build = build_theme(build_site, tmp_path, {"base.html": base}, **settings)
    html = build.read("films/index.html")
    for line in HEAD_LINES:
        assert html.count(line) == 1, line
    assert "</script>\n" + behind in html
    assert "<title>Films – Site</title>" in html
    assert "filmreview-head" not in html


def test_theme_without_a_head(build_site: BuildSite, tmp_path: Path) -> None:
    """A page without a place for it has no head, as a post has none."""
    base = "<!DOCTYPE html><title>Mine</title>{% block content %}{% endblock %}"
    html = build_theme(build_site, tmp_path, {"base.html": base}).read("films/index.html")
    assert not [line for line in HEAD_LINES if line in html]
    assert list_titles(html)


@pytest.mark.parametrize(
    "title",
    [
        "{{ SITENAME }}{% block title %}{% endblock %}",
        "{% block title %}{% endblock %} - {{ SITENAME }}",
        "{% block title %}{{ SITENAME }}{% endblock %}",
        "{{ SITENAME }}",
    ],
)
def test_title_in_a_theme(title: str, build_site: BuildSite, tmp_path: Path) -> None:
    """The title names page and site once, wherever a theme prints the site's name."""
    files = {"base.html": frame("content").replace("Mine", title)}
    build = build_theme(build_site, tmp_path, files)
    for page, name in (("films/index.html", "Films"), ("genres/drama/index.html", "Drama")):
        assert f"<title>{name} – Site</title>" in build.read(page)


@pytest.mark.parametrize(
    "opening",
    [
        '<!-- Post content -->\n<main class="content"><article>',
        '{# Ours #}\n<main class="content">\n  {# and #}\n  <article>',
        '<main class="content"><!-- <div> --><!-- a\nb --><article><!-- text -->',
    ],
)
def test_comments_before_the_elements(opening: str, build_site: BuildSite, tmp_path: Path) -> None:
    """Comments of HTML and of templates, before and between the elements, hide none of them."""
    page = f"{{% block content %}}{opening}{{{{ page.content }}}}</article></main>{{% endblock %}}"
    files = {"base.html": frame("content"), "page.html": '{% extends "base.html" %}' + page}
    html = build_theme(build_site, tmp_path, files).read("films/index.html")
    assert re.search(r'<main class="content"> *<article> *<div class="film-collection">', html)
    assert re.search(r"</div>\s*</article></main>", html)


LAYOUT = frame("middle")
PAGE = '{% extends "NAME" %}{% block middle %}<h1>{{ page.title }}</h1>{% endblock %}'
FOREIGN = {
    "another block": {"base.html": LAYOUT, "page.html": PAGE.replace("NAME", "base.html")},
    "no base.html": {"layout.html": LAYOUT, "page.html": PAGE.replace("NAME", "layout.html")},
    "one file": {"page.html": LAYOUT},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_theme_without_a_frame(name: str, build_site: BuildSite, tmp_path: Path) -> None:
    """Where the theme has no place for the pages, they stand in simple, and one warning says so."""
    build = build_theme(build_site, tmp_path, FOREIGN[name])
    assert "<b>Theme</b>" not in build.read("films/index.html")
    assert list_titles(build.read("films/index.html"))
    assert build.messages == [
        "film: the theme has no base.html with a block content, main, content_body, page_content "
        "or body_content for the collection's pages, so they stand in Pelican's theme 'simple'; a "
        "template filmreview/collection_page.html of your own gives them another frame"
    ]


def test_frame_of_somebody_s_own(build_site: BuildSite, tmp_path: Path) -> None:
    """The frame of the manual puts the pages into such a theme, and the warning is gone."""
    manual = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (own,) = re.findall(r"(?s)```jinja\n(\{% extends \"layout.html\" %\}.*?)```", manual)
    files = {**FOREIGN["no base.html"], "filmreview/collection_page.html": own}
    build = build_theme(build_site, tmp_path, files)
    html = build.read("films/index.html")
    assert build.messages == []
    assert '<b>Theme</b><div class="film-collection">' in html.replace("\n", "")
    assert "<title>Films – Site</title>" in html


@pytest.mark.parametrize("parent", ["base.html", "!simple/base.html"])
def test_theme_upon_simple(parent: str, build_site: BuildSite, tmp_path: Path) -> None:
    """A theme whose own pages stand in simple has that as its frame, and nobody wonders."""
    page = f'{{% extends "{parent}" %}}{{% block content %}}<main id=a></main>{{% endblock %}}'
    build = build_theme(build_site, tmp_path, {"page.html": page})
    assert build.messages == []
    assert "<main id=a>" in build.read("films/index.html")


def test_pages_of_the_test_are_all_there() -> None:
    """There is a page here for each template of the collection."""
    assert set(PAGES) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_theme_replaces_a_block(name: str, build_site: BuildSite, tmp_path: Path) -> None:
    """A theme may extend each template and replace one block of it."""
    blocks = re.findall(r"\{% block (\w+)", (BASE / name).read_text("utf-8"))
    for block in blocks:
        source = (
            f'{{% extends "filmreview/_base/collection/{name}" %}}'
            f"{{% block {block} %}}<i>MINE</i>{{{{ super() }}}}{{% endblock %}}"
        )
        path = f"filmreview/collection/{name}"
        build = build_theme(build_site, tmp_path, {"base.html": frame("content"), path: source})
        assert build.messages == []
        if block != "film_coworkers" or "film-groups" in build.read(PAGES[name]):
            assert "<i>MINE</i>" in build.read(PAGES[name])


@pytest.mark.parametrize("name", NAMES)
def test_documented_variables_exist(name: str, build_site: BuildSite, tmp_path: Path) -> None:
    """Every variable that a template's comment names is really there."""
    comment = re.match(r"\{#(.*?)#\}", (BASE / name).read_text("utf-8"), re.S)
    assert comment is not None
    text = comment[1].partition("\n")[2].partition(".\n")[2]
    heads = [part.partition(":")[0] for part in re.split(r";|\.\n", text)]
    names = {word.partition("(")[0].strip() for head in heads for word in head.split(",")}
    names = {word for word in names if word.isidentifier()}
    assert {"title", "labels"} <= names
    probe = "".join(f"[{word}={{{{ {word} is defined }}}}]" for word in sorted(names))
    files = {"base.html": frame("content"), f"filmreview/collection/{name}": probe}
    html = build_theme(build_site, tmp_path, files).read(PAGES[name])
    for word in names:
        assert f"[{word}=True]" in html, word


def test_broken_template_of_a_theme(build_site: BuildSite, tmp_path: Path) -> None:
    """Where a theme's template fails, ours stands in, and a message says so once."""
    files = {"base.html": frame("content"), "filmreview/collection/group.html": "{{ 1 / 0 }}"}
    build = build_theme(build_site, tmp_path, files)
    (message,) = build.messages
    assert "filmreview/collection/group.html" in message
    assert list_titles(build.read("genres/drama/index.html")) == ["Poetry", "Burning", "Minari"]


def test_sitemap_plugin_lists_the_pages(build_site: BuildSite) -> None:
    """Pelican's signal for a written file is sent for each page, which sitemaps are made of."""
    build = build_site(POSTS, PLUGINS=["pelican_filmreview", "sitemap"], **ON)
    sitemap = build.read("sitemap.xml")
    for page in ("films/", "films/by-rating/", "people/lee-chang-dong/", "genres/drama/"):
        assert f"<loc>https://example.org/{page}</loc>" in sitemap
