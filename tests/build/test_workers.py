"""Work in other processes: it runs meanwhile, and its errors are raised here."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.project import PROJECT

linux = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run a program of its own: a test's process has threads, and cannot be forked."""
    source = "from generator.build.workers import in_background, in_parallel\n" + textwrap.dedent(
        code
    )
    command = (sys.executable, "-c", source)
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, cwd=folder, env=environment
    )


def test_work_and_body_are_done_at_the_end(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        from pathlib import Path
        with in_background(lambda: Path("work").write_text("done")):
            Path("body").write_text("done")
        print(Path("work").read_text(), Path("body").read_text())
        """,
    )

    assert result.stdout == "done done\n"


@pytest.mark.parametrize(
    ("work", "error"),
    [
        ("(_ for _ in ()).throw(OSError(28, 'No space left', 'lists.xlsx'))", "OSError 28"),
        ("(_ for _ in ()).throw(SystemExit(2))", "SystemExit None"),
        pytest.param(
            "__import__('os').kill(__import__('os').getpid(), 9)", "OSError None", marks=linux
        ),
        ("(_ for _ in ()).throw(Unpicklable(1, 2))", "OSError None"),
    ],
    ids=["disk full", "exits", "killed", "cannot be pickled"],
)
def test_an_error_of_the_work_is_raised(tmp_path: Path, work: str, error: str) -> None:
    result = run(
        tmp_path,
        f"""
        class Unpicklable(Exception):
            def __reduce__(self):
                raise ValueError("no bytes")
        try:
            with in_background(lambda: {work}):
                pass
        except BaseException as problem:
            print(type(problem).__name__, getattr(problem, "errno", None))
        """,
    )

    assert result.stdout.strip() == error, result.stderr


def test_the_work_ends_also_where_the_body_fails(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import time
        from pathlib import Path
        try:
            with in_background(lambda: (time.sleep(0.2), Path("work").write_text("done"))):
                raise ValueError
        except ValueError:
            print(Path("work").read_text())
        """,
    )

    assert result.stdout == "done\n"


def test_with_other_threads_the_work_runs_after_the_body(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import threading
        stop = threading.Event()
        threading.Thread(target=stop.wait, daemon=True).start()
        order = []
        with in_background(lambda: order.append("work"), lambda: len(order)) as results:
            order.append("body")
        print(order, results)
        """,
    )

    assert result.stdout == "['body', 'work'] [None, 2]\n"


def test_results_come_back(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        with in_background(lambda: "one" * 100_000, lambda: 2) as results:
            pass
        print(len(results[0]), results[1])
        """,
    )

    assert result.stdout == "300000 2\n"


def test_of_several_errors_the_first_is_raised(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        from pathlib import Path
        try:
            works = (lambda: 1 / 0, lambda: {}["no"], lambda: Path("work").write_text("done"))
            with in_background(*works):
                pass
        except ArithmeticError:
            print(Path("work").read_text())
        """,
    )

    assert result.stdout == "done\n"


def test_parallel_results_come_back_in_order(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import time
        def after(seconds):
            return lambda: time.sleep(seconds) or seconds
        print(in_parallel(map(after, (0.3, 0, 0.1, 0)), at_most=2))
        """,
    )

    assert result.stdout == "[0.3, 0, 0.1, 0]\n"


def test_no_more_run_at_a_time_than_permitted(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os, time
        from pathlib import Path
        def work():
            mine = Path(f"under-way-{os.getpid()}")
            mine.touch()
            time.sleep(0.1)
            seen = len(list(Path().glob("under-way-*")))
            mine.unlink()
            return seen
        print(max(in_parallel([work] * 6, at_most=2)) <= 2)
        """,
    )

    assert result.stdout == "True\n", result.stderr


@linux
def test_the_next_work_is_prepared_while_others_run(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import time
        from pathlib import Path
        prepared = Path("prepared")
        def first():
            latest = time.monotonic() + 60
            while not prepared.exists() and time.monotonic() < latest:
                time.sleep(0.01)
            return prepared.exists()
        def works():
            yield first
            prepared.touch()
            yield lambda: None
        print(in_parallel(works(), at_most=1)[0])
        """,
    )

    assert result.stdout == "True\n", result.stderr


