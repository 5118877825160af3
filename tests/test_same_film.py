"""The rule by which two reviews are of one film, for two and for all of a blog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_filmreview.collection import same_film
from pelican_filmreview.collection.entry import FilmEntry, make_entry
from pelican_filmreview.collection.same_film import find_same_films, is_same_film, list_keys
from pelican_filmreview.film import Film, Link, Person
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.rating import Scale

READING = Reading(Scale(), {"May": 5}.get, "The post")


def read(block: str) -> FilmEntry:
    """Give the entry of a film, which has a title unless the block says otherwise."""
    block = block if "title:" in block.split("\n")[0] else f"title: Solaris\n{block}"
    parsed = parse_film(block, READING)
    assert parsed.film is not None
    assert parsed.problems == ()
    return make_entry(parsed.film._replace(slug="solaris"))


IMDB = "imdb: tt0069293"
TARKOVSKY = "director: Andrei Tarkovsky"
YEAR = "year: 1972"
PILOT = "title: Pilot\nseason: 1\nepisode: 1\nyear: 2004"
CASES: dict[str, tuple[str, str, bool]] = {
    # Titles and years.
    "title and year": (YEAR, YEAR, True),
    "case, accents and stops": (YEAR, f"title: SOLÁRIS.\n{YEAR}", True),
    "the original title": (YEAR, f"title: Солярис\noriginal_title: SOLARIS\n{YEAR}", True),
    "both original titles": (
        f"title: A\noriginal_title: Солярис\n{YEAR}",
        f"title: B\noriginal_title: Солярис\n{YEAR}",
        True,
    ),
    "another title": (YEAR, f"title: Ikarie\n{YEAR}\n{TARKOVSKY}", False),
    "a title of stops only": (f"title: '...'\n{YEAR}", f"title: '...'\n{YEAR}", False),
    "a remake": (YEAR, "year: 2002", False),
    "a year of a date": (YEAR, "released: 1972-05-13", True),
    "a director who is spelled otherwise": (
        f"{YEAR}\n{TARKOVSKY}",
        f"{YEAR}\ndirector: Andrej Tarkowskij",
        True,
    ),
    "films of a series": (f"{YEAR}\nseries: Tarkovsky", f"{YEAR}\nseries: Lem", True),
    "a kind of film": (f"{YEAR}\nkind: documentary", YEAR, True),
    # The year of the festival and that of the cinema.
    "a year later": (f"year: 1973\n{TARKOVSKY}", f"{YEAR}\n{TARKOVSKY}", True),
    "one of its directors": (
        f"year: 1973\n{TARKOVSKY}",
        f"{YEAR}\ndirector: [Bo Ek, Andrei Tarkovsky]",
        True,
    ),
    "a year later by somebody else": (f"year: 1973\n{TARKOVSKY}", f"{YEAR}\ndirector: B", False),
    "a year later by nobody knows whom": (f"year: 1973\n{TARKOVSKY}", YEAR, False),
    "two years later": (f"year: 1974\n{TARKOVSKY}", f"{YEAR}\n{TARKOVSKY}", False),
    # No year.
    "titles alone": ("", "", True),
    "no years, one director": ("", TARKOVSKY, True),
    "no years, two directors": ("director: Steven Soderbergh", TARKOVSKY, False),
    "one year, the same director": (f"{YEAR}\n{TARKOVSKY}", TARKOVSKY, True),
    "one year, two directors": (f"{YEAR}\n{TARKOVSKY}", "director: B", False),
    "one year, one director": (YEAR, TARKOVSKY, False),
    "one year": (YEAR, "", False),
    # Ids.
    "an id": (IMDB, f"title: Ikarie\nyear: 1963\ndirector: B\n{IMDB}", True),
    "two ids": (f"{YEAR}\n{IMDB}", f"{YEAR}\nimdb: tt0307479", False),
    "ids of two sites": (f"{YEAR}\n{IMDB}", f"{YEAR}\ntmdb: 593", True),
    "ids of two sites and two years": (f"{YEAR}\n{IMDB}", "year: 2002\ntmdb: 593", False),
    "one id the same, one not": (f"{IMDB}\ntmdb: 593", f"{IMDB}\ntmdb: 2103", False),
    "letterboxd": ("letterboxd: solaris", "title: A\nletterboxd: solaris", True),
    "wikidata": ("wikidata: Q326914", "title: A\nwikidata: Q326914", True),
    "rotten_tomatoes": ("rotten_tomatoes: solaris", "title: A\nrotten_tomatoes: solaris", True),
    "douban": ("douban: 1298142", "title: A\ndouban: 1298142", True),
    "two of douban": ("douban: 1298142", "douban: 1298143", False),
    "a website": (f"{YEAR}\nwebsite: a.example", f"title: A\n{YEAR}\nwebsite: a.example", False),
    "two websites": (f"{YEAR}\nwebsite: a.example", f"{YEAR}\nwebsite: b.example", True),
    "an address with more in it": (
        IMDB,
        "title: A\nimdb: https://m.imdb.com/de/title/tt0069293/?ref_=nv_sr_1",
        True,
    ),
    "a film and a series of one number": ("tmdb: 593", "title: A\ntmdb: tv/593", False),
    "a short address and a long one": (
        f"{YEAR}\nletterboxd: solaris",
        f"{YEAR}\nletterboxd: 28Q8",
        True,
    ),
    "two short addresses": (f"{YEAR}\nletterboxd: cjr4", f"{YEAR}\nletterboxd: 28Q8", True),
    "one short address": ("letterboxd: 28Q8", "title: A\nletterboxd: https://boxd.it/28Q8", True),
    # Series and their parts.
    "a film and a series": (f"{YEAR}\n{IMDB}", f"{YEAR}\n{IMDB}\nkind: series", False),
    "a series and a season": (f"{IMDB}\nkind: series", f"{IMDB}\nkind: season", False),
    "a season": (f"season: 2\n{YEAR}", f"kind: season\nseason: '02'\n{YEAR}", True),
    "a season of a documentary": ("season: 2\nkind: documentary", "season: 2", True),
    "two seasons": (f"season: 1\n{YEAR}\n{IMDB}", f"season: 2\n{YEAR}\n{IMDB}", False),
    "season zero": (f"season: 0\n{IMDB}", f"season: 1\n{IMDB}", False),
    "two episodes": (f"{IMDB}\nseason: 1\nepisode: 1", f"{IMDB}\nseason: 1\nepisode: 2", False),
    "two episodes of a number": (f"{IMDB}\nseason: 1\nepisode: 1", f"{IMDB}\nepisode: 1", False),
    "an episode and its season": (f"{IMDB}\nseason: 1\nkind: episode", f"{IMDB}\nseason: 1", False),
    "two episodes without numbers": (
        f"title: A\n{IMDB}\nkind: episode",
        f"title: B\n{IMDB}\nkind: episode",
        False,
    ),
    "two seasons without numbers": (
        f"title: A\n{IMDB}\nkind: season",
        f"title: B\n{IMDB}\nkind: season",
        False,
    ),
    "an episode": (f"{PILOT}\nseries: Lost", f"{PILOT}\nseries: LOST", True),
    "an episode of no named series": (f"{PILOT}\nseries: Lost", PILOT, True),
    "an episode of another series": (f"{PILOT}\nseries: Lost", f"{PILOT}\nseries: Joey", False),
    "a series with two names": (
        f"{PILOT}\n{IMDB}\nseries: Lost",
        f"{PILOT}\n{IMDB}\nseries: Perdus",
        True,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_two_reviews(case: str) -> None:
    """Two reviews are of one film or not, whichever comes first and whoever asks."""
    one, other, is_same = read(CASES[case][0]), read(CASES[case][1]), CASES[case][2]
    assert is_same_film(one, other) == is_same
    assert is_same_film(other, one) == is_same
    assert find_same_films([one, other]) == [0, 0 if is_same else 1]


REMAKES = [f"year: 1934\n{TARKOVSKY}", f"year: 1956\n{TARKOVSKY}", TARKOVSKY]
MANY: dict[str, tuple[list[str], list[int]]] = {
    "joined by a third": (
        [f"title: A\n{IMDB}", "title: B\ntmdb: 593", f"title: C\n{IMDB}\ntmdb: 593"],
        [0, 0, 0],
    ),
    "by an id, and by the title that comes with it": (
        [f"title: A\n{IMDB}", f"title: B\n{YEAR}", f"title: B\n{YEAR}\n{IMDB}"],
        [0, 0, 0],
    ),
    "two ids, and one review that has none": (
        [f"{YEAR}\n{IMDB}", YEAR, f"{YEAR}\nimdb: tt0307479"],
        [0, 0, 2],
    ),
    "an id that another review has told": (
        [f"{YEAR}\n{IMDB}", f"{YEAR}\ntmdb: 2103", "title: B\nimdb: tt0307479\ntmdb: 2103"],
        [0, 1, 1],
    ),
    "a third id": ([f"{YEAR}\n{IMDB}", f"{YEAR}\ntmdb: 593", f"{YEAR}\ntmdb: 2103"], [0, 0, 2]),
    "of two ids the other": (
        [f"{IMDB}\ntmdb: 593", "imdb: tt0307479", "tmdb: 2103"],
        [0, 1, 1],
    ),
    "a film and its remake, and one without a year": (REMAKES, [0, 1, 0]),
    "the one without a year first": (REMAKES[::-1], [0, 0, 2]),
    "year by year": (
        [f"year: {year}\n{TARKOVSKY}" for year in (1972, 1973, 1974)],
        [0, 0, 2],
    ),
    "the same year before the next": (
        [f"year: {year}\n{TARKOVSKY}" for year in (1973, 1972, 1974, 1974)],
        [0, 0, 2, 2],
    ),
    "no years and two directors": (["director: A", "director: B", ""], [0, 1, 0]),
    "the one without a director first": (["", "director: A", "director: B"], [0, 0, 2]),
    "the pilot of no named series first": (
        [PILOT, f"{PILOT}\nseries: Lost", f"{PILOT}\nseries: Joey"],
        [0, 0, 2],
    ),
    "a series whose two names are told by an id": (
        [
            f"{PILOT}\nseries: Lost",
            f"{PILOT}\nseries: Perdus",
            f"{PILOT}\nseries: Lost\n{IMDB}",
            f"{PILOT}\nseries: Perdus\n{IMDB}",
        ],
        [0, 0, 0, 0],
    ),
    "two pilots": ([f"{PILOT}\nseries: Lost", f"{PILOT}\nseries: Joey", PILOT], [0, 1, 0]),
    "a slip in the year of one with an id": (
        [f"{YEAR}\n{IMDB}", f"year: 1927\n{IMDB}", YEAR, "year: 1927"],
        [0, 0, 0, 0],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", MANY)
def test_many_reviews(case: str) -> None:
    """What several reviews know of a film is known together, and nothing joins two films."""
    blocks, places = MANY[case]
    assert find_same_films([read(block) for block in blocks]) == places


def link(site: str, number: str) -> Link:
    """Give a link to a site's page of a film."""
    return Link(
        f"https://www.themoviedb.org/movie/{number}" if site == "tmdb" else number, "", site
    )


