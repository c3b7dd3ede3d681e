"""Who was there by roll calls: in lists, on the sign-in sheet and in the statement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from generator.model.enums import RollState
from generator.model.marks import AttendanceMark
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.render.lists.attendance import attended
from generator.render.lists.naming import list_words
from generator.render.lists.people import sign_in
from generator.render.statement.reception import reception_statement
from generator.render.words import Wording


def visit_with(
    visit_of: Callable[..., Visit], *marks: tuple[str, str, RollState, str, str]
) -> Visit:
    visit = visit_of(
        venues=[{"id": "inn", "name": "宾馆"}],
        guests=[
            {"name": "张伟", "id": "zhang", "unit": "市文旅局"},
            {"name": "王芳", "id": "wang"},
            {"name": "赵敏", "id": "zhao"},
        ],
        schedule=[{"id": "forum", "day": "2026-05-18", "time": "14:30-17:00", "title": "座谈会",
                   "place": "inn", "for": "张伟、王芳"}],
        meals=[{"id": "supper", "day": "2026-05-18", "time": "18:00", "kind": "晚餐",
                "place": "inn"}],
    )  # fmt: skip
    return visit.model_copy(
        update={
            "marks": tuple(
                AttendanceMark(
                    event=event,
                    title=event,
                    point=1,
                    person=PersonId(person),
                    name=person,
                    state=state,
                    at=datetime.fromisoformat(f"2026-05-18 {at}"),
                    note=note,
                )
                for event, person, state, at, note in marks
            )
        }
    )


MARKS = (
    ("item:forum", "zhang", RollState.HERE, "14:20", ""),
    ("item:forum", "zhao", RollState.HERE, "14:25", "代王芳"),
)


def test_the_list_has_the_missing_first_and_whoever_was_not_planned_last(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_with(visit_of, *MARKS)

    rows = attended(visit, list_words(visit)).rows

    assert [(row[2], row[3], *row[7:]) for row in rows] == [
        ("座谈会", "王芳", "未到", "", ""),
        ("座谈会", "张伟", "到", "05-18 14:20", ""),
        ("座谈会", "赵敏", "到（计划外）", "05-18 14:25", "代王芳"),
    ]


def test_the_sign_in_sheet_has_when_each_guest_was_first_there(
    visit_of: Callable[..., Visit],
) -> None:
    late = ("meal:supper", "zhang", RollState.HERE, "18:02", "")
    called = visit_with(visit_of, *MARKS, late)
    uncalled = visit_with(visit_of)

    sheet = sign_in(called, list_words(called))

    column = sheet.headings.index("点名到场")
    assert [row[column] for row in sheet.rows] == ["05-18 14:20 座谈会", "", "05-18 14:25 座谈会"]
    assert "点名到场" not in sign_in(uncalled, list_words(uncalled)).headings


def test_the_statement_has_the_planned_and_those_who_were_there(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_with(visit_of, *MARKS)

    statement = reception_statement(visit, Wording("zh", "statement"))

    assert dict(statement.facts)["来宾人数"] == "公函 — 人，实际 3 人；点名到场 2 人"
    activities = statement.tables[2]
    planned, there = (activities.headings.index(name) for name in ("来宾人数", "来宾实到"))
    assert [(row[1], row[planned], row[there]) for row in activities.rows] == [
        ("座谈会", 2, 2),
        ("晚餐", 3, "—"),
    ]
    without = reception_statement(visit_with(visit_of), Wording("zh", "statement"))
    assert "来宾实到" not in without.tables[2].headings


def test_staff_see_nothing_of_the_roll_calls_of_the_office(visit_of: Callable[..., Visit]) -> None:
    assert not hasattr(visit_with(visit_of, *MARKS).staff_view, "marks")
