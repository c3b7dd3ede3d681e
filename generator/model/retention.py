"""How long guests' data may be kept after a visit: some days after its end, as the visit or the
rule page on confidentiality says."""

from __future__ import annotations

from datetime import date, timedelta

from generator.model.visit import LONGEST_KEPT, Visit

RETENTION_DAYS = 30
"""How long cards stay after the visit where neither the visit nor a rule says."""


def last_day(visit: Visit) -> date:
    """The last day on which a visit's cards may be read."""
    rule = visit.standing.limit("confidentiality", "retention_days", visit.start)
    most = int(rule.value) if rule and rule.value is not None else RETENTION_DAYS
    days = visit.retention_days if visit.retention_days is not None else min(most, LONGEST_KEPT)
    return visit.end + timedelta(days=days)


def is_over(visit: Visit, today: date) -> bool:
    """Whether a visit's guests are no longer anybody's business."""
    return today > last_day(visit)
