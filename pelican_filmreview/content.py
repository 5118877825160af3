"""A post or page with sealed blocks in, the same with its films shown out.

The visit to an article or page, and what one build remembers: the only module that knows
Pelican's private names.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin

from jinja2.runtime import Context
from markupsafe import Markup
from pelican.contents import Content, Static
from pelican.utils import slugify

from pelican_filmreview.block import MARK, SEALED, Block, open_sealed, show_as_code
from pelican_filmreview.claim import ClaimingRead
from pelican_filmreview.head import add_to_environment
from pelican_filmreview.problem import Problem
from pelican_filmreview.settings import PARTS, Settings, override_settings, read_settings

if TYPE_CHECKING:
    from pelican_filmreview.film import Film
    from pelican_filmreview.jsonld import PageFacts
    from pelican_filmreview.render import Page, Renderer

logger = logging.getLogger(__name__)

MARKDOWN_EXTENSION = "pelican_filmreview.markdown_extension"
# Where one build's memory hangs: in the context that all generators of a build share.
SITE_KEY = "filmreview_site"

_MARKER_NAMES = {
    "all": "block",
    "card": "block",
    "review": "block",
    "film": "block",
    "box": "details",
    "factbox": "details",
    "info": "details",
    "credits": "cast",
    "actors": "cast",
    "trivia": "facts",
    "plot": "synopsis",
    "proscons": "pros",
    "cons": "pros",
    "score": "rating",
    "quotes": "quote",
    "viewings": "watched",
    "image": "poster",
    "question": "discussion",
}
_MARKER = r"\[film:\s*(?P<marker>[^\]\[<>\n]{1,200})\]"
# Comments and code are passed over whole: what stands in them is a sample.
_TOKENS = re.compile(
    rf"""(?P<comment><!--.*?-->)
       | (?P<code><(?P<tag>pre|code|script|style|textarea)\b.*?</(?P=tag)\s*>)
       | (?P<sealed>{SEALED.pattern.replace(" ", "[ ]")})
       | (?P<open><p(?:\s[^>]*)?>\s*)?{_MARKER}(?P<close>\s*</p>)?""",
    re.X | re.S | re.I,
)
_BREAK_BEFORE = re.compile(r"(?:<br\s*/?>)?\s*$", re.I)
_BREAK_AFTER = re.compile(r"[ \t]*(?:<br\s*/?>)?(?:\n|$|(?=</p>))", re.I)


class Site:
    """What one build knows: made with its first generator, gone with its context."""

    def __init__(self, pelican_settings: dict[str, Any]) -> None:
        self.pelican_settings = pelican_settings
        self.settings = read_settings(pelican_settings, _warn)
        self.has_films = False
        self.visited: set[str] = set()
        self._renderer: Renderer | None = None

    def __reduce__(self) -> tuple[Callable[[], None], tuple[()]]:
        """Pickle as nothing: Pelican's generator cache pickles the context with each article."""
        return (_forget, ())

    @property
    def renderer(self) -> Renderer:
        """The templates of this build, made with the first film."""
        if self._renderer is None:
            from pelican_filmreview.render import Renderer

            theme = Path(self.pelican_settings["THEME"]).expanduser() / "templates"
            overrides = self.pelican_settings.get("THEME_TEMPLATES_OVERRIDES") or []
            self._renderer = Renderer([*map(str, overrides), str(theme)])
        return self._renderer


def _forget() -> None:
    return None


@dataclass(slots=True)
class PageReview:
    """What the visit leaves on a post besides its films.

    `spans` are where fragments stand in the content whose checksum is given; `problems` have
    their line in the file.
    """

    anchors: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    checksum: int
    problems: tuple[Problem, ...]


def _warn(message: str) -> None:
    logger.warning("film: %s", message)


# --- before anything is read ----------------------------------------------------------------------


def prepare_build(pelican: Any) -> None:
    """Make the Markdown and reStructuredText doors known, before any reader is made."""
    from pelican_filmreview.rst_directive import register_directive

    register_directive()
    markdown = pelican.settings.get("MARKDOWN")
    if isinstance(markdown, dict):
        extensions = markdown.setdefault("extensions", [])
        if MARKDOWN_EXTENSION not in extensions:
            markdown["extensions"] = [*extensions, MARKDOWN_EXTENSION]


