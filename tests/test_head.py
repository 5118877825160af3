"""The head fragment, in themes of every shape: printed once, and not a byte changed beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import Build, BuildSite, make_post, write_files
from jinja2 import FileSystemBytecodeCache

FILES = {
    "post.md": make_post("md", "Words.\n\n```film\ntitle: Solaris\n```\n"),
    "plain.md": make_post("md", "No film.\n", "Plain"),
}
STYLESHEET = '<link rel="stylesheet" href="https://example.org/theme/filmreview.css">\n'
SCRIPT = '<script type="application/ld+json">'
# What stands after the head in each of the small themes: enough to render any page.
BODY = "<body>{{ article.title if article }}</body></html>"


@pytest.fixture
def build_theme(
    build_site: BuildSite, build_bare: BuildSite, tmp_path: Path
) -> Callable[..., Build]:
    """Give the function that builds two posts with a theme of a few templates."""

    def build(templates: Mapping[str, str], *, bare: bool = False, **settings: Any) -> Build:
        write_files(tmp_path / "theme/templates", templates)
        build_files = build_bare if bare else build_site
        return build_files(FILES, THEME=str(tmp_path / "theme"), **settings)

    return build


def find_fragment(html: str) -> str:
    """Give the head fragment of a page, which must stand there once, or nothing."""
    assert html.count(SCRIPT) == html.count(STYLESHEET) <= 1
    if SCRIPT not in html:
        return ""
    start = html.index(STYLESHEET)
    end = html.index("</script>\n", start) + len("</script>\n")
    assert html.index(SCRIPT) == start + len(STYLESHEET)
    return html[start:end]


def compare_with_bare(build_theme: Callable[..., Build], templates: Mapping[str, str]) -> str:
    """Build a theme with and without the plugin; give what stands after the fragment.

    The fragment is all that the two builds may differ in.
    """
    build = build_theme(templates)
    html = build.read("post.html")
    assert build.complaints == []
    fragment = find_fragment(html)
    assert html.replace(fragment, "") == build_theme({}, bare=True).read("post.html")
    return html.split(fragment)[1] if fragment else ""


THEMES: dict[str, dict[str, str]] = {
    "one template": {"article.html": "<html><head><title>x</title>\n  </head>\n" + BODY},
    "capitals": {"article.html": "<HTML><HEAD><title>x</title></HEAD>" + BODY},
    "space in the tag": {"article.html": "<html><head></head\n>" + BODY},
    "one line": {"article.html": "<html><head></head>" + BODY},
    "extended": {
        "base.html": "<html><head>{% block head %}{% endblock %}</head>"
        "{% block body %}{% endblock %}</html>",
        "article.html": '{% extends "base.html" %}{% block body %}<p>body</p>{% endblock %}',
    },
    "several base templates": {
        "base.html": "<html><head><title>a</title></head>{% block body %}{% endblock %}</html>",
        "other.html": "<html><head><title>b</title></head>{% block body %}{% endblock %}</html>",
        "article.html": '{% extends "other.html" if article.slug else "base.html" %}'
        "{% block body %}<p>body</p>{% endblock %}",
    },
    "end of head in a block": {
        "base.html": "<html><head>{% block end %}</head>{% endblock %}" + BODY,
        "article.html": '{% extends "base.html" %}{% block end %}<meta>{{ super() }}{% endblock %}',
    },
    "included file": {
        "head.html": "<head><title>{{ article.title }}</title></head>",
        "article.html": '<html>{% include "head.html" %}' + BODY,
    },
    "included end of head": {
        "end.html": "</head>",
        "article.html": '<html><head>{% include ["no.html", "end.html"] %}' + BODY,
    },
    "macro": {
        "article.html": "{% macro head() %}<head></head>{% endmacro %}<html>{{ head() }}" + BODY,
    },
    "macro imported with context": {
        "macros.html": "{% macro head() %}<head></head>{% endmacro %}",
        "article.html": '{% import "macros.html" as m with context %}<html>{{ m.head() }}' + BODY,
    },
    "set block": {
        "article.html": "{% set head %}<head></head>{% endset %}<html>{{ head }}" + BODY,
    },
    "filter block": {
        "article.html": "<html><head>{% filter lower %}</head>{% endfilter %}" + BODY,
    },
    "if and else": {
        "article.html": "<html><head>{% if article %}<title>a</title></head>"
        "{% else %}<title>b</title></head>{% endif %}" + BODY,
    },
    "both of two heads": {
        "article.html": "<html><head></head><body><head></head>" + BODY,
    },
    "loop": {
        "article.html": "<html>{% for n in [1, 2] %}<head></head>{% endfor %}" + BODY,
    },
    "raw": {
        "article.html": "<html><head>{% raw %}{{ x }}</head>{% endraw %}" + BODY,
    },
    "after a template comment": {
        "article.html": "<html><head>{# </head> #}</head>" + BODY,
    },
    "after a string": {
        "article.html": "<html><head>{% set x = '</head>' %}{{ 'a' if x == '</head>' }}</head>"
        + BODY,
    },
    "after an HTML comment": {
        "article.html": "<html><head><!-- </head> --><meta></head>" + BODY,
    },
    "after an HTML comment with an expression": {
        "article.html": "<html><head><!-- {{ SITENAME }} </head> --><meta></head>" + BODY,
    },
    "after a script that writes a head": {
        "article.html": '<html><head><script>var end = "</head>";</script><meta></head>' + BODY,
    },
    "after a script that opens a comment": {
        "article.html": '<html><head><script>var start = "<!--";</script></head>'
        + BODY
        + "<!-- -->",
    },
    "conditional comment": {
        "article.html": "<html><head><!--[if IE]><meta><![endif]--></head>" + BODY,
    },
    "comment that is left open": {
        "article.html": "<html><head></head><!-- " + BODY,
    },
}
WHERE = {
    "both of two heads": "</head><body><head></head><body>",
    "loop": "</head><head></head><body>",
}


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_gets_the_head_once(build_theme: Callable[..., Build], name: str) -> None:
    """Before the page's first real `</head>` stands the fragment, and all else is unchanged."""
    after = compare_with_bare(build_theme, THEMES[name])
    assert after.lower().startswith("</head"), after
    assert after.startswith(WHERE.get(name, ""))


