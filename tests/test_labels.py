"""Labels, CLDR formats, and names of languages and months."""

from __future__ import annotations

import re
import string
import subprocess
import sys
import timeit
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from babel import Locale, core, localedata, units
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from pelican_filmreview import labels
from pelican_filmreview.credits import read_credit
from pelican_filmreview.dates import read_date, read_runtime
from pelican_filmreview.labels import (
    count_label,
    fill_label,
    format_date,
    format_minutes,
    format_number,
    format_percent,
    labels_for,
    language_tag,
    parse_month_name,
    rating_text,
    text_direction,
)
from pelican_filmreview.labels_catalog import LABELS, MORE_NAMES, OWN_NAMES
from pelican_filmreview.rating import Scale, read_rating

LANGUAGES = (
    *("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "ru"),
    *("tr", "el", "ar", "fa", "he", "hi", "ko", "ja", "zh", "zh-hant"),
)
REGIONS = {"en-gb": "en", "pt-pt": "pt"}


def texts_of(label: str | Mapping[str, str]) -> dict[str, str]:
    """Give a label's texts by plural category; one text for all numbers counts as `other`."""
    return {"other": label} if isinstance(label, str) else dict(label)


def placeholders_of(text: str) -> set[str]:
    """Give the names in braces, and fail where braces do not match."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def plural_rules(language: str) -> Locale:
    return Locale.parse(language, sep="-")


# The catalog


def test_catalog_languages() -> None:
    """The catalog holds the promised languages, and what differs in regions, and nothing else."""
    assert set(LABELS) == {*LANGUAGES, *REGIONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_keys(language: str) -> None:
    """Every language holds every label, in the order of the English ones."""
    assert list(LABELS[language]) == list(LABELS["en"])


@pytest.mark.parametrize(("region", "base"), REGIONS.items())
def test_region_holds_differences_only(region: str, base: str) -> None:
    """A region repeats no word of its language and has no label of its own."""
    for key, label in LABELS[region].items():
        assert label != LABELS[base][key]
        assert texts_of(label).keys() == texts_of(LABELS[base][key]).keys()


@pytest.mark.parametrize("language", LABELS)
def test_catalog_texts_are_clean(language: str) -> None:
    """No text is empty, padded, or in another form of Unicode than NFC."""
    for key, label in LABELS[language].items():
        for text in texts_of(label).values():
            assert text, key
            assert text == text.strip(), key
            assert text == unicodedata.normalize("NFC", text), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalog_plural_categories(language: str) -> None:
    """A label with plural forms has exactly the categories that CLDR has for the language."""
    expected = {*plural_rules(language).plural_form.tags, "other"}
    for key, label in LABELS[language].items():
        if not isinstance(label, str):
            assert set(label) == expected, key


@pytest.mark.parametrize("language", LABELS)
def test_catalog_placeholders(language: str) -> None:
    """A label has the English placeholders; only a form for a single number may leave `n` out."""
    rule = plural_rules(language).plural_form
    numbers: dict[str, list[int]] = {}
    for number in range(1000):
        numbers.setdefault(rule(number), []).append(number)
    for key, label in LABELS[language].items():
        expected = placeholders_of(texts_of(LABELS["en"][key])["other"])
        for category, text in texts_of(label).items():
            allowed = [expected]
            if len(numbers.get(category, [])) == 1:
                allowed.append(expected - {"n"})
            assert placeholders_of(text) in allowed, (key, category)


def test_keys_suit_templates() -> None:
    """Templates write `labels.cast`, so no key may be a method of a mapping or need quoting."""
    for key in LABELS["en"]:
        assert not hasattr(dict, key)
        assert key.isidentifier()


@pytest.mark.parametrize("language", [tag for tag in LANGUAGES if tag not in ("en", "nl")])
def test_catalog_is_translated(language: str) -> None:
    """Languages do not fall back to English one word at a time: few texts are the English ones."""
    same = [key for key, label in LABELS[language].items() if label == LABELS["en"][key]]
    assert len(same) <= 8


# labels_for


@pytest.mark.parametrize(
    ("lang", "key", "expected"),
    [
        ("en", "cast", "Cast"),
        ("de", "director", "Regie"),
        ("fr", "director", "Réalisation"),
        ("es", "director", "Dirección"),
        ("ko", "director", "감독"),
        ("ja", "director", "監督"),
        ("en", "director", "Directors"),
        ("en", "director.one", "Director"),
        ("en", "favorite", "Favorite"),
        ("en-US", "favorite", "Favorite"),
        ("en-GB", "favorite", "Favourite"),
        ("en_AU", "favorite", "Favourite"),
        ("en-001", "favorite", "Favourite"),
        ("pt-br", "director", "Direção"),
        ("pt-PT", "director", "Realização"),
        ("pt-PT", "cast", "Elenco"),
        ("de-AT", "cast", "Besetzung"),
        ("de_DE.UTF-8", "cast", "Besetzung"),
        ("zh", "director", "导演"),
        ("zh-CN", "director", "导演"),
        ("zh_Hant", "director", "導演"),
        ("zh-TW", "director", "導演"),
        ("zh-Hans-HK", "director", "导演"),
        ("yue", "director", "導演"),
        ("iw", "director", "בימוי"),
        ("xx", "cast", "Cast"),
        ("", "cast", "Cast"),
        ("???", "cast", "Cast"),
    ],
)
def test_labels_by_language(lang: str, key: str, expected: str) -> None:
    """The words come from the tag's own entry, its base language, then English."""
    assert labels_for(lang)[key] == expected


@pytest.mark.parametrize(
    ("lang", "overrides", "expected"),
    [
        ("de", {"cast": "Players"}, "Players"),
        ("de", {"de": {"cast": "Mit"}}, "Mit"),
        ("de-at", {"de": {"cast": "Mit"}}, "Mit"),
        ("de-at", {"de": {"cast": "Mit"}, "de_AT": {"cast": "Es spielen"}}, "Es spielen"),
        ("de", {"cast": "Players", "de": {"cast": "Mit"}}, "Mit"),
        ("fr", {"cast": "Players", "de": {"cast": "Mit"}}, "Players"),
        ("fr", {"de": {"cast": "Mit"}}, "Distribution"),
        ("da", {"da": {"cast": "Medvirkende"}}, "Medvirkende"),
    ],
)
def test_overrides(
    lang: str, overrides: Mapping[str, str | Mapping[str, str]], expected: str
) -> None:
    """The site's own words win, the more special over the more general."""
    assert labels_for(lang, overrides)["cast"] == expected


def test_overrides_leave_the_rest() -> None:
    """A site's word changes its label alone, for its site alone."""
    mine = labels_for("de", {"cast": "Mit"})
    assert {key for key, text in mine.items() if text != labels_for("de")[key]} == {"cast"}
    assert labels_for("de", {"cast": "Darsteller"})["cast"] == "Darsteller"


def test_override_of_a_plural_label() -> None:
    """A site's word for a label as a whole replaces all its forms; a form can be named, too."""
    assert count_label("en", "director", 1, {"director": "Directed by"}) == "Directed by"
    whole = {"en": {"viewings": "{n} viewings", "viewings.one": "one viewing"}}
    assert count_label("en", "viewings", 1, whole) == "one viewing"
    assert count_label("en", "viewings", 5, whole) == "5 viewings"


def test_overrides_of_a_wrong_kind() -> None:
    """A word that is no text is passed over."""
    wrong: Any = {"cast": 3, "de": {"cast": None, "rating": "Note"}}
    labels = labels_for("de", wrong)
    assert (labels["cast"], labels["rating"]) == ("Besetzung", "Note")


def test_labels_cannot_be_changed() -> None:
    """Labels are shared by all posts, so nobody may write into them."""
    labels: Any = labels_for("de")
    with pytest.raises(TypeError):
        labels["cast"] = "x"


@pytest.mark.parametrize("overrides", [{}, {"de": {"cast": "Mit"}}])
def test_labels_are_cached(overrides: Mapping[str, str | Mapping[str, str]]) -> None:
    """Labels are joined once: asking again gives the same object, and costs next to nothing."""
    assert labels_for("de", overrides) is labels_for("de", overrides)
    best = min(timeit.repeat(lambda: labels_for("de", overrides), number=1000, repeat=20))
    assert best / 1000 < 5e-6  # a fifth of a microsecond where nothing else runs


def test_labels_need_no_babel() -> None:
    """Babel is loaded by what needs CLDR, not by labels."""
    code = (
        "import sys; from pelican_filmreview.labels import labels_for, rating_text\n"
        "labels_for('de'); rating_text('4', '5', 'ja')\n"
        "sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Poster of {title}", "Poster of Up {n}"),
        ("Poster", "Poster"),
        ("{film} {title.__class__} {", "{film} {title.__class__} {"),
    ],
)
def test_fill_label(label: str, expected: str) -> None:
    """Filling in never raises, fills each value once, and reads no attributes."""
    assert fill_label(label, title="Up {n}", n="3") == expected


