"""A visited post in, what a later build needs to skip the visit out; and back again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pelican.contents import Content

from pelican_filmreview.page import author_names, lang_of
from pelican_filmreview.page_head import PageReview
from pelican_filmreview.post_films import Packed, PostFilms
from pelican_filmreview.problem import Problem
from pelican_filmreview.store import Found, checksum, stamp
from pelican_filmreview.summary import ProseSummary, clean_summary

PER_POST = "filmreview_"


def key_of(content: Content, text: str, fingerprint: str, comments: int) -> object:
    """Say what a visit to a post looks at: where all of it is the same, so is the outcome.

    `fingerprint` stands for what all posts of a build share: settings, templates, versions;
    `comments` for the files with comments beside the post.
    """
    given = sorted(
        (name, str(value)) for name, value in content.metadata.items() if name.startswith(PER_POST)
    )
    return (
        fingerprint,
        comments,
        checksum(text),
        len(text),
        str(getattr(content, "title", "")),
        str(content.metadata.get("summary", "")),
        lang_of(content),
        tuple(author_names(content)),
        tuple(given),
    )


def keep(content: Content, text: str, files: Iterable[Path]) -> Found:
    """Give what a visit has left on a post that was read as `text`, in the form for the cache."""
    summary = getattr(content, "get_summary", None)
    return Found(
        content=_find_difference(text, content._content),
        films=tuple(map(tuple, content.films.packed)) if content.films else (),
        review=tuple(content.filmreview._replace(html="")),
        summary=summary.short if isinstance(summary, ProseSummary) else None,
        files=tuple(stamp(path) for path in files),
        entries=getattr(content, "film_entries", None),
    )


def _find_difference(old: str, new: str) -> tuple[int, str, int]:
    """Give how many letters two texts begin and end with, and what the second has between."""
    start = _count_shared(old, new)
    end = _count_shared(old[start:][::-1], new[start:][::-1])
    return start, new[start : len(new) - end], end


def _count_shared(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one.startswith(other[low:middle], low):
            low = middle
        else:
            high = middle - 1
    return low


def restore(content: Content, text: str, found: Found) -> list[Problem]:
    """Give a post what an earlier visit left on it, and give the problems found then."""
    start, middle, end = found.content
    content._content = text[:start] + middle + text[len(text) - end :]
    packed = tuple(Packed(*film) for film in found.films)
    content.films = PostFilms(content, packed) if packed else ()
    content.filmreview = PageReview(*found.review)._replace(html=content._content)
    if found.entries is not None:
        content.film_entries = found.entries
    clean_summary(content)
    if found.summary is not None:
        content.get_summary = ProseSummary(content, found.summary)
    return list(content.filmreview.problems)
