"""The JSON-LD of a page, value by value, and held against schema.org's own vocabulary."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import Build, BuildSite, make_post, write_files
from hypothesis import given
from hypothesis import strategies as st

from pelican_filmreview import jsonld, page_head
from pelican_filmreview.film import Credit, Person, Role

Node = dict[str, Any]
BuildPost = Callable[..., Build]
VOCABULARY = json.loads((Path(__file__).parent / "data/schema_org_types.json").read_text("utf-8"))[
    "types"
]


def write_block(*lines: str) -> str:
    """Give a Markdown fence with a film of these lines."""
    return "\n".join(["```film", *lines, "```", ""])


def read_review(build_post: BuildPost, *lines: str, **settings: Any) -> Node:
    """Build a post with a block of these lines and give its Review."""
    (review,) = build_post(write_block("title: Solaris", *lines), **settings).reviews("post.html")
    return review


# --- authors --------------------------------------------------------------------------------------


def test_author_of_the_block_comes_first(build_site: BuildSite) -> None:
    """An author in the block wins over the post's, and each of several is a Person."""
    block = write_block("title: Solaris", "author: [Kim Lee, Jo Doe]")
    build = build_site({"post.md": make_post("md", block, Author="Post Author")})
    (review,) = build.reviews("post.html")
    assert [author["name"] for author in review["author"]] == ["Kim Lee", "Jo Doe"]
    assert {author["@type"] for author in review["author"]} == {"Person"}


def test_author_of_the_post_comes_second(build_site: BuildSite) -> None:
    """The post's authors win over the site's, and each of several is a Person."""
    block = write_block("title: Solaris")
    build = build_site({"post.md": make_post("md", block, Authors="Kim Lee; Jo Doe")})
    (review,) = build.reviews("post.html")
    assert [author["name"] for author in review["author"]] == ["Kim Lee", "Jo Doe"]


def test_author_of_the_site_comes_last(build_post: BuildPost) -> None:
    """Without others the site's AUTHOR has written the review."""
    assert read_review(build_post)["author"] == {"@type": "Person", "name": "Ann Lee"}


def test_without_author_there_is_no_review(build_post: BuildPost) -> None:
    """Nobody is invented: without an author there is a warning and no Review, but the film."""
    build = build_post(write_block("title: Solaris"), AUTHOR=None)
    assert build.reviews("post.html") == []
    assert "ld+json" not in build.read("post.html")
    assert "film-review" in build.read("post.html")
    (message,) = build.messages
    assert message.startswith("post.md:")
    assert "author" in message


@pytest.mark.parametrize(("length", "found"), [(99, 1), (100, 0)])
def test_author_has_less_than_100_characters(
    build_post: BuildPost, length: int, found: int
) -> None:
    """A name of 100 characters or more is none that a search engine takes."""
    build = build_post(write_block("title: Solaris"), AUTHOR="A" * length)
    assert len(build.reviews("post.html")) == found
    assert len(build.messages) == 1 - found


def test_one_author_too_long_leaves_the_other(build_site: BuildSite) -> None:
    """Of several authors only those whose names are too long are left out."""
    post = make_post("md", write_block("title: Solaris"), Authors=f"{'A' * 120}; Jo Doe")
    (review,) = build_site({"post.md": post}).reviews("post.html")
    assert review["author"] == {"@type": "Person", "name": "Jo Doe"}


def test_review_is_not_signed_by_somebody_else(build_post: BuildPost) -> None:
    """Where the block's own author has too long a name, the site's did not write the review."""
    build = build_post(write_block(f"title: Solaris\nauthor: {'A' * 120}"), AUTHOR="Jo Doe")
    assert build.reviews("post.html") == []
    assert "gets no Review" in build.messages[0]


@pytest.mark.parametrize(
    ("written", "year"),
    [
        *(("1972", "1972"), ("1972 (USSR)", "1972"), ("١٩٥٨", "1958"), ("１９９９", "1999")),
        *(("2020년", "2020"), ("1999 年", "1999")),
        *(("c. 1995", None), ("1999?", None), ("2018–2025", None), ("’99", None), ("soon", None)),
    ],
)
def test_year_is_a_date_or_nothing(build_post: BuildPost, written: str, year: str | None) -> None:
    """The page shows what was written; the data hold a year (ISO 8601) or nothing."""
    build = build_post(write_block(f"title: Solaris\nyear: {written}"))
    assert build.reviews("post.html")[0]["itemReviewed"].get("dateCreated") == year
    assert written in build.read("post.html")


