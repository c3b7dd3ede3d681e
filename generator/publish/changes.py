"""Whose card is another than it was when it went out, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from generator.agenda.changes import Change, Urgency, changes_between, urgency_of
from generator.model.people import Guest, Staff
from generator.model.record import PersonId
from generator.model.visit import Visit
from generator.publish.edition import Kept


class CardEvent(StrEnum):
    """What became of a card."""

    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class CardChange:
    """What became of one person's card: whom to tell, in which language, how urgently, and what
    changed (nothing for a new card, or for one that is gone). `version` is the card's now, empty
    for one that is gone."""

    person: PersonId
    name: str
    party: str | None
    phone: str | None
    language: str
    staff: bool
    event: CardEvent
    urgency: Urgency
    version: str
    changes: tuple[Change, ...]

    @property
    def to_tell(self) -> bool:
        """Whether the person has to be told; not of others' seats in a picture."""
        return not self.changes or not all(change.only_around for change in self.changes)


def card_changes(visit: Visit, before: Kept, after: Kept, now: datetime) -> tuple[CardChange, ...]:
    """Every card that tells something else `after` than `before`, the most urgent first. `visit`
    says whom to call; `now` is a time on its clock."""
    found = [
        change
        for person in {**after.edition, **before.edition}
        for change in _of(visit, person, before, after, now)
    ]
    guests = {each.name: each.urgency for each in found if not each.staff}
    told = [_as_urgent_as_its_guests(each, guests) for each in found]
    return tuple(sorted(told, key=lambda each: (each.urgency.order, each.staff)))


def _of(
    visit: Visit, person: PersonId, before: Kept, after: Kept, now: datetime
) -> Iterator[CardChange]:
    """The person's change; none where the card is as it was."""
    was, is_ = before.edition.get(person), after.edition.get(person)
    if was and is_ and was.version == is_.version:
        return
    changes = (
        changes_between(before.told(person), before.contents, after.told(person), after.contents)
        if was and is_
        else ()
    )
    urgencies = [urgency_of(change, now) for change in changes]
    known = visit.people.get(person)
    party = known.party.name if isinstance(known, Guest) and known.party else None
    yield CardChange(
        person=person,
        name=after.names.get(person) or before.names.get(person, person),
        party=party,
        phone=known.phone if known else None,
        language=_language(visit, known.language if known else None),
        staff=isinstance(known, Staff),
        event=CardEvent.GONE if not is_ else CardEvent.CHANGED if was else CardEvent.NEW,
        urgency=min(urgencies, key=lambda each: each.order, default=Urgency.LATER),
        version=is_.version if is_ else "",
        changes=changes,
    )


def _as_urgent_as_its_guests(change: CardChange, guests: Mapping[str, Urgency]) -> CardChange:
    """What changed for a guest in one's care has no time of its own: the guest's holds."""
    names = (each.key.removeprefix("charge:") for each in change.changes if each.of_a_guest)
    urgencies = [change.urgency, *(guests[name] for name in names if name in guests)]
    return replace(change, urgency=min(urgencies, key=lambda each: each.order))


def _language(visit: Visit, own: str | None) -> str:
    first = visit.languages[0] if visit.languages else "zh"
    return own if own and own in visit.languages else first
