"""Earlier versions from a git repository: nothing is written outside of their folder."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from generator.compare.history import HistoryError, unpack


def archive(*members: tarfile.TarInfo) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * member.size))
    return target.getvalue()


def file(name: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size = 1
    return member


def link(name: str, target: str) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = tarfile.SYMTYPE, target
    return member


def test_an_archive_is_unpacked_below_its_folder(tmp_path: Path) -> None:
    unpack(archive(file("visits/接待 一/visit.yml")), tmp_path, "HEAD")

    assert (tmp_path / "visits/接待 一/visit.yml").read_bytes() == b"x"


@pytest.mark.parametrize(
    "member",
    [file("../outside"), link("docs", "/etc"), link("visits/x/book.xlsx", "../../../outside")],
    ids=["path", "absolute link", "relative link"],
)
def test_a_member_that_leads_out_of_the_folder_is_refused(
    tmp_path: Path, member: tarfile.TarInfo
) -> None:
    folder = tmp_path / "folder"

    with pytest.raises(HistoryError) as refusal:
        unpack(archive(member), folder, "HEAD")

    assert (refusal.value.key, refusal.value.values["name"]) == ("refused_archive", member.name)
    assert not (tmp_path / "outside").exists()


def test_a_broken_archive_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(HistoryError) as refusal:
        unpack(b"no archive", tmp_path, "HEAD")

    assert refusal.value.key == "git_failed"
