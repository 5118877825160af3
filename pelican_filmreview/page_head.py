"""The page that is being written in, what its head needs out: stylesheet and Reviews."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from jinja2.runtime import Context
from pelican.contents import Content

from pelican_filmreview.head import PLACE
from pelican_filmreview.page import absolute_url_of, author_names, lang_of, make_absolute, plain
from pelican_filmreview.problem import Problem
from pelican_filmreview.settings import Settings, override_settings
from pelican_filmreview.store import checksum

if TYPE_CHECKING:
    from pelican_filmreview.jsonld import PageFacts, Waiting
    from pelican_filmreview.visit_cache import VisitCache


class Build(Protocol):
    """What is known of the build: settings, theme, whether any page has a film, and films' names.

    Of a post whose films the collection calls otherwise than their blocks do, it has their names.
    """

    settings: Settings
    has_films: bool
    film_names: dict[str, tuple[str, ...]]

    @property
    def visits(self) -> VisitCache | None: ...
    @property
    def lists_anywhere(self) -> bool: ...


# Pelican's templates of lists, besides the direct ones.
_LISTS = ("tag", "category", "author", "period_archives")
_LIST_CALL = re.compile(r"filmreview_(?:badge|poster)\b|filmreview/list")


class PageReview(NamedTuple):
    """What the visit leaves on a post besides its films.

    `spans` are where fragments stand in `html`, which is the content as the visit has left it: the
    post's own text, not a copy, as long as nobody changes that. `problems` have their line in the
    file; `waiting` is what each Review says of its film, nothing where the post has none in its
    head; `comments` stands for the files with comments beside the post; `format` is `store.FORMAT`
    as it was then, for Pelican's generator cache keeps all this.
    """

    anchors: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    html: str
    problems: tuple[Problem, ...]
    waiting: tuple[Waiting, ...]
    comments: int = 0
    format: int = 1

    @property
    def is_shown(self) -> bool:
        """Whether anything of ours stands in the post: a film, or the site's legend."""
        return bool(self.anchors or self.spans)


def print_head(context: Context, site: Build) -> str:
    """Give what a page's head needs: the stylesheet where a film is shown, a post's Reviews."""
    if not site.has_films:
        return ""
    # What the writer was given: a template may have set a variable of that name itself.
    page = context.parent.get("article") or context.parent.get("page")
    if page is None and "filmreview_page" in context.parent:
        return PLACE  # a page of the collection finishes its own head
    if page is None:
        is_styled = _lists_films(context) or site.lists_anywhere
        return _link_stylesheet(context, site.settings) if is_styled else ""
    if getattr(page, "filmreview", None) is None:
        return _link_stylesheet(context, site.settings) if site.lists_anywhere else ""
    settings = override_settings(site.settings, page.metadata, lambda message: None)
    is_styled = settings.stylesheet and (page.filmreview.is_shown or site.lists_anywhere)
    lines = [_link_stylesheet(context, settings)] if is_styled else []
    if settings.jsonld and page.films:
        names = site.film_names.get(str(page.source_path), ())
        reviews = _find_reviews(page, names, site.visits)
        if reviews:
            lines.append(f'<script type="application/ld+json">{reviews}</script>\n')
    return "".join(lines)


def _lists_films(context: Context) -> bool:
    pages = context.get("articles_page")
    listed = getattr(pages, "object_list", None) or context.get("articles") or ()
    return any(getattr(article, "films", ()) for article in listed)


def lists_anywhere(folders: Iterable[str], settings: Mapping[str, Any]) -> bool:
    """Whether a template of the theme's that is none of a list shows what lists show of films.

    Such a template may be part of any page: of an aside with the latest reviews, for one.
    """
    lists = {f"{name}.html" for name in (*settings["DIRECT_TEMPLATES"], *_LISTS)}
    for folder in folders:
        for path in Path(folder).rglob("*.html"):
            inner = path.relative_to(folder)
            if inner.parts[0] == "filmreview" or str(inner) in lists:
                continue
            try:
                text = path.read_text("utf-8", "replace")
            except OSError:  # an editor's lock, or a folder of such a name
                continue
            if _LIST_CALL.search(text) is not None:
                return True
    return False


