"""Every sheet: the same bytes each time, no data read as markup, fonts that draw every name."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from generator.font_folders import font_folders
from generator.model.visit import Visit
from generator.render.card.view import CallerView
from generator.render.paper import (
    ALL_SHEETS,
    FORMS,
    SHEETS,
    WITHOUT_AGENDAS,
    PrintingError,
    PrintOrder,
    glyphs,
    paper_files,
    sheet_sources,
    typeset,
)
from generator.render.paper.glyphs import glyph_findings, missing_glyphs
from generator.render.paper.typeset import printable
from tests.support.documents.paper import VISIT, printed, texts

DATED = ("duty-board", "duties", "handbook", "staff-handbook", "plan", "statement", "agenda-papers",
         "menu-approval", "duty-roster", "changes")  # fmt: skip
"""Sheets that print when the visit's files last changed."""


@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_the_same_order_gives_the_same_bytes(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    order = order_of(**VISIT)

    assert printed(order, sheet) == printed(order, sheet)


@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_a_visit_of_nobody_prints(order_of: Callable[..., PrintOrder], sheet: str) -> None:
    assert texts(printed(order_of(), sheet))


def test_every_sheet_is_printed_unless_one_is_named(order_of: Callable[..., PrintOrder]) -> None:
    names = [name for name, _ in paper_files(order_of(guests=["甲某"]))]

    assert names == [f"{sheet}.pdf" for sheet in SHEETS]


def test_a_form_is_printed_only_when_it_is_named(order_of: Callable[..., PrintOrder]) -> None:
    order = order_of(guests=["甲某"], only=("badges", "cards"))

    assert [name for name, _ in paper_files(order)] == ["cards.pdf", "badges.pdf"]
    assert not FORMS.keys() & SHEETS.keys()


@pytest.mark.parametrize("sheet", ALL_SHEETS)
def test_the_date_of_the_data_is_printed_and_no_input_of_a_sheet(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    order = order_of(**VISIT)
    later = replace(order, as_of=order.as_of + timedelta(days=1))

    first, second = sheet_sources(sheet, order), sheet_sources(sheet, later)

    assert first.inputs == second.inputs
    dated = sheet in DATED
    assert (typeset(first) != typeset(second)) is dated


@pytest.mark.parametrize("sheet", DATED)
def test_a_dated_sheet_depends_on_the_time_zone(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    shanghai, tokyo = (order_of(timezone=zone) for zone in ("Asia/Shanghai", "Asia/Tokyo"))

    assert sheet_sources(sheet, shanghai).inputs != sheet_sources(sheet, tokyo).inputs


def test_a_new_font_changes_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "fonts/noto"
    folder.mkdir(parents=True)
    os.utime(folder, (1, 1))
    roots = (str(folder.parent), str(tmp_path / "none"))
    before = font_folders(roots)

    (folder / "new.otf").write_bytes(b"")

    assert font_folders(roots) != before
    assert [path for path, _ in font_folders(roots)] == [str(folder.parent), str(folder)]


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheet_that_names_guests_depends_on_them(
    order_of: Callable[..., PrintOrder], sheet: str
) -> None:
    first, second = (order_of(guests=[name], title="考察团") for name in ("甲某", "乙某"))

    same = sheet_sources(sheet, first).inputs == sheet_sources(sheet, second).inputs

    assert same is (sheet in {"poster", "duties", "duty-board"})


@pytest.mark.parametrize("sheet", WITHOUT_AGENDAS)
def test_sheets_without_agendas_read_none(
    order_of: Callable[..., PrintOrder], sheet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(PrintOrder, "agendas")

    assert sheet_sources(sheet, order_of(**VISIT))


def test_printing_without_typst_raises_printing_error(
    order_of: Callable[..., PrintOrder], monkeypatch: pytest.MonkeyPatch
) -> None:
    order = order_of(guests=["甲某"])
    monkeypatch.setitem(sys.modules, "typst", None)

    with pytest.raises(PrintingError):
        list(paper_files(order))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("梁正远", "梁正远"),
        ("a\u202eb\x07c", "abc"),
        ("两\n行", "两\n行"),
        ("W" * 60, "W" * 60),
        ("阿" * 60, "阿" * 60),
    ],
)
def test_texts_are_made_printable(written: str, shown: str) -> None:
    assert printable({"name": [written]}) == {"name": [shown]}


def test_a_dataclass_is_printed_as_a_mapping_of_its_fields() -> None:
    caller = CallerView("医疗", "周医生\u202e", "0717", "0717")

    assert printable((caller,)) == [
        {"what": "医疗", "name": "周医生", "phone": "0717", "dial": "0717"}
    ]


def test_rare_characters_of_names_are_drawn() -> None:
    assert missing_glyphs(["䶮小川", "㛃", "欧阳·明", "Анна é", "𬭎"]) == ()


CMAP = "0000 0001 0003 0001 0000 000c"
"""The head of a character map with one subtable, for Unicode."""


@pytest.mark.parametrize(
    "table",
    [
        "",
        f"{CMAP} 0000 0020 0000 0004 0004 0001 0000 5f20 ff06 0000 5f20 ffff 0000 0001 0000 0000",
        f"{CMAP} 0004 0006 0000 0004 0004 0001 0000",
        f"{CMAP} 0004 0020 0000 0006 0004 0001 0000 5f20 ffff 0000 0120 ffff 0000 0001 0000 0000",
    ],
    ids=["no map", "wrong length", "cut off", "wrong number of ranges"],
)
def test_a_damaged_font_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    font = TTFont()
    font["cmap"] = DefaultTable("cmap")
    font["cmap"].data = bytes.fromhex(table)
    font.save(tmp_path / "damaged.ttf")
    monkeypatch.setattr(glyphs, "_font_files", lambda: ((str(tmp_path / "damaged.ttf"), 0),))

    assert missing_glyphs("张") == ("张",)


def test_a_character_that_no_font_draws_is_reported(visit_of: Callable[..., Visit]) -> None:
    visit = visit_of(guests=["王\U000f1234"])

    (finding,) = glyph_findings(visit)

    assert finding.code == "paper.missing_glyphs"
    assert "U+F1234" in str(finding.message)
    assert finding.place.line is not None
