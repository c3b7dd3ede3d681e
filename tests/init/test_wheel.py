"""The wheel carries the pages that `handbook init` writes, and nothing of the sample."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from generator.init.sample_marks import without_sample
from generator.init.source import program_pages
from tests.support.project import PROJECT

PREFIX = "generator/init/pages/"


def test_the_wheel_has_the_pages_that_offices_get(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)

    (path,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        packed = {
            name.removeprefix(PREFIX): wheel.read(name)
            for name in wheel.namelist()
            if name.startswith(PREFIX)
        }

    assert packed == without_sample(program_pages())
    assert not [name for name in packed if name.startswith("docs/venues/") and "index" not in name]


def test_pages_of_a_wheel_lose_nothing_more() -> None:
    once = without_sample(program_pages())

    assert without_sample(once) == once
