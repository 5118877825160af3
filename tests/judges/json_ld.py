"""The JSON-LD of a page: in goes its element tree, out come its blocks, items and nodes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from xml.etree.ElementTree import Element

JSON_LD_TYPE = "application/ld+json"

Json = dict[str, "Json"] | list["Json"] | str | int | float | None
Node = dict[str, Json]


class JsonLdFault(ValueError):
    """A block that is not strict JSON, or that says two things at once."""


def extract_blocks(root: Element) -> list[str]:
    """The text of each JSON-LD script of a page, in order."""
    scripts = (script for script in root.iter("script") if script.get("type") == JSON_LD_TYPE)
    return ["".join(script.itertext()) for script in scripts]


def parse_block(text: str) -> Json:
    """The value of a block; JsonLdFault for invalid JSON, repeated keys and NaN (RFC 8259)."""
    try:
        value: Json = json.loads(
            text, object_pairs_hook=refuse_repeated_keys, parse_constant=refuse_constant
        )
    except json.JSONDecodeError as fault:
        complaint = f"not JSON: {fault}"
        raise JsonLdFault(complaint) from fault
    return value


def refuse_repeated_keys(pairs: list[tuple[str, Json]]) -> Node:
    """The object made of `pairs`; a key that comes twice is read in two ways, hence refused."""
    node = dict(pairs)
    if len(node) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        complaint = f"repeated key {', '.join(twice)}"
        raise JsonLdFault(complaint)
    return node


def refuse_constant(name: str) -> Json:
    """Never returns: NaN and Infinity are not JSON."""
    complaint = f"not JSON: {name}"
    raise JsonLdFault(complaint)


def list_items(block: Json) -> list[Node]:
    """The top items of a block: of a single object, an array of objects, or the list of a graph."""
    if isinstance(block, list):
        return [item for part in block for item in list_items(part)]
    if not isinstance(block, dict):
        complaint = f"an object was expected, not {block!r}"
        raise JsonLdFault(complaint)
    if "@graph" in block:
        return list_items(block["@graph"])
    return [block]


def walk_nodes(value: Json) -> Iterator[Node]:
    """Every object inside `value`, itself included, from the outside in."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from walk_nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk_nodes(inner)


def find_typed(value: Json, name: str) -> list[Node]:
    """All objects inside `value` whose `@type` is `name`."""
    return [node for node in walk_nodes(value) if name in as_list(node.get("@type"))]


def as_list(value: Json) -> list[Json]:
    """A list as it is, nothing as an empty list, and any other value as a list of one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
