"""A post's prose in, the summary that Pelican would have made of it alone out."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from pelican.contents import Content

from pelican_filmreview.block import MARK, SEALED
from pelican_filmreview.film import Film
from pelican_filmreview.quick_content import may_hold_links

_WORDS = re.compile(r"(?:^|>)[^<]*[^<\s]")
# Tags that need no parser to be understood, and what would need one.
_TAGS = (
    r"<(?P<end>/?)(?P<tag>p|em|strong|code|b|i|a|h[1-6]|ul|ol|li|blockquote)"
    r'(?: (?:href|title)="[^"<>]*")*>|(?P<odd>[<&])|'
)
# Between them Pelican's words, where there is no Chinese, Japanese or Korean.
_WORD = r"\w[\w'-]*"
_ASCII_STEPS = re.compile(_TAGS + _WORD, re.A)


@cache
def _compile_steps() -> re.Pattern[str] | None:
    """Give the pattern with all of Pelican's words; in one set, its signs are found sooner."""
    try:
        from pelican.utils import _HTMLWordTruncator
    except ImportError:  # it is Pelican's own, and may have another name in a later version
        return None
    word: str = _HTMLWordTruncator._word_regex.pattern
    signs = word.removesuffix(f"|({_WORD})")
    if signs != word and "\\" not in signs and "?" not in signs:
        word = f"(?:{signs.replace('(', '(?:')})|{_WORD}"
    return re.compile(_TAGS + word)


def clean_summary(content: Content) -> None:
    """Take sealed blocks out of a summary that the author wrote."""
    summary = content.metadata.get("summary")
    if isinstance(summary, str) and MARK in summary:
        content.metadata["summary"] = content._summary = SEALED.sub("", summary)


class ProseSummary:
    """Stands in for a post's `get_summary`: Pelican's own truncation, over the prose alone.

    Links in it are resolved for each page that shows it, as in Pelican's own.
    """

    __slots__ = ("content", "has_links", "short")

    def __init__(self, content: Content, short: str) -> None:
        self.content = content
        self.short = short
        # A post is summed up on ten pages: its tags, its author, its category ...
        self.has_links = may_hold_links(short, content.settings)

    def __call__(self, siteurl: str) -> str:
        """Give the summary, as the author wrote it if that has come meanwhile."""
        if "summary" in self.content.metadata:
            return str(self.content.metadata["summary"])
        if not self.has_links:
            return self.short
        return str(self.content._update_content(self.short, siteurl))


def summarise(content: Content, prose: str, film: Film | None) -> str:
    """Give Pelican's summary of the prose; of the verdict, where the post has no prose."""
    if film is not None and film.verdict and not _WORDS.search(prose):
        prose = f"<p>{escape(film.verdict, quote=False)}</p>"
    return _truncate(content, prose)


class _ProseOnly:
    """What Pelican's `get_summary` looks at on a post, with the prose for its content."""

    def __init__(self, settings: dict[str, Any], prose: str) -> None:
        self.metadata: dict[str, Any] = {}
        self.settings = settings
        self.content = prose


def _truncate(content: Content, prose: str) -> str:
    settings = content.settings
    most = settings["SUMMARY_MAX_LENGTH"]
    if settings.get("SUMMARY_MAX_PARAGRAPHS") is None and isinstance(most, int) and most > 0:
        short = cut_words(prose, most, settings["SUMMARY_END_SUFFIX"])
        if short is not None:
            return short
    # `get_summary` is memoized by instance; `func` is the plain function inside.
    return str(Content.__dict__["get_summary"].func(_ProseOnly(content.settings, prose), ""))


def cut_words(html: str, most: int, end_text: str) -> str | None:
    """Truncate HTML as Pelican's `truncate_html_words` does, for a tenth of the time.

    None where it is not longer than `most` words, or its beginning is not that plain: such HTML is
    left to Pelican.
    """
    steps = _ASCII_STEPS if html.isascii() else _compile_steps()
    if steps is None:
        return None
    opened: list[str] = []
    words = 0
    for found in steps.finditer(html):
        kind = found.lastgroup  # none of ours for a word
        if kind is None:
            words += 1
            if words == most:
                break
        elif kind == "odd":
            return None
        elif not found["end"]:
            opened.append(found["tag"])
        elif not opened or opened.pop() != found["tag"]:
            return None
    else:
        return None
    if html[found.end() : found.end() + 1] in ("", "&", "<"):
        after = steps.match(html, found.end())
        if after is None or not after["tag"]:
            return None  # the word may go on
    closing = "".join([f"</{tag}>" for tag in reversed(opened)])
    return f"{html[: found.end()]}{' ' if end_text else ''}{end_text or ''}{closing}"
