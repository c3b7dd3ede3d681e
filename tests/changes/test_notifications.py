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


def test_a_notification_in_the_minute_of_a_publication_is_one_since_then() -> None:
    notes = [
        Notification("甲", "甲", "0a1b", AT.replace(minute=minute), "李娜")
        for minute in (29, 30, 31)
    ]

    since = notified_since(notes, datetime(2026, 5, 18, 9, 30, 40, 500))

    assert [note.at.minute for note in since] == [30, 31]
