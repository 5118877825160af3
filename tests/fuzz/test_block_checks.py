"""The checks of the fuzzer pass what we write and refuse what nobody should get into a page."""

from __future__ import annotations

import pytest
from block_checks import OURS, check_block, check_html, read_seeds

SEEDS = list(read_seeds())


@pytest.mark.parametrize("seed", SEEDS, ids=range(len(SEEDS)))
def test_seed_passes(seed: bytes) -> None:
    """Where the checks did not know one of our own tags, the fuzzer would stumble on it by luck."""
    check_block(seed)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        '<iframe src="/x"></iframe>',
        '<p onclick="x()">A</p>',
        '<p style="color: red">A</p>',
        '<a href="javascript:x()">A</a>',
        '<a href=" java\tscript:x()">A</a>',
        '<img src="data:text/html,x">',
        "<p><b>A</p></b>",
        "<p>A",
        "<!-- A -->",
    ],
)
def test_foreign_html_is_refused(html: str) -> None:
    """The checks can fail."""
    with pytest.raises(AssertionError):
        check_html(html)


def test_our_tags() -> None:
    """The templates write tags for text and drawings, and none that runs or loads code."""
    assert {"section", "dl", "h2", "svg", "path", "text", "bdi", "data", "time"} <= OURS
    assert not OURS & {"script", "style", "iframe", "object", "embed", "base", "form", "template"}
