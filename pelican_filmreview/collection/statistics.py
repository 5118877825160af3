"""A Collection and its diary in, the numbers of the statistics page out.

A film that was reviewed several times is one film here, and each of its reviews has a rating.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pelican_filmreview.collection.diary import Diary, Seen
from pelican_filmreview.collection.gather import Collection, Group, Listed, scale_share
from pelican_filmreview.collection.people import Person
from pelican_filmreview.settings import Settings

# How many stand in a list of the most seen, and how many films make somebody one of them.
MOST = 10
LEAST = 2
# A longer row of years or decades than this is shown without those in which there is nothing.
_LONGEST_ROW = 60


@dataclass(frozen=True, slots=True)
class Tally:
    """A number with what it counts: `key` is a year, a decade, a rating, or a group's key."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class PersonTally:
    """Somebody with the number of films in one job."""

    person: Person
    count: int


@dataclass(frozen=True, slots=True)
class GroupTally:
    """A group with the number of its films."""

    group: Group
    count: int


@dataclass(slots=True)
class Statistics:
    """All numbers of a collection.

    `minutes` is the length of all viewings together, where a film that no viewing is noted of
    counts once; `untimed` is how many films have no length. Rows hold what is between their ends
    as well, with a count of 0.
    """

    films: list[Listed]
    reviews: int
    viewings: int
    rewatches: int
    minutes: int
    untimed: int
    first: Seen | None = None
    last: Seen | None = None
    longest: Listed | None = None
    shortest: Listed | None = None
    ratings: list[Tally] = field(default_factory=list)
    years: list[Tally] = field(default_factory=list)
    decades: list[Tally] = field(default_factory=list)
    directors: list[PersonTally] = field(default_factory=list)
    actors: list[PersonTally] = field(default_factory=list)
    countries: list[GroupTally] = field(default_factory=list)


def count_films(collection: Collection, diary: Diary) -> Statistics:
    """Count all that the statistics page shows."""
    same = diary.same
    films = [one for one in collection.films if same[one.place] == one.place]
    timed = _find_lengths(collection, same)
    times = dict.fromkeys(same, 0)
    for seen in diary.seen:
        times[seen.film] += 1
    by_length = sorted(timed.values(), key=lambda one: (one.film.minutes, one.order))
    days = _list_days(diary)
    return Statistics(
        films=films,
        reviews=len(collection.films),
        viewings=len(diary.seen),
        rewatches=sum(seen.is_rewatch for seen in diary.seen),
        minutes=sum(one.film.minutes * max(1, times[film]) for film, one in timed.items()),
        untimed=len(films) - len(timed),
        first=days[-1] if days else None,
        last=days[0] if days else None,
        longest=by_length[-1] if by_length else None,
        shortest=by_length[0] if by_length else None,
        ratings=_count_ratings(collection),
        years=_fill_row(((year.iso, len(year.seen)) for year in diary.years), 1),
        decades=_fill_row(_count_decades(collection), 10),
        directors=_count_people(collection, same, "director"),
        actors=_count_people(collection, same, "actor"),
        countries=_count_countries(collection),
    )


def _list_days(diary: Diary) -> list[Seen]:
    """Give the viewings of which the day is known, the latest first; or else all with a date."""
    dated = [seen for year in diary.years for seen in year.seen]
    return [seen for seen in dated if seen.first_day == seen.last_day] or dated


def _find_lengths(collection: Collection, same: list[int]) -> dict[int, Listed]:
    """Give for each film the first of its reviews that says how long it is."""
    timed: dict[int, Listed] = {}
    for one in collection.films:
        if one.film.minutes:
            timed.setdefault(same[one.place], one)
    return timed


def _count_ratings(collection: Collection) -> list[Tally]:
    counts: dict[str, int] = {}
    for one in collection.films:
        if one.share is not None:
            key = f"{scale_share(one.share, collection.settings):f}"
            counts[key] = counts.get(key, 0) + 1
    if not counts:
        return []
    steps = _list_steps(collection.settings)
    if steps[0] not in counts:  # what nobody gives, many scales do not have
        del steps[0]
    return [Tally(step, counts.get(step, 0)) for step in steps]


def _list_steps(settings: Settings) -> list[str]:
    """Give all ratings on the site's scale, the worst first."""
    hundredths = (scale_share(Decimal(n) / 100, settings) for n in range(101))
    return list(dict.fromkeys(f"{step:f}" for step in hundredths))


def _fill_row(counted: Iterable[tuple[str, int]], step: int) -> list[Tally]:
    """Give counts in the order of their years, with the years between that have none."""
    counts = {int(key): count for key, count in counted}
    if not counts:
        return []
    row = range(min(counts), max(counts) + 1, step)
    years = sorted(counts) if len(row) > _LONGEST_ROW else list(row)
    return [Tally(f"{year:04d}", counts.get(year, 0)) for year in years]


def _count_decades(collection: Collection) -> Iterator[tuple[str, int]]:
    for group in collection.groups["decade"].values():
        yield group.name, collection.count_films(group.films)


def _count_people(collection: Collection, same: list[int], job: str) -> list[PersonTally]:
    counts = (
        PersonTally(person, len({same[place] for place, one in person.credits if one.job == job}))
        for person in collection.people.by_key.values()
    )
    key = collection.sorter.sort_key
    seen = [tally for tally in counts if tally.count >= LEAST]
    seen.sort(key=lambda one: (key(one.person.sort or one.person.name), one.person.key))
    seen.sort(key=lambda one: -one.count)
    return seen[:MOST]


def _count_countries(collection: Collection) -> list[GroupTally]:
    key = collection.sorter.sort_key
    counts = (
        GroupTally(group, collection.count_films(group.films))
        for group in collection.groups["country"].values()
    )
    ordered = sorted(counts, key=lambda tally: (-tally.count, key(tally.group.name)))
    return ordered[:MOST]
