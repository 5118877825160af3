"""Records of public film blogs, written without quotes as their authors wrote them, come back.

`data/films.jsonl` holds the facts of 91 reviews, `data/awkward.jsonl` single values that break
naive readers.
"""

from __future__ import annotations

import calendar
import json
import textwrap
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import BuildSite, make_post

from pelican_filmreview.film import Credit, Film, Viewing
from pelican_filmreview.parse import Parsed, Reading, parse_film
from pelican_filmreview.rating import Scale

DATA = Path(__file__).parent / "data"
MONTHS = [name.lower() for name in calendar.month_name]
READING = Reading(
    Scale(), lambda name: MONTHS.index(name.lower()) if name.lower() in MONTHS else None
)
Record = dict[str, Any]


def load(name: str) -> list[Record]:
    """Read a file with one JSON object a line."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


FILMS = load("films.jsonl")
AWKWARD = load("awkward.jsonl")
LISTS = ("directors", "writers", "genres", "countries", "languages")
# A value that is one YAML text in quotes from end to end is that text, without them.
QUOTED = {"'Sheba, Baby'": "Sheba, Baby", '"David"': "David"}
TEXTS = ("year", "runtime", "content_rating", "original_title", "kind", "rating")
IDS = ("imdb_id", "tmdb_id", "letterboxd_id")


def write_credit(credit: Record) -> str:
    """Write a cast line: "Actor as Role / Role (note)"."""
    role = credit["role"]
    roles = " / ".join(role) if isinstance(role, list) else role
    note = f" {credit['note']}" if credit.get("note") else ""
    return f"{credit['actor']} as {roles}{note}" if roles else f"{credit['actor']}{note}"


def write_mapping(record: Record) -> list[str]:
    """Write an item of a list in the long form."""
    lines = [
        f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value or ''}"
        for key, value in record.items()
    ]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def write_shared(film: Record) -> list[str]:
    """Write what is written the same way in all styles."""
    lines = [f"title: {film['title']}"]
    lines += [f"{key}: {film[key]}" for key in (*TEXTS, *IDS) if key in film]
    if film.get("rating_best", "A+") != "A+":
        lines.append(f"best: {film['rating_best']}")
    for key in ("alternate_titles", "other_ratings"):
        if key in film:
            lines += [f"{key}:"]
            items = film[key]
            lines += [f"- {item}" for item in items if isinstance(item, str)]
            lines += [
                line for item in items if isinstance(item, dict) for line in write_mapping(item)
            ]
    return lines


def write_in_lines(film: Record) -> str:
    """Write a block with names parted by commas, bare cast lines and bare viewings."""
    lines = write_shared(film)
    lines += [f"{key}: {', '.join(film[key])}" for key in LISTS if key in film]
    if "cast" in film:
        lines += ["cast:", *(f"  {write_credit(credit)}" for credit in film["cast"])]
    if "watched" in film:
        lines.append("watched:")
        lines += [f"  - {one.get('as_written') or one['date']}" for one in film["watched"]]
    return "\n".join(lines)


def write_in_lists(film: Record) -> str:
    """Write a block with a list for all that has several values, and long forms in them."""
    lines = write_shared(film)
    for key in LISTS:
        if key in film:
            lines += [f"{key}:", *(f"  - {name}" for name in film[key])]
    if "cast" in film:
        lines += ["cast:", *(line for credit in film["cast"] for line in write_mapping(credit))]
    if "watched" in film:
        lines.append("watched:")
        for one in film["watched"]:
            lines += [f"- {one['as_written']}"] if "as_written" in one else write_mapping(one)
    return "\n".join(lines)


def write_in_brackets(film: Record) -> str:
    """Write a block with every list in brackets, dashes before cast lines, and Windows' breaks."""
    lines = write_shared(film)
    lines += [f"{key}: [{', '.join(film[key])}]" for key in LISTS if key in film]
    if "cast" in film:
        lines += ["Starring:", *(f"- {write_credit(credit)}" for credit in film["cast"])]
    if "watched" in film:
        dates = (one.get("as_written") or one["date"] for one in film["watched"])
        lines += ["Date watched:", *(f"- {written}" for written in dates)]
    return "\r\n".join(lines) + "\r\n"


