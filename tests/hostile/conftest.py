"""Reads visits out of files, through YAML and through workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load import load_visit
from generator.model.standing import Standing
from generator.settings import Settings
from tests.hostile.project import ENVIRONMENT, project_at
from tests.support.visit_files import (
    BOOK,
    HEADER,
    Loaded,
    LoadRows,
    Row,
    in_workbook,
    in_yaml,
    shown,
    write,
)


@pytest.fixture
def load_rows(tmp_path: Path, standing: Standing) -> LoadRows:
    """Loads a visit with one section, written `yaml` or as a sheet of a `workbook`."""

    def load(source: str, section: str, rows: list[Row]) -> Loaded:
        folder = tmp_path / "visits" / "case"
        text = (
            in_yaml(section, rows)
            if source == "yaml"
            else in_workbook(folder / BOOK, section, rows)
        )
        write(folder, {"visit.yml": HEADER + text})
        visit, findings = load_visit(folder, standing, tmp_path)
        return visit, shown(findings)

    return load


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A project with one visit, whose secret and clock are the test's."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    return project_at(tmp_path / "接待 项目")
