"""Whatever Pelican keeps from an earlier build, pages and messages are those of a fresh one."""

from __future__ import annotations

import gzip
import logging
import os
import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post, run_pelican, write_files
from pelican import Pelican
from pelican.settings import read_settings

BLOCK = "title: {title}\nyear: 1972\nrating: 9/10\ncast:\n  - A as B\nqqq: 1\nruntime: long"


def write_posts() -> dict[str, str | bytes]:
    """Give a site with a film through every door, problems in some, and posts without."""

    def give(title: str) -> str:
        return BLOCK.format(title=title)

    fence = f"Words.\n\n```film\n{give('Solaris')}\n```\n\n[film:cast]\n\nMore.\n"
    directive = ".. film::\n\n   " + give("Stalker").replace("\n", "\n   ")
    script = f'<script type="application/yaml" class="film">\n{give("Mirror")}\n</script>'
    header = (
        "---\ntitle: Four\ndate: 2024-02-03\nfilm:\n  title: 1917\n  rating: 4/5\n---\n\nWords.\n"
    )
    return {
        "one.md": make_post("md", fence, "One"),
        "two.rst": make_post("rst", f"Words.\n\n{directive}\n\nMore.", "Two"),
        "three.html": make_post("html", f"<p>Words.</p>\n{script}\n<p>More.</p>", "Three"),
        "four.md": header,
        "five.md": make_post("md", "Words alone.", "Five"),
        "six.md": make_post("md", "```film\nno block\n```\n", "Six", Status="draft"),
        "pages/seven.md": make_post("md", fence, "Seven"),
    }


def read_output(build: Build) -> dict[str, bytes]:
    """Give every written file."""
    files = sorted(path for path in build.output.rglob("*") if path.is_file())
    return {str(path.relative_to(build.output)): path.read_bytes() for path in files}


def read_messages(build: Build) -> list[str]:
    """Give what the plugin said, in the order of files and lines."""
    return sorted(build.messages)


CACHING = {
    "CACHE_CONTENT": True,
    "LOAD_CONTENT_CACHE": True,
    "PLUGINS": ["pelican_filmreview", "yaml_metadata"],
}
LAYERS = ["reader", "generator"]


@pytest.fixture
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Give the same site built without any cache."""
    root = tmp_path_factory.mktemp("fresh")
    write_files(root / "content", write_posts())
    return run_pelican(root, {"PLUGINS": CACHING["PLUGINS"]})


def assert_same(build: Build, expected: Build) -> None:
    """Compare all written bytes and all messages."""
    assert read_output(build) == read_output(expected)
    assert read_messages(build) == read_messages(expected)


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("layer", LAYERS)
def test_warm_build_is_the_cold_one(
    build_site: BuildSite, fresh: Build, layer: str, zipped: bool
) -> None:
    """A build out of the cache writes the same bytes and says the same as one without it."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer, "GZIP_CACHE": zipped}
    cold = build_site(write_posts(), **settings)
    assert len(fresh.messages) >= 7
    assert_same(cold, fresh)
    assert list((cold.root / "cache").iterdir())
    for _ in range(2):
        assert_same(build_site({}, **settings), fresh)


