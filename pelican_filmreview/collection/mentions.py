"""The HTML of a post in, what stands in italics in its prose out: places, texts, years beside them.

Nothing is parsed and written again: what is found are positions in the author's own string.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

# Elements in which nothing is linked: links themselves, headings, captions, code, what can be
# pressed, and what is no prose. Each is passed over whole.
_PASSED_OVER = (
    "a|h[1-6]|figcaption|caption|pre|code|kbd|samp|button|summary|label|select|textarea|script|style"
    "|template|svg|math|iframe|object|audio|video|noscript|title"
)
# The quantifiers give nothing back, so that no text takes long.
_TOKENS = re.compile(
    rf"""<!--.*?-->
       | <(?P<passed>{_PASSED_OVER})(?=[\s/>]).*?</(?P=passed)\s*>
       | <(?P<tag>em|i|cite)(?:\s(?:[^<>"']++|"[^"]*+"|'[^']*+')*+)?>
         (?P<text>(?:[^<]|</?(?:span|bdi)\b[^<>]*+>){{1,300}}?)</(?P=tag)\s*>
       | <[/!]?[a-z](?:[^>"']++|"[^"]*+"|'[^']*+')*+>""",
    re.X | re.S | re.I,
)
# In a link of the author's own only this is looked for: what is linked there needs no second one.
_LINKED = re.compile(r"<(em|i|cite)\b[^<>]*+>(.{1,300}?)</\1\s*>", re.S | re.I)
_TAG = re.compile(r"<[^>]*>")
# What is in brackets behind it, on the same line or the next: "(1972)", "(Tarkovsky, 1972)".
_BRACKETS = re.compile(r"(?:\s|&nbsp;|&#160;)*[(\[（]([^()<>\[\]（）]{4,60})[)\]）]")
_YEAR = re.compile(r"(?<!\d)(?:18|19|20)\d\d(?!\d)")

_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛ʼ′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"),
    }
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Something in italics: where it starts and ends, tags and all; `year` may be empty.

    `is_linked` where it stands in a link already.
    """

    start: int
    end: int
    text: str
    year: str
    is_linked: bool = False


def find_mentions(html: str, fragments: tuple[tuple[int, int], ...]) -> Iterator[Mention]:
    """Find what is in italics in the prose, in order; `fragments` are no prose."""
    position = 0
    for start, end in (*fragments, (len(html), len(html))):
        for found in _TOKENS.finditer(html, position, start):
            place = found.span()
            if found["tag"]:
                yield Mention(*place, _read_text(found["text"]), _read_year(html, place[1]))
            elif found["passed"] in ("a", "A"):
                for inner in _LINKED.finditer(found[0]):
                    year = _read_year(html, place[1])
                    yield Mention(*place, _read_text(inner[2]), year, is_linked=True)
        position = end


def _read_text(html: str) -> str:
    return unescape(_TAG.sub("", html)).strip()


def _read_year(html: str, position: int) -> str:
    """Give the year in brackets behind a place, where there is one and no other."""
    brackets = _BRACKETS.match(html, position)
    years = _YEAR.findall(brackets[1]) if brackets else ()
    return years[0] if len(years) == 1 else ""


def fold_title(title: str) -> str:
    """Give the form of a title in which case, spaces and the kinds of quotes do not matter."""
    text = unicodedata.normalize("NFKC", title.translate(_QUOTES)).casefold()
    return " ".join(text.split())


def is_plain_word(text: str, title: str) -> bool:
    """Say whether one word in italics is just stressed: "it" is not the film *It*."""
    return len(text.split()) == 1 and text.islower() and not title.islower()
