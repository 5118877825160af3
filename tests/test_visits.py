"""Articles wait for one another to be visited, unless something looks at them before that."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from blinker import ANY
from conftest import Build, BuildSite, make_post, write_files
from pelican.contents import Article
from pelican.plugins import signals

from pelican_filmreview import content
from pelican_filmreview.site import Site

Listen = Callable[[Any, Callable[..., None]], None]

BLOCK = "\n\n```film\ntitle: {}\nverdict: See it.\n{}\n```\n"
FILES = {
    "one.md": make_post("md", "Words." + BLOCK.format("Solaris", "poster: '{static}still.png'"),
                        "One"),
    "two.md": make_post("md", "Words." + BLOCK.format("Stalker", "nonsense: 1"), "Two"),
    "draft.md": make_post("md", "Words." + BLOCK.format("Mirror", ""), "Draft", Status="draft"),
    "hidden.md": make_post("md", "Words." + BLOCK.format("Ivan", ""), "Hidden", Status="hidden"),
    "pages/page.md": make_post("md", "Words." + BLOCK.format("Nostalghia", ""), "Page"),
    "rated.md": make_post("md", "[film:legend]", "Rated"),
    "still.png": "",
}  # fmt: skip
SETTINGS: dict[str, Any] = {"FILMREVIEW_LEGEND": {"5": "I wept"}, "STATIC_PATHS": []}


WATCHED = (
    "content_object_init",
    "article_generator_pretaxonomy",
    "article_generator_init",
    "article_generator_preread",
    "article_generator_context",
)


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Take the handlers of other plugins away that earlier tests have left in this process."""
    others = [
        (signal, receiver)
        for signal in (getattr(signals, name) for name in WATCHED)
        for receiver in signal.receivers_for(ANY)
        if not receiver.__module__.startswith("pelican_filmreview")
    ]
    for signal, receiver in others:
        signal.disconnect(receiver)
    yield
    for signal, receiver in others:
        signal.connect(receiver)


def read_output(build: Build) -> dict[str, bytes]:
    """Give all files that were written."""
    root = build.output
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("signal", WATCHED)
def test_output_does_not_depend_on_who_watches(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, listen: Listen, signal: str
) -> None:
    """Pages, files beside them and messages are the same, visited at once or together."""
    visited: list[str] = []
    visit = content.open_blocks

    def look(article: Any, text: str, site: Site) -> None:
        if isinstance(article, Article):  # one that has waited is no more of Pelican's own class
            visited.append("at once" if type(article) is Article else "together")
        visit(article, text, site)

    def watch(sender: Any, **given: Any) -> None:
        """Do nothing, as a plugin that might."""

    monkeypatch.setattr(content, "open_blocks", look)
    together = build_site(FILES, **SETTINGS)
    output = read_output(together)
    assert set(visited) == {"together"}
    visited.clear()
    listen(getattr(signals, signal), watch)
    at_once = build_site(FILES, **SETTINGS)
    assert visited.count("at once") == 5
    assert output == read_output(at_once)
    assert sorted(together.messages) == sorted(at_once.messages)
    assert len(together.messages) == 2  # a poster that is no picture, a field that is none
    assert "still.png" in output
    assert b"film-review" in output["drafts/draft.html"]


def test_no_plugin_sees_a_sealed_block(build_site: BuildSite, listen: Listen) -> None:
    """Who comes when all articles are read, or later, finds fragments in all of them."""
    seen: list[str] = []

    def look(generator: Any) -> None:
        seen.extend(article._content for article in generator.articles)

    listen(signals.article_generator_pretaxonomy, look)
    listen(signals.article_generator_finalized, look)
    build_site(FILES, **SETTINGS)
    assert len(seen) == 6
    assert not any("data-filmreview-block" in content for content in seen)


def test_articles_of_other_generators_are_visited(build_site: BuildSite, listen: Listen) -> None:
    """An article that a plugin makes when all others were read does not wait for ever."""
    made: list[Article] = []

    def make(generator: Any) -> None:
        one = generator.articles[0]
        text = generator.readers.read_file(
            generator.path, "one.md", Article, context=generator.context
        )
        made.extend([one, text])

    listen(signals.article_generator_finalized, make)
    build_site(FILES, **SETTINGS)
    assert all("film-review" in article._content for article in made)


# What the table of a post's attributes takes, and what it would take as one of its own.
WEIGH = """
import sys
from pathlib import Path
from conftest import run_pelican
from pelican.plugins import signals

def weigh(generator):
    tables = [vars(article) for article in generator.articles]
    assert all("filmreview" in table and "get_summary" in table for table in tables)
    print(len(tables), sum(map(sys.getsizeof, tables)), sum(sys.getsizeof({**t}) for t in tables))

signals.article_generator_finalized.connect(weigh)
run_pelican(Path(sys.argv[1]), {})
"""


def test_posts_share_the_names_of_their_attributes(tmp_path: Path) -> None:
    """A post with films has no table of attributes of its own: that is a kilobyte more each."""
    posts = {f"{n}.md": make_post("md", "Words." + BLOCK.format(n, ""), str(n)) for n in range(60)}
    write_files(tmp_path / "content", posts)
    # In a new process: in this one, earlier tests have made articles.
    weighed = subprocess.run(
        [sys.executable, "-c", WEIGH, str(tmp_path)],
        cwd=Path(__file__).parent,
        check=True,
        capture_output=True,
        text=True,
    )
    found = re.search(r"^(\d+) (\d+) (\d+)$", weighed.stdout, re.M)
    assert found is not None
    count, shared, own = map(int, found.groups())
    assert count == 60
    assert shared < own / 2


def test_order_that_looks_at_posts(build_site: BuildSite) -> None:
    """A site may order articles by what is in them, which has to be there by then."""
    seen: list[str] = []

    def look(article: Article) -> str:
        seen.append(article.content)
        return str(article.title)

    build = build_site(FILES, ARTICLE_ORDER_BY=look, **SETTINGS)
    assert len(seen) >= 5
    assert not any("data-filmreview-block" in content for content in seen)
    assert "film-review" in build.read("one.html")


def test_picture_of_an_article_that_is_not_valid(build_site: BuildSite) -> None:
    """What an article links that Pelican refuses is not published."""
    files = {name: text.replace("Date: ", "Day: ") for name, text in FILES.items()}
    assert "still.png" not in read_output(build_site(files, **SETTINGS))


def test_article_that_is_read_before_all_others(build_site: BuildSite, listen: Listen) -> None:
    """A plugin that reads an article for itself finds its film."""
    seen: list[str] = []

    def read(generator: Any) -> None:
        one = generator.readers.read_file(
            generator.path, "one.md", Article, context=generator.context
        )
        seen.append(one.content)

    listen(signals.article_generator_init, read)
    build_site(FILES, **SETTINGS)
    assert len(seen) == 1
    assert "film-review" in seen[0]
