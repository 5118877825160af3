"""The text of a block in, a Film out, with every problem of the block at once.

Each field of the table is converted by its kind; what cannot be converted is reported with its
line and left out, and the rest of the film is as good as if it had not been there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from pelican_filmreview import credits, dates, links
from pelican_filmreview.fields import FIELDS, Field, find_field, find_key, suggest, suggest_field
from pelican_filmreview.film import (
    Credit,
    Film,
    FilmDate,
    Kind,
    Link,
    Person,
    Poster,
    Quote,
    Rating,
    Runtime,
    Score,
    Text,
    Trailer,
    Viewing,
)
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.rating import (
    RatingReading,
    Scale,
    read_long_rating,
    read_number,
    read_rating,
)
from pelican_filmreview.yaml_text import Entries, Entry, Items, NotABlock, Scalar, Value, read_block

_YES = {
    "yes",
    "y",
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
}
_SITES = tuple(links.SITE_NAMES)
_NUMBERED_SITES = ("website",)
_LABELLED_URL = re.compile(
    r"(?:\[(?P<md>[^\]]*)\]\((?P<mdurl>[^\s()]+)\)|(?P<label>.*?)\s*[:：]?\s*<?(?P<url>(?:https?://|/|www\.|\{)\S+?)>?)$",
    re.S,
)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-f]{2,5});", re.I)
_OPENS = "\u202a\u202b\u202d\u202e"
_ISOLATES = "\u2066\u2067\u2068"
# Usual age certificates: what a `rating` may hold beside a score that stands under another name.
_CERTIFICATE = re.compile(
    r"(?:G|PG|PG-13|R|NC-17|X|M|MA|TV-\w+|U|UA|12A|R18|(?:FSK|USK|BBFC)?\s*(?:0|6|12|15|16|18)\+?)$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How a post wants its blocks read.

    `scale` is what a bare score means, `read_month` gives the number of a month's name in the
    post's language, `post_title` stands in for a title that the block leaves out.
    """

    scale: Scale
    read_month: Callable[[str], int | None]
    post_title: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """The film, or None where the text is no block at all, and what was wrong with it."""

    film: Film | None
    problems: tuple[Problem, ...]


def parse_film(text: str, reading: Reading) -> Parsed:
    """Parse the text of a block. Never raises for any text."""
    problems = Problems()
    try:
        block = read_block(text, problems)
    except NotABlock as reason:
        problems.error(0, str(reason))
        return Parsed(None, problems.sorted())
    entries = _sort_entries(block, problems)
    if not entries:
        problems.error(0, "the block has no field that is known; see the table of fields")
        return Parsed(None, problems.sorted())
    return Parsed(_Converter(reading, problems).make_film(entries), problems.sorted())


def _sort_entries(block: Entries, problems: Problems) -> dict[str, Entry]:
    """Give the entries by the name of their field, without the unknown and the repeated ones."""
    entries: dict[str, Entry] = {}
    for entry in block.entries:
        field = find_field(entry.key)
        if field is None:
            near = suggest_field(entry.key)
            hint = f"; did you mean '{near}'?" if near else ""
            problems.error(entry.line, f"unknown field '{entry.key}'{hint}")
        elif field.name not in entries:
            entries[field.name] = entry
        elif field.name == "rating" and _is_certificate(entries["rating"]):
            _set_certificate_aside(entries["rating"], entry, problems)
            entries["rating"] = entry
        elif field.name == "rating" and _is_certificate(entry):
            _set_certificate_aside(entry, entries["rating"], problems)
        else:
            _report_repeated(field, entry, entries[field.name], problems)
    return entries


def _is_certificate(entry: Entry) -> bool:
    return isinstance(entry.value, Scalar) and bool(_CERTIFICATE.match(entry.value.text))


def _set_certificate_aside(certificate: Entry, score: Entry, problems: Problems) -> None:
    text = certificate.value.text if isinstance(certificate.value, Scalar) else ""
    problems.warning(
        certificate.line,
        f"'{certificate.key}: {text}' looks like an age certificate, since '{score.key}' in line "
        f"{score.line} holds the score; write it as 'content_rating: {text}'",
    )


