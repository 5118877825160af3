"""Looks at film reviews in a browser, under Pelican's two themes and awkward ones of our own."""

from __future__ import annotations

import json
import re
import struct
import zlib
from pathlib import Path
from typing import Any

import mf2py
import pytest
from conftest import Build, run_pelican, write_files
from judges.programs import find_program, install_node_modules, run_program

THEMES = Path(__file__).parent / "themes"
OWN_THEMES = ("dark", "reset", "rtl", "narrow", "ornate", "pico", "bootstrap")
ALL_THEMES = ("simple", "notmyidea", *OWN_THEMES)
FRAMEWORKS = {
    "pico": "@picocss/pico/css/pico.min.css",
    "bootstrap": "bootstrap/dist/css/bootstrap.min.css",
}
PAGES = ("everything.html", "layouts.html", "awkward.html")
LISTS = ("films/by-rating/index.html", "people/ida-quell/index.html")


def draw_poster() -> bytes:
    """Give a PNG of one colour, 400 by 600."""
    rows = b"".join(b"\0" + b"\x8a\x3b\x12" * 400 for _ in range(600))
    chunks = (
        (b"IHDR", struct.pack(">2I5B", 400, 600, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def find_framework(name: str) -> Path:
    """Give a CSS framework's file, installing the frameworks where they are missing."""
    path = THEMES / "node_modules" / FRAMEWORKS[name]
    if not path.exists():
        command: list[str | Path] = [
            find_program("npm"),
            "ci",
            "--prefix",
            THEMES,
            "--no-audit",
            "--no-fund",
        ]
        done = run_program(command, proxies=True)
        assert done.returncode == 0, done.stderr
    return path


def build_theme(root: Path, theme: str) -> Build:
    """Build the sample reviews under a theme."""
    posts = {post.name: post.read_bytes() for post in (THEMES / "content").glob("*.md")}
    write_files(root / "content", {**posts, "poster.png": draw_poster()})
    paths = ["poster.png"]
    if theme in FRAMEWORKS:
        write_files(root / "content", {f"{theme}.css": find_framework(theme).read_bytes()})
        paths.append(f"{theme}.css")
    return run_pelican(
        root,
        {
            "THEME": str(THEMES / theme) if theme in OWN_THEMES else theme,
            "STATIC_PATHS": paths,
            "RELATIVE_URLS": True,
            "SITEURL": "",
            "ARTICLE_LANG_SAVE_AS": "{slug}.html",
            "THEME_STATIC_PATHS": [] if theme in OWN_THEMES else ["static"],
            "FILMREVIEW_COLLECTION": True,
        },
    )


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Build]:
    """Give the sample reviews, built under every theme."""
    return {theme: build_theme(tmp_path_factory.mktemp(theme), theme) for theme in ALL_THEMES}


@pytest.fixture(scope="module")
def looks(builds: dict[str, Build]) -> dict[str, Any]:
    """Give what one browser finds, for each theme, and the stars that it measures."""
    job = {
        "packages": str(install_node_modules().parent / "package.json"),
        "chromium": find_program("chromium", "chromium-browser", "google-chrome"),
        "sites": [
            {"name": theme, "folder": str(build.output), "pages": PAGES, "lists": LISTS}
            for theme, build in builds.items()
        ],
        "stars": str(builds["simple"].output / "badges.html"),
    }
    done = run_program([find_program("node"), THEMES / "look.mjs"], json.dumps(job))
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.browser
@pytest.mark.parametrize("theme", ALL_THEMES)
def test_no_theme_breaks_a_review(looks: dict[str, Any], theme: str) -> None:
    """Nothing sticks out from 320 to 1280 px or loses its place, axe and the console are silent."""
    assert looks[theme]["checks"] > 50
    assert looks[theme]["findings"] == []


@pytest.mark.browser
@pytest.mark.parametrize("theme", ALL_THEMES)
def test_a_strip_fits_a_phone(looks: dict[str, Any], theme: str) -> None:
    """In a narrow column a poster leaves room for the title, and no hole above the facts."""
    assert looks[theme]["strip"]["title"] > 0.5
    assert looks[theme]["strip"]["hole"] < 2


@pytest.mark.browser
@pytest.mark.parametrize("theme", ALL_THEMES)
def test_a_head_holds_reviews_and_stylesheet_once(looks: dict[str, Any], theme: str) -> None:
    """Wherever a theme keeps its head, the browser finds one script and one stylesheet in it."""
    once = {"reviews": 1, "stylesheets": 1}
    assert looks[theme]["heads"] == dict.fromkeys(PAGES, once)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "share", "area"),
    [
        ("9.5 out of 10", 0.945, None),
        ("3.7 out of 5", 0.736, None),
        ("2.5 out of 5", 0.5, 0.5),
        ("0.5 out of 5", 0.1, 0.1),
        ("3 out of 4", 0.75, 0.75),
    ],
)
def test_stars_are_filled_exactly(
    looks: dict[str, Any], words: str, share: float, area: float | None
) -> None:
    """The filling ends where the fraction of the star itself does, halves are halves by area."""
    row = looks["stars"][words]
    assert row["width"] == pytest.approx(share, abs=0.002)
    if area is not None:
        assert row["area"] == pytest.approx(area, abs=0.01)