# count_label and rating_text


@pytest.mark.parametrize(
    ("lang", "key", "n", "expected"),
    [
        ("en", "viewings", 1, "seen once"),
        ("en", "viewings", 3, "seen 3 times"),
        ("en", "director", 1, "Director"),
        ("en", "director", 2, "Directors"),
        ("en", "cast", 2, "Cast"),
        ("de", "viewings", 2, "2-mal gesehen"),
        ("pl", "viewings", 2, "obejrzano 2 razy"),
        ("pl", "stars", 5, "5 gwiazdek"),
        ("pl", "stars", Decimal("3.5"), "3,5 gwiazdki"),
        ("ru", "viewings", 21, "21 просмотр"),
        ("ru", "viewings", 3, "3 просмотра"),
        ("ru", "viewings", 11, "11 просмотров"),
        ("ar", "viewings", 2, "شوهد مرتين"),
        ("he", "viewings", 2, "נצפה פעמיים"),
        ("fa", "viewings", 3, "۳ بار تماشا شده"),
        ("fr", "stars", Decimal("1.5"), "1,5 étoile"),
        ("ko", "viewings", 1, "1회 관람"),
        ("zh-TW", "viewings", 4, "看過4次"),
        ("uk", "viewings", 21, "seen 21 times"),
        ("en", "no_such_label", 2, "no_such_label"),
    ],
)
def test_count_label(lang: str, key: str, n: int | Decimal, expected: str) -> None:
    """CLDR chooses the plural form; English words that stand in follow English rules."""
    assert count_label(lang, key, n) == expected


