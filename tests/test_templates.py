"""Templates: whose is taken, what each sees, and that whatever an author writes stays text."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import html5lib
import pytest
import readme_tables
from bs4 import BeautifulSoup
from conftest import Build, BuildSite, make_post, run_pelican, write_files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, meta

import pelican_filmreview
from pelican_filmreview.fields import FIELDS
from pelican_filmreview.settings import PARTS

OWN = Path(pelican_filmreview.__file__).parent / "templates/filmreview"
# Every part has something to show.
FULL = """```film
title: Solaris
original_title: Солярис
year: 1972
released: 1972-03-20
director: Andrei Tarkovsky
tagline: The ocean waits
rating: 9/10
poster: /solaris.png
poster_alt: An ocean
quote:
  text: We want a mirror.
  speaker: Snaut
  actor: Jüri Järvet
synopsis:
  text: The ocean thinks.
  source: A guide
  url: https://example.com/guide
cast:
- Donatas Banionis as Kris Kelvin
facts: [Filmed in Tokyo]
awards: [Grand Prix]
thoughts: [Slow]
pros: [Music]
cons: [Length]
spoilers: He stays.
verdict: A slow dream.
scores:
  Music: 8/10
watched:
- date: 2024-01-05
  venue: Kino
  medium: 35 mm
  rewatch: true
  rating: 9/10
  note: Cold
where: [Kino]
trailer: https://example.com/trailer
imdb: tt0069293
disclosure: A free ticket.
discussion: What is the ocean?
comments:
- Kris: It is you.
favorite: true
```
"""
# Another review, so that there is something to link to.
OTHER = "```film\ntitle: Stalker\nyear: 1979\ndirector: Andrei Tarkovsky\n```\n"
Templates = dict[str, str]


@pytest.fixture
def build_templates(build_site: BuildSite, tmp_path: Path) -> Callable[..., Build]:
    """Give the function that builds the post above with templates of the user and the theme."""

    def build(
        theme: Templates | None = None, user: Templates | None = None, text: str = FULL
    ) -> Build:
        for folder, files in (("theme/templates", theme), ("overrides", user)):
            for name, source in (files or {}).items():
                write_files(tmp_path / folder / "filmreview", {name: source})
        (tmp_path / "theme/templates").mkdir(parents=True, exist_ok=True)
        return build_site(
            {"post.md": make_post("md", text), "other.md": make_post("md", OTHER, "Other")},
            FILMREVIEW_COLLECTION=True,
            THEME=str(tmp_path / "theme"),
            THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")],
            FILMREVIEW_LEGEND={"5": "Good"},
        )

    return build


def read_body(build: Build) -> str:
    """Give the body of the post."""
    return build.read("post.html").split("</head>", 1)[1]


# --- whose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*PARTS, "review"])
def test_user_comes_before_theme_before_ours(
    build_templates: Callable[..., Build], name: str
) -> None:
    """Each template is the user's if there is one, else the theme's, else ours."""
    file = f"{name}.html"
    ours = read_body(build_templates())
    assert "THEMES" not in ours
    assert build_templates(theme={file: "<p>THEMES</p>"}).messages == []
    themes = read_body(build_templates())
    assert "<p>THEMES</p>" in themes
    users = read_body(build_templates(user={file: "<p>USERS</p>"}))
    assert "<p>USERS</p>" in users
    assert "THEMES" not in users
    # All the other parts are as they were.
    if name != "review":
        assert len(themes) > len(ours) / 2


# Templates that only markers use.
MARKED = {"part": f"[film:cast]\n\n{FULL}", "legend": f"[film:legend]\n\n{FULL}"}
# Templates that lists of posts use; test_listing.py and test_lists.py have them.
OF_LISTS = ("badge", "list_poster", "list")
OF_PAGES = "collection_page"  # has tests of its own
OF_REVIEWS = [
    path
    for path in sorted((OWN / "_base").glob("[!_]*.html"))
    if path.stem not in (*OF_LISTS, OF_PAGES)
]


@pytest.mark.parametrize("path", OF_REVIEWS, ids=lambda p: p.stem)
def test_theme_replaces_one_block_of_a_template(
    build_templates: Callable[..., Build], path: Path
) -> None:
    """A theme may extend each template and replace a single block of it."""
    blocks = re.findall(r"\{% block (\w+)", path.read_text("utf-8"))
    assert blocks[0].startswith("film_")
    source = (
        f'{{% extends "filmreview/_base/{path.name}" %}}'
        f"{{% block {blocks[0]} %}}<i>MINE</i>{{{{ super() }}}}{{% endblock %}}"
    )
    text = MARKED.get(path.stem, FULL)
    before = read_body(build_templates(text=text))
    build = build_templates(theme={path.name: source}, text=text)
    after = read_body(build)
    assert build.messages == []
    assert "<i>MINE</i>" in after
    strip = re.compile(r"<i>MINE</i>|\s+")
    assert strip.sub("", after) == strip.sub("", before)


def test_stylesheet_is_the_users_or_the_themes(build_templates: Callable[..., Build]) -> None:
    """The stylesheet is looked for in the same places as the templates."""
    sheet = "filmreview.css"
    ours = build_templates().read(f"theme/{sheet}")
    assert ours == (OWN / sheet).read_text("utf-8")
    assert build_templates(theme={sheet: "b { }"}).read(f"theme/{sheet}") == "b { }"
    assert build_templates(user={sheet: "i { }"}).read(f"theme/{sheet}") == "i { }"


@pytest.mark.parametrize(
    "piece",
    [
        '<bdi class="p-name">Solaris</bdi> <span class="film-year">',
        '<div class="film-tagline"><bdi>The ocean waits</bdi>',
        '<div class="film-words" dir="auto">We want',
        '<span class="film-place" dir="auto">Kino',
        '<span class="film-viewing-note" dir="auto">',
    ],
)
def test_words_may_run_the_other_way(build_site: BuildSite, piece: str) -> None:
    """What may be in another language than its page is laid out by itself, as it is written."""
    assert piece in build_site({"post.md": make_post("md", FULL)}).read("post.html")


def list_names(folder: Path) -> set[str]:
    """List the templates below a folder by their paths in it."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}


