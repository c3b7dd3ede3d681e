"""Checks seats by rank: one person a seat, one seat a person, and that they take part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, list_text, people_text, seat_text
from generator.findings import Severity
from generator.model.attendance import attendees
from generator.model.enums import SeatingForm
from generator.model.people import Person, headcount
from generator.model.record import PersonId
from generator.model.seating import AssignedSeat, Seating
from generator.model.standing import Limit
from generator.model.transport import Ride
from generator.seating.assignment import chairs_of, may_sit, needed_seats, seat_of
from generator.text import Text


@check(
    "seating.seat_twice",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一个座位排了两人", "en": "One seat given to two people"},
    message={
        "zh": "“{event}”{form} {seat} 号座排了{who}。请各排一个座位。",
        "en": "“{event}”, {form}: seat {seat} is given to {who}. Give each a seat.",
    },
    rule="plan",
    clause="people_a_seat",
)
def seats_given_twice(scope: Scope) -> Iterator[Violation]:
    """Seats that the office gives to two people."""
    for seating in scope.visit.seating:
        given: dict[tuple[str, int], list[AssignedSeat]] = defaultdict(list)
        for seat in seating.seats:
            given[seat_of(seating, seat)].append(seat)
        for (side, number), seats in given.items():
            first, *others = seats
            if others:
                yield violation(
                    others[-1],
                    related=(first,),
                    event=event_text(seating.at),
                    form=_form(seating),
                    seat=seat_text(side, number),
                    who=people_text(seat.person for seat in seats),
                )


@check(
    "seating.person_twice",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "一个人在一处排了两个座位", "en": "Two seats for one person"},
    message={
        "zh": "“{event}”给{who}排了 {needed} 个座位（{seats}）。请只留一个。",
        "en": "“{event}” gives {who} {needed} seats ({seats}). Keep one.",
    },
    rule="plan",
    clause="people_a_seat",
)
def people_seated_twice(scope: Scope) -> Iterator[Violation]:
    """People to whom the office gives two seats at one event.

    A photograph is taken before or after, so that its seats are counted apart.
    """
    given: dict[tuple[str, bool, PersonId], list[tuple[Seating, AssignedSeat]]] = defaultdict(list)
    for seating in scope.visit.seating:
        for seat in seating.seats:
            is_photograph = seating.form is SeatingForm.PHOTOGRAPH
            given[seating.at.id, is_photograph, seat.person.id].append((seating, seat))
    for seats in given.values():
        (_, first), *others = seats
        if others:
            seating, last = others[-1]
            yield violation(
                last,
                related=(first,),
                event=event_text(seating.at),
                who=last.person.name,
                needed=len(seats),
                seats=list_text(
                    [seat_text(*seat_of(arrangement, seat)) for arrangement, seat in seats]
                ),
            )


@check(
    "seating.not_attending",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "排了座位的人不参加", "en": "A seat for somebody who is not there"},
    message={
        "zh": "“{event}”{form}给{who}排了座位，而其不在参加和承办人员之中。"
        "请列入参加人员，或换人。",
        "en": "“{event}”, {form}: {who} has a seat but neither takes part nor sees to it. Add the "
        "person to the participants, or seat somebody else.",
    },
    rule="plan",
    limits=("seated_from",),
    needs_complete_lists=True,
)
def seated_without_attending(scope: Scope, allowed: Limit) -> Iterator[Violation]:
    """People with a seat, or named for one, who do not take part and may have none by the rule."""
    for seating in scope.visit.seating:
        present = {person.id for person in _allowed(seating, allowed)}
        given = [(seat, None, seat.person) for seat in seating.seats]
        named = [(seating, "people", person) for person in _named_one_by_one(seating)]
        for record, field, person in (*given, *named):
            if person.id not in present:
                event = event_text(seating.at)
                yield violation(record, field, event=event, form=_form(seating), who=person.name)


@check(
    "seating.over_chairs",
    category=Category.CONSISTENT,
    severity=Severity.ERROR,
    title={"zh": "排座的人数超过座位", "en": "More people than chairs"},
    message={
        "zh": "“{event}”{form}有 {chairs} 座，要坐到 {needed} 号。请加座、减人，或改座位号。",
        "en": "“{event}”, {form}: {chairs} chairs, but seats up to number {needed} are needed. Add "
        "chairs, seat fewer, or change the numbers.",
    },
    rule="plan",
    clause="full_percent",
)
def more_people_than_chairs(scope: Scope) -> Iterator[Violation]:
    """Seatings that need more seats than there are chairs."""
    for seating in scope.visit.seating:
        chairs, needed = chairs_of(seating), needed_seats(scope.visit, seating)
        over = chairs is not None and needed > chairs
        if over and not _fills_its_vehicle(seating):
            field = "people" if seating.chairs is None else "chairs"
            yield violation(
                seating,
                field,
                event=event_text(seating.at),
                form=_form(seating),
                chairs=chairs,
                needed=needed,
            )


def _named_one_by_one(seating: Seating) -> Iterator[Person]:
    """Those whom `people` names by their own name; a party's absent member just has no seat."""
    named = {str(name) for name in seating.people.named}
    return (person for person in seating.people.people if person.name in named)


def _allowed(seating: Seating, allowed: Limit) -> tuple[Person, ...]:
    event = seating.at
    if isinstance(event, Ride):
        return may_sit(seating)
    circles = {"participants": attendees(event), "attendants": tuple(event.attendants.values())}
    return tuple(person for name in allowed.words for person in circles.get(name, ()))


def _fills_its_vehicle(seating: Seating) -> bool:
    """Whether a vehicle has more people aboard than seats: reported of the ride itself."""
    seats = seating.vehicle.seats if seating.vehicle else None
    return seats is not None and headcount({p.id: p for p in may_sit(seating)}.values()) > seats


def _form(seating: Seating) -> Text:
    return vocabulary.field_text("SeatingForm", seating.form)
