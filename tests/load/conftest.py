"""Loads visits out of sheets, as a workbook and as CSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from tests.support.documents.raw_workbooks import workbook
from tests.support.documents.sheets import LoadSheet, Rows, as_csv
from tests.support.visit_files import HEADER, shown, write


@pytest.fixture(params=["book.xlsx", "book.csv"])
def load_sheet(request: pytest.FixtureRequest, tmp_path: Path, standing: Standing) -> LoadSheet:
    """Loads a visit of which one section is a sheet, in a workbook and in a CSV file."""

    def load(section: str, rows: Rows) -> tuple[Visit, list[str]]:
        name = request.param
        content = as_csv(rows) if name.endswith("csv") else workbook(tuple(map(tuple, rows)))
        text = f"team: {{staff: {name}}}\n" if section == "staff" else f"{section}: {name}\n"
        files = {"visit.yml": HEADER + text, name: content}
        folder = write(tmp_path / "visits" / "case", files)
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, shown(findings)

    return load
