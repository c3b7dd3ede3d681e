"""The sheets of a new visit's workbook: each a section of the visit in columns of the loader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator import vocabulary
from generator.load.sheets.examples import EXAMPLES
from generator.load.sheets.forms import FILLED_IN, FORMS, columns_of
from generator.load.tables.headings import heading_key
from generator.render.workbook.cells import NumberFormat


@dataclass(frozen=True)
class FormColumn:
    """A column by model and field, the name of its drop-down in choices.py, and its width."""

    model: str
    field: str
    choices: str = ""
    width: int = 12
    number_format: NumberFormat = NumberFormat.TEXT

    @property
    def heading(self) -> str:
        """The column's heading."""
        return vocabulary.label(self.model, self.field)


@dataclass(frozen=True)
class FormSheet:
    """A sheet for a section of the visit."""

    section: str
    columns: tuple[FormColumn, ...] = field(repr=False)
    explanations: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What goes into a column, by its field, where it is not the note in the vocabulary."""

    @property
    def name(self) -> str:
        """The sheet's name."""
        return vocabulary.word(f"starter.sheets.{self.section}")

    def example(self, column: FormColumn) -> str:
        """Return a column's example, with placeholders for values of the visit: `{hotel}`."""
        return EXAMPLES[self.section].get(columns_of(self.section)[heading_key(column.heading)], "")

    def explanation(self, column: FormColumn) -> str:
        """Return what goes into a column, with the remarks that apply to sheets only."""
        note = self.explanations.get(column.field) or vocabulary.note(column.model, column.field)
        return "".join((note, *self._remarks(column)))

    def _remarks(self, column: FormColumn) -> Iterator[str]:
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

    def needs(self, column: FormColumn) -> bool:
        """Whether the loader refuses a row of the sheet that leaves the column empty."""
        record = FORMS[self.section].record
        info = record.model_fields.get(column.field)
        required = column.model == record.__name__ and info is not None and info.is_required()
        return required and column.field not in FILLED_IN
