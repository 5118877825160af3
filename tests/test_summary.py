"""The short way of cutting a summary cuts where Pelican does."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pelican.utils import truncate_html_words

from pelican_filmreview.summary import cut_words

WORDS = st.sampled_from(
    [
        "word",
        "it's",
        "well-known",
        "naïve",
        "7번방의",
        "映画",
        "—",
        "...",
        "a_b",
        "'",
        "1.5",
        "\n",
        "  ",
    ]
)
TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<em>",
        "</em>",
        "<li>",
        '<a href="x?a=1&b=2" title="T">',
        "</a>",
        "<h2>",
        "</h2>",
    ]
)
TRAPS = st.sampled_from(
    ["<br>", "&amp;", "<", "<P>", "<!-- no -->", '<p class="x">', "<img>", "&", ">"]
)
HTML = st.lists(st.one_of(WORDS, WORDS, WORDS, TAGS, TRAPS), max_size=30).map("".join)
SPACED = st.lists(st.one_of(WORDS, WORDS, TAGS), max_size=30).map(" ".join)


@given(st.one_of(HTML, SPACED), st.integers(1, 12), st.sampled_from(["…", "", None]))
@example("word<", 1, "…")
@example("<p>one two</p>", 2, "…")
@example("one two", 2, "…")
@example("<p>one <em>two</p> three</em> four</p>", 4, "…")
def test_cut_is_pelicans(html: str, most: int, end_text: str | None) -> None:
    """Wherever the short way gives an answer, it is that of Pelican's parser."""
    short = cut_words(html, most, end_text or "")
    assert short is None or short == truncate_html_words(html, most, end_text or "")


def test_usual_prose_takes_the_short_way() -> None:
    """Paragraphs, links and emphasis need no parser."""
    html = '<p>It <em>rains</em> in <a href="/solaris?a=1&amp;b=2">Solaris</a> indoors.</p>'
    assert cut_words(html, 4, "…") == (
        '<p>It <em>rains</em> in <a href="/solaris?a=1&amp;b=2">Solaris …</a></p>'
    )
