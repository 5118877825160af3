"""A Collection in, a plan for each of its pages out: address, title, place in the site, films.

What a plan holds is decided once for all numbered parts of a long page; how it looks, and what its
links look like from where it stands, is for `views`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from pelican_filmreview import labels
from pelican_filmreview.collection.diary import Diary, keep_diary, shorten_diary
from pelican_filmreview.collection.gather import Collection, Group, Listed, sort_best_first
from pelican_filmreview.collection.pages import GROUPS, KINDS, ORDERS
from pelican_filmreview.collection.people import Person
from pelican_filmreview.collection.statistics import count_films

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above another one: its name, and its address from the site's root."""

    title: str
    url: str


@dataclass(slots=True)
class Plan:
    """A page to be written; addresses are from the site's root.

    `films` are the reviews in their order on the page, which `order` names; `values` are for the
    template of this kind alone; `count` is what the page has where that is not films, in words.
    """

    kind: str
    title: str
    url: str
    save_as: str
    lang: str
    crumbs: tuple[Crumb, ...] = ()
    films: list[Listed] = field(default_factory=list)
    order: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    count: str = ""

    @property
    def template(self) -> str:
        """The template of the page's body."""
        return KINDS[self.kind].template


# Makes the plans of some kinds of pages; those that are switched off are left out afterwards.
Planner = Callable[[Collection, Words], Iterator[Plan]]


def plan_pages(collection: Collection) -> Iterator[Plan]:
    """Plan all pages of a collection that have a file to be written to."""
    words = labels.labels_for(collection.lang, collection.settings.labels)
    for planner in PLANNERS:
        yield from (plan for plan in planner(collection, words) if plan.save_as)


def make_plan(
    collection: Collection, words: Words, kind: str, slug: str = "", title: str = ""
) -> Plan:
    """Make the plan of one page, with the pages above it."""
    crumbs = []
    above = KINDS[kind].parent
    while above:
        url = collection.addresses.url(above)
        if url:
            crumbs.append(Crumb(words[KINDS[above].label], url))
        above = KINDS[above].parent
    addresses = collection.addresses
    return Plan(
        kind,
        title or words[KINDS[kind].label],
        addresses.url(kind, slug),
        addresses.save_as(kind, slug),
        collection.lang,
        tuple(reversed(crumbs)),
    )


def _plan_films(collection: Collection, words: Words) -> Iterator[Plan]:
    sort: Mapping[str, Callable[[], list[Listed]]] = {
        "title": lambda: collection.by_title,
        "year": lambda: sorted(collection.by_title, key=_newest_first),
        "rating": lambda: sort_best_first(collection.by_title),
        "director": lambda: sorted(collection.by_title, key=_director_key(collection)),
        "date": lambda: list(collection.films),
    }
    for order in ORDERS:
        if order == ORDERS[0]:
            plan = make_plan(collection, words, "films")
        else:
            title = f"{words['films']} – {name_order(order, collection, words)}"
            plan = make_plan(collection, words, "films_by", order, title)
        plan.films, plan.order = sort[order](), order
        yield plan


def name_order(order: str, collection: Collection, words: Words) -> str:
    """Give what the index of films is sorted by in words, as heads of its columns have it."""
    if order == "director":
        return labels.count_label(collection.lang, order, 1, collection.settings.labels)
    return words["reviewed" if order == "date" else order]


def _newest_first(one: Listed) -> int:
    return -int(one.film.year or 0)


def _director_key(collection: Collection) -> Callable[[Listed], tuple[bool, bytes]]:
    """Sort by the first director, films without one last, a director's films by year."""

    def key(one: Listed) -> tuple[bool, bytes]:
        directors = one.film.credits_in("director")
        if not directors:
            return True, b""
        person = collection.people.find(directors[0], one.film)
        name = person.sort or person.name if person else directors[0].name
        return False, collection.sorter.sort_key(name)

    return key


