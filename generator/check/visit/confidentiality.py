"""Checks publication: secrets, approval, and how long pages are kept."""

from __future__ import annotations

from collections.abc import Iterator

from generator import vocabulary
from generator.check.registry import Category, Scope, Violation, check, violation
from generator.check.text_search import RecordText, schedule_texts, violations_in
from generator.check.wording import fields_text
from generator.findings import Severity
from generator.model.standing import Limit
from generator.model.visit import Visit
from generator.text import Text

WORK_SECRET_PUBLISHED = "confidentiality.work_secret_published"
"""The code of the check that no waiver answers: see `generator.publish.permission`."""


def _why_work_secret(visit: Visit) -> Text:
    if visit.work_secret:
        return Text.of(
            {"zh": "本次来访写明属于工作秘密", "en": "This visit is said to be a work secret"}
        )
    return _BY_KIND.format(kind=vocabulary.field_text("VisitKind", visit.kind))


_BY_KIND = Text.of(
    {
        "zh": "类别为“{kind}”的来访，没有另行写明的，按工作秘密管理",
        "en": "A visit of the kind “{kind}” is a work secret unless somebody answers otherwise",
    }
)


@check(
    "confidentiality.classified_words",
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "出现密级或涉密字样", "en": "Words of state secrecy"},
    message={
        "zh": "“{text}”含“{word}”。国家秘密不得录入本程序：确属国家秘密的，立即停止录入，"
        "报告本单位保密工作机构，改在涉密信息系统办理；误判的，写明理由后豁免。",
        "en": "“{text}” contains “{word}”. "
        "State secrets are not entered into this program: if it is one, "
        "stop at once, report it to your unit’s secrecy office, and work in a classified "
        "system; if it is none, waive this finding and say why.",
    },
    rule="confidentiality",
    limits=("classified_words",),
)
def texts_with_classified_words(scope: Scope, words: Limit) -> Iterator[Violation]:
    """Titles, purposes, letters and schedules with a word of secrecy.

    Source: 保守国家秘密法 arts 30, 31(3).
    """
    visit = scope.visit
    heading = [RecordText(visit, "title", str(visit.title))]
    if visit.purpose:
        heading.append(RecordText(visit, "purpose", visit.purpose))
    if visit.letter and visit.letter.number:
        heading.append(RecordText(visit.letter, "number", visit.letter.number))
    # A unit or a place whose name has such a word is a reason to ask, not to be silent.
    return violations_in(scope, (*heading, *schedule_texts(visit)), words, names=())


@check(
    WORK_SECRET_PUBLISHED,
    category=Category.RULES,
    severity=Severity.ERROR,
    title={"zh": "工作秘密发布到互联网", "en": "A work secret on the internet"},
    message={
        "zh": "{why}，不得发布到互联网。请把 publish 的 target 改为 intranet（内网）或 "
        "paper（只出纸件）；经负责人确认不属于工作秘密的，写 work_secret: no。",
        "en": "{why}: it must not be published to the internet. Set the target under publish to "
        "intranet or paper; if the person in charge confirms that it is none, write "
        "work_secret: no.",
    },
    rule="confidentiality",
    clause="work_secret",
)
def work_secrets_on_the_internet(scope: Scope) -> Iterator[Violation]:
    """A work secret that is to be published to the internet. Source: 保守国家秘密法 art. 64."""
    visit = scope.visit
    if visit.publish and visit.is_for_internet and visit.is_work_secret:
        yield violation(visit.publish, "target", why=_why_work_secret(visit))


@check(
    "confidentiality.work_secret_unanswered",
    category=Category.RULES,
    severity=Severity.WARNING,
    title={"zh": "没有写明是否工作秘密", "en": "Work secret or not: no answer"},
    message={
        "zh": "要发布到互联网，而没有写明是否属于工作秘密。请负责人确认后，在 visit.yml 写 "
        "work_secret: yes 或 no；属于工作秘密的，只能发布到内网或只出纸件。",
        "en": "It is to go to the internet, and nobody answered whether its plan is a work secret. "
        "Ask the person in charge and write work_secret: yes or no in visit.yml; a work secret "
        "goes to the intranet or on paper only.",
    },
    rule="confidentiality",
    clause="work_secret",
)
def visits_without_answer(scope: Scope) -> Iterator[Violation]:
    """A visit that is approved for the internet without an answer to `work_secret`."""
    publish = scope.visit.publish
    if publish and scope.visit.is_for_internet and scope.visit.is_work_secret is None:
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
    """A visit with guests whose approval is incomplete."""
    visit = scope.visit
    missing = [field for field in fields.words if not getattr(visit.publish, field, None)]
    if visit.guests and missing:
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
