"""Twelve units reply, three of them twice: the report on each file, and the roster, whole.

The case has the office's list and, for each time that files come in, the files: of which unit, as
what, and its rows. `pytest tests/cli/replies --update-goldens` writes what the clerk reads.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.load import load_visit
from generator.model.people import Guest
from generator.model.standing import Standing
from tests.support.clerk import Clerk
from tests.support.documents.replies import csv_list, old_list, own_list, rows_in, saved_at
from tests.support.project import HEADER


def _content(name: str, written: dict[str, Any]) -> bytes:
    """A file as the unit sends it: with `unit` the office's form, of which it kept some columns."""
    rows = rows_in(written["rows"])
    if "unit" in written:
        head = [["市生态旅游考察团　回执"], ["来访代号 case。"], ["填报单位：", written["unit"]]]
        return saved_at(own_list([*head, *rows]), f"{written['saved']}Z")
    if name.endswith(".xls"):
        return old_list(rows)
    if name.endswith(".csv"):
        return csv_list(rows)
    return own_list(rows, written.get("merged", ()))


def _line(guest: Guest) -> str:
    fields = ("unit", "post", "phone", "arrival", "arrival_by", "departure", "diet")
    values = (getattr(guest, field) for field in fields)
    shown = ("、".join(value) if isinstance(value, tuple) else value for value in values)
    party = guest.party.name if guest.party else ""
    return " | ".join(str(text or "") for text in (guest.name, party, *shown))


@pytest.mark.golden_test("*.yml")
def test_replies_of_twelve_units(
    golden: Any, clerk: Clerk, standing: Standing, tmp_path: Path
) -> None:
    visit = HEADER | golden["visit"]
    (clerk.folder / "visit.yml").write_text(yaml.safe_dump(visit, allow_unicode=True), "utf-8")
    printed, received = [], {}
    for number, files in enumerate(golden["received"]):
        folder = tmp_path / f"下载{number}"
        folder.mkdir()
        for name, written in files.items():
            content = written if isinstance(written, dict) else {"again": written}
            data = received[content["again"]] if "again" in content else None
            received[name] = data or _content(name, content)
            (folder / name).write_bytes(received[name])
        preview = clerk.runs("replies", "case", str(folder), "--dry-run").stdout
        report = clerk.runs("replies", "case", str(folder)).stdout
        assert preview.splitlines()[:-1] == report.splitlines(), "a preview says the same"
        printed.append(report)
        result = clerk.runs("replies", "case", str(folder)).stdout
        assert "新增" not in result, "the same files again bring nothing new"

    read, _ = load_visit(clerk.folder, standing, clerk.root)
    assert read is not None
    assert golden.out["reports"] == printed
    assert golden.out["kept"] == sorted(path.name for path in clerk.folder.glob("replies/*"))
    assert golden.out["roster"] == [_line(guest) for guest in read.guests]
    for path in clerk.folder.glob("replies/*"):
        assert path.read_bytes() in received.values(), "kept byte for byte"
