"""The public API: with `import generator` alone from a folder to a card."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

import generator

ENVIRONMENT = {"SOURCE_DATE_EPOCH": "1780271999"}
VISIT = """\
title: 市生态旅游考察团
host: 县机关事务服务中心
start: 2026-06-01
end: 2026-06-01
schedule: [{id: forum, day: 2026-06-01, time: 9:00, title: 座谈会, for: all}]
guests: [林静, 黄立新]
"""

RULE = """\
---
id: plan
title: 三有
limits:
  three_names: {words: [receiver, responsible, checker], clause: 第1条}
---
# 三有
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with one visit."""
    for path, text in {
        "mkdocs.yml": "site_name: 手册\ntheme: {name: material, font: false}\n"
        "plugins: [reception]\nmarkdown_extensions: [attr_list]\n",
        "docs/index.md": "# 首页\n",
        "visits/case/visit.yml": VISIT,
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def test_from_a_folder_to_the_card_of_one_guest(root: Path) -> None:
    project = generator.load_project(root)
    (loaded,) = project.visits
    assert loaded.visit is not None

    events: list[generator.Event] = []
    built = generator.build_project(project, ENVIRONMENT, events.append)
    links = generator.visit_links(loaded, project.settings, ENVIRONMENT)
    page = (built.visits[0].folder / links[0].path).read_text("utf-8")

    agenda = generator.agenda_of(loaded.visit, loaded.visit.guests[0])
    content = generator.card_content(agenda, as_of=datetime(2026, 6, 1, tzinfo=UTC), version="1")

    assert [link.name for link in links] == ["林静", "黄立新"]
    assert "座谈会" in content.html
    assert "座谈会" not in page
    assert built.visits[0] in events
    assert (root / "site/handbook/visits/case/index.html").is_file()


def test_a_visit_is_loaded_and_checked_by_itself(root: Path) -> None:
    (root / "docs/rules").mkdir()
    (root / "docs/rules/plan.md").write_text(RULE, "utf-8")

    loaded = generator.load_visit(root / "visits/case")
    assert loaded.is_buildable
    assert loaded.visit is not None
    result = generator.check_visit(loaded.visit)

    assert [finding.code for finding in result.findings] == ["team.three_names"]


def test_mistakes_in_a_file_are_findings(root: Path) -> None:
    (root / "visits/case/visit.yml").write_text(VISIT + "gests: []\n", "utf-8")

    loaded = generator.load_visit(root / "visits/case")

    (finding,) = loaded.findings
    assert finding.severity is generator.Severity.ERROR
    assert str(finding.place).startswith("visits/case/visit.yml:7")


def test_a_folder_that_is_no_visit_is_refused(root: Path) -> None:
    with pytest.raises(FileNotFoundError):
        generator.load_visit(root / "docs")


def test_a_copy_of_a_visit_elsewhere_in_the_project_is_not_the_visit(root: Path) -> None:
    shutil.copytree(root / "visits/case", root / "copies/case")

    for folder in (root / "visits/case", root / "copies/case"):
        assert generator.load_visit(folder).folder == folder


def test_every_name_of_the_api_can_be_imported() -> None:
    assert all(getattr(generator, name) is not None for name in generator.__all__)
    assert generator.__all__ == generator.api.__all__  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no attribute 'build_projet'"):
        generator.build_projet  # noqa: B018


def test_to_import_the_package_imports_nothing_else() -> None:
    code = "import sys, generator; print([m for m in sys.modules if m.startswith('generator.')])"
    result = subprocess.run(
        (sys.executable, "-c", code), capture_output=True, text=True, check=True
    )

    assert result.stdout == "[]\n"
