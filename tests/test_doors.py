"""All doors give the same film: what they take for a block, what they leave, and what they say."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post, run_pelican, write_files
from dialects import BODY_DIALECTS, HEADER_DIALECTS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown import Markdown

from pelican_filmreview.block import SEALED, Block, open_sealed, seal
from pelican_filmreview.html_reader import seal_elements
from pelican_filmreview.markdown_extension import _seal_fences
from pelican_filmreview.markers import find_tokens

SNIPPETS = Path(__file__).parent / "snippets"
PLUGINS = ["pelican_filmreview", "yaml_metadata"]

# --- one snippet a case, in every dialect ---------------------------------------------------------

ONE_FILM_A_POST = ("full_block", "retyped_titles", "refused_values", "rating_notations")
FILMS_IN_ONE_POST: Mapping[str, tuple[str, ...]] = {
    "several_films": (),
    "markers": ("[film:cast]", "[film:facts]"),
    "markers_of_two": ("[film:cast stalker]", "[film:rating]", "[film:cast solaris]"),
}
# These are not YAML, so the YAML front matter as a whole would not be.
NOT_YAML = {("front-matter-mapping", "refused_values")}
CASES = [
    *(
        (case, dialect)
        for case in ONE_FILM_A_POST
        for dialect in (*BODY_DIALECTS, *HEADER_DIALECTS)
        if (dialect, case) not in NOT_YAML
    ),
    *((case, dialect) for case in FILMS_IN_ONE_POST for dialect in BODY_DIALECTS),
    *(("markers", dialect) for dialect in HEADER_DIALECTS),
]


def make_png(width: int = 2, height: int = 3) -> bytes:
    """Give a grey picture."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def read_blocks(case: str) -> list[str]:
    """Give the texts of a case's blocks."""
    return (SNIPPETS / f"{case}.film").read_text("utf-8").rstrip("\n").split("\n=====\n")


def write_snippet(case: str, dialect: str) -> dict[str, str]:
    """Give the posts of a case in a dialect."""
    ending, write = {**BODY_DIALECTS, **HEADER_DIALECTS}[dialect]
    blocks = read_blocks(case)
    if case in FILMS_IN_ONE_POST:
        prose = ["Before.", "Middle.", *FILMS_IN_ONE_POST[case], "After."]
        return {f"{case}-{dialect}-1.{ending}": write(blocks, prose)}
    prose = ["Before.", "Middle.", "After."]
    return {
        f"{case}-{dialect}-{n}.{ending}": write([block], prose) for n, block in enumerate(blocks, 1)
    }


@pytest.fixture(scope="session")
def content_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a template that prints a post's content and nothing else of it."""
    folder = tmp_path_factory.mktemp("templates")
    (folder / "article.html").write_text("<html><head></head><body>{{ article.content }}</body>")
    return folder


@pytest.fixture(scope="session")
def snippets_site(tmp_path_factory: pytest.TempPathFactory, content_only: Path) -> Build:
    """Give a site with every case in every dialect."""
    root = tmp_path_factory.mktemp("snippets")
    files: dict[str, str | bytes] = {"images/cell.png": make_png()}
    for case, dialect in CASES:
        files.update(write_snippet(case, dialect))
    write_files(root / "content", files)
    site_settings = quiet(content_only) | {"PLUGINS": PLUGINS, "SLUGIFY_SOURCE": "basename"}
    return run_pelican(root, site_settings)


def quiet(content_only: Path) -> dict[str, Any]:
    """Give the settings that build posts and nothing else."""
    off = ["TAG", "AUTHOR", "CATEGORY", "ARCHIVES", "TAGS", "AUTHORS", "CATEGORIES"]
    return {
        "THEME_TEMPLATES_OVERRIDES": [str(content_only)],
        "DIRECT_TEMPLATES": [],
        "FEED_ALL_ATOM": None,
        "CATEGORY_FEED_ATOM": None,
        **{f"{name}_SAVE_AS": "" for name in off},
    }


def read_content(build: Build, name: str) -> str:
    """Give a page's content."""
    return build.read(name).split("<body>", 1)[1].rsplit("</body>", 1)[0]


def read_fragments(content: str) -> str:
    """Give the films of a page, and what stands for its markers, a line between them."""
    top, middle = content.split("<p>Middle.</p>")
    cards = re.findall(r'<section class="film-review.*?</section>', top, re.S)
    parts = middle.split("<p>After.</p>")[0].strip("\n")
    return "\n".join([*cards, *([parts] if parts else [])]) + "\n"


@pytest.mark.parametrize(("case", "dialect"), CASES)
def test_dialect_gives_golden_fragment(
    snippets_site: Build, case: str, dialect: str, pytestconfig: pytest.Config
) -> None:
    """For the same text, every door gives the same bytes."""
    names = [Path(name).stem for name in write_snippet(case, dialect)]
    contents = [read_content(snippets_site, f"{name}.html") for name in names]
    found = "\n".join(read_fragments(content) for content in contents)
    golden = SNIPPETS / f"{case}.html"
    if pytestconfig.getoption("--refresh-golden") and dialect == "backticks":
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8")


@pytest.mark.parametrize("case", [*ONE_FILM_A_POST, *FILMS_IN_ONE_POST])
def test_golden_shows_every_film(case: str) -> None:
    """A golden file holds one fragment for each block of its case."""
    golden = (SNIPPETS / f"{case}.html").read_text("utf-8")
    assert golden.count('<section class="film-review') == len(read_blocks(case))


