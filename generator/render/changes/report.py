"""The change report as the office reads it: on the screen, as JSON, as a workbook."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

from generator import vocabulary
from generator.settings import MADE_HERE


@dataclass(frozen=True)
class ToldLine:
    """One person's line of the report, in words: how urgent, whom to call, whether there is
    anything to tell, what changed, the texts to send, and who told them when (empty while nobody
    did)."""

    id: str
    urgency: str
    name: str
    party: str
    phone: str
    staff: bool
    to_tell: bool
    what: tuple[str, ...]
    texts: tuple[str, ...]
    told: str

    @property
    def untold(self) -> bool:
        """Whether the person is still to be told."""
        return self.to_tell and not self.told


@dataclass(frozen=True)
class LogEntry:
    """What one publication changed: when (on the visit's clock; None for what has not gone out),
    where to, and whose cards."""

    at: datetime | None
    target: str
    lines: tuple[ToldLine, ...]


def report_text(lines: Sequence[ToldLine], language: str) -> str:
    """The report for the screen: people to whom the same happened stand together; last, in one
    line, those who need not be told."""
    batches: dict[tuple[str, tuple[str, ...]], list[ToldLine]] = {}
    for line in lines:
        if line.to_tell:
            batches.setdefault((line.urgency, line.what), []).append(line)
    said = [_batch(key, batch, language) for key, batch in batches.items()]
    if quiet := [line.name for line in lines if not line.to_tell]:
        names = vocabulary.word("diff.and", language).join(quiet)
        said.append(vocabulary.word("change.quiet", language, n=len(quiet), names=names))
    return "\n\n".join(said)


def _batch(key: tuple[str, tuple[str, ...]], batch: Sequence[ToldLine], language: str) -> str:
    urgency, what = key
    count = vocabulary.word("change.people", language, n=len(batch))
    head = [f"[{urgency}] {count}", *(f"  {sentence}" for sentence in what)]
    people = [
        "    " + "  ".join(filter(None, (line.name, line.party, line.phone, line.told)))
        for line in batch
    ]
    return "\n".join((*head, *people))


def report_json(lines: Iterable[ToldLine]) -> str:
    """The report as a list of objects, one a person."""
    rows = [
        {
            "id": line.id,
            "urgency": line.urgency,
            "name": line.name,
            "party": line.party,
            "phone": line.phone,
            "staff": line.staff,
            "to_tell": line.to_tell,
            "changes": list(line.what),
            "texts": list(line.texts),
            "told": line.told,
        }
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def report_workbook(lines: Iterable[ToldLine], language: str, created: datetime) -> bytes:
    """The report as a workbook: a row a person, with the telephone number and each text."""
    heading = vocabulary.words_under("change.heading", language)
    columns: Mapping[str, int] = {
        "urgency": 10, "name": 14, "party": 14, "phone": 16, "what": 60, "text": 60, "told": 22,
    }  # fmt: skip
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties(
            {"keywords": MADE_HERE, "created": created.astimezone(UTC).replace(tzinfo=None)}
        )
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(vocabulary.word("change.sheet", language))
        sheet.freeze_panes(1, 2)
        for column, (name, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, heading[name], bold)
        for row, line in enumerate(lines, start=1):
            cells = (line.urgency, line.name, line.party, line.phone, "\n".join(line.what),
                     "\n".join(line.texts), line.told)  # fmt: skip
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, text)
        sheet.autofilter(0, 0, max(1, row if lines else 1), len(columns) - 1)
    return target.getvalue()