def test_count_label_in_a_language_of_the_site() -> None:
    """A site's words for a language that the catalog lacks follow the rules of that language."""
    words = {
        "uk": {
            "viewings": "{n} переглядів",
            "viewings.one": "{n} перегляд",
            "viewings.few": "{n} перегляди",
        }
    }
    counted = [count_label("uk", "viewings", n, words) for n in (1, 21, 3, 5)]
    assert counted == ["1 перегляд", "21 перегляд", "3 перегляди", "5 переглядів"]


def test_count_label_keeps_the_number_as_it_is() -> None:
    """Numbers that are equal but written otherwise do not get mixed up by caches."""
    assert count_label("en", "stars", Decimal("2.0")) == "2.0 stars"
    assert count_label("en", "stars", Decimal("2")) == "2 stars"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "9.5 out of 10"),
        ("de", "9.5 von 10"),
        ("tr", "10 üzerinden 9.5"),
        ("hi", "10 में से 9.5"),
        ("ko", "10점 만점에 9.5점"),
        ("zh", "9.5分（满分10分）"),
    ],
)
def test_rating_text(lang: str, expected: str) -> None:
    """A rating is said in the word order of the language, with the numbers as they are given."""
    assert rating_text("9.5", "10", lang) == expected


def test_rating_text_in_the_words_of_the_site() -> None:
    """A site may say ratings in its own way."""
    assert rating_text("4", "5", "en", {"out_of": "{value} of {best}"}) == "4 of 5"


# Dates and numbers


@pytest.mark.parametrize(
    ("iso", "lang", "expected"),
    [
        ("2013", "en", "2013"),
        ("2013-01", "en", "January 2013"),
        ("2013-01-23", "en", "January 23, 2013"),
        ("2013-01-23", "en-GB", "23 January 2013"),
        ("2013-01-23T20:15:00+09:00", "en", "January 23, 2013"),
        ("2013-01-23 20:15", "en", "January 23, 2013"),
        ("2013-01-23", "de", "23. Januar 2013"),
        ("2013-01", "es", "enero de 2013"),
        ("2013-01-23", "ko", "2013년 1월 23일"),
        ("2013-01", "ja", "2013年1月"),
        ("2013-01", "pl", "styczeń 2013"),
        ("2013-01-23", "pl", "23 stycznia 2013"),
        ("2013", "fa", "۲۰۱۳"),
        ("2013-03-23", "fa", "۲۳ مارس ۲۰۱۳"),
        ("2013-01-23", "da", "23. januar 2013"),
        ("2013-01-23", "xx", "January 23, 2013"),
        ("2013-01-23", "", "January 23, 2013"),
        ("2013-02-30", "en", "2013-02-30"),
        ("2013-13", "en", "2013-13"),
        ("next year", "en", "next year"),
        ("", "en", ""),
    ],
)
def test_format_date(iso: str, lang: str, expected: str) -> None:
    """A date is said as far as it is known; what is no date stays as it is."""
    assert format_date(iso, lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "127 min"),
        ("de", "127 Min."),
        ("fa", "۱۲۷ دقیقه"),
        ("ko", "127분"),
        ("xx", "127 min"),
    ],
)
def test_format_minutes(lang: str, expected: str) -> None:
    """A length has the language's short form of the unit."""
    assert format_minutes(127, lang) == expected


