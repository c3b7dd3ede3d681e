"""Columns that are not one field each: two fields in one, or one language of a text.

Each cell below 单位及职务, 驾驶员及电话 or 抵达时间及车次 is divided into the two fields that the
heading names; a cell that cannot be divided is the first field, and is reported.

`内容（en）` beside `内容` is the same text in English; in visit.yml it is written {zh: …, en: …}.
The column without a language is in the visit's first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.findings import Finding, notice, warning
from generator.load.nodes import MappingNode, Node, ScalarNode
from generator.load.tables.headings import undecorated
from generator.model.parsing.normalisation import means_nothing, normal
from generator.names.titles import split_unit_and_post
from generator.text import Text

Parts = tuple[str, str]

_SEPARATOR = re.compile(r"[及和与、/&+,;]|以及")
_PHONE = re.compile(r"\(?(?P<phone>\+?\d[\d -]{6,}\d)\)?")
_BY = re.compile(
    r"(?<![A-Za-z0-9])(?P<by>[A-Za-z]{1,2}\d{1,4}|[A-Z0-9]{2}\d{3,4})(?:次|航班)?$", re.I
)
_TRAIN = re.compile(r"(?<=.)(?:车次|航班)(?:[/、]?(?:车次|航班))?(?:号)?$")
_IN_LANGUAGE = re.compile(
    r"(?P<column>.+?)\s*\(\s*(?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\s*\)", re.DOTALL
)
_JOIN = "+"
_GLUED = frozenset({"unit+post", "post+unit"})
"""Pairs that a heading may name without a separator; 驾驶员电话 is the telephone alone."""
_LONGEST_GLUED = 80
"""No two headings together are longer."""


def _with_phone(text: str) -> Parts | None:
    match = _PHONE.search(normal(text))
    if match is None:
        return None
    name = normal(text)[: match.start()] + normal(text)[match.end() :]
    return name.strip(" :,、;()/\n"), match["phone"]


def _with_train(text: str) -> Parts | None:
    plain = normal(text).rstrip(")")
    match = _BY.search(plain)
    return (plain[: match.start()].strip(" ,、;(/\n"), match["by"]) if match else None


_PAIRS: Mapping[Parts, Callable[[str], Parts | None]] = {
    ("unit", "post"): split_unit_and_post,
    ("driver", "phone"): _with_phone,
    ("name", "phone"): _with_phone,
    ("who", "phone"): _with_phone,
    ("arrival", "arrival_by"): _with_train,
    ("departure", "departure_by"): _with_train,
}
"""The pairs of fields that one column may have, and how a cell is divided."""


def combined_column(heading: str, column_of: Callable[[str], str | None]) -> str | None:
    """The two columns that a heading names at once, joined by `+`; None where it does not.

    `column_of` returns the column of a plain heading.
    """
    plain = undecorated(heading)
    parts = [part for part in _SEPARATOR.split(_TRAIN.sub("车次", plain)) if part]
    if len(parts) == 2 and (pair := _pair(parts[0], parts[1], column_of)):
        return pair
    if len(plain) > _LONGEST_GLUED:  # each of its places would be tried, on texts as long as it
        return None
    glued = (_pair(plain[:at], plain[at:], column_of) for at in range(2, len(plain) - 1))
    return next((pair for pair in glued if pair in _GLUED), None)


def _pair(first: str, second: str, column_of: Callable[[str], str | None]) -> str | None:
    column = column_of(first) or ""
    pair = column, f"{column}_by" if second == "车次" else column_of(second) or ""
    return _JOIN.join(pair) if pair in _PAIRS or pair[::-1] in _PAIRS else None


def columns_in(column: str) -> tuple[str, ...]:
    """One column, or the two of a combined one."""
    return tuple(column.split(_JOIN))


def divided(
    rows: list[MappingNode], label_of: Callable[[str], Text]
) -> tuple[list[MappingNode], list[Finding]]:
    """Rows in which each combined column is two, and a finding for each cell.

    `label_of` returns the label of a field.
    """
    findings: list[Finding] = []
    result = []
    for row in rows:
        entries: list[tuple[ScalarNode, Node]] = []
        for key, value in row.entries:
            if _JOIN not in (key.text or "") or not isinstance(value, ScalarNode):
                entries.append((key, value))
                continue
            texts, problems = _divided_cell(columns_in(key.text or ""), value, label_of)
            findings += problems
            entries += [
                (ScalarNode(field, key.place), ScalarNode(text, value.place))
                for field, text in texts.items()
            ]
        result.append(MappingNode(tuple(entries), row.place))
    return result, findings


def _divided_cell(
    fields: tuple[str, ...], cell: ScalarNode, label_of: Callable[[str], Text]
) -> tuple[dict[str, str | None], list[Finding]]:
    """The texts of a cell by field, and the finding."""
    first, second = fields
    pair = (first, second) if (first, second) in _PAIRS else (second, first)
    if cell.text is None or means_nothing(cell.text):
        return dict.fromkeys(pair), []
    parts = _PAIRS[pair](cell.text)
    shown = " ".join(cell.text.split())
    labels = {"first": label_of(pair[0]), "second": label_of(pair[1])}
    if parts is None:
        return {pair[0]: cell.text, pair[1]: None}, [
            warning("value.not_divided", cell.place, found=shown, **labels)
        ]
    read = {"one": parts[0], "other": parts[1]}
    finding = notice("value.divided", cell.place, found=shown, **labels, **read)
    return {pair[0]: parts[0] or None, pair[1]: parts[1]}, [finding]


def in_language(column: str, code: str) -> str:
    """A heading or field with the language of its column: `内容(en)`."""
    return f"{column}({code})"


def split_language(heading: str) -> tuple[str, str] | None:
    """A heading without its language, and the language; None where it has none."""
    match = _IN_LANGUAGE.fullmatch(normal(heading))
    return (match["column"], match["code"]) if match else None


def as_texts(row: MappingNode, language: str) -> MappingNode:
    """A row in which several columns of one field are one text in several languages.

    `language` is that of the column without one.
    """
    versions: dict[str, list[tuple[ScalarNode, Node]]] = {}
    for key, value in row.entries:
        field = split_language(key.text or "")
        if field and isinstance(value, ScalarNode) and value.text is not None:
            versions.setdefault(field[0], []).append((ScalarNode(field[1], key.place), value))
    plain = [(key, value) for key, value in row.entries if not split_language(key.text or "")]
    entries = [
        (key, _text(value, versions.pop(key.text, []), language) if key.text else value)
        for key, value in plain
    ]
    alone = [
        (ScalarNode(field, texts[0][0].place), MappingNode(tuple(texts), texts[0][1].place))
        for field, texts in versions.items()
    ]
    return MappingNode((*entries, *alone), row.place)


def _text(plain: Node, more: list[tuple[ScalarNode, Node]], language: str) -> Node:
    if not more:
        return plain
    if isinstance(plain, ScalarNode) and plain.text is not None:
        # First, since readers of a missing language are shown the first.
        others = [(key, value) for key, value in more if key.text != language]
        more = [(ScalarNode(language, plain.place), plain), *others]
    return MappingNode(tuple(more), plain.place)
