"""Who was there by the marks of roll calls, and which marks are about nothing of the visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from generator.agenda.attendance import Attendance
from generator.model.enums import RollState
from generator.model.marks import AttendanceMark
from generator.model.people import Person
from generator.model.record import PersonId
from generator.model.visit import Visit

VisitOf = Callable[..., Visit]
HERE, LEFT, NOT_HERE = RollState.HERE, RollState.LEFT, RollState.ABSENT


def mark(
    event: str, person: str, state: RollState = HERE, *, at: int = 0, point: int = 1, note: str = ""
) -> AttendanceMark:
    """A mark so many minutes after nine."""
    return AttendanceMark(
        event=event,
        title=event,
        point=point,
        person=PersonId(person),
        name=person,
        state=state,
        at=datetime(2026, 5, 18, 9, at),
        note=note,
    )


def plan(visit_of: VisitOf) -> Visit:
    return visit_of(
        guests=["甲", "乙", "丙", "丁", "戊"],
        schedule=[
            {
                "id": "late",
                "day": "5月18日",
                "time": "10:00",
                "title": "参观",
                "for": "甲、乙、丙、丁",
            },
            {"id": "early", "day": "5月18日", "time": "9:00", "title": "座谈", "for": "甲"},
        ],
        routine=[{"what": "叫早", "time": "6:30", "days": "5月19日", "for": "戊"}],
    )


def names(people: tuple[Person, ...]) -> str:
    return "".join(person.name for person in people)


def test_a_roll_call_has_whom_the_event_expects_and_who_else_came(visit_of: VisitOf) -> None:
    attendance = Attendance(
        plan(visit_of),
        [
            mark("item:late", "戊"),
            mark("item:late", "乙", LEFT),
            mark("item:late", "丙", NOT_HERE),
            mark("item:late", "甲"),
            mark("item:late", "走了的人"),
            mark("item:late", "丁", point=2),
            mark("item:early", "乙", NOT_HERE),
            mark("item:early", "丙", LEFT),
            mark("item:daily 2026-05-19 叫早", "戊"),
            mark("item:gone", "甲"),
        ],
    )

    assert [
        (call.key, call.point, *map(names, (call.expected, call.here, call.left, call.missing)),
         names(call.unplanned), "".join(call.marks))
        for call in attendance.roll_calls
    ] == [
        ("item:early", 1, "甲", "", "", "甲", "", "乙丙"),
        ("item:late", 1, "甲乙丙丁", "甲", "乙", "丙丁", "戊", "戊乙丙甲走了的人"),
        ("item:late", 2, "甲乙丙丁", "丁", "", "甲乙丙", "", "丁"),
        ("item:daily 2026-05-19 叫早", 1, "戊", "戊", "", "", "", "戊"),
    ]  # fmt: skip
    assert {key: names(people) for key, people in attendance.present.items()} == {
        "item:early": "",
        "item:late": "甲戊丁",
        "item:daily 2026-05-19 叫早": "戊",
    }
    assert [(m.event, m.person) for m in attendance.of_no_event] == [("item:gone", "甲")]
    assert [(m.event, m.person) for m in attendance.of_nobody] == [("item:late", "走了的人")]


def test_of_several_marks_the_latest_counts_and_of_the_same_minute_that_somebody_was_there(
    visit_of: VisitOf,
) -> None:
    attendance = Attendance(
        plan(visit_of),
        [
            mark("item:late", "甲", at=5),
            mark("item:late", "甲", NOT_HERE, at=4),
            mark("item:late", "乙", NOT_HERE, at=5),
            mark("item:late", "乙", at=5),
            mark("item:late", "丙", at=5),
            mark("item:late", "丙", NOT_HERE, at=6),
        ],
    )

    (call,) = attendance.roll_calls
    assert (names(call.here), names(call.missing)) == ("甲乙", "丙丁")


def test_the_marks_are_those_of_the_visit_unless_others_are_given(visit_of: VisitOf) -> None:
    visit = plan(visit_of).model_copy(update={"marks": (mark("item:early", "甲"),)})

    assert [call.key for call in Attendance(visit).roll_calls] == ["item:early"]
    assert Attendance(visit, []).roll_calls == ()
