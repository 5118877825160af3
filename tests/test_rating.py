"""The rating grammar: every notation keeps its exact value, its scale and its words."""

from __future__ import annotations

import re
from decimal import Context, Decimal, Inexact, localcontext
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican_filmreview import rating as rating_module
from pelican_filmreview.film import Rating
from pelican_filmreview.rating import (
    LONGEST,
    RatingReading,
    Scale,
    _compile_score,
    read_long_rating,
    read_number,
    read_rating,
)
from pelican_filmreview.settings import HALF_STARS, LETTERS

SITE = Scale()


class Vector(NamedTuple):
    """A text, the block's `best`, and what is read; `value` is "" for a text without a score."""

    text: str
    given_best: str
    value: str
    best: str
    worst: str
    notation: str
    label: str = ""
    problems: int = 0


# fmt: off
SCORES = (
    # Numbers with a maximum.
    Vector("9.5/10", "", "9.5", "10", "0", "number"),
    Vector("8 / 10", "", "8", "10", "0", "number"),
    Vector("8/10", "10", "8", "10", "0", "number"),
    Vector("3/5", "5", "3", "5", "0", "number"),
    Vector("3/4", "", "3", "4", "0", "number"),
    Vector("4 out of 5", "", "4", "5", "0", "number"),
    Vector("4 of 5", "", "4", "5", "0", "number"),
    Vector("ten out of ten", "", "10", "10", "0", "number"),
    Vector("8,9/10 Punkte", "10", "8.9", "10", "0", "number"),
    Vector("5,7/10 Punkte", "10", "5.7", "10", "0", "number"),
    Vector("7,5 von 10", "", "7.5", "10", "0", "number"),
    Vector("8 von 10 Punkten", "", "8", "10", "0", "number"),
    Vector("7 su 10", "", "7", "10", "0", "number"),
    Vector("7 de 10", "", "7", "10", "0", "number"),
    Vector("7 из 10", "", "7", "10", "0", "number"),
    Vector("4 étoiles sur 5", "", "4", "5", "0", "stars"),
    Vector("8（满分10）", "", "8", "10", "0", "number"),
    Vector("8分（满分10分）", "", "8", "10", "0", "number"),
    Vector("8 (out of 10)", "", "8", "10", "0", "number"),
    Vector("9/10分", "", "9", "10", "0", "number"),
    Vector("评分：8/10", "", "8", "10", "0", "number"),
    Vector("4／5", "", "4", "5", "0", "number"),
    Vector("３．５／５", "", "3.5", "5", "0", "number"),
    Vector("٣٫٥/٥", "", "3.5", "5", "0", "number"),
    Vector("7 on a scale of 10", "", "7", "10", "0", "number"),
    Vector("7 on a scale of 1 to 10", "", "7", "10", "1", "number"),
    Vector("7 on a scale from 1-10", "", "7", "10", "1", "number"),
    Vector("2 on a scale of -4 to +4", "", "2", "4", "-4", "number"),
    Vector("½/5", "", "0.5", "5", "0", "number"),
    Vector("3½/5", "", "3.5", "5", "0", "number"),
    Vector("3 1/2 / 5", "", "3.5", "5", "0", "number"),
    Vector("1/2 out of 4", "", "0.5", "4", "0", "number"),
    Vector("86/100 %", "", "86", "100", "0", "number"),
    Vector("\u200e4/5\ufeff", "", "4", "5", "0", "number"),
    Vector("**4/5**", "", "4", "5", "0", "number"),
    Vector("(4/5)", "", "4", "5", "0", "number"),
    Vector("4/5 (8/10)", "", "4", "5", "0", "number"),
    Vector("4 (4/5)", "", "4", "5", "0", "number"),
    # Bare numbers: of the block's best, or else the site's.
    Vector("3.5", "", "3.5", "5", "0", "number"),
    Vector("4.0", "5", "4.0", "5", "0", "number"),
    Vector("0", "5", "0", "5", "0", "number"),
    Vector("8", "10", "8", "10", "0", "number"),
    Vector("86", "100", "86", "100", "0", "number"),
    Vector("15", "20", "15", "20", "0", "number"),
    Vector("2", "4", "2", "4", "0", "number"),
    Vector("5.", "", "5", "5", "0", "number"),
    Vector(".5", "", "0.5", "5", "0", "number"),
    Vector("+3", "", "3", "5", "0", "number"),
    Vector("four", "", "4", "5", "0", "number"),
    Vector("3½", "", "3.5", "5", "0", "number"),
    Vector("½", "", "0.5", "5", "0", "number"),
    Vector("2¾", "", "2.75", "5", "0", "number"),
    Vector("3 1/2", "", "3.5", "5", "0", "number"),
    Vector("8 points", "10", "8", "10", "0", "number"),
    Vector("8,5 Punkte", "10", "8.5", "10", "0", "number"),
    Vector("8.5점", "10", "8.5", "10", "0", "number"),
    Vector("８分", "10", "8", "10", "0", "number"),
    # Numbers of stars.
    Vector("3.5 Stars", "", "3.5", "5", "0", "stars"),
    Vector("4 stars", "", "4", "5", "0", "stars"),
    Vector("4 stars", "4", "4", "4", "0", "stars"),
    Vector("1/2★", "", "0.5", "5", "0", "stars"),
    Vector("Great film ***", "", "3", "5", "0", "stars", "Great film"),
    Vector("1/2 star", "", "0.5", "5", "0", "stars"),
    Vector("half a star", "", "0.5", "5", "0", "stars"),
    Vector("three and a half stars", "", "3.5", "5", "0", "stars"),
    Vector("3-1/2 stars", "", "3.5", "5", "0", "stars"),
    Vector("3 1/2 stars out of five", "", "3.5", "5", "0", "stars"),
    Vector("4.5 out of 5 stars!", "", "4.5", "5", "0", "stars"),
    Vector("4 von 5 Sternen", "", "4", "5", "0", "stars"),
    Vector("5-star", "", "5", "5", "0", "stars"),
    Vector("4★", "", "4", "5", "0", "stars"),
    Vector("★ 4", "", "4", "5", "0", "stars"),
    Vector("⭐ 8/10", "", "8", "10", "0", "stars"),
    # Rows of stars.
    Vector("★★★½", "", "3.5", "5", "0", "stars"),
    Vector("★★½", "5", "2.5", "5", "0", "stars"),
    Vector("★ ★ ★ ½", "5", "3.5", "5", "0", "stars"),
    Vector("★ ★ ★ ", "5", "3", "5", "0", "stars"),
    Vector("★★★★", "", "4", "5", "0", "stars"),
    Vector("★★★½", "4", "3.5", "4", "0", "stars"),
    Vector("★★★☆☆", "", "3", "5", "0", "stars"),
    Vector("★★★½☆", "", "3.5", "5", "0", "stars"),
    Vector("★★★☆", "4", "3", "4", "0", "stars"),
    Vector("★★★★★★★★", "", "8", "10", "0", "stars"),
    Vector("★½", "", "1.5", "5", "0", "stars"),
    Vector("⭐⭐⭐🌟", "", "3.5", "5", "0", "stars"),
    Vector("⭐⭐⭐⭐🌟", "5", "4.5", "5", "0", "stars"),
    Vector("★★⯨", "", "2.5", "5", "0", "stars"),
    Vector("⭐️⭐️⭐️⭐️", "", "4", "5", "0", "stars"),
    Vector("⭐️ ⭐️ ½", "", "2.5", "5", "0", "stars"),
    Vector("✭✭✭✩✩", "", "3", "5", "0", "stars"),
    Vector("****", "", "4", "5", "0", "stars"),
    Vector("*** 1/2", "", "3.5", "5", "0", "stars"),
    Vector("*", "", "1", "5", "0", "stars"),
    Vector("** 1/2 stars out of four", "", "2.5", "4", "0", "stars"),
    Vector("* out of *****", "", "1", "5", "0", "stars"),
    Vector("⭐⭐⭐⭐/5", "", "4", "5", "0", "stars"),
    Vector("★★★★½ (4.5/5)", "", "4.5", "5", "0", "number"),
    Vector("★★★½ 7/10", "", "7", "10", "0", "number"),
    Vector("★★★½ 7/10", "10", "7", "10", "0", "number"),
    Vector("★★★ 3/4", "", "3", "4", "0", "number"),
    Vector("★★★ 1/2 (3.5/5)", "", "3.5", "5", "0", "number"),
    Vector("5/5 - ★★★★★", "", "5", "5", "0", "number"),
    Vector("★★★★ (4)", "", "4", "5", "0", "number"),
    # Percent and thumbs.
    Vector("86%", "", "86", "100", "0", "percent"),
    Vector("86 ％", "", "86", "100", "0", "percent"),
    Vector("86 percent", "100", "86", "100", "0", "percent"),
    Vector("86% (8.6/10)", "", "86", "100", "0", "percent"),
    Vector("thumbs up", "", "1", "1", "0", "thumbs"),
    Vector("Thumbs-Down", "", "0", "1", "0", "thumbs"),
    Vector("two thumbs way up!", "", "2", "2", "0", "thumbs"),
    Vector("2 thumbs down", "", "0", "2", "0", "thumbs"),
    Vector("thumbs sideways", "10", "0.5", "1", "0", "thumbs"),
    Vector("👍", "", "1", "1", "0", "thumbs"),
    Vector("👎🏽", "", "0", "1", "0", "thumbs"),
    Vector("👍👎", "", "1", "2", "0", "thumbs"),
    # Words beside the score.
    Vector("4/5 (Good)", "", "4", "5", "0", "number", "Good"),
    Vector("3/5 ( Average)", "5", "3", "5", "0", "number", "Average"),
    Vector("1/5 (Very Bad)", "", "1", "5", "0", "number", "Very Bad"),
    Vector("2/5 (so (very) bad)", "", "2", "5", "0", "number", "so (very) bad"),
    Vector("Bad (2/5)", "", "2", "5", "0", "number", "Bad"),
    Vector("2 of 4 -- Has some redeeming feature.", "", "2", "4", "0", "number",
           "Has some redeeming feature."),
    Vector("8/10: a joy", "", "8", "10", "0", "number", "a joy"),
    Vector("9/10!", "", "9", "10", "0", "number"),
    Vector("8/10?", "", "8", "10", "0", "number", "?"),
    Vector("★★★★★ 5/5 Masterpiece", "", "5", "5", "0", "number", "Masterpiece"),
    Vector("Season 2: 8/10", "", "8", "10", "0", "number", "Season 2"),
    Vector("Fun 4/5 (for kids)", "", "4", "5", "0", "number", "Fun for kids"),
    Vector("8/10 (2024)", "", "8", "10", "0", "number", "2024"),
    Vector("3 (2024)", "", "3", "5", "0", "number", "2024"),
    Vector("8.5 / 10 IMDb", "", "8.5", "10", "0", "number", "IMDb"),
    Vector("4/5 f***", "", "4", "5", "0", "number", "f***"),
    Vector("4/5 👍", "", "4", "5", "0", "number", "👍"),
    Vector("Great film -4/5", "", "4", "5", "0", "number", "Great film"),
    Vector("3 - fine", "", "3", "5", "0", "number", "fine"),
    Vector("★★★ fine", "", "3", "5", "0", "stars", "fine"),
    Vector("满分10分，8分", "10", "8", "10", "0", "number"),
    Vector("满分5分，我给4分", "10", "4", "5", "0", "number", problems=1),
    Vector("6.0", "", "6", "5", "0", "number", problems=1),
    # The maximum first.
    Vector("5점 만점에 4점", "10", "4", "5", "0", "number", problems=1),
    Vector("평점: 10점 만점에 8.5점 - 좋다", "", "8.5", "10", "0", "number", "좋다"),
    Vector("10点満点中8点", "", "8", "10", "0", "number"),
    Vector("5 üzerinden 4", "", "4", "5", "0", "number"),
    Vector("von 5: 4", "", "4", "5", "0", "number"),
    Vector("Out of 5, 4", "", "4", "5", "0", "number"),
    Vector("out of 5 stars, 4 stars", "", "4", "5", "0", "stars"),
    Vector("4 of 5, 3", "", "4", "5", "0", "number", "3", 1),
    Vector("4.5, out of 5, 3", "", "4.5", "5", "0", "number", "3", 1),
    Vector("Klassiker - von 1954, 5", "", "5", "5", "0", "number", "Klassiker - von 1954"),
    Vector("B+, of 10: 8", "", "3.3", "4.3", "0", "letter", "of 10: 8"),
    Vector("su 3: 2", "", "2", "5", "0", "number", "su 3"),
    Vector("Oceniam na 85%", "", "85", "100", "0", "percent", "Oceniam na"),
    Vector("1/2*", "", "0.5", "5", "0", "stars"),
    Vector("Great: B, or 8/10", "", "8", "10", "0", "number", "Great: B, or"),
    # A word that repeats the name of the field.
    Vector("Rating: 4/5", "", "4", "5", "0", "number"),
    Vector("My Rating - 9.5/10", "", "9.5", "10", "0", "number"),
    Vector("Score 3", "", "3", "5", "0", "number"),
    # Read, but doubtful: the warning says what was found and what to write.
    Vector("Rating: 11/10", "", "11", "10", "0", "number", "", 1),
    Vector("86", "", "86", "5", "0", "number", "", 1),
    Vector("-3", "", "-3", "5", "0", "number", "", 1),
    Vector("4/5", "10", "4", "5", "0", "number", "", 1),
    Vector("86%", "10", "86", "100", "0", "percent", "", 1),
    Vector("★★★☆☆", "10", "3", "5", "0", "stars", "", 1),
    Vector("★★★ (4/5)", "", "4", "5", "0", "number", "", 1),
    Vector("★★★☆☆ 3/10", "", "3", "10", "0", "number", "", 1),
    Vector("4/5 story, 3/5 acting", "", "4", "5", "0", "number", "story, 3/5 acting", 1),
    Vector("8 (4/5)", "", "4", "5", "0", "number", "8", 1),
    Vector("1/2", "", "1", "2", "0", "number", "", 1),
    Vector("★★★☆", "", "3", "4", "0", "stars", "", 1),
    Vector("★★☆", "", "2", "5", "0", "stars", "", 1),
    Vector("☆☆☆☆☆", "", "0", "5", "0", "stars", "", 1),
    Vector("🌟🌟🌟", "", "3", "5", "0", "stars", "", 1),
    Vector("⭐⭐🌟🌟", "", "3", "5", "0", "stars", "", 1),
    Vector("one thumb up, one thumb down", "", "1", "1", "0", "thumbs", "one thumb down", 1),
)

