"""`handbook init`: an office's own project, without a trace of the sample."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator.cli import main
from generator.init import Answers, office_files
from generator.init.answers import read_answers
from generator.init.source import program_pages
from tests.support.project import PROJECT

OFFICE = Answers("云州大学接待办公室", "https://guests.yunzhou.example")
SAMPLE = re.compile(
    "明峰|云溪|石塘|鄂E|县人民医院|县政府机关|县博物馆|梁正远|杨文博|周敏|李娜|王强|张伟"
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office's project, as the command makes it."""
    folder = tmp_path_factory.mktemp("新单位") / "手册"
    made = run(
        "init", str(folder), "--office", OFFICE.office, "--guest-url", f"{OFFICE.guest_url}/"
    )
    assert made.exit_code == 0, made.output
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def test_no_page_names_the_sample() -> None:
    files = office_files(program_pages(), OFFICE)
    drivers = re.compile(
        "|".join(re.findall(r"(?m)^  - .* driver: (\S+?),", fleet_of_the_sample()))
    )

    traces = {
        path
        for path, content in files.items()
        if path.endswith((".md", ".yml"))
        if SAMPLE.search(content.decode()) or drivers.search(content.decode())
    }

    assert traces == set()


def fleet_of_the_sample() -> str:
    return (PROJECT / "docs/fleet.md").read_text("utf-8")


def test_the_program_keeps_no_mark_in_an_offices_pages() -> None:
    marks = re.compile(r"<!-- /?(sample|office)|^ *# (/?sample|office)", re.M)

    files = office_files(program_pages(), OFFICE)

    assert [
        path for path, text in files.items() if marks.search(text.decode("utf-8", "ignore"))
    ] == []


def test_the_office_is_named_and_its_address_is_set(project: Path) -> None:
    home = (project / "docs/index.md").read_text("utf-8")
    settings = (project / "mkdocs.yml").read_text("utf-8")

    assert "\n这是云州大学接待办公室的接待手册。" in home
    assert '      guest_url: "https://guests.yunzhou.example"\n' in settings
    assert read_answers(project) == OFFICE


def test_without_an_address_the_setting_is_a_comment() -> None:
    settings = office_files(program_pages(), Answers("云州大学"))["mkdocs.yml"].decode()

    assert "      # guest_url: " in settings
    assert "guest_url" not in str(yaml.safe_load(settings)["plugins"])


def test_a_new_visit_works_in_it(project: Path) -> None:
    made = run("-C", str(project), "new", "2099-04-tea", "--start", "2099-04-01", "--title", "茶叶")
    checked = run("-C", str(project), "check", "2099-04-tea", "--format", "json")

    assert made.exit_code == 0, made.output
    assert '"key.' not in checked.output


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "名单.xlsx").touch()

    refused = run("init", str(tmp_path), "--office", "云州大学")

    assert refused.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["名单.xlsx"]


def test_the_program_may_be_in_the_folder_already(tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)

    made = run("init", str(tmp_path), "--office", "云州大学")

    assert made.exit_code == 0, made.output
    assert (tmp_path / ".venv/bin").is_dir()
    assert (tmp_path / "mkdocs.yml").is_file()
    assert not list(tmp_path.parent.glob(f".{tmp_path.name}.new"))


def test_an_address_without_https_is_refused(tmp_path: Path) -> None:
    refused = run("init", str(tmp_path / "a"), "--office", "甲", "--guest-url", "guests.example")

    assert refused.exit_code == 2
    assert "https://" in refused.output
    assert not (tmp_path / "a").exists()
