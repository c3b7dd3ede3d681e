"""Checks wishes about rooms and vehicles: whether they agree with each other, and with the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator import vocabulary
from generator.check.logistics.lodging import shared_rooms
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.wording import event_text, people_text
from generator.findings import Severity
from generator.model.lodging import Stay
from generator.model.people import Guest, Person
from generator.model.visit import Visit
from generator.model.wishes import Wish, WishKind, pairs_of
from generator.text import Text

_OPPOSITES = (
    (WishKind.SHARE_WITH, WishKind.NOT_WITH),
    (WishKind.RIDE_WITH, WishKind.NOT_RIDE_WITH),
)


@check(
    "wishes.contradictory",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "意愿互相矛盾", "en": "Wishes that contradict each other"},
    message={
        "zh": "{who}在“{wish}”一列写了{others}，而两人之一在“{apart}”一列写了对方。"
        "请向本人核实，改正其中一处。",
        "en": "{who} has {others} under “{wish}”, and one of the two has the other under "
        "“{apart}”. Ask them, and correct one of the two.",
    },
)
def contradictory_wishes(scope: Scope) -> Iterator[Violation]:
    """Pairs of people who are to be together by one column, and apart by another."""
    for together, apart in _OPPOSITES:
        pairs = pairs_of(scope.visit.wishes, apart)
        for wish in _of_kind(scope.visit, together):
            if others := _named(wish, pairs):
                yield violation(
                    wish.guest,
                    wish.kind,
                    who=wish.guest.name,
                    others=people_text(others),
                    wish=_label(together),
                    apart=_label(apart),
                )


@check(
    "wishes.one_sided",
    category=Category.CONSISTENT,
    severity=Severity.NOTICE,
    title={"zh": "希望同住的人另写了别人", "en": "A wish for a room-mate who named others"},
    message={
        "zh": "{who}希望与{others}同住，而对方写的是别人。请与双方商定。",
        "en": "{who} would like to share a room with {others}, who named somebody else. "
        "Ask them both.",
    },
)
def one_sided_wishes(scope: Scope) -> Iterator[Violation]:
    """Guests whose wished room-mate would like to share with others, and not with them."""
    wishes = _of_kind(scope.visit, WishKind.SHARE_WITH)
    named = {wish.guest.id: {person.id for person in wish.people} for wish in wishes}
    for wish in wishes:
        others = [p for p in wish.people if p.id in named and wish.guest.id not in named[p.id]]
        if others:
            yield violation(wish.guest, wish.kind, who=wish.guest.name, others=people_text(others))


@check(
    "wishes.apart_in_one_room",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "不同住的人住在一间", "en": "People in one room who are to be apart"},
    message={
        "zh": "{who}写明不与{others}同住，而他们住在一间（{room}）。请调开，或改正名册。",
        "en": "{who} is not to share a room with {others}, and they are in one ({room}). "
        "Move one of them, or correct the roster.",
    },
)
def apart_in_one_room(scope: Scope) -> Iterator[Violation]:
    """People in one room, one of whom asked not to share it with the other."""
    rooms = list(_rooms(scope.visit))
    for wish in _of_kind(scope.visit, WishKind.NOT_WITH):
        for stay, people in rooms:
            if others := _together(wish, people):
                yield violation(
                    wish.guest,
                    wish.kind,
                    related=(stay,),
                    who=wish.guest.name,
                    others=people_text(others),
                    room=stay.name,
                )


@check(
    "wishes.apart_in_one_vehicle",
    category=Category.CONSISTENT,
    severity=Severity.WARNING,
    title={"zh": "不同车的人乘一辆车", "en": "People in one vehicle who are to be apart"},
    message={
        "zh": "{who}写明不与{others}同车，而{ride}都在{vehicle}。请调开，或改正名册。",
        "en": "{who} is not to ride with {others}, and they are both in {vehicle}: {ride}. "
        "Move one of them, or correct the roster.",
    },
)
def apart_in_one_vehicle(scope: Scope) -> Iterator[Violation]:
    """People in one vehicle, one of whom asked not to ride with the other; no shuttles."""
    for wish in _of_kind(scope.visit, WishKind.NOT_RIDE_WITH):
        for ride in scope.visit.rides:
            for boarding in () if ride.is_shuttle else ride.vehicles:
                others = _together(wish, boarding.people.people)
                if others and not boarding.vehicle.is_open:
                    yield violation(
                        wish.guest,
                        wish.kind,
                        related=(boarding,),
                        who=wish.guest.name,
                        others=people_text(others),
                        ride=event_text(ride),
                        vehicle=boarding.vehicle.number,
                    )


@check(
    "wishes.no_single_room",
    category=Category.CONSISTENT,
    severity=Severity.NOTICE,
    title={
        "zh": "希望单住的人与人同住",
        "en": "A shared room for somebody who wishes for one alone",
    },
    message={
        "zh": "{who}希望一人住一间，现与{others}同住（{room}）。标准和房源允许的，请调整。",
        "en": "{who} would like a room alone, and shares one with {others} ({room}). "
        "Move one of them where rules and rooms allow it.",
    },
)
def shared_instead_of_single(scope: Scope) -> Iterator[Violation]:
    """Guests who would like a room alone, and share one."""
    for stay, people in _rooms(scope.visit):
        for guest in people:
            others = [person for person in people if person.id != guest.id]
            if isinstance(guest, Guest) and guest.single_room and others:
                yield violation(
                    guest,
                    "single_room",
                    related=(stay,),
                    who=guest.name,
                    others=people_text(others),
                    room=stay.name,
                )


def _of_kind(visit: Visit, kind: WishKind) -> list[Wish]:
    return [wish for wish in visit.wishes if wish.kind is kind]


def _named(wish: Wish, pairs: frozenset[frozenset[str]]) -> list[Person]:
    """The people in a wish who form one of the pairs with its guest."""
    return [person for person in wish.people if frozenset({wish.guest.id, person.id}) in pairs]


def _together(wish: Wish, people: Sequence[Person]) -> list[Person]:
    """The people in a wish who are among `people`, if its guest is too; otherwise none."""
    ids = {person.id for person in people}
    return [p for p in wish.people if p.id in ids] if wish.guest.id in ids else []


def _rooms(visit: Visit) -> Iterator[tuple[Stay, Sequence[Person]]]:
    """A stay and the people of each shared room, also of a room whose number is not decided."""
    for stay, _, people, _ in shared_rooms(visit):
        yield stay, people
    for stay in visit.stays:
        if stay.room is None and stay.room_count == 1:
            yield stay, stay.people.people


def _label(kind: WishKind) -> Text:
    return vocabulary.field_text("Guest", kind)
