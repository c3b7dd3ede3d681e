"""A grid of cell texts to a Table: finds the heading row, fills merged cells, drops the empty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from generator.findings import Finding, Place, error, notice, warning
from generator.load.clean_text import (
    CONTROL_CHARS,
    LONGEST_TEXT,
    code_points,
    is_visible,
    too_long,
)
from generator.load.nodes import ScalarNode, SheetTable
from generator.load.sheets.row_kinds import (
    is_below_the_list,
    is_example,
    is_heading_of_people,
    is_marked_example,
    is_numbered,
    is_remark,
    is_sum,
)
from generator.load.tables.hidden_rows import seen_otherwise
from generator.load.tables.sheet_xml import NO_MARKS, At, Marks, Merge
from generator.model.parsing.values import normal
from generator.text import shortened

HEADING_ROWS = 20

_FEWEST_HEADINGS = 2
_LONGEST_HEADING = 40
_LOWEST_HEADING_END = 2
_MOST_EXAMPLES = 5
_LONGEST_SHOWN = 20
_MOST_OF_ASIDE = 6
"""Filled cells of a sum: it may give a figure for several columns."""
_FEWEST_OF_DATA = 3
"""Filled cells of a row of data that begins like a remark: a remark's word and its text are two."""
_DECORATED = re.compile(
    r"[*※]{0,3}(?P<heading>.+?)"
    r"(?:[*※:]|\((?:必填项?|选填项?|非必填|可选|needed|required|optional)\)){0,3}",
    re.IGNORECASE | re.DOTALL,
)
_ERROR = re.compile(r"#(?:[A-Z0-9/_]+[!?]|N/A|\?)")

Row = list[str | None]


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings that a sheet may have, normalised, and what the columns below them hold.

    A row with a text below one of `needed` is data, though it begin like a remark; but below one
    of `people` are the names of people. An empty cell below one of `carried` takes the value
    above it. `running` only count the rows. `needed_columns` are `needed` by their columns.
    """

    known: frozenset[str]
    needed: frozenset[str] = frozenset()
    carried: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    running: frozenset[str] = frozenset()
    needed_columns: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """Texts by row and column from 0, all rows alike long; `merges` are corners, both within.

    `place_of` gives a cell's place; `marks` is what a workbook says of cells beyond their texts.
    """

    rows: list[Row]
    place_of: Callable[[int, int], Place]
    merges: tuple[Merge, ...] = ()
    marks: Marks = NO_MARKS


def table_of(
    grid: Grid, place: Place, wanted: Headings
) -> tuple[SheetTable | None, tuple[Finding, ...]]:
    """The table in `grid`, whose headings are looked for among those `wanted`; `place` is the
    sheet's.

    A cell merged downwards counts for every row it covers, with the place of its text.
    """
    if not any(any(row) for row in grid.rows):
        return None, (error("workbook.empty_sheet", place),)
    texts, origins = _filled_down(grid)
    score, top = heading_row(texts, wanted.known)
    if not score:
        return None, (_no_headings(place, wanted.known),)
    columns, repeated = _columns(texts[top], grid, top)
    said, examples = _rows_below(grid, texts, top, columns)
    asides = _asides(grid, texts, said, texts[top], wanted)
    kept = [number for number in said if number not in asides]
    findings = (
        *repeated,
        *(_left_out(grid, aside, origins) for aside in asides.values()),
        *_without_heading(grid, texts[top], top, kept),
        *_cleaned(grid, texts, kept, columns),
        *_uncalculated(grid, texts, kept, columns),
        *seen_otherwise(grid.marks, texts, kept, columns, grid.place_of),
    )
    headings = _scalars(grid, texts, origins, top, columns)
    rows = tuple(_scalars(grid, texts, origins, number, columns) for number in kept)
    shown = tuple(_scalars(grid, texts, origins, number, columns) for number in examples)
    return SheetTable(headings, rows, headings[0].place, shown), findings


def heading_row(rows: list[Row], known: frozenset[str]) -> tuple[int, int]:
    """How many known headings the likeliest of the first rows holds, and that row's number."""
    keys = {heading_key(word) for word in known}
    scores = []
    for number, row in enumerate(rows[:HEADING_ROWS]):
        short = (text for text in row if text and len(text) <= _LONGEST_HEADING)
        scores.append((len({heading_key(text) for text in short} & keys), -number))
    score, number = max(scores, default=(0, 0))
    return score, -number


def is_list(rows: list[Row], kinds: Iterable[Headings]) -> bool:
    """Whether a sheet that begins with `rows` looks like a list of one of `kinds`: it has the
    headings that such a list needs, two at least, and something below them.
    """
    for kind in kinds:
        score, top = heading_row(rows, kind.known)
        if score >= _FEWEST_HEADINGS and any(any(row) for row in rows[top + 1 :]):
            keys = {heading_key(text) for text in rows[top] if text}
            if all(keys & column for column in kind.needed_columns):
                return True
    return False


