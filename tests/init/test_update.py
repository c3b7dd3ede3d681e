"""`handbook update`: pages follow the program, and nothing that an office wrote is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.init import Answers, Outcome, create_project, update, update_project
from generator.init.source import program_pages
from generator.render.handbook.navigation import AddedPage, added_pages, with_added_pages

NEW = {
    "docs/rules/care.md": "新的来宾服务标准\n",
    "docs/rules/plan.md": "新的三有\n",
    "docs/roles/lodging.md": "新的住宿组\n",
    "docs/procedures/24-weather.md": "# 极端天气\n",
}
"""What a new version has changed and added."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    create_project(tmp_path / "手册", Answers("云州大学"))
    return tmp_path / "手册"


@pytest.fixture
def _new_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The program after an update: three pages differ, one is new, one is gone."""
    pages = program_pages()
    nav = "    - 检查清单: procedures/checklist.md\n"
    settings = pages["mkdocs.yml"].decode()
    assert nav in settings
    pages["mkdocs.yml"] = settings.replace(
        nav, f"{nav}    - 极端天气: procedures/24-weather.md\n"
    ).encode()
    pages |= {path: text.encode() for path, text in NEW.items()}
    del pages["docs/forms/receipt.md"]
    monkeypatch.setattr(update, "program_pages", lambda: pages)


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".handbook" not in path.parts
    }


def outcomes(project: Path) -> dict[str, Outcome]:
    return {item.path: item.outcome for item in update_project(project)}


def edit(project: Path, path: str) -> bytes:
    own = (project / path).read_bytes() + "本单位：每层留一间。\n".encode()
    (project / path).write_bytes(own)
    return own


def test_the_same_version_changes_nothing(project: Path) -> None:
    before = tree(project)
    edit(project, "docs/rules/care.md")

    assert outcomes(project) == {}
    assert tree(project).keys() == before.keys()


@pytest.mark.usefixtures("_new_version")
def test_edited_pages_stay_and_the_others_follow(project: Path) -> None:
    own = edit(project, "docs/rules/care.md")
    settings = edit(project, "mkdocs.yml")
    (project / "docs/roles/lodging.md").unlink()

    done = outcomes(project)

    after = tree(project)
    assert done == {
        "docs/forms/receipt.md": Outcome.KEPT,
        "docs/procedures/24-weather.md": Outcome.ADDED,
        "docs/roles/lodging.md": Outcome.DELETED_HERE,
        "docs/rules/care.md": Outcome.BESIDE,
        "docs/rules/plan.md": Outcome.FOLLOWED,
        "mkdocs.yml": Outcome.BESIDE,
    }
    assert after["docs/rules/care.md"] == own
    assert after["docs/rules/care.md.new"].decode() == NEW["docs/rules/care.md"]
    assert after["docs/rules/plan.md"].decode() == NEW["docs/rules/plan.md"]
    assert after["mkdocs.yml"] == settings
    assert "docs/forms/receipt.md" in after
    assert "docs/roles/lodging.md" not in after


@pytest.mark.usefixtures("_new_version")
def test_a_second_run_changes_nothing(project: Path) -> None:
    edit(project, "docs/rules/care.md")
    update_project(project)
    first = tree(project)

    assert outcomes(project) == {}
    assert tree(project) == first


@pytest.mark.usefixtures("_new_version")
def test_a_dry_run_writes_nothing(project: Path) -> None:
    before = tree(project)

    result = CliRunner().invoke(main, ["-C", str(project), "update", "--dry-run"])

    assert result.exit_code == 0
    assert "  docs/procedures/24-weather.md" in result.output.splitlines()
    assert {**tree(project), "output/.lock": b""} == {**before, "output/.lock": b""}


@pytest.mark.usefixtures("_new_version")
def test_a_page_that_was_taken_over_by_hand_is_no_change(project: Path) -> None:
    (project / "docs/rules/care.md").write_text(NEW["docs/rules/care.md"], "utf-8")

    assert "docs/rules/care.md" not in outcomes(project)


@pytest.mark.usefixtures("_new_version")
def test_a_new_page_is_listed_without_touching_the_offices_settings(project: Path) -> None:
    edit(project, "mkdocs.yml")
    update_project(project)

    assert added_pages(project) == (AddedPage("procedures/24-weather.md", "极端天气", "流程"),)


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


def test_a_project_that_init_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")

    refused = CliRunner().invoke(main, ["-C", str(tmp_path), "update"])

    assert refused.exit_code == 2
    assert "handbook init" in refused.output
