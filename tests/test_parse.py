"""Every field of a block, under each of its names, in its short and its long form."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pelican_filmreview.fields import FIELDS, KEY_ALIASES, Field, find_field, find_key, fold_key
from pelican_filmreview.film import (
    Comment,
    Credit,
    Film,
    FilmDate,
    Link,
    Person,
    Poster,
    Quote,
    Role,
    Runtime,
    Text,
    Trailer,
    Viewing,
)
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.rating import Scale
from pelican_filmreview.yaml_scalar import read_quoted

READING = Reading(Scale(), {"May": 5}.get, "The post")


def read(text: str) -> Film:
    """Parse a block with nothing wrong in it."""
    parsed = parse_film(text, READING)
    assert parsed.problems == ()
    assert parsed.film is not None
    return parsed.film


def read_loudly(text: str) -> Film:
    """Parse a block that may have something wrong in it."""
    film = parse_film(text, READING).film
    assert film is not None
    return film


def people(*names: str) -> tuple[Person, ...]:
    """Give people."""
    return tuple(map(Person, names))


def link(site: str, label: str, url: str) -> dict[str, Any]:
    """Give the links of a film that has one to a site."""
    return {"links": (Link(url, label, site),)}


# For each field: a value as it is written, and what the film then has, by attribute.
VALUES: dict[str, tuple[str, dict[str, Any]]] = {
    "title": ("Solaris", {"title": "Solaris"}),
    "rating": ("4/5", {}),
    "best": ("10", {}),
    "worst": ("1", {}),
    "poster": ("/a.jpg", {"poster": Poster("/a.jpg")}),
    "poster_alt": ("A cell\nposter: /a.jpg", {"poster": Poster("/a.jpg", "A cell")}),
    "imdb": ("tt0069293", link("imdb", "IMDb", "https://www.imdb.com/title/tt0069293/")),
    "tmdb": ("593", link("tmdb", "TMDB", "https://www.themoviedb.org/movie/593")),
    "letterboxd": ("up", link("letterboxd", "Letterboxd", "https://letterboxd.com/film/up/")),
    "wikidata": ("Q1", link("wikidata", "Wikidata", "https://www.wikidata.org/wiki/Q1")),
    "rotten_tomatoes": (
        "up",
        link("rotten_tomatoes", "Rotten Tomatoes", "https://www.rottentomatoes.com/m/up"),
    ),
    "douban": ("12345", link("douban", "豆瓣", "https://movie.douban.com/subject/12345/")),
    "website": ("a.example", {"links": (Link("https://a.example", "", "website"),)}),
    "links": ("A: https://a.b", {"links": (Link("https://a.b", "A"),)}),
    "year": ("1972", {"year": "1972"}),
    "released": ("1972-03-20", {"released": FilmDate("1972-03-20", "1972-03-20")}),
    "director": ("A, B", {"director": people("A", "B")}),
    "watched": ("2020-01-02", {"watched": (Viewing(FilmDate("2020-01-02", "2020-01-02")),)}),
    "genre": ("A, B", {"genre": ("A", "B")}),
    "kind": ("TV series", {"kind": "series"}),
    "cast": ("A as B, C", {"cast": (Credit(Person("A"), (Role("B"),)), Credit(Person("C")))}),
    "runtime": ("97", {"runtime": Runtime(97, "97")}),
    "writer": ("A, B", {"writer": people("A", "B")}),
    "synopsis": ("A: b", {"synopsis": Text("A: b")}),
    "synopsis_source": ("A\nsynopsis: b", {"synopsis": Text("b", "A")}),
    "synopsis_url": ("/a\nsynopsis: b", {"synopsis": Text("b", "", "/a")}),
    "country": ("A, B", {"country": ("A", "B")}),
    "original_title": ("Солярис", {"original_title": "Солярис"}),
    "also_known_as": ("A, B", {"also_known_as": ("A, B",)}),
    "content_rating": ("PG-13", {"content_rating": "PG-13"}),
    "language": ("A, B", {"language": ("A", "B")}),
    "season": ("2", {"season": "2", "kind": "season"}),
    "episode": ("3", {"episode": "3", "kind": "episode"}),
    "series": ("A", {"series": "A"}),
    "scores": ("Acting: 4", {}),
    "spoilers": ("He dies.", {"spoilers": "He dies.", "has_spoilers": True}),
    "trailer": ("https://a.b", {"trailer": Trailer("https://a.b")}),
    "studio": ("A, B", {"studio": people("A", "B")}),
    "composer": ("A, B", {"composer": people("A", "B")}),
    "cinematographer": ("A", {"cinematographer": people("A")}),
    "editor": ("A", {"editor": people("A")}),
    "producer": ("A", {"producer": people("A")}),
    "based_on": ("A, B", {"based_on": ("A, B",)}),
    "verdict": ("A", {"verdict": "A"}),
    "pros": ("A, b", {"pros": ("A, b",)}),
    "cons": ("A, b", {"cons": ("A, b",)}),
    "thoughts": ("A, b", {"thoughts": ("A, b",)}),
    "facts": ("A, b", {"facts": (Text("A, b"),)}),
    "quote": ("A, b", {"quote": (Quote("A, b"),)}),
    "awards": ("A, b", {"awards": (Text("A, b"),)}),
    "tagline": ("A", {"tagline": "A"}),
    "discussion": ("A?", {"discussion": "A?"}),
    "comments": ("A: b", {"comments": (Comment("A", "b", id="1"),)}),
    "disclosure": ("A", {"disclosure": "A"}),
    "where": ("A, B", {"where": (Link("", "A"), Link("", "B"))}),
    "favorite": ("yes", {"favorite": True}),
    "author": ("A, B", {"author": people("A", "B")}),
    "layout": ("Compact", {"layout": "compact"}),
    "badge": ("stars", {"badge": "stars"}),
}  # fmt: skip
NAMES = [(field, name) for field in FIELDS for name in (field.name, *field.aliases)]


def test_every_field_has_a_value() -> None:
    """The table above holds every field."""
    assert set(VALUES) == {field.name for field in FIELDS}


@pytest.mark.parametrize(("field", "name"), NAMES, ids=lambda value: getattr(value, "name", value))
def test_field_under_each_name(field: Field, name: str) -> None:
    """Each alias means its field, and nothing else of the film changes."""
    written, expected = VALUES[field.name]
    film = read(f"{name}: {written}")
    default = Film("The post")
    changed = {
        name: getattr(film, name)
        for name in Film._fields
        if getattr(film, name) != getattr(default, name)
    }
    if field.name in ("rating", "scores"):
        (value,) = changed.values()
        rating = value if field.name == "rating" else value[0].rating
        assert rating.value == Decimal(4)
    else:
        assert changed == {**({"kind": changed["kind"]} if "kind" in expected else {}), **expected}


def test_names_are_unambiguous() -> None:
    """No name means two fields, and no key of a long form two keys."""
    folded = [fold_key(name) for _, name in NAMES]
    assert [find_field(name) for _, name in NAMES] == [field for field, _ in NAMES]
    assert len(set(folded)) >= len(folded) - 10
    for field in FIELDS:
        for key in field.keys:
            assert find_key(key, field.keys) == key


@pytest.mark.parametrize(
    "key",
    ["Original Title", "original-title", "ORIGINAL_TITLE", "originalTitle", "original  title"],
)
def test_spelling_of_keys(key: str) -> None:
    """Case, space, hyphen and underscore do not matter."""
    assert read(f"{key}: X").original_title == "X"


@pytest.mark.parametrize("key", ["título", "titulo", "TÍTULO", "ti\u0301tulo"])
def test_accents_of_keys(key: str) -> None:
    """Accents do not matter, however they are encoded."""
    assert read(f"{key}: X").title == "X"


@pytest.mark.parametrize(("name", "alias"), [(n, a) for n, al in KEY_ALIASES.items() for a in al])
def test_alias_of_key(name: str, alias: str) -> None:
    """Each alias of a long form's key is known in at least one field that has the key."""
    having = [field for field in FIELDS if name in field.keys]
    assert any(find_key(alias, field.keys) == name for field in having)


