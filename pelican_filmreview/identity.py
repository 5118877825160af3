"""A film in, the address by which everything on the site names it out.

The review of a film, a second one of it years later and the data for other tools all mean one film.
So its name is made of what does not change with the post: what it is, its title and its year. A
title of which no year is known may be that of several films, and is named within its page.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Protocol
from urllib.parse import quote

from pelican_filmreview.film import Film, Kind

_NO_WORDS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(\d{4})(?:\s*[年년])?(?:\s*[(（][^()（）]*[)）])?")
# Films, short or long, are of one kind here: not every review says which.
_KINDS = {"series": "series", "season": "season", "episode": "episode"}


class Named(Protocol):
    """What a film is known by."""

    @property
    def title(self) -> str: ...
    @property
    def slug(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def season(self) -> str: ...
    @property
    def episode(self) -> str: ...


def year_of(film: Film) -> str:
    """Give the year of a film's release, four digits or empty."""
    return read_year(film.year or (film.released.iso[:4] if film.released else ""))


def read_year(text: str) -> str:
    """Give the one year that a text is, in ASCII digits; empty where it is a guess or a span.

    Words in brackets behind it, as in "1972 (USSR)", leave it what it is.
    """
    if text.isascii() and len(text) == 4 and text.isdigit():
        return text
    found = _YEAR.fullmatch(text)
    return "".join(str(unicodedata.decimal(digit)) for digit in found[1]) if found else ""


def name_film(film: Named, year: str) -> str:
    """Give a film's name as an address of the site, or without a year of the page that it is on."""
    kind = _KINDS.get(film.kind, "movie")
    words = [film.title, year, film.season, film.episode] if year else [film.slug]
    folded = [_fold(word) if word else "" for word in words]
    name = "-".join(filter(None, [folded[0] or _fold(film.slug), *folded[1:]]))
    return f"{'/' if year else ''}#{kind}-{quote(name)}"


def _fold(text: str) -> str:
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_WORDS.sub("-", plain).strip("-")
