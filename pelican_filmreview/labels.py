"""Words in a post's language: a tag such as "de" or "pt-br" goes in, text to print comes out.

Three things live here: the plugin's own labels (`labels_catalog`), what CLDR knows of dates,
numbers, plurals and writing direction, and the way back from names of languages and months.
This is the only module that imports Babel, and it does so with the first call that needs it:
labels alone need none, nor do numbers in English. A language unknown here is looked up by its base
language, then English stands in. Nothing raises on what an author or a site wrote.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from pelican_filmreview.late_pattern import compile_late

from .labels_catalog import LABELS, MORE_MONTHS, MORE_NAMES, OWN_NAMES

if TYPE_CHECKING:
    from babel import Locale

Labels = Mapping[str, str]
# A site's own words: for all languages, or by language.
Overrides = Mapping[str, str | Mapping[str, str]]
NO_OVERRIDES: Final[Overrides] = MappingProxyType({})

# Regions of the language as its plain tag has it; all others take the second form.
_REGIONS: Final = {
    "en": ("en-gb", {"us", "ph", "pr", "gu", "vi", "as", "mp", "um"}),
    "pt": ("pt-pt", {"br"}),
}
_TRADITIONAL: Final = {"hant", "tw", "hk", "mo"}

# The digit zero of the numbering systems that CLDR has as somebody's default. Babel knows which
# system a language uses but writes the digits of all of them as 0-9.
_ZEROS: Final = {
    "arab": 0x0660, "arabext": 0x06F0, "beng": 0x09E6, "deva": 0x0966, "mymr": 0x1040,
    "tibt": 0x0F20, "nkoo": 0x07C0, "adlm": 0x1E950, "cakm": 0x11136, "olck": 0x1C50,
    "mtei": 0xABF0, "hmnp": 0x1E140,
}  # fmt: skip
_RIGHT_TO_LEFT: Final = {"Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"}

_SUBTAG_BOUNDS = re.compile(r"[-_.@]")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_ISO_DATE = compile_late(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?", re.DOTALL)
_TAG = compile_late(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.IGNORECASE,
)
_NOTED_NAME = compile_late(r"(?P<name>[^()（）]+)[(（](?P<note>[^()（）]+)[)）]\s*")
# Accents, joiners, direction marks, apostrophes, full stops: written or not, the name is the same.
_IGNORED = compile_late("[\u0300-\u036f\u0654\u200b-\u200f\u061c.,'’‘ʼʻ`]")
_CHINESE_ENDINGS: Final = "语語文"
# Languages that have subtags of their own and are named as varieties of another all the same.
_VARIETIES: Final = {
    "zh": ("cmn", "yue", "nan", "hak", "wuu", "hsn", "gan"),
    "ku": ("kmr", "ckb", "sdh"),
}
# Beyond this many digits a number is shown as Decimal writes it: `1E+999999999` would fill memory.
_MOST_DIGITS: Final = 100


# Labels


def labels_for(lang: str, overrides: Overrides = NO_OVERRIDES) -> Labels:
    """Give all labels of a language by key, the site's own words over the built-in ones.

    `overrides` is read once and kept: it must not change afterwards. More special words win:

    1. built-in words of the language, or English
    2. the site's words for all languages
    3. the site's words for the base language ("pt")
    4. the site's words for the very tag ("pt-br")

    A label with plural forms stands under its key in the form `other`, and each form under
    "key.category" ("director.one"); the site may replace both. A site may add keys of its own.
    """
    if not overrides:
        return _built_in_labels(lang)
    known = _overridden.get((lang, id(overrides)))
    if known is not None:
        return known[1]
    if len(_overridden) >= 256:  # a site has a handful of languages; `pelican -lr` may go on long
        _overridden.clear()
    labels = MappingProxyType(_join_labels(lang, overrides))
    _overridden[lang, id(overrides)] = (overrides, labels)
    return labels


# The mapping is kept beside its labels so that no other one can come to have its id.
_overridden: dict[tuple[str, int], tuple[Overrides, Labels]] = {}


@lru_cache(maxsize=256)
def _built_in_labels(lang: str) -> Labels:
    labels: dict[str, str] = {}
    for tag in _catalog_tags(lang):
        for key, text in LABELS[tag].items():
            if isinstance(text, str):
                labels[key] = text
            else:
                labels[key] = text["other"]
                labels.update({f"{key}.{category}": form for category, form in text.items()})
    return MappingProxyType(labels)


def _catalog_tags(lang: str) -> tuple[str, ...]:
    """Give the entries of the catalog to lay over one another for a language tag."""
    base, *rest = _SUBTAG_BOUNDS.split(lang.strip().lower())[:4]
    if base == "zh" and _TRADITIONAL.intersection(rest) and "hans" not in rest:
        return ("zh-hant",)
    if base == "yue":
        return ("zh",) if "hans" in rest else ("zh-hant",)
    base = {"cmn": "zh", "iw": "he", "pes": "fa"}.get(base, base)
    if base not in LABELS:
        return ("en",)
    elsewhere, regions = _REGIONS.get(base, ("", set()))
    region = next((subtag for subtag in rest if len(subtag) == 2 or subtag.isdigit()), "")
    return (base, elsewhere) if elsewhere and region and region not in regions else (base,)


def _join_labels(lang: str, overrides: Overrides) -> dict[str, str]:
    labels = dict(_built_in_labels(lang))
    tag = "-".join(_SUBTAG_BOUNDS.split(lang.strip().lower()))
    by_language = {
        key.lower().replace("_", "-"): words
        for key, words in overrides.items()
        if isinstance(words, Mapping)
    }
    for_all = {key: text for key, text in overrides.items() if isinstance(text, str)}
    base = tag.partition("-")[0]
    for words in (for_all, by_language.get(base, {}), by_language.get(tag, {})):
        _lay_over(labels, words)
    return labels


def _lay_over(labels: dict[str, str], words: Mapping[str, str]) -> None:
    """Put a site's words into `labels`; a word for a key as a whole replaces all its forms."""
    for key in words:
        if "." not in key:
            for form in [name for name in labels if name.startswith(f"{key}.")]:
                del labels[form]
    labels.update({key: text for key, text in words.items() if isinstance(text, str)})


