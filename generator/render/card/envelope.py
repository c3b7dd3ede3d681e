"""The page around a card's content: one file, no other request, nothing that names a person."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

from jinja2 import Template

from generator import vocabulary
from generator.model.visit import Appearance
from generator.render.card.colours import NIGHT, PAPER, legible_on
from generator.render.card.content import CardContent, environment

_START = "startCard()"


def plain_page(content: CardContent) -> str:
    """The card as a page that anyone who has its address can read."""
    script = f"{card_script()}\n{_START}"
    return page(
        content.html, content.language, content.direction, content.appearance, script=script
    )


def page(body: str, language: str, direction: str, appearance: Appearance, *, script: str) -> str:
    """A whole page: `body` is safe HTML, `script` runs under the page's own policy."""
    style = card_style(appearance.accent)
    return _template().render(
        body=body,
        language=language,
        direction=direction,
        policy=policy(style, script),
        title=vocabulary.word("card.page_title", language),
        style=style,
        script=script,
    )


@cache
def policy(style: str, script: str) -> str:
    """A Content-Security-Policy under which only this page's own style and script work."""
    return (
        f"default-src 'none'; img-src data:; style-src {_hash(style)}; "
        f"script-src {_hash(script) if script else _NONE}; base-uri 'none'; form-action 'none'"
    )


@cache
def card_style(accent: str) -> str:
    """The cards' CSS in a visit's colour, without spaces nobody reads."""
    css = _resource("card.css")
    css = css.replace("ACCENT_ON_PAPER", legible_on(accent, PAPER))
    css = css.replace("ACCENT_ON_NIGHT", legible_on(accent, NIGHT))
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,])\s*", r"\1", css).replace(": ", ":").strip()


@cache
def card_script() -> str:
    """The cards' script, without indentation."""
    lines = (line.strip() for line in _resource("card.js").splitlines())
    return "\n".join(line for line in lines if line)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    return environment().get_template("page.html.j2")


_NONE = "'none'"
