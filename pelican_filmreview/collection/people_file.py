"""The text of the people file in, who it knows out, with every problem at once.

The file is a list in YAML, an entry for each person whom a name alone does not tell:

    - name: Steve McQueen
      slug: steve-mcqueen-director
      films: [Hunger, Shame]
    - name: Park Chan-wook
      also: [Chan-wook Park, 박찬욱]

It is read as blocks are: every text is as it was written, quoted or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from pelican_filmreview import links
from pelican_filmreview.collection.entry import JOBS
from pelican_filmreview.collection.people import KnownPerson, fold_name
from pelican_filmreview.fields import find_field, fold_key, suggest
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.yaml_flow import NotAFlow, read_flow
from pelican_filmreview.yaml_lines import (
    Line,
    is_comment,
    is_item,
    split_comment,
    split_key,
    split_lines,
    strip_markers,
)
from pelican_filmreview.yaml_scalar import read_quoted
from pelican_filmreview.yaml_tree import Items, Scalar, shorten

MAX_CHARACTERS = 1_000_000

# The keys of an entry; those that take several are lists or one text.
KEYS: Mapping[str, str] = {
    "name": "the name that is shown",
    "slug": "the name in the address of the page",
    "also": "other names of the same person",
    "note": "what tells the person from others, shown on the page",
    "sort": "the name as it is sorted: `McQueen, Steve`",
    "films": "the titles that are theirs, where others have the same name",
    "jobs": "the jobs that are theirs: " + ", ".join(f"`{job}`" for job in JOBS),
    "imdb": "the id that blocks have beside the name",
    "tmdb": "the same of another site",
    "wikidata": "the same of another site",
}
_LISTS = ("also", "films", "jobs")
_SITES = ("imdb", "tmdb", "wikidata")


@dataclass(slots=True)
class _Open:
    """An entry while its lines are gathered."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)


def read_people(text: str) -> tuple[tuple[KnownPerson, ...], tuple[Problem, ...]]:
    """Read the people file; what is wrong in an entry leaves the rest as it is."""
    problems = Problems()
    if len(text) > MAX_CHARACTERS:
        problems.error(0, f"the file has more than the {MAX_CHARACTERS:,} characters that are read")
        return (), problems.sorted()
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    lines = [line for line in strip_markers(split_lines(text)) if line.text.strip()]
    entries = list(_gather_entries([one for one in lines if not is_comment(one.text)], problems))
    people = [known for entry in entries if (known := _make_person(entry, problems)) is not None]
    _check_names(people, entries, problems)
    return tuple(replace(one, number=n) for n, one in enumerate(people, 1)), problems.sorted()


def _gather_entries(lines: list[Line], problems: Problems) -> Iterator[_Open]:
    entry: _Open | None = None
    key, margin = "", -1
    for line in lines:
        text = line.text.rstrip()
        if is_item(text) and (margin < 0 or line.indent <= margin):
            if entry is not None:
                yield entry
            entry, key, margin = _Open(line.number), "", line.indent
            text = text[1:].strip()
            if not text:
                continue
        elif is_item(text) and entry is not None and key in _LISTS:
            entry.values[key] += _read_values(text[1:].strip(), line.number, key, problems)
            continue
        split = split_key(text) if text else None
        if entry is None or split is None:
            problems.error(
                line.number,
                f"expected an entry such as '- name: Park Chan-wook', found '{shorten(text)}'",
            )
            continue
        key = _find_key(split[0], line.number, problems)
        if key in entry.values:
            problems.error(line.number, f"'{key}' was already given; the first one counts")
            key = ""
        elif key:
            entry.values[key] = _read_values(split[1], line.number, key, problems)
    if entry is not None:
        yield entry


def _find_key(written: str, line: int, problems: Problems) -> str:
    folded = fold_key(written)
    known = next((key for key in KEYS if fold_key(key) == folded), "")
    if not known:
        near = suggest(written, tuple(KEYS))
        hint = f"did you mean '{near}'?" if near else "known are " + ", ".join(KEYS)
        problems.error(line, f"unknown key '{shorten(written)}'; {hint}")
    return known


def _read_values(text: str, line: int, key: str, problems: Problems) -> list[str]:
    text = split_comment(text, is_typed=False)[0] if not is_comment(text) else ""
    if not text:
        return []
    if key in _LISTS and text[0] == "[":
        try:
            value = read_flow(text, line, find_field("genre"))
        except NotAFlow:
            problems.error(
                line, f"the list of '{key}' is not closed in its line; write ']' behind it"
            )
            return []
        items = value.items if isinstance(value, Items) else ()
        return [item.text for item in items if isinstance(item, Scalar) and item.text]
    quoted = read_quoted(text) if text[0] in "\"'" else None
    return [quoted[0] if quoted is not None and not text[quoted[1] :].strip() else text]


def _make_person(entry: _Open, problems: Problems) -> KnownPerson | None:
    values = entry.values
    if not values.get("name"):
        problems.error(entry.line, "this entry has no 'name', so it is left out")
        return None
    for job in values.get("jobs", ()):
        if job not in JOBS:
            problems.error(entry.line, f"unknown job '{job}'; known are " + ", ".join(JOBS))
    return KnownPerson(
        name=values["name"][0],
        slug=(values.get("slug") or [""])[0],
        also=tuple(values.get("also", ())),
        note=(values.get("note") or [""])[0],
        sort=(values.get("sort") or [""])[0],
        films=tuple(values.get("films", ())),
        jobs=tuple(values.get("jobs", ())),
        same_as=tuple(_link_sites(entry, problems)),
    )


def _link_sites(entry: _Open, problems: Problems) -> Iterator[str]:
    for site in _SITES:
        for text in entry.values.get(site, ()):
            url = links.link_to_person(site, text)
            if url is not None:
                yield url
            else:
                problems.error(
                    entry.line,
                    f"'{site}': '{shorten(text)}' is neither the address of a person's page there "
                    "nor its id",
                )


def _check_names(people: list[KnownPerson], entries: list[_Open], problems: Problems) -> None:
    """Report names that two entries have without saying which films are whose."""
    plain: dict[str, int] = {}
    slugs: dict[str, int] = {}
    lines = [entry.line for entry in entries if entry.values.get("name")]
    for person, line in zip(people, lines, strict=True):
        for name in (person.name, *person.also) if not (person.is_narrow or person.same_as) else ():
            first = plain.setdefault(fold_name(name), line)
            if first != line:
                problems.error(
                    line,
                    f"'{name}' is also the person of line {first}; say by 'films' or 'jobs' in one "
                    "of the two which are whose",
                )
        if person.slug and slugs.setdefault(person.slug, line) != line:
            problems.error(
                line, f"the slug '{person.slug}' is that of line {slugs[person.slug]} as well"
            )