def test_post_title_stands_in() -> None:
    """A block without a title has the post's."""
    assert read("year: 1972").title == "The post"


@pytest.mark.parametrize(
    ("block", "url"),
    [
        ("tmdb: 1396\nseason: 5", "https://www.themoviedb.org/tv/1396/season/5"),
        (
            "tmdb: 1396\nseason: 5\nepisode: 14",
            "https://www.themoviedb.org/tv/1396/season/5/episode/14",
        ),
        ("tmdb: 1396\nkind: season", "https://www.themoviedb.org/tv/1396"),
        ("tmdb: 1396\nkind: series", "https://www.themoviedb.org/tv/1396"),
        ("tmdb: movie/1396\nseason: 1", "https://www.themoviedb.org/movie/1396"),
        (f"tmdb: 1396\nseason: {'9' * 5000}", "https://www.themoviedb.org/tv/1396"),
        (
            "rotten_tomatoes: breaking_bad\nseason: 5\nepisode: 14",
            "https://www.rottentomatoes.com/tv/breaking_bad/s05/e14",
        ),
        ("imdb: tt2301451\nseason: 5\nepisode: 14", "https://www.imdb.com/title/tt2301451/"),
        (
            "tmdb: https://www.themoviedb.org/tv/1396\nseason: 5",
            "https://www.themoviedb.org/tv/1396",
        ),
    ],
)
def test_sites_count_parts_within_a_series(block: str, url: str) -> None:
    """An id there is the series'; the address is the season's or the episode's."""
    assert [link.url for link in read(block).links] == [url]


