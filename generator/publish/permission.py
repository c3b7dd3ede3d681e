"""Whether a visit may be published: read without errors, approved, and in accordance with rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.check.visit.confidentiality import WORK_SECRET_PUBLISHED
from generator.check.visit.undecided import bars_publication
from generator.findings import Finding, errors_in
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.sealing.addresses import is_loopback_only


class Reason(StrEnum):
    """Why a visit may not be published."""

    UNREAD = "unread"
    CLASSIFIED = "classified"
    NOT_APPROVED = "not_approved"
    NOT_APPROVED_YET = "not_approved_yet"
    WORK_SECRET = "work_secret"
    ERRORS = "errors"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Refusal:
    """Why a visit may not be published, and the findings that are the cause, if any."""

    reason: Reason
    findings: tuple[Finding, ...] = ()


def refusal_of(loaded: LoadedVisit, project: Project, now: datetime) -> Refusal | None:
    """Return why a visit may not be published; None where it may.

    A visit goes out only if it was read without errors, is not classified, was approved for the web
    by `now` (a time on the visit's clock), has no error that nobody answers for with a waiver,
    leaves open no day and no departure of the next 24 hours, and is no work secret on its way to
    the internet, for which no waiver helps (保守国家秘密法 art. 64).
    """
    visit = loaded.visit
    if loaded.is_classified:
        return Refusal(Reason.CLASSIFIED, loaded.findings)
    if visit is None or not loaded.is_buildable:
        return Refusal(Reason.UNREAD, loaded.findings)
    if is_loopback_only(visit, project.settings):
        return Refusal(Reason.NOT_APPROVED)
    if visit.publish and visit.publish.on > now.date():
        return Refusal(Reason.NOT_APPROVED_YET)
    if visit.is_for_internet and visit.is_work_secret:
        findings = findings_by_visit(project)[loaded.slug]
        mine = (finding for finding in findings if finding.code == WORK_SECRET_PUBLISHED)
        return Refusal(Reason.WORK_SECRET, tuple(mine))
    if errors := errors_in(findings_by_visit(project)[loaded.slug]):
        return Refusal(Reason.ERRORS, tuple(errors))
    if undecided := tuple(bars_publication(visit, now)):
        return Refusal(Reason.UNDECIDED, undecided)
    return None
