"""extruct and search engines' rules: every JSON-LD Review in, what keeps it from being shown out.

extruct reads each page back as a crawler does. The rules are those that no free tool checks; each
function names its source:

- [snippet] developers.google.com/search/docs/appearance/structured-data/review-snippet
- [article] developers.google.com/search/docs/appearance/structured-data/article
- [video] developers.google.com/search/docs/appearance/structured-data/video
- [general] developers.google.com/search/docs/appearance/structured-data/sd-policies
- [contract] this project's own promise of what a page gets
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from xml.etree.ElementTree import Element

import extruct

from .built_site import BuiltSite, parse_html
from .json_ld import (
    Json,
    JsonLdFault,
    Node,
    as_list,
    extract_blocks,
    find_typed,
    list_items,
    parse_block,
    walk_nodes,
)
from .verdict import Finding, Verdict, reach_verdict
from .visible_text import can_be_read, find_leftovers, read_visible_text

# Of the types that [snippet] lists, with their subtypes in schema.org, those that one can watch.
WATCHABLE = re.compile(
    "Movie|MovieSeries|CreativeWorkSeries|TVSeries|CreativeWorkSeason|TVSeason|Episode|TVEpisode"
    "|MediaObject|VideoObject"
)
DECIMAL_NUMBER = re.compile(r"-?\d+(\.\d+)?")
DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
MARKUP = re.compile(r"</?[a-z][^>]*>|&(amp|lt|gt|quot|nbsp|#\d+|#x[0-9a-f]+);", re.IGNORECASE)
LONGEST_AUTHOR = 100
URL_KEYS = ("@id", "url", "image", "sameAs", "thumbnailUrl", "contentUrl", "embedUrl", "logo")
NAME_KEYS = ("name", "alternateName", "characterName", "genre", "contentRating", "reviewAspect")


@dataclass(frozen=True)
class Page:
    """A page as the rules need it; `unseen`: properties whose names the theme does not show."""

    site: BuiltSite
    name: str
    root: Element
    text: str
    unseen: frozenset[str]


def judge_reviews(site: BuiltSite, unseen: frozenset[str] = frozenset()) -> Verdict:
    """What extruct and the rules find in the reviews; `unseen` as in `Page`."""
    findings: list[Finding] = []
    owners: dict[str, list[str]] = {}
    reviews = blocks = 0
    for name in site.list_pages():
        source = (site.folder / name).read_text(encoding="utf-8")
        root = parse_html(source)
        findings += [Finding(name, f"left over: {found}") for found in find_leftovers(root)]
        try:
            items = read_back(source, root, site.build_url(name))
        except JsonLdFault as fault:
            findings.append(Finding(name, str(fault)))
            continue
        page = Page(site, name, root, read_visible_text(root), unseen)
        findings += [Finding(name, text) for text in check_items(page, items)]
        found = find_typed(items, "Review")
        blocks += len(extract_blocks(root))
        reviews += len(found)
        for review in found:
            if "@id" in review:
                owners.setdefault(str(review["@id"]), []).append(name)
    findings += find_shared_ids(owners)
    return reach_verdict("reviews", {"blocks": blocks, "reviews": reviews}, findings)


def read_back(source: str, root: Element, url: str) -> list[Json]:
    """All JSON-LD items of a page, as extruct and a strict reader alike read them."""
    strict: list[Json] = []
    for block in extract_blocks(root):
        value = parse_block(block)
        list_items(value)
        strict += value if isinstance(value, list) else [value]
    try:
        lenient = extruct.extract(source, base_url=url, syntaxes=["json-ld"], errors="strict")
    except ValueError as fault:
        complaint = f"extruct cannot read it: {fault}"
        raise JsonLdFault(complaint) from fault
    if lenient["json-ld"] != strict:
        complaint = "extruct reads something else than is written"
        raise JsonLdFault(complaint)
    return strict


def find_shared_ids(owners: dict[str, list[str]]) -> Iterator[Finding]:
    """[general] Two reviews with one `@id` are one review to a crawler."""
    for address, names in owners.items():
        if len(names) > 1:
            for name in names:
                yield Finding(name, f"two Reviews have the @id {address}")


def check_items(page: Page, items: list[Json]) -> Iterator[str]:
    """All that the rules say about the items of one page."""
    for rule in ITEM_RULES:
        yield from rule(page, items)
    for review in find_typed(items, "Review"):
        for rule_of_review in REVIEW_RULES:
            yield from rule_of_review(page, review)


def refuse_aggregates(page: Page, items: list[Json]) -> Iterator[str]:
    """[snippet] An aggregate needs the votes of many on the page; [contract] there never is one."""
    for node in walk_nodes(items):
        if "aggregateRating" in node or "AggregateRating" in as_list(node.get("@type")):
            yield "AggregateRating on the page of a single critic"


def refuse_empty(page: Page, items: list[Json]) -> Iterator[str]:
    """[contract] Empty values are left out; [general] an empty property is a missing one."""
    for node in walk_nodes(items):
        for key, value in node.items():
            if any(part in (None, "", {}, []) for part in (as_list(value) or [None])):
                yield f"{describe_node(node)}: {key} is empty"


def refuse_markup(page: Page, items: list[Json]) -> Iterator[str]:
    """[contract] Values are plain text: a reader of JSON shows tags and entities as they are."""
    for node in walk_nodes(items):
        for key, value in node.items():
            for text in as_list(value):
                if isinstance(text, str) and MARKUP.search(text):
                    yield f"{describe_node(node)}: {key} holds HTML: {text[:80]!r}"


def check_urls(page: Page, items: list[Json]) -> Iterator[str]:
    """[snippet] and [general] URLs, of images above all, are absolute and can be fetched."""
    if not page.site.address:
        return
    for node in walk_nodes(items):
        for key in URL_KEYS:
            for url in as_list(node.get(key)):
                if not isinstance(url, str):
                    continue
                if not url.startswith(("https://", "http://")):
                    yield f"{describe_node(node)}: {key} is not an absolute URL: {url}"
                elif url.startswith(f"{page.site.address}/") and page.site.find_file(url) is None:
                    yield f"{describe_node(node)}: {key} is not in the site: {url}"


def check_videos(page: Page, items: list[Json]) -> Iterator[str]:
    """[video] A VideoObject needs a name, a thumbnail and an upload date, or is left out."""
    for video in find_typed(items, "VideoObject"):
        for key in ("name", "thumbnailUrl", "uploadDate"):
            if key not in video:
                yield f"{describe_node(video)} lacks {key}"


def check_item_reviewed(page: Page, review: Node) -> Iterator[str]:
    """[snippet] `itemReviewed` is one object of a supported type, with a name."""
    item = review.get("itemReviewed")
    if not isinstance(item, dict):
        yield "Review.itemReviewed must be one object"
        return
    if not WATCHABLE.fullmatch(str(item.get("@type"))):
        yield f"Review.itemReviewed of a type without snippets: {item.get('@type')!r}"
    name = item.get("name")
    if not isinstance(name, str) or not name.strip():
        yield f"Review.itemReviewed.name must be text, not {name!r}"


def check_authors(page: Page, review: Node) -> Iterator[str]:
    """[snippet] Each author is a Person or Organization with a name under 100 characters."""
    authors = as_list(review.get("author"))
    if not authors:
        yield "Review without author"
    for author in authors:
        if not isinstance(author, dict) or author.get("@type") not in {"Person", "Organization"}:
            yield f"Review.author must be a Person or Organization, not {author!r}"
            continue
        name = author.get("name")
        if not isinstance(name, str) or not name.strip():
            yield f"Review.author.name must be text, not {name!r}"
        elif len(name) >= LONGEST_AUTHOR:
            yield f"Review.author.name of {len(name)} characters: {name[:40]!r}..."


def check_ratings(page: Page, review: Node) -> Iterator[str]:
    """[snippet] A value with a decimal point, from worst to best; [contract] both are given."""
    ratings = as_list(review.get("reviewRating"))
    if not ratings and "datePublished" not in review:
        yield "a Review without rating needs datePublished"
    for rating in ratings:
        if not isinstance(rating, dict) or rating.get("@type") != "Rating":
            yield f"Review.reviewRating must be a Rating, not {rating!r}"
            continue
        texts = [rating.get(key) for key in ("worstRating", "ratingValue", "bestRating")]
        numbers = [read_number(value) for value in texts]
        worst, value, best = numbers
        if worst is None or value is None or best is None:
            yield f"worst, value and best must be numbers with a decimal point, not {texts}"
        elif not worst <= value <= best or worst == best:
            yield f"ratingValue {value} outside {worst} to {best}"
        elif not shows_number(page, value):
            yield f"ratingValue {value} cannot be read on the page"


def read_number(value: Json) -> Decimal | None:
    """The exact number that a JSON number or a text with a decimal point stands for."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    text = str(value)
    return Decimal(text) if DECIMAL_NUMBER.fullmatch(text) else None


