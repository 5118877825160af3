"""The one table of the plugin's settings; Pelican's settings in, checked values out.

A setting that cannot be used is reported once a build, and its default is used. Per-post switches
are metadata of the same name in lower case: `Filmreview_jsonld: off`; where such a one cannot be
used, the site's setting is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pelican_filmreview.collection.pages import list_addresses
from pelican_filmreview.late_pattern import compile_late

PREFIX = "FILMREVIEW_"

# The parts of a block in the order in which a card shows them.
PARTS: tuple[str, ...] = (
    "poster",
    "title",
    "tagline",
    "rating",
    "details",
    "quote",
    "synopsis",
    "cast",
    "facts",
    "awards",
    "thoughts",
    "pros",
    "spoilers",
    "verdict",
    "scores",
    "watched",
    "where",
    "trailer",
    "links",
    "disclosure",
    "discussion",
    "comments",
    "related",
)
LAYOUTS = ("card", "compact", "sidebar", "bare", "none")
BADGES = ("number", "stars", "ring", "bar", "letter", "percent", "thumbs")

# US grade points. These know no F+, which is 0.3, and nothing below F: F- is 0 as well, the worst.
LETTERS: dict[str, Decimal] = {
    letter: Decimal(points)
    for letter, points in (
        ("A+", "4.3"),
        ("A", "4.0"),
        ("A-", "3.7"),
        ("B+", "3.3"),
        ("B", "3.0"),
        ("B-", "2.7"),
        ("C+", "2.3"),
        ("C", "2.0"),
        ("C-", "1.7"),
        ("D+", "1.3"),
        ("D", "1.0"),
        ("D-", "0.7"),
        ("F+", "0.3"),
        ("F", "0"),
        ("F-", "0"),
    )
}
HALF_STARS = "½🌟⯨⯩⯪⯫"  # glyphs that count as half a star


_LARGEST_NUMBER = 10**9
# What a style is called: a piece of a class name.
_STYLE = compile_late(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
# A page, as links in a block have it, but for one that depends on where the block stands.
_PAGE = compile_late(r"(?:https?:/|\{filename\}|\{static\})?/[^\s\"'<>{}|\\]+")
# Written in addresses as it is, and below the output wherever that is.
_PATH = compile_late(r"(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)*[A-Za-z0-9_-][A-Za-z0-9._-]*")


# A fragment, an address, or a path from the site's root, as they stand in an attribute.
_LINK = compile_late(r"(?:#|https?://|/(?!/))[^\s\"'<>\\]+", re.I)


class BadSetting(ValueError):
    """A setting's value cannot be used; the message says what was expected."""


def _read_flag(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = {
        "on": True,
        "yes": True,
        "true": True,
        "1": True,
        "off": False,
        "no": False,
        "false": False,
        "0": False,
        "none": False,
    }
    flag = words.get(str(value).strip().lower())
    if flag is None:
        raise BadSetting("True or False")
    return flag


def _read_decimal(value: Any) -> Decimal:
    if isinstance(value, (int, float, str, Decimal)) and not isinstance(value, bool):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        # Beyond this no scale goes, and a number such as 1e999999 would take ages to write out.
        if number.is_finite() and -_LARGEST_NUMBER <= number <= _LARGEST_NUMBER:
            return number
    raise BadSetting("a number")


def _read_one_of(*choices: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if value in choices:
            return str(value)
        raise BadSetting("one of " + ", ".join(choices))

    return read


def _read_parts(value: Any) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)) and all(part in PARTS for part in value):
        parts = tuple(value)
        if len(set(parts)) == len(parts):
            return parts
    raise BadSetting("a list of parts, each once, out of " + ", ".join(PARTS))


def _read_letters(value: Any) -> Mapping[str, Decimal]:
    expected = BadSetting("a mapping of letters to numbers, such as {'A': 4, 'B': 3}")
    if not isinstance(value, Mapping) or len(value) < 2:
        raise expected
    try:
        return {str(letter): _read_decimal(points) for letter, points in value.items()}
    except BadSetting:
        raise expected from None


def _read_labels(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping) and all(
        isinstance(label, str)
        or (isinstance(label, Mapping) and all(isinstance(v, str) for v in label.values()))
        for label in value.values()
    ):
        return value
    raise BadSetting("a mapping such as {'cast': 'Players'} or {'de': {'cast': 'Mit'}}")


