"""`handbook update`: pages follow the program, and nothing that an office wrote is lost."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.init import Answers, Outcome, create_project, project, update, update_project
from generator.init.answers import read_answers
from generator.init.profiles import Profile
from generator.init.source import program_pages
from generator.init.update_state import FILE as STATE
from generator.init.update_state import UpdateState, read_state, save_state
from generator.render.handbook.navigation import AddedPage, added_pages, with_added_pages
from tests.support.proof import counts

CARE, PLAN, LODGING = "docs/rules/care.md", "docs/rules/plan.md", "docs/roles/lodging.md"
WEATHER, RECEIPT = "docs/procedures/24-weather.md", "docs/forms/receipt.md"
NAV = """\
nav:
  - 首页: index.md
  - 制度:
    - rules/care.md
    - rules/plan.md
  - 表单:
    - 收款凭证: forms/receipt.md
"""
NEW_NAV = NAV.replace("收款凭证: forms/receipt.md", "接待通知: forms/notice.md") + (
    "  - 流程:\n    - 极端天气: procedures/24-weather.md\n"
)
Pages = dict[str, bytes]


def few_pages() -> Pages:
    """Some of the program's pages, to be quick."""
    names = ("docs/index.md", CARE, PLAN, LODGING, RECEIPT, "docs/forms/notice.md")
    pages = {name: program_pages()[name] for name in names}
    settings = program_pages()["mkdocs.yml"].decode()
    return pages | {"mkdocs.yml": (settings[: settings.index("\nnav:")] + "\n" + NAV).encode()}


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, bytes]], None]:
    """Installs a version of the program that has these pages."""

    def installs(pages: Mapping[str, bytes]) -> None:
        for module in (update, project):
            monkeypatch.setattr(module, "program_pages", lambda: dict(pages))

    installs(few_pages())
    return installs


@pytest.fixture
def office(tmp_path: Path, install: Any) -> Path:
    """An office's project."""
    create_project(tmp_path / "手册", Answers("云州大学"))
    return tmp_path / "手册"


@pytest.fixture
def new_pages(office: Path) -> Pages:
    """The pages of a new version: four differ, one is new, one is gone."""
    pages = few_pages()
    del pages[RECEIPT]
    pages["mkdocs.yml"] = pages["mkdocs.yml"].replace(NAV.encode(), NEW_NAV.encode())
    texts = {CARE: "# 新的来宾服务标准\n", PLAN: "# 新的三有\n", LODGING: "# 新的住宿组\n"}
    texts[WEATHER] = "# 极端天气\n"
    return pages | {path: text.encode() for path, text in texts.items()}


def tree(root: Path, *, whole: bool = False) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
        and "output" not in path.parts
        and (whole or ".handbook" not in path.parts)
    }


def outcomes(root: Path) -> dict[str, Outcome]:
    return {file.path: file.outcome for file in update_project(root).files}


def edit(root: Path, path: str) -> bytes:
    own = (root / path).read_bytes() + "本单位：每层留一间。\n".encode()
    (root / path).write_bytes(own)
    return own


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "update", *arguments], catch_exceptions=False)


def test_the_same_version_changes_nothing(office: Path) -> None:
    edit(office, CARE)
    before = tree(office)

    assert run(office).output.endswith("各页与当前版本一致。\n")
    assert tree(office) == before


@pytest.mark.parametrize("profile", Profile)
def test_what_init_has_just_made_is_up_to_date(tmp_path: Path, profile: Profile) -> None:
    create_project(tmp_path / "手册", Answers("云州大学", profile=profile))

    assert outcomes(tmp_path / "手册") == {}


def test_edited_pages_stay_and_the_others_follow(
    office: Path, install: Any, new_pages: Pages
) -> None:
    own, settings = edit(office, CARE), edit(office, "mkdocs.yml")
    (office / LODGING).unlink()
    install(new_pages)

    done = outcomes(office)

    after = tree(office)
    assert done == {
        RECEIPT: Outcome.KEPT,
        WEATHER: Outcome.ADDED,
        LODGING: Outcome.DELETED_HERE,
        CARE: Outcome.BESIDE,
        PLAN: Outcome.FOLLOWED,
    }
    assert (after[CARE], after[f"{CARE}.new"]) == (own, new_pages[CARE])
    assert (after[PLAN], after["mkdocs.yml"]) == (new_pages[PLAN], settings)
    assert RECEIPT in after
    assert LODGING not in after