GRADES = (
    ("B+", "3.3", "B+", ""), ("C", "2.0", "C", ""), ("C-", "1.7", "C-", ""), ("F", "0", "F", ""),
    ("C-\r", "1.7", "C-", ""), ("F+", "0.3", "F+", ""), ("b plus", "3.3", "B+", ""),
    ("A minus", "3.7", "A-", ""), ("A−", "3.7", "A-", ""), ("A–", "3.7", "A-", ""),
    ("C +", "2.3", "C+", ""), ("Ｂ＋", "3.3", "B+", ""), ("[D]", "1.0", "D", ""),
    ("A - solid", "4.0", "A", "solid"), ("A-, solid", "3.7", "A-", "solid"),
    ("Good (B+)", "3.3", "B+", "Good"), ("Grade: B-", "2.7", "B-", ""), ("a", "4.0", "A", ""),
    ("B+!", "3.3", "B+", ""), ("F-", "0", "F-", ""), ("B -- solid", "3.0", "B", "solid"),
)

UNRATED = (
    "", "   ", "N/A", "n/a", "n.a.", "-", "--", "–", "—", "?", "???", "...", "unrated", "Unrated.",
    "not rated", "Not Rated", "NR", "none", "None", "tbd", "TBA", "(not rated yet)", "?/10",
    "- / 5", "Rating:", "Rating: N/A",
)

