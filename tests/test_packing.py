"""What is kept small or made cheap says the same as what is not."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from pelican_filmreview.packing import pack, unpack
from pelican_filmreview.page import _PLAIN_SLUGS, slug_of


@given(st.text(st.characters(), max_size=200))
def test_packed_text_comes_back(text: str) -> None:
    """Any text survives being packed, lone surrogates too."""
    assert unpack(pack(text)) == text


@pytest.mark.parametrize("cut", [0, 1, -1])
def test_broken_pack_is_refused(cut: int) -> None:
    """Bytes that were cut off are told from a text."""
    with pytest.raises(ValueError, match=r"too long|cut off|incomplete|invalid"):
        unpack(pack("a text of some length")[:cut])


def test_pack_cannot_fill_memory() -> None:
    """A few bytes that stand for far too many are refused."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -12)
    bomb = b"".join(packer.compress(b"0" * 1_000_000) for _ in range(51)) + packer.flush()
    with pytest.raises(ValueError, match=r"too long|cut off|incomplete|invalid"):
        unpack(bomb)


@given(st.one_of(st.text("aZ 1-_'é.\t&<", max_size=12), st.text(max_size=20)))
def test_slug_is_pelicans(title: str) -> None:
    """The short way to the slug of plain text gives what Pelican gives."""
    assert DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"] == _PLAIN_SLUGS
    settings = dict(DEFAULT_CONFIG)
    assert slug_of(title, settings) == slugify(
        title, regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"]
    )
