"""`make release` releases only what is ready, as one commit and one tag."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from generator.init.history import page_digest
from tests.support.project import PROJECT

PYPROJECT = """\
[project]
name = "example"
version = "0.1.0"
dependencies = ["click>=8.1", "s3fs[extra]>=2025"]

[project.optional-dependencies]
test = ["pytest>=8"]
"""
CHANGELOG = (
    "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A column.\n\n## [0.1.0] - 2026-01-01\n"
)
PAGE_CHANGES = """\
- version: next
  changes:
  - {pages: [index.md], what: 首页, why: 说明}
"""
LOCK = """\
click==8.1.8 \\
    --hash=sha256:00
s3fs[extra]==2025.2.0 ; python_version > '3'
pytest==8.3.0
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A committed project that can be released as 0.2.0."""
    files = {
        "pyproject.toml": PYPROJECT,
        "CHANGELOG.md": CHANGELOG,
        "requirements.lock": LOCK,
        "requirements-test.lock": LOCK,
        "generator/init/page_changes.yml": PAGE_CHANGES,
        "generator/init/released_pages.yml": '0.1.0:\n  docs/index.md: "00"\n',
        "docs/index.md": "# 首页\n",
        "profiles/company/index.md": "# 首页\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(repository: Path, *arguments: str) -> str:
    identity = {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", "周敏"), ("EMAIL", "zhou@example.org"))
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=repository,
        env={**os.environ, **identity},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def commit(repository: Path) -> None:
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Change something")


def release(repository: Path, step: str, version: str) -> subprocess.CompletedProcess[str]:
    git(repository, "config", "user.name", "周敏")
    git(repository, "config", "user.email", "zhou@example.org")
    return subprocess.run(
        [sys.executable, str(PROJECT / ".ci" / "release.py"), step, version],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
    )


def test_a_release_is_one_commit_and_one_tag(repository: Path) -> None:
    before = date.today()
    done = release(repository, "tag", "0.2.0")

    assert done.returncode == 0, done.stderr
    assert git(repository, "log", "-1", "--format=%s") == "Release 0.2.0"
    assert git(repository, "describe") == "v0.2.0"
    assert git(repository, "status", "--porcelain") == ""
    assert 'version = "0.2.0"' in (repository / "pyproject.toml").read_text("utf-8")
    assert (repository / "CHANGELOG.md").read_text("utf-8") in [
        CHANGELOG.replace("## [Unreleased]\n", f"## [Unreleased]\n\n## [0.2.0] - {day}\n")
        for day in (before, date.today())
    ]


def test_a_release_records_the_pages_of_offices(repository: Path) -> None:
    assert release(repository, "tag", "0.2.0").returncode == 0

    folder = repository / "generator/init"
    assert (folder / "page_changes.yml").read_text("utf-8") == PAGE_CHANGES.replace("next", "0.2.0")
    digest = page_digest("# 首页\n".encode())
    assert (folder / "released_pages.yml").read_text("utf-8") == (
        '0.1.0:\n  docs/index.md: "00"\n'
        f'0.2.0:\n  docs/index.md: "{digest}"\n  profiles/company/index.md: "{digest}"\n'
    )


def test_a_check_changes_nothing(repository: Path) -> None:
    assert release(repository, "check", "0.2.0").returncode == 0

    assert git(repository, "log", "-1", "--format=%s") == "Change something"
    assert git(repository, "tag") == ""
    assert git(repository, "status", "--porcelain") == ""


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        ("0.1.0", "the version must be higher than 0.1.0, the one in pyproject.toml"),
        ("new", "this is not a version number, such as 0.2.0"),
    ],
)
def test_a_version_is_higher_than_the_last(repository: Path, version: str, problem: str) -> None:
    done = release(repository, "check", version)

    assert done.returncode == 1
    assert problem in done.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("CHANGELOG.md", "### Added\n\n- A column.\n", "", "CHANGELOG.md has nothing under"),
        ("CHANGELOG.md", "[0.1.0]", "[0.2.0]", "CHANGELOG.md has a section 0.2.0 already"),
        (
            "requirements.lock",
            "click==8.1.8",
            "click==8.0.0",
            "requirements.lock does not satisfy click>=8.1: run make lock",
        ),
        (
            "requirements-test.lock",
            "pytest==8.3.0",
            "",
            "requirements-test.lock does not satisfy pytest>=8: run make lock",
        ),
    ],
)
def test_what_is_not_ready_is_not_released(
    repository: Path, file: str, old: str, new: str, problem: str
) -> None:
    text = (repository / file).read_text("utf-8")
    (repository / file).write_text(text.replace(old, new), "utf-8")
    commit(repository)

    done = release(repository, "tag", "0.2.0")

    assert done.returncode == 1
    assert problem in done.stderr
    assert git(repository, "tag") == ""


def test_changes_that_are_not_committed_are_not_released(repository: Path) -> None:
    (repository / "new.txt").write_text("not committed", "utf-8")

    done = release(repository, "tag", "0.2.0")

    assert done.stderr == "release 0.2.0: the working tree has changes that are not committed\n"


def test_a_version_is_released_once(repository: Path) -> None:
    git(repository, "tag", "v0.2.0")

    done = release(repository, "tag", "0.2.0")

    assert done.stderr == "release 0.2.0: the tag v0.2.0 exists\n"
