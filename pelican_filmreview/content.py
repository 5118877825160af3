"""A post or page with sealed blocks in, the same with its films shown out: the visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from pelican.contents import Content

from pelican_filmreview.block import MARK, SEALED, Block, show_as_code
from pelican_filmreview.keeping import keep, key_of, restore
from pelican_filmreview.markers import (
    LEGEND,
    Piece,
    Token,
    find_tokens,
    name_part,
    replace_marker,
    restore_comment,
    show_sealed_as_code,
)
from pelican_filmreview.messages import find_block_line, log_problems
from pelican_filmreview.page import (
    author_names,
    find_file,
    lang_of,
    page_of,
    reading_of,
    slug_of,
)
from pelican_filmreview.page_head import PageReview
from pelican_filmreview.post_comments import read_comments, stamp_comments
from pelican_filmreview.post_films import Packed, PostFilms, encode_text
from pelican_filmreview.problem import Problem
from pelican_filmreview.quick_content import give_quickly
from pelican_filmreview.settings import override_settings
from pelican_filmreview.shown import Shown
from pelican_filmreview.store import FORMAT
from pelican_filmreview.summary import ProseSummary, clean_summary, summarise

if TYPE_CHECKING:
    from pelican_filmreview.collection.entry import FilmEntry
    from pelican_filmreview.film import Film, Poster
    from pelican_filmreview.jsonld import Waiting
    from pelican_filmreview.marker_reader import MarkerReader
    from pelican_filmreview.site import Site
    from pelican_filmreview.views import Page


def open_blocks(content: Content, text: str, site: Site) -> None:
    """Open the sealed blocks in a post's content, and report what is wrong with them."""
    try:
        visits, path = site.visits, str(content.source_path)
        places = site.settings.comments
        comments = stamp_comments(content, places, site.folders) if MARK in text else 0
        key = key_of(content, text, site.fingerprint, comments) if visits is not None else None
        found = visits.get(path, key) if visits is not None else None
        if found is not None:
            problems = restore(content, text, found)
            site.has_films = site.has_films or content.filmreview.is_shown
        else:
            visit = _Visit(content, text, site, comments)
            problems = visit.run()
            if visits is not None and visit.is_whole:
                # Problems name lines, and a header that grows moves them.
                looked_at = visit.files + [Path(path)] * bool(visit.problems)
                visits.put(path, key, keep(content, text, looked_at))
    except Exception as error:  # noqa: BLE001 - Pelican drops an article whose handler raises
        content._content = SEALED.sub(show_sealed_as_code, text)
        problems = [
            Problem(
                0,
                "error",
                "the plugin failed on this post, its blocks are shown as "
                f"code; please report it: {type(error).__name__}: {error}",
            )
        ]
    give_quickly(content)
    site.visited.add(str(content.source_path))
    log_problems(content, problems)


_DAMAGED = (
    "another plugin changed a film block before it could be read; it is missing from the page"
)


# What has no end, by the door that found it.
_UNCLOSED = {
    "unclosed": "this film fence is never closed, so it is shown as text; add a line of ``` behind "
    "the block",
    "unclosedtildes": "this film fence is never closed, so it is shown as text; add a line of ~~~ "
    "behind the block",
    "script": "this film's script element is never closed, so browsers show neither it "
    "nor what is below it; add </script> behind the block",
}


def _is_title(text: str) -> bool:
    """Whether a header's `Film: Solaris` names the film and says nothing else."""
    return "\n" not in text.strip() and text[:1] != "{" and not (text[:1] == "[" and "," in text)


