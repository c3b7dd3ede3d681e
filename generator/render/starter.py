"""The visit folder that `handbook new` writes: visit.yml with explanations, and a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files

import xlsxwriter
from jinja2 import Environment, StrictUndefined

from generator import vocabulary
from generator.model import vocabularies
from generator.model.standing import Standing

_MADE = datetime(2026, 1, 1)  # A fixed date keeps the workbook's bytes equal from run to run.
_FILLED_ROWS = 1000


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading by model and field, an example, and its choices."""

    model: str
    field: str
    example: str
    choices: tuple[str, ...] = ()
    width: int = 12

    @property
    def heading(self) -> str:
        return vocabulary.label(self.model, self.field)


@dataclass(frozen=True)
class Sheet:
    """A sheet of the workbook: `section` and its name, and its columns."""

    section: str
    name: str
    columns: tuple[Column, ...]


def starter_yaml(start: date, end: date) -> str:
    """A visit.yml for a visit from `start` to `end`, with explanations in Chinese."""
    environment = Environment(undefined=StrictUndefined, keep_trailing_newline=True)
    source = files(__package__).joinpath("starter.yml.j2").read_text("utf-8")
    return environment.from_string(source).render(start=start, end=end)


def starter_workbook(standing: Standing, start: date) -> bytes:
    """book.xlsx with a sheet for each long list: headings, notes, choices, an example row that
    the loader leaves out."""
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    workbook.set_properties({"created": _MADE})
    heading = workbook.add_format(
        {"bold": True, "bg_color": "#E3EFEA", "border": 1, "text_wrap": True, "valign": "vcenter"}
    )
    grey = workbook.add_format({"font_color": "#8A8A8A", "italic": True, "num_format": "@"})
    text = workbook.add_format({"num_format": "@"})
    for sheet in _sheets(standing, start):
        page = workbook.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        page.set_row(0, 24)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, column.width, text)
            page.write_string(0, index, column.heading, heading)
            example = column.example if index else f"示例:{column.example}"
            page.write_string(1, index, example, grey)
            if column.choices:
                page.data_validation(1, index, _FILLED_ROWS, index, _choices(column.choices))
    workbook.close()
    return buffer.getvalue()


def _choices(words: Iterable[str]) -> dict[str, object]:
    """A drop-down that suggests but does not refuse; Excel allows 255 characters of it."""
    kept: list[str] = []
    for word in words:
        if len(",".join([*kept, word])) > 255:
            break
        kept.append(word)
    return {"validate": "list", "source": kept, "error_type": "information"}


def _labels(members: Iterable[object], kind: str) -> tuple[str, ...]:
    return tuple(vocabulary.label(kind, str(member)) for member in members)


def _sheets(standing: Standing, start: date) -> tuple[Sheet, ...]:
    day, next_day = str(start), str(start + timedelta(days=1))
    venues = tuple(str(venue.name) for venue in standing.venues)
    hotels = tuple(str(venue.name) for venue in standing.venues if venue.rooms) or venues
    halls = tuple(f"{v.name}/{s.name}" for v in standing.venues for s in v.spaces)
    dining = tuple(f"{v.name}/{s.name}" for v in standing.venues for s in v.dining)
    roles = tuple(str(role.title) for role in standing.roles)
    plates = tuple(vehicle.plate for vehicle in standing.fleet)
    return (
        _guests(day),
        _staff(roles),
        _schedule(day, halls or venues),
        _stays(day, next_day, hotels),
        _meals(day, dining or venues),
        _vehicles(plates),
        _rides(day, venues),
    )


def _guests(day: str) -> Sheet:
    return Sheet(
        "guests",
        vocabulary.label("Visit", "guests"),
        (
            Column("Guest", "name", "张三"),
            Column("Guest", "sex", "男", _labels(vocabularies.Sex, "Sex"), 6),
            Column("Guest", "ethnicity", "汉族", width=8),
            Column("Guest", "unit", "市文化和旅游局", width=24),
            Column("Guest", "post", "科长"),
            Column("Guest", "rank", "乡科级", _labels(vocabularies.Rank, "Rank")),
            Column("Guest", "phone", "13900000000", width=16),
            Column("Guest", "party", "第一组"),
            Column("Guest", "diet", "素食"),
            Column("Guest", "needs", "低楼层"),
            Column("Guest", "arrival", f"{day} 10:20", width=18),
            Column("Guest", "arrival_by", "G1234", width=16),
            Column("Guest", "departure", "", width=18),
            Column("Guest", "departure_by", "", width=16),
            Column("Guest", "needs_room", "是", ("是", "否")),
            Column("Guest", "note", "", width=24),
        ),
    )