def _read_legend(value: Any) -> tuple[tuple[str, str], ...]:
    """Read scores and their words; whether each is a score is known where the scale is."""
    expected = BadSetting(
        "scores and what they mean, such as {'5': 'I missed my stop', '3': 'Worth the fare'}"
    )
    try:
        rows = list(value.items() if isinstance(value, Mapping) else value)
        rows = [next(iter(row.items())) if isinstance(row, Mapping) else row for row in rows]
        pairs = [(score, words) for score, words in rows]
    except (TypeError, ValueError, StopIteration):
        raise expected from None
    numbers = (int, float, Decimal)
    for score, words in pairs:
        is_score = isinstance(score, (str, *numbers)) and not isinstance(score, bool)
        if not (is_score and str(score).strip() and isinstance(words, str) and words.strip()):
            raise expected
    return tuple((str(score), words) for score, words in pairs)


def _read_style(value: Any) -> str:
    if isinstance(value, str) and (not value or _STYLE.fullmatch(value)):
        return value
    raise BadSetting("a word of small letters, digits and hyphens, such as night-bus")


def _read_page(value: Any) -> str:
    if isinstance(value, str) and (not value or (_PAGE.fullmatch(value) and value[:2] != "//")):
        return value
    raise BadSetting(
        "the address of a page, such as {filename}/pages/how-i-rate.md or /how-i-rate.html"
    )


def _read_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise BadSetting("a text")


def _read_path(value: Any) -> str:
    if isinstance(value, str) and _PATH.fullmatch(value):
        return value
    raise BadSetting(
        "a path below the output, such as theme/filmreview.css, of letters, digits and . _ - /"
    )


def _read_places(value: Any) -> tuple[str, ...]:
    places = (value,) if isinstance(value, str) and value else value or ()
    if isinstance(places, (list, tuple)) and all(
        isinstance(one, str) and ("{slug}" in one or "{file}" in one) for one in places
    ):
        return tuple(places)
    raise BadSetting("a path, or a list of paths, with {slug} or {file} in each")


def _read_discussion_link(value: Any) -> str:
    if value is None or str(value).strip().lower() in ("", "none", "off", "no", "false"):
        return ""
    if isinstance(value, str) and _LINK.fullmatch(value.strip()):
        return value.strip()
    raise BadSetting("a #fragment, an address that starts with http:// or https://, or a path")