# --- the page -------------------------------------------------------------------------------------


def test_dates_have_their_zone(build_site: BuildSite) -> None:
    """Publication and change are dates with time and zone, of winter and of summer."""
    post = make_post("md", write_block("title: Solaris"), Modified="2024-07-01 10:30")
    (review,) = build_site({"post.md": post}).reviews("post.html")
    assert review["datePublished"] == "2024-02-03T00:00:00+01:00"
    assert review["dateModified"] == "2024-07-01T10:30:00+02:00"


def test_draft_without_date_has_no_date(build_site: BuildSite) -> None:
    """A draft without a date is not published in the year 9999, where Pelican puts it."""
    post = f"Title: Post\nStatus: draft\n\n{write_block('title: Solaris')}"
    (review,) = build_site({"post.md": post}).reviews("drafts/post.html")
    assert "datePublished" not in review


def test_page_and_publisher(build_site: BuildSite) -> None:
    """A Review names its page, that page's title as plain text, its language and its site."""
    post = make_post("md", write_block("title: Solaris"), "Tom &amp; <em>Jerry</em>", Slug="a")
    build = build_site({"post.md": post}, SITENAME="My <Site>", DEFAULT_LANG="pt-br")
    (review,) = build.reviews("a.html")
    assert review["url"] == "https://example.org/a.html"
    assert review["@id"] == "https://example.org/a.html#film-solaris"
    assert review["name"] == "Tom & Jerry"
    assert review["inLanguage"] == "pt-br"
    assert review["publisher"] == {
        "@type": "Organization",
        "name": "My <Site>",
        "url": "https://example.org/",
    }


def test_description_is_the_verdict(build_post: BuildPost) -> None:
    """The description is the opinion, never the synopsis, and at most 200 characters long."""
    assert read_review(build_post, "verdict: Slow.", "synopsis: Waves.")["description"] == "Slow."
    assert "description" not in read_review(build_post, "synopsis: Waves.")
    verdict = "word " * 60
    short = read_review(build_post, f"verdict: {verdict}")["description"]
    assert len(short) <= 200
    assert re.fullmatch(r"(word )+word…", short)
    exact = "a" * 200
    assert read_review(build_post, f"verdict: {exact}")["description"] == exact


PROSES = {
    "plain": "One *two* three.\n\nFour `five` six.\n",
    "list": "- one\n- two\n\n1. three\n\n> four\n",
    "entities": "Fish &amp; chips, 3 < 4, &eacute;t&eacute;, \u201cquoted\u201d.\n",
    "html": "<div>one</div><div>two</div>\n\n<script>var no = 1;</script>\n\n<b>th</b>ree\n",
    "code": "    indented code\n\nand `[film:cast]` as text\n",
    "table": "<table><tr><td>one</td><td>two</td></tr></table>\n",
    "script": "한국어 영화 \u202d \U0001f3ac\n",
}


@pytest.mark.parametrize("prose", PROSES)
def test_review_body_is_the_prose_without_the_box(
    build_site: BuildSite, build_bare: BuildSite, tmp_path: Path, prose: str
) -> None:
    """`reviewBody` holds the words of the prose before and behind the block, and no others."""
    block = write_block("title: Solaris", "verdict: Slow.", "spoilers: He dies.")
    text = PROSES[prose]
    body = "<html><head></head><body>{{ article.content }}</body></html>"
    write_files(tmp_path / "theme/templates", {"article.html": body})
    theme = str(tmp_path / "theme")
    post = make_post("md", f"{text}\n{block}\nLast words.\n")
    build = build_site({"post.md": post}, THEME=theme)
    (review,) = build.reviews("post.html")
    post = make_post("md", f"{text}\nLast words.\n")
    content = BeautifulSoup(
        build_bare({"post.md": post}, THEME=theme).read("post.html"), "html.parser"
    ).body
    assert content is not None
    for hidden in content.find_all("script"):
        hidden.decompose()
    assert "".join(review["reviewBody"].split()) == "".join(content.get_text().split())


def test_review_body_parts_words_of_blocks(build_post: BuildPost) -> None:
    """Words of two paragraphs, list items or cells do not run together."""
    prose = "one\n\n- two\n- three\n\n<table><tr><td>four</td><td>five</td></tr></table>\n"
    build = build_post(prose + "\n" + write_block("title: Solaris"))
    (review,) = build.reviews("post.html")
    assert review["reviewBody"] == "one two three four five"


