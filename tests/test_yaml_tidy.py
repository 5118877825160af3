"""The short way of reading a block without traps leads where the long way leads."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pelican_filmreview import yaml_text
from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.yaml_text import Entries, NotABlock
from pelican_filmreview.yaml_tidy import read_tidy

SITE = Path(__file__).parents[1] / "example_site/content"
FENCE = re.compile(r"^```film\n(.*?)\n```$", re.M | re.S)

KEYS = st.sampled_from(
    [
        "title",
        "Year",
        "cast",
        "genre",
        "facts",
        "synopsis",
        "quote",
        "rating",
        "verdict",
        "scores",
        "watched",
        "links",
        "poster",
        "film",
        '"title"',
        "unknown",
        "#",
    ]
)
WORDS = st.one_of(
    st.sampled_from(
        [
            "Solaris",
            "1972",
            "#Alive",
            "#",
            "[REC]",
            "'open",
            "|",
            ">-",
            "~",
            "//host",
            "-",
            "---",
            "...",
            "{",
            "：colon",
            "a\\nb",
        ]
    ),
    st.sampled_from(
        [
            "",
            "Alien: Covenant",
            "Juror #4",
            "[a, b]",
            "[a: b,, c ,]",
            "[]",
            "[",
            "[a #b, c]",
            "{text: a, source: b}",
            '"quoted"',
        ]
    ),
    st.sampled_from(
        ["Kris as Kelvin", "text: words", "speaker: Hari", "* star", "title: x", "# no"]
    ),
)
MARGINS = st.sampled_from(["", " ", "  ", "    ", "\t", "\xa0", "  - ", "- ", "    - ", "  text: "])
LINES = st.one_of(
    st.tuples(KEYS, st.sampled_from([":", ": ", " : ", "：", " "]), WORDS).map("".join),
    st.tuples(MARGINS, WORDS).map("".join),
    st.tuples(MARGINS, st.sampled_from(["text", "source", "actor", "role", "url"]), WORDS).map(
        lambda parts: f"{parts[0]}{parts[1]}: {parts[2]}"
    ),
)
# Lines in any order, and fields with lines below, most of which take the short way.
FIELDS = st.tuples(
    st.sampled_from(
        ["title", "Cast", "genre", "country", "facts", "synopsis", "quote", "verdict", "year"]
    ),
    st.sampled_from([":", ": "]),
    st.one_of(st.just(""), WORDS),
    st.lists(st.tuples(st.sampled_from(["\n  ", "\n    ", "\n  - ", "\n"]), WORDS).map("".join)),
).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2]}{''.join(parts[3])}")
BLOCKS = st.one_of(st.lists(LINES, min_size=1), st.lists(FIELDS, min_size=1)).map("\n".join)


def read(text: str) -> tuple[Entries | str, tuple[Problem, ...]]:
    problems = Problems()
    try:
        return yaml_text.read_block(text, problems), problems.sorted()
    except NotABlock as reason:
        return str(reason), problems.sorted()


def read_the_long_way(text: str) -> tuple[Entries | str, tuple[Problem, ...]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_text, "read_tidy", lambda text, problems: None)
        return read(text)


@given(BLOCKS, st.sampled_from(["", "\n", "\n\n", "\n  "]))
@example("title: a\nverdict: |+\n  words\n", "\n")
@example("title: a\nfacts:\n  - b\n  ---", "")
@example("cast:\n ---\n # a comment", "\n")
@example("quote:\n  text: a\n  speaker: b\n   actor: c", "")
@example("cast:\n  - a\n\n  - b\n - c", "")
def test_both_ways_lead_to_the_same(text: str, end: str) -> None:
    """Values, lines and messages do not depend on which way a block is read."""
    assert read(text + end) == read_the_long_way(text + end)


@pytest.mark.parametrize(
    "text",
    [one for path in sorted(SITE.rglob("*.md")) for one in FENCE.findall(path.read_text("utf-8"))],
)
def test_example_site(text: str) -> None:
    """So it is for what people write."""
    assert read(text) == read_the_long_way(text)


def test_usual_block_takes_the_short_way() -> None:
    """Fields at the margin, plain words, lists and long forms need no weighing of lines."""
    text = "title: Solaris\nyear: 1972\ncast:\n  - Donatas Banionis as Kelvin\n  - Jüri Järvet\n"
    text += "synopsis:\n  text: Words.\n  source: A book\nverdict: >\n  Folded,\n  text: and all."
    assert read_tidy(text, Problems()) is not None
    assert read_tidy(text + "\nno field: x", Problems()) is None
