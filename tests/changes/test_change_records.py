"""A change and its records: values that nobody changes on the way to a page."""

from __future__ import annotations

import generator.changes
from tests.support.records import mutable_records_of, records_without_slots


def test_what_is_computed_is_not_changed_afterwards() -> None:
    assert mutable_records_of(generator.changes) == {"_Course", "_Group"}


def test_every_record_has_slots() -> None:
    assert records_without_slots(generator.changes) == set()
