"""Write the README's tables from the code: `python tests/readme_tables.py`.

Fields, settings and templates describe themselves; what each class and custom property is for is
said here, once. A test holds the README against these tables, and these against the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path

from pelican_filmreview.collection import film_data
from pelican_filmreview.collection.pages import KINDS as PAGE_KINDS
from pelican_filmreview.collection.people_file import KEYS
from pelican_filmreview.fields import FIELDS, Field
from pelican_filmreview.markers import LEGEND, PART_ALIASES
from pelican_filmreview.settings import BADGES, LAYOUTS, PARTS, PREFIX, Settings

ROOT = Path(__file__).parents[1]

README = ROOT / "README.md"
TEMPLATES = ROOT / "pelican_filmreview/templates/filmreview"
STYLESHEET = TEMPLATES / "filmreview.css"
COLLECTION_STYLESHEET = TEMPLATES / "filmreview-collection.css"

KINDS: Mapping[str, str] = {
    "text": "text",
    "rating": "rating",
    "number": "number",
    "poster": "address",
    "url": "address",
    "site": "id or address",
    "links": "links",
    "year": "year",
    "date": "date",
    "names": "names",
    "terms": "words",
    "titles": "texts",
    "viewings": "viewings",
    "choice": "word",
    "cast": "cast lines",
    "runtime": "length",
    "sourced": "text",
    "facts": "texts",
    "lines": "texts",
    "scores": "ratings",
    "spoilers": "text or yes",
    "trailer": "address",
    "quotes": "texts",
    "flag": "yes or no",
    "comments": "comments",
}

# What each class is for.
CLASSES: Mapping[str, str] = {
    "film-review": "every frame: a film's block, or a part in the prose",
    "film-review--card": "the full layout",
    "film-review--compact": "a strip that folds away what is long",
    "film-review--sidebar": "a box that floats beside the prose where there is room",
    "film-review--bare": "no style of ours",
    "film-review--part": "a part that a marker has put into the prose",
    "film-box": "the grid inside a block's frame",
    "film-head": "poster beside title, rating and facts",
    "film-head--posterless": "the same of a film without a poster",
    "film-intro": "title, tagline, rating and facts",
    "film-more": "what a compact block folds away",
    "film-heading": "the heading of a part",
    "film-poster": "the poster",
    "film-title": "the heading with the film's title",
    "film-year": "the year in it",
    "film-kind": "what it is, where it is no film",
    "film-original": "the original title",
    "film-tagline": "the tagline",
    "film-rating": "a rating: drawing, text and label",
    "film-rating--number": "a rating shown as a number",
    "film-rating--letter": "a letter grade",
    "film-rating--percent": "a percentage",
    "film-rating--stars": "a row of stars",
    "film-rating--ring": "a ring",
    "film-rating--bar": "a bar",
    "film-rating--thumbs": "a thumb, up or down",
    "film-rating--written": "a rating on no scale, as the author wrote it",
    "film-stars": "the drawing of five stars",
    "film-stars--3": "of three",
    "film-stars--4": "of four",
    "film-stars--6": "of six",
    "film-stars--10": "of ten",
    "film-bar": "the drawing of a bar",
    "film-ring": "the drawing of a ring",
    "film-thumb": "the drawing of a thumb",
    "film-glyph": "the letter or percentage beside the author's own number",
    "film-score": "the text that says a rating",
    "film-score-label": "the author's words beside it",
    "film-favorite": "the mark of a favourite",
    "film-legend": "what the site's scores mean",
    "film-legend-link": "the link to the page that says so",
    "film-details": "the fact box",
    "film-quote": "a quote and its speaker",
    "film-words": "the words of a quote",
    "film-speaker": "who says them",
    "film-synopsis": "the synopsis",
    "film-borrowed": "somebody else's words",
    "film-source": "whom words are borrowed from",
    "film-cast": "the cast list",
    "film-facts": "the list of facts",
    "film-awards": "the list of awards",
    "film-thoughts": "the list of thoughts",
    "film-pros-cons": "strengths and weaknesses",
    "film-pros": "strengths",
    "film-cons": "weaknesses",
    "film-spoilers": "folded spoilers, or the warning",
    "film-verdict": "the verdict",
    "film-scores": "scores beside the rating",
    "film-aspects": "scores of aspects",
    "film-reviewers": "scores of several reviewers",
    "film-watched": "the viewings",
    "film-place": "where, and on what, it was seen",
    "film-rewatch": "the word for a rewatch",
    "film-viewing-score": "the rating of a viewing",
    "film-viewing-note": "the note on a viewing",
    "film-where": "where to watch it",
    "film-links": "pages about the film",
    "film-trailer": "the trailer's link",
    "film-still": "its preview",
    "film-disclosure": "the disclosure",
    "film-discussion": "the question to the readers",
    "film-join": "its link to where they answer",
    "film-comments": "what they answered",
    "film-comment": "one comment",
    "film-replies": "the comments that answer it",
    "film-comment-by": "who wrote it, and when",
    "film-comment-date": "the day, which links to the comment",
    "film-comment-score": "the reader's own rating",
    "film-comment-answers": "the link to the comment that it answers",
    "film-comment-text": "what it says",
    "film-related": "other reviews of this blog",
    "film-related-more": "what a compact block folds them away in",
    "film-related-group": "reviews that are named for one reason",
    "film-related-poster": "a small poster",
    "film-related-note": "the year, or the date of another review of the film",
    "film-note": "small print",
    "film-badge": "a rating in a list of posts",
    "film-list-poster": "a poster in a list of posts",
    "film-collection": "the body of a page of the collection",
    "film-crumbs": "the way to it from the home page",
    "film-top": "its heading, and what is said below that",
    "film-total": "how many films there are",
    "film-average": "their average rating",
    "film-person-note": "what tells a person from another",
    "film-ways": "the links from the index to other kinds of pages",
    "film-jumps": "the letters to jump to",
    "film-numbers": "the links to the parts of a long page",
    "film-scroll": "what a table that is too wide is scrolled in",
    "film-table": "the table of films",
    "film-letter": "a letter or decade in it",
    "film-mini": "the cell of the poster",
    "film-row-original": "the original title",
    "film-year-cell": "the cell of the year",
    "film-groups": "a list of genres, countries, people and so on",
    "film-count": "how many films each has",
    "film-people": "people under a letter, and co-workers",
    "film-blank": "the frame in place of one that is missing",
    "film-list": "a list of posts",
    "film-entry": "a post in it",
    "film-entry-box": "poster beside words",
    "film-entry-poster": "its poster",
    "film-entry-words": "what stands beside the poster",
    "film-entry-title": "the post's title",
    "film-entry-summary": "the post's summary",
    "film-month": "a month of the diary, or what has no date",
    "film-diary": "its list of viewings",
    "film-diary-day": "the day of a viewing",
    "film-diary-poster": "the poster beside it",
    "film-diary-film": "the film, and whether it was seen before",
    "film-diary-badge": "the rating of the viewing, or of the review",
    "film-diary-more": "where it was, and the note",
    "film-figures": "the figures of the statistics",
    "film-ends": "those that are films: the first, the longest ...",
    "film-figure": "a figure",
    "film-figure-note": "what is said below it",
    "film-charts": "charts beside each other, and rankings",
    "film-chart": "a chart of columns",
    "film-chart-wide": "what stands in it only where there is room",
    "film-chart-table": "the folded table below it",
    "film-counts": "a table of numbers",
    "film-ranking": "one whose numbers have bars",
    "film-share": "such a bar",
}

# What each custom property is for.
PROPERTIES: Mapping[str, str] = {
    "--film-accent": "stars, bars, rings, marks",
    "--film-color": "text in a block that has a ground of its own",
    "--film-line": "borders and rules",
    "--film-empty": "what a rating leaves empty",
    "--film-gap": "space between parts",
    "--film-padding": "space at the sides of a frame",
    "--film-radius": "rounded corners",
    "--film-border": "border of a block",
    "--film-background": "ground of a block",
    "--film-shadow": "shadow of a block",
    "--film-rule": "a line above each part of a block",
    "--film-rule-gap": "space below that line",
    "--film-margin": "space above and below a block",
    "--film-part-margin": "space above and below a part in the prose",
    "--film-max-size": "how wide a block gets",
    "--film-measure": "how wide lines of text get",
    "--film-line-height": "height of a line",
    "--film-font": "typeface of a block, and of parts in the prose",
    "--film-prose-font": "typeface of synopsis, verdict, quote and discussion",
    "--film-title-font": "typeface of the title",
    "--film-title-size": "size of the title",
    "--film-title-weight": "its weight",
    "--film-title-spacing": "space between its letters",
    "--film-title-case": "its capitals, as `text-transform` has them",
    "--film-heading-font": "typeface of the parts' headings",
    "--film-heading-size": "their size",
    "--film-heading-weight": "their weight",
    "--film-heading-spacing": "space between their letters",
    "--film-heading-case": "their capitals",
    "--film-heading-color": "their colour",
    "--film-poster-size": "the poster in wide columns",
    "--film-poster-shadow": "the poster's shadow",
    "--film-poster-filter": "a filter over the poster, such as `grayscale(1)`",
    "--film-placeholder": "`none` for no drawing where there is no poster",
    "--film-star": "the picture of a star: a square with a twentieth clear at each side",
    "--film-star-size": "a star",
    "--film-bar-size": "length of a bar",
    "--film-ring-size": "a ring",
    "--film-thumb-size": "a thumb",
    "--film-glyph-size": "a number, letter or percentage that is the badge",
    "--film-related-poster-size": "a poster among other reviews",
    "--film-sidebar-size": "width of a sidebar",
    "--film-replies-indent": "how far answers to a comment stand in",
    "--film-chart-size": "height of a chart",
    "--film-tint": "what lies behind a poster until it is there",
    "--film-list-size": "width of a poster in a list",
    "--film-entry-size": "size of a title in a list",
}


# What every template sees; those of lists and the legend have no film of their own page.
VARIABLES: Mapping[str, str] = {
    "film": "the Film, with the fields of the table above as attributes; not in `legend.html`",
    "layout": "the film's layout: card, compact, sidebar, bare or none; not in `legend.html`",
    "labels": "the words of the page's language by key, such as `labels.cast`",
    "lang": "the language of the page",
    "direction": "which way that is written: `ltr` or `rtl`",
    "settings": "the plugin's settings as the post changes them, such as `settings.style`",
    "heading": "the element of the film's title, such as `h2`",
    "subheading": "the element of a part's heading, such as `h3`",
    "link": "a function that writes an address of the block as this page needs it",
}


def write_table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *map(list, rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _code(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def tabulate_parts() -> str:
    """Tabulate the parts and the other words that markers know."""
    rows = [
        (f"`[film:{part}]`", _code(alias for alias, of in PART_ALIASES.items() if of == part))
        for part in (*PARTS, "block")
    ]
    rows[-1:] = [
        (f"`[film:{LEGEND}]`", _code(a for a, of in PART_ALIASES.items() if of == LEGEND)),
        rows[-1],
    ]
    rows[-1] = (
        "`[film:card]`",
        _code(a for a, of in PART_ALIASES.items() if of == "block" and a != "card"),
    )
    return write_table(("marker", "also"), rows)


def tabulate_fields() -> str:
    """Tabulate the fields of a block."""
    rows = (
        (f"`{field.name}`", _describe(field), KINDS[field.kind], _code(field.aliases))
        for field in FIELDS
    )
    return write_table(("field", "what it is", "written as", "also"), rows)


def _describe(field: Field) -> str:
    keys = f" (keys: {_code(field.keys)})" if field.keys else ""
    choices = f": {_code(field.choices)}" if field.choices else ""
    return field.help + choices + keys


_LONG_DEFAULTS = {"parts": "all", "letters": "US grade points"}


def tabulate_settings() -> str:
    """Tabulate the settings."""
    rows = []
    defaults = Settings()
    for one in fields(Settings):
        if one.name == "addresses":  # a table of their own
            continue
        default = getattr(defaults, one.name)
        shown = _LONG_DEFAULTS.get(one.name) or (f"`{default}`" if default != () else "none")
        shown = "none" if default == "" else shown
        rows.append(
            (
                f"`{PREFIX}{one.name.upper()}`",
                shown,
                one.metadata["help"],
                "*post*" if one.metadata["per_post"] else "",
            )
        )
    return write_table(("setting", "default", "what it does", ""), rows)


def tabulate_variables() -> str:
    """Tabulate what every template sees."""
    return write_table(("variable", "what it is"), ((f"`{k}`", v) for k, v in VARIABLES.items()))


def tabulate_pages() -> str:
    """Tabulate the kinds of pages of the collection."""
    rows = (
        (
            f"`{PREFIX}{kind.name.upper()}_URL`",
            f"`{kind.url}`",
            f"`{kind.template}.html`",
            kind.help,
        )
        for kind in PAGE_KINDS.values()
    )
    return write_table(("setting", "default", "template", "what it is"), rows)


def tabulate_people() -> str:
    """Tabulate the keys of the people file."""
    return write_table(("key", "what it is"), ((f"`{key}`", text) for key, text in KEYS.items()))


def tabulate_templates() -> str:
    """Tabulate the templates, their blocks and their variables."""
    rows = []
    for path in list_bases():
        source = path.read_text("utf-8")
        comment = re.match(r"\{#-?(.*?)-?#\}", source, re.S)
        variables = " ".join(comment[1].split()) if comment else ""
        name = path.relative_to(TEMPLATES / "_base").as_posix()
        rows.append((f"`{name}`", _code(find_blocks(source)), variables.replace("|", "\\|")))
    return write_table(("template", "blocks", "variables"), rows)


def list_bases() -> list[Path]:
    """List the templates that themes extend, those of the collection's pages last."""
    base = TEMPLATES / "_base"
    return [*sorted(base.glob("*.html")), *sorted(base.glob("*/*.html"))]


