"""Variants of characters in names: 陳 of 陈, 㛃 of 洁.

Whoever looks for a name may have typed another form of it than the office wrote, since a keyboard
rarely offers the rare one. `variants.txt` has pairs of a form and the usual one: traditional
characters, from the OpenCC project's TSCharacters (Apache License 2.0), then rare ones in names.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def usual_forms() -> dict[str, str]:
    """The usual form of each character that has another."""
    text = files("generator.names").joinpath("variants.txt").read_text("utf-8")
    return {pair[0]: pair[1] for pair in text.split()}


def with_usual_forms(text: str) -> str:
    """A text with the usual form of each character: 陳㛃 is 陈洁."""
    forms = usual_forms()
    return "".join(forms.get(character, character) for character in text)


def forms_in(texts: Iterable[str]) -> str:
    """The pairs (a form, the usual one) of the characters that someone may type for these texts."""
    usual = set(with_usual_forms("".join(texts)))
    return "".join(
        form + usual_form for form, usual_form in usual_forms().items() if usual_form in usual
    )
