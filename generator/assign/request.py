"""What is asked of the modules that propose places, and how their proposals follow one another.

`rooms`, `tables`, `rides` and `seats` each have `propose(request) -> Proposal` for their kind. They
run in this order, because where people sleep decides which rides they need, and a seat needs a
table or a vehicle: the visit of each request already has the places proposed before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from generator.check.registry import Scope
from generator.model.assigned import Placement
from generator.model.record import PersonId


@dataclass(frozen=True)
class Request:
    """A request for proposals of one kind of place.

    The visit in `scope` has what people wrote, and of other kinds the accepted and proposed places
    too. Of this kind it has nothing else: `accepted` are the lines of assigned.csv of this kind,
    which stay where they still fit. The proposal repeats those that stay; it leaves out those that
    are no longer needed, because the person is gone or has a place that somebody wrote. So it has
    every line of this kind that assigned.csv has once it is accepted.

    `former` are the places of this kind that were published or proposed before, for people who may
    have none now. `informed` are the people whose published card shows such a place.
    """

    scope: Scope
    accepted: tuple[Placement, ...] = ()
    former: tuple[Placement, ...] = ()
    informed: frozenset[PersonId] = frozenset()

    @cached_property
    def before(self) -> tuple[Placement, ...]:
        """The places from which a proposal should differ little: accepted ones go before others."""
        known = {(line.event, line.person, line.first) for line in self.accepted}
        others = (x for x in self.former if (x.event, x.person, x.first) not in known)
        return (*self.accepted, *others)