def is_aside(own: str, row: Row, headings: Row, needed: frozenset[str]) -> bool:
    """Whether a row that begins with `own` is a sum, a remark or who drew the table up.

    A remark has next to nothing beside it; 注：素食 in a column before the names is data.
    """
    if is_sum(own):
        return True
    if not is_remark(own):
        return False
    pairs = zip(headings, row, strict=False)
    beside = [head for head, text in pairs if head and text and not is_remark(text)]
    if any(heading_key(head) in needed for head in beside):
        return False
    filled, columns = len(beside) + 1, sum(1 for head in headings if head)
    return filled < _FEWEST_OF_DATA or filled * 2 < columns


def heading_key(text: str) -> str:
    """A heading for comparing: `姓 名`, `*姓名` and `姓名（必填）：` are `姓名`, as are capitals
    and small letters.
    """
    return undecorated(text).casefold()


def undecorated(text: str) -> str:
    """A heading without gaps, and without what tells how to fill in its column."""
    plain = "".join(normal(text).split())
    match = _DECORATED.fullmatch(plain)
    return match["heading"] if match else plain


def _no_headings(place: Place, known: frozenset[str]) -> Finding:
    words = sorted(known, key=lambda word: (word.isascii(), len(word), word))
    shown = "、".join(words[:_MOST_EXAMPLES])
    return error("workbook.no_headings", place, rows=HEADING_ROWS, examples=shown)


def _filled_down(grid: Grid) -> tuple[list[Row], dict[At, At]]:
    """The texts with merged cells filled within their first column, and where each came from."""
    texts = [list(row) for row in grid.rows]
    origins: dict[At, At] = {}
    for (top, left), (bottom, _) in grid.merges:
        if top >= len(texts) or left >= len(texts[top]) or texts[top][left] is None:
            continue
        for number in range(top + 1, min(bottom + 1, len(texts))):
            texts[number][left] = texts[top][left]
            origins[number, left] = (top, left)
    return texts, origins


def _columns(headings: Row, grid: Grid, top: int) -> tuple[list[int], list[Finding]]:
    """The columns that have a heading of their own, and a finding for each that repeats one."""
    first: dict[str, int] = {}
    repeated = []
    for column, text in enumerate(headings):
        if text is None:
            continue
        key = heading_key(text)
        if key not in first:
            first[key] = column
            continue
        place, other = grid.place_of(top, column), grid.place_of(top, first[key])
        words = {"found": text, "other": _cell_name(other)}
        repeated.append(error("workbook.duplicate_heading", place, (other,), **words))
    return list(first.values()), repeated


def _cell_name(place: Place) -> str:
    return (place.where or str(place)).rpartition("!")[2]


def _rows_below(
    grid: Grid, texts: list[Row], top: int, columns: list[int]
) -> tuple[list[int], list[int]]:
    """The rows below the headings that say something, neither blank nor headings once more; and
    those of them that are marked as examples.
    """
    bottoms = (merge[1][0] for merge in grid.merges if merge[0][0] <= top <= merge[1][0])
    start = max((b for b in bottoms if b - top <= _LOWEST_HEADING_END), default=top) + 1
    headings = [texts[top][column] for column in columns]
    said, examples = [], []
    for number in range(start, len(grid.rows)):
        own = next(filter(None, grid.rows[number]), None)
        if own is None:
            continue
        if is_example(own) or is_marked_example(_second(grid.rows[number])):
            examples.append(number)
        elif [texts[number][column] for column in columns] != headings:
            said.append(number)
    return said, examples


@dataclass(frozen=True, slots=True)
class _Aside:
    """A row that is no data: the cell by which it is none, and the code of what to say of it."""

    at: At
    code: str


def _asides(
    grid: Grid, texts: list[Row], said: list[int], headings: Row, wanted: Headings
) -> dict[int, _Aside]:
    """The rows of `said` that are no data, each with the cell by which it is none: its first, be
    it merged down from above.
    """
    asides: dict[int, _Aside] = {}
    keys = [heading_key(text) if text else "" for text in headings]
    across = _merged_across(grid, keys)
    below_remark = False
    for number in said:
        row = grid.rows[number]
        firsts = tuple(dict.fromkeys((_first(row), _first(texts[number]))))
        found = [each for each in firsts if is_aside(each[1], row, headings, wanted.needed)]
        remark = bool(found) and not is_sum(found[0][1])
        if not found and below_remark and _is_one_of_its_lines(row):
            found, remark = [firsts[0]], True
        if found:
            asides[number] = _Aside((number, found[0][0]), "workbook.aside")
        elif aside := _aside_of(number, row, keys, wanted, across):
            asides[number] = aside
        below_remark = remark
    return asides


