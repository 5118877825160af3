"""Addresses and ids, as people write them; nothing unsafe becomes a link."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_filmreview.links import (
    SITE_NAMES,
    check_url,
    complete_url,
    link_to_person,
    link_to_site,
    read_id,
)


@pytest.mark.parametrize(
    ("site", "text", "url"),
    [
        ("imdb", "tt0097958", "https://www.imdb.com/title/tt0097958/"),
        ("imdb", "0097958", "https://www.imdb.com/title/tt0097958/"),
        ("imdb", "www.imdb.com/title/tt0097958", "https://www.imdb.com/title/tt0097958"),
        ("imdb", "https://m.imdb.com/x", "https://m.imdb.com/x"),
        ("tmdb", "814757", "https://www.themoviedb.org/movie/814757"),
        ("tmdb", "tv/1399", "https://www.themoviedb.org/tv/1399"),
        ("tmdb", "11235-local-hero", "https://www.themoviedb.org/movie/11235"),
        ("letterboxd", "local-hero", "https://letterboxd.com/film/local-hero/"),
        ("letterboxd", "yuDE", "https://boxd.it/yuDE"),
        ("letterboxd", "28Q8", "https://boxd.it/28Q8"),
        ("letterboxd", "cjr4", "https://boxd.it/cjr4"),
        ("letterboxd", "se7en", "https://letterboxd.com/film/se7en/"),
        ("letterboxd", "jaws", "https://letterboxd.com/film/jaws/"),
        ("letterboxd", "2046", "https://letterboxd.com/film/2046/"),
        ("wikidata", "Q12345", "https://www.wikidata.org/wiki/Q12345"),
        ("rotten_tomatoes", "m/jaws", "https://www.rottentomatoes.com/m/jaws"),
        ("rotten_tomatoes", "tv/lost", "https://www.rottentomatoes.com/tv/lost"),
        ("douban", "1291546", "https://movie.douban.com/subject/1291546/"),
        ("imdb", "Solaris", None),
        ("tmdb", "x", None),
        ("imdb", "javascript://x", None),
        ("imdb", "1" * 100_000, None),
    ],
)
def test_site(site: str, text: str, url: str | None) -> None:
    """An id or an address of a site becomes a link to it."""
    assert link_to_site(site, text, is_series=False) == url


@pytest.mark.parametrize(
    ("site", "url", "name"),
    [
        ("imdb", "https://www.imdb.com/title/tt0097958/", "tt0097958"),
        ("imdb", "http://m.imdb.com/de/title/tt0097958?ref_=nv_sr_1", "tt0097958"),
        ("imdb", "https://www.imdb.com/name/nm0000158/", ""),
        ("tmdb", "https://www.themoviedb.org/movie/11235-local-hero?language=de", "movie/11235"),
        ("tmdb", "https://www.themoviedb.org/tv/1399/season/1", "tv/1399"),
        ("letterboxd", "https://letterboxd.com/film/local-hero/", "local-hero"),
        ("letterboxd", "https://letterboxd.com/somebody/film/local-hero/1/", "local-hero"),
        ("letterboxd", "https://boxd.it/28Q8", ""),
        ("wikidata", "https://www.wikidata.org/entity/Q12345", "q12345"),
        ("rotten_tomatoes", "https://www.rottentomatoes.com/m/jaws/reviews", "m/jaws"),
        ("douban", "https://m.douban.com/movie/subject/1291546/", "1291546"),
        ("website", "https://www.imdb.com/title/tt0097958/", ""),
    ],
)
def test_id(site: str, url: str, name: str) -> None:
    """An address of a site tells the film's id, however it was copied."""
    assert read_id(site, url) == name


@pytest.mark.parametrize("text", ["1234567", "tv/1399", "m/jaws", "Q7", "local-hero"])
def test_id_of_an_id(text: str) -> None:
    """What is written as an id is read as one again."""
    for site in SITE_NAMES:
        for is_series in (False, True):
            url = link_to_site(site, text, is_series=is_series)
            assert url is None or read_id(site, url).endswith(text.rpartition("/")[2].lower())


def test_series() -> None:
    """Sites that keep series apart get the address of a series."""
    assert link_to_site("tmdb", "1399", is_series=True) == "https://www.themoviedb.org/tv/1399"
    assert link_to_site("tmdb", "movie/1", is_series=True) == "https://www.themoviedb.org/movie/1"


@pytest.mark.parametrize(
    ("site", "text", "url"),
    [
        ("imdb", "nm0000158", "https://www.imdb.com/name/nm0000158/"),
        ("tmdb", "31", "https://www.themoviedb.org/person/31"),
        ("wikidata", "Q2263", "https://www.wikidata.org/wiki/Q2263"),
        ("imdb", "https://www.imdb.com/name/nm0000158/", "https://www.imdb.com/name/nm0000158/"),
        ("imdb", "tt0000158", None),
        ("tmdb", "1" * 100_000, None),
    ],
)
def test_person(site: str, text: str, url: str | None) -> None:
    """An id or an address of a person becomes a link."""
    assert link_to_person(site, text) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://a.b/c?d=e#f", "https://a.b/c?d=e#f"),
        ("HTTP://a.b", "HTTP://a.b"),
        ("/x/y.jpg", "/x/y.jpg"),
        ("x.jpg", "x.jpg"),
        ("www.a.b", "https://www.a.b"),
        ("{static}/images/a b.jpg", "{static}/images/a b.jpg"),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)", None),
        (" java\tscript:alert(1)", None),
        ("data:text/html,x", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ("\x01javascript:x", None),
        ("java\u2028script:x", None),
        ("https://a.b/<script>", None),
        ('https://a.b/"onload=', None),
        ("https:\\\\a.b", None),
        ("{static}/a<b>.jpg", None),
        ("", None),
    ],
)
def test_url(text: str, url: str | None) -> None:
    """Only http(s) and addresses of this site become links."""
    assert check_url(text) == url


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("example.com", "https://example.com"),
        ("example.co.uk/film", "https://example.co.uk/film"),
        ("film.html", "film.html"),
        ("a/b", "a/b"),
        ("/a.b", "/a.b"),
        ("http://a.b", "http://a.b"),
    ],
)
def test_domain_gets_its_scheme(text: str, url: str) -> None:
    """A bare domain is another site, a file's name is not."""
    assert complete_url(text) == url


@given(st.text())
def test_any_link_is_safe(text: str) -> None:
    """Whatever passes has no scheme but http and https, and nothing that breaks an attribute."""
    for url in (
        check_url(text),
        check_url(complete_url(text)),
        link_to_site("imdb", text, is_series=False),
        link_to_person("tmdb", text),
    ):
        assert url is None or not re.search(r"[\x00-\x1f<>\"]", url)
        scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.\-]*):", url or "")
        assert scheme is None or scheme[1].lower() in ("http", "https")
