"""The wheels that an office installs, built here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.support.project import PROJECT


def build_wheel(folder: Path) -> Path:
    """Build the program's wheel in a folder that has no other, and return its path."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


def collect_wheels(platform: str, python: str, folder: Path) -> None:
    """Collect what a platform installs offline, as `make wheels` does."""
    collect = [sys.executable, ".ci/wheels.py", platform, python, str(folder)]
    subprocess.run(collect, cwd=PROJECT, check=True, capture_output=True)
