"""Puts docs/, profiles/ and mkdocs.yml into the wheel, without the sample, for `handbook init`."""

from __future__ import annotations

import shutil
from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

IN_THE_WHEEL = "generator/init/pages"


class WheelPages(BuildHookInterface):  # type: ignore[type-arg]
    """A hook of hatchling: writes the pages to .cache/ and names that folder for the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the pages to a wheel; an editable installation reads those of the repository."""
        if self.target_name != "wheel" or version == "editable":
            return
        root = Path(self.root)
        source = run_path(str(root / "generator/init/source.py"))
        marks = run_path(str(root / "generator/init/sample_marks.py"))
        folder = root / ".cache/wheel-pages"
        shutil.rmtree(folder, ignore_errors=True)
        for path, content in marks["without_sample"](source["program_pages"]()).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        build_data["force_include"][str(folder)] = IN_THE_WHEEL
