"""The desk starts one command after the other, and others may ask meanwhile which one runs."""

from __future__ import annotations

from pathlib import Path

from generator.desk.jobs import Job, Jobs


def test_a_command_may_be_added_while_another_thread_looks_for_the_one_that_runs(
    tmp_path: Path,
) -> None:
    jobs = Jobs(tmp_path)

    class Ended(Job):
        @property
        def is_running(self) -> bool:
            jobs._jobs.setdefault(2, Job(2, ("build",), None))
            return False

    jobs._jobs[1] = Ended(1, ("check",), None)

    assert jobs.running() is None
    running = jobs.running()
    assert running is not None
    assert running.number == 2
