"""A page of the collection as the theme printed it in, the same with its head complete out.

Themes differ in what they print for pages that they do not know: some a title of the site's alone,
some the site's description, some a canonical address. What is missing is put in, what is of the
whole site is made the page's own. This happens before the page is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Protocol

_HEAD_END = re.compile(r"</head\s*>", re.I)
_TITLE = re.compile(r"(<title\b[^>]*>)(.*?)(</title\s*>)", re.S | re.I)
_DESCRIPTION = re.compile(r"""<meta\b[^>]*\bname\s*=\s*["']?description\b[^>]*>""", re.I)
_CANONICAL = re.compile(r"""<link\b[^>]*\brel\s*=\s*["']?canonical\b[^>]*>""", re.I)
_HTML = re.compile(r"<html\b[^>]*>", re.I)
_LANG = re.compile(r"""(?<=\s)lang\s*=\s*("[^"]*"|'[^']*'|[^\s>]*)""", re.I)


class PageHead(Protocol):
    """What a page's head says; `title` is text, the rest are finished values.

    `stylesheets` are addresses, `feed` is a title and an address, `jsonld` is safe inside a script
    element, and empty values are left out.
    """

    title: str
    site_name: str
    description: str
    canonical: str
    lang: str
    direction: str
    stylesheets: tuple[str, ...]
    feed: tuple[str, str]
    jsonld: str


def finish_head(html: str, page: PageHead) -> str:
    """Give a page with title, description, canonical address, language and data in its head."""
    end = _HEAD_END.search(html)
    if end is None:
        return html
    head, rest = html[: end.start()], html[end.start() :]
    head = _replace_first(_HTML, head, lambda found: _set_lang(found[0], page.lang, page.direction))
    if (title := _TITLE.search(head)) and escape(page.title) not in title[2]:
        full = escape(f"{page.title} – {page.site_name}" if page.site_name else page.title)
        head = _replace_first(_TITLE, head, lambda found: f"{found[1]}{full}{found[3]}")
    lines = []
    if page.description:
        description = f'<meta name="description" content="{escape(page.description)}">'
        if _DESCRIPTION.search(head):
            head = _replace_first(_DESCRIPTION, head, lambda found: description)
        else:
            lines.append(description)
    if page.canonical and not _CANONICAL.search(head):
        lines.append(f'<link rel="canonical" href="{escape(page.canonical)}">')
    for address in page.stylesheets:
        link = f'<link rel="stylesheet" href="{escape(address)}">'
        if link not in head:
            lines.append(link)
    if page.feed[1]:
        label, address = map(escape, page.feed)
        kind = 'rel="alternate" type="application/rss+xml"'
        lines.append(f'<link {kind} title="{label}" href="{address}">')
    if page.jsonld:
        lines.append(f'<script type="application/ld+json">{page.jsonld}</script>')
    return head + "".join(f"{line}\n" for line in lines) + rest


def _replace_first(
    pattern: re.Pattern[str], text: str, replace: Callable[[re.Match[str]], str]
) -> str:
    return pattern.sub(replace, text, count=1)


def _set_lang(tag: str, lang: str, direction: str) -> str:
    """Make an `html` element say the page's own language, where the theme says the site's."""
    stated = f'lang="{escape(lang)}"'
    tag = _LANG.sub(stated, tag, count=1) if _LANG.search(tag) else f"{tag[:-1]} {stated}>"
    if direction == "rtl" and not re.search(r"\sdir\s*=", tag, re.I):
        tag = f'{tag[:-1]} dir="rtl">'
    return tag
