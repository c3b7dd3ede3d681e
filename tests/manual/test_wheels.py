"""An installation needs no compiler: there are wheels of everything, for each system and Python."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.wheels import build_wheel, collect_wheels

TAGS = {
    "Windows": ("win_amd64",),
    "macOS on Apple processors": ("macosx_13_0_arm64",),
    "macOS on Intel processors": ("macosx_13_0_x86_64",),
    "Linux": ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
AT_LEAST = 60
"""Packages, with those of both extras."""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", TAGS)
def test_pip_finds_a_wheel_of_everything(
    wheel: Path, tmp_path: Path, system: str, python: str
) -> None:
    """Of requirements for some systems only, pip looks for those of the machine that asks."""
    ask = [sys.executable, "-m", "pip", "install", "--dry-run", "--only-binary=:all:", "--quiet"]
    ask += ["--ignore-installed", "--target", str(tmp_path / "target"), "--python-version", python]
    ask += [part for tag in TAGS[system] for part in ("--platform", tag)]
    ask += ["--report", str(tmp_path / "report.json"), f"{wheel}[print,publish]"]

    done = subprocess.run(ask, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    assert len(report["install"]) >= AT_LEAST


@pytest.mark.parametrize("platform", ["win_amd64", "macosx_x86_64", "manylinux_aarch64"])
def test_a_folder_has_all_that_the_system_needs_and_its_licences(
    tmp_path: Path, platform: str
) -> None:
    folder = tmp_path / "安装包"
    collect_wheels(platform, "3.12", folder)

    wheels = {path.name: path for path in folder.glob("*.whl")}
    listed = (folder / "install.txt").read_text("utf-8")
    licences = (folder / "LICENCES.md").read_text("utf-8")
    digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in wheels.values()}
    assert set(re.findall("sha256:([0-9a-f]{64})", listed)) == digests
    assert "reception-handbook[print,publish]==" in listed
    assert len(re.findall(r"^\| [\w.-]+ \| \d", licences, re.M)) == len(wheels)
    assert len(list((folder / "licences").iterdir())) == len(wheels)  # each has its text in it
    system, _, machine = platform.partition("_")
    assert {
        name
        for name in wheels
        if not re.search(rf"any\.whl|{system}.*({machine}|universal2)", name)
    } == set()
    assert (folder / "安装说明.txt").read_bytes().startswith(b"\xef\xbb\xbf")
