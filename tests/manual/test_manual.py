"""The clerk's manual holds: each command ends as it says and prints what it shows."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from PIL import Image

from generator.cli import main
from tests.manual.pictures import CAMERAS
from tests.manual.steps import (
    ORDER,
    PAGES,
    Change,
    Command,
    Edit,
    Fill,
    Heading,
    Picture,
    Step,
    steps_of,
)
from tests.manual.walk import CLOCKS, SLUG, Desk, project_at

LARGEST = 150_000
PICTURES = Path("docs/assets/pictures/manual")


def damaged(desk: Desk) -> None:
    """The workbook as a network drive left it, and a sound copy beside the project."""
    book = desk.folder / "book.xlsx"
    shutil.copy(book, desk.root.parent / "sound.xlsx")
    book.write_bytes(book.read_bytes()[:4000])


def copied_again(desk: Desk) -> None:
    shutil.copy(desk.root.parent / "sound.xlsx", desk.folder / "book.xlsx")


def open_in_excel(desk: Desk) -> None:
    (desk.folder / "~$book.xlsx").write_bytes(b"\x04Li Na" + bytes(160))


def key_left_behind(desk: Desk) -> None:
    (desk.root / ".secrets").rename(desk.root.parent / "usb")


def key_copied_back(desk: Desk) -> None:
    (desk.root / ".secrets").mkdir(exist_ok=True)
    shutil.copy(desk.root.parent / "usb" / f"{SLUG}.key", desk.root / ".secrets")


def key_lost_for_good(desk: Desk) -> None:
    (desk.root / ".secrets" / f"{SLUG}.key").unlink()


MISFORTUNES: dict[str, Callable[[Desk], None]] = {
    "open-in-excel": open_in_excel,
    "damaged": damaged,
    "lost-card": copied_again,
    "lost-secret": key_left_behind,
    "restored-secret": key_copied_back,
    "no-copy": key_lost_for_good,
}
"""What has happened when the reader comes to a heading, by the heading's id."""


@pytest.mark.long
def test_every_command_of_the_manual_does_what_it_says(tmp_path: Path) -> None:
    with project_at(tmp_path / "接待手册") as desk:
        for page in ORDER:
            desk.now = CLOCKS[page]
            for step in steps_of(page):
                take(desk, step, page)


def take(desk: Desk, step: Step, page: str) -> None:
    """Do a step; a command has to end and to print as the manual says."""
    match step:
        case Heading(id):
            MISFORTUNES.get(id, lambda _: None)(desk)
        case Fill() | Change() | Edit():
            desk.does(step)
        case Command():
            code, printed = desk.runs(step)
            said = f"{page}: {step.line}\n{printed}"
            assert code == step.code, said
            assert list(missing(step.printed, printed)) == [], said


def missing(quoted: tuple[str, ...], printed: str) -> Iterator[str]:
    """Quoted lines that were not printed, in their order; …… stands for what was left out."""
    lines = iter(printed.splitlines())
    for line in quoted:
        pattern = ".*".join(re.escape(part) for part in line.split("……"))
        if not any(re.fullmatch(pattern, each) for each in lines):
            yield line


STEPS = [(page, step) for page in ORDER for step in steps_of(page)]


def test_the_pages_are_all_walked() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(ORDER)
    assert set(MISFORTUNES) <= {step.id for _, step in STEPS if isinstance(step, Heading)}


@pytest.mark.parametrize("page", ORDER)
def test_commands_named_in_a_sentence_are_commands(page: str) -> None:
    text = (PAGES / f"{page}.md").read_text("utf-8")
    named = re.findall(r"`(handbook [^`\n]+)`", text)

    for line in named:
        name, *arguments = shlex.split(line)[1:]
        if not name.startswith("-"):
            command = main.commands[name]
            command.make_context(
                name, arguments, parent=click.Context(main), resilient_parsing=True
            )


def test_each_picture_is_taken_by_a_camera_and_is_small() -> None:
    shown = [step.name for _, step in STEPS if isinstance(step, Picture)]
    there = {path.stem: path for path in (PAGES.parents[1] / PICTURES).glob("*.png")}

    assert sorted(shown) == sorted(CAMERAS)
    assert set(there) == set(CAMERAS)
    assert [path.name for path in there.values() if path.stat().st_size > LARGEST] == []
    assert all(Image.open(path).width >= 320 for path in there.values())


def test_each_picture_says_in_words_what_it_shows() -> None:
    texts = [step.alt for _, step in STEPS if isinstance(step, Picture)]

    assert [text for text in texts if len(text) < 12] == []