def test_dialects_give_the_same_messages(snippets_site: Build) -> None:
    """No dialect of a good block gives a message that the same text in another does not give."""
    # What a highlighter has put between the words hides the line from us.
    said = [
        re.sub(r"-\d+\.\w+(?::\d+)?: film: (?:line 1 of the block: )?", ": film: ", message)
        for message in snippets_site.complaints
    ]
    names = {dialect for _, dialect in CASES} - {"front-matter-mapping"}
    entity = (
        "'&amp;' is shown as it stands, since text here is plain text; write the character itself"
    )
    assert sorted(said) == sorted(f"refused_values-{name}: film: {entity}" for name in names)


# --- what a Markdown fence is ---------------------------------------------------------------------

FILM = "title: Solaris\ncast:\n  - Natalya Bondarchuk as Hari"
FENCE = f"```film\n{FILM}\n```"
CARD = '<section class="film-review'
CAST_LINE = "Natalya Bondarchuk as Hari"


def plain_text(html: str) -> str:
    """Give the words of a page."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


@pytest.fixture
def show(build_site: BuildSite, content_only: Path) -> Callable[..., str]:
    """Give the function that builds one post from its body, and gives its content."""

    def build(body: str, kind: str = "md", head: str = "", **settings: Any) -> str:
        post = make_post(kind, body) if not head else head + body
        built = build_site({f"post.{kind}": post}, **quiet(content_only) | settings)
        assert built.complaints == []
        return read_content(built, "post.html")

    return build


EXTENSIONS: Mapping[str, dict[str, Any]] = {
    "none": {},
    "extra": {"markdown.extensions.extra": {}},
    "codehilite": {
        "markdown.extensions.extra": {},
        "markdown.extensions.codehilite": {"css_class": "highlight"},
    },
    "superfences": {"pymdownx.superfences": {}, "pymdownx.highlight": {}},
    "superfences-plain": {
        "pymdownx.superfences": {},
        "pymdownx.highlight": {"use_pygments": False},
    },
    "prose": {
        "markdown.extensions.nl2br": {},
        "markdown.extensions.toc": {"permalink": True},
        "markdown.extensions.smarty": {},
        "markdown.extensions.sane_lists": {},
    },
    "md_in_html": {"markdown.extensions.md_in_html": {}, "markdown.extensions.fenced_code": {}},
}


def markdown(extensions: str) -> dict[str, Any]:
    """Give the MARKDOWN setting for a set of extensions."""
    return {
        "MARKDOWN": {
            "extension_configs": {name: dict(one) for name, one in EXTENSIONS[extensions].items()},
            "output_format": "html5",
        }
    }


FILMS = {
    "backticks": FENCE,
    "longer than it need be": f"``````film\n{FILM}\n``````",
    "closed by a longer one": f"```film\n{FILM}\n`````",
    "tildes": f"~~~film\n{FILM}\n~~~",
    "space before the word": f"``` film\n{FILM}\n```",
    "spaces around the word": f"```  film  \n{FILM}\n```  ",
    "attribute": f"```{{.film}}\n{FILM}\n```",
    "attribute with an id": f"``` {{ #top .film }}\n{FILM}\n```",
    "capital": f"```Film\n{FILM}\n```",
    "words after it": f'```film title="x"\n{FILM}\n```',
    "indented by three": "   " + FENCE.replace("\n", "\n   "),
    "opening alone indented": f"  {FENCE}",
    "holding backticks": f"~~~film\n{FILM} ```\n~~~",
    "glued to a paragraph": f"Glued.\n{FENCE}\nGlued.",
    "glued to a heading": f"# Glued\n{FENCE}\n# Glued",
    "glued to a list": f"- Glued\n{FENCE}\n- Glued",
    "under a list item by two": "- Item\n\n  " + FENCE.replace("\n", "\n  "),
    "inside raw HTML": f"<div>\n{FENCE}\n</div>",
    "inside raw HTML with empty lines": f"<div>\n\n{FENCE}\n\n</div>",
    "inside HTML that holds Markdown": f'<div markdown="1">\n\nIn.\n\n{FENCE}\n\n</div>',
    "after a comment": f"<!-- aside\n-->\n\n{FENCE}",
    "after a comment on one line": f"<!-- aside -->\n{FENCE}",
    "after a comment in code": f"`<!--` opens a comment.\n\n{FENCE}",
    "after a fence that is not closed": f"~~~python\n\n{FENCE}",
    "after another fence": f"```yaml\ntitle: No film\n```\n\n{FENCE}",
    "after a reference": f"[a]: https://example.org\n\n{FENCE}\n\n[a]",
}


ReadPost = Callable[..., str]


@pytest.fixture(scope="session")
def read_markdown(tmp_path_factory: pytest.TempPathFactory, content_only: Path) -> ReadPost:
    """Give the function that gives the content of a named Markdown body, of one build for all."""
    bodies = {slug(name): body for name, body in {**FILMS, **SAMPLES}.items()}
    posts = {
        f"{name}.md": make_post("md", f"Before.\n\n{body}\n\nAfter.")
        for name, body in bodies.items()
    }
    builds: dict[tuple[str, bool], Build] = {}

    def read(name: str, extensions: str, plugin: bool = True) -> str:
        if (extensions, plugin) not in builds:
            root = tmp_path_factory.mktemp("markdown")
            write_files(root / "content", posts)
            site_settings = (
                quiet(content_only) | markdown(extensions) | {"SLUGIFY_SOURCE": "basename"}
            )
            plugins = {} if plugin else {"PLUGINS": []}
            builds[extensions, plugin] = run_pelican(root, site_settings | plugins)
        build = builds[extensions, plugin]
        assert build.complaints == []
        return read_content(build, f"{slug(name)}.html")

    return read


def slug(name: str) -> str:
    """Give a case's name as a file's."""
    return name.lower().replace(" ", "-")


@pytest.mark.parametrize("extensions", EXTENSIONS)
@pytest.mark.parametrize("name", FILMS)
def test_fence_is_a_film(read_markdown: ReadPost, name: str, extensions: str) -> None:
    """A fence whose info string starts with `film` is a film, whichever extensions are on."""
    content = read_markdown(name, extensions)
    assert content.count(CARD) == 1
    assert CAST_LINE in plain_text(content)
    assert "Before." in content.split(CARD)[0]
    assert "After." in content.split("</section>")[-1]
    assert "```" not in content.replace("Hari ```", "")


SAMPLES = {
    "in a longer fence": f"````markdown\n{FENCE}\n````",
    "in a longer film-less fence": f"````\n{FENCE}\n````",
    "in tildes": f"~~~\n{FENCE}\n~~~",
    "tildes in backticks": f"```\n~~~film\n{FILM}\n~~~\n```",
    "indented by four": "    " + FENCE.replace("\n", "\n    "),
    "indented by a tab": "\t" + FENCE.replace("\n", "\n\t"),
    "of another word": f"```filmy\n{FILM}\n```",
    "of a word in two": f"```film-script\n{FILM}\n```",
    "of another class": f"```{{.python .film}}\n{FILM}\n```",
    "in pre": f"<pre>\n{FENCE}\n</pre>",
    "in pre with a class": f'<PRE class="x">\n{FENCE}\n</PRE>',
    "in pre on the line of its tag": f"<pre>```film\n{FILM}\n```</pre>",
    "in a comment": f"<!--\n{FENCE}\n-->",
    "in a comment with empty lines": f"<!-- later:\n\n{FENCE}\n\n-->",
    "in textarea": f"<textarea>\n{FENCE}\n</textarea>",
    "in a sentence": f"A `film` is `{FILM.splitlines()[0]}`.",
    "in backticks on a line": "```film title: Solaris```",
}


@pytest.mark.parametrize("extensions", ["none", "extra", "codehilite", "superfences"])
@pytest.mark.parametrize("name", SAMPLES)
def test_sample_is_left_alone(read_markdown: ReadPost, name: str, extensions: str) -> None:
    """What shows how a block is written, or is none, looks as it does without the plugin."""
    content = read_markdown(name, extensions)
    assert CARD not in content
    assert content == read_markdown(name, extensions, plugin=False)


@pytest.mark.parametrize("name", ["in a longer fence", "indented by four", "in pre"])
def test_sample_stays_one_without_pygments(read_markdown: ReadPost, name: str) -> None:
    """Highlighters that write the language's name into the page do not make a film of a sample."""
    content = read_markdown(name, "superfences-plain")
    assert content == read_markdown(name, "superfences-plain", plugin=False)