def list_fragments(build: Build) -> str:
    """Give the films of all pages of a build."""
    pages = (build.read(name) for name in (*PAGES, "badges.html"))
    return "".join(page.split("</head>", 1)[-1] for page in pages)


def test_nothing_matters_that_feed_readers_drop(builds: dict[str, Build]) -> None:
    """No inline style, and no reference to a fragment, which readers of feeds remove."""
    html = list_fragments(builds["simple"])
    found = re.findall(r'\sstyle=|url\(#|href="#|<use|<style|<script', html)
    assert found == []


def test_drawings_are_hidden_and_texts_are_not(builds: dict[str, Build]) -> None:
    """Every drawing and glyph is hidden from assistive technology; every rating has its text."""
    html = list_fragments(builds["simple"])
    drawings = re.findall(r"<svg[^>]*>|<b class=\"film-glyph\"[^>]*>", html)
    assert len(drawings) > 40
    assert [one for one in drawings if 'aria-hidden="true"' not in one] == []
    # Where our stylesheet is not, they would be black boxes.
    assert [one for one in drawings if one.startswith("<svg") and 'fill="none"' not in one] == []
    texts = re.findall(r'<span class="film-score">(.*?)</span>', html)
    assert len(texts) >= html.count("film-rating--")
    assert all(re.sub("<[^>]+>", "", text).strip() for text in texts)


@pytest.mark.parametrize("name", PAGES)
def test_an_h_review_reads_back(builds: dict[str, Build], name: str) -> None:
    """A parser of microformats finds, for each film, one item with its name, and one rating."""
    build = builds["simple"]
    items = mf2py.parse(doc=build.read(name), url=f"https://example.org/{name}")["items"]
    reviews = [item["properties"] for item in items if "h-review" in item["type"]]
    assert len(reviews) == build.read(name).count("h-review")
    for review in reviews:
        (film,) = review["item"]
        (title,) = film["properties"]["name"]
        assert title
        assert len(review.get("rating", [])) == (0 if title == "M" else 1)
        assert len(review.get("best", [])) == len(review.get("rating", []))


def test_a_rating_in_the_prose_is_still_the_reviews(tmp_path: Path) -> None:
    """A rating that a marker has taken out of the block stays in the block's h-review."""
    block = "```film\ntitle: M\nrating: 4.5/5\n```\n\nProse.\n\n[film:rating]\n"
    write_files(tmp_path / "content", {"post.md": f"Title: Post\nDate: 2024-02-03\n\n{block}"})
    build = run_pelican(tmp_path, {})
    items = mf2py.parse(doc=build.read("post.html"))["items"]
    (review,) = [item["properties"] for item in items if "h-review" in item["type"]]
    assert (review["rating"], review["best"]) == (["4.5"], ["5"])


def test_every_visible_word_is_a_label() -> None:
    """Templates print no words of their own: what is left of them is punctuation."""
    for template in (THEMES.parent.parent / "pelican_filmreview/templates").rglob("_base/*.html"):
        source = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", template.read_text("utf-8"), flags=re.S)
        words = re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", source))
        assert words == [], template.name
