"""Many phones that open their cards, each on its own connection, while releases change."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

from tests.support.web.servers import PATIENCE, Host, ask
from tests.support.web.small_site import version_in

PAUSE = 0.2
"""Seconds between two openings by one phone, so that the test's own process keeps up with 200."""


@dataclass(frozen=True, slots=True)
class ReadingReport:
    """The errors that all phones met together, and the version that each read last."""

    failures: int
    missing: int
    mixed: int
    backwards: int
    last: frozenset[int | None]


@dataclass(frozen=True, slots=True)
class Opening:
    """One answer to a phone: its status (0 without an answer) and a complete page's version."""

    status: int
    version: int | None = None


def read_during(
    host: Host, paths: tuple[str, ...], publications: Callable[[], None]
) -> tuple[ReadingReport, int]:
    """Open cards repeatedly while `publications` runs, and once after it.

    Each path is the card of one phone. Returns a report, and the number of opened pages.
    """
    ready = threading.Barrier(len(paths) + 1)
    over = threading.Event()
    with ThreadPoolExecutor(len(paths)) as pool:
        phones = [pool.submit(_phone, host, path, ready, over) for path in paths]
        try:
            ready.wait(PATIENCE)
            publications()
        finally:
            over.set()
        opened = [phone.result() for phone in phones]
    return _report_on(opened), sum(len(openings) for openings in opened)


def _phone(host: Host, path: str, ready: threading.Barrier, over: threading.Event) -> list[Opening]:
    connection = host.connection()
    connection.connect()
    ready.wait(PATIENCE)
    openings = []
    while not over.wait(PAUSE):
        openings.append(_open(connection, path))
    return [*openings, _open(connection, path)]


def _open(connection: http.client.HTTPConnection, path: str) -> Opening:
    try:
        answer = ask(connection, path)
    except (OSError, http.client.HTTPException):
        connection.close()
        return Opening(0)
    return Opening(answer.status, version_in(answer.body.decode("utf-8")))


def _report_on(opened: list[list[Opening]]) -> ReadingReport:
    answers = [opening for phone in opened for opening in phone]
    statuses = Counter(answer.status for answer in answers)
    return ReadingReport(
        failures=len(answers) - statuses[200] - statuses[404],
        missing=statuses[404],
        mixed=sum(answer.status == 200 and answer.version is None for answer in answers),
        backwards=sum(_steps_back(phone) for phone in opened),
        last=frozenset(phone[-1].version for phone in opened),
    )


def _steps_back(openings: list[Opening]) -> int:
    known = [opening.version for opening in openings if opening.version is not None]
    return sum(after < before for before, after in pairwise(known))
