"""Visits as lists.xlsx, and lists.xlsx as visits."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from tests.support.documents.lists_workbook import (
    CHANGED,
    OFFICE,
    Again,
    Resave,
    read_from_lists,
)


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
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return (base / "saved" / "book.xlsx").read_bytes()

    return save
