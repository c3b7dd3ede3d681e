"""Checks that a visit may be received: its kind, its counterpart, its purpose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import RecordText, schedule_texts, violations_in
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.enums import VisitKind
from generator.model.standing import Limit
from generator.names.index import name_key

_STUDY = frozenset({VisitKind.STUDY, VisitKind.EXCHANGE})


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
        "zh": "分级负责、对口接待须写明：{missing}。请补上。",
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
    title={"zh": "不属于接待范围的来访", "en": "A visit that is out of scope"},
    message={
        "zh": "“{text}”含“{word}”，不属于接待范围。请核对。",
        "en": "“{text}” contains “{word}”: that is no official visit. Check it.",
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


@check(
    "scope.no_necessity",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "考察、学习交流没有写明必要性", "en": "A study tour without a stated need"},
    message={
        "zh": "来访目的{written}没有写明具体事项；不接待一般性学习交流。"
        "请派出单位说明要解决什么问题、形成什么结果，写在 purpose。",
        "en": "The purpose{written} names nothing in particular; general learning and exchange is "
        "not received. Ask the sender what question is to be solved and what is to come of it, "
        "and write it under purpose.",
    },
    rule="scope",
    limits=("general_words", "least_subject"),
)
def visits_without_necessity(scope: Scope, general: Limit, least: Limit) -> Iterator[Violation]:
    """A study tour or an exchange without a purpose, or with one of general words only (art. 5)."""
    visit = scope.visit
    names = [str(name) for name in (visit.host, visit.sender) if name]
    subject = _without(visit.purpose or "", (*names, *general.words))
    if len(subject) < least.amount:
        yield violation(visit, "purpose", written=f"（{visit.purpose}）" if visit.purpose else "")


@check(
    "scope.repeated",
    category=Category.RULES,
    severity=Severity.NOTICE,
    title={"zh": "同一单位再次考察、学习交流", "en": "The same unit comes to study again"},
    message={
        "zh": "{sender}在 {day} 已来过（“{title}”），不接待重复性考察。请核对两次的事项是否相同。",
        "en": "{sender} was here on {day} (“{title}”), and repeated study tours are not received. "
        "Check whether both are about the same.",
    },
    rule="scope",
    limits=("repeat_days",),
)
def study_tours_repeated(scope: Scope, within: Limit) -> Iterator[Violation]:
    """A study tour or exchange of a unit that came for one not long before (2013 art. 5)."""
    visit = scope.visit
    if not visit.sender:
        return
    for other in scope.all_others:
        days = (visit.start - other.start).days
        is_same = other.sender and name_key(str(other.sender)) == name_key(str(visit.sender))
        if is_same and other.kind in _STUDY and 0 < days <= within.amount:
            yield violation(
                visit,
                "sender",
                related=(other,),
                sender=visit.sender,
                day=other.start,
                title=other.title,
            )


def _without(text: str, words: Iterable[str]) -> str:
    """The letters and digits of a text without any of `words`, the longest first."""
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, " ")
    return "".join(character for character in text if character.isalnum())
