"""The differences between two versions of a page, and which of them the office has edited."""

from __future__ import annotations

import pytest

from generator.init.differences import (
    Change,
    FigureChange,
    PageDifferences,
    SectionChange,
    has_same_text,
    page_differences,
    setting_differences,
)

PAGE = """\
---
id: dining
limits:
  hosts: {value: 3, clause: 第十条}
  rates:
    - {table: {lunch: 40}, until: 2026-12-31, clause: 甲}
    - {table: {lunch: 45}, from: 2027-01-01, clause: 甲}
  words: {words: [烟, 酒], clause: 甲}
---

# 用餐

开头。

## 第1条 陪餐 {#hosts}

3 人。

```
# 这不是标题
```

## 第2条 烟酒

{#words}
不上。
"""


def test_figures_words_and_sections_that_differ() -> None:
    new = (
        PAGE.replace("value: 3", "value: 2")
        .replace("lunch: 45", "lunch: 50")
        .replace("[烟, 酒]", "[烟, 白酒]")
        .replace("3 人。", "2 人。")
        .replace("## 第2条 烟酒", "## 第2条 烟和酒")
    )
    own = PAGE.replace("value: 3", "value: 1").replace("3 人。", "1 人。")

    assert page_differences(PAGE.encode(), new.encode(), own.encode()) == PageDifferences(
        figures=(
            FigureChange("hosts", "value", "", "第1条 陪餐", "3", "2", "1"),
            FigureChange("rates", "lunch", "2027-01-01", "", "45", "50", "45"),
            FigureChange(
                "words", "words", "", "第2条 烟和酒", ("烟", "酒"), ("烟", "白酒"), ("烟", "酒")
            ),
        ),
        sections=(
            SectionChange("第1条 陪餐", Change.CHANGED, edited_here=True),
            SectionChange("第2条 烟和酒", Change.CHANGED, edited_here=False),
        ),
    )


def test_what_the_office_has_taken_over_is_left_out() -> None:
    new = PAGE.replace("3 人。", "2 人。")

    assert page_differences(PAGE.encode(), new.encode(), new.encode()) == PageDifferences()


def test_front_matter_that_cannot_be_read() -> None:
    new, own = PAGE.replace("value: 3", "value: 2"), PAGE.replace("limits:", "limits: [")

    differences = page_differences(PAGE.encode(), new.encode(), own.encode())

    assert differences.own_unread
    assert [figure.own for figure in differences.figures] == [None]


def test_settings_are_named_and_the_navigation_is_left_out() -> None:
    former = (
        b"plugins:\n- search: {lang: en}\n- reception\nnav: [a.md]\nextra: {generator: false}\n"
    )
    new = b"plugins:\n- search: {lang: zh}\n- reception\nnav: [b.md]\nsite_dir: site\n"

    assert setting_differences(former, new, former.replace(b"lang: en", b"lang: fr")).sections == (
        SectionChange("extra.generator", Change.REMOVED, edited_here=False),
        SectionChange("plugins.search.lang", Change.CHANGED, edited_here=True),
        SectionChange("site_dir", Change.ADDED, edited_here=False),
    )


@pytest.mark.parametrize(
    ("saved", "same"),
    [
        (PAGE.replace("\n", "\r\n").encode(), True),
        (b"\xef\xbb\xbf" + PAGE.encode(), True),
        (PAGE.encode("gb18030"), True),
        (PAGE.encode("utf-16"), True),
        (PAGE.encode() + b"\n  \n", True),
        (PAGE.replace("不上。", "不上。  ").replace("开头。", "开头。  ").encode(), False),
        (PAGE.replace("3 人", "4 人").encode(), False),
        (b"\x89PNG\0", False),
    ],
    ids=["CRLF", "BOM", "GB18030", "UTF-16", "end", "line break", "figure", "picture"],
)
def test_what_an_editor_changes_is_no_edit(saved: bytes, *, same: bool) -> None:
    assert has_same_text(PAGE.encode(), saved) is same
