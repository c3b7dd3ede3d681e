"""From one build to the next: what did not change is kept, what is wrong is told, pages stay."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.visit import BuiltVisit
from generator.cli import main
from generator.findings import Finding
from generator.preview.rebuilding import Rebuilding
from generator.preview.stage import Stage
from generator.settings import Settings

PLAN = """\
title: {title}
host: 县机关事务服务中心
start: 2026-06-01
end: 2026-06-01
retention_days: 36500
privacy: link
guests: [林静]
"""


class Listener:
    """Writes down what the terminal would be told, each time anew."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def waiting(self) -> None:
        self.said.append("waiting")

    def built(self, result: BuiltVisit) -> None:
        self.said.append(f"{result.slug}: {result.written}")

    def built_handbook(self, settings: Settings) -> None:
        self.said.append("handbook")

    def failed(self) -> None:
        raise AssertionError("no input may bring the program to its end")

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        errors = [each.code for each in findings if each.severity == "error"]
        self.said.append(f"stopped by {errors}" if stopped else "fine")

    def heard(self) -> list[str]:
        """What was said since this was asked last."""
        said, self.said = self.said, []
        return said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# 首页\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: 手册\nsite_dir: site/handbook\ntheme: {name: material, font: false}\n"
        "plugins: [reception]\nmarkdown_extensions: [attr_list]\nnav: [index.md]\n",
        "utf-8",
    )
    (tmp_path / ".secrets").mkdir()
    for slug in ("one", "two"):
        write(tmp_path, slug, PLAN.format(title="考察团"))
        (tmp_path / f".secrets/{slug}.key").write_text("A" * 43 + "=\n", "ascii")
    return tmp_path


def write(root: Path, slug: str, text: str) -> None:
    path = root / "visits" / slug / "visit.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def card_of(root: Path, slug: str) -> Path:
    """The visit's one card."""
    (path,) = (root / "site/guests" / slug / "g").iterdir()
    return path


@pytest.fixture
def rebuilding(root: Path) -> Rebuilding:
    """A project that was built once."""
    made = Rebuilding(root, {}, Stage(root / "site"), Listener(), Settings(root))
    made.refresh()
    return made


def heard(rebuilding: Rebuilding) -> list[str]:
    listener = rebuilding.narrator
    assert isinstance(listener, Listener)
    return listener.heard()


def test_only_what_changed_is_read_and_made_again(root: Path, rebuilding: Rebuilding) -> None:
    assert heard(rebuilding) == ["one: 4", "two: 4", "handbook", "fine"]
    assert rebuilding.read is not None
    _, former = rebuilding.read.visits

    rebuilding.refresh()
    assert heard(rebuilding) == ["fine"]

    write(root, "one", PLAN.format(title="代表团"))
    rebuilding.refresh()
    assert heard(rebuilding) == ["one: 2", "handbook", "fine"]
    assert rebuilding.read.visits[1] is former


def test_of_a_visit_with_errors_the_last_good_pages_stay(
    root: Path, rebuilding: Rebuilding
) -> None:
    heard(rebuilding)
    card = card_of(root, "one").read_bytes()
    page = root / "site/handbook/visits/one/index.html"

    write(root, "one", "title: [考察团\n")
    write(root, "two", PLAN.format(title="代表团"))
    rebuilding.refresh()

    said = heard(rebuilding)
    assert said[:2] == ["two: 2", "handbook"]
    assert said[2].startswith("stopped by ['yaml.")
    assert card_of(root, "one").read_bytes() == card
    assert "考察团" in page.read_text("utf-8")
    assert "代表团" in (root / "site/handbook/visits/two/index.html").read_text("utf-8")


def test_a_full_disk_is_told_and_the_next_save_is_another_chance(
    root: Path, rebuilding: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard(rebuilding)
    card = card_of(root, "one").read_bytes()

    write_bytes = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if root / "site/guests" in path.parents:
            raise OSError(errno.ENOSPC, "No space left on device", "site")
        return write_bytes(path, content)

    write(root, "one", PLAN.format(title="代表团"))
    with monkeypatch.context() as harm:
        harm.setattr(Path, "write_bytes", full)
        rebuilding.refresh()
    assert heard(rebuilding)[-1] == "stopped by ['serve.disk']"
    assert card_of(root, "one").read_bytes() == card

    rebuilding.refresh()
    assert heard(rebuilding) == ["one: 2", "fine"]
    assert card_of(root, "one").read_bytes() != card


def test_a_card_that_somebody_looks_at_is_shown_before_it_is_on_disk(
    root: Path, rebuilding: Rebuilding, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = card_of(root, "one").relative_to(root / "site").as_posix()
    seen: list[bytes | None] = []
    show = rebuilding.stage.show_ahead

    def noted(pages: dict[str, bytes]) -> None:
        show(pages)
        seen.extend((rebuilding.stage.content(path), card_of(root, "one").read_bytes()))

    monkeypatch.setattr(rebuilding.stage, "show_ahead", noted)
    write(root, "one", PLAN.format(title="代表团"))
    with rebuilding.stage.watched_by(path):
        rebuilding.refresh()

    ahead, before = seen
    assert ahead != before
    assert card_of(root, "one").read_bytes() == ahead


def test_a_later_save_ends_the_handbook_s_build_and_cards_come_first(
    root: Path, rebuilding: Rebuilding
) -> None:
    heard(rebuilding)
    page = root / "site/handbook/visits/one/index.html"

    write(root, "one", PLAN.format(title="代表团"))
    rebuilding.superseded = lambda: True
    rebuilding.refresh()
    assert heard(rebuilding) == ["one: 2"]
    assert "考察团" in page.read_text("utf-8")

    rebuilding.superseded = lambda: False
    rebuilding.refresh()
    assert heard(rebuilding) == ["handbook", "fine"]
    assert "代表团" in page.read_text("utf-8")


@contextmanager
def occupied() -> Iterator[int]:
    """A port of this machine that is taken."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken_is_told_with_another_to_take(root: Path) -> None:
    with occupied() as port:
        result = CliRunner().invoke(main, ["-C", str(root), "serve", "--port", str(port)])

    assert result.exit_code == 2
    assert f"handbook serve --port {port + 1}" in result.output
    assert not (root / "site").exists()


def test_a_preview_makes_no_key(root: Path) -> None:
    (root / ".secrets/two.key").unlink()

    made = Rebuilding(root, {}, Stage(root / "site"), Listener(), Settings(root))
    made.refresh()

    assert heard(made)[-1].startswith("stopped by ['secret.none_yet'")
    assert [path.name for path in (root / ".secrets").iterdir()] == ["one.key"]
    assert (root / "site/guests/one/index.html").is_file()
    assert not (root / "site/guests/two").exists()