def fill_label(label: str, **values: str) -> str:
    """Put `values` in place of `{name}` in a label; braces that name none of them stay.

    Unlike `str.format` it never raises and reads no attributes, since labels may be a site's own.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), label)


def count_label(lang: str, key: str, n: int | Decimal, overrides: Overrides = NO_OVERRIDES) -> str:
    """Give a label in the plural form that `n` asks for, with `{n}` filled in.

    A key that there is no label for is given back as it is.
    """
    if overrides:
        return _count_label(labels_for(lang, overrides), lang, key, Decimal(n))
    return _count_built_in(lang, key, str(n))


@lru_cache(maxsize=2048)
def _count_built_in(lang: str, key: str, n: str) -> str:
    # The number comes as text: as cache keys, Decimal("2.0") and Decimal("2") would be the same.
    return _count_label(_built_in_labels(lang), lang, key, Decimal(n))


def _count_label(labels: Labels, lang: str, key: str, n: Decimal) -> str:
    countable = n.is_finite() and abs(n.adjusted()) <= _MOST_DIGITS
    form = _choose_form(labels, lang, key, n) if countable else None
    return fill_label(form or labels.get(key, key), n=format_number(n, lang))


def _choose_form(labels: Labels, lang: str, key: str, n: Decimal) -> str | None:
    """Give the form of a label that CLDR's plural rules choose for `n`, or None without forms."""
    writing = _writing_of(lang)
    form = f"{key}.{writing.plural_form(n)}"
    standing_in = _catalog_tags(lang) == ("en",) and writing.language != "en"
    if standing_in and labels.get(form) == _built_in_labels(lang).get(form):
        # English words follow English rules; only the site's own follow those of the language.
        form = f"{key}.{_writing_of('en').plural_form(n)}"
    return labels.get(form)


def rating_text(value: str, best: str, lang: str, overrides: Overrides = NO_OVERRIDES) -> str:
    """Say a rating in words, "9.5 out of 10"; takes numbers that are formatted already."""
    return fill_label(labels_for(lang, overrides)["out_of"], value=value, best=best)


def join_names(names: Iterable[str], lang: str) -> str:
    """Give names as a list in a sentence: "Ann, Bo and Cy"."""
    from babel.lists import format_list

    return format_list(list(names), locale=_find_locale(lang))


# Dates and numbers


@lru_cache(maxsize=256)
def _find_locale(lang: str) -> Locale:
    """Give the CLDR locale nearest to a tag: the tag itself, its parents, English."""
    from babel import Locale, UnknownLocaleError

    subtags = _SUBTAG_BOUNDS.split(lang.strip())[:4]
    for end in range(len(subtags), 0, -1):
        try:
            return Locale.parse("_".join(subtags[:end]))
        except (ValueError, UnknownLocaleError):
            continue
    return Locale("en")