def _plan_groups(collection: Collection, words: Words) -> Iterator[Plan]:
    for kind, parent in GROUPS.items():
        groups = sort_groups(collection, kind)
        if not groups:
            continue
        index = make_plan(collection, words, parent)
        index.values = {"groups": groups}
        yield index
        for group in groups:
            title = name_group(group, collection, words)
            plan = make_plan(collection, words, kind, group.slug, title)
            by_title = kind == "rating"
            plan.films = (
                sorted(group.films, key=lambda one: one.order)
                if by_title
                else sort_best_first(group.films)
            )
            plan.order = "title" if by_title else "rating"
            plan.values = {"group": group}
            yield plan


def sort_groups(collection: Collection, kind: str) -> list[Group]:
    """Give the groups of a kind: words A to Z, years and decades from now on, ratings downwards."""
    groups = collection.groups[kind].values()
    if kind in ("year", "decade", "rating"):
        return sorted(groups, key=lambda group: -Decimal(group.name))
    return sorted(groups, key=lambda group: (collection.sorter.sort_key(group.name), group.key))


def name_group(group: Group, collection: Collection, words: Words) -> str:
    """Give a group's name in the words of the language: "1990s", "4.5 out of 5"."""
    if group.kind == "decade":
        return labels.fill_label(
            words["decade_of"], year=labels.format_date(group.name, collection.lang)
        )
    if group.kind == "year":
        return labels.format_date(group.name, collection.lang)
    if group.kind == "rating":
        best = labels.format_number(collection.settings.best, collection.lang)
        value = labels.format_number(Decimal(group.name), collection.lang)
        return labels.rating_text(value, best, collection.lang, collection.settings.labels)
    return group.name


def _plan_people(collection: Collection, words: Words) -> Iterator[Plan]:
    people = sort_people(collection)
    if not people:
        return
    index = make_plan(collection, words, "people")
    index.values = {"people": people}
    yield index
    for person in people:
        plan = make_plan(collection, words, "person", person.slug, person.name)
        reviews = (collection.films[place] for place in person.reviews)
        plan.films = sorted(reviews, key=lambda one: (_newest_first(one), one.order))
        plan.order = "year"
        plan.values = {"person": person}
        yield plan


def sort_people(collection: Collection) -> list[Person]:
    """Give everybody who has a page, by name as the people file or the film has it."""
    key = collection.sorter.sort_key
    return sorted(collection.shown_people, key=lambda one: (key(one.sort or one.name), one.key))


def _plan_log(collection: Collection, words: Words) -> Iterator[Plan]:
    """Plan the diary, and the statistics, which count what is in it."""
    diary = keep_diary(collection)
    urls = {year.iso: collection.addresses.url("diary_year", year.iso) for year in diary.years}
    if diary.seen:
        plan = make_plan(collection, words, "diary")
        # Where years have no pages of their own, all is here.
        latest = shorten_diary(diary) if all(urls.values()) else diary
        plan.values = {"diary": latest, "urls": urls, "here": ""}
        plan.count = _count(collection, "viewings_count", len(diary.seen))
        yield plan
    for year in diary.years:
        name = labels.format_date(year.iso, collection.lang)
        title = labels.fill_label(words["diary_of"], year=name)
        plan = make_plan(collection, words, "diary_year", year.iso, title)
        plan.values = {"diary": Diary(diary.same, [year]), "urls": urls, "here": year.iso}
        plan.count = _count(collection, "viewings_count", len(year.seen))
        yield plan
    plan = make_plan(collection, words, "statistics")
    found = count_films(collection, diary)
    plan.values = {"statistics": found, "urls": urls}
    plan.count = _count(collection, "films_count", len(found.films))
    yield plan


def _count(collection: Collection, key: str, number: int) -> str:
    return labels.count_label(collection.lang, key, number, collection.settings.labels)


PLANNERS: tuple[Planner, ...] = (_plan_films, _plan_people, _plan_groups, _plan_log)
