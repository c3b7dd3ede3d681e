"""The history of a repository: secrets and telephones are refused before a commit."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator.cli import main
from tests.support.clerk import Clerk
from tests.support.project import PROJECT

NUMBER = "139" + "1234" + "5678"
CONFIGURED = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text("utf-8"))
GUARD = next(
    hook for repo in CONFIGURED["repos"] for hook in repo["hooks"] if hook["id"] == "handbook-guard"
)
"""The hook of this repository."""
OFFERED = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text("utf-8"))
"""The hooks that a repository of visits may use."""


class Repository:
    """A clerk's project under git, with this project's .gitignore and its guard before commits."""

    def __init__(self, root: Path, home: Path) -> None:
        self.clerk = Clerk(root)
        outer = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = outer | {
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "hooks"),
            "PYTHONPATH": str(PROJECT),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            **{f"GIT_{who}_NAME": "李娜" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "office@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        shutil.copy(PROJECT / ".gitignore", root)
        _, *options = shlex.split(GUARD["entry"])
        entry = shlex.join([sys.executable, "-m", "generator", *options])
        config = {"repos": [{"repo": "local", "hooks": [{**GUARD, "entry": entry}]}]}
        (root / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), "utf-8")
        self.git("init", "--quiet")
        self._run(sys.executable, "-m", "pre_commit", "install")

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("git", "-c", "core.quotePath=false", *arguments)

    def write(self, name: str, text: str) -> None:
        path = self.clerk.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def committed(self) -> set[str]:
        """The files of all commits."""
        return set(self.git("log", "--format=", "--name-only").stdout.split())

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.clerk.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    (tmp_path / "home").mkdir()
    return Repository(tmp_path / "project", tmp_path / "home")


def test_git_takes_only_what_the_office_wrote_of_a_published_visit(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779062400")  # approved four days before
    clerk = repository.clerk
    assert clerk.runs("publish", "case", "--to", str(tmp_path / "网站")).exit_code == 0
    assert clerk.runs("build").exit_code == 0
    assert (clerk.root / ".secrets/case.key").exists()
    (clerk.folder / "~$book.xlsx").write_text("Excel", "utf-8")

    repository.git("add", "--all")
    commit = repository.git("commit", "--message", "一次来访")

    assert commit.returncode == 0, commit.stderr
    (published,) = (name for name in repository.committed() if "/published/" in name)
    assert repository.committed() - {published} == {
        *(".gitignore", ".pre-commit-config.yaml", "mkdocs.yml"),
        *("docs/index.md", "visits/case/visit.yml"),
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (".secrets/case.key", "A" * 43 + "=", "这里有钥匙"),
        ("notes/key.txt", "A" * 43 + "=", "这里有钥匙"),
        ("output/case/links.csv", "name,url", "这是程序生成的文件"),
        ("docs/cards.md", f"/g/{'A' * 22}.html#k={'A' * 43}", "这里有卡的网址"),
        ("docs/phones.md", f"陈师傅 {NUMBER}", "电话只能写在 visits/ 里"),
    ],
    ids=["key", "copied key", "output", "card", "telephone"],
)
def test_a_commit_of_secrets_output_or_telephones_is_refused(
    repository: Repository, name: str, text: str, message: str
) -> None:
    repository.write(name, text)

    repository.git("add", "--force", name)
    commit = repository.git("commit", "--message", "看看")

    assert commit.returncode == 1
    assert message in commit.stdout + commit.stderr
    assert name.rpartition("/")[2] in commit.stdout + commit.stderr
    assert NUMBER not in commit.stdout + commit.stderr
    assert repository.committed() == set()


def test_a_telephone_number_in_a_visit_is_committed(repository: Repository) -> None:
    repository.write("visits/case/note.yml", f"phone: {NUMBER}\n")

    repository.git("add", "visits/case/note.yml")
    repository.git("commit", "--message", "名单")

    assert repository.committed() == {"visits/case/note.yml"}


def test_this_repository_passes_its_own_hook() -> None:
    listed = subprocess.run(
        ["git", "-C", str(PROJECT), "ls-files", "-z"], capture_output=True, text=True, check=True
    )
    files = [str(PROJECT / name) for name in listed.stdout.split("\0") if name]
    _, *options = shlex.split(GUARD["entry"])

    result = CliRunner().invoke(main, ["-C", str(PROJECT), *options, *files])

    assert len(files) > 400
    assert (result.exit_code, result.output) == (0, "")


def test_another_repository_can_use_the_same_hook() -> None:
    offered = {hook["id"]: hook["entry"] for hook in OFFERED}

    assert offered["handbook-guard"] == "handbook guard"
    assert GUARD["entry"].startswith(".venv/bin/handbook guard ")
