"""Runs commands of `handbook`, one at a time, and keeps what they print for the desk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

MOST_KEPT = 50
"""The jobs whose pages can still be opened; of older ones the output is forgotten."""


class BusyError(Exception):
    """Another command is running; `job` is its number."""

    def __init__(self, job: int) -> None:
        self.job = job
        super().__init__()


@dataclass
class Job:
    """A command that was started. `code` is None while it runs. `slug` is its visit's, if any."""

    number: int
    arguments: tuple[str, ...]
    slug: str | None
    text: str = ""
    code: int | None = None
    started: float = field(default_factory=monotonic)

    @property
    def seconds(self) -> int:
        """How long ago it was started."""
        return int(monotonic() - self.started)

    @property
    def is_running(self) -> bool:
        """Whether the command has not ended."""
        return self.code is None


class Jobs:
    """The commands that the desk has started in a project."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._jobs: dict[int, Job] = {}
        self._started = threading.Lock()
        self._follower: threading.Thread | None = None

    def start(
        self,
        arguments: Sequence[str],
        slug: str | None,
        language: str,
        pasted: str = "",
        files: Path | None = None,
    ) -> Job:
        """Start a command, which reads `pasted` as its input; its messages are in `language`.

        `files` is a folder with the files that the arguments name; it is removed in the end, and
        where the command cannot be started. Raises BusyError and OSError.
        """
        try:
            with self._started:
                job, process = self._started_job(arguments, slug, language, files)
        except BaseException:
            _remove(files)
            raise
        self._follower = threading.Thread(target=_follow, args=(job, process, pasted, files))
        self._follower.start()
        return job

    def _started_job(
        self, arguments: Sequence[str], slug: str | None, language: str, files: Path | None
    ) -> tuple[Job, subprocess.Popen[str]]:
        if (running := self.running()) is not None:
            raise BusyError(running.number)
        job = Job(max(self._jobs, default=0) + 1, tuple(arguments), slug)
        project = ["-C", str(self._root)] if files else []
        process = subprocess.Popen(
            [sys.executable, "-m", "generator", *project, *arguments],
            cwd=files or self._root,
            env=_environment(language),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self._jobs[job.number] = job
        for number in sorted(self._jobs)[:-MOST_KEPT]:
            del self._jobs[number]
        return job, process

    def get(self, number: int) -> Job | None:
        """The job with a number; None where there is none."""
        return self._jobs.get(number)

    def running(self) -> Job | None:
        """The job that has not ended; None where there is none."""
        # A copy: other threads call this while a command is added.
        return next((job for job in tuple(self._jobs.values()) if job.is_running), None)

    def close(self) -> None:
        """Wait for the command that is running: stopped half way, it would have to begin again."""
        if self._follower is not None:
            self._follower.join()


def _follow(job: Job, process: subprocess.Popen[str], pasted: str, files: Path | None) -> None:
    assert process.stdin is not None, "the process was started with pipes"
    assert process.stdout is not None, "the process was started with pipes"
    with suppress(OSError), process.stdin as given:  # a command that ended reads nothing
        given.write(pasted)
    for line in process.stdout:
        job.text += line
    code = process.wait()
    _remove(files)
    job.code = code


def _remove(folder: Path | None) -> None:
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(language: str) -> dict[str, str]:
    """The environment of a command: its messages in `language`, without colours.

    It imports nothing from its folder, which may have uploaded files.
    """
    words = {"LANG": language, "LC_ALL": "", "LC_MESSAGES": "", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    own = {"PYTHONUNBUFFERED": "1", "PYTHONSAFEPATH": "1", "HANDBOOK_DESK": "1"}
    return {**os.environ, **words, **own}
