"""Whether a visit may be published: read without errors, approved, and in accordance with rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from generator.findings import Finding, errors_in
from generator.model.enums import Privacy
from generator.project import LoadedVisit, Project, findings_by_visit
from generator.sealing.addresses import is_loopback_only


class Reason(StrEnum):
    """Why a visit may not be published."""

    UNREAD = "unread"
    CLASSIFIED = "classified"
    NOT_APPROVED = "not_approved"
    NOT_APPROVED_YET = "not_approved_yet"
    ERRORS = "errors"


@dataclass(frozen=True)
class Refusal:
    """Why a visit may not be published, and the findings that are the cause, if any."""

    reason: Reason
    findings: tuple[Finding, ...] = ()


def refusal_of(loaded: LoadedVisit, project: Project, today: date) -> Refusal | None:
    """Return why a visit may not be published; None where it may.

    A visit goes out only if it was read without errors, is not classified, was approved for the web
    by `today` (on the visit's clock), and has no error that nobody answers for with a waiver.
    """
    visit = loaded.visit
    if visit is None or not loaded.is_buildable:
        return Refusal(Reason.UNREAD, loaded.findings)
    if visit.privacy is Privacy.CLASSIFIED:
        return Refusal(Reason.CLASSIFIED)
    if is_loopback_only(visit, project.settings):
        return Refusal(Reason.NOT_APPROVED)
    if visit.publish and visit.publish.on > today:
        return Refusal(Reason.NOT_APPROVED_YET)
    if errors := errors_in(findings_by_visit(project)[loaded.slug]):
        return Refusal(Reason.ERRORS, tuple(errors))
    return None
