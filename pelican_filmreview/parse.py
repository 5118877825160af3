"""The text of a block in, a Film out, with every problem of the block at once.

Each field of the table is converted by its kind; what cannot be converted is reported with its
line and left out, and the rest of the film is as good as if it had not been there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple, get_args

from pelican_filmreview import links
from pelican_filmreview.convert import Converter
from pelican_filmreview.convert_words import Reading
from pelican_filmreview.fields import FIELDS, Field, find_field, find_key, fold_key, suggest_field
from pelican_filmreview.film import Film, Kind, Link, Poster, Text
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.rating import Scale, read_number
from pelican_filmreview.yaml_text import read_block
from pelican_filmreview.yaml_tree import Entries, Entry, NotABlock, Scalar, Value, shorten

__all__ = ["Parsed", "Reading", "parse_film"]

_FIELDS = {field.name: field for field in FIELDS}
_KINDS = get_args(Kind)
_SITES = tuple(links.SITE_NAMES)
# Usual age certificates: what a `rating` may hold beside a score that stands under another name.
_CERTIFICATE = compile_late(
    r"(?:G|PG|PG-13|R|NC-17|X|M|MA|TV-\w+|U|UA|12A|R18|(?:FSK|USK|BBFC)\s*\d\d?|(?:12|15|16|18)\+?)$"
)
_SCORE = compile_late(r"\d{1,3}(?:[.,]\d{1,2})?\s*/\s*\d{1,3}|[★☆⭐]{1,10}½?")
_WHOLES = {"poster_alt": "poster", "synopsis_source": "synopsis", "synopsis_url": "synopsis"}


class Parsed(NamedTuple):
    """The film, or None where the text is no block at all, and what was wrong with it."""

    film: Film | None
    problems: tuple[Problem, ...]


def parse_film(text: str, reading: Reading) -> Parsed:
    """Parse the text of a block. Never raises for any text."""
    problems = Problems()
    try:
        block = read_block(text, problems)
    except NotABlock as reason:
        return Parsed(None, (Problem(0, "error", str(reason)),))
    entries = _sort_entries(block, problems)
    if not entries:
        problems.error(0, "the block has no field that is known; the manual lists the fields")
        return Parsed(None, problems.sorted())
    film = _make_film(entries, reading, problems)
    return Parsed(film, problems.sorted())


def _sort_entries(block: Entries, problems: Problems) -> dict[str, Entry]:
    """Give the entries by the name of their field, without the unknown and the repeated ones."""
    entries: dict[str, Entry] = {}
    above = ""
    for entry in block.entries:
        field = find_field(entry.key)
        if field is None:
            problems.error(entry.line, _describe_unknown(entry, above, entries, problems))
        elif field.name not in entries:
            entries[field.name] = entry
        elif field.name == "rating" and _is_certificate(entries["rating"]):
            _set_certificate_aside(entries["rating"], entry, problems)
            entries["rating"] = entry
        elif field.name == "rating" and _is_certificate(entry):
            _set_certificate_aside(entry, entries["rating"], problems)
        else:
            _report_repeated(field, entry, entries[field.name], problems)
        above = entry.key
    return entries


def _describe_unknown(
    entry: Entry, above: str, entries: dict[str, Entry], problems: Problems
) -> str:
    key = entry.key
    field = find_field(above) if above else None
    if field is not None and find_key(key, field.keys):
        return f"unknown field '{key}'; if it belongs to '{shorten(above)}', indent it below that"
    text = entry.value.text if isinstance(entry.value, Scalar) else ""
    near = None if problems.is_full else suggest_field(key)
    words = len(key.split())
    is_score = words == 1 and "rating" not in entries and _SCORE.fullmatch(text)
    if is_score and not (near and find_field(near) is _FIELDS["rating"]):  # French "Note : 4,5/5"
        return f"unknown field '{key}'; did you mean 'rating'?"
    if near and (words <= len(near.split("_")) or fold_key(near) in fold_key(key)):
        return f"unknown field '{key}'; did you mean '{near}'?"
    if above and (words > 3 or (words > 1 and field is not None and field.is_long_text)):
        return (
            f"unknown field '{shorten(key)}'; if this line goes on with the text of "
            f"'{shorten(above)}', indent it"
        )
    return f"unknown field '{shorten(key)}', which is not shown; the manual lists the fields"


def _is_certificate(entry: Entry) -> bool:
    return isinstance(entry.value, Scalar) and bool(_CERTIFICATE.match(entry.value.text))


def _set_certificate_aside(certificate: Entry, score: Entry, problems: Problems) -> None:
    text = certificate.value.text if isinstance(certificate.value, Scalar) else ""
    problems.warning(
        certificate.line,
        f"'{certificate.key}: {text}' looks like an age certificate, since '{score.key}' in line "
        f"{score.line} holds the score; write it as 'content_rating: {text}'",
        score.line,
    )


def _report_repeated(field: Field, entry: Entry, first: Entry, problems: Problems) -> None:
    same = entry.key == first.key
    as_first = "" if same else f" as '{first.key}'"
    problems.error(
        entry.line,
        f"'{entry.key}' was already given{as_first} in line {first.line}; "
        "the first one counts, remove one of them",
        first.line,
    )


def _make_film(entries: dict[str, Entry], reading: Reading, problems: Problems) -> Film:
    converter = _choose_converter(entries)(reading, problems, _read_scale(entries, reading.scale))
    values: dict[str, Any] = {}
    for name, entry in entries.items():
        field = _FIELDS[name]
        read = getattr(converter, "read_" + field.kind)
        value = read(_drop_null(entry.value, field), field)
        if value:
            values[name] = value
    for name, whole in _WHOLES.items():
        if name in values and whole not in values and whole not in entries:
            problems.warning(
                entries[name].line, f"'{name}' is not shown, since there is no '{whole}'"
            )
    return _assemble(values, reading)


def _choose_converter(entries: dict[str, Entry]) -> type[Converter]:
    """Give what converts a block; hardly one has readers' comments in it."""
    if "comments" not in entries:
        return Converter
    from pelican_filmreview.convert_comments import CommentConverter

    return CommentConverter


