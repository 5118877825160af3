"""Dates and lengths of time as people write them in, ISO 8601 and minutes out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime

from pelican_filmreview.film import FilmDate, Runtime
from pelican_filmreview.late_pattern import compile_late

MonthReader = Callable[[str], int | None]

_ISO = compile_late(r"(\d{4})(?:([-./])(\d{1,2})(?:\2(\d{1,2}))?)?$")
_ISO_TIME = compile_late(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$"
)
# Seconds from 1973 on, thousandths likewise: shorter ones may be dates written without dashes.
_TIMESTAMP = compile_late(r"[0-9]{9,10}$|[0-9]{12,13}$")
_DOTTED_YEAR = compile_late(r"(\d{4})\.\s(\d{1,2})\.(?:\s(\d{1,2})\.?)?$")
_DOTTED = compile_late(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$")
_SLASHED = compile_late(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})$")
_CJK = compile_late(r"(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日일])?)?$")
# Of some scripts the vowels of a word are marks and no letters.
_WORD = r"[^\W\d_][^\d\s.,]*"
_DAY_MONTH = compile_late(
    rf"(?:{_WORD},\s+)?(\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?\s+(?:of\s+|de\s+)?({_WORD})\.?,?\s+"
    r"(?:de\s+)?(\d{4})(?:\s*г\.?)?$"
)
_MONTH_DAY = compile_late(
    rf"(?:{_WORD},\s+)?({_WORD})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})$"
)
_MONTH_YEAR = compile_late(rf"({_WORD})\.?,?\s+(?:de\s+)?(\d{{4}})(?:\s*г\.?)?$")

_ABOUT = compile_late(
    r"(?:ca\.?|circa|about|approx\.?|approximately|etwa|environ|~|≈|약|约)\s*", re.I
)
_HOURS_MINUTES = compile_late(
    r"""(?:(\d+)\s*(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore?|시간|小时|小時|時間
          |godz|tim|час(?:а|ов)?|ч|saat|sa|ساعات|ساعة|ساعت|שעות|שעה|घंटे|घंटा)\.?
          \s*(?:(?:and|und|et|y|e|,)\s*)?)?
        (?:(\d+)\s*(?:m|mins?|minutes?|min|minuten|minutos?|minuti|'|′|’|분|分钟|分鐘|分
          |minuter|минут[аы]?|мин|dakika|dk|λεπτά|λ|دقائق|دقيقة|دقیقه|د|דקות|דק׳?|मिनट|मि॰?)?\.?)?$""",
    re.I | re.X,
)
_CLOCK = compile_late(r"(\d{1,2}):(\d\d)(?::\d\d)?$")
_LONGEST_CLOCK = 15 * 60  # minutes; longer ones are no hours and minutes
_DURATION = compile_late(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?$", re.I)
# Years of a series: shown as they are, and no reason to complain.
_YEARS = compile_late(r"\d\d(\d\d)\s*[-–—/]\s*(?:\d{4}|(\d\d)|[^\W\d_]{2,12})?$")
# No date and no length is longer; it also bounds the numbers that are read.
_LONGEST = 60
_MOST_MINUTES = 999_999  # the longest film there is has 51,420


def read_date(text: str, read_month: MonthReader) -> FilmDate | None:
    """Read a date as far as it is given; None where the text is not a date, or may be two.

    `03/04/2020` may be two dates and is not read; the years of a series, `2018-2025`, are one
    without a place in the calendar. `read_month` gives the number of a month's
    name in the language of the post.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        return None
    if _ISO_TIME.match(text):
        try:
            moment = datetime.fromisoformat(re.sub(r"\s+(?=[Z+-])", "", text))
        except ValueError:
            return None
        return FilmDate(moment.isoformat(), text)
    iso = _read_numbers(text) or _read_names(text, read_month)
    return FilmDate(iso, text) if iso or _are_years(text) else None


def read_timestamp(text: str) -> FilmDate | None:
    """Read a time counted in seconds or thousandths of one since 1970, as services write it."""
    text = text.strip()
    if not _TIMESTAMP.match(text):
        return None
    seconds = int(text[:-3] if len(text) > 11 else text)
    return FilmDate(datetime.fromtimestamp(seconds, UTC).isoformat(), text)


def _are_years(text: str) -> bool:
    """Whether a text is the years of a series; `2013-13` is a slip instead."""
    found = _YEARS.match(text)
    return found is not None and (found[2] is None or int(found[2]) > int(found[1]))


def _read_numbers(text: str) -> str:
    if found := _ISO.match(text):
        return _join(found[1], found[3], found[4])
    if found := _DOTTED_YEAR.match(text):
        return _join(found[1], found[2], found[3])
    if found := _CJK.match(text):
        return _join(found[1], found[2], found[3])
    if found := _DOTTED.match(text):
        return _join(found[3], found[2], found[1])
    if found := _SLASHED.match(text):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _join(found[3], found[2], found[1])
        if second > 12:
            return _join(found[3], found[1], found[2])
    return ""


def _read_names(text: str, read_month: MonthReader) -> str:
    for pattern, year, month, day in (
        (_DAY_MONTH, 3, 2, 1),
        (_MONTH_DAY, 3, 1, 2),
        (_MONTH_YEAR, 2, 1, 0),
    ):
        found = pattern.match(text)
        number = read_month(found[month]) if found else None
        if found and number:
            return _join(found[year], str(number), found[day] if day else None)
    return ""


def _join(year: str, month: str | None, day: str | None) -> str:
    parts = [int(part) for part in (year, month, day) if part]
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        return ""
    return "-".join([f"{parts[0]:04d}", *(f"{part:02d}" for part in parts[1:])])


def read_runtime(text: str) -> Runtime:
    """Read a length: `97`, `97 min`, `2h 17m`, `1:37`, `PT1H37M`; minutes None where unclear."""
    text = text.strip()
    if text.isascii() and text.isdecimal() and len(text) <= _LONGEST:
        return Runtime(_bound(int(text)), text)
    bare = _ABOUT.sub("", text, count=1) if _ABOUT.match(text) else text
    if len(bare) > _LONGEST:
        return Runtime(None, text)
    minutes: int | None = None
    if (found := _DURATION.match(bare) or _CLOCK.match(bare)) or (
        (found := _HOURS_MINUTES.match(bare)) and (found[1] or found[2])
    ):
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
        if minutes > _LONGEST_CLOCK and _CLOCK.match(bare) and bare.count(":") == 1:
            minutes = int(found[1])  # a player's "97:05" counts minutes and seconds
    return Runtime(_bound(minutes or 0), text)


def _bound(minutes: int) -> int | None:
    return minutes if 0 < minutes <= _MOST_MINUTES else None
