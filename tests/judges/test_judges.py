"""The judges judged: each passes a good page and finds what is wrong with a bad one.

The sample site holds one good page and feed, and bad ones that differ from them in one place each.
Every judge reads the whole site once; the tests ask what it has said about which file.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from .__main__ import JUDGES, main, read_options
from .built_site import BuiltSite, find_address
from .judge_browser import judge_browser
from .judge_html import judge_html
from .judge_links import judge_links
from .judge_reviews import judge_reviews
from .judge_vocabulary import judge_vocabulary
from .verdict import Verdict

SITE_URL = "https://films.example/blog"
# One grey pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
STYLE = """
.film-review { color: #222; background: #fff }
main { list-style: url(pixel.png) }
@media (prefers-color-scheme: dark) { .night { color: #eee } }
"""
JSON_LD = """{
 "@context": "https://schema.org",
 "@type": "Review",
 "@id": "https://films.example/blog/good.html#film",
 "url": "https://films.example/blog/good.html",
 "name": "Review: 1917",
 "author": {"@type": "Person", "name": "Ana Lima"},
 "datePublished": "2024-03-01T10:00:00+01:00",
 "reviewRating": {"@type": "Rating", "ratingValue": 9.5, "bestRating": 10, "worstRating": 0},
 "itemReviewed": {
  "@type": "Movie",
  "name": "1917",
  "datePublished": "2019",
  "duration": "PT119M",
  "image": "https://films.example/blog/pixel.png",
  "director": {"@type": "Person", "name": "Sam Mendes"},
  "actor": [
   {"@type": "PerformanceRole", "actor": {"@type": "Person", "name": "Dean-Charles Chapman"},
    "characterName": "Tom Blake"}
  ]
 }
}"""
PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>1917</title>
<meta name="description" content="A review of 1917">
<link rel="stylesheet" href="{SITE_URL}/style.css">
<script type="application/ld+json">{JSON_LD}</script>
</head>
<body>
<main>
<h1>A night of mud</h1>
<p>By Ana Lima. See <a href="{SITE_URL}/index.html#top">the front page</a>.</p>
<section class="film-review h-review" id="film" aria-label="Film">
<div class="p-item h-item"><h2 class="p-name">1917</h2>
<img class="u-photo" src="{SITE_URL}/pixel.png" alt="A soldier" width="1" height="1"></div>
<dl><dt>Director</dt><dd>Sam Mendes</dd></dl>
<ul><li>Dean-Charles Chapman as Tom Blake</li></ul>
<p>My rating: <data class="p-rating" value="9.5">9.5</data> out of
<data class="p-best" value="10">10</data><data class="p-worst" value="0"></data>
by <span class="p-reviewer">Ana Lima</span></p>
<details><summary>Facts</summary><p>It seems to be a single shot.</p></details>
</section>
</main>
</body>
</html>
"""
FRONT_PAGE = f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Films</title>
<meta name="viewport" content="width=device-width"><meta name="description" content="Films"></head>
<body id="top"><main><h1>Films</h1><p><a href="{SITE_URL}/good.html#film">1917</a></p></main></body>
</html>
"""
ATOM_FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Films</title>
<link href="{SITE_URL}/" rel="alternate"/><link href="{SITE_URL}/good.atom.xml" rel="self"/>
<id>{SITE_URL}/</id><updated>2024-03-01T10:00:00+01:00</updated>
<entry><title>1917</title><link href="{SITE_URL}/good.html" rel="alternate"/>
<published>2024-03-01T10:00:00+01:00</published><updated>2024-03-01T10:00:00+01:00</updated>
<author><name>Ana Lima</name></author><id>tag:films.example,2024-03-01:/good.html</id>
<content type="html">&lt;p&gt;9.5 out of 10,
&lt;a href="{SITE_URL}/good.html"&gt;1917&lt;/a&gt;&lt;/p&gt;</content>
<category term="films"/></entry>
</feed>
"""
RSS_FEED = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Films</title><link>{SITE_URL}/</link>
<description>All</description>
<lastBuildDate>Fri, 01 Mar 2024 10:00:00 +0100</lastBuildDate>
<item><title>1917</title><link>{SITE_URL}/good.html</link>
<description>&lt;p&gt;9.5 out of 10&lt;/p&gt;</description>
<pubDate>Fri, 01 Mar 2024 10:00:00 +0100</pubDate>
<guid isPermaLink="false">tag:films.example,2024-03-01:/good.html</guid></item>
</channel></rss>
"""
MOVIE = '"@type": "Movie"'
FILM_NAME = '"name": "1917",\n  "datePublished"'
WORST, BEST = '"worstRating": 0', '"bestRating": 10'
AUTHOR = '{"@type": "Person", "name": "Ana Lima"}'
PUBLISHED = '"datePublished": "2024-03-01T10:00:00+01:00"'
PAGE_URL = f'"url": "{SITE_URL}/good.html"'
PICTURE = f'src="{SITE_URL}/pixel.png"'
ENTRY_TEXT = "&lt;p&gt;9.5 out of 10"

# For each judge: what is bad about the page, what is put for what, and words of the finding.
Flaw = tuple[str, str, str, str]
PAGE_FLAWS: dict[str, tuple[Flaw, ...]] = {
    "html": (
        ("stray-end-tag", "</dl>", "</dl></b>", "Stray end tag"),
        ("picture-without-alt", ' alt="A soldier"', "", "must have an “alt” attribute"),
        ("list-in-list", "<ul><li>", "<ul><ul><li>", "not allowed as child"),
    ),
    "vocabulary": (
        ("unknown-property", '"duration"', '"filmLength"', "filmLength"),
        ("unknown-type", MOVIE, '"@type": "Film"', "Film"),
        ("unknown-top-type", '"@type": "Review"', '"@type": "Opinion"', "Opinion"),
        ("number-as-name", FILM_NAME, FILM_NAME.replace('"1917"', "1917"), "1917"),
        ("other-context", '"https://schema.org"', '"http://schema.org"', "schema.org"),
        ("no-type", '"@type": "Review",', "", "@type must be one name"),
        ("no-json", '"duration"', "duration", "not JSON"),
        ("repeated-key", '"duration"', '"name": "1918", "duration"', "repeated key name"),
        ("role-as-person", '"PerformanceRole"', '"Person"', "PersonLeaf"),
    ),
    "reviews": (
        ("comma-in-json", "}</script>", "},</script>", "not JSON"),
        ("book", MOVIE, '"@type": "Thing"', "without snippets"),
        ("nameless", FILM_NAME, '"datePublished"', "name must be text"),
        ("no-author", f'"author": {AUTHOR},', "", "without author"),
        ("author-as-text", AUTHOR, '"Ana Lima"', "must be a Person"),
        ("long-author", '"Ana Lima"}', f'"{"Ana " * 25}"}}', "100 characters"),
        ("no-scale", f", {BEST}, {WORST}", "", "must be numbers"),
        ("comma-in-rating", "9.5, ", '"9,5", ', "decimal point"),
        ("above-best", BEST, '"bestRating": 5', "outside 0 to 5"),
        ("invisible-rating", "9.5, ", "8.5, ", "8.5 cannot be read"),
        ("undated-unrated", f'{PUBLISHED},\n "reviewRating"', '"review"', "needs datePublished"),
        ("no-zone", "+01:00", "", "ISO 8601 with a zone"),
        ("word-as-date", '"2019"', '"Spring 2019"', "datePublished must be ISO 8601"),
        ("minutes", '"PT119M"', '"119 min"', "duration must be ISO 8601"),
        ("invisible-director", "<dd>Sam Mendes", "<dd>Mendes", "'Sam Mendes'"),
        ("hidden-role", "<ul>", "<ul hidden>", "'Tom Blake'"),
        ("invisible-author", AUTHOR, AUTHOR.replace("Lima", "Lopes"), "'Ana Lopes'"),
        ("half-a-word", "Tom Blake</li>", "Tom Blakeman</li>", "'Tom Blake'"),
        ("aggregate", '"duration"', '"aggregateRating": {}, "duration"', "AggregateRating"),
        ("empty", '"PT119M"', '""', "duration is empty"),
        ("markup", '"Tom Blake"', '"Tom <b>Blake</b>"', "holds HTML"),
        ("relative-image", f'"{SITE_URL}/pixel.png",', '"/pixel.png",', "not an absolute URL"),
        ("lost-image", f'"{SITE_URL}/pixel.png",', f'"{SITE_URL}/lost.png",', "not in the site"),
        ("half-a-video", '"duration"', '"trailer": {"@type": "VideoObject"}, "x"', "lacks name"),
        ("other-url", PAGE_URL, PAGE_URL.replace("good", "index"), "lead to this page"),
        ("marker", "<ul>", "[film:cast]<ul>", "[film:cast]"),
        ("sealed", "<ul>", '<div data-filmreview-block="1"></div><ul>', "filmreview-block"),
        ("placeholder", "<ul>", "\ue000<ul>", "left over"),
    ),
    "microformats": (
        ("stray-property", "<dl>", '<dl class="p-cast">', "stray property cast"),
        ("rating-in-words", 'value="9.5"', 'value="good"', "rating is not a number"),
        ("other-rating", 'value="9.5"', 'value="9"', "JSON-LD rates 9.5"),
        (
            "rating-of-item",
            '<div class="p-item h-item">',
            '<div class="p-item h-item"><data class="p-rating" value="9.5"></data>',
            "stray property rating of h-item",
        ),
        ("no-best", "p-best", "best", "rating 9.5 outside 0 to 5"),
        ("nameless-item", '<h2 class="p-name">1917</h2>', '<h2 class="p-name"></h2>', "empty"),
        ("no-item", "p-item h-item", "", "0 items instead of one"),
        ("nameless-reviewer", '"p-reviewer">Ana Lima', '"p-reviewer">', "reviewer is empty"),
        ("child", "p-item h-item", "h-item", "child"),
    ),
    "links": (
        ("broken-link", "index.html#top", "lost.html", "broken link /lost.html"),
        ("broken-image", PICTURE, PICTURE.replace("pixel", "lost"), "broken link /lost.png"),
        ("broken-fragment", "#top", "#bottom", "#bottom"),
        ("broken-own-fragment", f"{SITE_URL}/index.html#top", "#bottom", "#bottom"),
        ("broken-sheet", "style.css", "lost.css", "broken link /lost.css"),
    ),
    "browser": (
        ("pale", "<dl>", '<dl style="color: #ccc">', "color-contrast"),
        ("folded-pale", "<p>It seems", '<p style="color: #ccc">It seems', "color-contrast"),
        ("no-language", ' lang="en"', "", "html-has-lang"),
        ("too-wide", "<dl>", '<dl style="width: 700px">', "scrolls sideways"),
        ("dark-only", "</main>", "<p class=night>Night</p></main>", "(360px dark, 1280px dark)"),
        ("other-host", PICTURE, 'src="https://cdn.example/p.png"', "asks another host"),
        ("script-error", "<main>", "<main><script>lost()</script>", "script error"),
        ("lost-image", PICTURE, 'src="lost.png"', "console"),
    ),
    "lighthouse": (
        ("nameless-link", "</main>", '<a href="index.html"></a></main>', "discernible name"),
    ),
}
ATOM_FLAWS: tuple[Flaw, ...] = (
    ("not-xml", "</feed>", "", "not XML"),
    ("unclosed", "</feed>", "", "feedparser"),
    ("no-id", "<id>tag:films.example,2024-03-01:/good.html</id>", "", "Expecting an element id"),
    ("two-titles", "<entry>", "<title>Again</title><entry>", "element title"),
    ("unknown-element", "<published>", "<seen>x</seen><published>", "entry failed"),
    (
        "no-zone",
        "<published>2024-03-01T10:00:00+01:00",
        "<published>2024-03-01",
        "element published",
    ),
    ("no-author", "<author><name>Ana Lima</name></author>", "", "no author"),
    ("no-term", 'category term="films"', 'category label="films"', "Element category"),
    ("bad-type", 'content type="html"', 'content type="markdown"', "entry failed"),
    (
        "two-alternates",
        "<published>",
        '<link href="http://a.example/"/><published>',
        "two alternate links",
    ),
    ("relative-id", "<id>tag:films.example,2024-03-01:", "<id>", "absolute IRI"),
    ("script", ENTRY_TEXT, f"&lt;script&gt;x&lt;/script&gt;{ENTRY_TEXT}", "<script>"),
    ("style", ENTRY_TEXT, f"&lt;style&gt;x&lt;/style&gt;{ENTRY_TEXT}", "<style>"),
    ("style-attribute", ENTRY_TEXT, ENTRY_TEXT.replace("p&gt;", "p style='x'&gt;"), "<p style>"),
    ("handler", ENTRY_TEXT, ENTRY_TEXT.replace("p&gt;", "p onclick='x'&gt;"), "<p onclick>"),
    ("relative-link", f'a href="{SITE_URL}', 'a href="', "not absolute: /good.html"),
    ("fragment-link", f'a href="{SITE_URL}/good.html', 'a href="#film', "not absolute: #film"),
    ("marker", ENTRY_TEXT, f"[film:cast]{ENTRY_TEXT}", "[film:cast]"),
    ("marker-in-title", "<title>1917", "<title>[film:rating]", "[film:rating]"),
)
RSS_FLAWS: tuple[Flaw, ...] = (
    ("no-description", "<description>All</description>", "", "no description"),
    ("other-date", "Fri, 01 Mar 2024 10:00:00 +0100</pubDate>", "2024-03-01</pubDate>", "RFC 822"),
    ("relative-image", ENTRY_TEXT, f'&lt;img src="a.png"&gt;{ENTRY_TEXT}', "not absolute: a.png"),
    ("version", 'version="2.0"', 'version="0.91"', "RSS 2.0"),
)
FEED_FLAWS = {"atom.xml": (ATOM_FEED, ATOM_FLAWS), "rss.xml": (RSS_FEED, RSS_FLAWS)}
GOOD_FILES = {
    "good.html": PAGE,
    "index.html": FRONT_PAGE,
    "style.css": STYLE,
    "good.atom.xml": ATOM_FEED,
    "good.rss.xml": RSS_FEED,
}


def write_site(folder: Path, files: dict[str, str]) -> BuiltSite:
    """A site of the good files and of these."""
    folder.mkdir(exist_ok=True)
    (folder / "pixel.png").write_bytes(PIXEL)
    for name, text in (GOOD_FILES | files).items():
        (folder / name).write_text(text, encoding="utf-8")
    return BuiltSite(folder, find_address(folder))


def spoil_page(judge: str, flaw: Flaw) -> tuple[str, str]:
    """The name and text of the good page with one flaw; its JSON-LD still speaks of its own URL."""
    name, old, new, _ = flaw
    assert old in PAGE, f"{judge}: {name}: nothing to replace"
    return f"{name}.html", PAGE.replace(old, new).replace("good.html", f"{name}.html")


def spoil_feed(ending: str, flaw: Flaw) -> tuple[str, str]:
    """The name and text of the good feed of this kind with one flaw."""
    name, old, new, _ = flaw
    text = FEED_FLAWS[ending][0]
    assert old in text, f"{ending}: {name}: nothing to replace"
    return f"{name}.{ending}", text.replace(old, new)


@pytest.fixture(scope="module")
def hear_judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Verdict]:
    """The verdict of a judge, by its name, on a site of its own; each judges once."""

    @cache
    def judge_site(judge: str) -> Verdict:
        files = dict(spoil_page(judge, flaw) for flaw in PAGE_FLAWS.get(judge, ()))
        if judge == "feeds":
            for ending, (_, flaws) in FEED_FLAWS.items():
                files |= dict(spoil_feed(ending, flaw) for flaw in flaws)
        site = write_site(tmp_path_factory.mktemp(judge), files)
        return JUDGES[judge](site, read_options([str(site.folder)]))

    return judge_site


@pytest.mark.parametrize("judge", JUDGES)
def test_good_files_pass(judge: str, hear_judge: Callable[[str], Verdict]) -> None:
    """A judge reads the good page and feeds and has nothing to say about them."""
    verdict = hear_judge(judge)
    assert all(verdict.read.values())
    assert [found for found in verdict.findings if found.file in GOOD_FILES] == []


@pytest.mark.parametrize(
    ("judge", "flaw"),
    [
        pytest.param(judge, flaw, id=f"{judge}-{flaw[0]}")
        for judge, flaws in PAGE_FLAWS.items()
        for flaw in flaws
    ],
)
def test_bad_page_is_found(judge: str, flaw: Flaw, hear_judge: Callable[[str], Verdict]) -> None:
    """A page with one flaw gets a finding that says so."""
    said = [found.text for found in hear_judge(judge).findings if found.file == f"{flaw[0]}.html"]
    assert any(flaw[3] in text for text in said), said


@pytest.mark.parametrize(
    ("ending", "flaw"),
    [
        pytest.param(ending, flaw, id=f"{flaw[0]}.{ending}")
        for ending, (_, flaws) in FEED_FLAWS.items()
        for flaw in flaws
    ],
)
def test_bad_feed_is_found(ending: str, flaw: Flaw, hear_judge: Callable[[str], Verdict]) -> None:
    """A feed with one flaw gets a finding that says so."""
    name = f"{flaw[0]}.{ending}"
    said = [found.text for found in hear_judge("feeds").findings if found.file == name]
    assert any(flaw[3] in text for text in said), said


def test_every_judge_is_judged() -> None:
    """No judge without a bad page or feed of its own."""
    assert {*PAGE_FLAWS, "feeds"} == set(JUDGES)


@pytest.mark.parametrize("judge", JUDGES)
def test_nothing_read_is_no_verdict(judge: str, tmp_path: Path) -> None:
    """A folder without anything to read is not a good one."""
    verdict = JUDGES[judge](BuiltSite(tmp_path), read_options([str(tmp_path)]))
    assert verdict.list_complaints()


def test_entry_says_yes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All judges on a good site: exit code 0, and a line from each."""
    site = write_site(tmp_path, {})
    assert main([str(site.folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines[1:]] == list(JUDGES)


def test_entry_says_no(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One finding: exit code 1, and a line with file, judge and finding."""
    site = write_site(tmp_path, dict([spoil_feed("atom.xml", ATOM_FLAWS[-1])]))
    assert main([str(site.folder), "--only", "feeds"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("marker-in-title.atom.xml: feeds: ")


def test_missing_program_is_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A judge that cannot run says so and fails."""
    site = write_site(tmp_path, {})
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "no-such-browser"))
    assert main([str(site.folder), "--only", "browser"]) == 1
    assert "browser: could not judge" in capsys.readouterr().out


def test_baseline_excuses_the_theme(tmp_path: Path) -> None:
    """With a baseline, vnu's messages about the same page without the plugin do not count."""
    theme = PAGE.replace("<main>", "<main></i>")
    plugin = theme.replace("<dl>", "</b><dl>")
    write_site(tmp_path / "without", {"a.html": theme})
    site = write_site(tmp_path / "with", {"a.html": theme, "b.html": plugin})
    write_site(tmp_path / "without", {"b.html": theme})
    said = judge_html(site, tmp_path / "without").findings
    assert [(found.file, "Stray end tag “b”" in found.text) for found in said] == [("b.html", True)]


def test_scope_excuses_the_theme(tmp_path: Path) -> None:
    """With a scope, axe-core judges only what stands in it."""
    files = {
        "theme.html": PAGE.replace("<h1>", '<h1 style="color: #ccc">'),
        "plugin.html": PAGE.replace("<dl>", '<dl style="color: #ccc">'),
    }
    site = write_site(tmp_path, files)
    assert {found.file for found in judge_browser(site).findings} == set(files)
    assert {found.file for found in judge_browser(site, ".film-review").findings} == {"plugin.html"}


def test_unseen_excuses_the_theme(tmp_path: Path) -> None:
    """A property that the theme is known not to show need not be readable."""
    site = write_site(
        tmp_path, {"good.html": PAGE.replace("By Ana", "By A").replace("Ana Lima<", "<")}
    )
    assert [found.text for found in judge_reviews(site).findings] == [
        "author: name cannot be read on the page: 'Ana Lima'"
    ]
    assert judge_reviews(site, frozenset({"author"})).findings == ()


def test_shared_id_is_found(tmp_path: Path) -> None:
    """Two pages must not publish one Review."""
    site = write_site(tmp_path, {"twin.html": PAGE})
    said = {found.file for found in judge_reviews(site).findings if "@id" in found.text}
    assert said == {"good.html", "twin.html"}


@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize(
    "shape", ["[{}, {}]", '{{"@context": "https://schema.org", "@graph": [{}, {}]}}']
)
def test_several_items(shape: str, wrong: bool, tmp_path: Path) -> None:
    """Arrays and graphs are typed item by item; in a graph, the items share one context."""
    crumbs = '{"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}'
    item = JSON_LD.replace("duration", "filmLength") if wrong else JSON_LD
    block = shape.format(item, crumbs)
    if "@graph" in shape:
        context = '"@context": "https://schema.org",'
        block = block[:30] + block[30:].replace(context, "")
    site = write_site(tmp_path, {"good.html": PAGE.replace(JSON_LD, block)})
    verdict = judge_vocabulary(site)
    assert verdict.read == {"blocks": 1, "items": 2}
    assert any("filmLength" in found.text for found in verdict.findings) is wrong
    assert bool(verdict.findings) is wrong


def test_broken_link_in_feed(tmp_path: Path) -> None:
    """The entries of feeds are searched for broken links too; a baseline excuses its own."""
    feed = ATOM_FEED.replace(f'a href="{SITE_URL}/good', f'a href="{SITE_URL}/lost')
    site = write_site(tmp_path, {"broken.atom.xml": feed})
    said = judge_links(site).findings
    assert [(found.file, "/lost.html" in found.text) for found in said] == [
        ("broken.atom.xml", True)
    ]
    assert judge_links(site, baseline=site.folder).findings == ()


def test_address_of_the_site(tmp_path: Path) -> None:
    """The Atom feed's own link tells SITEURL; a relative one, or none, tells of no address."""
    assert write_site(tmp_path, {}).address == SITE_URL
    feed = ATOM_FEED.replace(f'"{SITE_URL}/good.atom.xml"', '"/good.atom.xml"')
    assert write_site(tmp_path, {"good.atom.xml": feed}).address == ""
