"""The example site's styling guide: it shows what the code has, and all that it has."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
import readme_tables
import styling_guide
from bs4 import BeautifulSoup, Tag
from conftest import Build, run_pelican
from pelican.settings import get_settings_from_file

from pelican_filmreview.settings import BADGES, LAYOUTS, PARTS

PAGES = styling_guide.write_pages()
STYLES = ("newspaper", "dark-cinema", "minimal")


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Give the example site as it is published."""
    root = tmp_path_factory.mktemp("example")
    settings = get_settings_from_file(str(styling_guide.SITE / "publishconf.py"))
    given = {name: value for name, value in settings.items() if name.isupper()}
    for name in ("PLUGINS", "PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME"):
        given.pop(name, None)
    site = styling_guide.SITE
    return run_pelican(root, {**given, "PATH": str(site / "content"), "THEME": str(site / "theme")})


def read_page(guide: Build, name: str) -> BeautifulSoup:
    """Give a chapter of the guide as the site has it."""
    return BeautifulSoup(guide.read(f"guide/{name}.html"), "html.parser")


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_the_codes(name: str) -> None:
    """Each page is the one that its template and the code give: `make readme` writes them."""
    assert (styling_guide.PAGES / name).read_text("utf-8") == PAGES[name]


def test_no_page_is_left_over() -> None:
    """The folder holds what is written there and nothing else."""
    assert {path.name for path in styling_guide.PAGES.iterdir()} == set(PAGES)


def test_the_site_builds_without_a_word(guide: Build) -> None:
    """Every block of the guide, and of the site, is one that nobody need complain about."""
    assert guide.complaints == []


def test_blocks_are_their_sources() -> None:
    """Beside a live block stands, word for word, the source that made it."""
    for name in ("index", "styles", "one-sheet"):
        soup = BeautifulSoup(PAGES[f"{name}.html"], "html.parser")
        blocks = [str(script.string).strip() for script in soup.select("script.film")]
        sources = [code.get_text().strip() for code in soup.select(".source code")]
        assert blocks
        assert {f"```film\n{block}\n```" for block in blocks} <= set(sources)


def test_every_badge_is_shown(guide: Build) -> None:
    """Each badge is drawn in the guide."""
    shown = read_page(guide, "index")
    assert all(shown.select(f"section .film-rating--{badge}") for badge in BADGES)


def test_every_layout_is_shown(guide: Build) -> None:
    """Each layout is shown; `none` by the page whose block stands in parts."""
    shown = read_page(guide, "index")
    assert all(shown.select(f".film-review--{name}") for name in LAYOUTS if name != "none")
    parts = read_page(guide, "parts")
    assert parts.select(".film-review--part")
    assert not parts.select(".h-review")


@pytest.mark.parametrize("part", [*PARTS, "legend"])
def test_every_part_is_shown(guide: Build, part: str) -> None:
    """Each part stands, with its name and its marker, beside the lines that it is made of."""
    (section,) = read_page(guide, "parts").select(f"section#part-{part}")
    assert len(section.select(".sample-live .film-review--part")) == 1
    assert f"[film:{part}]" in section.select(".source code")[0].get_text()


def find_words(tag: Tag, selector: str) -> list[str]:
    """Give the texts of a selector's elements."""
    return [found.get_text() for found in tag.select(selector)]


def test_the_reference_is_whole(guide: Build) -> None:
    """Every property with its default, every class, template, block and variable is listed."""
    page = read_page(guide, "reference")
    heads = find_words(page, "table.reference tbody th code")
    names = {path.name for path in (readme_tables.TEMPLATES / "_base").glob("*.html")}
    listed = [readme_tables.find_properties(), readme_tables.find_classes(), names]
    assert {name for group in listed for name in group} <= set(heads)
    assert set(readme_tables.VARIABLES) <= set(heads)
    text = page.get_text()
    for name in names:
        source = (readme_tables.TEMPLATES / "_base" / name).read_text("utf-8")
        assert all(block in text for block in readme_tables.find_blocks(source))
    for name, default in readme_tables.find_properties().items():
        (row,) = page.select(f"tr#{name[2:]}")
        assert default in row.get_text() or len(default) >= 80


@pytest.mark.parametrize("style", STYLES)
def test_a_style_is_nothing_but_properties(guide: Build, style: str) -> None:
    """One rule, of documented custom properties alone, live beside its own source."""
    sheet = styling_guide.read_source(f"static/css/film-styles/{style}.css")
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S).strip()
    found = re.fullmatch(rf"\.film-style--{style} \{{(.*)\}}", bare, re.S)
    assert found is not None
    set_here = re.findall(r"^  ([\w-]+):", found[1], re.M)
    assert set_here
    assert set(set_here) <= readme_tables.find_properties().keys()
    (section,) = read_page(guide, "styles").select(f"section#{style}")
    assert len(section.select(f".film-style--{style} .h-review")) == 1
    assert section.select(".source code")[0].get_text() == sheet.strip()


def test_the_override_is_for_who_asks(guide: Build) -> None:
    """The template's style is on its own page, and every other review is as it was."""
    live = read_page(guide, "one-sheet").select(".film-style--one-sheet.h-review")
    assert [bool(one.select(".one-sheet-billing")) for one in live] == [True]
    others = [path for path in guide.output.rglob("*.html") if path.name != "one-sheet.html"]
    assert not any("one-sheet-billing" in path.read_text("utf-8") for path in others)
    assert 'class="film-box"' in guide.read("gosford-park.html")


def test_the_guide_shows_the_themes_files(guide: Build) -> None:
    """The templates and the sheet of the override are printed as they are."""
    sources = find_words(read_page(guide, "one-sheet"), ".source code")
    for name in ("templates/filmreview/review.html", "templates/filmreview/one-sheet.html"):
        assert styling_guide.read_source(name).strip() in sources


def test_the_guide_is_no_review(guide: Build) -> None:
    """Its films are samples: no Review in the head, and nothing for search engines to list."""
    for name in PAGES:
        head = guide.read(f"guide/{name}").split("</head>")[0]
        assert "ld+json" not in head
        assert '<meta name="robots" content="noindex">' in head


def test_the_guide_can_be_walked_through(guide: Build) -> None:
    """Every chapter leads to every other, and each of its own anchors is there."""
    for name in PAGES:
        page = BeautifulSoup(guide.read(f"guide/{name}"), "html.parser")
        links = [unescape(str(a["href"])) for a in page.select(".guide-nav a")]
        chapters = [link for link in links if not link.startswith("#")]
        assert [Path(link).name for link in chapters] == list(PAGES)
        assert all(page.select(f'[id="{link[1:]}"]') for link in links if link.startswith("#"))
