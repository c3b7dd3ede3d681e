"""Replies (回执): the lists of guests that sending units returned, each a file under replies/.

A file is kept as it was received and read in place, as a further part of the roster. Its name is
that of the unit. Nobody's file is rewritten: where a person is on the office's own list too, the
office's row has precedence cell by cell, and the reply fills the cells that the office left empty.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic_core import PydanticCustomError

from generator.findings import Finding, Place, error, notice, warning
from generator.load.nodes import MappingNode, Node, ScalarNode, SheetTable, is_empty, written
from generator.load.problems import IDENTITY
from generator.load.sheets.columns import columns_in
from generator.load.sheets.forms import headings_of
from generator.load.sheets.rows import column_of, hint_of, is_ignored, rows_of
from generator.load.tables.reader import TableReader
from generator.model.parsing.normalisation import ValueKind, canonical, normal
from generator.model.parsing.values import parse_moment
from generator.names.index import name_key
from generator.text import DEFAULT_LANGUAGE

REPLIES_FOLDER = "replies"
OF_THE_OFFICE = frozenset({"id", "party", "liaison", "revision", "second_factor"})
"""Columns of guests that the office fills in: in a reply they are not read."""

_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
"""Files that Windows adds to a folder."""
_MOST_NAMES = 8
_UNIT_LABEL = re.compile(
    r"(?:填报|报送|上报|参会|参加|参训|来访|选派|派出|回执|所在|本)*(?:单位|部门)(?:名称|全称)?(?:\(.*\))?"
    r"|(?:sending|replying)?\s*(?:unit|organi[sz]ation)",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(r".*:|(?:填报|联系|经办|负责|填表)人|(?:联系)?电话|手机号?|(?:填报)?日期")
_SEAL = re.compile(r"[(（]?(?:加盖)?(?:公章|盖章|印章|章)[)）]?$")
_CODE = re.compile(
    r".*(?:代号|\bcode)\s*:?\s*(?P<found>[a-z0-9][a-z0-9-]{0,79}).*", re.I | re.DOTALL
)
_TITLE = re.compile(r"(?P<found>.+?)\W*(?:回执|\breply)(?:表|单)?(?:\(.*\))?", re.I | re.DOTALL)


@dataclass(frozen=True, slots=True)
class ReplyFile:
    """The file of one unit's reply; `shown` is its path for findings."""

    path: Path
    shown: str
    unit: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The content of a file: its rows of one guest each, and what is wrong with it.

    `unit`, `code` and `title` are written above the list: the unit that replies, and the visit's
    code and title. `has_list` is whether a list of people was found in the file.
    """

    rows: tuple[MappingNode, ...]
    findings: tuple[Finding, ...]
    has_list: bool
    unit: ScalarNode | None = None
    code: ScalarNode | None = None
    title: ScalarNode | None = None


def reply_files(folder: Path, shown: str) -> tuple[ReplyFile, ...]:
    """The replies of the visit in `folder`, by name; `shown` is the folder as findings name it."""
    try:
        paths = sorted((folder / REPLIES_FOLDER).iterdir())
    except OSError:
        return ()
    return tuple(
        ReplyFile(path, f"{shown}/{REPLIES_FOLDER}/{path.name}", path.stem)
        for path in paths
        if is_reply(path.name) and path.is_file()
    )


def is_reply(name: str) -> bool:
    """Whether a file of this name may be a reply, and is none that a system or program adds."""
    return not name.startswith((".", "~$")) and name.casefold() not in _OF_THE_SYSTEM


def read_reply(path: Path, shown: str, language: str = DEFAULT_LANGUAGE) -> Reply:
    """Read one file; `language` is that of texts in columns that name none."""
    tables, findings = TableReader().read_lists(path, shown, headings_of("guests"))
    rows: list[MappingNode] = []
    problems = list(findings)
    for table in tables:
        kept, unread = _without_unread_columns(table)
        of_table, of_rows = rows_of(kept, "guests", language)
        rows += of_table or []
        problems += [*unread, *of_rows]
    above = [cells for table in tables for cells in table.above]
    return Reply(
        tuple(rows),
        tuple(problems),
        has_list=bool(tables),
        unit=_unit_in(above),
        code=_found_in(above, _CODE),
        title=_found_in(above, _TITLE),
    )


def units_in(reply: Reply) -> tuple[str, ...]:
    """The units that a reply names: above the list, and in its rows."""
    above = (reply.unit.text,) if reply.unit else ()
    names = (*above, *(row.stripped("unit") for row in reply.rows))
    return tuple({name_key(name): name for name in names if name}.values())


def rows_with_unit(reply: Reply, file: ReplyFile) -> tuple[tuple[MappingNode, ...], list[Finding]]:
    """The rows of a reply, each with a unit: its own, the one above the list, or the file's."""
    place = Place(file.shown)
    unit = reply.unit or ScalarNode(file.unit, place)
    rows = tuple(_with(row, {"unit": unit}) for row in reply.rows)
    filled = sum(new is not old for new, old in zip(rows, reply.rows, strict=True))
    if reply.unit or not filled:
        return rows, []
    return rows, [notice("reply.unit_of_file", place, n=filled, unit=file.unit)]


