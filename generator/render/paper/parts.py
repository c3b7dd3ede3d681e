"""Divides the sheets of large visits: into parts that are printed, and renewed, one by one.

typst lays out a whole file in memory, and anew whenever a letter of it differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from generator.files import file_name_of
from generator.render.paper.typeset import Job

MOST_ROWS = 100
"""The most cards, signs or rows of tables in a part."""
T = TypeVar("T")
Group = tuple[str, Sequence[T]]
"""Things that belong together, such as a party's cards, and their title."""


@dataclass(frozen=True)
class Part:
    """A part of a sheet: a title for its file's name, its cards, signs or rows, and the job."""

    title: str
    rows: int
    job: Job


def grouped(things: Iterable[T], title_of: Callable[[T], str]) -> list[Group[T]]:
    """Return neighbours with the same title as groups."""
    return [(title, tuple(group)) for title, group in groupby(things, key=title_of)]


def in_parts(
    groups: Iterable[Group[T]], most: int = MOST_ROWS, weight: Callable[[T], int] = lambda _: 1
) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield the title and the things of each part.

    A part has whole groups while their weights amount to `most`. A larger group has parts of its
    own, so that a change of one group leaves most parts as they are.
    """
    titles: list[str] = []
    things: list[T] = []
    for title, group in groups:
        total = sum(map(weight, group))
        if things and sum(map(weight, things)) + total > most:
            yield _range(titles), tuple(things)
            titles, things = [], []
        if total > most:
            yield from _divided(title, group, most, weight)
        elif group:
            titles.append(title)
            things += group
    if things:
        yield _range(titles), tuple(things)


def _divided(
    title: str, group: Sequence[T], most: int, weight: Callable[[T], int]
) -> Iterator[tuple[str, tuple[T, ...]]]:
    """Yield a group in parts; a title names the numbers of its things."""
    first, things = 1, list[T]()
    for number, thing in enumerate(group, start=1):
        if things and sum(map(weight, things)) + weight(thing) > most:
            yield f"{title} {_range((str(first), str(number - 1)))}".strip(), tuple(things)
            first, things = number, []
        things.append(thing)
    yield f"{title} {_range((str(first), str(len(group))))}".strip(), tuple(things)


def _range(titles: Sequence[str]) -> str:
    """`第一组–第三组`; one title where first and last are the same."""
    return "–".join(dict.fromkeys((titles[0], titles[-1])))


def part_paths(sheet: str, parts: Sequence[Part], first: int = 1) -> list[str]:
    """Return the path of each part of a sheet, in an order that sorts: `cards/001-第一组.pdf`.

    They are numbered from `first`.
    """
    return [
        f"{sheet}/{number:03}-{file_name_of(part.title)}.pdf"
        for number, part in enumerate(parts, start=first)
    ]