def shows_number(page: Page, value: Decimal) -> bool:
    """[general] A marked-up value is on the page: as text, or as the value of `<data>`."""
    number = f"{value:f}".removesuffix(".0")
    if any(can_be_read(text, page.text) for text in (number, number.replace(".", ","))):
        return True
    values = (read_number(data.get("value")) for data in page.root.iter("data"))
    return any(shown == value for shown in values)


def check_dates(page: Page, review: Node) -> Iterator[str]:
    """[article] A moment is ISO 8601 with a zone; of a film's own dates the day or year will do."""
    for key in ("datePublished", "dateModified"):
        if key in review and not is_moment(review[key]):
            yield f"Review.{key} must be ISO 8601 with a zone, not {review[key]!r}"
    for video in find_typed(review, "VideoObject"):
        if "uploadDate" in video and not is_moment(video["uploadDate"]):
            yield f"VideoObject.uploadDate must be ISO 8601 with a zone: {video['uploadDate']!r}"
    item = review.get("itemReviewed")
    for node in walk_nodes(item):
        for key in ("dateCreated", "datePublished", "startDate", "endDate"):
            if key in node and not is_date(node[key]):
                yield f"{describe_node(node)}: {key} must be ISO 8601, not {node[key]!r}"
        duration = node.get("duration")
        if duration is not None and not DURATION.fullmatch(str(duration)):
            yield f"{describe_node(node)}: duration must be ISO 8601, not {duration!r}"


