"""What a check is, and the registry of all checks in the modules of this package.

A check is a function of one topic's module, decorated with `check()`. It yields violations: which
record breaks the rule, and the values that its message needs. The registry turns each violation
into a finding, with its place, severity, rule page and clause.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from typing import Any

import generator.check
from generator.agenda.index import Index
from generator.findings import Finding, Place, Severity
from generator.model.record import ComputesOnce, Record
from generator.model.standing import Clause, Limit, NotApplied, Standing
from generator.model.visit import Visit
from generator.text import Text

UNUSABLE = "rule.unusable"
_UNUSABLE_MESSAGE = Text.of(
    {
        "zh": "“{title}”这项检查不能使用这里的标准（{names}），没有检查。"
        "请核对：应写数字的写 value，应写词语的写 words，应写对照表的写 table，数值和词语须可用。",
        "en": "The check “{title}” cannot use what stands here ({names}), and was left out. Write "
        "a number as value, words as words, a list of figures as table; and see whether they can "
        "be.",
    }
)


class Category(StrEnum):
    """The question that a check answers; the page of all checks has a section for each."""

    CONSISTENT = "consistent"
    COMPLETE = "complete"
    RULES = "rules"
    FIT = "fit"


@dataclass(frozen=True)
class Scope(ComputesOnce):
    """What a check may read: a visit, and the host's other visits.

    `others` may clash with it in days, `not_clashing` are at other times.
    """

    visit: Visit
    others: tuple[Visit, ...] = ()
    not_clashing: tuple[Visit, ...] = ()

    @property
    def all_others(self) -> tuple[Visit, ...]:
        """The host's other visits, at whatever time."""
        return (*self.others, *self.not_clashing)

    @property
    def standing(self) -> Standing:
        """The standing pages."""
        return self.visit.standing

    @cached_property
    def index(self) -> Index:
        """Who does what in the visit, by person."""
        return Index(self.visit)


@dataclass(frozen=True)
class Violation:
    """One problem that a check finds in a visit.

    `record` and `field` are where it is, `related` the other records concerned, `values` what the
    check's message is filled with. `limit` is the name of the check's limit that is broken; None
    where the finding cites the check's clause, or its first limit. `is_undecided` is whether all
    that is missing is known to be still open (待定): then the finding is at most a warning, since a
    visit may be published so.
    """

    record: Record
    field: str | None
    related: tuple[Record, ...]
    values: dict[str, object]
    limit: str | None
    is_undecided: bool = False


def violation(
    record: Record,
    field: str | None = None,
    /,
    related: Iterable[Record] = (),
    limit: str | None = None,
    missing_fields: Collection[str] = (),
    **values: object,
) -> Violation:
    """Build a Violation; `values` fill the check's message.

    `missing_fields` are fields of the record without a value.
    """
    undecided = bool(missing_fields) and all(map(record.undecided_text, missing_fields))
    return Violation(record, field, tuple(related), values, limit, undecided)


class _GivenLimit(Limit):
    """A limit whose missing figure, table or words raise ValueError when a check reads them.

    A check thus never takes a figure that the rule page leaves out for zero.
    """

    @classmethod
    def of(cls, limit: Limit) -> _GivenLimit:
        """Copy a limit."""
        return cls.model_construct(**dict(limit))

    def __getattribute__(self, name: str) -> Any:
        read = super().__getattribute__
        value = read(name)
        if name in {"value", "table"} and value is None:
            raise ValueError(f"{name} is not given")
        if name == "words" and not value and (read("value"), read("table")) != (None, None):
            raise ValueError("words are not given")
        return value


