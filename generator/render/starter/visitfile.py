"""visit.yml of a new visit: short things are in it, long lists in the workbook's sheets."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from generator import vocabulary
from generator.render.starter.sheets import SHEETS


def starter_yaml(start: date, end: date) -> str:
    """Return visit.yml for a visit from `start` to `end`, with explanations in Chinese."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    source = files(__package__).joinpath("visit.yml.j2").read_text("utf-8")
    sheets = {sheet.section: f"book.xlsx#{sheet.name}" for sheet in SHEETS}
    words = {name: vocabulary.word(f"starter.{name}") for name in ("replace", "approver")}
    template = environment.from_string(source)
    return template.render(start=start, end=end, sheets=sheets, **words)
