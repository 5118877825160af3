"""The field table in, a JSON Schema of the block out, for completion and checks in editors.

Written for JSON Schema 2020-12. It is wider than the block's own reader in one way (every scalar
is text there, so numbers and booleans are let through) and narrower in another: an editor cannot
know that case, spaces, `-` and `_` in keys do not matter, so keys are as the manual writes them.
"""

from __future__ import annotations

from pelican_filmreview.fields import FIELDS, Field

Schema = dict[str, object]

_SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}
_ONE_OR_MORE = {
    "names",
    "terms",
    "titles",
    "lines",
    "facts",
    "quotes",
    "viewings",
    "cast",
    "links",
    "comments",
}
_FREE_KEYS = {"cast", "scores", "links"}
_FLAGS = {"voice", "uncredited", "rewatch"}


def build_schema() -> Schema:
    """Build the schema of a block."""
    properties: Schema = {}
    for field in FIELDS:
        properties[field.name] = {"description": field.help, **_describe(field)}
    for field in FIELDS:
        for alias in field.aliases:
            properties.setdefault(
                alias,
                {
                    "description": f"the same as `{field.name}`",
                    "$ref": f"#/properties/{field.name}",
                },
            )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Film block of pelican-filmreview",
        "type": "object",
        "minProperties": 1,
        "properties": properties,
        "additionalProperties": False,
    }


def _describe(field: Field) -> Schema:
    if field.kind == "choice":
        return {"enum": list(field.choices)}
    if field.kind == "flag":
        return {"enum": [True, False, "yes", "no"]}
    forms: list[Schema] = [_SCALAR]
    if field.keys:
        forms.append(_describe_long_form(field))
    if field.kind in _FREE_KEYS:
        texts = {"type": "array", "items": _SCALAR}
        forms.append({"type": "object", "additionalProperties": {"anyOf": [_SCALAR, texts]}})
    if field.kind == "text":  # to YAML, the film `[REC]` is a list
        forms.append({"type": "array", "items": _SCALAR})
    if field.kind in _ONE_OR_MORE or field.kind == "scores":
        forms.append({"type": "array", "items": {"anyOf": list(forms)}})
    return forms[0] if len(forms) == 1 else {"anyOf": forms}


def _describe_long_form(field: Field) -> Schema:
    several = {"anyOf": [_SCALAR, {"type": "array", "items": _SCALAR}]}
    properties: Schema = {}
    for key in field.keys:
        if key in _FLAGS:
            properties[key] = {"enum": [True, False, "yes", "no"]}
        else:
            properties[key] = several if key in ("role", "note") else _SCALAR
    return {"type": "object", "properties": properties, "additionalProperties": False}
