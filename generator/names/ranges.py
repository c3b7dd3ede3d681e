"""Names that differ in a number, written as one: 第一至三组 is 第一组、第二组、第三组."""

from __future__ import annotations

import re
from collections.abc import Callable

from generator.names.numerals import in_figures, in_words

_NUMBER = r"(?:[〇零一二三四五六七八九十]{1,3}|\d{1,3})"
_ANY_NUMBER = re.compile(_NUMBER)
_TO = r"\s*(?:至|到|[-–—~～])\s*"
_AND = r"\s*[、,，和与及]\s*"
_RUN = rf"第?{_NUMBER}(?:{_TO}第?{_NUMBER})?"
_SEVERAL = re.compile(
    rf"(?P<but>除了?)?(?P<head>[^\s、,，;；和与及()（）]*?)"
    rf"(?P<runs>第?{_NUMBER}{_TO}第?{_NUMBER}(?:{_AND}{_RUN})*|第?{_NUMBER}(?:{_AND}{_RUN})+)"
    r"(?P<tail>[^\d\s、,，;；()（）至到~～–—-]+)"
)
_NUMBERED_TWICE = re.compile(
    rf"(?P<first>{_NUMBER})(?P<tail>\D{{1,4}}?){_TO}第?(?P<last>{_NUMBER})(?P=tail)"
)
_MOST = 100
"""More names than a visit has parties: 1-2000组 is left as it is, and refused as unknown."""
JOINT = "+"
"""Between names that are one: from 第一组+第二组（除张伟） one person is left out."""


def each_numbered(text: str, is_meant: Callable[[str], bool], *, joint: bool) -> str:
    """`text` with every name of a range or a list of numbers: 第一、二组 is 第一组、第二组.

    Where `joint` they are one name, 第一组+第二组. Nothing is changed unless the first of them
    means something: 张一、二组 is a person and a party. A number that nothing has is in the text,
    too, so that it is reported.
    """

    def names(match: re.Match[str]) -> str:
        numbers = _numbers(match["runs"])
        but, head = match["but"] or "", match["head"]
        for before, first in ((but, head), ("", but + head)):
            named = [_named(first, n, match["tail"], match["runs"], is_meant) for n in numbers]
            if named and is_meant(named[0]):
                return before + (JOINT if joint else "、").join(named)
        return match.group()

    if not _ANY_NUMBER.search(text):  # as in most names: nothing below can match
        return text
    once = _NUMBERED_TWICE.sub(r"\g<first>至\g<last>\g<tail>", text)
    return _SEVERAL.sub(names, once)


def _numbers(runs: str) -> list[int]:
    """The numbers in 一、三至五."""
    numbers: list[int] = []
    for run in re.split(_AND, runs.strip()):
        ends = [int(in_figures(end)) for end in re.findall(_NUMBER, run)]
        if ends[-1] - ends[0] > _MOST:
            return []
        numbers += range(ends[0], ends[-1] + 1)
    return numbers if len(numbers) <= _MOST else []


def _named(head: str, number: int, tail: str, runs: str, is_meant: Callable[[str], bool]) -> str:
    """The name with one number, with and without 第, in figures as the text has it or in words."""
    figures = str(number) if re.search(r"\d", runs) else in_words(number)
    ordinal = "第" if "第" in runs else ""
    names = [f"{head}{first}{figures}{tail}" for first in (ordinal, "第", "")]
    return next(filter(is_meant, names), names[0])
