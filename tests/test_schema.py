"""The JSON Schema of a block, judged by a validator that others wrote."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pelican_filmreview.fields import FIELDS
from pelican_filmreview.schema import build_schema

ROOT = Path(__file__).parents[1]
REVIEWS = sorted((ROOT / "example_site/content").rglob("*.md"))
FENCE = re.compile(r"^```film\n(.*?)^```$", re.S | re.M)

VALIDATOR = Draft202012Validator(build_schema())


def read_blocks() -> list[Any]:
    """Give the example site's blocks that are plain YAML as well, but for `{static}`."""
    blocks = []
    for path in REVIEWS:
        for text in FENCE.findall(path.read_text("utf-8")):
            try:
                text = text.replace("{static}", "")
                # Editors compare dates as the texts that they are in JSON.
                blocks.append(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506 - loads texts
            except yaml.YAMLError:
                continue
    return blocks


def test_schema_is_a_schema() -> None:
    """The schema keeps the rules of JSON Schema 2020-12 itself."""
    Draft202012Validator.check_schema(build_schema())


def test_example_blocks_are_valid() -> None:
    """What the example site writes, an editor does not underline."""
    blocks = read_blocks()
    assert len(blocks) > 10
    errors = [error.message for block in blocks for error in VALIDATOR.iter_errors(block)]
    assert errors == []


@pytest.mark.parametrize(
    "block",
    [
        {"dierctor": "Tarkovsky"},
        {"kind": "opera"},
        {"rating": {"valeu": "5"}},
        {"rating": ["4", "5"]},
        {},
    ],
)
def test_wrong_blocks_are_invalid(block: dict[str, Any]) -> None:
    """What a build would complain about, an editor underlines."""
    assert not VALIDATOR.is_valid(block)


def test_every_field_and_alias_completes() -> None:
    """An editor offers each name of the field table."""
    properties = build_schema()["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == {name for field in FIELDS for name in (field.name, *field.aliases)}


def test_command_prints_the_schema() -> None:
    """`filmreview schema` prints the schema that the package builds."""
    done = subprocess.run(
        [sys.executable, "-m", "pelican_filmreview", "schema"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == build_schema()