STYLES = (write_in_lines, write_in_lists, write_in_brackets)


def read_names(film: Film) -> Record:
    """Give the lists of names of a film as a record has them."""
    return {
        "directors": [person.name for person in film.director],
        "writers": [person.name for person in film.writer],
        "genres": list(film.genre),
        "countries": list(film.country),
        "languages": list(film.language),
    }


def flatten_credit(credit: Credit) -> tuple[str, list[str], str]:
    """Give the actor, the roles, and all notes as "(voice) (uncredited)"."""
    notes = [*credit.notes, *(note for role in credit.roles for note in role.notes)]
    roles = [role.name for role in credit.roles]
    return credit.actor.name, roles, " ".join(f"({note})" for note in notes)


def flatten_record(credit: Record) -> tuple[str, list[str], str]:
    """Give the same of a record."""
    role = credit["role"]
    roles = role if isinstance(role, list) else [role] if role else []
    return credit["actor"], roles, credit.get("note") or ""


def parse_quietly(film: Record, text: str) -> Film:
    """Parse a block that has nothing wrong but a date in words no calendar knows."""
    parsed = parse_film(text, READING)
    assert parsed.film is not None
    complaints = [p.message for p in parsed.problems if "was not read as a date" not in p.message]
    assert complaints == []
    odd = sum("Febuary" in str(one) or "2010er" in str(one) for one in film.get("watched", ()))
    assert len(parsed.problems) == odd
    return parsed.film


@pytest.mark.parametrize("write", STYLES)
@pytest.mark.parametrize("record", FILMS, ids=lambda film: film["title"])
def test_record_comes_back(record: Record, write: Any) -> None:
    """Every field of every record comes back as it was written, in every style."""
    film = parse_quietly(record, write(record))
    assert film.title == record["title"]
    assert film.kind == {"film": "film", "tv": "series"}[record["kind"]]
    assert read_names(film) == {key: record.get(key, []) for key in LISTS}
    assert list(map(flatten_credit, film.cast)) == list(map(flatten_record, record.get("cast", ())))
    assert film.year == record.get("year", "")
    assert film.original_title == record.get("original_title", "")
    assert film.content_rating == record.get("content_rating", "")
    assert list(film.also_known_as) == record.get("alternate_titles", [])
    assert (film.runtime.written if film.runtime else "") == str(record.get("runtime", ""))
    assert film.runtime is None or film.runtime.minutes


@pytest.mark.parametrize("record", FILMS, ids=lambda film: film["title"])
def test_rating_of_record_comes_back(record: Record) -> None:
    """A rating keeps its wording and the blog's scale."""
    film = parse_quietly(record, write_in_lines(record))
    if "rating" not in record:
        assert film.rating is None
        return
    assert film.rating is not None
    assert film.rating.written == record["rating"].strip()
    assert film.rating.value is not None
    if record.get("rating_best", "A+") == "A+":
        assert film.rating.letter == (record["rating"] if record.get("rating_best") else "")
    else:
        assert film.rating.best == Decimal(record["rating_best"])
    scores = [(score.name, score.rating.written) for score in film.scores]
    assert scores == [
        (one["label"], f"{one['rating']}/{one['best']}") for one in record.get("other_ratings", ())
    ]


@pytest.mark.parametrize("record", FILMS, ids=lambda film: film["title"])
def test_ids_of_record_become_links(record: Record) -> None:
    """Each id becomes a link to its site."""
    film = parse_quietly(record, write_in_lines(record))
    assert [link.site for link in film.links] == [key[:-3] for key in IDS if key in record]
    for link in film.links:
        assert str(record[f"{link.site}_id"]) in link.url


