"""Slugs made the short way are Pelican's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from pelican_filmreview.page import _PLAIN_SLUGS, slug_of


@given(st.one_of(st.text("aZ 1-_'é.\t&<", max_size=12), st.text(max_size=20)))
def test_slug_is_pelicans(title: str) -> None:
    """The short way to the slug of plain text gives what Pelican gives."""
    assert DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"] == _PLAIN_SLUGS
    settings = dict(DEFAULT_CONFIG)
    assert slug_of(title, settings) == slugify(
        title, regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"]
    )