def _report_repeated(field: Field, entry: Entry, first: Entry, problems: Problems) -> None:
    same = entry.key == first.key
    as_first = "" if same else f" as '{first.key}'"
    problems.error(
        entry.line,
        f"'{entry.key}' was already given{as_first} in line {first.line}; "
        "the first one counts, remove one of them",
    )


class _Converter:
    """Converts the values of one block, noting what is wrong with them."""

    def __init__(self, reading: Reading, problems: Problems) -> None:
        self.reading = reading
        self.problems = problems
        self.scale = reading.scale

    def make_film(self, entries: dict[str, Entry]) -> Film:
        """Give the film of a block's entries, by field."""
        self.scale = self._read_scale(entries)
        values: dict[str, Any] = {}
        for field in FIELDS:
            entry = entries.get(field.name)
            if entry is not None:
                read = getattr(self, "read_" + field.kind)
                value = read(entry.value, field)
                if value:
                    values[field.name] = value
        return _assemble(values, self.reading.post_title, entries)

    def _read_scale(self, entries: dict[str, Entry]) -> Scale:
        given: dict[str, Decimal] = {}
        for name in ("best", "worst"):
            entry = entries.get(name)
            text = entry.value.text if entry and isinstance(entry.value, Scalar) else ""
            number = read_number(text) if text else None
            if number is not None:
                given[name] = number
        if not given:
            return self.reading.scale
        old = self.reading.scale
        return Scale(
            best=given.get("best", old.best),
            worst=given.get("worst", old.worst),
            default_best=old.default_best,
            default_worst=old.default_worst,
            zero=old.zero,
            letters=old.letters,
            half_stars=old.half_stars,
        )

    # --- texts ------------------------------------------------------------------------------------

    def text(self, value: Value, name: str) -> str:
        """Give the one text that a value is, or stands for."""
        if isinstance(value, Scalar):
            return self._check_text(value)
        if isinstance(value, Items):
            texts = [self.text(item, name) for item in value.items]
            return "\n\n".join(text for text in texts if text)
        for entry in value.entries:
            if find_key(entry.key, ("text", "value", "name")):
                return self.text(entry.value, name)
        known = ", ".join(f"'{entry.key}'" for entry in value.entries[:3])
        self.problems.error(value.line, f"'{name}' takes a text; found the keys {known}")
        return ""

    def _check_text(self, value: Scalar) -> str:
        text = value.text.strip()
        found = _ENTITY.search(text)
        if found:
            self.problems.warning(
                value.line,
                f"{found.group()!r} is shown as it stands, since text here is plain text; "
                "write the character itself",
            )
        return self._close_direction(text, value.line)

    def _close_direction(self, text: str, line: int) -> str:
        """Close what direction marks open, so that they cannot turn the rest of the page round.

        Unicode Bidirectional Algorithm (UAX 9), 2.1 to 2.5.
        """
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
        """A text; a list of them becomes its paragraphs."""
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
        if isinstance(value, Scalar) and "\n" not in value.text:
            return credits.split_terms(self.text(value, field.name))
        return self.read_lines(value, field)

    def read_flag(self, value: Value, field: Field) -> bool:
        """Yes or no."""
        return self.flag(value, field.name)

    def flag(self, value: Value, name: str) -> bool:
        """Read a yes or no in the words of several languages."""
        text = self.text(value, name)
        if text.casefold() in _YES:
            return True
        if text.casefold() not in _NO:
            self.problems.error(value.line, f"'{name}' takes yes or no; found {text!r}")
        return False

    def read_choice(self, value: Value, field: Field) -> str:
        """One of the words that the field knows."""
        text = self.text(value, field.name)
        word = re.sub(r"[\s_\-]+", "", text.casefold())
        if not word or word in field.choices:
            return word
        if field.name == "kind" and word in _KINDS:
            return _KINDS[word]
        near = suggest(word, field.choices)
        hint = f"did you mean '{near}'? " if near else ""
        self.problems.error(
            value.line,
            f"'{field.name}' does not know {text!r}; {hint}It knows " + ", ".join(field.choices),
        )
        return ""

    def read_spoilers(self, value: Value, field: Field) -> str:
        """The text to fold away; "yes" where the prose itself gives the plot away."""
        text = self.text(value, field.name)
        if text.casefold() in _NO:
            return ""
        return "yes" if text.casefold() in _YES else text

    # --- numbers, dates ---------------------------------------------------------------------------

    def read_number(self, value: Value, field: Field) -> None:
        """Report what is no number; `_read_scale` has taken what is."""
        text = self.text(value, field.name)
        if text and read_number(text) is None and text.upper() not in self.scale.letters:
            self.problems.error(value.line, f"'{field.name}' takes a number; found {text!r}")

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
        text = self.text(value, field.name)
        if text and not re.search(r"(?<!\d)\d{4}(?!\d)", text):
            self.problems.warning(value.line, f"'{field.name}' looks like no year: {text!r}")
        return text

    def date(self, text: str, line: int, name: str) -> FilmDate | None:
        """Give a date, as it was written where it cannot be read as one."""
        if not text:
            return None
        found = dates.read_date(text, self.reading.read_month)
        if found is None:
            self.problems.warning(
                line,
                f"'{name}': {text!r} was not read as a date and is shown as written; "
                "write it as 2013-01-23",
            )
            return FilmDate("", text)
        return found

    def read_date(self, value: Value, field: Field) -> FilmDate | None:
        """A date."""
        return self.date(self.text(value, field.name), value.line, field.name)

    def read_runtime(self, value: Value, field: Field) -> Runtime | None:
        """A length in minutes."""
        text = self.text(value, field.name)
        if not text:
            return None
        runtime = dates.read_runtime(text)
        if runtime.minutes is None:
            self.problems.warning(
                value.line,
                f"'{field.name}': {text!r} was not read as a length and is shown as written; "
                "write minutes, or 2h 17m",
            )
        return runtime

    # --- people -----------------------------------------------------------------------------------

    def read_names(self, value: Value, field: Field) -> tuple[Person, ...]:
        """People; a line is parted at commas, the items of a list are not."""
        if isinstance(value, Scalar) and "\n" not in value.text:
            names = credits.split_names(self.text(value, field.name))
            return tuple(Person(name) for name in names)
        if isinstance(value, Entries):
            return self._keep(self.person(value, field.name))
        if isinstance(value, Items):
            people = (self.person(item, field.name) for item in value.items)
            return tuple(person for person in people if person.name)
        return tuple(Person(item.text) for item in self.texts(value, field.name))

    @staticmethod
    def _keep(person: Person) -> tuple[Person, ...]:
        return (person,) if person.name else ()

    def person(self, value: Value, name: str) -> Person:
        """Give a person, by name or in the long form."""
        if not isinstance(value, Entries):
            return Person(self.text(value, name))
        parts = self.long_form(value, name, ("name", "url", "imdb", "tmdb", "wikidata"))
        if "name" not in parts:
            self.problems.error(value.line, f"'{name}' needs a 'name'")
        return self._make_person(parts, "name", name)

    def _make_person(self, parts: dict[str, Value], key: str, name: str) -> Person:
        same_as = []
        for site in ("imdb", "tmdb", "wikidata"):
            if site in parts:
                text = self.text(parts[site], site)
                url = links.link_to_person(site, text)
                if url is None:
                    self.problems.error(
                        parts[site].line,
                        f"{text!r} is neither the address nor the id of a person at "
                        f"{links.SITE_NAMES[site]}",
                    )
                else:
                    same_as.append(url)
        return Person(
            self.text(parts[key], name) if key in parts else "",
            self.url(parts["url"], name) if "url" in parts else "",
            tuple(same_as),
        )

    def read_cast(self, value: Value, field: Field) -> tuple[Credit, ...]:
        """The cast, one credit a line."""
        if isinstance(value, Scalar) and "\n" not in value.text:
            lines = credits.split_names(self.text(value, field.name))
            return tuple(credits.read_credit(line) for line in lines)
        if isinstance(value, Entries):
            return tuple(self._read_cast_entries(value))
        if isinstance(value, Items):
            found = (credit for item in value.items for credit in self._read_cast_item(item))
            return tuple(credit for credit in found if credit.actor.name)
        return tuple(credits.read_credit(item.text) for item in self.texts(value, field.name))

    def _read_cast_item(self, item: Value) -> Iterator[Credit]:
        if isinstance(item, Entries):
            yield from self._read_cast_entries(item)
        elif text := self.text(item, "cast"):
            yield credits.read_credit(text)

    def _read_cast_entries(self, value: Entries) -> Iterator[Credit]:
        keys = ("actor", "role", "note", "voice", "uncredited", "url", "imdb", "tmdb", "wikidata")
        if any(find_key(entry.key, keys) == "actor" for entry in value.entries):
            yield self._make_credit(self.long_form(value, "cast", keys))
            return
        for entry in value.entries:
            name, notes = credits.split_notes(entry.key)
            yield credits.make_credit(Person(name), self._read_roles(entry.value), notes)

    def _read_roles(self, value: Value) -> list[str]:
        if isinstance(value, Items):
            return [self.text(item, "cast") for item in value.items]
        text = self.text(value, "cast")
        return re.split(r"\s+/\s+", text) if text else []

    def _make_credit(self, parts: dict[str, Value]) -> Credit:
        notes: list[str] = []
        if "note" in parts:
            for item in self.texts(parts["note"], "note"):
                inner = re.findall(r"\(([^()]*)\)", item.text)
                notes.extend(inner if inner else [item.text] if item.text else [])
        for name in ("voice", "uncredited"):
            if name in parts and self.flag(parts[name], name):
                notes.append(name)
        roles = self._read_roles(parts["role"]) if "role" in parts else []
        return credits.make_credit(self._make_person(parts, "actor", "cast"), roles, tuple(notes))

    # --- links ------------------------------------------------------------------------------------

    def url(self, value: Value, name: str) -> str:
        """Give an address that is safe to print, or nothing."""
        text = self.text(value, name)
        url = links.check_url(text) if text else ""
        if url is None:
            self.problems.error(
                value.line,
                f"'{name}': {_shorten(text)!r} is not an address; expected one that starts with "
                "http:// or https://, or a path on this site",
            )
        return url or ""

    def read_site(self, value: Value, field: Field) -> str:
        """A site's id or address; `_assemble` makes the link, once it knows what is reviewed."""
        if field.name == "website":
            return self.url(value, field.name)
        text = self.text(value, field.name)
        if text and links.link_to_site(field.name, text, is_series=False) is None:
            self.problems.error(
                value.line,
                f"'{field.name}': {_shorten(text)!r} is neither an address nor an id of "
                f"{links.SITE_NAMES[field.name]}",
            )
            return ""
        return text

    def read_links(self, value: Value, field: Field) -> tuple[Link, ...]:
        """Links with their labels; `where` takes a label alone."""
        if isinstance(value, Entries):
            return tuple(self._read_link_entries(value, field))
        found: list[Link] = []
        for item in value.items if isinstance(value, Items) else (value,):
            if isinstance(item, Entries):
                found.extend(self._read_link_entries(item, field))
            else:
                found.extend(self._read_link(item, field))
        return tuple(found)

    def _read_link_entries(self, value: Entries, field: Field) -> Iterator[Link]:
        if any(find_key(entry.key, ("url",)) for entry in value.entries):
            parts = self.long_form(value, field.name, field.keys)
            label = self.text(parts["label"], field.name) if "label" in parts else ""
            url = self.url(parts["url"], field.name)
            if url or (label and field.name == "where"):
                yield Link(url, label)
            return
        for entry in value.entries:
            url = self.url(entry.value, field.name)
            if url or field.name == "where":
                yield Link(url, entry.key)

    def _read_link(self, value: Value, field: Field) -> Iterator[Link]:
        text = self.text(value, field.name)
        found = _LABELLED_URL.match(text)
        if found:
            url = self.url(Scalar(found["mdurl"] or found["url"], value.line), field.name)
            if url:
                yield Link(url, (found["md"] or found["label"] or "").strip())
        elif text and field.name == "where":
            for label in credits.split_terms(text):
                yield Link("", label)
        elif text:
            self.problems.error(
                value.line,
                f"'{field.name}': found no address in {_shorten(text)!r}; "
                "write 'Label: https://...'",
            )

    def read_poster(self, value: Value, field: Field) -> Poster | None:
        """A picture."""
        parts = {"url": value} if isinstance(value, Scalar) else self.long_parts(value, field)
        url = self.url(parts["url"], field.name) if "url" in parts else ""
        alt = self.text(parts["alt"], field.name) if "alt" in parts else ""
        return Poster(url, alt) if url else None

    def read_trailer(self, value: Value, field: Field) -> Trailer | None:
        """A link to a video."""
        parts = {"url": value} if isinstance(value, Scalar) else self.long_parts(value, field)
        url = self.url(parts["url"], field.name) if "url" in parts else ""
        if not url:
            return None
        uploaded = (
            self.date(self.text(parts["uploaded"], field.name), parts["uploaded"].line, "uploaded")
            if "uploaded" in parts
            else None
        )
        return Trailer(
            url,
            self.text(parts["name"], field.name) if "name" in parts else "",
            self.text(parts["description"], field.name) if "description" in parts else "",
            self.url(parts["thumbnail"], field.name) if "thumbnail" in parts else "",
            uploaded.iso if uploaded else "",
        )

    # --- borrowed words, viewings, scores ---------------------------------------------------------

    def sourced(self, value: Value, field: Field) -> Text:
        """Give a text with its source."""
        if not isinstance(value, Entries):
            return Text(self.text(value, field.name))
        parts = self.long_form(value, field.name, field.keys)
        return Text(
            self.text(parts["text"], field.name) if "text" in parts else "",
            self.text(parts["source"], field.name) if "source" in parts else "",
            self.url(parts["url"], field.name) if "url" in parts else "",
        )

    def read_sourced(self, value: Value, field: Field) -> Text | None:
        """A text with its source."""
        text = self.sourced(value, field)
        return text if text.text else None

    def read_facts(self, value: Value, field: Field) -> tuple[Text, ...]:
        """Texts, each with its source."""
        if isinstance(value, Scalar):
            return tuple(Text(item.text) for item in self.texts(value, field.name) if item.text)
        items = value.items if isinstance(value, Items) else (value,)
        found = (self.sourced(item, field) for item in items)
        return tuple(text for text in found if text.text)

    def read_quotes(self, value: Value, field: Field) -> tuple[Quote, ...]:
        """Lines of the film, each with who says it."""
        found = []
        for item in value.items if isinstance(value, Items) else (value,):
            if isinstance(item, Entries):
                parts = self.long_form(item, field.name, field.keys)
                texts = {key: self.text(part, field.name) for key, part in parts.items()}
            else:
                texts = {"text": self.text(item, field.name)}
            if texts.get("text"):
                found.append(Quote(texts["text"], texts.get("speaker", ""), texts.get("actor", "")))
        return tuple(found)

    def read_viewings(self, value: Value, field: Field) -> tuple[Viewing, ...]:
        """Viewings; a bare date is one."""
        items: tuple[Value, ...] = value.items if isinstance(value, Items) else (value,)
        if isinstance(value, Scalar):
            items = tuple(self._split_dates(value))
        found = (
            self._read_long_viewing(item, field)
            if isinstance(item, Entries)
            else self._read_viewing(item, field)
            for item in items
        )
        return tuple(viewing for viewing in found if viewing is not None)

    def _split_dates(self, value: Scalar) -> list[Value]:
        pieces = [piece.strip() for piece in value.text.split(",")]
        if len(pieces) > 1 and all(dates.read_date(p, self.reading.read_month) for p in pieces):
            return [Scalar(piece, value.line) for piece in pieces]
        return [value]

    def _read_viewing(self, value: Value, field: Field) -> Viewing | None:
        text = self.text(value, field.name)
        if not text:
            return None
        words = text.split()
        for count in range(len(words), 0, -1):
            date = dates.read_date(" ".join(words[:count]).rstrip(",;:"), self.reading.read_month)
            if date is not None:
                return Viewing(date, note=" ".join(words[count:]).lstrip("–—- "))
        return Viewing(self.date(text, value.line, field.name))

    def _read_long_viewing(self, value: Entries, field: Field) -> Viewing:
        parts = self.long_form(value, field.name, field.keys)
        texts = {
            key: self.text(part, field.name)
            for key, part in parts.items()
            if key not in ("rating", "rewatch")
        }
        date_line = parts["date"].line if "date" in parts else value.line
        return Viewing(
            self.date(texts.get("date", ""), date_line, field.name),
            texts.get("venue", ""),
            texts.get("medium", ""),
            self.flag(parts["rewatch"], "rewatch") if "rewatch" in parts else False,
            self.rating(parts["rating"], "rating") if "rating" in parts else None,
            texts.get("note", ""),
        )

    def read_scores(self, value: Value, field: Field) -> tuple[Score, ...]:
        """Ratings of aspects, or by several reviewers."""
        if isinstance(value, Entries):
            return tuple(self._read_score_entries(value, field))
        found: list[Score] = []
        for item in value.items if isinstance(value, Items) else self.texts(value, field.name):
            if isinstance(item, Entries):
                found.extend(self._read_score_entries(item, field))
                continue
            name, colon, text = self.text(item, field.name).partition(":")
            if colon:
                found.extend(self._make_score(name.strip(), Scalar(text.strip(), item.line), False))
            elif name:
                self.problems.error(
                    item.line, f"'{field.name}': expected 'Aspect: score', found {name!r}"
                )
        return tuple(found)

    def _read_score_entries(self, value: Entries, field: Field) -> Iterator[Score]:
        names = {find_key(entry.key, field.keys) for entry in value.entries}
        if "rating" in names and names & {"aspect", "reviewer"}:
            parts = self.long_form(value, field.name, field.keys)
            key = "reviewer" if "reviewer" in parts else "aspect"
            yield from self._make_score(
                self.text(parts[key], field.name), parts["rating"], key == "reviewer"
            )
            return
        for entry in value.entries:
            yield from self._make_score(entry.key, entry.value, False)

    def _make_score(self, name: str, value: Value, reviewer: bool) -> Iterator[Score]:
        rating = self.rating(value, name)
        if rating is not None:
            yield Score(name, rating, reviewer)

    # --- long forms -------------------------------------------------------------------------------

    def long_parts(self, value: Value, field: Field) -> dict[str, Value]:
        """Give the parts of a field's long form; a list of one is that one."""
        if isinstance(value, Items) and value.items:
            if len(value.items) > 1:
                self.problems.warning(
                    value.line,
                    f"'{field.name}' takes one value, found {len(value.items)}; the "
                    "first one counts",
                )
            value = value.items[0]
        if isinstance(value, Entries):
            return self.long_form(value, field.name, field.keys)
        return {field.keys[0]: value}

    def long_form(self, value: Entries, name: str, keys: tuple[str, ...]) -> dict[str, Value]:
        """Give the parts of a long form by canonical key; report unknown and repeated ones."""
        parts: dict[str, Value] = {}
        for entry in value.entries:
            key = find_key(entry.key, keys)
            if key is None:
                near = suggest(entry.key, keys)
                hint = f"; did you mean '{near}'?" if near else "; known are " + ", ".join(keys)
                self.problems.error(entry.line, f"unknown key '{entry.key}' in '{name}'{hint}")
            elif key in parts:
                self.problems.error(
                    entry.line,
                    f"'{entry.key}' was already given in this '{name}'; "
                    "the first one counts, remove one of them",
                )
            else:
                parts[key] = entry.value
        return parts