def with_replies(
    office: Sequence[MappingNode], replied: Sequence[MappingNode], start: date | None
) -> tuple[list[MappingNode], list[Finding]]:
    """The office's rows, completed by those of replies, then the other rows of replies.

    `start` is the visit's first day. Findings are reported where a reply completes rows of the
    office, where both have a cell and differ, and where two rows may be the same person.
    """
    merge = _Merge(office, start)
    same, unclear = _matched(office, replied)
    for number, row in enumerate(replied):
        if number in same:
            merge.complete(same[number], row)
        else:
            merge.append(row, [office[other] for other in unclear.get(number, ())])
    return merge.rows, [*merge.findings, *merge.completed_by_file()]


def _matched(
    office: Sequence[MappingNode], replied: Sequence[MappingNode]
) -> tuple[dict[int, int], dict[int, list[int]]]:
    """The row of the office that is the person of each row of a reply, by their numbers.

    Then those of which it is unclear, since a unit is missing: of several rows, or one with
    another telephone.
    """
    ours, theirs = _by_name(office), _by_name(replied)
    same: dict[int, int] = {}
    unclear: dict[int, list[int]] = {}
    for name in ours.keys() & theirs.keys():
        unmatched = dict.fromkeys(ours[name])
        for number in theirs[name]:
            certain = [n for n in unmatched if _is_certain(office[n], replied[number])]
            if len(certain) == 1:
                same[number] = certain[0]
                del unmatched[certain[0]]
        possible = {
            number: [n for n in unmatched if _may_lack_unit(office[n], replied[number])]
            for number in theirs[name]
            if number not in same
        }
        wanted = Counter(n for numbers in possible.values() for n in numbers)
        for number, numbers in possible.items():
            is_one = len(numbers) == 1 == wanted[numbers[0]]
            if is_one and _may_be_same(office[numbers[0]], replied[number]):
                same[number] = numbers[0]
            elif numbers:
                unclear[number] = numbers
    return same, unclear


def _by_name(rows: Sequence[MappingNode]) -> dict[str, list[int]]:
    """The numbers of the rows of each name."""
    numbers: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        numbers[_name(row)].append(number)
    numbers.pop("", None)
    return numbers


class _Merge:
    """The rows of a roster so far, by name, and the findings."""

    def __init__(self, office: Sequence[MappingNode], start: date | None) -> None:
        self.rows = list(office)
        self.findings: list[Finding] = []
        self._start = start
        self._by_name = _by_name(office)
        self._completed: dict[str, list[str]] = defaultdict(list)
        self._differing: set[Place] = set()

    def append(self, row: MappingNode, unclear: Sequence[MappingNode]) -> None:
        """Add a person, who may be one in the rows of the office that are `unclear`."""
        place, values = row.place_of("name"), {"found": row.stripped("name")}
        alike = self._by_name[_name(row)] if _name(row) else []
        if unclear:
            others = tuple(other.place_of("name") for other in unclear)
            self.findings.append(error("reply.unclear", place, others, **values))
        else:
            for other in (self.rows[number] for number in alike):
                if _may_be_same(other, row) and _unit(other) != _unit(row):
                    values["unit"] = row.stripped("unit") or "—"
                    places = (other.place_of("name"),)
                    self.findings.append(warning("reply.perhaps_same", place, places, **values))
        alike.append(len(self.rows))
        self.rows.append(row)

    def complete(self, number: int, row: MappingNode) -> None:
        """Fill the empty cells of a row of the office."""
        former = self.rows[number]
        self._completed[row.place.file].append(row.stripped("name") or "")
        values = {key.text or "": value for key, value in row.entries if not is_empty(value)}
        for field, value in values.items():
            own = former.get(field)
            if own is None or is_empty(own) or same_value(field, own, value, self._start):
                continue
            if value.place in self._differing:
                continue  # the unit above the list, which differs for each of its people
            self._differing.add(value.place)
            shown = {"found": text_in(value), "kept": text_in(own)}
            finding = warning("reply.differs", value.place, (own.place,), **shown)
            self.findings.append(replace(finding, office=True))
        self.rows[number] = _with(former, values)

    def completed_by_file(self) -> Iterator[Finding]:
        """A notice for each reply that has people of the office's own list."""
        for file, names in self._completed.items():
            shown = "、".join(names[:_MOST_NAMES]) + ("……" if len(names) > _MOST_NAMES else "")
            yield notice("reply.completes", Place(file), n=len(names), names=shown)