def test_post_without_prose_has_no_body(build_post: BuildPost) -> None:
    """Without prose there is no `reviewBody`; the box is not the review."""
    assert "reviewBody" not in read_review(build_post, "facts: [one]")


def test_spoilers_stay_out(build_post: BuildPost) -> None:
    """What is folded away in the page is not published in its head."""
    build = build_post(
        "Words.\n\n" + write_block("title: Solaris", "spoilers: He was dead.", "rating: 9/10")
    )
    assert "dead" in build.read("post.html")
    assert "dead" not in json.dumps(build.reviews("post.html"))


# --- ratings --------------------------------------------------------------------------------------

RATINGS: dict[str, tuple[float, float, float]] = {
    "9.5/10": (9.5, 10, 0),
    "8 / 10": (8, 10, 0),
    "4 out of 5": (4, 5, 0),
    "3 1/2 stars out of five": (3.5, 5, 0),
    "8,9/10 Punkte": (8.9, 10, 0),
    "4/5 (Good)": (4, 5, 0),
    "Bad (2/5)": (2, 5, 0),
    "3½": (3.5, 5, 0),
    "½": (0.5, 5, 0),
    "★★★½": (3.5, 5, 0),
    "★ ★ ★ ½": (3.5, 5, 0),
    "★★★☆☆": (3, 5, 0),
    "⭐⭐⭐🌟": (3.5, 5, 0),
    '"*** 1/2"': (3.5, 5, 0),
    "** 1/2 stars out of four": (2.5, 4, 0),
    "86%": (86, 100, 0),
    "★★★★½ (4.5/5)": (4.5, 5, 0),
    "2 of 4 -- some words": (2, 4, 0),
    "0/10": (0, 10, 0),
    "B+": (3.3, 4.3, 0),
}


@pytest.mark.parametrize("written", RATINGS)
def test_every_notation_of_a_rating(build_post: BuildPost, written: str) -> None:
    """Value, best and worst are numbers, exactly those that the author's notation says."""
    value, best, worst = RATINGS[written]
    rating = read_review(build_post, f"rating: {written}")["reviewRating"]
    assert rating == {
        "@type": "Rating",
        "ratingValue": value,
        "bestRating": best,
        "worstRating": worst,
    }
    assert all(type(rating[key]) in (int, float) for key in rating if key != "@type")


def test_rating_on_the_sites_scale(build_post: BuildPost) -> None:
    """A bare number is one of the site's scale, whose ends are always said."""
    scale = {"FILMREVIEW_BEST": 100, "FILMREVIEW_WORST": 1}
    rating = read_review(build_post, "rating: 86", **scale)["reviewRating"]
    assert (rating["ratingValue"], rating["bestRating"], rating["worstRating"]) == (86, 100, 1)


@pytest.mark.parametrize("lang", ["de", "ar"])
def test_rating_is_written_with_a_point(build_post: BuildPost, lang: str) -> None:
    """Whatever the language writes in the page, JSON-LD has ASCII digits and a decimal point."""
    build = build_post(write_block("title: Solaris", "rating: 9.5/10"), DEFAULT_LANG=lang)
    assert '"ratingValue":9.5' in build.read("post.html")


@pytest.mark.parametrize("written", ["7/5", "11/10", "-1/5", "unrated", "-", "N/A", "PG-13", ""])
def test_no_rating_is_published(build_post: BuildPost, written: str) -> None:
    """A rating out of its scale, a certificate and no rating give no `reviewRating`."""
    review = read_review(build_post, f"rating: {written}")
    assert "reviewRating" not in review
    assert review["itemReviewed"]["name"] == "Solaris"


def test_long_decimals_are_kept(build_post: BuildPost) -> None:
    """No digit that the author wrote is lost on the way."""
    build = build_post(write_block("title: Solaris", "rating: 7.123456789012345678/10"))
    assert "7.123456789012345678" in build.read("post.html").split("</head>")[0]


def test_aspects_are_further_ratings(build_post: BuildPost) -> None:
    """Scores of aspects stand beside the rating, each with its aspect."""
    review = read_review(build_post, "rating: 9/10", "scores:", "  Music: 8/10", "  Plot: 6/10")
    overall, *aspects = review["reviewRating"]
    assert "reviewAspect" not in overall
    assert [(one["reviewAspect"], one["ratingValue"]) for one in aspects] == [
        ("Music", 8),
        ("Plot", 6),
    ]
    assert all(one["bestRating"] == 10 and one["worstRating"] == 0 for one in aspects)


