"""Posts that wait for their links in, the same with the links that there are out.

While a post is visited nobody knows who will have a page and what else will be reviewed. So its
fragment holds each name in an `a` without an address, which HTML has for a link that might have
been here, and a comment where other reviews may be named; when all films are gathered these become
links, or plain text and nothing. Drafts and hidden posts are in no list, but what they name links
as in any other post.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from itertools import accumulate
from posixpath import join
from typing import Any

from pelican.contents import Content

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.gather import Collection, entries_of
from pelican_filmreview.collection.marks import WAITING, WAITING_BLOCK, mark_related
from pelican_filmreview.collection.mentions import find_mentions
from pelican_filmreview.collection.related import RelatedFilms
from pelican_filmreview.collection.related_block import RelatedBlocks
from pelican_filmreview.collection.titles import Titles
from pelican_filmreview.page import lang_of
from pelican_filmreview.settings import Settings, override_settings
from pelican_filmreview.site import Site

_WAITING = '<a data-film-link="'
_PLACE = re.compile(_WAITING + r'(\w+) ([^"]*)">(.*?)</a>', re.S)
# Stands before an address that depends on where the page stands that the post is shown on.
_ROOT = "film-root:"

# A piece of a post's content, from and up to a position, and what takes its place.
Edit = tuple[int, int, str]


def link_posts(
    contents: Iterable[Content | None],
    collections: Mapping[str, Collection],
    pelican_settings: Mapping[str, Any],
    site: Site,
) -> None:
    """Make links of the names in all posts and pages; those of failed files are None."""
    own = next(iter(collections.values()), None)
    indexes: dict[int, _Indexes] = {}
    blocks = RelatedBlocks(site)
    for content in contents:
        html = content._content if content is not None else ""
        if content is None or not html:
            continue
        settings = override_settings(site.settings, content.metadata, _ignore)
        if _WAITING in html or WAITING in html or (settings.link_titles and own):
            collection = collections.get(lang_of(content), own)
            index = indexes.setdefault(id(collection), _Indexes(collection))
            _Linker(content, index, settings, pelican_settings, blocks).run()


def _ignore(message: str) -> None:
    """Hear nothing: the visit has reported all there was."""


class _Indexes:
    """A collection with what is looked up in it, each made with the first post that asks."""

    def __init__(self, collection: Collection | None) -> None:
        self.collection = collection
        self._related: RelatedFilms | None = None
        self._titles: Titles | None = None

    def related(self, collection: Collection) -> RelatedFilms:
        """Give what knows the reviews that belong together."""
        if self._related is None:
            self._related = RelatedFilms(collection)
        return self._related

    def titles(self, collection: Collection) -> Titles:
        """Give what knows the reviews by their films' titles."""
        if self._titles is None:
            self._titles = Titles(collection)
        return self._titles


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
            html = self.linked[siteurl] = plain.replace(_ROOT, root)
        return html


class _Linker:
    """The links of one post."""

    def __init__(
        self,
        content: Content,
        indexes: _Indexes,
        settings: Settings,
        pelican_settings: Mapping[str, Any],
        blocks: RelatedBlocks,
    ) -> None:
        self.content = content
        self.indexes = indexes
        self.collection = indexes.collection
        self.settings = settings
        self.blocks = blocks
        self.is_relative = bool(pelican_settings["RELATIVE_URLS"])
        self.root = f"{pelican_settings.get('SITEURL') or ''}/"
        self.entries = entries_of(content)
        self.films: dict[str, FilmEntry] = {film.slug: film for film in self.entries}

    def run(self) -> None:
        """Put the links into the content, and move what is remembered of its places."""
        content = self.content
        html = content._content
        edits = sorted(
            (*self._link_names(html), *self._fill_blocks(html), *self._link_titles(html))
        )
        if not edits:
            return
        ends, shifts, position = [0], [0], 0
        pieces: list[str] = []
        for start, end, made in edits:
            pieces += (html[position:start], made)
            position = end
            ends.append(end)
            shifts.append(len(made) - (end - start))
        content._content = "".join((*pieces, html[position:]))
        self._move_spans(html, ends, list(accumulate(shifts)))
        if self.is_relative:
            content.get_content = LinkedContent(content)

    def write_url(self, url: str) -> str:
        """Give an address from the site's root as it is written in this post."""
        if "//" in url[:8]:
            return url
        return f"{_ROOT if self.is_relative else self.root}{url.lstrip('/')}"

    # --- names ------------------------------------------------------------------------------------

    def _link_names(self, html: str) -> Iterator[Edit]:
        for found in _PLACE.finditer(html):
            url = self._find_url(found[1], unescape(found[2]))
            yield found.start(), found.end(), self._link(url, found[3]) if url else found[3]

    def _link(self, url: str, html: str) -> str:
        return f'<a href="{escape(self.write_url(url))}">{html}</a>'

    def _find_url(self, kind: str, key: str) -> str:
        if self.collection is None:
            return ""
        if kind != "person":
            return self.collection.group_url(kind, key)
        slug, job, place = key.rsplit(" ", 2)
        film = self.films.get(slug)
        return self.collection.person_url(film, job, int(place)) if film is not None else ""

    # --- other reviews ----------------------------------------------------------------------------

    def _fill_blocks(self, html: str) -> Iterator[Edit]:
        """Fill the blocks that name other reviews; one with nothing to say goes, frame and all."""
        for found in WAITING_BLOCK.finditer(html) if WAITING in html else ():
            before, number, layout, behind = found.groups()
            block = self._render_block(int(number), layout)
            made = f"{before}{block}{behind}"
            yield found.start(), found.end(), mark_related(made) if block else ""

    def _render_block(self, number: int, layout: str) -> str:
        if self.collection is None or number >= len(self.entries):
            return ""
        film, index = self.entries[number], self.indexes.related(self.collection)
        reasons = index.find(film, self.content, self.settings.related_count)
        if not reasons:
            return ""
        return self.blocks.render(
            reasons, self.content, self.settings, film, layout, self.write_url
        )

    # --- titles in the prose ----------------------------------------------------------------------

    def _link_titles(self, html: str) -> Iterator[Edit]:
        """Put links around the titles of films in italics; the author's bytes stay within."""
        if self.collection is None or not self.settings.link_titles or "</" not in html:
            return
        review = getattr(self.content, "filmreview", None)
        if review is not None and review.spans and html != review.html:
            return  # nobody knows any more what is prose
        mentions = find_mentions(html, review.spans if review is not None else ())
        for mention, one in self.indexes.titles(self.collection).link(mentions, self.content):
            linked = self._link(one.url, html[mention.start : mention.end])
            yield mention.start, mention.end, linked

    def _move_spans(self, before: str, ends: list[int], shifts: list[int]) -> None:
        """Move the places of the fragments, if they still were where the visit has put them."""
        review = getattr(self.content, "filmreview", None)
        if review is None or before != review.html:
            return

        def move(position: int) -> int:
            return position + shifts[bisect_right(ends, position) - 1]

        spans = tuple((move(start), move(end)) for start, end in review.spans)
        self.content.filmreview = review._replace(spans=spans, html=self.content._content)
