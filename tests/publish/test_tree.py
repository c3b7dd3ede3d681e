"""Trees are put in place whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.publish.tree import write_tree


def test_a_tree_replaces_the_former_one_whole(tmp_path: Path) -> None:
    write_tree(tmp_path / "site", [("a.html", b"1"), ("g/b.html", b"1")])
    write_tree(tmp_path / "site", [("a.html", b"2")])

    files = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert files == {"site/a.html"}
    assert (tmp_path / "site/a.html").read_bytes() == b"2"


def test_a_failure_on_the_way_leaves_the_last_good_tree(tmp_path: Path) -> None:
    def failing() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"2"
        raise RuntimeError("disk full")

    write_tree(tmp_path / "site", [("a.html", b"1")])
    with pytest.raises(RuntimeError):
        write_tree(tmp_path / "site", failing())

    assert (tmp_path / "site/a.html").read_bytes() == b"1"
    write_tree(tmp_path / "site", [("a.html", b"3")])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]