# --- where a block stands, and how its file is written --------------------------------------------


def test_fence_in_a_list_item_is_read_if_markdown_reads_it(show: Callable[..., str]) -> None:
    """Inside a list item, four spaces deep, an extension that reads fences there gives a film."""
    body = "- Item\n\n    " + FENCE.replace("\n", "\n    ") + "\n\n- Last"
    content = show(body, **markdown("superfences-plain"))
    assert content.count(CARD) == 1
    assert content.index("<li>") < content.index(CARD) < content.index("Last")


def test_fence_in_a_quotation_is_read_if_markdown_reads_it(show: Callable[..., str]) -> None:
    """So it is in a block quotation."""
    content = show("> " + FENCE.replace("\n", "\n> "), **markdown("superfences-plain"))
    assert content.index("<blockquote>") < content.index(CARD) < content.index("</blockquote>")


@pytest.mark.parametrize(
    ("kind", "body", "head"),
    [
        ("md", FENCE, ""),
        ("md", FENCE, "Title: Post\nDate: 2024-02-03\n"),
        ("md", FENCE, "---\nTitle: Post\nDate: 2024-02-03\n---\n"),
        ("rst", ".. film::\n\n   title: Solaris\n   cast: Natalya Bondarchuk as Hari", ""),
        ("rst", ".. film:: title: Solaris\n   cast: Natalya Bondarchuk as Hari", ""),
        ("rst", ".. film::\n   title: Solaris\n   cast: Natalya Bondarchuk as Hari", ""),
    ],
)
def test_block_is_the_whole_post(show: Callable[..., str], kind: str, body: str, head: str) -> None:
    """A block may be the first and the last thing of a file, without a line end after it."""
    head = head or make_post(kind, "").rstrip("\n") + "\n\n"
    content = show(body, kind, head)
    assert content.startswith(CARD)
    assert content.rstrip("\n").endswith("</section>")
    assert CAST_LINE in plain_text(content)


POSTS = {
    "md": make_post("md", f"Before.\n\n{FENCE}\n\nAfter."),
    # The rule under the title is longer than it, for to docutils a byte-order mark is a letter.
    "rst": make_post(
        "rst", "Before.\n\n.. film::\n\n   " + FILM.replace("\n", "\n   ") + "\n\nAfter."
    ).replace("====", "======"),
    "html": make_post(
        "html",
        "<p>Before.</p>\n"
        f'<script type="application/yaml" class="film">\n{FILM}\n</script>\n<p>After.</p>',
    ),
    "front matter": (
        "---\ntitle: Post\ndate: 2024-02-03\nfilm:\n  "
        + FILM.replace("\n", "\n  ")
        + "\n---\n\nBefore.\n\nAfter.\n"
    ),
}
LINE_ENDS = ("CRLF", "CR", "BOM", "BOM and CRLF")
WRITTEN: Mapping[str, Callable[[str], bytes]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n").encode(),
    "CR": lambda text: text.replace("\n", "\r").encode(),
    "BOM": lambda text: text.encode("utf-8-sig"),
    "BOM and CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "trailing blanks": lambda text: text.replace("Hari", "Hari \t ").encode(),
    "tab inside a value": lambda text: text.replace("Bondarchuk as", "Bondarchuk\tas").encode(),
    "tab after the key": lambda text: text.replace("title: S", "title:\tS").encode(),
    "tab as indentation": lambda text: text.replace("  - N", "\t- N").encode(),
    "tab after the dash": lambda text: text.replace("- N", "-\tN").encode(),
}


