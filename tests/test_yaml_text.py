"""How the text of a block is read: the same as PyYAML reads it where it is YAML of a block's shape,
and as the author wrote it where it is not."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pelican_filmreview.problem import Problem, Problems
from pelican_filmreview.yaml_text import read_block, write_yaml
from pelican_filmreview.yaml_tree import Entries, Items, NotABlock, Scalar, Value


def read(text: str) -> tuple[Entries, tuple[Problem, ...]]:
    """Read a block."""
    problems = Problems()
    return read_block(text, problems), problems.sorted()


def simplify(value: Value) -> Any:
    """Give a value as plain data."""
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Items):
        return [simplify(item) for item in value.items]
    return {entry.key: simplify(entry.value) for entry in value.entries}


def read_values(text: str) -> dict[str, Any]:
    """Read a block as plain data."""
    values = simplify(read(text)[0])
    assert isinstance(values, dict)
    return values


def read_quietly(text: str) -> dict[str, Any]:
    """Read a block about which there is nothing to say."""
    block, problems = read(text)
    assert problems == ()
    values = simplify(block)
    assert isinstance(values, dict)
    return values


# --- against PyYAML -------------------------------------------------------------------------------

Tree = tuple[Any, ...]


def number_ours(value: Value) -> Tree:
    """Give our value with the line of each of its parts."""
    if isinstance(value, Scalar):
        return ("text", value.line, value.text)
    if isinstance(value, Items):
        return ("list", value.line, *map(number_ours, value.items))
    pairs = ((entry.key, entry.line, number_ours(entry.value)) for entry in value.entries)
    return ("mapping", value.line, *pairs)


def number_theirs(node: yaml.Node) -> Tree:
    """Give a node of PyYAML in the same form."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return ("text", line, node.value)
    if isinstance(node, yaml.SequenceNode):
        return ("list", line, *map(number_theirs, node.value))
    assert isinstance(node, yaml.MappingNode)
    pairs = ((k.value, k.start_mark.line + 1, number_theirs(v)) for k, v in node.value)
    return ("mapping", line, *pairs)


# No "(", since a comma in brackets parts nothing for us, as in "[Ann (as A, B), Bob]".
CHARACTERS = st.one_of(
    st.characters(
        exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp", "Cn", "Co"], exclude_characters="("
    ),
    st.sampled_from(" \n\t:#-'\"[]{},&*!|>%@`?\\~=.0123456789aäé한字🎬\u200d\u0301\u05d0"),
)
TEXT = st.text(CHARACTERS, max_size=120)
LINE = st.text(
    CHARACTERS.filter(lambda c: c not in "\n：\ufeff\u200b"), min_size=1, max_size=40
).filter(lambda text: text == text.strip())
WORDS = st.lists(st.sampled_from(["a", "Bb", "Jr.", "- c", "#d", "e #f", "1917", "no"])).map(
    " ".join
)
ANY_TEXT = TEXT | WORDS
SOURCED = st.fixed_dictionaries({"text": ANY_TEXT}, optional={"source": ANY_TEXT, "url": ANY_TEXT})
RATING = st.fixed_dictionaries({"value": TEXT}, optional={"best": TEXT, "label": ANY_TEXT})
SHAPES: dict[str, st.SearchStrategy[Any]] = {
    "original_title": ANY_TEXT,
    "verdict": ANY_TEXT,
    "year": TEXT.filter(lambda text: "#" not in text),
    "rating": RATING,
    "director": st.lists(
        ANY_TEXT | st.fixed_dictionaries({"name": TEXT}, optional={"url": TEXT}), min_size=1
    ),
    "genre": st.lists(ANY_TEXT, min_size=2),
    "also_known_as": st.lists(ANY_TEXT, min_size=2),
    "cast": st.lists(
        st.fixed_dictionaries(
            {"actor": ANY_TEXT},
            optional={"role": ANY_TEXT | st.lists(ANY_TEXT, min_size=1), "note": TEXT},
        ),
        min_size=1,
    )
    | st.dictionaries(LINE, ANY_TEXT | st.lists(ANY_TEXT, min_size=1), min_size=1),
    "facts": st.lists(ANY_TEXT | SOURCED, min_size=1),
    "synopsis": ANY_TEXT | SOURCED,
    "quote": ANY_TEXT
    | st.fixed_dictionaries({"text": ANY_TEXT, "speaker": TEXT}, optional={"actor": TEXT}),
    "scores": st.dictionaries(LINE, TEXT, min_size=1),
    "watched": st.lists(
        st.fixed_dictionaries({"date": TEXT}, optional={"venue": ANY_TEXT, "rating": RATING}),
        min_size=1,
    ),
    "pros": st.lists(ANY_TEXT, min_size=1),
}
BLOCKS = st.fixed_dictionaries({"title": ANY_TEXT}, optional=SHAPES)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([False, True, None]),
        "default_style": st.sampled_from([None, '"', "'", "|", ">"]),
        "width": st.sampled_from([20, 80, 100_000]),
        "indent": st.sampled_from([2, 4]),
        "allow_unicode": st.booleans(),
        "explicit_start": st.booleans(),
        "explicit_end": st.booleans(),
        "sort_keys": st.booleans(),
    }
)