CERTIFICATES = (
    "R", "PG", "PG-13", "pg-13", "NC-17", "G", "TV-MA", "TV-14", "12A", "FSK 16", "FSK: 12", "15",
    "18", "6", "16+", "M", "Rated R", "Rated PG-13 for language", "R (violence)",
    "15세 이상 관람가",
)

NO_SCORES = (
    "waived because I didn’t see the whole thing", "Not seen", "nope", "12 monkeys", "7-8",
    "7-8/10", "7 - 8", "7 to 8", "7–8", "7, 8", "2 3/5", "8/10 to 9/10",
    "waived, 2 of 4 episodes seen",
    "one of 10 best films", "out of 10 points", "3/4/2020", "8/10/10", "11:14", "1,500", "1.2.3",
    "7th", "8x", "80's", "#1", "$5", "8-bit", "7+", "A-list", "A film", "a, b and c", "B+/A-",
    "Solid B", "A- solid", "B--", "S",
    "1/2/5", "7./4/2020", "3.5★12A", "* a bullet", "⭐x4", "☆☆☆", "👍👍👍", "M*A*S*H", "f***",
    "🍿🍿🍿", "5️⃣", "满分10分",
)

NUMBERS = (
    ("3", "3"), ("3.5", "3.5"), ("8,9", "8.9"), ("3½", "3.5"), ("½", "0.5"), ("1/2", "0.5"),
    ("¼", "0.25"), ("3 1/2", "3.5"), ("3 ¾", "3.75"), ("-4", "-4"), ("−4", "-4"), ("+4", "4"),
    ("five", "5"), ("Ten", "10"), ("two and a half", "2.5"), ("１０", "10"), ("٣", "3"),
    (" 7 ", "7"),
    ("⅓", "0.3333333333333333333333333333"), ("2 1/8", "2.125"),
)

