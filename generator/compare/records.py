"""Compares records field by field, and lists of records."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.compare.differences import Difference, FieldChange, Topic
from generator.compare.matching import (
    IGNORED_FIELDS,
    Key,
    NameChanges,
    Pair,
    RecordT,
    is_same,
    match_records,
)
from generator.model.record import Record
from generator.model.visit import Visit

_LAST = frozenset({"receiver", "responsible", "checker", "id"})
"""Fields listed after a record's subject, time and place."""


@dataclass(frozen=True)
class VersionPair:
    """The two versions of a visit, and the names that differ between them."""

    before: Visit
    after: Visit
    renamed: NameChanges


@dataclass(frozen=True)
class RecordList:
    """A list of records: its heading, the field that contains it, and the records it is within."""

    topic: Topic
    owner: str
    field: str
    within: tuple[Any, ...] = ()

    def difference(
        self, before: Record | None, after: Record | None, fields: tuple[FieldChange, ...] = ()
    ) -> Difference:
        """Return the difference of a record in this list."""
        return Difference(self.topic, self.owner, self.field, before, after, fields, self.within)


def compare_lists(
    versions: VersionPair,
    records: RecordList,
    before: Sequence[RecordT],
    after: Sequence[RecordT],
    *keys: Key[RecordT],
    skip: Collection[str] = (),
) -> Iterator[Difference]:
    """Compare two lists whose records are matched by `keys`; `skip` are fields to leave out."""
    yield from compare_pairs(
        versions, records, match_records(before, after, keys, versions.renamed), skip
    )


def compare_pairs(
    versions: VersionPair,
    records: RecordList,
    pairs: Sequence[Pair[RecordT]],
    skip: Collection[str] = (),
) -> Iterator[Difference]:
    """Compare records that are matched already."""
    for before, after in pairs:
        if before is None or after is None:
            yield records.difference(before, after)
        elif changes := field_changes(before, after, versions.renamed, skip):
            yield records.difference(before, after, changes)


def compare_single(
    versions: VersionPair,
    records: RecordList,
    before: Record | None,
    after: Record | None,
    skip: Collection[str] = (),
) -> Iterator[Difference]:
    """Compare a record of which there is at most one: always field by field."""
    if before is None and after is None:
        return
    if changes := field_changes(before, after, versions.renamed, skip):
        yield records.difference(before, after, changes)


def field_changes(
    before: Record | None,
    after: Record | None,
    renamed: NameChanges,
    skip: Collection[str] = (),
) -> tuple[FieldChange, ...]:
    """Return the fields that differ; a record that is missing has the default of each field."""
    record = after if after is not None else before
    if record is None:
        return ()
    model = type(record)
    names = sorted(model.model_fields, key=lambda name: name in _LAST)
    return tuple(
        FieldChange(model.__name__, name, earlier, later)
        for name in names
        if name not in IGNORED_FIELDS and name not in skip
        for earlier, later in [(_value(model, before, name), _value(model, after, name))]
        if not is_same(earlier, later, renamed)
    )


def _value(model: type[Record], record: Record | None, name: str) -> Any:
    if record is not None:
        return getattr(record, name) or record.undecided_text(name)
    field = model.model_fields[name]
    return None if field.is_required() else field.get_default(call_default_factory=True)
