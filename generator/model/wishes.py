"""Wishes of guests about whom they share a room, a vehicle or a table with, and with whom not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from generator.model.people import Guest, Person
from generator.model.record import PersonId

Pair = frozenset[PersonId]
"""The ids of two people."""


class WishKind(StrEnum):
    """The columns of the roster with wishes that name people; the values are fields of `Guest`."""

    SHARE_WITH = "share_with"
    NOT_WITH = "not_with"
    RIDE_WITH = "ride_with"
    NOT_RIDE_WITH = "not_ride_with"
    TABLE_WITH = "table_with"


@dataclass(frozen=True, slots=True)
class Wish:
    """What a guest wrote in one of these columns: the people who are meant, without the guest.

    Several, where the guest names several people or a party. `guest.written_at(kind)` is the cell.
    """

    kind: WishKind
    guest: Guest
    people: tuple[Person, ...]

    @property
    def pairs(self) -> frozenset[Pair]:
        """The guest with each of the people."""
        return frozenset(frozenset({self.guest.id, person.id}) for person in self.people)


def pairs_of(wishes: Iterable[Wish], kind: WishKind) -> frozenset[Pair]:
    """The pairs of people in the wishes of a kind, whoever of the two wrote it."""
    return frozenset(pair for wish in wishes if wish.kind is kind for pair in wish.pairs)
