"""Articles in, a Collection for each language out: all films with who and what they belong to.

Everything is gathered once a build, in the order in which Pelican lists the posts. The site's own
collection holds what Pelican's index does: every post, in the site's language where there is
such a version. Another language's holds the posts in that language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from typing import Any

from pelican.contents import Content

from pelican_filmreview import labels
from pelican_filmreview.collection.entry import FilmEntry, make_entry
from pelican_filmreview.collection.pages import GROUPS, Addresses
from pelican_filmreview.collection.people import (
    KnownPerson,
    People,
    Person,
    fold_name,
    free_slug,
)
from pelican_filmreview.collection.same_film import find_same_films
from pelican_filmreview.collection.sorting import Sorter
from pelican_filmreview.film import Rating
from pelican_filmreview.page import lang_of, slug_of
from pelican_filmreview.settings import Settings

ENTRIES = "film_entries"  # the attribute of a post that holds what its visit has kept


@dataclass(slots=True, eq=False)
class Listed:
    """A review in a collection: the film's entry, the post, and where it stands.

    `place` counts in Pelican's order, `order` in that of titles; `page_url` is the post's address
    from the site's root, which Pelican makes anew each time, and `url` the film's: with an anchor
    where the post has several. `share` is the place of its rating between worst and best.
    """

    film: FilmEntry
    article: Content
    place: int
    page_url: str
    url: str
    lang: str
    date: datetime
    letter: str = ""
    order: int = 0
    share: Decimal | None = None


@dataclass(slots=True, eq=False)
class Group:
    """Films that have one thing in common, by their reviews: `name` is shown, `key` sorts.

    `url` may be empty.
    """

    kind: str
    key: str
    name: str
    slug: str = ""
    url: str = ""
    films: list[Listed] = field(default_factory=list)


class Collection:
    """All films in one language, and how they hang together.

    Lists have a line for each review, since each is a post: `films` are those. What says how many
    films there are counts with `count_films`.
    """

    def __init__(self, lang: str, addresses: Addresses, settings: Settings) -> None:
        self.lang = lang
        self.addresses = addresses
        self.settings = settings
        self.sorter = Sorter(lang)
        self.films: list[Listed] = []
        self.by_title: list[Listed] = []
        self.people = People()
        self.shown_people: list[Person] = []
        self.groups: dict[str, dict[str, Group]] = {kind: {} for kind in GROUPS}

    @cached_property
    def same(self) -> list[int]:
        """For each review the place of its film's first one; asked for when all are gathered."""
        return find_same_films([one.film for one in self.films])

    @cached_property
    def reviews(self) -> dict[int, list[Listed]]:
        """All reviews of each film, by the place of its first one."""
        found: dict[int, list[Listed]] = {}
        for one in self.films:
            found.setdefault(self.same[one.place], []).append(one)
        return found

    def count_films(self, reviews: Iterable[Listed]) -> int:
        """Count the films that reviews are of, each once."""
        return len({self.same[one.place] for one in reviews})

    def person_url(self, film: FilmEntry, job: str, place: int) -> str:
        """Give the address of somebody's page, by a credit of a film, or an empty text."""
        credits = film.credits_in(job)
        person = self.people.find(credits[place], film) if place < len(credits) else None
        return person.url if person is not None else ""

    def group_url(self, kind: str, name: str) -> str:
        """Give the address of a group's page, or an empty text."""
        group = self.groups.get(kind, {}).get(fold_group(kind, name, self.lang))
        return group.url if group is not None else ""


def fold_group(kind: str, name: str, lang: str) -> str:
    """Give what two spellings of one genre, country or language have in common."""
    if kind == "language":
        return labels.language_tag(name, lang) or fold_name(name)
    return fold_name(name) if kind in ("genre", "country") else name


def gather(
    articles: Iterable[Content],
    settings: Settings,
    pelican_settings: Mapping[str, Any],
    known: Iterable[KnownPerson] = (),
) -> dict[str, Collection]:
    """Gather the collections of all languages, the site's own first."""
    own = str(pelican_settings["DEFAULT_LANG"]).lower()
    posts: dict[str, list[Content]] = {own: []}
    for article in articles:
        posts[own].append(article)
        for version in (article, *article.translations):
            if lang_of(version) != own and version.status == "published":
                posts.setdefault(lang_of(version), []).append(version)
    known = tuple(known)
    collections = {}
    for lang, listed in posts.items():
        addresses = Addresses(
            settings.addresses,
            settings.collection_lang_url,
            settings.collection_lang_save_as,
            "" if lang == own else lang,
        )
        if lang != own and not settings.collection_lang_save_as:
            continue
        collection = Collection(lang, addresses, settings)
        collection.people = People(known)
        _fill(collection, listed, lambda text: slug_of(text, dict(pelican_settings)))
        if collection.films:
            collections[lang] = collection
    return collections


