"""People at tables, in a sheet of meals or one that a meal names: each wrong name at its cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.findings import Finding
from generator.model.visit import Visit
from tests.support.documents.raw_workbooks import workbook
from tests.support.visit_files import HEADER, shown, write

Load = Callable[[str], tuple[Visit | None, list[Finding]]]
GUESTS = "guests: [张三, {name: 王五, unit: 甲局}, {name: 王五, unit: 乙局}]\n"
MEALS = {
    "a sheet of meals": "meals: book.xlsx\n",
    "tables in a sheet": "meals: [{day: 5月18日, time: 18:00, kind: 晚餐, place: 明峰宾馆,"
    " tables: book.xlsx}]\n",
}
TABLES = workbook(
    (
        ("日期", "餐别", "时间", "地点", "桌号", "座位号", "人员"),
        ("5月18日", "晚餐", "18:00", "明峰宾馆", "1", "", "张三、秦兰"),
        ("", "", "", "", "1", "", "赵六"),
        ("", "", "", "", "2", "", "王五"),
        ("", "", "", "", "3", "1", "李雷"),
    ),
    "用餐",
)


@pytest.mark.parametrize("meals", MEALS)
def test_a_wrong_name_is_reported_at_its_cell(load: Load, tmp_path: Path, meals: str) -> None:
    write(tmp_path / "visits" / "case", {"book.xlsx": TABLES})
    _, findings = load(HEADER + GUESTS + MEALS[meals])

    assert shown(findings) == [
        "book.xlsx 用餐!G2 name.unknown_participant",
        "book.xlsx 用餐!G3 name.unknown_participant",
        "book.xlsx 用餐!G4 name.ambiguous",
        "book.xlsx 用餐!G5 name.unknown_person",
    ]


def test_in_yaml_it_is_reported_at_its_entry(load: Load) -> None:
    meal = "day: 5月18日, time: 18:00, kind: 晚餐, place: 明峰宾馆"
    tables = "[{no: 1, seats: [张三, 秦兰]}, {no: 2, seats: 王五}]"
    _, findings = load(f"{HEADER}{GUESTS}meals:\n- {{{meal},\n  tables: {tables}}}\n")

    assert shown(findings) == [
        "visit.yml:8:32 name.unknown_participant",
        "visit.yml:8:53 name.ambiguous",
    ]