@pytest.mark.parametrize("layer", LAYERS)
def test_warm_build_reads_nothing_again(
    build_site: BuildSite, layer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cache is one: a second build does not come through the doors."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer}
    build_site(write_posts(), **settings)
    claimed: list[str] = []
    monkeypatch.setattr(
        "pelican_filmreview.claim.ClaimingRead.__call__",
        lambda _, path: claimed.append(path) or ("", {}),
    )
    build_site({}, **settings)
    assert claimed == []


READER = CACHING | {"CONTENT_CACHING_LAYER": "reader"}
VISITS = "cache/FilmReview-Visits"


def test_warm_build_visits_nothing_again(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither blocks nor heads are made twice, and the file that holds them is left alone."""
    cold = build_site(write_posts(), **READER)
    written = (cold.root / VISITS).stat().st_mtime_ns
    made: list[object] = []
    for name in ("content._Visit.run", "page_head._build_reviews"):
        monkeypatch.setattr(f"pelican_filmreview.{name}", lambda *given: made.append(given))
    build_site({}, **READER)
    assert made == []
    assert (cold.root / VISITS).stat().st_mtime_ns == written


def test_longer_header_moves_messages(build_site: BuildSite) -> None:
    """Lines in messages are those of the file as it is, though the content is the same."""
    post = make_post("md", "Words.\n\n[film:casst]\n", "One")
    build_site({"one.md": post}, **READER)
    longer = {"one.md": post.replace("Title:", "Tags: new\nTitle:", 1)}
    (before,) = build_site({"one.md": post}, **READER).messages
    (message,) = build_site(longer, **READER).messages
    line = int(before.split("one.md:")[1].split(":")[0])
    assert message == before.replace(f"one.md:{line}:", f"one.md:{line + 1}:")


def test_blocks_in_a_summary_stay_out(build_site: BuildSite) -> None:
    """A block that stands in a written summary is not shown there, from the cache neither."""
    film = "```film\n  title: Solaris\n  ```"
    header = f"---\ntitle: One\ndate: 2024-02-03\nsummary: |\n  Words.\n\n  {film}\n---\n\n"
    post = header + "```film\ntitle: Stalker\n```\n\nMore.\n"
    cold = build_site({"one.md": post}, **READER)
    expected = (cold.output / "index.html").read_text("utf-8")
    warm = build_site({}, **READER)
    assert "data-filmreview" not in expected
    assert (warm.output / "index.html").read_text("utf-8") == expected


def test_included_template_is_looked_at(build_site: BuildSite, tmp_path: Path) -> None:
    """What a template of the theme's takes in is as much of the block as that itself."""
    theme = {
        "theme/templates/article.html": "<html><head></head><body>{{ article.content }}",
        "theme/templates/filmreview/cast.html": '{% extends "filmreview/_base/cast.html" %}'
        '{% block film_cast %}{% include "parts/cast.html" %}{% endblock %}',
    }
    settings = READER | {"THEME": str(tmp_path / "theme"), "DIRECT_TEMPLATES": []}
    settings |= {f"{name}_SAVE_AS": "" for name in ("TAG", "CATEGORY", "AUTHOR")}
    post = make_post("md", "```film\ntitle: A\ncast: B\n```\n", "One")
    for words, files in (("one", {"one.md": post}), ("other", {})):
        write_files(tmp_path, {**theme, "theme/templates/parts/cast.html": words})
        theme = {}  # what is not edited stays as it is
        assert f">{words}<" in build_site(files, **settings).read("one.html").replace("\n", "")


@pytest.mark.parametrize("relative", ["/i/a.pdf", "/a.pdf"])
def test_file_that_appears_is_linked(build_site: BuildSite, relative: str) -> None:
    """With relative links, a path is one of the content folder as soon as the file is there."""
    settings = READER | {"RELATIVE_URLS": True, "STATIC_PATHS": ["i", "a.pdf"]}
    post = make_post("md", f"```film\ntitle: A\nwhere: K: {relative}\n```\n", "One")
    post = post.replace("Slug: one", "Slug: d/one")
    cold = build_site({"one.md": post}, **settings)
    assert f'href="{relative}"' in cold.fragment("one.html")
    warm = build_site({relative[1:]: b"pdf"}, **settings)
    assert f'href=".{relative}"' in warm.fragment("one.html")


@pytest.mark.parametrize("layer", LAYERS)
def test_cache_of_an_older_version(
    build_site: BuildSite, fresh: Build, monkeypatch: pytest.MonkeyPatch, layer: str
) -> None:
    """What a version has kept that kept other things is read by nobody: posts are visited again."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer}
    with monkeypatch.context() as older:
        for module in ("store", "content"):
            older.setattr(f"pelican_filmreview.{module}.FORMAT", 1)
        older.setattr("pelican_filmreview.content.encode_text", lambda text: b"\xff")
        older.setattr("pelican_filmreview.content._Visit._write_reviews", lambda *given: b"\x80")
        older.setattr("pelican_filmreview.page_head._find_reviews", lambda *given: "")
        build_site(write_posts(), **settings)
    assert_same(build_site({}, **settings), fresh)


@pytest.mark.parametrize("damage", ["truncated", "empty", "garbage", "old", "foreign"])
def test_damaged_visits_cost_nothing(build_site: BuildSite, fresh: Build, damage: str) -> None:
    """Without the file of our own, or with one that cannot be read, posts are visited again."""
    path = build_site(write_posts(), **READER).root / VISITS
    path.write_bytes(damage_cache(path.read_bytes(), damage))
    assert_same(build_site({}, **READER), fresh)


@pytest.mark.parametrize(
    "changed",
    [
        {"SITENAME": "Another"},
        {"SITEURL": "https://other.example/sub"},
        {"AUTHOR": "Somebody Else"},
        {"TIMEZONE": "Asia/Seoul"},
        {"ARTICLE_URL": "films/{slug}/", "ARTICLE_SAVE_AS": "films/{slug}/index.html"},
        {"DEFAULT_LANG": "de"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_changed_site_changes_the_heads(
    build_site: BuildSite, tmp_path_factory: pytest.TempPathFactory, changed: dict[str, Any]
) -> None:
    """What a head says of the site and the page is that of this build."""
    root = tmp_path_factory.mktemp("changed")
    write_files(root / "content", write_posts())
    expected = run_pelican(root, {"PLUGINS": CACHING["PLUGINS"], **changed})
    build_site(write_posts(), **READER)
    # Pelican's own cache keeps dates and authors, so it is left out here.
    for path in (build_site({}, **READER).root / "cache").glob("*Readers"):
        path.unlink()
    built = read_output(build_site({}, **READER, **changed))
    # Pages of the first build that this one does not have are still there.
    assert {name: built[name] for name in read_output(expected)} == read_output(expected)


@pytest.mark.parametrize("layer", LAYERS)
def test_edited_post_is_read_again(build_site: BuildSite, layer: str) -> None:
    """An edited block leaves the cache, the other posts stay in it."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer, "CHECK_MODIFIED_METHOD": "md5"}
    build_site(write_posts(), **settings)
    post = str(write_posts()["one.md"]).replace("9/10", "1/10").replace("qqq: 1\n", "")
    built = build_site({"one.md": post}, **settings)
    assert 'value="1"' in built.fragment("one.html")
    assert not [message for message in built.messages if "one.md" in message and "qqq" in message]
    assert [message for message in built.messages if "two.rst" in message and "qqq" in message]


@pytest.mark.parametrize("damage", ["truncated", "empty", "garbage", "old", "foreign"])
@pytest.mark.parametrize("layer", LAYERS)
def test_damaged_cache_costs_nothing_but_itself(
    build_site: BuildSite, fresh: Build, layer: str, damage: str
) -> None:
    """A cache that cannot be used gives no other page than none: where Pelican gives up, so do we.

    Pelican itself stops at a truncated, empty or garbled cache; a site without the plugin shows
    whether it does.
    """
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer}
    site = build_site(write_posts(), **settings)
    for path in (site.root / "cache").iterdir():
        path.write_bytes(damage_cache(path.read_bytes(), damage))
    without = settings | {"PLUGINS": ["yaml_metadata"], "OUTPUT_PATH": str(site.root / "without")}
    kept = {path: path.read_bytes() for path in (site.root / "cache").iterdir()}
    expected = try_build(build_site, without)
    for path, content in kept.items():
        path.write_bytes(content)
    built = try_build(build_site, settings)
    if isinstance(expected, type):
        assert built is expected
    else:
        assert isinstance(built, Build)
        assert_same(built, fresh)


def damage_cache(content: bytes, damage: str) -> bytes:
    """Give a cache file as a crash, another version or another program leaves it."""
    if damage == "truncated":
        return content[: len(content) // 2]
    if damage == "garbage":
        return b"\x80\x05garbage" + content[9:]
    if damage == "old":
        return pickle.dumps({})
    if damage == "foreign":
        return gzip.compress(content)
    return b""


def try_build(build_site: BuildSite, settings: Mapping[str, Any]) -> Build | type[BaseException]:
    """Give the build, or the kind of error that ended it."""
    try:
        return build_site({}, **settings)
    except (EOFError, pickle.PickleError, ValueError, ImportError, AttributeError, KeyError) as why:
        return type(why)


@pytest.mark.parametrize("layer", LAYERS)
def test_cache_made_without_the_plugin(build_site: BuildSite, fresh: Build, layer: str) -> None:
    """A cache from before the plugin was installed breaks nothing; a fresh one shows the films."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer}
    build_site(write_posts(), **settings | {"PLUGINS": ["yaml_metadata"]})
    stale = build_site({}, **settings)
    assert [message for message in stale.complaints if "Could not process" in message] == []
    assert_same(build_site({}, **settings | {"LOAD_CONTENT_CACHE": False}), fresh)


@pytest.mark.parametrize("layer", LAYERS)
def test_site_that_drops_the_plugin_still_builds(build_site: BuildSite, layer: str) -> None:
    """A warm cache with films in it does not stop a build from which the plugin was taken."""
    settings = CACHING | {"CONTENT_CACHING_LAYER": layer}
    build_site(write_posts(), **settings)
    built = build_site({}, **settings | {"PLUGINS": ["yaml_metadata"]})
    assert "Words." in built.read("one.html")


def test_cache_folder_that_cannot_be_written(
    build_site: BuildSite, fresh: Build, tmp_path: Path
) -> None:
    """Where the cache cannot be saved, Pelican says so and the pages are the same."""
    (tmp_path / "cache").write_text("a file, where a folder should be")
    built = build_site(write_posts(), **CACHING, CONTENT_CACHING_LAYER="generator")
    assert read_output(built) == read_output(fresh)
    assert read_messages(built) == read_messages(fresh)


# --- one process, many builds ---------------------------------------------------------------------


class Author:
    """Somebody who edits a site while `pelican -r` runs: one Pelican, many builds."""

    def __init__(self, root: Path, **settings: Any) -> None:
        self.root = root
        self.settings = {
            "PATH": str(root / "content"),
            "OUTPUT_PATH": str(root / "output"),
            "PLUGINS": ["pelican_filmreview"],
            "SITEURL": "https://example.org",
            "AUTHOR": "Ann Lee",
            "TIMEZONE": "UTC",
            "THEME": str(root / "theme"),
            "ARTICLE_SAVE_AS": "{slug}.html",
            **settings,
        }
        write_files(root / "theme" / "templates", THEME)
        (root / "content").mkdir()
        self.pelican = self.start()

    def start(self, **settings: Any) -> Pelican:
        """Give Pelican's instance, anew as `pelican -r` makes it when the settings file changed."""
        self.settings |= settings
        self.pelican = Pelican(read_settings(override=self.settings))
        return self.pelican

    def write(self, name: str, text: str) -> None:
        """Edit a file of the content."""
        write_files(self.root / "content", {name: text})

    def build(self) -> str:
        """Give the page of the post, of a new build."""
        self.pelican.run()
        return (self.root / "output" / "post.html").read_text("utf-8")


PAGE = "<html><head></head><body>{{ article.content }}</body></html>"
THEME = {
    "article.html": PAGE,
    "page.html": PAGE.replace("article", "page"),
    **dict.fromkeys(
        ("index", "archives", "tags", "categories", "authors", "tag", "category", "author"), "x"
    ),
}
THEME = {name if "." in name else f"{name}.html": text for name, text in THEME.items()}
POST = make_post("md", "Words.\n\n```film\ntitle: Solaris\nrating: 9/10\n```\n")


def test_edited_block_is_picked_up(tmp_path: Path) -> None:
    """The next build of the same Pelican shows the block as it is now, or none."""
    author = Author(tmp_path)
    author.write("post.md", POST)
    assert "Solaris" in author.build()
    author.write("post.md", POST.replace("Solaris", "Stalker"))
    page = author.build()
    assert "Stalker" in page
    assert "Solaris" not in page
    author.write("post.md", make_post("md", "Words."))
    page = author.build()
    assert "film" not in page
    assert "ld+json" not in page


def test_edited_theme_template_is_picked_up(tmp_path: Path) -> None:
    """A theme's template under `filmreview/` may come, change and go between builds."""
    author = Author(tmp_path)
    author.write("post.md", POST)
    plain = author.build()
    template = tmp_path / "theme" / "templates" / "filmreview" / "review.html"
    template.parent.mkdir()
    for number, text in enumerate(("first", "second")):
        template.write_text(f'<section class="film-review">{text}</section>')
        os.utime(template, (number + 1, number + 1))
        assert f">{text}</section>" in author.build()
    template.unlink()
    assert author.build() == plain


def test_changed_setting_is_picked_up(tmp_path: Path) -> None:
    """A changed settings file makes a new Pelican in the same process: its settings hold."""
    author = Author(tmp_path)
    author.write("post.md", POST)
    plain = author.build()
    assert "ld+json" in plain
    author.start(FILMREVIEW_JSONLD=False)
    assert "ld+json" not in author.build()
    author.start(FILMREVIEW_JSONLD=True)
    assert author.build() == plain


def test_builds_leave_nothing_behind(tmp_path: Path) -> None:
    """The second build of one Pelican writes what the first wrote, and says what it said."""
    author = Author(tmp_path)
    author.write("post.md", POST.replace("rating", "qqq: 1\nrating"))
    said: list[str] = []
    listener = logging.Handler()
    listener.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pelican_filmreview")
    logger.addHandler(listener)
    try:
        pages = [author.build() for _ in range(3)]
    finally:
        logger.removeHandler(listener)
    assert len(set(pages)) == 1
    assert len(said) == 3
    assert len(set(said)) == 1


def test_extension_is_listed_once(tmp_path: Path) -> None:
    """However many Pelicans share one dict of Markdown settings, the extension is in it once."""
    shared = {"extension_configs": {}, "extensions": [], "output_format": "html5"}
    author = Author(tmp_path, MARKDOWN=shared)
    author.write("post.md", POST)
    for _ in range(2):
        author.build()
        author.start()
    extensions = author.pelican.settings["MARKDOWN"]["extensions"]
    assert extensions.count("pelican_filmreview.markdown_extension") == 1
    assert author.build().count('<section class="film-review') == 1


def test_letters_of_a_later_build_are_its_own(build_site: BuildSite) -> None:
    """Words that were worked out for one build are not lent to a later one of the process."""
    post = {"post.md": make_post("md", "```film\ntitle: Solaris\nrating: 3/4\nbadge: letter\n```")}
    for letter in "PQRSTUVW":
        built = build_site(post, FILMREVIEW_LETTERS={letter: 3, letter * 2: 1})
        assert f">{letter}</b>" in built.fragment("post.html")
