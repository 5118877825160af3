"""Posts with names that wait for their links in, the same with the links that there are out.

While a post is visited nobody knows who will have a page. So its fragment holds each name in an
`a` without an address, which HTML has for a link that might have been here; when all films
are gathered these become links, or plain text. Drafts and hidden posts are in no list, but their
names link as those of any other post.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from html import escape, unescape
from itertools import accumulate
from posixpath import join
from typing import Any
from urllib.parse import urljoin

from pelican.contents import Content

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.gather import Collection, entries_of
from pelican_filmreview.page import lang_of

_WAITING = '<a data-film-link="'
_PLACE = re.compile(_WAITING + r'(\w+) ([^"]*)">(.*?)</a>', re.S)
# A link whose address depends on where the page stands that the post is shown on.
_RELATIVE = '<a data-film-href="'


def link_posts(
    contents: Iterable[Content | None],
    collections: Mapping[str, Collection],
    pelican_settings: Mapping[str, Any],
) -> None:
    """Make links of the names in all posts and pages; those of failed files are None."""
    own = next(iter(collections.values()), None)
    for content in contents:
        if content is None or _WAITING not in (content._content or ""):
            continue
        linker = _Linker(content, collections.get(lang_of(content), own), pelican_settings)
        linker.run()


class LinkedContent:
    """Stands in for a post's `get_content` on a site with relative addresses."""

    def __init__(self, content: Content) -> None:
        self.content = content
        self.linked: dict[str, str] = {}

    def __call__(self, siteurl: str) -> str:
        """Give the content with its links as a page with this address of the site needs them."""
        html = self.linked.get(siteurl)
        if html is None:
            # The plain function: Pelican's own memory of it is for calls on the post.
            plain = Content.__dict__["get_content"].func(self.content, siteurl)
            root = escape(join(siteurl, ""))
            html = self.linked[siteurl] = plain.replace(_RELATIVE, f'<a href="{root}')
        return html


class _Linker:
    """The links of one post."""

    def __init__(
        self,
        content: Content,
        collection: Collection | None,
        pelican_settings: Mapping[str, Any],
    ) -> None:
        self.content = content
        self.collection = collection
        self.is_relative = bool(pelican_settings["RELATIVE_URLS"])
        self.siteurl = str(pelican_settings.get("SITEURL") or "")
        self.films: dict[str, FilmEntry] = {film.slug: film for film in entries_of(content)}

    def run(self) -> None:
        """Put the links into the content, and move what is remembered of its places."""
        content = self.content
        html = content._content
        ends, shifts, position = [0], [0], 0
        pieces: list[str] = []
        for found in _PLACE.finditer(html):
            made = self._make_link(found)
            pieces += (html[position : found.start()], made)
            position = found.end()
            ends.append(position)
            shifts.append(len(made) - len(found[0]))
        content._content = "".join((*pieces, html[position:]))
        self._move_spans(html, ends, list(accumulate(shifts)))
        if self.is_relative:
            content.get_content = LinkedContent(content)

    def _make_link(self, found: re.Match[str]) -> str:
        kind, key, text = found[1], unescape(found[2]), found[3]
        url = self._find_url(kind, key)
        if not url:
            return text
        if self.is_relative:
            return f'{_RELATIVE}{escape(url)}">{text}</a>'
        return f'<a href="{escape(urljoin(self.siteurl + "/", url))}">{text}</a>'

    def _find_url(self, kind: str, key: str) -> str:
        if self.collection is None:
            return ""
        if kind != "person":
            return self.collection.group_url(kind, key)
        slug, job, place = key.rsplit(" ", 2)
        film = self.films.get(slug)
        return self.collection.person_url(film, job, int(place)) if film is not None else ""

    def _move_spans(self, before: str, ends: list[int], shifts: list[int]) -> None:
        """Move the places of the fragments, if they still were where the visit has put them."""
        review = getattr(self.content, "filmreview", None)
        if review is None or _checksum(before) != review.checksum:
            return

        def move(position: int) -> int:
            return position + shifts[bisect_right(ends, position) - 1]

        spans = tuple((move(start), move(end)) for start, end in review.spans)
        checksum = _checksum(self.content._content)
        self.content.filmreview = review._replace(spans=spans, checksum=checksum)


def _checksum(html: str) -> int:
    return zlib.crc32(html.encode("utf-8", "surrogatepass"))
