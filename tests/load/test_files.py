"""Files that cannot be read, or only with a warning: encodings, links, sizes, permissions."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.findings import Place
from generator.load.yaml.reader import read_yaml
from tests.load.parsed import FILE, parse, places_and_codes


def test_gb18030_is_read_with_a_warning() -> None:
    assert parse("title: 张三".encode("gb18030")) == (
        {"title": "张三"},
        [("1:1", "file.encoding_gb18030")],
    )


def test_utf16_is_read_with_a_warning() -> None:
    assert parse("title: 张三".encode("utf-16")) == (
        {"title": "张三"},
        [("1:1", "file.encoding_utf16")],
    )


def test_one_damaged_byte_is_located() -> None:
    content = "title: 张三\nhost: 县机关事务".encode() + b"\xff\xfe\n"
    assert parse(content) == (None, [("2:12", "file.encoding_damaged")])


def test_neither_encoding() -> None:
    assert parse(b"a: \xff\xff\xff") == (None, [("1:4", "file.encoding_unknown")])


def test_ten_megabytes_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "visit.yml"
    path.write_bytes(b"a: " + b"x" * 10_000_000)
    node, (finding,) = read_yaml(path, FILE)
    assert (node, finding.code, finding.place) == (None, "file.too_large", Place(FILE))
    assert str(finding.message).startswith("文件有 11 MB，上限是 10 MB。")


def test_missing_file_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "visit.yaml").write_text("a: 1")
    node, (finding,) = read_yaml(tmp_path / "visit.yml", FILE)
    assert (node, finding.code) == (None, "file.missing_near")
    assert str(finding.message).startswith("找不到这个文件；同一文件夹里有“visit.yaml”。")


def test_folder_missing_too(tmp_path: Path) -> None:
    assert places_and_codes(read_yaml(tmp_path / "no" / "visit.yml", FILE)[1]) == [
        ("0:0", "file.missing")
    ]


def test_a_folder_named_like_the_file(tmp_path: Path) -> None:
    (tmp_path / "visit.yml").mkdir()
    assert places_and_codes(read_yaml(tmp_path / "visit.yml", FILE)[1]) == [
        ("0:0", "file.is_folder")
    ]


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a: 1")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "visit.yml").symlink_to(tmp_path / "secret")
    path = tmp_path / "x" / "visit.yml"
    assert places_and_codes(read_yaml(path, FILE)[1]) == [("0:0", "file.outside")]
    assert read_yaml(path, FILE, within=tmp_path)[1] == ()


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "visit.yml").symlink_to(tmp_path / "visit.yml")
    _, (finding,) = read_yaml(tmp_path / "visit.yml", FILE)
    assert finding.code.startswith("file.")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "visit.yml")
    assert places_and_codes(read_yaml(tmp_path / "visit.yml", FILE)[1]) == [
        ("0:0", "file.not_a_file")
    ]


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "visit.yml"
    path.write_text("a: 1")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert places_and_codes(read_yaml(path, FILE)[1]) == [("0:0", "file.no_permission")]


def test_a_file_that_changes_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.yml"
    path.write_text("a: 1")

    def read_and_change(self: Path) -> bytes:
        with self.open("ab") as file:
            file.write(b"\nb: 2")
        return b"a: 1"

    monkeypatch.setattr(Path, "read_bytes", read_and_change)
    assert places_and_codes(read_yaml(path, FILE)[1]) == [("0:0", "file.changed")]