def _read_level(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5:
        return value
    raise BadSetting("a heading level from 1 to 5")


def _read_count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadSetting("a whole number from 0")


def _read_positive(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return value
    raise BadSetting("a whole number from 1")


def _read_pattern(*names: str) -> Callable[[Any], str]:
    """Read an address with places in braces; one of its names has to be in it, or it is empty."""

    def read(value: Any) -> str:
        if value is False or value is None:
            return ""  # as Pelican takes them: the page is switched off
        filled = isinstance(value, str) and _PLACE.sub("x", value)
        known = isinstance(value, str) and {*_PLACE.findall(value)} <= {*names, "lang"}
        complete = not names or f"{{{names[0]}}}" in str(value)
        if value == "" or (filled and known and complete and _ADDRESS.fullmatch(filled)):
            return str(value)
        places = " with " + " and ".join(f"{{{name}}}" for name in names) if names else ""
        raise BadSetting(f"an address below the site{places}, or an empty text for none")

    return read


_PLACE = compile_late(r"\{(\w+)\}")
_ADDRESS = compile_late(r"(?!/)(?!.*(?:^|/)\.\.?(?:/|$))[^\s\\{}?#:\"'<>&]+")


def _read_addresses(value: Any) -> Mapping[str, str]:
    """Give what `read_settings` has put together of the settings of each kind of page."""
    if isinstance(value, Mapping):
        return value
    raise BadSetting("nothing: each kind of page has settings of its own")


def _setting(default: Any, read: Callable[[Any], Any], text: str, *, per_post: bool = False) -> Any:
    metadata = {"read": read, "help": text, "per_post": per_post}
    if isinstance(default, dict):
        return field(default_factory=default.copy, metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(frozen=True)
class Settings:
    """Every setting; the name in pelicanconf.py is FILMREVIEW_ and the name here in capitals."""

    best: Decimal = _setting(
        Decimal(5), _read_decimal, "the best score of a bare number", per_post=True
    )
    worst: Decimal = _setting(
        Decimal(0), _read_decimal, "the worst score of a bare number", per_post=True
    )
    zero: str = _setting(
        "score", _read_one_of("score", "unrated"), "what a rating of 0 means: `score` or `unrated`"
    )
    letters: Mapping[str, Decimal] = _setting(
        LETTERS, _read_letters, "letter grades and the numbers that they stand for"
    )
    half_stars: str = _setting(HALF_STARS, _read_text, "glyphs that count as half a star")
    layout: str = _setting(
        "card",
        _read_one_of(*LAYOUTS),
        "how a block is laid out: " + ", ".join(f"`{layout}`" for layout in LAYOUTS),
        per_post=True,
    )
    badge: str = _setting(
        "stars",
        _read_one_of(*BADGES),
        "how a rating is drawn: " + ", ".join(f"`{badge}`" for badge in BADGES),
        per_post=True,
    )
    style: str = _setting(
        "",
        _read_style,
        "the name of a style of the theme; blocks get the class `film-style--` with it",
        per_post=True,
    )
    legend: tuple[tuple[str, str], ...] = _setting(
        (), _read_legend, "what `[film:legend]` shows: scores, in any notation, and their meaning"
    )
    legend_url: str = _setting(
        "",
        _read_page,
        "the page that the rating of a review links to as “How I rate”",
        per_post=True,
    )
    parts: tuple[str, ...] = _setting(
        PARTS, _read_parts, "the parts that a block shows, in their order"
    )
    poster_transform: str = _setting(
        "film-poster",
        _read_text,
        "the transform of pelican-image-process that makes posters; in lists, the one of this name "
        "with `-list` behind it, where there is one",
    )
    heading_level: int = _setting(
        2, _read_level, "the level of the title's heading; parts are one level below", per_post=True
    )
    cast_fold: int = _setting(
        12, _read_count, "how many lines of cast stay unfolded; 0 folds none away"
    )
    labels: Mapping[str, Any] = _setting(
        {}, _read_labels, "the site's own words for labels, also per language"
    )
    stylesheet: bool = _setting(True, _read_flag, "link the stylesheet", per_post=True)
    stylesheet_path: str = _setting(
        "theme/filmreview.css", _read_path, "where the stylesheet is written, below the output"
    )
    jsonld: bool = _setting(True, _read_flag, "print the JSON-LD", per_post=True)
    head: bool = _setting(True, _read_flag, "print the head fragment in every theme by itself")
    summary: bool = _setting(
        True, _read_flag, "take summaries from the prose instead of the block", per_post=True
    )
    metadata_position: str = _setting(
        "top",
        _read_one_of("top", "bottom", "none"),
        "where a film of the post's metadata is shown: `top`, `bottom` or `none`",
        per_post=True,
    )
    comments: tuple[str, ...] = _setting(
        ("comments/{slug}", "{file}.comments"),
        _read_places,
        "the folders, below the content, that hold files with readers' comments: `{slug}`, "
        "`{lang}` and `{file}` (the path without its ending) are the post's; `[]` reads none",
    )
    discussion_link: str = _setting(
        "",
        _read_discussion_link,
        "where the discussion question leads to, such as `#disqus_thread`: the theme's comments",
        per_post=True,
    )
    collection: bool = _setting(
        False, _read_flag, "write pages that list the films of all posts, and link names to them"
    )
    person_min: int = _setting(2, _read_positive, "how many films somebody needs to get a page")
    collection_rows: int = _setting(
        200, _read_count, "how many films a page lists; 0 leaves it to `DEFAULT_PAGINATION`"
    )
    related: bool = _setting(
        True,
        _read_flag,
        "name other reviews below a block, on a site with `FILMREVIEW_COLLECTION`",
        per_post=True,
    )
    related_count: int = _setting(
        3, _read_positive, "how many reviews are named there for each reason"
    )
    link_titles: bool = _setting(
        False,
        _read_flag,
        "link titles in italics to their reviews, on a site with `FILMREVIEW_COLLECTION`",
        per_post=True,
    )
    people_file: str = _setting(
        "", _read_text, "a file below the content that joins people and tells them apart"
    )
    collection_lang_url: str = _setting(
        "{lang}/{url}", _read_pattern("url"), "address of these pages in another language"
    )
    collection_lang_save_as: str = _setting(
        "{lang}/{save_as}",
        _read_pattern("save_as"),
        "file of these pages in another language; empty for none in other languages",
    )
    collection_stylesheet_path: str = _setting(
        "theme/filmreview-collection.css",
        _read_path,
        "where the stylesheet of these pages is written, below the output",
    )
    data_save_as: str = _setting(
        "films.json", _read_pattern(), "file of all films as data for other tools; empty for none"
    )
    feed_save_as: str = _setting(
        "feeds/films.rss.xml", _read_pattern(), "file of the feed of films; empty for none"
    )
    feed_count: int = _setting(50, _read_count, "how many viewings the feed holds; 0 for all")
    addresses: Mapping[str, str] = _setting(
        {name: default for name, default, _ in list_addresses()},
        _read_addresses,
        "addresses and files of each kind of page; an empty file switches the kind off",
    )


def read_settings(given: Mapping[str, Any], report: Callable[[str], None]) -> Settings:
    """Read the plugin's settings out of Pelican's.

    `report` is told, in a sentence each, of values that cannot be used and of names that no
    setting has; the default stands in for them.
    """
    named = {name: value for name, value in given.items() if name.startswith(PREFIX)}
    known = {PREFIX + one.name.upper(): one.name for one in fields(Settings)}
    addresses = {PREFIX + name.upper(): name for name, _, _ in list_addresses()}
    known.pop(PREFIX + "ADDRESSES")
    given_addresses = {name: named.pop(name) for name in addresses if name in named}
    reading = _Reading({**known, **addresses}, Settings(), "the default is used", report)
    settings = reading.read(named)
    if settings.link_titles and not settings.collection:
        report(f"{PREFIX}LINK_TITLES does nothing without {PREFIX}COLLECTION = True")
    return reading.read_addresses(given_addresses, settings) if given_addresses else settings


def override_settings(
    settings: Settings, metadata: Mapping[str, Any], report: Callable[[str], None]
) -> Settings:
    """Give the settings as one post's own metadata changes them (`filmreview_layout: bare`)."""
    prefix = PREFIX.lower()
    named = {name: value for name, value in metadata.items() if name.startswith(prefix)}
    if not named:
        return settings
    known = {}
    for one in fields(Settings):
        name = prefix + one.name
        if one.metadata["per_post"]:
            known[name] = one.name
        elif named.pop(name, None) is not None:
            report(f"{name} is a setting of the site, not of a post")
    # All that a post's header holds is text.
    level = named.get(prefix + "heading_level")
    if isinstance(level, str) and level.isdecimal():
        named[prefix + "heading_level"] = int(level)
    return _Reading(known, settings, "the site's setting is used", report).read(named)


class _Reading(NamedTuple):
    """One reading of settings: the names that are known there, and what stands in for bad ones."""

    known: Mapping[str, str]
    fallback: Settings
    consolation: str
    report: Callable[[str], None]

    def read(self, given: Mapping[str, Any]) -> Settings:
        """Read values by the names that they have where they are written."""
        readers = {one.name: one.metadata["read"] for one in fields(Settings)}
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in self.known:
                self._report_unknown(name)
                continue
            try:
                values[self.known[name]] = readers[self.known[name]](value)
            except BadSetting as expected:
                self.report(f"{name}: expected {expected}, found {value!r}; {self.consolation}")
        return self._check_scale(replace(self.fallback, **values))

    def read_addresses(self, given: Mapping[str, Any], settings: Settings) -> Settings:
        """Read the addresses of kinds of pages, by the names that they have where they stand."""
        addresses = dict(settings.addresses)
        slugs = {name: kind.has_slug for name, _, kind in list_addresses()}
        for name, value in given.items():
            read = _read_pattern("slug") if slugs[self.known[name]] else _read_pattern()
            try:
                addresses[self.known[name]] = read(value)
            except BadSetting as expected:
                self.report(f"{name}: expected {expected}, found {value!r}; {self.consolation}")
        return replace(settings, addresses=addresses)

    def _report_unknown(self, name: str) -> None:
        from difflib import get_close_matches  # costs a site without mistakes nothing

        near = get_close_matches(name, self.known, 1, 0.9)
        hint = f"did you mean {near[0]}?" if near else "known are " + ", ".join(sorted(self.known))
        self.report(f"unknown setting {name}; {hint}")

    def _check_scale(self, settings: Settings) -> Settings:
        if settings.worst < settings.best:
            return settings
        names = {setting: name for name, setting in self.known.items()}
        self.report(
            f"{names['worst']} ({settings.worst}) is not below {names['best']} ({settings.best}); "
            + self.consolation.replace("default is", "defaults are")
        )
        return replace(settings, best=self.fallback.best, worst=self.fallback.worst)
