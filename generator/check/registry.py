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

import generator.check
from generator.agenda.index import Index
from generator.findings import Finding, Place, Severity, in_reading_order
from generator.model.record import Record
from generator.model.standing import Limit, Standing
from generator.model.visit import Visit
from generator.text import Text


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
    """One thing a check found: the record and field it stands in, other records concerned, and
    the values its words need."""

    record: Record
    field: str | None = None
    related: tuple[Record, ...] = ()
    values: dict[str, object] = with_default(default_factory=dict)


def fault(
    record: Record, field: str | None = None, /, related: Iterable[Record] = (), **values: object
) -> Fault:
    """A Fault; `values` fill the check's words."""
    return Fault(record, field, tuple(related), values)


@dataclass(frozen=True)
class Check:
    """A registered check. `limits` are the limits of `rule` that it needs, in argument order."""

    code: str
    family: Family
    severity: Severity
    title: Text
    words: Text
    rule: str | None
    limits: tuple[str, ...]
    find: Callable[..., Iterable[Fault]]

    def run(self, scope: Scope) -> Iterator[Finding]:
        """The check's findings; none where a limit it needs is not in force."""
        limits = self.limits_for(scope)
        if None in limits:
            return
        clause = next((limit.clause for limit in limits if limit), None)
        for found in self.find(scope, *limits):
            yield self._finding(found, clause)

    def limits_for(self, scope: Scope) -> tuple[Limit | None, ...]:
        """The limits in force on the visit's first day, None where there is none."""
        on = scope.visit.start
        return tuple(scope.standing.limit(self.rule or "", name, on) for name in self.limits)

    def _finding(self, found: Fault, clause: str | None) -> Finding:
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
            clause=clause,
            anchor=self.limits[0].replace("_", "-") if self.limits else None,
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
) -> Callable[[Callable[..., Iterable[Fault]]], Callable[..., Iterable[Fault]]]:
    """Register a check. `title` and `words` are given in Chinese (`zh`) and English (`en`);
    `rule` is the id of the rule page it enforces."""

    def register(find: Callable[..., Iterable[Fault]]) -> Callable[..., Iterable[Fault]]:
        if code in _REGISTERED and inspect.getmodule(_REGISTERED[code].find) is not (
            inspect.getmodule(find)
        ):
            raise ValueError(f"two checks are called {code}")
        _REGISTERED[code] = Check(
            code, family, severity, Text.of(title), Text.of(words), rule, limits, find
        )
        return find

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of every module in this package, by code."""
    for module in pkgutil.iter_modules(generator.check.__path__):
        importlib.import_module(f"generator.check.{module.name}")
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
