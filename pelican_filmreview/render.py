"""A Film in, the HTML of its parts out, through templates that a theme may override.

Templates are looked for under `filmreview/` in the site's overrides, then in the theme, then
here. They see plain values that are ready to be printed; text is escaped by the environment,
which, unlike Pelican's own, escapes everything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, Template, TemplateError
from jinja2.runtime import Context
from markupsafe import Markup

from pelican_filmreview.compiled_templates import find_compiled
from pelican_filmreview.film import Film
from pelican_filmreview.settings import PARTS
from pelican_filmreview.views import (
    Page,
    mark_machine_rating,
    share_values,
    share_words,
    view_derivative,
    view_part,
)

TEMPLATES = Path(__file__).parent / "templates"
STYLESHEET = "filmreview/filmreview.css"
COLLECTION_STYLESHEET = "filmreview/filmreview-collection.css"

# Around the readers' comments, by which a feed tells them from the review: no text of a block
# can hold these, since all of it is escaped.
COMMENTS_START, COMMENTS_END = "<!--film-comments-->", "<!--/film-comments-->"

# Parts that stand beside the poster.
_HEAD_PARTS = ("title", "tagline", "rating", "details")


class Renderer:
    """Renders films through the templates of one build."""

    def __init__(self, folders: list[str]) -> None:
        self.folders = [*folders, str(TEMPLATES)]
        loaders = [FileSystemLoader(folders)] if folders else []
        options: dict[str, Any] = {
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": False,
            # There are some forty; a cache with a limit takes a lock for each look-up.
            "cache_size": -1,
            "bytecode_cache": find_compiled(TEMPLATES),
        }
        own = FileSystemLoader(TEMPLATES)
        self.env = Environment(loader=ChoiceLoader([*loaders, own]), autoescape=True, **options)
        self.own = Environment(loader=own, autoescape=True, **options)
        self._templates: dict[str, Template] = {}

    def render_parts(
        self, film: Film, page: Page, report: Callable[[str], None]
    ) -> dict[str, Markup]:
        """Render every part that the film has something for, by name, in the page's order.

        White space in them is tidied with what they are put into.
        """
        shared = {**self.env.globals, **share_values(film, page)}
        parts: dict[str, Markup] = {}
        for part in PARTS:
            values = view_part(part, film, page)
            if values:
                html = self._fill(part, shared | values, report).strip()
                if html:
                    parts[part] = Markup(html)
        return parts

    def render_block(
        self,
        film: Film,
        page: Page,
        parts: Mapping[str, Markup],
        anchor: str,
        layout: str,
        report: Callable[[str], None],
    ) -> str:
        """Render a film's block around the parts that are shown in it."""
        if "comments" in parts:
            parts = {**parts, "comments": _mark_comments(parts["comments"])}
        beside = [html for part, html in parts.items() if part in _HEAD_PARTS]
        below = [h for part, h in parts.items() if part not in _HEAD_PARTS and part != "poster"]
        values = {
            **self.env.globals,
            **share_values(film, page),
            "parts": parts,
            "anchor": anchor,
            "layout": layout,
            "machine_rating": "" if "rating" in parts else mark_machine_rating(film.rating),
            "head_parts": beside,
            "head": Markup("\n".join(beside)),
            "body_parts": below,
            "body": Markup("\n".join(below)),
        }
        return self._render("review", values, report)

    def render_placed(
        self,
        film: Film,
        page: Page,
        part: str,
        html: Markup,
        anchor: str,
        report: Callable[[str], None],
    ) -> str:
        """Render the frame of a part that stands elsewhere in the prose."""
        values = {
            **self.env.globals,
            **share_values(film, page),
            "part": part,
            "html": html,
            "anchor": anchor,
        }
        framed = self._render("part", values, report)
        return _mark_comments(Markup(framed)) if part == "comments" else framed

    def render_legend(self, page: Page, report: Callable[[str], None]) -> str:
        """Render what the site's scores mean."""
        from pelican_filmreview.legend import view_legend  # few pages have one

        values = {**self.env.globals, **share_words(page), "rows": view_legend(page)}
        return self._render("legend", values, report)

    def render_badge(self, film: Film, page: Page, report: Callable[[str], None]) -> str:
        """Render the rating of a film that a page lists."""
        values = {**self.env.globals, **share_values(film, page), **view_part("rating", film, page)}
        return self._render("badge", values, report)

    def render_list_poster(
        self, film: Film, page: Page, loading: str, report: Callable[[str], None]
    ) -> str:
        """Render the poster of a film that a page lists."""
        poster = {**view_part("poster", film, page), "loading": loading}
        if film.poster is not None:
            poster["derivative"] = view_derivative(film.poster, page, "list")
        values = {**self.env.globals, **share_values(film, page), **poster}
        return self._render("list_poster", values, report)

    def render_values(
        self, name: str, values: Mapping[str, Any], report: Callable[[str], None]
    ) -> str:
        """Render a template with the values that are all it sees."""
        return self._render(name, {**self.env.globals, **values}, report)

    def stylesheet(self, name: str = STYLESHEET) -> str:
        """Give a stylesheet: the site's, the theme's, or ours.

        Raises OSError or UnicodeDecodeError where the theme's cannot be read.
        """
        source, _, _ = _loader(self.env).get_source(self.env, name)
        return source

    def own_stylesheet(self, name: str = STYLESHEET) -> str:
        """Give our stylesheet."""
        return (TEMPLATES / name).read_text("utf-8")

    def _render(self, name: str, values: dict[str, Any], report: Callable[[str], None]) -> str:
        """Render a template, tidily."""
        return _tidy(self._fill(name, values, report))

    def _fill(self, name: str, values: dict[str, Any], report: Callable[[str], None]) -> str:
        """Fill a template; where the theme's fails, say so and fill ours."""
        template = self._templates.get(name)
        if template is None:
            template = self._templates[name] = self._load(name, report)
        try:
            return _fill(template, values)
        except Exception as error:  # noqa: BLE001 - a template may raise anything at all
            report(_describe(name, error))
        # For the rest of the build, so that a fault is told once and not for every film.
        own = self._templates[name] = self.own.get_template(f"filmreview/{name}.html")
        return _fill(own, values)

    def _load(self, name: str, report: Callable[[str], None]) -> Template:
        try:
            _, filename, _ = _loader(self.env).get_source(self.env, f"filmreview/{name}.html")
            # Ours only extends the one in `_base`: asking for that saves a level in each part.
            is_ours = filename == str(TEMPLATES / "filmreview" / f"{name}.html")
            return self.env.get_template(f"filmreview/{'_base/' if is_ours else ''}{name}.html")
        except (TemplateError, UnicodeDecodeError, OSError) as error:
            report(_describe(name, error))
            return self.own.get_template(f"filmreview/{name}.html")


def _fill(template: Template, values: dict[str, Any]) -> str:
    """Render a template, as its `render` does, without copying the values for each part.

    The values hold the environment's globals as well: a context made so brings none of its own.
    """
    context = Context(template.environment, values, template.name, template.blocks)
    return "".join(template.root_render_func(context))


def _mark_comments(html: Markup) -> Markup:
    return Markup(COMMENTS_START) + html + Markup(COMMENTS_END)


def _loader(env: Environment) -> ChoiceLoader:
    if not isinstance(env.loader, ChoiceLoader):
        raise TypeError(env.loader)
    return env.loader


def _describe(name: str, error: Exception) -> str:
    where = getattr(error, "lineno", None)
    line = f", line {where}" if where else ""
    return (
        f"the template filmreview/{name}.html{line} cannot be used "
        f"({type(error).__name__}: {error}); the plugin's own was used instead"
    )


def _tidy(html: str) -> str:
    """Take the white space that templates leave between lines away."""
    return "\n".join([line for part in html.split("\n") if (line := part.strip())])