@settings(max_examples=200, deadline=None)
@given(BLOCKS, STYLES)
@example({"title": "a", "scores": {"-b": "", "-c": ""}}, {})
@example({"title": "\n", "verdict": "\n\nx\n\n"}, {"default_style": "|"})
@example({"title": "a: b", "verdict": "x\n\n y\nz\n\n"}, {"default_style": "|"})
@example({"title": "x " * 60, "verdict": "\ta \\ b " * 20}, {"default_style": '"'})
@example({"title": "\x85\u2028x\u2029\xa0", "verdict": "\xa0"}, {"default_style": '"'})
def test_yaml_reads_as_yaml(block: dict[str, Any], style: dict[str, Any]) -> None:
    """Where a block is YAML, it reads as PyYAML reads it, values and lines."""
    text = yaml.safe_dump(block, **style)
    node = yaml.compose(text, Loader=yaml.BaseLoader)
    assert node is not None
    assert number_ours(read(text)[0]) == number_theirs(node)


@settings(max_examples=60, deadline=None)
@given(BLOCKS, st.sampled_from([None, 1, 4]), st.booleans())
def test_json_reads_as_json(block: dict[str, Any], indent: int | None, ascii_only: bool) -> None:
    """A block may be JSON."""
    assert read_values(json.dumps(block, indent=indent, ensure_ascii=ascii_only)) == block


@settings(max_examples=60, deadline=None)
@given(BLOCKS)
def test_mapping_travels_as_text(block: dict[str, Any]) -> None:
    """What a reader made of a mapping of its own comes back from the text that it is sent as."""
    assert read_quietly(write_yaml(block)) == block


# --- values that mean themselves ------------------------------------------------------------------

ITSELF = (
    "1917",
    "2.0",
    "1e3",
    "0x1F",
    "11:14",
    "8:46",
    "No",
    "Yes",
    "Null",
    "~",
    "2001-01-01",
    "[REC]",
    "[REC] 2",
    "{Proof}",
    "{static}/x",
    "#Alive",
    "Juror #2",
    "& Juliet",
    "&Teen",
    "*batteries not included",
    "** 1/2",
    "!Women Art Revolution",
    "!!str x",
    "|x",
    "> x",
    "%",
    "@Suicide Room",
    "`x`",
    "'71",
    "'Til",
    "'Gung Ho!': The Story",
    "'Weird Al' Yankovic",
    '"David" and Goliath',
    '"',
    "'",
    "- x",
    "-x",
    "--- x",
    "? x",
    "?",
    ": x",
    ":",
    ", x",
    "Alien: Covenant",
    "Wait for it:",
    "a: b: c",
    "The Hunger Games:\xa0Mockingjay",
    "三国志：英雄的黎明",
    "x\ty",
    "x  y",
    "R\x9bx",
    "a\x85b",
    "a\u2028b",
    "بچه\u200cهای آسمان",
    "e\u0301",
    "🎬 \u200d",
    "\\n",
    "C:\\x",
    "a, b",
    "%TAG",
    "<<",
    "=",
)


