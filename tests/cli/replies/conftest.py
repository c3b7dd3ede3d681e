"""A project with two visits, and the blank reply of the first."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.support.clerk import Clerk
from tests.support.project import HEADER


@pytest.fixture
def form(clerk: Clerk) -> bytes:
    """The blank reply of the clerk's visit, which is 市生态旅游考察团; another is 省林业调研组."""
    plan = HEADER | {"guests": ["方敏"], "reply_by": "2026-05-20"}
    (clerk.folder / "visit.yml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    other = clerk.root / "visits/other/visit.yml"
    other.parent.mkdir()
    other.write_text(yaml.safe_dump(plan | {"title": "省林业调研组"}, allow_unicode=True), "utf-8")
    assert clerk.runs("replies", "case", "--form").exit_code == 0
    return (clerk.root / "output/case/reply-form.xlsx").read_bytes()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Where the clerk saves what units send."""
    folder = tmp_path / "收件"
    folder.mkdir()
    return folder
