"""`handbook diff` on folders, and on revisions of a temporary repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.vocabulary import word
from tests.support.project import PROJECT

SLUG = "2026-06-exchange"
NONE = word("diff.none")
ROOM = "{venue: 明峰宾馆, room: 8401, people: 程立、宋扬}"
OTHER_ROOM = "{venue: 明峰宾馆, room: 8405, people: 程立、宋扬}"
ROOM_CHANGED = "住宿\n  程立、宋扬：明峰宾馆 8401 → 8405\n"
LIMITS = """\
常设手册
  陪同与陪餐 第十条 来宾较少时最多陪餐人数：数值 3 → 4
  陪同与陪餐 第十条 来宾较多时，陪餐人数不超过来宾人数除以此数（即三分之一），向下取整：数值 3 → 4
"""


def git(folder: Path, *arguments: str) -> None:
    """Run git as an invented person, without the machine's configuration."""
    settings = ("user.name=李娜", "user.email=lina@example.invalid", "commit.gpgsign=false")
    options = [part for setting in settings for part in ("-c", setting)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ("git", *options, *arguments)
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path, message: str) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "--allow-empty", "-m", message)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "diff", *arguments], catch_exceptions=False)


def edit(root: Path, was: str, now: str, file: str = f"visits/{SLUG}/visit.yml") -> None:
    path = root / file
    text = path.read_text("utf-8")
    assert was in text
    path.write_text(text.replace(was, now), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a repository with one commit."""
    top = tmp_path / "接待 办"
    root = top / "项目 一"
    shutil.copytree(PROJECT / f"visits/{SLUG}", root / f"visits/{SLUG}")
    for folder in ("rules", "roles", "training", "venues", "procedures"):
        shutil.copytree(PROJECT / "docs" / folder, root / "docs" / folder)
    shutil.copy(PROJECT / "docs/fleet.md", root / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    git(tmp_path, "init", "-q", "-b", "main", str(top))
    commit(top, "第一版")
    return root


def test_two_folders_of_any_name_are_compared(project: Path) -> None:
    shutil.copytree(project / "visits" / SLUG, project / "旧版 副本")
    edit(project, ROOM, OTHER_ROOM)

    result = run(project, str(project / "旧版 副本"), SLUG)

    assert result.exit_code == 0
    assert result.stdout == (
        f"邻县机关事务交流组：{project / '旧版 副本'} → {SLUG}\n\n{ROOM_CHANGED}"
    )


def test_the_last_commit_and_the_working_tree_are_compared(project: Path) -> None:
    assert run(project, "HEAD", "--visit", SLUG).stdout.endswith(f"\n\n{NONE}\n")
    edit(project, ROOM, OTHER_ROOM)

    result = run(project, "HEAD")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"邻县机关事务交流组：HEAD → 现在的文件\n\n{ROOM_CHANGED}"


def test_two_revisions_and_the_path_of_a_folder_in_one_are_compared(project: Path) -> None:
    git(project, "tag", "第一版")
    edit(project, ROOM, OTHER_ROOM)
    commit(project, "换房")
    edit(project, OTHER_ROOM, ROOM)

    output = run(project, "第一版", "HEAD").stdout
    by_path = run(project, f"第一版:项目 一/visits/{SLUG}/", "main").stdout

    assert output == f"邻县机关事务交流组：第一版 → HEAD\n\n{ROOM_CHANGED}"
    assert by_path.endswith(f"→ main\n\n{ROOM_CHANGED}")
    assert run(project, "HEAD", "第一版").stdout.endswith("8405 → 8401\n")


def test_json_has_the_same_content_and_no_unchanged_telephone(project: Path) -> None:
    edit(project, ROOM, OTHER_ROOM)
    edit(project, '"13900003004"', '"13900003014"')
    edit(
        project,
        "  - {name: 韩冬",
        '  - {name: 高远, phone: "13900003099", diet: 素食}\n  - {name: 韩冬',
    )

    rows = json.loads(run(project, "HEAD", "--format", "json").stdout)

    phone = {
        "field": "phone",
        "label": "联系电话",
        "was": "13900003004",
        "now": "13900003014",
    }
    assert rows == [
        {
            "section": "guests",
            "kind": "added",
            "of": "guests",
            "what": "高远",
            "id": "高远",
            "fields": [],
            "text": "加入：高远",
        },
        {
            "section": "guests",
            "kind": "changed",
            "of": "guests",
            "what": "苗青",
            "id": "苗青",
            "fields": [phone],
            "text": "苗青：联系电话 13900003004 → 13900003014",
        },
        {
            "section": "lodging",
            "kind": "placed",
            "people": ["程立", "宋扬"],
            "events": [],
            "was": "明峰宾馆 8401",
            "now": "明峰宾馆 8405",
            "text": "程立、宋扬：明峰宾馆 8401 → 8405",
        },
    ]


def test_each_revision_uses_its_own_standing_pages(project: Path) -> None:
    page = "docs/venues/mingfeng.md"
    edit(project, "name: {zh: 一号会议室, en: Meeting Room 1}", "name: 松岭厅", page)
    edit(project, "place: government/三楼会议室", "place: 明峰宾馆/松岭厅")
    commit(project, "换会场")

    result = run(project, "HEAD~1", "HEAD")

    assert result.exit_code == 0
    assert result.stdout.endswith(
        """\
日程
  6月11日 14:30 座谈交流：地点 县政府机关 三楼会议室 → 明峰宾馆 松岭厅

常设手册
  新增会议室：明峰宾馆 松岭厅
  取消会议室：明峰宾馆 一号会议室
"""
    )


def test_changed_limits_are_reported_with_their_rule(project: Path) -> None:
    edit(project, "    value: 3\n", "    value: 4\n", "docs/rules/accompanying.md")

    text = run(project, "HEAD", "--visit", SLUG).stdout

    assert text.split("\n\n", 1)[1] == LIMITS


def test_a_renamed_workbook_or_standing_page_is_no_difference(project: Path) -> None:
    (project / "docs/venues/mingfeng.md").rename(project / "docs/venues/明峰.md")
    shutil.copytree(PROJECT / "visits/2026-05-ecotour", project / "visits/2026-05-ecotour")
    commit(project, "换名")
    folder = project / "visits/2026-05-ecotour"
    (folder / "book.xlsx").rename(folder / "名单.xlsx")
    edit(project, "book.xlsx#", "名单.xlsx#", "visits/2026-05-ecotour/visit.yml")

    assert run(project, "HEAD", "--visit", SLUG).stdout.endswith(f"\n\n{NONE}\n")
    assert run(project, "HEAD").stdout.endswith(f"\n\n{NONE}\n")


def test_if_several_visits_changed_one_must_be_chosen(project: Path) -> None:
    shutil.copytree(project / "visits" / SLUG, project / "visits/2026-07-other")
    edit(project, ROOM, OTHER_ROOM)

    several = run(project, "HEAD")
    none = run(project, "HEAD", "HEAD", "--format", "json")

    assert several.exit_code == 2
    assert f"{SLUG}、2026-07-other" in several.stderr
    assert run(project, "HEAD", "--visit", SLUG).stdout.endswith(ROOM_CHANGED)
    assert (none.exit_code, none.stdout) == (0, "[]\n")
    assert "--visit" in none.stderr


def test_state_files_are_no_change_of_a_visit(project: Path) -> None:
    (project / f"visits/{SLUG}/told.csv").write_text("x", "utf-8")
    (project / f"visits/{SLUG}/~$book.xlsx").write_text("x", "utf-8")

    result = run(project, "HEAD")

    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("v9",), "没有“v9”这个版本"),
        ((":visits",), "没有“:visits”这个版本"),
        (("--", "-x", SLUG), "没有“-x”这个版本"),
        (("a b", SLUG), "没有“a b”这个版本"),
        (("HEAD", "--visit", "2020-01-none"), "版本“HEAD”里没有 项目 一/visits/2020-01-none"),
        (("HEAD:../../etc", SLUG), "版本“HEAD:../../etc”里没有 ../../etc/visit.yml"),
        ((SLUG, "[bold]HEAD:docs"), "没有“[bold]HEAD”"),
    ],
)
def test_a_missing_version_is_reported(
    project: Path, arguments: tuple[str, ...], message: str
) -> None:
    result = run(project, *arguments)

    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_version_with_errors_shows_them(project: Path) -> None:
    edit(project, "room: 8401", "room: 9999")
    commit(project, "写错")
    edit(project, "room: 9999", "room: 8401")

    result = run(project, "HEAD")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "HEAD：有错误，无法比较。" in result.stderr
    assert f"visits/{SLUG}/visit.yml" in result.stderr
    assert "没有“9999”这间房" in result.stderr


def test_a_link_out_of_the_folder_is_refused(project: Path, tmp_path: Path) -> None:
    (project / f"visits/{SLUG}/book.xlsx").symlink_to(tmp_path / "secret.xlsx")
    commit(project, "链接")

    result = run(project, "HEAD", "--visit", SLUG)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "指向文件夹之外" in result.stderr


def test_without_git_folders_can_be_compared_and_revisions_not(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")

    assert run(project, SLUG, SLUG).stdout.endswith(f"\n\n{NONE}\n")
    result = run(project, "HEAD", SLUG)

    assert result.exit_code == 2
    assert "需要 git" in result.stderr


def test_outside_a_repository_there_are_no_revisions(project: Path) -> None:
    shutil.rmtree(project.parent / ".git")

    result = run(project, "HEAD", SLUG)

    assert result.exit_code == 2
    assert "不在 git 仓库里" in result.stderr


def test_no_temporary_files_remain(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "临时"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))

    assert run(project, "HEAD", SLUG).exit_code == 0
    assert run(project, "HEAD", "--visit", "none").exit_code == 2
    assert list(temporary.iterdir()) == []
    assert not (project / ".git/index.lock").exists()