def test_after_a_failure_no_other_work_starts(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        from pathlib import Path
        try:
            in_parallel([lambda: 1 / 0, Path("begun").touch], at_most=1)
        except ArithmeticError:
            print(Path("begun").exists())
        """,
    )

    assert result.stdout == "False\n", result.stderr


@linux
def test_ctrl_c_ends_all_workers(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os, signal, time
        from pathlib import Path
        os.setpgrp()
        # Heard also where the tests run in the background, to which a shell says to ignore it.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        def interrupted():
            while not Path("other").exists():
                time.sleep(0.01)
            os.killpg(0, signal.SIGINT)  # as a terminal does
            time.sleep(30)
        def other():
            Path("other").touch()
            time.sleep(30)
        try:
            in_parallel([interrupted, other], at_most=2)
        except KeyboardInterrupt:
            print("interrupted")
        """,
    )

    assert result.stdout == "interrupted\n", result.stderr


def test_with_other_threads_all_works_run_here(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os, threading
        stop = threading.Event()
        threading.Thread(target=stop.wait, daemon=True).start()
        print(in_parallel([os.getpid] * 3) == [os.getpid()] * 3)
        """,
    )

    assert result.stdout == "True\n"


@linux
def test_threads_that_python_does_not_know_of_prevent_a_fork(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os, typst
        typst.compile(b"A")  # starts threads of its own
        with in_background(os.getpid) as results:
            pass
        print(results == [os.getpid()])
        """,
    )

    assert result.stdout == "True\n"


@linux
def test_no_process_is_left_behind(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os
        with in_background(os.getpid, os.getpid):
            pass
        in_parallel([os.getpid] * 3)
        try:
            os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            print("none")
        """,
    )

    assert result.stdout == "none\n", result.stderr


@linux
def test_output_that_waits_in_a_buffer_is_written_once(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os
        print("before")
        with in_background(os.getpid):
            pass
        """,
    )

    assert result.stdout == "before\n", result.stderr


def test_a_fresh_process_runs_the_work_and_sends_its_result(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        import os
        from functools import partial
        with in_background(os.getpid, partial(pow, 2, 5), start="spawn") as results:
            pass
        print(results[0] != os.getpid(), results[1])
        """,
    )

    assert result.stdout == "True 32\n", result.stderr


def test_an_error_in_a_fresh_process_is_raised(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        from functools import partial
        try:
            with in_background(partial(open, "lists.xlsx"), start="spawn"):
                pass
        except FileNotFoundError as problem:
            print(problem.filename)
        """,
    )

    assert result.stdout == "lists.xlsx\n", result.stderr


def test_a_work_that_cannot_be_sent_runs_after_the_body(tmp_path: Path) -> None:
    result = run(
        tmp_path,
        """
        order = []
        with in_background(lambda: order.append("work"), start="spawn"):
            order.append("body")
        print(order)
        """,
    )

    assert result.stdout == "['body', 'work']\n", result.stderr


def test_in_a_script_that_cannot_be_imported_twice_the_work_runs_here(tmp_path: Path) -> None:
    script = tmp_path / "build.py"
    script.write_text(
        "import os\n"
        "from generator.build.workers import in_background\n"
        "with in_background(os.getpid, start='spawn') as results: pass\n"
        "open('pid', 'w').write(str(results == [os.getpid()]))\n",
        "utf-8",
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}

    subprocess.run(
        [sys.executable, script.name], cwd=tmp_path, env=environment, capture_output=True
    )

    assert (tmp_path / "pid").read_text("utf-8") == "True"
