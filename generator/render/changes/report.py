"""The change report for the office: as text, as JSON, as a workbook."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook

from generator import vocabulary
from generator.render.words.lists import enumerated
from generator.render.workbook.cells import NumberFormat
from generator.render.workbook.page import workbook_bytes


@dataclass(frozen=True)
class NotificationLine:
    """A person whose card changed, in words.

    `what` has the changes, `texts` the text messages to send; `notified` is who notified the person
    and when, empty while nobody has.
    """

    id: str
    urgency: str
    name: str
    party: str
    phone: str
    staff: bool
    to_notify: bool
    what: tuple[str, ...]
    texts: tuple[str, ...]
    notified: str

    @property
    def is_pending(self) -> bool:
        """Whether the person has yet to be notified."""
        return self.to_notify and not self.notified


@dataclass(frozen=True)
class FactLine:
    """A thing that changed, in words; `count` is how many people it concerns."""

    urgency: str
    what: str
    count: int
    who: str


@dataclass(frozen=True)
class LogEntry:
    """The changes of one publication, by person and by fact.

    `at` is its time on the visit's clock; None for changes that are not published.
    """

    at: datetime | None
    target: str
    lines: tuple[NotificationLine, ...]
    facts: tuple[FactLine, ...] = ()


def report_text(facts: Sequence[FactLine], lines: Sequence[NotificationLine], language: str) -> str:
    """The report for the screen.

    Each fact comes with the people whom it concerns; then everybody to be notified, with the
    telephone; last, in one line, those who need not be notified.
    """
    parts = ["\n".join(_fact(fact, language) for fact in facts)]
    if to_notify := [line for line in lines if line.to_notify]:
        head = vocabulary.word("change.notify", language, n=len(to_notify))
        parts.append("\n".join((head, *map(_person, to_notify))))
    if quiet := [line.name for line in lines if not line.to_notify]:
        names = enumerated(quiet, language)
        parts.append(vocabulary.word("change.quiet", language, n=len(quiet), names=names))
    return "\n\n".join(part for part in parts if part)


def _fact(fact: FactLine, language: str) -> str:
    concerned = vocabulary.word("change.concerns", language, n=fact.count, who=fact.who)
    return f"[{fact.urgency}] {fact.what}\n    {concerned}"


def _person(line: NotificationLine) -> str:
    return "  " + "  ".join(filter(None, (line.name, line.party, line.phone, line.notified)))


def report_json(lines: Iterable[NotificationLine]) -> str:
    """The report as a list of objects, one for each person."""
    rows = [
        {
            "id": line.id,
            "urgency": line.urgency,
            "name": line.name,
            "party": line.party,
            "phone": line.phone,
            "staff": line.staff,
            "to_tell": line.to_notify,
            "changes": list(line.what),
            "texts": list(line.texts),
            "told": line.notified,
        }
        for line in lines
    ]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def report_workbook(lines: Iterable[NotificationLine], language: str, created: datetime) -> bytes:
    """The report as a workbook: a row for each person, with telephone and text messages."""
    heading = vocabulary.words_under("change.heading", language)
    columns: Mapping[str, int] = {
        "urgency": 10, "name": 14, "party": 14, "phone": 16, "what": 60, "text": 60, "told": 22,
    }  # fmt: skip

    def write(book: Workbook) -> None:
        bold = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format(
            {"num_format": NumberFormat.TEXT.value, "text_wrap": True, "valign": "top"}
        )
        sheet = book.add_worksheet(vocabulary.word("change.sheet", language))
        sheet.freeze_panes(1, 2)
        for column, (name, width) in enumerate(columns.items()):
            sheet.set_column(column, column, width, text)
            sheet.write_string(0, column, heading[name], bold)
        row = 1
        for row, line in enumerate(lines, start=1):
            cells = (line.urgency, line.name, line.party, line.phone, "\n".join(line.what),
                     "\n".join(line.texts), line.notified)  # fmt: skip
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell, text)
        sheet.autofilter(0, 0, row, len(columns) - 1)

    return workbook_bytes(write, created)