def flatten_viewing(viewing: Viewing) -> tuple[str, str, str, str, bool]:
    """Give the parts of a viewing."""
    assert viewing.date is not None
    return viewing.date.written, viewing.venue, viewing.medium, viewing.note, viewing.rewatch


@pytest.mark.parametrize(
    "record", [film for film in FILMS if "watched" in film], ids=lambda film: film["title"]
)
def test_viewings_of_record_come_back(record: Record) -> None:
    """A viewing keeps its date, venue, medium, note and company."""
    film = parse_quietly(record, write_in_lists(record))
    for viewing, one in zip(film.watched, record["watched"], strict=True):
        company = f"with {', '.join(one['with'])}" if "with" in one else ""
        if "as_written" in one:
            assert (
                f"{viewing.date.written if viewing.date else ''} {viewing.note}".strip()
                == (one["as_written"])
            )
            continue
        assert flatten_viewing(viewing) == (
            one["date"],
            one.get("venue", ""),
            one.get("medium", ""),
            one.get("note", company),
            one.get("rewatch") == "Yes",
        )
        if "Febuary" not in one["date"]:
            assert viewing.date is not None
            assert viewing.date.iso


def pick(field: str) -> list[Any]:
    """Give the awkward values of a field."""
    return [one["value"] for one in AWKWARD if one["field"] == field]


def wrap_block(kind: str, block: str) -> str:
    """Give a block as it stands in a post of a format."""
    if kind == "md":
        return f"```film\n{block}\n```"
    if kind == "rst":
        return ".. film::\n\n" + textwrap.indent(block, "   ")
    return f'<script type="application/yaml" class="film">\n{block}\n</script>'


@pytest.mark.parametrize("kind", ["md", "rst", "html"])
def test_records_pass_every_door(kind: str, build_site: BuildSite) -> None:
    """Every record is published from every format with its title, people and original title."""
    titles = [one["title"] for one in FILMS] + pick("title")
    blocks = [write_in_lists(one) for one in FILMS] + [f"title: {one}" for one in pick("title")]
    posts = {
        f"{number}.{kind}": make_post(kind, wrap_block(kind, block), f"Post {number}")
        for number, block in enumerate(blocks)
    }
    build = build_site(posts)
    for number, title in enumerate(titles):
        (review,) = build.reviews(f"post-{number}.html")
        item = review["itemReviewed"]
        assert item["name"] == QUOTED.get(title, title)
        if number < len(FILMS):
            names = [one["name"] for one in listed(item.get("director", []))]
            assert names == FILMS[number].get("directors", [])
            assert len(listed(item.get("actor", []))) == len(FILMS[number].get("cast", []))


def listed(value: Any) -> list[Any]:
    """Give one value, or a list of them, as a list."""
    return value if isinstance(value, list) else [value]


# --- single values --------------------------------------------------------------------------------


def parse_clean(text: str) -> Film:
    """Parse a block with nothing wrong in it."""
    parsed: Parsed = parse_film(text, READING)
    assert parsed.problems == ()
    assert parsed.film is not None
    return parsed.film


TITLES = [*pick("title"), *pick("original_title"), *pick("content_rating"), *pick("actor")]


@pytest.mark.parametrize("value", TITLES)
@pytest.mark.parametrize(
    "field", ["title", "original_title", "content_rating", "series", "verdict"]
)
def test_awkward_text_means_itself(field: str, value: str) -> None:
    """A text is what the author wrote."""
    assert getattr(parse_clean(f"{field}: {value}"), field) == QUOTED.get(value, value)


@pytest.mark.parametrize("value", TITLES)
def test_awkward_title_in_a_list_means_itself(value: str) -> None:
    """So is an item of a list."""
    film = parse_clean(f"aka:\n- {value}\n- x\ngenres:\n  - {value}\nfacts:\n- {value}")
    meant = QUOTED.get(value, value)
    assert (film.also_known_as, film.genre, film.facts[0].text) == ((meant, "x"), (meant,), meant)


