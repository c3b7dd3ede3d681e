"""Checks nights: each guest has one bed on each night of the visit, and on no other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import days_text
from generator.check.wrong_dates import Dated, is_outside, wrong_dates_test
from generator.findings import Severity
from generator.model.attendance import nights_needed
from generator.model.companions import Companions
from generator.model.lodging import Stay
from generator.model.people import CompanionsApart, Guest, UnnamedMembers, companions_apart
from generator.model.record import PersonId
from generator.model.standing import Limit
from generator.model.visit import Visit


@check(
    "nights.outside_dates",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "住宿在来访起止日期之外", "en": "A stay outside the visit's dates"},
    message={
        "zh": "{room} 房 {check_in} 入住、{check_out} 退房，来访是 {first} 至 {last}。"
        "请改住宿日期，或改来访的起止日期。",
        "en": "Room {room} is held from {check_in} to {check_out}; the visit lasts from {first} to "
        "{last}. Change one of them.",
    },
    rule="plan",
    clause="days_outside",
)
def stays_outside_dates(scope: Scope) -> Iterator[Violation]:
    """Stays that begin before the visit, or end after it."""
    visit = scope.visit
    for stay in visit.stays:
        if is_outside(visit, stay.check_in, stay.check_out):
            early = is_outside(visit, stay.check_in, visit.end)
            yield violation(
                stay,
                "check_in" if early else "check_out",
                room=stay.name,
                check_in=stay.check_in,
                check_out=stay.check_out,
                first=visit.start,
                last=visit.end,
            )


@check(
    "nights.check_out_first",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "退房不晚于入住", "en": "Check-out not after check-in"},
    message={
        "zh": "{room} 房 {check_in} 入住、{check_out} 退房，不足一夜。请改日期。",
        "en": "Room {room}: check-in {check_in}, check-out {check_out}, less than a night. Correct "
        "the dates.",
    },
    rule="plan",
    clause="least_nights",
)
def stays_without_nights(scope: Scope) -> Iterator[Violation]:
    """Stays without a night: check-out is not after check-in."""
    for stay in scope.visit.stays:
        if not stay.nights:
            yield violation(
                stay,
                "check_out",
                room=stay.name,
                check_in=stay.check_in,
                check_out=stay.check_out,
            )


@check(
    "nights.two_rooms",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一人同一夜有两间房", "en": "One person in two rooms on one night"},
    message={
        "zh": "{who} {nights} 夜同时在 {earlier} 房和 {later} 房。请改正其中一处。",
        "en": "{who}: in room {earlier} and in room {later} on {nights}. Delete one.",
    },
    rule="plan",
    clause="places_at_once",
)
def people_in_two_rooms(scope: Scope) -> Iterator[Violation]:
    """People with two rooms on a night; by pair of rooms."""
    for person in scope.visit.people.values():
        nights: dict[date, list[Stay]] = defaultdict(list)
        for stay in scope.index.of(person).stays:
            for night in stay.nights:
                nights[night].append(stay)
        pairs: dict[tuple[int, int], tuple[Stay, Stay, list[date]]] = {}
        for night, stays in nights.items():
            if len(stays) < 2 or _are_of_one_choice(stays):
                continue
            earlier, *_, later = stays
            pair = pairs.setdefault((id(earlier), id(later)), (earlier, later, []))
            pair[2].append(night)
        for earlier, later, shared in pairs.values():
            yield violation(
                later,
                "people",
                related=(earlier,),
                who=person.name,
                nights=days_text(sorted(shared)),
                earlier=earlier.name,
                later=later.name,
            )


@check(
    "nights.no_bed",
    category=Category.COMPLETE,
    severity=Severity.ERROR,
    title={"zh": "来宾有一夜没有床位", "en": "A guest without a bed on a night"},
    message={
        "zh": "{who} {nights} 夜没有房间。请排房；不需要住宿的，在名册“需要住宿”一栏写“否”。",
        "en": "{who} has no room on {nights}. Give one; a guest who needs none is marked so in the "
        "roster.",
    },
    rule="plan",
    limits=("guest_needs",),
    needs_complete_lists=True,
)
def guests_without_bed(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Guests who need a room, on the nights between arrival and departure that they have none.

    People without names need one on the nights on which others of their party have one.
    """
    if "bed" not in needs.words:
        return
    for person, nights in people_without_bed(scope):
        record = person.parties[0] if isinstance(person, UnnamedMembers) else person
        yield violation(
            scope.visit.people.get(person.guest_id, record),
            who=person.name,
            nights=days_text(nights),
        )


