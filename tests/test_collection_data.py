"""Data out: films.json and its schema, the feed of films, and what search engines are told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import feedparser
import pytest
from collection_site import ON, POSTS
from conftest import Build, BuildSite, make_post
from jsonschema import Draft202012Validator
from judges.built_site import BuiltSite
from judges.judge_feeds import judge_feeds
from judges.judge_vocabulary import judge_vocabulary
from lxml import etree

from pelican_filmreview.collection.feed import rate_of_five
from pelican_filmreview.collection.film_data import build_films_schema
from pelican_filmreview.film import Rating
from pelican_filmreview.identity import name_film, year_of
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.rating import Scale

SITE = "https://example.org"
LETTERBOXD = "{https://letterboxd.com}"
TMDB = "{https://themoviedb.org}"

PARASITE = """Title: A house & its <em>cellar</em>
Date: 2020-02-10 18:30
Authors: Ann Lee, Bo Kim

```film
title: Parasite
original_title: 기생충
year: 2019
released: 2019-05-30
rating: 9.55/10
favorite: yes
poster: {static}/parasite.svg
poster_alt: A garden
runtime: 132
director: Bong Joon-ho
cast:
  - Song Kang-ho as Kim Ki-taek
  - Cho Yeo-jeong as Yeon-kyo, the mother
tmdb: 496243
imdb: tt6751668
website: https://parasite.example
watched:
  - date: 2019-06-01
    venue: Yorck
    rating: 4/5
  - date: 2020-02-09
    rewatch: yes
    note: Louder & better
verdict: Tight, mean & funny < all else.
spoilers: The cellar has a tenant.
```
"""
AGAIN = make_post("md", "```film\ntitle: Parasite\nyear: 2019\nrating: 0/10\n```", "Again")
SERIES = make_post(
    "md",
    "```film\ntitle: Dark\nkind: series\nyear: 2017\ntmdb: tv/70523\nwatched: 2021\n```",
    "A series",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>'
FILES = {
    **POSTS,
    "parasite.md": PARASITE,
    "again.md": AGAIN,
    "dark.md": SERIES,
    "parasite.svg": SVG,
}


def read_data(build: Build) -> dict[str, Any]:
    """Give films.json, which has to be valid by the schema that is written beside it."""
    schema = json.loads(build.read("films.schema.json"))
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    data: dict[str, Any] = json.loads(build.read("films.json"))
    Draft202012Validator(schema, format_checker=checker).validate(data)
    return data


def find_film(data: dict[str, Any], title: str) -> dict[str, Any]:
    """Give the first film of a title."""
    return next(film for film in data["films"] if film["title"] == title)


def test_film_as_data(build_site: BuildSite) -> None:
    """A film has its fields by the block's names, its numbers exact, its addresses absolute."""
    data = read_data(build_site(FILES, **ON))
    assert (data["$schema"], data["version"]) == (f"{SITE}/films.schema.json", 1)
    assert find_film(data, "Parasite") == {
        "id": f"{SITE}/#movie-imdb-tt6751668",
        "title": "Parasite",
        "kind": "film",
        "review": {"url": f"{SITE}/again.html", "title": "Again", "language": "en",
                   "author": ["Ann Lee"], "published": "2024-02-03T00:00:00+01:00"},
        "rating": {"value": 0, "best": 10, "worst": 0},
        "year": "2019",
    }  # fmt: skip
    film = data["films"][-1]
    assert film == {
        "id": f"{SITE}/#movie-imdb-tt6751668",
        "title": "Parasite",
        "kind": "film",
        "review": {"url": f"{SITE}/a-house-its-cellar.html", "title": "A house & its cellar",
                   "language": "en", "author": ["Ann Lee", "Bo Kim"],
                   "published": "2020-02-10T18:30:00+01:00"},
        "rating": {"value": 9.55, "best": 10, "worst": 0},
        "favorite": True,
        "original_title": "기생충",
        "year": "2019",
        "released": "2019-05-30",
        "director": [{"name": "Bong Joon-ho"}],
        "cast": [{"actor": "Song Kang-ho", "role": ["Kim Ki-taek"]},
                 {"actor": "Cho Yeo-jeong", "role": ["Yeon-kyo, the mother"]}],
        "runtime": 132,
        "watched": [{"date": "2019-06-01", "venue": "Yorck",
                     "rating": {"value": 4, "best": 5, "worst": 0}},
                    {"date": "2020-02-09", "rewatch": True, "note": "Louder & better"}],
        "poster": {"url": f"{SITE}/parasite.svg", "alt": "A garden", "width": 20, "height": 30},
        "verdict": "Tight, mean & funny < all else.",
        "imdb": "https://www.imdb.com/title/tt6751668/",
        "tmdb": "https://www.themoviedb.org/movie/496243",
        "website": "https://parasite.example",
    }  # fmt: skip