def _staff(roles: tuple[str, ...]) -> Sheet:
    return Sheet(
        "staff",
        "专班",
        (
            Column("Staff", "name", "李四"),
            Column("Staff", "sex", "女", _labels(vocabularies.Sex, "Sex"), 6),
            Column("Staff", "unit", "县机关事务服务中心", width=24),
            Column("Staff", "post", "科员"),
            Column("Staff", "roles", roles[0] if roles else "", roles, 18),
            Column("Staff", "phone", "13900000001", width=16),
            Column("Staff", "trained", "", width=24),
        ),
    )


def _schedule(day: str, places: tuple[str, ...]) -> Sheet:
    return Sheet(
        "schedule",
        "日程",
        (
            Column("ScheduleItem", "day", day),
            Column("ScheduleItem", "time", "14:30-17:00", width=14),
            Column("ScheduleItem", "title", "座谈会", width=24),
            Column("ScheduleItem", "place", places[0] if places else "", places, 26),
            Column("ScheduleItem", "moderator", "李四"),
            Column("ScheduleItem", "participants", "全体", ("全体",), 16),
            Column("ScheduleItem", "receiver", "李四"),
            Column("ScheduleItem", "responsible", "李四"),
            Column("ScheduleItem", "checker", ""),
            Column("ScheduleItem", "kind", "会议", _labels(vocabularies.ItemKind, "ItemKind")),
            Column("ScheduleItem", "note", "", width=24),
        ),
    )


def _stays(day: str, next_day: str, hotels: tuple[str, ...]) -> Sheet:
    return Sheet(
        "stays",
        "住宿",
        (
            Column("Stay", "venue", hotels[0] if hotels else "", hotels, 16),
            Column("Stay", "room", "8301"),
            Column("Stay", "type", "标准间", _labels(vocabularies.RoomType, "RoomType")),
            Column("Stay", "check_in", day),
            Column("Stay", "check_out", next_day),
            Column("Stay", "people", "张三、王五", width=24),
            Column("Stay", "note", "", width=24),
        ),
    )


def _meals(day: str, places: tuple[str, ...]) -> Sheet:
    return Sheet(
        "meals",
        "用餐",
        (
            Column("Meal", "day", day),
            Column("Meal", "kind", "晚餐", _labels(vocabularies.MealKind, "MealKind"), 8),
            Column("Meal", "time", "18:00-19:00", width=14),
            Column("Meal", "place", places[0] if places else "", places, 26),
            Column("Meal", "form", "工作餐"),
            Column("Table", "number", "1", width=8),
            Column("Seat", "number", "", width=8),
            Column("Seat", "person", "张三、王五", width=40),
            Column("Meal", "payer", "", _labels(vocabularies.Payer, "Payer")),
            Column("Meal", "receiver", "李四"),
            Column("Meal", "responsible", ""),
            Column("Meal", "checker", ""),
        ),
    )


def _vehicles(plates: tuple[str, ...]) -> Sheet:
    kinds = _labels(vocabularies.VehicleKind, "VehicleKind")
    return Sheet(
        "vehicles",
        "车辆",
        (
            Column("Vehicle", "number", "1号车"),
            Column("Vehicle", "kind", "大巴", kinds),
            Column("Vehicle", "plate", plates[0] if plates else "", plates, 16),
            Column("Vehicle", "seats", "44", width=8),
            Column("Vehicle", "driver", ""),
            Column("Vehicle", "phone", "", width=16),
            Column("Vehicle", "liaison", "李四", width=14),
        ),
    )


def _rides(day: str, venues: tuple[str, ...]) -> Sheet:
    first, last = (venues[0], venues[-1]) if venues else ("", "")
    return Sheet(
        "rides",
        "乘车",
        (
            Column("Ride", "day", day),
            Column("Ride", "time", "13:30-14:10", width=14),
            Column("Ride", "origin", first, venues, 20),
            Column("Ride", "destination", last, venues, 20),
            Column("Ride", "boarding", "正门停车场", width=16),
            Column("Boarding", "vehicle", "1号车"),
            Column("Boarding", "people", "第一组", width=30),
            Column("Ride", "receiver", "李四"),
            Column("Ride", "responsible", ""),
            Column("Ride", "checker", ""),
        ),
    )