@pytest.mark.parametrize(
    ("post", "written"),
    # YAML forbids tabs, and the plugin that reads front matter then loses the article.
    [
        (post, how)
        for post in POSTS
        for how in WRITTEN
        if post != "front matter" or how in LINE_ENDS
    ],
)
def test_bytes_of_the_file_do_not_matter(
    build_site: BuildSite, content_only: Path, post: str, written: str
) -> None:
    """Line ends, a byte-order mark, and tabs give the page that plain lines give."""
    name = post if post != "front matter" else "md"
    kind = {"PLUGINS": PLUGINS} if post == "front matter" else {}
    site_settings = quiet(content_only) | kind
    plain = build_site({f"post.{name}": POSTS[post]}, **site_settings)
    expected = read_content(plain, "post.html")
    assert CAST_LINE in plain_text(expected)
    built = build_site({f"post.{name}": WRITTEN[written](POSTS[post])}, **site_settings)
    assert built.complaints == []
    assert read_content(built, "post.html") == expected


@pytest.mark.parametrize("blanks", ["\t", "\t\t", " \t ", "   "])
def test_blanks_in_a_value_are_the_same_through_every_door(
    build_site: BuildSite, content_only: Path, blanks: str
) -> None:
    """Tabs and spaces in a value come through every door alike, though docutils expands tabs."""
    fragments = set()
    for kind in ("md", "rst", "html"):
        post = POSTS[kind].replace("Natalya Bondarchuk", f"Natalya{blanks}Bondarchuk")
        post = post.replace("title: Solaris", f"title: So{blanks}laris")
        built = build_site({f"post.{kind}": post}, **quiet(content_only))
        fragments.add(built.fragment("post.html"))
        (built.root / "content" / f"post.{kind}").unlink()
    assert len(fragments) == 1


@pytest.mark.parametrize("extensions", ["none", "extra", "codehilite", "superfences"])
def test_empty_fence_is_reported(build_post: BuildSite, extensions: str) -> None:
    """An empty block is an error with its line, and the article survives."""
    built = build_post("Before.\n\n```film\n```\n\nAfter.", **markdown(extensions))
    assert [message.split(";")[0] for message in built.messages] == [
        "post.md:6: film: the block is empty"
    ]
    assert "<p>Before.</p>" in built.read("post.html")
    assert "<p>After.</p>" in built.read("post.html")


def test_typogrify_does_not_touch_a_block(show: Callable[..., str]) -> None:
    """Typogrify changes the prose around a block, and nothing that is in it."""
    block = "```film\ntitle: Q & A -- \"Yes\"\nverdict: It's NASA's film... 1st & last\n```"
    body = f"It's \"prose\".\n\n{block}\n\nSo it's."
    changed, plain = show(body, TYPOGRIFY=True), show(body)
    card = plain[plain.index(CARD) : plain.rindex("</section>")]
    assert card in changed
    assert "It&#8217;s" in changed.split(CARD)[0]


@pytest.mark.parametrize("post", ["md", "rst", "html"])
def test_static_poster_is_linked_and_copied(build_site: BuildSite, post: str) -> None:
    """`{static}` in a block is a link as in prose: the picture is copied, its size is known."""
    text = POSTS[post]
    line = next(one for one in text.split("\n") if "title: Solaris" in one)
    text = text.replace(line, f"{line}\n{line.replace('title: Solaris', 'poster: {static}/a.png')}")
    built = build_site({f"post.{post}": text, "a.png": make_png(20, 30)})
    assert built.complaints == []
    found = re.search(r"<img[^>]*>", built.fragment("post.html"))
    assert found
    assert 'src="https://example.org/a.png"' in found[0]
    assert 'width="20" height="30"' in found[0]
    assert (built.output / "a.png").read_bytes() == make_png(20, 30)


# --- the bytes around a block ---------------------------------------------------------------------


@pytest.mark.parametrize("dialect", BODY_DIALECTS)
def test_bytes_around_a_block_stay(
    snippets_site: Build, build_site: BuildSite, content_only: Path, dialect: str
) -> None:
    """A page without its fragment is the page of the same post without its block."""
    content = read_content(snippets_site, f"several_films-{dialect}-1.html")
    ending, write = BODY_DIALECTS[dialect]
    post = write(["@1", "@2", "@3"], ["Before.", "Middle.", "After."])
    built = build_site({f"post.{ending}": post}, **quiet(content_only), PLUGINS=[])
    bare = read_content(built, "post.html")
    left = re.sub(r'<section class="film-review.*?</section>', "", content, flags=re.S)
    # The code block that each format makes of a block it does not know.
    element = r"<(pre|code|script)\b(?:(?!</\1).)*@\d.*?</\1>|<p><code>film\n@\d</code></p>"
    without = re.sub(element, "", bare, flags=re.S)
    if dialect == "directive":
        without = "<p>Before.</p>\n<p>Middle.</p>\n<p>After.</p>\n"
    assert left == without


