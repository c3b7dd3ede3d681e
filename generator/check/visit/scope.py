"""Checks that a visit is one to receive: its category, its counterpart, its purpose."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Family, Fault, Scope, check, fault
from generator.check.text_search import Saying, programme_sayings, spoken
from generator.check.wording import fields_named
from generator.findings import Severity
from generator.model.standing import Limit


@check(
    "scope.kind",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "不属于接待范围的类别", "en": "A category that is not received"},
    words={
        "zh": "“{kind}”不在接待范围内。请核对类别。",
        "en": "“{kind}” is not among the categories received. Check it.",
    },
    rule="scope",
    limits=("kinds",),
)
def kind_not_received(scope: Scope, kinds: Limit) -> Iterator[Fault]:
    """A visit of a category that the rule does not list."""
    if scope.visit.kind.value not in kinds.words:
        yield fault(scope.visit, "kind", kind=scope.visit.kind.value)


@check(
    "scope.counterpart",
    family=Family.RULES,
    severity=Severity.WARNING,
    title={"zh": "没有写明对口接待的信息", "en": "Who receives whom is not said"},
    words={
        "zh": "分级负责、对口接待要看：{missing}。请写上。",
        "en": "By level and counterpart a visit says: {missing}. Write it.",
    },
    rule="scope",
    limits=("counterpart_fields",),
)
def counterpart_unsaid(scope: Scope, fields: Limit) -> Iterator[Fault]:
    """A visit that leaves out what decides who leads."""
    missing = [field for field in fields.words if not getattr(scope.visit, field, None)]
    if missing:
        yield fault(scope.visit, None, missing=fields_named("Visit", missing))


@check(
    "scope.out_of_scope",
    family=Family.RULES,
    severity=Severity.ERROR,
    title={"zh": "不属于公务的来访", "en": "A visit that is not official"},
    words={
        "zh": "“{text}”含“{word}”，不属于公务接待。请核对。",
        "en": "“{text}” holds “{word}”: that is no official visit. Check it.",
    },
    rule="scope",
    limits=("out_of_scope_words",),
)
def out_of_scope(scope: Scope, words: Limit) -> Iterator[Fault]:
    """Titles, purposes and schedules that speak of holidays, kin or private affairs."""
    visit = scope.visit
    heading = [Saying(visit, "title", str(visit.title))]
    if visit.purpose:
        heading.append(Saying(visit, "purpose", visit.purpose))
    return spoken(scope, (*heading, *programme_sayings(visit)), words.words)