# Nothing is printed by itself where no `</head>` reaches the page.
HEADLESS = {
    "no head": "<html><title>x</title>" + BODY,
    "only in a comment": "<html><!-- </head> -->" + BODY,
    "only in a template comment": "<html>{# </head> #}" + BODY,
    "only in a string": "<html>{{ '</head>' }}" + BODY,
    "another element": "<html><header></header>" + BODY,
    # Jinja renders such a file once for all pages, and so no page's own head may stand in it.
    "included without context": '<html>{% include "head.html" without context %}' + BODY,
    "macro that does not know the page": '{% from "head.html" import head %}{{ head() }}' + BODY,
    "branch that is not taken": "<html>{% if not article %}</head>{% endif %}" + BODY,
}


@pytest.mark.parametrize("name", HEADLESS)
def test_theme_without_end_of_head_gets_nothing(
    build_theme: Callable[..., Build], name: str
) -> None:
    """A page without a `</head>` of its own is as without the plugin, and nobody complains."""
    templates = {
        "article.html": HEADLESS[name],
        "head.html": "<head></head>{% macro head() %}<head></head>{% endmacro %}",
    }
    assert compare_with_bare(build_theme, templates) == ""


def test_delimiters_of_the_site_are_respected(build_theme: Callable[..., Build]) -> None:
    """A site may have other delimiters for templates; the head is printed all the same."""
    env = {
        "variable_start_string": "<<",
        "variable_end_string": ">>",
        "block_start_string": "<%",
        "block_end_string": "%>",
        "comment_start_string": "<#",
        "comment_end_string": "#>",
    }
    text = (
        "<html><head><title><< SITENAME >></title><# </head> #>{{ x }}</head><body></body></html>"
    )
    # The templates of Pelican's own theme are written in the usual delimiters.
    names = ("article", "index", "archives", "tags", "categories", "authors", "category", "author")
    templates = {f"{name}.html": text for name in names}
    html = build_theme(templates, JINJA_ENVIRONMENT=env).read("post.html")
    fragment = find_fragment(html)
    assert html.replace(fragment, "") == text.replace("<< SITENAME >>", "Site").replace(
        "<# </head> #>", ""
    )
    assert html.split(fragment)[1].startswith("</head>")


