"""Who has a card, by the records of publications."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.load.issued_cards import known_people


def record(
    folder: Path, name: str, after: str | None, *come: str, gone: tuple[str, ...] = ()
) -> None:
    content: dict[str, Any] = {
        "form": 2,
        "slug": folder.name,
        "after": after,
        "people": {person: [person, None, None, False] for person in come},
        "cards": {person: {} for person in come},
        "gone": list(gone),
    }
    path = folder / "published" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content), "utf-8")


def test_of_two_branches_the_newer_record_lists_the_cards(tmp_path: Path) -> None:
    """Two published from one state, and merged: what the one added is not in the other's."""
    folder = tmp_path / "case"
    record(folder, "20260518T000000Z", None, "甲", "乙")
    record(folder, "20260518T010000Z", "20260518T000000Z", "丙")
    record(folder, "20260518T020000Z", "20260518T000000Z", "丁", gone=("乙",))

    current = {person.id: person.current for person in known_people(folder)}

    assert current == {"甲": True, "乙": False, "丙": False, "丁": True}