def people_without_bed(scope: Scope) -> Iterator[tuple[Guest, list[date]]]:
    """Guests, people without names, and companions apart, who lack a bed, each with the nights."""
    has_wrong_dates = wrong_dates_test(scope)
    for guest in scope.visit.guests:
        stays = scope.index.of(guest).stays
        if any(_is_misdated(stay, scope.visit, has_wrong_dates) for stay in stays):
            continue
        if missing := set(nights_needed(guest, scope.visit)) - _nights_of(scope, guest):
            yield guest, sorted(missing)
    for members in scope.visit.unnamed:
        if missing := _nights_of_party(scope, members) - _nights_of(scope, members):
            yield members, sorted(missing)
    for guest, companions, nights in _companions_without_bed(scope.visit):
        yield companions_apart(guest, companions), nights


@check(
    "nights.bed_while_away",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "来宾不在的一夜排了床位", "en": "A bed on a night the guest is not there"},
    message={
        "zh": "{who} {nights} 夜不在（抵达 {arrival}，返程 {departure}），但排了房。"
        "请改住宿日期或名册。",
        "en": "{who} is not there on {nights} (arrival {arrival}, departure {departure}) but has a "
        "room. Correct the stay or the roster.",
    },
    rule="plan",
    clause="days_outside",
)
def beds_of_absent_guests(scope: Scope) -> Iterator[Violation]:
    """Nights with a bed before the day of the guest's arrival or from the day of departure on."""
    has_wrong_dates = wrong_dates_test(scope)
    for guest in scope.visit.guests:
        if has_wrong_dates(guest):
            continue
        first = guest.arrival.day if guest.arrival else date.min
        last = guest.departure.day if guest.departure else date.max
        stays = [stay for stay in scope.index.of(guest).stays if not has_wrong_dates(stay)]
        nights = {night for stay in stays for night in stay.nights}
        idle = [night for night in sorted(nights) if not first <= night < last]
        if idle:
            yield violation(
                next(stay for stay in stays if idle[0] in stay.nights),
                "check_in" if idle[0] < first else "check_out",
                related=(guest,),
                who=guest.name,
                nights=days_text(idle),
                arrival=guest.arrival or "—",
                departure=guest.departure or "—",
            )


@check(
    "nights.bed_unwanted",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "不需要住宿的来宾排了房", "en": "A room for a guest who needs none"},
    message={
        "zh": "{who}在名册里写明不需要住宿，但排了 {room} 房。请改名册，或退房。",
        "en": "{who} is marked as needing no room but has room {room}. Correct the roster, or give "
        "the room back.",
    },
    rule="plan",
    limits=("guest_needs",),
)
def beds_not_needed(scope: Scope, needs: Limit) -> Iterator[Violation]:
    """Stays of guests who are marked as needing no room."""
    if "bed" not in needs.words:
        return
    for guest in scope.visit.guests:
        stays = scope.index.of(guest).stays
        if stays and not guest.needs_room:
            room = stays[0].name
            yield violation(stays[0], "people", related=(guest,), who=guest.name, room=room)


def _are_of_one_choice(stays: list[Stay]) -> bool:
    """Whether these are rooms of one hotel, counted by type, in one of which the person sleeps."""
    return len({stay.venue.id for stay in stays}) == 1 and all(stay.count for stay in stays)


def _is_misdated(stay: Stay, visit: Visit, has_wrong_dates: Callable[[Dated], bool]) -> bool:
    """Whether a stay has no night within the visit because of its wrong dates."""
    is_within = any(visit.start <= night < visit.end for night in stay.nights)
    return not is_within and has_wrong_dates(stay)


def _nights_of(scope: Scope, guest: Guest) -> set[date]:
    return {night for stay in scope.index.of(guest).stays for night in stay.nights}


def _nights_of_party(scope: Scope, members: UnnamedMembers) -> set[date]:
    """The nights on which people of a party without names need beds: those that others have."""
    named = scope.visit.party_members(members.parties[0])
    nights = {night for guest in named for night in _nights_of(scope, guest)}
    if _nights_of(scope, members):
        nights.update(nights_needed(members, scope.visit))
    return nights


def _companions_without_bed(visit: Visit) -> Iterator[tuple[Guest, Companions, list[date]]]:
    """Companions of whom some have a room of their own, and the nights on which others have none.

    Where nobody is apart, companions have the beds of their guest.
    """
    beds: dict[PersonId, Counter[date]] = defaultdict(Counter)
    are_apart: set[PersonId] = set()
    for stay in visit.stays:
        for person in stay.people.people:
            if isinstance(person, Guest) and person.companions:
                beds[person.guest_id].update(dict.fromkeys(stay.nights, person.companions.count))
            if isinstance(person, CompanionsApart):
                are_apart.add(person.guest_id)
    for guest in visit.guests:
        if guest.id not in are_apart or guest.companions is None:
            continue
        lacking: dict[int, list[date]] = defaultdict(list)
        for night in nights_needed(guest, visit):
            lacking[guest.companions.count - beds[guest.id][night]].append(night)
        for count, nights in lacking.items():
            if count > 0:
                yield guest, Companions(count=count), nights
