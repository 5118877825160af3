"""Who is who: names as they are written, and what the people file says of them."""

from __future__ import annotations

import re

import diary_site
import pytest
from collection_site import ON, POSTS, list_titles
from conftest import BuildSite

from pelican_filmreview.collection.entry import CreditEntry, FilmEntry, make_entry
from pelican_filmreview.collection.people import KnownPerson, People, free_slug
from pelican_filmreview.collection.people_file import KEYS, read_people
from pelican_filmreview.film import Credit, Film, Person


def make_film(title: str, director: str = "", *actors: str) -> FilmEntry:
    """Make the entry of a film."""
    crew = (Person(director),) if director else ()
    return make_entry(Film(title, director=crew, cast=tuple(Credit(Person(a)) for a in actors)))


def count_people(films: list[FilmEntry], file: str = "") -> dict[str, list[int]]:
    """Give the films of everybody, by the name that is shown and the slug."""
    known, problems = read_people(file)
    assert not problems
    people = People(known)
    for place, film in enumerate(films):
        for credit in film.credits:
            people.add(place, credit, film)
    shown = people.finish(1, lambda name: name.lower().replace(" ", "-"), range(len(films)))
    return {f"{one.name} /{one.slug}": one.reviews for one in shown}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Céline Sciamma", "Celine Sciamma"),
        ("Robert Downey, Jr.", "Robert Downey Jr."),
        ("Park Chan-wook", "Park Chan-Wook"),
        ("Bong Joon-ho", "Bong Joon ho"),
        ("Lupita Nyong'o", "Lupita Nyong’o"),
        ("LEE CHANG-DONG", "Lee Chang-dong"),
    ],
)
def test_one_person_however_written(first: str, second: str) -> None:
    """Case, accents, hyphens, stops and apostrophes make no other person of a name."""
    assert len(count_people([make_film("A", first), make_film("B", second)])) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [("Ann Lee", "Anna Lee"), ("가수", "각수"), ("がく", "かく"), ("Park Chan-wook", "박찬욱")],
)
def test_two_people(first: str, second: str) -> None:
    """Other letters are another person, in every script."""
    assert len(count_people([make_film("A", first), make_film("B", second)])) == 2


def test_the_usual_spelling_is_shown() -> None:
    """A page has the spelling that most films have, of equal ones the first."""
    films = [make_film(t, n) for t, n in (("A", "ANN LEE"), ("B", "Ann Lee"), ("C", "Ann Lee"))]
    assert count_people(films) == {"Ann Lee /ann-lee": [0, 1, 2]}
    assert count_people(films[:2]) == {"ANN LEE /ann-lee": [0, 1]}


def test_spellings_are_joined() -> None:
    """The people file makes one person of two names, in whatever script."""
    films = [make_film("Oldboy", "Park Chan-wook"), make_film("올드보이", "박찬욱")]
    file = "- name: Park Chan-wook\n  also: [박찬욱]\n"
    assert count_people(films, file) == {"Park Chan-wook /park-chan-wook": [0, 1]}


MCQUEENS = [
    make_film("Hunger", "Steve McQueen"),
    make_film("Bullitt", "Peter Yates", "Steve McQueen"),
    make_film("Shame", "Steve McQueen", "Carey Mulligan"),
]


@pytest.mark.parametrize(
    "file",
    [
        "- name: Steve McQueen\n  slug: director\n  films: [Hunger, Shame]\n",
        "- name: Steve McQueen\n  slug: director\n  films:\n    - Hunger\n    - shame\n",
        "- name: Steve McQueen\n  slug: director\n  jobs: [director]\n",
        "- name: Steve McQueen\n  slug: director\n  jobs: director # and no other\n",
    ],
)
def test_two_people_of_one_name(file: str) -> None:
    """Films or jobs say which of two people of one name is meant; the rest is the other's."""
    people = count_people(MCQUEENS, file)
    assert people["Steve McQueen /director"] == [0, 2]
    assert people["Steve McQueen /steve-mcqueen"] == [1]


