"""A build writes only what changed, and the same input gives the same bytes anywhere."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from generator.build.visit import build_visit
from generator.cli import main
from generator.model.visit import Visit
from generator.project import load_project
from generator.sample import write_sample
from generator.sealing.links import path_of
from generator.sealing.secret import read_secret
from generator.settings import Settings
from tests.support.project import PROJECT
from tests.support.proof import counts
from tests.support.shared import built_once

GUESTS = 40
RECORDS = {
    *("manifest.json", "outputs.json", "handbook.json", "handbook_files.json"),
    *("last_build.json", ".lock"),
}
"""The program's own records: they contain times of files, which never repeat."""


@pytest.fixture(autouse=True)
def _at_a_fixed_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1779062400")


@pytest.fixture
def first(tmp_path_factory: pytest.TempPathFactory, _at_a_fixed_time: None) -> Path:
    """A project that was built once, to read."""
    return built_once(tmp_path_factory, "incremental", lambda root: build(project(root)))


@pytest.fixture
def built(first: Path, tmp_path: Path) -> Path:
    """A project that was built once, to build again."""
    shutil.copytree(first, tmp_path / "一")
    return tmp_path / "一"


def project(root: Path) -> Path:
    """Write a project with a generated visit and the real standing pages."""
    shutil.copytree(PROJECT / "docs", root / "docs")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    write_sample(root / "visits/case", GUESTS, 1)
    (root / ".secrets").mkdir()
    (root / ".secrets/case.key").write_text("A" * 43 + "=\n", "ascii")
    return root


def build(root: Path, *options: str) -> None:
    command = ["-C", str(root), "build", *options]
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    assert result.exit_code in {0, 1}, result.output


def files(root: Path) -> dict[str, tuple[str, int]]:
    """Return digest and time of every built file."""
    paths = (path for name in ("site", "output") for path in (root / name).rglob("*"))
    return {
        path.relative_to(root).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest(),
            path.stat().st_mtime_ns,
        )
        for path in paths
        if path.is_file() and path.name not in RECORDS
    }


def digests(root: Path) -> dict[str, str]:
    return {path: digest for path, (digest, _) in files(root).items()}


def differences(some: dict[str, str], others: dict[str, str]) -> set[str]:
    """The files that only one of two projects has, or that differ."""
    return {path for path in {*some, *others} if some.get(path) != others.get(path)}


