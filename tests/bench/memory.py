"""Measures how much memory a command and the processes that it starts use."""

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
"""Seconds between readings. Each reading slows the processes down, so that no time is measured in
the same run."""
PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Peak:
    """Megabytes of all processes `together` and of the `largest` one `alone`.

    Shared memory is counted once in the former, and fully in the latter.
    """

    together: float
    alone: float
    largest: str


def peak_of(root: Path, *arguments: str) -> Peak | None:
    """Return the most memory that a Python command uses in `root`; None except on Linux.

    Raises CalledProcessError if the command fails.
    """
    if not (PROC / "self/smaps_rollup").exists():
        return None
    command = [sys.executable, *arguments]
    with tempfile.TemporaryFile() as output:
        # In a session of its own the command's processes can be found.
        process = subprocess.Popen(
            command, cwd=root, env=ENVIRONMENT, stdout=output, stderr=output, start_new_session=True
        )
        try:
            peak = _peak_of(process)
        except BaseException:
            # Ctrl+C does not reach a session of its own.
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return peak


def _peak_of(process: subprocess.Popen[bytes]) -> Peak:
    """Read the memory of a process and of its session until it ends."""
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
        # The name, in brackets, may contain spaces; the session is the fourth field after it.
        fields = _text(stat).rpartition(")")[2].split()
        if len(fields) > 3 and int(fields[3]) == leader:
            members.append(int(stat.parent.name))
    return members


def _alone(pid: int, first: int) -> tuple[int, str]:
    """Return the most that one process has used so far (KB), and what it builds.

    Only the process that prints has loaded typst.
    """
    most = _kilobytes(pid, "status", "VmHWM")
    if pid == first:
        return most, "the handbook"
    return most, "paper and lists" if "typst" in _text(PROC / str(pid) / "maps") else "cards"


def _kilobytes(pid: int, file: str, field: str) -> int:
    """Return a figure of a process; 0 if it has just ended."""
    match = re.search(rf"^{field}:\s+(\d+) kB", _text(PROC / str(pid) / file), re.M)
    return int(match[1]) if match else 0


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace")
    except OSError:
        return ""