def test_what_is_open_is_listed_until_the_office_deletes_it(
    office: Path, install: Any, new_pages: Pages
) -> None:
    edit(office, CARE)
    install(new_pages)
    update_project(office)
    first = tree(office, whole=True)

    assert outcomes(office) == {CARE: Outcome.BESIDE}
    assert tree(office, whole=True) == first
    (office / f"{CARE}.new").unlink()
    assert run(office).output.endswith("各页与当前版本一致。\n")
    assert f"{CARE}.new" not in tree(office)


@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["as it is", "saved by another editor"])
def test_a_new_page_that_the_office_has_taken_over_is_removed_beside_it(
    office: Path, install: Any, new_pages: Pages, ends: bytes
) -> None:
    edit(office, CARE)
    install(new_pages)
    update_project(office)
    (office / CARE).write_bytes(new_pages[CARE].replace(b"\n", ends))

    assert outcomes(office) == {}
    assert f"{CARE}.new" not in tree(office)


def test_of_two_updates_the_last_is_beside_the_page(
    office: Path, install: Any, new_pages: Pages
) -> None:
    edit(office, CARE)
    install(new_pages)
    update_project(office)
    install(new_pages | {CARE: b"# 2\n"})

    assert outcomes(office) == {CARE: Outcome.BESIDE}
    assert tree(office)[f"{CARE}.new"] == b"# 2\n"


def test_a_page_beside_that_the_office_has_edited_is_not_overwritten(
    office: Path, install: Any, new_pages: Pages
) -> None:
    edit(office, CARE)
    install(new_pages)
    update_project(office)
    own = edit(office, f"{CARE}.new")
    install(new_pages | {CARE: b"# 2\n"})

    assert outcomes(office) == {CARE: Outcome.BLOCKED}
    assert tree(office)[f"{CARE}.new"] == own
    (office / f"{CARE}.new").unlink()
    assert outcomes(office) == {CARE: Outcome.BESIDE}


def test_a_dry_run_writes_nothing(office: Path, install: Any, new_pages: Pages) -> None:
    install(new_pages)
    before = tree(office, whole=True)

    result = run(office, "--dry-run")

    assert f"  {WEATHER} 极端天气" in result.output.splitlines()
    assert result.output.endswith("以上只是报告，没有写任何文件。\n")
    assert tree(office, whole=True) == before


class Interrupted(BaseException):
    """The machine stops."""


