"""The exact text of each message about a block: what was found, what was expected, the fix."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pelican_filmreview
from pelican_filmreview.parse import Reading, parse_film
from pelican_filmreview.problem import MOST_PROBLEMS
from pelican_filmreview.rating import Scale

READING = Reading(Scale(), lambda _name: None, is_inside=lambda url: "/../" not in url)
MODULES = (
    "parse",
    "convert",
    "convert_words",
    "convert_comments",
    "conversation",
    "yaml_text",
    "yaml_value",
    "problem",
)

Found = list[tuple[int, str, str]]


def report(text: str) -> Found:
    """Give what is said about a block."""
    problems = parse_film(text, READING).problems
    return [(one.line, one.severity, one.message) for one in problems]


TABLE: list[tuple[str, Found]] = [
    (
        "title: A\nposter: '{static}/../x.png'",
        [
            (
                2,
                "error",
                "poster '{static}/../x.png' leads out of the content folder; put the file into it",
            )
        ],
    ),
    # --- comments
    (
        "title: A\ncomments: So sad",
        [(2, "error", "'comments': expected 'Name: text', found 'So sad'")],
    ),
    (
        "title: A\ncomments:\n- name: Bo\n  date: 2024-01-02\n- text: Words\n  name:",
        [
            (3, "error", "'comments' needs 'text: ...' beside its other keys"),
            (5, "error", "'comments' needs 'name: ...' beside its other keys"),
        ],
    ),
    (
        "title: A\ncomments:\n- name: Bo\n  text: Words\n  url: '{static}/a.png'\n  id: x\n"
        "- name: Di\n  text: Words\n  reply_to: y\n  id: x",
        [
            (
                5,
                "warning",
                "'{static}/a.png' is no address of a website and is left out; expected one that "
                "starts with http:// or https://",
            ),
            (
                7,
                "warning",
                "the id 'x' is that of another comment; answers to it go to the first one",
            ),
            (
                7,
                "warning",
                "the comment 'y' that this one answers is not here; it stands on its own, check "
                "'reply_to'",
            ),
        ],
    ),
    (
        "title: A\ncomments:\n- {name: Bo, text: Words, id: a, reply_to: b}\n"
        "- {name: Di, text: Words, id: b, reply_to: a}",
        [
            (
                3,
                "warning",
                "this comment answers itself, at once or by way of others; it stands on its own, "
                "check 'reply_to'",
            )
        ],
    ),
    # --- no block at all
    ("", [(0, "error", "the block is empty; write at least 'title: ...'")]),
    ("{}", [(0, "error", "the block is empty; write at least 'title: ...'")]),
    (
        "A fine film.",
        [
            (
                0,
                "error",
                "expected 'field: value' lines, such as 'title: ...', found 'A fine film.'",
            )
        ],
    ),
    (
        "{title: X",
        [
            (
                0,
                "error",
                "the block opens with '{', which is never closed; put a '}' at its end, or write "
                "'field: value' lines without braces",
            )
        ],
    ),
    (
        "{title: X} Y",
        [
            (
                0,
                "error",
                "the block opens with '{', but is no list of 'field: value' pairs in braces; check "
                "the commas, colons and brackets, or write 'field: value' lines without braces",
            )
        ],
    ),
    (
        "title: " + "x" * 60_000,
        [
            (
                0,
                "error",
                "the block has 60,007 characters, more than the 60,000 that are read; keep the "
                "film's facts in it, and the review itself outside",
            )
        ],
    ),
    (
        "title: X" + "\n" * 2_001,
        [
            (
                0,
                "error",
                "the block has 2,001 lines, more than the 2,000 that are read; keep the film's "
                "facts in it, and the review itself outside",
            )
        ],
    ),
    (
        "colour: red",
        [
            (0, "error", "the block has no field that is known; the manual lists the fields"),
            (
                1,
                "error",
                "unknown field 'colour', which is not shown; the manual lists the fields",
            ),
        ],
    ),
    (
        "poster: 'posters/x.png'",
        [
            (
                1,
                "warning",
                "'poster': 'posters/x.png' is found from this page only, not from feeds and "
                "lists; write '{static}/' and its path in the content folder, or begin with '/' "
                "or 'https://'",
            )
        ],
    ),
    ("poster: none", []),
    (
        "poster: later",  # a word that somebody has still to replace
        [
            (
                1,
                "error",
                "'poster': 'later' is not an address; expected one that starts with http:// or "
                "https://, or a path on this site",
            )
        ],
    ),
    (
        "rating: {value: 4, best: 10",
        [(1, "warning", "the braces that '{' opens are never closed; put a '}' at the end")],
    ),
    (
        "cast:\n-Tom as B\n- Bob",
        [(2, "warning", "'-Tom as B' was read as an item; put a space behind '-'")],
    ),
    (
        "cast:\n  * Tom as B\n      * Bob as C",
        [
            (
                3,
                "warning",
                "'* Bob as C' was added to the text above, which stands beside its key or dash; "
                "to make a list, put every item on a line of its own",
            )
        ],
    ),
    # A value that is whole takes no more, and stays what it was.
    (
        "year: 1999\nwords\nimdb: tt2659414\n-see above",
        [
            (2, "error", "expected a line such as 'director: Name', found 'words'"),
            (
                4,
                "error",
                "expected a line such as 'director: Name', found '-see above'; if it is an item "
                "of a list, put a space behind the dash",
            ),
        ],
    ),
    (
        "synopsis:\nA text.",
        [
            (
                2,
                "warning",
                "'A text.' is no 'field: value' line; it was added to the text of 'synopsis': "
                "indent it to make that plain",
            )
        ],
    ),
    # --- keys
    ("title: X\nNote : 4,5/5", [(2, "error", "unknown field 'Note'; did you mean 'rating'?")]),
    (
        "quote: Hello\nspeaker: Ann",
        [
            (
                2,
                "error",
                "unknown field 'speaker'; if it belongs to 'quote', indent it below that",
            )
        ],
    ),
    (
        "synopsis: Words.\nThey part: for ever",
        [
            (
                2,
                "error",
                "unknown field 'They part'; if this line goes on with the text of 'synopsis', "
                "indent it",
            )
        ],
    ),
    ("title: X\ndierctor: Y", [(2, "error", "unknown field 'dierctor'; did you mean 'director'?")]),
    ("title: X\nstaring: Y", [(2, "error", "unknown field 'staring'; did you mean 'starring'?")]),
    (
        "title: X\nréalisatuer: Y",
        [(2, "error", "unknown field 'réalisatuer'; did you mean 'réalisateur'?")],
    ),
    (
        "verdict: Great.\nWhat they all forget is this: it ends",
        [
            (
                2,
                "error",
                "unknown field 'What they all forget is this'; if this line goes on with the text "
                "of 'verdict', indent it",
            )
        ],
    ),
    (
        "title: X\nyear: 1999\nyear: 2000",
        [
            (
                3,
                "error",
                "'year' was already given in line 2; the first one counts, remove one of them",
            )
        ],
    ),
    (
        "director: X\nRegie: Y",
        [
            (
                2,
                "error",
                "'Regie' was already given as 'director' in line 1; the first one counts, remove "
                "one of them",
            )
        ],
    ),
    (
        "quote:\n  text: X\n  speeker: Y",
        [(3, "error", "unknown key 'speeker' in 'quote'; did you mean 'speaker'?")],
    ),
    (
        "cast:\n- actor: X\n  rolle_: Y\n  zzz: 1",
        [
            (
                4,
                "error",
                "unknown key 'zzz' in 'cast'; known are actor, role, note, voice, uncredited, url, "
                "imdb, tmdb, wikidata",
            )
        ],
    ),
    (
        "quote:\n  text: X\n  text: Y",
        [
            (
                3,
                "error",
                "'text' was already given in this 'quote'; the first one counts, remove one of "
                "them",
            )
        ],
    ),
    (
        "rating: 15\nstars: 4",
        [
            (
                1,
                "warning",
                "'rating: 15' looks like an age certificate, since 'stars' in line 2 holds the "
                "score; write it as 'content_rating: 15'",
            )
        ],
    ),
    # --- lines
    (
        "title: X\n year: 1999",
        [
            (
                2,
                "warning",
                "'year' is indented as if it belonged to 'title'; it was read as a field of its "
                "own: move it to the left",
            )
        ],
    ),
    (
        "verdict: Good.\n  Rating: 5",
        [
            (
                2,
                "warning",
                "'Rating: 5' looks like a field but is indented, so it was read as part of the "
                "text of 'verdict'; move it to the left to make it a field",
            )
        ],
    ),
    (
        "verdict: Good\nfilm.",
        [
            (
                2,
                "warning",
                "'film.' is no 'field: value' line; it was added to the text of 'verdict': indent "
                "it to make that plain",
            )
        ],
    ),
    (
        "prose\ntitle: X",
        [(1, "error", "expected a line such as 'director: Name', found 'prose'")],
    ),
    (
        "genre: Drama\n- Comedy",
        [
            (
                2,
                "error",
                "'- Comedy' is an item of a list, but the list has no name; leave nothing behind "
                "the colon of 'genre:', and put all items below it",
            )
        ],
    ),
    (
        "- Comedy\ngenre: Drama",
        [
            (
                1,
                "error",
                "'- Comedy' is an item of a list, but the list has no name; leave nothing behind "
                "the colon of the field's name, and put all items below it",
            )
        ],
    ),
    (
        "title: X\n---\nyear: 1999",
        [(2, "warning", "'---' in the middle of a block has no meaning; take it out")],
    ),
    (
        "facts:\n  - a\n  b",
        [
            (
                3,
                "warning",
                "'b' was added to the item above; indent it, or start it with '- '",
            )
        ],
    ),
    (
        "facts:\n- a\n  - b",
        [
            (
                3,
                "warning",
                "'- b' was added to the text above, which stands beside its key or dash; to make "
                "a list, put every item on a line of its own",
            )
        ],
    ),
    # --- texts
    (
        "title: # Alive",
        [
            (
                1,
                "warning",
                "'# Alive' was read as a comment, so nothing is left; put it in quotes if it is "
                "the text",
            )
        ],
    ),
    (
        "title: Track # 9",
        [
            (
                1,
                "warning",
                "'# 9' was read as part of the text; write a comment on a line of its own, or put "
                "the text in quotes",
            )
        ],
    ),
    (
        'title: "C:\\Windows"',
        [
            (
                1,
                "warning",
                "\"C:\\Windows\" holds a '\\' that means nothing in double quotes, so the quotes "
                "are shown; write single quotes around it, or '\\\\'",
            )
        ],
    ),
    (
        "genre: [Drama, Comedy",
        [(1, "warning", "the list that '[' opens is never closed; put a ']' at its end")],
    ),
    (
        "title: X\x00",
        [
            (
                1,
                "warning",
                "the control character U+0000 cannot stand in a page or a feed and is left out",
            )
        ],
    ),
    (
        'cast:\n  "A\\0B": C',
        [
            (
                2,
                "warning",
                "the control character U+0000 cannot stand in a page or a feed and is left out",
            )
        ],
    ),
    (
        'cast: ["A\\0"]',
        [
            (
                1,
                "warning",
                "the control character U+0000 cannot stand in a page or a feed and is left out",
            )
        ],
    ),
    (
        "title: Tom &amp; Jerry",
        [
            (
                1,
                "warning",
                "'&amp;' is shown as it stands, since text here is plain text; write the "
                "character itself",
            )
        ],
    ),
    (
        "title: \u202eX",
        [
            (
                1,
                "warning",
                "a mark that sets the direction of the text was left open; it was closed at the "
                "end of the value",
            )
        ],
    ),
    (
        "title:\n  en: X\n  ko: Y",
        [(2, "error", "'title' takes a text, and has no keys of its own; found 'en', 'ko'")],
    ),
    (
        "title:\n- X\n- Y",
        [(2, "error", "'title' takes one value, found a list of 2; only the first is used")],
    ),
    # --- words, numbers, dates
    (
        "favorite: maybe",
        [(1, "error", "'favorite' takes yes or no; found 'maybe'")],
    ),
    (
        "kind: movi",
        [
            (
                1,
                "error",
                "'kind' does not know 'movi'; it knows film, short, documentary, series, season, "
                "episode",
            )
        ],
    ),
    (
        "badge: star",
        [
            (
                1,
                "error",
                "'badge' does not know 'star'; did you mean 'stars'? It knows number, stars, "
                "ring, bar, letter, percent, thumbs",
            )
        ],
    ),
    ("best: ten of them", [(1, "error", "'best' takes a number; found 'ten of them'")]),
    (
        "rating:\n- 4\n- 5",
        [
            (
                2,
                "error",
                "'rating' takes one score, found 2; 'scores' takes several, each with its aspect "
                "or reviewer",
            )
        ],
    ),
    (
        "year: soon",
        [(1, "warning", "'year' takes a year such as 2013; 'soon' is shown as written")],
    ),
    (
        "released: 03/04/2020",
        [
            (
                1,
                "warning",
                "'released': '03/04/2020' was not read as a date and is shown as written; write "
                "it as 2013-01-23",
            )
        ],
    ),
    (
        "runtime: long",
        [
            (
                1,
                "warning",
                "'runtime': 'long' was not read as a length and is shown as written; write the "
                "minutes, or 2h 17m",
            )
        ],
    ),
    # --- people, links, borrowed words, scores
    ("director:\n  url: /x", [(2, "error", "'director' needs 'name: ...' beside its other keys")]),
    (
        "director:\n  name: X\n  imdb: tt1",
        [
            (
                3,
                "error",
                "'imdb': 'tt1' is neither the address of a person's page at IMDb nor its id",
            )
        ],
    ),
    ("cast:\n- role: X", [(2, "error", "'cast' needs 'actor: ...' beside its other keys")]),
    ("quote:\n- speaker: X", [(2, "error", "'quote' needs 'text: ...' beside its other keys")]),
    (
        "website: javascript:x",
        [
            (
                1,
                "error",
                "'website': 'javascript:x' is not an address; expected one that starts with "
                "http:// or https://, or a path on this site",
            )
        ],
    ),
    (
        "imdb: Solaris",
        [(1, "error", "'imdb': 'Solaris' is neither an address nor an id of IMDb")],
    ),
    (
        "links: a blog",
        [(1, "error", "'links': found no address in 'a blog'; write 'Label: https://...'")],
    ),
    ("scores: 4", [(1, "error", "'scores': expected 'Aspect: score', found '4'")]),
    ("poster_alt: X", [(1, "warning", "'poster_alt' is not shown, since there is no 'poster'")]),
    # --- many
    (
        "title: X\n" + "x: 1\n" * (MOST_PROBLEMS + 7),
        [
            *(
                (
                    line,
                    "error",
                    "unknown field 'x', which is not shown; the manual lists the fields",
                )
                for line in range(2, MOST_PROBLEMS + 2)
            ),
            (0, "error", "there are 7 more problems in this block, not listed here"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TABLE, ids=lambda value: repr(value)[:40])
def test_message(text: str, found: Found) -> None:
    """A block gives exactly these messages, in the order of its lines."""
    assert report(text) == found


def test_all_problems_at_once() -> None:
    """All problems of a block are reported together, and its good parts are read."""
    parsed = parse_film("dierctor: X\ntitle: Y\nimdb: ?\nruntime: long", READING)
    assert [problem.line for problem in parsed.problems] == [1, 3, 4]
    assert parsed.film is not None
    assert parsed.film.title == "Y"


# --- is every message of the source in the table? -------------------------------------------------


def find_sentences(tree: ast.AST) -> Iterator[str]:
    """Give a pattern for each text with three words or more inside a function."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                is_docstring = isinstance(statement, ast.Expr) and isinstance(
                    statement.value, ast.Constant
                )
                if not is_docstring:
                    yield from find_texts(statement)


def find_texts(node: ast.AST) -> Iterator[str]:
    """Give the patterns of the outermost texts below a node."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return
    pattern = write_pattern(node)
    if pattern is None:
        for child in ast.iter_child_nodes(node):
            yield from find_texts(child)
    elif pattern.count(" ") > 2:
        yield pattern


def write_pattern(node: ast.AST) -> str | None:
    """Give a pattern for what a text with values in it can become."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(write_pattern(value) or ".*" for value in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = write_pattern(node.left), write_pattern(node.right)
        return None if sides == (None, None) else "".join(side or ".*" for side in sides)
    return None


@pytest.mark.parametrize("module", MODULES)
def test_every_message_is_in_the_table(module: str) -> None:
    """No message is written that the table does not hold."""
    source = Path(pelican_filmreview.__file__).with_name(f"{module}.py").read_text("utf-8")
    known = [message for _, found in TABLE for _, _, message in found]
    sentences = list(find_sentences(ast.parse(source)))
    assert sentences
    missing = [
        sentence
        for sentence in sentences
        if not any(re.search(sentence, message) for message in known)
    ]
    assert missing == []
