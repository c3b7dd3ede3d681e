"""A sheet's texts in several languages, and rides and tables that differ in one column."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.findings import Finding
from generator.model.visit import Visit
from generator.text import Text

Load = Callable[..., tuple[Visit | None, list[Finding]]]


@pytest.fixture
def load_sheet(load: Load, tmp_path: Path) -> Callable[..., tuple[Visit, list[Finding]]]:
    """A visit with one section in a CSV file beside it."""

    def read(section: str, sheet: str, **more: Any) -> tuple[Visit, list[Finding]]:
        folder = tmp_path / "visits" / "case"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "sheet.csv").write_text(sheet, "utf-8")
        visit, findings = load(**{section: "sheet.csv"}, **more)
        assert visit is not None
        return visit, findings

    return read


def test_a_column_may_be_a_text_in_a_second_language(
    load_sheet: Callable[..., tuple[Visit, list[Finding]]],
) -> None:
    sheet = "日期,时间,内容,内容（en）\n5月18日,9:00,座谈会,Forum\n5月18日,10:00,参观,\n"
    visit, findings = load_sheet("schedule", sheet)

    assert findings == []
    assert [item.title for item in visit.schedule] == [
        Text.of({"zh": "座谈会", "en": "Forum"}),
        Text("参观"),
    ]


def test_the_column_without_a_language_is_in_the_visits_first(
    load_sheet: Callable[..., tuple[Visit, list[Finding]]],
) -> None:
    sheet = "Date,Time,Item,Item (ru)\n2026-05-18,9:00,Forum,Форум\n"
    visit, findings = load_sheet("schedule", sheet, languages=["英语", "ru"])

    assert findings == []
    assert visit.schedule[0].title == Text.of({"en": "Forum", "ru": "Форум"})


def test_what_is_no_text_has_no_languages(
    load_sheet: Callable[..., tuple[Visit, list[Finding]]],
) -> None:
    _, findings = load_sheet("guests", "姓名,单位（en）\n张三,Office\n")

    assert [(finding.code, str(finding.place)) for finding in findings] == [
        ("heading.unknown", "visits/case/sheet.csv:1:4")
    ]


def test_rides_of_one_time_and_way_differ_by_id(
    load_sheet: Callable[..., tuple[Visit, list[Finding]]],
) -> None:
    sheet = (
        "编号,日期,时间,出发地,目的地,车号,人员\n"
        "a,5月18日,9:00,明峰高铁站,明峰宾馆,1号车,甲\n"
        ",5月18日,9:00,明峰高铁站,明峰宾馆,2号车,乙\n"
        "b,5月18日,9:00,明峰高铁站,明峰宾馆,,\n"
    )
    visit, findings = load_sheet(
        "rides", sheet, guests=["甲", "乙"], vehicles=[{"number": "1号车"}, {"number": "2号车"}]
    )

    assert findings == []
    assert [
        (ride.id, [boarding.vehicle.number for boarding in ride.vehicles]) for ride in visit.rides
    ] == [
        ("a", ["1号车", "2号车"]),
        ("b", []),
    ]


def test_two_dinners_of_a_day_have_their_own_tables(load: Load, tmp_path: Path) -> None:
    folder = tmp_path / "visits" / "case"
    folder.mkdir(parents=True)
    sheet = "日期,餐别,时间,桌号,人员\n5月18日,晚餐,18:00,1,甲\n5月18日,晚餐,19:30,1,乙\n"
    (folder / "tables.csv").write_text(sheet, "utf-8")
    meals = [
        {"day": "2026-05-18", "time": time, "kind": "dinner", "place": "机关食堂",
         "tables": "tables.csv"}
        for time in ("18:00-19:00", "19:30-20:30", "18:00")
    ]  # fmt: skip

    visit, findings = load(guests=["甲", "乙"], meals=meals)

    assert findings == []
    assert visit is not None
    assert [[person.name for person in meal.diners] for meal in visit.meals][2] == ["甲"]
