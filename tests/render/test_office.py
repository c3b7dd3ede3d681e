"""LibreOffice opens every workbook that the program writes and saves it without losing anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from generator.load import load_visit
from generator.model.standing import Standing
from generator.model.visit import Visit
from generator.render.lists import lists_workbook
from generator.render.statement import statement_workbook
from generator.sample import write_sample
from tests.support.documents.lists_workbook import CHANGED, Again, Resave, differences_between
from tests.support.project import PROJECT
from tests.support.proof import cases

ECOTOUR = PROJECT / "visits" / "2026-05-ecotour"


def loaded(folder: Path, standing: Standing) -> Visit:
    visit, findings = load_visit(folder, standing, folder.parent)
    assert findings == ()
    assert visit is not None
    return visit


def test_lists_survive_libreoffice(standing: Standing, again: Again, resaved: Resave) -> None:
    visit = loaded(ECOTOUR, standing)

    book = resaved(lists_workbook(visit, CHANGED))

    assert differences_between(again(visit, ECOTOUR, book), visit) == []


def test_a_text_like_a_formula_is_still_text_in_libreoffice(
    visit_of: Callable[..., Visit], tmp_path: Path, again: Again, resaved: Resave
) -> None:
    names = ["=cmd|'/c calc'!A1", "@SUM(1+1)", "-1", "0012", "12345.0", "𬭎" * 60]
    visit = visit_of(guests=names, team={"staff": []})

    book = resaved(lists_workbook(visit, CHANGED))

    page = openpyxl.load_workbook(BytesIO(book))["来宾"]
    cells = [cell for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert differences_between(again(visit, tmp_path / "visits" / "case", book), visit) == []


def test_the_statement_survives_libreoffice(standing: Standing, resaved: Resave) -> None:
    content = statement_workbook(loaded(ECOTOUR, standing), CHANGED)

    before, after = (openpyxl.load_workbook(BytesIO(book)) for book in (content, resaved(content)))

    assert _values(after) == _values(before)
    assert _values(before)["费用汇总"][-3][2] == 24100


def test_a_statement_of_formulas_is_still_text_in_libreoffice(
    visit_of: Callable[..., Visit], resaved: Resave
) -> None:
    names = ["=cmd|'/c calc'!A1", "@SUM(1+1)", "<script>", "𬭎" * 60]
    visit = visit_of(guests=names, expenses=[{"item": name, "amount": "1"} for name in names])

    book = openpyxl.load_workbook(BytesIO(resaved(statement_workbook(visit, CHANGED))))

    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [name for name in names if sum(cell.value == name for cell in cells) < 3] == []


def _values(book: Workbook) -> dict[str, list[list[object]]]:
    """Every sheet's values, without empty rows."""
    return {
        page.title: [list(row) for row in page.iter_rows(values_only=True) if any(row)]
        for page in book
    }


@pytest.mark.parametrize("name", cases(["made", "ecotour"], {"ecotour"}))
def test_a_sample_s_workbook_survives_libreoffice(
    tmp_path: Path, standing: Standing, resaved: Resave, name: str
) -> None:
    folder = tmp_path / name
    if name == "made":
        write_sample(folder, 60, 5)
    else:
        shutil.copytree(ECOTOUR, folder)
    visit = loaded(folder, standing)

    (folder / "book.xlsx").write_bytes(resaved((folder / "book.xlsx").read_bytes()))

    assert differences_between(loaded(folder, standing), visit) == []
