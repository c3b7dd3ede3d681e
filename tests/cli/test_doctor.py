"""`handbook doctor`: what would stop the work is named, with what to do."""

from __future__ import annotations

import os
import shutil
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

from generator import doctor, vocabulary
from generator.cli import main
from generator.doctor import Examined, examine
from generator.findings import Severity
from generator.settings import Settings, read_settings
from tests.support.clerk import Clerk

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An office's project without a visit."""
    (tmp_path / "mkdocs.yml").write_text("site_name: 手册\n", "utf-8")
    os.utime(tmp_path / "mkdocs.yml", (NOW.timestamp(),) * 2)
    (tmp_path / "visits").mkdir()
    return read_settings(tmp_path)


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        number: int = server.getsockname()[1]
    return number


def problems(settings: Settings | None, port: int, now: datetime = NOW) -> dict[str, Examined]:
    found = [item for item in examine(settings, now, port, {}) if item.severity]
    return {item.key: item for item in found if item.key != "no_browser"}


def test_an_office_without_a_problem(settings: Settings, port: int) -> None:
    assert problems(settings, port) == {}


def test_a_port_that_is_taken(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        taken = server.getsockname()[1]
        assert problems(settings, taken) == {
            "port_taken": Examined("port_taken", Severity.WARNING, {"port": taken})
        }


@pytest.mark.parametrize("name", ["~$book.xlsx", ".~book.xlsx", ".~lock.book.xlsx#"])
def test_a_workbook_that_is_open(settings: Settings, port: int, name: str) -> None:
    folder = settings.visits_folder / "2027-01-a"
    folder.mkdir()
    (folder / name).touch()

    assert problems(settings, port) == {
        "workbook_open": Examined(
            "workbook_open", Severity.WARNING, {"folder": folder, "file": name}
        )
    }


def test_a_clock_behind_the_files(settings: Settings, port: int) -> None:
    os.utime(settings.root / "mkdocs.yml", ((NOW + timedelta(days=40)).timestamp(),) * 2)

    assert list(problems(settings, port)) == ["clock_behind"]


def test_a_folder_that_refuses_files(
    settings: Settings, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "_is_writable", lambda folder: folder != settings.visits_folder)

    assert problems(settings, port)["not_writable"].values == {"folder": settings.visits_folder}


@pytest.mark.parametrize(
    ("free", "severity"),
    [(80_000_000, Severity.ERROR), (400_000_000, Severity.WARNING), (600_000_000, None)],
)
def test_a_disk_that_is_nearly_full(
    settings: Settings,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    free: int,
    severity: Severity | None,
) -> None:
    usage = shutil.disk_usage(settings.root)._replace(free=free)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)

    found = problems(settings, port).get("little_space")

    assert (found and found.severity) == severity


def test_libraries_that_are_missing_or_of_another_version() -> None:
    wanted = ("mkdocs>=1.6", "click>=99", "typst-that-is-not>=1; extra == 'print'")

    found = [
        (item.key, item.values.get("names"))
        for item in doctor._libraries(tuple(map(Requirement, wanted)))
    ]

    assert found == [
        ("no_libraries", "click>=99"),
        ("no_libraries_print", "typst-that-is-not>=1"),
        ("libraries_publish", None),
    ]


def test_a_font_without_the_rare_characters(
    settings: Settings, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "missing_glyphs", lambda _: ("䶮",))

    assert problems(settings, port)["rare_characters"].values["characters"] == "䶮"


def test_outside_a_project(port: int) -> None:
    assert list(problems(None, port)) == ["no_project"]


def test_every_line_has_its_words_in_every_language() -> None:
    keys = {language: vocabulary.words_under("doctor", language) for language in ("zh", "en")}
    source = Path(doctor.__file__).read_text("utf-8")

    assert keys["zh"].keys() == keys["en"].keys()
    for key in keys["zh"]:
        assert f'"{key}"' in source or key.removeprefix("no_").startswith("libraries")


def key_lines(clerk: Clerk) -> list[str]:
    lines = clerk.runs("doctor", "--port", "65431").stdout.splitlines()
    return [line for line in lines if "钥匙" in line]


def test_a_key_that_is_on_this_machine_alone(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "口令").write_text("三月的茶叶-7788-很长", "utf-8")
    clerk.runs("build")

    before = key_lines(clerk)
    exported = clerk.runs(
        "key", "export", "case", str(tmp_path / "钥匙"), "--passphrase-file", str(tmp_path / "口令")
    )
    after = key_lines(clerk)

    assert exported.exit_code == 0, exported.output
    assert before == [
        "! case 的钥匙只在本机。丢失后所有已印的卡失效：请运行 handbook key export case，"
        "把文件存到另一处，口令另行保管。"
    ]
    assert after == ["✓ case 的钥匙已导出过。"]


def run(root: Path) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "doctor"], catch_exceptions=False)


def test_an_unreadable_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: [", "utf-8")

    refused = run(tmp_path)

    assert refused.exit_code == 2
    assert "mkdocs.yml" in refused.output
