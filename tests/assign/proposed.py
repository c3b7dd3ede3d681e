"""A golden case: a small visit, and the places that are proposed for its people.

visit: {guests: [{name: 张伟}]}      # merged into HEADER
others: [{stays: …}]                 # the host's other visits, if they matter
fleet: [{plate: …}]                  # the fleet's page, if it matters
event: dinner                        # the event of former places; by default that of the kind
accepted: [[8301, 张伟, first, last]]   # places accepted before; [1, 张伟], [1, 张伟, seat],
                                     # [1号车, 张伟, ride], of an added ride its day, time and ends
before: […]                          # places proposed or published before, of the same form
informed: [张伟]                     # whose published card shows such a place
proposal: ["8301 张伟: 同组，同性别", …]
lacking: ["张伟、王芳: why; what would mend it"]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from generator.assign import rides, rooms, seats, tables
from generator.assign.proposal import Former, Lack, Proposal, ProposedPlace
from generator.check.registry import Scope
from generator.load import load_visit
from generator.model.assigned import Placement, PlacementKind
from generator.model.parsing.values import parse_date
from generator.model.record import PersonId
from generator.model.standing import FleetVehicle, Standing, Venue
from generator.model.visit import Visit
from tests.support.visit_files import yaml_text

HEADER = {"title": "考察团", "host": "接待办", "start": "2026-05-18", "end": "2026-05-20"}
INPUTS = ("about", "visit", "others", "fleet", "event", "accepted", "before", "informed")
Propose = Callable[[Scope, Former], Proposal]
KINDS: Mapping[str, tuple[Propose, PlacementKind, str]] = {
    "rooms": (rooms.propose, PlacementKind.ROOM, "inn"),
    "tables": (tables.propose, PlacementKind.TABLE, "dinner"),
    "rides": (rides.propose, PlacementKind.VEHICLE, ""),
    "seats": (seats.propose, PlacementKind.SEAT, ""),
}
"""By the folder of a case: what proposes its places, their kind, and the event of former ones."""

_CODE = re.compile(r"\b(inn|rail|farm|mill|site|lodge|air|dinner|feast)\b|[_{}#]|None|\w\.\w")
"""Ids of the cases, and what only a programmer writes."""


def proposal_of(
    folder: str, case: Mapping[str, Any], standing: Standing, project: Path
) -> Proposal:
    """What is proposed for a case of a folder; the visit is written to `project`."""
    propose, kind, event = KINDS[folder]
    fleet = tuple(FleetVehicle.model_validate(vehicle) for vehicle in case.get("fleet") or ())
    scope = scope_of(case["visit"], standing, project, case.get("others") or (), fleet)
    return propose(scope, former_of(case, kind, case.get("event") or event))


def scope_of(
    visit: Mapping[str, Any],
    standing: Standing,
    folder: Path,
    others: Iterable[Mapping[str, Any]] = (),
    fleet: tuple[FleetVehicle, ...] = (),
    venues: tuple[Venue, ...] = (),
) -> Scope:
    """The scope of a small visit; rules are those of docs/, venues those of the visit and these."""
    pages = standing.model_copy(update={"venues": venues, "fleet": fleet})
    return Scope(
        _load(HEADER | dict(visit), pages, folder / "visits" / "case"),
        tuple(
            _load(HEADER | {"title": f"另一来访{n}"} | dict(other), pages, folder / f"visits/{n}")
            for n, other in enumerate(others)
        ),
    )


def _load(content: Mapping[str, Any], standing: Standing, folder: Path) -> Visit:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "visit.yml").write_text(yaml_text(content), "utf-8")
    visit, _ = load_visit(folder, standing, folder.parent.parent)
    assert visit is not None
    return visit


def former_of(case: Mapping[str, Any], kind: PlacementKind, event: str) -> Former:
    """The former places of a case."""
    return Former(
        placements=tuple(_placement(line, kind, event) for line in case.get("before") or ()),
        informed=frozenset(PersonId(name) for name in case.get("informed") or ()),
        accepted=tuple(_placement(line, kind, event) for line in case.get("accepted") or ()),
    )


def _placement(line: Iterable[Any], kind: PlacementKind, event: str) -> Placement:
    place, name, *rest = map(str, line)
    if kind is PlacementKind.SEAT:
        return Placement(kind, event, place, PersonId(name), name, *rest)
    if kind is PlacementKind.VEHICLE:
        ride, *added = rest
        day, time, origin, destination = added or ("", "", "", "")
        return Placement(
            kind, ride, place, PersonId(name), name, first=parse_date(day) if day else None,
            time=time, origin=origin, destination=destination,
        )  # fmt: skip
    days = [parse_date(text) for text in rest]
    first, last = days if days else (None, None)
    return Placement(kind, event, place, PersonId(name), name, first=first, last=last)


def lines_of(proposal: Proposal) -> list[str]:
    """The proposed places of a case, one a line, in Chinese."""
    return [_line(place) for place in proposal.places]


def lacks_of(proposal: Proposal) -> list[str]:
    """Who has no place, why, and what would mend it."""
    return [_lack(lack) for lack in proposal.lacking]


def assert_plain(lacks: Iterable[Lack]) -> None:
    """Check that each lack has a reason and a remedy in both languages, without ids or codes."""
    for lack in lacks:
        for text in (lack.reason, lack.remedy):
            assert text is not None, lack.reason
            chinese, english = text.in_("zh"), text.in_("en")
            assert re.search("[一-鿿]", chinese), chinese
            assert not re.search("[a-z_{}#]", chinese), chinese
            assert re.search("[a-z]{3}", english), english
            assert not _CODE.search(english), english


def _line(proposed: ProposedPlace) -> str:
    placement = proposed.placement
    days = f" {placement.first:%m-%d}/{placement.last:%m-%d}" if placement.first else ""
    seat = f" {placement.seat}号" if placement.seat else ""
    former = ""
    if proposed.former:
        former = f"（原 {proposed.former.seat or proposed.former.place}）"
    parts = [f"{placement.place}{seat} {placement.name}{days}{former}: "]
    parts.append("，".join(map(str, proposed.reasons)))
    if proposed.unmet:
        parts.append("；" + "，".join(map(str, proposed.unmet)))
    if proposed.remedies:
        parts.append("→" + "，".join(map(str, proposed.remedies)))
    return "".join(parts)


def _lack(lack: Lack) -> str:
    names = "、".join(person.name for person in lack.people)
    return f"{names}: {lack.reason}；{lack.remedy}" if lack.remedy else f"{names}: {lack.reason}"
