"""Words why somebody is proposed for a vehicle, which wishes are not met, and what is lacking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator import vocabulary
from generator.assign.common_terms import party_of
from generator.assign.loading import Loaded
from generator.assign.problem import Subject
from generator.assign.proposal import Former, ProposedPlace, Unmet
from generator.assign.ride_terms import RideTerms
from generator.assign.trips import Trip, time_text
from generator.check.wording import list_text
from generator.model.assigned import Placement, PlacementKind
from generator.model.people import Guest, Person, Staff
from generator.text import Text

_VEHICLE = PlacementKind.VEHICLE


def words(key: str, **values: object) -> Text:
    """The words of a reason, in every language."""
    return vocabulary.word_text(f"assign_ride.{key}", **values)


class RideReasons:
    """The places that are proposed in vehicles, with the reasons for them."""

    def __init__(self, former: Former, terms: RideTerms) -> None:
        self._former, self._terms = former, terms

    def places(self, loaded: Loaded) -> Iterator[ProposedPlace]:
        """Yield the places of a ride: its people by vehicle, then who of the team goes along."""
        by_vehicle: dict[str, list[ProposedPlace]] = defaultdict(list)
        for subject, number in loaded.placed:
            by_vehicle[number].append(self._place(loaded, subject, number))
        for number, staff in loaded.escorts.of_vehicle.items():
            for person in staff:
                reason = self._escort(loaded, person, number)
                placement = self._placement(loaded.trip, person, number)
                former = self._former_place(placement)
                by_vehicle[number].append(ProposedPlace(placement, (reason,), former=former))
        for number in loaded.vehicles:
            yield from by_vehicle[number]

    def _place(self, loaded: Loaded, subject: Subject, number: str) -> ProposedPlace:
        placement = self._placement(loaded.trip, subject.person, number)
        mates = [m for m in loaded.members[number] if m is not subject]
        return ProposedPlace.of(
            placement,
            self._reasons(loaded, subject, number, mates),
            self._unmet(loaded, subject, number),
            self._former_place(placement),
        )

    def _placement(self, trip: Trip, person: Person, number: str) -> Placement:
        ride = trip.ride
        placement = Placement(_VEHICLE, ride.id, number, person.id, person.name)
        if not trip.is_new:
            return placement
        return replace(
            placement,
            first=ride.day,
            time=time_text(ride.time) if ride.time else "",
            origin=ride.origin.key if ride.origin else "",
            destination=ride.destination.key if ride.destination else "",
        )

    def _former_place(self, placement: Placement) -> Placement | None:
        former = self._former.of(_VEHICLE, placement.event, placement.person)
        return former if former and former.place != placement.place else None

    def _reasons(
        self, loaded: Loaded, subject: Subject, number: str, mates: Sequence[Subject]
    ) -> Iterator[Text]:
        if purpose := loaded.trip.purposes.get(subject.person.id):
            yield purpose
        for mate in mates:
            if wish := self._terms.wishes.between(subject.person.id, mate.person.id):
                yield words(wish, who=mate.person.name)
        party = party_of(subject.person)
        if party:
            others = sum(mate.size for mate in mates if party_of(mate.person) == party)
            if others:
                yield words("party", party=party, n=others + subject.size)
        if loaded.before.get(subject.key) == number:
            yield words("kept")
        elif loaded.earlier.get(subject.key) == number:
            yield words("earlier")

    def _unmet(self, loaded: Loaded, subject: Subject, number: str) -> Iterator[Unmet]:
        """What a place does not meet, and what would meet it."""
        places = loaded.solution.places
        wished = sorted(self._terms.wishes.named.get(subject.person.id, ()))
        people = {s.person.id: s for s in loaded.problem.subjects} if wished else {}
        for other in wished:
            mate = people.get(other)
            if mate is None or places.get(mate.key) in {None, number}:
                continue
            if frozenset((subject.person.id, other)) in self._terms.apart.pairs:
                remedy = words("contradiction", who=mate.person.name)
            elif mate.fixed:
                remedy = words("fixed_there")
            else:
                remedy = words("one_seat_more", vehicle=places[mate.key])
            yield Unmet(words("not_with", who=mate.person.name), remedy)
        if number in loaded.escorts.without_liaison:
            yield Unmet(
                words("without_liaison", vehicle=number), words("name_liaison", vehicle=number)
            )

    def _escort(self, loaded: Loaded, staff: Staff, number: str) -> Text:
        """Why a member of the team goes along."""
        if loaded.vehicles[number].liaison is staff:
            return words("liaison", vehicle=number)
        parties = {
            party_of(member.person)
            for member in loaded.members[number]
            if isinstance(member.person, Guest) and member.person.looked_after_by is staff
        }
        if named := sorted(party for party in parties if party):
            return words("liaison_of", parties=list_text(named))
        return words("liaison_found", vehicle=number)
