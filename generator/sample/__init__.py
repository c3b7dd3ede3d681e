"""Writes sample visits of any size, in folders like the office's, for trials and benchmarks.

All people are invented. The same seed gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

import yaml

from generator.sample.lists import Rows, write_book
from generator.sample.open_places import without_places
from generator.sample.people import invent_people
from generator.sample.plan import plan_visit


def write_sample(folder: Path, guests: int, seed: int, *, places: bool = True) -> None:
    """Write visit.yml and book.xlsx of a visit with this number of guests into `folder`.

    Without `places` nobody has a room, a table or a vehicle yet.
    """
    cast = invent_people(Random(seed), guests)
    visit, sheets = plan_visit(cast)
    if not places:
        visit, sheets = without_places(cast, visit, sheets)
    write_visit(folder, visit, sheets)


def write_visit(folder: Path, visit: Mapping[str, Any], sheets: Mapping[str, Rows]) -> None:
    """Write a visit's content and its long lists into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(dict(visit), allow_unicode=True, sort_keys=False, width=1000)
    (folder / "visit.yml").write_text(text, "utf-8", newline="\n")
    write_book(folder / "book.xlsx", sheets)
