"""One value of a block in, the text, word, number, date or rating that it is out.

What cannot be converted is noted with its line, and nothing is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pelican_filmreview import credits, dates
from pelican_filmreview.fields import INVISIBLE, Field, find_key, suggest, suggest_key
from pelican_filmreview.film import FilmDate, Kind, Rating, Runtime
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.problem import Problems
from pelican_filmreview.rating import (
    RatingReading,
    Scale,
    read_long_rating,
    read_number,
    read_rating,
)
from pelican_filmreview.yaml_tree import Entries, Items, Scalar, Value, shorten

_YES = {
    "yes",
    "y",
    "♥",
    "❤",
    "❤️",
    "true",
    "on",
    "1",
    "x",
    "✓",
    "✔",
    "ja",
    "oui",
    "si",
    "sí",
    "sim",
    "да",
    "예",
    "是",
    "はい",
}
_NO = {"", "no", "n", "false", "off", "0", "nein", "non", "não", "нет", "아니오", "否", "いいえ"}
_KINDS: dict[str, Kind] = {
    "movie": "film",
    "feature": "film",
    "featurefilm": "film",
    "short": "short",
    "shortfilm": "short",
    "doc": "documentary",
    "docu": "documentary",
    "tv": "series",
    "tvseries": "series",
    "tvshow": "series",
    "show": "series",
    "miniseries": "series",
    "serie": "series",
    "tvseason": "season",
    "tvepisode": "episode",
    "spielfilm": "film",
    "kurzfilm": "short",
    "courtmétrage": "short",
    "cortometraje": "short",
    "dokumentarfilm": "documentary",
    "dokumentation": "documentary",
    "documentaire": "documentary",
    "documental": "documentary",
    "staffel": "season",
    "saison": "season",
    "folge": "episode",
}
_ENTITY = compile_late(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.I)
_OPENS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
_DIRECTION = re.compile(f"[{_OPENS}{_ISOLATES}]")
_PAIR_END = "\u2069"
_EDGES = "".join(mark for mark in INVISIBLE if mark not in _ISOLATES + _PAIR_END) + " \t\xa0"


class Reading(NamedTuple):
    """How a post wants its blocks read.

    `scale` is what a bare score means, `read_month` gives the number of a month's name in the
    post's language, `post_title` stands in for a title that the block leaves out, `is_inside`
    tells whether a `{static}` link or its like stays within the content folder, `name_film` makes
    the slug of a title.
    """

    scale: Scale
    read_month: Callable[[str], int | None]
    post_title: str = ""
    is_inside: Callable[[str], bool] = lambda url: True
    name_film: Callable[[str], str] = lambda title: ""


class WordConverter:
    """Converts what is one text or a list of texts, noting what is wrong with it."""

    def __init__(self, reading: Reading, problems: Problems, scale: Scale) -> None:
        self.reading = reading
        self.problems = problems
        self.scale = scale

    # --- texts ------------------------------------------------------------------------------------

    def text(self, value: Value, name: str) -> str:
        """Give the one text that a value is, or stands for."""
        if isinstance(value, Scalar):
            text = value.text
            if value.literal or self.needs_check(text):
                return self._check_text(value)
            return text.strip()
        if isinstance(value, Items):
            return self.text(self.one(value, name), name) if value.items else ""
        for entry in value.entries:
            if find_key(entry.key, ("text", "value", "name")):
                return self.text(entry.value, name)
        known = ", ".join(f"'{shorten(entry.key)}'" for entry in value.entries[:3])
        self.problems.error(
            value.line, f"'{name}' takes a text, and has no keys of its own; found {known}"
        )
        return ""

    def word(self, value: Value, name: str) -> str:
        """Give the text of what is no text but a word, a number, a date or an address.

        What has no width at its ends belongs to the page that it was copied from.
        """
        return trim(self.text(value, name))

    @staticmethod
    def needs_check(text: str) -> bool:
        """Whether there may be more in a text than plain letters."""
        return "&" in text or not (text.isascii() or _DIRECTION.search(text) is None)

    def one(self, value: Items, name: str) -> Value:
        """Give the one value that a list stands for where the field takes no list."""
        if len(value.items) > 1:
            self.problems.error(
                value.line,
                f"'{name}' takes one value, found a list of {len(value.items)}; only the first "
                "is used",
            )
        return value.items[0]

    def paragraphs(self, value: Value, name: str) -> str:
        """Give a text; the items of a list are its paragraphs."""
        if not isinstance(value, Items):
            return self.text(value, name)
        return "\n\n".join(filter(None, (self.text(item, name) for item in value.items)))

    def _check_text(self, value: Scalar) -> str:
        """A text as it was written: only quotes keep the spaces at its ends."""
        text = value.text.strip("\n") if value.literal else value.text.strip()
        if not text.strip():
            return ""
        found = _ENTITY.search(text) if "&" in text else None
        if found:
            self.problems.warning(
                value.line,
                f"'{found[0]}' is shown as it stands, since text here is plain text; "
                "write the character itself",
            )
        return self._close_direction(text, value.line)

    def _close_direction(self, text: str, line: int) -> str:
        """Close what direction marks open, so that they cannot turn the rest of the page round.

        Unicode Bidirectional Algorithm (UAX 9), 2.1 to 2.5.
        """
        if text.isascii() or _DIRECTION.search(text) is None:
            return text
        open_marks: list[str] = []
        for character in text:
            if character in _OPENS:
                open_marks.append("\u202c")
            elif character in _ISOLATES:
                open_marks.append("\u2069")
            elif open_marks and character == open_marks[-1]:
                open_marks.pop()
        if open_marks:
            self.problems.warning(
                line,
                "a mark that sets the direction of the text was left open; it was closed at "
                "the end of the value",
            )
        return text + "".join(reversed(open_marks))

    def read_text(self, value: Value, field: Field) -> str:
        """A text; of a long one, a list gives the paragraphs."""
        if field.is_long_text:
            return self.paragraphs(value, field.name)
        return self.text(value, field.name)

    def texts(self, value: Value, name: str) -> list[Scalar]:
        """Give the items of a list, or a text's lines where it was written as a block."""
        if isinstance(value, Items):
            return [Scalar(self.text(item, name), item.line) for item in value.items]
        if isinstance(value, Scalar) and value.literal and "\n" in value.text:
            lines = value.text.split("\n")
            return [Scalar(_strip_dash(text), value.line) for text in lines if text.strip()]
        return [Scalar(self.text(value, name), value.line)]

    def read_lines(self, value: Value, field: Field) -> tuple[str, ...]:
        """A list of texts, or one."""
        return tuple(item.text for item in self.texts(value, field.name) if item.text)

    read_titles = read_lines

    def read_terms(self, value: Value, field: Field) -> tuple[str, ...]:
        """Words; a line is parted at commas, the items of a list are not."""
        if isinstance(value, Scalar) and "\n" not in value.text.strip():
            return credits.split_terms(self.text(value, field.name))
        return self.read_lines(value, field)

    def read_flag(self, value: Value, field: Field) -> bool:
        """Yes or no."""
        return self.flag(value, field.name)

    def flag(self, value: Value, name: str) -> bool:
        """Read a yes or no in the words of several languages."""
        text = self.word(value, name)
        if text.casefold() in _YES:
            return True
        if text.casefold() not in _NO:
            self.problems.error(value.line, f"'{name}' takes yes or no; found '{shorten(text)}'")
        return False

    def read_choice(self, value: Value, field: Field) -> str:
        """One of the words that the field knows."""
        text = self.word(value, field.name)
        word = re.sub(r"[\s_\-]+", "", text.casefold())
        if not word or word in field.choices:
            return word
        if field.name == "kind" and word in _KINDS:
            return _KINDS[word]
        near = suggest(word, field.choices)
        hint = f"did you mean '{near}'? It knows " if near else "it knows "
        self.problems.error(
            value.line,
            f"'{field.name}' does not know '{shorten(text)}'; {hint}" + ", ".join(field.choices),
        )
        return ""

    def read_spoilers(self, value: Value, field: Field) -> str:
        """The text to fold away; "yes" where the prose itself gives the plot away."""
        text = self.paragraphs(value, field.name)
        if text.casefold() in _NO:
            return ""
        return "yes" if text.casefold() in _YES else text

    # --- numbers, dates ---------------------------------------------------------------------------

    def read_number(self, value: Value, field: Field) -> None:
        """Report what is no number; `_read_scale` has taken what is."""
        text = self.word(value, field.name)
        if text and read_number(text) is None and text.upper() not in self.scale.letters:
            self.problems.error(
                value.line, f"'{field.name}' takes a number; found '{shorten(text)}'"
            )

    def rating(self, value: Value, name: str) -> Rating | None:
        """Give the rating that a value is, None for unrated."""
        if isinstance(value, Items) and len(value.items) == 1:
            value = value.items[0]
        if isinstance(value, Items):
            self.problems.error(
                value.line,
                f"'{name}' takes one score, found {len(value.items)}; 'scores' takes "
                "several, each with its aspect or reviewer",
            )
            return None
        read = (
            self._read_long_rating(value, name)
            if isinstance(value, Entries)
            else read_rating(self.text(value, name), self.scale)
        )
        for message in read.problems:
            self.problems.warning(value.line, message)
        return read.rating

    def _read_long_rating(self, value: Entries, name: str) -> RatingReading:
        parts = self.long_form(value, name, ("value", "best", "worst", "label"))
        texts = {key: self.text(part, name) for key, part in parts.items()}
        return read_long_rating(
            texts.get("value", ""),
            texts.get("best", ""),
            texts.get("worst", ""),
            texts.get("label", ""),
            self.scale,
        )

    def read_rating(self, value: Value, field: Field) -> Rating | None:
        """The score."""
        return self.rating(value, field.name)

    def read_year(self, value: Value, field: Field) -> str:
        """A year, or a span of years."""
        text = self.word(value, field.name)
        if text and not re.search(r"(?<!\d)\d{4}(?!\d)", text):
            self.problems.warning(
                value.line,
                f"'{field.name}' takes a year such as 2013; '{shorten(text)}' is shown as written",
            )
        return text

    def date(self, text: str, line: int, name: str) -> FilmDate | None:
        """Give a date, as it was written where it cannot be read as one."""
        if not text:
            return None
        found = dates.read_date(text, self.reading.read_month)
        if found is None:
            self.problems.warning(
                line,
                f"'{name}': '{shorten(text)}' was not read as a date and is shown as written; "
                "write it as 2013-01-23",
            )
            return FilmDate("", text)
        return found

    def read_date(self, value: Value, field: Field) -> FilmDate | None:
        """A date."""
        return self.date(self.word(value, field.name), value.line, field.name)

    def read_runtime(self, value: Value, field: Field) -> Runtime | None:
        """A length in minutes."""
        text = self.word(value, field.name)
        if not text:
            return None
        runtime = dates.read_runtime(text)
        if runtime.minutes is None:
            self.problems.warning(
                value.line,
                f"'{field.name}': '{shorten(text)}' was not read as a length and is shown as "
                "written; write the minutes, or 2h 17m",
            )
        return runtime

    # --- long forms -------------------------------------------------------------------------------

    def long_parts(self, value: Value, field: Field) -> dict[str, Value]:
        """Give the parts of a field's long form; a list of one is that one."""
        if isinstance(value, Items) and value.items:
            value = self.one(value, field.name)
        if isinstance(value, Entries):
            return self.long_form(value, field.name, field.keys)
        return {field.keys[0]: value}

    def long_form(self, value: Entries, name: str, keys: tuple[str, ...]) -> dict[str, Value]:
        """Give the parts of a long form by canonical key; report unknown and repeated ones."""
        parts: dict[str, Value] = {}
        for entry in value.entries:
            key = find_key(entry.key, keys)
            if key is None:
                near = None if self.problems.is_full else suggest_key(entry.key, keys)
                hint = f"; did you mean '{near}'?" if near else "; known are " + ", ".join(keys)
                self.problems.error(
                    entry.line, f"unknown key '{shorten(entry.key)}' in '{name}'{hint}"
                )
            elif key in parts:
                self.problems.error(
                    entry.line,
                    f"'{entry.key}' was already given in this '{name}'; "
                    "the first one counts, remove one of them",
                )
            else:
                parts[key] = entry.value
        return parts


def trim(text: str) -> str:
    """Take off what has no width at a text's ends, and isolates around the whole of it."""
    if text.isascii():
        return text
    text = text.strip(_EDGES)
    opened, closed = sum(map(text.count, _ISOLATES)), text.count(_PAIR_END)
    if text[-1:] != _PAIR_END:
        return text
    if closed > opened:
        return text[:-1].strip(_EDGES)
    return text[1:-1].strip(_EDGES) if closed == 1 and text[0] in _ISOLATES else text


def _strip_dash(text: str) -> str:
    return re.sub(r"^[-*•]\s+", "", text.strip())
