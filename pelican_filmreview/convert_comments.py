"""What readers say, in the block or in a file of its own, in; comments out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from pelican_filmreview import dates, links
from pelican_filmreview.conversation import Draft, arrange_comments
from pelican_filmreview.convert import Converter
from pelican_filmreview.fields import FIELDS, Field, find_key, fold_key
from pelican_filmreview.film import Comment, FilmDate
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.yaml_tree import Entries, Entry, Items, Scalar, Value, shorten

COMMENTS: Field = next(field for field in FIELDS if field.name == "comments")
_KEYS = COMMENTS.keys
# What forms send along about the page, though a block would mean the comment by it.
_OF_THE_PAGE = frozenset({"page", "title", "quote"})
# "Name: text"; a name is short, and no address.
_SPOKEN = compile_late(r"(?P<name>[^:：\n]{1,80})(?::(?=\s)|：)\s*+(?P<text>.*)", re.S)
_WEB = compile_late(r"https?://", re.I)


class CommentConverter(Converter):
    """Converts the values of one block, or of one file with a comment in it."""

    def read_comments(self, value: Value, field: Field) -> tuple[Comment, ...]:
        """Comments of the block, as a conversation."""
        drafts = self._read_drafts(value, field)
        return arrange_comments(
            drafts, lambda draft, message: self.problems.warning(draft.line, message)
        )

    def _read_drafts(self, value: Value, field: Field) -> Iterator[Draft]:
        items: tuple[Value, ...] = value.items if isinstance(value, Items) else (value,)
        if isinstance(value, Scalar) and value.literal:
            items = tuple(self.texts(value, field.name))
        for number, item in enumerate(items, 1):
            if isinstance(item, Entries):
                comment = self.comment(item)
            else:
                comment = self._read_line(self.text(item, field.name), item.line)
            if comment is not None:
                yield Draft(comment, item.line, str(number))

    def _read_line(self, text: str, line: int) -> Comment | None:
        found = _SPOKEN.fullmatch(text)
        if found is not None and found["text"].strip():
            return Comment(found["name"].strip(), found["text"].strip())
        if text:
            self.problems.error(line, f"'comments': expected 'Name: text', found '{shorten(text)}'")
        return None

    def comment(self, value: Entries) -> Comment | None:
        """Give a comment in the long form; None where nobody says it, or nothing is said."""
        parts = self.long_form(value, "comments", COMMENTS.keys)
        name = " ".join(self._plain(parts.get("name"), "name").split())
        text = self._plain(parts.get("text"), "text")
        for key, given in (("name", name), ("text", text)):
            if not given:
                self.report_missing(value, "comments", key)
        if not name or not text:
            return None
        rating = parts.get("rating")
        return Comment(
            name,
            text,
            self._read_moment(parts["date"]) if "date" in parts else None,
            self.rating(rating, "rating") if rating is not None else None,
            self._read_website(parts["url"]) if "url" in parts else "",
            self._plain(parts.get("id"), "id"),
            self._plain(parts.get("reply_to"), "reply_to"),
        )

    def _plain(self, value: Value | None, name: str) -> str:
        """Give a text of a reader's, who may write `&amp;` and mean it."""
        if value is None:
            return ""
        if not isinstance(value, Scalar):
            return self.paragraphs(value, name)
        text = "\n".join(line.rstrip() for line in value.text.strip().splitlines())
        return self._close_direction(text, value.line)

    def _read_moment(self, value: Value) -> FilmDate | None:
        """Give a comment's date: as people write dates, or as a service counts seconds."""
        text = self._plain(value, "date")
        date = dates.read_timestamp(text) or self.date(text, value.line, "date")
        if date is None or "T" not in date.iso:
            return date
        # A page has room for thousandths of a second, no more (HTML 2.3.5.4); none are needed.
        moment = datetime.fromisoformat(date.iso)
        return date._replace(iso=moment.isoformat(timespec="seconds"))

    def _read_website(self, value: Value) -> str:
        """Give the address of a reader's own site; a file of this one it cannot be."""
        text = self._plain(value, "url")
        url = links.check_url(links.complete_url(text)) if text else ""
        if url and _WEB.match(url):
            return url
        if text:
            self.problems.warning(
                value.line,
                f"'{shorten(text)}' is no address of a website and is left out; expected one that "
                "starts with http:// or https://",
            )
        return ""

    def read_file(self, value: Entries, name: str, file: str) -> Draft | None:
        """Give the comment that a file holds; keys of the site's own form are passed over."""
        known = self._keep_known(value)
        comment = self.comment(known)
        if comment is None:
            return None
        thread = next((e.value for e in value.entries if fold_key(e.key) == "parent"), None)
        return Draft(comment, value.line, name, self._plain(thread, "parent"), file)

    @staticmethod
    def _keep_known(value: Entries) -> Entries:
        """Leave out what else a form has sent: an e-mail address, a captcha, a parent."""
        kept: list[Entry] = []
        answers: list[Entry] = []
        for entry in value.entries:
            key = None if fold_key(entry.key) in _OF_THE_PAGE else find_key(entry.key, _KEYS)
            # A service that fills in every field of its form leaves some of them empty.
            if key is None or (isinstance(entry.value, Scalar) and not entry.value.text.strip()):
                continue
            (answers if key == "reply_to" else kept).append(entry)
        # Of a name, a number and an id, which forms send side by side, the id is the surest.
        answers.sort(key=lambda entry: not fold_key(entry.key).endswith("id"))
        return Entries((*kept, *answers[:1]), value.line)
