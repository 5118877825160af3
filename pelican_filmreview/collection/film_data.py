"""The entry of a film and its review in, the record of it in films.json out; and its JSON Schema.

The table below is the format: the schema that is written beside the data and the manual are made
of it. Records hold what the pages show: a part of a block that its page leaves out is left out
here, and what is empty is not there. Names are those of the block's fields.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, get_args

from pelican_filmreview.collection.entry import ACTOR, CREW, CreditEntry, FilmEntry
from pelican_filmreview.film import Kind, Rating, Viewing
from pelican_filmreview.jsonld import exact_number
from pelican_filmreview.links import SITE_NAMES

Schema: TypeAlias = "dict[str, object]"
Record: TypeAlias = "dict[str, object]"

VERSION = 1
DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Property:
    """A property of a record: its name, what its value is to JSON Schema, what it means."""

    name: str
    schema: Schema
    help: str


_TEXT: Schema = {"type": "string", "minLength": 1}
_URL: Schema = {"type": "string", "format": "uri-reference", "minLength": 1}
_COUNT: Schema = {"type": "integer", "minimum": 1}
_TRUE: Schema = {"const": True}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_NUMBER: Schema = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}


def _list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _object(properties: tuple[Property, ...], *required: str) -> Schema:
    return {
        "type": "object",
        "properties": {one.name: {"description": one.help, **one.schema} for one in properties},
        "required": list(required),
        "additionalProperties": False,
    }


RATING = (
    Property("value", _NUMBER, "the score; text where it has more digits than computers keep"),
    Property("best", _NUMBER, "the best score of its scale"),
    Property("worst", _NUMBER, "the worst score of its scale"),
    Property("label", _TEXT, "the author's words for it"),
)
_RATING = _object(RATING, "value", "best", "worst")
PERSON = (
    Property("name", _TEXT, "the name, as the film has it"),
    Property("url", _URL, "the person's page on this site"),
)
CAST = (
    Property("actor", _TEXT, "the name, as the film has it"),
    Property("role", _list_of(_TEXT), "the characters"),
    Property("url", _URL, "the actor's page on this site"),
)
VIEWING = (
    Property("date", _DATE, "the day, or as far as it is known: month or year"),
    Property("venue", _TEXT, "where"),
    Property("medium", _TEXT, "on what"),
    Property("rewatch", _TRUE, "there if it had been seen before"),
    Property("rating", _RATING, "the rating of this viewing"),
    Property("note", _TEXT, "a note"),
)
POSTER = (
    Property("url", _URL, "the address of the picture"),
    Property("alt", _TEXT, "its text alternative"),
    Property("width", _COUNT, "width in pixels"),
    Property("height", _COUNT, "height in pixels"),
)
REVIEW = (
    Property("url", _URL, "the address of the review"),
    Property("title", _TEXT, "the title of the post"),
    Property("language", _TEXT, "the language of the post, a BCP 47 tag"),
    Property("author", _list_of(_TEXT), "who wrote it"),
    Property("published", _MOMENT, "when it was published"),
    Property("modified", _MOMENT, "when it was changed"),
)
_PEOPLE = _list_of(_object(PERSON, "name"))
_CREW_HELP = {
    "director": "who directed it",
    "writer": "who wrote it",
    "composer": "who wrote its music",
    "cinematographer": "who photographed it",
    "editor": "who edited it",
    "producer": "who produced it",
}
FILM = (
    Property("id", _URL, "the film, the same in all its reviews and in their JSON-LD"),
    Property("title", _TEXT, "the title"),
    Property("kind", {"enum": list(get_args(Kind))}, "what it is"),
    Property("review", _object(REVIEW, "url", "title", "language"), "the review"),
    Property("rating", _RATING, "the rating, on the scale on which it was given"),
    Property("favorite", _TRUE, "there if it is one"),
    Property("original_title", _TEXT, "the original title"),
    Property("also_known_as", _list_of(_TEXT), "other titles"),
    Property("year", {"type": "string", "pattern": r"^\d{4}$"}, "the year of its release"),
    Property("released", _DATE, "the date of its release"),
    *(Property(job, _PEOPLE, _CREW_HELP[job]) for job in CREW),
    Property("cast", _list_of(_object(CAST, "actor")), "the actors"),
    Property("genre", _list_of(_TEXT), "genres"),
    Property("country", _list_of(_TEXT), "countries"),
    Property("language", _list_of(_TEXT), "languages that are spoken, as the block names them"),
    Property("runtime", _COUNT, "the length in minutes"),
    Property("series", _TEXT, "the series that it belongs to"),
    Property("season", _TEXT, "the season's number"),
    Property("episode", _TEXT, "the episode's number"),
    Property("watched", _list_of({**_object(VIEWING), "minProperties": 1}), "viewings"),
    Property("poster", _object(POSTER, "url"), "the poster"),
    Property("verdict", _TEXT, "the verdict"),
    *(Property(site, _URL, f"its page at {name}") for site, name in SITE_NAMES.items()),
    Property("website", _URL, "its own site"),
)
SITE = (
    Property("$schema", _URL, "the address of this schema"),
    Property("version", {"const": VERSION}, "the version of the format"),
    Property("title", _TEXT, "the name of the site"),
    Property("url", _URL, "the address of the site"),
    Property(
        "films",
        {"type": "array", "items": _object(FILM, "id", "title", "kind", "review")},
        "the reviewed films, the latest review first",
    ),
)

# What each part of a block shows.
_SHOWN_BY: Mapping[str, tuple[str, ...]] = {
    "title": ("original_title",),
    "poster": ("poster",),
    "rating": ("rating", "favorite"),
    "details": (
        *CREW,
        *("also_known_as", "released", "genre", "country", "language", "runtime"),
        *("series", "season", "episode"),
    ),
    "cast": ("cast",),
    "watched": ("watched",),
    "verdict": ("verdict",),
    "links": (*SITE_NAMES, "website"),
}


def build_films_schema(address: str = "") -> Schema:
    """Build the schema of films.json; `address` is its own, where that is known."""
    return {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": "Films of a site made with pelican-filmreview",
        "description": "What is empty or unknown is left out.",
        **_object(SITE, "version", "films"),
    }


@dataclass(frozen=True, slots=True)
class Facts:
    """What a record says that its film does not: its name, the review, and addresses."""

    id: str
    review: Record
    poster: str
    absolute: Callable[[str], str]
    person_url: Callable[[CreditEntry], str]


def describe_film(film: FilmEntry, facts: Facts) -> Record:
    """Give the record of a film, in the order of the table."""
    record: Record = {
        "id": facts.id,
        "title": film.title,
        "kind": film.kind,
        "review": drop_empty(facts.review),
        "rating": _describe_rating(film.rating),
        "favorite": film.favorite,
        "original_title": film.original_title,
        "also_known_as": list(film.also_known_as),
        "year": film.year,
        "released": film.released,
        **{job: [_describe_person(one, facts) for one in film.credits_in(job)] for job in CREW},
        "cast": [_describe_actor(one, facts) for one in film.credits_in(ACTOR)],
        "genre": list(film.genres),
        "country": list(film.countries),
        "language": list(film.languages),
        "runtime": film.minutes or None,
        "series": film.series,
        "season": film.season,
        "episode": film.episode,
        "watched": [seen for one in film.viewings if (seen := _describe_viewing(one))],
        "poster": _describe_poster(film, facts),
        "verdict": film.verdict,
        **dict(film.links),
    }
    for part in film.hidden:
        for name in _SHOWN_BY.get(part, ()):
            record.pop(name, None)
    return drop_empty(record)


def drop_empty(record: Record) -> Record:
    """Leave out what says nothing; the number 0 says something."""
    return {name: value for name, value in record.items() if value or _is_zero(value)}


def _is_zero(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _describe_rating(rating: Rating | None) -> Record:
    if rating is None or rating.value is None or not rating.in_range:
        return {}
    scale = {"best": exact_number(rating.best), "worst": exact_number(rating.worst)}
    return drop_empty({"value": exact_number(rating.value), **scale, "label": rating.label})


def _describe_person(credit: CreditEntry, facts: Facts) -> Record:
    return drop_empty({"name": credit.name, "url": facts.person_url(credit)})


def _describe_actor(credit: CreditEntry, facts: Facts) -> Record:
    roles = list(credit.roles)
    return drop_empty({"actor": credit.name, "role": roles, "url": facts.person_url(credit)})


def _describe_viewing(viewing: Viewing) -> Record:
    return drop_empty(
        {
            "date": viewing.date.iso[:10] if viewing.date else "",
            "venue": viewing.venue,
            "medium": viewing.medium,
            "rewatch": viewing.rewatch,
            "rating": _describe_rating(viewing.rating),
            "note": viewing.note,
        }
    )


def _describe_poster(film: FilmEntry, facts: Facts) -> Record:
    poster = film.poster
    if poster is None or not facts.poster:
        return {}
    sizes = {"width": poster.width or None, "height": poster.height or None}
    return drop_empty({"url": facts.poster, "alt": poster.alt, **sizes})
