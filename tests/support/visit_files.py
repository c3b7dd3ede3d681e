"""Visits written to files, and their findings as `place code`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from generator import vocabulary
from generator.findings import Finding
from generator.model.visit import Visit

HEADER = "title: 考察团\nhost: 接待办\nstart: 2026-05-18\nend: 2026-05-20\n"
BOOK = "book.xlsx"
MODELS = {"guests": "Guest", "staff": "Staff", "schedule": "ScheduleItem", "stays": "Stay"}
Row = Mapping[str, str]
Files = Mapping[str, str | bytes]


def shown(findings: Sequence[Finding], slug: str = "case") -> list[str]:
    """Return findings as `visit.yml:5:10 code` or `book.xlsx 来宾!A2 code`."""
    prefix = f"visits/{slug}/"
    return [f"{str(finding.place).removeprefix(prefix)} {finding.code}" for finding in findings]


def write(folder: Path, files: Files) -> Path:
    """Write `files` into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode("utf-8") if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder


def yaml_text(content: Mapping[str, Any]) -> str:
    """Return content as YAML, its keys in their order."""
    text: str = yaml.dump(
        dict(content), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False
    )
    return text


def in_yaml(section: str, rows: Sequence[Row]) -> str:
    """Return a section of visit.yml with one row per line."""
    lines = (f"- {json.dumps(dict(row), ensure_ascii=False)}\n" for row in rows)
    return f"{section}:\n" + "".join(lines)


def in_workbook(path: Path, section: str, rows: Sequence[Row]) -> str:
    """Write rows to a sheet of a workbook at `path`; return the section that reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = list(dict.fromkeys(field for row in rows for field in row)) or ["name"]
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        sheet.write_row(0, 0, [vocabulary.label(MODELS[section], field) for field in fields])
        for number, row in enumerate(rows, 1):
            for column, field in enumerate(fields):
                if field in row:
                    sheet.write_string(number, column, row[field])
    return f"{section}: {path.name}#表\n"


def place_of(source: str, row: int, field: str, rows: Sequence[Row]) -> str:
    """Return the place of a row's field: a line of visit.yml, or a cell of the workbook."""
    if source == "yaml":
        return f"visit.yml:{HEADER.count(chr(10)) + 2 + row}"
    fields = list(dict.fromkeys(name for cells in rows for name in cells))
    return f"{BOOK} 表!{chr(65 + fields.index(field))}{row + 2}"


def without_columns(findings: Sequence[str]) -> list[str]:
    """Remove the columns from the places of findings in text files."""
    return [
        " ".join((place.rsplit(":", 1)[0] if place.count(":") == 2 else place, code))
        for place, code in (finding.rsplit(" ", 1) for finding in findings)
    ]


Loaded = tuple[Visit | None, list[str]]
LoadFiles = Callable[..., Loaded]
LoadRows = Callable[[str, str, list[Row]], Loaded]
SOURCES = ("yaml", "workbook")
SECRET = bytes(range(32))


def named(*names: str, **more: str) -> list[Row]:
    return [{"name": name, **more} for name in names]