@pytest.mark.parametrize("value", ITSELF)
@pytest.mark.parametrize("field", ["title", "original_title", "verdict", "tagline"])
def test_text_means_itself(field: str, value: str) -> None:
    """A text needs no quotes."""
    assert read_quietly(f"year: 1\n{field}: {value}\ngenre: x") == {
        "year": "1",
        field: value,
        "genre": "x",
    }


@pytest.mark.parametrize("value", ITSELF)
@pytest.mark.parametrize("field", ["genre", "pros", "facts", "also_known_as", "cast", "quote"])
@pytest.mark.parametrize("margin", ["", "  "])
def test_item_means_itself(field: str, value: str, margin: str) -> None:
    """An item of a list needs no quotes, indented or not."""
    assert read_values(f"{field}:\n{margin}- {value}\n{margin}- b") == {field: [value, "b"]}


@pytest.mark.parametrize("value", ITSELF)
def test_text_of_long_form_means_itself(value: str) -> None:
    """A text in a long form needs no quotes."""
    block = f"quote:\n  text: {value}\n  speaker: {value}\ncast:\n- actor: {value}\n  note: x"
    long = {"text": value, "speaker": value}
    assert read_values(block) == {"quote": long, "cast": [{"actor": value, "note": "x"}]}


@pytest.mark.parametrize(
    "value",
    [
        "No",
        "11:14",
        "Alien: Covenant",
        "#Alive",
        "*x",
        "&x",
        "!x",
        "%",
        "@x",
        "`x`",
        "'71",
        "'Weird Al' Yankovic",
        "[REC]",
        "[REC] 2",
        "{Proof}",
        "x (as Y, Z)",
        "- x",
        "? x",
    ],
)
def test_item_in_brackets_means_itself(value: str) -> None:
    """An item of a list in brackets needs no quotes; only a comma parts items."""
    assert read_quietly(f"also_known_as: [{value}, b]") == {"also_known_as": [value, "b"]}


