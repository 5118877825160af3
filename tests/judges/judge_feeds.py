"""feedparser, the Atom grammar and lxml: every feed in, what feed readers would choke on out.

Sources: RFC 4287 (Atom; `atom.rng` holds its grammar, the functions here what a grammar cannot
say), the RSS 2.0 specification (rssboard.org), and this project's own promise of clean feeds: no
script, no style, no event handler, no relative URL, no placeholder.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from functools import cache
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

import feedparser
from lxml import etree

from .built_site import ATOM, BuiltSite, parse_html
from .verdict import Finding, Verdict, reach_verdict
from .visible_text import find_leftovers

GRAMMAR = Path(__file__).with_name("atom.rng")
ATOM_TEXTS = tuple(f"{ATOM}{name}" for name in ("title", "subtitle", "summary", "content"))
RSS_HTML = ("description", "{http://purl.org/rss/1.0/modules/content/}encoded")
RSS_TEXTS = ("title", *RSS_HTML)
ABSOLUTE = ("https://", "http://", "mailto:", "tel:")
UNWELCOME = re.compile("script|style|link|meta|base|iframe|object|embed|form")
URL_ATTRIBUTE = re.compile("href|src|srcset|poster|cite|action|data|background")


def judge_feeds(site: BuiltSite) -> Verdict:
    """What feedparser, the grammar and the promise say about the feeds and their entries."""
    names = site.list_feeds()
    findings = []
    entries = 0
    for name in names:
        content = (site.folder / name).read_bytes()
        parsed = feedparser.parse(content)
        entries += len(parsed.entries)
        if parsed.bozo:
            findings.append(Finding(name, f"feedparser: {parsed.bozo_exception}"))
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError as fault:
            findings.append(Finding(name, f"not XML: {fault}"))
            continue
        findings += [Finding(name, text) for text in check_feed(root, bool(site.address))]
    return reach_verdict("feeds", {"feeds": len(names), "entries": entries}, findings)


def check_feed(root: etree._Element, absolute: bool) -> Iterator[str]:
    """All that is wrong with a feed, its entries' HTML included; `absolute` wants absolute URLs."""
    if root.tag == f"{ATOM}feed":
        yield from check_atom(root)
    elif root.tag == "rss":
        yield from check_rss(root)
    else:
        yield f"neither Atom nor RSS: {root.tag!r}"
    for place, html in list_html(root):
        yield from (f"{place}: {text}" for text in check_html(parse_html(html), absolute))


@cache
def read_grammar() -> etree.RelaxNG:
    """The grammar of RFC 4287."""
    return etree.RelaxNG(etree.parse(GRAMMAR))


def check_atom(root: etree._Element) -> Iterator[str]:
    """RFC 4287: the grammar, and what it says in words only."""
    grammar = read_grammar()
    if not grammar.validate(root):
        yield from (f"line {error.line}: {error.message}" for error in grammar.error_log)
    entries = root.findall(f"{ATOM}entry")
    for number, entry in enumerate(entries, start=1):
        authors = entry.findall(f"{ATOM}author") or root.findall(f"{ATOM}author")
        if not authors:
            yield f"entry {number} has no author, nor has the feed (4.1.1)"
        if entry.find(f"{ATOM}content") is None and not list_alternates(entry):
            yield f"entry {number} has neither content nor alternate link (4.1.2)"
    for holder in (root, *entries):
        if any(count > 1 for count in Counter(list_alternates(holder)).values()):
            yield "two alternate links of one type and language (4.1.1)"
    ids = [element.text or "" for element in root.iter(f"{ATOM}id")]
    yield from (f"id is not an absolute IRI (4.2.6): {text!r}" for text in ids if ":" not in text)
    stamps = Counter(
        (entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in entries
    )
    yield from (f"two entries with the id {stamp[0]}" for stamp, n in stamps.items() if n > 1)


def list_alternates(holder: etree._Element) -> list[tuple[str | None, str | None]]:
    """Type and language of each alternate link of a feed or entry (a link without `rel` is one)."""
    links = holder.findall(f"{ATOM}link")
    return [
        (link.get("type"), link.get("hreflang"))
        for link in links
        if link.get("rel", "alternate") == "alternate"
    ]


def check_rss(root: etree._Element) -> Iterator[str]:
    """RSS 2.0: required elements of channel and item, dates of RFC 822.

    What a guid says of being a permalink is not judged: Pelican's writer gives it a tag URI and
    does not say that this is none, with or without the plugin.
    """
    channel = root.find("channel")
    if channel is None or root.get("version") != "2.0":
        yield "not an RSS 2.0 channel"
        return
    for required in ("title", "link", "description"):
        if channel.find(required) is None:
            yield f"the channel has no {required}"
    for number, item in enumerate(channel.findall("item"), start=1):
        if item.find("title") is None and item.find("description") is None:
            yield f"item {number} has neither title nor description"
    for date in channel.iter("pubDate", "lastBuildDate"):
        try:
            parsedate_to_datetime(date.text or "")
        except ValueError:
            yield f"{date.tag!r} is not a date of RFC 822: {date.text!r}"


def list_html(root: etree._Element) -> Iterator[tuple[str, str]]:
    """Every text of a feed as HTML, with words that say where it is."""
    for element in root.iter(*ATOM_TEXTS, *RSS_TEXTS):
        holder = element.getparent()
        heading = holder.find("{*}title") if holder is not None else None
        title = "" if heading is None else "".join(heading.itertext())
        yield f"{title}, {etree.QName(element).localname}", read_html(element)


def read_html(element: etree._Element) -> str:
    """The HTML of a text: Atom says what a text is, of RSS only the title is none."""
    kind = element.get("type", "html" if element.tag in RSS_HTML else "text")
    if kind == "xhtml":
        return "".join(etree.tostring(child, encoding="unicode") for child in element)
    text = element.text or ""
    return text if kind == "html" else escape(text)


def check_html(root: Element, absolute: bool) -> Iterator[str]:
    """What feed readers drop, or must not be given, in the HTML of an entry."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if UNWELCOME.fullmatch(element.tag):
            yield f"<{element.tag}>"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"<{element.tag} {name}>"
            elif absolute and URL_ATTRIBUTE.fullmatch(name):
                urls = value.split(",") if name == "srcset" else [value]
                yield from (
                    f"<{element.tag} {name}> is not absolute: {url.strip()}"
                    for url in urls
                    if not url.strip().startswith(ABSOLUTE)
                )
    yield from (f"left over: {found}" for found in find_leftovers(root))
