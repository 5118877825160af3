"""Dates and lengths, as people write them."""

from __future__ import annotations

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican_filmreview.dates import read_date, read_runtime

MONTHS = [name.lower() for name in calendar.month_name]


def read_month(name: str) -> int | None:
    """Give the number of an English month."""
    return MONTHS.index(name.lower()) if name.lower() in MONTHS[1:] else None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2013", "2013"),
        ("2013-01", "2013-01"),
        ("2013-01-23", "2013-01-23"),
        ("2013-1-3", "2013-01-03"),
        ("2013/01/23", "2013-01-23"),
        ("2026.01.11", "2026-01-11"),
        ("23.1.2013", "2013-01-23"),
        ("23. 1. 2013", "2013-01-23"),
        ("23/01/2013", "2013-01-23"),
        ("01/23/2013", "2013-01-23"),
        ("05/05/2013", "2013-05-05"),
        ("10 May, 2016", "2016-05-10"),
        ("10 May 2016", "2016-05-10"),
        ("10th of May 2016", "2016-05-10"),
        ("May 10, 2016", "2016-05-10"),
        ("May 10th, 2016", "2016-05-10"),
        ("Friday, 10 May 2016", "2016-05-10"),
        ("May 2016", "2016-05"),
        ("2013年1月23日", "2013-01-23"),
        ("2013년 1월", "2013-01"),
        ("2023-08-30T09:00:00+02:00", "2023-08-30T09:00:00+02:00"),
        ("2023-08-30 09:00", "2023-08-30T09:00:00"),
        ("2023-08-30 09:00:00 +0200", "2023-08-30T09:00:00+02:00"),
        ("2013. 2. 10.", "2013-02-10"),
        ("2013. 2.", "2013-02"),
        ("May de 2016", "2016-05"),
        ("2018-2025", ""),
        ("2018–present", ""),
        ("2019-", ""),
        ("2019-20", ""),
    ],
)
def test_date(text: str, iso: str) -> None:
    """A date is read as far as it is given, and keeps its wording."""
    date = read_date(text, read_month)
    assert date is not None
    assert (date.iso, date.written) == (iso, text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "03/04/2020", "2013-02-30", "2013-13", "32 May 2016", "17 Febuary, 2017"),
        *("Noch nicht", "2013-01/23", "1" * 5000, "20133", "2023-08-30T25:00", "0000-01-01"),
    ],
)
def test_no_date(text: str) -> None:
    """What is no date, or may be two, is not read."""
    assert read_date(text, read_month) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        *(("97", 97), ("97 min", 97), ("97 min.", 97), ("95 minutes", 95), ("142'", 142)),
        *(("2h 43m", 163), ("1h 41min", 101), ("2 h", 120), ("1h37", 97)),
        *(("2 hours, 5 minutes", 125), ("ca. 90 Min.", 90)),
        *(("2 hours and 5 minutes", 125), ("1 Std. 30 Min.", 90), ("1:37", 97), ("01:37:20", 97)),
        *(("PT1H37M", 97), ("pt97m", 97), ("2시간 7분", 127), ("120分钟", 120)),
        *(("~ 90", 90), ("2H 17M", 137), ("97:05", 97), ("15:00", 900), ("24:10:00", 1450)),
        ("51420", 51420),
    ],
)  # fmt: skip
def test_runtime(text: str, minutes: int) -> None:
    """A length is minutes, and keeps its wording."""
    runtime = read_runtime(text)
    assert (runtime.minutes, runtime.written) == (minutes, text)


@pytest.mark.parametrize(
    "text", ["long", "", "8 x 45 min", "0", "45 min per episode", "9" * 5000, "9" * 58]
)
def test_unclear_runtime(text: str) -> None:
    """What gives no minutes is kept as it was written."""
    assert read_runtime(text).minutes is None
    assert read_runtime(text).written == text


@given(st.text() | st.text("0123456789-./: TZ+hm年", max_size=30))
def test_any_text_is_safe(text: str) -> None:
    """No text raises."""
    date = read_date(text, read_month)
    assert date is None or date.written == text.strip()
    assert read_runtime(text).written == text.strip()
