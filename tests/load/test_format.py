"""The format of visit.yml: a newer file is refused whole, an older one is always read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from generator.model.visit import Visit
from tests.support.visit_files import shown


def test_a_file_that_names_no_format_is_in_the_first(visit_of: Callable[..., Visit]) -> None:
    assert visit_of().format == 1
    assert visit_of(format="1").format == 1


def test_of_a_newer_file_nothing_is_read_and_nothing_else_is_reported(
    load: Callable[..., Any],
) -> None:
    """Its other keys may be unknown only to this program."""
    visit, findings = load(format=2, flights=["CZ3101"], guests=["张三"])

    assert (visit, shown(findings)) == (None, ["visit.yml:5:9 visit.newer_format"])
    assert str(findings[0].message) == (
        "这份来访文件是格式 2，本程序最高只读格式 1，整份没有读入。"
        "请先更新程序，再打开这份文件；不得把该数改小。"
    )


@pytest.mark.parametrize(
    ("written", "code"), [("新", "value.number"), ("0", "value.out_of_range"), ([2], "value.wrong")]
)
def test_what_is_no_format_is_refused(load: Callable[..., Any], written: Any, code: str) -> None:
    _, findings = load(format=written)

    assert [finding.code for finding in findings] == [code]


def test_a_key_of_what_the_loader_fills_in_is_unknown(load: Callable[..., Any]) -> None:
    _, findings = load(accepted="乙", wishes=["甲"])

    assert shown(findings) == ["visit.yml:5:1 key.unknown", "visit.yml:6:1 key.unknown_near"]
