"""Credits in, the people behind them out: who is who, each with the films and an address.

A name is the same person wherever it stands, however case, accents and stops are written. The
people file says otherwise: it joins spellings, and tells two people of one name apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pelican_filmreview.collection.entry import CreditEntry, FilmEntry

_MARKS = re.compile("[\u0300-\u036f\u200b-\u200f.,'’‘`\"]")


@lru_cache(maxsize=200_000)
def fold_name(name: str) -> str:
    """Give the form of a name in which case, accents, hyphens and stops do not matter."""
    text = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(_MARKS.sub("", text).replace("-", " ").split())


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What the people file says of somebody: `films` and `jobs` narrow a shared name down.

    `same_as` are addresses that a block may give beside the name; `number` counts in the file.
    """

    name: str
    slug: str = ""
    also: tuple[str, ...] = ()
    note: str = ""
    sort: str = ""
    films: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    number: int = 0

    def matches(self, credit: CreditEntry, film: FilmEntry) -> bool:
        """Say whether a credit of that name can be theirs."""
        if self.same_as and set(self.same_as) & set(credit.same_as):
            return True
        if self.films:
            return bool({fold_name(one) for one in self.films} & _titles(film))
        return not self.jobs or credit.job in self.jobs

    @property
    def is_narrow(self) -> bool:
        """Whether only some credits of the name are theirs."""
        return bool(self.films or self.jobs)


def _titles(film: FilmEntry) -> set[str]:
    return {fold_name(title) for title in (film.title, film.original_title, film.slug) if title}


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with the films; `url` is empty for who has no page.

    `credits` are pairs of a review's place in the collection and the credit.
    """

    key: str
    name: str
    note: str = ""
    sort: str = ""
    slug: str = ""
    url: str = ""
    credits: list[tuple[int, CreditEntry]] = field(default_factory=list)

    @property
    def reviews(self) -> list[int]:
        """The places of the reviews in the collection, each once."""
        return list(dict.fromkeys(place for place, _ in self.credits))

    def films(self, same: Sequence[int]) -> set[int]:
        """Give the films, however often reviewed; `same` has for each place that of its film."""
        return {same[place] for place, _ in self.credits}


class People:
    """Everybody of one collection."""

    def __init__(self, known: Iterable[KnownPerson] = ()) -> None:
        self._by_name: dict[str, list[KnownPerson]] = {}
        self._by_id: dict[str, KnownPerson] = {}
        self.by_key: dict[str, Person] = {}
        self._spellings: dict[str, dict[str, int]] = {}
        for one in known:
            for name in (one.name, *one.also):
                self._by_name.setdefault(fold_name(name), []).append(one)
            for identity in one.same_as:
                self._by_id.setdefault(identity, one)
        for told in self._by_name.values():
            told.sort(key=lambda one: not one.is_narrow)

    def find(self, credit: CreditEntry, film: FilmEntry) -> Person | None:
        """Give the person of a credit, if the collection has them."""
        return self.by_key.get(self._key(credit, film)[0])

    def add(self, place: int, credit: CreditEntry, film: FilmEntry) -> None:
        """Count a credit of a film whose review stands at a place of the collection."""
        key, known = self._key(credit, film)
        person = self.by_key.get(key)
        if person is None:
            person = self.by_key[key] = Person(key, credit.name)
            if known is not None:
                person.name, person.note, person.sort = known.name, known.note, known.sort
                person.slug = known.slug
        if known is None:
            spellings = self._spellings.setdefault(key, {})
            spellings[credit.name] = spellings.get(credit.name, 0) + 1
        person.credits.append((place, credit))

    def _key(self, credit: CreditEntry, film: FilmEntry) -> tuple[str, KnownPerson | None]:
        """Give the key of a person: 1. by an id, 2. as the people file has it, 3. by the name."""
        for identity in credit.same_as if self._by_id else ():
            known = self._by_id.get(identity)
            if known is not None:
                return _known_key(known), known
        name = fold_name(credit.name)
        for one in self._by_name.get(name, ()):
            if one.matches(credit, film):
                return _known_key(one), one
        return name, None

    def finish(
        self, least: int, slugify: Callable[[str], str], same: Sequence[int]
    ) -> list[Person]:
        """Give everybody with at least so many films, in the order of their keys, with a slug.

        `same` has for each place in the collection that of the film's first review.
        """
        for key, spellings in self._spellings.items():
            # The most usual spelling; of equal ones the first in the collection.
            self.by_key[key].name = max(spellings, key=lambda name: spellings[name])
        self._spellings.clear()
        shown = [
            person for _, person in sorted(self.by_key.items()) if len(person.films(same)) >= least
        ]
        taken = {person.slug for person in shown if person.slug}
        for person in shown:
            if not person.slug:
                person.slug = free_slug(slugify(person.name) or "person", taken)
        return shown


def _known_key(known: KnownPerson) -> str:
    # No folded name has a space at its end, so these keys are none of a name's.
    return f"{fold_name(known.name)} {known.number} "


def free_slug(slug: str, taken: set[str]) -> str:
    """Give a slug that is not taken yet, and take it."""
    unique, number = slug, 2
    while unique in taken:
        unique, number = f"{slug}-{number}", number + 1
    taken.add(unique)
    return unique
