"""Checks that read the host's other visits, through a whole project."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.project import findings_by_visit, load_project, visit_folders
from generator.settings import read_settings
from tests.support.project import PROJECT

VISIT = """title: {title}
host: 县机关事务服务中心
sender: 邻县接待办
kind: 交流
start: {start}
end: {end}
letter: {{number: 函〔2026〕1号, date: 2026-04-01, unit: 邻县接待办, people: 2}}
"""
ACROSS_VISITS = {"settlement.shared_letter", "scope.repeated"}


@pytest.mark.parametrize(
    ("end", "start"),
    [("2026-05-02", "2026-05-20"), ("2026-05-20", "2026-05-20")],
    ids=["weeks apart", "on the same day"],
)
def test_a_second_visit_by_one_letter_is_seen_whenever_it_is(
    tmp_path: Path, end: str, start: str
) -> None:
    (tmp_path / "mkdocs.yml").write_bytes((PROJECT / "mkdocs.yml").read_bytes())
    (tmp_path / "docs").symlink_to(PROJECT / "docs")
    for slug, days in (
        ("first", {"start": "2026-05-01", "end": end}),
        ("second", {"start": start, "end": "2026-05-21"}),
    ):
        folder = tmp_path / "visits" / slug
        folder.mkdir(parents=True)
        (folder / "visit.yml").write_text(VISIT.format(title=slug, **days), "utf-8")
    settings = read_settings(tmp_path)

    findings = findings_by_visit(load_project(settings, visit_folders(settings)))

    codes = {slug: {f.code for f in found} & ACROSS_VISITS for slug, found in findings.items()}
    assert codes == {"first": {"settlement.shared_letter"}, "second": ACROSS_VISITS}
