"""A visited post in, what a later build needs to skip the visit out; and back again."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path

from pelican.contents import Content

from pelican_filmreview.page import author_names, lang_of
from pelican_filmreview.post_films import PostFilms
from pelican_filmreview.problem import Problem
from pelican_filmreview.store import Found, stamp
from pelican_filmreview.summary import ProseSummary

PER_POST = "filmreview_"


def key_of(content: Content, text: str, fingerprint: str) -> object:
    """Say what a visit to a post looks at: where all of it is the same, so is the outcome.

    `fingerprint` stands for what all posts of a build share: settings, templates, versions.
    """
    given = sorted(
        (name, str(value)) for name, value in content.metadata.items() if name.startswith(PER_POST)
    )
    return (
        fingerprint,
        zlib.crc32(text.encode("utf-8", "surrogatepass")),
        len(text),
        str(getattr(content, "title", "")),
        str(content.metadata.get("summary", "")),
        lang_of(content),
        tuple(author_names(content)),
        tuple(given),
    )


def keep(content: Content, pictures: Iterable[Path]) -> Found:
    """Give what a visit has left on a post, in the form in which it is kept."""
    summary = getattr(content, "get_summary", None)
    return Found(
        content=content._content,
        films=content.films.packed if content.films else None,
        review=content.filmreview,
        summary=summary.short if isinstance(summary, ProseSummary) else None,
        pictures=tuple(stamp(path) for path in pictures),
    )


def restore(content: Content, found: Found) -> list[Problem]:
    """Give a post what an earlier visit left on it, and give the problems found then."""
    content._content = found.content
    content.films = PostFilms(content, found.films) if found.films else ()
    content.filmreview = found.review
    if found.summary is not None:
        content.get_summary = ProseSummary(content, found.summary)
    return list(found.review.problems)
