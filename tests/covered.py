"""`make coverage`: how many of the lines of each package the tests run, and which they do not."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

PACKAGES = ("model", "load", "check", "agenda", "publish")
AT_LEAST = 95


@dataclass(frozen=True)
class Covered:
    """The lines of a file or of a package that can be run, and those that were not."""

    name: str
    lines: int
    missed: int
    which: str = ""

    @property
    def percent(self) -> float:
        """How many of a hundred lines were run."""
        return 100 * (self.lines - self.missed) / self.lines if self.lines else 100.0


def main() -> int:
    """Print a line a package, then the lines that no test runs."""
    measured = Coverage()
    measured.load()
    files = {name: _files_of(measured, name) for name in PACKAGES}
    packages = [_together(name, parts) for name, parts in files.items()]
    print("| package | lines | run | % |\n|---|--:|--:|--:|")
    for each in packages:
        print(f"| {each.name} | {each.lines} | {each.lines - each.missed} | {each.percent:.1f} |")
    for part in (part for parts in files.values() for part in parts if part.missed):
        print(f"{part.name}: {part.which}")
    return 0 if all(each.percent >= AT_LEAST for each in packages) else 1


def _files_of(measured: Coverage, package: str) -> list[Covered]:
    found = []
    for file in sorted(Path("generator", package).rglob("*.py")):
        _, lines, _, missed, which = measured.analysis2(str(file))
        found.append(Covered(file.as_posix(), len(lines), len(missed), which))
    return found


def _together(name: str, parts: list[Covered]) -> Covered:
    return Covered(name, sum(part.lines for part in parts), sum(part.missed for part in parts))


if __name__ == "__main__":
    sys.exit(main())
