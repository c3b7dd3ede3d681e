"""Views for an audience: copies of records without the fields that the audience may not see."""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from generator.model.audience import Audience, audience_of
from generator.model.people import Participants
from generator.model.record import Record, leaf_types
from generator.model.standing import Location

R = TypeVar("R", bound=Record)


def view_for(record: R, audience: Audience) -> R:
    """A copy of `record`, and of every record in it, without what `audience` may not see.

    Reading a field that is not for the audience raises AttributeError. A record that is named in
    several places is copied once, so that it is still one and the same record in the view.

    An `id` that is not for the audience is a number there, since records are compared and ordered
    by their ids: the numbers are in the order of the ids.
    """
    copier = _Copier(audience)
    view: R = copier.copy_of(record)
    copier.number_ids()
    return view


class _Copier:
    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        self._copies: dict[int, Any] = {}
        self._hidden: dict[type[Record], frozenset[str]] = {}
        self._ids: list[tuple[dict[str, Any], str]] = []

    def copy_of(self, value: Any) -> Any:
        """The copy of a record, or of what contains records; other values are shared."""
        if isinstance(value, dict):
            return {key: self.copy_of(item) for key, item in value.items()}
        if not isinstance(value, Record | tuple | Participants | Location):
            return value
        copy = self._copies.get(id(value))
        if copy is None:
            copy = self._copies[id(value)] = self._copy(value)
        return copy

    def number_ids(self) -> None:
        """Give each record its number instead of an id that is not for the audience."""
        ids = sorted({id_ for _, id_ in self._ids})
        numbers = {id_: f"{number:06}" for number, id_ in enumerate(ids)}
        for fields, id_ in self._ids:
            fields["id"] = numbers[id_]

    def _copy(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple([self.copy_of(item) for item in value])
        if isinstance(value, Participants):
            return Participants(value.named, self.copy_of(value.people), value.everyone)
        if isinstance(value, Location):
            return Location(self.copy_of(value.venue), self.copy_of(value.space))
        return self._copy_of_record(value)

    def _copy_of_record(self, record: Record) -> Record:
        copy = record.model_copy()
        fields = copy.__dict__
        hidden = self._hidden_fields(type(record))
        for name in hidden:
            if name == "id":
                self._ids.append((fields, fields[name]))
            del fields[name]
        # That a field is still to be decided may be seen by those who may see the field.
        fields["undecided"] = tuple(e for e in record.undecided if e.field not in hidden)
        copy.model_fields_set.difference_update(hidden)
        for name in _fields_with_records(type(record)):
            if name not in hidden:
                fields[name] = self.copy_of(fields[name])
        return copy

    def _hidden_fields(self, model: type[Record]) -> frozenset[str]:
        if model not in self._hidden:
            self._hidden[model] = frozenset(
                name for name in model.model_fields if audience_of(model, name) < self._audience
            )
        return self._hidden[model]


@cache
def _fields_with_records(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model whose values are records, or contain some."""
    return tuple(
        name
        for name, info in model.model_fields.items()
        if any(
            issubclass(leaf, Record | Participants | Location)
            for leaf in leaf_types(info.annotation)
        )
    )
