"""What a person has to confirm before a publication: it may differ from what is intended."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from generator.build.microsite import shell_of
from generator.changes.publications import Publication, normal_target
from generator.check.visit.ended import has_ended
from generator.model.visit import Visit
from generator.publish.delivery import TargetState, Tree
from generator.render.card.envelope import notice_page

CLOCK_TOLERANCE = timedelta(minutes=1)
"""How far the clock may be behind the last publication."""
ENDED_RATIO = 10
"""Where more than one in this number of cards becomes a notice, that has to be confirmed."""


class Risk(StrEnum):
    """Why a publication may differ from what is intended."""

    ENDED = "ended"
    DATES_OVER = "dates_over"
    CLOCK = "clock"
    OTHERS = "others"
    UNPROVEN = "unproven"
    WORK_SECRET = "work_secret"


@dataclass(frozen=True)
class Confirmation:
    """A risk to confirm, with the values of its message."""

    risk: Risk
    values: dict[str, object] = field(default_factory=dict)


def clock_risks(last: Publication | None, at: datetime) -> Iterator[Confirmation]:
    """Yield that the clock is behind the last publication.

    One of the two times is wrong, and with it the changes that are marked, or whose cards ended.
    """
    if last and at < last.at - CLOCK_TOLERANCE:
        yield Confirmation(Risk.CLOCK, {"now": at, "at": last.at})


def date_risks(visit: Visit, last: Publication | None, at: datetime) -> Iterator[Confirmation]:
    """Yield that the visit is over by dates that were never published.

    The year may be mistyped, and every card would become a notice that the visit has ended.
    """
    today = at.astimezone(visit.zone).date()
    dates = visit.start, visit.end
    if has_ended(visit, today) and (last is None or last.dates not in (None, dates)):
        yield Confirmation(
            Risk.DATES_OVER, {"start": visit.start, "end": visit.end, "today": today}
        )


def secrecy_risks(visit: Visit) -> Iterator[Confirmation]:
    """Yield that nobody answered whether a visit on its way to the internet is a work secret."""
    if visit.is_for_internet and visit.is_work_secret is None:
        yield Confirmation(Risk.WORK_SECRET)


def publisher_risks(
    target: str,
    state: TargetState,
    tree: Tree,
    published: Sequence[Publication],
    begun: Collection[str],
) -> Iterator[Confirmation]:
    """Yield that somebody published to the target who is not in the records.

    `published` are the visit's publications, `begun` the names of those begun on this machine.
    """
    if all(state.has(path, tree[path].read_bytes()) for path in tree) or not state.files:
        return
    count = len(state.files)
    if state.release is None:
        # A release of November 2026 has no ReleaseInfo, nor its record a fingerprint.
        here = [p for p in published if p.normal_target == normal_target(target)]
        if not here or here[-1].key:
            yield Confirmation(Risk.OTHERS, {"by": "?", "at": "?", "n": count})
    elif state.release.publication not in {*begun, *(p.name for p in published)}:
        by, at = state.release.by or "?", state.release.at or "?"
        yield Confirmation(Risk.OTHERS, {"by": by, "at": at, "n": count})


def ended_card_risks(visit: Visit, state: TargetState, tree: Tree) -> Iterator[Confirmation]:
    """Yield that more than a tenth of the published cards become notices that the visit is over.

    Revoked cards do not count: `handbook revoke` named each of them.
    """
    notice = notice_page(shell_of(visit), "ended").encode("utf-8")
    cards = [path for path in tree if path.startswith("g/")]
    ended = [
        path
        for path in cards
        if path in state.files and not state.has(path, notice) and tree[path].read_bytes() == notice
    ]
    if len(ended) * ENDED_RATIO > len(cards):
        yield Confirmation(Risk.ENDED, {"n": len(ended), "of": len(cards)})
