"""Many phones that open their cards, each on its own connection, while releases change."""

from __future__ import annotations

import http.client
import threading
import time
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
    host: Host, paths: tuple[str, ...], publish: Callable[[int], None], last: int
) -> ReadingReport:
    """Open cards repeatedly while the versions 2 to `last` are published, and once after it.

    Each path is the card of one phone, which opens it at least once before each publication.
    """
    over = threading.Event()
    opened: list[list[Opening]] = [[] for _ in paths]
    with ThreadPoolExecutor(len(paths)) as pool:
        phones = [
            pool.submit(_phone, host, path, openings, over)
            for path, openings in zip(paths, opened, strict=True)
        ]
        try:
            for version in range(2, last + 1):
                _wait_until_opened(opened, version - 1)
                publish(version)
        finally:
            over.set()
        for phone in phones:
            phone.result()
    return _report_on(opened)


def _phone(host: Host, path: str, openings: list[Opening], over: threading.Event) -> None:
    connection = host.connection()
    connection.connect()
    while not over.wait(PAUSE):
        openings.append(_open(connection, path))
    openings.append(_open(connection, path))


def _wait_until_opened(opened: list[list[Opening]], count: int) -> None:
    """Wait until each phone has opened its card so many times."""
    latest = time.monotonic() + PATIENCE
    while min(map(len, opened)) < count:
        assert time.monotonic() < latest, "a phone opens its card no more"
        time.sleep(0.01)


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