NO_NUMBERS = (
    "", "abc", "1,500", "9.5/10", "1e5", "1_000", "NaN", "Infinity", "½½", "⅟", "..5", "1/2/3",
    "3%", "4 stars", "1" * (LONGEST + 1),
)
# fmt: on


def check_vector(reading: RatingReading, vector: Vector) -> Rating:
    """Compare a reading with what it should be."""
    rating = reading.rating
    assert rating is not None
    assert rating.value == Decimal(vector.value)
    assert (rating.best, rating.worst) == (Decimal(vector.best), Decimal(vector.worst))
    assert (rating.notation, rating.label) == (vector.notation, vector.label)
    assert len(reading.problems) == vector.problems, reading.problems
    return rating


@pytest.mark.parametrize("vector", SCORES, ids=str)
def test_score_is_read(vector: Vector) -> None:
    """A notation gives its exact value, scale and words, and stays as written."""
    best = Decimal(vector.given_best) if vector.given_best else None
    rating = check_vector(read_rating(vector.text, Scale(best=best)), vector)
    assert rating.written == vector.text.strip()


def test_table_is_large_enough() -> None:
    """The table of vectors covers what people write, and holds none twice."""
    assert len(SCORES) >= 120
    assert len({(vector.text, vector.given_best) for vector in SCORES}) == len(SCORES)