def test_every_field_is_an_attribute_of_a_film() -> None:
    """What a theme's author reads in the table of fields is there to be asked for."""
    film = read(
        "rating: 4/5\nposter: /a.png\nposter_alt: A\nimdb: tt0093191\nwebsite: https://a.b\n"
        "synopsis: {text: A, source: B, url: https://c.d}"
    )
    assert [field.name for field in FIELDS if not hasattr(film, field.name)] == []
    assert (film.best, film.worst, film.poster_alt) == (Decimal(5), Decimal(0), "A")
    assert (film.synopsis_source, film.synopsis_url) == ("B", "https://c.d")
    assert (film.imdb, film.website, film.tmdb) == (
        "https://www.imdb.com/title/tt0093191/",
        "https://a.b",
        "",
    )
    assert [
        getattr(Film("A"), field.name) or None
        for field in FIELDS
        if field.name not in ("title", "kind")
    ] == [None] * (len(FIELDS) - 2)


# --- short and long forms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("rating: 9.5/10", "rating:\n  value: 9.5\n  best: 10"),
        ("rating: 9.5/10", "rating: {value: 9.5, out_of: 10}"),
        ("rating: 9.5/10", "rating: 9.5\n  best: 10"),
        ("rating: 9.5/10", 'rating: {"score": 9.5, "max": 10}'),
        ("synopsis: A #b", "synopsis:\n  text: A #b"),
        ("synopsis: A\nsynopsis_source: B\nplot_url: /c", "plot: {text: A, source: B, url: /c}"),
        ("quote: A", "quote:\n- text: A"),
        ("quote: A\n  speaker: B", "quotes:\n  - quote: A\n    character: B"),
        ("director: A", "director:\n  name: A"),
        ("director: A, B", "directors: [A, B]"),
        ("director: A, B", "directors:\n- A\n- B"),
        ("director: A, B", "directors:\n- name: A\n- name: B"),
        ("director: A, B", "directors:\n  A\n  B"),
        ("director: A, B", "directors: [{name: A}, B]"),
        ("genre: A, B", "genres: |\n  A\n  B"),
        ("genre: A, B", "genres:\n  * A\n  * B"),
        ("poster: /a.jpg", "poster: {url: /a.jpg}"),
        ("poster: /a.jpg\nposter_alt: B", "poster:\n  url: /a.jpg\n  alt: B"),
        ("trailer: https://a.b", "trailer: {url: https://a.b}"),
        ("links:\n- A: https://a.b", "links:\n  A: https://a.b"),
        ("links: A: https://a.b", "links: [{label: A, url: https://a.b}]"),
        ("links: '[A](https://a.b)'", "links:\n- url: https://a.b\n  label: A"),
        ("where: A", "where:\n- label: A\n  url:"),
        ("facts:\n- A: b", "facts:\n- fact: 'A: b'"),
        ("facts: A", "facts: |\n  - A"),
        ("watched: 2020-01-02 B", "watched: {date: 2020-01-02, note: B}"),
        ("watched: 2020-01-02, 2021-03-04", "watched:\n- 2020-01-02\n- date: 2021-03-04"),
        ("watched: {date: 2020-01-02, venue: B}", "watched:\n- 2020-01-02\n  venue: B"),
        ("facts: [{text: A, source: B}]", "facts:\n- A\n  source: B"),
        ("director: [{name: A, url: /b}]", "director:\n- A\n  url: /b"),
        ("links: '[A](https://a.b/c_(d))'", "links:\n- url: https://a.b/c_(d)\n  label: A"),
        ("links: https://a.b, https://c.d", "links: [https://a.b, https://c.d]"),
        ("poster: /a.jpg\nposter_alt: B", "poster: '![B](/a.jpg \"C\")'"),
        ("scores: A: 4, B: 3,5/5", "scores:\n- A: 4\n- B: 3,5/5"),
        ("writer: A B, C D und E F", "writer: [A B, C D, E F]"),
        ("writer: A, B and C", "writer: [A, B and C]"),
        ("studio: A, Inc., B C and D E", "studio: ['A, Inc.', B C and D E]"),
        ("genre: A، B؛ C", "genre: [A, B, C]"),
        ("director: A، B", "director: [A, B]"),
        ("thoughts: [A, B]", "thoughts:\n  1. A\n  2. B"),
        ("thoughts: [A, B]", "thoughts:\n1) A\n2) B"),
        ("thoughts: [2. A, 3. B]", "thoughts:\n- 2. A\n- 3. B"),
        ("scores: {-A: 4, -B: 5}", "scores:\n  -A: 4\n  -B: 5"),
        ("genre: [A]\nrating: 4/5\nyear: 1999", "genre:\n  - A\n-rating: 4/5\n-year: 1999"),
        ("cast: 'A: B'\ngenre: C", "cast:\n  A: B\n-genre: C"),
        ("facts: 'A url: is'", "facts:\n- A\n  url: is"),
        ("writer: [A / B, C D and E F]", "writer: [A / B, C D and E F]"),
        ("writer:\n- A B\n- C D, E F and G H", "writer: A B / C D, E F and G H"),
        ("composer:\n- A\n- B C and His D", "composer: A, B C and His D"),
        ("awards: ['1. A', '2. B']", "awards:\n- 1. A\n- 2. B"),
        ("scores:\n- 1. A: 4\n- 2. B: 5", "scores:\n  1. A: 4\n  2. B: 5"),
        ("scores:\n- 1: 4\n- 2: 5", "scores: 1: 4, 2: 5"),
        ("quote: -A. -B.", "quote:\n  -A.\n  -B."),
        ("facts: -40 A", "facts:\n  -40 A"),
        ("watched: {date: 2020-01-02, note: A, venue: B}", "watched:\n- 2020-01-02 A\n  venue: B"),
        ("watched: {date: 2020-01-02, note: 'A, with B'}", "watched: 2020-01-02 A\n  with: B"),
        ("facts: 'A link: b'", "facts:\n- A\n  link: b"),
        ("quote: '{who: A'", "quote: {who: A"),
        ("writer: A, B (C D and E F)", "writer:\n- A\n- B (C D and E F)"),
        ("composer: A, B C and the D", "composer:\n- A\n- B C and the D"),
        ("writer: A B & C D, E F & G H", "writer:\n- A B & C D\n- E F & G H"),
        ("cast: [A as B, C]", "cast:\n-\xa0A as B\n-\xa0C"),
        ("cast: [A as B, C]", "cast:\n  - A as B\n  -\u2009C"),
        ("thoughts: [A, B]", "thoughts:\n  •\xa0A\n  •\xa0B"),
        ("film: A\nyear: 1999", "film:\n- title: A\n  year: 1999"),
        ("cast: A as B", "cast: [A as B]"),
        ("cast: A as B", "cast:\n- actor: A\n  role: B"),
        ("cast: A as B", "cast: {A: B}"),
        ("cast: Plays as B", "cast:\n- Plays: B"),
        ("cast: A as B / C", "cast:\n  A: [B, C]"),
        ("cast: A as B / C", "cast:\n- name: A\n  characters:\n  - B\n  - C"),
        ("cast: A (voice) as B", "cast:\n- {actor: A, role: B, voice: yes}"),
        ("cast: A (uncredited)", "cast:\n- actor: A\n  note: (uncredited)"),
        ("cast: A (voice) as B", "cast:\n- A as B\n  note: voice"),
        ("cast: [{actor: A, role: B, url: /c}]", "cast:\n- A as B\n  url: /c"),
        ("cast:\n- A as B", "cast:\n  A: B"),
        ("scores:\n- Acting: 4", "scores: {Acting: 4}"),
        ("scores: Acting: 4, Plot: 2", "scores:\n  Acting: 4\n  Plot: 2"),
        ("scores:\n- Acting: 4/5", "scores:\n- aspect: Acting\n  rating: 4\n  best: 5"),
    ],
)
def test_short_and_long_form(short: str, long: str) -> None:
    """Both forms of a field mean the same."""
    assert read(short) == read(long)


