"""Runs typst: from a template, its data as JSON and its pictures to a PDF."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
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
    typst_module,
)
from generator.render.paper.order import PrintOrder
from generator.render.svg.qr import qr_svg

_SHEET = "sheet.typ"
_TWO_LINES = 14.0
"""The height of two lines of a table, in millimetres."""


@dataclass(frozen=True)
class Job:
    """What a sheet is printed from.

    `data` becomes the template's `data.json`, `pictures` are SVG by file name, `codes` the texts of
    QR codes by file name, and `as_of` is the date of the data in words.
    """

    template: str
    data: Mapping[str, Any]
    pictures: Mapping[str, str] = field(default_factory=dict)
    as_of: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class TypstSources:
    """A sheet as typst reads it.

    `files` are typst's files by name, `as_of` is the date of the data in words, on the clock of
    `timezone`, and `day` is the date in the PDF's metadata. `codes` are the texts of QR codes by
    file name: they are drawn only when the sheet is typeset.
    """

    files: Mapping[str, bytes]
    as_of: str
    timezone: str
    day: date
    codes: Mapping[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[object, ...]:
        """What the PDF depends on, except `as_of`: while it is unchanged, no PDF is written."""
        digests = sorted(
            (name, sha256(content).hexdigest()) for name, content in self.files.items()
        )
        return (*digests, *sorted(self.codes.items()), self.timezone, self.day, font_list())


def typst_sources(job: Job, order: PrintOrder) -> TypstSources:
    """Return a job as typst reads it. Raises PrintingError."""
    files = {name: text.encode("utf-8") for name, text in job.pictures.items()}
    files["base.typ"] = template_source("base.typ")
    files[_SHEET] = template_source(job.template)
    files["data.json"] = _json({**job.data, "look": _appearance(order)})
    return TypstSources(files, job.as_of, order.visit.timezone, order.visit.start, job.codes)


def typeset(sources: TypstSources) -> bytes:
    """Return the PDF, the same bytes for the same sources. Raises PrintingError.

    Its metadata have the visit's first day and the visit's title, and nobody's name.
    """
    midnight = datetime.combine(sources.day, datetime.min.time(), UTC)
    sources = _with_codes(sources)
    compiler = _compiler(sources, _parts_with_few_lines(sources))
    pdf: bytes = compiler.compile(format="pdf", timestamp=int(midnight.timestamp()))
    return pdf


def _with_codes(sources: TypstSources) -> TypstSources:
    """The sources with their QR codes drawn."""
    drawn = {name: qr_svg(text).encode("utf-8") for name, text in sources.codes.items()}
    return replace(sources, files={**sources.files, **drawn}, codes={})


def _parts_with_few_lines(sources: TypstSources) -> list[int]:
    """The parts of a sheet whose last page would have two lines: their pages are made taller."""
    if b"note-place" not in sources.files[_SHEET]:
        return []
    first: dict[int, int] = {}
    few: dict[int, bool] = {}
    for note in _notes(sources):
        if "part" in note:
            page = first.setdefault(note["part"], note["page"])
            few[note["part"]] = note["page"] > page and note["below"] <= _TWO_LINES
    return [part for part, is_few in few.items() if is_few]


def too_small_texts(sources: TypstSources) -> tuple[str, ...]:
    """Return the texts that fit their place only in letters too small to read, each once.

    Takes a few milliseconds after `typeset()`, whose layout typst remembers. Raises PrintingError.
    """
    return tuple(dict.fromkeys(note["small"] for note in _notes(sources) if "small" in note))


def _notes(sources: TypstSources) -> list[dict[str, Any]]:
    """What the templates note: texts that are too small, and where the parts of a sheet end."""
    compiler = _compiler(_with_codes(sources))
    notes: list[dict[str, Any]] = json.loads(compiler.query("<note>", field="value"))
    return notes


def _compiler(sources: TypstSources, taller: Sequence[int] = ()) -> Any:
    # The first file named "main" is the one typst starts from.
    main = f'#include "{_SHEET}"'.encode("ascii")
    files = {
        **sources.files,
        "as-of.json": _json(sources.as_of),
        "taller.json": _json(taller),
        "main.typ": main,
    }
    return typst_module().Compiler(files, font_paths=installed_fonts())


def _json(value: object) -> bytes:
    return json.dumps(printable(value), ensure_ascii=False).encode("utf-8")


def printable(value: Any) -> Any:
    """Return JSON data without control characters and marks that turn the direction of writing.

    A dataclass is a mapping of its fields.
    """
    if isinstance(value, str):
        return _printable_text(value)
    if isinstance(value, Mapping):
        return {key: printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    if is_dataclass(value):
        return {field.name: printable(getattr(value, field.name)) for field in fields(value)}
    return value


def _printable_text(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(c for c in text if c == "\n" or not _is_unprintable(c))


def _is_unprintable(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or "\u202a" <= character <= "\u202e"


def _appearance(order: PrintOrder) -> dict[str, Any]:
    """Colours and fonts of every template, and the PDF's metadata."""
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
    """Return a file of the folder templates/."""
    return files("generator.render.paper").joinpath("templates", name).read_bytes()
