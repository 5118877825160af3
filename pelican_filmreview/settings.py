"""The one table of the plugin's settings; Pelican's settings in, checked values out.

A setting that cannot be used is reported once a build, and its default is used. Per-post switches
are metadata of the same name in lower case: `Filmreview_jsonld: off`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from typing import Any

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
)
LAYOUTS = ("card", "compact", "sidebar", "bare", "none")
BADGES = ("number", "stars", "ring", "bar", "letter", "percent", "thumbs")

# US grade points; the letters beyond the usual table keep the order (`F+` above `F`).
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
        ("F", "0.0"),
    )
}


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
        if number.is_finite():
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
        return tuple(value)
    raise BadSetting("a list of parts out of " + ", ".join(PARTS))


def _read_letters(value: Any) -> Mapping[str, Decimal]:
    if isinstance(value, Mapping) and len(value) > 1:
        return {str(letter): _read_decimal(points) for letter, points in value.items()}
    raise BadSetting("a mapping of letters to numbers, such as {'A': 4, 'B': 3}")


def _read_labels(value: Any) -> Mapping[str, Any]:
    if isinstance(value, Mapping) and all(
        isinstance(label, str)
        or (isinstance(label, Mapping) and all(isinstance(v, str) for v in label.values()))
        for label in value.values()
    ):
        return value
    raise BadSetting("a mapping such as {'cast': 'Players'} or {'de': {'cast': 'Mit'}}")


def _read_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise BadSetting("a text")


def _read_level(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 5:
        return value
    raise BadSetting("a heading level from 1 to 5")


def _read_count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadSetting("a whole number from 0")


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
    half_stars: str = _setting("½🌟⯨⯪", _read_text, "glyphs that count as half a star")
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
    parts: tuple[str, ...] = _setting(
        PARTS, _read_parts, "the parts that a block shows, in their order"
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
        "theme/filmreview.css", _read_text, "where the stylesheet is written, below the output"
    )
    jsonld: bool = _setting(True, _read_flag, "print the JSON-LD", per_post=True)
    head: bool = _setting(
        True, _read_flag, "print the head fragment in every theme by itself", per_post=True
    )
    summary: bool = _setting(
        True, _read_flag, "take summaries from the prose instead of the block", per_post=True
    )
    metadata_position: str = _setting(
        "top",
        _read_one_of("top", "bottom", "none"),
        "where a film of the post's metadata is shown: `top`, `bottom` or `none`",
        per_post=True,
    )


def read_settings(
    given: Mapping[str, Any], report: Callable[[str], None], base: Settings | None = None
) -> Settings:
    """Read the plugin's settings out of Pelican's.

    `report` is told, in a sentence each, of values that cannot be used and of names that no
    setting has; the default, or `base`'s value, stands in for them.
    """
    values: dict[str, Any] = {}
    known = {PREFIX + one.name.upper(): one for one in fields(Settings)}
    for name, value in given.items():
        if not name.startswith(PREFIX):
            continue
        if name not in known:
            report(f"unknown setting {name}; known are " + ", ".join(sorted(known)))
            continue
        try:
            values[known[name].name] = known[name].metadata["read"](value)
        except BadSetting as expected:
            report(f"{name}: expected {expected}, found {value!r}; the default is used")
    return _check_scale(_replace(base or Settings(), values), report)


def override_settings(
    settings: Settings, metadata: Mapping[str, Any], report: Callable[[str], None]
) -> Settings:
    """Give the settings as one post's own metadata changes them (`filmreview_layout: bare`)."""
    given = {
        name.upper(): value for name, value in metadata.items() if name.startswith(PREFIX.lower())
    }
    if not given:
        return settings
    for one in fields(Settings):
        name = PREFIX + one.name.upper()
        if name in given and not one.metadata["per_post"]:
            report(f"{name.lower()} is a setting of the site, not of a post")
            del given[name]
    for name in (PREFIX + "HEADING_LEVEL",):
        if str(given.get(name, "")).isdigit():
            given[name] = int(given[name])
    return read_settings(given, report, settings)


def _replace(settings: Settings, values: dict[str, Any]) -> Settings:
    return Settings(**{**{f.name: getattr(settings, f.name) for f in fields(Settings)}, **values})


def _check_scale(settings: Settings, report: Callable[[str], None]) -> Settings:
    if settings.worst < settings.best:
        return settings
    report(
        f"{PREFIX}WORST ({settings.worst}) is not below {PREFIX}BEST ({settings.best}); "
        "the defaults are used"
    )
    return _replace(settings, {"best": Decimal(5), "worst": Decimal(0)})
