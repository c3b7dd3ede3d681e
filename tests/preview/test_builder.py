"""After each save only what changed is rebuilt, problems are reported, and good pages stay."""

from __future__ import annotations

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build.events import BuiltVisit
from generator.cli import main
from generator.findings import Finding
from generator.preview.builder import PreviewBuilder
from generator.preview.state import PreviewState
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
NOON = {"SOURCE_DATE_EPOCH": "1779076800"}
"""At midnight all cards are built again."""


class RecordingReporter:
    """Records what would be reported at the terminal."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def waiting(self) -> None:
        self._lines.append("waiting")

    def built(self, result: BuiltVisit) -> None:
        self._lines.append(f"{result.slug}: {result.written}")

    def built_handbook(self, folder: Path) -> None:
        self._lines.append("handbook")

    def failed(self) -> None:
        raise AssertionError("no input may raise an unexpected exception")

    def found(self, findings: tuple[Finding, ...], *, stopped: bool) -> None:
        errors = [finding.code for finding in findings if finding.severity == "error"]
        self._lines.append(f"stopped by {errors}" if stopped else "fine")

    def new_lines(self) -> list[str]:
        """Return what was reported since the last call."""
        lines, self._lines = self._lines, []
        return lines


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
def builder(root: Path) -> PreviewBuilder:
    """The builder of a project that was built once."""
    builder = builder_of(root)
    builder.refresh()
    return builder


def builder_of(root: Path) -> PreviewBuilder:
    preview = PreviewState(root / "site")
    return PreviewBuilder(root, NOON, preview, RecordingReporter(), Settings(root))


def reported(builder: PreviewBuilder) -> list[str]:
    """What the builder reported since the last call."""
    assert isinstance(builder.reporter, RecordingReporter)
    return builder.reporter.new_lines()


def test_only_what_changed_is_read_and_rebuilt(root: Path, builder: PreviewBuilder) -> None:
    assert reported(builder) == ["one: 4", "two: 4", "handbook", "fine"]
    assert builder.project is not None
    _, former = builder.project.visits

    builder.refresh()
    assert reported(builder) == ["fine"]

    write(root, "one", PLAN.format(title="代表团"))
    builder.refresh()
    assert reported(builder) == ["one: 2", "handbook", "fine"]
    assert builder.project.visits[1] is former


def test_of_a_visit_with_errors_the_last_good_pages_stay(
    root: Path, builder: PreviewBuilder
) -> None:
    reported(builder)
    card = card_of(root, "one").read_bytes()
    page = root / "site/handbook/visits/one/index.html"

    write(root, "one", "title: [考察团\n")
    write(root, "two", PLAN.format(title="代表团"))
    builder.refresh()

    lines = reported(builder)
    assert lines[:2] == ["two: 2", "handbook"]
    assert lines[2].startswith("stopped by ['yaml.")
    assert card_of(root, "one").read_bytes() == card
    assert "考察团" in page.read_text("utf-8")
    assert "代表团" in (root / "site/handbook/visits/two/index.html").read_text("utf-8")


def test_a_full_disk_is_reported_and_the_next_save_tries_again(
    root: Path, builder: PreviewBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(builder)
    card = card_of(root, "one").read_bytes()

    write_bytes = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if root / "site/guests" in path.parents:
            raise OSError(errno.ENOSPC, "No space left on device", "site")
        return write_bytes(path, content)

    write(root, "one", PLAN.format(title="代表团"))
    with monkeypatch.context() as harm:
        harm.setattr(Path, "write_bytes", full)
        builder.refresh()
    assert reported(builder)[-1] == "stopped by ['serve.disk']"
    assert card_of(root, "one").read_bytes() == card

    builder.refresh()
    assert reported(builder) == ["one: 2", "fine"]
    assert card_of(root, "one").read_bytes() != card


def test_an_open_card_is_shown_before_it_is_on_disk(
    root: Path, builder: PreviewBuilder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = card_of(root, "one").relative_to(root / "site").as_posix()
    contents: list[bytes | None] = []
    show_early = builder.preview.show_early

    def record(pages: dict[str, bytes]) -> None:
        show_early(pages)
        contents.extend((builder.preview.content(path), card_of(root, "one").read_bytes()))

    monkeypatch.setattr(builder.preview, "show_early", record)
    write(root, "one", PLAN.format(title="代表团"))
    with builder.preview.viewing(path):
        builder.refresh()

    early, on_disk = contents
    assert early != on_disk
    assert card_of(root, "one").read_bytes() == early


def test_a_later_save_ends_the_build_of_the_handbook(root: Path, builder: PreviewBuilder) -> None:
    reported(builder)
    page = root / "site/handbook/visits/one/index.html"

    write(root, "one", PLAN.format(title="代表团"))
    builder.refresh(superseded=lambda: True)
    assert reported(builder) == ["one: 2"]
    assert "考察团" in page.read_text("utf-8")

    builder.refresh()
    assert reported(builder) == ["handbook", "fine"]
    assert "代表团" in page.read_text("utf-8")


@contextmanager
def occupied() -> Iterator[int]:
    """Yield a port of this machine that is taken."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_reported_with_a_free_one(root: Path) -> None:
    with occupied() as port:
        result = CliRunner().invoke(main, ["-C", str(root), "serve", "--port", str(port)])

    assert result.exit_code == 2
    assert f"handbook serve --port {port + 1}" in result.output
    assert not (root / "site").exists()


def test_a_preview_makes_no_key(root: Path) -> None:
    (root / ".secrets/two.key").unlink()

    builder = builder_of(root)
    builder.refresh()

    assert reported(builder)[-1].startswith("stopped by ['secret.none_yet'")
    assert [path.name for path in (root / ".secrets").iterdir()] == ["one.key"]
    assert (root / "site/guests/one/index.html").is_file()
    assert not (root / "site/guests/two").exists()


@pytest.mark.parametrize(
    "lost", ["", "host: ", "start: ", "title: "], ids=["whole", "host", "start", "title"]
)
def test_of_a_visit_that_became_classified_the_former_pages_are_not_kept(
    root: Path, builder: PreviewBuilder, lost: str
) -> None:
    """Nor where its stub lacks a line, so that it cannot be read."""
    text = PLAN.format(title="考察团").replace("privacy: link", "privacy: classified")
    kept = [line for line in text.splitlines() if not lost or not line.startswith(lost)]
    write(root, "one", "\n".join(kept) + "\n")
    builder.refresh()

    folder = root / "site/handbook/visits/one"
    assert "报告本单位保密工作机构" in (folder / "index.html").read_text("utf-8")
    assert not any("林静" in page.read_text("utf-8") for page in folder.rglob("*.html"))
    assert not (folder / "roster").exists()