@lru_cache(maxsize=2048)
def format_date(iso: str, lang: str) -> str:
    """Say an ISO 8601 date as far as it goes: the year, month and year, or the whole date.

    A time of day is left out. What is no date is given back as it is.
    """
    found = _ISO_DATE.fullmatch(iso.strip())
    if found is None:
        return iso
    year, month, day = found.groups()
    if month is None:
        return _shift_digits(year, _writing_of(lang).zero)
    from babel import dates

    locale = _find_locale(lang)
    try:
        date = datetime.date(int(year), int(month), int(day or 1))
    except ValueError:
        return iso
    if day is not None:
        text = dates.format_date(date, "long", locale=locale)
    else:
        text = dates.format_skeleton("yMMMM", date, locale=locale)
    return _localize_digits(text, locale)


@lru_cache(maxsize=2048)
def format_day(iso: str, lang: str) -> str:
    """Say an ISO 8601 date with its day of the week, without its year: "Thu, May 14"."""
    from babel import dates

    locale = _find_locale(lang)
    if "MMMEd" not in locale.datetime_skeletons:
        return format_date(iso, lang)
    try:
        date = datetime.date.fromisoformat(iso)
    except ValueError:
        return iso
    return _localize_digits(dates.format_skeleton("MMMEd", date, locale=locale), locale)


# What nearly all reviews need of a language's CLDR data: how it writes numbers and lengths.


class _Writing(NamedTuple):
    """How a language writes numbers.

    `zero` is the code point of its digit zero, None for the usual ones; `percent` is what stands
    before and behind a number of percent; `plural_form` gives the plural category of a number;
    `minutes` has a length in the unit's short form, with `{}` for a number below _FIRST_GROUPED, by
    these categories.
    """

    language: str
    minus: str
    point: str
    zero: int | None
    percent: tuple[str, str]
    plural_form: Callable[[int | Decimal], str]
    minutes: Mapping[str, str]


def _choose_english_form(number: int | Decimal) -> str:
    # CLDR's rule is `i = 1 and v = 0`: a 1 without a point, so that 1.0 is "other".
    return "one" if str(abs(number)) == "1" else "other"


# Nearly all sites need these, and reading Babel's data takes as long as building half a dozen
# posts: so the language that stands in for all others is written down. The tests hold it against
# CLDR.
_ENGLISH: Final = _Writing(
    "en", "-", ".", None, ("", "%"), _choose_english_form, {"one": "{} min", "other": "{} min"}
)


@lru_cache(maxsize=256)
def _writing_of(lang: str) -> _Writing:
    return _ENGLISH if lang == "en" else _look_up_writing(lang)


def _look_up_writing(lang: str) -> _Writing:
    from babel import numbers

    locale = _find_locale(lang)
    system = _numbering(locale)
    return _Writing(
        locale.language,
        numbers.get_minus_sign_symbol(locale, numbering_system=system),
        numbers.get_decimal_symbol(locale, numbering_system=system),
        _ZEROS.get(system),
        _surround_percent(locale, system),
        locale.plural_form,
        _gather_minutes(locale),
    )


def read_writing(langs: Iterable[str]) -> None:
    """Read how languages are written, and let go what else CLDR knows of them.

    That is five megabytes, and reviews without dates and languages need no more of it. Babel reads
    its files again, which takes 10 to 20 ms, where one has them. English needs none of it.
    """
    read_before = _writing_of.cache_info().misses
    others = [lang for lang in langs if lang != "en"]
    for lang in others:
        _writing_of(lang)
        text_direction(lang)
    if _writing_of.cache_info().misses == read_before:
        return
    from babel import core, localedata

    _find_locale.cache_clear()
    _numbering.cache_clear()
    if hasattr(localedata, "clear_caches"):  # newer than the oldest Babel that serves
        localedata.clear_caches()
    if hasattr(core, "_global_data"):  # Babel's own name, and half of it all
        core._global_data = None


# From there on languages group digits; one that does so before has no patterns.
_FIRST_GROUPED: Final = 1000
# Among the numbers below this one, every plural category has one that any number up to there has.
_MOST_TRIED: Final = 200