def use_ascii_digits(text: str) -> str:
    """Write the digits of any language as those of English."""
    return "".join(str(unicodedata.digit(sign, sign)) for sign in text)


# With those that have the most plural forms, or group the digits of small numbers.
@pytest.mark.parametrize("lang", [*LANGUAGES, "cy", "lt", "kw", "sl", "mr", "tok"])
def test_minutes_are_babels(lang: str) -> None:
    """What is kept of a language's CLDR data says a length as Babel says it."""
    locale = Locale.parse(lang.replace("-", "_"))
    for minutes in (*range(230), 357, 999, 1000, 12345):
        expected = units.format_unit(
            minutes,
            "duration-minute",
            "short",
            locale=locale,
            numbering_system=labels._numbering(locale),
        )
        assert use_ascii_digits(format_minutes(minutes, lang)) == use_ascii_digits(expected)


def test_english_is_as_cldr_has_it() -> None:
    """What is written down of English is what Babel would say of it."""
    known, expected = labels._ENGLISH, labels._look_up_writing("en")
    assert known._replace(plural_form=expected.plural_form) == expected
    assert set(expected.minutes) == {*Locale("en").plural_form.tags, "other"}
    assert text_direction("en") == text_direction("EN")  # which is looked up


@settings(deadline=None)  # Babel reads its data with the first of them
@given(st.integers() | st.decimals(allow_nan=False, allow_infinity=False))
@example(Decimal("1.0"))
@example(Decimal("1E+0"))
@example(-1)
def test_english_plurals_are_cldrs(number: int | Decimal) -> None:
    """The plural form of each number is the one that CLDR's rules give it."""
    assume(abs(Decimal(number).adjusted()) <= labels._MOST_DIGITS)  # no other is counted
    assert labels._ENGLISH.plural_form(number) == Locale("en").plural_form(number)


def test_english_reviews_need_no_babel() -> None:
    """What nearly all reviews say in English is said without Babel, which is slow to read."""
    code = (
        "import sys; from decimal import Decimal; from pelican_filmreview import labels;"
        "labels.read_writing(['en']); labels.text_direction('en');"
        "labels.count_label('en', 'viewings', 2); labels.format_minutes(127, 'en');"
        "labels.format_number(Decimal('9.5'), 'en'); labels.format_percent(Decimal(86), 'en');"
        "labels.format_date('2013', 'en'); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_cldr_data_are_let_go() -> None:
    """What reviews need of CLDR is read once, and the rest does not stay in memory."""
    labels._writing_of.cache_clear()
    text_direction.cache_clear()
    labels.read_writing(["nl", "he"])
    assert localedata._cache == {}
    assert core._global_data is None
    for cached in (format_minutes, labels._format_plain_number, labels._format_plain_percent):
        cached.cache_clear()
    assert format_minutes(97, "nl") == "97 min"
    assert format_number(Decimal("8.5"), "nl") == "8,5"
    assert format_percent(Decimal(86), "nl") == "86%"
    assert text_direction("he") == "rtl"
    assert (localedata._cache, core._global_data) == ({}, None)
    format_date.cache_clear()
    assert format_date("2013-01-23", "nl") == "23 januari 2013"  # and can be read again
    labels.read_writing(["nl"])  # what is known lets nothing go
    assert localedata._cache != {}


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("9.5", "en", "9.5"),
        ("9.5", "de", "9,5"),
        ("9.50", "de", "9,50"),
        ("8.0", "en", "8.0"),
        ("1234.5", "en", "1234.5"),
        ("0.1234567890123456789012345678901", "en", "0.1234567890123456789012345678901"),
        ("1E+1", "en", "10"),
        ("1E-3", "fr", "0,001"),
        ("9.5", "fa", "۹٫۵"),
        ("-1", "en", "-1"),
        ("-1", "sv", "−1"),
        ("9.5", "bn", "৯.৫"),
        ("NaN", "en", "NaN"),
        ("1E+999999999", "en", "1E+999999999"),
    ],
)
def test_format_number(value: str, lang: str, expected: str) -> None:
    """A number is written exactly: no rounding, no grouping, no exponent short of absurdity."""
    assert format_number(Decimal(value), lang) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=0, max_value=10**9))
