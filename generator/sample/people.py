"""Invents guests in parties of 15 to 40, and the staff for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import ceil
from random import Random

from generator.sample.names import names

PARTY_SIZE = 34
TRACKS = 8
UNITS = (
    "市文化和旅游局",
    "市自然资源局",
    "市林业局",
    "市农业农村局",
    "市水利局",
    "市生态环境局",
    "市教育局",
)
HEAD_POST = ("副局长", "县处级")
POSTS = (
    ("科长", "乡科级"),
    ("副科长", "乡科级"),
    ("四级主任科员", "乡科级"),
    ("一级科员", "其他"),
    ("工程师", "其他"),
    ("研究员", "其他"),
)
HALAL = ("维吾尔族", "回族")
LEADS = (
    ("综合协调组", "coordination", "礼仪与接待规范、保密与个人信息"),
    ("会务组", "conference", "礼仪与接待规范、保密与个人信息、会务服务"),
    ("接待联络组", "liaison", "礼仪与接待规范、保密与个人信息、急救"),
    ("住宿组", "lodging", "礼仪与接待规范、保密与个人信息"),
    ("餐饮组", "dining", "礼仪与接待规范、食品安全、保密与个人信息"),
    ("交通组", "transport", "行车安全、急救、礼仪与接待规范"),
    ("医疗保障组", "medical", "急救、保密与个人信息"),
    ("安全保卫组", "security", "保密与个人信息、急救"),
    ("宣传组", "publicity", "保密与个人信息、礼仪与接待规范"),
)
LATE_PER_MINIBUS = 16


@dataclass(frozen=True)
class SampleGuest:
    """A guest of a sample visit.

    A `late` guest misses the coaches from the station, a `local` one drives and needs no room.
    `has_namesake` is true where another guest has the same name.
    """

    name: str
    sex: str
    ethnicity: str
    unit: str
    post: str
    rank: str
    phone: str
    party: int
    diet: str = ""
    late: bool = False
    local: bool = False
    has_namesake: bool = False

    @property
    def reference(self) -> str:
        """The guest's name as the sheets write it."""
        return f"{self.name}@{self.unit}" if self.has_namesake else self.name


@dataclass(frozen=True)
class SampleStaff:
    """A member of the team of a sample visit."""

    name: str
    sex: str
    post: str
    phone: str
    group: str = ""
    trained: str = ""


@dataclass(frozen=True)
class Cast:
    """Everybody in a sample visit.

    `leads` are the leads of working groups by the id of their role. `liaisons` are one for each
    party; `pickers` meet the late guests.
    """

    guests: tuple[SampleGuest, ...]
    head: SampleStaff
    leads: dict[str, SampleStaff]
    liaisons: tuple[SampleStaff, ...]
    pickers: tuple[SampleStaff, ...]

    @property
    def staff(self) -> tuple[SampleStaff, ...]:
        """All members of the team."""
        return (self.head, *self.leads.values(), *self.liaisons, *self.pickers)

    def party(self, number: int) -> tuple[SampleGuest, ...]:
        """The guests of a party, numbered from 0."""
        return tuple(guest for guest in self.guests if guest.party == number)


def invent_people(random: Random, count: int) -> Cast:
    """A cast of `count` guests and the staff they need."""
    pool = names(random)
    parties = max(1, ceil(count / PARTY_SIZE))
    bounds = [round(count * number / parties) for number in range(parties + 1)]
    guests = []
    for party, (first, last) in enumerate(pairwise(bounds)):
        for index in range(first, last):
            name, sex, ethnicity = next(pool)
            guests.append(_guest(random, index, party, name, sex, ethnicity))
    guests = _with_same_names(_with_late(guests))
    late = sum(guest.late for guest in guests)
    leads = {
        role: _staff(pool, number + 2, "科长", group, trained)
        for number, (group, role, trained) in enumerate(LEADS)
    }
    aboard = LEADS[2]
    liaisons = [_staff(pool, 100 + n, "科员", aboard[0], aboard[2]) for n in range(parties)]
    pickers = [
        _staff(pool, 900 + n, "科员", aboard[0], aboard[2])
        for n in range(ceil(late / LATE_PER_MINIBUS))
    ]
    head = _staff(pool, 1, "主任", "", "")
    return Cast(tuple(guests), head, leads, tuple(liaisons), tuple(pickers))


def _guest(
    random: Random, index: int, party: int, name: str, sex: str, ethnicity: str
) -> SampleGuest:
    diet = "清真" if ethnicity in HALAL else ("素食" if random.random() < 0.04 else "")
    post, rank = random.choice(POSTS) if index else HEAD_POST
    return SampleGuest(
        name=name,
        sex=sex,
        ethnicity=ethnicity,
        unit=random.choice(UNITS),
        post=post,
        rank=rank,
        phone="" if index % 53 == 7 else f"1390{index + 1:07d}",
        party=party,
        diet=diet,
        local=index % 97 == 40,
    )


def _with_late(guests: list[SampleGuest]) -> list[SampleGuest]:
    """Make about one guest in fifty late, but never a single one: no car goes for one person."""
    chosen = [n for n, guest in enumerate(guests) if n % 50 == 20 and not guest.local]
    late = set(chosen) if len(chosen) > 1 else set()
    return [replace(guest, late=n in late) for n, guest in enumerate(guests)]


def _with_same_names(guests: list[SampleGuest]) -> list[SampleGuest]:
    """Give two guests of a large visit the same name, with different units."""
    if len(guests) < 100:
        return guests
    first, second = guests[11], guests[77]
    unit = next(unit for unit in UNITS if unit != first.unit)
    guests[11] = replace(first, has_namesake=True)
    guests[77] = replace(
        guests[11],
        unit=unit,
        post=second.post,
        rank=second.rank,
        phone=second.phone,
        party=second.party,
        late=second.late,
        local=second.local,
    )
    return guests


def _staff(
    pool: Iterator[tuple[str, str, str]], number: int, post: str, group: str, trained: str
) -> SampleStaff:
    name, sex, _ = next(pool)
    return SampleStaff(name, sex, post, f"1380{number:07d}", group, trained)
