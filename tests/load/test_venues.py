"""A visit's own places: what a clerk writes in one cell, and places that are the host's pages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing, Venue
from generator.model.visit import Visit
from tests.support.visit_files import HEADER, write

Load = Callable[..., tuple[Visit, list[str]]]


@pytest.fixture
def load(tmp_path: Path, standing: Standing) -> Load:
    """Loads a visit with these venues and other sections."""

    def load(venues: list[dict[str, Any]], **sections: Any) -> tuple[Visit, list[str]]:
        text = yaml.safe_dump({"venues": venues, **sections}, allow_unicode=True)
        folder = write(tmp_path / "visits" / "case", {"visit.yml": HEADER + text})
        visit, findings = load_visit(folder, standing, tmp_path)
        assert visit is not None
        return visit, [f"{f.code} {' → '.join(_quoted(f))}" for f in findings]

    return load


def _quoted(finding: Finding) -> list[str]:
    return re.findall("“(.*?)”", finding.message.in_("zh"))[:2]


def spaces(venue: Venue) -> list[tuple[object, ...]]:
    return [(str(hall.name), hall.seats, hall.floor) for hall in venue.halls]


@pytest.mark.parametrize(
    ("written", "halls"),
    [
        ("雨花厅（60人）、一号会议室", [("雨花厅", 60, None), ("一号会议室", None, None)]),
        ("雨花厅(60人), 一号会议室", [("雨花厅", 60, None), ("一号会议室", None, None)]),
        ("雨花厅（2楼，60人）", [("雨花厅", 60, "2")]),
        ("雨花厅（东）", [("雨花厅（东）", None, None)]),
        ("Room 1 (60人)", [("Room 1", 60, None)]),
        (["雨花厅（60人）", "一号会议室"], [("雨花厅", 60, None), ("一号会议室", None, None)]),
    ],
)
def test_halls_in_one_cell(load: Load, written: object, halls: list[object]) -> None:
    visit, findings = load([{"name": "云来酒店", "halls": written}])

    assert (findings, spaces(visit.venues[0])) == ([], halls)


@pytest.mark.parametrize(
    ("written", "read", "halls"),
    [
        ("雨花厅60人\n一厅", "雨花厅（60人）、一厅", [("雨花厅", 60, None), ("一厅", None, None)]),
        ("报告厅（可容纳100人，二层）", "报告厅（2楼，100人）", [("报告厅", 100, "2")]),
    ],
)  # fmt: skip
def test_halls_that_are_understood_with_a_notice(
    load: Load, written: str, read: str, halls: list[object]
) -> None:
    visit, findings = load([{"name": "云来酒店", "halls": written}])

    assert spaces(visit.venues[0]) == halls
    assert findings == [f"value.read_as {' '.join(written.split())} → {read}"]


@pytest.mark.parametrize(
    ("written", "numbers", "type", "beds"),
    [
        ("8301-8310 双人间", [str(n) for n in range(8301, 8311)], "twin", 2),
        ("8301、8302、8305 单人间", ["8301", "8302", "8305"], "single", 1),
        ("0812-0813 套房", ["0812", "0813"], "suite", 2),
        ("A101-A103 标间（每间3床）", ["A101", "A102", "A103"], "twin", 3),
    ],
)
def test_rooms_in_one_cell(
    load: Load, written: str, numbers: list[str], type: str, beds: int
) -> None:
    visit, findings = load([{"name": "云来酒店", "rooms": written}])

    rooms = visit.venues[0].rooms
    assert [room.number for room in rooms] == numbers
    assert {(room.type.value, room.beds) for room in rooms} == {(type, beds)}
    assert all(finding.startswith("value.read_as") for finding in findings)


def test_types_of_rooms_before_and_behind_their_numbers(load: Load) -> None:
    behind, _ = load([{"name": "云来酒店", "rooms": "3楼 8301-8302 标间、8401 套房、8402"}])
    before, _ = load([{"name": "云来酒店", "rooms": "标准间：8301-8302；套房：8401；标准间 8402"}])

    types = [("8301", "twin"), ("8302", "twin"), ("8401", "suite"), ("8402", "twin")]
    for visit in (behind, before):
        assert [(room.number, room.type.value) for room in visit.venues[0].rooms] == types
    assert behind.venues[0].rooms[0].floor == "3"


@pytest.mark.parametrize(
    ("field", "written", "finding"),
    [
        ("halls", "雨花厅（60人，靠东）", "venue.fact 雨花厅"),
        ("halls", "雨花厅 一号会议室", "venue.names 雨花厅 一号会议室"),
        ("rooms", "8301-8310 豪华海景房", "venue.rooms 豪华海景房"),
        ("rooms", "标准间20间", "venue.rooms_unnumbered 标准间20间"),
        ("rooms", "8301-8310 标准间9间", "venue.room_count 8301-8310"),
        ("rooms", "8310-8301 标准间", "value.range 8310-8301"),
        ("minutes_to", "20公里", "value.minutes 20公里"),
        ("kind", "大楼", "value.choice 类别"),
    ],
)
def test_cells_that_are_not_understood_are_errors(
    load: Load, field: str, written: str, finding: str
) -> None:
    visit, findings = load(
        [{"name": "云来酒店", field: written}],
        schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈", "place": "云来酒店"}],
    )

    assert visit.venues == ()
    assert [text.split(" → ")[0] for text in findings] == [finding]  # not the schedule's place too


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("25", {"inn": 25}),
        ("约25分钟", {"inn": 25}),
        ("1小时20分", {"inn": 80}),
        ("驿馆 半小时、明峰高铁站 8", {"inn": 30, "station": 8}),
        ("到驿馆约25分钟", {"inn": 25}),
    ],
)
def test_minutes_by_road(load: Load, written: str, minutes: dict[str, int]) -> None:
    inn = {"id": "inn", "name": "驿馆", "kind": "宾馆"}
    visit, findings = load([{"name": "茶园", "minutes_to": written}, inn])

    assert (findings, visit.venues[0].minutes_to) == ([], minutes)


def test_minutes_without_a_name_are_to_where_the_guests_stay(load: Load) -> None:
    inns = [{"name": name, "kind": "宾馆", "rooms": "101"} for name in ("驿馆", "山庄")]
    venues = [{"name": "茶园", "minutes_to": "25"}, *inns]
    guests, stay = ["张伟"], {"venue": "山庄", "room": "101", "people": "张伟"}

    at_one, _ = load(venues, guests=guests, stays=[stay])
    unclear, findings = load(venues, guests=guests)

    assert at_one.venues[0].minutes_to == {"山庄": 25}
    assert unclear.venues[0].minutes_to == {}
    assert "venue.minutes_to_which 云来宾馆 25" in findings


def test_a_place_that_is_a_page_of_the_host_s_is_that_place(load: Load) -> None:
    venues = [{"name": "明峰宾馆", "phone": "0717-5550199", "halls": "雨花厅（60人）"}]
    item = {"day": "5月18日", "time": "9:00", "title": "座谈", "place": "明峰宾馆/雨花厅"}
    other = {**item, "time": "15:00", "place": "一号会议室"}

    visit, findings = load(venues, schedule=[item, other])

    (hotel,) = visit.venues
    assert (hotel.id, hotel.phone, hotel.name.in_("en")) == (
        "mingfeng",
        "0717-5550199",
        "Mingfeng Hotel",
    )
    assert len(hotel.rooms) == 60
    assert [item.place and item.place.key for item in visit.schedule] == [
        "mingfeng/雨花厅", "mingfeng/一号会议室",
    ]  # fmt: skip
    assert all(item.place and item.place.venue is hotel for item in visit.schedule)
    assert findings == ["venue.of_page 明峰宾馆"]
    assert [venue.id for venue in visit.known_venues].count("mingfeng") == 1


def test_a_place_listed_twice_is_an_error(load: Load) -> None:
    visit, findings = load([{"name": "茶园"}, {"name": "茶 园", "address": "村口"}])

    assert [text.split(" → ")[0] for text in findings] == ["venue.repeated 茶 园"]
    assert [str(venue.name) for venue in visit.venues] == ["茶园"]


def test_what_is_no_position_gives_no_map(load: Load) -> None:
    visit, findings = load([{"name": "茶园", "coordinates": "https://surl.amap.com/1x"}])

    assert (visit.venues[0].coordinates, findings) == (
        None, ["venue.coordinates https://surl.amap.com/1x"],
    )  # fmt: skip


def test_an_unknown_place_names_the_sheet_for_places(load: Load) -> None:
    _, findings = load(
        [], schedule=[{"day": "5月18日", "time": "9:00", "title": "座谈", "place": "新馆"}]
    )

    assert findings == ["name.unknown_place 新馆 → 场所"]
