"""Divides vehicles among rides that compete for them: parties whole, and nobody without a seat."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Block:
    """People of one party who are best in one vehicle, and how many they are.

    `wanted` is the vehicle in which most of them were before, or earlier that day, `own` that of
    their liaison; `leads` is whether the first by rank is among them, who rides in the first one.
    """

    party: str
    size: int
    wanted: str | None = None
    own: str | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A vehicle that is free for a ride, with its free seats; `is_used` if it goes there anyway."""

    number: str
    seats: int
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class Packing:
    """The vehicles of a ride, and which blocks, or parts of them, go into each.

    For `missing` people there is no seat.
    """

    vehicles: tuple[str, ...] = ()
    shares: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    missing: int = 0


Conflicts = Mapping[str, frozenset[str]]
"""The vehicles that cannot be on the road at the same time as a vehicle: they share its liaison."""


def allotment(
    blocks: Mapping[str, Sequence[Block]],
    candidates: Mapping[str, Sequence[Candidate]],
    clashing: Mapping[str, frozenset[str]],
    conflicts: Conflicts,
) -> dict[str, Packing]:
    """Which vehicles are for which of the rides that compete for them, by the id of the ride.

    `blocks` are the people of each ride, `candidates` the vehicles that are free for it, `clashing`
    the rides on which no vehicle can be that is on this one. Several orders of the rides are tried,
    first with whole parties, then with the fewest vehicles; of all, the one that leaves the fewest
    people without a seat.
    """
    orders = (
        list(blocks),
        sorted(blocks, key=lambda ride: (-sum(b.size for b in blocks[ride]), ride)),
        sorted(blocks, key=lambda ride: (len(candidates[ride]), ride)),
    )
    best: dict[str, Packing] = {}
    fewest_left = None
    for whole in (True, False):
        for order in orders:
            chosen = _allotted(order, blocks, candidates, clashing, conflicts, whole=whole)
            left = sum(packing.missing for packing in chosen.values())
            if fewest_left is None or left < fewest_left:
                best, fewest_left = chosen, left
            if fewest_left == 0:
                return best
    return best


def _allotted(
    order: Iterable[str],
    blocks: Mapping[str, Sequence[Block]],
    candidates: Mapping[str, Sequence[Candidate]],
    clashing: Mapping[str, frozenset[str]],
    conflicts: Conflicts,
    *,
    whole: bool,
) -> dict[str, Packing]:
    """The vehicles of the rides in this order; a party that fills a vehicle stays in it."""
    chosen = {
        ride: Packing(tuple(c.number for c in of_ride if c.is_used))
        for ride, of_ride in candidates.items()
    }
    used_before: dict[str, str] = {}
    for ride in order:
        taken = taken_by((chosen[other].vehicles for other in clashing[ride]), conflicts)
        free = [c for c in candidates[ride] if c.is_used or c.number not in taken]
        seats = {c.number: c.seats for c in free}

        def fills(block: Block, number: str, seats: Mapping[str, int] = seats) -> bool:
            return number in seats and 2 * block.size >= seats[number]

        people = []
        for block in blocks[ride] if whole else _as_one(blocks[ride]):
            vehicle = used_before.get(block.party, "")
            is_kept = not block.wanted and fills(block, vehicle)
            people.append(replace(block, wanted=vehicle) if is_kept else block)
        chosen[ride] = packed(people, free, conflicts)
        for number, shares in chosen[ride].shares.items():
            used_before |= {b.party: number for b in shares if whole and fills(b, number)}
    return chosen


def taken_by(chosen: Iterable[Iterable[str]], conflicts: Conflicts) -> set[str]:
    """The vehicles of several rides, and those that share a liaison with one of them."""
    vehicles = {vehicle for of_ride in chosen for vehicle in of_ride}
    return vehicles | {other for vehicle in vehicles for other in conflicts.get(vehicle, ())}


def _as_one(blocks: Sequence[Block]) -> list[Block]:
    size = sum(block.size for block in blocks)
    return [Block("", size)] if size else []


def packed(
    blocks: Sequence[Block], candidates: Sequence[Candidate], conflicts: Conflicts
) -> Packing:
    """Put blocks of people into vehicles, in the order of their size.

    A block goes into the vehicle that it wants, if it has room; else into the vehicle in use that
    it fills best; else into one more: see `_one_more`.
    A block that no vehicle takes is divided.
    """
    seats = {c.number: c.seats for c in candidates}
    used = [c.number for c in candidates if c.is_used]
    free = {c.number for c in candidates if c.seats > 0} - taken_by([used], conflicts)
    shares: dict[str, list[Block]] = {number: [] for number in seats}
    missing = 0

    def put(block: Block, number: str) -> None:
        seats[number] -= block.size
        shares[number].append(block)
        if number not in used:
            used.append(number)
            free.difference_update(taken_by([[number]], conflicts))

    queue = _by_size(blocks)
    while queue:
        block = queue.pop(0)
        taking = [number for number in used if seats[number] >= block.size]
        wanted = block.wanted
        if wanted in taking or (wanted in free and seats[wanted] >= block.size):
            put(block, wanted)
        elif taking:
            put(block, min(taking, key=seats.__getitem__))
        elif free:
            remaining = block.size + sum(other.size for other in queue)
            number = _one_more({n: seats[n] for n in seats if n in free}, block, remaining)
            part = min(block.size, seats[number])
            put(replace(block, size=part), number)
            if part < block.size:
                queue = _by_size([*queue, replace(block, size=block.size - part)])
        else:
            left = block.size
            for number in used:
                part = min(left, seats[number])
                if part:
                    put(replace(block, size=part), number)
                left -= part
            missing += left
    order = [c.number for c in candidates]
    vehicles = tuple(sorted(used, key=order.index))
    packing = Packing(vehicles, {n: tuple(shares[n]) for n in vehicles}, missing)
    return _with_leaders_first(packing, {c.number: c.seats for c in candidates if not c.is_used})


def _by_size(blocks: Iterable[Block]) -> list[Block]:
    return sorted(blocks, key=lambda block: (-block.size, block.party))


def _with_leaders_first(packing: Packing, seats: Mapping[str, int]) -> Packing:
    """The packing in which the leading block is in the first vehicle, if the two can be exchanged.

    `seats` are those of the vehicles that are not on the ride anyway.
    """
    leading = next((n for n, s in packing.shares.items() if any(b.leads for b in s)), None)
    if leading is None or leading == (first := packing.vehicles[0]):
        return packing
    pair = (leading, first)
    shares = {number: packing.shares[number] for number in pair}
    if not seats.keys() >= {*pair} or any(b.wanted for s in shares.values() for b in s):
        return packing
    loads = {number: sum(block.size for block in shares[number]) for number in pair}
    if loads[leading] > seats[first] or loads[first] > seats[leading]:
        return packing
    exchanged = {leading: shares[first], first: shares[leading]}
    return replace(packing, shares={**packing.shares, **exchanged})


def _one_more(seats: Mapping[str, int], block: Block, remaining: int) -> str:
    """The smallest vehicle that takes all who remain; else the block's own, or the largest."""
    taking = [number for number in seats if seats[number] >= remaining]
    if taking:
        return min(taking, key=seats.__getitem__)
    if block.own and block.size <= seats.get(block.own, 0) <= 2 * block.size:
        return block.own
    return max(seats, key=seats.__getitem__)
