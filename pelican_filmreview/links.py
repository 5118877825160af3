"""Addresses as people write them in, links that are safe to print out."""

from __future__ import annotations

import re

from pelican_filmreview.late_pattern import compile_late

# How a site's own ids become addresses: the id's form, then the address for a film and for a
# series. Sources: the sites' own permanent links.
_SITES: dict[str, tuple[str, str, str]] = {
    "imdb": (
        r"(?:tt)?(\d{7,10})",
        "https://www.imdb.com/title/tt{}/",
        "https://www.imdb.com/title/tt{}/",
    ),
    "tmdb": (
        r"(?:movie/|tv/)?(\d+)(?:-[\w-]*)?",
        "https://www.themoviedb.org/movie/{}",
        "https://www.themoviedb.org/tv/{}",
    ),
    "letterboxd": (
        r"([a-z0-9][a-z0-9-]*)",
        "https://letterboxd.com/film/{}/",
        "https://letterboxd.com/film/{}/",
    ),
    "wikidata": (r"(Q\d+)", "https://www.wikidata.org/wiki/{}", "https://www.wikidata.org/wiki/{}"),
    "rotten_tomatoes": (
        r"(?:m/|tv/)?([a-z0-9][a-z0-9_\-]*)",
        "https://www.rottentomatoes.com/m/{}",
        "https://www.rottentomatoes.com/tv/{}",
    ),
    "douban": (
        r"(\d{5,})",
        "https://movie.douban.com/subject/{}/",
        "https://movie.douban.com/subject/{}/",
    ),
}
_PEOPLE: dict[str, tuple[str, str]] = {
    "imdb": (r"(?:nm)?(\d{7,10})", "https://www.imdb.com/name/nm{}/"),
    "tmdb": (r"(\d+)", "https://www.themoviedb.org/person/{}"),
    "wikidata": (r"(Q\d+)", "https://www.wikidata.org/wiki/{}"),
}
# Where these sites, which count parts within their series, have a season and an episode of it.
_PART_ADDRESSES: dict[str, tuple[str, str]] = {
    "tmdb": ("/season/{}", "/episode/{}"),
    "rotten_tomatoes": ("/s{:02}", "/e{:02}"),
}
_PART_NUMBER = re.compile(r"[0-9]{1,4}")
SITE_NAMES: dict[str, str] = {
    "imdb": "IMDb",
    "tmdb": "TMDB",
    "letterboxd": "Letterboxd",
    "wikidata": "Wikidata",
    "rotten_tomatoes": "Rotten Tomatoes",
    "douban": "豆瓣",
}
# Where an address of a site has the film's id, however else it was copied: from a phone, in another
# language, out of a member's own pages.
_IDS: dict[str, str] = {
    "imdb": r"imdb\.com/(?:[\w-]{1,40}/)?title/(tt\d{7,10})(?!\d)",
    "tmdb": r"themoviedb\.org/((?:movie|tv)/\d+)",
    "letterboxd": r"letterboxd\.com/(?:\w{1,40}/)?film/([\w-]+)",
    "wikidata": r"wikidata\.org/(?:wiki|entity)/(Q\d+)",
    "rotten_tomatoes": r"rottentomatoes\.com/((?:m|tv)/[\w-]+)",
    "douban": r"douban\.com/(?:movie/)?subject/(\d+)",
}
# Letterboxd's export names a film by the short id of its boxd.it address: `28Q8`, `cjr4`. A slug
# has no capitals, and the shortest ones with a digit, as `se7en`, are longer.
_BOXD = compile_late(r"(?=[a-z0-9]*[A-Z])[A-Za-z0-9]{3,6}|(?=\d*[a-z])(?=[a-z]*\d)[a-z0-9]{4}")
_HOST = compile_late(
    r"(?:[a-z]{1,5}\.)?(?:imdb\.com|themoviedb\.org|letterboxd\.com|boxd\.it|wikidata\.org"
    r"|rottentomatoes\.com|douban\.com)/",
    re.I,
)
_DOMAIN = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}([a-z]{2,24})(?=$|[/?#])", re.I)
_FILE_ENDINGS = frozenset(
    {"html", "htm", "php", "pdf", "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "mp4"}
)
# No id is longer; it also bounds what the patterns are tried on.
_LONGEST_ID = 200
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
# Browsers drop tabs and line breaks inside an address and read `\` as `/` (WHATWG URL, 4.4).
_UNSAFE = re.compile(r"[\s\x00-\x20\\<>\"\x7f-\xa0\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_WEB = re.compile(r"https?://[^/?#]", re.I)
_INTRASITE = compile_late(r"[{|](?:static|attach|filename)[}|]")


def check_url(text: str) -> str | None:
    """Give an address that may become a link or an image: http(s), or one of this site.

    None for any other scheme and for characters that browsers skip. Pelican's `{static}`,
    `{attach}` and `{filename}` links pass; a file's name may hold spaces there.
    """
    text = text.strip()
    if _INTRASITE.match(text):
        return None if re.search(r"[\x00-\x1f<>\"]", text) else text
    if text.startswith("www."):
        text = "https://" + text
    if not text or _UNSAFE.search(text):
        return None
    scheme = _SCHEME.match(text)
    if scheme is None:
        # A relative address has no colon in its first segment (RFC 3986, 4.2).
        return None if ":" in re.split("[/?#]", text, maxsplit=1)[0] else text
    return text if _WEB.match(text) else None


def is_relative(url: str) -> bool:
    """Whether an address is found from the page's own folder only."""
    return url[:1] not in "/{|#" and _SCHEME.match(url) is None


def complete_url(text: str) -> str:
    """Give `example.com/film` its scheme; a name of a file, as `film.html`, stays as it is."""
    found = _DOMAIN.match(text)
    is_domain = found is not None and found[1].lower() not in _FILE_ENDINGS
    return "https://" + text if is_domain else text


def link_to_site(site: str, text: str, *, is_series: bool) -> str | None:
    """Give the address for a site's id or address; None where it is neither."""
    text = text.strip()
    if _is_address(text):
        return check_url(text if "://" in text else "https://" + text)
    if len(text) > _LONGEST_ID:
        return None
    if site == "letterboxd" and _BOXD.fullmatch(text):
        return f"https://boxd.it/{text}"
    form, film, series = _SITES[site]
    found = re.fullmatch(form, text, re.I | re.A)
    is_series = text.startswith("tv/") or (is_series and not text.startswith(("m/", "movie/")))
    return (series if is_series else film).format(found[1]) if found else None


def link_to_part(site: str, text: str, url: str, season: str, episode: str) -> str:
    """Give the address of a season or an episode where a site's id is that of the whole series.

    `url` is what `link_to_site` made of the id; an address that somebody copied stays as it is.
    """
    if site not in _PART_ADDRESSES or "/tv/" not in url or _is_address(text):
        return url
    if not _PART_NUMBER.fullmatch(season):
        return url
    of_season, of_episode = _PART_ADDRESSES[site]
    url = url.rstrip("/") + of_season.format(int(season))
    return url + of_episode.format(int(episode)) if _PART_NUMBER.fullmatch(episode) else url


def read_id(site: str, url: str) -> str:
    """Give the film's id out of an address of a site; empty where it has none."""
    found = re.search(_IDS[site], url, re.I | re.A) if site in _IDS else None
    return found[1].lower() if found else ""


def link_to_person(site: str, text: str) -> str | None:
    """Give the address of a person's page for a site's id or address; None where it is neither."""
    text = text.strip()
    if _is_address(text):
        return check_url(text if "://" in text else "https://" + text)
    if len(text) > _LONGEST_ID:
        return None
    form, address = _PEOPLE[site]
    found = re.fullmatch(form, text, re.I | re.A)
    return address.format(found[1]) if found else None


def _is_address(text: str) -> bool:
    return "://" in text or _HOST.match(text) is not None
