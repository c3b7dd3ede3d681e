"""A small visit in; out comes the whole of what its people and those who serve them see.

A case has a `visit`, and perhaps the sheets of its book.xlsx (`book`, rows by name of the sheet)
and the `replies` of units (rows by name of the file).
A plan has `new` in place of these: what `handbook new` is asked for, title, host and sender. Then
`sheets` are the rows that the clerk writes into the workbook; visit.yml stays as it was written.
It names whose `cards` are read, a guest's, a liaison's, which `lists` of lists.xlsx, those of the
kitchen, of the front desk, of the drivers, and the `topics` of checks that concern it.
`pytest tests/whole --update-goldens` writes what these say, and the findings of the loader and of
those checks: read each line.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from generator import vocabulary
from generator.agenda import agenda_of
from generator.check import check_visit
from generator.findings import Finding
from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.card.content import card_content
from generator.render.starter import VisitNames, starter_workbook, starter_yaml
from tests.support.cards import lines_of
from tests.support.documents.lists_workbook import opened, texts
from tests.support.documents.new_workbook import filled
from tests.support.project import HEADER

AS_OF = datetime(2026, 5, 1, tzinfo=UTC)


def _write_book(path: Path, sheets: dict[str, list[list[str]]]) -> None:
    with xlsxwriter.Workbook(path, {"strings_to_numbers": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    sheet.write_string(number, column, str(cell or ""))


def _write_visit(golden: Any, folder: Path) -> None:
    text = yaml.safe_dump(HEADER | golden["visit"], allow_unicode=True, sort_keys=False)
    (folder / "visit.yml").write_text(text, "utf-8")
    if book := golden.get("book"):
        _write_book(folder / "book.xlsx", book)
    for name, rows in (golden.get("replies") or {}).items():
        (folder / "replies").mkdir(exist_ok=True)
        _write_book(folder / "replies" / name, {"回执": rows})


def _write_plan(golden: Any, standing: Standing, folder: Path) -> None:
    """A new visit's folder, with its title, host and sender, and its workbook filled in."""
    new = golden["new"]
    days = date.fromisoformat(str(new["start"])), date.fromisoformat(str(new["end"]))
    names = VisitNames(new["title"], new["host"], new["sender"])
    (folder / "visit.yml").write_text(starter_yaml(*days, names), "utf-8")
    rows = {sheet: table_rows(lines) for sheet, lines in golden["sheets"].items()}
    (folder / "book.xlsx").write_bytes(filled(starter_workbook(standing, *days), rows))


def table_rows(table: str) -> list[dict[str, object]]:
    """Rows from a table written as in Markdown: headings in the first line, empty cells left."""
    lines = (line.strip().removeprefix("|").removesuffix("|") for line in table.splitlines())
    headings, *rows = ([cell.strip() for cell in line.split("|")] for line in lines)
    return [
        {heading: cell for heading, cell in zip(headings, row, strict=True) if cell} for row in rows
    ]


def _loaded(golden: Any, standing: Standing, root: Path) -> tuple[Visit, tuple[Finding, ...]]:
    folder = root / "visits" / "case"
    folder.mkdir(parents=True)
    if golden.get("new"):
        _write_plan(golden, standing, folder)
    else:
        _write_visit(golden, folder)
    visit, findings = load_visit(folder, standing, root)
    assert visit is not None, findings
    return visit, tuple(findings)


def _card(visit: Visit, name: str) -> str:
    """The text of the card of the person called `name`, in the person's own language."""
    (person,) = (person for person in visit.people.values() if person.name == name)
    agenda = agenda_of(visit, person)
    lines = lines_of(card_content(agenda, as_of=AS_OF, version="0").html)
    # Above the name is what every card of the visit says, below the heading of the settings too.
    settings = vocabulary.word("card.tools", agenda.language)
    first = next(at for at, line in enumerate(lines) if name in line)  # `Li Na 李娜` in English
    return "\n".join(lines[first : lines.index(settings)]) + "\n"


def _rows(visit: Visit, sheets: list[str]) -> dict[str, list[str]]:
    """The rows of sheets of lists.xlsx, each as one line with its cells side by side."""
    book = opened(visit)
    return {
        sheet: [" | ".join(cell or "" for cell in row) for row in texts(book, sheet)]
        for sheet in sheets
    }


@pytest.mark.golden_test("*.yml")
def test_what_everybody_sees(golden: Any, standing: Standing, tmp_path: Path) -> None:
    golden.get("about")
    visit, problems = _loaded(golden, standing, tmp_path)
    topics = golden["topics"]
    checked = check_visit(visit).findings
    findings = (*problems, *(found for found in checked if found.code.split(".")[0] in topics))

    shown = [f"{finding.severity.value} {finding.code}: {finding.message}" for finding in findings]
    assert golden.out["findings"] == shown
    assert golden.out["cards_say"] == {name: _card(visit, name) for name in golden["cards"]}
    assert golden.out["lists_say"] == _rows(visit, golden["lists"])