# --- the work -------------------------------------------------------------------------------------

FULL = (
    "title: Solaris",
    "original_title: Солярис",
    "also_known_as: [Solyaris, Солярис]",
    "year: 1972",
    "released: 1972-03-20",
    "director: Andrei Tarkovsky",
    "writer: [Fridrikh Gorenshtein, Andrei Tarkovsky]",
    "producer: Viacheslav Tarasov",
    "composer: Eduard Artemyev",
    "cinematographer: Vadim Yusov",
    "editor: Lyudmila Feyginova",
    "studio: Mosfilm",
    "cast:",
    "- Donatas Banionis as Kris Kelvin",
    "- Natalya Bondarchuk as Hari / Khari",
    "- Jüri Järvet",
    "genre: [science fiction, drama]",
    "country: Soviet Union",
    "language: [Russian, German]",
    "runtime: 166",
    "content_rating: PG",
    "imdb: tt0069293",
    "website: https://example.com/solaris",
    "links:",
    "- label: An essay",
    "  url: https://example.com/essay",
    "poster: /solaris.png",
    "awards: [Grand Prix]",
    "rating: 9.5/10",
    "scores:",
    "  Music: 8/10",
    "synopsis: The ocean thinks.",
    "verdict: A slow dream.",
    "trailer:",
    "  url: https://example.com/trailer",
    "  name: Trailer",
    "  description: The ocean.",
    "  thumbnail: https://example.com/thumb.jpg",
    "  uploaded: 2012-05-06",
)
KINDS = {
    "film": ("Movie", ()),
    "short": ("Movie", ()),
    "documentary": ("Movie", ()),
    "series": ("TVSeries", ()),
    "season": ("TVSeason", ("series: The Show", "season: 2")),
    "episode": ("TVEpisode", ("series: The Show", "season: 2", "episode: 7")),
}


def read_full(build_post: BuildPost, kind: str) -> Node:
    """Build a post with a film of one kind and every field, and give its Review."""
    _, more = KINDS[kind]
    build = build_post("Prose.\n\n" + write_block(*FULL, f"kind: {kind}", *more))
    assert build.messages == []
    (review,) = build.reviews("post.html")
    return review


def test_movie_says_all_that_is_known(build_post: BuildPost) -> None:
    """Each field of a film comes out as the property that schema.org has for it."""
    movie = read_full(build_post, "film")["itemReviewed"]
    russian, german = movie.pop("inLanguage")
    assert (russian, german) == ("ru", "de")
    assert movie == {
        "@id": "https://example.org/#movie-imdb-tt0069293",
        "@type": "Movie",
        "name": "Solaris",
        "alternateName": ["Солярис", "Solyaris"],
        "image": "https://example.org/solaris.png",
        "dateCreated": "1972",
        "datePublished": "1972-03-20",
        "director": {"@type": "Person", "name": "Andrei Tarkovsky"},
        "author": [
            {"@type": "Person", "name": "Fridrikh Gorenshtein"},
            {"@type": "Person", "name": "Andrei Tarkovsky"},
        ],
        "producer": {"@type": "Person", "name": "Viacheslav Tarasov"},
        "musicBy": {"@type": "Person", "name": "Eduard Artemyev"},
        "editor": {"@type": "Person", "name": "Lyudmila Feyginova"},
        "productionCompany": {"@type": "Organization", "name": "Mosfilm"},
        "actor": [
            {
                "@type": "PerformanceRole",
                "actor": {"@type": "Person", "name": "Donatas Banionis"},
                "characterName": "Kris Kelvin",
            },
            {
                "@type": "PerformanceRole",
                "actor": {"@type": "Person", "name": "Natalya Bondarchuk"},
                "characterName": ["Hari", "Khari"],
            },
            {"@type": "Person", "name": "Jüri Järvet"},
        ],
        "genre": ["science fiction", "drama"],
        "countryOfOrigin": {"@type": "Country", "name": "Soviet Union"},
        "duration": "PT166M",
        "contentRating": "PG",
        "award": "Grand Prix",
        "sameAs": ["https://www.imdb.com/title/tt0069293/", "https://example.com/solaris"],
        "trailer": {
            "@type": "VideoObject",
            "name": "Trailer",
            "description": "The ocean.",
            "url": "https://example.com/trailer",
            "thumbnailUrl": "https://example.com/thumb.jpg",
            "uploadDate": "2012-05-06",
        },
    }