# --- what is YAML ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("title: 'Sheba, Baby'", {"title": "Sheba, Baby"}),
        ("title: 'It''s'  # a comment", {"title": "It's"}),
        ('title: "a\\tb\\u00e9\\x41\\U0001F3AC"', {"title": "a\tbéA🎬"}),
        ('title: "a\n  b\n\n  c\\\n  d"', {"title": "a b\ncd"}),
        ("title: a\n  b\n\n  c", {"title": "a b\nc"}),
        ("verdict: |\n  a\n\n   b\n", {"verdict": "a\n\n b\n"}),
        ("verdict: >-\n  a\n  b\n\n  c\n   d\n  e\n", {"verdict": "a b\nc\n d\ne"}),
        ("verdict: |2-\n   a\n  b", {"verdict": " a\nb"}),
        ("verdict: |+\n  a\n\nyear: 1", {"verdict": "a\n\n", "year": "1"}),
        ("verdict: |", {"verdict": ""}),
        ("verdict: | # note\n  # kept\n", {"verdict": "# kept\n"}),
        ("---\ntitle: X\n...", {"title": "X"}),
        ("# c\n---\ntitle: X\n---\n", {"title": "X"}),
        ("\"title\": X\n'year': 1", {"title": "X", "year": "1"}),
        ("{title: X, cast: [A as B, C]}", {"title": "X", "cast": ["A as B", "C"]}),
        ("{title: [REC], year: }", {"title": "[REC]", "year": ""}),
        ('{"title":"X","year":null,"best":5}', {"title": "X", "year": "", "best": "5"}),
        ("genre: [a, b,]", {"genre": ["a", "b"]}),
        ("genre: [\na, # c\nb\n]\nyear: 1", {"genre": ["a", "b"], "year": "1"}),
        ("genre:\n  [a,\n  b]", {"genre": ["a", "b"]}),
        ("genre: [a, 'b, c', \"d\"]  # c", {"genre": ["a", "b, c", "d"]}),
        ("genre:\n- a\n# c\n\n- b", {"genre": ["a", "b"]}),
        ("facts:\n- a\n  b\n- c", {"facts": ["a b", "c"]}),
        ("rating: 4 # c", {"rating": "4"}),
        ("year: 2013 #c", {"year": "2013"}),
        ("rating:  # out of 10\nyear: 1", {"rating": "", "year": "1"}),
        ("cast: # main\n- A", {"cast": ["A"]}),
        ("title: X\r\nyear: 1\r\n", {"title": "X", "year": "1"}),
        ("title: C-\r\r\nyear: 1", {"title": "C-", "year": "1"}),
        ("\ufefftitle: X", {"title": "X"}),
        ("title:\xa0 X\u3000", {"title": "X"}),
        ('title: " X "', {"title": " X "}),
        (
            "director: {name: Robert Downey, Jr., url: x}",
            {"director": {"name": "Robert Downey, Jr.", "url": "x"}},
        ),
    ],
)
def test_yaml_stays_yaml(text: str, values: dict[str, Any]) -> None:
    """Quoted texts, block scalars, flow collections, comments and markers mean what YAML says."""
    assert read_quietly(text) == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Title:X\nyear:1", {"Title": "X", "year": "1"}),
        ("title : X", {"title": "X"}),
        ("감독：봉준호\n제목：괴물", {"감독": "봉준호", "제목": "괴물"}),
        ("title:\tX", {"title": "X"}),
        ("\ttitle: X\n\tcast:\n\t\t- A\n\t\t- B", {"title": "X", "cast": ["A", "B"]}),
        ("  title: X\n  cast:\n  - A", {"title": "X", "cast": ["A"]}),
        ("cast:\n  A as B\n  C as D", {"cast": ["A as B", "C as D"]}),
        ("cast: A as B\n  C as D", {"cast": ["A as B", "C as D"]}),
        ("cast: A,\n  B", {"cast": "A, B"}),
        ("director: A\n  B", {"director": ["A", "B"]}),
        ("pros:\n  * a\n  * b", {"pros": ["a", "b"]}),
        ("pros:\n• a\n• b\nyear: 1", {"pros": ["a", "b"], "year": "1"}),
        ("pros:\n  Acting: good\n  Music: bad", {"pros": ["Acting: good", "Music: bad"]}),
        ("cast:\n  A: B\n  C: [D, E]", {"cast": {"A": "B", "C": ["D", "E"]}}),
        ("quote: Hm.\n  speaker: X", {"quote": {"text": "Hm.", "speaker": "X"}}),
        ('quote: "Hm."\n  speaker: X', {"quote": {"text": "Hm.", "speaker": "X"}}),
        ("cast:\n- actor: A\n    role: B", {"cast": [{"actor": "A", "role": "B"}]}),
        ("film:\n  title: X\n  year: 1", {"title": "X", "year": "1"}),
        ("film:\n  title: X\nlayout: card", {"title": "X", "layout": "card"}),
        (
            "facts:\n- Note: it rained\n- text: a\n  source: b",
            {"facts": ["Note: it rained", {"text": "a", "source": "b"}]},
        ),
        ("also_known_as: [REC]", {"also_known_as": "[REC]"}),
        ("quote: [Screams]", {"quote": "[Screams]"}),
        ("synopsis:\n  Source: a spring.", {"synopsis": "Source: a spring."}),
    ],
)
def test_clear_meaning_is_taken(text: str, values: dict[str, Any]) -> None:
    """What is no YAML but clear is read without a word."""
    assert read_quietly(text) == values