def make_film(known: dict[str, Any]) -> FilmEntry:
    """Give the entry of a film of which a few things are known."""
    known = dict(known)
    sites = [link(site, known.pop(site)) for site in ("tmdb", "letterboxd") if known.get(site)]
    known["director"] = tuple(map(Person, known["director"]))
    known = {name: value for name, value in known.items() if value}
    return make_entry(Film(**known, links=tuple(sites)))


FILMS = st.fixed_dictionaries(
    {
        "title": st.sampled_from("AAB"),
        "original_title": st.sampled_from(["", "", "B", "C"]),
        "year": st.sampled_from(["", "1972", "1972", "1973", "1974"]),
        "director": st.lists(st.sampled_from("XY"), max_size=2),
        "tmdb": st.sampled_from(["", "", "", "1", "2"]),
        "letterboxd": st.sampled_from(["", "", "https://letterboxd.com/film/a/", "https://boxd.it/1"]),
        "kind": st.sampled_from(["film", "film", "film", "season"]),
        "season": st.sampled_from(["", "", "", "1"]),
        "series": st.sampled_from(["", "", "S", "T"]),
    }
).map(make_film)  # fmt: skip


def hang_together(films: list[FilmEntry], belong: Callable[[FilmEntry, FilmEntry], bool]) -> bool:
    """Say whether a way by pairs that belong together leads from one film to all others."""
    linked, new = {0}, [0]
    while new:
        one = new.pop()
        found = {n for n in range(len(films)) if belong(films[one], films[n])} - linked
        linked |= found
        new += found
    return len(linked) == len(films)


