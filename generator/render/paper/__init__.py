"""Printed sheets: cards, signs, poster, duty sheets, booklets and forms as PDF, typeset by typst.

Templates read data as JSON, so that nothing a person typed is read as markup. To add a sheet: a
file in templates/, a function that returns its data, a line in sheets.py.
"""

from __future__ import annotations

from generator.render.paper.fonts import PrintingError, can_print, require_print_extra
from generator.render.paper.order import ChangesToPrint, PrintOrder
from generator.render.paper.sheets import (
    ALL_SHEETS,
    FORMS,
    PARTS,
    SHEETS,
    WITHOUT_AGENDAS,
    SheetFile,
    is_in_parts,
    paper_file,
    paper_files,
    prepare_shared,
    sheet_files,
    sheet_names,
    sheet_sources,
)
from generator.render.paper.typeset import TypstSources, too_small_texts, typeset

__all__ = [
    "ALL_SHEETS",
    "FORMS",
    "PARTS",
    "SHEETS",
    "WITHOUT_AGENDAS",
    "ChangesToPrint",
    "PrintOrder",
    "PrintingError",
    "SheetFile",
    "TypstSources",
    "can_print",
    "is_in_parts",
    "paper_file",
    "paper_files",
    "prepare_shared",
    "require_print_extra",
    "sheet_files",
    "sheet_names",
    "sheet_sources",
    "too_small_texts",
    "typeset",
]
