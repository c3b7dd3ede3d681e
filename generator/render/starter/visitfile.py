"""visit.yml of a new visit: short things are in it, long lists in the workbook's sheets."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

import yaml
from jinja2 import Environment, StrictUndefined

from generator import vocabulary
from generator.render.starter.sheets import SHEETS


@dataclass(frozen=True, slots=True)
class VisitNames:
    """What a new visit is called, who receives and who comes; None where it is not known yet.

    `language` is that of its cards.
    """

    title: str | None = None
    host: str | None = None
    sender: str | None = None
    language: str = "zh"


def starter_yaml(
    start: date,
    end: date,
    names: VisitNames | None = None,
    *,
    has_letter: bool = True,
    has_charges: bool = True,
) -> str:
    """Return visit.yml for a visit from `start` to `end`, with explanations in Chinese.

    Names that are not known are to be filled in, which the checks ask for. `has_letter` and
    `has_charges` are whether the office's rules ask for a letter, and charge guests for meals.
    """
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    source = files(__package__).joinpath("visit.yml.j2").read_text("utf-8")
    sheets = {sheet.section: f"book.xlsx#{sheet.name}" for sheet in SHEETS}
    names = names or VisitNames()
    words = {field: _name(names, field) for field in ("title", "host", "sender")}
    approver = vocabulary.word("starter.approver")
    rules = {"has_letter": has_letter, "has_charges": has_charges}
    template = environment.from_string(source)
    return template.render(
        start=start,
        end=end,
        sheets=sheets,
        approver=approver,
        language=names.language,
        **rules,
        **words,
    )


def _name(names: VisitNames, field: str) -> str:
    if name := getattr(names, field):
        return _scalar(name)
    return vocabulary.word("starter.replace") + vocabulary.word(f"starter.names.{field}")


def _scalar(text: str) -> str:
    """The text as YAML reads it back: plain where that is possible, as the file's others are."""
    try:
        is_plain = yaml.safe_load(text) == text
    except yaml.YAMLError:
        is_plain = False
    return text if is_plain else json.dumps(text, ensure_ascii=False)
