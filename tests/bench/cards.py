"""Measures all cards of a visit without the rest of a build.

`python -m tests.bench.cards` prints the processor seconds that the cards of the visit in this
folder take, from the visit that was read to the written files.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.processes import output_of
from tests.bench.projects import forget_builds


def seconds_for_cards(root: Path) -> tuple[float, int]:
    """Build the cards of the visit in `root`; return the processor seconds, and how many cards."""
    forget_builds(root)
    seconds, cards = output_of(root, "-m", "tests.bench.cards").split()
    return float(seconds), int(cards)


def _build_here() -> None:
    from generator.build.visit import build_visit
    from generator.project import load_project, visit_folders
    from generator.settings import read_settings

    settings = read_settings(Path.cwd())
    (loaded,) = load_project(settings, visit_folders(settings)).visits
    before = _processors()
    built = build_visit(loaded, settings, os.environ)
    print(_processors() - before, built.cards)


def _processors() -> float:
    """Processor seconds of this process and of those that it has waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    _build_here()