def test_order_and_lines(build_site: BuildSite) -> None:
    """The latest review comes first, those of one post as they stand there, each in one line."""
    build = build_site(FILES, **ON)
    data = read_data(build)
    assert [film["title"] for film in data["films"]] == [
        *("Burning", "Poetry", "Minari", "The Matrix"),
        *("Dark", "Parasite", "Été", "Parasite"),
    ]
    assert sum(line.startswith('{"id"') for line in build.read("films.json").split("\n")) == 8
    assert "Unfinished" not in build.read("films.json")


def test_people_have_their_pages(build_site: BuildSite) -> None:
    """Who has a page on the site has its address in the data; who has none has a name alone."""
    film = find_film(read_data(build_site(POSTS, **ON)), "Burning")
    assert film["writer"] == [
        {"name": "Oh Jung-mi"},
        {"name": "Lee Chang-dong", "url": f"{SITE}/people/lee-chang-dong/"},
    ]
    assert film["cast"][1]["url"] == f"{SITE}/people/steven-yeun/"


def test_nothing_that_the_page_hides(build_site: BuildSite) -> None:
    """Neither data nor feed says what a post's page leaves out, nor any spoiler."""
    parts = ["title", "cast"]
    build = build_site(FILES, FILMREVIEW_PARTS=parts, **ON)
    film = read_data(build)["films"][-1]
    assert set(film) == {"id", "title", "kind", "review", "year", "original_title", "cast"}
    feed = build.read("feeds/films.rss.xml")
    for hidden in ("funny", "parasite.svg", "memberRating", "watchedDate", "496243"):
        assert hidden not in feed, hidden
        assert hidden not in build.read("films.json"), hidden
    shown = build_site(FILES, **ON)
    assert "tenant" not in shown.read("films.json") + shown.read("feeds/films.rss.xml")


def test_every_language_is_in_the_data(build_site: BuildSite) -> None:
    """A review and its translation are both there, each once and with its own language."""
    german = POSTS["burning.md"].replace(
        "Title: Burning", "Title: Brennen\nLang: de\nSlug: burning"
    )
    build = build_site({**POSTS, "burning.de.md": german}, **ON)
    films = read_data(build)["films"]
    assert [film["review"]["language"] for film in films].count("de") == 1
    reviews = [(film["review"]["url"]) for film in films]
    assert len(reviews) == len(set(reviews)) == 6
    (translated,) = (film for film in films if film["review"]["language"] == "de")
    assert translated["review"]["url"] == f"{SITE}/burning-de.html"
    assert translated["id"] == find_film({"films": films}, "Burning")["id"]
    assert (build.output / "de/feeds/films.rss.xml").exists()
    assert "<language>de</language>" in build.read("de/feeds/films.rss.xml")


def test_data_without_an_address(build_site: BuildSite) -> None:
    """A site without an address has data with addresses from its root, and no feed."""
    build = build_site(FILES, SITEURL="", **ON)
    data = read_data(build)
    assert (data["$schema"], "url" in data) == ("films.schema.json", False)
    assert data["films"][-1]["poster"]["url"] == "/parasite.svg"
    assert data["films"][0]["review"]["url"] == "/burning.html"
    assert not (build.output / "feeds/films.rss.xml").exists()
    assert "rss+xml" not in build.read("films/index.html")


def test_data_and_feed_are_switched_off(build_site: BuildSite) -> None:
    """An empty file takes data, schema or feed away, and another one moves them."""
    build = build_site(POSTS, **ON, FILMREVIEW_DATA_SAVE_AS="", FILMREVIEW_FEED_SAVE_AS="")
    assert not list(build.output.rglob("*films*.json"))
    assert not list(build.output.rglob("*films*.xml"))
    assert "rss+xml" not in build.read("films/index.html")
    build = build_site(
        POSTS, **ON, FILMREVIEW_DATA_SAVE_AS="data/all.json", FILMREVIEW_FEED_SAVE_AS="seen.rss"
    )
    assert json.loads(build.read("data/all.json"))["$schema"] == f"{SITE}/data/all.schema.json"
    assert (build.output / "data/all.schema.json").exists()
    assert (build.output / "seen.rss").exists()