def prepare_generator(generator: Any) -> None:
    """Claim blocks in what this generator's readers read, and print heads in its templates."""
    site = generator.context.get(SITE_KEY)
    if site is None:
        site = generator.context[SITE_KEY] = Site(generator.settings)
    for reader in {id(one): one for one in generator.readers.readers.values()}.values():
        if not isinstance(reader.read, ClaimingRead):
            reader.read = ClaimingRead(reader.read)
    add_to_environment(
        generator.env, lambda context: print_head(context, site), automatic=site.settings.head
    )


# --- the visit ------------------------------------------------------------------------------------


def visit(content: Content) -> None:
    """Open the sealed blocks of a post or page, and put what they show in their place."""
    if isinstance(content, Static):
        return
    content.films = ()
    text = content._content
    if not text or not (MARK in text or "[film:" in text):
        return
    try:
        problems = _Visit(content, text).run()
    except Exception as error:  # noqa: BLE001 - Pelican drops an article whose handler raises
        content._content = SEALED.sub(_show_sealed_as_code, text)
        problems = [
            Problem(
                0,
                "error",
                "the plugin failed on this post, its blocks are shown as "
                f"code; please report it: {type(error).__name__}: {error}",
            )
        ]
    log_problems(content, problems)


class _Visit:
    """One visit: from the content with sealed blocks to the content with fragments."""

    def __init__(self, content: Content, text: str) -> None:
        self.content = content
        self.text = text
        self.site = _site_of(content)
        self.problems: list[Problem] = []
        self.settings = override_settings(
            self.site.settings, content.metadata, lambda message: self.report(0, "warning", message)
        )

    def report(self, line: int, severity: Any, message: str) -> None:
        """Note a problem, with its line in the file."""
        problem = Problem(line, severity, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def run(self) -> list[Problem]:
        """Do the visit, and give what is wrong with the post's blocks and markers."""
        tokens = list(self._find_tokens())
        shown = self._read_films([block for _, block, _ in tokens if block is not None])
        markers = self._place_markers([marker for _, _, marker in tokens if marker], shown)
        pieces = list(self._replace_tokens(tokens, shown, markers))
        self._write(pieces, [one for one in shown if one.film is not None])
        self.site.visited.add(str(self.content.source_path))
        return self.problems

    def _find_tokens(self) -> Iterator[tuple[re.Match[str], Block | None, str]]:
        for found in _TOKENS.finditer(self.text):
            if found["sealed"]:
                block = open_sealed(found)
                if block is None:
                    self.report(
                        0,
                        "error",
                        "a film block was damaged by another plugin before it "
                        "could be read, and is lost from the page",
                    )
                yield found, block or Block("", 0, "damaged"), ""
            elif found["marker"] and self._stands_alone(found):
                yield found, None, _normalise(found["marker"])
            elif found["comment"] and MARK in found["comment"]:
                yield found, None, ""

    def _stands_alone(self, found: re.Match[str]) -> bool:
        before = self.text[: found.start()].rsplit("\n", 1)[-1] if not found["open"] else ""
        after = self.text[found.end() :] if not found["close"] else ""
        return bool(_BREAK_BEFORE.match(before)) and (not after or bool(_BREAK_AFTER.match(after)))

    # --- films ------------------------------------------------------------------------------------

    def _read_films(self, blocks: list[Block]) -> list[_Shown]:
        if not blocks:
            return []
        from pelican_filmreview.parse import parse_film

        reading = _reading_of(self.content, self.settings)
        slugs: set[str] = set()
        shown = []
        for block in blocks:
            if block.door == "damaged":
                shown.append(_Shown(block, None))
                continue
            parsed = parse_film(block.text, reading)
            self._locate(block, parsed.problems)
            film = parsed.film
            if film is not None:
                film = self._complete(film, slugs, block)
            shown.append(_Shown(block, film))
        for one in shown:
            if one.film is not None:
                self._render_parts(one, one.film)
        return shown

    def _complete(self, film: Film, slugs: set[str], block: Block) -> Film:
        """Add what only the page knows: the slug, and the size of the poster."""
        slug = _slug_of(film.title, self.content.settings) or "film"
        number = 2
        unique = slug
        while unique in slugs:
            unique, number = f"{slug}-{number}", number + 1
        slugs.add(unique)
        poster = film.poster
        if poster is not None:
            width, height = self._measure(poster.url, block)
            poster = replace(poster, width=width, height=height)
        return replace(film, slug=unique, poster=poster)

    def _measure(self, url: str, block: Block) -> tuple[int, int]:
        path = _find_file(self.content, url)
        if path is None:
            return 0, 0
        from pelican_filmreview.poster import measure

        size, message = measure(path)
        if message:
            lines = block.text.split("\n")
            line = next((n for n, text in enumerate(lines, 1) if url in text), 0)
            self._locate(block, [Problem(line, "warning", f"poster {url!r}: {message}")])
        return size

    def _render_parts(self, shown: _Shown, film: Film) -> None:
        shown.page = _page_of(self.content, self.settings)
        shown.parts = dict(self.site.renderer.render_parts(film, shown.page, self._report_template))
        shown.order = [part for part in self.settings.parts if part in shown.parts]
        self._check_author(film, shown.block)

    def _report_template(self, message: str) -> None:
        logger.error("film: %s", message)

    def _check_author(self, film: Film, block: Block) -> None:
        if not self.settings.jsonld:
            return
        names = [person.name for person in film.author] or _author_names(self.content)
        if not any(0 < len(name) < 100 for name in names):
            why = "is short enough for search engines" if names else "is known"
            message = (
                f"no author's name {why}, so '{film.title}' gets no Review in the page's head; "
                "set AUTHOR, or 'author' in the post or the block"
            )
            self._locate(block, [Problem(0, "warning", message)])

    # --- markers ----------------------------------------------------------------------------------

    def _place_markers(self, markers: list[str], shown: list[_Shown]) -> list[str]:
        """Give the fragment for each marker in turn, taking its part out of the film's block."""
        films = [one for one in shown if one.film is not None]
        wanted = [self._find_part(marker, films) for marker in markers]
        for target in wanted:
            if target is not None and target[1] in target[0].order:
                target[0].order.remove(target[1])
        whole = [target[0] for target in wanted if target is not None and target[1] == "block"]
        for one in whole:
            one.stands_elsewhere = True
        return [
            self._render_marker(*target) if target is not None else f"[film:{marker}]"
            for marker, target in zip(markers, wanted, strict=True)
        ]

    def _find_part(self, marker: str, films: list[_Shown]) -> tuple[_Shown, str] | None:
        word, _, slug = marker.partition(" ")
        part = _MARKER_NAMES.get(_squeeze(word), _squeeze(word))
        line = _find_line(self.content, lambda text: "[film:" in text and word in text)
        if not films:
            self.report(
                line,
                "warning",
                f"[film:{marker}] stands in a post without a film block; it stays as it is",
            )
            return None
        if part not in PARTS and part != "block":
            from pelican_filmreview.fields import suggest

            near = suggest(word, (*PARTS, *_MARKER_NAMES))
            hint = f"did you mean [film:{near}]? " if near else ""
            self.report(
                line,
                "error",
                f"[film:{marker}] names no part of a film; {hint}The parts are " + ", ".join(PARTS),
            )
            return None
        return self._find_film(marker, part, slug.strip(), films, line)

    def _find_film(
        self, marker: str, part: str, slug: str, films: list[_Shown], line: int
    ) -> tuple[_Shown, str] | None:
        wanted = _slug_of(slug, self.content.settings) if slug else ""
        matching = [one for one in films if not slug or one.slug in (slug, wanted)]
        known = ", ".join(f"[film:{part} {one.slug}]" for one in films)
        if not matching:
            self.report(
                line,
                "error",
                f"[film:{marker}] names no film of this post; expected one of {known}",
            )
            return None
        if part in PARTS and not slug:
            matching = [one for one in films if part in one.parts] or matching
        if len(matching) > 1 and not slug:
            self.report(
                line,
                "warning",
                f"[film:{marker}] may be any film of this post and was taken for the first; "
                f"write one of {known}",
            )
        if part != "block" and part not in matching[0].parts:
            self.report(
                line,
                "warning",
                f"[film:{marker}] has nothing to show, since the block has no such part",
            )
        return matching[0], part

    def _render_marker(self, shown: _Shown, part: str) -> str:
        if part == "block":
            return self._render_block(shown)
        html = shown.parts.get(part)
        if html is None or shown.film is None or shown.page is None:
            return ""
        anchor = "" if shown.anchored or self._renders_itself(shown) else shown.anchor
        shown.anchored = shown.anchored or bool(anchor)
        return self.site.renderer.render_placed(
            shown.film, shown.page, part, html, anchor, self._report_template
        )

    # --- putting it together ----------------------------------------------------------------------

    def _renders_itself(self, shown: _Shown) -> bool:
        film = shown.film
        if film is None or (film.layout or self.settings.layout) == "none":
            return False
        return shown.block.door != "metadata" or self.settings.metadata_position != "none"

    def _render_block(self, shown: _Shown) -> str:
        film, page = shown.film, shown.page
        if film is None or page is None:
            return ""
        layout = film.layout or self.settings.layout
        parts = {part: shown.parts[part] for part in shown.order}
        shown.anchored = True
        return self.site.renderer.render_block(
            film,
            page,
            parts,
            shown.anchor,
            "card" if layout == "none" else layout,
            self._report_template,
        )

    def _render_at_own_place(self, shown: _Shown) -> str:
        if shown.film is None:
            hidden = shown.block.door in ("metadata", "damaged")
            return "" if hidden else show_as_code(shown.block.text)
        if shown.stands_elsewhere or not self._renders_itself(shown):
            return ""
        return self._render_block(shown)

    def _replace_tokens(
        self,
        tokens: list[tuple[re.Match[str], Block | None, str]],
        shown: list[_Shown],
        markers: list[str],
    ) -> Iterator[_Piece]:
        """Give the content in pieces: the author's own, and between them the fragments."""
        films, fragments = iter(shown), iter(markers)
        position, bottom = 0, []
        for found, block, marker in tokens:
            yield _Piece(self.text[position : found.start()], False)
            position = found.end()
            if block is not None:
                one = next(films)
                fragment = _Piece(self._render_at_own_place(one), one.film is not None)
                if block.door == "metadata":
                    position += self.text.startswith("\n", position)
                    if self.settings.metadata_position == "bottom":
                        bottom.append(fragment)
                        continue
                yield fragment
            elif marker:
                yield from self._replace_marker(found, next(fragments))
            else:
                yield _Piece(_restore_comment(found[0]), False)
        yield _Piece(self.text[position:], False)
        yield from bottom

    def _replace_marker(self, found: re.Match[str], fragment: str) -> Iterator[_Piece]:
        """Put a fragment where a marker stands, closing and opening the paragraph around it."""
        if fragment.startswith("[film:"):
            yield _Piece(found[0], False)
            return
        opens, closes = found["open"], found["close"]
        inside = not opens and _is_in_paragraph(self.text[: found.start()])
        if inside and not closes:
            yield _Piece("</p>", False)
            yield _Piece(fragment, True)
            yield _Piece("<p>", False)
        elif inside:
            yield _Piece("</p>", False)
            yield _Piece(fragment, True)
        else:
            yield _Piece(fragment, True)
            if opens and not closes:
                yield _Piece(opens, False)

    def _write(self, pieces: list[_Piece], shown: list[_Shown]) -> None:
        content = self.content
        spans, position = [], 0
        for piece in pieces:
            if piece.is_fragment and piece.html:
                spans.append((position, position + len(piece.html)))
            position += len(piece.html)
        content._content = "".join(piece.html for piece in pieces)
        films = tuple(one.film for one in shown if one.film is not None)
        content.films = films
        if films:
            self.site.has_films = True
            if self.settings.summary and "summary" not in content.metadata:
                prose = "".join(piece.html for piece in pieces if not piece.is_fragment)
                content.get_summary = ProseSummary(content, prose, films[0])
        summary = content.metadata.get("summary")
        if isinstance(summary, str) and MARK in summary:
            content.metadata["summary"] = content._summary = SEALED.sub("", summary)
        content.filmreview = PageReview(
            tuple(one.anchor for one in shown),
            tuple(spans),
            zlib.crc32(content._content.encode("utf-8", "surrogatepass")),
            tuple(self.problems),
        )

    def _locate(self, block: Block, problems: Iterable[Problem]) -> None:
        """Note a block's problems with the lines of the file."""
        problems = list(problems)
        if not problems:
            return
        first = _find_block_line(self.content, block)
        for problem in problems:
            line = first + max(problem.line, 1) - 1 if first else 0
            message = problem.message
            if not first and problem.line:
                message = f"line {problem.line} of the block: {message}"
            self.report(line, problem.severity, message)


@dataclass(slots=True)
class _Shown:
    """A block on its way into the page."""

    block: Block
    film: Film | None
    page: Page | None = None
    parts: dict[str, Markup] = None  # type: ignore[assignment]  # set with the page
    order: list[str] = None  # type: ignore[assignment]
    stands_elsewhere: bool = False
    anchored: bool = False

    @property
    def slug(self) -> str:
        return self.film.slug if self.film is not None else ""

    @property
    def anchor(self) -> str:
        return f"film-{self.slug}"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the finished content."""

    html: str
    is_fragment: bool


def _normalise(marker: str) -> str:
    # Typogrify puts a no-break space before the last word of a paragraph.
    return " ".join(unescape(marker).replace("\xa0", " ").split())


def _squeeze(word: str) -> str:
    return re.sub(r"[\s_\-]", "", word.casefold())


def _is_in_paragraph(before: str) -> bool:
    return before.rfind("<p>") > before.rfind("</p>") or before.rfind("<p ") > before.rfind("</p>")


def _show_sealed_as_code(found: re.Match[str]) -> str:
    block = open_sealed(found)
    return show_as_code(block.text) if block is not None else ""


def _restore_comment(comment: str) -> str:
    """Put the text of a block that the author commented out back into the comment."""

    def restore(found: re.Match[str]) -> str:
        block = open_sealed(found)
        return block.text.replace("--", "- -") if block is not None else ""

    return SEALED.sub(restore, comment)


class ProseSummary:
    """Stands in for a post's `get_summary`: Pelican's own truncation, over the prose alone.

    Links in it are resolved for each page that shows it, as in Pelican's own.
    """

    def __init__(self, content: Content, prose: str, film: Film) -> None:
        self.content = content
        self.short = _truncate(content, prose)
        if film.verdict and not Markup(prose).striptags():
            self.short = _truncate(content, f"<p>{escape(film.verdict, quote=False)}</p>")

    def __call__(self, siteurl: str) -> str:
        """Give the summary, as the author wrote it if that has come meanwhile."""
        if "summary" in self.content.metadata:
            return str(self.content.metadata["summary"])
        return str(self.content._update_content(self.short, siteurl))


class _ProseOnly:
    """What Pelican's `get_summary` looks at on a post, with the prose for its content."""

    def __init__(self, settings: dict[str, Any], prose: str) -> None:
        self.metadata: dict[str, Any] = {}
        self.settings = settings
        self.content = prose


def _truncate(content: Content, prose: str) -> str:
    # `get_summary` is memoized by instance; `func` is the plain function inside.
    return str(Content.__dict__["get_summary"].func(_ProseOnly(content.settings, prose), ""))


# --- what a page knows ----------------------------------------------------------------------------


def _site_of(content: Content) -> Site:
    site = content._context.get(SITE_KEY)
    if not isinstance(site, Site):
        site = content._context[SITE_KEY] = Site(content.settings)
    return site


def _lang_of(content: Content) -> str:
    return str(getattr(content, "lang", None) or "en")


def _plain(html: str) -> str:
    return str(Markup(html).striptags())


def _slug_of(title: str, settings: dict[str, Any]) -> str:
    return str(
        slugify(
            title,
            regex_subs=settings.get("SLUG_REGEX_SUBSTITUTIONS", []),
            use_unicode=settings.get("SLUGIFY_USE_UNICODE", False),
        )
    )


def _author_names(content: Content) -> list[str]:
    return [str(author) for author in getattr(content, "authors", None) or []]


def _reading_of(content: Content, settings: Settings) -> Any:
    from pelican_filmreview import labels
    from pelican_filmreview.parse import Reading
    from pelican_filmreview.rating import Scale

    lang = _lang_of(content)
    scale = Scale(
        default_best=settings.best,
        default_worst=settings.worst,
        zero="unrated" if settings.zero == "unrated" else "score",
        letters=settings.letters,
        half_stars=settings.half_stars,
    )
    return Reading(
        scale,
        lambda name: labels.parse_month_name(name, lang),
        _plain(str(getattr(content, "title", ""))),
    )


def _page_of(content: Content, settings: Settings) -> Page:
    from pelican_filmreview.render import Page

    siteurl = "" if content.settings.get("RELATIVE_URLS") else content.settings.get("SITEURL", "")

    def link(url: str) -> str:
        """Give an address as it is written in a page: a path from the site's root gets its URL."""
        return siteurl + url if url.startswith("/") and not url.startswith("//") else url

    return Page(_lang_of(content), settings, link)


def _find_file(content: Content, url: str) -> Path | None:
    """Give the file in the content folder that an address of the block means, if it means one."""
    found = re.match(r"[{|](?:static|attach|filename)[}|](.*)$", url)
    root = Path(content.settings["PATH"]).resolve()
    if found is None or not content.source_path:
        return None
    name = unquote(found[1].split("#")[0].split("?")[0])
    start = root if name.startswith("/") else Path(content.source_path).resolve().parent
    path = (start / name.lstrip("/")).resolve()
    return path if path.is_relative_to(root) else None


# --- problems -------------------------------------------------------------------------------------


def log_problems(content: Content, problems: Iterable[Problem]) -> None:
    """Log a post's problems, each with file and line.

    `pelican --fatal` makes the first one that is logged raise; the others are logged all the same.
    """
    fatal: RuntimeError | None = None
    name = content.get_relative_source_path() if content.source_path else "?"
    for problem in sorted(problems, key=lambda one: one.line):
        where = f"{name}:{problem.line}" if problem.line else name
        try:
            log = logger.error if problem.severity == "error" else logger.warning
            log("%s: film: %s", where, problem.message)
        except RuntimeError as raised:
            fatal = raised
    if fatal is not None:
        raise fatal


def report_cached(generator: Any) -> None:
    """Log the problems of posts that came whole out of Pelican's generator cache."""
    site = generator.context[SITE_KEY]
    for content in list(generator.context["generated_content"].values()):
        review = getattr(content, "filmreview", None)
        if review is None:
            continue
        site.has_films = site.has_films or bool(content.films)
        if str(content.source_path) not in site.visited:
            site.visited.add(str(content.source_path))
            log_problems(content, review.problems)


def _read_lines(content: Content) -> list[str]:
    try:
        return Path(content.source_path or "").read_text("utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError):
        return []


def _find_line(content: Content, matches: Callable[[str], bool]) -> int:
    return next((n for n, line in enumerate(_read_lines(content), 1) if matches(line)), 0)


def _find_block_line(content: Content, block: Block) -> int:
    """Give the line of the file where a block's text starts, 0 where it is not found.

    The door's own count is off where another plugin took a header away first; the text is not.
    """
    wanted = [line.strip() for line in block.text.split("\n")]
    skipped = next((n for n, line in enumerate(wanted) if line), 0)
    wanted = wanted[skipped:]
    while wanted and not wanted[-1]:
        wanted.pop()
    lines = [line.strip() for line in _read_lines(content)]
    places = [
        n + 1 - skipped
        for n in range(len(lines))
        if wanted and lines[n].endswith(wanted[0]) and _same(lines[n + 1 :], wanted[1:])
    ]
    return min(places, key=lambda line: abs(line - block.line), default=block.line)


def _same(lines: list[str], wanted: list[str]) -> bool:
    return all(a == b or unescape(a) == b for a, b in zip(lines, wanted, strict=False)) and len(
        lines
    ) >= len(wanted)


# --- the head -------------------------------------------------------------------------------------


def print_head(context: Context, site: Site) -> str:
    """Give what a page's head needs: the stylesheet where a film is shown, a post's Reviews."""
    if not site.has_films:
        return ""
    page = context.get("article") or context.get("page")
    if getattr(page, "filmreview", None) is None or page.save_as != context.get("output_file"):
        return _link_stylesheet(context, site.settings) if _lists_films(context) else ""
    settings = override_settings(site.settings, page.metadata, lambda message: None)
    lines = [_link_stylesheet(context, settings)] if settings.stylesheet and page.films else []
    if settings.jsonld and page.films:
        reviews = _build_reviews(page)
        if reviews:
            lines.append(f'<script type="application/ld+json">{reviews}</script>\n')
    return "".join(lines)


def _lists_films(context: Context) -> bool:
    pages = context.get("articles_page")
    listed = getattr(pages, "object_list", None) or context.get("articles") or ()
    return any(getattr(article, "films", ()) for article in listed)


def _link_stylesheet(context: Context, settings: Settings) -> str:
    if not settings.stylesheet:
        return ""
    siteurl = str(context.get("SITEURL", ""))
    return f'<link rel="stylesheet" href="{escape(siteurl)}/{escape(settings.stylesheet_path)}">\n'


def _build_reviews(content: Content) -> str:
    from pelican_filmreview.jsonld import build_review, serialise

    facts = _facts_of(content)
    reviews = [
        review
        for film, anchor in zip(content.films, content.filmreview.anchors, strict=True)
        if (review := build_review(film, facts, anchor)) is not None
    ]
    return serialise(reviews) if reviews else ""


def _facts_of(content: Content) -> PageFacts:
    from pelican_filmreview import labels
    from pelican_filmreview.film import Person
    from pelican_filmreview.jsonld import PageFacts

    siteurl = str(content.settings.get("SITEURL") or "")
    lang = _lang_of(content)
    url = urljoin(siteurl + "/", content.url)
    return PageFacts(
        url=url,
        name=_plain(content.title),
        authors=tuple(Person(name) for name in _author_names(content)),
        publisher=str(content.settings.get("SITENAME") or ""),
        publisher_url=siteurl + "/" if siteurl else "",
        published=content.date.isoformat() if hasattr(content, "date") else "",
        modified=content.modified.isoformat() if hasattr(content, "modified") else "",
        language=lang,
        body=_prose_of(content),
        absolute=lambda address: _make_absolute(content, siteurl, url, address),
        language_tag=lambda name: labels.language_tag(name, lang),
    )


def _make_absolute(content: Content, siteurl: str, url: str, address: str) -> str:
    if address.startswith(("{", "|")):
        # Pelican resolves such links inside HTML only.
        html = content._update_content(f'<img src="{address}">', siteurl)
        address = html[len('<img src="') : -len('">')]
    if address.startswith("/") and not address.startswith("//"):
        return siteurl + address if not address.startswith(siteurl + "/") else address
    return urljoin(url, address)


_HIDDEN = re.compile(r"<(script|style|template)\b.*?</\1\s*>", re.S | re.I)
_BLOCK_END = re.compile(
    r"</(?:p|li|h[1-6]|div|td|th|tr|dt|dd|blockquote|figcaption|pre)>|<br", re.I
)


def _prose_of(content: Content) -> str:
    """Give the plain text of the prose around the blocks; nothing if it was changed since."""
    html, position, pieces = content._content, 0, []
    review: PageReview = content.filmreview
    if zlib.crc32(html.encode("utf-8", "surrogatepass")) != review.checksum:
        return ""
    for start, end in review.spans:
        pieces.append(html[position:start])
        position = end
    pieces.append(html[position:])
    prose = _HIDDEN.sub(" ", "\n".join(pieces))
    return _plain(_BLOCK_END.sub(r" \g<0>", prose))


# --- the end --------------------------------------------------------------------------------------


def write_stylesheet(generator: Any, writer: Any) -> None:
    """Write the stylesheet to the output, if a page of this build links it."""
    site = generator.context[SITE_KEY]
    settings = site.settings
    if not (site.has_films and settings.stylesheet):
        return
    path = Path(writer.output_path) / settings.stylesheet_path
    if not path.resolve().is_relative_to(Path(writer.output_path).resolve()):
        _warn(f"FILMREVIEW_STYLESHEET_PATH: {settings.stylesheet_path!r} is outside the output")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(site.renderer.stylesheet(), "utf-8")
