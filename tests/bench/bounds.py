"""What builds cannot take less than: what Python and the libraries do for the same output.

Nothing that the program does itself is in it: no reading of values, checks, agendas or drafts.
`python -m tests.bench.bounds` prints the processor seconds of each part for the visit that was
built in this folder.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from time import process_time

from tests.bench.engines import open_cards
from tests.bench.processes import SLUG, cost_of, output_of

PROGRAM = ("generator.cli.building", "generator.project")
"""What a build cannot begin to read a visit without: these modules import the others."""
LISTS = ("lists.xlsx", "statement.xlsx")
SHOW_ROOMS = ("duties", "signs", "staff-handbook")
"""The sheets that are printed again when a room changes."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Processor seconds of Python and the libraries alone, for one visit.

    `imports` of the program; `reading` the cells of its workbook; `sheets`: typst sets each from
    its template and data; `lists`: xlsxwriter writes the cells of each; `cards`: their bytes are
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
            "the program imported": self.imports,
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


def busy(everything: float, alone: float, processors: int) -> float:
    """Return the least seconds of `everything`, of which something must run `alone`, first."""
    return alone + (everything - alone) / processors


def parts_of(root: Path, sheets: Collection[str] = ()) -> Parts:
    """Measure the parts for the visit that was built in `root`, and for some of its sheets."""
    imports = cost_of(root, "-c", f"import {', '.join(PROGRAM)}").cpu
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
        "sheets": _setting(Path(), sheets),
    }


def _reading(path: Path) -> float:
    return _seconds(partial(_cells, path))


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


def _setting(root: Path, names: Iterable[str]) -> dict[str, float]:
    """Typeset sheets of the visit, one after the other: typst remembers letters and fonts."""
    from generator.project import load_project
    from generator.render.paper import PrintOrder, sheet_sources, typeset
    from generator.sealing.addresses import visit_links
    from generator.settings import read_settings

    settings = read_settings(root)
    project = load_project(settings, [settings.visits_folder / SLUG])
    (loaded,) = project.selected_visits
    assert loaded.visit is not None
    links = {link.person: link.url for link in visit_links(loaded, settings, os.environ)}
    order = PrintOrder(loaded.visit, links, loaded.last_changed)
    sources = {name: sheet_sources(name, order) for name in names}
    return {name: _seconds(partial(typeset, sheet)) for name, sheet in sources.items()}


def _seconds(work: Callable[[], object]) -> float:
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    print(json.dumps(_measure_here(sys.argv[1:])))