def test_every_template_is_one_line_over_its_base() -> None:
    """Each template that a theme may replace extends the one of the same name in `_base`."""
    names = list_names(OWN) - {name for name in list_names(OWN) if name.startswith("_base/")}
    assert names == list_names(OWN / "_base")
    for name in names:
        text = (OWN / name).read_text("utf-8").strip()
        assert text == f'{{% extends "filmreview/_base/{name}" %}}'


def test_there_is_a_template_for_every_part() -> None:
    """Parts and templates are the same, but for the frames, the legend and the macros."""
    names = {path.stem for path in OWN.glob("*.html")}
    assert names == {*PARTS, *OF_LISTS, "review", "part", "legend", "_rating", OF_PAGES}


# --- what they see --------------------------------------------------------------------------------

SHARED = tuple(readme_tables.VARIABLES)


def find_documented(path: Path) -> set[str]:
    """Give the names that a template's own comment says it sees: `a, b: what; c: what`."""
    found = re.match(r"\{#(.*?)#\}", path.read_text("utf-8"), re.S)
    assert found, f"{path.name} says nothing about itself"
    comment = re.sub(r"\([^)]*\)", "", found[1])
    return {
        name
        for names in re.findall(r"(?:^|[;.]|\n)\s*((?:\w+, )*\w+)(?=:)", comment)
        for name in names.split(", ")
    }


@pytest.mark.parametrize("path", OF_REVIEWS, ids=lambda p: p.stem)
def test_documented_variables_exist(build_templates: Callable[..., Build], path: Path) -> None:
    """Every variable that a template's comment names, and each shared one, is really there."""
    shared = set(SHARED) - ({"film", "layout"} if path.stem == "legend" else set())
    names = sorted(find_documented(path) | shared)
    assert len(names) > len(shared)
    probe = "".join(f"[{name}={{{{ {name} is defined }}}}]" for name in names)
    text = MARKED.get(path.stem, FULL)
    body = read_body(build_templates(theme={path.name: probe}, text=text))
    for name in names:
        assert f"[{name}=True]" in body, name


def test_templates_read_no_other_variables() -> None:
    """What a template reads is in its own comment or in the table of shared ones."""
    parser = Environment(autoescape=True)
    for path in sorted((OWN / "_base").glob("*.html")):
        source = path.read_text("utf-8")
        read = meta.find_undeclared_variables(parser.parse(source))
        # The macros for lists stand in Pelican's environment, where these are.
        pelicans = {"SITEURL", "filmreview_badge", "filmreview_poster"}
        known = pelicans if path.stem == "list" else find_documented(path) | set(SHARED)
        # A block that is scoped sees what the loop around it runs through.
        looped = set(re.findall(r"{% for (\w+) in", source)) if " scoped %}" in source else set()
        assert read - {"show"} - looped <= known, path.name


