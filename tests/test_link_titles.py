"""Titles in italics on real sites: which link to their reviews, and what stays as it was."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from collection_site import ON
from conftest import BuildSite, make_post, write_files
from pelican.plugins import signals

from pelican_filmreview.collection.mentions import find_mentions, fold_title

LINKED = {**ON, "FILMREVIEW_LINK_TITLES": True}


def write_review(title: str, block: str, date: str = "2024-01-01") -> str:
    """Give a review as a post."""
    return f"Title: {title}\nDate: {date}\n\n```film\n{block}\n```\n\nProse of {title}.\n"


REVIEWS = {
    "solaris.md": write_review("solaris", "title: Solaris\nyear: 1972\ndirector: Tarkovsky"),
    "remake.md": write_review("remake", "title: Solaris\nyear: 2002"),
    "burning.md": write_review(
        "burning", "title: Burning\noriginal_title: 버닝\nalso_known_as: Beoning & Co\nyear: 2018"
    ),
    "dont.md": write_review("dont", "title: Don't Look Now"),
    "no.md": write_review("no", 'title: "No"\nyear: 2012'),
    "twice.md": write_review("twice", "title: Twice\nyear: 2000"),
    "again.md": write_review("again", "title: Twice\nyear: 2000", "2024-02-01"),
    "festival.md": write_review("festival", "title: Games\nyear: 2009\ndirector: Ann Lee"),
    "cinema.md": write_review(
        "cinema", "title: Games\nyear: 2010\ndirector: Ann Lee", "2024-02-01"
    ),
    "mice.md": write_review("mice", "title: Mice\nyear: 1992\ndirector: Ann Lee"),
    "mice-again.md": write_review("mice again", "title: Mice\nyear: 2020\ndirector: Ann Lee"),
    "which.md": write_review("which", "title: Mice\ndirector: Ann Lee", "2024-03-01"),
    "draft.md": write_review("draft", "title: Draft").replace("\n\n", "\nStatus: draft\n\n", 1),
}
BASE = "https://example.org/"


def link(page: str, html: str) -> str:
    """Give a link around a piece of HTML."""
    return f'<a href="{BASE}{page}.html">{html}</a>'


DONT = "<em>Don't Look Now</em>"
SHOUTED = "<em>DON&rsquo;T look\nnow</em>"
# The prose of a post, as HTML, and what comes of it; None where nothing does.
CASES: dict[str, tuple[str, str | None]] = {
    "em": ("<p>See <em>Burning</em>.</p>", f"<p>See {link('burning', '<em>Burning</em>')}.</p>"),
    "i": (
        '<p><i class="x">Burning</i></p>',
        f"""<p>{link("burning", '<i class="x">Burning</i>')}</p>""",
    ),
    "cite": ("<p><cite>Burning</cite></p>", f"<p>{link('burning', '<cite>Burning</cite>')}</p>"),
    "original title": ("<p><em>버닝</em></p>", f"<p>{link('burning', '<em>버닝</em>')}</p>"),
    "also known as": (
        "<p><em>Beoning &amp; Co</em></p>",
        f"<p>{link('burning', '<em>Beoning &amp; Co</em>')}</p>",
    ),
    "case and quotes": (
        "<p><em>DON&rsquo;T look\nnow</em></p>",
        f"<p>{link('dont', SHOUTED)}</p>",
    ),
    "a year decides": (
        "<p><em>Solaris</em> (1972)</p>",
        f"<p>{link('solaris', '<em>Solaris</em>')} (1972)</p>",
    ),
    "a year among other words": (
        "<p><em>Solaris</em> (Soderbergh, 2002)</p>",
        f"<p>{link('remake', '<em>Solaris</em>')} (Soderbergh, 2002)</p>",
    ),
    "the first mention": (
        "<p><em>Burning</em>, <em>burning</em>, <em>Burning</em></p>",
        f"<p>{link('burning', '<em>Burning</em>')}, <em>burning</em>, <em>Burning</em></p>",
    ),
    "several films": (
        "<p><em>Burning</em> <em>Don't Look Now</em></p>",
        f"<p>{link('burning', '<em>Burning</em>')} {link('dont', DONT)}</p>",
    ),
    "behind a heading": (
        "<h2><em>Burning</em></h2>\n\n<p><em>Burning</em></p>",
        f"<h2><em>Burning</em></h2>\n\n<p>{link('burning', '<em>Burning</em>')}</p>",
    ),
    "two reviews of a film": (
        "<p><em>Twice</em></p>",
        f"<p>{link('again', '<em>Twice</em>')}</p>",
    ),
    "a year that one of two reviews has": (
        "<p><em>Games</em> (2009)</p>",
        f"<p>{link('cinema', '<em>Games</em>')} (2009)</p>",
    ),
    "another year than both have": ("<p><em>Games</em> (2008)</p>", None),
    "two films and a review that may be of either": ("<p><em>Mice</em></p>", None),
    "stressed with a capital": ("<p><em>No</em></p>", f"<p>{link('no', '<em>No</em>')}</p>"),
    "a stressed word": ("<p><em>no</em></p>", None),
    "a remake without a year": ("<p><em>Solaris</em></p>", None),
    "a year of another film": ("<p><em>Burning</em> (1968)</p>", None),
    "more than the title": ("<p><em>Burning, again</em></p>", None),
    "a draft": ("<p><em>Draft</em></p>", None),
    "strong": ("<p><strong>Burning</strong></p>", None),
    "a link": ('<p><a href="/x">see <em>Burning</em></a> and <em>Burning</em></p>', None),
    "a link within": ('<p><em><a href="/x">Burning</a></em></p>', None),
    "code": ("<p><code><em>Burning</em></code></p>", None),
    "a sample": ("<pre><em>Burning</em></pre>", None),
    "a caption": ("<figure><figcaption><em>Burning</em></figcaption></figure>", None),
    "a comment": ("<p>x</p>\n\n<!-- <em>Burning</em> -->", None),
    "an attribute": ("<p title='<em>Burning</em>'>x</p>", None),
    "a button": ("<p><button>x <em>Burning</em></button></p>", None),
    "unclosed": ("<p><em>Burning</p>", None),
}


@pytest.mark.parametrize("case", CASES)
def test_prose(case: str, build_site: BuildSite) -> None:
    """A title in italics links to its review; all other bytes of the author's stay."""
    prose, expected = CASES[case]
    posts = {**REVIEWS, "post.md": make_post("md", prose)}
    plain = build_site(posts, **ON).read("post.html")
    assert prose in plain
    build = build_site(posts, **LINKED)
    assert build.read("post.html") == plain.replace(prose, expected or prose)
    assert build.complaints == []