def test_both_of_one_name_in_the_file() -> None:
    """Each of two may have an entry; an id beside a name in a block says it best of all."""
    file = (
        "# Two of them\n"
        "- name: Steve McQueen\n  slug: a\n  note: director\n  imdb: nm2588606\n  films: Hunger\n"
        "- name: Steve McQueen\n  slug: b\n  sort: McQueen, Steve\n"
    )
    known, _ = read_people(file)
    assert known[0].same_as == ("https://www.imdb.com/name/nm2588606/",)
    people = count_people(MCQUEENS, file)
    assert people["Steve McQueen /a"] == [0]
    assert people["Steve McQueen /b"] == [1, 2]
    credit = CreditEntry("S. McQueen", "director", 0, (), known[0].same_as)
    roll = People(known)
    roll.add(0, credit, MCQUEENS[1])
    (person,) = roll.finish(1, str, [0])
    assert (person.name, person.note) == ("Steve McQueen", "director")


def test_slugs_are_never_shared() -> None:
    """Two people whose names make one slug get two addresses."""
    people = count_people([make_film("A", "a b"), make_film("B", "a-b c"), make_film("C", "A b c")])
    assert len({key.rpartition("/")[2] for key in people}) == len(people) == 2
    taken = {"x", "x-2"}
    assert free_slug("x", taken) == "x-3"


PROBLEMS = [
    ("nothing here", 1, "expected an entry such as '- name: Park Chan-wook', found 'nothing here'"),
    ("- nam: X", 1, "unknown key 'nam'; did you mean 'name'?"),
    ("- name: X\n  born: 1960", 2, "unknown key 'born'; known are " + ", ".join(KEYS)),
    ("- slug: x", 1, "this entry has no 'name', so it is left out"),
    ("- name: X\n  name: Y", 2, "'name' was already given; the first one counts"),
    ("- name: X\n  films: [A, B", 2, "the list of 'films' is not closed in its line; write ']'"),
    ("- name: X\n  jobs: pilot", 1, "unknown job 'pilot'; known are director, writer"),
    ("- name: X\n  imdb: tt1", 1, "'imdb': 'tt1' is neither the address of a person's page"),
    ("- name: X\n- name: Y\n  also: x", 2, "'x' is also the person of line 1; say by 'films'"),
    (
        "- name: X\n  slug: s\n- name: Y\n  slug: s",
        3,
        "the slug 's' is that of line 1 as well",
    ),
]


@pytest.mark.parametrize(("file", "line", "message"), PROBLEMS)
def test_what_is_wrong_with_the_file(file: str, line: int, message: str) -> None:
    """Each problem has its line and the way out."""
    _, problems = read_people(file)
    found = [(one.line, one.message) for one in problems]
    assert any(n == line and text.startswith(message) for n, text in found), found


def test_texts_are_as_they_are_written() -> None:
    """Quotes, comments, colons, a byte-order mark and line ends of Windows mean what they look."""
    lines = ("\ufeff---", "- name: 'O''Neil: Ed'", '  films: ["Alien: Covenant", 1917]')
    file = "\r\n".join((*lines, "  note: a # b", ""))
    (known,), problems = read_people(file)
    assert problems == ()
    assert known == KnownPerson("O'Neil: Ed", films=("Alien: Covenant", "1917"), note="a", number=1)


def test_the_file_on_a_site(build_site: BuildSite) -> None:
    """The file lies in the content folder; its problems have its name and line."""
    file = "- name: Lee Chang-dong\n  also: Lee Isaac Chung\n  slug: lee\n  note: not so\n  x: y\n"
    build = build_site({**POSTS, "people.yaml": file}, FILMREVIEW_PEOPLE_FILE="people.yaml", **ON)
    page = build.read("people/lee/index.html")
    assert list_titles(page) == ["Minari", "Burning", "Poetry"]
    assert "not so" in page
    (message,) = build.messages
    assert message.startswith("people.yaml:5: film: unknown key 'x'; known are name, slug")


def test_the_file_is_not_there(build_site: BuildSite) -> None:
    """A file that cannot be read is reported, and the pages are written without it."""
    build = build_site(POSTS, FILMREVIEW_PEOPLE_FILE="people.yaml", **ON)
    (message,) = build.messages
    assert message.startswith("film: the people file people.yaml cannot be read (")
    assert (build.output / "people/lee-chang-dong/index.html").exists()


@pytest.mark.parametrize(("least", "people"), [(1, 9), (2, 2), (3, 0)])
def test_how_many_films_make_a_page(least: int, people: int, build_site: BuildSite) -> None:
    """A setting says how many films somebody needs; where nobody has them there is no index."""
    build = build_site(POSTS, FILMREVIEW_PERSON_MIN=least, **ON)
    pages = list(build.output.glob("people/*/index.html"))
    assert len(pages) == people
    assert (build.output / "people/index.html").exists() == bool(people)


