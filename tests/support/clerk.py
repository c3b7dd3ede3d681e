"""A small project, as a clerk has it before her."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from generator.cli import main

Run = Callable[..., Result]
PLAN = """\
title: 考察团
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
team: {{staff: [{{name: 周敏, phone: 13900000001}}]}}
work_secret: no
publish: {{approved_by: 周敏, on: 2026-05-14, target: internet}}
parties: [{{name: 第一组, liaison: 周敏}}]
guests:
  - {{name: 张三, party: 第一组, phone: 13900000002}}
  - {{name: 王五, phone: 13900000003}}
vehicles: [{{number: 1号车}}, {{number: 3号车}}]
rides:
  - day: 2026-05-18
    time: 8:30
    from: 火车站
    to: 宾馆
    vehicles: [{{vehicle: {bus}, people: 第一组}}]
venues: [{{id: s, name: 火车站}}, {{id: h, name: 宾馆}}]
"""


class Clerk:
    """Somebody at the command line of a project with one visit."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "visits/case"
        self.folder.mkdir(parents=True)
        (root / "docs").mkdir()
        (root / "docs/index.md").write_text("# 接待手册\n", "utf-8")
        (root / "mkdocs.yml").write_text(
            "site_name: 手册\n"
            "plugins: [{reception: {guest_url: https://guests.example.org}}]\n"
            "theme: {name: material, font: false}\n",
            "utf-8",
        )
        self.plan()

    def plan(self, bus: str = "1号车") -> None:
        """Write visit.yml: the first party goes by `bus`."""
        (self.folder / "visit.yml").write_text(PLAN.format(bus=bus), "utf-8")

    def runs(self, *arguments: str, typed: str | None = None) -> Result:
        """Run the command; `typed` answers what it asks."""
        line = ["-C", str(self.root), *arguments]
        return CliRunner().invoke(main, line, input=typed, catch_exceptions=False)

    def cards(self, place: Path) -> dict[str, bytes]:
        """The published cards' bytes, by name."""
        return {path.name: path.read_bytes() for path in (place / "case/g").glob("*.html")}