def _strip_dash(text: str) -> str:
    return re.sub(r"^[-*•]\s+", "", text.strip())


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _assemble(values: dict[str, Any], post_title: str, entries: dict[str, Entry]) -> Film:
    """Put fields together that make one value of the model."""
    kind = values.get("kind") or (
        "episode" if "episode" in values else "season" if "season" in values else "film"
    )
    values["kind"] = kind if kind in get_args(Kind) else "film"
    values.setdefault("title", post_title)
    if "poster" in values and "poster_alt" in values and not values["poster"].alt:
        values["poster"] = Poster(values["poster"].url, values["poster_alt"])
    if "synopsis" in values:
        text = values["synopsis"]
        values["synopsis"] = Text(
            text.text,
            text.source or values.get("synopsis_source", ""),
            text.url or links.check_url(values.get("synopsis_url", "")) or "",
        )
    values["has_spoilers"] = bool(values.get("spoilers"))
    if values.get("spoilers") == "yes":
        del values["spoilers"]
    values["links"] = (*_link_sites(values), *values.get("links", ()))
    for name in (
        "best",
        "worst",
        "poster_alt",
        "synopsis_source",
        "synopsis_url",
        "website",
        *_SITES,
    ):
        values.pop(name, None)
    return Film(**values)


def _link_sites(values: dict[str, Any]) -> Iterator[Link]:
    is_series = values["kind"] in ("series", "season", "episode")
    for site in _SITES:
        if site in values:
            url = links.link_to_site(site, values[site], is_series=is_series)
            if url:
                yield Link(url, links.SITE_NAMES[site], site)
    if "website" in values:
        yield Link(values["website"], "", "website")
