"""What a check is, and how all of them are found: a decorated function in any module beside this.

A check is one function in check/<topic>.py. It says what it looks for and in which words it
reports; the registry gives each finding its place, severity, rule page and clause.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from dataclasses import field as with_default
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

import generator.check
from generator.agenda.index import Index
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.model.record import Record
from generator.model.standing import Limit, Standing
from generator.model.visit import Visit
from generator.text import Text

UNUSABLE = "rule.unusable"
_UNUSABLE_WORDS = {
    "zh": "“{title}”这项检查用不了这里的标准（{names}），没有检查。请核对：该写数字的写 value，"
    "该写词语的写 words，该写对照表的写 table，并看数值和词语是否可用。",
    "en": "The check “{title}” cannot use what stands here ({names}), and was left out. Write a "
    "number as value, words as words, a list of figures as table; and see whether they can be.",
}


class Family(StrEnum):
    """The four questions that checks ask."""

    CONSISTENT = "consistent"
    COMPLETE = "complete"
    RULES = "rules"
    FIT = "fit"


@dataclass(frozen=True)
class Scope:
    """What a check looks at: a visit, and the host's other visits for clashes between visits."""

    visit: Visit
    others: tuple[Visit, ...] = ()

    @property
    def standing(self) -> Standing:
        """The standing pages."""
        return self.visit.standing

    @cached_property
    def index(self) -> Index:
        """Who does what in the visit, by person."""
        return Index(self.visit)


@dataclass(frozen=True)
class Fault:
    """One thing a check found: the record and field it stands in, other records concerned, the
    values its words need, and by which of its limits, where that is not its first.
    """

    record: Record
    field: str | None = None
    related: tuple[Record, ...] = ()
    values: dict[str, object] = with_default(default_factory=dict)
    limit: str | None = None


def fault(
    record: Record,
    field: str | None = None,
    /,
    related: Iterable[Record] = (),
    limit: str | None = None,
    **values: object,
) -> Fault:
    """A Fault; `values` fill the check's words, `limit` names the one of its limits broken."""
    return Fault(record, field, tuple(related), values, limit)


class _Asked(Limit):
    """A limit as a check sees it: what the page does not give cannot be taken for nothing."""

    @classmethod
    def of(cls, limit: Limit) -> _Asked:
        """The same limit."""
        return cls.model_construct(**dict(limit))

    def __getattribute__(self, name: str) -> Any:
        read = super().__getattribute__
        found = read(name)
        if name in {"value", "table"} and found is None:
            raise ValueError(f"{name} is not given")
        if name == "words" and not found and (read("value"), read("table")) != (None, None):
            raise ValueError("words are not given")
        return found


@dataclass(frozen=True)
class Check:
    """A registered check. `limits` are the limits of `rule` that it needs, in argument order.
    `needs_whole` holds where what it finds in a part of a list may be wrong of the whole: it looks
    for what is missing, or adds up.
    """

    code: str
    family: Family
    severity: Severity
    title: Text
    words: Text
    rule: str | None
    limits: tuple[str, ...]
    find: Callable[..., Iterable[Fault]]
    needs_whole: bool = False

    def run(self, scope: Scope, seen: Scope | None = None) -> Iterator[Finding]:
        """The check's findings; none where a limit it needs is not in force. `seen` is the scope
        as the check sees it, where that is not `scope` itself.
        """
        limits = self.limits_for(scope)
        if None in limits:
            return
        try:
            faults = tuple(
                self.find(seen or scope, *(_Asked.of(limit) for limit in limits if limit))
            )
        except (ValueError, LookupError, ArithmeticError):
            # A number of a million years, a word that is no rank: the page is to be mended.
            yield self._unusable(tuple(limit for limit in limits if limit))
            return
        for found in faults:
            yield self._finding(found, limits)

    def limits_for(self, scope: Scope) -> tuple[Limit | None, ...]:
        """The limits in force on the visit's first day, None where there is none."""
        on = scope.visit.start
        return tuple(scope.standing.limit(self.rule or "", name, on) for name in self.limits)

    def _unusable(self, limits: tuple[Limit, ...]) -> Finding:
        """That the check cannot work with what its rule page says."""
        names = "、".join(self.limits)
        return Finding(
            code=UNUSABLE,
            severity=Severity.ERROR,
            place=limits[0].written_at() if limits else Place(""),
            message=Text.of(
                {
                    code: words.format(title=self.title.in_(code), names=names)
                    for code, words in _UNUSABLE_WORDS.items()
                }
            ),
            related=tuple(limit.written_at() for limit in limits[1:]),
            rule=self.rule,
        )

    def _finding(self, found: Fault, limits: tuple[Limit | None, ...]) -> Finding:
        broken = found.limit or next(iter(self.limits), None)
        named = zip(self.limits, limits, strict=True)
        clauses = {name: limit.clause for name, limit in named if limit}
        versions = {
            language: words.format(**_said(found.values, language))
            for language, words in self.words.others
        }
        return Finding(
            code=self.code,
            severity=self.severity,
            place=_place(found.record, found.field),
            message=Text.of(versions),
            related=tuple(_place(record, None) for record in found.related),
            rule=self.rule,
            clause=clauses[broken] if broken else None,
            anchor=broken.replace("_", "-") if broken else None,
            office=found.record.is_for_the_office(found.field),
        )


_REGISTERED: dict[str, Check] = {}


def check(
    code: str,
    *,
    family: Family,
    severity: Severity,
    title: dict[str, str],
    words: dict[str, str],
    rule: str | None = None,
    limits: tuple[str, ...] = (),
    needs_whole: bool = False,
) -> Callable[[Callable[..., Iterable[Fault]]], Callable[..., Iterable[Fault]]]:
    """Register a check. `title` and `words` are given in Chinese (`zh`) and English (`en`);
    `rule` is the id of the rule page it enforces; what physics or arithmetic fixes has none.
    `needs_whole`: see Check.
    """

    def register(find: Callable[..., Iterable[Fault]]) -> Callable[..., Iterable[Fault]]:
        if code in _REGISTERED and inspect.getmodule(_REGISTERED[code].find) is not (
            inspect.getmodule(find)
        ):
            raise ValueError(f"two checks are called {code}")
        _REGISTERED[code] = Check(
            code, family, severity, Text.of(title), Text.of(words), rule, limits, find, needs_whole
        )
        return find

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of every module in this package, by code."""
    for module in pkgutil.walk_packages(generator.check.__path__, "generator.check."):
        importlib.import_module(module.name)
    return tuple(_REGISTERED[code] for code in sorted(_REGISTERED))


def check_visit(visit: Visit, others: Iterable[Visit] = ()) -> tuple[Finding, ...]:
    """Every finding of every check on a visit, before waivers, in reading order."""
    scope = Scope(visit, tuple(other for other in others if other.slug != visit.slug))
    return in_reading_order(found for each in all_checks() for found in each.run(scope))


def _place(record: Record, field: str | None) -> Place:
    return record.written_at(field)


def _said(values: dict[str, object], language: str) -> dict[str, object]:
    return {
        key: value.in_(language) if isinstance(value, Text) else value
        for key, value in values.items()
    }