@pytest.mark.parametrize(("text", "value", "letter", "label"), GRADES)
def test_grade_is_read(text: str, value: str, letter: str, label: str) -> None:
    """A grade has its place in the table between the best and the worst one."""
    reading = read_rating(text, Scale(best=Decimal(10)))
    vector = Vector(text, "10", value, "4.3", "0", "letter", label)
    assert check_vector(reading, vector).letter == letter


def test_grades_are_in_order() -> None:
    """No grade of the default table is worth more than a better one."""
    assert list(LETTERS)[0::3] == ["A+", "B+", "C+", "D+", "F+"]
    assert all(better >= worse for better, worse in pairwise(LETTERS.values()))
    assert min(LETTERS.values()) == 0


@pytest.mark.parametrize("text", UNRATED)
def test_unrated_is_no_problem(text: str) -> None:
    """Nothing, a dash or a word for it is no rating, and no warning either."""
    assert read_rating(text, SITE) == RatingReading(None)


@pytest.mark.parametrize("text", CERTIFICATES)
def test_certificate_is_no_score(text: str) -> None:
    """An age certificate leaves the film unrated and names the field that it belongs to."""
    reading = read_rating(text, SITE)
    assert reading.rating is None
    assert len(reading.problems) == 1
    assert "content_rating" in reading.problems[0]


@pytest.mark.parametrize("text", NO_SCORES)
def test_words_are_shown_as_written(text: str) -> None:
    """What is no score for sure keeps all its words, and a warning quotes it."""
    reading = read_rating(f" {text} ", SITE)
    rating = Rating(None, Decimal(5), Decimal(0), "none", written=text)
    assert reading.rating == rating
    assert len(reading.problems) == 1
    assert f"“{text}”" in reading.problems[0]


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number_is_exact(text: str, number: str) -> None:
    """A number in any spelling is an exact decimal."""
    assert str(read_number(text)) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_other_text_is_no_number(text: str) -> None:
    """What is more or less than a number, or may be two, is none."""
    assert read_number(text) is None


def test_warnings_say_what_to_do() -> None:
    """A warning tells what was found, what it was set against, and the way out."""
    (above,) = read_rating("Rating: 11/10", SITE).problems
    assert above.startswith("“Rating: 11/10” is above the best score, 10;")
    (below,) = read_rating("-5/4", Scale(worst=Decimal(-4))).problems
    assert below.startswith("“-5/4” is below the worst score, -4;")
    (other_best,) = read_rating("4/5", Scale(best=Decimal(10))).problems
    assert other_best == "“4/5” is out of 5, but `best` is 10; 5 is used: make the two agree"
    (contradiction,) = read_rating("★★★ (4/5)", SITE).problems
    assert contradiction.startswith("“★★★” does not say the same as “4/5”, which is used")
    (certificate,) = read_rating("15", SITE).problems
    assert certificate.endswith("or, if it is a score, what it is out of: “15/20”")


def test_out_of_range_is_not_clipped() -> None:
    """A score above the best one is kept as it is, and known to be out of range."""
    rating = read_rating("11/10", SITE).rating
    assert rating is not None
    assert rating.value == 11
    assert not rating.in_range


@pytest.mark.parametrize(
    ("text", "value", "label"),
    [
        ("-2", "-2", ""),
        ("+3 (fun)", "3", "fun"),
        ("−4/4", "-4", ""),
        ("0", "0", ""),
        ("½", "0.5", ""),
    ],
)
def test_scale_may_go_below_zero(text: str, value: str, label: str) -> None:
    """Signs count where the worst score is below zero, and 0 is a score there on every site."""
    scale = Scale(best=Decimal(4), worst=Decimal(-4), zero="unrated")
    check_vector(read_rating(text, scale), Vector(text, "4", value, "4", "-4", "number", label))


def test_site_says_what_zero_means() -> None:
    """A 0 is a score or no rating; a grade or thumbs at the bottom are always a score."""
    site = Scale(zero="unrated")
    assert read_rating("0", SITE).rating is not None
    assert read_rating("0/10", site) == RatingReading(None)
    labelled = read_rating("0/5 (Terrible)", site)
    assert labelled.rating is None
    assert "“Terrible”" in labelled.problems[0]
    for text in ("F", "thumbs down", "0%"):
        assert read_rating(text, site).rating is not None


