"""The files, functions, commands and links that README, CONTRIBUTING and other pages name exist."""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

import openpyxl
import pytest

from generator.agenda import agenda_of
from generator.build.new_visit import MERGED_BY_LINE
from generator.check import registry
from generator.cli import COMMANDS
from generator.load import load_visit
from generator.model.standing import Standing
from tests.support.project import PROJECT

PAGES = ("README.md", "CONTRIBUTING.md")
LINKED_PAGES = (
    *(*PAGES, "README.zh-CN.md", "SECURITY.md", "CHANGELOG.md"),
    *(
        f"deploy/{name}{suffix}"
        for name in ("README", "publishing", "sharing")
        for suffix in (".md", ".zh-CN.md")
    ),
)
TRANSLATED = ("README", "deploy/README", "deploy/publishing", "deploy/sharing")
WRITTEN_LATER = {
    *("site", "output", ".secrets", ".venv", "g", "published", "archive"),
    *("revisions.yml", "told.csv", "retired.yml", "lists.xlsx", "2027-07-visit"),
    *("attended.csv", "done.csv", "assigned.csv", "replies"),
    *(
        "manifest.json",
        "outputs.json",
        "edition.json",
        "handbook.json",
        "handbook_files.json",
        ".shells",
        "last_build.json",
        "begun.json",
    ),
    *("retiring.yml", ".handbook", "answers.yml", "written", "added.yml"),
}
"""Files and folders that the program, make or the reader writes."""
SUFFIXES = "py|pyi|md|yml|toml|xlsx|csv|lock|typ|j2|css|js|json|in"
FILE = re.compile(rf"^[\w.<>…*/-]+\.(?:{SUFFIXES})$")
FENCE = re.compile(r"^```.*?^```$", re.M | re.S)


def text_of(page: str) -> str:
    return (PROJECT / page).read_text("utf-8")


def paths_named(page: str) -> list[str]:
    """Return the paths of a page: in links, and in backquotes with a slash or as a file's name."""
    prose = FENCE.sub("", text_of(page))
    links = re.findall(r"\]\(([^)#]+)", prose)
    quoted = re.findall(r"`([^`\s]+)`", prose)
    return [
        name
        for name in (*(link for link in links if "://" not in link), *quoted)
        if "/" in name.rstrip("/") or name.endswith("/") or FILE.match(name)
    ]


def is_there(name: str) -> bool:
    """Tell whether a path is in the project or in generator/, or is a file's name alone.

    A part in <angle brackets> is any name.
    """
    pattern = re.sub(r"<[^>]+>", "*", name).rstrip("/")
    if "/" not in pattern and "." in pattern:
        pattern = f"**/{pattern}"
    places = (PROJECT, PROJECT / "generator")
    return any(next(place.glob(pattern), None) is not None for place in places)


@pytest.mark.parametrize("page", PAGES)
def test_every_path_is_there(page: str) -> None:
    named = [
        name
        for name in paths_named(page)
        if WRITTEN_LATER.isdisjoint(name.split("/")) and "://" not in name
    ]

    assert len(named) > 10
    assert [name for name in named if not is_there(name)] == []


def anchors_of(page: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub forms them."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", LINKED_PAGES)
def test_every_link_leads_to_a_file_and_a_heading_of_it(page: str) -> None:
    links = re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text_of(page)))
    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (PROJECT / page).parent / path if path else PROJECT / page
        if not target.exists() or (
            anchor and anchor not in anchors_of(target.resolve().relative_to(PROJECT).as_posix())
        ):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", TRANSLATED)
def test_a_page_and_its_translation_have_the_same_sections(page: str) -> None:
    english, chinese = (
        [
            line.partition(" ")[0]
            for line in FENCE.sub("", text_of(f"{page}{suffix}")).splitlines()
            if line.startswith("#")
        ]
        for suffix in (".md", ".zh-CN.md")
    )

    assert english == chinese


def test_the_table_of_state_files_names_those_that_merge_by_union() -> None:
    rows = re.findall(r"^\| `visits/<slug>/(\S+)`.*merge=union", text_of("CONTRIBUTING.md"), re.M)

    assert rows == list(MERGED_BY_LINE)


@pytest.mark.parametrize("page", PAGES)
def test_every_folder_of_a_map_is_there(page: str) -> None:
    """A map is a block of lines that begin with a path; an indented path is in the one above."""
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


def test_the_check_of_the_recipe_uses_names_that_exist() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", text_of("CONTRIBUTING.md"), re.S)
    tree = ast.parse(textwrap.dedent(example))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    own = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)} | {"meal"}

    assert names - own - {*dir(registry), "Iterator"} == set()


def defined_in(path: str) -> set[str]:
    """Return the functions, classes, methods and constants of a module."""
    kinds = (ast.FunctionDef, ast.ClassDef)
    tree = ast.parse((PROJECT / path).read_text("utf-8"))
    constants = re.findall(r"^([A-Z_]+)\b.* = ", (PROJECT / path).read_text("utf-8"), re.M)
    return {node.name for node in ast.walk(tree) if isinstance(node, kinds)} | set(constants)


def test_every_function_and_constant_is_in_a_module_that_is_named_with_it() -> None:
    """`name()` is defined in a module that its line names, or the line before or after."""
    lines = text_of("CONTRIBUTING.md").splitlines()
    names, missing = 0, []
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        near = line if line.startswith("|") else f"{before} {line} {after}"
        known = {name for path in re.findall(r"`([\w/]+\.py)`", near) for name in defined_in(path)}
        for name in re.findall(r"`(\w+)\([^`)]*\)`|`([A-Z_]{3,})`", line):
            names += 1
            missing += [] if "".join(name) in known else ["".join(name)]

    assert names > 20
    assert missing == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_and_target_is_there(page: str) -> None:
    text = text_of(page)
    commands = set(re.findall(r"`(?:\.venv/bin/)?handbook ([a-z]+)", text))
    targets = set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.M))
    makefile = (PROJECT / "Makefile").read_text("utf-8")

    assert commands <= COMMANDS.keys()
    assert targets <= set(re.findall(r"^([a-z-]+):", makefile, re.M))


def test_the_room_of_the_example_is_in_its_cell_and_on_the_guests_agenda(
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
