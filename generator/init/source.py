"""The pages that come with the program: mkdocs.yml, docs/ and profiles/, here or in the wheel.

When the wheel is built, `.ci/wheel_pages.py` runs this file alone: it imports nothing of ours.
"""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).with_name("pages")
_IN_REPOSITORY = Path(__file__).parents[2]


def program_pages() -> dict[str, bytes]:
    """mkdocs.yml, and every file under docs/ and profiles/, by its path."""
    root = _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_REPOSITORY
    folders = ("docs", "profiles")
    paths = [root / "mkdocs.yml", *(path for name in folders for path in (root / name).rglob("*"))]
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(paths)
        if path.is_file()
    }