PROSE_PIECES = st.lists(
    st.sampled_from(
        [
            "Words *and* `code` & more.",
            "# Heading #",
            "Setext\n------",
            "- one\n- two",
            "1. one\n2. two\n\n    deep",
            "> quoted\nlazily",
            "    indented code\n\n    more",
            "```python\nx = 1\n```",
            "~~~\n```film\ntitle: sample\n```\n~~~",
            "***",
            "<div>raw <b>html</b></div>",
            "<p>\nraw & unclosed",
            "<!-- a comment -->",
            "<pre>\n  kept  \n</pre>",
            '[ref]: https://example.org "Title"',
            "A [ref] and &copy; and \\* and <https://example.org>.",
            "| a | b |\n| - | - |\n| 1 | 2 |",
            "Term\n:   Definition",
            "Note[^1]\n\n[^1]: Foot.",
            "\ttab\tand\ttab",
            "line  \nbreak",
            "*[HTML]: Hyper\n\nHTML",
            "한국어 & ½ — “so”",
            "\u2028 odd \x0b spaces \x1c",
        ]
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PROSE_PIECES, PROSE_PIECES, st.sampled_from(["none", "extra", "codehilite", "superfences"]))
def test_markdown_around_a_block_is_untouched(
    before: list[str], after: list[str], extensions: str
) -> None:
    """Whatever prose stands around a block, Markdown makes of it what it makes without the block.

    In the block's place stands a paragraph, so that both sides are as far apart as the block
    sets them.
    """
    names = {"extensions": list(EXTENSIONS[extensions]), "output_format": "html"}
    place = '<div class="place"></div>'
    plain = Markdown(**names).convert("\n\n".join([*before, place, *after]))
    extended = [*EXTENSIONS[extensions], "pelican_filmreview.markdown_extension"]
    claimed = Markdown(**names | {"extensions": extended}).convert(
        "\n\n".join([*before, FENCE, *after])
    )
    assert len(SEALED.findall(claimed)) == 1
    assert SEALED.sub(place, claimed) == plain


# --- the HTML door --------------------------------------------------------------------------------

RENDERED_HEAD = "title: Post\ndate: 2024-02-03\n\n"
TYPE = 'type="application/yaml"'
ELEMENTS = {
    "class first": f'<script class="film" {TYPE}>\n{FILM}\n</script>',
    "other attributes": f'<script id="a" data-x="a>b" class="film" {TYPE} defer>{FILM}</script>',
    "single quotes": f"<script type='application/yaml' class='film'>{FILM}</script>",
    "no quotes": f"<script type=application/yaml class=film>{FILM}</script>",
    "capitals": f'<SCRIPT TYPE="Application/YAML" CLASS="film">{FILM}</SCRIPT>',
    "more classes": f'<script class="card film wide" {TYPE}>{FILM}</script>',
    "tag on two lines": f'<script\n  class="film"\n  {TYPE}\n>{FILM}</script\n>',
    "charset": f'<script type="application/yaml; charset=utf-8" class="film">{FILM}</script>',
    "older type": f'<script type="text/x-yaml" class="film">{FILM}</script>',
    "spans in pre": '<pre class="film"><code>'
    + FILM.replace("Solaris", '<b class="s">Sol<i>aris</i></b>')
    + "</code></pre>",
    "breaks in pre": '<pre class="film">' + FILM.replace("\n", "<br>") + "</pre>",
    "numbered lines": '<pre class="film">'
    + "".join(f'<span class="lineno">{n} </span>{one}\n' for n, one in enumerate(FILM.split("\n")))
    + "</pre>",
    "numbers in a table": '<div class="highlight"><table><tr><td class="linenos"><pre>1\n2\n3</pre>'
    f'</td><td><pre><code class="language-film">{FILM}</code></pre></td></tr></table></div>',
    "capital word": f'<pre><code class="language-Film">{FILM}</code></pre>',
    "malformed around": f'<p>An <b>unclosed <i x="1>2"> one & </p></div>\n<pre class="film">{FILM}'
    "</pre><p <b>",
    "declaration": f'<![CDATA[ x ]]><?php x ?><!DOCTYPE x>\n<pre class="film">{FILM}</pre>',
}
OTHERS = {
    "word of code": "<p>The <code class='film'>film</code> class.</p>",
    "language of a word": '<p><code class="language-film">title: Solaris</code></p>',
    "script of another type": f'<script type="text/javascript" class="film">{FILM}</script>',
    "script without a class": f"<script {TYPE}>{FILM}</script>",
    "another class": f'<script {TYPE} class="filmy film-script">{FILM}</script>',
    "box called film": f'<div class="film"><pre>{FILM}</pre></div>',
    "paragraph called film": '<p class="film">x</p>\n<pre>y</pre>',
    "another language": f'<pre><code class="language-yaml film">{FILM}</code></pre>',
    "in a comment": f'<!-- <pre class="film">{FILM}</pre> -->',
    "in pre": f'<pre><script {TYPE} class="film">{FILM}</script></pre>',
    "code in pre": f'<pre>See: <pre><code class="language-film">{FILM}</code></pre></pre>',
    "escaped in pre": f'<pre>&lt;script {TYPE} class="film"&gt;\n{FILM}\n&lt;/script&gt;</pre>',
    "never closed": f'<p>x</p><pre class="film">{FILM}',
}


@pytest.mark.parametrize("name", ELEMENTS)
def test_element_is_a_film(show: Callable[..., str], name: str) -> None:
    """A data block or a code block of a film is one however its tags are written."""
    body = f"<p>Before.</p>\n{ELEMENTS[name]}\n<p>After.</p>"
    content = show(body, "rendered", RENDERED_HEAD)
    assert content.count(CARD) == 1
    assert CAST_LINE in plain_text(content)
    assert '<bdi class="p-name">Solaris</bdi>' in content
    assert content.startswith("<p>Before.</p>\n")
    assert content.endswith("\n<p>After.</p>")


@pytest.mark.parametrize("name", OTHERS)
def test_element_is_left_alone(show: Callable[..., str], name: str) -> None:
    """What is no block, or quotes one, keeps each of its bytes."""
    body = f"<p>Before.</p>\n{OTHERS[name]}\n<p>After.</p>"
    assert show(body, "rendered", RENDERED_HEAD) == body


def test_html_that_no_parser_takes_is_left_alone() -> None:
    """HTML that the parser refuses stays as it is; the article is not lost over it."""
    content = f'<![ <pre class="film">{FILM}</pre>'
    assert seal_elements(content, []) == content


def test_script_ends_at_its_end_tag(build_site: BuildSite, content_only: Path) -> None:
    """A `</script>` inside a data block ends it, as HTML says; what follows stays prose."""
    body = f'<script {TYPE} class="film">\ntitle: A </script> B\n<p>After.</p>'
    built = build_site({"post.html": make_post("html", body)}, **quiet(content_only))
    content = read_content(built, "post.html")
    assert '<bdi class="p-name">A</bdi>' in content
    assert content.rstrip().endswith("</section> B\n<p>After.</p>")


def test_several_elements_keep_their_order(show: Callable[..., str]) -> None:
    """Blocks of all kinds in one page each render in their own place."""
    body = "".join(f"<p>{n}</p>{ELEMENTS['spans in pre']}<i>{n}</i>" for n in range(3))
    content = show(body, "rendered", RENDERED_HEAD)
    assert re.sub(r"<section.*?</section>", "@", content, flags=re.S) == "".join(
        f"<p>{n}</p>@<i>{n}</i>" for n in range(3)
    )


ODD_TEXT = st.lists(
    st.sampled_from(
        [
            "\n",
            "\r",
            "\r\n",
            "\x0b",
            "\x0c",
            "\x1c",
            "\x85",
            "\u2028",
            "é",
            "한",
            "🎬",
            "x",
            " ",
            "<p>",
            "</p>",
            "<br/>",
            "&amp;",
            "&",
            "<!-- - -->",
            "<pre>\n</pre>",
            "<code>a</code>",
        ]
    ),
    max_size=12,
).map("".join)


# A busy machine is no fault of the strategy's.
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ODD_TEXT, min_size=2, max_size=4))
def test_bytes_around_elements_stay(pieces: list[str]) -> None:
    """Elements are cut out where they stand, whatever letters and line ends come before."""
    element = f'<pre class="film">{FILM}</pre>'
    sealed = seal_elements(element.join(pieces), [])
    assert SEALED.sub("@", sealed) == "@".join(pieces)
    opened = [open_sealed(found) for found in SEALED.finditer(sealed)]
    assert opened == [Block(FILM)] * (len(pieces) - 1)


