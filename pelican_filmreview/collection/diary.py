"""A Collection in, its viewings by year and month out, each once, rewatches marked.

A viewing that several reviews of a film name is one. It is a rewatch where the author says so,
and where the film was surely seen before: another viewing of it lies before, or a review of it in
another post. Of "2019" and "3 May 2019" nobody knows which was first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pelican.contents import Content

from pelican_filmreview.collection.gather import Collection, Listed
from pelican_filmreview.film import Rating, Viewing

_DAY = len("2013-01-23")
# So many viewings are one page's worth of the latest; the years have pages of their own.
_LATEST = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """A viewing: the review that it stands in, and the first review of that film.

    `iso` is a date as far as it is known, without a time of day: a day, a month, a year, or empty.
    """

    one: Listed
    film: int
    viewing: Viewing
    iso: str
    is_rewatch: bool

    @property
    def rating(self) -> Rating | None:
        """The rating of that viewing, else that of the review."""
        return self.viewing.rating or self.one.film.rating

    @property
    def year(self) -> str:
        """Four digits, or empty."""
        return self.iso[:4]

    @property
    def month(self) -> str:
        """Year and month as ISO 8601 has them, or empty."""
        return self.iso[:7] if len(self.iso) > 4 else ""

    @property
    def first_day(self) -> str:
        """The earliest day that it can have been."""
        return self.iso + "-01-01"[len(self.iso) - 4 :]

    @property
    def last_day(self) -> str:
        """The latest day that it can have been, as text sorts."""
        return self.iso + "-12-31"[len(self.iso) - 4 :]


@dataclass(slots=True)
class Month:
    """The viewings of a month, or those of a year of which no month is known."""

    iso: str
    seen: list[Seen] = field(default_factory=list)


@dataclass(slots=True)
class Year:
    """The months of a year in which something was seen, the latest first."""

    iso: str
    months: list[Month] = field(default_factory=list)

    @property
    def seen(self) -> list[Seen]:
        """All viewings of the year."""
        return [seen for month in self.months for seen in month.seen]


@dataclass(slots=True)
class Diary:
    """All viewings of a collection: by years, the latest first, and those without a date.

    `same` has for each film of the collection the place of its first review.
    """

    same: list[int]
    years: list[Year] = field(default_factory=list)
    undated: list[Seen] = field(default_factory=list)

    @property
    def seen(self) -> list[Seen]:
        """All viewings, those without a date last."""
        return [*(seen for year in self.years for seen in year.seen), *self.undated]


def keep_diary(collection: Collection) -> Diary:
    """Give the diary of a collection."""
    same = collection.same
    seen = _mark_rewatches(collection, same, list(_list_seen(collection, same)))
    diary = Diary(same, undated=[one for one in seen if not one.iso])
    dated = sorted((one for one in seen if one.iso), key=lambda one: one.one.order)
    dated.sort(key=_newest_first)
    for one in dated:
        if not diary.years or diary.years[-1].iso != one.year:
            diary.years.append(Year(one.year))
        months = diary.years[-1].months
        if not months or months[-1].iso != (one.month or one.year):
            months.append(Month(one.month or one.year))
        months[-1].seen.append(one)
    return diary


def shorten_diary(diary: Diary) -> Diary:
    """Give the latest months that together have some fifty viewings, and what has no date."""
    short = Diary(diary.same, undated=diary.undated)
    count = 0
    for year in diary.years:
        for month in year.months:
            if count >= _LATEST:
                return short
            if not short.years or short.years[-1].iso != year.iso:
                short.years.append(Year(year.iso))
            short.years[-1].months.append(month)
            count += len(month.seen)
    return short


def _newest_first(seen: Seen) -> tuple[int, ...]:
    """Sort days downwards; what has no day comes last in its month, no month last in its year."""
    parts = [int(part) for part in seen.iso.split("-")]
    return tuple(-part for part in [*parts, 0, 0][:3])


def _list_seen(collection: Collection, same: list[int]) -> Iterator[Seen]:
    """Give every viewing; of one day in several posts that of the oldest post alone."""
    owners: dict[tuple[int, str], Content] = {}
    for one in sorted(collection.films, key=lambda one: (one.date, one.place)):
        for viewing in one.film.viewings:
            owners.setdefault((same[one.place], _day_of(viewing)), one.article)
    for one in collection.films:
        film = same[one.place]
        for viewing in one.film.viewings:
            iso = _day_of(viewing)
            if len(iso) < _DAY or owners[film, iso] is one.article:
                yield Seen(one, film, viewing, iso, viewing.rewatch)


def _day_of(viewing: Viewing) -> str:
    """Give a date without its time of day."""
    return viewing.date.iso[:_DAY] if viewing.date is not None else ""


def _mark_rewatches(collection: Collection, same: list[int], seen: list[Seen]) -> list[Seen]:
    first_end: dict[int, str] = {}
    for one in seen:
        if one.iso:
            first_end[one.film] = min(first_end.get(one.film, "~"), one.last_day)
    reviews = _find_first_reviews(collection, same)
    met: set[tuple[int, str]] = set()
    marked = []
    for one in seen:
        again = bool(one.iso) and (
            first_end[one.film] < one.first_day
            or _was_reviewed(one, reviews[one.film])
            or (len(one.iso) == _DAY and (one.film, one.iso) in met)
        )
        met.add((one.film, one.iso))
        marked.append(replace(one, is_rewatch=True) if again else one)
    return marked


def _find_first_reviews(collection: Collection, same: list[int]) -> dict[int, list[Listed]]:
    """Give the first review of each film, and the first in another post."""
    found: dict[int, list[Listed]] = {}
    for one in sorted(collection.films, key=lambda one: (one.date, one.place)):
        first = found.setdefault(same[one.place], [])
        if len(first) < 2 and (not first or first[0].article is not one.article):
            first.append(one)
    return found


def _was_reviewed(seen: Seen, reviews: list[Listed]) -> bool:
    """Say whether another post had a review of the film before that day."""
    return any(
        listed.article is not seen.one.article and listed.date.date().isoformat() < seen.first_day
        for listed in reviews
    )