def _link_stylesheet(context: Context, settings: Settings) -> str:
    if not settings.stylesheet:
        return ""
    siteurl = str(context.get("SITEURL", ""))
    return f'<link rel="stylesheet" href="{escape(siteurl)}/{escape(settings.stylesheet_path)}">\n'


def _find_reviews(content: Content, names: tuple[str, ...], visits: VisitCache | None) -> str:
    """Give a post's Reviews, those of the last build where nothing has changed."""
    facts = _facts_of(content)
    if visits is None:
        return _build_reviews(content, facts, names)
    path, key = str(content.source_path), (*facts[:-2], checksum(content._content), names)
    reviews = visits.get_reviews(path, key)
    if reviews is None:
        reviews = _build_reviews(content, facts, names)
        # What `{static}` links lead to is Pelican's to say, and may change without the post.
        if not any(one.has_links for one in content.filmreview.waiting):
            visits.put_reviews(path, key, reviews)
    return reviews


def _build_reviews(content: Content, facts: PageFacts, names: tuple[str, ...]) -> str:
    from pelican_filmreview.jsonld import finish_reviews

    review: PageReview = content.filmreview
    films = zip(review.anchors, review.waiting, strict=True) if review.waiting else ()
    return finish_reviews(films, facts._replace(body=_prose_of(content)), names)


def _facts_of(content: Content) -> PageFacts:
    """Give what a page's Reviews say of it, all but its text."""
    from pelican_filmreview.film import Person
    from pelican_filmreview.jsonld import PageFacts

    siteurl = str(content.settings.get("SITEURL") or "")
    return PageFacts(
        url=absolute_url_of(content),
        name=plain(str(content.title)),
        authors=tuple(Person(name) for name in author_names(content)),
        publisher=str(content.settings.get("SITENAME") or ""),
        publisher_url=siteurl + "/" if siteurl else "",
        published=_write_date(content, "date"),
        modified=_write_date(content, "modified"),
        language=lang_of(content),
        body="",
        absolute=lambda address: make_absolute(content, address),
    )


def _write_date(content: Content, name: str) -> str:
    """Give a date with its zone; nothing for the end of time, which Pelican dates drafts to."""
    moment = getattr(content, name, None)
    return moment.isoformat() if moment is not None and moment.year < MAXYEAR else ""


# A comment, an element whose text nobody reads, or a tag.
_MARKUP = re.compile(
    r"""<(?:!--.*?--|(script|style|template)\b.*?</\1\s*
           |[/!]?[a-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""",
    re.S | re.I | re.X,
)
# Where text of two blocks, or two lines, may stand without white space between their tags.
_BREAK = re.compile(r"<(?=/(?:p|li|h[1-6]|div|td|th|tr|dt|dd|blockquote|figcaption|pre)>|br)", re.I)


def _prose_of(content: Content) -> str:
    """Give the plain text of the prose around the blocks; nothing if it was changed since."""
    html, position, pieces = content._content, 0, []
    review: PageReview = content.filmreview
    if html != review.html:
        return ""
    for start, end in review.spans:
        pieces.append(html[position:start])
        position = end
    pieces.append(html[position:])
    prose = _BREAK.sub(" <", " ".join(pieces))
    return _space_once(unescape(_MARKUP.sub("", prose)))


def _space_once(text: str) -> str:
    """Give a text with one space between words; without a list of a thousand words, if it can."""
    text = " ".join([line for part in text.split("\n") if (line := part.strip())])
    is_odd = "  " in text or any(map(text.__contains__, _OTHER_SPACES))
    return " ".join(text.split()) if is_odd else text


# What Python parts words at, besides the plain space and the line's end.
_OTHER_SPACES = (
    "\t\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
