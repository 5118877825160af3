"""What must hold of a block, whatever is in it: the whole route, from its text to the page.

Nothing raises; the HTML is made of our own tags alone, each closed; the JSON-LD is JSON, without a
character that could end its script element.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pelican_filmreview
from pelican_filmreview.film import Film, Person
from pelican_filmreview.jsonld import PageFacts, build_review, finish_reviews, write_review
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.rating import Scale
from pelican_filmreview.render import Renderer
from pelican_filmreview.settings import Settings
from pelican_filmreview.views import Page

TEMPLATES = Path(pelican_filmreview.__file__).parent / "templates/filmreview/_base"
SNIPPETS = Path(__file__).parents[1] / "snippets"

READING = Reading(Scale(), lambda name: None, "A post")
RENDERER = Renderer([])
PAGE = Page("en", Settings(), lambda url: url)
FACTS = PageFacts(
    url="https://example.org/post.html",
    name="A post",
    authors=(Person("Ann Lee"),),
    publisher="Site",
    publisher_url="https://example.org/",
    published="2024-01-01T00:00:00+00:00",
    modified="",
    language="en",
    body="",
    absolute=lambda url: url,
)
VOID = {"img", "br", "rect", "circle", "path"}
# An address that names its scheme, as browsers look for one (WHATWG URL, 4.4): spaces before it and
# breaks inside are skipped.
SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.\-]*):", re.I)


def find_our_tags() -> set[str]:
    """Find the tags that our templates write; headings get their level from a variable."""
    texts = (path.read_text("utf-8") for path in TEMPLATES.glob("*.html"))
    return {"h2", "h3"}.union(*(re.findall(r"<([a-z][a-z0-9]*)", text) for text in texts))


OURS = find_our_tags()


class Reader(HTMLParser):
    """Reads a fragment, and raises on what does not belong there."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of a tag, which has to be one of ours, with no handler or style in it."""
        assert tag in OURS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "style", name
            if name in ("href", "src", "cite"):
                scheme = SCHEME.match(re.sub(r"[\t\r\n]", "", value or ""))
                assert scheme is None or scheme[1].lower() in ("http", "https"), value
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if tag not in VOID:
            assert self.open.pop() == tag, tag

    def handle_comment(self, data: str) -> None:
        """Refuse comments: none are ours."""
        raise AssertionError(data)


def check_html(html: str) -> None:
    """Check a fragment."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [], reader.open


def check_film(film: Film) -> None:
    """Check what becomes of a film."""
    messages: list[str] = []
    parts = RENDERER.render_parts(film, PAGE, messages.append)
    html = RENDERER.render_block(film, PAGE, parts, "film-x", "card", messages.append)
    assert messages == [], messages
    check_html(html)
    waiting = write_review(build_review(film, lambda name: None))
    text = finish_reviews([("film-x", waiting)], FACTS)
    assert not set("<>&\u2028\u2029") & set(text)
    assert json.loads(text)["itemReviewed"].get("name", "") == film.title


def check_block(data: bytes) -> None:
    """Check one input."""
    parsed = parse_film(data.decode("utf-8", "surrogateescape"), READING)
    assert parsed.film is not None or parsed.problems
    if parsed.film is not None:
        check_film(parsed.film)


def read_seeds() -> Iterator[bytes]:
    """Give the blocks of the snippets, so that what few blocks have is tried in every run."""
    for path in sorted(SNIPPETS.glob("*.film")):
        yield from path.read_bytes().rstrip(b"\n").split(b"\n=====\n")
