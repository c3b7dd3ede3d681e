"""What a proposal adds, moves and ends, beside the lines that are accepted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.assign.proposal import Proposal, ProposedPlace
from generator.assign.rows import Row, RowState, is_covered, lines_after, rows_of
from generator.model.assigned import Placement, PlacementKind
from generator.model.record import PersonId

ROOM = frozenset({PlacementKind.ROOM})
NIGHTS = {"first": date(2026, 5, 18), "last": date(2026, 5, 20)}


def in_room(room: str, name: str) -> Placement:
    return Placement(PlacementKind.ROOM, "mingfeng", room, PersonId(name), name, **NIGHTS)  # type: ignore[arg-type]


def proposal(*places: Placement | tuple[Placement, Placement]) -> Proposal:
    """A proposal of places; of a pair, the second is the former place."""
    pairs = [place if isinstance(place, tuple) else (place, None) for place in places]
    return Proposal(tuple(ProposedPlace(place, former=former) for place, former in pairs))


def states(rows: tuple[Row, ...]) -> list[tuple[str, str, str]]:
    return [(row.placement.name, row.placement.place, row.state.value) for row in rows]


def test_each_place_is_new_moved_accepted_or_gone() -> None:
    accepted = [in_room("301", "张三"), in_room("302", "李四"), in_room("303", "王五")]
    moved = (in_room("304", "李四"), in_room("302", "李四"))

    rows = rows_of(proposal(in_room("301", "张三"), moved, in_room("305", "赵六")), ROOM, accepted)

    assert states(rows) == [
        ("张三", "301", "accepted"),
        ("李四", "304", "moved"),
        ("赵六", "305", "new"),
        ("王五", "303", "gone"),
    ]


def test_a_corrected_name_is_no_difference() -> None:
    accepted = [replace(in_room("301", "张三"), name="张山")]

    rows = rows_of(proposal(in_room("301", "张三")), ROOM, accepted)

    assert states(rows) == [("张三", "301", "accepted")]
    assert lines_after(accepted, rows) == (in_room("301", "张三"),)


def test_lines_of_other_kinds_are_not_gone() -> None:
    table = Placement(PlacementKind.TABLE, "dinner", "1", PersonId("张三"), "张三")

    assert rows_of(Proposal(), ROOM, [table]) == ()


def test_accepted_rows_replace_the_lines_of_the_same_people_alone() -> None:
    accepted = [in_room("302", "李四"), in_room("303", "王五"), in_room("306", "钱七")]
    moved = (in_room("304", "李四"), in_room("302", "李四"))
    rows = rows_of(proposal(moved, in_room("306", "钱七"), in_room("305", "赵六")), ROOM, accepted)
    chosen = [row for row in rows if row.placement.name in ("李四", "王五")]

    lines = lines_after(accepted, chosen)

    assert sorted((line.name, line.place) for line in lines) == [("李四", "304"), ("钱七", "306")]


def test_a_proposal_holds_while_its_own_lines_are_accepted() -> None:
    base = [in_room("303", "王五")]
    made = proposal(in_room("301", "张三"))

    assert is_covered([in_room("301", "张三"), *base], made, base)
    assert is_covered([], made, base)
    assert not is_covered([in_room("309", "张三")], made, base)
    assert RowState.GONE not in {row.state for row in rows_of(made, ROOM, [])}
