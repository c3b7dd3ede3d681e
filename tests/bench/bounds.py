"""What builds cannot take less than: the same work done by the libraries alone.

Nothing of the program is in it: no checks, no agendas, no layout. `python -m tests.bench.bounds`
prints the processor seconds of each part for the visit that was built in this folder.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from time import process_time

from tests.bench.engines import open_cards
from tests.bench.processes import SLUG, cost_of, output_of

LIBRARIES = ("click", "pydantic", "yaml", "jinja2", "python_calamine")
"""What a build cannot begin to read a visit without."""
LISTS = ("lists.xlsx", "statement.xlsx")
SHOW_ROOMS = ("duties", "signs", "staff-handbook")
"""The sheets that are printed again when a room changes."""
TEXT = '#set text(font: json("fonts.json"))\n#json("text.json").join(linebreak())'


@dataclass(frozen=True, slots=True)
class Parts:
    """Processor seconds of the libraries alone, for one visit.

    `imports` of the libraries; `reading` the cells of its workbook; `sheets`: typst sets the lines
    of each as one text; `lists`: xlsxwriter writes the cells of each; `cards`: their bytes are
    sealed and written.
    """

    imports: float
    reading: float
    lists: Mapping[str, float]
    cards: float
    sheets: Mapping[str, float]

    @property
    def before(self) -> float:
        """What comes before anything else, on one processor."""
        return self.imports + self.reading

    @property
    def all(self) -> Mapping[str, float]:
        """Each part by its name."""
        return {
            "libraries imported": self.imports,
            "the workbook's cells read": self.reading,
            **self.lists,
            "cards, sealed and written": self.cards,
            **{f"{name}.pdf": seconds for name, seconds in self.sheets.items()},
        }

    def least_cold(self, docs_alone: float, processors: int) -> float:
        """The least seconds of a build of everything."""
        works = (docs_alone, self.cards, *self.lists.values(), *self.sheets.values())
        return least(self.before, works, processors)

    def least_for_a_cell(self, processors: int) -> float:
        """The least seconds of a build after a room changed."""
        sheets = (self.sheets[name] for name in SHOW_ROOMS if name in self.sheets)
        return least(self.before, (self.lists["lists.xlsx"], *sheets), processors)


def least(before: float, works: Iterable[float], processors: int) -> float:
    """Return the least seconds that several works take, on any schedule, after what is `before`."""
    works = tuple(works)
    return max((before + sum(works)) / processors, before + max(works))


def parts_of(root: Path, sheets: Collection[str] = ()) -> Parts:
    """Measure the parts for the visit that was built in `root`, and for some of its sheets."""
    imports = cost_of(root, "-c", f"import {', '.join(LIBRARIES)}").cpu
    return Parts(imports, **json.loads(output_of(root, "-m", "tests.bench.bounds", *sheets)))


def processors() -> int:
    """Return how many processors this machine has."""
    return os.cpu_count() or 1


def _measure_here(sheets: Iterable[str]) -> dict[str, object]:
    """Measure all but the imports in the project of this folder."""
    output = Path("output", SLUG)
    return {
        "reading": _reading(Path("visits", SLUG, "book.xlsx")),
        "lists": {name: _writing(_cells(output / name)) for name in LISTS},
        "cards": _sealing(Path()),
        "sheets": {name: _setting(output / f"{name}.pdf") for name in sheets},
    }


def _reading(path: Path) -> float:
    start = process_time()
    _cells(path)
    return process_time() - start


def _cells(path: Path) -> list[list[list[str]]]:
    """Return the rows of each worksheet, as texts."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    return [[[str(cell) for cell in row] for row in rows] for rows in sheets]


def _writing(sheets: list[list[list[str]]]) -> float:
    import xlsxwriter

    start = process_time()
    with xlsxwriter.Workbook(BytesIO()) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, column, cell)
    return process_time() - start


def _sealing(root: Path) -> float:
    """Seal the contents of all cards, and write as many bytes as their pages have."""
    from generator.sealing.seal import seal

    cards = [(card.content.encode(), len(card.head + card.foot)) for card in open_cards(root)]
    with tempfile.TemporaryDirectory() as folder:
        start = process_time()
        for number, (content, around) in enumerate(cards):
            page = bytes(around) + seal(content, bytes(32), b"")
            Path(folder, str(number)).write_bytes(page)
        return process_time() - start


def _setting(pdf: Path) -> float:
    """Set a sheet's lines as one text, in the typeface that sheets have."""
    import pypdfium2
    import typst

    from generator.render.paper.fonts import installed_fonts, sans_families

    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    files = {
        "main.typ": TEXT.encode(),
        "fonts.json": json.dumps(sans_families()).encode(),
        "text.json": json.dumps([line for page in pages for line in page.split("\n")]).encode(),
    }
    fonts = installed_fonts()
    start = process_time()
    typst.Compiler(files, font_paths=fonts).compile(format="pdf")
    return process_time() - start


if __name__ == "__main__":
    print(json.dumps(_measure_here(sys.argv[1:])))
