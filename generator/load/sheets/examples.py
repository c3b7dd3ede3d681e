"""The examples in a new visit's workbook and file, and values that still equal them.

The example row begins with 示例, and is not read. A clerk who overwrites that cell alone gets a
guest with the example's telephone and train.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from generator import vocabulary
from generator.findings import Finding, error, warning
from generator.load.nodes import MappingNode, Node, ScalarNode, SequenceNode
from generator.model.parsing.values import normal
from generator.text import shortened

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "guests": {
        "name": "张三",
        "sex": "男",
        "ethnicity": "汉族",
        "unit": "市文化和旅游局",
        "post": "科长",
        "rank": "乡科级",
        "phone": "13900000000",
        "party": "第一组",
        "part": "团长",
        "diet": "素食",
        "needs": "低楼层",
        "arrival": "{day} 10:20",
        "arrival_by": "G1234",
        "arrival_at": "{station}",
        "departure": "{last_day} 15:40",
        "departure_by": "G4321",
        "departure_at": "{station}",
        "needs_room": "是",
        "shares_bed": "否",
    },
    "parties": {
        "name": "第一组",
        "lead": "张三",
        "liaison": "李四",
    },
    "staff": {
        "name": "李四",
        "sex": "女",
        "unit": "办公室",
        "post": "科员",
        "roles": "{role}",
        "phone": "13900000009",
        "trained": "{course}",
    },
    "venues": {
        "name": "云来会议中心",
        "kind": "考察点",
        "address": "松岭路10号",
        "coordinates": "30.6120,111.0450",
        "phone": "0717-5550125",
        "halls": "雨花厅（60人）、一号会议室（2楼，24人）",
        "dining": "一楼餐厅（12桌，每桌10人）",
        "spots": "正门、东门停车场",
        "rooms": "8301-8310 标准间、8401 套房",
        "entrance": "从东门进",
        "parking": "东门停车场",
        "wifi": "yunlai",
        "minutes_to": "15",
    },
    "schedule": {
        "day": "{day}",
        "time": "14:30-17:00",
        "title": "座谈会",
        "place": "{hall}",
        "moderator": "李四",
        "for": "全体来宾",
        "receiver": "李四",
        "responsible": "李四",
        "checker": "赵六",
        "kind": "会议",
        "optional": "否",
        "dress": "正装",
        "papers": "会议手册.pdf",
        "note": "请带交流材料",
    },
    "points": {
        "item": "座谈会",
        "number": "1",
        "title": "情况介绍",
        "speaker": "赵六",
        "minutes": "20",
        "papers": "情况简介.pdf",
    },
    "stays": {
        "venue": "{hotel}",
        "room": "{room}",
        "type": "标准间",
        "check_in": "{day}",
        "check_out": "{last_day}",
        "people": "张三、王五",
    },
    "meals": {
        "day": "{day}",
        "kind": "晚餐",
        "time": "18:00-19:00",
        "place": "{dining}",
        "form": "工作餐",
        "table": "1",
        "people": "张三、王五",
        "menu": "清炒时蔬、豆腐汤",
        "payer": "接待方",
        "receiver": "李四",
        "responsible": "李四",
        "checker": "赵六",
    },
    "vehicles": {
        "number": "1号车",
        "kind": "大巴",
        "plate": "{plate}",
        "seats": "44",
        "driver": "周七",
        "phone": "0717-5550123",
        "liaison": "李四",
    },
    "rides": {
        "day": "{day}",
        "time": "13:30-14:10",
        "from": "{origin}",
        "to": "{destination}",
        "boarding": "正门停车场",
        "vehicle": "1号车",
        "people": "第一组",
        "receiver": "李四",
        "responsible": "李四",
        "checker": "赵六",
    },
    "routine": {
        "what": "叫早",
        "time": "06:30",
        "day": "{last_day}",
        "for": "全体来宾",
        "responsible": "李四",
    },
    "groups": {
        "role": "{role}",
        "lead": "李四",
        "checker": "赵六",
        "members": "王五、周七",
        "cautions": "进村道路窄，大巴须换乘",
    },
    "tasks": {
        "what": "核对来函与名单",
        "owner": "李四",
        "checker": "赵六",
        "due": "{eve}",
        "standard": "人数、姓名、职务与名单一致",
        "caution": "少数民族来宾的饮食",
    },
    "decisions": {
        "what": "确定住宿和用餐方案",
        "owner": "李四",
        "due": "{eve}",
    },
    "contacts": {
        "what": "总协调",
        "who": "李四",
    },
    "expenses": {
        "item": "用餐",
        "day": "{day}",
        "place": "{hotel}",
        "price": "40",
        "quantity": "18",
        "planned": "720",
        "people": "18",
        "payer": "接待方",
        "voucher": "待开",
    },
}
"""The example row of each section's sheet, by column; the writer fills in `{day}` and others."""