@pytest.mark.parametrize("option", [{"autoescape": True}, {"trim_blocks": True}])
def test_options_of_the_environment_change_nothing(
    build_theme: Callable[..., Build], option: dict[str, Any]
) -> None:
    """The fragment is markup also where the site's templates escape what they print."""
    html = build_theme(THEMES["extended"], JINJA_ENVIRONMENT=option).read("post.html")
    assert find_fragment(html)


def test_theme_prints_the_head_itself(build_theme: Callable[..., Build]) -> None:
    """Where a theme calls `filmreview_head()`, the fragment stands there and only there."""
    text = "<html><head>{{ filmreview_head() }}<title>x</title></head>" + BODY
    html = build_theme({"article.html": text}).read("post.html")
    assert html.split(find_fragment(html))[1].startswith("<title>")


def test_theme_that_asks_in_one_template_only(build_theme: Callable[..., Build]) -> None:
    """A theme may print the head itself in one template, and leave the others to the plugin."""
    templates = {
        "article.html": "<html><head>{{ filmreview_head() }}<meta></head>" + BODY,
        "index.html": "<html><head><meta></head>" + BODY,
    }
    build = build_theme(templates)
    assert find_fragment(build.read("post.html"))
    assert build.read("index.html").startswith("<html><head><meta>" + STYLESHEET + "</head>")


def test_head_can_be_turned_off(build_theme: Callable[..., Build]) -> None:
    """With FILMREVIEW_HEAD off only a theme that asks prints the head."""
    templates = {
        "article.html": "<html><head></head>" + BODY,
        "index.html": "<html><head>{{ filmreview_head() }}</head>" + BODY,
    }
    build = build_theme(templates, FILMREVIEW_HEAD=False)
    assert find_fragment(build.read("post.html")) == ""
    assert build.read("index.html").startswith("<html><head>" + STYLESHEET + "</head>")


def test_template_pages_get_the_stylesheet(
    build_theme: Callable[..., Build], tmp_path: Path
) -> None:
    """A page of TEMPLATE_PAGES, which sees all articles, has the stylesheet once, no Review."""
    write_files(tmp_path / "content", {"own.html": "<html><head></head><body></body></html>"})
    build = build_theme(
        THEMES["one template"], TEMPLATE_PAGES={"own.html": "own.html"}, ARTICLE_EXCLUDES=["own"]
    )
    html = build.read("own.html")
    assert html.count("filmreview.css") == 1
    assert SCRIPT not in html


def test_two_builds_in_one_process(build_theme: Callable[..., Build]) -> None:
    """A second build in the same process, as `pelican -lr` makes, prints the head as the first."""
    first = build_theme(THEMES["extended"]).read("post.html")
    assert build_theme({}).read("post.html") == first
    assert find_fragment(first)


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_built_in_themes(build_site: BuildSite, build_bare: BuildSite, theme: str) -> None:
    """Pelican's own themes get the head, and nothing else in them changes."""
    build = build_site(FILES, THEME=theme)
    assert find_fragment(build.read("post.html"))
    plain = build.read("plain.html")
    assert build_bare({}, THEME=theme).read("plain.html") == plain


def test_compiled_templates_of_the_site_are_kept_apart(
    build_site: BuildSite, build_bare: BuildSite, tmp_path: Path
) -> None:
    """With a cache of Jinja's own, the head comes and goes with the plugin and its switch."""
    write_files(tmp_path, {"theme/templates/article.html": f"<html><head></head>{BODY}"})
    (tmp_path / "compiled").mkdir()
    settings: dict[str, Any] = {
        "JINJA_ENVIRONMENT": {
            "bytecode_cache": FileSystemBytecodeCache(str(tmp_path / "compiled"))
        },
        "THEME": str(tmp_path / "theme"),
        "DIRECT_TEMPLATES": [],
        **{f"{name}_SAVE_AS": "" for name in ("TAG", "CATEGORY", "AUTHOR")},
    }

    def has_head(build: BuildSite, **more: Any) -> bool:
        return SCRIPT in build(FILES, **settings, **more).read("post.html")

    assert not has_head(build_bare)
    assert has_head(build_site)
    assert not has_head(build_site, FILMREVIEW_HEAD=False)
    assert not has_head(build_bare)
    assert has_head(build_site)
