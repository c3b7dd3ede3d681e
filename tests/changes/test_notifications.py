"""told.csv: who was notified. Excel executes nothing in it."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest

from generator.changes.notifications import (
    Notification,
    notified_since,
    read_notifications,
    save_notifications,
)

NAMES = ("张三", "=cmd|'/c calc'!A1", "@SUM(1)", "-1", "＝1", "'甲", 'a,"b')
AT = datetime(2026, 5, 18, 9, 30)


@pytest.mark.parametrize("name", NAMES)
def test_a_notification_is_inert_in_excel_and_read_back_unchanged(
    tmp_path: Path, name: str
) -> None:
    record = Notification(name, name, "0a1b", AT, name)
    save_notifications(tmp_path, [record])

    rows = list(csv.reader((tmp_path / "told.csv").read_text("utf-8-sig").splitlines()))

    assert [cell for row in rows for cell in row if cell[:1] in set("=+-@＝＋－＠")] == []
    assert read_notifications(tmp_path) == (record,)


@pytest.mark.parametrize(
    "lines",
    [
        "id,name,version,at\n甲,甲,0a1b,2026-05-18 09:30\n",
        "id,name,version,at,by\n甲,甲,0a1b,昨天,李娜\n",
        "id,name,version,at,by\n甲,甲\n",
    ],
    ids=["no-column", "no-time", "short"],
)
def test_a_line_that_cannot_be_read_is_no_notification(tmp_path: Path, lines: str) -> None:
    (tmp_path / "told.csv").write_text(lines, "utf-8")

    assert read_notifications(tmp_path) == ()


def test_a_notification_in_the_minute_of_a_publication_is_one_since_then() -> None:
    notes = [
        Notification("甲", "甲", "0a1b", AT.replace(minute=minute), "李娜")
        for minute in (29, 30, 31)
    ]

    since = notified_since(notes, datetime(2026, 5, 18, 9, 30, 40, 500))

    assert [note.at.minute for note in since] == [30, 31]