CAST_KEYS = next(field.keys for field in FIELDS if field.name == "cast")
# A list, a mapping or a comma would part these; what is one text must not.
PLAIN = st.text(
    st.characters(exclude_categories=["C", "Z", "P", "S"]) | st.sampled_from(" #!.-&*"), min_size=1
).filter(lambda text: text == text.strip() and is_plain(text))


@settings(max_examples=60, deadline=None)
@given(PLAIN.filter(lambda name: name.lower() not in CAST_KEYS), PLAIN, PLAIN)
def test_long_form_means_short_form(one: str, two: str, three: str) -> None:
    """Whatever the names are, the forms agree."""
    line = read_loudly(f"cast:\n- {one}: {two}")
    long = read_loudly(f"cast:\n- actor: {one}\n  role: {two}")
    assert line.cast == long.cast
    short = read_loudly(f"synopsis: {one}\nsynopsis_source: {two}")
    assert short == read_loudly(f"synopsis:\n  text: {one}\n  source: {two}")
    listed = read_loudly(f"director:\n- {one}\n- {two}\n- {three}")
    assert listed == read_loudly(
        f"director:\n- name: {one}\n- name: {two}\n- name: {three}"
    ) or any(text.startswith("Jr") for text in (two, three))


@pytest.mark.parametrize(
    "block",
    [
        *("quote:\n  text: A\n  speaker: B", "synopsis:\n  text: A\n  source: B"),
        *("links:\n  - A: https://a.b", "cast:\n  - A as B", "director:\n  - A\n"),
        *("year: 1999", "imdb: tt0093191", "favorite: yes", "poster: /a.png"),
    ],
)
@pytest.mark.parametrize("line", ["Stray words.", "-Stray words", "1. Stray", "*Stray*"])
def test_a_stray_line_spoils_nothing_above_it(block: str, line: str) -> None:
    """What is whole stays so."""
    film, problems = parse_film(f"{block}\n{line}", READING)
    is_item = line[0] == "-" and "\n  - " in block
    if not is_item:
        assert film == read(block)
        assert [one.severity for one in problems] == ["error"]