# Burning twice, by both its titles, Poetry twice, Minari and The Matrix of 1999 once, and another
# film named The Matrix: seven reviews of five films.
@pytest.mark.parametrize(
    ("page", "films", "reviews"),
    [
        ("films/", 5, 7),
        ("films/by-date/", 5, 7),
        ("people/lee-chang-dong/", 2, 4),
        ("people/steven-yeun/", 2, 3),
        ("countries/south-korea/", 2, 4),
        ("decades/2010/", 2, 4),
        ("decades/1990/", 2, 2),
        ("years/2018/", 1, 2),
        ("ratings/5/", 2, 2),
    ],
)
def test_pages_count_films_and_list_reviews(
    page: str, films: int, reviews: int, build_site: BuildSite
) -> None:
    """A film reviewed twice is one film in words and head, and has its two lines in the list."""
    html = build_site(diary_site.POSTS, **ON).read(f"{page}index.html")
    count = f"{films} film{'s' if films > 1 else ''} reviewed"
    assert re.search(f'class="film-total">[^<]*{count}', html)
    assert f": {count} – Site" in html.partition("</head>")[0]
    assert len(list_titles(html)) == reviews


@pytest.mark.parametrize(
    ("page", "counts"),
    [
        ("people/", {"Lee Chang-dong": 2, "Steven Yeun": 2}),
        ("decades/", {"2020s": 1, "2010s": 2, "1990s": 2}),
        (
            "countries/",
            {"Australia": 1, "Canada": 1, "South Korea": 2, "United States": 2},
        ),
        ("years/", {"2020": 1, "2018": 1, "2010": 1, "1999": 1, "1993": 1}),
    ],
)
def test_indexes_count_films(page: str, counts: dict[str, int], build_site: BuildSite) -> None:
    """Beside a person or a group stands the number of films, as in the statistics."""
    html = build_site(diary_site.POSTS, **ON).read(f"{page}index.html")
    found = re.findall(r'<a href="[^"]*">([^<]*)</a> <span class="film-count">(\d+) film', html)
    assert {name: int(count) for name, count in found} == counts


def test_two_reviews_of_one_film_are_no_two_films(build_site: BuildSite) -> None:
    """Who was in one film, reviewed twice, has no page; nobody worked with them twice in it."""
    block = "title: {}\nyear: {}\ndirector: Bong Joon-ho\ncast: {}\n"
    films = {
        "one.md": ("Parasite", 2019, "[Song Kang-ho, Choi Woo-shik]"),
        # Another review of it, which names others.
        "two.md": ("Parasite", 2019, "[Choi Woo-shik, Lee Sun-kyun]"),
        "three.md": ("The Host", 2006, "[Song Kang-ho, Bae Doona]"),
        "four.md": ("Sleep", 2023, "[Lee Sun-kyun, Song Kang-ho]"),
    }
    posts = {
        name: f"Title: {name}\nDate: 2024-01-0{n}\n\n```film\n{block.format(*film)}```\n"
        for n, (name, film) in enumerate(films.items(), 1)
    }
    build = build_site(posts, **ON)
    pages = {path.parent.name for path in build.output.glob("people/*/index.html")}
    assert pages == {"bong-joon-ho", "song-kang-ho", "lee-sun-kyun"}
    html = build.read("people/bong-joon-ho/index.html")
    assert "3 films reviewed" in html
    assert list_titles(html) == ["Sleep", "Parasite", "Parasite", "The Host"]
    assert list_coworkers(html) == [("Song Kang-ho", "3 films"), ("Lee Sun-kyun", "2 films")]
    # A film's people are those of all its reviews: both were in Parasite, and in Sleep.
    html = build.read("people/song-kang-ho/index.html")
    assert list_coworkers(html) == [("Bong Joon-ho", "3 films"), ("Lee Sun-kyun", "2 films")]


def list_coworkers(html: str) -> list[tuple[str, str]]:
    """Give who worked with somebody, and in how many films."""
    names = html.partition('class="film-people"')[2]
    return re.findall(r"<li>(?:<a[^>]*>)?([^<]*)(?:</a>)? <span[^>]*>([^<]*)", names)