# --- the post's metadata --------------------------------------------------------------------------

HEADERS = {
    "one line": ("md", "Title: Post\nDate: 2024-02-03\nFilm: title: Solaris\n\n"),
    "flow": ("md", "Title: Post\nDate: 2024-02-03\nFilm: {title: Solaris, year: 1972}\n\n"),
    "first line beside the key": (
        "md",
        "Title: Post\nDate: 2024-02-03\nfilm: title: Solaris\n    year: 1972\n\n    code: 1\n\n",
    ),
    "rst line": ("rst", "Post\n####\n\n:date: 2024-02-03\n:film: {title: Solaris}\n\n"),
    "rst lines": (
        "rst",
        "Post\n####\n\n:date: 2024-02-03\n:film: title: Solaris\n   year: 1972\n\n",
    ),
    "rendered": ("rendered", "title: Post\ndate: 2024-02-03\nfilm: title: Solaris\n\n"),
    "front matter, flow": (
        "md",
        "---\ntitle: Post\ndate: 2024-02-03\nfilm: {title: Solaris, year: 1972}\n---\n\n",
    ),
    "front matter, empty lines": (
        "md",
        "---\nfilm:  # ours\n\n  title: Solaris\n\n\n  year: 1972\ntitle: Post\n"
        "date: 2024-02-03\n---\n\n",
    ),
    "front matter, quoted": (
        "md",
        '---\ntitle: Post\ndate: 2024-02-03\nfilm: "title: Solaris"\n---\n\n',
    ),
}


@pytest.mark.parametrize("name", HEADERS)
def test_film_in_the_header(show: Callable[..., str], name: str) -> None:
    """A film in a post's header stands before its prose, in each way a header can hold it."""
    kind, head = HEADERS[name]
    content = show("<p>After.</p>" if kind == "rendered" else "After.", kind, head, PLUGINS=PLUGINS)
    assert content.startswith(CARD)
    assert '<bdi class="p-name">Solaris</bdi>' in content
    assert ("1972" in content) == ("1972" in head)
    assert "</section>" in content.split("<p>After.</p>")[0]


# --- the line of a message ------------------------------------------------------------------------


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("dialect", [*BODY_DIALECTS, *HEADER_DIALECTS])
def test_message_has_the_line_of_the_file(
    build_site: BuildSite, dialect: str, line_end: str
) -> None:
    """A problem in the n-th line of a block is reported with its line of the post's file."""
    ending, write = {**BODY_DIALECTS, **HEADER_DIALECTS}[dialect]
    block = "title: Solaris\nyear: 1972\nqqq: 1\ncountry: USSR\nzzz: 2"
    post = write([block], ["Before.", "After."])
    name = f"post.{ending}"
    built = build_site({name: post.replace("\n", line_end).encode()}, PLUGINS=PLUGINS)
    lines = post.split("\n")
    wanted = {
        word: next(n for n, line in enumerate(lines, 1) if word in line) for word in ("qqq", "zzz")
    }
    if dialect == "pandoc-spans":
        start = "line {} of the block: unknown field"
        expected = [
            f"{name}: film: {start.format(n)} '{key}'" for key, n in (("qqq", 3), ("zzz", 5))
        ]
    else:
        expected = [f"{name}:{n}: film: unknown field '{word}'" for word, n in wanted.items()]
    assert [re.split("[;,]", message)[0] for message in built.messages] == expected


