"""README and CONTRIBUTING name what is there: files, modules, functions, commands; and their
example is true.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import openpyxl
import pytest

from generator.agenda import agenda_of
from generator.cli import main
from generator.cli.starting import GROWING
from generator.load import load_visit
from generator.model.standing import Standing
from tests.support.project import PROJECT

PAGES = ("README.md", "CONTRIBUTING.md")
MADE = {
    *("site", "output", ".secrets", ".venv", "g", "published", "archive"),
    *("revisions.yml", "told.csv", "retired.yml", "lists.xlsx", "2027-07-visit"),
    *("attended.csv", "done.csv", "assigned.csv", "replies"),
    *("manifest.json", "outputs.json", "edition.json", "handbook.json", "begun.json"),
    "retiring.yml",
}
"""What the program, make, or the reader in following the page, writes."""
SUFFIXES = "py|pyi|md|yml|toml|xlsx|csv|lock|typ|j2|css|js|json|in"
FILE = re.compile(rf"^[\w.<>…*/-]+\.(?:{SUFFIXES})$")
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)


def text_of(page: str) -> str:
    return (PROJECT / page).read_text("utf-8")


def paths_named(page: str) -> list[str]:
    """What looks like a path: in a link, or in backquotes with a slash or as a file's name."""
    prose = FENCE.sub("", text_of(page))
    links = re.findall(r"\]\(([^)#]+)", prose)
    quoted = re.findall(r"`([^`\s]+)`", prose)
    return [
        name
        for name in (*(link for link in links if "://" not in link), *quoted)
        if "/" in name.rstrip("/") or name.endswith("/") or FILE.match(name)
    ]


def is_there(name: str) -> bool:
    """Whether a path is in the project; a part in <angle brackets> stands for any, and a path may
    be named from generator/ on, from the page's visit, or by its file's name alone.
    """
    pattern = re.sub(r"<[^>]+>", "*", name).rstrip("/")
    if "/" not in pattern and "." in pattern:
        pattern = f"**/{pattern}"
    places = (PROJECT, PROJECT / "generator")
    return any(next(place.glob(pattern), None) is not None for place in places)


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: str) -> None:
    named = [
        name for name in paths_named(page) if MADE.isdisjoint(name.split("/")) and "://" not in name
    ]

    assert len(named) > 10
    assert [name for name in named if not is_there(name)] == []


def test_the_table_of_state_files_names_those_that_merge_by_union() -> None:
    rows = re.findall(r"^\| `visits/<slug>/(\S+)`.*merge=union", text_of("CONTRIBUTING.md"), re.M)

    assert rows == list(GROWING)


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_of_a_map_is_there(page: str) -> None:
    """A map is a block whose lines begin with a path; what is indented lies in the last folder."""
    missing, folder = [], Path()
    for line in "\n".join(FENCE.findall(text_of(page))).splitlines():
        for name in re.findall(rf"^ *([\w.<>-]+(?:/|\.(?:{SUFFIXES})))  ", line):
            inner = folder / name if line.startswith(" ") else Path(name)
            if not line.startswith(" "):
                folder = Path(name)
            if not is_there(inner.as_posix()):
                missing.append(inner.as_posix())

    assert missing == []


def test_every_package_of_the_program_is_on_the_map() -> None:
    (first, *_) = FENCE.findall(text_of("CONTRIBUTING.md"))
    packages = {path.parent.name for path in (PROJECT / "generator").glob("*/__init__.py")}

    assert {name for name in packages if f"{name}/" not in first} == set()


def defined_in(path: str) -> set[str]:
    """The functions and classes of a module, with their methods."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    tree = ast.parse((PROJECT / path).read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


def test_every_function_is_in_a_module_named_beside_it() -> None:
    """`name()` is defined in one of the modules of its line, or of the line before or after."""
    lines = text_of("CONTRIBUTING.md").splitlines()
    functions, missing = 0, []
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        near = line if line.startswith("|") else f"{before} {line} {after}"
        known = {name for path in re.findall(r"`([\w/]+\.py)`", near) for name in defined_in(path)}
        for name in re.findall(r"`(\w+)\(\)`", line):
            functions += 1
            missing += [] if name in known else [name]

    assert functions > 20
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_target_is_there(page: str) -> None:
    text = text_of(page)
    commands = set(re.findall(r"`(?:\.venv/bin/)?handbook ([a-z]+)", text))
    targets = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M))
    makefile = (PROJECT / "Makefile").read_text("utf-8")

    assert commands <= set(main.commands)
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.M))


def test_the_room_of_the_example_is_in_its_cell_and_on_its_guest_s_agenda(
    standing: Standing,
) -> None:
    folder = PROJECT / "visits" / "2026-05-ecotour"
    sheet = openpyxl.load_workbook(folder / "book.xlsx")["住宿"]
    visit, _ = load_visit(folder, standing, PROJECT)
    assert visit is not None
    guest = next(guest for guest in visit.guests if guest.name == "黄立新")
    stay = next(stay for stay in visit.stays if guest in stay.people.people)

    assert sheet["B4"].value == "8301"
    assert "黄立新" in sheet["F4"].value
    assert stay.written_at("room").where == "住宿!B4"
    assert [lodging.room for lodging in agenda_of(visit, guest).stays] == ["8301"]
