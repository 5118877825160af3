"""The manual says what the code does."""

from __future__ import annotations

import re

import pytest
import readme_tables
from conftest import Build, BuildSite, make_post

README = readme_tables.README.read_text("utf-8")


@pytest.mark.parametrize("name", readme_tables.TABLES)
def test_table_is_the_codes(name: str) -> None:
    """Each table in the README is the one that the code gives: `make readme` writes them."""
    table = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.S)
    assert table is not None
    assert table[1].strip() == readme_tables.TABLES[name]()


def test_every_class_is_described() -> None:
    """Classes are a contract: what a template prints or the stylesheet styles is in the table."""
    assert set(readme_tables.CLASSES) == readme_tables.find_classes()


def test_every_custom_property_is_described() -> None:
    """Custom properties are a contract, too."""
    assert set(readme_tables.PROPERTIES) == set(readme_tables.find_properties())


def test_every_template_lists_its_variables() -> None:
    """A theme author learns a template's variables from its first lines."""
    for path in readme_tables.list_bases():
        assert path.read_text("utf-8").startswith("{#"), path.name


def test_every_block_has_our_prefix() -> None:
    """Blocks are named film_..., so that they cannot meet a theme's own."""
    for path in readme_tables.list_bases():
        # These fill the theme's own blocks.
        if path.name == "collection_page.html" or path.parent.name == "lists":
            continue
        names = readme_tables.find_blocks(path.read_text("utf-8"))
        assert all(name.startswith("film_") for name in names), path.name


def _examples() -> list[str]:
    return re.findall(r"^````markdown\n(.*?)^````$", README, re.S | re.M)


def test_first_example_builds(build_site: BuildSite) -> None:
    """The example at the top of the README is a review, without a word of complaint."""
    example = _examples()[0].replace("poster: {static}/posters/miracle.png\n", "")
    build: Build = build_site({"post.md": example})
    name = next(build.output.glob("the-best*.html")).name
    assert build.complaints == []
    assert build.reviews(name)[0]["reviewRating"]["ratingValue"] == 9.5


@pytest.mark.parametrize(
    ("kind", "language"), [("md", "markdown"), ("rst", "rst"), ("html", "html")]
)
def test_each_format_gives_the_same(build_site: BuildSite, kind: str, language: str) -> None:
    """The same block in each format, as the README has it, gives the same review."""
    fences = re.findall(rf"^(`{{3,4}}){language}\n(.*?)^\1$", README, re.S | re.M)
    source = next(text for _, text in fences if "Solaris" in text or "title: Solaris" in text)
    build: Build = build_site({f"post.{kind}": make_post(kind, source)})
    assert build.complaints == []
    review = build.reviews("post.html")[0]
    assert (review["itemReviewed"]["name"], review["reviewRating"]["ratingValue"]) == (
        "Solaris",
        4.5,
    )
