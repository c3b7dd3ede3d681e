"""Proposes tables at seated meals for people who have none."""

from __future__ import annotations

from collections.abc import Iterator

from generator.assign.diners import meals_lacking_tables, seated_meals
from generator.assign.dining import Dining, solved_tables
from generator.assign.proposal import Former, Proposal, ProposedPlace
from generator.assign.table_reasons import TableReasons, lack_of_tables, lacks_of
from generator.check.registry import Scope
from generator.model.assigned import Placement, PlacementKind
from generator.model.record import PersonId


def propose(scope: Scope, former: Former) -> Proposal:
    """A table for everybody who has none, meal by meal, in the order of the roster.

    At later meals in the same room people best sit at the table that they had at the first.
    """
    seated: dict[str, dict[PersonId, str]] = {}
    without = tuple(lack_of_tables(meal) for meal in meals_lacking_tables(scope.visit))
    proposals = [Proposal(lacking=without)] if without else []
    for meal in seated_meals(scope.visit):
        earlier = seated.setdefault(meal.place.key if meal.place else "", {})
        dining = solved_tables(scope, meal, former, earlier)
        if dining is not None:
            proposals.append(Proposal(tuple(_places(dining, former)), tuple(lacks_of(dining))))
            earlier |= _tables_of(dining)
    if not proposals:
        return Proposal(nothing_open=frozenset({PlacementKind.TABLE}))
    return Proposal.joined(proposals)


def _tables_of(dining: Dining) -> dict[PersonId, str]:
    tables = ((person.id, dining.table_of(person)) for person in dining.diners.values())
    return {person: table.number for person, table in tables if table}


def _places(dining: Dining, former: Former) -> Iterator[ProposedPlace]:
    reasons = TableReasons(dining)
    for person in dining.open:
        table = dining.table_of(person)
        if table is None:
            continue
        before = former.of(PlacementKind.TABLE, dining.meal.id, person.id)
        yield ProposedPlace.of(
            Placement(
                kind=PlacementKind.TABLE,
                event=dining.meal.id,
                place=table.number,
                person=person.id,
                name=person.name,
            ),
            reasons.reasons(person, table),
            reasons.unmet(person, table),
            before if before and before.place != table.number else None,
        )
