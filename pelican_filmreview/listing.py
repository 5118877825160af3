"""A listed article in, its poster and its badge out: for index, tag, category and author pages.

Themes call these from any template. All give an empty text for an article without a film, so that
a theme need not ask first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from markupsafe import Markup
from pelican.contents import Content

from pelican_filmreview.page import make_absolute, page_of

if TYPE_CHECKING:
    from pelican_filmreview.film import Film
    from pelican_filmreview.render import Renderer
    from pelican_filmreview.settings import Settings

Report = Callable[[str], None]


def render_badge(
    article: Content, settings: Settings, renderer: Renderer, report: Report
) -> Markup:
    """Give the rating of an article's first rated film, without microformats.

    The page that lists it is no review of it: search engines take what is marked up for the page.
    """
    film = next((one for one in article.films if one.rating is not None), None)
    if film is None:
        return Markup("")
    return Markup(renderer.render_badge(film, page_of(article, settings), report))


def render_poster(
    article: Content, settings: Settings, renderer: Renderer, report: Report, loading: str
) -> Markup:
    """Give the poster of an article's first film that has one, its address as this page needs it.

    `loading` is the attribute of that name: "eager" for what is seen at once.
    """
    film = _find_poster(article)
    if film is None:
        return Markup("")
    page = page_of(article, settings)
    html = renderer.render_list_poster(film, page, loading, report)
    return Markup(article._update_content(html, article.get_siteurl()))


def find_poster_url(article: Content) -> str:
    """Give the absolute address of an article's poster, as og:image wants it."""
    film = _find_poster(article)
    return make_absolute(article, film.poster.url) if film and film.poster else ""


def _find_poster(article: Content) -> Film | None:
    return next((film for film in article.films if film.poster is not None), None)
