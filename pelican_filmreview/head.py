"""A theme's templates in, the same with one call before `</head>` out, as Jinja compiles them.

No written file is touched, and a page pays for one function call. Themes that print the head
themselves call `filmreview_head()`; the automatic call then prints nothing on that page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

FUNCTION = "filmreview_head"
AUTOMATIC = "_filmreview_automatic_head"

_HEAD_END = re.compile(r"(?=</head\s*>)", re.I)
_COMMENT = re.compile(r"<!--.*?-->", re.S)

PrintHead = Callable[[Context], str]


class HeadExtension(Extension):
    """Puts the call before `</head>` in every template, wherever a theme keeps that.

    It works on the lexer's tokens, so that a `</head>` in a comment of the template or in one of
    its strings is left alone, and delimiters may be what the site has made them.
    """

    def filter_stream(self, stream: TokenStream) -> TokenStream | Iterable[Token]:
        """Give the tokens with the call put in."""
        return _insert_calls(stream)


def _insert_calls(stream: Iterable[Token]) -> Iterator[Token]:
    for token in stream:
        if token.type != "data" or "</head" not in token.value.lower():
            yield token
            continue
        yield from _split_data(token)


def _split_data(token: Token) -> Iterator[Token]:
    hidden = [found.span() for found in _COMMENT.finditer(token.value)]
    start = 0
    for found in _HEAD_END.finditer(token.value):
        end = found.start()
        if any(first < end < last for first, last in hidden):
            continue
        yield Token(token.lineno, "data", token.value[start:end])
        yield Token(token.lineno, "variable_begin", "{{")
        yield Token(token.lineno, "name", AUTOMATIC)
        yield Token(token.lineno, "lparen", "(")
        yield Token(token.lineno, "rparen", ")")
        yield Token(token.lineno, "variable_end", "}}")
        start = end
    yield Token(token.lineno, "data", token.value[start:])


class OncePerPage:
    """Prints the head once for each file that is written, however often a theme comes by.

    Some themes have two `</head>`, some print the head themselves. The last file's name is all
    that is remembered, and no longer than the environment, which Pelican makes for every build.
    """

    def __init__(self, print_head: PrintHead) -> None:
        self.print_head = print_head
        self.last_file = ""

    def __call__(self, context: Context) -> Markup:
        """Give the head of the page that is being rendered, or nothing if it has had it."""
        name = str(context.get("output_file", ""))
        if name and name == self.last_file:
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
