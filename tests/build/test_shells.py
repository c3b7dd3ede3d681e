"""Pages filled from shells are what MkDocs would build, and MkDocs runs only where it must."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config

from generator.build.handbook import update_handbook
from generator.build.project import build_project
from generator.build.session import BuildSession
from generator.build.shells import can_keep_shells
from generator.project import findings_by_visit, load_project, visit_folders
from generator.settings import Settings, read_settings
from tests.support.project import RULE, without_paper
from tests.support.shared import built_once

MKDOCS = """\
site_name: 接待手册
site_dir: site/handbook
theme: {name: material, language: zh, font: false}
plugins: [{search: {lang: en}}, reception]
markdown_extensions: [attr_list, tables, toc: {permalink: true}]
nav: [index.md, 制度: rules/plan.md, 检查项目: checks.md]
"""
VISIT = """\
title: 生态考察团 & "二组"
host: 县机关事务服务中心
start: 2026-05-18
end: 2026-05-19
languages: [zh]
team: {lead: 周敏, staff: [周敏, 李娜], tasks: [{what: 核对名单, owner: 李娜}]}
guests: [{name: 黄立新, unit: 文旅局}, {name: 杨文博}]
venues: [{id: inn, name: 宾馆}, {id: village, name: "村口"}]
schedule:
  - {id: forum, day: 2026-05-18, time: 14:30-17:00, title: 座谈会, for: all}
  - {id: walk, day: 2026-05-19, time: 09:00-11:00, title: 参观, for: all}
vehicles: [{number: 1号车, seats: 20, driver: 赵师傅}]
rides:
  - id: way
    day: 2026-05-19
    time: 08:30
    from: 宾馆
    to: "村口"
    vehicles: [{vehicle: 1号车, people: all}]
"""
OTHER = "title: 回访团\nhost: 县机关事务服务中心\nstart: 2026-06-01\nend: 2026-06-01\n"


@pytest.fixture(autouse=True)
def _at_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779062400")


@pytest.fixture
def root(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path, _at_a_fixed_time: None) -> Path:
    """A project whose handbook was built once."""
    built = built_once(tmp_path_factory, "shells", lambda root: handbook(project(root)))
    shutil.copytree(built, tmp_path / "项目")
    return tmp_path / "项目"


@pytest.fixture
def starts(root: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A line for each time that MkDocs builds for `handbook build`."""
    runs: list[str] = []

    def counted(config: object) -> None:
        runs.append("MkDocs")
        build_by_mkdocs(config)  # type: ignore[arg-type]

    monkeypatch.setattr("generator.plugin.build", counted)
    return runs


def project(root: Path) -> Path:
    write(root / "docs/index.md", "# 首页\n\n欢迎。\n")
    write(root / "docs/rules/plan.md", f"{RULE}\n每位来宾都有房间。\n")
    write(root / "mkdocs.yml", MKDOCS)
    write(root / "visits/case/visit.yml", VISIT)
    write(root / ".secrets/case.key", "A" * 43 + "=\n")
    return root


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def handbook(root: Path) -> Path:
    """Build the handbook as `handbook build` does; return its folder."""
    settings = read_settings(root)
    project = load_project(settings, visit_folders(settings))
    update_handbook(project, lambda: findings_by_visit(project), os.environ)
    return settings.handbook_folder


def preview(root: Path, session: BuildSession) -> None:
    """Build what changed, as `handbook serve` does after a save."""
    settings = read_settings(root)
    loaded = load_project(settings, visit_folders(settings))
    with without_paper():
        build_project(loaded, os.environ, session=session)


def plain_mkdocs(root: Path) -> Path:
    """Build the handbook as `mkdocs build` does, to another folder; return it."""
    folder = root.with_name("plain")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    build_by_mkdocs(config)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def differing(first: Path, second: Path) -> set[str]:
    """Return the paths of files that are in one tree only, or of other content."""
    one, other = files(first), files(second)
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        write(root / name, text.replace(old, new))

    return edit


def in_visit(old: str, new: str) -> Callable[[Path], None]:
    return replaced("visits/case/visit.yml", old, new)


FILLED = {
    "the time of a ride": in_visit("time: 08:30", "time: 08:45"),
    "the name of a guest": in_visit("黄立新", "欧阳·晓"),
    "a new item": in_visit(
        "schedule:\n", "schedule:\n  - {day: 2026-05-18, time: 09:00, title: 报到}\n"
    ),
    "an item removed": in_visit(
        "  - {id: walk, day: 2026-05-19, time: 09:00-11:00, title: 参观, for: all}\n", ""
    ),
    "a new person": in_visit("{name: 杨文博}", "{name: 杨文博}, {name: 陈静}"),
    "findings that come": in_visit("seats: 20", "seats: 1"),
    "findings that go": in_visit("name: 杨文博", "name: 杨文博, needs_room: 否"),
    "the languages of cards": in_visit("[zh]", "[zh, en]"),
    "the title of a ride": in_visit("村口", "老 *村* [口](x) 1. & <i>2</i> -"),
}
"""Changes of data: the pages are filled again."""

RENDERED = {
    "a new visit": lambda root: write(root / "visits/other/visit.yml", OTHER),
    "a visit that cannot be read": in_visit("start: 2026-05-18", "start: soon"),
    "the title of the visit": in_visit("生态考察团", "考察团"),
    "another day": in_visit("end: 2026-05-19", "end: 2026-05-20"),
    "a page of the office": replaced("docs/rules/plan.md", "房间", "床位"),
    "a limit of a rule": replaced("docs/rules/plan.md", "[bed]", "[bed, cot]"),
    "mkdocs.yml": replaced("mkdocs.yml", "接待手册", "手册"),
    "a page that an update added": lambda root: (
        write(root / "docs/more.md", "# 更多\n"),
        write(root / ".handbook/added.yml", "[{path: more.md, title: 更多, section: 制度}]"),
    ),
}
"""Changes of navigation, headings, standing pages and settings: MkDocs renders all pages."""


