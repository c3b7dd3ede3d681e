"""Measures each step of a build: the command records it itself (handbook.py)."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.handbook import STEPS_FILE
from tests.bench.processes import BUILD, ENVIRONMENT, Cost, cost_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name, how often it was done, and what it took altogether.

    It was first begun in a `process` (they are numbered from 1), seconds after the start.
    """

    name: str
    times: int
    cost: Cost
    process: int
    begun: float


def steps_of_build(root: Path) -> tuple[Cost, tuple[Step, ...]]:
    """Build the project in `root`; return the cost, and the steps as they were begun."""
    file = root / "steps.jsonl"
    file.unlink(missing_ok=True)
    cost = cost_of(root, *BUILD, environment={**ENVIRONMENT, STEPS_FILE: str(file)})
    records = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    records.sort(key=lambda record: record["begun"])
    numbers: dict[int, int] = {}
    taken: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        numbers.setdefault(record["process"], len(numbers) + 1)
        taken[record["name"]].append(record)
    return cost, tuple(_step(name, of, numbers[of[0]["process"]]) for name, of in taken.items())


def _step(name: str, records: Sequence[dict[str, Any]], process: int) -> Step:
    cost = Cost(sum(of["wall"] for of in records), sum(of["cpu"] for of in records))
    return Step(name, len(records), cost, process, records[0]["begun"])
