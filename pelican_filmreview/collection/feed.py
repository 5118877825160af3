"""A collection in, a feed of its viewings out: RSS 2.0 with the elements of Letterboxd's own feeds.

Their names, namespaces, values and order are those of letterboxd.com/<member>/rss/, so that what
reads a member's feed reads a blog's: `Yes` and `No`, ratings as halves of five, a title that ends
in stars, TMDB's number of the film. A viewing without a full date is the review's.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from feedgenerator import Rss201rev2Feed, get_tag_uri, rfc2822_date
from pelican.plugins import signals

from pelican_filmreview.collection.gather import Listed
from pelican_filmreview.collection.views import Look
from pelican_filmreview.film import Rating, Viewing
from pelican_filmreview.links import read_id
from pelican_filmreview.page import author_names, plain

logger = logging.getLogger(__name__)

NAMESPACES = {
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:letterboxd": "https://letterboxd.com",
    "xmlns:tmdb": "https://themoviedb.org",
}
_HALF = Decimal("0.5")
_MOST = Decimal(5)


@dataclass(frozen=True, slots=True)
class Seen:
    """A film, a viewing of it if there is one with a date, and when the feed has it published."""

    one: Listed
    day: date | None
    published: datetime
    rewatch: bool
    rating: Rating | None

    @property
    def order(self) -> tuple[date, datetime, int]:
        """What the latest viewing is the largest of."""
        return self.day or self.published.date(), self.published, -self.one.place


class FilmFeed(Rss201rev2Feed):
    """RSS 2.0 with what an item's `film` has to say, in the order of Letterboxd's feeds."""

    def rss_attributes(self) -> dict[str, str]:
        """Give the attributes of the root, all namespaces among them."""
        return {**super().rss_attributes(), **NAMESPACES}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Write the elements of an item."""
        for name in ("title", "link"):
            handler.addQuickElement(name, item[name])
        handler.addQuickElement("guid", item["unique_id"], {"isPermaLink": "false"})
        handler.addQuickElement("pubDate", rfc2822_date(item["pubdate"]))
        for name, value in item.get("film", {}).items():
            handler.addQuickElement(name, value)
        handler.addQuickElement("description", item["description"])
        if item["author_name"]:
            handler.addQuickElement("dc:creator", item["author_name"])


def write_feed(look: Look, writer: Any, context: dict[str, Any]) -> None:
    """Write the feed of a collection to its place below the output."""
    place = look.feed_place
    if not place:
        return
    root, count = look.address, look.site.settings.feed_count
    settings = look.pelican_settings
    title = f"{plain(str(settings.get('SITENAME') or ''))} - {look.words['films']}"
    feed = FilmFeed(
        title=title,
        link=f"{root}/",
        description=plain(str(settings.get("SITESUBTITLE") or "")) or title,
        language=look.collection.lang,
        feed_url=urljoin(str(settings.get("FEED_DOMAIN") or root) + "/", place),
    )
    seen = sorted(list_seen(look), key=lambda item: item.order, reverse=True)
    taken: dict[str, int] = {}
    for item in seen[: count or None]:
        _add(feed, item, look, taken)
    signals.feed_generated.send(context, feed=feed)
    path = Path(writer.output_path) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with writer._open_w(str(path), "utf-8") as file:
            feed.write(file, "utf-8")
    except RuntimeError as error:
        logger.error(
            "film: the feed %s cannot be written (%s); FILMREVIEW_FEED_SAVE_AS sets another "
            "file, or none",
            place,
            error,
        )
        return
    signals.feed_written.send(str(path), context=context, feed=feed)


def list_seen(look: Look) -> Iterator[Seen]:
    """Give the dated viewings of all films; of a film without any, its review."""
    for one in look.collection.films:
        rating = one.film.rating if "rating" not in one.film.hidden else None
        shown = () if "watched" in one.film.hidden else one.film.viewings
        dated = [(day, viewing) for viewing in shown if (day := _day_of(viewing))]
        if not dated:
            yield Seen(one, None, one.date, any(viewing.rewatch for viewing in shown), rating)
            continue
        latest = max(day for day, _ in dated)
        for day, viewing in dated:
            # The review is of the latest viewing, and published with it or after it.
            published = datetime.combine(day, time(), one.date.tzinfo)
            if day == latest:
                published = max(published, one.date)
            own = viewing.rating or (rating if day == latest else None)
            yield Seen(one, day, published, viewing.rewatch, own)


def _day_of(viewing: Viewing) -> date | None:
    try:
        return date.fromisoformat(viewing.date.iso[:10]) if viewing.date else None
    except ValueError:
        return None


def rate_of_five(rating: Rating | None) -> Decimal | None:
    """Give a rating as Letterboxd has them: halves up to five, of which half a one is the least."""
    if rating is None or rating.value is None or not rating.in_range:
        return None
    share = rating.value / rating.best if rating.worst >= 0 else rating.fraction
    halves = (share * _MOST / _HALF).quantize(Decimal(1), ROUND_HALF_UP)
    return min(max(halves * _HALF, _HALF), _MOST)


def _add(feed: FilmFeed, seen: Seen, look: Look, taken: dict[str, int]) -> None:
    one, film = seen.one, seen.one.film
    root, stars = look.address, rate_of_five(seen.rating)
    link = one.url if "//" in one.url[:8] else f"{root}/{one.url}"
    drawn = "★" * int(stars) + "½" * (stars % 1 > 0) if stars is not None else ""
    named = f"{film.title}, {film.year}" if film.year else film.title
    unique = f"{get_tag_uri(link, one.date)}/{seen.day or ''}".rstrip("/")
    taken[unique] = taken.get(unique, 0) + 1
    feed.add_item(
        title=f"{named} - {drawn}" if drawn else named,
        link=link,
        description=_describe(one, look, link),
        unique_id=unique if taken[unique] == 1 else f"{unique}/{taken[unique]}",
        author_name=", ".join(author_names(one.article)),
        pubdate=seen.published,
        film=dict(_list_elements(seen, stars)),
    )


def _list_elements(seen: Seen, stars: Decimal | None) -> Iterator[tuple[str, str]]:
    film = seen.one.film
    if seen.day:
        yield "letterboxd:watchedDate", seen.day.isoformat()
    yield "letterboxd:rewatch", "Yes" if seen.rewatch else "No"
    yield "letterboxd:filmTitle", film.title
    if film.year:
        yield "letterboxd:filmYear", film.year
    if stars is not None:
        yield "letterboxd:memberRating", f"{stars:.1f}"
    yield "letterboxd:memberLike", "Yes" if film.favorite else "No"
    address = "" if "links" in film.hidden else dict(film.links).get("tmdb", "")
    kind, _, number = read_id("tmdb", address).partition("/")
    if number:
        yield "tmdb:movieId" if kind == "movie" else "tmdb:tvId", number


def _describe(one: Listed, look: Look, link: str) -> str:
    """Give the HTML of an item: poster, verdict, and the review by its title."""
    film, root = one.film, look.address
    pieces = []
    path = "" if "poster" in film.hidden else look.poster_path(one)
    if path and film.poster is not None:
        address = path if "//" in path[:8] else f"{root}/{path}"
        alt = film.poster.alt or film.title
        pieces.append(f'<p><img src="{escape(address)}" alt="{escape(alt)}"></p>')
    if film.verdict and "verdict" not in film.hidden:
        pieces.append(f"<p>{escape(film.verdict)}</p>")
    title = plain(str(one.article.title)) or film.title
    pieces.append(f'<p><a href="{escape(link)}">{escape(title)}</a></p>')
    return "".join(pieces)