@dataclass(frozen=True)
class Check:
    """A registered check.

    `limits` are the names of the limits of `rule` that `find` takes, in the order of its arguments.
    `clause` is the name of the clause that its findings cite, where that is not the first limit's.
    `needs_complete_lists` is true where a part of a list is not enough to judge by: the check looks
    for what is missing, or adds up.
    """

    code: str
    category: Category
    severity: Severity
    title: Text
    message: Text
    rule: str | None
    limits: tuple[str, ...]
    find: Callable[..., Iterable[Violation]]
    needs_complete_lists: bool = False
    clause: str | None = None

    @property
    def cited(self) -> tuple[str, ...]:
        """The names of the clause and the limits that the rule page must have.

        Findings cite the first, where they name no other.
        """
        return (*((self.clause,) if self.clause else ()), *self.limits)

    def run(self, scope: Scope, watched: Scope | None = None) -> Iterator[Finding]:
        """Yield the check's findings.

        There are none where the office does not apply the rule, where its page lacks the check's
        clause, where a limit that it needs is not in force, and where one of them is not for visits
        of this kind.

        `watched` is a copy of `scope` that records which lists the check reads; see
        `generator.check.watched`.
        """
        if self.lacks_limits(scope) or not self.applies_to(scope.visit):
            return
        limits, clause = self.limits_for(scope), self._clause_for(scope)
        cited = (*((clause,) if clause else ()), *limits)
        given = [_GivenLimit.of(limit) for limit in limits if limit]
        try:
            violations = tuple(self.find(watched or scope, *given))
        except (ValueError, LookupError, ArithmeticError):
            # The rule page has a number of a million years, or a word that is no rank.
            yield self._unusable(given)
            return
        for broken in violations:
            yield self._finding(broken, dict(zip(self.cited, cited, strict=True)))

    def not_applied(self, standing: Standing) -> NotApplied | None:
        """The entry of rules/index.md by which the office leaves the check out; None if it runs."""
        names = (self.rule, *(f"{self.rule}.{name}" for name in self.cited))
        return next(filter(None, (standing.not_applied.get(name or "") for name in names)), None)

    def applies_to(self, visit: Visit) -> bool:
        """Whether the rule page, and all that the check needs of it, is for the visit's kind."""
        page = visit.standing.rule(self.rule or "")
        return page is None or page.applies_to(visit.kind, visit.start, self.cited)

    def lacks_limits(self, scope: Scope) -> bool:
        """Whether the rule page lacks the clause, or a limit in force, that the check needs."""
        lacks_clause = self.clause is not None and self._clause_for(scope) is None
        return lacks_clause or None in self.limits_for(scope)

    def limits_for(self, scope: Scope) -> tuple[Limit | None, ...]:
        """The limits in force on the visit's first day, None where there is none."""
        on = scope.visit.start
        return tuple(scope.standing.limit(self.rule or "", name, on) for name in self.limits)

    def _clause_for(self, scope: Scope) -> Clause | Limit | None:
        page = scope.standing.rule(self.rule or "")
        return page.clause(self.clause, scope.visit.start) if page and self.clause else None

    def _unusable(self, limits: Iterable[Limit]) -> Finding:
        """The finding that the check cannot work with the limits on its rule page."""
        first, *others = [limit.written_at() for limit in limits] or [Place("")]
        return Finding(
            code=UNUSABLE,
            severity=Severity.ERROR,
            place=first,
            message=_UNUSABLE_MESSAGE.format(title=self.title, names="、".join(self.limits)),
            related=tuple(others),
            rule=self.rule,
        )

    def _finding(self, broken: Violation, cited: Mapping[str, Clause | Limit | None]) -> Finding:
        name = broken.limit or next(iter(cited), None)
        clause = cited[name] if name else None
        is_error = self.severity is Severity.ERROR
        return Finding(
            code=self.code,
            severity=Severity.WARNING if is_error and broken.is_undecided else self.severity,
            place=broken.record.written_at(broken.field),
            message=self.message.format(**broken.values),
            related=tuple(record.written_at() for record in broken.related),
            rule=self.rule,
            clause=clause.clause if clause else None,
            anchor=name.replace("_", "-") if name else None,
            office=broken.record.is_for_the_office(broken.field),
        )


_REGISTERED: dict[str, Check] = {}


def check(
    code: str,
    *,
    category: Category,
    severity: Severity,
    title: dict[str, str],
    message: dict[str, str],
    rule: str | None = None,
    limits: tuple[str, ...] = (),
    clause: str | None = None,
    needs_complete_lists: bool = False,
) -> Callable[[Callable[..., Iterable[Violation]]], Callable[..., Iterable[Violation]]]:
    """Register a check.

    `title` and `message` are given in Chinese (`zh`) and English (`en`); the message is a template
    of str.format. `rule` is the id of the rule page that the check enforces; a check that no page
    describes has none. For `limits`, `clause` and `needs_complete_lists` see Check.
    """

    def register(find: Callable[..., Iterable[Violation]]) -> Callable[..., Iterable[Violation]]:
        if code in _REGISTERED and inspect.getmodule(_REGISTERED[code].find) is not (
            inspect.getmodule(find)
        ):
            raise ValueError(f"two checks are called {code}")
        _REGISTERED[code] = Check(
            code=code,
            category=category,
            severity=severity,
            title=Text.of(title),
            message=Text.of(message),
            rule=rule,
            limits=limits,
            find=find,
            needs_complete_lists=needs_complete_lists,
            clause=clause,
        )
        return find

    return register


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check of every module in this package, by code."""
    for module in pkgutil.walk_packages(generator.check.__path__, "generator.check."):
        importlib.import_module(module.name)
    return tuple(_REGISTERED[code] for code in sorted(_REGISTERED))