def test_site_has_its_own_scale() -> None:
    """A site's best and worst are those of bare numbers, and of stars where these are fewer."""
    ten = Scale(default_best=Decimal(10), default_worst=Decimal(1))
    check_vector(read_rating("8", ten), Vector("8", "", "8", "10", "1", "number"))
    check_vector(read_rating("★★★★", ten), Vector("", "", "4", "5", "1", "stars"))
    check_vector(read_rating("86%", ten), Vector("", "", "86", "100", "0", "percent"))
    four = Scale(default_best=Decimal(4), default_worst=Decimal(-4))
    check_vector(read_rating("★★★", four), Vector("", "", "3", "4", "-4", "stars"))
    check_vector(read_rating("8/10", four), Vector("", "", "8", "10", "0", "number"))


def test_site_has_its_own_letters() -> None:
    """A letter table may hold any grades, and one of them may look like a certificate."""
    letters = {"S": Decimal(6), "G": Decimal(4), "Must see": Decimal(7), "X": Decimal(1)}
    site = Scale(letters=letters)
    for text, value in (("S", "6"), ("g", "4"), ("must see", "7"), ("X", "1")):
        vector = Vector(text, "", value, "7", "1", "letter")
        check_vector(read_rating(text, site), vector)
    rating = read_rating("B+", site).rating
    assert rating is not None
    assert rating.value is None


def test_site_has_its_own_half_stars() -> None:
    """The glyphs that count half are a setting, which touches nothing but stars."""
    site = Scale(half_stars="+")
    check_vector(read_rating("★★★+", site), Vector("", "", "3.5", "5", "0", "stars"))
    check_vector(read_rating("⭐⭐🌟", site), Vector("", "", "3", "5", "0", "stars"))
    check_vector(read_rating("B+", site), Vector("", "", "3.3", "4.3", "0", "letter"))
    seven = read_rating("7+", site).rating
    assert seven is not None
    assert seven.value is None


@pytest.mark.parametrize(("best", "worst"), [("3", "3"), ("1", "5")])
def test_scale_upside_down_is_no_scale(best: str, worst: str) -> None:
    """A best score that is not above the worst one is a warning, and the text is kept."""
    reading = read_rating("3", Scale(best=Decimal(best), worst=Decimal(worst)))
    assert reading.rating == Rating(None, Decimal(5), Decimal(0), "none", written="3")
    assert f"is not above the worst, {worst}" in reading.problems[0]


LONG_FORMS = (
    (("4", "5", "", ""), Vector("4/5", "", "4", "5", "0", "number")),
    (("8", "10", "1", "Great"), Vector("8/10", "", "8", "10", "1", "number", "Great")),
    (("3½", "five", "", ""), Vector("3½/five", "", "3.5", "5", "0", "number")),
    (("4/5", "5", "", "Good"), Vector("4/5", "", "4", "5", "0", "number", "Good")),
    (("4/5 (Good)", "", "", "Good"), Vector("4/5 (Good)", "", "4", "5", "0", "number", "Good")),
    (("4 (fun)", "5", "", "Good"), Vector("4 (fun)/5", "", "4", "5", "0", "number", "Good, fun")),
    (("4/5", "10", "", ""), Vector("4/5", "", "4", "5", "0", "number", "", 1)),
    (("★★★", "4 stars", "", ""), Vector("★★★/4 stars", "", "3", "4", "0", "stars")),
    (("-2", "4", "-4", ""), Vector("-2/4", "", "-2", "4", "-4", "number")),
    (("86", "100%", "", ""), Vector("86/100%", "", "86", "100", "0", "number")),
    (("B+", "A+", "F", ""), Vector("B+", "", "3.3", "4.3", "0", "letter")),
    (("4", "lots", "", ""), Vector("4/lots", "", "4", "5", "0", "number", "", 1)),
    (("7", "5", "", "!"), Vector("7/5", "", "7", "5", "0", "number", "!", 1)),
)


@pytest.mark.parametrize(("parts", "vector"), LONG_FORMS)
def test_long_form_is_read(parts: tuple[str, str, str, str], vector: Vector) -> None:
    """The mapping form means what its short form does, and is written like it."""
    rating = check_vector(read_long_rating(*parts, SITE), vector)
    assert rating.written == vector.text


