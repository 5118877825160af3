"""One value of a block in, the people, links, viewings, scores or borrowed words that it is out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pelican_filmreview import credits, dates, links
from pelican_filmreview.convert_words import WordConverter, trim
from pelican_filmreview.fields import FIELDS, Field, find_key
from pelican_filmreview.film import (
    Credit,
    Link,
    Person,
    Poster,
    Quote,
    Score,
    Text,
    Trailer,
    Viewing,
)
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.yaml_tree import OPENED_LINE, Entries, Entry, Items, Scalar, Value, shorten

# Addresses may have brackets of their own, as Wikipedia's of films have, and a title behind them.
_MARKDOWN_LINK = compile_late(
    r"!?\[(?P<label>[^\[\]]*+)\]\(\s*+<?(?P<url>(?:[^\s()<>]++|\([^\s()<>]*+\))++)>?"
    r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*+\)"
)
# Where a line of links goes on with the next one.
_NEXT_LINK = compile_late(r"[,;]\s+(?=\S)")
_URL = compile_late(r"<?(?P<url>(?:https?://|/|www\.|\{)[^\s>]++)>?", re.I)
# Where a line of scores goes on with the next aspect; the comma of "3,5/5" is none.
_NEXT_SCORE = compile_late(r"[,;](?=[^,;:：]*[^\W\d_][^,;:：]*[:：])")
# A date stands at the beginning of a viewing, in at most as many words as "10 de mayo de 2016".
_DATE_WORDS = 6


# What is written where there is no picture.
_NO_PICTURE = frozenset({"none", "n/a", "na", "no", "-", "–", "—"})

_CAST = next(field for field in FIELDS if field.name == "cast")
_CAST_KEYS = _CAST.keys


class Converter(WordConverter):
    """Converts the values of one block; `read_` and its kind is the reader of a field."""

    # --- people -----------------------------------------------------------------------------------

    def read_names(self, value: Value, field: Field) -> tuple[Person, ...]:
        """People; a line is parted at commas, the items of a list are not."""
        if isinstance(value, Scalar) and "\n" not in value.text.strip():
            split = credits.split_names if field.name == "studio" else credits.split_crew
            names = split(self.text(value, field.name))
            return tuple(Person(name) for name in names)
        if isinstance(value, Entries):
            return self._keep(self.person(value, field.name))
        if isinstance(value, Items):
            people = (self.person(item, field.name) for item in _join_suffixes(value.items))
            return tuple(person for person in people if person.name)
        return tuple(Person(item.text) for item in self.texts(value, field.name) if item.text)

    @staticmethod
    def _keep(person: Person) -> tuple[Person, ...]:
        return (person,) if person.name else ()

    def person(self, value: Value, name: str) -> Person:
        """Give a person, by name or in the long form."""
        if not isinstance(value, Entries):
            return Person(self.text(value, name))
        parts = self.long_form(value, name, ("name", "url", "imdb", "tmdb", "wikidata"))
        if "name" not in parts:
            self.report_missing(value, name, "name")
        return self._make_person(parts, "name", name)

    def _make_person(self, parts: dict[str, Value], key: str, name: str) -> Person:
        same_as = []
        for site in ("imdb", "tmdb", "wikidata"):
            if site in parts:
                text = self.word(parts[site], site)
                url = links.link_to_person(site, text)
                if url is None:
                    self.problems.error(
                        parts[site].line,
                        f"'{site}': '{shorten(text)}' is neither the address of a person's page at "
                        f"{links.SITE_NAMES[site]} nor its id",
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
        if isinstance(value, Scalar) and "\n" not in value.text.strip():
            lines = credits.split_credits(self.text(value, field.name))
            return tuple(credits.read_credit(line) for line in lines)
        if isinstance(value, Entries):
            return tuple(self._read_cast_entries(value))
        if isinstance(value, Items):
            plain = self._read_plain_cast(value.items)
            if plain is not None:
                return tuple(plain)
            found: list[Credit] = []
            for item in _join_suffixes(value.items):
                if isinstance(item, Entries):
                    found.extend(self._read_cast_entries(item))
                elif text := self.text(item, "cast"):
                    found.append(credits.read_credit(text))
            return tuple([credit for credit in found if credit.actor.name])
        texts = (item.text for item in self.texts(value, field.name))
        return tuple(credits.read_credit(text) for text in texts if text)

    def _read_plain_cast(self, items: tuple[Value, ...]) -> list[Credit] | None:
        lines = [item.text for item in items if isinstance(item, Scalar) and not item.literal]
        is_plain = len(lines) == len(items) and not self.needs_check("".join(lines))
        return credits.read_plain_credits(lines) if is_plain else None

    def _read_cast_entries(self, value: Entries) -> Iterator[Credit]:
        keys = _CAST_KEYS
        if value.entries and value.entries[0].key == OPENED_LINE:
            yield self._read_opened_credit(value)
            return
        if any(find_key(entry.key, keys) == "actor" for entry in value.entries):
            credit = self._make_credit(self.long_form(value, "cast", keys))
            if not credit.actor.name:
                self.report_missing(value, "cast", "actor")
            yield credit
            return
        known = [entry for entry in value.entries if find_key(entry.key, keys)]
        if known and len(known) == len(value.entries):
            self.report_missing(value, "cast", "actor")
            return
        for entry in value.entries:
            yield self._read_cast_entry(entry)

    def _read_cast_entry(self, entry: Entry) -> Credit:
        """A credit whose key is the actor, or the first half of a line with a colon in its role."""
        if " as " in entry.key and isinstance(entry.value, Scalar):
            return credits.read_credit(f"{entry.key}: {self.text(entry.value, 'cast')}")
        name, notes = credits.split_notes(entry.key)
        return credits.make_credit(Person(name), self._read_roles(entry.value), notes)

    def _read_roles(self, value: Value) -> list[str]:
        if isinstance(value, Items):
            return [self.text(item, "role") for item in value.items]
        return credits.split_roles(self.text(value, "role"))

    def _make_credit(self, parts: dict[str, Value]) -> Credit:
        notes: list[str] = []
        if "note" in parts:
            for item in self.texts(parts["note"], "note"):
                notes.extend(credits.read_notes(item.text))
        for name in ("voice", "uncredited"):
            if name in parts and self.flag(parts[name], name):
                notes.append(name)
        roles = self._read_roles(parts["role"]) if "role" in parts else []
        return credits.make_credit(self._make_person(parts, "actor", "cast"), roles, tuple(notes))

    def _read_opened_credit(self, value: Entries) -> Credit:
        """A line, "Robin Wright as Jenny", with more of its long form below."""
        first, *more = value.entries
        line = credits.read_credit(self.text(first.value, "cast"))
        self._report_again("actor", more, _CAST)
        parts = self.long_form(Entries(tuple(more), value.line), "cast", _CAST_KEYS)
        credit = self._make_credit(parts)
        return Credit(
            credit.actor._replace(name=line.actor.name),
            (*line.roles, *credit.roles),
            (*line.notes, *credit.notes),
        )

    def _report_again(self, key: str, entries: list[Entry], field: Field) -> None:
        """Report a key below a line that has said it already."""
        for entry in entries:
            if find_key(entry.key, field.keys) == key:
                self.problems.error(
                    entry.line,
                    f"'{entry.key}' was already given in this '{field.name}'; the first one "
                    "counts, remove one of them",
                )

    # --- links ------------------------------------------------------------------------------------

    def url(self, value: Value, name: str, *, is_file: bool = False) -> str:
        """Give an address that is safe to print, or nothing."""
        text = self.word(value, name)
        url = links.check_url(text if is_file else links.complete_url(text)) if text else ""
        if url is None:
            self.report_no_address(value, name, text)
        elif not self.reading.is_inside(url):
            # Pelican would copy the file to wherever that leads.
            self.problems.error(
                value.line,
                f"{name} '{shorten(text)}' leads out of the content folder; put the file into it",
            )
            return ""
        return url or ""

    def report_no_address(self, value: Value, name: str, text: str) -> None:
        """Note that a text was to be an address and is none."""
        self.problems.error(
            value.line,
            f"'{name}': '{shorten(text)}' is not an address; expected one that starts with "
            "http:// or https://, or a path on this site",
        )

    def read_url(self, value: Value, field: Field) -> str:
        """An address."""
        return self.url(value, field.name)

    def read_site(self, value: Value, field: Field) -> str:
        """A site's id or address; `_assemble` makes the link, once it knows what is reviewed."""
        text = self.word(value, field.name)
        if text and links.link_to_site(field.name, text, is_series=False) is None:
            self.problems.error(
                value.line,
                f"'{field.name}': '{shorten(text)}' is neither an address nor an id of "
                f"{links.SITE_NAMES[field.name]}",
            )
            return ""
        return text

    def read_links(self, value: Value, field: Field) -> tuple[Link, ...]:
        """Links with their labels; `where` takes a label alone."""
        if isinstance(value, Entries):
            return tuple(self._read_link_entries(value, field))
        found: list[Link] = []
        for item in value.items if isinstance(value, Items) else _split_links(value):
            if isinstance(item, Entries):
                found.extend(self._read_link_entries(item, field))
            else:
                found.extend(self._read_link(item, field))
        return tuple(found)

    def _read_link_entries(self, value: Entries, field: Field) -> Iterator[Link]:
        if any(find_key(entry.key, ("url",)) for entry in value.entries):
            parts = self.long_form(value, field.name, field.keys)
            label = self.text(parts["label"], field.name) if "label" in parts else ""
            url = self.url(parts["url"], field.name) if "url" in parts else ""
            if url or (label and field.name == "where"):
                yield Link(url, label)
            return
        for entry in value.entries:
            url = self.url(entry.value, field.name)
            if url or field.name == "where":
                yield Link(url, entry.key)

    def _read_link(self, value: Value, field: Field) -> Iterator[Link]:
        text = self.text(value, field.name)
        found = _find_link(text)
        if found is not None:
            url = self.url(Scalar(found[1], value.line), field.name)
            if url:
                yield Link(url, found[0])
        elif text and field.name == "where":
            for label in credits.split_terms(text):
                yield Link("", label)
        elif text:
            self.problems.error(
                value.line,
                f"'{field.name}': found no address in '{shorten(text)}'; "
                "write 'Label: https://...'",
            )

    def read_poster(self, value: Value, field: Field) -> Poster | None:
        """A picture."""
        parts = {"url": value} if isinstance(value, Scalar) else self.long_parts(value, field)
        alt = self.text(parts["alt"], field.name) if "alt" in parts else ""
        if "url" not in parts:
            return None
        text = self.word(parts["url"], field.name)
        if found := _MARKDOWN_LINK.fullmatch(text):
            text, alt = found["url"], alt or found["label"].strip()
        if text.casefold() in _NO_PICTURE:
            return None
        url = self.url(Scalar(text, parts["url"].line), field.name, is_file=True)
        if url and links.is_relative(url):
            if "." not in url and "/" not in url:
                self.report_no_address(parts["url"], field.name, text)
                return None
            self.problems.warning(
                parts["url"].line,
                f"'{field.name}': '{shorten(text)}' is found from this page only, not from feeds "
                "and lists; write '{static}/' and its path in the content folder, or begin with "
                "'/' or 'https://'",
            )
        return Poster(url, alt) if url else None

    def read_trailer(self, value: Value, field: Field) -> Trailer | None:
        """A link to a video."""
        parts = {"url": value} if isinstance(value, Scalar) else self.long_parts(value, field)
        url = self.url(parts["url"], field.name) if "url" in parts else ""
        if not url:
            return None
        uploaded = (
            self.date(self.word(parts["uploaded"], field.name), parts["uploaded"].line, "uploaded")
            if "uploaded" in parts
            else None
        )
        return Trailer(
            url,
            self.text(parts["name"], field.name) if "name" in parts else "",
            self.text(parts["description"], field.name) if "description" in parts else "",
            self.url(parts["thumbnail"], "thumbnail", is_file=True) if "thumbnail" in parts else "",
            uploaded.iso if uploaded else "",
        )

    # --- borrowed words, viewings, scores ---------------------------------------------------------

    def sourced(self, value: Value, field: Field) -> Text:
        """Give a text with its source."""
        if not isinstance(value, Entries):
            return Text(self.paragraphs(value, field.name))
        parts = self.long_form(value, field.name, field.keys)
        text = self.paragraphs(parts["text"], "text") if "text" in parts else ""
        if not text:
            self.report_missing(value, field.name, "text")
        return Text(
            text,
            self.text(parts["source"], "source") if "source" in parts else "",
            self.url(parts["url"], field.name) if "url" in parts else "",
        )

    def report_missing(self, value: Value, name: str, key: str) -> None:
        """Note that a long form has not the one part that it cannot do without."""
        self.problems.error(value.line, f"'{name}' needs '{key}: ...' beside its other keys")

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
            texts = self._read_quote(item, field)
            if texts.get("text"):
                found.append(Quote(texts["text"], texts.get("speaker", ""), texts.get("actor", "")))
        return tuple(found)

    def _read_quote(self, value: Value, field: Field) -> dict[str, str]:
        if not isinstance(value, Entries):
            return {"text": self.text(value, field.name)}
        parts = self.long_form(value, field.name, field.keys)
        texts = {key: self.paragraphs(part, key) for key, part in parts.items()}
        if not texts.get("text"):
            self.report_missing(value, field.name, "text")
        return texts

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
        words = text.split(maxsplit=_DATE_WORDS)
        for count in range(min(len(words), _DATE_WORDS), 0, -1):
            rest = " ".join(words[count:]).lstrip("–—- ")
            written = " ".join(words[:count])
            date = dates.read_date(trim(written).rstrip(",;:"), self.reading.read_month)
            if date is not None and (date.iso or not rest):
                return Viewing(date, note=rest)
        return Viewing(self.date(text, value.line, field.name))

    def _read_opened_viewing(self, value: Entries, field: Field) -> Viewing:
        """A line, "2020-01-02 at home", with more of its long form below."""
        first, *more = value.entries
        line = self._read_viewing(first.value, field) or Viewing()
        if line.date is not None and line.date.iso:
            self._report_again("date", more, field)
        rest = self._read_long_viewing(Entries(tuple(more), value.line), field)
        notes = filter(None, (line.note, rest.note))
        return rest._replace(date=line.date or rest.date, note=", ".join(notes))

    def _read_long_viewing(self, value: Entries, field: Field) -> Viewing:
        if value.entries and value.entries[0].key == OPENED_LINE:
            return self._read_opened_viewing(value, field)
        parts = self.long_form(value, field.name, field.keys)
        date = parts.get("date")
        note = [one.text for one in self.texts(parts["note"], "note")] if "note" in parts else []
        return Viewing(
            self.date(self.word(date, field.name), date.line, field.name) if date else None,
            self.text(parts["venue"], "venue") if "venue" in parts else "",
            self.text(parts["medium"], "medium") if "medium" in parts else "",
            self.flag(parts["rewatch"], "rewatch") if "rewatch" in parts else False,
            self.rating(parts["rating"], "rating") if "rating" in parts else None,
            ", ".join(filter(None, (self._read_company(value, field), *note))),
        )

    def _read_company(self, value: Entries, field: Field) -> str:
        """With whom it was seen, as a note: `with: [Ann, Bob]`."""
        for entry in value.entries:
            if find_key(entry.key, field.keys) == "with":
                names = filter(None, (one.text for one in self.texts(entry.value, entry.key)))
                return f"{entry.key} {', '.join(names)}"
        return ""

    def read_scores(self, value: Value, field: Field) -> tuple[Score, ...]:
        """Ratings of aspects, or by several reviewers."""
        if isinstance(value, Entries):
            return tuple(self._read_score_entries(value, field))
        found: list[Score] = []
        for item in value.items if isinstance(value, Items) else self._split_scores(value):
            if isinstance(item, Entries):
                found.extend(self._read_score_entries(item, field))
                continue
            text = self.text(item, field.name)
            name, colon, score = text.replace("：", ":").partition(":")
            if colon and name.strip():
                found.extend(self._make_score(name.strip(), Scalar(score.strip(), item.line)))
            elif text:
                self.problems.error(
                    item.line, f"'{field.name}': expected 'Aspect: score', found '{shorten(text)}'"
                )
        return tuple(found)

    def _split_scores(self, value: Scalar) -> list[Scalar]:
        pieces = value.text.split(",")
        if not all(":" in piece for piece in pieces):
            pieces = _NEXT_SCORE.split(value.text)
        if len(pieces) > 1 and all(":" in piece for piece in pieces):
            return [Scalar(piece, value.line) for piece in pieces]
        return self.texts(value, "scores")

    def _read_score_entries(self, value: Entries, field: Field) -> Iterator[Score]:
        names = {find_key(entry.key, field.keys) for entry in value.entries}
        if "rating" not in names or not names & {"aspect", "reviewer"}:
            for entry in value.entries:
                yield from self._make_score(entry.key, entry.value)
            return
        parts = self.long_form(value, field.name, field.keys)
        key = "reviewer" if "reviewer" in parts else "aspect"
        name, rating = self.text(parts[key], field.name), parts["rating"]
        if "best" in parts and isinstance(rating, Scalar):
            written = (("value", rating), ("best", parts["best"]))
            entries = (Entry(key, part, part.line) for key, part in written)
            rating = Entries(tuple(entries), rating.line)
        yield from self._make_score(name, rating, is_reviewer=key == "reviewer")

    def _make_score(self, name: str, value: Value, *, is_reviewer: bool = False) -> Iterator[Score]:
        rating = self.rating(value, name)
        if rating is not None:
            yield Score(name, rating, is_reviewer)