def find_lines(post: str, word: str) -> list[int]:
    """Give the lines of a text that hold a word."""
    return [n for n, line in enumerate(post.split("\n"), 1) if word in line]


TWINS = {
    name: (ending, write) for name, (ending, write) in BODY_DIALECTS.items() if "spans" not in name
}


@pytest.mark.parametrize("dialect", TWINS)
def test_twins_have_each_its_own_lines(build_site: BuildSite, dialect: str) -> None:
    """Of two blocks of the same text, each problem is reported with its own line."""
    ending, write = TWINS[dialect]
    post = write(["title: Solaris\nqqq: 1"] * 2, ["Before.", "After."])
    built = build_site({f"post.{ending}": post})
    lines = [message.split(":")[1] for message in built.messages]
    assert lines == [str(n) for n in find_lines(post, "qqq")]


def test_twins_after_front_matter_have_each_its_own_lines(build_site: BuildSite) -> None:
    """So it is where another plugin has taken the header off before Markdown saw the text."""
    head = "---\ntitle: Post\ndate: 2024-02-03\nsummary: x\ntags: [a]\n---\n"
    block = "```film\ntitle: Solaris\nqqq: 1\n```\n"
    post = f"{head}\n{block}\nWords.\n\n{block}\nMore.\n\n- a\n\n{block}"
    built = build_site({"post.md": post}, PLUGINS=PLUGINS)
    lines = [message.split(":")[1] for message in built.messages]
    assert lines == [str(n) for n in find_lines(post, "qqq")]


def test_fence_indented_by_three_has_its_lines(build_post: BuildSite) -> None:
    """Indentation that Markdown allows before a fence does not move the line."""
    body = "Words.\n\n   ```film\n   title: Solaris\n   qqq: 1\n   ```\n"
    built = build_post(body)
    lines = [message.split(":")[1] for message in built.messages]
    assert lines == [str(n) for n in find_lines(make_post("md", body), "qqq")]


def test_sample_before_a_block_does_not_take_its_line(build_post: BuildSite) -> None:
    """A sample of the same text further up is not where the problem is."""
    block = "```film\ntitle: Solaris\nqqq: 1\n```"
    body = f"````\n{block}\n````\n\nWords.\n\n{block}\n"
    built = build_post(body)
    lines = [message.split(":")[1] for message in built.messages]
    assert lines == [str(find_lines(make_post("md", body), "qqq")[1])]


# --- without Markdown -----------------------------------------------------------------------------

WITHOUT_MARKDOWN = """
import sys

class Blocker:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "markdown":
            raise ImportError("No module named 'markdown'")

sys.meta_path.insert(0, Blocker())
sys.path.insert(0, sys.argv[1])
from conftest import run_pelican
from pathlib import Path

built = run_pelican(Path(sys.argv[2]), {"SLUGIFY_SOURCE": "basename"})
assert "markdown" not in sys.modules
print([record.getMessage() for record in built.records])
"""


def test_site_without_markdown(tmp_path: Path) -> None:
    """Without the package `markdown`, the plugin registers, and the other doors work."""
    posts = {f"{kind}-post.{kind}": POSTS[kind] for kind in ("rst", "html")}
    write_files(tmp_path / "content", posts)
    script = tmp_path / "build.py"
    script.write_text(WITHOUT_MARKDOWN)
    command = [sys.executable, str(script), str(Path(__file__).parent), str(tmp_path)]
    said = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": ":".join(sys.path)},
    )
    assert said.stdout.strip().endswith("[]"), said.stdout + said.stderr
    pages = [page.read_text() for page in (tmp_path / "output").glob("*post*.html")]
    assert sum(page.count(CARD) for page in pages) == 2


# --- hostile input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ["```film", "~~~film\n````x", "<!--", "<pre>", "<script>\n<style>", "   ```film"]
)
@pytest.mark.parametrize("end", ["", "\n```", "\n~~~"])
def test_unclosed_fences_cost_linear_time(line: str, end: str) -> None:
    """Thousands of fences that nothing closes are walked once: twice as many, twice the steps."""

    def count_fences(number: int) -> int:
        lines = ("\n".join([line] * number) + end).split("\n")
        return count_steps(lambda: list(_seal_fences(lines, seal)))

    assert count_fences(800) < 2.5 * count_fences(400)


@pytest.mark.parametrize("tag", ["<pre>", "<code x>", "<!--", "<script><style>", "<pre><code>"])
def test_unclosed_tags_are_walked_once(tag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """To look for the end of each would take the square of their number."""
    (token,) = find_tokens(f"{tag}[film:cast]")
    looked = []
    compiled = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: looked.append(given) or compiled(*given))
    assert [one.marker for one in find_tokens(f"{tag * 2_000}[film:cast]")] == [token.marker]
    assert 1 <= len(looked) <= 2