def test_format_number_is_exact(value: Decimal) -> None:
    """What is written reads back as the same number with the same zeros."""
    for lang in ("en", "de", "fa"):
        text = format_number(value, lang).replace(",", ".").replace("٫", ".")
        assert Decimal(text).as_tuple() == value.as_tuple()


@pytest.mark.parametrize(
    ("value", "lang", "expected"),
    [
        ("86", "en", "86%"),
        ("86.00", "en", "86%"),
        ("100", "en", "100%"),
        ("0", "en", "0%"),
        ("86.5", "de", "86,5\u00a0%"),
        ("86", "tr", "%86"),
        ("86", "fa", "۸۶٪"),
        ("NaN", "en", "NaN%"),
    ],
)
def test_format_percent(value: str, lang: str, expected: str) -> None:
    """A percentage has the language's sign, place of the sign, and space."""
    assert format_percent(Decimal(value), lang) == expected


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", "ltr"),
        ("ar", "rtl"),
        ("fa-IR", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("iw", "rtl"),
        ("dv", "rtl"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("ar-Latn", "ltr"),
        ("pa", "ltr"),
        ("pa-PK", "rtl"),
        ("", "ltr"),
        ("xx", "ltr"),
    ],
)
def test_text_direction(lang: str, expected: str) -> None:
    """The script decides which way a text runs: the tag's own, else the likely one."""
    assert text_direction(lang) == expected


# Names of languages and months


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("Korean", "en", "ko"),
        ("Korean", "de", "ko"),
        ("Koreanisch", "de", "ko"),
        ("  koreanisch ", "de-AT", "ko"),
        ("Koreanisch", "en", None),
        ("한국어", "de", "ko"),
        ("Français", "en", "fr"),
        ("francais", "en", "fr"),
        ("Türkçe", "xx", "tr"),
        ("İNGİLİZCE", "tr", "en"),
        ("ko", "de", "ko"),
        ("KO", "de", "ko"),
        ("kor", "en", "ko"),
        ("iw", "en", "he"),
        ("en-GB", "de", "en-GB"),
        ("en_uk", "de", "en-GB"),
        ("zh-hant-tw", "en", "zh-Hant-TW"),
        ("ca-ES-valencia", "en", "ca-ES-valencia"),
        ("ga", "en", "ga"),
        ("Ga", "en", "gaa"),
        ("en-QQ", "en", None),
        ("en-Qqqq", "en", None),
        ("qq", "en", None),
        ("Mandarin", "en", "cmn"),
        ("普通话", "zh", "cmn"),
        ("Cantonese", "en", "yue"),
        ("英文", "zh-Hant", "en"),
        ("英語", "zh-Hant", "en"),
        ("韩语", "zh", "ko"),
        ("Bengali", "en", "bn"),
        ("Bangla", "en", "bn"),
        ("Farsi", "de", "fa"),
        ("Brazilian Portuguese", "en", "pt-BR"),
        ("Norwegian Bokmål", "en", "nb"),
        ("Chinese (Cantonese)", "en", "yue"),
        ("中文（粤语）", "zh", "yue"),
        ("English (British)", "en", "en-GB"),
        ("Portuguese (Brazil)", "en", "pt"),
        ("Serbian (Latin)", "en", "sr"),
        ("American Sign Language", "en", "ase"),
        ("Silent", "en", "zxx"),
        ("Klingonese", "en", None),
        ("", "en", None),
        ("()", "en", None),
    ],
)
def test_language_tag(name: str, lang: str, expected: str | None) -> None:
    """Tags, and names in the post's language, in English and in the language itself, are known."""
    assert language_tag(name, lang) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_languages_of_the_catalog_by_name(lang: str) -> None:
    """In every language, the usual languages of film are found by the name that CLDR has."""
    names = plural_rules(lang).languages
    for code in (
        "en",
        "de",
        "fr",
        "es",
        "it",
        "pt",
        "nl",
        "pl",
        "sv",
        "ru",
        "tr",
        "el",
        "ko",
        "ja",
    ):
        assert language_tag(names[code], lang) == code


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if tag != "zh-hant"] + ["uk", "th", "cy"])
def test_own_names_are_those_of_cldr(tag: str) -> None:
    """What the table of own names says is what CLDR says."""
    assert OWN_NAMES[tag] == Locale.parse(tag).languages[tag]


