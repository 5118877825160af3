"""Posters in builds with the real pelican-image-process."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import imagesize
import pytest
from conftest import Build, BuildSite, disconnect_plugin, make_post, write_files

PNG = Path(__file__).parents[1].joinpath("example_site/content/posters/no.png").read_bytes()
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="30"/>'
SMALL = {
    "type": "responsive-image",
    "srcset": [
        ("150w", ["scale_in 150 400 False"]),
        ("300w", ["scale_in 300 600 False"]),
    ],
    "default": "150w",
}
PICTURE = {
    "type": "picture",
    "sources": [{"name": "default", "srcset": SMALL["srcset"], "sizes": "8em"}],
    "default": ("default", "150w"),
}


@pytest.fixture
def build_processed(build_site: BuildSite, tmp_path: Path) -> Iterator[Any]:
    """Give the function that builds posts with posters, and their index."""

    def build(posters: dict[str, str], **settings: Any) -> Build:
        index = (
            '{% import "filmreview/list.html" as film with context %}<html><head></head><body>'
            "{% for article in articles %}{{ film.poster(article) }}{% endfor %}</body></html>"
        )
        write_files(tmp_path / "overrides", {"index.html": index})
        posts = {
            f"{name}.md": make_post("md", f"```film\ntitle: {name}\nposter: {url}\n```", name)
            for name, url in posters.items()
        }
        return build_site(
            {**posts, "images/x.png": PNG, "images/x.svg": SVG},
            PLUGINS=["pelican_filmreview", "image_process"],
            STATIC_PATHS=["images"],
            THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "overrides")],
            DIRECT_TEMPLATES=["index"],
            **settings,
        )

    yield build
    disconnect_plugin("pelican.plugins.image_process")


def read_image(build: Build, page: str) -> dict[str, str]:
    """Give the attributes of a page's one poster."""
    (tag,) = re.findall(r'<img[^>]*class="film-[^>]*>', build.read(page))
    return dict(re.findall(r'([a-z]+)="([^"]*)"', tag))


def find_picture(build: Build, page: str, address: str) -> Path:
    """Give the file that an address in a page means."""
    path = address.removeprefix("https://example.org/")
    return (build.output / page).parent.joinpath(path)


@pytest.mark.parametrize("settings", [{}, {"RELATIVE_URLS": True}])
def test_a_poster_and_a_list_have_responsive_sources(
    build_processed: Any, settings: dict[str, Any]
) -> None:
    """A transform named film-poster is all: sources exist, width and height keep the shape."""
    transforms = {"IMAGE_PROCESS": {"film-poster": SMALL}}
    build = build_processed({"one": "{static}/images/x.png"}, **transforms, **settings)
    for page in ("one.html", "index.html"):
        image = read_image(build, page)
        sources = [source.split() for source in image["srcset"].split(", ")]
        assert [width for _, width in sources] == ["150w", "300w"]
        for address, width in sources:
            assert imagesize.get(find_picture(build, page, address))[0] == int(width[:-1])
        assert find_picture(build, page, image["src"]).is_file()
        assert int(image["width"]) * 900 == int(image["height"]) * 600
        assert image["loading"] == "lazy"
        assert ("13em" if page == "one.html" else "8em") in image["sizes"]
    assert build.messages == []


def test_a_replaced_picture_has_its_own_size(build_processed: Any) -> None:
    """Where the transform crops, width and height are what it made, so that nothing shifts."""
    crop = {"film-poster": ["crop 0 0 50% 20%"], "film-poster-list": ["scale_in 60 60 False"]}
    build = build_processed({"one": "{static}/images/x.png"}, IMAGE_PROCESS=crop)
    for page, size in (("one.html", (300, 180)), ("index.html", (40, 60))):
        image = read_image(build, page)
        assert (int(image["width"]), int(image["height"])) == size
        assert imagesize.get(find_picture(build, page, image["src"])) == size
        assert "sizes" not in image


def test_a_picture_element_is_made(build_processed: Any) -> None:
    """The third kind of transform works as well."""
    build = build_processed(
        {"one": "{static}/images/x.png"},
        SITEURL="",
        IMAGE_PROCESS={"big": PICTURE},
        FILMREVIEW_POSTER_TRANSFORM="big",
    )
    made = r"<picture>\s*<source[^>]*300w[^>]*>.*<img[^>]*film-poster"
    assert re.search(made, build.read("one.html"), re.S)


@pytest.mark.parametrize(
    ("url", "transforms"),
    [
        ("{static}/images/x.svg", {"film-poster": SMALL}),
        ("https://example.com/x.png", {"film-poster": SMALL}),
        ("{static}/images/x.png", {"other": SMALL}),
    ],
)
def test_what_cannot_be_processed_is_left_alone(
    build_processed: Any, url: str, transforms: dict[str, Any]
) -> None:
    """Drawings, pictures of other hosts, and sites without such a transform build as before."""
    build = build_processed({"one": url}, IMAGE_PROCESS=transforms)
    image = read_image(build, "one.html")
    assert image["class"] == "film-poster u-photo"
    assert image["src"].endswith(url.removeprefix("{static}"))
    assert "srcset" not in image
