"""A tree is replaced completely or not at all, and only files that differ are touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.build.manifest import (
    BuiltFile,
    Draft,
    OfficeFile,
    OfficeFolder,
    PlannedFile,
    manifest_text,
    read_manifest,
)
from generator.build.swap import recover, replace_folder, staging_path
from generator.build.tree import install_tree, write_office_files, write_tree
from generator.files import write_file


def planned(**files: str) -> list[PlannedFile]:
    """Files whose content is also the digest of their inputs: `a` becomes a.html."""
    return [
        PlannedFile(f"{name}.html", content, lambda content=content: content.encode("utf-8"))  # type: ignore[misc]
        for name, content in files.items()
    ]


def files_in(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_tree_replaces_the_former_one_completely(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = write_tree(site, planned(a="1", b="1"), {})
    write_tree(site, planned(a="2"), first)

    assert files_in(tmp_path) == {"site/a.html": "2"}


def test_an_unchanged_file_keeps_its_bytes_and_time(tmp_path: Path) -> None:
    site = tmp_path / "site"
    first = write_tree(site, planned(a="1", b="1"), {})
    before = {name: (site / name).stat() for name in ("a.html", "b.html")}

    second = write_tree(site, planned(a="1", b="2"), first)

    after = {name: (site / name).stat() for name in ("a.html", "b.html")}
    assert (after["a.html"].st_ino, after["a.html"].st_mtime_ns) == (
        before["a.html"].st_ino,
        before["a.html"].st_mtime_ns,
    )
    assert after["b.html"].st_ino != before["b.html"].st_ino
    assert second["a.html"] == first["a.html"]


def test_a_file_with_unchanged_inputs_is_not_rendered(tmp_path: Path) -> None:
    def never() -> bytes:
        raise AssertionError("rendered needlessly")

    first = write_tree(tmp_path / "site", planned(a="1"), {})

    write_tree(tmp_path / "site", [PlannedFile("a.html", "1", never)], first)


@pytest.mark.parametrize("harm", ["changed", "removed"])
def test_a_file_that_somebody_changed_is_rebuilt(tmp_path: Path, harm: str) -> None:
    site = tmp_path / "site"
    first = write_tree(site, planned(a="1"), {})
    if harm == "changed":
        (site / "a.html").write_text("another", "utf-8")
    else:
        (site / "a.html").unlink()

    write_tree(site, planned(a="1"), first)

    assert files_in(site) == {"a.html": "1"}


def test_a_failure_leaves_the_last_good_tree(tmp_path: Path) -> None:
    def failing() -> bytes:
        raise RuntimeError("disk full")

    site = tmp_path / "site"
    first = write_tree(site, planned(a="1"), {})
    with pytest.raises(RuntimeError):
        write_tree(site, [*planned(a="2"), PlannedFile("b.html", "2", failing)], first)

    assert files_in(site) == {"a.html": "1"}
    write_tree(site, planned(a="3"), first)
    assert files_in(tmp_path) == {"site/a.html": "3"}


def test_where_folders_cannot_be_exchanged_the_former_one_is_renamed(tmp_path: Path) -> None:
    site, fresh = tmp_path / "site", tmp_path / "fresh"
    write_tree(site, planned(a="1"), {})
    write_tree(fresh, planned(a="2"), {})

    replace_folder(fresh, site, exchange=lambda *_: False)

    assert files_in(tmp_path) == {"site/a.html": "2"}


def test_a_renamed_tree_is_restored(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_tree(site, planned(a="1"), {})
    site.rename(tmp_path / ".site.old")  # as if stopped just between the two steps

    recover(site)

    assert files_in(tmp_path) == {"site/a.html": "1"}


def test_an_installed_tree_reuses_files_with_unchanged_content(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_tree(site, planned(a="1", b="1", c="1"), {})
    before = (site / "a.html").stat()
    fresh = staging_path(site)
    fresh.mkdir()
    for name, content in (("a", "1"), ("b", "2")):
        (fresh / f"{name}.html").write_text(content, "utf-8")

    install_tree(fresh, site)

    assert files_in(tmp_path) == {"site/a.html": "1", "site/b.html": "2"}
    assert (site / "a.html").stat().st_mtime_ns == before.st_mtime_ns


def replace_tree(site: Path, content: str) -> None:
    write_tree(site, planned(a=content), {})


def install(site: Path, content: str) -> None:
    fresh = staging_path(site)
    fresh.mkdir()
    (fresh / "a.html").write_text(content, "utf-8")
    install_tree(fresh, site)


def replace_file(site: Path, content: str) -> None:
    write_file(site / "a.html", content.encode("utf-8"))


@pytest.mark.parametrize("write", [replace_tree, install, replace_file])
def test_a_file_rewritten_within_the_second_is_dated_a_second_later(
    tmp_path: Path, write: Callable[[Path, str], None]
) -> None:
    page = tmp_path / "site/a.html"
    times = []
    for content in ("1", "2", "3", "3"):
        write(page.parent, content)
        times.append(page.stat().st_mtime)

    first, second, third, unchanged = times
    assert (second >= first + 1, third >= second + 1) == (True, True)
    assert unchanged == third


def test_a_later_time_is_one_that_fat_can_store(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    write_file(page, b"1")
    former = time.time() + 60
    os.utime(page, (former, former))

    write_file(page, b"2")

    moved = page.stat().st_mtime
    assert (former + 1 <= moved <= former + 3, moved % 2) == (True, 0)


def output(
    path: str, inputs: str, content: str, prepare: Callable[[], object] | None = None
) -> OfficeFile:
    """A file whose content is also the digest of its draft."""
    return OfficeFile(path, inputs, lambda: Draft(content, content.encode), prepare)


def never() -> Draft:
    raise AssertionError("drafted needlessly")


def test_office_files_are_drafted_only_when_their_inputs_differ(tmp_path: Path) -> None:
    (tmp_path / "kept-by-hand.txt").write_text("note", "utf-8")
    first = write_office_files(tmp_path, [output("a", "1", "A")], {}).manifest
    second = write_office_files(
        tmp_path, [OfficeFile("a", "1", never), output("b", "1", "B")], first
    ).manifest

    assert second["a"] is first["a"]
    assert isinstance(second["b"], BuiltFile)
    assert files_in(tmp_path) == {"a": "A", "b": "B", "kept-by-hand.txt": "note"}


def test_a_file_with_an_unchanged_draft_is_not_written(tmp_path: Path) -> None:
    first = write_office_files(tmp_path, [output("a", "1", "A")], {}).manifest
    before = (tmp_path / "a").stat()

    def dated_today() -> Draft:
        return Draft("A", lambda: b"A, but of today")

    second = write_office_files(tmp_path, [OfficeFile("a", "2", dated_today)], first).manifest

    assert second == {"a": replace(first["a"], inputs="2")}
    assert (tmp_path / "a").stat().st_mtime_ns == before.st_mtime_ns


def test_a_file_that_somebody_changed_is_written_though_its_draft_is_unchanged(
    tmp_path: Path,
) -> None:
    first = write_office_files(tmp_path, [output("a", "1", "A")], {}).manifest
    (tmp_path / "a").write_text("scribbled", "utf-8")

    write_office_files(tmp_path, [output("a", "2", "A")], first)

    assert files_in(tmp_path) == {"a": "A"}


def test_what_files_share_is_prepared_only_for_a_file_that_is_drafted(tmp_path: Path) -> None:
    shared: list[str] = []
    first = write_office_files(
        tmp_path, [output("a", "1", "A", lambda: shared.append("for a"))], {}
    ).manifest
    write_office_files(tmp_path, [output("a", "1", "A", lambda: shared.append("again"))], first)

    assert shared == ["for a"]


def rendered(folder: Path, content: str) -> bytes:
    """The bytes of a content; how often each was rendered is in the `folder`."""
    with (folder / f"rendered-{content}").open("a", encoding="ascii") as record:
        record.write("|")
    return content.encode()


def parts(folder: Path, **contents: str) -> OfficeFolder:
    """The parts of a sheet, by number."""
    render = partial(rendered, folder)
    drafts = {f"s/{n[1:]}-part.pdf": Draft(c, partial(render, c)) for n, c in contents.items()}
    return OfficeFolder("s/", "".join(contents.values()), lambda: drafts)


def contents_of(folder: Path) -> list[str]:
    """The contents of all parts."""
    return [path.read_text() for path in sorted(folder.iterdir())]


def test_parts_that_get_another_number_are_not_rendered_again(tmp_path: Path) -> None:
    before = parts(tmp_path, _001="A", _002="B", _003="C")
    after = parts(tmp_path, _001="A", _002="N", _003="B", _004="C")
    first = write_office_files(tmp_path, [before], {}).manifest

    second = write_office_files(tmp_path, [after], first).manifest

    drafts = {
        "s/": "",
        "s/001-part.pdf": "A",
        "s/002-part.pdf": "N",
        "s/003-part.pdf": "B",
        "s/004-part.pdf": "C",
    }
    assert {path: built.draft for path, built in second.items()} == drafts
    assert contents_of(tmp_path / "s") == [*"ANBC"]
    assert {path.read_text() for path in tmp_path.glob("rendered-*")} == {"|"}


@pytest.mark.parametrize("harm", ["changed", "unreadable"])
def test_a_part_whose_content_is_not_on_disk_is_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    before, after = parts(tmp_path, _001="A", _002="B"), parts(tmp_path, _001="B")
    first = write_office_files(tmp_path, [before], {}).manifest
    part = tmp_path / "s/002-part.pdf"
    if harm == "changed":  # as by a program that restores files with their size and time
        time = part.stat().st_mtime_ns
        part.write_bytes(b"Z")
        os.utime(part, ns=(time, time))
    else:
        monkeypatch.setattr(Path, "read_bytes", cannot_read(part))

    write_office_files(tmp_path, [after], first)

    assert contents_of(tmp_path / "s") == ["B"]
    assert (tmp_path / "rendered-B").read_text() == "||"


def cannot_read(path: Path) -> Callable[[Path], bytes]:
    """`Path.read_bytes` where another program has a file open without sharing it."""
    read = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self == path:
            raise PermissionError(13, "in use", str(path))
        return read(self)

    return read_bytes


def test_the_digest_of_a_draft_is_recorded(tmp_path: Path) -> None:
    manifest = write_office_files(tmp_path / "built", [output("a", "1", "A")], {}).manifest
    (tmp_path / "outputs.json").write_text(manifest_text(manifest), "utf-8")

    assert read_manifest(tmp_path / "outputs.json") == manifest
    assert manifest["a"].draft == "A"
