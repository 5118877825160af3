"""A post gives its content without a search for links, and it is what Pelican would give."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post
from hypothesis import given
from hypothesis import strategies as st
from pelican.contents import Article, Content
from pelican.settings import DEFAULT_CONFIG

from pelican_filmreview import quick_content

BLOCK = "\n\n```film\ntitle: Solaris\nverdict: See it.\n```\n"
POSTS = {
    "plain.md": make_post("md", "No link, but [one](https://example.org/)." + BLOCK, "Plain"),
    "braces.md": make_post("md", "A [link]({filename}plain.md), a ![still]({static}still.png)."
    + BLOCK, "Braces"),
    "bars.md": make_post("md", "A [link](|filename|plain.md)." + BLOCK, "Bars"),
    "signs.md": make_post("md", "A [link](@filename@plain.md)." + BLOCK, "Signs"),
    "block.md": make_post("md", "Words." + BLOCK.replace("verdict", "poster: '{static}still.png'\n"
    "verdict"), "Block"),
    "still.png": "",
}  # fmt: skip
SETTINGS: dict[str, dict[str, Any]] = {
    "default": {},
    "relative": {"RELATIVE_URLS": True, "SITEURL": ""},
    "own form of links": {"INTRASITE_LINK_REGEX": "[{@](?P<what>.*?)[}@]"},
    "related reviews": {"FILMREVIEW_COLLECTION": True},
}


def read_output(build: Build) -> dict[str, bytes]:
    """Give all files that were written."""
    root = build.output
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_output_is_pelicans(
    build_site: BuildSite, monkeypatch: pytest.MonkeyPatch, settings: dict[str, Any]
) -> None:
    """Pages, feeds and the files that come with them are the same as without the quick way."""
    quick = read_output(build_site(POSTS, **settings))
    monkeypatch.setattr("pelican_filmreview.content.give_quickly", lambda content: None)
    usual = read_output(build_site(POSTS, **settings))
    assert quick == usual
    assert b'href="' in quick["signs.html"]
    assert "still.png" in quick


@given(st.lists(st.sampled_from(["<a href=", '"', "'", "{", "}", "|", "static", "/x", ">", " "])))
def test_without_its_signs_there_is_no_link(pieces: list[str]) -> None:
    """Where the quick look finds nothing, Pelican's pattern finds nothing."""
    html = "".join(pieces)
    settings = {**DEFAULT_CONFIG}
    post = Content(html, settings=settings)
    if not quick_content.may_hold_links(html, settings):
        assert post._get_intrasite_link_regex().search(html) is None


def test_default_is_pelicans() -> None:
    """The form of links that is taken for the usual one is the one that Pelican has."""
    assert not quick_content.may_hold_links("<p>", DEFAULT_CONFIG)


class OwnContent(Article):
    """A class of posts that has its own way to give its content."""

    def get_content(self, siteurl: str) -> str:
        """Give it in capitals."""
        return str(super().get_content(siteurl)).upper()


def test_what_other_plugins_change_is_theirs(tmp_path: Path) -> None:
    """A post with a method of its own, or with a text that comes from elsewhere, gives that."""
    settings = {**DEFAULT_CONFIG, "PATH": str(tmp_path)}
    metadata = {"title": "T"}
    own = OwnContent("words", metadata, settings, str(tmp_path / "a.md"), {})
    quick_content.give_quickly(own)
    assert own.get_content("") == "WORDS"
    post = Article("words", metadata, settings, str(tmp_path / "b.md"), {})
    quick_content.give_quickly(post)
    assert post.get_content("") == post.content == "words"
    post._get_content = lambda: "elsewhere"
    assert post.get_content("") == "elsewhere"
    assert post.get_static_links() == set()


def test_copy_gives_its_own_content(tmp_path: Path) -> None:
    """A plugin may copy a post and change the copy; pickled, a post is one of Pelican's own."""
    settings = {**DEFAULT_CONFIG, "PATH": str(tmp_path)}
    post = Article("words", {"title": "T"}, settings, str(tmp_path / "a.md"), {})
    quick_content.give_quickly(post)
    assert type(post) is not Article
    twin = copy.copy(post)
    twin._content = "others"
    assert (post.content, twin.content) == ("words", "others")
    again = pickle.loads(pickle.dumps(post))  # noqa: S301 - as the generator cache does
    assert type(again) is Article
    assert again.content == "words"
    assert again.url == post.url


@pytest.mark.parametrize("name", ["get_content", "get_static_links", "_update_content"])
def test_patched_pelican_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Where somebody has put another method into Pelican's class, that is what answers."""
    monkeypatch.setattr(Content, name, lambda *given: "patched")
    settings = {**DEFAULT_CONFIG, "PATH": str(tmp_path)}
    post = Article("words", {"title": "T"}, settings, str(tmp_path / "a.md"), {})
    quick_content.give_quickly(post)
    assert type(post) is Article
