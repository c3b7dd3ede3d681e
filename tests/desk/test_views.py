"""What the pages of the desk show of visits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.desk.views import files_by_folder, finding_groups, office_files, visit_lines
from generator.findings import Finding, Place, Severity
from generator.project import load_project, visit_folders
from generator.settings import read_settings
from generator.text import Text

VISIT = """\
title: 考察团
host: 县机关事务服务中心
start: 2099-05-18
end: 2099-05-18
timezone: Asia/Shanghai
guests: [甲]
"""


@pytest.mark.parametrize(
    ("hour", "when"),
    [
        (datetime(2099, 5, 17, 15, 59, tzinfo=UTC), "coming"),
        (datetime(2099, 5, 17, 16, 0, tzinfo=UTC), "now"),
        (datetime(2099, 5, 18, 15, 59, tzinfo=UTC), "now"),
        (datetime(2099, 5, 18, 16, 0, tzinfo=UTC), "over"),
    ],
)
def test_a_visit_begins_and_ends_at_midnight_where_it_takes_place(
    tmp_path: Path, hour: datetime, when: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [reception: {}]\n", "utf-8")
    (tmp_path / "visits/case").mkdir(parents=True)
    (tmp_path / "visits/case/visit.yml").write_text(VISIT, "utf-8")
    settings = read_settings(tmp_path)
    project = load_project(settings, visit_folders(settings))

    (line,) = visit_lines(project, {}, hour, "zh")

    assert line.when == when


def test_findings_are_by_severity_and_file_and_many_of_a_kind_are_folded() -> None:
    def found(severity: Severity, code: str, cell: str) -> Finding:
        return Finding(code, severity, Place("a.xlsx", where=cell), Text.of({"zh": code}))

    rooms = [found(Severity.ERROR, "no_bed", f"来宾!A{row}") for row in range(9)]
    plate = found(Severity.ERROR, "no_plate", "车辆!A1")
    phone = found(Severity.WARNING, "no_phone", "车辆!A2")

    errors, warnings = finding_groups([phone, *rooms, plate], {"a.xlsx"})

    assert (errors.severity, errors.count, errors.opens) == ("error", 10, True)
    assert errors.findings == (*rooms[:3], plate)
    assert errors.folded == (tuple(rooms[3:]),)
    assert warnings.findings == (phone,)


def test_the_files_of_a_folder_are_listed_together(tmp_path: Path) -> None:
    for name in ("cards/001-第一组.pdf", "cards/000-目录.pdf", "lists.xlsx", "outputs.json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"1")

    ((folder, cards), (_, others)) = files_by_folder(office_files(tmp_path, "zh"), "zh")

    assert folder.endswith("cards")
    assert [file.name for file in cards] == ["cards/000-目录.pdf", "cards/001-第一组.pdf"]
    assert [file.name for file in others] == ["lists.xlsx"]