def find_blocks(source: str) -> list[str]:
    """Give the names of the blocks in a template's source."""
    return re.findall(r"\{%-?\s*block\s+(\w+)", source)


def find_classes() -> set[str]:
    """Give every class of ours that a template prints or the stylesheet knows."""
    sources = [path.read_text("utf-8") for path in list_bases()]
    attributes = (a for source in sources for a in re.findall(r'class="([^"]*)"', source))
    printed = {
        name
        for attribute in attributes
        for name in re.sub(r"\{%.*?%\}", " ", attribute).split()
        if name.startswith("film-") and "{" not in name
    }
    # Names that a template puts together from a choice.
    printed |= {f"film-rating--{badge}" for badge in (*BADGES, "written")}
    printed |= {f"film-review--{layout}" for layout in LAYOUTS if layout != "none"}
    styled = set(re.findall(r"\.(film-[a-z0-9-]+)", read_sheets()))
    return {name.rstrip("-") for name in printed | styled}


def read_sheets() -> str:
    """Give both stylesheets, that of reviews first."""
    return "".join(sheet.read_text("utf-8") for sheet in (STYLESHEET, COLLECTION_STYLESHEET))


def find_properties() -> dict[str, str]:
    """Give the custom properties that the stylesheet reads, with their defaults."""
    source = re.sub(r"/\*.*?\*/", "", read_sheets(), flags=re.S)
    found: dict[str, str] = {}
    for start in re.finditer(r"var\(\s*(--film-[a-z0-9-]+)\s*(,)?", source):
        depth, end = 1, start.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(source[end], 0)
            end += 1
        default = " ".join(source[start.end() : end - 1].split()) if start[2] else ""
        found.setdefault(start[1], default)
    return found


