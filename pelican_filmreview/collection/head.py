"""A page of the collection as the theme printed it in, the same with its head complete out.

Themes differ in what they print for pages that they do not know: some a title of the site's alone,
some the site's description, some a canonical address. What is missing is put in, where the theme
prints the head or else before `</head>`; what is of the whole site is made the page's own. This
happens before the page is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import NamedTuple, Protocol

from pelican_filmreview.head import PLACE, find_head_ends, find_title, hide_text

# An attribute, and its value as it is written. The quantifiers give nothing back, so that no text
# takes long.
_PAIR = r"""([^\s/<>=]++)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s<>"'][^\s<>]*+))?+"""
_ATTRIBUTE = re.compile(_PAIR)
_TAG = re.compile(rf"<(html|meta|link)(?=[\s/>])((?:[\s/=]|{_PAIR})*+)>", re.I)
_BODY = re.compile(r"<body(?=[\s/>])", re.I)
_TITLE = re.compile(r"(<title\b[^>]*>)(.*)(</title\s*>)", re.S | re.I)

# A piece of a page, from and up to a position, and what takes its place.
Edit = tuple[int, int, str]


class PageHead(Protocol):
    """What a page's head says; `title` is text, the rest are finished values.

    `stylesheets` are addresses, `feed` is a title and an address, `jsonld` is safe inside a script
    element, and empty values are left out.
    """

    title: str
    site_name: str
    description: str
    canonical: str
    lang: str
    direction: str
    stylesheets: tuple[str, ...]
    feed: tuple[str, str]
    jsonld: str


class _Tag(NamedTuple):
    """A tag of a theme's: where it starts and ends, and its attributes by name."""

    name: str
    start: int
    end: int
    attributes: dict[str, str]

    def is_called(self, name: str, attribute: str, word: str) -> bool:
        """Whether it is an element of that name whose attribute has that word."""
        return self.name == name and word in self.attributes.get(attribute, "").lower().split()


def finish_head(html: str, page: PageHead) -> str:
    """Give a page with title, description, canonical address, language and data in its head."""
    end = next(find_head_ends(html), -1)
    place = html.find(PLACE)
    start, stop = (place, place + len(PLACE)) if place >= 0 else (end, end)
    if start < 0:
        return html
    # A theme may leave out the tag that ends a head (HTML 13.1.2.4).
    head = html[: max(stop, end if end >= 0 else _find_body(html))]
    tags = list(_find_tags(hide_text(head)))
    lines = "".join(f"{line}\n" for line in _list_missing(tags, page))
    edits = sorted((*_correct(head, tags, page), (start, stop, lines)))
    pieces: list[str] = []
    position = 0
    for start, stop, made in edits:
        pieces += (html[position:start], made)
        position = stop
    return "".join((*pieces, html[position:]))


def _find_body(html: str) -> int:
    """Give where the body of a page starts, or where the page ends."""
    found = _BODY.search(hide_text(html))
    return found.start() if found is not None else len(html)


def _find_tags(html: str) -> Iterator[_Tag]:
    """Find the tags that say what a head says, where comments and the like are out of sight."""
    for found in _TAG.finditer(html):
        pairs = _ATTRIBUTE.findall(found[2])
        attributes = {name.lower(): _read_value(value) for name, value in reversed(pairs)}
        yield _Tag(found[1].lower(), *found.span(), attributes)


def _read_value(written: str) -> str:
    return unescape(written[1:-1] if written[:1] in ('"', "'") else written)


def _correct(head: str, tags: list[_Tag], page: PageHead) -> Iterator[Edit]:
    """Make the page's own what the theme says of the whole site."""
    element = next((tag for tag in tags if tag.name == "html"), None)
    if element is not None:
        said = _say_language(head[element.start : element.end], element, page)
        yield element.start, element.end, said
    title = find_title(head)
    if title is not None and (made := _correct_title(head[slice(*title)], page)):
        yield *title, made
    described = next((tag for tag in tags if tag.is_called("meta", "name", "description")), None)
    if described is not None and page.description:
        yield described.start, described.end, _describe(page)


def _correct_title(element: str, page: PageHead) -> str:
    """Give the title element with page and site in it, or nothing where it is right already.

    A theme that prints the site's name around the title of each page has it there once more than
    the page, whose own template names the site. Words of somebody's own template stay.
    """
    found = _TITLE.fullmatch(element)
    if found is None:
        return ""
    full = f"{page.title} – {page.site_name}" if page.site_name else page.title
    said = " ".join(unescape(found[2]).split())
    name = page.site_name or "\0"
    if page.title in said and said.count(name) <= full.count(name):
        return ""
    return f"{found[1]}{escape(full)}{found[3]}"


def _describe(page: PageHead) -> str:
    return f'<meta name="description" content="{escape(page.description)}">'


def _say_language(text: str, element: _Tag, page: PageHead) -> str:
    """Make an `html` element say the page's own language, where the theme says the site's."""
    stated = f'lang="{escape(page.lang)}"'
    name = len("<html")
    pairs = _ATTRIBUTE.finditer(text, name, len(text) - 1)
    found = next((pair.span() for pair in pairs if pair[1].lower() == "lang"), None)
    if found is not None:
        text = text[: found[0]] + stated + text[found[1] :]
    else:
        text = f"{text[:-1]} {stated}>"
    if page.direction == "rtl" and "dir" not in element.attributes:
        text = f'{text[:-1]} dir="rtl">'
    return text


def _list_missing(tags: list[_Tag], page: PageHead) -> Iterator[str]:
    """Give the lines of the head that the theme does not print."""
    if page.description and not any(tag.is_called("meta", "name", "description") for tag in tags):
        yield _describe(page)
    if page.canonical and not any(tag.is_called("link", "rel", "canonical") for tag in tags):
        yield f'<link rel="canonical" href="{escape(page.canonical)}">'
    linked = {
        tag.attributes.get("href") for tag in tags if tag.is_called("link", "rel", "stylesheet")
    }
    for address in page.stylesheets:
        if address not in linked:
            yield f'<link rel="stylesheet" href="{escape(address)}">'
    if page.feed[1]:
        label, address = map(escape, page.feed)
        kind = 'rel="alternate" type="application/rss+xml"'
        yield f'<link {kind} title="{label}" href="{address}">'
    if page.jsonld:
        yield f'<script type="application/ld+json">{page.jsonld}</script>'