def _split_links(value: Scalar) -> list[Scalar]:
    """Part a line of links at the commas between them, if each piece has an address."""
    pieces = _NEXT_LINK.split(value.text) if value.text.count("://") > 1 else []
    if len(pieces) > 1 and all("://" in piece for piece in pieces):
        return [Scalar(piece, value.line) for piece in pieces]
    return [value]


def _find_link(text: str) -> tuple[str, str] | None:
    """Give the label and the address of `Label: https://...` or of a Markdown link."""
    found = _MARKDOWN_LINK.fullmatch(text)
    if found is not None:
        return found["label"].strip(), found["url"]
    words = text.rsplit(maxsplit=1)
    place = len(text) - len(words[-1]) if words else 0
    found = _URL.fullmatch(text, place)
    if found is None and "://" in text[place:]:  # "IMDb:https://..."
        scheme = max(text.find("http://", place), text.find("https://", place))
        found = _URL.fullmatch(text, scheme) if scheme > place else None
        place = scheme
    if found is None:
        return None
    return text[:place].rstrip().rstrip(":：").rstrip(), found["url"]


def _join_suffixes(items: tuple[Value, ...]) -> tuple[Value, ...]:
    """Put a "Jr." back to the name that a list's comma parted it from."""
    joined: list[Value] = []
    for item in items:
        last = joined[-1] if joined else None
        can_join = isinstance(item, Scalar) and not item.literal and credits.is_suffix(item.text)
        if can_join and isinstance(item, Scalar) and isinstance(last, Scalar):
            names = credits.join_suffixes((last.text, item.text))
            if len(names) == 1:
                joined[-1] = Scalar(names[0], last.line)
                continue
        joined.append(item)
    return tuple(joined)
