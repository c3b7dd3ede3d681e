"""A venue's rooms, halls, position and travel times, each as a clerk writes them in one cell.

The readers return what the same list contains in YAML, and raise PydanticCustomError with the part
of the text that they do not understand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pydantic_core import PydanticCustomError

from generator import vocabulary
from generator.model.enums import HallLayout, RoomType
from generator.model.parsing.labels import member_named
from generator.model.parsing.normalisation import normal
from generator.model.parsing.values import MOST_NUMBERS, expand_numbers

Entry = dict[str, str]
"""The fields of a room, hall or dining room as they are written in YAML."""

THE_HOTEL = ""
"""The key of travel minutes that are written without a name: those to where the guests stay."""

_BETWEEN = re.compile(r"[、,;\n](?![^()]*\))")
_IN_BRACKETS = re.compile(r"(?P<name>.*?)\s*\((?P<facts>[^()]*)\)\s*", re.DOTALL)
_TRAILING_SEATS = re.compile(r"(?P<name>.*\D)\s*(?P<facts>\d+\s*(?:人|座|个?座位|席))", re.DOTALL)
_TWO_NAMES = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
_ABOUT = r"(?:可|能|最多|约|大约|容纳|坐|共|设|有|在|位于)*"
_FLOOR = re.compile(
    rf"{_ABOUT}(?:第)?(?P<floor>-?[A-Z]?\d{{1,2}}|负?[一二三四五六七八九十]{{1,3}})\s*(?:楼|层|F)"
)
_SEATS = re.compile(rf"{_ABOUT}(?P<seats>\d+)\s*(?:人|座|位|个?座位|个?席位?)(?:左右|以内)?")
_TABLES = re.compile(
    rf"{_ABOUT}(?P<tables>\d+)\s*张?(?:(?P<each>\d+)\s*(?:人|座))?(?:圆|方)?[桌台](?:[x×*]\s*(?P<by>\d+)\s*人?)?"
)
_NUMBERED = re.compile(r"(?P<tables>\d+\s*[-–—~至到]\s*\d+)\s*号?[桌台]")
_EACH = re.compile(rf"每[桌台]{_ABOUT}(?P<each>\d+)\s*[人座位]?")


def read_halls(text: str) -> list[Entry]:
    """Halls: `雨花厅（60人）、一号会议室`, `报告厅（2楼，100座，主席台式）`."""
    return [_space(part, text, _hall_fact) for part in _parts(text)]


def read_dining(text: str) -> list[Entry]:
    """Dining rooms: `一楼餐厅（12桌，每桌10人）、二楼包间（21-24号桌）`."""
    return [_space(part, text, _dining_fact) for part in _parts(text)]


def read_spots(text: str) -> list[Entry]:
    """Points of a venue: `大堂、正门停车场`, `东出口、西出口`."""
    return [{"name": _one_name(part, text)} for part in _parts(text)]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(normal(text)) if part.strip()]


def _space(part: str, text: str, fact_of: Callable[[str], Entry | None]) -> Entry:
    """A hall or a dining room: its name, and the facts in brackets or behind it."""
    match = _IN_BRACKETS.fullmatch(part) or _TRAILING_SEATS.fullmatch(part)
    if match is None or not match["name"].strip():
        return {"name": _one_name(part, text)}
    written = [fact for fact in re.split(r"[,、;\s]+", match["facts"]) if fact]
    facts = [fact_of(fact) for fact in written]
    if not any(facts):
        return {"name": _one_name(part, text)}  # 雨花厅（东）: the brackets are part of the name
    entry = {"name": _one_name(match["name"].strip(), text)}
    for fact, fields in zip(written, facts, strict=True):
        if fields is None or fields.keys() & entry.keys():
            raise PydanticCustomError("venue.fact", "fact", {"found": fact, "name": entry["name"]})
        entry |= fields
    return entry


def _one_name(name: str, text: str) -> str:
    """A name. Raises PydanticCustomError where a space may separate two."""
    if "（" in text:
        name = name.replace("(", "（").replace(")", "）")
    if _TWO_NAMES.search(name) or not re.search(r"\w", name):
        raise PydanticCustomError("venue.names", "names", {"found": " ".join(text.split())})
    return name


def _hall_fact(fact: str) -> Entry | None:
    layout = member_named(HallLayout, fact)
    return {"layout": layout.value} if layout else _fact(fact, (_SEATS, _FLOOR))


def _dining_fact(fact: str) -> Entry | None:
    return _fact(fact, (_TABLES, _NUMBERED, _EACH, _SEATS, _FLOOR))


def _fact(fact: str, patterns: Iterable[re.Pattern[str]]) -> Entry | None:
    """The fields that a text in brackets gives; None for a text that gives none."""
    matches = (pattern.fullmatch(fact) for pattern in patterns)
    return next((_fields(match.groupdict()) for match in matches if match), None)


def _fields(found: dict[str, str | None]) -> Entry:
    fields = {key: value for key, value in found.items() if value}
    if "by" in fields or "each" in fields:
        fields["seats_each"] = fields.pop("by", "") or fields.pop("each")
    if "tables" in fields and fields["tables"].isdigit():
        fields["tables"] = f"1-{fields['tables']}" if fields["tables"] != "1" else "1"
    if "floor" in fields:
        fields["floor"] = _figures(fields["floor"])
    return fields


def _figures(floor: str) -> str:
    """`2` for `二`, as the pages of venues write a floor; any other text unchanged."""
    digits = "一二三四五六七八九"
    if floor in digits:
        return str(digits.index(floor) + 1)
    if match := re.fullmatch(rf"([{digits}]?)十([{digits}]?)", floor):
        tens, ones = (digits.index(d) + 1 if d else None for d in match.groups())
        return str((tens or 1) * 10 + (ones or 0))
    return floor


# Bedrooms

_NUMBER = r"[A-Za-z]?\d{2,5}[A-Za-z]?"
_ROOM_TOKENS = (
    ("numbers", re.compile(rf"({_NUMBER})(?:\s*[-–—~至到]\s*({_NUMBER}))?\s*(?:号?[房室]间?|号)?")),
    ("count", re.compile(r"(?:共|计)?\s*(\d{1,4})\s*间")),
    ("beds", re.compile(r"(?:每间)?\s*(\d)\s*张?床(?:位)?")),
    ("price", re.compile(r"(?:每[间晚]|房价)*\s*¥?(\d+(?:\.\d+)?)\s*元(?:[/每]?[间晚夜天])*")),
    ("floor", re.compile(r"(?:第)?(\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:楼|层|F)")),
    ("accessible", re.compile(r"(无障碍)(?:客?房|房间)?")),
)  # fmt: skip
_ROOM_GAP = re.compile(r"[\s、,()为是:]+")
_STRONG = re.compile(r"[;\n]|。")


@dataclass
class _Group:
    """Room numbers as written, and what is written of all of them."""

    numbers: list[str]
    facts: Entry
    is_closed: bool = False
    """Whether something was written after the numbers: further ones are of another group."""


def read_rooms(text: str) -> list[Entry]:
    """Bedrooms: `8301-8310 双人间、8401 套房`, `标准间：8301、8302；单人间：8501-8508`.

    A type belongs to the numbers before it; where a list begins with a type, to those after it.
    """
    rooms: list[Entry] = []
    for group in (group for part in _STRONG.split(normal(text)) for group in _room_groups(part)):
        count = group.facts.pop("count", None)
        numbers = expand_numbers(list(group.numbers))
        listed = [str(number) for number in numbers] if isinstance(numbers, list) else []
        if not listed:
            values = {"found": " ".join(text.split())}
            raise PydanticCustomError("venue.rooms_unnumbered", "rooms", values)
        if count and int(count) != len(listed):
            values = {"found": "、".join(group.numbers), "count": count, "rooms": str(len(listed))}
            raise PydanticCustomError("venue.room_count", "rooms", values)
        rooms += [{**group.facts, "number": number} for number in listed]
        if len(rooms) > MOST_NUMBERS:
            raise PydanticCustomError("value.too_many", "rooms", {"most": MOST_NUMBERS})
    return rooms


def _room_groups(part: str) -> Iterator[_Group]:
    """The groups of numbers in a list without strong separators."""
    tokens = list(_room_tokens(part))
    types_first = bool(tokens) and tokens[0][0] == "type"
    group = _Group([], {})
    for kind, value in tokens:
        is_next = (
            group.is_closed and not types_first
            if kind == "numbers"
            else kind in group.facts or (types_first and kind == "type" and bool(group.numbers))
        )
        if is_next:
            yield group
            group = _Group([], {})
        if kind == "numbers":
            group.numbers.append(value)
        else:
            group.facts[kind] = value
            group.is_closed = bool(group.numbers)
    if tokens:
        yield group


def _room_tokens(part: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(part):
        if gap := _ROOM_GAP.match(part, at):
            at = gap.end()
            continue
        kind, value, at = _room_token(part, at)
        yield kind, value


def _room_token(part: str, at: int) -> tuple[str, str, int]:
    """The token at a position, and where it ends: the longest of those that fit."""
    fitting = [
        (match.end(), kind, match) for kind, p in _ROOM_TOKENS if (match := p.match(part, at))
    ]
    if word := _room_types().match(part, at):
        member = member_named(RoomType, word[0])
        return "type", member.value if member else word[0], word.end()
    if not fitting:
        rest = re.split(r"[、,;\s]", part[at:])[0]
        raise PydanticCustomError("venue.rooms", "rooms", {"found": rest})
    end, kind, match = max(fitting, key=lambda item: item[0])
    if kind == "numbers":
        return kind, _range_text(match[1], match[2]), end
    if kind == "accessible":
        return kind, "yes", end
    return kind, _figures(match[1]) if kind == "floor" else match[1], end


def _range_text(first: str, last: str | None) -> str:
    """`A101-A110` for `A101-110`, in which the house is written once."""
    if last is None:
        return first
    house = re.match(r"[A-Za-z]*", first)
    return f"{first}-{house[0] if house and last[0].isdigit() else ''}{last}"


@cache
def _room_types() -> re.Pattern[str]:
    words = {word for kind in RoomType for word in vocabulary.words_for("RoomType", kind.value)}
    ordered = sorted(map(normal, words), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)


# Minutes

_HOURS = re.compile(
    r"(?P<hours>\d+(?:\.\d+)?|半|[一两二三])\s*个?(?P<half>半)?(?:小时|钟头|h|hours?)", re.I
)
_MINUTES = re.compile(r"(?P<minutes>\d+)\s*(?:分钟?|min(?:utes?|s)?\.?)?", re.I)
_AROUND_MINUTES = re.compile(r"车程|行车|坐车|约|大约|大概|左右|需要?|要|[:\s]")
_WORDS = {"半": 0.5, "一": 1.0, "两": 2.0, "二": 2.0, "三": 3.0}
_FARTHEST = re.compile(
    r"(?P<name>.*?[^\d\s约半一两二三.:])[\s:]*(?P<time>(?:约|大约)?[\d半一两二三].*)", re.DOTALL
)


def read_minutes(text: str) -> int:
    """Minutes: `25`, `约25分钟`, `半小时`, `1小时20分`, `1.5小时`."""
    plain = _AROUND_MINUTES.sub("", normal(text))
    total, rest = 0.0, plain
    if hours := _HOURS.match(plain):
        written = hours["hours"]
        total = 60 * (_WORDS[written] if written in _WORDS else float(written))
        total += 30 if hours["half"] else 0
        rest = plain[hours.end() :]
    if rest:
        minutes = _MINUTES.fullmatch(rest)
        if minutes is None:
            raise PydanticCustomError("value.minutes", "minutes", {"found": text})
        total += int(minutes["minutes"])
    if not plain or total != int(total):
        raise PydanticCustomError("value.minutes", "minutes", {"found": text})
    return int(total)


_EVERY = re.compile(r"[每间隔\s]*(?P<time>.+?)\s*/?(?:[发开]?[一1]?[班趟辆][车次]?)?")


def read_interval(text: str) -> int:
    """The minutes between two departures: `20`, `每20分钟一班`, `半小时一趟`."""
    match = _EVERY.fullmatch(normal(text))
    return read_minutes(match["time"] if match else text)


def read_minutes_to(text: str) -> dict[str, str]:
    """Minutes by road by the name of the place: `25` to the hotel, `云来宾馆 25、县博物馆 8`."""
    minutes: dict[str, str] = {}
    for part in _parts(text):
        match = None if _is_minutes(part) else _FARTHEST.fullmatch(part)
        name = re.sub(r"^(?:到|至|距|距离)", "", match["name"]).strip() if match else THE_HOTEL
        if name in minutes:
            raise PydanticCustomError("value.minutes", "minutes", {"found": text})
        minutes[name] = str(read_minutes(match["time"] if match else part))
    return minutes


def _is_minutes(text: str) -> bool:
    try:
        read_minutes(text)
    except PydanticCustomError:
        return False
    return True


# Position

_DECIMALS = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*\)?")
_NORTH, _EAST = re.compile(r"北纬|纬度|[NS]|lat", re.I), re.compile(r"东经|经度|[EW]|lo?ng?", re.I)


@dataclass(frozen=True, slots=True)
class Position:
    """Latitude and longitude, both as written; `is_best_form` where just so, a comma between."""

    latitude: str
    longitude: str
    is_best_form: bool

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude}"


def read_position(text: str) -> Position | None:
    """A position on the earth; None for a text that is none, such as a link to a map.

    Maps in China copy the longitude first: it is beyond 90, or has its name.
    """
    plain = normal(text)
    north, east = _NORTH.search(plain), _EAST.search(plain)
    match = _DECIMALS.fullmatch(re.sub("[:°度]", "", _NORTH.sub("", _EAST.sub("", plain))).strip())
    if match is None:
        return None
    first, second = match.groups()
    is_east_first = bool(east and (north is None or east.start() < north.start()))
    is_swapped = is_east_first or abs(float(first)) > 90 >= abs(float(second))
    latitude, longitude = (second, first) if is_swapped else (first, second)
    if abs(float(latitude)) > 90 or abs(float(longitude)) > 180:
        return None
    return Position(latitude, longitude, re.sub(r"\s", "", plain) == f"{latitude},{longitude}")


# How a list is best written


def is_best_form(text: str, best: str) -> bool:
    """Whether a text differs from `best` only in spaces, marks and names of types of rooms."""
    return _folded(text) == _folded(best)


def _folded(text: str) -> str:
    plain = _room_types().sub(_type_label, normal(text))
    return re.sub(r"\s", "", plain).translate(str.maketrans(",;–—~至", "、、----"))


def _type_label(word: re.Match[str]) -> str:
    member = member_named(RoomType, word[0])
    return member.value if member else word[0]


def spaces_text(spaces: Iterable[Entry]) -> str:
    """Halls, dining rooms or spots in one cell."""
    return "、".join(_space_text(space) for space in spaces)


def _space_text(space: Entry) -> str:
    facts = (
        space.get("floor") and f"{space['floor']}楼",
        space.get("seats") and f"{space['seats']}人",
        space.get("tables") and _tables_text(space["tables"]),
        space.get("seats_each") and f"每桌{space['seats_each']}人",
        space.get("layout") and vocabulary.label("HallLayout", space["layout"]),
    )
    listed = "，".join(fact for fact in facts if fact)
    return f"{space['name']}（{listed}）" if listed else space["name"]


def _tables_text(tables: str) -> str:
    first, _, last = tables.partition("-")
    return f"{last or first}桌" if first == "1" else f"{tables}号桌"


def rooms_text(rooms: Sequence[Entry]) -> str:
    """Bedrooms in one cell, with the type of each."""
    groups: list[tuple[Entry, list[str]]] = []
    for room in rooms:
        facts = {key: value for key, value in room.items() if key != "number"}
        if not groups or groups[-1][0] != facts:
            groups.append((facts, []))
        groups[-1][1].append(room["number"])
    return "、".join(_group_text(facts, numbers) for facts, numbers in groups)


def _group_text(facts: Entry, numbers: list[str]) -> str:
    texts = (
        vocabulary.label("RoomType", facts.get("type", RoomType.TWIN)),
        facts.get("floor") and f"{facts['floor']}楼",
        facts.get("beds") and f"每间{facts['beds']}床",
        facts.get("price") and f"{facts['price']}元",
        facts.get("accessible") and "无障碍",
    )
    return f"{_ranges(numbers)} {' '.join(text for text in texts if text)}"


def _ranges(numbers: list[str]) -> str:
    """`8301-8303、8305` for these four numbers."""
    runs: list[list[str]] = []
    for number in numbers:
        if runs and expand_numbers(f"{runs[-1][0]}-{number}") == [*runs[-1], number]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(run[0] if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
