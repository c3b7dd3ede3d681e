"""The paper of a large visit in output/: its parts come, change and go one by one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
import yaml

from generator.build import office_files as build
from generator.build.tree import remove_former_form
from generator.project import load_project
from generator.render.paper import PrintOrder
from generator.settings import Settings
from tests.support.project import PROJECT

OF_ALL = {"cards", "signs", "duties", "handbook", "staff-handbook", "statement"}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a visit of three guests in two parties; more than three are a large visit."""
    monkeypatch.setattr(build, "PrintOrder", partial(PrintOrder, whole_up_to=3))
    (tmp_path / "docs").symlink_to(PROJECT / "docs")
    (tmp_path / "visits/case").mkdir(parents=True)
    (tmp_path / ".secrets").mkdir()
    (tmp_path / ".secrets/case.key").write_text("A" * 43 + "=\n", "ascii")
    return tmp_path


def built(root: Path, *names: str) -> dict[str, int]:
    """Build the paper of a visit of these guests; return the time of each PDF by its path."""
    plan = {
        "title": "考察团",
        "host": "机关事务中心",
        "start": "2026-05-18",
        "end": "2026-05-18",
        "kind": "study",
        "parties": [{"name": "第一组"}, {"name": "第二组"}],
        "guests": [
            {"id": f"g{n}", "name": name, "party": ("第一组", "第二组")[n % 2]}
            for n, name in enumerate(names)
        ],
    }
    (root / "visits/case/visit.yml").write_text(yaml.safe_dump(plan, allow_unicode=True), "utf-8")
    settings = Settings(root)
    (loaded,) = load_project(settings, (root / "visits/case",)).selected_visits
    build.build_office_files(loaded, settings, {})
    output = root / "output/case"
    return {
        path.relative_to(output).as_posix(): path.stat().st_mtime_ns
        for path in output.rglob("*.pdf")
    }


def in_folders(files: dict[str, int]) -> set[str]:
    return {path.partition("/")[0] for path in files if "/" in path}


def test_a_visit_that_grows_has_folders_and_one_that_shrinks_has_files_again(root: Path) -> None:
    small = built(root, "甲", "乙", "丙")
    large = built(root, "甲", "乙", "丙", "丁")
    small_again = built(root, "甲", "乙", "丙")

    assert in_folders(small) == set()
    assert in_folders(large) == OF_ALL
    assert not {f"{sheet}.pdf" for sheet in OF_ALL} & large.keys()
    assert {"poster.pdf", "plan.pdf", "duty-board.pdf"} <= large.keys()
    assert small_again.keys() == small.keys()
    assert not (root / "output/case/cards").exists()


def test_only_parts_that_differ_are_written(root: Path) -> None:
    before = built(root, "甲", "乙", "丙", "丁")

    assert built(root, "甲", "乙", "丙", "丁") == before

    after = built(root, "甲", "乙", "丙", "戊")
    changed = {path for path in before if before[path] != after[path]}
    assert before.keys() == after.keys()
    assert "cards/001-第一组–第二组.pdf" in changed
    assert not changed & {"cards/000-目录.pdf", "duties/000-目录.pdf", "statement/000-目录.pdf"}


@pytest.mark.parametrize("harm", ["removed", "changed"])
def test_a_part_that_somebody_removed_or_changed_is_written_again(root: Path, harm: str) -> None:
    before = built(root, "甲", "乙", "丙", "丁")
    part = root / "output/case/cards/001-第一组–第二组.pdf"
    content = part.read_bytes()
    if harm == "removed":
        part.unlink()
    else:
        part.write_bytes(b"scribbled")

    after = built(root, "甲", "乙", "丙", "丁")

    assert after.keys() == before.keys()
    assert part.read_bytes() == content


def test_what_an_interrupted_build_left_is_put_right(root: Path) -> None:
    expected = built(root, "甲", "乙", "丙", "丁").keys()
    output = root / "output/case"
    (output / "outputs.json").unlink()  # stopped before the record was written
    (output / "cards.pdf").write_bytes(b"of the smaller visit")
    (output / "cards/009-第九组.pdf").write_bytes(b"of a larger visit")
    (output / "cards/.001-第一组.pdf.new").write_bytes(b"half")

    assert built(root, "甲", "乙", "丙", "丁").keys() == expected
    assert not list((output / "cards").glob(".*"))
    assert built(root, "甲").keys() & {"cards.pdf", "cards/000-目录.pdf"} == {"cards.pdf"}


def test_a_file_of_the_office_in_a_folder_of_parts_stays(root: Path) -> None:
    built(root, "甲", "乙", "丙", "丁")
    note = root / "output/case/cards/发放记录.txt"
    note.write_text("note", "utf-8")

    built(root, "甲")

    assert list(note.parent.iterdir()) == [note]


def test_a_former_file_that_is_open_elsewhere_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cards.pdf").write_bytes(b"open in a reader")

    def locked(path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(path))

    monkeypatch.setattr(Path, "unlink", locked)

    assert remove_former_form(tmp_path, "cards/", set()) == {"cards.pdf"}