@pytest.mark.parametrize(
    ("name", "setting"), [("films.json", "DATA"), ("films.schema.json", "DATA"), ("f.rss", "FEED")]
)
def test_a_file_that_is_there_already(name: str, setting: str, build_site: BuildSite) -> None:
    """What Pelican has written itself stays, and a message names the setting."""
    page = {"pages/mine.md": f"Title: Mine\nSlug: {name}\n\nMy own.\n"}
    settings = {"PAGE_SAVE_AS": "{slug}", "FILMREVIEW_FEED_SAVE_AS": "f.rss"}
    build = build_site({**POSTS, **page}, **settings, **ON)
    assert "My own." in build.read(name)
    (message,) = build.messages
    assert f"{name} cannot be written (" in message
    assert message.endswith(f"); FILMREVIEW_{setting}_SAVE_AS sets another file, or none")


def list_descriptions(schema: Any, path: str = "") -> list[tuple[str, bool]]:
    """Give every property of a schema, and whether it is described."""
    found: list[tuple[str, bool]] = []
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            found.append((f"{path}.{name}", bool(inner.get("description"))))
            found += list_descriptions(inner, f"{path}.{name}")
        found += list_descriptions(schema.get("items"), path)
    return found


def test_every_property_is_described() -> None:
    """The schema describes all properties, those of inner objects too."""
    described = list_descriptions(build_films_schema())
    assert len(described) > 60
    assert [name for name, said in described if not said] == []


def test_schema_refuses_what_it_does_not_know(build_site: BuildSite) -> None:
    """The schema is strict: a misspelt property or another version is found."""
    build = build_site(FILES, **ON)
    data, schema = json.loads(build.read("films.json")), json.loads(build.read("films.schema.json"))
    validator = Draft202012Validator(schema)
    assert validator.is_valid(data)
    assert not validator.is_valid({**data, "version": 2})
    film = data["films"][-1]
    for wrong in ({"dierctor": []}, {"rating": {"value": "good"}}, {"year": 2019}, {"cast": []}):
        assert not validator.is_valid({**data, "films": [{**film, **wrong}]}), wrong


def test_command_prints_the_schema_of_the_data() -> None:
    """`filmreview schema --films` prints the schema of films.json."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican_filmreview", "schema", "--films"],
        cwd=Path(__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == build_films_schema()


# --- the feed ----------------------------------------------------------------------------------


def read_items(build: Build, name: str = "feeds/films.rss.xml") -> list[etree._Element]:
    """Give the items of a feed."""
    return etree.fromstring((build.output / name).read_bytes()).findall("channel/item")


def test_elements_of_a_viewing(build_site: BuildSite) -> None:
    """A viewing has the elements of a Letterboxd feed, with their names, values and order."""
    build = build_site({"parasite.md": PARASITE, "parasite.svg": SVG}, **ON)
    last, first = read_items(build)
    assert [(element.tag, element.text) for element in last][4:-2] == [
        (f"{LETTERBOXD}watchedDate", "2020-02-09"),
        (f"{LETTERBOXD}rewatch", "Yes"),
        (f"{LETTERBOXD}filmTitle", "Parasite"),
        (f"{LETTERBOXD}filmYear", "2019"),
        (f"{LETTERBOXD}memberRating", "5.0"),
        (f"{LETTERBOXD}memberLike", "Yes"),
        (f"{TMDB}movieId", "496243"),
    ]
    tags = [etree.QName(element).localname for element in last]
    assert tags[:4] + tags[-2:] == ["title", "link", "guid", "pubDate", "description", "creator"]
    assert last.findtext("title") == "Parasite, 2019 - ★★★★★"
    assert last.findtext("pubDate") == "Mon, 10 Feb 2020 18:30:00 +0100"
    assert first.findtext("title") == "Parasite, 2019 - ★★★★"
    assert first.findtext(f"{LETTERBOXD}watchedDate") == "2019-06-01"
    assert first.findtext(f"{LETTERBOXD}rewatch") == "No"
    assert first.findtext("pubDate") == "Sat, 01 Jun 2019 00:00:00 +0200"
    assert first.findtext("guid") != last.findtext("guid")
    assert last.findtext("description") == (
        f'<p><img src="{SITE}/parasite.svg" alt="A garden"></p>'
        "<p>Tight, mean &amp; funny &lt; all else.</p>"
        f'<p><a href="{SITE}/a-house-its-cellar.html">A house &amp; its cellar</a></p>'
    )


def test_a_series_has_its_own_number(build_site: BuildSite) -> None:
    """A series has TMDB's number of a series; a year alone is no date of a viewing."""
    (item,) = read_items(build_site({"dark.md": SERIES}, **ON))
    assert item.findtext(f"{TMDB}tvId") == "70523"
    assert item.find(f"{TMDB}movieId") is None
    assert item.find(f"{LETTERBOXD}watchedDate") is None
    assert item.find(f"{LETTERBOXD}memberRating") is None