def is_moment(value: Json) -> bool:
    """Whether a value is a date and time with a zone."""
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_date(value: Json) -> bool:
    """Whether a value is text with a year, a month of a year or a real day, or a moment."""
    if not isinstance(value, str):
        return False
    if not DATE.fullmatch(value):
        return is_moment(value)
    first_day = value + "-01-01"[len(value) - len("2013") :]
    try:
        datetime.fromisoformat(first_day)
    except ValueError:
        return False
    return True


def check_names(page: Page, review: Node) -> Iterator[str]:
    """[general] No markup of what readers cannot see: every name is readable in the page's text."""
    for key, value in review.items():
        if key in page.unseen or key == "name":
            continue  # the review's own name may be made of the film's name
        for node in walk_nodes(value):
            for name_key in NAME_KEYS:
                for name in as_list(node.get(name_key)):
                    if isinstance(name, str) and not can_be_read(name, page.text):
                        yield f"{key}: {name_key} cannot be read on the page: {name!r}"


def check_address(page: Page, review: Node) -> Iterator[str]:
    """[snippet] A review is about what its own page is about: `url` and `@id` lead to this page."""
    if not page.site.address:
        return
    for key in ("url", "@id"):
        url = review.get(key)
        if not isinstance(url, str) or page.site.find_file(url) != page.name:
            yield f"Review.{key} must lead to this page, not {url!r}"


def describe_node(node: Node) -> str:
    """A few words to find a node by."""
    name = node.get("name")
    return f"{node.get('@type')} {name}" if isinstance(name, str) else str(node.get("@type"))


ItemRule = Callable[[Page, list[Json]], Iterator[str]]
ReviewRule = Callable[[Page, Node], Iterator[str]]
ITEM_RULES: tuple[ItemRule, ...] = (
    refuse_aggregates,
    refuse_empty,
    refuse_markup,
    check_urls,
    check_videos,
)
REVIEW_RULES: tuple[ReviewRule, ...] = (
    check_item_reviewed,
    check_authors,
    check_ratings,
    check_dates,
    check_names,
    check_address,
)
