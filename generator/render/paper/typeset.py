"""The door to typst: a template, its data as JSON and its pictures in; a PDF out."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from generator.render.card.colours import legible_on
from generator.render.paper.fonts import (
    font_list,
    installed_fonts,
    sans_families,
    serif_families,
)
from generator.render.paper.installed import typst_module
from generator.render.paper.order import PrintOrder

_LONG_RUN = 24
_UNBROKEN = re.compile(rf"[^\W\d_\u2e80-\uffff]{{{_LONG_RUN},}}|[!-~]{{{_LONG_RUN},}}")
"""Runs of letters longer than any word, which would stick out of their column."""
_MAY_BREAK = "\u200b"
_SHEET = "sheet.typ"


@dataclass(frozen=True)
class Job:
    """What a template is filled with: `data` for its `data.json`, SVG `pictures` by file name, and
    in words since when what it says is so.
    """

    template: str
    data: Mapping[str, Any]
    pictures: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""


@dataclass(frozen=True)
class Manuscript:
    """All that a sheet is set from: the files that typst reads, by name, the words of its "as of"
    and the zone whose clock they tell, and the day that the PDF is dated on.
    """

    files: Mapping[str, bytes]
    as_of: str
    timezone: str
    day: date

    @property
    def parts(self) -> tuple[object, ...]:
        """What tells it from another manuscript; when it was so is left out."""
        files = sorted((name, sha256(said).hexdigest()) for name, said in self.files.items())
        return (*files, self.timezone, self.day, font_list())


def written_out(job: Job, order: PrintOrder) -> Manuscript:
    """A job as typst reads it. Raises PrintingError."""
    sources = {name: text.encode("utf-8") for name, text in job.pictures.items()}
    sources["base.typ"] = template_source("base.typ")
    sources[_SHEET] = template_source(job.template)
    sources["data.json"] = _json({**job.data, "look": _look(order)})
    return Manuscript(sources, job.as_of, order.visit.timezone, order.visit.start)


def typeset(manuscript: Manuscript) -> bytes:
    """The PDF of a manuscript: the same bytes for the same, dated on the visit's first day, with
    the visit's title and nobody's name in its metadata. Raises PrintingError.
    """
    # The first file named "main" is the one typst starts from.
    main = f'#include "{_SHEET}"'.encode("ascii")
    sources = {**manuscript.files, "as-of.json": _json(manuscript.as_of), "main.typ": main}
    compiler = typst_module().Compiler(sources, font_paths=installed_fonts())
    first = datetime.combine(manuscript.day, datetime.min.time(), UTC)
    pdf: bytes = compiler.compile(format="pdf", timestamp=int(first.timestamp()))
    return pdf


def _json(value: object) -> bytes:
    return json.dumps(printable(value), ensure_ascii=False).encode("utf-8")


def printable(value: Any) -> Any:
    """Data with its texts made fit for paper: without control characters and marks that turn the
    direction of writing, and with places to break runs too long for any column.
    """
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, Mapping):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def _printable_text(text: str) -> str:
    kept = text
    if not text.isprintable():
        kept = "".join(c for c in text if c == "\n" or not _is_unprintable(c))
    return _UNBROKEN.sub(_breakable, kept) if len(kept) >= _LONG_RUN else kept


def _is_unprintable(character: str) -> bool:
    if unicodedata.category(character) in ("Cc", "Cs"):
        return True
    return "\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069"


def _breakable(run: re.Match[str]) -> str:
    text = run.group()
    return _MAY_BREAK.join(text[start : start + 8] for start in range(0, len(text), 8))


def _look(order: PrintOrder) -> dict[str, Any]:
    """What every template looks like, and what the file says of itself."""
    visit, language = order.visit, order.language
    return {
        "title": visit.title.in_(language),
        "accent": legible_on(visit.appearance.accent, "#ffffff"),
        "date": [visit.start.year, visit.start.month, visit.start.day],
        "language": language,
        "sans": sans_families(),
        "serif": serif_families(),
    }


@cache
def template_source(name: str) -> bytes:
    """A template beside this file."""
    return files("generator.render.paper").joinpath("templates", name).read_bytes()