@pytest.mark.parametrize(
    "below",
    ["  - A as B\n  - C", "- A as B\n- C", "  A: B\n  C:", "  * A as B\n  * C"],
)
def test_a_stray_line_spoils_nothing_below_it(below: str) -> None:
    """Nor is it part of what is indented under the same key."""
    film, problems = parse_film(f"cast:\nIn order of appearance\n{below}", READING)
    assert film == read(f"cast:\n{below}")
    assert [(one.line, one.severity) for one in problems] == [(2, "error")]
    loose = "cast:\nA as B\n\nC"
    assert read_loudly(loose).cast == read("cast: [A as B, C]").cast


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("cast: [A as B, C]", "cast:\n-A as B\n-C"),
        ("cast: [A as B, 50 C]", "cast:\n  -A as B\n  -50 C"),
        ("cast: ['A: B', 'C: D']", "cast:\n  -A: B\n  - C: D"),
        ("watched: [2020-01-02, 2021-03-04]", "watched:\n-2020-01-02\n-2021-03-04"),
        ("watched:\n- date: 2020-01-02\n  venue: A", "watched:\n-date: 2020-01-02\n  venue: A"),
    ],
)
def test_a_dash_without_its_space(meant: str, written: str) -> None:
    """It opens an item, which is said; what somebody says and negative numbers are left alone."""
    film, problems = parse_film(written, READING)
    assert film == read(meant)
    assert [(one.line, one.severity) for one in problems] == [(2, "warning")]


