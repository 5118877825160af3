"""A theme's templates in, the same with one call before `</head>` out, as Jinja compiles them.

No written file is touched, and a page pays for one function call. Themes that print the head
themselves call `filmreview_head()`; the automatic call then prints nothing on that page.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

FUNCTION = "filmreview_head"
AUTOMATIC = "_filmreview_automatic_head"

# Where `</head>` ends no head, and no tag is one: in comments, and in elements whose content is
# text. What ends a head is looked for beside them, so that a reader of a page need not read it all.
_TEXT = r"<!--.*?-->|<(script|style|title|textarea)\b.*?</\1\s*>"
_HEAD_END = re.compile(rf"{_TEXT}|(?P<end></head\s*>)", re.S | re.I)
_HIDDEN = re.compile(_TEXT, re.S | re.I)
# Stands where the head goes on a page that finishes its own, until it is written.
PLACE = "<!--filmreview-head-->"
# Stands for what is no data of the template where the data is searched as a whole.
_GAP = "\0"

PrintHead = Callable[[Context], str]


def find_head_ends(html: str) -> Iterator[int]:
    """Give where each `</head>` starts that ends a head."""
    return (found.start() for found in _HEAD_END.finditer(html) if found["end"])


def find_title(html: str) -> tuple[int, int] | None:
    """Give where the first `title` element starts and ends that is one."""
    found = (one.span() for one in _HIDDEN.finditer(html) if (one[1] or "").lower() == "title")
    return next(found, None)


def hide_text(html: str) -> str:
    """Give HTML with blanks for its comments and elements that hold text, all else in its place."""
    return _HIDDEN.sub(lambda found: " " * len(found[0]), html)


class HeadExtension(Extension):
    """Puts the call before `</head>` in every template, wherever a theme keeps that.

    It works on the lexer's tokens, so that a `</head>` in a comment of the template or in one of
    its strings is left alone, and delimiters may be what the site has made them.
    """

    # Of the template that is being read: Jinja gives its source before its tokens.
    may_end_head = True

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Look whether it is worth while to look at the tokens: one template in ten has a head."""
        self.may_end_head = "</head" in source.lower()
        return source

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        """Give the tokens with the call put in."""
        return _insert_calls(list(stream)) if self.may_end_head else stream


def _insert_calls(tokens: list[Token]) -> Iterator[Token]:
    places = _find_head_ends(tokens)
    for number, token in enumerate(tokens):
        start = 0
        for place in places.get(number, ()):
            yield Token(token.lineno, "data", token.value[start:place])
            yield Token(token.lineno, "variable_begin", "{{")
            yield Token(token.lineno, "name", AUTOMATIC)
            yield Token(token.lineno, "lparen", "(")
            yield Token(token.lineno, "rparen", ")")
            yield Token(token.lineno, "variable_end", "}}")
            start = place
        yield Token(token.lineno, token.type, token.value[start:]) if start else token


def _find_head_ends(tokens: list[Token]) -> dict[int, list[int]]:
    """Find every `</head>` of a template: where in which token it starts.

    Comments and scripts may hold expressions, so they are looked for across tokens.
    """
    pieces = [token.value if token.type == "data" else _GAP for token in tokens]
    if not any("</head" in piece.lower() for piece in pieces):
        return {}
    starts = list(accumulate(map(len, pieces), initial=0))
    places: dict[int, list[int]] = {}
    for place in find_head_ends("".join(pieces)):
        number = bisect_right(starts, place) - 1
        places.setdefault(number, []).append(place - starts[number])
    return places


class ApartCache(BytecodeCache):
    """A site's own cache of compiled templates, with names of our own for what is kept in it.

    Jinja tells kept code by the template's source alone. What it kept before has no head, and what
    has one cannot run where nobody prints it: on a site that has dropped the plugin.
    """

    def __init__(self, cache: BytecodeCache) -> None:
        self.cache = cache

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Give the name under which a template's code is kept."""
        return f"{self.cache.get_cache_key(name, filename)}-filmreview"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept."""
        self.cache.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.cache.dump_bytecode(bucket)

    def clear(self) -> None:
        """Forget all code."""
        self.cache.clear()


class OncePerPage:
    """Prints the head once for each file that is written, however often a theme comes by.

    Some themes have two `</head>`, some print the head themselves. The last file's name is all
    that is remembered, and no longer than the environment, which Pelican makes for every build.
    """

    def __init__(self, print_head: PrintHead) -> None:
        self.print_head = print_head
        self.last_file = ""

    def __call__(self, context: Context) -> Markup:
        """Give the head of the page that is being rendered, or nothing if it has had it.

        A macro that was imported, or a file that was included, without the page's context does not
        know the page. Jinja may keep what such a file printed for all pages: it prints nothing.
        """
        name = str(context.parent.get("output_file", ""))
        if not name or name == self.last_file:
            return Markup("")
        self.last_file = name
        return Markup(self.print_head(context))


def add_to_environment(env: Environment, print_head: PrintHead, *, automatic: bool) -> None:
    """Make a generator's templates print the head, by themselves or when the theme asks."""
    once = OncePerPage(print_head)

    @pass_context
    def head(context: Context) -> Markup:
        return once(context)

    env.globals[FUNCTION] = head
    if automatic:
        env.globals[AUTOMATIC] = head
        env.add_extension(HeadExtension)
        if env.bytecode_cache is not None:
            env.bytecode_cache = ApartCache(env.bytecode_cache)
