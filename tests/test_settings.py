"""Settings: what each takes, what a broken one says, and that the build goes on."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post

from pelican_filmreview.settings import Settings, override_settings, read_settings

FILM = "```film\ntitle: Solaris\nrating: 4\ncast: [Ann Lee]\n```\n"
BuildPost = Callable[..., Build]


def read(**given: Any) -> tuple[Settings, list[str]]:
    """Read settings, named without their prefix in lower case; give them and what was said."""
    said: list[str] = []
    named = {f"FILMREVIEW_{name.upper()}": value for name, value in given.items()}
    return read_settings(named, said.append), said


# One or more values of each kind that cannot be used, and what is expected instead.
BROKEN: dict[str, tuple[str, list[Any]]] = {
    "best": (
        "a number",
        ["five", "", None, True, [5], float("nan"), float("inf"), "1e999999999", 10**30],
    ),
    "worst": ("a number", ["none", {}, -(10**30)]),
    "zero": ("one of score, unrated", ["maybe", None, 0, ["score"]]),
    "letters": ("a mapping of letters to numbers", ["ABC", {"A": 4}, {"A": "x", "B": 1}, None]),
    "half_stars": ("a text", [5, None, ["½"]]),
    "layout": ("one of card, compact, sidebar, bare, none", ["Card", "", None, 3, ["card"]]),
    "badge": ("one of number, stars, ring, bar, letter, percent, thumbs", ["star", None, {}]),
    "style": ("a word of small letters", ["Night Bus", "a b", 5, None, 'x"y']),
    "legend": (
        "scores and what they mean",
        ["5 stars", 5, None, {"5": 5}, {"": "Nothing"}, ["5"], [{}], {True: "x"}, {"5": " "}],
    ),
    "legend_url": ("the address of a page", ["javascript:x", "rates", "//x.org", '/"x', 5, None]),
    "parts": ("a list of parts", ["cast", ["actors"], [["cast"]], None, ["cast", "cast"], 5]),
    "heading_level": ("a heading level from 1 to 5", [0, 6, "2", None, True, 2.5]),
    "cast_fold": ("a whole number from 0", [-1, "3", None, 1.5, True]),
    "labels": ("a mapping such as", [["cast"], {"cast": 5}, {"de": {"cast": None}}, "x", None]),
    "stylesheet": ("True or False", ["maybe", 2, []]),
    "stylesheet_path": (
        "a path below the output",
        ["", "/etc/x.css", "../x.css", "a/../../x.css", "a/", "a\\b.css", "x.css?y", 5, None],
    ),
    "poster_transform": ("a text", [5, None]),
    "jsonld": ("True or False", ["perhaps"]),
    "head": ("True or False", ["body"]),
    "summary": ("True or False", [3]),
    "metadata_position": ("one of top, bottom, none", ["left", None]),
    "comments": (
        "a path, or a list of paths, with {slug} or {file} in each",
        ["comments", ["a/{slug}", 3], True, {"{slug}": 1}],
    ),
    "discussion_link": (
        "a #fragment, an address that starts with http:// or https://, or a path",
        ["comments", "javascript:alert(1)", '#a"b', "//host", 3],
    ),
    "collection": ("True or False", ["maybe", 2]),
    "person_min": ("a whole number from 1", [0, -1, "2", None, True]),
    "related": ("True or False", ["maybe", 2]),
    "related_count": ("a whole number from 1", [0, "3", None, True]),
    "link_titles": ("True or False", ["maybe", 2]),
    "collection_rows": ("a whole number from 0", [-1, "3", None, True]),
    "people_file": ("a text", [5, None, ["x"]]),
    "data_save_as": ("an address below the site, or an empty text for none", [5, "/films", "../x"]),
    "feed_save_as": ("an address below the site, or an empty text for none", [True, "/x", "a b"]),
    "feed_count": ("a whole number from 0", [-1, "3", None, True]),
    "collection_lang_url": (
        "an address below the site with {url}, or an empty text for none",
        ["{lang}/", 5, "{lang}/{save_as}", "../{url}", "/{url}"],
    ),
    "collection_lang_save_as": (
        "an address below the site with {save_as}, or an empty text for none",
        ["{lang}/", 5, "{lang}/{url}", "a b/{save_as}", "x/../{save_as}"],
    ),
    "collection_stylesheet_path": ("a path below the output", ["", "/etc/x.css", "../x.css"]),
}
# What `addresses` holds is set by the settings of each kind of page, which have tests below.
NAMES = [name for name in Settings.__dataclass_fields__ if name != "addresses"]


@pytest.mark.parametrize("name", NAMES)
def test_broken_setting_is_reported_and_replaced(name: str) -> None:
    """A value that cannot be used is named once with what was expected; the default stands in."""
    expected, values = BROKEN[name]
    for value in values:
        settings, said = read(**{name: value})
        assert settings == Settings(), value
        (message,) = said
        assert message.startswith(f"FILMREVIEW_{name.upper()}: expected {expected}"), message
        assert repr(value) in message
        assert message.endswith("; the default is used")


GOOD: list[tuple[str, Any, Any]] = [
    ("best", 10, Decimal(10)),
    ("best", "10", Decimal(10)),
    ("best", 4.5, Decimal("4.5")),
    ("worst", 1, Decimal(1)),
    ("zero", "unrated", "unrated"),
    ("letters", {"A": 2, "B": "1.5"}, {"A": Decimal(2), "B": Decimal("1.5")}),
    ("layout", "none", "none"),
    ("style", "late-show", "late-show"),
    ("legend", {"A": "Yes", 3: "Perhaps"}, (("A", "Yes"), ("3", "Perhaps"))),
    ("legend", [("A", "Yes"), {"B": "Perhaps"}], (("A", "Yes"), ("B", "Perhaps"))),
    ("legend_url", "{filename}/pages/how.md", "{filename}/pages/how.md"),
    ("parts", ["cast", "rating"], ("cast", "rating")),
    ("parts", [], ()),
    ("heading_level", 5, 5),
    ("cast_fold", 0, 0),
    ("labels", {"cast": "Players", "de": {"cast": "Mit"}}, None),
    ("stylesheet_path", "css/films-1.css", "css/films-1.css"),
    ("poster_transform", "small", "small"),
    ("jsonld", False, False),
    ("jsonld", "off", False),
    ("jsonld", "Yes", True),
    ("summary", 0, False),
    ("metadata_position", "none", "none"),
    ("comments", "../talk/{slug}", ("../talk/{slug}",)),
    ("comments", ["{file}/c"], ("{file}/c",)),
    ("comments", [], ()),
    ("comments", False, ()),
    ("discussion_link", "#disqus_thread", "#disqus_thread"),
    ("discussion_link", "https://a.example/@b/1", "https://a.example/@b/1"),
    ("discussion_link", "off", ""),
]


@pytest.mark.parametrize(("name", "value", "expected"), GOOD)
def test_good_setting_is_taken(name: str, value: Any, expected: Any) -> None:
    """A value of the right kind is taken without a word."""
    settings, said = read(**{name: value})
    assert said == []
    assert getattr(settings, name) == (value if expected is None else expected)


def test_unknown_setting_names_the_nearest() -> None:
    """A name that no setting has is reported, with the one that was probably meant."""
    _, said = read(stylesheets=True)
    assert said == ["unknown setting FILMREVIEW_STYLESHEETS; did you mean FILMREVIEW_STYLESHEET?"]
    _, said = read(xyz=True)
    assert said[0].startswith("unknown setting FILMREVIEW_XYZ; known are FILMREVIEW_BADGE, ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FILMREVIEW_FILMS_URL", "all/films.html"),
        ("FILMREVIEW_FILMS_SAVE_AS", ""),
        ("FILMREVIEW_PERSON_URL", "who/{slug}"),
        ("FILMREVIEW_PERSON_SAVE_AS", "{lang}/{slug}.html"),
        ("FILMREVIEW_RATING_SAVE_AS", ""),
    ],
)
def test_address_of_a_kind_of_page_is_taken(name: str, value: str) -> None:
    """Each kind of page has an address and a file of its own; an empty file switches it off."""
    said: list[str] = []
    settings = read_settings({name: value}, said.append)
    assert said == []
    key = name.removeprefix("FILMREVIEW_").lower()
    assert settings.addresses == {**Settings().addresses, key: value}


@pytest.mark.parametrize("value", [None, False])
def test_none_switches_a_kind_off(value: object) -> None:
    """What Pelican takes for no page is none here, too."""
    settings = read_settings({"FILMREVIEW_FILMS_SAVE_AS": value}, print)
    assert settings.addresses["films_save_as"] == ""


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("FILMREVIEW_PERSON_SAVE_AS", "people/index.html"),
        ("FILMREVIEW_PERSON_SAVE_AS", "{slug}/{name}.html"),
        ("FILMREVIEW_PERSON_SAVE_AS", "{slug.__class__}.html"),
        ("FILMREVIEW_FILMS_SAVE_AS", "/films.html"),
        ("FILMREVIEW_FILMS_SAVE_AS", "../films.html"),
        ("FILMREVIEW_FILMS_SAVE_AS", "{slug}.html"),
        ("FILMREVIEW_FILMS_SAVE_AS", "{"),
        ("FILMREVIEW_FILMS_URL", 5),
        ("FILMREVIEW_FILMS_URL", "javascript:alert(1)"),
        ("FILMREVIEW_FILMS_URL", "films?x"),
    ],
)
def test_address_that_cannot_be_used(name: str, value: object) -> None:
    """An address outside the site, or one for many pages, is reported, and the default stays."""
    said: list[str] = []
    assert read_settings({name: value}, said.append) == Settings()
    (message,) = said
    assert message.startswith(f"{name}: expected an address below the site")
    assert message.endswith(f"found {value!r}; the default is used")


def test_addresses_are_no_setting() -> None:
    """The name that holds all addresses together is none that a site can set."""
    _, said = read(addresses={})
    assert said[0].startswith("unknown setting FILMREVIEW_ADDRESSES; ")


def test_scale_must_go_upwards() -> None:
    """A worst score that is not below the best one is no scale: both defaults stand in."""
    settings, said = read(best=1, worst=1)
    assert (settings.best, settings.worst) == (Decimal(5), Decimal(0))
    assert said == ["FILMREVIEW_WORST (1) is not below FILMREVIEW_BEST (1); the defaults are used"]


def test_broken_settings_are_reported_once_a_build(build_site: BuildSite) -> None:
    """Each broken setting is one warning a build, however many posts; the site is built."""
    build = build_site(
        {f"{n}.md": make_post("md", FILM, f"Post {n}") for n in range(3)},
        FILMREVIEW_BADGE="star",
        FILMREVIEW_LAYOUT="Card",
        FILMREVIEW_UNKNOWN=1,
    )
    assert len(build.messages) == 3
    assert {record.levelname for record in build.records} == {"WARNING"}
    assert all("Solaris" in build.read(f"post-{n}.html") for n in range(3))


@pytest.mark.parametrize("name", NAMES)
def test_site_is_built_whatever_a_setting_holds(build_post: BuildPost, name: str) -> None:
    """No broken setting of any kind stops a build or loses a film."""
    value = BROKEN[name][1][0]
    build = build_post(FILM, **{f"FILMREVIEW_{name.upper()}": value})
    assert len(build.messages) == 1
    assert len(build.reviews("post.html")) == 1


# --- one post's own -------------------------------------------------------------------------------


def override(metadata: dict[str, Any], **given: Any) -> tuple[Settings, list[str]]:
    """Read a site's settings and lay one post's metadata over them."""
    site, _ = read(**given)
    said: list[str] = []
    return override_settings(site, metadata, said.append), said


def test_post_changes_its_own_settings() -> None:
    """A post's metadata changes what may be changed by posts, and leaves the site's others."""
    settings, said = override(
        {
            "title": "x",
            "filmreview_jsonld": "off",
            "filmreview_heading_level": "3",
            "filmreview_best": "10",
            "filmreview_layout": "bare",
        },
        badge="bar",
        jsonld=True,
    )
    assert said == []
    assert (settings.jsonld, settings.heading_level, settings.best) == (False, 3, Decimal(10))
    assert (settings.layout, settings.badge) == ("bare", "bar")


def test_post_without_own_settings_has_the_sites() -> None:
    """Without such metadata a post has the very settings of the site."""
    site, _ = read(badge="bar")
    assert override_settings(site, {"title": "x"}, print) is site


def test_broken_setting_of_a_post_leaves_the_sites() -> None:
    """What cannot be used in a post is named as the post writes it, and the site's value stays."""
    settings, said = override({"filmreview_badge": "star"}, badge="bar")
    assert settings.badge == "bar"
    (message,) = said
    assert message.startswith("filmreview_badge: expected one of number, stars")
    assert message.endswith("found 'star'; the site's setting is used")


