"""The collections of all languages in, films.json and its schema out.

Every post is there once, whichever lists it stands in, the latest first. Each film has a line of
its own: where one review is added to a site, one line is added to the file.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pelican.contents import Content

from pelican_filmreview.collection.entry import CreditEntry
from pelican_filmreview.collection.film_data import (
    VERSION,
    Facts,
    Record,
    build_films_schema,
    describe_film,
)
from pelican_filmreview.collection.gather import Listed
from pelican_filmreview.collection.names import FilmNames
from pelican_filmreview.collection.views import Look
from pelican_filmreview.page import author_names, lang_of, plain

logger = logging.getLogger(__name__)


def write_films(looks: Iterable[Look], names: FilmNames, writer: Any, place: str) -> None:
    """Write the data and the schema to their places below the output."""
    looks = list(looks)
    settings = looks[0].pelican_settings
    siteurl = str(settings.get("SITEURL") or "")
    schema = name_schema(place)
    records = (_describe(one, look, names, siteurl) for one, look in list_films(looks))
    head = {
        "$schema": f"{siteurl}/{schema}" if siteurl else schema.rpartition("/")[2],
        "version": VERSION,
        "title": plain(str(settings.get("SITENAME") or "")),
        "url": f"{siteurl}/" if siteurl else "",
    }
    _write(writer, place, _lay_out({name: value for name, value in head.items() if value}, records))
    written = build_films_schema(f"{siteurl}/{schema}" if siteurl else "")
    _write(writer, schema, [json.dumps(written, ensure_ascii=False, indent=1), "\n"])


def name_schema(place: str) -> str:
    """Give the place of the schema, beside that of the data."""
    return f"{place.removesuffix('.json')}.schema.json"


def list_films(looks: Iterable[Look]) -> list[tuple[Listed, Look]]:
    """Give all films of all posts once, as a list in a post's own language has them."""
    found: dict[tuple[int, str], tuple[Listed, Look]] = {}
    for look in looks:
        for one in look.collection.films:
            if look.collection.lang == one.lang or (id(one.article), one.film.slug) not in found:
                found[id(one.article), one.film.slug] = one, look
    films = sorted(found.values(), key=lambda item: (item[0].page_url, item[0].place))
    return sorted(films, key=lambda item: item[0].date, reverse=True)


def _describe(one: Listed, look: Look, names: FilmNames, siteurl: str) -> Record:
    article, people = one.article, look.collection.people
    poster = look.poster_path(one)

    def absolute(url: str) -> str:
        """Give an address as a block has it, from the review's page or the site's root."""
        url = url if not url.startswith("#") else f"{one.page_url}{url}"
        return url if "//" in url[:8] else f"{siteurl}/{url.lstrip('/')}"

    def person_url(credit: CreditEntry) -> str:
        person = people.find(credit, one.film)
        return absolute(person.url) if person is not None and person.url else ""

    review: Record = {
        "url": absolute(one.url),
        "title": plain(str(article.title)) or one.film.title,
        "language": lang_of(article),
        "author": author_names(article),
        "published": _write_date(article, "date"),
        "modified": _write_date(article, "modified"),
    }
    name = absolute(names.find(one.film))
    facts = Facts(name, review, absolute(poster) if poster else "", absolute, person_url)
    return describe_film(one.film, facts)


def _write_date(article: Content, name: str) -> str:
    moment = getattr(article, name, None)
    return moment.isoformat() if moment is not None else ""


def _lay_out(head: Record, records: Iterable[Record]) -> Iterator[str]:
    yield "{\n"
    for name, value in head.items():
        yield f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)},\n"
    yield '"films": ['
    between = "\n"
    for record in records:
        yield between + json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        between = ",\n"
    yield "\n]\n}\n"


def _write(writer: Any, place: str, pieces: Iterable[str]) -> None:
    """Write a file as Pelican's writer does: not over one that is there already."""
    path = Path(writer.output_path) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with writer._open_w(str(path), "utf-8") as file:
            file.writelines(pieces)
    except RuntimeError as error:
        logger.error(
            "film: %s cannot be written (%s); FILMREVIEW_DATA_SAVE_AS sets another file, or none",
            place,
            error,
        )
