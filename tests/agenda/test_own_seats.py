"""A person's own seats on the agenda and the card, without the names of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from generator.agenda import agenda_of, agendas_of, common_agenda
from generator.agenda.views import SeatPlace
from generator.model.enums import SeatingForm
from generator.model.visit import Visit
from generator.render.calendar import calendar_of
from generator.render.card.content import card_content
from tests.support.cards import unpublished

AS_OF = datetime(2026, 5, 1, tzinfo=UTC)
VISIT: dict[str, Any] = {
    "languages": ["zh", "en"],
    "guests": ["张伟", "王芳", "刘洋", "赵敏"],
    "team": {"staff": [{"name": "李娜", "phone": "13900000001"}]},
    "schedule": [
        {"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会",
         "for": "全体来宾、李娜"},
        {"id": "talk", "day": "2026-05-19", "time": "9:00", "title": "会谈", "for": "张伟、李娜"},
    ],
    "seating": [
        {"at": "forum", "form": "platform", "people": "张伟、李娜"},
        {"at": "forum", "form": "hall", "across": "2"},
        {"at": "forum", "form": "photograph", "people": "全体来宾"},
        {"at": "talk", "form": "long_table"},
    ],
}  # fmt: skip


def seats_of(visit: Visit, name: str) -> dict[str, tuple[SeatPlace, ...]]:
    (person,) = (person for person in visit.people.values() if person.name == name)
    return {entry.key: entry.seats for entry in agenda_of(visit, person).entries}


def test_everybody_has_his_own_seats_on_the_agenda(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(**VISIT)

    assert seats_of(visit, "张伟") == {
        "item:forum": (
            SeatPlace(SeatingForm.PLATFORM, "", 1, ("oo",), 0, 0),
            SeatPlace(SeatingForm.PHOTOGRAPH, "", 1, ("oooo",), 0, 1),
        ),
        "item:talk": (SeatPlace(SeatingForm.LONG_TABLE, "G", 1, ("o", "o"), 0, 0),),
    }
    assert seats_of(visit, "刘洋") == {
        "item:forum": (
            SeatPlace(SeatingForm.HALL, "", 2, ("oo", "o"), 0, 0),
            SeatPlace(SeatingForm.PHOTOGRAPH, "", 3, ("oooo",), 0, 0),
        )
    }


def test_a_card_names_and_draws_the_seats(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(**VISIT)

    html = card_content(next(agendas_of(visit)), as_of=AS_OF, version="0").html

    for text in ("主席台 1 号", "合影 1 号", "会谈长桌 宾方 1 号", "图从台下看"):
        assert text in html
    for text in ("Platform, seat 1", "Long table, seat guests' 1", "seen from the audience"):
        assert text in html.replace("&#39;", "'")
    assert html.count('<svg class="table rows"') == 2 * 3


@pytest.mark.parametrize("name", ["张伟", "王芳", "刘洋", "赵敏"])
def test_no_card_of_a_guest_names_the_neighbours(visit_of: Callable[..., Visit], name: str) -> None:
    visit = visit_of(**VISIT)
    agenda = next(agenda for agenda in agendas_of(visit) if agenda.name == name)

    calendar = calendar_of(agenda, "zh", unpublished(AS_OF))
    html = card_content(agenda, as_of=AS_OF, version="0", calendar=calendar).html

    assert set(re.findall("张伟|王芳|刘洋|赵敏|李娜", html)) == {name}


def test_the_programme_has_no_seats(visit_of: Callable[..., Visit]) -> None:
    assert [entry.seats for entry in common_agenda(visit_of(**VISIT)).entries] == [()]


def test_the_calendar_on_the_phone_has_the_seat(visit_of: Callable[..., Visit]) -> None:
    agenda = next(agendas_of(visit_of(**VISIT)))

    calendar = calendar_of(agenda, "zh", unpublished(AS_OF))
    assert "DESCRIPTION:主席台 1 号 · 合影 1 号" in calendar


def test_an_empty_chair_is_drawn_and_is_nobody_s(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        guests=["张伟"],
        schedule=[{"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会"}],
        seating=[{"at": "forum", "form": "platform", "people": "张伟", "seats": {"3": "张伟"}}],
    )

    (seat,) = seats_of(visit, "张伟")["item:forum"]
    assert (seat.number, seat.plan, seat.column) == (3, ("ooo",), 0)
