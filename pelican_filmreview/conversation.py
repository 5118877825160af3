"""Comments as they were written in, one conversation in the order of the page out.

Oldest first, and under each comment all that answers it, whatever the depth. The page needs no
more than that order: a comment that answers nothing opens a thread, the others go on with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from pelican_filmreview.film import Comment, FilmDate
from pelican_filmreview.late_pattern import compile_late
from pelican_filmreview.yaml_tree import shorten

_NOT_IN_AN_ID = compile_late(r"[^A-Za-z0-9_-]+")
_LONGEST_ID = 60
# What Staticman calls a comment (a UUID); other texts in `_parent` name the page.
_UUID = compile_late(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.I)


class Draft(NamedTuple):
    """A comment as it was written: `comment.id` and `comment.reply_to` are the author's own words.

    `name` is what else it is known by (its file's name, its place in the block), `thread` what a
    comment service has put down as its parent, which may be the page; `line` and `file` are where
    it stands.
    """

    comment: Comment
    line: int = 0
    name: str = ""
    thread: str = ""
    file: str = ""


Report = Callable[[Draft, str], None]


def arrange_comments(drafts: Iterable[Draft], report: Report) -> tuple[Comment, ...]:
    """Give comments in the order of the page, each with an id of its own and that of its parent.

    `report` is told of answers to nobody, and of answers that go round in a circle.
    """
    written = list(drafts)
    ids = _choose_ids(written, report)
    order = _sort_by_date(written)
    parents = _find_parents(written, ids, order, report)
    _cut_circles(written, parents, order, report)
    children: list[list[int]] = [[] for _ in written]
    for number in order:
        parent = parents[number]
        if parent is not None:
            children[parent].append(number)
    arranged = []
    waiting = [number for number in reversed(order) if parents[number] is None]
    while waiting:
        number = waiting.pop()
        waiting.extend(reversed(children[number]))
        parent = parents[number]
        reply_to = "" if parent is None else ids[parent]
        arranged.append(written[number].comment._replace(id=ids[number], reply_to=reply_to))
    return tuple(arranged)


def anchor_comment(slug: str, identity: str) -> str:
    """Give the id that a comment has in the page, by its film's slug and its own id."""
    return f"film-{slug}-comment-{identity}"


def _choose_ids(drafts: Sequence[Draft], report: Report) -> list[str]:
    """Give each comment an id that can stand in an address: its own, its name, or one like it."""
    taken: set[str] = set()
    ids = []
    for draft in drafts:
        own = _NOT_IN_AN_ID.sub("-", draft.comment.id)[:_LONGEST_ID].strip("-")
        if own and own in taken:
            report(
                draft,
                f"the id '{shorten(draft.comment.id)}' is that of another comment; answers to it "
                "go to the first one",
            )
        stem = own or _NOT_IN_AN_ID.sub("-", draft.name)[:_LONGEST_ID].strip("-") or "reader"
        unique, number = stem, 2
        while unique in taken:
            unique, number = f"{stem}-{number}", number + 1
        taken.add(unique)
        ids.append(unique)
    return ids


def _sort_by_date(drafts: Sequence[Draft]) -> list[int]:
    """Give the comments' numbers by date; one without stays behind the one written before it."""
    keys, above = [], ""
    for draft in drafts:
        above = _write_sortable(draft.comment.date) or above
        keys.append(above)
    return sorted(range(len(drafts)), key=lambda number: keys[number])


def _write_sortable(date: FilmDate | None) -> str:
    if date is None or "T" not in date.iso:
        return date.iso if date is not None else ""
    moment = datetime.fromisoformat(date.iso)
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:  # in the first or the last hours of the calendar
            return date.iso
    return moment.replace(tzinfo=None).isoformat()


def _find_parents(
    drafts: Sequence[Draft], ids: Sequence[str], order: Sequence[int], report: Report
) -> list[int | None]:
    """Give for each comment the number of the one that it answers.

    What an answer names is looked up as: 1. an id, 2. the name of a file or a place in the block,
    3. a number in the order of the threads, as some Staticman sites count, 4. a reader's name, of
    which the latest comment before the answer is meant.
    """
    by_id: dict[str, int] = {}
    by_name: dict[str, int] = {}
    for number, draft in enumerate(drafts):
        for word in (draft.comment.id, ids[number]):
            if word:
                by_id.setdefault(word, number)
        if draft.name:
            by_name.setdefault(draft.name, number)
    tops = [n for n in order if not (drafts[n].comment.reply_to or drafts[n].thread)]
    by_place = {str(place): number for place, number in enumerate(tops, 1)}
    speakers: dict[str, int] = {}
    parents: list[int | None] = [None] * len(drafts)
    for number in order:
        draft = drafts[number]
        wanted = draft.comment.reply_to
        for known in (by_id, by_name, by_place):
            parents[number] = known.get(wanted) if parents[number] is None else parents[number]
        if parents[number] is None:
            parents[number] = speakers.get(wanted.casefold(), by_id.get(draft.thread))
        if parents[number] is None:
            _report_unknown(draft, report)
        speakers[draft.comment.name.casefold()] = number
    return parents


def _report_unknown(draft: Draft, report: Report) -> None:
    wanted = draft.comment.reply_to
    if not wanted and _UUID.match(draft.thread):
        wanted = draft.thread
    if wanted:
        report(
            draft,
            f"the comment '{shorten(wanted)}' that this one answers is not here; it stands on its "
            "own, check 'reply_to'",
        )


def _cut_circles(
    drafts: Sequence[Draft], parents: list[int | None], order: Sequence[int], report: Report
) -> None:
    """Let the oldest of comments that answer each other in a circle answer nothing."""
    rank = {number: place for place, number in enumerate(order)}
    sound: set[int] = set()
    for start in order:
        path: dict[int, None] = {}
        number: int | None = start
        while number is not None and number not in sound and number not in path:
            path[number] = None
            number = parents[number]
        if number is not None and number in path:
            walked = list(path)
            circle = walked[walked.index(number) :]
            first = min(circle, key=lambda one: rank[one])
            parents[first] = None
            report(
                drafts[first],
                "this comment answers itself, at once or by way of others; it stands on its own, "
                "check 'reply_to'",
            )
        sound.update(path)
