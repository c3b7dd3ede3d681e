"""`handbook doctor`: what would stop the work is named, with what to do."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from packaging.requirements import Requirement

from generator import doctor, vocabulary
from generator.cli import main
from generator.doctor import AT_THE_DESK, Examined, examine
from generator.findings import Severity
from generator.init import Answers
from generator.init.answers import write_answers
from generator.init.update_state import OpenPage, UpdateState, save_state
from generator.render.paper import fonts
from generator.settings import Settings, read_settings
from tests.support.clerk import Clerk
from tests.support.ports import free_ports

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
    (number,) = free_ports(1)
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
        at_the_desk = examine(settings, NOW, taken, {AT_THE_DESK: "1"})
        assert Examined("port_of_desk", None, {"port": taken}) in list(at_the_desk)


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


def test_a_list_that_is_open_and_that_a_build_would_replace(settings: Settings, port: int) -> None:
    folder = settings.output_folder / "2027-01-a"
    folder.mkdir(parents=True)
    (folder / "~$lists.xlsx").touch()

    assert problems(settings, port)["workbook_open"].values["folder"] == folder


@pytest.mark.parametrize("file", ["mkdocs.yml", "visits/2027-01-a/book.xlsx"])
def test_a_clock_behind_the_files(settings: Settings, port: int, file: str) -> None:
    path = settings.root / file
    path.parent.mkdir(exist_ok=True)
    path.touch()
    os.utime(path, ((NOW + timedelta(days=40)).timestamp(),) * 2)

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


@pytest.mark.parametrize(
    "source",
    [
        "raise ImportError('DLL load failed')",
        "def Fonts(**_): pass\ndef compile(*_, **__): raise OSError('DLL load failed')",
    ],
    ids=["cannot be loaded", "cannot run"],
)
def test_typst_that_does_not_run(
    settings: Settings, port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules/typst.py").write_text(source, "utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    monkeypatch.delitem(sys.modules, "typst", raising=False)
    monkeypatch.setattr(doctor, "installed_fonts", fonts.installed_fonts.__wrapped__)

    assert str(problems(settings, port)["typst_fails"].values["why"]) == "DLL load failed"


def test_pages_of_a_version_that_is_newer_than_the_program(settings: Settings, port: int) -> None:
    write_answers(settings.root, Answers("云州大学"))
    save_state(settings.root, UpdateState("99.0"))

    assert list(problems(settings, port)) == ["program_older"]


def test_pages_of_a_former_version_and_new_ones_that_nobody_has_looked_at(
    settings: Settings, port: int
) -> None:
    names = [f"docs/rules/{n}.md" for n in range(7)]
    pages = {name: OpenPage(name, f"{name}.new", "0.0.9", "00") for name in names}
    write_answers(settings.root, Answers("云州大学"))
    save_state(settings.root, UpdateState("0.0.9", pages))
    (settings.docs_folder / "rules").mkdir(parents=True)
    for name in names[:6]:  # the office has deleted the last
        (settings.root / f"{name}.new").touch()

    found = problems(settings, port)

    assert found["pages_former"].values["former"] == "0.0.9"
    assert found["pages_open"].values == {
        "n": "6",
        "files": "、".join([*(f"{name}.new" for name in names[:5]), "…"]),
    }


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
