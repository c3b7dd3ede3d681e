"""`make coverage`: the lines of each package that the tests run, and those that they do not."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from coverage import Coverage

PACKAGES = ("model", "load", "check", "agenda", "publish")
AT_LEAST = 95


@dataclass(frozen=True)
class Covered:
    """The lines of a file or of a package that can run, and those that did not."""

    name: str
    lines: int
    missed: int
    which: str = ""

    @property
    def percent(self) -> float:
        """The percentage of lines that ran."""
        return 100 * (self.lines - self.missed) / self.lines if self.lines else 100.0


def main() -> int:
    """Print one line per package, then the lines that no test runs; return the exit code."""
    measured = Coverage()
    measured.load()
    files = {name: _files_of(measured, name) for name in PACKAGES}
    packages = [_sum_of(name, parts) for name, parts in files.items()]
    print("| package | lines | run | % |\n|---|--:|--:|--:|")
    for package in packages:
        run = package.lines - package.missed
        print(f"| {package.name} | {package.lines} | {run} | {package.percent:.1f} |")
    for file in (file for part in files.values() for file in part if file.missed):
        print(f"{file.name}: {file.which}")
    return 0 if all(package.percent >= AT_LEAST for package in packages) else 1


def _files_of(measured: Coverage, package: str) -> list[Covered]:
    covered = []
    for file in sorted(Path("generator", package).rglob("*.py")):
        _, lines, _, missed, which = measured.analysis2(str(file))
        covered.append(Covered(file.as_posix(), len(lines), len(missed), which))
    return covered


def _sum_of(name: str, parts: list[Covered]) -> Covered:
    return Covered(name, sum(part.lines for part in parts), sum(part.missed for part in parts))


if __name__ == "__main__":
    sys.exit(main())