def share_a_key(one: FilmEntry, other: FilmEntry) -> bool:
    """Say whether something tells that two reviews are of one film."""
    return not set(list_keys(one)).isdisjoint(list_keys(other))


def list_groups(films: list[FilmEntry]) -> Iterator[list[FilmEntry]]:
    """Give the reviews of each film."""
    places = find_same_films(films)
    for first in sorted(set(places)):
        assert places[first] == first == places.index(first)
        yield [film for film, place in zip(films, places, strict=True) if place == first]


@settings(max_examples=300)
@given(st.lists(FILMS, min_size=1, max_size=8))
def test_pairs_and_groups_agree(films: list[FilmEntry]) -> None:
    """Reviews of one film hang together, and of two films never all are the same by pairs.

    Where no id tells more of a film, it is pairs of the same that hold its reviews together.
    """
    groups = list(list_groups(films))
    has_ids = any(film.links for film in films)
    for group in groups:
        assert hang_together(group, share_a_key if has_ids else is_same_film)
    for group, other in combinations(groups, 2):
        pairs = [is_same_film(one, two) for one in group for two in other]
        assert not all(pairs)


@settings(max_examples=300)
@given(st.lists(FILMS, min_size=1, max_size=8))
def test_no_film_has_two_ids(films: list[FilmEntry]) -> None:
    """However reviews hang together, no site has two numbers for what is one film."""
    for group in list_groups(films):
        assert len({url for film in group for site, url in film.links if site == "tmdb"}) < 2


@given(FILMS, FILMS)
def test_two_agree_in_both_directions(one: FilmEntry, other: FilmEntry) -> None:
    """A review is of its own film, and of two reviews neither comes first."""
    assert is_same_film(one, one)
    assert is_same_film(one, other) == is_same_film(other, one)
    assert find_same_films([one, other]) == [0, 0 if is_same_film(one, other) else 1]


@pytest.mark.parametrize("is_one", [True, False])
def test_time_grows_with_the_number(is_one: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many reviews with one title each is compared to a bounded number of films."""
    compared = 0
    contradicts = same_film._Known.contradicts

    def count(one: same_film._Known, other: same_film._Known) -> bool:
        nonlocal compared
        compared += 1
        return contradicts(one, other)

    monkeypatch.setattr(same_film._Known, "contradicts", count)
    films = [
        make_entry(Film("A", year="1972", links=() if is_one else (link("tmdb", str(n)),)))
        for n in range(1000)
    ]
    assert len(set(find_same_films(films))) == (1 if is_one else len(films))
    assert compared <= len(films) * (1 if is_one else same_film._MOST_COMPARED)