@pytest.mark.parametrize(
    ("list_", "line"),
    [
        ("facts:\n- A\n- B", "1. C"),
        ("cast:\n- A as B", "1. C as D"),
        ("facts:\n  - A", "1. C"),
        ("thoughts:\n* A\n* B", "-C"),
        ("cast:\n- A as B", "–\xa0C"),
    ],
)
def test_odd_marks_before_a_usual_list(list_: str, line: str) -> None:
    """One odd item above others is none of them."""
    key, below = list_.split("\n", 1)
    film, problems = parse_film(f"{key}\n{line}\n{below}", READING)
    assert film == read(list_)
    assert [(one.line, one.severity) for one in problems] == [(2, "error")]


@pytest.mark.parametrize(
    ("meant", "written"),
    [
        ("cast: [A as B]\nrating: 4/5", "cast:\n- A as B\n-\xa0rating: 4/5"),
        ("title: A\nyear: 1999", "-\xa0title: A\n-\xa0year: 1999"),
        ("quote: –\xa0A –\xa0B", "quote:\n  –\xa0A\n  –\xa0B"),
        ("synopsis: -\xa0A -\xa0B", "synopsis:\n  -\xa0A\n  -\xa0B"),
    ],
)
def test_no_break_space_behind_a_dash(meant: str, written: str) -> None:
    """It opens an item in lists alone: fields stay fields, and what people say is theirs."""
    assert read(written) == read(meant)


def test_what_a_line_says_counts_before_what_stands_below() -> None:
    """The second of two dates, and of two actors, is reported."""
    for block, key in (
        ("watched: 2020-01-02\n  date: 2021-03-04", "date"),
        ("cast: A\n  actor: B", "actor"),
    ):
        film, problems = parse_film(block, READING)
        assert film == read(block.split("\n")[0])
        assert f"'{key}' was already given" in problems[0].message


def test_a_slipped_dash_loses_nothing() -> None:
    """It is part of the text above, with a warning, and not left out."""
    film, problems = parse_film("cast:\n- A as B\n  - C as D\n  note: voice", READING)
    assert film is not None
    assert film.cast[0].roles[0].name == "B - C as D note: voice"
    assert [one.severity for one in problems] == ["warning"]


def test_open_direction_marks_stay_closed() -> None:
    """What closes them is no mark without meaning at the end."""
    for block in ("watched: 2020-01-02 \u2067A", "year: 1999 \u2067A", "runtime: 97 \u2067min"):
        text = str(read_loudly(block))
        assert "\\u2069" in text or "\u2069" in text
    for written in ("\u2068tt0093191\u2069", "tt0093191\u2069"):
        assert read_loudly(f"imdb: {written}").links == read("imdb: tt0093191").links


INVISIBLE = "\u200b\u200e\u200f\u00ad\u2060\ufeff"


@pytest.mark.parametrize("mark", INVISIBLE, ids=[f"{ord(mark):04x}" for mark in INVISIBLE])
@pytest.mark.parametrize(
    "block",
    [
        *("kind: short", "released: 2013-01-23", "imdb: tt0093191", "favorite: yes"),
        *("poster: /x.png", "year: 2013", "runtime: 97", "rating: 4/5", "layout: compact"),
        *("website: https://a.b", "trailer: https://a.b", "watched: 2013-01-23"),
    ],
)
def test_what_has_no_width_means_nothing(block: str, mark: str) -> None:
    """Copied from a page, it stands at the ends of keys and of what is no text."""
    key, value = block.split(": ")
    marked = read_loudly(f"{mark}{key}{mark}: {mark}{value}{mark}")
    film = read_loudly(block)
    if key == "rating":
        assert marked.rating is not None
        marked = marked._replace(rating=marked.rating._replace(written="4/5"))
    assert marked == film


