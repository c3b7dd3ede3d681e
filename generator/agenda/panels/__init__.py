"""Panels of staff cards: what a working group's task needs of the whole visit.

A panel is chosen by the id of the group's standing role (`docs/roles/`); a role of an office's own
has none. Rows with names are for the members of a `Circle`; others have numbers of people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.agenda.index import Index
from generator.agenda.panels.care import care_rows, evacuation_rows
from generator.agenda.panels.kitchen import kitchen_rows
from generator.agenda.panels.lodging import lodging_rows
from generator.agenda.panels.overview import overview_rows
from generator.agenda.panels.transport import transport_rows
from generator.agenda.panels.views import Panel, PanelKind, PanelRow
from generator.agenda.reader import Reader
from generator.model.people import Person

KIND_OF_ROLE: Mapping[str, PanelKind] = {
    "coordination": PanelKind.OVERVIEW,
    "dining": PanelKind.KITCHEN,
    "lodging": PanelKind.LODGING,
    "transport": PanelKind.TRANSPORT,
    "medical": PanelKind.CARE,
    "security": PanelKind.EVACUATION,
}
_ROWS: Mapping[PanelKind, Callable[[Index, Reader], Iterator[PanelRow]]] = {
    PanelKind.OVERVIEW: overview_rows,
    PanelKind.KITCHEN: kitchen_rows,
    PanelKind.LODGING: lodging_rows,
    PanelKind.TRANSPORT: transport_rows,
    PanelKind.CARE: care_rows,
    PanelKind.EVACUATION: evacuation_rows,
}


def panels_of(index: Index, reader: Reader, person: Person) -> tuple[Panel, ...]:
    """The panels of a staff member's groups; the lead of the team has the overview."""
    kinds = {KIND_OF_ROLE.get(group.role.id) for group in index.of(person).groups}
    lead = index.visit.team.lead
    if lead is not None and lead.id == person.id:
        kinds.add(PanelKind.OVERVIEW)
    shared = reader.without_charges
    return tuple(_panel(index, shared, kind) for kind in PanelKind if kind in kinds)


def _panel(index: Index, reader: Reader, kind: PanelKind) -> Panel:
    circles = tuple(sorted(circle.value for circle in reader.tasks))
    return index.shared(
        ("panel", kind, reader), lambda: Panel(kind, circles, tuple(_ROWS[kind](index, reader)))
    )
