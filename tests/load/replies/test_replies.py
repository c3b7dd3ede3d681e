"""Files under replies/ read as part of the roster: rows in, guests and findings out.

A case has the visit's `guests`, as the office wrote them, and `replies`: rows by the file's name.
`pytest tests/load/replies --update-goldens` writes the `roster` and the `findings`: read each line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.findings import Finding
from generator.load import load_visit
from generator.load.replies import OF_THE_OFFICE
from generator.load.sheets.forms import columns_of
from generator.load.tables.csv import parse_csv
from generator.model.people import Guest
from generator.model.standing import Standing
from generator.project import digest_of
from tests.support.documents.raw_workbooks import workbook
from tests.support.project import HEADER


def _content(name: str, text: str) -> bytes:
    """The rows of a case, one a line with `|` between cells, as the file's kind requires."""
    if name.endswith(".xlsx"):
        rows = ([cell.text for cell in row] for row in parse_csv(text.strip(), "", "|")[0])
        return workbook(tuple(map(tuple, rows)), "回执")
    return text.replace("|", ",").encode("gb18030" if name.startswith("旧") else "utf-8")


def _line(guest: Guest) -> str:
    fields = ("unit", "post", "phone", "arrival", "arrival_by", "diet")
    values = (getattr(guest, field) for field in fields)
    shown = ("、".join(value) if isinstance(value, tuple) else value for value in values)
    party = guest.party.name if guest.party else ""
    return " | ".join(str(text or "") for text in (guest.name, party, *shown))


def _shown(finding: Finding) -> str:
    """A finding; in words where it is on replies alone."""
    words = f": {finding.message}" if finding.code.startswith("reply.") else ""
    return f"{finding.severity.value} {finding.place} {finding.code}{words}"


def _written(root: Path, golden: Any) -> Path:
    folder = root / "visits/case"
    (folder / "replies").mkdir(parents=True)
    visit = HEADER | {"guests": golden["guests"]} | (golden.get("visit") or {})
    text = yaml.safe_dump(visit, allow_unicode=True, sort_keys=False)
    (folder / "visit.yml").write_text(text, "utf-8")
    for name, content in golden["replies"].items():
        (folder / "replies" / name).write_bytes(_content(name, content))
    return folder


@pytest.mark.golden_test("*.yml")
def test_a_roster_with_replies(golden: Any, standing: Standing, tmp_path: Path) -> None:
    visit, findings = load_visit(_written(tmp_path, golden), standing, tmp_path)

    assert visit is not None
    shown = [_shown(finding).replace("visits/case/", "") for finding in findings]
    assert golden.out["roster"] == [_line(guest) for guest in visit.guests]
    assert golden.out["findings"] == shown


def test_a_reply_counts_in_the_digest_of_a_visit_and_files_of_the_system_do_not(
    tmp_path: Path,
) -> None:
    replies = tmp_path / "replies"
    replies.mkdir()
    (tmp_path / "visit.yml").write_text("title: 考察团\n", "utf-8")
    (replies / "甲局.xlsx").write_bytes(workbook())
    before = digest_of(tmp_path)

    (replies / "~$甲局.xlsx").write_bytes(b"lock")
    (replies / "Thumbs.db").write_bytes(b"pictures")
    assert digest_of(tmp_path) == before
    (replies / "甲局.xlsx").write_bytes(workbook((("姓名",), ("李四",))))
    assert digest_of(tmp_path) != before


def test_the_cell_of_a_finding_is_that_of_the_unit_s_own_file(
    standing: Standing, tmp_path: Path
) -> None:
    replies = tmp_path / "visits/case/replies"
    replies.mkdir(parents=True)
    office = {"name": "李四", "unit": "甲局", "phone": "13900000001"}
    text = yaml.safe_dump(HEADER | {"guests": [office]}, allow_unicode=True)
    (replies.parent / "visit.yml").write_text(text, "utf-8")
    rows = (("考察团 回执",), ("填报单位：甲局",), ("姓名", "手机"), ("李四", "13900000002"))
    (replies / "甲局.xlsx").write_bytes(workbook(rows, "回执"))

    _, findings = load_visit(replies.parent, standing, tmp_path)

    (differs,) = (finding for finding in findings if finding.code == "reply.differs")
    assert str(differs.place) == "visits/case/replies/甲局.xlsx 回执!B4"
    assert [place.file for place in differs.related] == ["visits/case/visit.yml"]
    assert differs.office, "the message has a telephone number"


def test_what_the_office_fills_in_are_columns_of_guests() -> None:
    assert frozenset(columns_of("guests").values()) >= OF_THE_OFFICE