def test_newest_viewings_come_first(build_site: BuildSite) -> None:
    """Items are sorted by the day of the viewing, or else of the review; a setting counts them."""
    later = POSTS["poetry.md"].replace("genre: Drama", "watched: 2024-05-20")
    files = {**FILES, "poetry.md": later}
    items = read_items(build_site(files, **ON))
    titles = [str(item.findtext(f"{LETTERBOXD}filmTitle")) for item in items]
    assert titles[:4] == ["Poetry", "Burning", "Minari", "The Matrix"]
    assert titles[-2:] == ["Parasite", "Parasite"]
    days = [item.findtext(f"{LETTERBOXD}watchedDate") for item in items]
    assert days == ["2024-05-20", "2024-04-30", *[None] * 5, "2020-02-09", "2019-06-01"]
    assert len(read_items(build_site(files, **ON, FILMREVIEW_FEED_COUNT=3))) == 3
    assert len(read_items(build_site(files, **ON, FILMREVIEW_FEED_COUNT=0))) == 9


def test_feed_is_read_and_judged(build_site: BuildSite) -> None:
    """feedparser and the judge of feeds find nothing wrong, nothing relative, nothing unsafe."""
    build = build_site(FILES, **ON, RELATIVE_URLS=True)
    parsed = feedparser.parse(build.read("feeds/films.rss.xml"))
    assert not parsed.bozo
    assert parsed.feed.title == "Site - Films"
    entry = parsed.entries[0]
    assert (entry.letterboxd_filmtitle, entry.letterboxd_memberrating) == ("Burning", "4.5")
    assert entry.link == f"{SITE}/burning.html"
    ids = [entry.id for entry in parsed.entries]
    assert len(ids) == len(set(ids))
    verdict = judge_feeds(BuiltSite(build.output, SITE))
    assert verdict.read["feeds"] > 1
    assert [found for found in verdict.findings if "films" in found.file] == []


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_pages_name_the_feed(theme: str, build_site: BuildSite) -> None:
    """Each page of the collection names the feed, once, from its own place in the site."""
    build = build_site(POSTS, THEME=theme, RELATIVE_URLS=True, **ON)
    for page in ("films/index.html", "people/steven-yeun/index.html"):
        head = build.read(page).partition("</head>")[0]
        link = re.findall(r'<link rel="alternate" type="application/rss\+xml"[^>]*>', head)
        (address,) = re.findall(r'title="Site - Films" href="([^"]*)"', "".join(link))
        assert ((build.output / page).parent / address).resolve() == (
            build.output / "feeds/films.rss.xml"
        )
    assert "films.rss.xml" not in build.read("burning.html")


@pytest.mark.parametrize(
    ("value", "best", "worst", "stars"),
    [
        ("9.5", "10", "0", "5.0"),
        ("9.4", "10", "0", "4.5"),
        ("3", "5", "1", "3.0"),
        ("0", "10", "0", "0.5"),
        ("1", "4", "0", "1.5"),
        ("0", "5", "-5", "2.5"),
        ("12", "10", "0", None),
    ],
)
def test_ratings_of_five(value: str, best: str, worst: str, stars: str | None) -> None:
    """A rating becomes a half of five, half up; the least is half a star, as at Letterboxd."""
    rating = Rating(Decimal(value), Decimal(best), Decimal(worst))
    number = rate_of_five(rating)
    assert (None if number is None else f"{number:.1f}") == stars