# --- text means itself ----------------------------------------------------------------------------

LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufffe\uffff")
    | st.sampled_from("\t :#-'\"[]{},&*!|>%@`?/"),
    min_size=1,
)


def is_plain(text: str) -> bool:
    """The rule: a one-line text means itself, but for the white space at its ends, unless it

    1. is in quotes from its first character to its last, and those are YAML's;
    2. is the header of a block scalar: `|`, `>`, or one of these with `-`, `+` or a digit;
    3. begins with `# `, or is `#`: a comment.
    """
    text = text.strip()
    if not text or (text[0] == "#" and text[1:2] in ("", " ", "\t")):
        return False
    if text[0] in "|>" and len(text.split(" #")[0].rstrip()) <= 3:
        return False
    if text[0] in "\"'":
        quoted = read_quoted(text)
        return quoted is None or text[quoted[1] :].strip()[:1] not in ("", "#")
    return True


PLAIN_LINE = LINE.filter(is_plain)


def balance(text: str) -> str:
    """Take out what is closed at the end of a value, so as not to turn the page round."""
    return "".join(c for c in text if c not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068")


@settings(max_examples=150, deadline=None)
@given(PLAIN_LINE.map(balance).filter(is_plain))
def test_any_line_means_itself(text: str) -> None:
    """Any one line is the text of a field, of an item, or of a part, without quotes."""
    meant = text.strip()
    film = read_loudly(
        f"title: {text}\noriginal_title: {text}\nverdict: {text}\nquote:\n  text: {text}\n"
        f"  speaker: {text}\ncast:\n- actor: {text}\n  note: x\nseries: {text}"
    )
    assert (film.title, film.original_title, film.verdict, film.series) == (meant,) * 4
    assert film.quote == (Quote(meant, meant),)
    assert film.cast[0].actor.name == meant


@settings(max_examples=150, deadline=None)
@given(PLAIN_LINE.map(balance).filter(is_plain))
@example("['")
@example("text")
def test_any_item_means_itself(text: str) -> None:
    """Any one line is an item of a list of texts, but for `text: ...` as a key."""
    meant = text.strip()
    film = read_loudly(f"genre:\n- {text}\npros:\n  - {text}\n  - b\naka:\n- {text}\n- c")
    assert film.genre == (meant,)
    assert film.pros == (meant, "b")
    assert film.also_known_as == (meant, "c")
    if find_key(text.split(":")[0].strip().strip("\"'"), ("text", "source", "url")) is None:
        facts = read_loudly(f"facts:\n- {text}\nquote:\n- '{text.replace(chr(39), chr(39) * 2)}'")
        assert facts.facts[0].text == meant or text[0] == "{"


@settings(max_examples=150, deadline=None)
@given(LINE.map(balance))
@example(" ")
@example(" x ")
def test_quotes_are_exact(text: str) -> None:
    """A text in quotes is exactly that, the spaces at its ends included."""
    quoted = text.replace("'", "''")
    film = read_loudly(f"title: '{quoted}'\ngenre:\n- '{quoted}'\nyear: 1")
    assert film.title == (text if text.strip() else "The post")
    assert film.genre == ((text,) if text.strip() else ())


@settings(max_examples=300, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            (
                *(f"{field.name}: " for field in FIELDS),
                *("\n", "  ", "- ", "x", "'", '"', "[", "{", "]", "}", ",", "|", ">", "#", "# "),
                *(":", "4/5", "2020-01-02", "\t", "text: ", "\r"),
            )
        )
    ).map("".join)
)
def test_any_text_is_safe(text: str) -> None:
    """No text raises, and whatever is no film says why."""
    parsed = parse_film(text, READING)
    assert parsed.film is not None or parsed.problems