def tabulate_classes() -> str:
    """Tabulate the classes."""
    return write_table(("class", "what it is"), ((f"`{k}`", v) for k, v in CLASSES.items()))


def tabulate_properties() -> str:
    """Tabulate the custom properties."""
    defaults = find_properties()
    rows = []
    for name, text in PROPERTIES.items():
        default = defaults.get(name, "")
        short = default if len(default) < 60 else "(a drawing)"
        rows.append((f"`{name}`", f"`{short}`" if short else "", text))
    return write_table(("property", "default", "what it sets"), rows)


def tabulate_film_data() -> str:
    """Tabulate the properties of films.json, those of inner objects behind a dot."""
    rows: list[tuple[str, str]] = []
    for prefix, properties in DATA:
        rows += ((f"`{prefix}{one.name}`", one.help) for one in properties)
    return write_table(("property", "what it is"), rows)


DATA = (
    ("", film_data.SITE),
    ("films[].", film_data.FILM),
    ("review.", film_data.REVIEW),
    ("rating.", film_data.RATING),
    ("director[].", film_data.PERSON),
    ("cast[].", film_data.CAST),
    ("watched[].", film_data.VIEWING),
    ("poster.", film_data.POSTER),
)
TABLES = {
    "film_data": tabulate_film_data,
    "parts": tabulate_parts,
    "fields": tabulate_fields,
    "settings": tabulate_settings,
    "pages": tabulate_pages,
    "people": tabulate_people,
    "properties": tabulate_properties,
    "variables": tabulate_variables,
    "templates": tabulate_templates,
    "classes": tabulate_classes,
}


def fill_tables(text: str) -> str:
    """Give the README's text with every table as the code has it."""
    for name, tabulate in TABLES.items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.S)
        table = tabulate()
        text = pattern.sub(lambda found, table=table: f"{found[1]}\n{table}\n\n{found[2]}", text)
    return text


if __name__ == "__main__":
    README.write_text(fill_tables(README.read_text("utf-8")), "utf-8")
