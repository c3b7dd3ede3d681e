"""The printed set: cards, signs, poster, duty sheets and booklets as PDF, typeset by typst.

Data goes to the templates as JSON, so that nothing anybody typed is ever read as markup. To add a
sheet: a template beside this file, a function that gives its data, a line in sheets.py.
"""

from __future__ import annotations

from generator.render.paper.fonts import font_folders
from generator.render.paper.installed import PrintingError, can_print
from generator.render.paper.order import PrintOrder
from generator.render.paper.sheets import (
    SHEETS,
    WITHOUT_AGENDAS,
    manuscript_of,
    paper_file,
    paper_files,
    work_out_what_is_shared,
)
from generator.render.paper.typeset import typeset

__all__ = [
    "SHEETS",
    "WITHOUT_AGENDAS",
    "PrintOrder",
    "PrintingError",
    "can_print",
    "font_folders",
    "manuscript_of",
    "paper_file",
    "paper_files",
    "typeset",
    "work_out_what_is_shared",
]