def test_off_by_default_and_by_post(build_site: BuildSite) -> None:
    """Nothing links itself unless the site asks; a post may say otherwise."""
    post = make_post("md", "See *Burning*.", Filmreview_link_titles="off")
    assert "<em>Burning</em></a>" not in build_site({**REVIEWS, "post.md": post}, **LINKED).read(
        "post.html"
    )
    post = post.replace("off", "on")
    assert link("burning", "<em>Burning</em>") in build_site(
        {**REVIEWS, "post.md": post}, **ON
    ).read("post.html")
    alone = build_site({"post.md": make_post("md", "*Burning*")}, FILMREVIEW_LINK_TITLES=True)
    assert "FILMREVIEW_LINK_TITLES does nothing without" in alone.messages[0]


def test_a_review_does_not_link_to_itself(build_site: BuildSite) -> None:
    """What a review calls by its film's own title is that film, whatever else has the title."""
    own = REVIEWS["solaris.md"] + "\n*Solaris* and *Solaris* (1972), not *Solaris* (2002).\n"
    again = REVIEWS["again.md"] + "\n*Twice*\n"
    build = build_site({**REVIEWS, "solaris.md": own, "again.md": again}, **LINKED)
    page = build.read("solaris.html")
    assert (
        f"<em>Solaris</em> and <em>Solaris</em> (1972), not {link('remake', '<em>Solaris</em>')}"
        in page
    )
    assert "<p><em>Twice</em></p>" in build.read("again.html")


