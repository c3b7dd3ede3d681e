"""The board's page: one file with its style, its script and its data, which asks for nothing."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Template

from generator import vocabulary
from generator.agenda.board import Board
from generator.render.board.content import board_content
from generator.render.card.envelope import asset, bundle, in_colour, policy
from generator.render.templates import html_templates
from generator.render.words.spelling import title_text


def board_page(board: Board, language: str, as_of: str) -> str:
    """The page in `language`; `as_of` is when the visit's files last changed, in words."""
    word = vocabulary.words_under("board", language)
    style, script = _style(board.visit.appearance.accent), _script()
    title = title_text(board.visit.title, language)
    return _template().render(
        language=language,
        direction=vocabulary.catalog(language).direction,
        policy=policy(style, script),
        title=vocabulary.word("board.page_title", language, title=title),
        visit=title,
        as_of=vocabulary.word("board.as_of", language, at=as_of),
        word=word,
        # A text may contain the end of the element; escaped, it is the same text in JSON.
        data=board_content(board, language).replace("<", "\\u003c"),
        style=style,
        script=script,
    )


@cache
def _style(accent: str) -> str:
    return in_colour(bundle("board.css", __package__), accent)


@cache
def _script() -> str:
    """The board's script, after the clock of a time zone, which it has in common with cards."""
    return asset("clock.js") + _resource("board.js")


@cache
def _resource(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text("utf-8")


@cache
def _template() -> Template:
    return html_templates("generator.render.board", "assets").get_template("board.html.j2")