class _Visit:
    """One visit: from the content with sealed blocks to the content with fragments."""

    def __init__(self, content: Content, text: str, site: Site, comments: int = 0) -> None:
        self.content = content
        self.text = text
        self.site = site
        self.comments = comments  # stands for the files with comments beside the post
        self.problems: list[Problem] = []
        self.files: list[Path] = []  # that were looked at, or for
        # What a broken template had to say is no problem of the post: such a visit is made again
        # in every build.
        self.is_whole = True
        self.settings = override_settings(
            self.site.settings, content.metadata, lambda message: self.report(0, "warning", message)
        )

    @cached_property
    def markers(self) -> MarkerReader:
        """What tells the post's markers; most posts have none."""
        from pelican_filmreview.marker_reader import MarkerReader

        return MarkerReader(self.content, self.settings, self.report)

    def report(self, line: int, severity: Any, message: str) -> None:
        """Note a problem, with its line in the file."""
        problem = Problem(line, severity, message)
        if problem not in self.problems:
            self.problems.append(problem)

    def run(self) -> list[Problem]:
        """Do the visit, and give what is wrong with the post's blocks and markers."""
        tokens = list(find_tokens(self.text))
        if any(token.kind == "inline" for token in tokens):
            self.markers.report_inline([t.marker for t in tokens if t.kind == "inline"])
            tokens = [token for token in tokens if token.kind != "inline"]
        shown = self._read_films([token for token in tokens if token.kind == "block"])
        markers = self._place_markers([t.marker for t in tokens if t.kind == "marker"], shown)
        pieces = list(self._replace_tokens(tokens, shown, markers))
        self._write(pieces, [one for one in shown if one.film is not None])
        return self.problems

    # --- films ------------------------------------------------------------------------------------

    def _read_films(self, tokens: list[Token]) -> list[Shown]:
        if not tokens:
            return []
        from pelican_filmreview.parse import parse_film

        slugs: set[str] = set()
        reading = reading_of(self.content, self.settings)._replace(
            name_film=lambda title: self._name_film(title, slugs)
        )
        shown = []
        for block in (token.block for token in tokens):
            if block is None:
                self.report(0, "error", _DAMAGED)
                shown.append(Shown(Block("", 0, "damaged"), None))
                continue
            if block.door in _UNCLOSED:
                self.report(block.line, "error", _UNCLOSED[block.door])
                shown.append(Shown(block, None))
                continue
            parsed = parse_film(block.text, reading)
            if parsed.film is None and block.door == "metadata" and _is_title(block.text):
                block = block._replace(text=f"title: {block.text.strip()}")
                parsed = parse_film(block.text, reading)
            self._locate(block, parsed.problems)
            film = parsed.film
            if film is not None and film.poster is not None:
                film = film._replace(poster=self._measure(film.poster, block))
            shown.append(Shown(block, film))
        if self.comments:
            self._add_comments(shown)
        films = [(one, one.film) for one in shown if one.film is not None]
        for number, (one, film) in enumerate(films):
            self._render_parts(one, film, number)
        return shown

    def _name_film(self, title: str, slugs: set[str]) -> str:
        """Give a title's slug, with a number where another film of the post has the same."""
        slug = slug_of(title, self.content.settings) or "film"
        number = 2
        unique = slug
        while unique in slugs:
            unique, number = f"{slug}-{number}", number + 1
        slugs.add(unique)
        return unique

    def _add_comments(self, shown: list[Shown]) -> None:
        """Add the comments that lie in files to the post's last film, which they stand below."""
        last = next((one for one in reversed(shown) if one.film is not None), None)
        if last is None or last.film is None:
            return
        comments, problems = read_comments(self.content, self.settings, last.film.comments)
        last.film = last.film._replace(comments=comments)
        self.problems.extend(problems)

    def _measure(self, poster: Poster, block: Block) -> Poster | None:
        """Add a poster's size; None where there is no such file."""
        path = find_file(self.content, poster.url)
        if path is None:
            return poster
        self.files.append(path)
        from pelican_filmreview.poster import measure

        (width, height), message = measure(path)
        if message:
            lines = block.text.split("\n")
            line = next((n for n, text in enumerate(lines, 1) if poster.url in text), 0)
            self._locate(block, [Problem(line, "warning", f"poster '{poster.url}': {message}")])
        return poster._replace(width=width, height=height) if path.is_file() else None

    def _render_parts(self, shown: Shown, film: Film, number: int) -> None:
        shown.page = page_of(self.content, self.settings, self.files)
        shown.parts = dict(self.site.renderer.render_parts(film, shown.page, self._report_template))
        if self.settings.collection and self.settings.related:
            from pelican_filmreview.collection.marks import await_related

            waiting = await_related(number, film.layout or self.settings.layout)
            shown.parts["related"] = Markup(waiting)
        shown.order = [part for part in self.settings.parts if part in shown.parts]
        self._check_author(film, shown.block)

    def _report_template(self, message: str) -> None:
        self.is_whole = False
        self.report(0, "error", message)

    def _check_author(self, film: Film, block: Block) -> None:
        if not self.settings.jsonld:
            return
        names = [person.name for person in film.author] or author_names(self.content)
        if not any(0 < len(name) < 100 for name in names):
            why, fix = "is known", "set AUTHOR, or 'author' in the post or the block"
            if names:
                why, fix = "is short enough for search engines", "keep it below 100 characters"
            outcome = f"'{film.title}' gets no Review in the page's head"
            message = f"no author's name {why}, so {outcome}; {fix}"
            self._locate(block, [Problem(0, "warning", message)])

    # --- markers ----------------------------------------------------------------------------------

    def _place_markers(self, markers: list[str], shown: list[Shown]) -> list[str | None]:
        """Give the fragment for each marker in turn, taking its part out of the film's block.

        None stands for a marker that names nothing: it stays as the author wrote it.
        """
        films = [one for one in shown if one.film is not None]
        targets = [
            None if name_part(marker) == LEGEND else self.markers.find_target(marker, films)
            for marker in markers
        ]
        for one, part in filter(None, targets):
            if part in one.order:
                one.order.remove(part)
            one.stands_elsewhere = one.stands_elsewhere or part == "block"
        for one, part in filter(None, targets):
            # Comments stand below the question wherever it goes, unless they have a place.
            if part == "discussion" and "comments" in one.order:
                one.order.remove("comments")
                one.comments_follow = True
        return [
            self._render_legend(marker)
            if name_part(marker) == LEGEND
            else target and self._render_marker(*target)
            for marker, target in zip(markers, targets, strict=True)
        ]

    def _render_legend(self, marker: str) -> str:
        """Give the site's legend, which stands on any page, with films or without."""
        if not self.settings.legend:
            self.markers.report_no_legend(marker)
            return ""
        page = page_of(self.content, self.settings)
        return self.site.renderer.render_legend(page, self._report_template)

    def _render_marker(self, shown: Shown, part: str) -> str:
        if part == "block":
            return self._render_block(shown)
        if part == "discussion" and shown.comments_follow:
            shown.comments_follow = False
            question = self._render_marker(shown, part)
            return f"{question}\n{self._render_marker(shown, 'comments')}"
        html = shown.parts.get(part)
        if html is None or shown.film is None or shown.page is None:
            return ""
        shown.visible.add(part)
        if part == "related":
            return self._frame_related(shown.film, shown.page, html)
        anchor = "" if shown.anchored or self._renders_itself(shown) else shown.anchor
        shown.anchored = shown.anchored or bool(anchor)
        return self.site.renderer.render_placed(
            shown.film, shown.page, part, html, anchor, self._report_template
        )

    def _frame_related(self, film: Film, page: Page, waiting: Markup) -> str:
        """Render the frame around what may turn out to be nothing, and then goes with it."""
        from pelican_filmreview.collection.marks import frame_waiting

        frame = self.site.renderer.render_placed(
            film, page, "related", waiting, "", self._report_template
        )
        return frame_waiting(str(waiting), frame)

    # --- putting it together ----------------------------------------------------------------------

    def _renders_itself(self, shown: Shown) -> bool:
        film = shown.film
        if film is None or (film.layout or self.settings.layout) == "none":
            return False
        return shown.block.door != "metadata" or self.settings.metadata_position != "none"

    def _render_block(self, shown: Shown) -> str:
        film, page = shown.film, shown.page
        if film is None or page is None:
            return ""
        layout = film.layout or self.settings.layout
        parts = {part: shown.parts[part] for part in shown.order}
        shown.visible.update(parts)
        shown.anchored = True
        return self.site.renderer.render_block(
            film,
            page,
            parts,
            shown.anchor,
            "card" if layout == "none" else layout,
            self._report_template,
        )

    def _render_at_own_place(self, shown: Shown) -> str:
        if shown.film is None:
            hidden = shown.block.door in ("metadata", "damaged", *_UNCLOSED)
            return "" if hidden else show_as_code(shown.block.text)
        if shown.stands_elsewhere or not self._renders_itself(shown):
            return ""
        return self._render_block(shown)

    def _replace_tokens(
        self, tokens: list[Token], shown: list[Shown], markers: list[str | None]
    ) -> Iterator[Piece]:
        """Give the content in pieces: the author's own, and between them the fragments."""
        films, fragments = iter(shown), iter(markers)
        position = 0
        bottom: list[Piece] = []
        for token in tokens:
            yield Piece(self.text[position : token.start], False)
            position = token.end
            if token.kind == "block":
                one = next(films)
                piece = Piece(self._render_at_own_place(one), one.film is not None)
                in_header = one.block.door == "metadata"
                # The line break after a header's block came with the block.
                position += in_header and self.text.startswith("\n", position)
                if in_header and self.settings.metadata_position == "bottom":
                    bottom.append(piece)
                else:
                    yield piece
            elif token.kind == "comment":
                yield Piece(restore_comment(self.text[token.start : token.end]), False)
            elif (fragment := next(fragments)) is None:
                yield Piece(self.text[token.start : token.end], False)
            else:
                yield from replace_marker(self.text, token, fragment)
        yield Piece(self.text[position:], False)
        yield from bottom

    def _write(self, pieces: list[Piece], shown: list[Shown]) -> None:
        content = self.content
        spans, position = [], 0
        for piece in pieces:
            if piece.is_fragment and piece.html:
                spans.append((position, position + len(piece.html)))
            position += len(piece.html)
        content._content = "".join(piece.html for piece in pieces)
        films = [one.film for one in shown if one.film is not None]
        packed = [
            Packed(encode_text(one.block.text), one.film.slug, one.film.poster)
            for one in shown
            if one.film is not None
        ]
        if self.comments and films:
            packed[-1] = packed[-1]._replace(comments=films[-1].comments)
        content.films = PostFilms(content, tuple(packed)) if films else ()
        if self.settings.collection:
            content.film_entries = self._make_entries(shown)
        if films or spans:
            self.site.has_films = True
            if self.settings.summary and "summary" not in content.metadata:
                prose = "".join(piece.html for piece in pieces if not piece.is_fragment)
                short = summarise(content, prose, films[0] if films else None)
                content.get_summary = ProseSummary(content, short)
        clean_summary(content)
        content.filmreview = PageReview(
            tuple(one.anchor for one in shown),
            tuple(spans),
            content._content,
            tuple(self.problems),
            self._write_reviews(shown) if self.settings.jsonld else (),
            self.comments,
            FORMAT,
        )

    def _write_reviews(self, shown: list[Shown]) -> tuple[Waiting, ...]:
        """Give what each Review says of its film, as long as the films are at hand."""
        from pelican_filmreview import labels
        from pelican_filmreview.jsonld import build_review, write_review

        lang = lang_of(self.content)

        def tag(name: str) -> str | None:
            return labels.language_tag(name, lang)

        films = [(one.film, one.hidden) for one in shown if one.film is not None]
        return tuple([write_review(build_review(film, tag, hidden)) for film, hidden in films])

    def _make_entries(self, shown: list[Shown]) -> tuple[FilmEntry, ...]:
        """Give what the collection keeps of the films, as long as they are at hand."""
        from pelican_filmreview.collection.entry import make_entry

        return tuple(make_entry(one.film, one.hidden) for one in shown if one.film is not None)

    def _locate(self, block: Block, problems: Iterable[Problem]) -> None:
        """Note a block's problems with the lines of the file."""
        problems = list(problems)
        if not problems:
            return
        first = find_block_line(self.content, block)
        for problem in problems:
            line = first + max(problem.line, 1) - 1 if first else 0
            message = problem.message
            if first and problem.other:
                # What a message says of another line is to be that of the file, too.
                before, _, after = message.rpartition(f"line {problem.other}")
                message = f"{before}line {first + problem.other - 1}{after}"
            elif problem.line and not first:
                message = f"line {problem.line} of the block: {message}"
            self.report(line, problem.severity, message)