def test_a_draft_does_not_link_to_its_namesake(build_site: BuildSite) -> None:
    """A title without a year is the post's own film's, although no list has the post yet."""
    own = write_review("new", "title: Twice\nyear: 2024").replace("\n\n", "\nStatus: draft\n\n", 1)
    build = build_site({**REVIEWS, "new.md": own + "\n*Twice*, not *Twice* (2000)\n"}, **LINKED)
    page = build.read("drafts/new.html")
    assert f"<em>Twice</em>, not {link('again', '<em>Twice</em>')} (2000)" in page


FILM_AMONG_PROSE = """Once *Burning* was there, and stood in front.

```film
title: Other
tagline: Don't Look Now
```

Then *Twice* here."""


def test_the_fragment_is_no_prose(build_site: BuildSite, tmp_path: Path) -> None:
    """What is in italics in a film's block stays, and the prose around it is still the body."""
    template = {"filmreview/tagline.html": "<p><em>{{ film.tagline }}</em></p>"}
    write_files(tmp_path / "templates", template)
    build = build_site(
        {**REVIEWS, "post.md": make_post("md", FILM_AMONG_PROSE)},
        THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "templates")],
        **LINKED,
    )
    page = build.read("post.html")
    assert "<p><em>Don&#39;t Look Now</em></p>" in page
    assert link("burning", "<em>Burning</em>") in page
    assert link("again", "<em>Twice</em>") in page
    assert build.reviews("post.html")[0]["reviewBody"] == (
        "Once Burning was there, and stood in front. Then Twice here."
    )


def change_contents(generator: Any) -> None:
    """Change posts behind the visit, as other plugins do."""
    for article in generator.articles:
        article._content = f"<p>Changed.</p>{article._content}"


def test_what_others_have_changed_stays(build_site: BuildSite) -> None:
    """Where nobody knows any more what is prose and what a fragment, no title is linked."""
    posts = {
        **REVIEWS,
        "post.md": make_post("md", FILM_AMONG_PROSE),
        "plain.md": make_post("md", "*Burning*", "Plain"),
    }
    with signals.article_generator_pretaxonomy.connected_to(change_contents):
        build = build_site(posts, **LINKED)
    assert "<em>Burning</em></a>" not in build.read("post.html")
    assert "<em>Burning</em></a>" in build.read("plain.html")


def test_relative_addresses(build_site: BuildSite) -> None:
    """Links are as the page that shows them needs them, in summaries and feeds too."""
    build = build_site(
        {**REVIEWS, "post.md": make_post("md", "See *Burning*.", date="2025-01-01")},
        RELATIVE_URLS=True,
        ARTICLE_SAVE_AS="reviews/{slug}.html",
        ARTICLE_URL="reviews/{slug}.html",
        FEED_ALL_ATOM="feeds/all.xml",
        FEED_DOMAIN="https://example.org",
        **LINKED,
    )
    assert '<a href="../reviews/burning.html"><em>' in build.read("reviews/post.html")
    assert '<a href="./reviews/burning.html"><em>' in build.read("index.html")
    assert 'https://example.org/reviews/burning.html"&gt;&lt;em&gt;' in build.read("feeds/all.xml")
    for path in build.output.rglob("*.*ml"):
        assert "film-root" not in path.read_text("utf-8"), path


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("don’t look now", "Don't Look Now"),
        ("“Crocodile” Dundee", '"Crocodile" Dundee'),
        ("The\xa0Host", "the host"),
        ("Tick, Tick… Boom!", "tick, tick... BOOM!"),
        ("Spider–Man", "Spider-Man"),
        ("STRASSE", "Straße"),
    ],
)
def test_folding(typed: str, title: str) -> None:
    """Case, spaces and the forms of quotes, dashes and dots make no other title."""
    assert fold_title(typed) == fold_title(title)


@pytest.mark.parametrize("piece", ["<em ", "<em>", "<a ", "<i a='", '<p "', "<!--", "<em><span>"])
def test_odd_markup_takes_no_long_time(piece: str) -> None:
    """However broken the HTML is, the search comes to its end, and finds nothing there."""
    assert [m for m in find_mentions(piece * 3000, ()) if re.search("<", m.text)] == []