def cold_build(root: Path, folder: Path) -> Path:
    """Build a copy of a project in which nothing was ever built; return it."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("site", "output"))
    build(folder)
    return folder


def test_the_same_input_gives_the_same_bytes_in_another_folder(first: Path, tmp_path: Path) -> None:
    expected, actual = digests(first), digests(cold_build(first, tmp_path / "另一个 文件夹"))
    assert len(expected) > GUESTS + 100
    assert differences(expected, actual) == set()


def test_a_build_of_unchanged_input_touches_nothing(built: Path) -> None:
    before = files(built)

    build(built)

    assert files(built) == before


def test_a_changed_room_changes_the_cards_of_its_guests_and_of_their_carer(
    built: Path,
) -> None:
    before = files(built)
    people = change_room(built)

    build(built)

    after = files(built)
    changed = {path for path in after if after[path] != before.get(path)}
    cards = {path for path in changed if path.startswith("site/guests/")}
    office = {path.rpartition("/")[2] for path in changed if path.startswith("output/")}
    assert after.keys() == before.keys()
    assert len(people) == 2
    assert_room_was_changed(built, people, cards)
    # The lists that name rooms, and what the next build compares with.
    assert {"lists.xlsx", "edition.json"} <= office
    assert office.isdisjoint({"links.csv", "cards.pdf", "poster.pdf", "handbook.pdf"})


def test_of_many_cards_a_changed_room_rewrites_only_those_that_name_it(tmp_path: Path) -> None:
    guests = counts(200, 1000)
    root = tmp_path / "县 里"
    write_sample(root / "visits/case", guests, 1)
    shutil.copytree(PROJECT / "docs", root / "docs")
    microsite(root)
    before = {path: path.stat().st_mtime_ns for path in root.glob("site/guests/case/**/*.*")}
    people = change_room(root)

    written = microsite(root)

    after = {path: path.stat().st_mtime_ns for path in root.glob("site/guests/case/**/*.*")}
    changed = {path for path in after if after[path] != before.get(path)}
    assert len(after) > guests
    assert after.keys() == before.keys()
    assert_room_was_changed(root, people, {path.relative_to(root).as_posix() for path in changed})
    assert written == len(changed)


def test_edits_one_after_the_other_lead_to_the_bytes_of_a_cold_build(
    built: Path, tmp_path: Path
) -> None:
    random = Random(counts(7, 1))
    edits = [random.choice(EDITS) for _ in range(counts(2, 20))]

    for number, edit in enumerate(edits):
        edit(built, random)
        build(built)
        if number % 2:
            cold = digests(cold_build(built, tmp_path / f"cold-{number}"))
            assert differences(digests(built), cold) == set(), [e.__name__ for e in edits]

    before = digests(built)
    build(built, "--fresh")
    assert differences(digests(built), before) == set()


def change_cell(root: Path, random: Random) -> None:
    """Write something else into a cell of the roster, the vehicles or the rooms."""
    sheet, heading, text = random.choice(
        [
            ("来宾", "单位", f"第{random.randrange(1000)}研究所"),
            ("车辆", "车牌", f"鄂E·{random.randrange(10_000, 100_000)}"),
            ("车辆", "电话", f"139000{random.randrange(10_000, 100_000)}"),
            ("住宿", "房号", f"9{random.randrange(100, 1000)}"),
        ]
    )
    path = root / "visits/case/book.xlsx"
    workbook = openpyxl.load_workbook(path)
    row = random.randint(2, workbook[sheet].max_row)
    workbook[sheet].cell(row, column_of(workbook[sheet], heading)).value = text
    workbook.save(path)


def column_of(sheet: Any, heading: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == heading)


def remove_a_guest(root: Path, random: Random) -> None:
    """Take the last of the roster out, wherever the workbook names them."""
    path = root / "visits/case/book.xlsx"
    workbook = openpyxl.load_workbook(path)
    roster = workbook["来宾"]
    name = str(roster.cell(roster.max_row, column_of(roster, "姓名")).value)
    roster.delete_rows(roster.max_row)
    for sheet in workbook:
        for row in reversed(list(sheet.rows)):
            for cell in row:
                if cell.value == name:
                    sheet.delete_rows(cell.row)
                elif isinstance(cell.value, str):
                    cell.value = "、".join(each for each in cell.value.split("、") if each != name)
    workbook.save(path)


def change_an_item(root: Path, random: Random) -> None:
    def change(visit: dict[str, Any]) -> None:
        item = random.choice(visit["schedule"])
        if random.random() < 0.5:
            item["title"] = {"zh": f"座谈{random.randrange(100)}", "en": "Talk"}
        else:
            item["time"] = f"{random.randrange(13, 16)}:{random.randrange(10, 60)}-17:00"

    change_visit(root, change)


def change_the_title(root: Path, random: Random) -> None:
    change_visit(root, lambda visit: visit.update(title=f"考察{random.randrange(100)}组"))


def change_languages(root: Path, random: Random) -> None:
    languages = random.choice([["zh"], ["zh", "en"]])
    change_visit(root, lambda visit: visit.update(languages=languages))


def change_visit(root: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = root / "visits/case/visit.yml"
    visit = yaml.safe_load(path.read_text("utf-8"))
    change(visit)
    path.write_text(yaml.safe_dump(visit, allow_unicode=True, sort_keys=False), "utf-8")


def add_or_remove_a_visit(root: Path, random: Random) -> None:
    folder = root / "visits/other"
    if folder.exists():
        shutil.rmtree(folder)
    else:
        write_sample(folder, 3, random.randrange(100))
        (root / ".secrets/other.key").write_text("B" * 43 + "=\n", "ascii")


def edit_a_page(root: Path, random: Random) -> None:
    page = random.choice(sorted((root / "docs/rules").glob("*.md")))
    text = page.read_text("utf-8") + f"\n\n第{random.randrange(100)}次修订。\n"
    page.write_text(text, "utf-8")


def delete_a_built_file(root: Path, random: Random) -> None:
    (root / random.choice(sorted(files(root)))).unlink()


def change_nothing(root: Path, random: Random) -> None:
    pass


EDITS: tuple[Callable[[Path, Random], None], ...] = (
    *(change_cell, change_cell, change_cell, remove_a_guest, change_an_item, change_an_item),
    *(change_the_title, change_languages, add_or_remove_a_visit, edit_a_page),
    *(delete_a_built_file, change_nothing),
)


def assert_room_was_changed(root: Path, guests: tuple[str, ...], cards: set[str]) -> None:
    """The cards are those of the guests, of their liaisons and of those who look after rooms.

    Medical care has the rooms of guests with needs, security the number of people on each floor.
    """
    visit = visit_of(root)
    liaisons = {staff.name for g in visit.guests if g.name in guests for staff, _ in g.liaisons}
    lodging = members(visit, "lodging")
    others = members(visit, "medical") | members(visit, "security")
    names = owners(root, visit, cards)
    assert {*guests} | liaisons | lodging <= names
    assert names <= {*guests} | liaisons | lodging | others


def owners(root: Path, visit: Visit, cards: set[str]) -> set[str]:
    """The names of those whose cards these are."""
    secret = read_secret("case", Settings(root), {})
    assert secret is not None
    by_path = {
        f"site/guests/case/{path_of(secret, person.id, person.revision)}": person.name
        for person in visit.people.values()
    }
    return {by_path[card] for card in cards}


def members(visit: Visit, role: str) -> set[str]:
    groups = [group for group in visit.team.groups if group.role.id == role]
    return {person.name for group in groups for person in (group.lead, *group.members) if person}


def visit_of(root: Path) -> Visit:
    settings = Settings(root)
    visit = load_project(settings, (settings.visits_folder / "case",)).visits[0].visit
    assert visit is not None
    return visit


def microsite(root: Path) -> int:
    """Build the microsite alone; return how many pages differ."""
    loaded = load_project(Settings(root), (root / "visits/case",)).selected_visits[0]
    return build_visit(loaded, Settings(root), {}).written


def change_room(root: Path) -> tuple[str, ...]:
    """Move the people of the first room with two beds to a free room; return their ids."""
    project = load_project(Settings(root), (root / "visits/case",))
    visit = project.selected_visits[0].visit
    assert visit is not None
    stay = next(stay for stay in visit.stays if len(stay.people.people) == 2)
    taken = {other.room.number for other in visit.stays if other.venue.id == stay.venue.id}
    free = next(room for room in stay.venue.rooms if room.number not in taken and room.beds == 2)
    workbook = openpyxl.load_workbook(root / "visits/case/book.xlsx")
    cells = [cell for row in workbook["住宿"] for cell in row if cell.value == stay.room.number]
    assert len(cells) == 1
    cells[0].value = free.number
    workbook.save(root / "visits/case/book.xlsx")
    return tuple(person.id for person in stay.people.people)