# --- search engines ----------------------------------------------------------------------------


def read_lists(build: Build, page: str) -> list[dict[str, Any]]:
    """Give the ItemLists of a page."""
    return [node for node in build.reviews(page) if node["@type"] == "ItemList"]


def test_a_film_is_called_the_same_everywhere(build_site: BuildSite) -> None:
    """Both reviews of a film and the data name it alike, though only one of them has its id."""
    build = build_site(FILES, **ON)
    pages = ("again.html", "a-house-its-cellar.html", "burning.html", "a-series.html")
    names = [build.reviews(page)[0]["itemReviewed"]["@id"] for page in pages]
    assert names == [
        *[f"{SITE}/#movie-imdb-tt6751668"] * 2,
        f"{SITE}/#movie-burning-2018",
        f"{SITE}/#series-tmdb-tv/70523",
    ]
    data = read_data(build)
    assert {film["id"] for film in data["films"]} >= set(names)
    (ete,) = build.reviews("ete.html")
    assert (
        ete["itemReviewed"]["@id"] == find_film(data, "Été")["id"] == f"{SITE}/ete.html#movie-ete"
    )


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("title: The Matrix\nyear: 1999", "/#movie-the-matrix-1999"),
        ("title: the  MATRIX!\nreleased: 1999-03-31", "/#movie-the-matrix-1999"),
        ("title: 버닝\nyear: 2018", "/#movie-%EB%B2%84%EB%8B%9D-2018"),
        ("title: Dark\nkind: season\nseason: 2\nyear: 2019", "/#season-dark-2019-2"),
        ("title: Dark\nkind: documentary\nyear: 2019", "/#movie-dark-2019"),
        ("title: '???'\nyear: 2019", "/#movie-film-2019"),
        ("title: Dark", "#movie-film"),
        ("title: Dark\nkind: season\nseason: 2", "#season-film"),
        ("title: Carmen\nyear: 1983\nimdb: tt0085297", "/#movie-imdb-tt0085297"),
        ("title: Carmen\nimdb: https://m.imdb.com/de/title/tt0085297/", "/#movie-imdb-tt0085297"),
        ("title: Carmen\ntmdb: 42148\nwikidata: Q1043513", "/#movie-wikidata-q1043513"),
        ("title: Carmen\nletterboxd: carmen-1983\ntmdb: 42148", "/#movie-tmdb-movie/42148"),
        # An address without an id, and the film's own site, which may have others.
        ("title: Carmen\nyear: 1983\nletterboxd: 28Q8", "/#movie-carmen-1983"),
        ("title: Carmen\nyear: 1983\nwebsite: https://a.example", "/#movie-carmen-1983"),
        # Parts of a series that have its page.
        ("title: Dark\nseason: 2\nepisode: 03\ntmdb: tv/70523", "/#episode-tmdb-tv/70523-2-03"),
    ],
)
def test_names_of_films(block: str, name: str) -> None:
    """A name is made of kind and id, or title and year; without these it is the page's."""
    film = parse_film(block, Reading(Scale(), {}.get, "The post")).film
    assert film is not None
    film = film._replace(slug="film")
    links = [(link.site, link.url) for link in film.links]
    assert name_film(film, year_of(film), links) == name


# Posts with one film each, from the oldest on: the page, what its block says, the film's name.
NAMED = [
    ("wings", "title: Wings of Desire\nyear: 1987\nimdb: tt0093191", "/#movie-imdb-tt0093191"),
    # The same film by its id and another title, in another language; and by title and year.
    ("wings-de", "title: Der Himmel über Berlin\nimdb: tt0093191", "/#movie-imdb-tt0093191"),
    ("wings-again", "title: Wings of Desire\nyear: 1987", "/#movie-imdb-tt0093191"),
    # Two films of one title and year, which their ids tell apart.
    ("carmen", "title: Carmen\nyear: 1983\nimdb: tt0085297", "/#movie-imdb-tt0085297"),
    ("other-carmen", "title: Carmen\nyear: 1983\nimdb: tt0086154", "/#movie-imdb-tt0086154"),
    # What a later review knows counts for the first one as well.
    ("first", "title: Burning\noriginal_title: 버닝\ndirector: A", "/#movie-burning-2018"),
    ("second", "title: Burning\nyear: 2018\ndirector: A", "/#movie-burning-2018"),
    ("third", "title: 버닝\nyear: 2018\ndirector: A", "/#movie-burning-2018"),
    # Two films whose titles and years make the same name: it is that of the first.
    ("face", "title: Face/Off\nyear: 1997", "/#movie-face-off-1997"),
    ("face-off", "title: Face Off\nyear: 1997", "/face-off.html#movie-face-off"),
    ("face-again", "title: Face Off\nyear: 1997", "/face-off.html#movie-face-off"),
    # Of a film without a year the first review's page gives the name.
    ("ete", "title: Été", "/ete.html#movie-ete"),
    ("ete-again", "title: Ete", "/ete.html#movie-ete"),
]