def entries_of(article: Content) -> tuple[FilmEntry, ...]:
    """Give the entries of a post's films, made anew where an old cache has none."""
    kept: tuple[FilmEntry, ...] | None = getattr(article, ENTRIES, None)
    if kept is None:
        kept = tuple(make_entry(film) for film in getattr(article, "films", ()))
        setattr(article, ENTRIES, kept)
    return kept


def _fill(
    collection: Collection, articles: Iterable[Content], slugify: Callable[[str], str]
) -> None:
    for article in articles:
        entries = entries_of(article)
        page_url = str(article.url) if entries else ""
        for film in entries:
            place = len(collection.films)
            url = f"{page_url}#{film.anchor}" if len(entries) > 1 else page_url
            one = Listed(film, article, place, page_url, url, lang_of(article), article.date)
            one.letter = collection.sorter.title_letter(film.title)
            one.share = _share_of(film.rating)
            collection.films.append(one)
            for credit in film.credits:
                collection.people.add(place, credit, film)
    _sort_titles(collection)
    _fill_groups(collection, slugify)
    least = collection.settings.person_min
    collection.shown_people = collection.people.finish(least, slugify, collection.same)
    for person in collection.shown_people:
        person.url = collection.addresses.url("person", person.slug)


def _share_of(rating: Rating | None) -> Decimal | None:
    return rating.fraction if rating is not None and rating.in_range else None


def _sort_titles(collection: Collection) -> None:
    key = collection.sorter.title_key
    collection.by_title = sorted(
        collection.films, key=lambda one: (key(one.film.title), one.film.title, one.film.year)
    )
    for order, one in enumerate(collection.by_title):
        one.order = order


def sort_best_first(films: Iterable[Listed]) -> list[Listed]:
    """Sort by rating, the best first, what has none last, titles of one rating A to Z."""
    return sorted(
        films, key=lambda one: (-one.share if one.share is not None else Decimal(1), one.order)
    )


def _fill_groups(collection: Collection, slugify: Callable[[str], str]) -> None:
    spellings: dict[tuple[str, str], dict[str, int]] = {}
    for one in collection.films:
        for kind, name in dict.fromkeys(_group_names(one, collection.settings)):
            key = fold_group(kind, name, collection.lang)
            group = collection.groups[kind].get(key)
            if group is None:
                group = collection.groups[kind][key] = Group(kind, key, name)
            if not group.films or group.films[-1] is not one:
                group.films.append(one)
            counts = spellings.setdefault((kind, key), {})
            counts[name] = counts.get(name, 0) + 1
    for kind, groups in collection.groups.items():
        taken: set[str] = set()
        for key, group in sorted(groups.items()):
            counts = spellings[kind, key]
            group.name = max(counts, key=counts.__getitem__)
            # A rating's number is its address as it is: "4.5" is not "45".
            plain = group.name if kind == "rating" else slugify(group.name)
            group.slug = free_slug(plain or kind, taken)
            group.url = collection.addresses.url(kind, group.slug)


def _group_names(one: Listed, settings: Settings) -> Iterator[tuple[str, str]]:
    film = one.film
    yield from (("genre", name) for name in film.genres)
    yield from (("country", name) for name in film.countries)
    yield from (("language", name) for name in film.languages)
    if film.year:
        yield "year", film.year
        yield "decade", film.decade
    if one.share is not None:
        yield "rating", f"{scale_share(one.share, settings):f}"


def scale_share(share: Decimal, settings: Settings) -> Decimal:
    """Give a share of a scale as a number on the site's, in its steps, half up.

    Ratings are kept on the scales that they were given on; to stand together they need one. Its
    steps are halves on scales up to ten, and a twentieth of larger ones.
    """
    size = settings.best - settings.worst
    step = Decimal("0.5") if size <= 10 else size / 20
    steps = (share * size / step).quantize(Decimal(1), ROUND_HALF_UP)
    number = settings.worst + steps * step
    return number.normalize() if number % 1 else number.quantize(Decimal(1))