def same_value(field: str, one: Node | None, other: Node | None, start: date | None) -> bool:
    """Whether two cells of one field have the same value, however it is written."""
    texts = [text_in(node) for node in (one, other)]
    if field in {"arrival", "departure"}:
        try:
            moments = [parse_moment(text, start) for text in texts]
            return moments[0] == moments[1]
        except PydanticCustomError:
            pass
    kind = ValueKind.PHONE if field == "phone" else ValueKind.NAME
    return canonical(kind, texts[0]) == canonical(kind, texts[1])


def text_in(node: Node | None) -> str:
    """What is written in a cell, in one line; empty where nothing is."""
    if node is None or is_empty(node):
        return ""
    content = written(node)
    parts = content.values() if isinstance(content, dict) else (content,)
    return " ".join(" / ".join(map(str, parts)).split())


def _with(row: MappingNode, values: Mapping[str, Node]) -> MappingNode:
    """A row with `values` in those of its cells that are empty; the row itself where none is."""
    missing = {field: value for field, value in values.items() if is_empty(row.get(field))}
    if not missing:
        return row
    entries = tuple((key, value) for key, value in row.entries if key.text not in missing)
    added = ((ScalarNode(field, value.place), value) for field, value in missing.items())
    return MappingNode((*entries, *added), row.place)


def _name(row: MappingNode) -> str:
    return name_key(row.stripped("name") or "")


def _unit(row: MappingNode) -> str:
    return name_key(row.stripped("unit") or "")


def _phone(row: MappingNode) -> str:
    return canonical(ValueKind.PHONE, row.stripped("phone") or "")


def _is_certain(one: MappingNode, other: MappingNode) -> bool:
    """Whether two rows of one name are one person: of one unit, or with one number."""
    has_one_unit = bool(_unit(one)) and _unit(one) == _unit(other)
    return has_one_unit or (bool(_phone(one)) and _phone(one) == _phone(other))


def _may_lack_unit(one: MappingNode, other: MappingNode) -> bool:
    """Whether two rows of one name may be one person, since one of them has no unit."""
    return not (_unit(one) and _unit(other))


def _may_be_same(one: MappingNode, other: MappingNode) -> bool:
    """Whether nothing shows that two rows of one name are two people."""
    return len({_phone(one), _phone(other)} - {""}) < 2


def _without_unread_columns(table: SheetTable) -> tuple[SheetTable, list[Finding]]:
    """A table without the columns that are not read from a reply, and a finding for each of them.

    In the office's own workbook an unknown heading is an error; here it is the unit's own column.
    """
    kept, findings = [], []
    for index, heading in enumerate(table.headings):
        text = heading.text or ""
        column = column_of(text, "guests")
        of_office = column is not None and not OF_THE_OFFICE.isdisjoint(columns_in(column))
        is_left = is_ignored(text, "guests") or IDENTITY.search(text) is not None
        unknown = column is None and not is_left
        if not (of_office or unknown):
            kept.append(index)
            continue
        filled = next((row[index] for row in table.rows if row[index].text), None)
        if filled is not None:
            findings.append(_unread_column(heading, of_office=of_office))

    def of(row: tuple[ScalarNode, ...]) -> tuple[ScalarNode, ...]:
        return tuple(row[index] for index in kept)

    rows, examples = tuple(map(of, table.rows)), tuple(map(of, table.examples))
    return replace(table, headings=of(table.headings), rows=rows, examples=examples), findings


def _unread_column(heading: ScalarNode, *, of_office: bool) -> Finding:
    text = heading.text or ""
    if of_office:
        return notice("reply.column_of_office", heading.place, found=text)
    if hint := hint_of(text, "guests"):
        return warning("reply.column_near", heading.place, found=text, hint=hint)
    return notice("reply.column_unread", heading.place, found=text)


def _unit_in(above: Iterable[Sequence[ScalarNode]]) -> ScalarNode | None:
    """The unit in the rows above a list: `填报单位：市文旅局`, or in the next cell of its row."""
    for cells in above:
        for number, cell in enumerate(cells):
            label, _, name = (cell.text or "").replace("：", ":").partition(":")
            if not _UNIT_LABEL.fullmatch(normal(label)):
                continue
            following = next(iter(cells[number + 1 :]), None)
            if not _plain_unit(name) and following and not _is_label(following.text or ""):
                cell, name = following, following.text or ""
            if unit := _plain_unit(name):
                return ScalarNode(unit, cell.place)
    return None


def _is_label(text: str) -> bool:
    return _OTHER_LABEL.fullmatch(normal(text)) is not None


def _plain_unit(text: str) -> str:
    """A unit without a line to write on, and without the place of its seal."""
    return _SEAL.sub("", text.strip(" _\u3000")).strip(" _\u3000")


def _found_in(above: Iterable[Sequence[ScalarNode]], pattern: re.Pattern[str]) -> ScalarNode | None:
    """The first text above a list that has the pattern."""
    for cell in (cell for cells in above for cell in cells):
        if match := pattern.fullmatch(normal(cell.text or "")):
            return ScalarNode(match["found"].strip(), cell.place)
    return None
