"""A collection and a film of one of its posts in, which reviews to read next out, and why those.

Everything is found by index: by person, series and whatever tells a film. Who has made very many
films is asked for the best of them alone, so that what a review costs does not grow with the blog.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from heapq import merge

from pelican.contents import Content

from pelican_filmreview.collection.entry import ACTOR, FilmEntry
from pelican_filmreview.collection.gather import Collection, Listed
from pelican_filmreview.collection.people import Person, fold_name
from pelican_filmreview.collection.same_film import FilmIndex
from pelican_filmreview.page import lang_of

# Of one person or series no more reviews are looked at than these.
_MOST_LOOKED_AT = 50
# More names than these make no heading.
_MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Reviews that belong together, and why: same, previous, next, director or actor.

    `words` are the names of the people, or the one of the series or the film.
    """

    kind: str
    words: tuple[str, ...]
    films: tuple[Listed, ...]


Position = tuple[int, int, str]


def _find_position(film: FilmEntry) -> Position | None:
    """Give where in its series a film comes; None where nothing says it."""
    season, episode = _read_number(film.season), _read_number(film.episode)
    released = film.released or film.year
    return (season, episode, released or "9999") if season or episode or released else None


def _read_number(text: str) -> int:
    found = re.search(r"\d{1,6}", text)
    return int(found[0]) if found else 0


class RelatedFilms:
    """Finds what to read next in one collection."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self._same = collection.same
        self._places = {id(one.film): one.place for one in collection.films}
        films = sorted(collection.films, key=lambda one: (_slug(one), one.film.slug))
        films.sort(key=lambda one: one.date, reverse=True)
        self._newness = {one.place: n for n, one in enumerate(films)}
        self._reviews: dict[int, list[Listed]] = {}
        for one in films:
            self._reviews.setdefault(self._same[one.place], []).append(one)
        films.sort(key=lambda one: -one.share if one.share is not None else Decimal(1))
        self._rank = {one.place: n for n, one in enumerate(films)}
        self._by_job: dict[tuple[str, str], list[Listed]] = {}
        self._by_series: dict[str, list[tuple[Position, datetime, str, int]]] = {}
        for one in collection.films:
            self._index(one)
        for members in self._by_series.values():
            members.sort()

    def _index(self, one: Listed) -> None:
        film = one.film
        position = _find_position(film)
        if film.series and position is not None:
            member = (position, one.date, _slug(one), one.place)
            self._by_series.setdefault(fold_name(film.series), []).append(member)

    def find(self, film: FilmEntry, article: Content, count: int) -> list[Reason]:
        """Give what to read after a film's review, at most `count` reviews for each kind of reason.

        No review comes twice, and of a film with several only one, but where that is the reason.
        """
        return list(_Choice(self, film, article, count).run())

    # --- by index ---------------------------------------------------------------------------------

    @cached_property
    def _films(self) -> FilmIndex:
        return FilmIndex([one.film for one in self.collection.films])

    def find_film(self, film: FilmEntry) -> set[int]:
        """Give which film of the collection one is, by the place of its first review.

        A draft's may be none of them, or, with little known of it, each of several.
        """
        place = self._places.get(id(film))
        if place is not None:
            return {self._same[place]}
        return {self._same[place] for place in self._films.find(film)}

    def film_of(self, one: Listed) -> int:
        """Give which film a review is of, by the place of the film's first review."""
        return self._same[one.place]

    def list_reviews(self, films: Iterable[int]) -> Iterator[Listed]:
        """Give the reviews of films, the newest first."""
        lists = [self._reviews[film] for film in films]
        return merge(*lists, key=lambda one: self._newness[one.place])

    def find_series(self, film: FilmEntry, article: Content) -> tuple[list[Listed], list[Listed]]:
        """Give the films before and behind one in its series, the nearest first."""
        members = self._by_series.get(fold_name(film.series), []) if film.series else []
        position = _find_position(film)
        if not members or position is None:
            return [], []
        # Reviews of the film itself are on both sides of its own place, and passed over later.
        here = bisect(members, (position, article.date, str(article.slug), -1))
        films = self.collection.films
        before = members[max(0, here - _MOST_LOOKED_AT) : here]
        behind = members[here : here + _MOST_LOOKED_AT]
        return [films[one[-1]] for one in reversed(before)], [films[one[-1]] for one in behind]

    def films_in(self, person: Person, job: str) -> list[Listed]:
        """Give the best films that somebody had a job in, any job where it is empty."""
        known = self._by_job.get((person.key, job))
        if known is None:
            places = {place for place, credit in person.credits if not job or credit.job == job}
            films = sorted(places, key=self._rank.__getitem__)[:_MOST_LOOKED_AT]
            known = [self.collection.films[place] for place in films]
            self._by_job[person.key, job] = known
        return known

    def count_shared(self, film: FilmEntry) -> dict[int, int]:
        """Give how many of its people each other film has, by the films' places."""
        people = {}
        for credit in film.credits:
            person = self.collection.people.find(credit, film)
            if person is not None:
                people[person.key] = person
        counts: dict[int, int] = {}
        for person in people.values():
            for one in self.films_in(person, ""):
                counts[one.place] = counts.get(one.place, 0) + 1
        return counts

    def share_people(self, film: FilmEntry, job: str) -> dict[int, dict[str, str]]:
        """Give the names of the people that films have in common in a job, by place and person."""
        shared: dict[int, dict[str, str]] = {}
        for credit in film.credits_in(job):
            person = self.collection.people.find(credit, film)
            if person is None:
                continue
            for one in self.films_in(person, job):
                shared.setdefault(one.place, {}).setdefault(person.key, credit.name)
        return shared

    def rank(self, place: int) -> int:
        """Give where a film comes among all: the best first, then the newest, then by slug."""
        return self._rank[place]

    def newness(self, place: int) -> int:
        """Give where a review comes among all, the newest first."""
        return self._newness[place]