def write_named(*names: str) -> dict[str, str]:
    """Give the posts, or those of the given names."""
    posts = {}
    for day, (name, block, _) in enumerate(NAMED, 1):
        lang = "de" if name.endswith("-de") else "en"
        header = f"Title: {name}\nSlug: {name}\nDate: 2024-01-{day:02}\nLang: {lang}"
        posts[f"{name}.md"] = f"{header}\n\n```film\n{block}\n```\n"
    return {f"{name}.md": posts[f"{name}.md"] for name in names} if names else posts


@pytest.mark.parametrize("siteurl", [SITE, f"{SITE}/sub", ""])
def test_reviews_of_one_film_name_it_alike(siteurl: str, build_site: BuildSite) -> None:
    """All reviews that are of one film have one name for it, in the data and in their heads."""
    settings = {"SITEURL": siteurl, "RELATIVE_URLS": not siteurl, "ARTICLE_LANG_URL": "{slug}.html"}
    build = build_site(write_named(), ARTICLE_LANG_SAVE_AS="{slug}.html", **settings, **ON)
    data = {film["review"]["title"]: film["id"] for film in read_data(build)["films"]}
    expected = {name: siteurl + address for name, _, address in NAMED}
    assert data == expected
    heads = {name: build.reviews(f"{name}.html")[0]["itemReviewed"]["@id"] for name in expected}
    assert heads == expected


def test_without_the_collection_each_review_names_its_film(build_site: BuildSite) -> None:
    """Where nobody knows all reviews, ids and years are those of the block alone."""
    build = build_site(write_named("wings", "wings-again", "ete-again"))
    names = [
        build.reviews(f"{name}.html")[0]["itemReviewed"]["@id"]
        for name in ("wings", "wings-again", "ete-again")
    ]
    assert names == [
        f"{SITE}/#movie-imdb-tt0093191",
        f"{SITE}/#movie-wings-of-desire-1987",
        f"{SITE}/ete-again.html#movie-ete",
    ]


def test_drafts_name_a_film_as_reviews_do(build_site: BuildSite) -> None:
    """A draft has the name that its film has on the site; where it may be of two, its own."""
    posts = write_named("wings", "carmen", "other-carmen")
    for name, block in {
        "a": "title: Wings of Desire\nyear: 1987",
        "b": "title: Carmen\nyear: 1983",
        "c": "title: Wings of Desire\nyear: 1987\nimdb: tt7654321",
    }.items():
        posts[f"{name}.md"] = make_post("md", f"```film\n{block}\n```", name, Status="draft")
    build = build_site(posts, **ON)
    names = [build.reviews(f"drafts/{name}.html")[0]["itemReviewed"]["@id"] for name in "abc"]
    assert names == [
        f"{SITE}/#movie-imdb-tt0093191",
        f"{SITE}/#movie-carmen-1983",
        f"{SITE}/#movie-imdb-tt7654321",
    ]


