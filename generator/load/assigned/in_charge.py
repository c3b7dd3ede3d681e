"""Who is in charge of a ride that only assigned.csv has: nobody wrote the three names (三有)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.model.people import Staff
from generator.model.team import Group, Team
from generator.model.transport import Ride

_TRANSPORT, _COORDINATION = "transport", "coordination"
"""The ids of the working groups in charge of rides; the second where the first lacks somebody."""


def with_people_in_charge(
    rides: Iterable[Ride], written: Iterable[Ride], team: Team
) -> tuple[Ride, ...]:
    """The rides; those that are not `written` get a receiver, a responsible person and a checker.

    The receiver goes along, the lead of the transport group is responsible, and the checker is that
    of this group, or else of the coordination group. A name is left out where nobody has that part.
    """
    known = {ride.id for ride in written}
    return tuple(ride if ride.id in known else _in_charge(ride, team) for ride in rides)


def _in_charge(ride: Ride, team: Team) -> Ride:
    groups = {group.role.id: group for group in reversed(team.groups)}
    named = [groups[role] for role in (_TRANSPORT, _COORDINATION) if role in groups]
    responsible = next(_leads(named, team), None)
    checkers = (one for one in _checkers(named, team) if one is not responsible)
    return ride.model_copy(
        update={
            "receiver": next(_aboard(ride), None),
            "responsible": responsible,
            "checker": next(checkers, None),
        }
    )


def _aboard(ride: Ride) -> Iterator[Staff]:
    """The liaisons of the vehicles, then others of the team who go along."""
    yield from (b.vehicle.liaison for b in ride.vehicles if b.vehicle.liaison)
    yield from (person for person in ride.aboard if isinstance(person, Staff))


def _leads(groups: Iterable[Group], team: Team) -> Iterator[Staff]:
    yield from (group.lead for group in groups if group.lead)
    if team.lead:
        yield team.lead


def _checkers(groups: list[Group], team: Team) -> Iterator[Staff]:
    yield from (group.checker for group in groups if group.checker)
    yield from _leads(groups[1:], team)
