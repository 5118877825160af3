"""A film in, the address by which everything on the site names it out.

The review of a film, a second one of it years later and the data for other tools all mean one film.
So its name is made of what does not change with the post, the surest first: an id that it has at a
site of films; its title and year; and its title alone, which may be that of several films, and so
names it within its page only. With these goes what it is, and which season or episode.

Two reviews of a film may know different things of it. By themselves they then name it differently;
where the site has a collection, that knows all reviews and gives one name to all (`FilmNames`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Protocol
from urllib.parse import quote

from pelican_filmreview.film import Film, Kind
from pelican_filmreview.links import read_id

_NO_WORDS = re.compile(r"[\W_]+")
_YEAR = re.compile(r"(\d{4})(?:\s*[年년])?(?:\s*[(（][^()（）]*[)）])?")
# Films, short or long, are of one kind here: not every review says which.
_KINDS = {"series": "series", "season": "season", "episode": "episode"}
# The sites whose ids name a film, those first that never change them.
_SITES = ("imdb", "wikidata", "tmdb", "douban", "letterboxd", "rotten_tomatoes")

# The site of a page about a film, and its address.
Links = Iterable[tuple[str, str]]


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


def name_film(film: Named, year: str, links: Links) -> str:
    """Give a film's surest name: an address of the site, or one of the page that it is on."""
    return min(list_names(film, year, links))[1]


def list_names(film: Named, year: str, links: Links) -> Iterator[tuple[int, str]]:
    """Give all names that a film can have, each with its rank: 0 for the surest."""
    for site, url in links:
        if site in _SITES and (known := read_id(site, url)):
            yield _SITES.index(site), "/" + _join(film, f"{site}-{known}")
    if year:
        title = _fold(film.title) or _fold(film.slug)
        yield len(_SITES), "/" + _join(film, f"{title}-{year}")
    yield len(_SITES) + 1, name_in_page(film)


def name_in_page(film: Named) -> str:
    """Give the name of a film that is one within its page only."""
    return _mark(film, _fold(film.slug))


def _join(film: Named, name: str) -> str:
    part = [_fold(word) for word in (film.season, film.episode) if word]
    return _mark(film, "-".join(filter(None, (name, *part))))


def _mark(film: Named, name: str) -> str:
    return f"#{_KINDS.get(film.kind, 'movie')}-{quote(name)}"


def _fold(text: str) -> str:
    plain = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    return _NO_WORDS.sub("-", plain).strip("-")
