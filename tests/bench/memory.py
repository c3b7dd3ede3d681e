"""Watches how much memory a command and the processes that it starts take."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from tests.bench.processes import ENVIRONMENT

EVERY = 0.25
"""Seconds between looks: reading them costs the watched processes some time, so that no time is
taken in the same run."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Peak:
    """Megabytes: of all processes together, what they share counted once; and of the `largest`
    alone, what it shares counted whole.
    """

    together: float
    alone: float
    largest: str


def peak_of(root: Path, *arguments: str) -> Peak | None:
    """The most memory that a Python command takes in `root`; None where the system does not tell.
    Raises CalledProcessError where it fails.
    """
    if not (PROC / "self/smaps_rollup").exists():
        return None
    command = [sys.executable, *arguments]
    with tempfile.TemporaryFile() as said:
        # A session of its own tells the command's processes from all others.
        process = subprocess.Popen(
            command, cwd=root, env=ENVIRONMENT, stdout=said, stderr=said, start_new_session=True
        )
        try:
            peak = _watched(process)
        except BaseException:
            # Nor does Ctrl+C reach a session of its own.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def _watched(process: subprocess.Popen[bytes]) -> Peak:
    """The peak of a process and of those of its session, until it ends."""
    together, alone = 0, {process.pid: (0, "")}
    while process.poll() is None:
        pids = _session(process.pid)
        together = max(together, sum(_kilobytes(pid, "smaps_rollup", "Pss") for pid in pids))
        for pid in pids:
            alone[pid] = max(alone.get(pid, (0, "")), _alone(pid, process.pid))
        sleep(EVERY)
    most, name = max(alone.values())
    return Peak(together / 1024, most / 1024, name)


def _session(leader: int) -> list[int]:
    """The processes of a session."""
    members = []
    for stat in PROC.glob("[0-9]*/stat"):
        # The name, in brackets, may hold spaces; session is the fourth field behind it.
        fields = _text(stat).rpartition(")")[2].split()
        if len(fields) > 3 and int(fields[3]) == leader:
            members.append(int(stat.parent.name))
    return members


def _alone(pid: int, first: int) -> tuple[int, str]:
    """The most that one process has taken so far (KB), and what it makes. Only the one that prints
    has loaded typst.
    """
    most = _kilobytes(pid, "status", "VmHWM")
    if pid == first:
        return most, "the handbook"
    return most, "paper and lists" if "typst" in _text(PROC / str(pid) / "maps") else "cards"


def _kilobytes(pid: int, file: str, field: str) -> int:
    """A figure that the system tells of a process; 0 of one that has just ended."""
    found = re.search(rf"^{field}:\s+(\d+) kB", _text(PROC / str(pid) / file), re.M)
    return int(found[1]) if found else 0


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
