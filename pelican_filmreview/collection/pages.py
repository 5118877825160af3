"""The kinds of pages that the collection is shown on, and a kind's settings in, addresses out.

This is the one table of kinds. A kind's address is set as those of Pelican's own pages are:
FILMREVIEW_PERSON_URL and FILMREVIEW_PERSON_SAVE_AS; an empty SAVE_AS switches the kind off.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: its name, default address, template, and the label that is its title.

    Where the address holds `{slug}` there is a page for each thing of the kind, whose name is the
    title; `parent` is the kind whose page lists these. `help` is for the manual.
    """

    name: str
    url: str
    template: str
    label: str
    help: str
    parent: str = "films"

    @property
    def save_as(self) -> str:
        """The file of the default address."""
        return self.url + "index.html"

    @property
    def has_slug(self) -> bool:
        """Whether there is a page for each of many things."""
        return "{slug}" in self.url


# What the index of films can be sorted by, the first one at its own address.
ORDERS = ("title", "year", "rating", "director", "date")

KINDS: Mapping[str, PageKind] = {
    kind.name: kind
    for kind in (
        PageKind("films", "films/", "films", "films", "all films, A to Z", ""),
        PageKind(
            "films_by",
            "films/by-{slug}/",
            "films",
            "films",
            "the same by year, rating, director and date of the review",
        ),
        PageKind("people", "people/", "people", "people", "all people with a page"),
        PageKind("person", "people/{slug}/", "person", "", "a person and the films", "people"),
        PageKind("genres", "genres/", "groups", "genres", "all genres"),
        PageKind("genre", "genres/{slug}/", "group", "", "the films of a genre", "genres"),
        PageKind("countries", "countries/", "groups", "countries", "all countries"),
        PageKind("country", "countries/{slug}/", "group", "", "those of a country", "countries"),
        PageKind("languages", "languages/", "groups", "languages", "all languages"),
        PageKind("language", "languages/{slug}/", "group", "", "those in one", "languages"),
        PageKind("years", "years/", "groups", "years", "all years of release"),
        PageKind("year", "years/{slug}/", "group", "", "the films of a year", "years"),
        PageKind("decades", "decades/", "groups", "decades", "all decades"),
        PageKind("decade", "decades/{slug}/", "group", "", "the films of a decade", "decades"),
        PageKind("ratings", "ratings/", "groups", "ratings", "all ratings"),
        PageKind("rating", "ratings/{slug}/", "group", "", "the films with a rating", "ratings"),
        PageKind("diary", "diary/", "diary", "diary", "the latest viewings, and all years of them"),
        PageKind("diary_year", "diary/{slug}/", "diary", "", "the viewings of a year", "diary"),
        PageKind("statistics", "statistics/", "statistics", "statistics", "numbers and charts"),
    )
}
# What films are grouped by: the kind of each group's page, and that of the list of groups.
GROUPS: Mapping[str, str] = {
    name: KINDS[name].parent
    for name in ("genre", "country", "language", "year", "decade", "rating")
}


def list_addresses() -> Iterator[tuple[str, str, PageKind]]:
    """Give the settings of all kinds, without prefix and in lower case, with their defaults."""
    for kind in KINDS.values():
        yield f"{kind.name}_url", kind.url, kind
        yield f"{kind.name}_save_as", kind.save_as, kind


class Addresses:
    """Gives the addresses of the pages in one language; `lang` is empty for the site's own."""

    def __init__(self, addresses: Mapping[str, str], lang_url: str, lang_save_as: str, lang: str):
        self._addresses = addresses
        self._lang_url = lang_url if lang else "{url}"
        self._lang_save_as = lang_save_as if lang else "{save_as}"
        self._lang = lang

    def save_as(self, kind: str, slug: str = "") -> str:
        """Give the file of a page below the output; empty where the kind is switched off."""
        path = self._addresses[f"{kind}_save_as"].format(slug=slug, lang=self._lang)
        return self.place(path)

    def url(self, kind: str, slug: str = "") -> str:
        """Give the address of a page from the site's root; empty where it is switched off."""
        if not self.save_as(kind, slug):
            return ""
        path = self._addresses[f"{kind}_url"].format(slug=slug, lang=self._lang)
        return self._lang_url.format(lang=self._lang, url=path)

    def place(self, path: str) -> str:
        """Give the file in this language of what has a file in each; empty for none."""
        return self._lang_save_as.format(lang=self._lang, save_as=path) if path else ""