def test_incomplete_trailer_is_left_out(build_post: BuildPost) -> None:
    """A trailer without thumbnail and upload date is linked in the page but no VideoObject."""
    build = build_post(write_block("title: Solaris", "trailer: https://example.com/trailer"))
    (review,) = build.reviews("post.html")
    assert "https://example.com/trailer" in build.read("post.html")
    assert "trailer" not in review["itemReviewed"]


@pytest.mark.parametrize("title", ["1917", "11:14", "No", "2.0", "[REC]", "'71", "#Alive", "null"])
def test_name_is_the_text_of_the_title(build_post: BuildPost, title: str) -> None:
    """A film's name is a string, exactly as the author wrote it."""
    (review,) = build_post(write_block(f"title: {title}")).reviews("post.html")
    assert review["itemReviewed"]["name"] == title


def test_series_season_and_episode_belong_together(build_post: BuildPost) -> None:
    """An episode is part of its season and series, a season of its series; a film of neither."""
    series = {"@type": "TVSeries", "name": "The Show"}
    episode = read_full(build_post, "episode")["itemReviewed"]
    assert episode["episodeNumber"] == "7"
    assert episode["partOfSeries"] == series
    assert episode["partOfSeason"] == {"@type": "TVSeason", "seasonNumber": "2"}
    season = read_full(build_post, "season")["itemReviewed"]
    assert (season["seasonNumber"], season["partOfSeries"]) == ("2", series)
    assert (
        not {"partOfSeries", "seasonNumber"} & read_full(build_post, "film")["itemReviewed"].keys()
    )


@pytest.mark.parametrize("kind", KINDS)
def test_duration_is_that_of_a_film_or_episode(build_post: BuildPost, kind: str) -> None:
    """A whole series or season has no duration, and every other kind has."""
    work = read_full(build_post, kind)["itemReviewed"]
    assert ("duration" in work) == (kind not in ("series", "season"))


# --- schema.org's vocabulary ----------------------------------------------------------------------

TEXTS = {
    "Text": r"(?s).+",
    "URL": r"https?://\S+",
    "Date": r"\d{4}(-\d\d(-\d\d)?)?",
    "DateTime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)",
    "Duration": r"P(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?",
    "Number": r"\d+(\.\d+)?",
    "Integer": r"\d+",
}


def list_lineage(name: str) -> Iterator[str]:
    """Give a type of the vocabulary and all its ancestors; a type unknown to it fails."""
    yield name
    for parent in VOCABULARY[name]["parents"]:
        yield from list_lineage(parent)


def find_range(kind: str, name: str) -> list[str]:
    """Give the types of a property's values, which schema.org gives to this type of node."""
    for ancestor in list_lineage(kind):
        if name in VOCABULARY[ancestor]["properties"]:
            assert name not in VOCABULARY[ancestor]["superseded"], f"{kind}.{name} is superseded"
            return list(VOCABULARY[ancestor]["properties"][name])
    raise AssertionError(f"schema.org has no {name} on {kind}")


def fits_range(value: Any, ranges: list[str]) -> bool:
    """Tell whether one value of a property is of a type that schema.org gives to it."""
    if isinstance(value, dict):
        lineage = set(list_lineage(value["@type"]))
        # A Role may stand around the value of any property.
        return "Role" in lineage or bool(lineage & set(ranges))
    if isinstance(value, str):
        return any(re.fullmatch(TEXTS[one], value) for one in ranges if one in TEXTS)
    assert type(value) in (int, float), value
    return bool({"Number", "Integer"} & set(ranges))


