"""The two versions compared, and the comparison of their records that all sections share."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.compare.differences import Difference, FieldChange, Topic
from generator.compare.fields import field_changes
from generator.compare.identity import NameChanges
from generator.compare.pairing import Key, Made, Pair, paired
from generator.model.record import Record
from generator.model.visit import Visit


@dataclass(frozen=True)
class VersionPair:
    """The earlier version, the later one, and what is called otherwise in it."""

    before: Visit
    after: Visit
    renamed: NameChanges


@dataclass(frozen=True)
class RecordList:
    """A list of records in a version: the heading it is told under, the field that holds it, and
    the records it is part of.
    """

    topic: Topic
    owner: str
    field: str
    within: tuple[Any, ...] = ()

    def of(
        self, was: Record | None, now: Record | None, fields: tuple[FieldChange, ...] = ()
    ) -> Difference:
        """A difference in this list."""
        return Difference(self.topic, self.owner, self.field, was, now, fields, self.within)


def records(
    sides: VersionPair,
    part: RecordList,
    was: Sequence[Made],
    now: Sequence[Made],
    *keys: Key[Made],
    skip: Collection[str] = (),
) -> Iterator[Difference]:
    """What is new, gone or changed in a list of records, which are told apart by `keys`."""
    yield from of_pairs(sides, part, paired(was, now, keys, sides.renamed), skip)


def of_pairs(
    sides: VersionPair, part: RecordList, pairs: Sequence[Pair[Made]], skip: Collection[str] = ()
) -> Iterator[Difference]:
    """What is new, gone or changed, where it is known which record was which."""
    for before, after in pairs:
        if before is None or after is None:
            yield part.of(before, after)
        elif changes := field_changes(before, after, sides.renamed, skip):
            yield part.of(before, after, changes)


def single(
    sides: VersionPair,
    part: RecordList,
    was: Record | None,
    now: Record | None,
    skip: Collection[str] = (),
) -> Iterator[Difference]:
    """What differs in a record of which there is one, if any: always told field by field."""
    if was is None and now is None:
        return
    if changes := field_changes(was, now, sides.renamed, skip):
        yield part.of(was, now, changes)