def test_long_form_without_score() -> None:
    """An empty value is unrated, but a label is never lost without a word."""
    assert read_long_rating("", "", "", "", SITE) == RatingReading(None)
    assert read_long_rating("N/A", "5", "", "", SITE) == RatingReading(None)
    for value, written, label in (("", "Great", ""), ("N/A", "N/A", "Great")):
        reading = read_long_rating(value, "5", "", "Great", SITE)
        assert reading.rating == Rating(None, Decimal(5), Decimal(0), "none", label, written)
        assert "“Great”" in reading.problems[0]
    certificate = read_long_rating("PG-13", "", "", "Great", SITE)
    assert certificate.rating is None
    assert "“Great”" in certificate.problems[0]


def test_long_text_is_no_rating() -> None:
    """A text that is too long for a rating is kept whole, and its warning is short."""
    text = "8/10 " + "word " * LONGEST + "end"
    reading = read_rating(text, SITE)
    assert reading.rating is not None
    assert reading.rating.value is None
    assert reading.rating.written == text
    assert len(reading.problems[0]) < 300


HOSTILE = ("(", ")", "*", "* ", "★", "★ ", "1", "1 ", "1/", "1/2 ", "½", "-", "- ", "1-", "👍",
           "A-", "A ", ".", "8.8", "8:", "my ", "of ", "out of ", "two ", "thumbs ", "и\u0301",
           "\ufe0f", "  \n", "1\u00a0", "FSK ", "PG ")  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_is_bounded(piece: str) -> None:
    """Repetition up to the limit raises nothing; beyond it, no text is looked into."""
    for length in (LONGEST, 1_000_000):
        text = "8" + (piece * (length // len(piece) + 1))[: length - 1]
        for ending in ("", "x", "/"):
            read_number(text[: length - 1] + ending)
            rating = read_rating(text[: length - 1] + ending, SITE).rating
            if length > LONGEST and len(text.strip()) > LONGEST:
                assert rating is not None
                assert rating.value is None


LATE = type(rating_module._CERTIFICATE)
PATTERNS = {
    "_compile_score": _compile_score(HALF_STARS),
    **{
        name: one
        for name, one in vars(rating_module).items()
        if isinstance(one, (re.Pattern, LATE))
    },
}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS)
def test_no_pattern_tries_twice(pattern: re.Pattern[str]) -> None:
    """Each unbounded repeat is possessive, which keeps every text from being tried over again."""
    plain = re.sub(r"\\.|\[[^\]]*\]", "x", pattern.pattern)
    assert re.findall(r"(?<![*+?}])[*+](?![+])", plain) == []
    assert not re.search(r"\{\d*,\}", plain)


def test_rating_keeps_the_scale_as_it_was_given() -> None:
    """A rating that was read before does not lend its spelling of the scale to the next one."""
    for best in ("5", "5.0", "5"):
        rating = read_rating("3.5", Scale(best=Decimal(best))).rating
        assert rating is not None
        assert str(rating.best) == best
    for points in ("4", "4.0"):
        letters = {"A": Decimal(points), "F": Decimal(0)}
        rating = read_rating("A", Scale(letters=letters)).rating
        assert rating is not None
        assert str(rating.value) == points


def test_rating_is_exact_in_any_context() -> None:
    """Arithmetic elsewhere may round as it likes: it does not reach the numbers of a rating."""
    with localcontext(Context(prec=1)):
        assert read_number("123 1/2") == Decimal("123.5")
        rating = read_rating("★★★★½ 12.345/15", SITE).rating
    assert rating is not None
    assert str(rating.value) == "12.345"
    with localcontext(Context(prec=1, traps=[Inexact])):
        assert repr(rating_module._read_usual("★★★½", SITE)) == repr(
            rating_module._read_any("★★★½", SITE)
        )


PIECES = st.sampled_from(
    [*"★☆⭐🌟*½¼ /-–+,.:()!%#\n👍👎", "\ufe0f", "\u200d", "8", "10", "3.5", "1/2", "5", "B+",
     "out of", "of", "stars", "thumbs", "up", "two", "half", "PG-13", "Rating", "on a scale of",
     "to", "و", "분", "x"]
)  # fmt: skip
TEXTS = st.text() | st.lists(PIECES).map("".join) | st.lists(PIECES).map(" ".join)
SCALES = st.builds(
    Scale,
    best=st.none() | st.sampled_from([Decimal(4), Decimal(10), Decimal("-1")]),
    worst=st.none() | st.sampled_from([Decimal(1), Decimal(-4)]),
    zero=st.sampled_from(["score", "unrated"]),
    half_stars=st.text(max_size=3) | st.just("★"),
    letters=st.just(LETTERS) | st.dictionaries(st.text(max_size=3), st.decimals(0, 9)),
)


@settings(deadline=None)  # the clock of a busy machine says nothing about a parser
@given(TEXTS, SCALES)
def test_any_text_is_read(text: str, scale: Scale) -> None:
    """No text raises; it stays as written, and whatever has no value on a scale is reported."""
    reading = read_rating(text, scale)
    rating = reading.rating
    if rating is not None:
        assert rating.written == text.strip()
        assert (rating.value is None) == (rating.notation == "none")
        assert rating.in_range or reading.problems
        assert rating.label == rating.label.strip()
        assert set(rating.label) <= {*text, " "}
        assert rating.worst < rating.best or rating.notation == "none"


@settings(deadline=None)
@given(st.from_regex(rating_module._USUAL.pattern, fullmatch=True), SCALES)
def test_usual_notations_are_read_as_any(text: str, scale: Scale) -> None:
    """The short way that most ratings take leads to where the long one does, to the last digit."""
    reading = rating_module._read_usual(text, scale)
    assert reading is None or repr(reading) == repr(rating_module._read_any(text, scale))


@pytest.mark.parametrize("text", ["3.5/5", "1/2", "86%", "★★★½", "★", "B+", "0/10", "11/10"])
def test_usual_notations_take_the_short_way(text: str) -> None:
    """The notations of most ratings are read without the pattern that knows all of them."""
    reading = rating_module._read_usual(text, Scale())
    assert reading is not None
    assert repr(reading) == repr(rating_module._read_any(text, Scale()))


@settings(deadline=None)
@given(TEXTS, TEXTS, TEXTS, TEXTS, SCALES)
def test_any_long_form_is_read(value: str, best: str, worst: str, label: str, scale: Scale) -> None:
    """No mapping raises, and its label is shown or reported."""
    reading = read_long_rating(value, best, worst, label, scale)
    if label.strip():
        shown = reading.rating is not None and label.strip() in (
            reading.rating.label + reading.rating.written
        )
        assert shown or reading.problems


@settings(deadline=None)
@given(TEXTS)
def test_any_text_may_be_a_number(text: str) -> None:
    """No text raises, and every number is finite."""
    number = read_number(text)
    assert number is None or number.is_finite()


@settings(deadline=None)
@given(
    st.decimals(0, 100, places=3) | st.integers(0, 100).map(Decimal),
    st.integers(1, 1000).filter(lambda best: best != 2),
    st.sampled_from(["{}/{}", "{} / {}", "{} out of {}", "{} von {}", "{} of {}"]),
    st.booleans(),
)
def test_decimals_survive(value: Decimal, best: int, pattern: str, comma: bool) -> None:
    """A decimal number is read digit for digit, with a point as with a comma."""
    number = f"{value:f}"
    if comma and number.startswith("0"):  # "1,500" may be a thousand and a half
        number = number.replace(".", ",")
    rating = read_rating(pattern.format(number, best), SITE).rating
    assert rating is not None
    assert str(rating.value) == f"{value:f}"
    assert rating.best == best
    assert rating.label == ""


WORDS = ("zero", "one", "two", "three", "four", "five")


def spell_half_steps(halves: int) -> list[str]:
    """Write a number of half stars of five in every notation that has halves."""
    whole, half = divmod(halves, 2)
    number, end = Decimal(halves) / 2, "½" if half else ""
    texts = [f"{number}", f"{number}/5", f"{number * 2}/10", f"{number * 20}%", f"{number} stars"]
    texts += [f"{number}".replace(".", ","), f"{whole}{end}", f"{whole} {'1/2' * half}"]
    texts.append(f"{WORDS[whole]}{' and a half' * half} stars out of five")
    if whole:
        for star, half_star in (("★", "½"), ("⭐", "🌟"), ("⭐️", "½"), ("*", " 1/2"), ("★ ", "⯨")):
            texts.append(star * whole + half_star * half)
        texts.append("★" * whole + end + "☆" * (5 - whole - half))
    return [text for text in texts if text]


@settings(deadline=None)
@given(st.integers(0, 10))
def test_half_steps_survive_every_notation(halves: int) -> None:
    """Half a star is half a star however it is written."""
    for text in spell_half_steps(halves):
        reading = read_rating(text, SITE)
        assert reading.problems == (), text
        assert reading.rating is not None
        assert reading.rating.fraction == Decimal(halves) / 10, text
        assert reading.rating.label == "", text


WORD = st.text("abcdefghijklmnopqrstuvwxyzäéßжд", min_size=1)


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=6).map(" ".join))
def test_words_are_never_dropped(words: str) -> None:
    """Words on either side of a score, or in place of one, come out whole."""
    for pattern in ("8/10 ({})", "8/10: {}", "{} (8/10)", "{}: 8/10"):
        text = pattern.format(f"so {words} it is")
        rating = read_rating(text, SITE).rating
        assert rating is not None
        assert rating.value == 8
        assert rating.label == f"so {words} it is"
