"""What a sheet of a new visit's workbook is: a section, and columns that the loader knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from generator import vocabulary
from generator.load.sheets.examples import EXAMPLES
from generator.load.sheets.forms import FORMS, columns_of
from generator.load.tables.grid import heading_key

# What a model asks for, but the loader fills in where a row leaves it out.
_FILLED_IN = {("Stay", "check_in"), ("Stay", "check_out")}


class Holds(StrEnum):
    """What a column's cells hold. Text keeps the zeros of 0812 and 0717; a sum can be added up."""

    TEXT = "@"
    COUNT = "0"
    MONEY = "#,##0.00"


@dataclass(frozen=True)
class Column:
    """A column by model and field, the name of its choices in choices.py, its width."""

    model: str
    field: str
    choices: str = ""
    width: int = 12
    holds: Holds = Holds.TEXT

    @property
    def heading(self) -> str:
        """What stands above the column."""
        return vocabulary.label(self.model, self.field)


@dataclass(frozen=True)
class Sheet:
    """A sheet: the section of the visit that it holds, and its columns."""

    section: str
    columns: tuple[Column, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """What the sheet is called."""
        return vocabulary.word(f"starter.sheets.{self.section}")

    def example(self, column: Column) -> str:
        """The example of a column. It may name what the host has: `{hotel}`, `{day}`."""
        return EXAMPLES[self.section].get(columns_of(self.section)[heading_key(column.heading)], "")

    def explanation(self, column: Column) -> str:
        """What goes into a column, and what only holds in a sheet."""
        return "".join((vocabulary.note(column.model, column.field), *self._remarks(column)))

    def _remarks(self, column: Column) -> Iterator[str]:
        form = FORMS[self.section]
        if column.choices:
            yield vocabulary.word(
                "starter.pick_room" if column.choices == "rooms" else "starter.pick"
            )
        if column.model != form.record.__name__:
            yield vocabulary.word(f"starter.rows.{column.model}.{column.field}")
        elif (form.record.model_fields[column.field].alias or column.field) in form.carried:
            yield vocabulary.word("starter.repeated")
        elif form.extra:
            yield vocabulary.word("starter.first_row")

    def needs(self, column: Column) -> bool:
        """Whether a row of the sheet is refused where it leaves the column empty."""
        record = FORMS[self.section].record
        info = record.model_fields.get(column.field)
        own = column.model == record.__name__ and info is not None and info.is_required()
        return own and (column.model, column.field) not in _FILLED_IN