@pytest.mark.parametrize("tag", [*OWN_NAMES, *MORE_NAMES])
def test_tables_hold_tags(tag: str) -> None:
    """The tables lead to tags that are read as they stand."""
    assert language_tag(tag, "en") == tag


def test_no_own_name_twice() -> None:
    """An own name leads to one language."""
    folded = [name.casefold() for name in OWN_NAMES.values()]
    assert len(folded) == len(set(folded))


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("Januar", "de", 1),
        ("Jan.", "de", 1),
        ("JAN", "de", 1),
        ("Jänner", "de", 1),
        ("March", "de", 3),
        ("März", "en", None),
        ("mai", "fr", 5),
        ("août", "fr", 8),
        ("AOUT", "fr", 8),
        ("января", "ru", 1),
        ("январь", "ru", 1),
        ("Kasım", "tr", 11),
        ("KASIM", "tr", 11),
        ("listopad", "pl", 11),
        ("1월", "ko", 1),
        ("12月", "ja", 12),
        ("بینوار", "he", None),
        ("בינואר", "he", 1),
        ("ינואר", "he", 1),
        ("ژانویه", "fa", 1),
        ("شباط", "ar", 2),
        ("Sept.", "en", 9),
        ("Febuary", "en", 2),
        ("febuary", "ko", 2),
        ("23", "en", None),
        ("", "en", None),
        ("May", "xx", 5),
    ],
)
def test_parse_month_name(text: str, lang: str, expected: int | None) -> None:
    """Months are known in the post's language and in English, short, inflected, unaccented."""
    assert parse_month_name(text, lang) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_months_that_are_written_can_be_read(lang: str) -> None:
    """Each month of CLDR, long and short, is read as itself."""
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, name in plural_rules(lang).months[context][width].items():
                assert parse_month_name(name, lang) == number


# Whatever comes


@given(lang=st.text(max_size=12) | st.from_regex(r"[a-z]{2}([-_][A-Za-z]{2,4})?", fullmatch=True))
def test_no_language_raises(lang: str) -> None:
    """A language that is malformed or unknown costs the reader nothing but a translation."""
    assert labels_for(lang).keys() >= LABELS["en"].keys()
    assert labels_for(lang, {"cast": "Players"})["cast"] == "Players"
    assert re.search(r"\w", format_date("2013-01-23", lang))
    assert format_minutes(90, lang)
    assert format_number(Decimal("9.5"), lang)
    assert format_percent(Decimal("86"), lang)
    assert count_label(lang, "viewings", 2)
    assert text_direction(lang) in ("ltr", "rtl")
    assert language_tag("Korean", lang) == "ko"
    assert parse_month_name("September", lang) == 9


@given(text=st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    """An author's words are read or not, without an error."""
    assert language_tag(text, "de") is None or language_tag(text, "de")
    assert parse_month_name(text, "de") in (None, *range(1, 13))
    assert isinstance(format_date(text, "de"), str)
    assert fill_label(text) == text


# --- what pages print is read back ----------------------------------------------------------------


@pytest.mark.parametrize("lang", LABELS)
def test_printed_words_are_read_back(lang: str) -> None:
    """Whoever copies a date, a length or a rating from a page of ours is understood."""

    def read_month(name: str) -> int | None:
        return parse_month_name(name, lang)

    for month in range(1, 13):
        for iso in (f"2013-{month:02}-23", f"2013-{month:02}", f"2013-{month:02}-01"):
            found = read_date(format_date(iso, lang), read_month)
            assert found is not None
            assert found.iso == iso
    for minutes in (1, 2, 5, 97, 121):
        assert read_runtime(format_minutes(minutes, lang)).minutes == minutes
    for value, best in (("4", "5"), ("8.5", "10"), ("3.5", "4"), ("86", "100")):
        numbers = [labels.format_number(Decimal(one), lang) for one in (value, best)]
        read, problems = read_rating(rating_text(*numbers, lang), Scale())
        assert problems == ()
        assert read is not None
        assert (read.value, read.best, read.label) == (Decimal(value), Decimal(best), "")


@pytest.mark.parametrize("lang", LABELS)
def test_printed_roles_are_read_back(lang: str) -> None:
    """Whoever copies a line of a cast list is understood, too."""
    credit = read_credit(f"Ann Lee {labels_for(lang)['as_role']} Bo")
    assert (credit.actor.name, [role.name for role in credit.roles]) == ("Ann Lee", ["Bo"])
