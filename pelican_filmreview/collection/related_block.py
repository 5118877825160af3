"""What to read next after a review in, the block that says it out, through a theme's template."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urljoin

from markupsafe import Markup
from pelican.contents import Content

from pelican_filmreview import labels
from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.gather import Listed
from pelican_filmreview.collection.related import Reason
from pelican_filmreview.film import FilmDate, Rating
from pelican_filmreview.page import find_file, lang_of, page_of
from pelican_filmreview.settings import Settings
from pelican_filmreview.site import Site
from pelican_filmreview.views import mark_date, view_rating

# How wide a poster is without a stylesheet, in pixels.
_POSTER_WIDTH = 40

WriteUrl = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class RelatedReview:
    """A review that is named: link, year, kind (where it is no film), badge, poster.

    `date` is that of the review, marked up, where another review of the same film is named.
    """

    title: str
    href: str
    year: str
    kind: str
    date: str
    badge: Markup
    favorite: bool
    poster: str
    poster_width: int
    poster_height: int


@dataclass(frozen=True, slots=True)
class RelatedGroup:
    """Reviews that are named for one reason: same, previous, next, director or actor."""

    kind: str
    label: str
    reviews: tuple[RelatedReview, ...]


class RelatedBlocks:
    """Renders the blocks of one build."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._badges: dict[tuple[Rating, str, str, str, str], Markup] = {}

    def render(
        self,
        reasons: Iterable[Reason],
        content: Content,
        settings: Settings,
        film: FilmEntry,
        layout: str,
        write_url: WriteUrl,
    ) -> str:
        """Render what to read after a film's review, for its own page."""
        lang = lang_of(content)
        # Without a style of ours no drawing is seen.
        drawing = "number" if layout == "bare" else ""
        words = labels.labels_for(lang, settings.labels)
        groups = [
            RelatedGroup(
                reason.kind,
                _write_label(reason, words, lang),
                tuple(
                    self._view(one, reason.kind, content, settings, drawing, write_url)
                    for one in reason.films
                ),
            )
            for reason in reasons
        ]
        level = settings.heading_level
        values = {
            "groups": groups,
            "film": film,
            "link": page_of(content, settings).link,
            "labels": words,
            "lang": lang,
            "direction": labels.text_direction(lang),
            "settings": settings,
            "layout": layout,
            "heading": f"h{level}",
            "subheading": f"h{level + 1}",
        }
        return self.site.renderer.render_values("related", values, self.site.report)

    def _view(
        self,
        one: Listed,
        reason: str,
        content: Content,
        settings: Settings,
        drawing: str,
        write_url: WriteUrl,
    ) -> RelatedReview:
        film, lang = one.film, lang_of(content)
        poster = _find_poster(one, settings, write_url)
        day = FilmDate(one.date.date().isoformat(), "") if reason == "same" else None
        return RelatedReview(
            title=film.title,
            href=write_url(one.url),
            year=labels.format_date(film.year, lang) if film.year else "",
            kind=labels.labels_for(lang, settings.labels)["kind_" + film.kind]
            if film.kind != "film"
            else "",
            date=mark_date(day, lang) if day else "",
            badge=self._render_badge(film.rating, content, settings, drawing),
            favorite=film.favorite,
            poster=poster,
            poster_width=_POSTER_WIDTH if poster else 0,
            poster_height=_scale_height(one) if poster else 0,
        )

    def _render_badge(
        self, rating: Rating | None, content: Content, settings: Settings, drawing: str
    ) -> Markup:
        """Give a rating's badge; a blog has many films and few ratings."""
        if rating is None:
            return Markup("")
        key = (rating, str(rating.value), lang_of(content), settings.badge, drawing)
        badge = self._badges.get(key)
        if badge is None:
            view = view_rating(rating, page_of(content, settings), drawing)
            html = self.site.renderer.render_values("badge", {"rating": view}, self.site.report)
            badge = self._badges[key] = Markup(html)
        return badge


def _write_label(reason: Reason, words: labels.Labels, lang: str) -> str:
    name = labels.join_names(reason.words, lang)
    return labels.fill_label(words["related_" + reason.kind], title=name, series=name, names=name)


def _scale_height(one: Listed) -> int:
    poster = one.film.poster
    return max(1, round(_POSTER_WIDTH * poster.height / poster.width)) if poster else 0


def _find_poster(one: Listed, settings: Settings, write_url: WriteUrl) -> str:
    """Give the address of a poster whose size is known, as another post writes it.

    Pelican itself has not placed its static files yet, so a file of the content folder is named
    as a post names it, from the folder's root.
    """
    poster, article = one.film.poster, one.article
    if poster is None or not poster.width or not poster.height:
        return ""
    url = poster.url
    if url.startswith(("{static}/", "{attach}/")):
        return "{static}" + url[len("{static}") :]
    path = find_file(article, url)
    if path is not None:
        root = Path(article.settings["PATH"]).resolve()
        return "{static}/" + quote(path.relative_to(root).as_posix())
    if url.startswith("/") or "//" in url[:8]:
        return page_of(article, settings).link(url)
    return write_url(urljoin("/" + str(article.url), url).lstrip("/"))
