"""What the pages of the desk show of visits."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.desk.views import visit_lines
from generator.project import load_project, visit_folders
from generator.settings import read_settings

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