@pytest.mark.parametrize("edit", FILLED.values(), ids=FILLED)
def test_a_change_of_data_fills_what_mkdocs_would_build(
    root: Path, starts: list[str], edit: Callable[[Path], None]
) -> None:
    edit(root)

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == []


@pytest.mark.parametrize("edit", RENDERED.values(), ids=RENDERED)
def test_a_change_of_anything_else_is_rendered_by_mkdocs(
    root: Path, starts: list[str], edit: Callable[[Path], object]
) -> None:
    edit(root)

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == ["MkDocs"]


def test_the_preview_fills_pages_as_well(root: Path, starts: list[str]) -> None:
    session = BuildSession()
    preview(root, session)
    in_visit("time: 08:30", "time: 08:45")(root)
    preview(root, session)
    assert starts == []
    replaced("docs/rules/plan.md", "房间", "床位")(root)
    preview(root, session)

    assert differing(root / "site/handbook", plain_mkdocs(root)) == set()
    assert starts == ["MkDocs"]


def test_after_an_update_of_the_program_mkdocs_renders_all_pages(
    root: Path, starts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("handbook", "shells"):
        monkeypatch.setattr(f"generator.build.{module}.program_digest", lambda: "newer")

    handbook(root)

    assert starts == ["MkDocs"]


def test_a_page_keeps_its_time_until_it_changes(root: Path) -> None:
    site = root / "site/handbook"
    before = {name: (site / name).stat().st_mtime_ns for name in files(site)}

    in_visit("time: 08:30", "time: 08:45")(root)
    handbook(root)

    changed = {name for name in before if (site / name).stat().st_mtime_ns != before[name]}
    assert changed == {
        "search/search_index.json",
        *(
            f"visits/case/{page}/index.html"
            for page in ("duty-board", "plan", "schedule", "transport")
        ),
    }


def test_a_build_that_was_interrupted_is_completed_by_the_next(
    root: Path, starts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(root / "site/handbook")
    in_visit("time: 08:30", "time: 08:45")(root)

    with monkeypatch.context() as patch:
        patch.setattr("generator.build.tree.replace_folder", _full_disk)
        with pytest.raises(OSError, match="full"):
            handbook(root)
    assert files(root / "site/handbook") == before

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == []


def _full_disk(*_: object) -> None:
    raise OSError("full")


def test_a_damaged_page_of_the_handbook_is_written_again(root: Path, starts: list[str]) -> None:
    (root / "site/handbook/rules/plan/index.html").write_text("x")
    in_visit("time: 08:30", "time: 08:45")(root)

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == []


def test_a_damaged_shell_is_rendered_again(root: Path, starts: list[str]) -> None:
    (root / "output/.shells/rules/plan/index.html").write_text("x")
    in_visit("time: 08:30", "time: 08:45")(root)

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == ["MkDocs"]


def test_a_shell_has_nobody_s_data(root: Path) -> None:
    folder = root / "output/.shells"
    shells = "".join(path.read_text("utf-8") for path in folder.rglob("*.html"))

    assert "生态考察团" in shells
    assert [word for word in ("黄立新", "周敏", "座谈会", "村口", "08:30") if word in shells] == []


def test_with_a_hook_of_the_office_mkdocs_builds_each_time(root: Path, starts: list[str]) -> None:
    write(
        root / "own.py", "def on_page_content(html, **_): return html.replace('座谈会', '会议')\n"
    )
    replaced("mkdocs.yml", "nav:", "hooks: [own.py]\nnav:")(root)
    handbook(root)
    in_visit("time: 08:30", "time: 08:45")(root)

    assert differing(handbook(root), plain_mkdocs(root)) == set()
    assert starts == ["MkDocs", "MkDocs"]
    page = root / "site/handbook/visits/case/schedule/index.html"
    assert "会议" in page.read_text("utf-8")


OWN = {
    "a hook": ("nav:", "hooks: [own.py]\nnav:"),
    "a plugin": ("reception]", "reception, tags]"),
    "templates": ("font: false", "font: false, custom_dir: own"),
    "another theme": ("name: material", "name: mkdocs"),
    "text from other files": ("tables,", "tables, pymdownx.snippets,"),
    "an extension of another author": ("tables,", "tables, mdx_include,"),
    "code of the office": ("permalink: true", "slugify: !!python/name:own.slug "),
    "a variable of the machine": ("接待手册", "!ENV [NAME, 手册]"),
    "another file of settings": ("site_name", "INHERIT: base.yml\nsite_name"),
    "pages in another folder": ("site_name", "docs_dir: pages\nsite_name"),
    "no pages of visits": (", reception]", "]"),
}


@pytest.mark.parametrize("edit", OWN.values(), ids=OWN)
def test_no_shells_are_kept_with(root: Path, edit: tuple[str, str]) -> None:
    assert can_keep_shells(Settings(root))

    replaced("mkdocs.yml", *edit)(root)

    assert not can_keep_shells(Settings(root))


def test_the_mkdocs_yml_of_this_project_lets_shells_be_kept() -> None:
    assert can_keep_shells(Settings(Path(__file__).parents[2]))