def count_steps(run: Callable[[], object]) -> int:
    """Count the lines that are run."""
    steps = 0

    def count(*_: object) -> Callable[..., Any]:
        nonlocal steps
        steps += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        run()
    finally:
        sys.settrace(before)
    return steps


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("```film", ""), ("```film", "~~~"), ("````film", "```"), ("~~~film", "```")],
)
def test_unclosed_fence_is_reported(
    build_post: Callable[..., Build], opening: str, closing: str
) -> None:
    """A fence that nothing closes stays text, and its author is told so."""
    build = build_post(f"Prose.\n\n{opening}\ntitle: Solaris\n{closing}\n\nMore prose.")
    assert build.messages == [
        "post.md:6: film: this film fence is never closed, so it is shown as text; "
        f"add a line of {opening[:3]} behind the block"
    ]
    assert "title: Solaris" in build.read("post.html")
    assert "More prose." in build.read("post.html")
    assert "filmreview-block" not in build.read("post.html")


def test_fence_that_another_one_closes(build_post: Callable[..., Build]) -> None:
    """Where the end is missing, the next fence's is not taken: prose and next film stay."""
    build = build_post(
        "```film\ntitle: Solaris\nverdict: Good.\n\nMuch prose.\n\n"
        "```film\ntitle: Stalker\n```\n\nMore."
    )
    assert build.messages == [
        "post.md:4: film: this film fence is never closed, so it is shown as text; "
        "add a line of ``` behind the block"
    ]
    page = build.read("post.html")
    assert "Much prose." in page
    assert [review["itemReviewed"]["name"] for review in build.reviews("post.html")] == ["Stalker"]


def test_fence_before_other_code_is_not_closed_by_it(build_post: Callable[..., Build]) -> None:
    """Code in another language is no part of a film; an indented fence in a text of it may be."""
    build = build_post("```film\ntitle: Solaris\n\n```python\nprint()\n```\n")
    assert "never closed" in build.messages[0]
    build = build_post("```film\ntitle: Solaris\nverdict: |\n  ```python\n  x\n```\n")
    assert build.messages == []


@pytest.mark.parametrize("header", ["md", "rst"])
def test_header_of_any_reader_says_no_film(build_site: BuildSite, header: str) -> None:
    """Where no YAML is read, `Film: no` is a switch all the same."""
    build = build_site({f"post.{header}": make_post(header, "Prose.", film="no")})
    assert build.messages == []
    assert build.reviews("post.html") == []


@pytest.mark.parametrize("body", ["~~~ wave ~~~\nA", "```a`b\nA"])
def test_text_like_a_fence_closes_nothing(build_post: Callable[..., Build], body: str) -> None:
    """In the long forms of Markdown's rules these are no openings of fences."""
    fence = body[:3]
    build = build_post(f"{fence}film\ntitle: Solaris\nverdict: |\n{body}\n{fence}\n")
    assert "never closed" not in "".join(build.messages)


def test_unclosed_script_is_reported(build_post: Callable[..., Build]) -> None:
    """Browsers show nothing of what is below it, so its author has to know."""
    build = build_post('Before.\n\n<script type="application/yaml" class="film">\ntitle: Solaris\n')
    assert build.messages == [
        "post.md:6: film: this film's script element is never closed, so browsers show neither "
        "it nor what is below it; add </script> behind the block"
    ]


@pytest.mark.parametrize("title", ["Solaris: A Space Odyssey", "[REC]", "Juror #2", "#Alive"])
def test_header_that_is_only_a_title(build_site: BuildSite, title: str) -> None:
    """`Film: Solaris` in a post's header is a film with that title."""
    build = build_site({"post.md": make_post("md", "Prose.", Film=title)})
    assert build.messages == []
    assert build.reviews("post.html")[0]["itemReviewed"]["name"] == title


@pytest.mark.parametrize(
    "title",
    [
        *("11:14", "1917", "Yes", "No", "Off", "Juror #2", "010", "8.50"),
        *("[REC]", "2012-12-21", "On", "9:05"),
    ],
)
def test_header_whose_title_yaml_retypes(build_site: BuildSite, title: str) -> None:
    """What YAML makes a number, a list, yes or no of is the title that was written."""
    post = f"---\ntitle: Post\ndate: 2024-02-03\nfilm: {title}\n---\n\nProse.\n"
    build = build_site({"post.md": post}, PLUGINS=PLUGINS)
    assert build.messages == []
    assert build.reviews("post.html")[0]["itemReviewed"]["name"] == title


@pytest.mark.parametrize("value", ['"no"', "'off'"])
def test_title_in_quotes_is_no_switch(build_site: BuildSite, value: str) -> None:
    """Quotes are how YAML says that a word is one."""
    post = f"---\ntitle: Post\ndate: 2024-02-03\nfilm: {value}\n---\n\nProse.\n"
    build = build_site({"post.md": post}, PLUGINS=PLUGINS)
    assert build.reviews("post.html")[0]["itemReviewed"]["name"] == value[1:-1]


@pytest.mark.parametrize("value", ["", "no", "false", "null", "~", "# none", "no # none", "{}"])
def test_header_that_says_no_film(build_site: BuildSite, value: str) -> None:
    """A switch in small letters is no title."""
    post = f"---\ntitle: Post\ndate: 2024-02-03\nfilm: {value}\n---\n\nFilm: 3\n"
    build = build_site({"post.md": post}, PLUGINS=PLUGINS)
    assert build.messages == []
    assert build.reviews("post.html") == []


@pytest.mark.parametrize("title", ["1917", "2001.5", "yes"])
def test_title_that_yaml_retypes(build_site: BuildSite, title: str) -> None:
    """A post's title that its reader took for a number is a text in the head all the same."""
    post = f"---\ntitle: {title}\ndate: 2024-02-03\nslug: post\n---\n\n```film\nrating: 4/5\n```\n"
    built = build_site({"post.md": post}, PLUGINS=PLUGINS)
    assert '"@type":"Review"' in (built.output / "post.html").read_text("utf-8")
