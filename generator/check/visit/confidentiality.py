"""Checks publication: classified matter, approval, and how long pages are kept."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import RecordText, schedule_texts, violations_in
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.enums import Privacy
from generator.model.standing import Limit


@check(
    "confidentiality.classified_words",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "涉密内容没有按涉密处理", "en": "Classified matter not treated as such"},
    message={
        "zh": "“{text}”含“{word}”，而任务没有设为涉密。涉密任务不上网，请改 privacy。",
        "en": "“{text}” holds “{word}” and the visit is not classified. Set privacy: classified.",
    },
    rule="confidentiality",
    limits=("classified_words",),
)
def texts_with_classified_words(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Titles, purposes, letters and schedules with a word of secrecy in an unclassified visit."""
    visit = scope.visit
    if visit.privacy is Privacy.CLASSIFIED:
        return iter(())
    heading = [RecordText(visit, "title", str(visit.title))]
    if visit.purpose:
        heading.append(RecordText(visit, "purpose", visit.purpose))
    if visit.letter and visit.letter.number:
        heading.append(RecordText(visit.letter, "number", visit.letter.number))
    return violations_in(scope, (*heading, *schedule_texts(visit)), words.words)


@check(
    "confidentiality.classified_published",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "涉密任务批准上网", "en": "A classified visit approved for the web"},
    message={
        "zh": "涉密任务不得发布到网上。请把发布范围改为纸质。",
        "en": "A classified visit is never published. Set the target to paper.",
    },
    rule="confidentiality",
    limits=("classified_targets",),
)
def classified_visits_published(scope: Scope, targets: Limit) -> Iterator[Violation]:
    """A classified visit approved for another target than those the rule names (paper)."""
    publish = scope.visit.publish
    is_classified = scope.visit.privacy is Privacy.CLASSIFIED
    if is_classified and publish and publish.target.value not in targets.words:
        yield violation(publish, "target")


@check(
    "confidentiality.not_approved",
    category=Category.RULES,
    severity=Severity.NOTICE,
    title={"zh": "尚未批准发布", "en": "Not approved for publication"},
    message={
        "zh": "发布批准还缺：{missing}。写明之前，来宾网页只能在本机预览。",
        "en": "The approval to publish lacks: {missing}. Until then pages are previews only.",
    },
    rule="confidentiality",
    limits=("approval_fields",),
)
def visits_not_approved(scope: Scope, fields: Limit) -> Iterator[Violation]:
    """A visit with guests whose approval is incomplete; a classified visit needs none."""
    visit = scope.visit
    missing = [field for field in fields.words if not getattr(visit.publish, field, None)]
    if visit.guests and missing and visit.privacy is not Privacy.CLASSIFIED:
        yield violation(visit, "publish", missing=fields_text("Publication", missing))


@check(
    "confidentiality.retention",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "保留时间过长", "en": "Kept for too long"},
    message={
        "zh": "来访结束后保留 {days} 天，最多 {most} 天。请缩短。",
        "en": "Kept for {days} days after the visit; at most {most} are allowed. Shorten it.",
    },
    rule="confidentiality",
    limits=("retention_days",),
)
def visits_kept_too_long(scope: Scope, most: Limit) -> Iterator[Violation]:
    """A visit whose pages are kept longer than the rule allows (PIPL art. 19)."""
    days = scope.visit.retention_days
    if days is not None and days > most.amount:
        yield violation(scope.visit, "retention_days", days=days, most=f"{most.value:f}")
