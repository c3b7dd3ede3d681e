"""The printed set: cards, signs, poster, duty sheets and booklets as PDF, typeset by typst.

Data goes to the templates as JSON, so that nothing anybody typed is ever read as markup. To add a
sheet: a template beside this file, a function that gives its data, a line in sheets.py.
"""

from __future__ import annotations

from generator.render.paper.order import PrintOrder
from generator.render.paper.sheets import SHEETS, can_print, paper_file, paper_files
from generator.render.paper.typeset import PrintingError

__all__ = ["SHEETS", "PrintOrder", "PrintingError", "can_print", "paper_file", "paper_files"]