# --- shapes that are not the field's own ----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        ("title:\n- X", "title", "X"),
        ("tagline:\n  text: X\n  lang: en", "tagline", "X"),
        ("year:\n- 1972", "year", "1972"),
        ("verdict:\n- A.\n- B.", "verdict", "A.\n\nB."),
        ("synopsis:\n- A.\n- B.", "synopsis", Text("A.\n\nB.")),
        ("runtime: [97]\nyear: 1", "runtime", Runtime(None, "[97]")),
        ("poster:\n- /a.jpg", "poster", Poster("/a.jpg")),
        ("pros: A", "pros", ("A",)),
        ("quote: [A]", "quote", (Quote("[A]"),)),
        ("year: null", "year", ""),
        ("title: null", "title", "null"),
        ("released: 10 May 2016", "released", FilmDate("2016-05-10", "10 May 2016")),
        ("director: [Robert Downey, Jr., X]", "director", people("Robert Downey, Jr.", "X")),
        ("spoilers: yes", "has_spoilers", True),
        ("spoilers: no", "has_spoilers", False),
        ("favorite: ♥", "favorite", True),
        ("director: A\n  url: /a", "director", (Person("A", "/a"),)),
    ],
)  # fmt: skip
def test_other_shapes(text: str, attribute: str, value: object) -> None:
    """A list where one value is meant, and one value where a list is meant, are taken if clear."""
    assert getattr(read_loudly(text), attribute) == value


def test_long_viewing() -> None:
    """A viewing has date, venue, medium, rating, note and company."""
    (viewing,) = read(
        "watched:\n- on: 10 May 2016\n  cinema: Rex\n  format: 35 mm\n  rewatch: ja\n"
        "  stars: 4/5\n  notes: wet\n  mit: [Ann, Bob]"
    ).watched
    assert viewing.date == FilmDate("2016-05-10", "10 May 2016")
    assert (viewing.venue, viewing.medium, viewing.rewatch) == ("Rex", "35 mm", True)
    assert viewing.note == "mit Ann, Bob, wet"
    assert viewing.rating is not None
    assert viewing.rating.value == Decimal(4)


def test_unsafe_addresses_are_left_out() -> None:
    """No address with another scheme reaches the film."""
    text = """\
        title: X
        poster: javascript:a
        website: data:text/html,x
        links: [A: vbscript:x]
        trailer: {url: "javascript:x"}
        synopsis: {text: A, url: "java\\tscript:x"}
        cast:
        - actor: B
          url: file:///etc
    """
    parsed = parse_film(textwrap.dedent(text), READING)
    assert parsed.film == Film("X", synopsis=Text("A"), cast=(Credit(Person("B")),))
    assert len(parsed.problems) == 6


# --- bounds ---------------------------------------------------------------------------------------

HOSTILE = """
from pelican_filmreview import credits, dates, links
from pelican_filmreview.fields import FIELDS
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.rating import Scale

reading = Reading(Scale(), lambda name: None)
names = {field.kind: field.name for field in FIELDS}.values()
units = ["a", " ", "(", "( ", ")", "[", "]", "{", "'", '"', "''", chr(92), "a: ", ":", "1", "1 ",
         ", ", "Jr., ", " as ", " / ", "(voice) ", "...", "... ", "#", " #", "http://", "/", ".",
         "a.", "-", "- ", "&a", "&", "\t", "[a](", "1h", "A1", "*", "| "]
for unit in units:
    hostile = unit * (50_000 // len(unit))
    for text in (hostile + "x", "x" + hostile + "x"):
        for name in names:
            parse_film(f"{name}: {text}", reading)
        credits.read_credit(text), credits.split_names(text), credits.read_notes(text)
        dates.read_date(text, reading.read_month), dates.read_runtime(text)
        links.check_url(text), links.complete_url(text)
        for site in links.SITE_NAMES:
            links.link_to_site(site, text, is_series=False)
"""


def test_no_pattern_runs_away() -> None:
    """Hostile values of 50,000 characters in a field of each kind, in a bounded CPU time.

    The bound is ten times what all of them take; one pattern that backtracks needs more alone.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (100, 100))

    done = subprocess.run([sys.executable, "-c", HOSTILE], preexec_fn=limit, check=False)
    assert done.returncode == 0
