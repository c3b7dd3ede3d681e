"""A real project, thirteen pages edited in as many ways, and a version that changes fifteen.

Whatever the office wrote stays, and the report lists what it has to look at.
`pytest tests/init --update-goldens` writes the reports: read each line.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.init import Answers, create_project, history, update, update_project
from generator.init.history import PageChange
from generator.init.source import program_pages
from generator.init.update_report import update_lines
from generator.render.handbook.navigation import added_pages
from generator.text import Text

CHANGED = {
    "rules/accompanying.md": ("few_hosts:\n    value: 3", "few_hosts:\n    value: 2"),
    "rules/care.md": ("### 第23条 接站等候", "### 第23条 等候"),
    "rules/meetings.md": ("max_days:\n    table: {class2: 1.5", "max_days:\n    table: {class2: 1"),
    "rules/procurement.md": ("# 采购管理", "# 采购"),
    "rules/letter.md": ("## 第8条 签字", "## 第8条 签字和盖章"),
    "rules/budget.md": ("## 第6条 编制方法", "## 第6条 编制"),
    "rules/settlement.md": ("## 第7条 审核顺序", "## 第7条 审核"),
    "rules/scope.md": ("repeat_days:\n    value: 365", "repeat_days:\n    value: 730"),
    "procedures/01-receive.md": ("## 谁负责", "## 由谁负责"),
    "procedures/05-prepare.md": ("## 谁负责", "## 由谁负责"),
    "procedures/13-review.md": ("## 常见问题", "## 问答"),
    "roles/lodging.md": ("不多订空房", "不空订"),
    "roles/security.md": ("duties:\n", "duties:\n  - 会前安检\n"),
    "training/first-aid.md": ("valid_days: 730", "valid_days: 365"),
    "forms/menu-approval.md": ("# 菜单审批", "# 菜单审批单"),
}
"""The text that the new version replaces on 15 pages, and its new text, besides mkdocs.yml."""
ADDED = {"procedures/24-weather.md": "# 极端天气\n", "forms/parking.md": "# 停车证\n"}
GONE = "forms/receipt.md"
WHY = (
    PageChange(
        "0.3.0", ("rules/[am]*.md",), Text("陪餐、会期下调"), Text("新办法施行"), "某省〔2027〕3号"
    ),
    PageChange("0.3.0", ("rules/procurement.md",), Text("标题从简"), Text("用语统一")),
    PageChange("0.3.0", ("procedures/*.md",), Text("标题统一"), Text("用语统一")),
    PageChange("0.3.0", ("forms/parking.md",), Text("停车证"), Text("多次有人索要")),
    PageChange("0.1.0", ("rules/*.md",), Text("以前的改动"), Text("这里不应列出")),
)  # fmt: skip


def new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Install version 0.3.0."""
    pages = program_pages()
    for page, (former, new) in CHANGED.items():
        text = pages[f"docs/{page}"].decode()
        assert text.count(former) == 1, page
        pages[f"docs/{page}"] = text.replace(former, new).encode()
    pages |= {f"docs/{page}": text.encode() for page, text in ADDED.items()}
    del pages[f"docs/{GONE}"]
    settings = pages["mkdocs.yml"].decode()
    checklist, receipt = "    - 检查清单: procedures/checklist.md\n", f"    - 收款凭证: {GONE}\n"
    assert checklist in settings
    assert receipt in settings
    settings = settings.replace(
        checklist, f"{checklist}    - 极端天气: procedures/24-weather.md\n"
    ).replace(receipt, "    - 停车证: forms/parking.md\n")
    pages["mkdocs.yml"] = settings.encode()
    monkeypatch.setattr(update, "program_pages", lambda: pages)
    monkeypatch.setattr(history, "page_changes", lambda: WHY)
    monkeypatch.setattr(update.metadata, "version", lambda _: "0.3.0")


def edit_pages(root: Path) -> None:
    """Thirteen pages, edited as people do, or as their editors do."""

    def rewrite(page: str, change: Callable[[str], str], encoding: str = "utf-8") -> None:
        path = root / page
        path.write_bytes(change(path.read_text("utf-8")).encode(encoding))

    def replaced(former: str, new: str) -> Callable[[str], str]:
        return lambda text: text.replace(former, new)

    # The office's own: a limit, a heading, a page replaced whole, one deleted, one renamed and
    # edited, one moved to another folder, one that can no longer be read, the navigation, and one
    # that has what the new version brings.
    rewrite(
        "docs/rules/accompanying.md",
        replaced("few_hosts:\n    value: 3", "few_hosts:\n    value: 1"),
    )
    rewrite("docs/rules/care.md", replaced("### 第23条 接站等候", "### 第23条 接站"))
    rewrite("docs/procedures/13-review.md", lambda _: "# 本单位的总结办法\n")
    (root / "docs/rules/procurement.md").unlink()
    (root / "docs/procedures/01-receive.md").rename(root / "docs/procedures/01-接到任务.md")
    rewrite("docs/procedures/01-接到任务.md", replaced("当天启动", "即时启动"))
    (root / "docs/办法").mkdir()
    (root / "docs/procedures/05-prepare.md").rename(root / "docs/办法/准备.md")
    rewrite("docs/roles/security.md", replaced("duties:\n", "duties: [\n"))
    rewrite(
        "mkdocs.yml",
        replaced("  - 首页: index.md\n", "  - 首页: index.md\n  - 办法: 办法/准备.md\n"),
    )
    rewrite("docs/roles/lodging.md", replaced("不多订空房", "不空订"))
    # What editors do: line ends, a byte order mark, another encoding, white space at the end.
    rewrite("docs/rules/meetings.md", replaced("\n", "\r\n"))
    rewrite("docs/rules/letter.md", lambda text: "\ufeff" + text)
    rewrite("docs/rules/budget.md", str, "gb18030")
    rewrite("docs/rules/settlement.md", lambda text: text + "\n \n")


def tree(root: Path) -> dict[str, bytes]:
    """Every file of the project but those that the program keeps for itself."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not {".handbook", "output"} & {*path.relative_to(root).parts}
    }


@pytest.mark.golden_test("update.yml")
def test_thirteen_edits_and_a_new_version(
    golden: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "手册"
    monkeypatch.setattr(update.metadata, "version", lambda _: "0.2.0")
    create_project(root, Answers("云州大学"))
    edit_pages(root)
    own = tree(root)
    new_version(monkeypatch)
    english = update_project(root, dry_run=True)

    first = CliRunner().invoke(main, ["-C", str(root), "update"], catch_exceptions=False)
    after = tree(root)
    second = CliRunner().invoke(main, ["-C", str(root), "update"], catch_exceptions=False)

    assert first.output == golden.out["report"]
    assert second.output == golden.out["second"]
    assert "\n".join(update_lines(english, (), "en")) == golden.out["english"]
    assert tree(root) == after
    assert [path for path in own if path not in after] == []
    assert [path for path in own if after[path] != own[path]] == golden.out["overwritten"]
    assert [path for path in after if path not in own] == golden.out["written"]
    assert [page.path for page in added_pages(root)] == golden.out["navigation"]
