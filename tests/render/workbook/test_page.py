"""Files of workbooks: the same bytes each time, and the properties that are given."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import openpyxl
from xlsxwriter import Workbook

from generator.render.workbook.page import PAGE_NUMBERS, set_up_page, set_up_print, workbook_bytes
from generator.settings import PROGRAM_KEYWORD

CREATED = datetime(2026, 5, 1, 16, tzinfo=timezone(timedelta(hours=8)))


def write(book: Workbook) -> None:
    page = book.add_worksheet("名单")
    page.write_string(0, 0, "0012")
    set_up_page(page, footer=PAGE_NUMBERS, landscape=True)
    set_up_print(page, "甲&乙" * 100, (0, 0))


def test_the_same_sheets_give_the_same_bytes() -> None:
    content = workbook_bytes(write, CREATED, title="甲")

    assert workbook_bytes(write, CREATED.astimezone(UTC), title="甲") == content


def test_the_file_is_marked_as_the_program_s_unless_it_is_for_the_clerk() -> None:
    ours, clerks = (
        openpyxl.load_workbook(BytesIO(content)).properties
        for content in (
            workbook_bytes(write, CREATED),
            workbook_bytes(write, CREATED, keywords=None),
        )
    )

    assert (ours.keywords, clerks.keywords) == (PROGRAM_KEYWORD, None)
    assert ours.created == datetime(2026, 5, 1, 8)


def test_a_long_title_fits_into_the_header() -> None:
    page = openpyxl.load_workbook(BytesIO(workbook_bytes(write, CREATED)))["名单"]

    assert page.oddHeader.left.text == ("甲&&乙" * 40)
    assert page.page_setup.orientation == "landscape"