@pytest.mark.parametrize("role", pick("role"))
@pytest.mark.parametrize("actor", ["A B", *pick("actor")])
def test_awkward_credit_means_itself(actor: str, role: str) -> None:
    """Actor and role come back whole from a line, from brackets and from the long form."""
    for block in (
        f"cast:\n- {actor} as {role}",
        f"cast:\n  {actor} as {role}\n  X as Y",
        f"cast:\n- actor: {actor}\n  role: {role}",
        f"cast:\n- actor: {actor}\n  role:\n  - {role}",
    ):
        credit = parse_clean(block).cast[0]
        written = [role.name + "".join(f" ({n})" for n in role.notes) for role in credit.roles]
        written += [f"({note})" for note in credit.notes]
        meant = QUOTED.get(role, role) if "actor:" in block else role
        assert (credit.actor.name, written) == (actor, [meant])


@pytest.mark.parametrize("value", [one for one in pick("cast") if isinstance(one, dict)])
def test_awkward_cast_means_itself(value: Record) -> None:
    """Several roles and notes of one actor come back from a line and from the long form."""
    note = f" {value['notes']}" if value["notes"] else ""
    line = f"cast:\n- {value['actor']} as {' / '.join(value['roles'])}{note}"
    long = [f"cast:\n- actor: {value['actor']}", "  roles:", *(f"  - {r}" for r in value["roles"])]
    if note:
        long.append(f"  notes: {value['notes']}")
    for block in (line, "\n".join(long)):
        (credit,) = parse_clean(block).cast
        names = [role.name + "".join(f" ({n})" for n in role.notes) for role in credit.roles]
        names += [f"({note})" for note in credit.notes]
        assert credit.actor.name == value["actor"]
        assert " ".join(names) == " ".join(value["roles"]) + note


def test_awkward_cast_line() -> None:
    """Five people in six pieces are five people."""
    (line,) = (one for one in pick("cast") if isinstance(one, str))
    names = [credit.actor.name for credit in parse_clean(f"cast: {line}").cast]
    assert names[-1] == "Isiah Whitlock, Jr."
    assert ", ".join(names) == line
    assert len(names) == 5


def test_two_actors_of_one_role() -> None:
    """A child and an adult may share a role."""
    (pair,) = (one for one in pick("cast") if isinstance(one, list))
    cast = parse_clean("cast:\n" + "\n".join(f"- {write_credit(one)}" for one in pair)).cast
    assert [(c.actor.name, c.roles[0].name) for c in cast] == [
        (one["actor"], one["role"]) for one in pair
    ]


@pytest.mark.parametrize("value", pick("watched"))
def test_awkward_viewing_is_kept(value: str) -> None:
    """A viewing in words is shown as written."""
    film = parse_film(f"title: X\nwatched: {value}", READING).film
    assert film is not None
    (viewing,) = film.watched
    assert viewing.date is not None
    assert f"{viewing.date.written} {viewing.note}".strip() == value


def test_awkward_runtime() -> None:
    """Hours and minutes are minutes."""
    (value,) = pick("runtime")
    runtime = parse_clean(f"runtime: {value}").runtime
    assert runtime is not None
    assert (runtime.minutes, runtime.written) == (163, value)


@pytest.mark.parametrize("key", pick("key"))
def test_awkward_key_is_known_or_named(key: str) -> None:
    """A misspelt key names the one that was meant; a space in a key does not matter."""
    meant = {"Schauspier": "schauspieler", "seaons": "season"}
    problems = parse_film(f"{key}: X", READING).problems
    messages = [problem.message for problem in problems if problem.line]
    expected = f"unknown field '{key}'; did you mean '{meant.get(key)}'?"
    assert messages == ([expected] if key in meant else [])
