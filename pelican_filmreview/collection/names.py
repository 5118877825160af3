"""The collections of all languages in, one name for each film out, whatever its reviews know of it.

A review by itself names its film by what its own block says (`identity`). Here all reviews are at
hand, so that the one without an id gets the name that the one with it has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property

from pelican.contents import Content

from pelican_filmreview.collection.entry import FilmEntry
from pelican_filmreview.collection.gather import Collection, Listed, entries_of
from pelican_filmreview.collection.same_film import FilmIndex, find_same_films
from pelican_filmreview.identity import list_names, name_film, name_in_page


class FilmNames:
    """Knows the name of every film: an address from the site's root, or from the review's page."""

    def __init__(self, collections: Iterable[Collection]) -> None:
        given = list(collections)
        # A post stands in the site's own collection and in that of its language.
        listed = {id(one.film): one for collection in given for one in collection.films}
        self._reviews = list(listed.values())
        self._same = (
            given[0].same
            if len(given) == 1
            else find_same_films([one.film for one in self._reviews])
        )
        self._names: dict[int, str] = {}
        self._addresses: dict[int, str] = {}
        self._name_all()

    def _name_all(self) -> None:
        films: dict[int, list[Listed]] = {}
        for film, one in zip(self._same, self._reviews, strict=True):
            films.setdefault(film, []).append(one)
        for reviews in films.values():
            reviews.sort(key=_oldest_first)
        taken: set[str] = set()
        for film, reviews in sorted(films.items(), key=lambda item: _oldest_first(item[1][0])):
            first = reviews[0]
            name = _choose_name(reviews)
            if name in taken or name.startswith("#"):
                name = name_in_page(first.film)
                url = first.page_url
                page = url if "//" in url[:8] else "/" + url.lstrip("/")
                self._addresses[film] = page + name
            else:
                taken.add(name)
                self._addresses[film] = name
            for one in reviews:
                self._names[id(one.film)] = name if one is first else self._addresses[film]

    def find(self, film: FilmEntry) -> str:
        """Give a film's name; that of a film of which only a draft knows is the draft's own."""
        name = self._names.get(id(film))
        if name is None:
            alike = {self._same[place] for place in self._index.find(film)}
            name = self._addresses[alike.pop()] if len(alike) == 1 else _name(film)
        return name

    @cached_property
    def _index(self) -> FilmIndex:
        return FilmIndex([one.film for one in self._reviews])

    def list_others(self, posts: Iterable[Content | None]) -> dict[str, tuple[str, ...]]:
        """Give the names of films, by their post's file, that are not what their post says itself.

        A post has one for each of its films, empty where that is the same; one that failed is None.
        """
        found = {}
        for post in posts:
            if post is None or not getattr(post, "films", ()):
                continue
            pairs = [(self.find(film), _name(film)) for film in entries_of(post)]
            others = tuple([name if name != own else "" for name, own in pairs])
            if any(others):
                found[str(post.source_path)] = others
        return found


def _oldest_first(one: Listed) -> tuple[datetime, str, str]:
    return one.date, one.page_url, one.film.slug


def _choose_name(reviews: list[Listed]) -> str:
    """Give the surest name that any review has, of equally sure ones that of the oldest."""
    known = (
        (rank, number, name)
        for number, one in enumerate(reviews)
        for rank, name in list_names(one.film, one.film.year, one.film.links)
    )
    return min(known)[2]


def _name(film: FilmEntry) -> str:
    return name_film(film, film.year, film.links)