def _gather_minutes(locale: Locale) -> dict[str, str]:
    """Give a pattern of lengths for each plural category."""
    patterns: dict[str, str] = {}
    if str(_FIRST_GROUPED - 1) not in _say_minutes(_FIRST_GROUPED - 1, locale):
        return patterns
    missing = {*locale.plural_form.tags, "other"}
    for minutes in range(_MOST_TRIED):
        category = locale.plural_form(minutes)
        if category in missing:
            missing.remove(category)
            text, number = _say_minutes(minutes, locale), str(minutes)
            if text.count(number) == 1:
                patterns[category] = text.replace(number, "{}")
        if not missing:
            break
    return patterns


def _say_minutes(minutes: int, locale: Locale) -> str:
    from babel import units

    return units.format_unit(
        minutes, "duration-minute", "short", locale=locale, numbering_system=_numbering(locale)
    )


@lru_cache(maxsize=1024)
def format_minutes(minutes: int, lang: str) -> str:
    """Say a length in minutes, with the language's short form of the unit: "127 min"."""
    writing = _writing_of(lang)
    pattern = writing.minutes.get(writing.plural_form(minutes))
    if pattern is not None and 0 <= minutes < _FIRST_GROUPED:
        return _shift_digits(pattern.replace("{}", str(minutes)), writing.zero)
    locale = _find_locale(lang)
    return _shift_digits(_say_minutes(minutes, locale), writing.zero)


def format_number(value: Decimal, lang: str) -> str:
    """Write a number exactly as it is, final zeros too, in the language's digits and signs.

    No digits are grouped and none left out; there is no exponent.
    """
    return _format_plain_number(_write_plainly(value), lang)


def _write_plainly(value: Decimal) -> str:
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and max(abs(value.adjusted()), abs(exponent)) > _MOST_DIGITS:
        return str(value)
    return format(value, "f")


@lru_cache(maxsize=2048)
def _format_plain_number(number: str, lang: str) -> str:
    # The number comes as text: as cache keys, Decimal("9.50") and Decimal("9.5") would be the same.
    writing = _writing_of(lang)
    signs = str.maketrans({"-": writing.minus, ".": writing.point})
    return _shift_digits(number.translate(signs), writing.zero)


def format_percent(value: Decimal, lang: str) -> str:
    """Write a share of a hundred, 86 for "86%"; final zeros, often left by sums, are left out."""
    return _format_plain_percent(_write_plainly(value), lang)


@lru_cache(maxsize=1024)
def _format_plain_percent(number: str, lang: str) -> str:
    if "." in number:
        number = number.rstrip("0").rstrip(".")
    before, behind = _writing_of(lang).percent
    return f"{before}{_format_plain_number(number, lang)}{behind}"


def _surround_percent(locale: Locale, system: str) -> tuple[str, str]:
    # Babel would round in its own ways, and has the sign of one numbering system for all.
    sign: str = locale.number_symbols[system].get("percentSign", "%")
    pattern = locale.percent_formats[None]
    return pattern.prefix[0].replace("%", sign), pattern.suffix[0].replace("%", sign)


@cache
def _numbering(locale: Locale) -> str:
    """Give the numbering system to write in: the language's own where its digits are known."""
    own = locale.default_numbering_system
    return own if own in _ZEROS and own in locale.number_symbols else "latn"


def _localize_digits(text: str, locale: Locale) -> str:
    return _shift_digits(text, _ZEROS.get(_numbering(locale)))


def _shift_digits(text: str, zero: int | None) -> str:
    """Write the usual digits as those that begin with the code point `zero`."""
    return text if zero is None else text.translate({0x30 + n: zero + n for n in range(10)})


@lru_cache(maxsize=256)
def text_direction(lang: str) -> Literal["ltr", "rtl"]:
    """Say which way a language runs, by its script: the tag's own, or the likely one of CLDR."""
    if lang == "en":  # see _ENGLISH
        return "ltr"
    from babel.core import get_global

    base, *rest = _SUBTAG_BOUNDS.split(lang.strip().lower())[:4]
    scripts = [part.title() for part in rest if len(part) == 4]
    for key in [f"{base}_{part.upper()}" for part in rest if len(part) == 2] + [base]:
        scripts += get_global("likely_subtags").get(key, "").split("_")[1:2]
    return "rtl" if scripts and scripts[0] in _RIGHT_TO_LEFT else "ltr"


# Names of languages and months