def test_unknown_setting_of_a_post() -> None:
    """A misspelt name in a post's metadata gets the nearest that a post may use."""
    _, said = override({"filmreview_jsonl": "off"})
    assert said == ["unknown setting filmreview_jsonl; did you mean filmreview_jsonld?"]


def test_setting_of_the_site_is_none_of_a_post() -> None:
    """Settings that make no sense for one post are refused there, with a word."""
    settings, said = override({"filmreview_stylesheet_path": "x.css", "filmreview_head": "off"})
    assert settings == Settings()
    assert said == [
        "filmreview_stylesheet_path is a setting of the site, not of a post",
        "filmreview_head is a setting of the site, not of a post",
    ]


def test_scale_of_a_post_falls_back_on_the_sites() -> None:
    """A post's scale that is none leaves the site's scale."""
    settings, said = override({"filmreview_worst": "100"}, best=100, worst=1)
    assert (settings.best, settings.worst) == (Decimal(100), Decimal(1))
    assert said == [
        "filmreview_worst (100) is not below filmreview_best (100); the site's setting is used"
    ]


def test_broken_setting_of_a_post_is_reported_with_its_file(build_site: BuildSite) -> None:
    """The message about a post's own setting names the post."""
    post = make_post("md", FILM, Filmreview_badge="star")
    (message,) = build_site({"post.md": post}).messages
    assert message.startswith("post.md")
    assert "filmreview_badge" in message


@pytest.mark.parametrize("kind", ["md", "rst"])
def test_settings_of_posts_work_in_every_format(build_site: BuildSite, kind: str) -> None:
    """A post's own setting is ordinary metadata, in Markdown and in reStructuredText."""
    film = FILM if kind == "md" else ".. film::\n\n   title: Solaris\n   rating: 4\n"
    post = make_post(kind, film, filmreview_layout="compact", filmreview_jsonld="off")
    build = build_site({f"post.{kind}": post})
    assert "film-review--compact" in build.read("post.html")
    assert build.reviews("post.html") == []
    assert build.complaints == []