def _slug(one: Listed) -> str:
    return str(getattr(one.article, "slug", ""))


class _Choice:
    """One choice of what to read after the review of one film."""

    def __init__(self, index: RelatedFilms, film: FilmEntry, article: Content, count: int) -> None:
        self.index = index
        self.film = film
        self.article = article
        self.count = count
        self.same = index.find_film(film)
        self.known = set(self.same)
        self.own = {id(article), *map(id, getattr(article, "translations", ()))}
        # A language without pages of its own looks at the site's; its posts stay among themselves.
        lang = lang_of(article)
        self.lang = "" if index.collection.lang == lang.lower() else lang

    def run(self) -> Iterator[Reason]:
        same = self._take(self.index.list_reviews(self.same), is_of_one_film=True)
        if same:
            yield Reason("same", (self.film.title,), tuple(same))
        before, behind = self.index.find_series(self.film, self.article)
        for kind, members in (("previous", before), ("next", behind)):
            nearest = self._take(self._prefer_newest(members), most=1)
            if nearest:
                yield Reason(kind, (self.film.series,), tuple(nearest))
        counts = self.index.count_shared(self.film)
        for kind in ("director", ACTOR):
            yield from self._choose_by_people(kind, counts)

    def _choose_by_people(self, job: str, counts: dict[int, int]) -> Iterator[Reason]:
        """Give reviews of films with the same people, one reason for each set of them."""
        shared = self.index.share_people(self.film, job)
        places = sorted(shared, key=lambda place: (-counts.get(place, 0), self.index.rank(place)))
        films = self.index.collection.films
        groups: dict[tuple[str, ...], list[Listed]] = {}
        for one in self._take(films[place] for place in places):
            names = tuple(shared[one.place].values())[:_MOST_NAMES]
            groups.setdefault(names, []).append(one)
        for names, listed in groups.items():
            yield Reason(job, names, tuple(listed))

    def _prefer_newest(self, members: list[Listed]) -> Iterator[Listed]:
        """Give a film's newest review in place of the one that stands in the series."""
        for one in members:
            film = self.index.film_of(one)
            reviews = (other for other in members if self.index.film_of(other) == film)
            yield min(reviews, key=lambda other: self.index.newness(other.place))

    def _take(
        self, films: Iterable[Listed], most: int = 0, *, is_of_one_film: bool = False
    ) -> list[Listed]:
        taken: list[Listed] = []
        for one in films:
            if len(taken) == (most or self.count):
                break
            if id(one.article) in self.own or (self.lang and one.lang != self.lang):
                continue
            film = self.index.film_of(one)
            if is_of_one_film or film not in self.known:
                taken.append(one)
                self.known.add(film)
        return taken
