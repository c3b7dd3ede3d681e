"""Measures each step of a build: the command records it itself (handbook.py)."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from tests.bench.handbook import STEPS_FILE
from tests.bench.processes import BUILD, ENVIRONMENT, Cost, cost_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, how often it was done, and what it took altogether."""

    name: str
    times: int
    cost: Cost


def steps_of_build(root: Path) -> tuple[Cost, tuple[Step, ...]]:
    """Build the project in `root`; return the cost, and the steps in the order of their ends."""
    file = root / "steps.jsonl"
    file.unlink(missing_ok=True)
    cost = cost_of(root, *BUILD, environment={**ENVIRONMENT, STEPS_FILE: str(file)})
    taken: dict[str, list[Cost]] = defaultdict(list)
    for line in map(json.loads, file.read_text("utf-8").splitlines()):
        taken[line["name"]].append(Cost(line["wall"], line["cpu"]))
    return cost, tuple(
        Step(name, len(costs), Cost(sum(c.wall for c in costs), sum(c.cpu for c in costs)))
        for name, costs in taken.items()
    )