@pytest.mark.parametrize("layer", ["reader", "generator"])
def test_a_new_review_names_the_film_of_an_old_one(layer: str, build_site: BuildSite) -> None:
    """A post out of a cache has in its head what the site calls its film in this build."""
    caching = {"CACHE_CONTENT": True, "LOAD_CONTENT_CACHE": True, "CONTENT_CACHING_LAYER": layer}
    # Without links between reviews, nothing else in the post tells that there is another one.
    settings = {"CHECK_MODIFIED_METHOD": "md5", "FILMREVIEW_RELATED": False, **caching, **ON}

    def name(build: Build) -> str:
        return str(build.reviews("wings-again.html")[0]["itemReviewed"]["@id"])

    old = write_named("wings-again")
    assert name(build_site(old, **settings)) == f"{SITE}/#movie-wings-of-desire-1987"
    both = build_site(write_named("wings", "wings-again"), **settings)
    assert name(both) == f"{SITE}/#movie-imdb-tt0093191"
    warm = build_site({}, **settings)
    assert name(warm) == f"{SITE}/#movie-imdb-tt0093191"
    (both.root / "content/wings.md").unlink()
    assert name(build_site(old, **settings)) == f"{SITE}/#movie-wings-of-desire-1987"


def test_carousels_keep_the_rules(build_site: BuildSite) -> None:
    """A carousel has two posts or more, of one type, each once, counted from one, and no more."""
    build = build_site(FILES, **ON)
    pages = [path.relative_to(build.output).as_posix() for path in build.output.rglob("index.html")]
    found = [lists for page in pages if (lists := read_lists(build, page))]
    assert len(found) > 10
    for lists in found:
        (one,) = lists
        items = one["itemListElement"]
        assert len(items) == one["numberOfItems"] > 1
        assert all(set(item) == {"@type", "position", "url"} for item in items)
        assert [item["position"] for item in items] == list(range(1, len(items) + 1))
        urls = [item["url"] for item in items]
        assert len(set(urls)) == len(urls)
        assert all(url.startswith(f"{SITE}/") for url in urls)
    (films,) = read_lists(build, "films/index.html")
    assert f"{SITE}/a-series.html" not in {item["url"] for item in films["itemListElement"]}


def test_a_post_of_two_types_is_in_no_carousel(build_site: BuildSite) -> None:
    """A post about a film and a series is no page about one thing of the list's type."""
    both = make_post("md", "```film\ntitle: A\nkind: series\n```\n\n```film\ntitle: B\n```", "Both")
    build = build_site({**POSTS, "both.md": both}, **ON)
    (films,) = read_lists(build, "films/index.html")
    urls = {item["url"] for item in films["itemListElement"]}
    assert f"{SITE}/both.html" not in urls
    assert f"{SITE}/burning.html" in urls


def test_types_are_those_of_the_vocabulary(build_site: BuildSite) -> None:
    """schema-dts finds nothing wrong with what pages of the collection and reviews say."""
    build = build_site(FILES, **ON)
    verdict = judge_vocabulary(BuiltSite(build.output, SITE))
    assert verdict.findings == ()
    assert verdict.read["items"] > 50


# --- the same bytes ----------------------------------------------------------------------------


def read_tree(build: Build) -> dict[str, bytes]:
    """Give all written files."""
    paths = (path for path in build.output.rglob("*") if path.is_file())
    return {path.relative_to(build.output).as_posix(): path.read_bytes() for path in paths}


def test_a_second_build_writes_the_same(build_site: BuildSite) -> None:
    """Where nothing has changed, all files are the same to the byte."""
    assert read_tree(build_site(FILES, **ON)) == read_tree(build_site(FILES, **ON))


def test_one_review_more_changes_what_shows_it(build_site: BuildSite) -> None:
    """A further review changes the pages that show it or count it, and adds a line to the data."""
    before = read_tree(build_site(FILES, **ON))
    new = make_post("md", "```film\ntitle: Okja\nyear: 2017\ngenre: Adventure\n```", "Okja")
    after = read_tree(build_site({**FILES, "okja.md": new}, **ON))
    changed = {name for name in before if after[name] != before[name]}
    unseen = [name for name in changed if b"okja" not in after[name].lower()]
    counts = {"genres", "years", "decades", "statistics"}
    lists = {"authors.html", "categories.html", "tags.html"}
    assert {name for name in unseen if name.split("/")[0] not in counts | lists} == set()
    assert "people/steven-yeun/index.html" not in changed
    assert "genres/drama/index.html" not in changed
    lines = [tree["films.json"].replace(b"},\n", b"}\n").split(b"\n") for tree in (before, after)]
    assert len(set(lines[1]) - set(lines[0])) == 1
    assert set(lines[0]) <= set(lines[1])
    assert all(one.count(b'"id":') <= 1 for pair in pairwise(lines[1]) for one in pair)
