"""The duty board's data: whom each track counts. What it shows by the clock is in tests/browser."""

from __future__ import annotations

from collections.abc import Callable

from generator.agenda.board import Track, TrackKind, board_of
from generator.agenda.gaps import GapKind
from generator.model.visit import Visit

ITEM = {"id": "forum", "day": "2026-05-18", "time": "9:00", "title": "座谈会", "for": "all"}


def parties(visit: Visit) -> list[Track]:
    tracks = board_of(visit.staff_view).tracks
    return [track for track in tracks if track.kind is TrackKind.PARTY]


def test_counted_classes_and_companions_are_counted(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        parties=[{"name": "三年级2班", "people": 43}, {"name": "考察组"}],
        guests=[
            {"name": "刘老五", "party": "三年级2班"},
            {"name": "张伟", "party": "考察组", "companions": "随行2人"},
        ],
        schedule=[ITEM],
    )

    tracks = parties(visit)

    assert [(str(track.name), track.size) for track in tracks] == [("三年级2班", 43), ("考察组", 3)]
    assert [[each.count for each in track.events] for track in tracks] == [[43], [3]]


def test_a_guest_of_two_parties_is_with_both_and_one_of_none_with_the_others(
    visit_of: Callable[..., Visit],
) -> None:
    visit = visit_of(
        parties=[{"name": "第一组"}, {"name": "考察组"}, {"name": "空组"}],
        guests=[{"name": "张伟", "party": "第一组、考察组"}, {"name": "王芳"}],
        schedule=[ITEM],
    )

    names = [(str(track.name), track.size) for track in parties(visit)]
    assert names == [("第一组", 1), ("考察组", 1), ("未分组", 1)]


def test_without_parties_there_is_one_track_of_all_guests(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["张伟", "王芳"], schedule=[ITEM])

    assert [(str(track.name), track.size) for track in parties(visit)] == [("全体来宾", 2)]


def test_who_leads_transport_is_called_for_a_driver(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(
        team={
            "staff": [{"name": "李娜", "phone": "13900000001"},
                      {"name": "王强", "phone": "13900000002"}],
            "groups": [{"role": "lodging", "lead": "李娜"}, {"role": "transport", "lead": "王强"}],
        },
        guests=["张伟"],
        vehicles=[{"number": "1号车"}],
        rides=[{"day": "2026-05-18", "time": "9:00", "from": "明峰高铁站", "to": "明峰宾馆",
                "vehicles": [{"vehicle": "1号车", "people": "all"}]}],
    )  # fmt: skip

    (call,) = (gap.call for gap in board_of(visit.staff_view).gaps if gap.kind is GapKind.DRIVER)
    assert call is not None
    assert str(call.name) == "王强"