def test_slipped_field_is_read_and_reported() -> None:
    """A field that is indented by mistake is a field all the same."""
    block, problems = read("title: X\n director: Y\n  year: 1\nbest: 5")
    assert simplify(block) == {"title": "X", "director": "Y", "year": "1", "best": "5"}
    assert [problem.line for problem in problems] == [2, 3]


@pytest.mark.parametrize(
    "text", ["", " \n ", "---\n", "prose", "- a", "[a]", "{", "{a", "{}", "# c"]
)
def test_no_block_at_all(text: str) -> None:
    """A text without a field is refused with the reason."""
    with pytest.raises(NotABlock) as reason:
        read(text)
    assert str(reason.value).endswith(("'", "braces"))


# --- bounds ---------------------------------------------------------------------------------------


def count_calls(function: Callable[[], object]) -> int:
    """Count the calls of Python and C functions that a function makes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return calls


def read_or_refuse(text: str) -> None:
    """Read a block that may be none."""
    try:
        read(text)
    except NotABlock:
        return


def repeat(unit: str, size: int, before: str = "cast: ") -> str:
    """Give a block of about a size."""
    return before + unit * (size // len(unit))


NASTY = (
    *("[", "{", "]", "[a, ", "{a: ", "{a: [", "(", ")", "'", '"', "''", '\\"', "\\"),
    *(" ", "\t", "\n", "- ", "\n- ", "\n- {a: ", "a: ", ":", "：", ", ", "# ", " #"),
    *("*a ", "&a ", "\n a: b", "\na: b", "\na", "|\n", "\u202e"),
)


@pytest.mark.parametrize("unit", NASTY)
@pytest.mark.parametrize("before", ["", "cast: ", "quote: 'x", "cast:\n  - x"])
def test_work_grows_with_the_text(unit: str, before: str) -> None:
    """Twice the text costs twice the calls, and a call or two a character at the most."""
    small = count_calls(lambda: read_or_refuse(repeat(unit, 3_000, before)))
    large = count_calls(lambda: read_or_refuse(repeat(unit, 6_000, before)))
    assert large <= 2.2 * small + 1_000
    assert large <= 150_000


@pytest.mark.parametrize(
    "text",
    [
        "title: " + "x" * 1_000_000,
        "\n" * 1_000_000,
        "title: x\n" * 100_000,
        "[" * 1_000_000,
        "title: " + '"' * 1_000_000,
        " " * 1_000_000,
    ],
)
def test_too_large_is_refused_at_once(text: str) -> None:
    """A block beyond the bounds costs nothing."""
    assert count_calls(lambda: read_or_refuse(text)) < 100
    with pytest.raises(NotABlock, match="more than the"):
        read(text)


def test_aliases_are_texts() -> None:
    """Nothing multiplies: anchors and aliases mean themselves."""
    bomb = "a: &a [lol, lol]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [" + f"*{chr(97 + n)}, " * 9 + "]\n" for n in range(9)
    )
    calls = count_calls(lambda: read_or_refuse(bomb))
    assert calls < 20_000
    assert read_values("cast: [&a x, *a]") == {"cast": ["&a x", "*a"]}


def test_deep_nesting_is_text() -> None:
    """Nothing is read deeper than a film can be; what is, stays as it was written."""
    deep = "{value: " * 1_000 + "}" * 1_000
    assert read_values(f"rating: {deep}") == {"rating": {"value": deep[8:-1]}}
    with pytest.raises(NotABlock):
        read("{a: " * 20 + "}" * 20)


def test_mapping_with_itself_inside_is_written() -> None:
    """A mapping that another plugin made cannot stop the build."""
    film: dict[str, Any] = {"title": "X", "best": None, "favorite": True}
    film["links"] = film
    huge = {"title": "X", "facts": [["x"] * 100] * 10_000}
    assert read_values(write_yaml(film))["best"] == ""
    assert read_values(write_yaml(film))["favorite"] == "yes"
    assert len(write_yaml(huge)) < 100_000
