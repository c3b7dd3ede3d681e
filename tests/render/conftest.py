"""Visits as lists.xlsx, and lists.xlsx as visits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from openpyxl.workbook import Workbook

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from generator.render.lists.registry import LISTS
from generator.render.lists.tongue import Tongue

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CHANGED = datetime(2026, 5, 1, 8, tzinfo=UTC)


def opened(visit: Visit) -> Workbook:
    """The visit's lists.xlsx, read by a second reader."""
    return openpyxl.load_workbook(BytesIO(lists_workbook(visit, CHANGED)))


def texts(book: Workbook, sheet: str) -> list[list[str]]:
    """A sheet's cells, what is empty as an empty text."""
    return [[cell or "" for cell in row] for row in book[sheet].iter_rows(values_only=True)]


def read_from_lists(content: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """visit.yml's content with each section that a list holds read from lists.xlsx."""
    tongue = Tongue(visit)
    said = {
        entry.section: f"lists.xlsx#{tongue.say(f'sheets.{entry.key}')}"
        for entry in LISTS
        if entry.section
    }
    tables = said.pop("tables")
    content["team"] = {**content.get("team", {}), "staff": said.pop("staff")}
    for meal in content.get("meals", []):
        if "tables" in meal:
            meal["tables"] = tables
    return {**content, **said}


def told_apart(one: Visit, other: Visit) -> list[tuple[str, Any, Any]]:
    """What two visits say differently, in which section."""
    found = []
    for name in type(one).model_fields:
        ours, theirs = getattr(one, name), getattr(other, name)
        if isinstance(ours, tuple) and len(ours) == len(theirs):
            found += [(name, a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
        elif ours != theirs:
            found.append((name, ours, theirs))
    return found


Again = Callable[[Visit, Path], Visit]


@pytest.fixture
def again(tmp_path: Path, standing: Standing) -> Again:
    """A visit's folder with lists.xlsx in the place of its lists, loaded without a finding."""

    def read(visit: Visit, folder: Path, book: bytes | None = None) -> Visit:
        copy = tmp_path / "again" / folder.name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.xlsx"), dirs_exist_ok=True)
        content = yaml.load((folder / "visit.yml").read_text("utf-8"), yaml.BaseLoader)
        text = yaml.safe_dump(read_from_lists(content, visit), allow_unicode=True, sort_keys=False)
        (copy / "visit.yml").write_text(text, "utf-8")
        (copy / "lists.xlsx").write_bytes(book or lists_workbook(visit, CHANGED))
        read_again, findings = load_visit(copy, standing, tmp_path)
        assert findings == ()
        assert read_again is not None
        return read_again

    return read


Resave = Callable[[bytes], bytes]


@pytest.fixture(scope="session")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Resave:
    """A workbook as LibreOffice saves it, having opened it."""
    assert OFFICE, "sh .ci/office installs LibreOffice, or says how"
    base = tmp_path_factory.mktemp("office")

    def save(content: bytes) -> bytes:
        (base / "book.xlsx").write_bytes(content)
        # A profile of its own, since a second LibreOffice of the same profile does nothing.
        profile = f"-env:UserInstallation={(base / 'profile').as_uri()}"
        convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(base / "saved")]
        command = [OFFICE, profile, "--headless", *convert, str(base / "book.xlsx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (base / "saved" / "book.xlsx").read_bytes()

    return save
