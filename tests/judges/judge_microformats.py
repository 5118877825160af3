"""mf2py: every h-review of the site in, what a reader of microformats would stumble over out.

The properties are those of microformats.org/wiki/h-review, h-item, h-card and h-cite. Any other one
is a stray: a class of a theme, such as `p-4`, is a property to a parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.etree.ElementTree import Element

import mf2py

from .built_site import BuiltSite, parse_html
from .json_ld import JsonLdFault, extract_blocks, find_typed, parse_block
from .verdict import Finding, Verdict, reach_verdict

Microformat = dict[str, Any]

PROPERTIES = {
    "h-review": re.compile(
        "name|item|author|reviewer|published|reviewed|updated|rating|best|worst|category|summary"
        "|content|description|url|uid|photo|syndication"
    ),
    "h-item": re.compile("name|url|photo|uid|published|author|category|summary"),
    "h-card": re.compile(
        "name|honorific-prefix|given-name|additional-name|family-name|nickname|email|logo|photo"
        "|url|uid|category|note|org|job-title|role|lang"
    ),
    "h-cite": re.compile("name|published|author|url|uid|publication|accessed|content"),
}
# h-review: a rating without its own scale is one of one to five.
SCALE = {"worst": "1", "best": "5"}
MOMENT = re.compile("published|reviewed|updated|accessed")
ADDRESS = re.compile("url|uid|photo|logo|syndication")


def judge_microformats(site: BuiltSite) -> Verdict:
    """What is wrong with the h-reviews, as mf2py reads each page."""
    findings = []
    pages = site.list_pages()
    reviews = 0
    for name in pages:
        source = (site.folder / name).read_text(encoding="utf-8")
        url = site.build_url(name)
        parsed = mf2py.parse(doc=source, url=url, html_parser="html5lib")
        found = list(find_reviews(parsed["items"]))
        reviews += len(found)
        texts = [text for review in found for text in check_review(review)]
        texts += compare_ratings(parse_html(source), found)
        findings += [Finding(name, text) for text in texts]
    return reach_verdict("microformats", {"pages": len(pages), "h-reviews": reviews}, findings)


def find_reviews(items: list[Microformat]) -> Iterator[Microformat]:
    """All h-reviews among the items, those inside of others included."""
    for item in items:
        if "h-review" in item["type"]:
            yield item
        inner = [value for values in item["properties"].values() for value in values]
        nested = [*inner, *item.get("children", [])]
        yield from find_reviews([value for value in nested if is_microformat(value)])


def is_microformat(value: Any) -> bool:
    """Whether a value is an item of its own and not text, HTML or an image."""
    return isinstance(value, dict) and "type" in value


def check_review(review: Microformat) -> Iterator[str]:
    """All that is wrong with one h-review."""
    yield from check_item(review)
    yield from check_film(review)
    yield from check_rating(review)
    for role in ("reviewer", "author"):
        for person in review["properties"].get(role, []):
            if is_microformat(person) and not person["properties"].get("name"):
                yield f"{role} without a name"


def check_item(item: Microformat) -> Iterator[str]:
    """Stray properties and bad values of an item and of all items inside it."""
    kinds = [kind for kind in item["type"] if kind in PROPERTIES]
    if not kinds:
        yield f"root class {' '.join(item['type'])} inside of an h-review"
    for name, values in item["properties"].items():
        if kinds and not any(PROPERTIES[kind].fullmatch(name) for kind in kinds):
            yield f"stray property {name} of {' '.join(kinds)}: {str(values)[:80]}"
        for value in values:
            yield from check_value(name, value)
            if is_microformat(value):
                yield from check_item(value)
    for child in item.get("children", []):
        yield f"{' '.join(child['type'])} is a child of {' '.join(item['type'])}, not a property"
        yield from check_item(child)


def check_value(name: str, value: Any) -> Iterator[str]:
    """Whether one value of a property is there, and of the kind that the property takes."""
    text = str(value.get("value", "")) if isinstance(value, dict) else str(value)
    if not text.strip():
        yield f"{name} is empty"
    elif MOMENT.fullmatch(name) and not is_date(text):
        yield f"{name} is not a date: {text!r}"
    elif ADDRESS.fullmatch(name) and not text.startswith(("https://", "http://", "/")):
        yield f"{name} is not a URL: {text!r}"


def check_film(review: Microformat) -> Iterator[str]:
    """An h-review is about one item, which has a name."""
    items = review["properties"].get("item", [])
    if len(items) != 1:
        yield f"{len(items)} items instead of one"
    for item in items:
        if is_microformat(item) and not item["properties"].get("name"):
            yield "the item has no name"


def check_rating(review: Microformat) -> Iterator[str]:
    """At most one rating, and one scale for it, all numbers, the rating inside the scale."""
    properties = review["properties"]
    if "rating" not in properties:
        yield from (f"{name} without a rating" for name in SCALE if name in properties)
        return
    numbers = {}
    for name in ("worst", "rating", "best"):
        values = properties.get(name) or [SCALE[name]]
        if len(values) > 1:
            yield f"{len(values)} values of {name}: {values}"
        number = read_number(values[0])
        if number is None:
            yield f"{name} is not a number: {values[0]!r}"
        else:
            numbers[name] = number
    if len(numbers) == 3 and not numbers["worst"] <= numbers["rating"] <= numbers["best"]:
        yield f"rating {numbers['rating']} outside {numbers['worst']} to {numbers['best']}"


def compare_ratings(root: Element, reviews: list[Microformat]) -> Iterator[str]:
    """Whether what the page's JSON-LD rates a film is what an h-review of the page rates it."""
    if not reviews:
        return
    rated = [value for review in reviews for value in review["properties"].get("rating", [])]
    known = {number for number in map(read_number, rated) if number is not None}
    for block in extract_blocks(root):
        try:
            told = find_typed(parse_block(block), "Review")
        except JsonLdFault:
            continue  # the judges of JSON-LD say what is wrong with it
        ratings = [
            node for review in told for node in find_typed(review.get("reviewRating"), "Rating")
        ]
        for rating in ratings:
            value = rating.get("ratingValue")
            if "reviewAspect" not in rating and read_number(value) not in known:
                yield f"JSON-LD rates {value}, no h-review does"


def read_number(value: Any) -> Decimal | None:
    """The exact number that a text or a JSON number stands for, None where it is none."""
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def is_date(text: str) -> bool:
    """Whether text is an ISO 8601 date, with or without a time."""
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
