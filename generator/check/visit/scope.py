"""Checks that a visit may be received: its kind, its counterpart, its purpose."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import RecordText, schedule_texts, violations_in
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.standing import Limit


@check(
    "scope.kind",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "不属于接待范围的类别", "en": "A category that is not received"},
    message={
        "zh": "“{kind}”不在接待范围内。请核对类别。",
        "en": "“{kind}” is not among the categories received. Check it.",
    },
    rule="scope",
    limits=("kinds",),
)
def visits_of_excluded_kind(scope: Scope, kinds: Limit) -> Iterator[Violation]:
    """A visit of a kind that the rule does not list."""
    if scope.visit.kind.value not in kinds.words:
        yield violation(scope.visit, "kind", kind=scope.visit.kind.value)


@check(
    "scope.counterpart",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "没有写明对口接待的信息", "en": "Who receives whom is not said"},
    message={
        "zh": "分级负责、对口接待要看：{missing}。请写上。",
        "en": "By level and counterpart a visit says: {missing}. Write it.",
    },
    rule="scope",
    limits=("counterpart_fields",),
)
def visits_without_counterpart(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A visit that lacks a field by which its counterpart, who receives it, is decided."""
    missing = [field for field in fields.words if not getattr(scope.visit, field, None)]
    if missing:
        yield violation(scope.visit, None, missing=fields_text("Visit", missing))


@check(
    "scope.out_of_scope",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "不属于公务的来访", "en": "A visit that is not official"},
    message={
        "zh": "“{text}”含“{word}”，不属于公务接待。请核对。",
        "en": "“{text}” holds “{word}”: that is no official visit. Check it.",
    },
    rule="scope",
    limits=("out_of_scope_words",),
)
def texts_about_private_matters(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Titles, purposes and schedules that mention holidays, relatives or private affairs."""
    visit = scope.visit
    heading = [RecordText(visit, "title", str(visit.title))]
    if visit.purpose:
        heading.append(RecordText(visit, "purpose", visit.purpose))
    return violations_in(scope, (*heading, *schedule_texts(visit)), words)