def test_what_a_rating_has_is_documented() -> None:
    """Every attribute of a rating that a template reads is told of in `_rating.html`."""
    sources = "".join(path.read_text("utf-8") for path in (OWN / "_base").glob("*.html"))
    comment = (OWN / "_base/_rating.html").read_text("utf-8").split("#}")[0]
    used = set(re.findall(r"\brating\.(\w+)", re.sub(r"{#.*?#}", "", sources, flags=re.S)))
    assert used
    for name in used:
        assert re.search(rf"\b{name}\b", comment), name


# --- text stays text ------------------------------------------------------------------------------

# What an editor can save: no surrogates, and no control characters but the usual three.
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from("<>&\"'/\\{}[]%#:;-!`\t\u2028\u2029\u202e\ufeff"),
    ),
    max_size=40,
)
HOSTILE = st.sampled_from(
    [
        '</script><script>alert("x")</script>',
        "<!--<script>",
        '"><img src=x onerror=alert(1)>',
        "javascript:alert(1)",
        "data:text/html,<b>",
        "{{ 7 * 7 }}{% raw %}",
        "</section></details></dl>",
        "&lt;b&gt; &amp;amp;",
        "]]>",
        "{static}/../../etc/passwd",
    ]
)
NAMES = st.sampled_from([field.name for field in FIELDS])
VALUES = st.dictionaries(NAMES, TEXT | HOSTILE, min_size=1, max_size=6)


def write_yaml(values: dict[str, str]) -> str:
    """Give a block in which every value is a quoted text, which always is exact."""
    lines = [f"{name}: {json.dumps(text, ensure_ascii=False)}" for name, text in values.items()]
    return "\n".join(["```film", *lines, "```", ""])


def list_scripts(html: str) -> list[str]:
    """Give the content of the page's scripts, as a browser's parser finds them."""
    return [script.get_text() for script in BeautifulSoup(html, "html5lib").find_all("script")]


# Each example is a site of several posts: building one costs more than checking it.
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(posts=st.lists(VALUES, min_size=4, max_size=10))
def test_any_text_in_any_field_stays_text(
    tmp_path_factory: pytest.TempPathFactory, posts: list[dict[str, str]]
) -> None:
    """Any text in any field gives well-formed HTML, JSON-LD that reads back, untouched prose."""
    root = tmp_path_factory.mktemp("site")
    try:
        article = "<!DOCTYPE html><html><head><title>x</title></head><body>{{ article.content }}"
        write_files(root / "theme/templates", {"article.html": f"{article}</body></html>"})
        for number, values in enumerate(posts):
            block = write_yaml({"title": "Solaris", **values})
            body = f"Before *the* film.\n\n{block}\nBehind it.\n"
            post = make_post("md", body, f"Post {number}")
            write_files(root / "content", {f"{number}.md": post})
        build = run_pelican(root, {"THEME": str(root / "theme")})
        assert not any("plugin failed" in message for message in build.messages), build.messages
        for number, values in enumerate(posts):
            check_page(build, f"post-{number}.html", values)
    finally:
        shutil.rmtree(root)


def check_page(build: Build, name: str, values: dict[str, str]) -> None:
    """Check one page for what must hold whatever its block says."""
    html = build.read(name)
    html5lib.HTMLParser(strict=True).parse(html)
    body = html.split("</head>", 1)[1]
    assert body.startswith("<body><p>Before <em>the</em> film.</p>\n")
    assert body.endswith("<p>Behind it.</p></body></html>")
    soup = BeautifulSoup(html, "html5lib")
    assert len(list_scripts(html)) == len(build.reviews(name)) <= 1
    for tag in soup.find_all(True):
        assert not [attribute for attribute in tag.attrs if attribute.startswith("on")]
        for attribute in ("href", "src", "cite"):
            assert re.match(r"https?://|/|[{|]|[^:]*$", str(tag.get(attribute, ""))), tag
    for review in build.reviews(name):
        check_review(review, values)


def check_review(review: dict[str, Any], values: dict[str, str]) -> None:
    """Check that the texts of a block are those of its Review."""
    verdict = " ".join(values.get("verdict", "").split())
    if len(verdict) < 200 and "description" in review:
        assert review["description"] == verdict
    title = " ".join(values.get("title", "Solaris").split())
    if title:
        assert " ".join(review["itemReviewed"]["name"].split()) == title
