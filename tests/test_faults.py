"""What goes wrong around a post: each fault has its message, and the site is built."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import Build, BuildSite, disconnect_plugin, make_post, write_files
from pelican.plugins import signals

FILM = """```film
title: Solaris
rating: 9/10
director: Andrei Tarkovsky
cast: [Donatas Banionis as Kris Kelvin]
```
"""
BuildPost = Callable[..., Build]


# --- templates ------------------------------------------------------------------------------------

BROKEN_TEMPLATES = {
    "raises": "{{ film.nothing.at.all }}",
    "divides by zero": "{{ 1 // 0 }}",
    "syntax": "<p>\n{% if %}</p>",
    "unknown filter": "{{ film.title|nosuch }}",
    "includes a missing one": '{% include "nosuch.html" %}',
    "extends a missing one": '{% extends "filmreview/_base/nosuch.html" %}',
    "extends itself": '{% extends "filmreview/cast.html" %}',
    "not text": "{{ film.title }}\udcff",
}


@pytest.mark.parametrize("name", ["cast", "review"])
@pytest.mark.parametrize("fault", BROKEN_TEMPLATES)
def test_broken_template_of_a_theme(
    build_site: BuildSite, tmp_path: Path, fault: str, name: str
) -> None:
    """A theme's template that cannot be used is named in one error, and ours is used instead."""
    files = {"post.md": make_post("md", FILM)}
    (tmp_path / "theme/templates").mkdir(parents=True)
    good = build_site(files, THEME=str(tmp_path / "theme")).read("post.html")
    source = BROKEN_TEMPLATES[fault].replace("cast.html", f"{name}.html")
    template = source.encode("utf-8", "surrogateescape")
    write_files(tmp_path / "theme/templates/filmreview", {f"{name}.html": template})
    build = build_site({}, THEME=str(tmp_path / "theme"))
    assert build.read("post.html") == good
    (message,) = build.messages
    assert f"filmreview/{name}.html" in message
    assert message.endswith("the plugin's own was used instead")
    assert {record.levelname for record in build.records} == {"ERROR"}


def test_broken_template_is_reported_once_a_build(build_site: BuildSite, tmp_path: Path) -> None:
    """A template that fails for every film of a site is reported once."""
    write_files(tmp_path / "theme/templates/filmreview", {"cast.html": "{{ 1 // 0 }}"})
    build = build_site(
        {f"{n}.md": make_post("md", FILM, f"Post {n}") for n in range(3)},
        THEME=str(tmp_path / "theme"),
    )
    assert len(build.messages) == 1
    assert all("Kris Kelvin" in build.read(f"post-{n}.html") for n in range(3))


def test_theme_without_templates_folder(build_site: BuildSite, tmp_path: Path) -> None:
    """A theme that has no template of its own for films is the usual case, and no fault."""
    (tmp_path / "theme").mkdir()
    build = build_site({"post.md": make_post("md", FILM)}, THEME=str(tmp_path / "theme"))
    assert build.complaints == []
    assert "Kris Kelvin" in build.read("post.html")


@pytest.mark.parametrize("sheet", [b"\xff\xfe\xff", None])
def test_unreadable_stylesheet_of_a_theme(
    build_site: BuildSite, tmp_path: Path, sheet: bytes | None
) -> None:
    """A stylesheet of the theme that is not text, or is a folder, is reported; ours is written."""
    path = tmp_path / "theme/templates/filmreview/filmreview.css"
    if sheet is None:
        path.mkdir(parents=True)
    else:
        path.parent.mkdir(parents=True)
        path.write_bytes(sheet)
    build = build_site({"post.md": make_post("md", FILM)}, THEME=str(tmp_path / "theme"))
    assert ".film-review" in build.read("theme/filmreview.css")
    assert len(build.messages) == (sheet is not None)