def check_node(node: Node, outer: str = "") -> None:
    """Check each property of a node, and of the nodes in it, against the vocabulary."""
    kind = node["@type"]
    assert isinstance(kind, str)
    for name, value in node.items():
        if name.startswith("@"):
            continue
        # A role repeats, inside, the property that it stands around.
        ranges = ["Person"] if kind == "PerformanceRole" and name == outer else []
        ranges = ranges or find_range(kind, name)
        for one in value if isinstance(value, list) else [value]:
            assert fits_range(one, ranges), f"{kind}.{name} is {one!r}, not one of {ranges}"
            if isinstance(one, dict):
                check_node(one, name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_property_is_one_of_schema_org(build_post: BuildPost, kind: str) -> None:
    """Each type has only the properties, and these only the values, that schema.org names."""
    review = read_full(build_post, kind)
    assert review.pop("@context") == "https://schema.org"
    check_node(review)
    assert review["itemReviewed"]["@type"] == KINDS[kind][0]


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        ({"@type": "TVSeason", "musicBy": "x"}, "no musicBy on TVSeason"),
        ({"@type": "Movie", "duration": "2 hours"}, "duration"),
        ({"@type": "Movie", "director": {"@type": "Country", "name": "x"}}, "director"),
        ({"@type": "Review", "reviewRating": "5"}, "reviewRating"),
        ({"@type": "Movie", "image": "/x.png"}, "image"),
    ],
)
def test_vocabulary_finds_faults(node: Node, fault: str) -> None:
    """The check itself refuses what schema.org does not know."""
    with pytest.raises(AssertionError, match=fault):
        check_node(node)


def test_never_aggregate_rating(build_post: BuildPost) -> None:
    """One reviewer's opinion is no AggregateRating, however many scores it has."""
    assert "Aggregate" not in json.dumps(read_full(build_post, "film"))


# --- form -----------------------------------------------------------------------------------------


def walk(node: Any) -> Iterator[Any]:
    """Give every value in a document."""
    yield node
    for one in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from walk(one)


def test_empty_values_are_left_out(build_post: BuildPost) -> None:
    """A film of which only the title is known says nothing else."""
    review = read_review(build_post)
    name = "https://example.org/post.html#movie-solaris"
    assert review["itemReviewed"] == {"@id": name, "@type": "Movie", "name": "Solaris"}
    assert not [value for value in walk(review) if value in ("", None, [], {})]


HOSTILE = (
    "</script><b>",
    "<!--<script>",
    "]]>",
    "a & b &amp; c",
    "line\u2028separator\u2029end",
    '\\"quoted\\"',
    "{{ 7 * 7 }}",
    "7번방의 선물 🎬",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_escaped_and_reads_back(build_post: BuildPost, text: str) -> None:
    """No text can close the script or open a comment in it, and all text reads back as it was."""
    build = build_post(write_block("title: Solaris", "verdict: |-", f"  {text}"))
    (script,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', build.read("post.html")
    )
    assert not set(script) & set("<>&\u2028\u2029")
    assert script.isascii()
    assert " ".join(json.loads(script)["description"].split()) == " ".join(text.split())


def test_json_is_sorted_and_the_same_again(build_post: BuildPost) -> None:
    """The same post gives the same bytes again, with its keys in order."""
    build = build_post("Prose.\n\n" + write_block(*FULL))
    first = build.read("post.html")
    for node in walk(build.reviews("post.html")):
        if isinstance(node, dict):
            assert list(node) == sorted(node)
    assert build_post("Prose.\n\n" + write_block(*FULL)).read("post.html") == first


# --- what is written in a shorter way -------------------------------------------------------------

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0\1"), min_size=1)


@given(st.lists(st.tuples(NAMES, st.lists(NAMES)), min_size=1))
def test_cast_is_written_as_json_writes_it(cast: list[tuple[str, list[str]]]) -> None:
    """A cast of plain names is not made into nodes first, and is the same to the byte."""
    credits = tuple(Credit(Person(name), tuple(map(Role, roles))) for name, roles in cast)
    gathered = jsonld._gather_cast(credits)
    assert isinstance(gathered, str)
    nodes = [jsonld._performance(Person(name), roles) for name, roles in cast]
    expected: Any = nodes[0] if len(nodes) == 1 else nodes
    written = jsonld._write_cast(gathered)
    assert written == json.dumps(expected, sort_keys=True, separators=(",", ":"))


@given(st.text(st.one_of(st.sampled_from(" \n\t\x1c\xa0\u2003\u3000ab"), st.characters())))
def test_words_are_parted_by_one_space(text: str) -> None:
    """The short way to a text with plain spaces gives what parting all of its words gives."""
    assert page_head._space_once(text) == " ".join(text.split())


def test_every_space_parts_words() -> None:
    """Whatever Unicode takes for white space becomes a plain space."""
    spaces = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isspace()]
    assert len(spaces) > 20
    assert {page_head._space_once(f"a{space}b") for space in spaces} == {"a b"}
