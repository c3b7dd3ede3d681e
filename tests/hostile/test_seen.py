"""What was seen to go wrong elsewhere, and is on no numbered list."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime

import icalendar
import pytest

from generator.agenda import agendas_of
from generator.render.calendar import calendar_of
from tests.support.cards import unpublished
from tests.support.project import PROJECT
from tests.support.visit_files import LoadFiles, LoadRows, place_of, without_columns

CHANGED = datetime(2026, 5, 1, tzinfo=UTC)


def test_a_number_that_begins_with_nought_keeps_it(load_files: LoadFiles) -> None:
    """YAML 1.1 reads 0701 as the octal for 449."""
    visit, findings = load_files(
        "venues: [{id: inn, name: 驿馆, rooms: [{number: 0701}, {number: 0708}]}]\n"
        "guests: [张三]\nstays: [{venue: inn, room: 0701, people: 张三}]\n"
    )

    assert findings == []
    assert visit is not None
    assert visit.stays[0].room.number == "0701"


@pytest.mark.parametrize("source", ["yaml", "workbook"])
@pytest.mark.parametrize("dot", "•・⋅‧．")
def test_the_right_dot_is_offered_for_a_look_alike(
    load_rows: LoadRows, dot: str, source: str
) -> None:
    rows = [{"name": f"欧阳{dot}晓"}]
    visit, findings = load_rows(source, "guests", rows)

    assert without_columns(findings) == [f"{place_of(source, 0, 'name', rows)} person.name_dot"]
    assert visit is not None
    assert visit.guests[0].name == f"欧阳{dot}晓"


@pytest.mark.parametrize("name", ["欧阳·晓", "J. Smith", "Mary-Jane O'Brien"])
def test_a_name_without_such_a_dot_is_left_alone(load_files: LoadFiles, name: str) -> None:
    assert load_files(f"guests: [{json.dumps(name)}]\n")[1] == []


@pytest.mark.parametrize(
    "mark", [";", ",", "\\", "\n", "\r", "\r\n", "\u2028", '"', "\n END:VEVENT"]
)
def test_no_mark_breaks_a_calendar(load_files: LoadFiles, mark: str) -> None:
    item = {"day": "2026-05-18", "time": "9:00", "title": f"甲{mark}乙"}
    visit, findings = load_files(
        f"guests: [张三]\nschedule: [{json.dumps(item, ensure_ascii=False)}]\n"
    )
    assert findings == []
    assert visit is not None

    text = calendar_of(next(agendas_of(visit)), "zh", unpublished(CHANGED))

    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert "".join(str(event["summary"]).split()) == "".join(f"甲{mark}乙".split())
    raw = text if isinstance(text, bytes) else text.encode("utf-8")
    assert b"\r" not in raw.replace(b"\r\n", b"")


def test_time_zones_come_along_where_the_system_has_none() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]

    assert any(name.startswith("tzdata") for name in project["dependencies"])
