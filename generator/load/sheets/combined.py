"""Columns that say two things at once: 单位及职务, 驾驶员及电话, 抵达时间及车次.

Each cell is divided into the two fields that its heading names; what cannot be divided is kept
whole in the first, and is reported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.findings import Finding, notice, warning
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.tables.grid import undecorated
from generator.model.parsing.normalisation import means_nothing, normal
from generator.names.titles import unit_and_post
from generator.text import Text

Parts = tuple[str, str]

_BETWEEN = re.compile(r"[及和与、/&+,;]|以及")
_PHONE = re.compile(r"\(?(?P<phone>\+?\d[\d -]{6,}\d)\)?")
_BY = re.compile(
    r"(?<![A-Za-z0-9])(?P<by>[A-Za-z]{1,2}\d{1,4}|[A-Z0-9]{2}\d{3,4})(?:次|航班)?$", re.I
)
_TRAIN = re.compile(r"(?<=.)(?:车次|航班)(?:[/、]?(?:车次|航班))?(?:号)?$")
_JOIN = "+"
_GLUED = frozenset({"unit+post", "post+unit"})
"""Pairs that are named without anything between them: 驾驶员电话 is the telephone alone."""


def _with_phone(text: str) -> Parts | None:
    match = _PHONE.search(normal(text))
    if match is None:
        return None
    rest = normal(text)[: match.start()] + normal(text)[match.end() :]
    return rest.strip(" :,、;()/\n"), match["phone"]


def _with_train(text: str) -> Parts | None:
    plain = normal(text).rstrip(")")
    match = _BY.search(plain)
    return (plain[: match.start()].strip(" ,、;(/\n"), match["by"]) if match else None


_PAIRS: Mapping[Parts, Callable[[str], Parts | None]] = {
    ("unit", "post"): unit_and_post,
    ("driver", "phone"): _with_phone,
    ("name", "phone"): _with_phone,
    ("who", "phone"): _with_phone,
    ("arrival", "arrival_by"): _with_train,
    ("departure", "departure_by"): _with_train,
}
"""The pairs of fields that one column may hold, and how a cell is divided."""


def combined(heading: str, column_of: Callable[[str], str | None]) -> str | None:
    """The two columns that a heading names at once, joined by `+`; None where it does not.

    `column_of` gives the column of a plain heading.
    """
    plain = undecorated(heading)
    parts = [part for part in _BETWEEN.split(_TRAIN.sub("车次", plain)) if part]
    if len(parts) == 2 and (pair := _pair(parts[0], parts[1], column_of)):
        return pair
    glued = (_pair(plain[:at], plain[at:], column_of) for at in range(2, len(plain) - 1))
    return next((pair for pair in glued if pair in _GLUED), None)


def _pair(first: str, second: str, column_of: Callable[[str], str | None]) -> str | None:
    one = column_of(first) or ""
    pair = one, f"{one}_by" if second == "车次" else column_of(second) or ""
    return _JOIN.join(pair) if pair in _PAIRS or pair[::-1] in _PAIRS else None


def columns_in(column: str) -> tuple[str, ...]:
    """The columns that a heading gave: one, or the two of a combined one."""
    return tuple(column.split(_JOIN))


def divided(
    rows: list[MappingNode], labels: Callable[[str], Text]
) -> tuple[list[MappingNode], list[Finding]]:
    """Rows in which each combined column is two, with a notice for each cell that was divided.
    `labels` gives what people call a field.
    """
    findings: list[Finding] = []
    made = []
    for row in rows:
        entries: list[tuple[ScalarNode, Node]] = []
        for key, value in row.entries:
            if _JOIN not in (key.text or "") or not isinstance(value, ScalarNode):
                entries.append((key, value))
                continue
            texts, problem = _texts(columns_in(key.text or ""), value, labels)
            findings += problem
            entries += [
                (ScalarNode(field, key.place), ScalarNode(text, value.place))
                for field, text in texts.items()
            ]
        made.append(MappingNode(tuple(entries), row.place))
    return made, findings


def _texts(
    fields: tuple[str, ...], cell: ScalarNode, labels: Callable[[str], Text]
) -> tuple[dict[str, str | None], list[Finding]]:
    """What a cell says in each of two fields, and what is to be said of it."""
    first, second = fields
    pair = (first, second) if (first, second) in _PAIRS else (second, first)
    if cell.text is None or means_nothing(cell.text):
        return dict.fromkeys(pair), []
    parts = _PAIRS[pair](cell.text)
    shown = " ".join(cell.text.split())
    names = {"first": labels(pair[0]), "second": labels(pair[1])}
    if parts is None:
        return {pair[0]: cell.text, pair[1]: None}, [
            warning("value.not_divided", cell.place, found=shown, **names)
        ]
    read = {"one": parts[0], "other": parts[1]}
    found = notice("value.divided", cell.place, found=shown, **names, **read)
    return {pair[0]: parts[0] or None, pair[1]: parts[1]}, [found]