def _aside_of(
    number: int, row: Row, keys: list[str], wanted: Headings, across: frozenset[int]
) -> _Aside | None:
    """A row as an aside where it says next to nothing; None where it may be data."""
    filled = [column for column, text in enumerate(row) if text]
    if len(filled) > _MOST_OF_ASIDE and number not in across:
        return None
    own = [column for column in filled if keys[column] not in wanted.running] or filled
    key, text = keys[own[0]], row[own[0]] or ""
    others = [row[column] or "" for column in own[1:]]
    at = (number, own[0])
    if all(heading_key(row[column] or "") == keys[column] for column in own):
        return _Aside(at, "workbook.aside")
    titled = key in wanted.needed - wanted.people - wanted.carried
    if is_below_the_list(text, others, may_be_called_so=titled):
        return _Aside(at, "workbook.aside")
    if own[0] != filled[0] and _counts_the_rows(row, filled):
        return _Aside((number, filled[0]), "workbook.aside")
    if key in wanted.people and is_heading_of_people(text, others):
        return _Aside(at, "workbook.heading_between")
    if number in across and key not in wanted.carried and not others:
        return _Aside(at, "workbook.merged_row")
    return None


def _counts_the_rows(row: Row, filled: list[int]) -> bool:
    """Whether a sum begins in the column of running numbers."""
    first, *others = (row[column] or "" for column in filled)
    return not first.isdecimal() and is_below_the_list(first, others, may_be_called_so=False)


def _merged_across(grid: Grid, keys: list[str]) -> frozenset[int]:
    """The rows of which one merged cell covers the first column and half of all or more."""
    headed = [column for column, key in enumerate(keys) if key]
    least = max(2, (len(headed) + 1) // 2)
    return frozenset(
        number
        for (top, left), (bottom, right) in grid.merges
        if left <= headed[0] and sum(left <= column <= right for column in headed) >= least
        for number in range(top, min(bottom + 1, len(grid.rows)))
    )


def _second(row: Row) -> str:
    """The second filled cell of a row: the first may be a running number."""
    return next(islice(filter(None, row), 1, None), "")


def _first(row: Row) -> tuple[int, str]:
    return next((column, text) for column, text in enumerate(row) if text)


def _is_one_of_its_lines(row: Row) -> bool:
    """Whether a row below a remark goes on with it: a numbered text and nothing else."""
    said = [text for text in row if text]
    return len(said) == 1 and is_numbered(said[0])


def _left_out(grid: Grid, aside: _Aside, origins: dict[At, At]) -> Finding:
    row, column = origins.get(aside.at, aside.at)
    shown = shortened(grid.rows[row][column] or "", _LONGEST_SHOWN)
    return notice(aside.code, grid.place_of(row, column), found=shown)


def _without_heading(grid: Grid, headings: Row, top: int, kept: list[int]) -> list[Finding]:
    """Columns that hold something but have no heading: their content cannot be understood."""
    found = []
    for column in (number for number, text in enumerate(headings) if text is None):
        row = next((number for number in kept if grid.rows[number][column] is not None), None)
        if row is not None:
            words = {
                "found": grid.rows[row][column],
                "cell": _cell_name(grid.place_of(row, column)),
            }
            found.append(warning("workbook.heading_missing", grid.place_of(top, column), **words))
    return found


def _cleaned(grid: Grid, texts: list[Row], kept: list[int], columns: list[int]) -> list[Finding]:
    """Takes errors and control characters out of `texts`; a finding for each cell concerned."""
    found = []
    for number in kept:
        row = texts[number]
        for column in columns:
            text = row[column]
            if text is None:
                continue
            if len(text) > LONGEST_TEXT:
                row[column] = text[:LONGEST_TEXT]
                found.append(too_long(text, grid.place_of(number, column)))
            elif text[0] == "#" and _ERROR.fullmatch(text):
                row[column] = None
                place = grid.place_of(number, column)
                found.append(error("workbook.formula_error", place, found=text))
            elif not text.isprintable():
                plain = CONTROL_CHARS.sub("", text).strip()
                row[column] = plain if is_visible(plain) else None
                if marks := CONTROL_CHARS.findall(text):
                    place = grid.place_of(number, column)
                    values = {"codes": code_points(marks)}
                    found.append(warning("workbook.control_character", place, **values))
    return found


def _uncalculated(
    grid: Grid, texts: list[Row], kept: list[int], columns: list[int]
) -> list[Finding]:
    rows, wanted = set(kept), set(columns)
    return [
        warning("workbook.formula_empty", grid.place_of(row, column))
        for row, column in sorted(grid.marks.uncalculated)
        if row in rows and column in wanted and texts[row][column] is None
    ]


def _scalars(
    grid: Grid, texts: list[Row], origins: dict[At, At], number: int, columns: list[int]
) -> tuple[ScalarNode, ...]:
    row, place_of = texts[number], grid.place_of
    if not origins:
        return tuple([ScalarNode(row[column], place_of(number, column)) for column in columns])
    return tuple(
        ScalarNode(row[column], place_of(*origins.get((number, column), (number, column))))
        for column in columns
    )