_KEY_COLUMN = {
    "schedule": "title",
    "points": "title",
    "stays": "people",
    "meals": "people",
    "expenses": "item",
}
"""The column that identifies a row, where that is not the sheet's first."""
_INVENTED = {"guests": "phone", "staff": "phone", "vehicles": "phone", "venues": "phone"}
"""Columns whose example nobody has: one such cell proves that its row is the example."""
_DISTINCTIVE: Mapping[str, frozenset[str]] = {
    "guests": frozenset({"needs", "arrival", "arrival_by", "departure", "departure_by"}),
    "schedule": frozenset({"time", "note"}),
    "meals": frozenset({"menu"}),
    "vehicles": frozenset({"driver"}),
    "venues": frozenset({"halls", "dining", "spots", "rooms"}),
    "groups": frozenset({"cautions"}),
    "tasks": frozenset({"standard", "caution"}),
    "expenses": frozenset({"price", "quantity", "planned", "people"}),
}
"""Columns that rarely equal the example by chance."""
_MOST_BY_CHANCE = {"guests": 3}
"""How many of these may equal it by chance, where more than one: a train and its hour do."""
_DISTINCTIVE_ALONE: Mapping[str, frozenset[str]] = {
    "guests": frozenset({"needs"}),
    "schedule": frozenset({"note"}),
    "meals": frozenset({"menu"}),
    "vehicles": frozenset({"driver"}),
    "venues": frozenset({"halls", "rooms"}),
    "groups": frozenset({"cautions"}),
    "tasks": frozenset({"standard", "caution"}),
}
"""Columns of which a single one, in the place of the example row, is worth a reminder."""
_MARK = re.compile(r"\s*(?:示例|例)[:：]\s*")
_MOST_CHANGED = 2
_ENDING = 3
"""Digits at the end of a telephone number that exclude most others."""
_LONGEST_SHOWN = 20


def unreplaced_examples(
    section: str,
    columns: Sequence[str],
    rows: Sequence[MappingNode],
    examples: Sequence[MappingNode],
) -> Iterator[Finding]:
    """An error for each cell that still equals the example, in a row written over it.

    A reminder where that may be chance, or where a row marked as an example contains data.
    `columns` are those of the sheet, `examples` its rows marked as such.
    """
    expected = EXAMPLES.get(section, {})
    present = sum(column in columns for column in expected)
    if not expected or present * 2 < len(expected):
        return
    is_our_form = present * 10 >= len(expected) * 9
    for number, row in enumerate(rows):
        in_its_place = is_our_form and number == 0 and not examples
        if in_its_place or _has_invented(section, row):
            yield from _unreplaced_in_row(section, row, in_its_place=in_its_place)
    if is_our_form:
        for row in examples:
            if _differs_from_example(section, row):
                found = shortened(row.text(_key_of(section)) or "", _LONGEST_SHOWN)
                yield warning("example.written_on", row.place, found=found)


def _unreplaced_in_row(section: str, row: MappingNode, *, in_its_place: bool) -> Iterator[Finding]:
    key = _key_of(section)
    equal = {
        column.text or "": value
        for column, value in row.entries
        if isinstance(value, ScalarNode) and _equals(section, column.text or "", value.text)
    }
    is_example = _has_invented(section, row)
    adopted = key in equal
    distinctive = _DISTINCTIVE.get(section, frozenset()) & equal.keys()
    most = _MOST_BY_CHANCE.get(section, 1)
    if is_example or (in_its_place and not adopted and len(distinctive) > most):
        for column, value in equal.items():
            if column != key:
                yield error("example.left", value.place, found=value.text)
    elif in_its_place and not adopted:
        for column in distinctive & _DISTINCTIVE_ALONE.get(section, frozenset()):
            yield warning("example.perhaps_left", equal[column].place, found=equal[column].text)


def _has_invented(section: str, row: MappingNode) -> bool:
    """Whether the column of which nobody has the example still equals it."""
    column = _INVENTED.get(section, "")
    text = row.text(column)
    if not text:
        return False
    ending = EXAMPLES[section][column][-_ENDING:]
    return ending in text and _equals(section, column, text)


def _differs_from_example(section: str, row: MappingNode) -> bool:
    """Whether a row marked as an example differs from it in most cells."""
    changed = [
        column.text
        for column, value in row.entries
        if isinstance(value, ScalarNode)
        and value.text
        and _pattern(section, column.text or "")
        and not _equals(section, column.text or "", _MARK.sub("", value.text))
    ]
    return len(changed) > _MOST_CHANGED and (
        _key_of(section) in changed or _INVENTED.get(section) in changed
    )


def _key_of(section: str) -> str:
    return _KEY_COLUMN.get(section) or next(iter(EXAMPLES[section]))


def _equals(section: str, column: str, text: str | None) -> bool:
    pattern = _pattern(section, column)
    return bool(text and pattern and pattern.fullmatch(_plain(text)))


@cache
def _pattern(section: str, column: str) -> re.Pattern[str] | None:
    """A pattern of the example of a column; None where it consists of the host's own values."""
    example = EXAMPLES[section].get(column, "")
    parts = re.split(r"\{\w+\}", _plain(example))
    if not any(parts):
        return None
    return re.compile(".+".join(map(re.escape, parts)))


def _plain(text: str) -> str:
    """A cell for comparing: 139-0000-0000 is 13900000000."""
    return re.sub(r"[\s-]", "", normal(text))


_REPLACED_KEYS = ("title", "host", "sender")
_LONGEST_LEFT = 40


def unreplaced_texts(root: MappingNode) -> Iterator[Finding]:
    """An error for each text of a new visit.yml that was not replaced: it would be published."""
    placeholder = vocabulary.word("starter.replace")
    for key in _REPLACED_KEYS:
        for text in _texts(root.get(key)):
            if (text.text or "").strip().startswith(placeholder):
                yield _unreplaced(text)
    publish = root.get("publish")
    if isinstance(publish, MappingNode):
        for text in _texts(publish.get("approved_by")):
            if (text.text or "").strip() == vocabulary.word("starter.approver"):
                yield _unreplaced(text)


def _texts(node: Node | None) -> Iterator[ScalarNode]:
    """A text in one language or in several."""
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, MappingNode):
        yield from (value for _, value in node.entries if isinstance(value, ScalarNode))
    elif isinstance(node, SequenceNode):
        yield from (item for item in node.items if isinstance(item, ScalarNode))


def _unreplaced(text: ScalarNode) -> Finding:
    return error("template.left", text.place, found=shortened(text.text or "", _LONGEST_LEFT))
