"""The films of a collection in, which of them are one film reviewed several times out.

Two reviews are of one film where something tells so (`list_keys`) and nothing speaks against it
(`_Known.contradicts`). That is the only rule there is: for two reviews by themselves, and for all
of a blog. There, what several reviews know of a film is known together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.people import fold_name
from pelican_filmreview.links import SITE_NAMES, read_id

# So many different films are compared that have one title, year or person in common.
_MOST_COMPARED = 50

# How sure it is, the surest first, and what it is that tells.
Key = tuple[int, tuple[str, ...], str, str]


def is_same_film(one: FilmEntry, other: FilmEntry) -> bool:
    """Say whether two reviews are of one film, in this order.

    1. another season or episode, or a film and a series: no; 2. a site at which both have ids and
    these differ: no; 3. an id in common: yes; 4. no title in common: no, nor for parts of series
    that have two names; 5. the same year: yes; 6. years further apart than festival and cinema
    may be: no; 7. directors that both have decide; 8. without them: yes if neither has a year.
    """
    if _Known(one).contradicts(_Known(other)):
        return False
    return not set(list_keys(one)).isdisjoint(list_keys(other))


def find_same_films(films: Sequence[FilmEntry]) -> list[int]:
    """Give for each film the place of the first one that is the same, which may be its own.

    Films are compared that have a key in common, so the time grows with their number alone.
    """
    by_key: dict[Key, list[int]] = {}
    for place, film in enumerate(films):
        for key in list_keys(film):
            by_key.setdefault(key, []).append(place)
    joined = _Joined(films)
    for key in sorted(by_key, key=lambda key: key[0]):
        joined.join(by_key[key])
    return [joined.find(place) for place in range(len(films))]


class FilmIndex:
    """Finds which films of a collection one from elsewhere may be, as that of a draft."""

    def __init__(self, films: Sequence[FilmEntry]) -> None:
        self._films = films
        self._by_key: dict[Key, list[int]] = {}
        for place, film in enumerate(films):
            for key in list_keys(film):
                self._by_key.setdefault(key, []).append(place)

    def find(self, film: FilmEntry) -> set[int]:
        """Give the places of the reviews of the same film; of one key no more than so many."""
        alike = {
            place for key in list_keys(film) for place in self._by_key.get(key, ())[:_MOST_COMPARED]
        }
        return {place for place in alike if is_same_film(film, self._films[place])}


class _Joined:
    """Sets of films that are one; each is known by the place of its first."""

    def __init__(self, films: Iterable[FilmEntry]) -> None:
        self._known = [_Known(film) for film in films]
        self._first = list(range(len(self._known)))

    def find(self, place: int) -> int:
        while self._first[place] != place:
            self._first[place] = self._first[self._first[place]]
            place = self._first[place]
        return place

    def join(self, places: list[int]) -> None:
        """Join the films at these places, which have a key in common, unless they contradict."""
        different: list[int] = []
        for place in places:
            is_new = True
            for other in different[:_MOST_COMPARED]:
                is_new = not self._join_two(other, place) and is_new
            if is_new:
                different.append(place)

    def _join_two(self, one: int, other: int) -> bool:
        one, other = sorted((self.find(one), self.find(other)))
        if one == other:
            return True
        if self._known[one].contradicts(self._known[other]):
            return False
        self._first[other] = one
        self._known[one].add(self._known[other])
        return True


class _Known:
    """What is known of a film, from one review or from several."""

    __slots__ = ("directors", "ids", "series", "years")

    def __init__(self, film: FilmEntry) -> None:
        self.ids = dict(_read_ids(film.links))
        self.years = {int(film.year)} if film.year else set()
        # The films of a series have titles of their own; its parts may all be called "Pilot".
        is_part = bool(film.series) and len(_part_of(film)) > 1
        self.series = {fold_name(film.series)} if is_part else set()
        self.directors = set(_fold_directors(film))

    def add(self, other: _Known) -> None:
        """Add what is known from other reviews."""
        if len(self.ids) < len(other.ids):
            self.ids, other.ids = other.ids, self.ids
        self.ids.update(other.ids)
        self.years |= other.years
        self.series |= other.series
        self.directors |= other.directors

    def contradicts(self, other: _Known) -> bool:
        """Say whether this cannot be the other film, although their titles are alike."""
        some, others = self.ids, other.ids
        if len(some) > len(others):
            some, others = others, some
        sites = [site for site in some if site in others]
        if sites:
            return any(some[site] != others[site] for site in sites)
        if _have_nothing_in_common(self.series, other.series):
            return True
        if self.years and other.years:
            if not self.years.isdisjoint(other.years):
                return False
            if any(abs(one - two) > 1 for one in self.years for two in other.years):
                return True
        return _have_nothing_in_common(self.directors, other.directors)


def _have_nothing_in_common(some: set[str], others: set[str]) -> bool:
    return bool(some) and bool(others) and some.isdisjoint(others)


def list_keys(film: FilmEntry) -> Iterator[Key]:
    """Give all that tells which film one is; reviews of one film have one of these in common.

    These are its ids, and its titles with the year, with a director, or, without a year, alone.
    """
    part = _part_of(film)
    for site, name in _read_ids(film.links).items():
        yield 0, part, site, name
    for title in _fold_titles(film):
        if film.year:
            yield 1, part, title, film.year
        for director in _fold_directors(film):
            yield 2, part, title, director
        if not film.year:
            yield 3, part, title, ""


def _part_of(film: FilmEntry) -> tuple[str, ...]:
    """Give what tells parts of a series apart that share its title and its page elsewhere.

    A part without a number is told by its title.
    """
    if film.episode or film.kind == "episode":
        number = _fold_number(film.episode) or fold_name(film.title)
        return "episode", _fold_number(film.season), number
    if film.season or film.kind == "season":
        return "season", _fold_number(film.season) or fold_name(film.title)
    return ("series",) if film.kind == "series" else ()


def _fold_number(text: str) -> str:
    return re.sub(r"^0+(?=\d)", "", fold_name(text)) if text else ""


@lru_cache(maxsize=200_000)
def _read_ids(links: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Give the ids of a film by site; of its own website nobody knows what else is there.

    An address without an id tells a film as well, but another one is no contradiction: boxd.it
    has one for a film and others for each of its viewings.
    """
    ids = {}
    for site, url in links:
        if site in SITE_NAMES:
            name = read_id(site, url)
            ids[site if name else url] = name or url
    return ids


def _fold_titles(film: FilmEntry) -> Iterable[str]:
    titles = dict.fromkeys((fold_name(film.title), fold_name(film.original_title)))
    return filter(None, titles)


def _fold_directors(film: FilmEntry) -> Iterable[str]:
    return dict.fromkeys(fold_name(credit.name) for credit in film.credits_in("director"))