def test_stylesheet_whose_place_is_taken(build_site: BuildSite) -> None:
    """A stylesheet that cannot be written is reported, and the site is built."""
    build = build_site(
        {"post.md": make_post("md", FILM)}, FILMREVIEW_STYLESHEET_PATH="post.html/x.css"
    )
    assert "Solaris" in build.read("post.html")
    (message,) = build.messages
    assert "post.html/x.css" in message


# --- posters --------------------------------------------------------------------------------------


def make_png() -> bytes:
    """Give a PNG of 20 by 30 pixels."""

    def make_chunk(name: bytes, body: bytes) -> bytes:
        checksum = zlib.crc32(name + body)
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", checksum)

    header = struct.pack(">IIBBBBB", 20, 30, 8, 0, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\x80" * 20) * 30)
    chunks = make_chunk(b"IHDR", header) + make_chunk(b"IDAT", pixels) + make_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


PNG = make_png()
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>'
WEBP = (
    b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f"
    + struct.pack("<I", (20 - 1) | ((30 - 1) << 14))
    + b"\0" * 9
)


def build_poster(build_site: BuildSite, name: str, data: bytes | None, **settings: Any) -> Build:
    """Build a post whose poster is a file with this content."""
    block = FILM.replace("rating:", f"poster: '{{static}}/{name}'\nposter_alt: An ocean\nrating:")
    files: dict[str, str | bytes] = {"post.md": make_post("md", block)}
    if data is not None:
        files[name] = data
    return build_site(files, **settings)


@pytest.mark.parametrize(("name", "data"), [("a.png", PNG), ("a.svg", SVG), ("a.webp", WEBP)])
def test_poster_is_measured(build_site: BuildSite, name: str, data: bytes) -> None:
    """A poster among the site's files has its width and height in the page."""
    build = build_poster(build_site, name, data)
    image = BeautifulSoup(build.read("post.html"), "html.parser").find("img")
    assert image is not None
    assert (image["width"], image["height"]) == ("20", "30")
    assert build.complaints == []


# Every way in which a file can fail to be a picture, with what the message says about it.
NO_PICTURES = {
    "empty": ("a.png", b""),
    "text": ("a.png", b"This is no picture.\n"),
    "another format by its name": ("a.jpg", b"This is no picture.\n"),
    "signature only": ("a.png", PNG[:8]),
    "truncated png": ("a.png", PNG[:18]),
    "truncated svg": ("a.svg", b"<svg xmlns="),
    "svg without size": ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "broken svg": ("a.svg", b'<svg width="20" height="</svg>'),
    "truncated webp": ("a.webp", WEBP[:14]),
    "truncated jpeg": ("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF"),
    "truncated gif": ("a.gif", b"GIF89a\x01"),
    "truncated tiff": ("a.tiff", b"II*\x00\xff"),
    "truncated jpeg 2000": ("a.jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
    "truncated avif": ("a.avif", b"\x00\x00\x00\x20ftypavif"),
    "svg of no number": (
        "a.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="wide" height="1e9999"/>',
    ),
    "nothing but zeros": ("a.png", PNG[:16] + b"\0" * 40),
}


@pytest.mark.parametrize("fault", NO_PICTURES)
def test_poster_that_is_no_picture(build_site: BuildSite, fault: str) -> None:
    """A file that cannot be measured is reported with its line; the poster is shown as it is."""
    name, data = NO_PICTURES[fault]
    build = build_poster(build_site, name, data)
    (message,) = build.messages
    assert message.startswith(f"post.md:6: film: poster '{{static}}/{name}': the file ")
    image = BeautifulSoup(build.read("post.html"), "html.parser").find("img")
    assert image is not None
    assert "width" not in image.attrs
    assert "Kris Kelvin" in build.read("post.html")


@pytest.mark.parametrize("name", ["missing.png", "folder"])
def test_poster_that_is_no_file(build_site: BuildSite, tmp_path: Path, name: str) -> None:
    """A poster that is missing, or a folder, is reported, and is no image in the JSON-LD."""
    (tmp_path / "content/folder").mkdir(parents=True)
    build = build_poster(build_site, name, None)
    assert build.messages == [
        f"post.md:6: film: poster '{{static}}/{name}': there is no such file in the content folder"
    ]
    (review,) = build.reviews("post.html")
    assert "image" not in review["itemReviewed"]
    assert "Kris Kelvin" in build.read("post.html")


@pytest.mark.parametrize("name", ["../secret.png", "../../secret.png", "%2e%2e/secret.png"])
def test_poster_outside_the_content_folder(
    build_site: BuildSite, tmp_path: Path, name: str
) -> None:
    """A path that leads out of the content folder is not followed: no size, and a message."""
    write_files(tmp_path, {"secret.png": PNG})
    build = build_poster(build_site, name, None)
    (message,) = build.messages
    assert message.startswith("post.md:6: film: poster ")
    assert 'width="20"' not in build.read("post.html")
    assert not list(build.output.rglob("secret.png"))


@pytest.mark.skipif(os.name != "posix", reason="needs a symbolic link, and a pipe")
def test_poster_that_never_ends(build_site: BuildSite, tmp_path: Path) -> None:
    """A pipe is no file, and is not waited for."""
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content/pipe.png")
    build = build_poster(build_site, "pipe.png", None, STATIC_PATHS=[])
    assert len(build.messages) == 1


# --- other plugins --------------------------------------------------------------------------------


Listen = Callable[[Any, Callable[..., None]], None]
CHANGES: dict[str, Callable[[str], str]] = {
    "written anew by BeautifulSoup": lambda html: str(BeautifulSoup(html, "html.parser")),
    "written anew by html5lib": lambda html: str(BeautifulSoup(html, "html5lib").body)[6:-7],
    "written anew by lxml": lambda html: str(BeautifulSoup(html, "lxml").body)[6:-7],
    "prettified": lambda html: BeautifulSoup(html, "html.parser").prettify(),
    "wrapped": lambda html: f"<div class='x'>\n{html}\n</div>",
    "without line breaks": lambda html: html.replace("\n", " "),
}


@pytest.mark.parametrize("change", CHANGES)
def test_content_changed_by_another_plugin_before(
    build_site: BuildSite, listen: Listen, change: str
) -> None:
    """Blocks survive a plugin that writes the whole content anew before we come to it."""
    plain = build_site({"post.md": make_post("md", f"Before.\n\n{FILM}\nBehind.\n")})

    def rewrite(content: Any) -> None:
        if content._content:
            content._content = CHANGES[change](content._content)

    # Handlers are called in no certain order: take the plugin's away and let it come second.
    disconnect_plugin()
    listen(signals.content_object_init, rewrite)
    build = build_site({})
    assert build.messages == []
    assert build.fragment("post.html") == plain.fragment("post.html")
    assert build.reviews("post.html") == plain.reviews("post.html")


def test_block_damaged_by_another_plugin(build_site: BuildSite, listen: Listen) -> None:
    """A plugin that damages what travels in the content is blamed; the rest of the post stays."""

    def damage(content: Any) -> None:
        if content._content:
            content._content = re.sub(r"[0-9A-Za-z+/]{8}(=*\">)", r"\1", content._content)

    disconnect_plugin()
    listen(signals.content_object_init, damage)
    build = build_site({"post.md": make_post("md", f"Before.\n\n{FILM}\nBehind.\n")})
    html = build.read("post.html")
    assert "<p>Before.</p>" in html
    assert "<p>Behind.</p>" in html
    (message,) = build.messages
    assert message.startswith("post.md")
    assert "another plugin" in message
    assert "data-filmreview" not in html


def test_content_changed_by_another_plugin_afterwards(
    build_site: BuildSite, listen: Listen
) -> None:
    """A plugin that changes the finished content changes the page, and breaks nothing of ours."""

    def rewrite(generator: Any) -> None:
        for article in generator.articles:
            article._content = "<p>new</p>" + article._content.replace("Before", "Changed")

    listen(signals.article_generator_finalized, rewrite)
    build = build_site({"post.md": make_post("md", f"Before.\n\n{FILM}\nBehind.\n")})
    html = build.read("post.html")
    assert "<p>new</p><p>Changed.</p>" in html
    (review,) = build.reviews("post.html")
    assert review["itemReviewed"]["name"] == "Solaris"
    # Where the prose is cannot be told any more: better none than the box as prose.
    assert "reviewBody" not in review
    assert build.messages == []


@pytest.mark.parametrize("value", [None, {}, {"extensions": []}, {"extension_configs": {}}])
def test_markdown_setting_of_every_shape(build_post: BuildPost, value: Any) -> None:
    """Whatever the MARKDOWN setting holds or leaves out, fences are read."""
    build = build_post(FILM, MARKDOWN=value) if value is not None else build_post(FILM)
    assert "Kris Kelvin" in build.fragment("post.html")


# --- the command line -----------------------------------------------------------------------------

TWO_ERRORS = "```film\ntitle: Solaris\ndierctor: A\nnosuchfield: B\n```\n"
WARNING = "```film\ntitle: Solaris\nrating: 11/10\n```\n"


def run_command(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `pelican` as a user would, on the content folder of a site."""
    write_files(
        root,
        {
            "pelicanconf.py": "AUTHOR = 'Ann Lee'\nSITENAME = 'Site'\nTIMEZONE = 'UTC'\n"
            "THEME = 'simple'\nPLUGINS = ['pelican_filmreview']\n"
            "SITEURL = 'https://example.org'\nDEFAULT_LANG = 'en'\nSTATIC_PATHS = []\n"
        },
    )
    package = Path(__file__).parent.parent
    return subprocess.run(
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", *arguments],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(package), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "arguments", "failed"),
    [
        (FILM, ["--fatal", "warnings"], False),
        (WARNING, [], False),
        (WARNING, ["--fatal", "errors"], False),
        (WARNING, ["--fatal", "warnings"], True),
        (TWO_ERRORS, [], False),
        (TWO_ERRORS, ["--fatal", "errors"], True),
        (TWO_ERRORS, ["--fatal", "warnings"], True),
    ],
)
def test_fatal_decides_about_the_exit_status(
    tmp_path: Path, text: str, arguments: list[str], failed: bool
) -> None:
    """`--fatal` makes a build fail by its exit status; without it, none fails."""
    write_files(tmp_path / "content", {"post.md": make_post("md", text)})
    done = run_command(tmp_path, *arguments)
    assert (done.returncode != 0) == failed, done.stderr
    if not arguments:
        assert "Solaris" in (tmp_path / "output/post.html").read_text("utf-8")


@pytest.mark.parametrize("arguments", [[], ["--fatal", "errors"], ["--fatal", "warnings"]])
def test_all_problems_of_a_block_are_printed(tmp_path: Path, arguments: list[str]) -> None:
    """Also where the first problem is fatal, all of the block's are printed."""
    write_files(tmp_path / "content", {"post.md": make_post("md", TWO_ERRORS + WARNING)})
    done = run_command(tmp_path, *arguments)
    said = " ".join((done.stdout + done.stderr).split())
    for where in ("post.md:6", "post.md:7", "post.md:11"):
        assert where in said, said


def test_problems_of_templates_are_printed_with_those_of_the_block(tmp_path: Path) -> None:
    """A template that is fatal does not hide what is wrong with the block."""
    write_files(tmp_path / "content", {"post.md": make_post("md", TWO_ERRORS)})
    write_files(tmp_path / "theme/templates/filmreview", {"title.html": "{{ 1 // 0 }}"})
    done = run_command(tmp_path, "--fatal", "errors", "-t", "theme")
    said = " ".join((done.stdout + done.stderr).split())
    assert done.returncode != 0
    assert "plugin failed" not in said
    for words in ("filmreview/title.html", "post.md:6", "post.md:7"):
        assert words in said, said
