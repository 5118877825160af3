"""The films of a collection in, which of them are one film reviewed several times out.

Two reviews are of the same film where they share an id elsewhere (IMDb, TMDB, Letterboxd ...), or
else a title, original or not, and the year. Ids that contradict each other win over titles. A
season or an episode is the same only as one of its own number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.people import fold_name

# The film's own site says what it likes, and a blog may give one address to several films.
_NO_IDS = frozenset({"website"})

Key = tuple[str, ...]


def find_same_films(films: Sequence[FilmEntry]) -> list[int]:
    """Give for each film the place of the first one that is the same, which may be its own."""
    joined = _Joined(films)
    for list_keys, are_ids in ((_list_ids, True), (_list_titles, False)):
        first: dict[Key, int] = {}
        for place, film in enumerate(films):
            for key in list_keys(film):
                other = first.setdefault(key, place)
                if are_ids or joined.can_join(other, place):
                    joined.join(other, place)
    return [joined.find(place) for place in range(len(films))]


class _Joined:
    """Sets of films that are one; each is known by the place of its first."""

    def __init__(self, films: Sequence[FilmEntry]) -> None:
        self._first = list(range(len(films)))
        self._ids = [dict(_list_pages(film)) for film in films]

    def find(self, place: int) -> int:
        while self._first[place] != place:
            self._first[place] = self._first[self._first[place]]
            place = self._first[place]
        return place

    def can_join(self, one: int, other: int) -> bool:
        """Say whether no site has two pages for what two films would be together."""
        ids, others = self._ids[self.find(one)], self._ids[self.find(other)]
        return all(others.get(site, url) == url for site, url in ids.items())

    def join(self, one: int, other: int) -> None:
        one, other = sorted((self.find(one), self.find(other)))
        if one != other:
            self._first[other] = one
            self._ids[one] = {**self._ids[other], **self._ids[one]}


def _list_pages(film: FilmEntry) -> Iterator[tuple[str, str]]:
    return ((site, url) for site, url in film.links if site not in _NO_IDS)


def _part(film: FilmEntry) -> Key:
    """Give what tells parts of a series apart that share its title and its page elsewhere."""
    is_part = film.kind in ("season", "episode")
    return (film.kind, film.season, film.episode) if is_part else ("",)


def _list_ids(film: FilmEntry) -> Iterator[Key]:
    return ((*_part(film), site, url) for site, url in _list_pages(film))


def _list_titles(film: FilmEntry) -> Iterator[Key]:
    titles = dict.fromkeys(fold_name(one) for one in (film.title, film.original_title) if one)
    return ((*_part(film), film.series, film.year, title) for title in titles if title)
