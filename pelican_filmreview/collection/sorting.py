"""Titles and names in, the keys that sort them and the letters that they stand under out.

Sorting is the Unicode Collation Algorithm's, by pyuca, with the letters that a language counts as
its own put where its alphabet has them. Only the articles of the site's language are passed over:
"Die Hard" stands under D on an English site. Han characters stand in the order of their code:
what their order by sound is, no character says.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from pyuca.collator import Collator_10_0_0

# Articles in front of a title, by language: words, and what is written in one with the next word.
_ARTICLES: Mapping[str, tuple[str, str]] = {
    "en": ("the a an", ""),
    "de": ("der die das ein eine", ""),
    "fr": ("le la les un une des", "l' l’"),
    "es": ("el la los las un una unos unas", ""),
    "it": ("il lo la i gli le un uno una", "l' l’ un' un’"),
    "pt": ("o a os as um uma uns umas", ""),
    "nl": ("de het een 't ’t 'n ’n", ""),
    "sv": ("en ett den det de", ""),
    "da": ("en et den det de", ""),
    "nb": ("en ei et den det de", ""),
    "el": ("ο η το οι τα ένας μία μια ένα", ""),
    "hu": ("a az egy", ""),
    "ca": ("el la els les un una uns unes", "l' l’"),
    "ar": ("", "ال"),
}  # fmt: skip
# Letters of their own: of each row, those behind the first follow it in the alphabet.
_LETTERS: Mapping[str, tuple[str, ...]] = {
    "sv": ("z å ä ö",),
    "fi": ("z å ä ö",),
    "da": ("z æ ø å",),
    "nb": ("z æ ø å",),
    "es": ("n ñ",),
    "pl": ("a ą", "c ć", "e ę", "l ł", "n ń", "o ó", "s ś", "z ź ż"),
    "tr": ("c ç", "g ğ", "h ı", "o ö", "s ş", "u ü"),
    "cs": ("c č", "h ch", "r ř", "s š", "z ž"),
    "sk": ("a ä", "c č", "h ch", "o ô", "s š", "z ž"),
    "hr": ("c č ć", "d dž đ", "l lj", "n nj", "s š", "z ž"),
    "hu": ("c cs", "g gy", "l ly", "n ny", "o ö", "s sz", "t ty", "u ü", "z zs"),
}
_SAME = {"no": "nb", "nn": "nb", "bs": "hr", "sl": "hr"}

# What is longer is compared by its first digits: nobody counts so far.
_DIGITS = 8
_NUMBER = re.compile(r"[0-9]{1,8}")
_BEHIND = 0xFFF0  # a weight behind all that characters have: "zz" comes before Swedish "å"

# The first consonants of Hangul syllables, the doubled ones under their single ones.
_HANGUL = "ㄱㄱㄴㄷㄷㄹㅁㅂㅂㅅㅅㅇㅈㅈㅊㅋㅌㅍㅎ"
_HANGUL_FIRST, _HANGUL_LAST, _HANGUL_EACH = 0xAC00, 0xD7A3, 588
# The rows of the Japanese syllabary, by the last kana of each.
_KANA_ROWS = (
    ("お", "あ"), ("ご", "か"), ("ぞ", "さ"), ("ど", "た"), ("の", "な"),
    ("ぽ", "は"), ("も", "ま"), ("よ", "や"), ("ろ", "ら"), ("ゔ", "わ"),
)  # fmt: skip
_HAN = "漢"
DIGITS_LETTER = "0–9"
OTHER_LETTER = "#"


class Sorter:
    """Sorts in one language; made once a build for each."""

    def __init__(self, lang: str) -> None:
        base = re.split(r"[-_]", lang.lower())[0]
        self.lang = _SAME.get(base, base)
        self.sort_key = _make_sort_key(self.lang)
        rows = _LETTERS.get(self.lang, ())
        letters = (letter for row in rows for letter in row.split()[1:])
        self._own = tuple(sorted(letters, key=len, reverse=True))
        words, prefixes = _ARTICLES.get(self.lang, ("", ""))
        self._articles = frozenset(words.split())
        self._prefixes = tuple(prefixes.split())

    def drop_article(self, title: str) -> str:
        """Give a title without the marks and the article in front of it, if anything is left."""
        bare = _strip_marks(title)
        for text in (title, bare):  # an article may itself begin with a mark: Dutch 't
            word, _, rest = text.partition(" ")
            if word.casefold() in self._articles and _strip_marks(rest):
                return _strip_marks(rest)
        for prefix in self._prefixes:
            rest = _strip_marks(bare[len(prefix) :])
            if bare.casefold().startswith(prefix) and rest:
                return rest
        return bare or title

    def title_key(self, title: str) -> bytes:
        """Give the key of a title, its article passed over."""
        return self.sort_key(self.drop_article(title))

    def title_letter(self, title: str) -> str:
        """Give the letter that a title stands under."""
        return self.letter(self.drop_article(title))

    def letter(self, text: str) -> str:
        """Give the letter that a text stands under: of its alphabet, `0–9`, or `#`."""
        text = text.lstrip()
        if not text:
            return OTHER_LETTER
        folded = unicodedata.normalize("NFC", text[:4]).lower()
        own = next((letter for letter in self._own if folded.startswith(letter)), "")
        if own:
            return "I" if own == "ı" else own.title() if len(own) > 1 else own.upper()
        if self.lang == "tr" and text[0] in "iİ":
            return "İ"
        return _find_letter(folded[0])


def _strip_marks(text: str) -> str:
    """Take off what stands before the first letter or digit; all, where there is none."""
    start = next((n for n, char in enumerate(text) if char.isalnum()), len(text))
    return text[start:]


def _find_letter(char: str) -> str:
    code = ord(char)
    if _HANGUL_FIRST <= code <= _HANGUL_LAST:
        return _HANGUL[(code - _HANGUL_FIRST) // _HANGUL_EACH]
    if char.isdigit() or (char.isnumeric() and not unicodedata.name(char, "").startswith("CJK")):
        return DIGITS_LETTER
    kind = unicodedata.name(char, "")
    if kind.startswith("CJK"):
        return _HAN
    if kind.startswith("KATAKANA"):
        char, kind = chr(code - 0x60), "HIRAGANA"
    if kind.startswith("HIRAGANA"):
        return next((row for last, row in _KANA_ROWS if char <= last), _KANA_ROWS[-1][1])
    letter = unicodedata.normalize("NFKD", char)[0]
    letter = _BASE_LETTERS.get(letter, letter)
    return letter.upper()[0] if letter.isalpha() else OTHER_LETTER


# Letters that are no base letter with an accent to Unicode and stand with one all the same.
_BASE_LETTERS = {"ø": "o", "đ": "d", "ł": "l", "æ": "a", "œ": "o", "ß": "s", "þ": "t", "ı": "i"}


@lru_cache(maxsize=1)
def _load_collator() -> Collator_10_0_0:
    """Load the table of the algorithm; a fifth of a second, once in a process."""
    return Collator_10_0_0()


@lru_cache(maxsize=8)
def _make_sort_key(lang: str) -> Callable[[str], bytes]:
    rows = _LETTERS.get(lang, ())
    plain = _load_collator()
    collator = _tailor(rows) if rows else plain

    @lru_cache(maxsize=200_000)
    def sort_key(text: str) -> bytes:
        padded = _NUMBER.sub(lambda found: found[0].zfill(_DIGITS), text)
        weights = collator.sort_key(padded)
        # Big-endian numbers compare as bytes do as lists, in a fifth of the memory.
        return struct.pack(f">{len(weights)}H", *weights)

    return sort_key


def _tailor(rows: tuple[str, ...]) -> Collator_10_0_0:
    """Give a collator of its own for a language."""
    collator = Collator_10_0_0()
    for row in rows:
        before, *letters = row.split()
        for number, letter in enumerate(letters):
            for form, level in ((letter, 2), (letter.title(), 8), (letter.upper(), 9)):
                _put_behind(collator, before, form, number, level)
    if "h ı" in rows:  # Turkish: the capital of i has a dot, as the one without has none
        _put(collator, "İ", collator.collation_elements("i"))
    return collator


def _put_behind(collator: Collator_10_0_0, before: str, form: str, number: int, level: int) -> None:
    (first,) = collator.collation_elements(before)
    weights = [[first[0], 0x20, level], [_BEHIND + number, 0, 0]]
    _put(collator, form, weights)


def _put(collator: Collator_10_0_0, form: str, weights: list[list[int]]) -> None:
    collator.table.add([ord(char) for char in unicodedata.normalize("NFD", form)], weights)