@pytest.mark.parametrize(
    "stop", [Interrupted(), OSError(errno.ENOSPC, "磁盘已满")], ids=["killed", "disk full"]
)
def test_an_update_that_was_stopped_is_completed_by_the_next(
    office: Path,
    install: Any,
    new_pages: Pages,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stop: BaseException,
) -> None:
    edit(office, CARE)
    own = tree(office)
    install(new_pages)
    monkeypatch.setattr(update.metadata, "version", lambda _: "99.0")
    complete = tmp_path / "complete"
    shutil.copytree(office, complete)
    update_project(complete)
    write = Path.replace  # every file is written aside, and then put in its place

    for limit in range(0, 40, counts(small=3, full=1)):
        stopped = tmp_path / f"stopped-{limit}"
        shutil.copytree(office, stopped)
        left = iter(range(limit))

        def replace(path: Path, target: Path, left: Any = left) -> Path:
            if next(left, None) is None:
                raise stop
            return write(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", replace)
            try:
                update_project(stopped)
                was_stopped = False
            except (Interrupted, OSError):
                was_stopped = True
        half_way = tree(stopped)
        assert half_way[CARE] == own[CARE]
        assert was_stopped == (read_state(stopped).version != "99.0")
        assert all(half_way[path] in (own[path], tree(complete)[path]) for path in own)
        update_project(stopped)
        leftovers = {
            path
            for path in tree(stopped)
            if Path(path).name.startswith(".") and path.endswith(".new")
        }
        assert leftovers == set()
        assert tree(stopped, whole=True) == tree(complete, whole=True)
        if not was_stopped:
            break
    assert not was_stopped


def test_a_page_that_another_program_has_open_is_written_by_the_next_run(
    office: Path, install: Any, new_pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(new_pages)
    own = tree(office)[PLAN]
    write = Path.replace

    def replace(path: Path, target: Path) -> Path:
        if Path(target) == office / PLAN:
            raise PermissionError(errno.EACCES, "另一个程序正在使用此文件", str(target))
        return write(path, target)

    monkeypatch.setattr(update.metadata, "version", lambda _: "99.0")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        refused = run(office)

    assert refused.exit_code == 1
    assert read_state(office).version != "99.0"
    assert f"再运行一次 handbook update：\n  {PLAN} 新的三有\n" in refused.output
    assert tree(office)[PLAN] == own
    assert outcomes(office) == {PLAN: Outcome.FOLLOWED}
    assert tree(office)[PLAN] == new_pages[PLAN]
    assert read_state(office).version == "99.0"


def test_pages_that_came_or_went_are_in_the_navigation_without_touching_the_settings(
    office: Path, install: Any, new_pages: Pages
) -> None:
    edit(office, "mkdocs.yml")
    install(new_pages)
    update_project(office)

    assert added_pages(office) == (
        AddedPage("procedures/24-weather.md", "极端天气", "流程"),
        AddedPage("forms/receipt.md", "收款凭证", "表单"),
    )


@pytest.mark.parametrize(
    ("nav", "expected"),
    [
        ([{"流程": ["a.md"]}], [{"流程": ["a.md", {"天气": "w.md"}]}]),
        ([{"流程": ["a.md", "w.md"]}], [{"流程": ["a.md", "w.md"]}]),
        ([{"办法": ["a.md"]}], [{"办法": ["a.md"]}, {"流程": [{"天气": "w.md"}]}]),
        (["index.md"], ["index.md", {"流程": [{"天气": "w.md"}]}]),
    ],
    ids=["in its section", "listed by the office", "a section of another name", "no section"],
)
def test_where_a_new_page_enters_the_navigation(nav: list[object], expected: list[object]) -> None:
    assert with_added_pages(nav, [AddedPage("w.md", "天气", "流程")]) == expected


def test_a_project_that_init_did_not_make_is_adopted_under_the_offices_name(
    tmp_path: Path, install: Any
) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")
    (tmp_path / "docs/rules").mkdir(parents=True)
    (tmp_path / CARE).write_text("# 本单位的标准\n", "utf-8")
    own = tree(tmp_path)

    refused = run(tmp_path)
    assert (refused.exit_code, tree(tmp_path)) == (2, own)
    assert "handbook update --office" in refused.output

    adopted = run(tmp_path, "--office", "云州大学")

    after = tree(tmp_path)
    assert adopted.exit_code == 0
    assert {path: after[path] for path in own} == own
    assert (f"{CARE}.new" in after, PLAN in after) == (True, True)
    assert read_answers(tmp_path) == Answers("云州大学")
    (tmp_path / PLAN).unlink()
    assert outcomes(tmp_path) == {CARE: Outcome.BESIDE, "mkdocs.yml": Outcome.BESIDE}
    assert PLAN not in tree(tmp_path)


def test_pages_of_a_newer_version_are_not_replaced_by_former_ones(
    office: Path, install: Any, new_pages: Pages
) -> None:
    save_state(office, UpdateState("99.0"))
    before = tree(office, whole=True)
    install(new_pages)

    refused = run(office)

    assert (refused.exit_code, tree(office, whole=True)) == (2, before)
    assert "手册的页面是 99.0 版的" in refused.output


def test_a_project_whose_state_is_lost_is_compared_anew(
    office: Path, install: Any, new_pages: Pages
) -> None:
    own = edit(office, CARE)
    (office / STATE).unlink()
    install(new_pages)

    assert outcomes(office)[CARE] == Outcome.BESIDE
    assert tree(office)[CARE] == own