@lru_cache(maxsize=1024)
def language_tag(name: str, lang: str) -> str | None:
    """Give the BCP 47 tag that a language's name stands for, or None.

    Looked up in this order: a tag written as one ("ko", "en-GB"), names in the post's language,
    names in English, the language's own name, other names that people use, the parts of a name
    with a note ("Chinese (Cantonese)"), and last a tag in any other form ("KO", "kor").
    """
    surely_a_tag = "-" in name or "_" in name or (len(name) == 2 and name.islower())
    tag = _read_tag(name) if surely_a_tag else None
    tag = tag or _find_name(name, lang)
    noted = _NOTED_NAME.fullmatch(name)
    if tag is None and noted is not None:
        tag = _find_noted_name(noted["name"], noted["note"], lang)
    return tag or _read_tag(name)


def _find_noted_name(name: str, note: str, lang: str) -> str | None:
    """Give the tag of "English (British)", of "Chinese (Cantonese)", but not Latin of "(Latin)"."""
    joined = _find_name(f"{note} {name}", lang)
    language, variety = _find_name(name, lang), _find_name(note, lang)
    if joined is not None or language is None or variety is None:
        return joined or language or variety
    subtag = variety.partition("-")[0]
    return variety if subtag in (language, *_VARIETIES.get(language, ())) else language


def _find_name(name: str, lang: str) -> str | None:
    folded = _fold(name)
    tag = _names_in(_find_locale(lang)).get(folded) or _names_in(_find_locale("en")).get(folded)
    return tag or _names_anywhere().get(folded)


@cache
def _names_in(locale: Locale) -> dict[str, str]:
    """Give CLDR's names of languages in one language, folded, with their tags."""
    names: dict[str, str] = {}
    # A name shared by two goes to the shorter code: the language before its dialect.
    for code, name in sorted(locale.languages.items(), key=lambda item: (len(item[0]), item[0])):
        tag = code.replace("_", "-")
        names.setdefault(_fold(name), tag)
        if locale.language in ("zh", "yue") and name[-1] in _CHINESE_ENDINGS:
            # CLDR has one of 英文 and 英語, people write both.
            for ending in _CHINESE_ENDINGS:
                names.setdefault(_fold(name[:-1] + ending), tag)
    return names


@cache
def _names_anywhere() -> dict[str, str]:
    names = {_fold(name): tag for tag, name in OWN_NAMES.items()}
    for tag, others in MORE_NAMES.items():
        for name in others:
            names.setdefault(_fold(name), tag)
    return names


def _read_tag(text: str) -> str | None:
    """Give a language tag in its usual form, or None where it is none or names nothing known."""
    from babel.core import get_global

    found = _TAG.fullmatch(text.strip().replace("_", "-"))
    if found is None:
        return None
    english = _find_locale("en")
    language = found["language"].lower()
    if language not in english.languages and language not in MORE_NAMES:
        # Three letters where two are the rule, and codes given up: "kor", "iw".
        language = get_global("language_aliases").get(language, "").partition("_")[0]
    script, region = (found["script"] or "").title(), (found["region"] or "").upper()
    if region and region not in english.territories:
        region = (get_global("territory_aliases").get(region) or [""])[0]  # "en-UK"
    if not language or (found["region"] and not region):
        return None
    if script and script not in english.scripts:
        return None
    subtags = [part for part in (language, script, region) if part]
    return "-".join(subtags) + found["variants"].lower()


def _fold(name: str) -> str:
    """Give the form of a name in which case, accents, stops and spacing do not matter."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = _IGNORED.sub("", text).replace("ı", "i").replace("-", " ")
    return " ".join(text.split())


@lru_cache(maxsize=1024)
def parse_month_name(text: str, lang: str) -> int | None:
    """Give the month, 1 to 12, that a name means in the post's language or in English, or None.

    Short forms count, and so do the slips that are common in English.
    """
    folded = _fold(text)
    month = _months_in(_find_locale(lang)).get(folded) or _months_in(_find_locale("en")).get(folded)
    if month is None and folded.startswith("ב"):  # Hebrew "in", written as part of the word
        return _months_in(_find_locale("he")).get(folded[1:])
    return month or _months_anywhere().get(folded)


@cache
def _months_in(locale: Locale) -> dict[str, int]:
    months: dict[str, int] = {}
    contexts = locale.months
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in contexts.get(context, {}).get(width, {}).items():
                months.setdefault(_fold(name), number)
    return months


@cache
def _months_anywhere() -> dict[str, int]:
    return {_fold(name): number for number, names in MORE_MONTHS.items() for name in names}