def _read_scale(entries: dict[str, Entry], scale: Scale) -> Scale:
    """Give what a bare score means in this block."""
    given: dict[str, Decimal] = {}
    for name in ("best", "worst"):
        entry = entries.get(name)
        text = entry.value.text if entry and isinstance(entry.value, Scalar) else ""
        number = read_number(text) if text else None
        if number is not None:
            given[name] = number
    best, worst = given.get("best", scale.best), given.get("worst", scale.worst)
    return replace(scale, best=best, worst=worst) if given else scale


def _drop_null(value: Value, field: Field) -> Value:
    """Take YAML's null for nothing where no text is expected; a film may be called "Null"."""
    if not isinstance(value, Scalar) or value.literal or value.text not in ("null", "~"):
        return value
    return Scalar("", value.line) if field.is_typed or field.is_address else value


# Fields that are parts of another one in the model.
_PARTS = frozenset(
    ("best", "worst", "poster_alt", "synopsis_source", "synopsis_url", "website", *_SITES)
)


def _assemble(values: dict[str, Any], reading: Reading) -> Film:
    """Put fields together that make one value of the model."""
    kind = values.get("kind") or (
        "episode" if "episode" in values else "season" if "season" in values else "film"
    )
    values["kind"] = kind if kind in _KINDS else "film"
    values.setdefault("title", reading.post_title)
    values["slug"] = reading.name_film(values["title"])
    if "poster" in values and "poster_alt" in values and not values["poster"].alt:
        values["poster"] = Poster(values["poster"].url, values["poster_alt"])
    if "synopsis" in values:
        text = values["synopsis"]
        values["synopsis"] = Text(
            text.text,
            text.source or values.get("synopsis_source", ""),
            text.url or values.get("synopsis_url", ""),
        )
    values["has_spoilers"] = bool(values.get("spoilers"))
    if values.get("spoilers") == "yes":
        del values["spoilers"]
    values["links"] = (*_link_sites(values), *values.get("links", ()))
    return Film(**{name: value for name, value in values.items() if name not in _PARTS})


def _link_sites(values: dict[str, Any]) -> Iterator[Link]:
    is_series = values["kind"] in ("series", "season", "episode")
    for site in _SITES:
        if site in values:
            url = links.link_to_site(site, values[site], is_series=is_series)
            if url and values["kind"] in ("season", "episode"):
                parts = values.get("season", ""), values.get("episode", "")
                url = links.link_to_part(site, values[site], url, *parts)
            if url:
                yield Link(url, links.SITE_NAMES[site], site)
    if "website" in values:
        yield Link(values["website"], "", "website")
