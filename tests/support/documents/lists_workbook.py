"""Visits written to lists.xlsx, and read back from it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook

from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from generator.render.lists.naming import list_words
from generator.render.lists.registry import LISTS

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHANGED = datetime(2026, 5, 1, 8, tzinfo=UTC)


def opened(visit: Visit) -> Workbook:
    """Return the visit's lists.xlsx, read with openpyxl."""
    return openpyxl.load_workbook(BytesIO(lists_workbook(visit, CHANGED)))


def texts(book: Workbook, sheet: str) -> list[list[str]]:
    """Return a sheet's cells; empty ones as empty texts."""
    return [[cell or "" for cell in row] for row in book[sheet].iter_rows(values_only=True)]


def read_from_lists(content: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """Return visit.yml's content, with each section of a list read from lists.xlsx."""
    words = list_words(visit)
    sections = {
        entry.section: f"lists.xlsx#{words.phrase(f'sheets.{entry.key}')}"
        for entry in LISTS
        if entry.section
    }
    tables = sections.pop("tables")
    content["team"] = {**content.get("team", {}), "staff": sections.pop("staff")}
    for meal in content.get("meals", []):
        if "tables" in meal:
            meal["tables"] = tables
    return {**content, **sections}


def differences_between(one: Visit, other: Visit) -> list[tuple[str, Any, Any]]:
    """Return (section, one value, other value) of what differs between two visits."""
    differences = []
    for name in type(one).model_fields:
        ours, theirs = getattr(one, name), getattr(other, name)
        if isinstance(ours, tuple) and len(ours) == len(theirs):
            differences += [(name, a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        elif ours != theirs:
            differences.append((name, ours, theirs))
    return differences


Again = Callable[[Visit, Path], Visit]
Resave = Callable[[bytes], bytes]
