"""The pages that come with the program: docs/ and mkdocs.yml, of the repository or the wheel.

When the wheel is built, `.ci/wheel_pages.py` runs this file alone: it imports nothing of ours.
"""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).with_name("pages")
_IN_REPOSITORY = Path(__file__).parents[2]


def program_pages() -> dict[str, bytes]:
    """mkdocs.yml, and every file under docs/, by its path in a project."""
    root = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_REPOSITORY
    paths = [root / "mkdocs.yml", *sorted((root / "docs").rglob("*"))]
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }
